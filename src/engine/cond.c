/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Conditions over sets of truth values. With settled worlds every set has one
 * member and this is Kleene's logic; see the header for what open worlds mean.
 */
#include "ks/engine/cond.h"

#include <string.h>

#include "ks/base/str.h"

bool ks_is_settled(ks_truth set)
{
	return set == KS_TRUE || set == KS_UNKNOWN || set == KS_FALSE;
}

static ks_truth of_bool(bool yes)
{
	return yes ? KS_TRUE : KS_FALSE;
}

static ks_truth negate(ks_truth a)
{
	return (ks_truth)((a & KS_UNKNOWN) | ((a & KS_TRUE) ? KS_FALSE : 0) |
			  ((a & KS_FALSE) ? KS_TRUE : 0));
}

/* Every minimum of a member of a and a member of b. */
static ks_truth both(ks_truth a, ks_truth b)
{
	ks_truth out = (ks_truth)((a | b) & KS_FALSE);

	out |= (ks_truth)(a & b & KS_TRUE);
	if ((a & KS_UNKNOWN && b & (KS_UNKNOWN | KS_TRUE)) || (b & KS_UNKNOWN && a & KS_TRUE))
		out |= KS_UNKNOWN;
	return out;
}

/* Every maximum: De Morgan holds in Kleene's logic. */
static ks_truth either(ks_truth a, ks_truth b)
{
	ks_truth out = (ks_truth)((a | b) & KS_TRUE);

	out |= (ks_truth)(a & b & KS_FALSE);
	if ((a & KS_UNKNOWN && b & (KS_UNKNOWN | KS_FALSE)) || (b & KS_UNKNOWN && a & KS_FALSE))
		out |= KS_UNKNOWN;
	return out;
}

static bool bound_holds(enum ks_op op, int value, int limit)
{
	switch (op) {
	case KS_GE:
		return value >= limit;
	case KS_GT:
		return value > limit;
	case KS_LE:
		return value <= limit;
	case KS_LT:
		return value < limit;
	}
	return false;
}

const struct ks_bound *ks_range_failed(const struct ks_range *range, int value)
{
	for (size_t i = 0; i < range->n; i++)
		if (!bound_holds(range->bounds[i].op, value, range->bounds[i].value))
			return &range->bounds[i];
	return NULL;
}

/* The values a range can take over all of low..high. */
static ks_truth eval_interval(const struct ks_range *range, int low, int high)
{
	ks_truth out = 0;

	for (int value = low; value <= high; value++)
		out |= of_bool(!ks_range_failed(range, value));
	return out;
}

/* After birth every pregnancy week has been reached and none lies ahead. */
static ks_truth eval_week_after_birth(const struct ks_range *range)
{
	for (size_t i = 0; i < range->n; i++)
		if (range->bounds[i].op == KS_LE || range->bounds[i].op == KS_LT)
			return KS_FALSE;
	return KS_TRUE;
}

static ks_truth eval_week(const struct ks_cond *cond, const struct ks_world *world)
{
	if (world->phase == KS_AFTER)
		return eval_week_after_birth(&cond->range);
	if (world->week < 0)
		return KS_UNKNOWN;
	return of_bool(!ks_range_failed(&cond->range, world->week));
}

static ks_truth eval_since_birth(const struct ks_cond *cond, const struct ks_world *world)
{
	if (world->phase != KS_AFTER)
		return KS_FALSE;
	for (size_t i = 0; i < cond->range.n; i++) {
		const struct ks_bound *bound = &cond->range.bounds[i];
		ks_day limit = ks_add_span(world->family->born, bound->span);

		if (!bound_holds(bound->op, world->day, limit))
			return KS_FALSE;
	}
	return KS_TRUE;
}

/* The latest score by date; of two on one day the one recorded last. */
const struct ks_score *ks_cond_score(const struct ks_cond *cond, const struct ks_world *world)
{
	const struct ks_score *latest = NULL;

	for (size_t i = 0; i < world->family->n_scores; i++) {
		const struct ks_score *score = &world->family->scores[i];

		if (score->instrument != cond->instrument || !ks_streq(score->item, cond->item))
			continue;
		if (score->date <= world->day && (!latest || score->date >= latest->date))
			latest = score;
	}
	return latest;
}

static ks_truth eval_score(const struct ks_cond *cond, const struct ks_world *world)
{
	const struct ks_score *score = ks_cond_score(cond, world);

	if (!score)
		return KS_UNKNOWN;
	if (cond->outcome)
		return of_bool(ks_streq(score->outcome, cond->outcome));
	return of_bool(!ks_range_failed(&cond->range, score->value));
}

static ks_truth eval_municipality(const struct ks_cond *cond, const struct ks_world *world)
{
	if (!world->family->municipality)
		return KS_UNKNOWN;
	for (size_t i = 0; i < cond->n_words; i++)
		if (strcmp(cond->words[i], world->family->municipality) == 0)
			return KS_TRUE;
	return KS_FALSE;
}

static ks_truth eval_factor(const struct ks_cond *cond, const struct ks_world *world)
{
	if (cond->subject == KS_ANY_SUBJECT)
		return world->factors[cond->factor->index];
	return world->pairs[cond->factor->index * KS_SUBJECTS + (size_t)cond->subject];
}

static ks_truth eval_first_child(const struct ks_cond *cond, const struct ks_world *world)
{
	int given = world->family->first_child;

	return given < 0 ? KS_UNKNOWN : of_bool((given == 1) == cond->yes);
}

static ks_truth eval_age(const struct ks_cond *cond, const struct ks_world *world)
{
	int age = world->family->age;

	return age == KS_NO_AGE ? KS_UNKNOWN : of_bool(!ks_range_failed(&cond->range, age));
}

/* Most kids are signals: they are looked up on the spot. */
static ks_truth eval_kid(const struct ks_cond *kid, const struct ks_world *world)
{
	return kid->kind == KS_COND_SIGNAL ? eval_factor(kid, world) : ks_cond_eval(kid, world);
}

/* What is the same again, or says nothing, leaves all and any as they are. */
static ks_truth eval_all(const struct ks_cond *cond, const struct ks_world *world)
{
	ks_truth out = KS_TRUE;

	for (size_t i = 0; i < cond->n_kids && out != KS_FALSE; i++) {
		ks_truth kid = eval_kid(cond->kids[i], world);

		if (kid != KS_TRUE && kid != out)
			out = both(out, kid);
	}
	return out;
}

static ks_truth eval_any(const struct ks_cond *cond, const struct ks_world *world)
{
	ks_truth out = KS_FALSE;

	for (size_t i = 0; i < cond->n_kids && out != KS_TRUE; i++) {
		ks_truth kid = eval_kid(cond->kids[i], world);

		if (kid != KS_FALSE && kid != out)
			out = either(out, kid);
	}
	return out;
}

/*
 * k of n. Unknown comes out when fewer than k are true but k or more are not
 * false: leave as many unknown as can be, then make true what has no other
 * way of not being false.
 */
static ks_truth eval_at_least(const struct ks_cond *cond, const struct ks_world *world)
{
	int can_true = 0, can_false = 0, must_true = 0, can_unknown = 0, true_or_false = 0;
	int n = (int)cond->n_kids, k = cond->count;
	ks_truth out = 0;

	for (size_t i = 0; i < cond->n_kids; i++) {
		ks_truth kid = eval_kid(cond->kids[i], world);

		can_true += (kid & KS_TRUE) != 0;
		can_false += (kid & KS_FALSE) != 0;
		must_true += kid == KS_TRUE;
		can_unknown += (kid & KS_UNKNOWN) != 0;
		true_or_false += kid == (KS_TRUE | KS_FALSE);
	}
	if (can_true >= k)
		out |= KS_TRUE;
	if (n - can_false < k)
		out |= KS_FALSE;
	if (can_unknown > 0 && must_true < k && must_true + can_unknown + true_or_false >= k)
		out |= KS_UNKNOWN;
	return out;
}

ks_truth ks_cond_eval(const struct ks_cond *cond, const struct ks_world *world)
{
	switch (cond->kind) {
	case KS_COND_ALWAYS:
		return KS_TRUE;
	case KS_COND_SIGNAL:
		return eval_factor(cond, world);
	case KS_COND_SCORE:
		return eval_score(cond, world);
	case KS_COND_WEEK:
		return eval_week(cond, world);
	case KS_COND_SINCE_BIRTH:
		return eval_since_birth(cond, world);
	case KS_COND_AGE:
		return eval_age(cond, world);
	case KS_COND_FIRST_CHILD:
		return eval_first_child(cond, world);
	case KS_COND_PHASE:
		return of_bool(cond->phases & (1U << world->phase));
	case KS_COND_MUNICIPALITY:
		return eval_municipality(cond, world);
	case KS_COND_CLASS:
		return eval_interval(&cond->range, world->class_low, world->class_high);
	case KS_COND_DOMAINS:
		return eval_interval(&cond->range, world->domains_low, world->domains_high);
	case KS_COND_ALL:
		return eval_all(cond, world);
	case KS_COND_ANY:
		return eval_any(cond, world);
	case KS_COND_NOT:
		return negate(ks_cond_eval(cond->kids[0], world));
	case KS_COND_AT_LEAST:
		return eval_at_least(cond, world);
	}
	return KS_UNKNOWN;
}

ks_truth ks_cond_holds(const struct ks_cond *cond, const struct ks_world *world)
{
	return cond ? ks_cond_eval(cond, world) : KS_TRUE;
}

void ks_cond_true_signals(const struct ks_cond *cond, const struct ks_world *world,
			  ks_signal_visit *visit, void *context)
{
	if (!cond || ks_cond_eval(cond, world) != KS_TRUE || cond->kind == KS_COND_NOT)
		return;
	if (cond->kind == KS_COND_SIGNAL && !cond->factor->protective)
		visit(context, cond);
	for (size_t i = 0; i < cond->n_kids; i++)
		ks_cond_true_signals(cond->kids[i], world, visit, context);
}

void ks_cond_unknown_leaves(const struct ks_cond *cond, const struct ks_world *world,
			    ks_signal_visit *visit, void *context)
{
	if (!cond || ks_cond_eval(cond, world) != KS_UNKNOWN)
		return;
	if (!cond->n_kids)
		visit(context, cond);
	for (size_t i = 0; i < cond->n_kids; i++)
		ks_cond_unknown_leaves(cond->kids[i], world, visit, context);
}

void ks_cond_leaves(const struct ks_cond *cond, ks_signal_visit *visit, void *context)
{
	if (!cond)
		return;
	if (!cond->n_kids)
		visit(context, cond);
	for (size_t i = 0; i < cond->n_kids; i++)
		ks_cond_leaves(cond->kids[i], visit, context);
}

const struct ks_cond *ks_cond_first_false(const struct ks_cond *cond, const struct ks_world *world)
{
	if (cond->kind == KS_COND_NOT)
		return cond;
	for (size_t i = 0; i < cond->n_kids; i++)
		if (ks_cond_eval(cond->kids[i], world) == KS_FALSE)
			return ks_cond_first_false(cond->kids[i], world);
	return cond;
}

ks_truth ks_cond_factor_set(const ks_truth *pairs)
{
	ks_truth any = 0, every = KS_OPEN;
	bool all_can_fail = true;

	for (size_t subject = 0; subject < KS_SUBJECTS; subject++) {
		any |= pairs[subject];
		every &= pairs[subject];
		all_can_fail &= pairs[subject] != KS_TRUE;
	}
	return (ks_truth)((any & KS_TRUE) | (all_can_fail ? any & KS_FALSE : 0) |
			  (every & KS_UNKNOWN));
}

void ks_cond_put(ks_truth *factors, ks_truth *pairs, size_t pair, ks_truth value)
{
	size_t factor = pair / KS_SUBJECTS;

	pairs[pair] = value;
	factors[factor] = ks_cond_factor_set(&pairs[factor * KS_SUBJECTS]);
}
