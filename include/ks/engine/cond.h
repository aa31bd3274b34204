/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_COND_H
#define KS_ENGINE_COND_H
/*
 * The one evaluator of conditions, used for the decision, for its explanation
 * and for the question what could still change it.
 *
 * Truth is a *set* of the three values of Kleene's logic. In a world where
 * every factor is settled the set has one member, and evaluation is ordinary
 * three-valued logic. While some factors are left open (engine/questions.h)
 * the set holds every value that could still come out; it may hold one too
 * many, never one too few, and is exact once nothing is open.
 */
#include <stddef.h>

#include "ks/engine/family.h"

typedef unsigned char ks_truth;

#define KS_FALSE ((ks_truth)1)
#define KS_UNKNOWN ((ks_truth)2)
#define KS_TRUE ((ks_truth)4)
#define KS_OPEN ((ks_truth)(KS_FALSE | KS_UNKNOWN | KS_TRUE))	/* anything can still come out */

/* True when nothing of it is open any more: the set has one member. */
bool ks_is_settled(ks_truth set);

/* What conditions look at. */
struct ks_world {
	const struct ks_family *family;
	ks_day day;
	enum ks_phase phase;		/* on that day */
	int week;			/* on that day, or -1 */
	/* Per factor index: any subject; and factor index * KS_SUBJECTS + subject. */
	const ks_truth *factors, *pairs;
	int class_low, class_high;	/* range of the class, after judgement */
	int domains_low, domains_high;	/* range of the number of domains touched */
};

ks_truth ks_cond_eval(const struct ks_cond *cond, const struct ks_world *world);

/* ks_cond_eval() where NULL means "no condition", which is true. */
ks_truth ks_cond_holds(const struct ks_cond *cond, const struct ks_world *world);

/* Calls visit for every `signal` condition that stands true in a true branch. */
typedef void ks_signal_visit(void *context, const struct ks_cond *leaf);
void ks_cond_true_signals(const struct ks_cond *cond, const struct ks_world *world,
			  ks_signal_visit *visit, void *context);

/* Calls visit for every leaf that keeps an unknown condition from being settled. */
void ks_cond_unknown_leaves(const struct ks_cond *cond, const struct ks_world *world,
			    ks_signal_visit *visit, void *context);

/* Calls visit for every leaf. */
void ks_cond_leaves(const struct ks_cond *cond, ks_signal_visit *visit, void *context);

/* The first leaf that makes a false condition false (for file:line). */
const struct ks_cond *ks_cond_first_false(const struct ks_cond *cond, const struct ks_world *world);

/* The score a `score` condition looks at on the world's day; NULL: not taken. */
const struct ks_score *ks_cond_score(const struct ks_cond *cond, const struct ks_world *world);

/*
 * What a factor as such can be, given what it can be for each subject (pairs
 * holds KS_SUBJECTS sets): present for anyone, else absent for anyone.
 */
ks_truth ks_cond_factor_set(const ks_truth *pairs);

/* Says something else of one pair; its factor as such follows. */
void ks_cond_put(ks_truth *factors, ks_truth *pairs, size_t pair, ks_truth value);

/* Where a value lies against a range: every bound held, or the first that failed. */
const struct ks_bound *ks_range_failed(const struct ks_range *range, int value);

#endif
