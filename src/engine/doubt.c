/* SPDX-License-Identifier: EUPL-1.2 */
/* What the families of doubts share: see engine/doubt.h. */
#include "ks/engine/doubt.h"

#include <string.h>

#include "ks/base/arena.h"

static size_t leaves_of(const struct ks_cond *cond)
{
	size_t n = 1;

	for (size_t i = 0; i < cond->n_kids; i++)
		n += leaves_of(cond->kids[i]);
	return n;
}

/* False when there is no room left for another search. */
static bool spend(struct ks_doubts *d, const struct ks_want *wants, size_t n)
{
	for (size_t i = 0; i < n && d->work < KS_DOUBT_WORK; i++)
		d->work += leaves_of(wants[i].cond);
	return d->work < KS_DOUBT_WORK;
}

enum ks_sought ks_doubt_ask(struct ks_doubts *d, const struct ks_want *wants, size_t n,
			    struct ks_witness *witness)
{
	enum ks_sought sought = KS_SOUGHT_UNDECIDED;

	if (spend(d, wants, n))
		sought = ks_witness_find(d->arena, d->c, d->today, wants, n, witness);

	d->asked++;
	d->undecided += sought == KS_SOUGHT_UNDECIDED;
	return sought;
}

enum ks_sought ks_doubt_can(struct ks_doubts *d, const struct ks_cond *cond,
			    struct ks_witness *witness)
{
	const struct ks_want want = { cond, KS_TRUE };

	return ks_doubt_ask(d, &want, 1, witness);
}

const char *ks_doubt_number(struct ks_doubts *d, long number)
{
	return ks_fmt(d->arena, "%ld", number);
}

struct ks_subject_of ks_doubt_card(const struct ks_card *card)
{
	return (struct ks_subject_of){ card, &card->accepted };
}

struct ks_subject_of ks_doubt_entry(const struct ks_acceptances *accepted)
{
	return (struct ks_subject_of){ NULL, accepted };
}

static const struct ks_arg *copy_args(struct ks_arena *arena, const struct ks_arg *args)
{
	struct ks_arg *copy;
	size_t n = 0;

	while (args && args[n].name)
		n++;
	copy = KS_NEW_N(arena, n + 1, struct ks_arg);
	for (size_t i = 0; i < n; i++)
		copy[i] = args[i];
	return copy;
}

/* One place, one doubt of a kind: several cards can lead to the same limit. */
static bool is_told(const struct ks_doubts *d, enum ks_msg msg, struct ks_loc loc,
		    const struct ks_arg *args)
{
	for (size_t i = 0; i < d->n; i++) {
		const struct ks_doubt *told = &d->items[i];

		if (told->msg == msg && told->loc.in == loc.in && told->loc.line == loc.line &&
		    told->loc.col == loc.col &&
		    (!args || strcmp(told->args[0].value, args[0].value) == 0))
			return true;
	}
	return false;
}

void ks_doubt_add(struct ks_doubts *d, enum ks_msg msg, struct ks_loc loc,
		  struct ks_subject_of about, const struct ks_arg *args,
		  const struct ks_witness *witness)
{
	struct ks_witness *copy = NULL;
	struct ks_doubt *doubt;

	if (is_told(d, msg, loc, args))
		return;
	doubt = ks_grow(d->arena, &d->items, &d->n, sizeof *doubt);
	if (witness) {
		copy = KS_NEW(d->arena, struct ks_witness);
		*copy = *witness;
	}
	*doubt = (struct ks_doubt){ .msg = msg,
				    .loc = loc,
				    .card = about.card,
				    .accepted = about.accepted,
				    .args = copy_args(d->arena, args),
				    .witness = copy };
}
