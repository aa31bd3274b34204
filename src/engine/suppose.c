/* SPDX-License-Identifier: EUPL-1.2 */
/* Replaces answers in a copy of a family. */
#include "ks/engine/suppose.h"

#include "ks/base/arena.h"

const char *const ks_supposed_words[] = { "supposed", "still-raised", "still-others", NULL };

static bool has_basis(const struct ks_route *route, const struct ks_supposition *supposition,
		      int kind)
{
	const struct ks_basis *basis = route->picture.basis[supposition->factor->index];

	for (; basis; basis = basis->next)
		if ((int)basis->kind == kind && basis->subject == supposition->subject)
			return true;
	return false;
}

bool ks_suppose_is_fact(const struct ks_route *route, const struct ks_supposition *supposition)
{
	return has_basis(route, supposition, KS_BASIS_DERIVED);
}

static bool is_replaced(const struct ks_answer *answer, const struct ks_supposition *items,
			size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (items[i].factor == answer->factor && items[i].subject == answer->subject)
			return true;
	return false;
}

struct ks_family ks_suppose(struct ks_arena *arena, const struct ks_family *family, ks_day day,
			    const struct ks_supposition *items, size_t n)
{
	struct ks_family out = *family;
	struct ks_answer *answers = KS_NEW_N(arena, family->n_answers + n, struct ks_answer);

	out.n_answers = 0;
	for (size_t i = 0; i < family->n_answers; i++)
		if (!is_replaced(&family->answers[i], items, n))
			answers[out.n_answers++] = family->answers[i];
	for (size_t i = 0; i < n; i++)
		answers[out.n_answers++] = (struct ks_answer){ .factor = items[i].factor,
							       .subject = items[i].subject,
							       .reply = items[i].reply,
							       .by = KS_BY_PROFESSIONAL,
							       .date = day };
	out.answers = answers;
	return out;
}

static ks_truth truth_of(enum ks_reply reply)
{
	if (reply == KS_PRESENT)
		return KS_TRUE;
	return reply == KS_ABSENT ? KS_FALSE : KS_UNKNOWN;
}

enum ks_supposed ks_suppose_came_to(const struct ks_route *route,
				    const struct ks_supposition *supposition)
{
	size_t factor = supposition->factor->index;
	ks_truth wanted = truth_of(supposition->reply);

	if (route->picture.pairs[factor * KS_SUBJECTS + supposition->subject] != wanted)
		return KS_STILL_RAISED;
	return route->picture.factors[factor] == wanted ? KS_SUPPOSED : KS_STILL_OTHERS;
}
