/* SPDX-License-Identifier: EUPL-1.2 */
#include "generate_cond.h"

#include <assert.h>
#include <stddef.h>

bool maker_sees(const struct maker *m, bool in_base, bool shadowed, bool hidden)
{
	return !hidden && (!m->for_base || in_base || shadowed);
}

int maker_factor(const struct maker *m, bool protective)
{
	int found[MAX_FACTORS], n = 0;

	for (int i = 0; i < m->c->n_factors; i++) {
		const struct factor *f = &m->c->factor[i];
		if (f->protective == protective &&
		    maker_sees(m, f->in_base, f->shadowed, f->hidden))
			found[n++] = i;
	}
	return n == 0 ? NONE : found[rng_between(m->rng, 0, n - 1)];
}

static int maker_instrument(const struct maker *m)
{
	int found[MAX_INSTRUMENTS], n = 0;

	for (int i = 0; i < m->c->n_instruments; i++) {
		const struct instrument *in = &m->c->instrument[i];
		if (maker_sees(m, in->in_base, in->shadowed, in->hidden))
			found[n++] = i;
	}
	return n == 0 ? NONE : found[rng_between(m->rng, 0, n - 1)];
}

static struct cond *new_cond(const struct maker *m, enum cond_key key)
{
	assert(m->c->n_conds < MAX_CONDS);
	struct cond *cond = &m->c->cond[m->c->n_conds++];

	*cond = (struct cond){.key = key, .factor = NONE, .subject = NONE, .instrument = NONE,
			      .item = NONE, .outcome = NONE};
	return cond;
}

static void set_limit(struct range *range, enum limit_kind kind, int n, enum unit unit)
{
	range->limit[kind].set = true;
	range->limit[kind].of = (struct duration){n, unit};
}

enum which { LOWER_ONLY, UPPER_ONLY, BOTH };

static enum which draw_which(const struct maker *m)
{
	static const int weights[] = {35, 40, 25};

	return (enum which)rng_weighted(m->rng, weights, 3);
}

static enum limit_kind lower_kind(const struct maker *m)
{
	return rng_chance(m->rng, 75) ? AT_LEAST : ABOVE;
}

static enum limit_kind upper_kind(const struct maker *m)
{
	return rng_chance(m->rng, 50) ? AT_MOST : BELOW;
}

struct range make_number_range(const struct maker *m, int top)
{
	struct range range = {0};
	enum which which = draw_which(m);
	int low = rng_between(m->rng, 0, top - 1), high = rng_between(m->rng, low + 1, top);

	if (which != UPPER_ONLY)
		set_limit(&range, lower_kind(m), low, UNIT_DAYS);
	if (which != LOWER_ONLY)
		set_limit(&range, upper_kind(m), high, UNIT_DAYS);
	return range;
}

static struct range make_week_range(const struct maker *m)
{
	struct range range = {0};
	enum which which = draw_which(m);
	int low = rng_between(m->rng, 0, 36 * 7), high = rng_between(m->rng, low + 7, 43 * 7);

	if (which != UPPER_ONLY)
		set_limit(&range, lower_kind(m), low, UNIT_DAYS);
	if (which != LOWER_ONLY)
		set_limit(&range, upper_kind(m), high, UNIT_DAYS);
	return range;
}

/* A lower limit of some weeks at most, an upper one of some months at least. */
static struct range make_birth_range(const struct maker *m)
{
	static const struct {
		int low, high;
		enum unit unit;
	} lows[] = {{0, 40, UNIT_DAYS}, {0, 8, UNIT_WEEKS}, {1, 2, UNIT_MONTHS}},
	  highs[] = {{80, 700, UNIT_DAYS}, {10, 100, UNIT_WEEKS}, {3, 24, UNIT_MONTHS},
		     {1, 2, UNIT_YEARS}};
	struct range range = {0};
	enum which which = draw_which(m);
	int i = rng_between(m->rng, 0, 2), j = rng_between(m->rng, 0, 3);

	if (which != UPPER_ONLY)
		set_limit(&range, lower_kind(m), rng_between(m->rng, lows[i].low, lows[i].high),
			  lows[i].unit);
	if (which != LOWER_ONLY)
		set_limit(&range, upper_kind(m),
			  rng_between(m->rng, highs[j].low, highs[j].high), highs[j].unit);
	return range;
}

struct window make_window(const struct maker *m)
{
	struct window window = {.set = true, .since_birth = rng_chance(m->rng, 40)};

	window.range = window.since_birth ? make_birth_range(m) : make_week_range(m);
	return window;
}

static struct range make_age_range(const struct maker *m)
{
	struct range range = {0};
	enum which which = draw_which(m);
	int low = rng_between(m->rng, 17, 38);

	if (which != UPPER_ONLY)
		set_limit(&range, lower_kind(m), low, UNIT_DAYS);
	if (which != LOWER_ONLY)
		set_limit(&range, upper_kind(m), low + rng_between(m->rng, 2, 10), UNIT_DAYS);
	return range;
}

static const struct cond *make_factor_cond(const struct maker *m, bool protective)
{
	int factor = maker_factor(m, protective);

	if (factor == NONE)
		return new_cond(m, ON_ALWAYS);
	struct cond *cond = new_cond(m, protective ? ON_PROTECTIVE : ON_SIGNAL);
	int n = m->c->factor[factor].n_subjects;
	cond->factor = factor;
	if (rng_chance(m->rng, n > 1 ? 45 : 10))
		cond->subject = rng_between(m->rng, 0, n - 1);
	return cond;
}

static const struct cond *make_score_cond(const struct maker *m)
{
	int instrument = maker_instrument(m);

	if (instrument == NONE)
		return make_factor_cond(m, false);
	const struct instrument *in = &m->c->instrument[instrument];
	struct cond *cond = new_cond(m, ON_SCORE);
	cond->instrument = instrument;
	if (in->top == 0) {
		cond->outcome = rng_between(m->rng, 0, MAX_OUTCOMES - 1);
		return cond;
	}
	if (in->n_items > 0 && rng_chance(m->rng, 40))
		cond->item = rng_between(m->rng, 0, in->n_items - 1);
	cond->range = make_number_range(m, cond->item == NONE ? in->top : in->item_top);
	return cond;
}

static const struct cond *make_fact_leaf(const struct maker *m, enum cond_key key)
{
	struct cond *cond = new_cond(m, key);

	if (key == ON_WEEK)
		cond->range = make_week_range(m);
	else if (key == ON_SINCE_BIRTH)
		cond->range = make_birth_range(m);
	else if (key == ON_AGE)
		cond->range = make_age_range(m);
	cond->truth = rng_chance(m->rng, 60);
	cond->phase = (enum phase)rng_between(m->rng, 0, PHASES - 1);
	cond->municipalities = (unsigned)rng_between(m->rng, 1, (1 << MUNICIPALITIES) - 2);
	return cond;
}

static const struct cond *make_sum_leaf(const struct maker *m, enum cond_key key)
{
	struct cond *cond = new_cond(m, key);

	cond->verdict = (enum verdict)rng_between(m->rng, V_POTENTIAL, V_EMERGENCY);
	cond->range = make_number_range(m, 3);
	return cond;
}

/* What may stand in a condition. */
enum asks { ANYTHING, FACTS_ONLY, BEFORE_CLASS };

static const struct cond *make_kid(const struct maker *m, int depth, enum asks asks)
{
	switch (asks) {
	case FACTS_ONLY:
		return make_fact_cond(m, depth);
	case BEFORE_CLASS:
		return make_raise_cond(m, depth);
	default:
		return make_cond(m, depth);
	}
}

static const struct cond *make_group(const struct maker *m, enum cond_key key, int depth,
				     enum asks asks)
{
	struct cond *cond = new_cond(m, key);

	cond->n_kids = key == ON_NOT ? 1 : rng_between(m->rng, key == ON_COUNT ? 2 : 1, MAX_KIDS);
	for (int i = 0; i < cond->n_kids; i++)
		cond->kids[i] = make_kid(m, depth - 1, asks);
	cond->count = rng_between(m->rng, 1, cond->n_kids);
	return cond;
}

static const struct cond *make_key(const struct maker *m, enum cond_key key, int depth,
				   enum asks asks)
{
	switch (key) {
	case ON_SIGNAL:
	case ON_PROTECTIVE:
		return make_factor_cond(m, key == ON_PROTECTIVE);
	case ON_SCORE:
		return make_score_cond(m);
	case ON_CLASS:
	case ON_DOMAINS:
		return make_sum_leaf(m, key);
	case ON_ALL:
	case ON_ANY:
	case ON_NOT:
	case ON_COUNT:
		return make_group(m, key, depth, asks);
	default:
		return make_fact_leaf(m, key);
	}
}

/* In the order of the keys; the last seven are groups and `always`. */
const struct cond *make_cond(const struct maker *m, int depth)
{
	static const int leaf[COND_KEYS] = {45, 8, 6, 5, 4, 4, 4, 3, 3, 10, 7, 0, 0, 0, 0, 4};
	static const int group[COND_KEYS] = {28, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 9, 30, 4, 10, 2};

	return make_key(m, (enum cond_key)rng_weighted(m->rng, depth > 0 ? group : leaf, COND_KEYS),
			depth, ANYTHING);
}

const struct cond *make_fact_cond(const struct maker *m, int depth)
{
	static const int leaf[COND_KEYS] = {0, 0, 0, 25, 15, 15, 12, 10, 10, 0, 0, 0, 0, 0, 0, 2};
	static const int group[COND_KEYS] = {0, 0, 0, 20, 12, 12, 10, 8, 8, 0, 0, 12, 12, 8, 8, 1};

	return make_key(m, (enum cond_key)rng_weighted(m->rng, depth > 0 ? group : leaf, COND_KEYS),
			depth, FACTS_ONLY);
}

const struct cond *make_raise_cond(const struct maker *m, int depth)
{
	static const int leaf[COND_KEYS] = {55, 15, 0, 8, 3, 4, 4, 3, 3, 0, 0, 0, 0, 0, 0, 2};
	static const int group[COND_KEYS] = {30, 8, 0, 3, 2, 2, 2, 2, 2, 0, 0, 14, 16, 12, 8, 1};

	return make_key(m, (enum cond_key)rng_weighted(m->rng, depth > 0 ? group : leaf, COND_KEYS),
			depth, BEFORE_CLASS);
}
