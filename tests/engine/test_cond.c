/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Conditions over sets of truth values: never a value too few, exact in a
 * settled world, and Kleene's tables as they stand in a textbook.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "ks/base/arena.h"
#include "ks/engine/cond.h"

#define FACTORS 4
#define OPEN ((ks_truth)(KS_FALSE | KS_UNKNOWN | KS_TRUE))

static const ks_truth three[] = { KS_FALSE, KS_UNKNOWN, KS_TRUE };

static uint64_t next_random(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

static struct ks_cond *leaf(struct ks_arena *arena, const struct ks_factor *factor)
{
	struct ks_cond *cond = KS_NEW(arena, struct ks_cond);

	cond->kind = KS_COND_SIGNAL;
	cond->factor = factor;
	cond->subject = KS_ANY_SUBJECT;
	return cond;
}

static struct ks_cond *random_cond(struct ks_arena *arena, const struct ks_factor *factors,
				   uint64_t *state, int depth)
{
	static const enum ks_cond_kind kinds[] = { KS_COND_ALL, KS_COND_ANY, KS_COND_NOT,
						   KS_COND_AT_LEAST };
	struct ks_cond *cond;

	if (depth == 0 || next_random(state) % 4 == 0)
		return leaf(arena, &factors[next_random(state) % FACTORS]);
	cond = KS_NEW(arena, struct ks_cond);
	cond->kind = kinds[next_random(state) % 4];
	cond->n_kids = cond->kind == KS_COND_NOT ? 1 : 1 + next_random(state) % 3;
	cond->count = 1 + (int)(next_random(state) % 3);
	cond->kids = KS_NEW_N(arena, cond->n_kids, struct ks_cond *);
	for (size_t i = 0; i < cond->n_kids; i++)
		cond->kids[i] = random_cond(arena, factors, state, depth - 1);
	return cond;
}

/* The textbook: numbers 0, 1, 2 with minimum, maximum and 2 - x. */
static int textbook(const struct ks_cond *cond, const int *values)
{
	int out = cond->kind == KS_COND_ALL ? 2 : 0, yes = 0, maybe = 0;

	if (cond->kind == KS_COND_SIGNAL)
		return values[cond->factor->index];
	if (cond->kind == KS_COND_NOT)
		return 2 - textbook(cond->kids[0], values);
	for (size_t i = 0; i < cond->n_kids; i++) {
		int kid = textbook(cond->kids[i], values);

		yes += kid == 2;
		maybe += kid == 1;
		if (cond->kind == KS_COND_ALL ? kid < out : kid > out)
			out = kid;
	}
	if (cond->kind == KS_COND_AT_LEAST)
		return yes >= cond->count ? 2 : yes + maybe >= cond->count ? 1 : 0;
	return out;
}

static void spell(int number, int *values, ks_truth *sets)
{
	for (int i = 0; i < FACTORS; i++, number /= 3) {
		values[i] = number % 3;
		sets[i] = three[number % 3];
	}
}

static void make_factors(struct ks_factor factors[FACTORS])
{
	for (size_t i = 0; i < FACTORS; i++)
		factors[i] = (struct ks_factor){ .id = "f", .index = i };
}

static void settled_worlds_follow_kleene(void **state)
{
	struct ks_factor factors[FACTORS];
	uint64_t seed = 7;

	(void)state;
	make_factors(factors);
	for (int round = 0; round < 400; round++) {
		struct ks_arena arena;
		struct ks_cond *cond;
		ks_truth sets[FACTORS];
		struct ks_world world = { .factors = sets };
		int values[FACTORS];

		ks_arena_init(&arena);
		cond = random_cond(&arena, factors, &seed, 3);
		for (int number = 0; number < 81; number++) {
			spell(number, values, sets);
			assert_int_equal(ks_cond_eval(cond, &world), three[textbook(cond, values)]);
		}
		ks_arena_release(&arena);
	}
}

static void an_open_world_holds_every_value_that_can_come_out(void **state)
{
	struct ks_factor factors[FACTORS];
	uint64_t seed = 11;

	(void)state;
	make_factors(factors);
	for (int round = 0; round < 400; round++) {
		struct ks_arena arena;
		struct ks_cond *cond;
		ks_truth open[FACTORS], sets[FACTORS], possible = 0;
		struct ks_world world = { .factors = open };
		int values[FACTORS];

		ks_arena_init(&arena);
		cond = random_cond(&arena, factors, &seed, 3);
		for (int i = 0; i < FACTORS; i++)
			open[i] = next_random(&seed) % 2 ? OPEN : three[next_random(&seed) % 3];
		for (int number = 0; number < 81; number++) {
			bool fits = true;

			spell(number, values, sets);
			for (int i = 0; i < FACTORS; i++)
				fits &= (open[i] & sets[i]) != 0;
			if (fits)
				possible |= three[textbook(cond, values)];
		}
		assert_int_equal(ks_cond_eval(cond, &world) & possible, possible);
		ks_arena_release(&arena);
	}
}

static void a_k_of_n_of_different_factors_is_exact_when_open(void **state)
{
	struct ks_factor factors[FACTORS];
	struct ks_arena arena;
	struct ks_cond *kids[FACTORS], cond = { .kind = KS_COND_AT_LEAST, .kids = kids,
						.n_kids = FACTORS };
	ks_truth open[FACTORS], sets[FACTORS];
	struct ks_world world = { .factors = open };
	int values[FACTORS];

	(void)state;
	ks_arena_init(&arena);
	make_factors(factors);
	for (int i = 0; i < FACTORS; i++)
		kids[i] = leaf(&arena, &factors[i]);
	for (int pattern = 0; pattern < 7 * 7 * 7 * 7; pattern++) {
		int rest = pattern;

		for (int i = 0; i < FACTORS; i++, rest /= 7)
			open[i] = (ks_truth)(1 + rest % 7);
		for (cond.count = 1; cond.count <= FACTORS + 1; cond.count++) {
			ks_truth possible = 0;

			for (int number = 0; number < 81; number++) {
				bool fits = true;

				spell(number, values, sets);
				for (int i = 0; i < FACTORS; i++)
					fits &= (open[i] & sets[i]) != 0;
				if (fits)
					possible |= three[textbook(&cond, values)];
			}
			assert_int_equal(ks_cond_eval(&cond, &world), possible);
		}
	}
	ks_arena_release(&arena);
}

static void an_empty_all_is_true_and_an_empty_any_false(void **state)
{
	struct ks_cond all = { .kind = KS_COND_ALL }, any = { .kind = KS_COND_ANY };
	struct ks_world world = { .week = -1 };

	(void)state;
	assert_int_equal(ks_cond_eval(&all, &world), KS_TRUE);
	assert_int_equal(ks_cond_eval(&any, &world), KS_FALSE);
	assert_int_equal(ks_cond_holds(NULL, &world), KS_TRUE);
}

static struct ks_cond weeks(enum ks_op op, int days)
{
	struct ks_cond cond = { .kind = KS_COND_WEEK };

	cond.range.bounds[0] = (struct ks_bound){ .op = op, .value = days };
	cond.range.n = 1;
	return cond;
}

static void weeks_are_unknown_without_a_due_date_and_settled_after_birth(void **state)
{
	struct ks_cond from = weeks(KS_GE, 16 * 7), until = weeks(KS_LE, 28 * 7);
	struct ks_world during = { .phase = KS_DURING, .week = -1 };
	struct ks_world after = { .phase = KS_AFTER, .week = -1 };

	(void)state;
	assert_int_equal(ks_cond_eval(&from, &during), KS_UNKNOWN);
	assert_int_equal(ks_cond_eval(&from, &after), KS_TRUE);
	assert_int_equal(ks_cond_eval(&until, &after), KS_FALSE);
	during.week = 16 * 7;
	assert_int_equal(ks_cond_eval(&from, &during), KS_TRUE);
	during.week = 16 * 7 - 1;
	assert_int_equal(ks_cond_eval(&from, &during), KS_FALSE);
	during.week = 28 * 7;
	assert_int_equal(ks_cond_eval(&until, &during), KS_TRUE);
	during.week = 28 * 7 + 1;
	assert_int_equal(ks_cond_eval(&until, &during), KS_FALSE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(settled_worlds_follow_kleene),
		cmocka_unit_test(an_open_world_holds_every_value_that_can_come_out),
		cmocka_unit_test(a_k_of_n_of_different_factors_is_exact_when_open),
		cmocka_unit_test(an_empty_all_is_true_and_an_empty_any_false),
		cmocka_unit_test(weeks_are_unknown_without_a_due_date_and_settled_after_birth),
	};

	return cmocka_run_group_tests_name("engine: conditions", tests, NULL, NULL);
}
