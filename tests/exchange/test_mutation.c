/* SPDX-License-Identifier: EUPL-1.2 */
/* The national examples on a sample of mutants: what is skipped could not have noticed. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/cards/load.h"
#include "ks/exchange/mutation.h"

static struct {
	struct ks_arena arena;
	struct ks_diag diag;
	const struct ks_coalition *c;
	struct ks_bench bench;
} w;

static int start(void **state)
{
	const struct ks_load_options options = { .examples = true };

	(void)state;
	ks_arena_init(&w.arena);
	ks_diag_init(&w.diag, &w.arena);
	if (ks_load(&w.arena, "routes/landelijk", &options, &w.diag, &w.c) != KS_OK)
		return 1;
	ks_bench_make(&w.arena, w.c, w.c->examples, w.c->n_examples, &w.bench);
	return 0;
}

static int end(void **state)
{
	(void)state;
	ks_arena_release(&w.arena);
	return 0;
}

static void every_shipped_example_is_good(void **state)
{
	(void)state;
	assert_true(w.c->n_examples > 0);
	assert_int_equal(w.bench.n, w.c->n_examples);
}

/* One of each so many; a prime, so that the kinds take turns. */
#define EACH 53

static void what_is_skipped_would_not_have_differed(void **state)
{
	struct ks_mutants mutants = ks_mutants_of(&w.arena, &w.bench.twin);
	size_t skipped = 0, noticed = 0;

	(void)state;
	for (size_t i = 0; i < mutants.n; i += EACH)
		for (size_t e = 0; e < w.bench.n; e++) {
			const struct ks_mutant *mutant = &mutants.items[i];
			bool may = ks_mutant_may_show(mutant, &w.bench.tried[e].trial), differs;

			ks_mutant_set(mutant);
			differs = ks_bench_differs(&w.bench, &w.bench.tried[e]);
			ks_mutant_unset(mutant);
			assert_true(may || !differs);
			skipped += !may;
			noticed += differs;
		}
	assert_true(skipped > 0);
	assert_true(noticed > 0);
}

static void the_twin_is_left_as_it_was(void **state)
{
	struct ks_mutation mutation = { .mutants = ks_mutants_of(&w.arena, &w.bench.twin) };

	(void)state;
	ks_bench_mutate(&w.arena, &w.bench, NULL, NULL, &mutation);
	for (size_t i = 0; i < w.bench.n; i++)
		assert_false(ks_bench_differs(&w.bench, &w.bench.tried[i]));
}

/* Who is said to notice does, and the number is theirs. */
static void who_notices_is_told(void **state)
{
	struct ks_mutation mutation = { .mutants = ks_mutants_of(&w.arena, &w.bench.twin) };
	size_t noticed = 0;

	(void)state;
	ks_bench_mutate(&w.arena, &w.bench, NULL, NULL, &mutation);
	for (size_t i = 0; i < mutation.mutants.n; i++)
		for (size_t e = 0; e < w.bench.n; e++) {
			if (mutation.by[i] != w.bench.tried[e].example)
				continue;
			noticed++;
			ks_mutant_set(&mutation.mutants.items[i]);
			assert_true(ks_bench_differs(&w.bench, &w.bench.tried[e]));
			ks_mutant_unset(&mutation.mutants.items[i]);
		}
	assert_int_equal(noticed, mutation.noticed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_shipped_example_is_good),
		cmocka_unit_test(what_is_skipped_would_not_have_differed),
		cmocka_unit_test(the_twin_is_left_as_it_was),
		cmocka_unit_test(who_notices_is_told),
	};

	return cmocka_run_group_tests(tests, start, end);
}
