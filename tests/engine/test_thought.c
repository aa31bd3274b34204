/* SPDX-License-Identifier: EUPL-1.2 */
/* Conditions that no file holds: when two are the same, what one asks for, the way to a part. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ks/base/arena.h"
#include "ks/engine/thought.h"

#define N(list) (sizeof(list) / sizeof((list)[0]))

/* A condition with everything in it that a condition can say. */
struct full {
	struct ks_factor factor, other_factor;
	struct ks_instrument instrument, other_instrument;
	struct ks_cond kid, other_kid, cond;
	struct ks_cond *kids[1], *other_kids[1];
	const char *words[2], *other_words[2];
};

static void start(struct full *f)
{
	*f = (struct full){ .kid = { .kind = KS_COND_ALWAYS, .yes = true },
			    .other_kid = { .kind = KS_COND_FIRST_CHILD, .yes = true },
			    .words = { "deventer", "zwolle" },
			    .other_words = { "deventer", "utrecht" } };
	f->kids[0] = &f->kid;
	f->other_kids[0] = &f->other_kid;
	f->cond = (struct ks_cond){
		.kind = KS_COND_AT_LEAST,
		.factor = &f->factor,
		.subject = KS_MOTHER,
		.instrument = &f->instrument,
		.item = "item10",
		.outcome = "hoog",
		.range = { .n = 1, .bounds = { { .op = KS_GE, .value = 3, .span = { 2, KS_WEEKS } } } },
		.phases = 1,
		.words = f->words,
		.n_words = 2,
		.kids = f->kids,
		.n_kids = 1,
		.count = 1,
	};
}

/* Every copy differs from f->cond in one thing, which its name says. */
static size_t copies(struct full *f, struct ks_cond *out)
{
	size_t n = 0;

#define COPY(change) (out[n] = f->cond, out[n].change, n++)
	COPY(kind = KS_COND_ALL);
	COPY(factor = &f->other_factor);
	COPY(subject = KS_PARTNER);
	COPY(instrument = &f->other_instrument);
	COPY(item = "item1");
	COPY(item = NULL);
	COPY(outcome = "laag");
	COPY(outcome = NULL);
	COPY(range.n = 0);
	COPY(range.bounds[0].op = KS_LE);
	COPY(range.bounds[0].value = 4);
	COPY(range.bounds[0].span.n = 3);
	COPY(range.bounds[0].span.unit = KS_DAYS);
	COPY(yes = true);
	COPY(phases = 2);
	COPY(words = f->other_words);
	COPY(n_words = 1);
	COPY(kids = f->other_kids);
	COPY(n_kids = 0);
	COPY(count = 2);
#undef COPY
	return n;
}

static void two_conditions_are_the_same_only_when_everything_they_say_is(void **state)
{
	struct ks_cond other[32];
	struct full f, equal;
	size_t n;

	(void)state;
	start(&f);
	n = copies(&f, other);
	assert_true(n > 0 && n <= N(other));
	for (size_t i = 0; i < n; i++) {
		assert_false(ks_thought_same(&f.cond, &other[i]));
		assert_false(ks_thought_same(&other[i], &f.cond));
		assert_true(ks_thought_same(&other[i], &other[i]));
	}
	/* Equal in words and parts that stand elsewhere in memory. */
	start(&equal);
	equal.cond.factor = f.cond.factor;
	equal.cond.instrument = f.cond.instrument;
	equal.cond.item = (char[]){ "item10" };
	assert_true(ks_thought_same(&f.cond, &equal.cond));
}

static void no_condition_is_the_same_as_no_condition_alone(void **state)
{
	struct full f;

	(void)state;
	start(&f);
	assert_true(ks_thought_same(NULL, NULL));
	assert_false(ks_thought_same(NULL, &f.cond));
	assert_false(ks_thought_same(&f.cond, NULL));
}

static void a_condition_asks_for_a_factor_unless_a_not_stands_around_it(void **state)
{
	struct ks_factor smoking = { .id = "roken" }, debts = { .id = "schulden" };
	struct ks_cond leaf = { .kind = KS_COND_SIGNAL, .factor = &smoking };
	struct ks_cond *kids[] = { &leaf };
	struct ks_cond negated = { .kind = KS_COND_NOT, .kids = kids, .n_kids = 1 };
	struct ks_cond any = { .kind = KS_COND_ANY, .kids = kids, .n_kids = 1 };

	(void)state;
	assert_true(ks_thought_names(&leaf, &smoking));
	assert_true(ks_thought_names(&any, &smoking));
	assert_false(ks_thought_names(&any, &debts));
	assert_false(ks_thought_names(&negated, &smoking));
	assert_false(ks_thought_names(NULL, &smoking));
}

static void the_way_to_a_part_goes_from_the_root_down(void **state)
{
	struct ks_cond first = { .kind = KS_COND_ALWAYS }, second = { .kind = KS_COND_ALWAYS };
	struct ks_cond elsewhere = { .kind = KS_COND_ALWAYS };
	struct ks_cond *inner_kids[] = { &second };
	struct ks_cond inner = { .kind = KS_COND_ANY, .kids = inner_kids, .n_kids = 1 };
	struct ks_cond *kids[] = { &first, &inner };
	struct ks_cond root = { .kind = KS_COND_ALL, .kids = kids, .n_kids = 2 };
	const struct ks_cond *path[4];

	(void)state;
	assert_int_equal(ks_thought_path(&root, &second, path, N(path)), 3);
	assert_ptr_equal(path[0], &root);
	assert_ptr_equal(path[1], &inner);
	assert_ptr_equal(path[2], &second);
	assert_int_equal(ks_thought_path(&root, &root, path, N(path)), 1);
	assert_int_equal(ks_thought_path(&root, &elsewhere, path, N(path)), 0);
	assert_int_equal(ks_thought_path(NULL, &second, path, N(path)), 0);
	/* A way longer than there is room for is no way. */
	assert_int_equal(ks_thought_path(&root, &second, path, 2), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_conditions_are_the_same_only_when_everything_they_say_is),
		cmocka_unit_test(no_condition_is_the_same_as_no_condition_alone),
		cmocka_unit_test(a_condition_asks_for_a_factor_unless_a_not_stands_around_it),
		cmocka_unit_test(the_way_to_a_part_goes_from_the_root_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
