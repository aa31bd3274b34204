/* SPDX-License-Identifier: EUPL-1.2 */
/* The values that conditions can tell apart: see engine/atoms.h. */
#include "ks/engine/atoms.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/engine/witness.h"

#define A_WEEK 140	/* 20+0: a pregnancy like any other */
#define AN_AGE 29
#define OLDEST 150
#define A_CHILD 30	/* days since birth */
#define OLDEST_CHILD (12 * 366)

struct numbers {
	int *items;
	size_t n;
};

struct finding {
	struct ks_arena *arena;
	const struct ks_coalition *c;
	ks_day today;
	struct ks_atoms *out;
	struct numbers weeks, ages;
	struct ks_span *spans;		/* limits of since_birth */
	size_t n_spans;
	bool any_week, any_birth, any_age, any_first, any_place;
	bool *seen;			/* factors whose derivation was looked at */
};

static void add_number(struct finding *f, struct numbers *list, int value, int least, int most)
{
	if (value < least || value > most)
		return;
	assert(list->items || !list->n);
	for (size_t i = 0; i < list->n; i++)
		if (list->items[i] == value)
			return;
	*(int *)ks_grow(f->arena, &list->items, &list->n, sizeof(int)) = value;
}

/* A limit and both its neighbours stand for every value that limits can tell apart. */
static void add_limits(struct finding *f, struct numbers *list, const struct ks_range *range,
		       int least, int most)
{
	for (size_t i = 0; i < range->n; i++)
		for (int step = -1; step <= 1; step++)
			add_number(f, list, range->bounds[i].value + step, least, most);
}

/* ---- scores ---------------------------------------------------------------- */

static void score_extent(const struct ks_instrument *instrument, const char *item, int *min,
			 int *max)
{
	*min = instrument->min;
	*max = instrument->max;
	for (size_t i = 0; item && i < instrument->n_items; i++)
		if (strcmp(instrument->items[i].id, item) == 0) {
			*min = instrument->items[i].min;
			*max = instrument->items[i].max;
		}
}

static struct ks_score_atom *score_atom(struct finding *f, const struct ks_instrument *instrument,
					const char *item)
{
	struct ks_score_atom *atom;

	for (size_t i = 0; i < f->out->n_scores; i++) {
		atom = &f->out->scores[i];
		if (atom->instrument == instrument && ks_streq(atom->item, item))
			return atom;
	}
	atom = ks_grow(f->arena, &f->out->scores, &f->out->n_scores, sizeof *atom);
	*atom = (struct ks_score_atom){ instrument, item, NULL, 0 };
	return atom;
}

static void add_scores(struct finding *f, struct ks_score_atom *atom, const struct ks_range *range)
{
	struct numbers list = { atom->values, atom->n };
	int min, max;

	score_extent(atom->instrument, atom->item, &min, &max);
	add_limits(f, &list, range, min, max);
	for (int i = 0; !atom->item && i < (int)atom->instrument->n_outcomes; i++)
		add_number(f, &list, i, 0, (int)atom->instrument->n_outcomes);
	atom->values = list.items;
	atom->n = list.n;
}

static void walk(struct finding *f, const struct ks_cond *cond);

/* A score raises signals too, so the limits and facts of its raises matter as well. */
static void add_score(struct finding *f, const struct ks_cond *cond)
{
	size_t before = f->out->n_scores;
	struct ks_score_atom *atom = score_atom(f, cond->instrument, cond->item);
	bool is_new = f->out->n_scores > before;

	add_scores(f, atom, &cond->range);
	for (size_t i = 0; is_new && i < cond->instrument->n_raises; i++) {
		const struct ks_raise *raise = &cond->instrument->raises[i];

		if (!ks_streq(raise->item, cond->item))
			continue;
		add_scores(f, score_atom(f, cond->instrument, cond->item), &raise->range);
		walk(f, raise->when);
	}
}

/* ---- conditions ------------------------------------------------------------ */

static void add_place(struct finding *f, const char *place)
{
	for (size_t i = 0; i < f->out->n_places; i++)
		if (ks_streq(f->out->places[i], place))
			return;
	*(const char **)ks_grow(f->arena, &f->out->places, &f->out->n_places, sizeof place) = place;
}

/* A family may come from elsewhere than the municipalities that a coalition is for. */
static void add_places(struct finding *f, const struct ks_cond *cond)
{
	f->any_place = true;
	for (size_t i = 0; i < f->c->n_municipalities; i++)
		add_place(f, f->c->municipalities[i]);
	for (size_t i = 0; i < cond->n_words; i++)
		add_place(f, cond->words[i]);
}

static void add_child_ages(struct finding *f, const struct ks_range *range)
{
	f->any_birth = true;
	for (size_t i = 0; i < range->n; i++)
		*(struct ks_span *)ks_grow(f->arena, &f->spans, &f->n_spans,
					   sizeof(struct ks_span)) = range->bounds[i].span;
}

static void add_factor(struct finding *f, const struct ks_factor *factor)
{
	if (f->seen[factor->index])
		return;
	f->seen[factor->index] = true;
	walk(f, factor->derive);
}

static void add_leaf(struct finding *f, const struct ks_cond *cond)
{
	switch (cond->kind) {
	case KS_COND_SIGNAL:
		add_factor(f, cond->factor);
		break;
	case KS_COND_SCORE:
		add_score(f, cond);
		break;
	case KS_COND_WEEK:
		f->any_week = true;
		add_limits(f, &f->weeks, &cond->range, 0, KS_LAST_WEEK);
		break;
	case KS_COND_SINCE_BIRTH:
		add_child_ages(f, &cond->range);
		break;
	case KS_COND_AGE:
		f->any_age = true;
		add_limits(f, &f->ages, &cond->range, 0, OLDEST);
		break;
	case KS_COND_FIRST_CHILD:
		f->any_first = true;
		break;
	case KS_COND_MUNICIPALITY:
		add_places(f, cond);
		break;
	case KS_COND_CLASS:
	case KS_COND_DOMAINS:
		f->out->counted = true;
		break;
	default:
		break;
	}
}

static void walk(struct finding *f, const struct ks_cond *cond)
{
	if (!cond)
		return;
	add_leaf(f, cond);
	for (size_t i = 0; i < cond->n_kids; i++)
		walk(f, cond->kids[i]);
}

/* ---- situations ------------------------------------------------------------ */

static void add_situation(struct finding *f, struct ks_situation situation)
{
	struct ks_situation *slot =
		ks_grow(f->arena, &f->out->situations, &f->out->n_situations, sizeof *slot);

	*slot = situation;
}

/* On which side of every limit a child of so many days lies, as one number. */
static long sides(const struct finding *f, int child)
{
	long sum = 0;

	for (size_t i = 0; i < f->n_spans; i++) {
		ks_day limit = ks_add_span(f->today - child, f->spans[i]);

		sum += f->today < limit ? 0 : f->today == limit ? 1 : 2;
	}
	return sum;
}

/*
 * As a child grows it only ever passes limits, so the sum of the sides changes
 * exactly when a limit is met or passed. A month is not a number of days,
 * which is why days are gone through one by one.
 */
static void add_births(struct finding *f)
{
	long last = -1;
	long end = 2 * (long)f->n_spans;

	add_situation(f, (struct ks_situation){ KS_AFTER, -1, A_CHILD });
	if (!f->any_birth)
		return;
	for (int child = 0; child <= OLDEST_CHILD && last < end; child++) {
		long now = sides(f, child);

		if (now != last)
			add_situation(f, (struct ks_situation){ KS_AFTER, -1, child });
		last = now;
	}
}

static void add_weeks(struct finding *f)
{
	add_situation(f, (struct ks_situation){ KS_DURING, A_WEEK, 0 });
	for (size_t i = 0; i < f->weeks.n; i++)
		add_situation(f, (struct ks_situation){ KS_DURING, f->weeks.items[i], 0 });
	if (f->any_week)
		add_situation(f, (struct ks_situation){ KS_DURING, -1, 0 });
}

static void add_facts(struct finding *f)
{
	struct numbers firsts = { NULL, 0 }, ages = { NULL, 0 };

	if (f->any_age)
		add_number(f, &ages, AN_AGE, 0, OLDEST);
	for (size_t i = 0; i < f->ages.n; i++)
		add_number(f, &ages, f->ages.items[i], 0, OLDEST);
	for (int first = 1; f->any_first && first >= 0; first--)
		add_number(f, &firsts, first, 0, 1);
	add_number(f, &ages, KS_NO_AGE, KS_NO_AGE, OLDEST);
	add_number(f, &firsts, -1, -1, 1);
	f->out->ages = ages.items;
	f->out->n_ages = ages.n;
	f->out->firsts = firsts.items;
	f->out->n_firsts = firsts.n;
	if (f->any_place)
		add_place(f, "elders");
	add_place(f, NULL);
}

static void end_scores(struct finding *f)
{
	for (size_t i = 0; i < f->out->n_scores; i++) {
		struct ks_score_atom *atom = &f->out->scores[i];
		struct numbers list = { atom->values, atom->n };

		add_number(f, &list, -1, -1, 0);
		atom->values = list.items;
		atom->n = list.n;
	}
}

void ks_atoms_find(struct ks_arena *arena, const struct ks_coalition *c, ks_day today,
		   const struct ks_want *wants, size_t n, struct ks_atoms *out)
{
	struct finding f = { .arena = arena, .c = c, .today = today, .out = out };

	*out = (struct ks_atoms){ .counted = false };
	f.seen = KS_NEW_N(arena, c->n_factors, bool);
	for (size_t i = 0; i < n; i++)
		walk(&f, wants[i].cond);
	add_weeks(&f);
	add_births(&f);
	add_situation(&f, (struct ks_situation){ KS_BEFORE, -1, 0 });
	add_facts(&f);
	end_scores(&f);
}

/* ---- combinations ---------------------------------------------------------- */

long ks_atoms_points(const struct ks_atoms *atoms)
{
	long points = (long)(atoms->n_situations * atoms->n_ages * atoms->n_firsts *
			     atoms->n_places);

	for (size_t i = 0; i < atoms->n_scores && points < KS_POINTS_MOST; i++)
		points *= (long)atoms->scores[i].n;
	return points < KS_POINTS_MOST ? points : KS_POINTS_MOST;
}

static size_t digit(long *point, size_t n)
{
	size_t value = (size_t)*point % n;

	*point /= (long)n;
	return value;
}

static void put_situation(const struct ks_situation *situation, ks_day today,
			  struct ks_family *family)
{
	family->phase = situation->phase;
	family->due = family->born = KS_NO_DAY;
	if (situation->phase == KS_DURING && situation->week >= 0)
		family->due = today + KS_TERM_OF_PREGNANCY - situation->week;
	if (situation->phase == KS_AFTER)
		family->born = today - situation->child;
}

static void put_score(const struct ks_score_atom *atom, int value, ks_day today,
		      struct ks_family *family, struct ks_score *scores)
{
	bool outcome = !atom->item && atom->instrument->n_outcomes;

	if (value < 0)
		return;
	scores[family->n_scores++] = (struct ks_score){
		.instrument = atom->instrument,
		.item = atom->item,
		.value = outcome ? 0 : value,
		.outcome = outcome ? atom->instrument->outcomes[value] : NULL,
		.date = today
	};
}

void ks_atoms_point(const struct ks_atoms *atoms, long point, ks_day today,
		    struct ks_family *family, struct ks_score *scores)
{
	put_situation(&atoms->situations[digit(&point, atoms->n_situations)], today, family);
	family->age = atoms->ages[digit(&point, atoms->n_ages)];
	family->first_child = atoms->firsts[digit(&point, atoms->n_firsts)];
	family->municipality = atoms->places[digit(&point, atoms->n_places)];
	family->n_scores = 0;
	family->scores = scores;
	for (size_t i = 0; i < atoms->n_scores; i++) {
		const struct ks_score_atom *atom = &atoms->scores[i];

		put_score(atom, atom->values[digit(&point, atom->n)], today, family, scores);
	}
}
