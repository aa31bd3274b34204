/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The order of a route (§4.9): safety first, then `after`, then date and id.
 * Few steps, so plain selection: the next is the first by (due, id) that
 * waits for nothing left in its group; in a circle the first by (due, id).
 */
#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/engine/plan.h"

static bool comes_before(const struct ks_route_step *a, const struct ks_route_step *b)
{
	if (a->due != b->due) {
		if (a->due == KS_NO_DAY || b->due == KS_NO_DAY)
			return b->due == KS_NO_DAY;
		return a->due < b->due;
	}
	return strcmp(a->id, b->id) < 0;
}

static bool has_reason(const struct ks_route_step *step, const struct ks_step *wanted)
{
	for (size_t i = 0; i < step->n_reasons; i++)
		if (step->reasons[i].step == wanted)
			return true;
	return false;
}

static bool names(const struct ks_after *after, const struct ks_route_step *step)
{
	return after->step ? has_reason(step, after->step) : strcmp(after->step_id, step->id) == 0;
}

/* True when any reason of `step` says it comes after `other`. */
static bool waits_for(const struct ks_route_step *step, const struct ks_route_step *other)
{
	for (size_t r = 0; r < step->n_reasons; r++) {
		const struct ks_step *reason = step->reasons[r].step;

		for (size_t i = 0; i < reason->n_after; i++)
			if (names(&reason->after[i], other))
				return step != other;
	}
	return false;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void fill_after(struct ks_arena *arena, struct ks_route_step *step,
		       const struct ks_route_step *steps, size_t n)
{
	step->after = KS_NEW_N(arena, n, const char *);
	for (size_t i = 0; i < n; i++)
		if (waits_for(step, &steps[i]))
			step->after[step->n_after++] = steps[i].id;
	qsort(step->after, step->n_after, sizeof *step->after, by_text);
}

/* True when a step still to be placed, of the same group, has to come first. */
static bool must_wait(const struct ks_route_step *steps, size_t i, size_t n, const bool *placed)
{
	for (size_t other = 0; other < n; other++)
		if (!placed[other] && steps[other].safety == steps[i].safety &&
		    waits_for(&steps[i], &steps[other]))
			return true;
	return false;
}

/* The next of a group; n when the group is done. free_only: skip those that wait. */
static size_t pick(const struct ks_route_step *steps, size_t n, const bool *placed, bool safety,
		   bool free_only)
{
	size_t best = n;

	for (size_t i = 0; i < n; i++) {
		if (placed[i] || steps[i].safety != safety)
			continue;
		if (free_only && must_wait(steps, i, n, placed))
			continue;
		if (best == n || comes_before(&steps[i], &steps[best]))
			best = i;
	}
	return best;
}

static size_t next_step(const struct ks_route_step *steps, size_t n, const bool *placed)
{
	for (int safety = 1; safety >= 0; safety--) {
		size_t next = pick(steps, n, placed, safety, true);

		if (next == n)
			next = pick(steps, n, placed, safety, false);
		if (next < n)
			return next;
	}
	return n;
}

void ks_route_order(struct ks_arena *arena, struct ks_route_step *steps, size_t n)
{
	struct ks_route_step *ordered = KS_NEW_N(arena, n, struct ks_route_step);
	bool *placed = KS_NEW_N(arena, n, bool);

	for (size_t i = 0; i < n; i++)
		fill_after(arena, &steps[i], steps, n);
	for (size_t i = 0; i < n; i++) {
		size_t next = next_step(steps, n, placed);

		placed[next] = true;
		ordered[i] = steps[next];
		ordered[i].number = (int)i + 1;
	}
	if (n)
		memcpy(steps, ordered, n * sizeof *steps);
}
