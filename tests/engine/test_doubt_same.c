/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Combinations written out with one missing, against counting them: random
 * rows of combinations, most of them a row of k of n without one or two.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ks/base/str.h"
#include "ks/engine/doubt.h"
#include "support/coalition.h"

#define SIGNALS 5
#define ROWS 400
#define MOST 40

static const char *const signals[SIGNALS] = { "roken", "schulden", "somber", "stress", "geweld" };

struct row {
	unsigned sets[MOST];	/* combinations: bits over the signals */
	size_t n;
};

/* ---- what is right, by counting ------------------------------------------------ */

static unsigned bits(unsigned set)
{
	unsigned n = 0;

	for (; set; set >>= 1)
		n += set & 1;
	return n;
}

static bool has(const struct row *row, unsigned set)
{
	for (size_t i = 0; i < row->n; i++)
		if (row->sets[i] == set)
			return true;
	return false;
}

/* The combination that a row of k of n lacks, when it lacks one; else 0. */
static unsigned lacks(const struct row *row)
{
	unsigned all = 0, shared = ~0U, size = bits(row->sets[0]), missing = 0;

	for (size_t i = 0; i < row->n; i++) {
		if (bits(row->sets[i]) != size)
			return 0;
		all |= row->sets[i];
		shared &= row->sets[i];
	}
	for (unsigned set = 1; set < 1U << SIGNALS; set++) {
		if ((set & ~all) || bits(set) != size || has(row, set))
			continue;
		if (missing)
			return 0;
		missing = set;
	}
	return shared ? 0 : missing;
}

/* ---- what ks finds ------------------------------------------------------------- */

static void put_row(struct ks_buf *buf, const struct row *row)
{
	for (size_t i = 0; i < row->n; i++) {
		const char *before = "";

		ks_buf_addf(buf, "%s{all: [", i ? ", " : "");
		for (size_t s = 0; s < SIGNALS; s++)
			if (row->sets[i] >> s & 1) {
				ks_buf_addf(buf, "%s{signal: %s}", before, signals[s]);
				before = ", ";
			}
		ks_buf_add(buf, "]}");
	}
}

static const char *card_of(struct ks_arena *arena, const struct row *row)
{
	struct ks_buf buf;

	ks_buf_init(&buf, arena);
	ks_buf_add(&buf, "card: een\ntitle: Een\nversion: 2026.1\nphase: [during]\nowner: toets\n"
			 "review_by: 2027-01-01\nagreed: Afspraak.\nsources: [proposal]\n"
			 "when: {any: [");
	put_row(&buf, row);
	ks_buf_add(&buf, "]}\nsteps:\n"
			 "  - {step: a, refer_to: jgz, do: Bel, urgency: soon, within: 14d,\n"
			 "     handover: phone, source: [proposal]}\n");
	return buf.text;
}

/* The missing combination as it was told, in bits; 0 when none was. */
static unsigned told(const struct ks_doubts *doubts)
{
	unsigned set = 0;

	for (size_t i = 0; i < doubts->n; i++) {
		const struct ks_doubt *doubt = &doubts->items[i];

		if (doubt->msg != KS_MSG_missing_combination)
			continue;
		assert_int_equal(set, 0);
		assert_non_null(doubt->witness);
		for (size_t j = 0; j < doubt->witness->family.n_answers; j++)
			for (size_t s = 0; s < SIGNALS; s++)
				if (doubt->witness->family.answers[j].reply == KS_PRESENT &&
				    ks_streq(doubt->witness->family.answers[j].factor->id,
					     signals[s]))
					set |= 1U << s;
	}
	return set;
}

static bool check(const struct row *row)
{
	struct ks_doubts doubts = { .n = 0 };
	struct ks_arena arena;
	unsigned right = lacks(row);
	const char *cards[2] = { NULL, NULL };
	struct made m;

	ks_arena_init(&arena);
	cards[0] = card_of(&arena, row);
	made_start(&m, " []\n", cards);
	doubts.arena = &arena;
	ks_doubts_find(&arena, m.c, TODAY, &doubts);
	if (told(&doubts) != right)
		fail_msg("%u told, %u right:\n%s", told(&doubts), right, cards[0]);
	assert_int_equal(doubts.undecided, 0);
	made_end(&m);
	ks_arena_release(&arena);
	return right != 0;
}

/* ---- rows ---------------------------------------------------------------------- */

static unsigned below(unsigned limit)
{
	static uint64_t state = 20261121;

	state = state * 6364136223846793005U + 1442695040888963407U;
	return (unsigned)(state >> 33) % limit;
}

static void add(struct row *row, unsigned set)
{
	row->sets[row->n++] = set;
}

static void drop(struct row *row, size_t i)
{
	row->sets[i] = row->sets[--row->n];
}

/* All of size k out of some signals, in any order, without a few, now and then with another. */
static void make_row(struct row *row)
{
	unsigned of = below(2) ? 31 : 7 + below(25), size = 2 + below(2), fewer = below(4);

	row->n = 0;
	for (unsigned set = 1; set < 1U << SIGNALS; set++)
		if (!(set & ~of) && bits(set) == size)
			add(row, set);
	for (size_t i = 0; i < fewer && row->n > 2; i++)
		drop(row, below((unsigned)row->n));
	if (row->n < 2)
		add(row, 3);
	if (row->n < 2)
		add(row, 12);
	if (below(8) == 0)
		add(row, row->sets[below((unsigned)row->n)]);
	if (below(8) == 0)
		add(row, 7U << below(3));
}

static void test_missing_exactly_when_one_is(void **state)
{
	struct row row = { .n = 0 };
	int found = 0;

	(void)state;
	for (int i = 0; i < ROWS; i++) {
		make_row(&row);
		found += check(&row);
	}
	assert_in_range(found, ROWS / 10, ROWS / 2);
}

/* Debts with smoking, or debts without work: a rule of its own. */
static void test_shared_signal_is_no_row(void **state)
{
	static const struct row rows[] = {
		{ { 3, 5 }, 2 },		/* one with either of two */
		{ { 7, 11, 13 }, 3 },		/* one with two of three */
		{ { 3, 5, 9 }, 3 },		/* one with any of three */
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_false(check(&rows[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_missing_exactly_when_one_is),
		cmocka_unit_test(test_shared_signal_is_no_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
