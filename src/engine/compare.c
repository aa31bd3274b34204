/* SPDX-License-Identifier: EUPL-1.2 */
/* Matches the steps of two routes by id and says what differs. */
#include "ks/engine/compare.h"

#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"

const char *const ks_shift_words[] = { "gained", "lost", "moved", NULL };

static const struct ks_route_step *with_id(const struct ks_route *route, const char *id)
{
	for (size_t i = 0; i < route->n_steps; i++)
		if (ks_streq(route->steps[i].id, id))
			return &route->steps[i];
	return NULL;
}

static const char *organisation(const struct ks_route_step *step)
{
	return step->filler ? step->filler->organisation.nl : "";
}

static unsigned changed_in(const struct ks_route_step *a, const struct ks_route_step *b)
{
	unsigned in = 0;

	in |= a->due != b->due ? KS_IN_DUE : 0;
	in |= a->opens != b->opens ? KS_IN_OPENS : 0;
	in |= a->urgency != b->urgency ? KS_IN_URGENCY : 0;
	in |= a->form != b->form ? KS_IN_FORM : 0;
	in |= !ks_streq(organisation(a), organisation(b)) ? KS_IN_FILLER : 0;
	in |= a->already != b->already ? KS_IN_ALREADY : 0;
	return in;
}

static void add(struct ks_arena *arena, struct ks_comparison *c, struct ks_difference difference)
{
	struct ks_difference *slot = ks_grow(arena, &c->items, &c->n, sizeof *slot);

	*slot = difference;
}

static void add_before(struct ks_arena *arena, struct ks_comparison *c,
		       const struct ks_route_step *before)
{
	const struct ks_route_step *after = with_id(c->after, before->id);
	unsigned in = after ? changed_in(before, after) : 0;

	if (after && !in)
		return;
	add(arena, c,
	    (struct ks_difference){ .shift = after ? KS_MOVED : KS_LOST,
				    .step = before->id,
				    .in = in,
				    .before = before,
				    .after = after });
}

static int by_step(const void *a, const void *b)
{
	const struct ks_difference *x = a, *y = b;

	return strcmp(x->step, y->step);
}

struct ks_comparison ks_compare(struct ks_arena *arena, const struct ks_route *before,
				const struct ks_route *after)
{
	struct ks_comparison c = { .before = before, .after = after };

	c.class_changed = before->balance.class != after->balance.class;
	for (size_t i = 0; i < before->n_steps; i++)
		add_before(arena, &c, &before->steps[i]);
	for (size_t i = 0; i < after->n_steps; i++)
		if (!with_id(before, after->steps[i].id))
			add(arena, &c,
			    (struct ks_difference){ .shift = KS_GAINED,
						    .step = after->steps[i].id,
						    .after = &after->steps[i] });
	if (c.n)
		qsort(c.items, c.n, sizeof *c.items, by_step);
	return c;
}

bool ks_compare_differs(const struct ks_comparison *comparison)
{
	return comparison->class_changed || comparison->n > 0;
}
