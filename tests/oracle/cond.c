/* SPDX-License-Identifier: EUPL-1.2 */
#include "cond.h"

#include <assert.h>
#include <stddef.h>

static enum tri of_bool(bool value)
{
	return value ? T_YES : T_NO;
}

bool range_holds(const struct range *range, int value)
{
	const struct limit *limit = range->limit;

	if (limit[AT_LEAST].set && value < limit[AT_LEAST].of.n)
		return false;
	if (limit[AT_MOST].set && value > limit[AT_MOST].of.n)
		return false;
	if (limit[BELOW].set && value >= limit[BELOW].of.n)
		return false;
	return !limit[ABOVE].set || value > limit[ABOVE].of.n;
}

static bool has_upper(const struct range *range)
{
	return range->limit[AT_MOST].set || range->limit[BELOW].set;
}

/* After birth a lower limit of weeks is behind us and so is an upper one. */
static enum tri judge_week(const struct facts *facts, const struct range *range)
{
	if (facts->phase == PHASE_AFTER)
		return of_bool(!has_upper(range));
	int week = facts_week(facts);
	if (week == NONE)
		return T_UNKNOWN;
	return of_bool(range_holds(range, week));
}

/* The child's age reaches a limit on the birth date plus that limit. */
static bool age_of_child_holds(const struct range *range, int day, int born)
{
	const struct limit *limit = range->limit;

	if (limit[AT_LEAST].set && day < day_add(born, limit[AT_LEAST].of))
		return false;
	if (limit[AT_MOST].set && day > day_add(born, limit[AT_MOST].of))
		return false;
	if (limit[BELOW].set && day >= day_add(born, limit[BELOW].of))
		return false;
	return !limit[ABOVE].set || day > day_add(born, limit[ABOVE].of);
}

static enum tri judge_since_birth(const struct facts *facts, const struct range *range)
{
	if (facts->phase != PHASE_AFTER)
		return T_NO;
	return of_bool(age_of_child_holds(range, facts->day, facts->born));
}

static enum tri judge_fact(const struct facts *facts, const struct cond *cond)
{
	switch (cond->key) {
	case ON_WEEK:
		return judge_week(facts, &cond->range);
	case ON_SINCE_BIRTH:
		return judge_since_birth(facts, &cond->range);
	case ON_AGE:
		if (facts->age == NONE)
			return T_UNKNOWN;
		return of_bool(range_holds(&cond->range, facts->age));
	case ON_FIRST_CHILD:
		if (facts->first_child == UNKNOWN_YET)
			return T_UNKNOWN;
		return of_bool((facts->first_child == YES) == cond->truth);
	case ON_PHASE:
		return of_bool(facts->phase == cond->phase);
	case ON_MUNICIPALITY:
		if (facts->municipality == NONE)
			return T_UNKNOWN;
		return of_bool((cond->municipalities >> facts->municipality & 1) != 0);
	default:
		return of_bool(cond->key == ON_ALWAYS);
	}
}

static enum tri judge_factor(const struct mind *mind, const struct cond *cond)
{
	if (cond->subject == NONE)
		return mind_bare(mind, cond->factor);
	return mind->picture[cond->factor][cond->subject];
}

static enum tri judge_score(const struct mind *mind, const struct cond *cond)
{
	const struct score *score = mind_score(mind, cond->instrument, cond->item);

	if (score == NULL)
		return T_UNKNOWN;
	if (cond->outcome != NONE)
		return of_bool(score->value == cond->outcome);
	return of_bool(range_holds(&cond->range, score->value));
}

/* How many of the kids have each of the three values. */
struct tally {
	int yes, no, unknown;
};

static enum tri judge_any_depth(const struct mind *mind, const struct facts *facts,
				const struct cond *cond);

static struct tally count_kids(const struct mind *mind, const struct facts *facts,
			       const struct cond *cond)
{
	struct tally tally = {0, 0, 0};

	for (int i = 0; i < cond->n_kids; i++) {
		enum tri kid = judge_any_depth(mind, facts, cond->kids[i]);
		tally.yes += kid == T_YES;
		tally.no += kid == T_NO;
		tally.unknown += kid == T_UNKNOWN;
	}
	return tally;
}

/* all, any and not are all forms of "so many of the kids hold". */
static enum tri judge_count(const struct tally *tally, int needed)
{
	if (tally->yes >= needed)
		return T_YES;
	return tally->yes + tally->unknown >= needed ? T_UNKNOWN : T_NO;
}

static enum tri judge_not(const struct tally *tally)
{
	if (tally->unknown > 0)
		return T_UNKNOWN;
	return of_bool(tally->no > 0);
}

static enum tri judge_any_depth(const struct mind *mind, const struct facts *facts,
				const struct cond *cond)
{
	struct tally tally = count_kids(mind, facts, cond);

	switch (cond->key) {
	case ON_ALL:
		return judge_count(&tally, cond->n_kids);
	case ON_ANY:
		return judge_count(&tally, 1);
	case ON_COUNT:
		return judge_count(&tally, cond->count);
	case ON_NOT:
		return judge_not(&tally);
	default:
		break;
	}
	if (cond->key == ON_SIGNAL || cond->key == ON_PROTECTIVE)
		return judge_factor(mind, cond);
	if (cond->key == ON_SCORE)
		return judge_score(mind, cond);
	if (cond->key == ON_CLASS)
		return of_bool(mind->verdict >= cond->verdict);
	if (cond->key == ON_DOMAINS)
		return of_bool(range_holds(&cond->range, mind->n_domains));
	return judge_fact(facts, cond);
}

enum tri cond_judge(const struct mind *mind, const struct cond *cond)
{
	return judge_any_depth(mind, &mind->facts, cond);
}

enum tri cond_judge_facts(const struct facts *facts, const struct cond *cond)
{
	return cond == NULL ? T_YES : judge_any_depth(NULL, facts, cond);
}

enum tri cond_judge_then(const struct mind *mind, const struct facts *facts,
			 const struct cond *cond)
{
	return cond == NULL ? T_YES : judge_any_depth(mind, facts, cond);
}

factor_set cond_signals(const struct mind *mind, const struct cond *cond)
{
	factor_set found = 0;

	if (cond->key == ON_NOT || cond_judge(mind, cond) != T_YES)
		return 0;
	if (cond->key == ON_SIGNAL)
		return (factor_set)1 << cond->factor;
	for (int i = 0; i < cond->n_kids; i++)
		found |= cond_signals(mind, cond->kids[i]);
	return found;
}

static struct window_view open_window(void)
{
	return (struct window_view){WINDOW_OPEN, NO_DAY, NULL};
}

static struct window_view unknown_window(void)
{
	return (struct window_view){WINDOW_UNKNOWN, NO_DAY, NULL};
}

static const struct limit *upper_limit(const struct range *range)
{
	return &range->limit[range->limit[AT_MOST].set ? AT_MOST : BELOW];
}

/* The first day inside the lower limit, counted from the day that is zero. */
static int first_day(const struct range *range, int zero)
{
	if (range->limit[AT_LEAST].set)
		return day_add(zero, range->limit[AT_LEAST].of);
	if (range->limit[ABOVE].set)
		return day_add(zero, range->limit[ABOVE].of) + 1;
	return zero;
}

/* A window measured from a known day zero (conception as counted, or birth). */
static struct window_view measured(const struct range *range, int day, int zero)
{
	struct range upper = *range;

	upper.limit[AT_LEAST].set = false;
	upper.limit[ABOVE].set = false;
	if (!age_of_child_holds(&upper, day, zero))
		return (struct window_view){WINDOW_PASSED, NO_DAY, upper_limit(range)};
	int opens = first_day(range, zero);
	if (day < opens)
		return (struct window_view){WINDOW_NOT_YET, opens, NULL};
	return open_window();
}

static struct window_view judge_week_window(const struct facts *facts, const struct range *range)
{
	if (facts->phase == PHASE_AFTER && has_upper(range))
		return (struct window_view){WINDOW_PASSED, NO_DAY, upper_limit(range)};
	if (facts->phase == PHASE_AFTER)
		return open_window();
	if (facts_week(facts) == NONE)
		return unknown_window();
	return measured(range, facts->day, facts->due - PREGNANCY_DAYS);
}

struct window_view window_judge(const struct facts *facts, const struct window *window)
{
	if (!window->set)
		return open_window();
	if (!window->since_birth)
		return judge_week_window(facts, &window->range);
	if (facts->phase == PHASE_AFTER)
		return measured(&window->range, facts->day, facts->born);
	if (facts->due == NO_DAY)
		return unknown_window();
	int opens = first_day(&window->range, facts->due);
	return (struct window_view){WINDOW_NOT_YET, opens, NULL};
}
