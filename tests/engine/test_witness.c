/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The search for a family, against trying them all: random conditions over a
 * small coalition, and every family those can tell apart. Once over answers
 * and facts, once over scores and what they raise.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ks/engine/thought.h"
#include "ks/engine/witness.h"
#include "support/coalition.h"

#define CONDS 300
#define MOST_KIDS 3

static const char *const cards[] = { "card: kaart-0\n"
				     "title: Kaart\n"
				     "version: 2026.1\n"
				     "phase: [during]\n"
				     "owner: werkgroep\n"
				     "review_by: 2027-01-01\n"
				     "agreed: Bel.\n"
				     "sources: [proposal]\n"
				     "when: {signal: schulden}\n"
				     "steps:\n"
				     "  - {step: a, refer_to: jgz, do: Bel, urgency: soon, within: 14d,\n"
				     "     handover: phone, source: [proposal]}\n",
				     NULL };

/* ---- every family ------------------------------------------------------------ */

struct seen {
	struct ks_family family;
	struct ks_world world;
};

struct all {
	struct made m;
	struct seen *items;
	size_t n;
};

static const int ages[] = { KS_NO_AGE, 19, 20, 21 };
static const int weeks[] = { -1, 97, 98, 99 };

/* Answers: three values where a condition may name it, two where it only counts. */
struct asked {
	const char *factor;
	enum ks_subject subject;
	int values;
};
static const struct asked asked[] = {
	{ "roken", KS_MOTHER, 3 }, { "roken", KS_PARTNER, 3 },   { "somber", KS_MOTHER, 3 },
	{ "jong", KS_MOTHER, 3 },  { "netwerk", KS_NETWORK, 3 }, { "geweld", KS_MOTHER, 2 },
	{ "schulden", KS_FAMILY, 2 }, { "stress", KS_MOTHER, 2 }, { "partnergeweld", KS_MOTHER, 2 },
};
#define N_ASKED (sizeof asked / sizeof asked[0])

static void answer_all(struct made *m, long code)
{
	static const enum ks_reply replies[] = { KS_NOT_ASKED, KS_PRESENT, KS_ABSENT };

	m->family.n_answers = 0;
	for (size_t i = 0; i < N_ASKED; i++) {
		enum ks_reply reply = replies[code % asked[i].values];

		code /= asked[i].values;
		if (reply != KS_NOT_ASKED)
			made_answer_full(m, asked[i].factor, asked[i].subject, reply,
					 KS_BY_PROFESSIONAL, TODAY);
	}
}

static void keep(struct all *all, const struct ks_picture *picture,
		 const struct ks_balance *balance)
{
	size_t n = all->m.c->n_factors;
	struct seen *seen = ks_grow(&all->m.arena, &all->items, &all->n, sizeof *seen);
	ks_truth *factors = KS_NEW_N(&all->m.arena, n, ks_truth);
	ks_truth *pairs = KS_NEW_N(&all->m.arena, n * KS_SUBJECTS, ks_truth);

	memcpy(factors, picture->factors, n);
	memcpy(pairs, picture->pairs, n * KS_SUBJECTS);
	seen->family = all->m.family;
	seen->world = (struct ks_world){ .day = TODAY,
					 .phase = KS_DURING,
					 .week = ks_family_week_on(&all->m.family, TODAY),
					 .factors = factors,
					 .pairs = pairs,
					 .class_low = (int)balance->class,
					 .class_high = (int)balance->class,
					 .domains_low = balance->n_domains,
					 .domains_high = balance->n_domains };
}

static void see(struct all *all, struct ks_arena *scratch, long code)
{
	struct ks_picture picture = { .factors = NULL };
	struct ks_balance balance = { .asked = 0 };

	answer_all(&all->m, code);
	for (int joint = KS_NO_JUDGEMENT; joint <= KS_OUT_OF_BALANCE; joint++) {
		all->m.family.judgement = (enum ks_joint)joint;
		ks_picture_make(scratch, all->m.c, &all->m.family, TODAY, &picture);
		ks_balance_make(scratch, all->m.c, &all->m.family, &picture, &balance);
		keep(all, &picture, &balance);
	}
	ks_arena_release(scratch);
	ks_arena_init(scratch);
}

static void see_all(struct all *all)
{
	struct ks_arena scratch;
	long codes = 1;

	ks_arena_init(&scratch);
	for (size_t i = 0; i < N_ASKED; i++)
		codes *= asked[i].values;
	for (size_t age = 0; age < 4; age++)
		for (size_t week = 0; week < 4; week++)
			for (long code = 0; code < codes; code++) {
				ks_family_init(&all->m.family, KS_DURING);
				all->m.family.answers = all->m.answers;
				all->m.family.age = ages[age];
				if (weeks[week] >= 0)
					all->m.family.due = TODAY + 280 - weeks[week];
				/* Unknown age and week together are enough with all answers. */
				if (week == 0 || age == 0 || code % 7 == 0)
					see(all, &scratch, code);
			}
	ks_arena_release(&scratch);
}

/* ---- every family with scores ------------------------------------------------ */

/* Both sides of every limit in the conditions below, and of what epds raises. */
static const int totals[] = { -1, 9, 10, 11, 12 };
static const int items[] = { -1, 0, 1 };
static const char *const outcomes[] = { NULL, "laag", "hoog" };

static void score_all(struct made *m, int total, int item, const char *outcome)
{
	m->family.n_scores = 0;
	if (total >= 0)
		made_score(m, "epds", NULL, total, TODAY);
	if (item >= 0)
		made_score(m, "epds", "item10", item, TODAY);
	if (outcome) {
		made_score(m, "hark", NULL, 0, TODAY);
		m->scores[m->family.n_scores - 1].outcome = outcome;
	}
}

static void see_with_scores(struct all *all, long code)
{
	struct ks_picture picture = { .factors = NULL };
	struct ks_balance balance = { .asked = 0 };
	static const char *const raised[] = { "somber", "stress" };
	static const enum ks_reply replies[] = { KS_NOT_ASKED, KS_PRESENT, KS_ABSENT };
	struct made *m = &all->m;
	struct ks_score *scores;

	ks_family_init(&m->family, KS_DURING);
	m->family.answers = m->answers;
	if (code % 4)
		m->family.due = TODAY + KS_TERM_OF_PREGNANCY - weeks[code % 4];
	code /= 4;
	score_all(m, totals[code % 5], items[code / 5 % 3], outcomes[code / 15 % 3]);
	scores = KS_NEW_N(&m->arena, m->family.n_scores + 1, struct ks_score);
	memcpy(scores, m->scores, m->family.n_scores * sizeof *scores);
	m->family.scores = scores;
	for (size_t i = 0; i < 2; i++) {
		enum ks_reply reply = replies[code / (i ? 135 : 45) % 3];

		if (reply != KS_NOT_ASKED)
			made_answer(m, raised[i], reply);
	}
	ks_picture_make(&m->arena, m->c, &m->family, TODAY, &picture);
	ks_balance_make(&m->arena, m->c, &m->family, &picture, &balance);
	keep(all, &picture, &balance);
}

#define WITH_SCORES (4L * 5 * 3 * 3 * 3 * 3)

/* ---- random conditions --------------------------------------------------------- */

static uint32_t next(uint32_t *state)
{
	*state = *state * 1664525U + 1013904223U;
	return *state >> 8;
}

static struct ks_cond *random_leaf(struct made *m, uint32_t *rng)
{
	static const char *const names[] = { "roken", "somber", "jong", "netwerk" };
	struct ks_cond *leaf = KS_NEW(&m->arena, struct ks_cond);
	uint32_t kind = next(rng) % 10;

	leaf->subject = KS_ANY_SUBJECT;
	leaf->range.n = 1;
	leaf->range.bounds[0].op = (enum ks_op)(next(rng) % 4);
	if (kind < 6) {
		leaf->kind = KS_COND_SIGNAL;
		leaf->range.n = 0;
		leaf->factor = ks_find_factor(m->c, names[next(rng) % 4]);
		if (strcmp(leaf->factor->id, "roken") == 0 && next(rng) % 2)
			leaf->subject = KS_PARTNER;
	} else if (kind == 6) {
		leaf->kind = KS_COND_AGE;
		leaf->range.bounds[0].value = 20;
	} else if (kind == 7) {
		leaf->kind = KS_COND_WEEK;
		leaf->range.bounds[0].value = 98;
	} else if (kind == 8) {
		leaf->kind = KS_COND_CLASS;
		leaf->range.bounds[0].value = (int)(next(rng) % KS_CLASSES);
	} else {
		leaf->kind = KS_COND_DOMAINS;
		leaf->range.bounds[0].value = (int)(next(rng) % 5);
	}
	return leaf;
}

static struct ks_cond *random_score(struct made *m, uint32_t *rng)
{
	struct ks_cond *leaf = KS_NEW(&m->arena, struct ks_cond);
	uint32_t kind = next(rng) % 8;

	leaf->subject = KS_ANY_SUBJECT;
	leaf->kind = KS_COND_SCORE;
	leaf->instrument = ks_find_instrument(m->c, kind < 5 ? "epds" : "hark");
	leaf->range.n = kind < 5;
	leaf->range.bounds[0].op = (enum ks_op)(next(rng) % 4);
	leaf->range.bounds[0].value = kind < 3 ? 10 + (int)(next(rng) % 2) : 1;
	if (kind == 3 || kind == 4)
		leaf->item = "item10";
	if (kind > 4)
		leaf->outcome = outcomes[1 + next(rng) % 2];
	if (kind == 7) {
		leaf->kind = KS_COND_SIGNAL;
		leaf->factor = ks_find_factor(m->c, next(rng) % 2 ? "somber" : "stress");
	}
	return leaf;
}

typedef struct ks_cond *make_leaf(struct made *m, uint32_t *rng);

static struct ks_cond *random_cond(struct made *m, uint32_t *rng, int depth, make_leaf *leaf)
{
	static const enum ks_cond_kind kinds[] = { KS_COND_ALL, KS_COND_ANY, KS_COND_NOT,
						   KS_COND_AT_LEAST };
	struct ks_cond *cond;

	if (depth == 0 || next(rng) % 5 == 0)
		return leaf(m, rng);
	cond = KS_NEW(&m->arena, struct ks_cond);
	cond->kind = kinds[next(rng) % 4];
	cond->n_kids = cond->kind == KS_COND_NOT ? 1 : 2 + next(rng) % (MOST_KIDS - 1);
	cond->count = 2;
	cond->kids = KS_NEW_N(&m->arena, MOST_KIDS, struct ks_cond *);
	for (size_t i = 0; i < cond->n_kids; i++)
		cond->kids[i] = random_cond(m, rng, depth - 1, leaf);
	return cond;
}

/* ---- the comparison -------------------------------------------------------------- */

static bool some_family(struct all *all, const struct ks_want *wants, size_t n)
{
	for (size_t i = 0; i < all->n; i++) {
		struct seen *seen = &all->items[i];
		size_t met = 0;

		seen->world.family = &seen->family;
		while (met < n && ks_cond_eval(wants[met].cond, &seen->world) & wants[met].within)
			met++;
		if (met == n)
			return true;
	}
	return false;
}

static void compare(struct all *all, const struct ks_want *wants, size_t n, size_t found[2])
{
	struct ks_witness witness = { .day = KS_NO_DAY };
	enum ks_sought sought = ks_witness_find(&all->m.arena, all->m.c, TODAY, wants, n, &witness);

	assert_int_not_equal(sought, KS_SOUGHT_UNDECIDED);
	if (some_family(all, wants, n))
		assert_int_equal(sought, KS_SOUGHT_FOUND);
	if (sought == KS_SOUGHT_FOUND)
		assert_true(ks_witness_shows(&all->m.arena, all->m.c, &witness, wants, n));
	found[sought == KS_SOUGHT_FOUND]++;
}

static void test_agrees_with_trying_them_all(void **state)
{
	static const ks_truth within[] = { KS_TRUE, KS_NOT_TRUE, KS_FALSE, KS_UNKNOWN };
	struct all all = { .n = 0 };
	size_t found[2] = { 0, 0 };
	uint32_t rng = 20261121;

	(void)state;
	made_start(&all.m,
		   "  - {id: hulp, title: Hulp, phase: [during], role: jgz, source: proposal}\n",
		   cards);
	see_all(&all);
	for (int i = 0; i < CONDS; i++) {
		const struct ks_want wants[] = {
			{ ks_thought_phases(&all.m.arena, 1U << KS_DURING), KS_TRUE },
			{ random_cond(&all.m, &rng, 3, random_leaf), KS_TRUE },
			{ random_cond(&all.m, &rng, 3, random_leaf), within[next(&rng) % 4] },
			{ random_cond(&all.m, &rng, 2, random_leaf), within[next(&rng) % 2] },
		};

		compare(&all, wants, 4, found);
	}
	/* Both answers have to occur, or nothing was compared. */
	assert_true(found[0] > CONDS / 20 && found[1] > CONDS / 20);
	made_end(&all.m);
}

static void test_agrees_with_trying_every_score(void **state)
{
	static const ks_truth within[] = { KS_TRUE, KS_NOT_TRUE, KS_FALSE, KS_UNKNOWN };
	struct all all = { .n = 0 };
	size_t found[2] = { 0, 0 };
	uint32_t rng = 20261122;

	(void)state;
	made_start(&all.m, " []\n", cards);
	for (long code = 0; code < WITH_SCORES; code++)
		see_with_scores(&all, code);
	for (int i = 0; i < CONDS; i++) {
		const struct ks_want wants[] = {
			{ ks_thought_phases(&all.m.arena, 1U << KS_DURING), KS_TRUE },
			{ random_cond(&all.m, &rng, 2, random_score), KS_TRUE },
			{ random_cond(&all.m, &rng, 2, random_score), within[next(&rng) % 4] },
			{ random_cond(&all.m, &rng, 1, random_score), within[next(&rng) % 4] },
		};

		compare(&all, wants, 4, found);
	}
	assert_true(found[0] > CONDS / 20 && found[1] > CONDS / 20);
	made_end(&all.m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_agrees_with_trying_them_all),
		cmocka_unit_test(test_agrees_with_trying_every_score),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
