/* SPDX-License-Identifier: EUPL-1.2 */
/* The numbers that open signals can come out as, against trying every one of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "ks/engine/numbers.h"

#define DOMAINS 3
#define MOST 4		/* numbers told apart, per class and of domains */
#define ROUNDS 400

/* Every outcome, by its numbers: how often it was visited, or that it can be. */
struct seen {
	int of[MOST][MOST][MOST][MOST][4];
	size_t n;
};

static int *slot(struct seen *seen, const struct ks_outcome *o)
{
	assert_in_range(o->n_domains, 0, MOST - 1);
	for (int i = 0; i < KS_SIGNAL_CLASSES; i++)
		assert_in_range(o->counts[i], 0, MOST - 1);
	return &seen->of[o->counts[0]][o->counts[1]][o->counts[2]][o->n_domains][o->watched];
}

static bool see(void *context, const struct ks_outcome *outcome)
{
	struct seen *seen = context;

	++*slot(seen, outcome);
	seen->n++;
	return false;
}

static int capped(int n, int cap)
{
	return n < cap ? n : cap;
}

/* One choice: so many of each class present in each domain. */
static void add(struct seen *seen, const struct ks_numbers *numbers,
		int chosen[DOMAINS][KS_SIGNAL_CLASSES])
{
	struct ks_outcome outcome = { .n_domains = 0 };

	for (int i = 0; i < KS_SIGNAL_CLASSES; i++)
		outcome.counts[i] = numbers->now[i];
	for (size_t d = 0; d < numbers->n_domains; d++) {
		bool touched = numbers->domains[d].touched;

		for (int i = 0; i < KS_SIGNAL_CLASSES; i++) {
			outcome.counts[i] += chosen[d][i];
			touched = touched || chosen[d][i];
		}
		outcome.n_domains += touched;
		outcome.watched |= touched ? numbers->domains[d].watch : 0;
	}
	for (int i = 0; i < KS_SIGNAL_CLASSES; i++)
		outcome.counts[i] = capped(outcome.counts[i], numbers->caps[i]);
	outcome.n_domains = capped(outcome.n_domains, numbers->domain_cap);
	*slot(seen, &outcome) = 1;
}

static void try_all(struct seen *seen, const struct ks_numbers *numbers,
		    int chosen[DOMAINS][KS_SIGNAL_CLASSES], size_t at)
{
	size_t d = at / KS_SIGNAL_CLASSES, class = at % KS_SIGNAL_CLASSES;

	if (d == numbers->n_domains) {
		add(seen, numbers, chosen);
		return;
	}
	for (int n = 0; n <= numbers->domains[d].open[class]; n++) {
		chosen[d][class] = n;
		try_all(seen, numbers, chosen, at + 1);
	}
}

static int next_random(uint32_t *state, int n)
{
	*state = *state * 1664525U + 1013904223U;
	return (int)(*state >> 16) % n;
}

static void fill(struct ks_numbers *numbers, struct ks_domain_numbers *domains, uint32_t *rng)
{
	*numbers = (struct ks_numbers){ .domains = domains, .n_domains = 2 };
	numbers->n_domains += (size_t)next_random(rng, DOMAINS - 1);
	numbers->n_watched = (size_t)next_random(rng, 3);
	numbers->domain_cap = 1 + next_random(rng, MOST - 1);
	for (int i = 0; i < KS_SIGNAL_CLASSES; i++) {
		numbers->caps[i] = 1 + next_random(rng, MOST - 1);
		numbers->now[i] = next_random(rng, numbers->caps[i] + 1);
	}
	for (size_t d = 0; d < DOMAINS; d++) {
		domains[d].touched = next_random(rng, 3) == 0;
		domains[d].watch = d < numbers->n_watched ? 1U << d : 0;
		for (int i = 0; i < KS_SIGNAL_CLASSES; i++)
			domains[d].open[i] = next_random(rng, 3);
	}
}

static void every_outcome_that_can_be_is_visited_once_and_no_other(void **state)
{
	uint32_t rng = 20261122;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct ks_domain_numbers domains[DOMAINS];
		int chosen[DOMAINS][KS_SIGNAL_CLASSES] = { { 0 } };
		struct seen visited = { .n = 0 }, can = { .n = 0 };
		struct ks_numbers numbers;

		fill(&numbers, domains, &rng);
		numbers.room = calloc(ks_numbers_room(&numbers), sizeof *numbers.room);
		assert_non_null(numbers.room);
		assert_false(ks_numbers_each(&numbers, see, &visited));
		try_all(&can, &numbers, chosen, 0);
		free(numbers.room);
		assert_true(visited.n > 0);
		assert_memory_equal(visited.of, can.of, sizeof can.of);
	}
}

static bool stop(void *context, const struct ks_outcome *outcome)
{
	(void)outcome;
	return ++*(int *)context == 2;
}

static void the_visit_can_stop_it(void **state)
{
	struct ks_domain_numbers domain = { .open = { 1, 1, 1 } };
	uint64_t room[64];
	struct ks_numbers numbers = { .domains = &domain,
				      .n_domains = 1,
				      .caps = { 1, 1, 1 },
				      .domain_cap = 1,
				      .room = room };
	int visits = 0;

	(void)state;
	assert_true(ks_numbers_room(&numbers) <= sizeof room / sizeof room[0]);
	assert_true(ks_numbers_each(&numbers, stop, &visits));
	assert_int_equal(visits, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_outcome_that_can_be_is_visited_once_and_no_other),
		cmocka_unit_test(the_visit_can_stop_it),
	};

	return cmocka_run_group_tests_name("engine: numbers", tests, NULL, NULL);
}
