/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Values between two thresholds. Along one scale (week, age of the child, age
 * of the mother, a score) a condition can only change at its cuts. Between two
 * cuts that lie close together nothing may hold while something does on either
 * side. To ask that of one family, each condition is taken at the value just
 * below, in and just above: its leaves on the scale become true or false.
 */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/engine/doubt.h"
#include "ks/engine/thought.h"

#define OLDEST_CHILD (12 * 366)

/* A scale; instrument and item for scores. */
struct scale {
	enum ks_cond_kind kind;		/* WEEK SINCE_BIRTH AGE SCORE */
	const struct ks_instrument *instrument;
	const char *item;
};

/* One condition among those that together should leave no value out. */
struct entry {
	const struct ks_cond *cond;
	struct ks_subject_of about;
	const struct ks_step *step;	/* NULL: a raise, or help of a chain */
};

struct pool {
	struct ks_doubts *d;
	struct scale scale;
	const struct ks_cond *asked;	/* must hold at the value too; NULL: nothing */
	struct entry *entries;
	size_t n;
	int *cuts;			/* sorted: a condition may change between cut - 1 and cut */
	size_t n_cuts;
};

/* ---- a condition along the scale --------------------------------------------- */

static bool is_on(const struct scale *scale, const struct ks_cond *leaf)
{
	if (leaf->kind != scale->kind)
		return false;
	return leaf->kind != KS_COND_SCORE ||
	       (leaf->instrument == scale->instrument && ks_streq(leaf->item, scale->item) &&
		!leaf->outcome);
}

static bool depends(const struct scale *scale, const struct ks_cond *cond);

/* What a factor follows from, when that depends on the scale; else NULL. */
static const struct ks_cond *derived_on(const struct scale *scale, const struct ks_cond *leaf)
{
	const struct ks_cond *derive = leaf->kind == KS_COND_SIGNAL ? leaf->factor->derive : NULL;

	return derive && depends(scale, derive) ? derive : NULL;
}

static bool depends(const struct scale *scale, const struct ks_cond *cond)
{
	if (is_on(scale, cond) || derived_on(scale, cond))
		return true;
	for (size_t i = 0; i < cond->n_kids; i++)
		if (depends(scale, cond->kids[i]))
			return true;
	return false;
}

static bool holds_for_child(const struct ks_range *range, ks_day today, int child)
{
	for (size_t i = 0; i < range->n; i++) {
		ks_day limit = ks_add_span(today - child, range->bounds[i].span);
		struct ks_range days = { .bounds = { range->bounds[i] }, .n = 1 };

		days.bounds[0].value = limit;
		if (ks_range_failed(&days, today))
			return false;
	}
	return true;
}

static bool holds_at(const struct pool *pool, const struct ks_cond *leaf, int value)
{
	if (leaf->kind == KS_COND_SINCE_BIRTH)
		return holds_for_child(&leaf->range, pool->d->today, value);
	return !ks_range_failed(&leaf->range, value);
}

/* The condition with the value filled in; a copy as far down as needed. */
static const struct ks_cond *at(const struct pool *pool, const struct ks_cond *cond, int value)
{
	const struct ks_cond *derived = derived_on(&pool->scale, cond);
	struct ks_cond *copy;

	if (derived)
		return at(pool, derived, value);
	if (is_on(&pool->scale, cond))
		return ks_thought_truth(pool->d->arena, holds_at(pool, cond, value));
	if (!cond->n_kids)
		return cond;
	copy = KS_NEW(pool->d->arena, struct ks_cond);
	*copy = *cond;
	copy->kids = KS_NEW_N(pool->d->arena, cond->n_kids, struct ks_cond *);
	for (size_t i = 0; i < cond->n_kids; i++) {
		copy->kids[i] = KS_NEW(pool->d->arena, struct ks_cond);
		*copy->kids[i] = *at(pool, cond->kids[i], value);
	}
	return copy;
}

/* ---- cuts -------------------------------------------------------------------- */

static void add_cut(struct pool *pool, int cut)
{
	size_t at_place = 0;

	while (at_place < pool->n_cuts && pool->cuts[at_place] < cut)
		at_place++;
	if (at_place < pool->n_cuts && pool->cuts[at_place] == cut)
		return;
	ks_grow(pool->d->arena, &pool->cuts, &pool->n_cuts, sizeof(int));
	memmove(&pool->cuts[at_place + 1], &pool->cuts[at_place],
		(pool->n_cuts - 1 - at_place) * sizeof(int));
	pool->cuts[at_place] = cut;
}

/* From this value on, counted upward, the limit says something else. */
static void add_cuts(struct pool *pool, const struct ks_cond *leaf)
{
	for (size_t i = 0; i < leaf->range.n; i++) {
		const struct ks_bound *bound = &leaf->range.bounds[i];
		struct ks_cond one = *leaf;
		int cut = bound->value + (bound->op == KS_GT || bound->op == KS_LE);

		one.range = (struct ks_range){ .bounds = { *bound }, .n = 1 };
		if (leaf->kind == KS_COND_SINCE_BIRTH)
			for (cut = 1; cut < OLDEST_CHILD; cut++)
				if (holds_at(pool, &one, cut) != holds_at(pool, &one, cut - 1))
					break;
		add_cut(pool, cut);
	}
}

static void find_cuts(struct pool *pool, const struct ks_cond *cond)
{
	const struct ks_cond *derived = derived_on(&pool->scale, cond);

	if (derived)
		find_cuts(pool, derived);
	if (is_on(&pool->scale, cond))
		add_cuts(pool, cond);
	for (size_t i = 0; i < cond->n_kids; i++)
		find_cuts(pool, cond->kids[i]);
}

static void add_entry(struct pool *pool, struct entry entry)
{
	struct entry *slot;

	if (!depends(&pool->scale, entry.cond))
		return;
	slot = ks_grow(pool->d->arena, &pool->entries, &pool->n, sizeof *slot);
	*slot = entry;
	find_cuts(pool, entry.cond);
}

/* ---- about the same thing ------------------------------------------------------ */

static bool names(const struct pool *pool, const struct ks_cond *cond,
		  const struct ks_factor *factor)
{
	if (cond->kind == KS_COND_NOT)
		return false;
	if (cond->kind == KS_COND_SIGNAL && !derived_on(&pool->scale, cond))
		return cond->factor == factor;
	for (size_t i = 0; i < cond->n_kids; i++)
		if (names(pool, cond->kids[i], factor))
			return true;
	return false;
}

static bool share_signal(const struct pool *pool, const struct ks_cond *a, const struct ks_cond *b)
{
	if (a->kind == KS_COND_NOT)
		return false;
	if (a->kind == KS_COND_SIGNAL && !derived_on(&pool->scale, a))
		return names(pool, b, a->factor);
	for (size_t i = 0; i < a->n_kids; i++)
		if (share_signal(pool, a->kids[i], b))
			return true;
	return false;
}

static bool names_nothing(const struct pool *pool, const struct ks_cond *cond)
{
	if (cond->kind == KS_COND_SIGNAL && !derived_on(&pool->scale, cond))
		return false;
	for (size_t i = 0; i < cond->n_kids; i++)
		if (!names_nothing(pool, cond->kids[i]))
			return false;
	return true;
}

static bool belong(const struct pool *pool, const struct entry *a, const struct entry *b)
{
	if (!a->step || a->about.card == b->about.card || strcmp(a->step->id, b->step->id) == 0)
		return true;
	if (names_nothing(pool, a->cond) && names_nothing(pool, b->cond))
		return true;
	return share_signal(pool, a->cond, b->cond);
}

/* ---- asking -------------------------------------------------------------------- */

static int widest(const struct scale *scale)
{
	return scale->kind == KS_COND_WEEK || scale->kind == KS_COND_SINCE_BIRTH ? 7 : 1;
}

/* Nothing that belongs to either side holds at the value. */
static const struct ks_cond *anything_at(const struct pool *pool, const struct entry *a,
					 const struct entry *b, int value)
{
	const struct ks_cond **parts = KS_NEW_N(pool->d->arena, pool->n, const struct ks_cond *);
	size_t n = 0;

	for (size_t i = 0; i < pool->n; i++)
		if (belong(pool, &pool->entries[i], a) || belong(pool, &pool->entries[i], b))
			parts[n++] = at(pool, pool->entries[i].cond, value);
	return ks_thought_join(pool->d->arena, KS_COND_ANY, parts, n);
}

static const struct ks_cond *in_phase(const struct pool *pool)
{
	unsigned phases = pool->scale.kind == KS_COND_WEEK	  ? 1U << KS_DURING
			  : pool->scale.kind == KS_COND_SINCE_BIRTH ? 1U << KS_AFTER
								    : (1U << KS_ENDED) - 1U;

	return ks_thought_phases(pool->d->arena, phases);
}

static void put_value(const struct pool *pool, int value, struct ks_witness *witness)
{
	struct ks_family *family = &witness->family;
	struct ks_score *scores;

	switch (pool->scale.kind) {
	case KS_COND_WEEK:
		family->due = witness->day + KS_TERM_OF_PREGNANCY - value;
		break;
	case KS_COND_SINCE_BIRTH:
		family->born = witness->day - value;
		break;
	case KS_COND_AGE:
		family->age = value;
		break;
	default:
		scores = KS_NEW_N(pool->d->arena, family->n_scores + 1, struct ks_score);
		for (size_t i = 0; i < family->n_scores; i++)
			scores[i] = family->scores[i];
		scores[family->n_scores++] =
			(struct ks_score){ .instrument = pool->scale.instrument,
					   .item = pool->scale.item,
					   .value = value,
					   .date = witness->day };
		family->scores = scores;
		break;
	}
}

/* As the engine sees it, with the value really there. */
static bool shows_at(const struct pool *pool, const struct ks_witness *witness, int value,
		     const struct ks_cond *cond, ks_truth within)
{
	const struct ks_want want = { cond, within };
	struct ks_witness there = *witness;

	put_value(pool, value, &there);
	return ks_witness_shows(pool->d->arena, pool->d->c, &there, &want, 1);
}

static const struct ks_cond *everything(const struct pool *pool, const struct entry *a,
					const struct entry *b)
{
	const struct ks_cond **parts = KS_NEW_N(pool->d->arena, pool->n, const struct ks_cond *);
	size_t n = 0;

	for (size_t i = 0; i < pool->n; i++)
		if (belong(pool, &pool->entries[i], a) || belong(pool, &pool->entries[i], b))
			parts[n++] = pool->entries[i].cond;
	return ks_thought_join(pool->d->arena, KS_COND_ANY, parts, n);
}

static bool is_confirmed(const struct pool *pool, const struct ks_witness *witness,
			 const struct entry *a, const struct entry *b, const int values[3])
{
	return shows_at(pool, witness, values[0], a->cond, KS_TRUE) &&
	       shows_at(pool, witness, values[2], b->cond, KS_TRUE) &&
	       shows_at(pool, witness, values[1], everything(pool, a, b), KS_NOT_TRUE) &&
	       (!pool->asked || shows_at(pool, witness, values[1], pool->asked, KS_TRUE));
}

static const char *value_text(const struct pool *pool, int value)
{
	char week[KS_DATE_TEXT];

	ks_format_week(value, week);
	if (pool->scale.kind == KS_COND_WEEK)
		return ks_fmt(pool->d->arena, "%s", week);
	if (pool->scale.kind == KS_COND_SCORE)
		return ks_fmt(pool->d->arena, "%s%s%s = %d", pool->scale.instrument->id,
			      pool->scale.item ? "." : "", pool->scale.item ? pool->scale.item : "",
			      value);
	return ks_fmt(pool->d->arena, pool->scale.kind == KS_COND_AGE ? "%d" : "%dd", value);
}

/* values: just below, in, just above. True when there is such a family. */
static bool try_sides(struct pool *pool, const struct entry *a, const struct entry *b,
		      const int values[3], struct ks_loc loc)
{
	const struct ks_want wants[] = {
		{ in_phase(pool), KS_TRUE },
		{ at(pool, a->cond, values[0]), KS_TRUE },
		{ at(pool, b->cond, values[2]), KS_TRUE },
		{ anything_at(pool, a, b, values[1]), KS_NOT_TRUE },
		{ pool->asked ? at(pool, pool->asked, values[1]) : in_phase(pool), KS_TRUE },
	};
	struct ks_witness witness = { .day = KS_NO_DAY };

	if (ks_doubt_ask(pool->d, wants, sizeof wants / sizeof wants[0], &witness) !=
	    KS_SOUGHT_FOUND)
		return false;
	if (!is_confirmed(pool, &witness, a, b, values)) {
		pool->d->undecided++;
		return false;
	}
	put_value(pool, values[1], &witness);
	ks_doubt_add(pool->d, KS_MSG_value_between, loc, b->about,
		     KS_ARGS({ "value", value_text(pool, values[1]) }), &witness);
	return true;
}

/* Where the upper side begins: the leaf that turns true at the value above. */
static const struct ks_cond *turning(const struct pool *pool, const struct ks_cond *cond, int value)
{
	const struct ks_cond *derived = derived_on(&pool->scale, cond), *found = NULL;

	if (derived)
		return turning(pool, derived, value) ? cond : NULL;
	if (is_on(&pool->scale, cond) &&
	    holds_at(pool, cond, value) != holds_at(pool, cond, value - 1))
		return cond;
	for (size_t i = 0; i < cond->n_kids && !found; i++)
		found = turning(pool, cond->kids[i], value);
	return found;
}

static void try_gap(struct pool *pool, int from, int to)
{
	const int values[] = { from - 1, from, to };

	for (size_t i = 0; i < pool->n; i++)
		for (size_t j = 0; j < pool->n; j++) {
			const struct entry *a = &pool->entries[i], *b = &pool->entries[j];
			const struct ks_cond *leaf = turning(pool, b->cond, to);

			if (leaf && turning(pool, a->cond, from) && belong(pool, a, b) &&
			    try_sides(pool, a, b, values, leaf->loc))
				return;
		}
}

static void try_gaps(struct pool *pool)
{
	for (size_t i = 0; i < pool->n_cuts; i++)
		for (size_t j = i + 1; j < pool->n_cuts; j++)
			if (pool->cuts[i] > 0 &&
			    pool->cuts[j] - pool->cuts[i] <= widest(&pool->scale))
				try_gap(pool, pool->cuts[i], pool->cuts[j]);
}

/* ---- what belongs together ------------------------------------------------------ */

typedef void fill_fn(struct pool *pool, const void *about);

static void try_scale(struct ks_doubts *d, struct scale scale, const struct ks_cond *asked,
		      fill_fn *fill, const void *about)
{
	struct pool pool = { .d = d, .scale = scale, .asked = asked };

	fill(&pool, about);
	try_gaps(&pool);
}

static void try_scales(struct ks_doubts *d, const struct ks_cond *asked, fill_fn *fill,
		       const void *about)
{
	static const enum ks_cond_kind kinds[] = { KS_COND_WEEK, KS_COND_SINCE_BIRTH, KS_COND_AGE };

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		try_scale(d, (struct scale){ kinds[i], NULL, NULL }, asked, fill, about);
	for (size_t i = 0; i < d->c->n_instruments; i++) {
		const struct ks_instrument *instrument = d->c->instruments[i];

		if (!instrument->has_range)
			continue;
		try_scale(d, (struct scale){ KS_COND_SCORE, instrument, NULL }, asked, fill,
			  about);
		for (size_t j = 0; j < instrument->n_items; j++)
			try_scale(d, (struct scale){ KS_COND_SCORE, instrument,
						     instrument->items[j].id },
				  asked, fill, about);
	}
}

static void fill_steps(struct pool *pool, const void *about)
{
	const struct ks_coalition *c = pool->d->c;

	(void)about;
	for (size_t i = 0; i < c->n_cards; i++)
		for (size_t j = 0; j < c->cards[i]->n_steps; j++) {
			const struct ks_step *step = &c->cards[i]->steps[j];

			add_entry(pool, (struct entry){ ks_thought_step(pool->d->arena, step),
							ks_doubt_card(c->cards[i]), step });
		}
}

static const struct ks_cond *raise_cond(struct ks_doubts *d, const struct ks_instrument *instrument,
					const struct ks_raise *raise)
{
	struct ks_cond *score = KS_NEW(d->arena, struct ks_cond);

	score->kind = KS_COND_SCORE;
	score->loc = raise->loc;
	score->instrument = instrument;
	score->item = raise->item;
	score->outcome = raise->outcome;
	score->range = raise->range;
	return ks_thought_both(d->arena, score, raise->when);
}

/* Raises of one signal by one instrument or item; about is the first of them. */
struct raising {
	const struct ks_instrument *instrument;
	const struct ks_raise *first;
};

static bool is_alike(const struct ks_raise *a, const struct ks_raise *b)
{
	return a->signal == b->signal && a->subject == b->subject && ks_streq(a->item, b->item);
}

static void fill_raises(struct pool *pool, const void *about)
{
	const struct raising *raising = about;

	for (size_t i = 0; i < raising->instrument->n_raises; i++) {
		const struct ks_raise *raise = &raising->instrument->raises[i];

		if (is_alike(raise, raising->first))
			add_entry(pool,
				  (struct entry){ raise_cond(pool->d, raising->instrument, raise),
						  ks_doubt_entry(&raising->instrument->accepted),
						  NULL });
	}
}

static void check_raises(struct ks_doubts *d, const struct ks_instrument *instrument)
{
	for (size_t i = 0; i < instrument->n_raises; i++) {
		struct raising raising = { instrument, &instrument->raises[i] };
		bool first = true;

		for (size_t j = 0; j < i; j++)
			first = first && !is_alike(&instrument->raises[j], raising.first);
		if (first)
			try_scales(d, NULL, fill_raises, &raising);
	}
}

static void fill_chain(struct pool *pool, const void *about)
{
	const struct ks_step *step = about;

	for (const struct ks_intervention *help = step->intervention; help;
	     help = help->alternative)
		add_entry(pool, (struct entry){ ks_thought_fits(pool->d->arena, help),
						ks_doubt_entry(&help->accepted), NULL });
}

static bool has_chain(const struct ks_step *step)
{
	return step->intervention && (step->intervention->alternative ||
				      step->intervention->criteria || step->intervention->window);
}

static void check_chains(struct ks_doubts *d, const struct ks_card *card)
{
	for (size_t i = 0; i < card->n_steps; i++)
		if (has_chain(&card->steps[i]))
			try_scales(d, ks_thought_step(d->arena, &card->steps[i]), fill_chain,
				   &card->steps[i]);
}

void ks_doubt_gaps(struct ks_doubts *d)
{
	try_scales(d, NULL, fill_steps, NULL);
	for (size_t i = 0; i < d->c->n_instruments; i++)
		check_raises(d, d->c->instruments[i]);
	for (size_t i = 0; i < d->c->n_cards; i++)
		check_chains(d, d->c->cards[i]);
}
