/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_CLAIMS_H
#define KS_ENGINE_CLAIMS_H
/*
 * What could come on the route of a plan, whatever is answered.
 *
 * claim      one way (a step, an offer of its chain) that could put a step id on the route
 * target     a step id with all claims on it; what is merged there is seen
 *
 * Private to the engine.
 */
#include "ks/engine/plan.h"

struct ks_claim {
	struct ks_plan_way way;
	const struct ks_step *step;	/* both as in the way */
	const struct ks_offer *offer;
	size_t target;			/* position among the targets */
};

struct ks_target {
	const struct ks_claim *claims;
	size_t n;
	bool already;			/* help already there: its date is no term */
};

struct ks_claims {
	struct ks_claim *items;		/* sorted by step id */
	size_t n;
	struct ks_target *targets;
	size_t n_targets;
};

/* Every claim that facts leave possible; memory from the plan's arena. */
void ks_claims_find(const struct ks_plan *plan, struct ks_claims *out);

/* True when a, where it surely stands on a target, leaves nothing for b to win. */
bool ks_claim_covers(const struct ks_claim *a, const struct ks_claim *b, bool already);

/* What a family notices at a target; nothing of it when no claim stands. */
struct ks_merged {
	bool there;
	enum ks_urgency urgency;
	enum ks_form form;
	ks_day due;			/* KS_NO_DAY for help already there */
};

/* Of the claims on a target that stand; stands[i] is about its i-th claim. */
struct ks_merged ks_target_merge(const struct ks_target *target, const ks_truth *stands);

bool ks_merged_differ(const struct ks_merged *a, const struct ks_merged *b);

#endif
