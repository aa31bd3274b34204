/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The attack on tables that add up both ways: a reader who knows every rule
 * looks for a table that would print the same and has another value in a
 * hidden cell. It searches all tables, cell by cell, and knows nothing of how
 * the cells were chosen.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/engine/grid.h"

#define MOST 6

struct table {
	size_t rows, columns;
	int small_cell;
	struct ks_cell cells[MOST * MOST], row_totals[MOST], column_totals[MOST];
	bool columns_stay;		/* a column that is not shown has a total that is known */
};

/* What is left to fill in: of every row and column, where their total is known. */
struct search {
	const struct table *t;
	size_t fixed;			/* this cell ... */
	int value;			/* ... is to be this */
	int rows_left[MOST], columns_left[MOST];
	int changes;			/* how many more cells may differ from the truth */
	long tried;
};

#define MOST_TRIED 3000000

static bool is_printed(const struct table *t, size_t cell)
{
	return t->row_totals[cell / t->columns].mark == KS_CELL_SHOWN &&
	       t->column_totals[cell % t->columns].mark == KS_CELL_SHOWN;
}

static bool could_be(const struct search *s, size_t cell, int value)
{
	const struct ks_cell *c = &s->t->cells[cell];

	if (cell == s->fixed)
		return value == s->value;
	if (!is_printed(s->t, cell))
		return true;
	if (c->mark == KS_CELL_SHOWN)
		return value == c->count;
	if (c->mark == KS_CELL_SMALL)
		return value >= 1 && value < s->t->small_cell;
	return value == 0 || value >= s->t->small_cell;
}

/* A hidden total is small, or none or large; a shown one has to come out. */
static bool total_fits(const struct ks_cell *total, int left, int small_cell)
{
	int sum = total->count - left;

	if (total->mark == KS_CELL_SHOWN)
		return left == 0;
	if (total->mark == KS_CELL_SMALL)
		return sum >= 1 && sum < small_cell;
	return sum == 0 || sum >= small_cell;
}

static bool all_fit(const struct search *s)
{
	for (size_t j = 0; j < s->t->columns; j++)
		if (s->t->columns_stay ? s->columns_left[j] != 0 :
					 !total_fits(&s->t->column_totals[j], s->columns_left[j],
						     s->t->small_cell))
			return false;
	return true;
}

/* How far a cell may go: what its shown totals leave, else what all is together. */
static bool is_known(const struct table *t, size_t column)
{
	return t->columns_stay || t->column_totals[column].mark == KS_CELL_SHOWN;
}

static int most_of(const struct search *s, size_t row, size_t column, int everything)
{
	int most = everything;

	if (s->t->row_totals[row].mark == KS_CELL_SHOWN && s->rows_left[row] < most)
		most = s->rows_left[row];
	if (is_known(s->t, column) && s->columns_left[column] < most)
		most = s->columns_left[column];
	return most;
}

static int everything_left(const struct search *s)
{
	int all = 0;

	for (size_t i = 0; i < s->t->rows; i++)
		all += s->rows_left[i];
	return all;
}

static bool exists(struct search *s, size_t cell);

static bool with_value(struct search *s, size_t cell, int value)
{
	size_t row = cell / s->t->columns, column = cell % s->t->columns;
	bool found = false;

	s->rows_left[row] -= value;
	s->columns_left[column] -= value;
	if (column + 1 < s->t->columns ||
	    total_fits(&s->t->row_totals[row], s->rows_left[row], s->t->small_cell))
		found = exists(s, cell + 1);
	s->rows_left[row] += value;
	s->columns_left[column] += value;
	return found;
}

/* Where only one value is left for the last of a line, that one; else any. */
static bool is_forced_off(const struct search *s, size_t cell, int value)
{
	const struct table *t = s->t;
	size_t row = cell / t->columns, column = cell % t->columns;

	if (column + 1 == t->columns && t->row_totals[row].mark == KS_CELL_SHOWN &&
	    value != s->rows_left[row])
		return true;
	return row + 1 == t->rows && is_known(t, column) && value != s->columns_left[column];
}

static bool try_value(struct search *s, size_t cell, int value)
{
	bool differs = value != s->t->cells[cell].count, found;

	if (is_forced_off(s, cell, value) || !could_be(s, cell, value) || (differs && !s->changes))
		return false;
	s->changes -= differs;
	found = with_value(s, cell, value);
	s->changes += differs;
	return found;
}

/* Near the true value first: that is where another table is soonest found. */
static bool exists(struct search *s, size_t cell)
{
	int most, now;

	if (++s->tried > MOST_TRIED)
		return false;
	if (cell == s->t->rows * s->t->columns)
		return everything_left(s) == 0 && all_fit(s);
	now = s->t->cells[cell].count;
	most = most_of(s, cell / s->t->columns, cell % s->t->columns, everything_left(s));
	for (int off = 0; off <= now || now + off <= most; off++)
		if ((now - off >= 0 && now - off <= most && try_value(s, cell, now - off)) ||
		    (off && now + off <= most && try_value(s, cell, now + off)))
			return true;
	return false;
}

/* First with few cells changed, in the end with all. */
static bool can_be(const struct table *t, size_t cell, int value)
{
	static const int changes[] = { 0, 1, 3, 4, 6, 8, MOST * MOST };

	for (size_t k = 0; k < sizeof(changes) / sizeof(changes[0]); k++) {
		struct search s = { .t = t, .fixed = cell, .value = value, .changes = changes[k] };

		for (size_t i = 0; i < t->rows; i++)
			s.rows_left[i] = t->row_totals[i].count;
		for (size_t j = 0; j < t->columns; j++)
			s.columns_left[j] = t->column_totals[j].count;
		if (exists(&s, 0))
			return true;
	}
	return false;
}

/* ---- tables ------------------------------------------------------------------- */

static void add_up(struct table *t)
{
	for (size_t i = 0; i < t->rows; i++)
		for (size_t j = 0; j < t->columns; j++) {
			t->row_totals[i].count += t->cells[i * t->columns + j].count;
			t->column_totals[j].count += t->cells[i * t->columns + j].count;
		}
	ks_cells_mark_small(t->row_totals, t->rows, t->small_cell);
	ks_cells_hold_back(t->row_totals, t->rows, t->small_cell);
	ks_cells_mark_small(t->column_totals, t->columns, t->small_cell);
	ks_cells_hold_back(t->column_totals, t->columns, t->small_cell);
}

static bool protect(struct table *t)
{
	struct ks_grid grid = { t->cells,      t->row_totals, t->column_totals, t->rows, t->columns,
				t->small_cell, false,	      t->columns_stay };
	struct ks_arena arena;
	bool is_shown;

	ks_arena_init(&arena);
	is_shown = ks_grid_protect(&arena, &grid);
	ks_arena_release(&arena);
	return is_shown;
}

/* What is printed as held back can be something else too. */
static void attack_held(const struct table *t, size_t cell)
{
	int count = t->cells[cell].count;

	if (t->cells[cell].mark == KS_CELL_HELD && is_printed(t, cell) &&
	    !can_be(t, cell, count + 1) && !can_be(t, cell, count - 1))
		fail_msg("cell %zu of %zu x %zu is told: %d", cell, t->rows, t->columns, count);
}

/* Every small cell that is printed can be everything that is small. */
static size_t attack(const struct table *t, bool is_shown)
{
	size_t small = 0;

	for (size_t cell = 0; cell < t->rows * t->columns; cell++) {
		if (is_shown)
			attack_held(t, cell);
		if (t->cells[cell].mark != KS_CELL_SMALL)
			continue;
		small++;
		for (int value = 1; value < t->small_cell; value++)
			if (!can_be(t, cell, value))
				fail_msg("cell %zu of %zu x %zu cannot be %d", cell, t->rows,
					 t->columns, value);
	}
	return small;
}

static unsigned next_random(unsigned *seed)
{
	*seed = *seed * 1664525U + 1013904223U;
	return *seed >> 16;
}

static void fill(struct table *t, unsigned *seed, unsigned most)
{
	for (size_t i = 0; i < t->rows * t->columns; i++)
		t->cells[i].count = next_random(seed) % 4 ? (int)(next_random(seed) % most) : 0;
	add_up(t);
}

/* What is not told apart, though its total is known; see src/cmd/report_loop.c. */
static void leave_out_columns(struct table *t)
{
	t->columns_stay = true;
	for (size_t j = 0; j < t->columns; j++)
		if (t->column_totals[j].count > 0 &&
		    t->column_totals[j].count < (int)t->rows * t->small_cell - 1)
			t->column_totals[j].mark = KS_CELL_HELD;
}

struct seen {
	int tables, printed;
	size_t small;
};

static struct seen attack_many(int rounds, int small_cell, unsigned most, size_t size,
			       void (*leave_out)(struct table *t))
{
	struct seen seen = { rounds, 0, 0 };
	unsigned seed = 20261122;

	for (int round = 0; round < rounds; round++) {
		struct table t = { .small_cell = small_cell };
		bool is_shown;

		t.rows = 2 + next_random(&seed) % (size - 1);
		t.columns = 2 + next_random(&seed) % (size - 1);
		fill(&t, &seed, most);
		if (leave_out)
			leave_out(&t);
		is_shown = protect(&t);
		seen.printed += is_shown;
		seen.small += attack(&t, is_shown);
	}
	return seen;
}

static void no_small_cell_follows_in_small_tables(void **state)
{
	struct seen seen = attack_many(3000, 3, 9, 4, NULL);

	(void)state;
	print_message("%d tables, %d printed, %zu hidden cells attacked\n", seen.tables, seen.printed,
		      seen.small);
	assert_true(seen.printed > 500 && seen.small > 500);
}

static void no_small_cell_follows_at_the_real_threshold(void **state)
{
	struct seen seen = attack_many(600, 10, 60, 3, NULL);

	(void)state;
	print_message("%d tables, %d printed, %zu hidden cells attacked\n", seen.tables, seen.printed,
		      seen.small);
	assert_true(seen.printed > 50 && seen.small > 50);
}

/* One column of small numbers that have nowhere to go does not hide the others. */
static void columns_of_small_numbers_are_left_out_alone(void **state)
{
	struct seen whole = attack_many(1000, 3, 12, 4, NULL);
	struct seen apart = attack_many(1000, 3, 12, 4, leave_out_columns);

	(void)state;
	print_message("%d tables, %d printed, %d with columns left out, %zu hidden cells attacked\n",
		      apart.tables, whole.printed, apart.printed, apart.small);
	assert_true(apart.printed > whole.printed && apart.small > 300);
}

/* The attack itself: a lone small cell in a row and column that are shown is found. */
static void the_attack_finds_what_was_not_protected(void **state)
{
	struct table t = { .rows = 2, .columns = 2, .small_cell = 10 };
	static const int counts[] = { 4, 20, 30, 40 };

	(void)state;
	for (size_t i = 0; i < 4; i++)
		t.cells[i].count = counts[i];
	add_up(&t);
	t.cells[0].mark = KS_CELL_SMALL;
	assert_true(can_be(&t, 0, 4));
	assert_false(can_be(&t, 0, 5));
	t.cells[1].mark = KS_CELL_HELD;
	t.cells[2].mark = KS_CELL_HELD;
	assert_false(can_be(&t, 0, 5));
	t.cells[3].mark = KS_CELL_HELD;
	assert_true(can_be(&t, 0, 5));
}

/* A table by its counts, and what is printed of it: . shown, < small, - held back. */
static const char *printed(const int *counts, size_t rows, size_t columns, int small_cell,
			   char *marks)
{
	struct table t = { .rows = rows, .columns = columns, .small_cell = small_cell };

	for (size_t i = 0; i < rows * columns; i++)
		t.cells[i].count = counts[i];
	add_up(&t);
	if (!protect(&t))
		return "withheld";
	for (size_t i = 0; i < rows * columns; i++)
		marks[i] = t.cells[i].mark == KS_CELL_SHOWN ? '.' :
			   t.cells[i].mark == KS_CELL_SMALL ? '<' : '-';
	marks[rows * columns] = '\0';
	return marks;
}

static void what_is_held_back_lies_in_the_row_and_column_that_need_it(void **state)
{
	static const struct {
		int counts[9], small_cell;
		size_t size;
		const char *marks;
	} cases[] = {
		/* Four small cells hide each other. */
		{ { 2, 2, 2, 2 }, 4, 2, "<<<<" },
		/* Nothing small, nothing hidden. */
		{ { 20, 30, 40, 50 }, 10, 2, "...." },
		/* One small cell: a way round through one more in its row, its column and across. */
		{ { 4, 20, 30, 40, 50, 60, 70, 80, 90 }, 10, 3, "<.-...-.-" },
		/* A row or a column whose total is hidden is not shown at all. */
		{ { 1, 40, 60, 0, 50, 70, 0, 60, 80 }, 10, 3, "--.--.--." },
		{ { 1, 0, 0, 40, 50, 60, 60, 70, 80 }, 10, 3, "------..." },
	};
	char marks[10];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_string_equal(printed(cases[i].counts, cases[i].size, cases[i].size,
					    cases[i].small_cell, marks),
				    cases[i].marks);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_small_cell_follows_in_small_tables),
		cmocka_unit_test(no_small_cell_follows_at_the_real_threshold),
		cmocka_unit_test(columns_of_small_numbers_are_left_out_alone),
		cmocka_unit_test(the_attack_finds_what_was_not_protected),
		cmocka_unit_test(what_is_held_back_lies_in_the_row_and_column_that_need_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
