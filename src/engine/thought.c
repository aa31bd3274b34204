/* SPDX-License-Identifier: EUPL-1.2 */
/* Conditions built to ask something about the agreed ones: see engine/thought.h. */
#include "ks/engine/thought.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"

static struct ks_cond *make(struct ks_arena *arena, enum ks_cond_kind kind)
{
	struct ks_cond *cond = KS_NEW(arena, struct ks_cond);

	cond->kind = kind;
	cond->subject = KS_ANY_SUBJECT;
	return cond;
}

/*
 * A condition as part of another. Everybody only reads conditions; that the
 * model does not say so of the list of parts is no reason to copy them.
 */
static struct ks_cond *as_part(const struct ks_cond *cond)
{
	struct ks_cond *part;

	memcpy(&part, &cond, sizeof part);
	return part;
}

static struct ks_cond *copy_of(struct ks_arena *arena, const struct ks_cond *cond)
{
	struct ks_cond *copy = KS_NEW(arena, struct ks_cond);

	*copy = *cond;
	return copy;
}

const struct ks_cond *ks_thought_join(struct ks_arena *arena, enum ks_cond_kind kind,
				      const struct ks_cond *const *parts, size_t n)
{
	struct ks_cond *cond = make(arena, kind);

	cond->kids = KS_NEW_N(arena, n + 1, struct ks_cond *);
	for (size_t i = 0; i < n; i++)
		if (parts[i])
			cond->kids[cond->n_kids++] = as_part(parts[i]);
	return cond;
}

const struct ks_cond *ks_thought_both(struct ks_arena *arena, const struct ks_cond *a,
				      const struct ks_cond *b)
{
	const struct ks_cond *parts[] = { a, b };

	return ks_thought_join(arena, KS_COND_ALL, parts, 2);
}

const struct ks_cond *ks_thought_not(struct ks_arena *arena, const struct ks_cond *cond)
{
	struct ks_cond *not = make(arena, KS_COND_NOT);

	not->kids = KS_NEW_N(arena, 1, struct ks_cond *);
	not->kids[not->n_kids++] = as_part(cond);
	return not;
}

const struct ks_cond *ks_thought_phases(struct ks_arena *arena, unsigned phases)
{
	struct ks_cond *cond = make(arena, KS_COND_PHASE);

	cond->phases = phases;
	return cond;
}

const struct ks_cond *ks_thought_truth(struct ks_arena *arena, bool truth)
{
	struct ks_cond *cond = make(arena, truth ? KS_COND_ALWAYS : KS_COND_ANY);

	cond->yes = truth;
	return cond;
}

const struct ks_cond *ks_thought_card(struct ks_arena *arena, const struct ks_card *card)
{
	return ks_thought_both(arena, ks_thought_phases(arena, card->phases), card->when);
}

const struct ks_cond *ks_thought_step(struct ks_arena *arena, const struct ks_step *step)
{
	const struct ks_cond *parts[] = { ks_thought_phases(arena, step->card->phases), step->when,
					  step->card->when };

	return ks_thought_join(arena, KS_COND_ALL, parts, 3);
}

static const struct ks_cond *upper_only(struct ks_arena *arena, const struct ks_cond *window)
{
	struct ks_cond *upper = copy_of(arena, window);

	upper->range.n = 0;
	for (size_t i = 0; i < window->range.n; i++)
		if (window->range.bounds[i].op == KS_LE || window->range.bounds[i].op == KS_LT)
			upper->range.bounds[upper->range.n++] = window->range.bounds[i];
	return upper->range.n ? upper : NULL;
}

const struct ks_cond *ks_thought_in_time(struct ks_arena *arena, const struct ks_cond *window)
{
	const struct ks_cond *upper = window ? upper_only(arena, window) : NULL;
	const struct ks_cond *parts[] = {
		ks_thought_phases(arena, 1U << KS_BEFORE | 1U << KS_DURING), upper
	};

	if (!upper || upper->kind == KS_COND_WEEK)
		return upper;
	return ks_thought_join(arena, KS_COND_ANY, parts, 2);
}

static const struct ks_cond *covered(struct ks_arena *arena,
				     const struct ks_intervention *intervention)
{
	struct ks_cond *cond = make(arena, KS_COND_MUNICIPALITY);

	if (!intervention->n_coverage)
		return NULL;
	cond->words = intervention->coverage;
	cond->n_words = intervention->n_coverage;
	return cond;
}

const struct ks_cond *ks_thought_fits(struct ks_arena *arena,
				      const struct ks_intervention *intervention)
{
	const struct ks_cond *parts[] = { ks_thought_phases(arena, intervention->phases),
					  covered(arena, intervention),
					  ks_thought_in_time(arena, intervention->window),
					  intervention->criteria };

	return ks_thought_join(arena, KS_COND_ALL, parts, 4);
}

static bool same_range(const struct ks_range *a, const struct ks_range *b)
{
	for (size_t i = 0; i < a->n && a->n == b->n; i++) {
		const struct ks_bound *x = &a->bounds[i], *y = &b->bounds[i];

		if (x->op != y->op || x->value != y->value || x->span.n != y->span.n ||
		    x->span.unit != y->span.unit)
			return false;
	}
	return a->n == b->n;
}

static bool same_words(const struct ks_cond *a, const struct ks_cond *b)
{
	for (size_t i = 0; i < a->n_words && a->n_words == b->n_words; i++)
		if (strcmp(a->words[i], b->words[i]) != 0)
			return false;
	return a->n_words == b->n_words;
}

bool ks_thought_same(const struct ks_cond *a, const struct ks_cond *b)
{
	if (!a || !b)
		return a == b;
	if (a->kind != b->kind || a->n_kids != b->n_kids || a->factor != b->factor ||
	    a->subject != b->subject || a->instrument != b->instrument || a->yes != b->yes ||
	    a->phases != b->phases || a->count != b->count || !ks_streq(a->item, b->item) ||
	    !ks_streq(a->outcome, b->outcome) || !same_range(&a->range, &b->range) ||
	    !same_words(a, b))
		return false;
	for (size_t i = 0; i < a->n_kids; i++)
		if (!ks_thought_same(a->kids[i], b->kids[i]))
			return false;
	return true;
}

bool ks_thought_names(const struct ks_cond *cond, const struct ks_factor *factor)
{
	if (!cond || cond->kind == KS_COND_NOT)
		return false;
	if (cond->kind == KS_COND_SIGNAL)
		return cond->factor == factor;
	for (size_t i = 0; i < cond->n_kids; i++)
		if (ks_thought_names(cond->kids[i], factor))
			return true;
	return false;
}

size_t ks_thought_path(const struct ks_cond *root, const struct ks_cond *part,
		       const struct ks_cond **path, size_t most)
{
	if (!root || !most)
		return 0;
	path[0] = root;
	if (root == part)
		return 1;
	for (size_t i = 0; i < root->n_kids; i++) {
		size_t n = ks_thought_path(root->kids[i], part, path + 1, most - 1);

		if (n)
			return n + 1;
	}
	return 0;
}
