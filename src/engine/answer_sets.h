/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_ANSWER_SETS_H
#define KS_ENGINE_ANSWER_SETS_H
/* The search behind the sets of engine/why_not.h. Private to the engine. */
#include "ks/engine/plan.h"
#include "ks/engine/why_not.h"

/* Fills sets, never, by_number and decided of out. */
void ks_answer_sets_find(const struct ks_plan *plan, const struct ks_route *route,
			 const struct ks_plan_way *ways, size_t n_ways, struct ks_why_not *out);

#endif
