/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/engine/measure.h"

#define CELLS 5

/* ---- the attack: every table that would print the same ------------------- */

enum reader { KNOWS_THE_RULES, SUBTRACTS };

struct attack {
	const struct ks_cell *printed;
	int small_cell;
	enum reader reader;
	int low[CELLS], high[CELLS];	/* what each cell can be */
	int table[CELLS];
};

static bool could_be(const struct attack *attack, size_t i, int value)
{
	const struct ks_cell *cell = &attack->printed[i];

	switch (cell->mark) {
	case KS_CELL_SHOWN:
		return value == cell->count;
	case KS_CELL_SMALL:
		return value >= 1 && value < attack->small_cell;
	case KS_CELL_HELD:
		break;
	}
	return attack->reader == SUBTRACTS || value == 0 || value >= attack->small_cell;
}

static void note_table(struct attack *attack)
{
	for (size_t i = 0; i < CELLS; i++) {
		if (attack->table[i] < attack->low[i])
			attack->low[i] = attack->table[i];
		if (attack->table[i] > attack->high[i])
			attack->high[i] = attack->table[i];
	}
}

static void try_tables(struct attack *attack, size_t i, int rest)
{
	if (i == CELLS) {
		if (rest == 0)
			note_table(attack);
		return;
	}
	for (int value = 0; value <= rest; value++) {
		if (!could_be(attack, i, value))
			continue;
		attack->table[i] = value;
		try_tables(attack, i + 1, rest - value);
	}
}

static int total_of(const struct ks_cell *cells)
{
	int total = 0;

	for (size_t i = 0; i < CELLS; i++)
		total += cells[i].count;
	return total;
}

/* True when some hidden cell of that mark can have one value only. */
static bool finds(const struct ks_cell *printed, int small_cell, enum reader reader,
		  enum ks_mark which)
{
	struct attack attack = { .printed = printed, .small_cell = small_cell, .reader = reader };

	for (size_t i = 0; i < CELLS; i++) {
		attack.low[i] = 1000;
		attack.high[i] = -1;
	}
	try_tables(&attack, 0, total_of(printed));
	for (size_t i = 0; i < CELLS; i++)
		if (printed[i].mark == which && attack.low[i] == attack.high[i])
			return true;
	return false;
}

static size_t number_of(const struct ks_cell *cells, enum ks_mark mark)
{
	size_t n = 0;

	for (size_t i = 0; i < CELLS; i++)
		n += cells[i].mark == mark;
	return n;
}

/* Could any choice of held cells have kept the small ones? */
static bool can_be_kept(const struct ks_cell *cells, int small_cell)
{
	for (unsigned choice = 0; choice < 1U << CELLS; choice++) {
		struct ks_cell other[CELLS];

		memcpy(other, cells, sizeof(other));
		for (size_t i = 0; i < CELLS; i++)
			if (other[i].mark != KS_CELL_SMALL)
				other[i].mark = choice >> i & 1 ? KS_CELL_HELD : KS_CELL_SHOWN;
		if (!finds(other, small_cell, KNOWS_THE_RULES, KS_CELL_SMALL))
			return true;
	}
	return false;
}

static void protect(struct ks_cell *cells, const int *counts, int small_cell)
{
	memset(cells, 0, CELLS * sizeof(*cells));
	for (size_t i = 0; i < CELLS; i++)
		cells[i].count = counts[i];
	ks_cells_mark_small(cells, CELLS, small_cell);
	ks_cells_hold_back(cells, CELLS, small_cell);
}

static void attack_table(const int *counts, int small_cell)
{
	struct ks_cell cells[CELLS];
	size_t small;

	protect(cells, counts, small_cell);
	small = number_of(cells, KS_CELL_SMALL);
	for (size_t i = 0; i < CELLS; i++)
		if (counts[i] > 0 && counts[i] < small_cell)
			assert_int_equal(cells[i].mark, KS_CELL_SMALL);
		else
			assert_int_not_equal(cells[i].mark, KS_CELL_SMALL);
	if (!finds(cells, small_cell, KNOWS_THE_RULES, KS_CELL_SMALL)) {
		assert_false(ks_cells_tell(cells, CELLS, small_cell));
		return;
	}
	assert_false(can_be_kept(cells, small_cell));
	/* Every family in a class of its own: the labels alone tell. */
	if ((int)small == total_of(cells))
		assert_true(number_of(cells, KS_CELL_HELD) >= 1 || small == CELLS);
	else
		assert_false(finds(cells, small_cell, SUBTRACTS, KS_CELL_SMALL));
}

static void every_small_table(int *counts, size_t i, int rest, int small_cell)
{
	if (i == CELLS - 1) {
		counts[i] = rest;
		attack_table(counts, small_cell);
		return;
	}
	for (counts[i] = 0; counts[i] <= rest; counts[i]++)
		every_small_table(counts, i + 1, rest - counts[i], small_cell);
}

static void no_small_cell_follows_in_any_table_of_up_to_nine_families(void **state)
{
	int counts[CELLS];

	(void)state;
	for (int total = 0; total <= 9; total++)
		every_small_table(counts, 0, total, 3);
}

static unsigned next_random(unsigned *seed)
{
	*seed = *seed * 1664525U + 1013904223U;
	return *seed >> 16;
}

static void no_small_cell_follows_in_random_tables_at_the_real_threshold(void **state)
{
	unsigned seed = 20261121;

	(void)state;
	for (int round = 0; round < 300; round++) {
		int counts[CELLS];

		for (size_t i = 0; i < CELLS; i++)
			counts[i] = next_random(&seed) % 3 ? (int)(next_random(&seed) % 14) : 0;
		attack_table(counts, 10);
	}
}

/* ---- what is printed ----------------------------------------------------- */

static void expect_marks(const int *counts, const char *marks)
{
	struct ks_cell cells[CELLS];

	protect(cells, counts, 10);
	for (size_t i = 0; i < CELLS; i++) {
		static const char letters[] = { '.', '<', '-' };

		if (letters[cells[i].mark] != marks[i])
			fail_msg("cell %zu of %s is marked %c", i, marks, letters[cells[i].mark]);
	}
}

static void only_what_is_needed_is_hidden(void **state)
{
	static const struct {
		int counts[CELLS];
		const char *marks;
	} cases[] = {
		{ { 0, 0, 0, 0, 0 }, "....." },
		{ { 10, 20, 30, 40, 50 }, "....." },
		{ { 19, 22, 30, 3, 0 }, "-..<." },	/* the smallest other that is not 0 */
		{ { 12, 14, 30, 3, 0 }, "--.<." },	/* 15 leaves 1..5: a second */
		{ { 12, 4, 30, 6, 0 }, ".<.<." },	/* two small ones keep each other */
		{ { 12, 4, 30, 3, 0 }, "-<-<." },	/* but 7 leaves no 8 */
		{ { 12, 1, 30, 1, 0 }, "-<-<." },	/* 1 + 1 tells, 12 more leaves no 9 */
		{ { 10, 12, 1, 0, 0 }, "--<.." },	/* 11 can only be 10 + 1: a third */
		{ { 12, 9, 30, 9, 0 }, "-<.<." },	/* 9 + 9 tells as well */
		{ { 0, 0, 3, 0, 0 }, "-.<.." },		/* nothing but zeros to hide it behind */
		{ { 0, 0, 1, 0, 0 }, "-.<.." },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		expect_marks(cases[i].counts, cases[i].marks);
}

/* What is small cannot be covered by a cell that is not there. */
static void a_list_with_nothing_shown_has_nothing_to_cover_with(void **state)
{
	struct ks_cell cells[3] = { { .count = 1 }, { .count = 1 }, { .count = 50 } };

	(void)state;
	ks_cells_mark_small(cells, 2, 10);
	ks_cells_cover(cells, 2, 100, 10);
	assert_int_equal(cells[0].mark, KS_CELL_SMALL);
	assert_int_equal(cells[1].mark, KS_CELL_SMALL);
	assert_int_equal(cells[2].mark, KS_CELL_SHOWN);
	/* Nor by one that is 0: nobody is in it to make up for anything. */
	cells[1].count = 0;
	cells[1].mark = KS_CELL_SHOWN;
	ks_cells_cover(cells, 2, 100, 10);
	assert_int_equal(cells[1].mark, KS_CELL_SHOWN);
	/* One small cell is enough to need a cover. */
	ks_cells_cover(cells, 3, 100, 10);
	assert_int_equal(cells[2].mark, KS_CELL_HELD);
	cells[2].mark = KS_CELL_SHOWN;
	cells[1] = cells[0];
	/* With the third in the list that is the one. */
	ks_cells_cover(cells, 3, 100, 10);
	assert_int_equal(cells[2].mark, KS_CELL_HELD);
}

/* Of a list of one or two small cells and a 50: is that held beside so many families? */
static bool is_covered(size_t small, int at_least)
{
	struct ks_cell cells[4] = { { .count = 50 }, { .count = 3 }, { .count = 7 } };

	/* What comes after the list is no part of it. */
	cells[1 + small] = (struct ks_cell){ .count = 90 };
	ks_cells_mark_small(cells, 1 + small, 10);
	ks_cells_cover(cells, 1 + small, at_least, 10);
	return cells[0].mark == KS_CELL_HELD;
}

/* As long as each small cell can still be 1, the others at their most, nothing is told. */
static void a_list_is_covered_where_a_small_cell_cannot_be_one(void **state)
{
	(void)state;
	assert_false(is_covered(0, 100));
	assert_false(is_covered(1, 51));
	assert_true(is_covered(1, 52));
	assert_false(is_covered(2, 60));
	assert_true(is_covered(2, 61));
}

/* ---- periods ------------------------------------------------------------- */

static void periods_are_whole_months(void **state)
{
	ks_day from, to;

	(void)state;
	assert_true(ks_month_days("2026-11", &from, &to));
	assert_int_equal(from, ks_day_of(2026, 11, 1));
	assert_int_equal(to, ks_day_of(2026, 11, 30));
	assert_true(ks_month_days("2028-02", &from, &to));
	assert_int_equal(to, ks_day_of(2028, 2, 29));
	assert_true(ks_month_days("2026-12", &from, &to));
	assert_int_equal(to, ks_day_of(2026, 12, 31));
	assert_true(ks_quarter_days("2026-Q4", &from, &to));
	assert_int_equal(from, ks_day_of(2026, 10, 1));
	assert_int_equal(to, ks_day_of(2026, 12, 31));
	assert_true(ks_quarter_days("1900-q1", &from, &to));
	assert_int_equal(from, ks_day_of(1900, 1, 1));
	assert_int_equal(to, ks_day_of(1900, 3, 31));
	assert_true(ks_year_days("2199", &from, &to));
	assert_int_equal(to, ks_day_of(2199, 12, 31));
	assert_true(ks_year_days("2026", &from, &to));
	assert_int_equal(from, ks_day_of(2026, 1, 1));
	assert_int_equal(to, ks_day_of(2026, 12, 31));
}

static void anything_else_is_no_period(void **state)
{
	static const char *const wrong[] = { "", "2026", "2026-13", "2026-00", "2026-1", "26-11",
					     "2026-11-01", "2026-11x", "2026/11", "1026-11" };
	static const char *const quarters[] = { "2026-Q5", "2026-Q0",  "2026-4",  "2026-Q12",
						"2026-K1", "2026/Q1",  "1026-Q1", "20x6-Q1",
						"2026-Qx", "2200-Q1" };
	static const char *const years[] = { "2026-", "202", "20x6", "1899", "2200", "" };
	ks_day from = 7, to = 7;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_false(ks_month_days(wrong[i], &from, &to));
	for (size_t i = 0; i < sizeof(quarters) / sizeof(quarters[0]); i++)
		assert_false(ks_quarter_days(quarters[i], &from, &to));
	for (size_t i = 0; i < sizeof(years) / sizeof(years[0]); i++)
		assert_false(ks_year_days(years[i], &from, &to));
	assert_int_equal(from, 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_small_cell_follows_in_any_table_of_up_to_nine_families),
		cmocka_unit_test(no_small_cell_follows_in_random_tables_at_the_real_threshold),
		cmocka_unit_test(only_what_is_needed_is_hidden),
		cmocka_unit_test(a_list_with_nothing_shown_has_nothing_to_cover_with),
		cmocka_unit_test(a_list_is_covered_where_a_small_cell_cannot_be_one),
		cmocka_unit_test(periods_are_whole_months),
		cmocka_unit_test(anything_else_is_no_period),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
