/* SPDX-License-Identifier: EUPL-1.2 */
/* Claims and their targets: see engine/claims.h. */
#include "ks/engine/claims.h"

#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"

/* ---- finding --------------------------------------------------------------- */

static void add_claims(const struct ks_plan_step *step, struct ks_claims *out)
{
	if (step->own.state == KS_WINDOW_PASSED)
		return;
	for (size_t i = 0; i < step->n_offers; i++) {
		const struct ks_offer *offer = &step->offers[i];

		if (offer->barred)
			continue;
		out->items[out->n++] = (struct ks_claim){ .way = { step, (int)i },
							  .step = step->step,
							  .offer = offer };
		if (!offer->intervention || !offer->intervention->criteria)
			return;		/* it always fits: nothing further down is reached */
	}
}

static int by_id(const void *a, const void *b)
{
	const struct ks_claim *x = a, *y = b;

	return strcmp(x->offer->id, y->offer->id);
}

static void find_targets(const struct ks_plan *plan, struct ks_claims *out)
{
	out->targets = KS_NEW_N(plan->arena, out->n, struct ks_target);
	for (size_t i = 0; i < out->n; i++) {
		const char *id = out->items[i].offer->id;

		if (i == 0 || strcmp(out->items[i - 1].offer->id, id) != 0)
			out->targets[out->n_targets++] =
				(struct ks_target){ &out->items[i], 0,
						    ks_family_has_already(plan->family, id) };
		out->targets[out->n_targets - 1].n++;
		out->items[i].target = out->n_targets - 1;
	}
}

void ks_claims_find(const struct ks_plan *plan, struct ks_claims *out)
{
	size_t n = 0;

	for (size_t i = 0; i < plan->n_steps; i++)
		n += plan->steps[i].n_offers;
	*out = (struct ks_claims){ .items = KS_NEW_N(plan->arena, n, struct ks_claim) };
	for (size_t i = 0; i < plan->n_steps; i++)
		add_claims(&plan->steps[i], out);
	qsort(out->items, out->n, sizeof *out->items, by_id);
	find_targets(plan, out);
}

/* ---- merging --------------------------------------------------------------- */

bool ks_claim_covers(const struct ks_claim *a, const struct ks_claim *b, bool already)
{
	return a->step->urgency <= b->step->urgency && a->step->handover <= b->step->handover &&
	       (already || a->offer->due <= b->offer->due);
}

struct ks_merged ks_target_merge(const struct ks_target *target, const ks_truth *stands)
{
	struct ks_merged out = { .there = false };

	for (size_t i = 0; i < target->n; i++) {
		const struct ks_step *step = target->claims[i].step;
		ks_day due = target->claims[i].offer->due;

		if (stands[i] != KS_TRUE)
			continue;
		if (!out.there)
			out = (struct ks_merged){ true, step->urgency, step->handover, due };
		if (step->urgency < out.urgency)
			out.urgency = step->urgency;
		if (step->handover < out.form)
			out.form = step->handover;
		if (due < out.due)
			out.due = due;
	}
	if (target->already)
		out.due = KS_NO_DAY;
	return out;
}

bool ks_merged_differ(const struct ks_merged *a, const struct ks_merged *b)
{
	if (a->there != b->there)
		return true;
	return a->there && (a->urgency != b->urgency || a->form != b->form || a->due != b->due);
}
