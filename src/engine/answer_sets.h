/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_ANSWER_SETS_H
#define KS_ENGINE_ANSWER_SETS_H
/* The search behind the sets of engine/why_not.h. Private to the engine. */
#include "ks/engine/plan.h"
#include "ks/engine/why_not.h"

/* One way as the plan has it: a step, and which of its offers (or any). */
struct ks_plan_way {
	const struct ks_plan_step *step;
	int offer;			/* position in the chain, or KS_ANY_OFFER */
};
#define KS_ANY_OFFER (-1)

/* Truth of "this way stands" in a world; settled worlds give KS_TRUE or KS_FALSE. */
ks_truth ks_plan_way_stands(const struct ks_plan_way *way, const struct ks_world *world);

/* Fills sets, never, by_number and decided of out. */
void ks_answer_sets_find(const struct ks_plan *plan, const struct ks_route *route,
			 const struct ks_plan_way *ways, size_t n_ways, struct ks_why_not *out);

#endif
