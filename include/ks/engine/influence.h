/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_INFLUENCE_H
#define KS_ENGINE_INFLUENCE_H
/*
 * Could one more answer still change the route? (product.md §4.12)
 *
 * Exact, by search: are there two completions of what is not answered that
 * differ only in this one answer and give another set of (step, urgency, due,
 * form)? Most questions are settled by trying them with everything else left
 * unanswered, or absent. For the rest the search leaves factors open as sets
 * of truth values and cuts off every branch in which the outcome no longer
 * depends on this answer. Signals that only count for the class or the number
 * of domains are tried by number (engine/numbers.h). Where answers decide what
 * a score raises (engine/sketch.h) those are tried first, every one of them:
 * an answer then changes the picture of several signals. KS_INFLUENCE_NODES
 * bounds what a contrived coalition could cost; beyond it the answer is "could".
 * Private to the engine.
 */
#include "ks/engine/sketch.h"

#define KS_INFLUENCE_NODES 20000	/* per question */

struct ks_influence;

/* Prepares the search over these variables; memory from the plan's arena. */
struct ks_influence *ks_influence_new(const struct ks_plan *plan, const struct ks_picture *picture,
				      const struct ks_variable *variables, size_t n);

/*
 * could[i] becomes true when answering variable i could change the route.
 * False when the bound was met for some of them, which then "could".
 */
bool ks_influence_find(struct ks_influence *influence, bool *could);

/*
 * True when answers decide what a score raises: then the class depends on
 * more than counts of answers, and is asked for by the same search.
 */
bool ks_influence_hangs(const struct ks_influence *influence);
bool ks_influence_find_class(struct ks_influence *influence, bool *could);

enum ks_influenced { KS_INFLUENCES_NOT, KS_INFLUENCES, KS_INFLUENCE_UNDECIDED };

/*
 * The question about one variable (for the class only while ks_influence_hangs()), with
 * these values for the others: one of the three, or KS_OPEN. Exact unless the bound was met.
 */
enum ks_influenced ks_influence_given(struct ks_influence *influence, size_t asked,
				      const ks_truth *given, bool for_class);

#endif
