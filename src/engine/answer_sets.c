/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * All smallest sets of other answers that make a way stand.
 *
 * Sets are tried by size, so that one which works and holds no smaller one
 * that works is a smallest one. An answer is tried only where it can help: a
 * way wants some leaves true and, below a `not` or in the criteria of a
 * choice that has to drop out, others false; Kleene's logic is monotone in
 * both. Only where a way looks at class or numbers can any answer go either
 * way, so there both are tried.
 */
#include "answer_sets.h"

#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/engine/sketch.h"
#include "ks/engine/talk.h"

#define UP 1U			/* present could help */
#define DOWN 2U			/* absent could help */

struct change {
	struct ks_other_answer answer;
	size_t pair;
	ks_truth to;
};

struct found {
	size_t items[KS_WHY_NOT_MOST];
	size_t n;
};

struct search {
	const struct ks_plan *plan;
	const struct ks_route *route;
	const struct ks_plan_way *ways;
	size_t n_ways;
	struct ks_why_not *out;
	struct ks_sketch sketch;
	unsigned char *wanted;		/* per pair: UP, DOWN */
	bool *named;			/* per pair: some condition asks for this subject */
	struct change *changes;
	size_t n_changes;
	struct found *found;
	size_t n_found;
	size_t chosen[KS_WHY_NOT_MOST], n_chosen;
	int nodes;
};

/* ---- does a way stand? ----------------------------------------------------- */

/* Here nothing is open, save a raise that looks at the class: that one never comes about. */
static void weigh(struct search *s)
{
	struct ks_world *world = &s->sketch.world;

	ks_sketch_weigh(&s->sketch);
	world->class_high = world->class_low;
	world->domains_high = world->domains_low;
}

static bool stands(struct search *s)
{
	s->nodes++;
	if (s->out->by_number)
		weigh(s);
	for (size_t i = 0; i < s->n_ways; i++)
		if (ks_plan_way_stands(&s->ways[i], &s->sketch.world) == KS_TRUE)
			return true;
	return false;
}

/* ---- what a way looks at --------------------------------------------------- */

static unsigned turned(unsigned direction)
{
	return (direction & UP ? DOWN : 0) | (direction & DOWN ? UP : 0);
}

static bool is_candidate(const struct search *s, const struct ks_cond *leaf, size_t subject)
{
	size_t pair = leaf->factor->index * KS_SUBJECTS + subject;

	if (leaf->subject != KS_ANY_SUBJECT)
		return leaf->subject == (int)subject;
	return subject == (size_t)leaf->factor->subjects[0] || s->named[pair] ||
	       s->route->picture.pairs[pair] != KS_UNKNOWN;
}

static void want(struct search *s, const struct ks_cond *cond, unsigned direction)
{
	if (!cond)
		return;
	if (cond->kind == KS_COND_CLASS || cond->kind == KS_COND_DOMAINS)
		s->out->by_number = true;
	for (size_t subject = 0; cond->kind == KS_COND_SIGNAL && subject < KS_SUBJECTS; subject++)
		if (is_candidate(s, cond, subject))
			s->wanted[cond->factor->index * KS_SUBJECTS + subject] |=
				(unsigned char)direction;
	for (size_t i = 0; i < cond->n_kids; i++)
		want(s, cond->kids[i], cond->kind == KS_COND_NOT ? turned(direction) : direction);
}

static void want_offer(struct search *s, const struct ks_offer *offer, unsigned direction)
{
	if (offer->intervention && !offer->barred)
		want(s, offer->intervention->criteria, direction);
}

static void want_way(struct search *s, const struct ks_plan_way *way)
{
	const struct ks_plan_step *step = way->step;
	size_t n = way->offer == KS_ANY_OFFER ? step->n_offers : (size_t)way->offer;

	if (step->own.state == KS_WINDOW_PASSED)
		return;
	want(s, step->step->card->when, UP);
	want(s, step->step->when, UP);
	for (size_t i = 0; i < n; i++)
		want_offer(s, &step->offers[i], way->offer == KS_ANY_OFFER ? UP : DOWN);
	if (way->offer != KS_ANY_OFFER)
		want_offer(s, &step->offers[way->offer], UP);
}

static void note_named(void *context, const struct ks_cond *leaf)
{
	struct search *s = context;

	if (leaf->kind == KS_COND_SIGNAL && leaf->subject != KS_ANY_SUBJECT)
		s->named[leaf->factor->index * KS_SUBJECTS + (size_t)leaf->subject] = true;
}

static void find_named(struct search *s)
{
	const struct ks_coalition *c = s->plan->c;

	for (size_t i = 0; i < c->n_cards; i++) {
		ks_cond_leaves(c->cards[i]->when, note_named, s);
		for (size_t step = 0; step < c->cards[i]->n_steps; step++)
			ks_cond_leaves(c->cards[i]->steps[step].when, note_named, s);
	}
	for (size_t i = 0; i < c->n_interventions; i++)
		ks_cond_leaves(c->interventions[i]->criteria, note_named, s);
	for (size_t i = 0; i < s->route->picture.n_reached; i++)
		ks_cond_leaves(s->route->picture.reached[i].raise->when, note_named, s);
}

/* ---- what a score raises ---------------------------------------------------- */

struct leaving {
	struct search *s;
	struct ks_variable *items;
	size_t n;
};

static void leave_open(void *context, const struct ks_cond *leaf)
{
	struct leaving *l = context;
	struct ks_variable *slot;

	for (size_t subject = 0; leaf->kind == KS_COND_SIGNAL && subject < KS_SUBJECTS; subject++) {
		if (!is_candidate(l->s, leaf, subject))
			continue;
		slot = ks_grow(l->s->plan->arena, &l->items, &l->n, sizeof *slot);
		*slot = (struct ks_variable){ leaf->factor, (enum ks_subject)subject };
	}
}

/* Any answer that a raise hangs on can help, whichever way it goes. */
static void make_sketch(struct search *s)
{
	const struct ks_picture *picture = &s->route->picture;
	struct leaving l = { .s = s };

	for (size_t i = 0; i < picture->n_reached; i++)
		ks_cond_leaves(picture->reached[i].raise->when, leave_open, &l);
	ks_sketch_make(s->plan, picture, l.items, l.n, &s->sketch);
	for (size_t i = 0; s->sketch.n_raises && i < l.n; i++)
		s->wanted[ks_variable_pair(&l.items[i])] |= UP | DOWN;
}

/* ---- what can be answered otherwise ---------------------------------------- */

/* True when something else than answers makes it what it is. */
static bool is_fixed(const struct search *s, const struct ks_factor *factor, size_t subject,
		     bool present)
{
	const struct ks_basis *basis = s->route->picture.basis[factor->index];

	for (; basis; basis = basis->next) {
		if ((size_t)basis->subject != subject)
			continue;
		if (basis->kind == KS_BASIS_DERIVED || (basis->kind == KS_BASIS_SCORE && !present))
			return true;
	}
	return false;
}

static enum ks_spoken spoken_of(const struct search *s, const struct ks_factor *factor, size_t pair)
{
	if (ks_talk_is_private(factor))
		return KS_SPOKEN_NEVER;
	if (s->route->picture.declined[pair])
		return KS_SPOKEN_DECLINED;
	return s->route->picture.pairs[pair] == KS_UNKNOWN ? KS_SPOKEN_ASK : KS_SPOKEN_GIVEN;
}

static void add_bases(struct search *s, struct ks_other_answer *answer)
{
	const struct ks_basis *basis = s->route->picture.basis[answer->factor->index];

	for (; basis; basis = basis->next) {
		const struct ks_basis **slot;

		if (basis->subject != answer->subject)
			continue;
		slot = ks_grow(s->plan->arena, &answer->basis, &answer->n_basis, sizeof(*slot));
		*slot = basis;
	}
}

static void add_change(struct search *s, const struct ks_factor *factor, size_t subject,
		       bool present)
{
	size_t pair = factor->index * KS_SUBJECTS + subject;
	ks_truth to = present ? KS_TRUE : KS_FALSE;
	struct change *change = &s->changes[s->n_changes];

	if (!(s->wanted[pair] & (present ? UP : DOWN)) || s->sketch.pairs[pair] == to ||
	    is_fixed(s, factor, subject, present))
		return;
	s->n_changes++;
	*change = (struct change){ .pair = pair, .to = to };
	change->answer = (struct ks_other_answer){ .factor = factor,
						   .subject = (enum ks_subject)subject,
						   .present = present,
						   .spoken = spoken_of(s, factor, pair) };
	add_bases(s, &change->answer);
}

static void find_changes(struct search *s)
{
	const struct ks_coalition *c = s->plan->c;
	size_t pairs = c->n_factors * KS_SUBJECTS;

	for (size_t pair = 0; pair < pairs && s->out->by_number; pair++)
		s->wanted[pair] = s->wanted[pair] ? UP | DOWN : 0;
	s->changes = KS_NEW_N(s->plan->arena, 2 * pairs, struct change);
	for (size_t pair = 0; pair < pairs; pair++) {
		add_change(s, c->factors[pair / KS_SUBJECTS], pair % KS_SUBJECTS, true);
		add_change(s, c->factors[pair / KS_SUBJECTS], pair % KS_SUBJECTS, false);
	}
}

/* ---- can any answer help? --------------------------------------------------- */

/* With everything that can be answered left open: can any way still come true? */
static bool could_stand(struct search *s)
{
	struct ks_world world = s->sketch.world;
	ks_truth *factors = KS_NEW_N(s->plan->arena, s->plan->c->n_factors, ks_truth);
	ks_truth *pairs = KS_NEW_N(s->plan->arena, s->plan->c->n_factors * KS_SUBJECTS, ks_truth);
	bool could = false;

	memcpy(factors, s->sketch.factors, s->plan->c->n_factors);
	memcpy(pairs, s->sketch.pairs, s->plan->c->n_factors * KS_SUBJECTS);
	for (size_t i = 0; i < s->n_changes; i++) {
		pairs[s->changes[i].pair] = KS_OPEN;
		factors[s->changes[i].answer.factor->index] = KS_OPEN;
	}
	for (size_t i = 0; i < s->sketch.n_raises; i++) {
		pairs[ks_raised_pair(&s->sketch.reached[i])] = KS_OPEN;
		factors[s->sketch.reached[i].raise->signal->index] = KS_OPEN;
	}
	world.factors = factors;
	world.pairs = pairs;
	if (s->out->by_number) {
		world.class_low = KS_GEEN;
		world.class_high = KS_SPOED;
		world.domains_low = 0;
		world.domains_high = (int)s->plan->c->n_domains;
	}
	for (size_t i = 0; i < s->n_ways; i++)
		could |= (ks_plan_way_stands(&s->ways[i], &world) & KS_TRUE) != 0;
	return could;
}

/* ---- searching -------------------------------------------------------------- */

static bool has_chosen(const struct search *s, size_t change)
{
	for (size_t i = 0; i < s->n_chosen; i++)
		if (s->chosen[i] == change)
			return true;
	return false;
}

/* A set that works already is part of what is chosen. */
static bool holds_found(const struct search *s)
{
	for (size_t f = 0; f < s->n_found; f++) {
		size_t shared = 0;

		for (size_t i = 0; i < s->found[f].n; i++)
			shared += has_chosen(s, s->found[f].items[i]);
		if (shared == s->found[f].n)
			return true;
	}
	return false;
}

/* One pair cannot be answered twice. */
static bool is_answered(const struct search *s, size_t change)
{
	for (size_t i = 0; i < s->n_chosen; i++)
		if (s->changes[s->chosen[i]].pair == s->changes[change].pair)
			return true;
	return false;
}

static void keep_found(struct search *s)
{
	struct found *slot = ks_grow(s->plan->arena, &s->found, &s->n_found, sizeof *slot);

	memcpy(slot->items, s->chosen, sizeof slot->items);
	slot->n = s->n_chosen;
}

static bool has_room(const struct search *s)
{
	return s->nodes < KS_WHY_NOT_NODES;
}

static void try_sets(struct search *s, size_t from, size_t size);

static void try_change(struct search *s, size_t i, size_t size)
{
	ks_truth before = ks_sketch_said(&s->sketch, s->changes[i].pair);

	s->chosen[s->n_chosen++] = i;
	ks_sketch_say(&s->sketch, s->changes[i].pair, s->changes[i].to);
	if (!holds_found(s)) {
		if (s->n_chosen < size)
			try_sets(s, i + 1, size);
		else if (stands(s))
			keep_found(s);
	}
	ks_sketch_say(&s->sketch, s->changes[i].pair, before);
	s->n_chosen--;
}

/* Every set of so many answers, each once: the answers in rising order. */
static void try_sets(struct search *s, size_t from, size_t size)
{
	for (size_t i = from; i < s->n_changes && has_room(s); i++)
		if (!is_answered(s, i))
			try_change(s, i, size);
}

/* ---- the answer ------------------------------------------------------------- */

static struct ks_answer_set make_set(const struct search *s, const struct found *found)
{
	struct ks_answer_set set = { .n = found->n };

	set.items = KS_NEW_N(s->plan->arena, found->n, const struct ks_other_answer *);
	for (size_t i = 0; i < found->n; i++) {
		set.items[i] = &s->changes[found->items[i]].answer;
		if (set.items[i]->spoken > set.spoken)
			set.spoken = set.items[i]->spoken;
	}
	return set;
}

static int by_answer(const struct ks_other_answer *a, const struct ks_other_answer *b)
{
	if (a->factor != b->factor)
		return a->factor->index < b->factor->index ? -1 : 1;
	if (a->subject != b->subject)
		return a->subject < b->subject ? -1 : 1;
	return (int)b->present - (int)a->present;
}

static int by_set(const void *a, const void *b)
{
	const struct ks_answer_set *x = a, *y = b;
	int order = (x->n > y->n) - (x->n < y->n);

	if (!order)
		order = (int)x->spoken - (int)y->spoken;
	for (size_t i = 0; i < x->n && !order; i++)
		order = by_answer(x->items[i], y->items[i]);
	return order;
}

static void write_sets(const struct search *s)
{
	struct ks_why_not *out = s->out;

	out->sets = KS_NEW_N(s->plan->arena, s->n_found, struct ks_answer_set);
	for (size_t i = 0; i < s->n_found; i++)
		out->sets[out->n_sets++] = make_set(s, &s->found[i]);
	if (out->n_sets)
		qsort(out->sets, out->n_sets, sizeof *out->sets, by_set);
}

static void make_room(struct search *s)
{
	size_t n = s->plan->c->n_factors;

	s->wanted = KS_NEW_N(s->plan->arena, n * KS_SUBJECTS, unsigned char);
	s->named = KS_NEW_N(s->plan->arena, n * KS_SUBJECTS, bool);
}

void ks_answer_sets_find(const struct ks_plan *plan, const struct ks_route *route,
			 const struct ks_plan_way *ways, size_t n_ways, struct ks_why_not *out)
{
	struct search s = { .plan = plan, .route = route, .ways = ways, .n_ways = n_ways,
			    .out = out };

	out->decided = true;
	if (out->stands)
		return;
	make_room(&s);
	find_named(&s);
	for (size_t i = 0; i < n_ways; i++)
		want_way(&s, &ways[i]);
	make_sketch(&s);
	find_changes(&s);
	out->never = !could_stand(&s);
	for (size_t size = 1; size <= KS_WHY_NOT_MOST && !out->never; size++)
		try_sets(&s, 0, size);
	out->decided = out->never || has_room(&s);
	write_sets(&s);
}
