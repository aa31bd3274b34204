/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Routes per second in process, on one core: picture, balance, route, gaps and
 * open questions of the family Reuring under the shipped Deventer cards.
 *
 *   bench_engine BUILD
 */
#include <stdio.h>
#include <time.h>

#include "ks/base/arena.h"
#include "ks/cards/load.h"
#include "ks/engine/route.h"

#define TODAY ks_day_of(2026, 11, 21)

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct ks_answer present(const struct ks_coalition *c, const char *id)
{
	const struct ks_factor *factor = ks_find_factor(c, id);

	return (struct ks_answer){ factor, factor->subjects[0], KS_PRESENT, KS_BY_PROFESSIONAL,
				   ks_day_of(2026, 11, 21), 1 };
}

/* ---- the floor ------------------------------------------------------------ */

/* For every signal the cards that look at it: what an engine of rules alone would keep. */
struct index {
	const struct ks_coalition *c;
	const struct ks_card ***cards;	/* [factor] */
	size_t *n;
	const struct ks_card *card;	/* while it is filled */
};

static void add_leaf(void *context, const struct ks_cond *leaf)
{
	struct index *index = context;
	size_t at;

	if (leaf->kind != KS_COND_SIGNAL)
		return;
	at = leaf->factor->index;
	index->cards[at][index->n[at]++] = index->card;
}

static void fill_index(struct ks_arena *arena, const struct ks_coalition *c, struct index *index)
{
	*index = (struct index){ .c = c };
	index->cards = KS_NEW_N(arena, c->n_factors, const struct ks_card **);
	index->n = KS_NEW_N(arena, c->n_factors, size_t);
	for (size_t i = 0; i < c->n_factors; i++)
		index->cards[i] = KS_NEW_N(arena, c->n_cards * 16, const struct ks_card *);
	for (size_t i = 0; i < c->n_cards; i++) {
		index->card = c->cards[i];
		ks_cond_leaves(c->cards[i]->when, add_leaf, index);
	}
}

/* How many cards hold, asked only of those that a present signal can make true. */
static size_t ask_index(const struct index *index, const struct ks_world *world)
{
	size_t n = 0;

	for (size_t i = 0; i < index->c->n_factors; i++)
		for (size_t j = 0; world->factors[i] == KS_TRUE && j < index->n[i]; j++)
			n += ks_cond_eval(index->cards[i][j]->when, world) == KS_TRUE;
	return n;
}

/* ---- a second of each ------------------------------------------------------- */

typedef const struct ks_route *maker(struct ks_arena *arena, const struct ks_coalition *c,
				     const struct ks_family *family, ks_day day);

static double a_second(maker *make, const struct ks_coalition *c, const struct ks_family *family)
{
	struct ks_arena run;
	double start = now();
	size_t n = 0;

	ks_arena_init(&run);
	for (; now() - start < 1; n++) {
		make(&run, c, family, TODAY);
		ks_arena_release(&run);
	}
	return (double)n / (now() - start);
}

static double a_second_of_rules(const struct index *index, const struct ks_world *world)
{
	double start = now();
	size_t n = 0, held = 0;

	for (; n % 1024 || now() - start < 1; n++)
		held += ask_index(index, world);
	return held ? (double)n / (now() - start) : 0;
}

int main(void)
{
	struct ks_arena cards;
	struct ks_diag diag;
	struct ks_load_options none = { .examples = false };
	const struct ks_coalition *c;
	const struct ks_route *route;
	struct ks_family family;
	struct ks_answer answers[4];
	struct ks_world world;
	struct index index;
	double decided, rules;

	ks_arena_init(&cards);
	ks_diag_init(&diag, &cards);
	if (ks_load(&cards, "routes/deventer", &none, &diag, &c) != KS_OK)
		return 1;
	answers[0] = present(c, "onbedoeld-zwanger");
	answers[1] = present(c, "werkloos");
	answers[2] = present(c, "schulden");
	answers[3] = present(c, "veel-stress");
	ks_family_init(&family, KS_DURING);
	family.due = ks_day_of(2027, 5, 19);
	family.municipality = "deventer";
	family.answers = answers;
	family.n_answers = 4;
	route = ks_route_decide(&cards, c, &family, TODAY);
	world = ks_route_world(route, &family);
	fill_index(&cards, c, &index);
	printf("4  routes in process, %zu cards, with open questions: %.0f a second\n", c->n_cards,
	       a_second(ks_route_make, c, &family));
	decided = a_second(ks_route_decide, c, &family);
	rules = a_second_of_rules(&index, &world);
	printf("4  decided, with picture, dates, merging and gaps: %.0f a second; the rules alone by "
	       "an index: %.0f; ratio %.1f, goal <= 2 for rules alone\n",
	       decided, rules, rules / decided);
	ks_arena_release(&cards);
	return 0;
}
