/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The attack: random counts of two labels in two parts over three months, told
 * in tables one after the other. Every world with small numbers is gone
 * through, and those that print every table the same are all that a reader can
 * know; no hidden small number may be the same in all of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/engine/printed.h"

#define LABELS 2
#define PARTS 2
#define MONTHS 3
#define ATOMS (LABELS * PARTS * MONTHS)
#define SMALL_CELL 3
#define LINES ((LABELS + 1) * (PARTS + 1))
#define MOST 4		/* of an atom, in the worlds that are gone through */

/* A table: its months, and what was printed of each line; -1 hidden, -2 small, -3 not in it. */
struct table {
	int first, last;
	int printed[LINES];
};

struct book {
	struct table tables[4];
	size_t n;
	int counts[ATOMS];
};

static int count_of(const int *atoms, size_t line, int first, int last)
{
	size_t label = line / (PARTS + 1), part = line % (PARTS + 1);
	int sum = 0;

	for (size_t i = 0; i < ATOMS; i++) {
		int month = (int)(i % MONTHS);

		if ((label == LABELS || i / (PARTS * MONTHS) == label) &&
		    (part == 0 || i / MONTHS % PARTS == part - 1) && month >= first &&
		    month <= last)
			sum += atoms[i];
	}
	return sum;
}

static bool fits(int printed, int count)
{
	if (printed == -3)
		return true;
	if (printed == -2)
		return count >= 1 && count < SMALL_CELL;
	if (printed == -1)
		return count == 0 || count >= SMALL_CELL;
	return count == printed;
}

static bool prints_same(const struct book *book, const int *atoms)
{
	for (size_t t = 0; t < book->n; t++)
		for (size_t line = 0; line < LINES; line++)
			if (!fits(book->tables[t].printed[line],
				  count_of(atoms, line, book->tables[t].first,
					   book->tables[t].last)))
				return false;
	return true;
}

/* Is there a world that prints the same, where this cell is something else? Near the real one. */
static bool is_open(const struct book *book, size_t line, const struct table *table)
{
	int real = count_of(book->counts, line, table->first, table->last);
	int atoms[ATOMS];
	static const int steps[] = { 0, 1, -1 };
	size_t worlds = 1;

	for (size_t i = 0; i < ATOMS; i++)
		worlds *= 3;
	for (size_t world = 1; world < worlds; world++) {
		size_t left = world;
		bool there = true;

		for (size_t i = 0; i < ATOMS; i++, left /= 3) {
			atoms[i] = book->counts[i] + steps[left % 3];
			there = there && atoms[i] >= 0;
		}
		if (there && count_of(atoms, line, table->first, table->last) != real &&
		    prints_same(book, atoms))
			return true;
	}
	return false;
}

/* ---- one step away ----------------------------------------------------------------- */

/* The two ends of a step in labels, parts and months; the second of a pair -1: nowhere. */
struct step {
	int label[2], part[2], month[2];
};

/* One more at the first ends, and so one less where one end is the other, and so on. */
static bool take_step(const struct step *step, int sign, int *atoms)
{
	bool there = true;

	for (int i = 0; i < 8; i++) {
		int a = i & 1, b = i >> 1 & 1, c = i >> 2 & 1;
		int *atom;

		if (step->label[a] < 0 || step->part[b] < 0 || step->month[c] < 0)
			continue;
		atom = &atoms[(step->label[a] * PARTS + step->part[b]) * MONTHS + step->month[c]];
		*atom += (a + b + c) % 2 ? -sign : sign;
		there = there && *atom >= 0;
	}
	return there;
}

/* The number-th step of all there are; false: there is no such one. */
static bool step_of(int number, struct step *step)
{
	step->label[0] = number % LABELS;
	step->label[1] = number / LABELS % (LABELS + 1) - 1;
	number /= LABELS * (LABELS + 1);
	step->part[0] = number % PARTS;
	step->part[1] = number / PARTS % (PARTS + 1) - 1;
	number /= PARTS * (PARTS + 1);
	step->month[0] = number % MONTHS;
	step->month[1] = number / MONTHS % (MONTHS + 1) - 1;
	return number < MONTHS * (MONTHS + 1);
}

/* Is the cell something else one step away, where every table prints the same? */
static bool is_one_step_away(const struct book *book, size_t line,
			     const struct ks_printed_cell *cell)
{
	int real = count_of(book->counts, line, cell->first, cell->last);
	struct step step;

	for (int number = 0; step_of(number, &step); number++)
		for (int sign = -1; sign <= 1; sign += 2) {
			int atoms[ATOMS];

			memcpy(atoms, book->counts, sizeof(atoms));
			if (step.label[0] != step.label[1] && step.part[0] != step.part[1] &&
			    step.month[0] != step.month[1] && take_step(&step, sign, atoms) &&
			    count_of(atoms, line, cell->first, cell->last) != real &&
			    prints_same(book, atoms))
				return true;
		}
	return false;
}

/* No cell is called free that is not, and none is held for nothing: all that counts is looked at. */
static void check_free(const struct book *book, const struct ks_printed *joint)
{
	for (size_t line = 0; line < LINES; line++)
		for (size_t i = 0; i < joint->lines[line].n; i++) {
			const struct ks_printed_cell *cell = &joint->lines[line].cells[i];

			assert_int_equal(ks_printed_is_free(joint, line / (PARTS + 1),
							    line % (PARTS + 1), cell),
					 is_one_step_away(book, line, cell));
		}
}

/* ---- printing a table -------------------------------------------------------------- */

static void add_cell(struct ks_arena *arena, struct ks_printed *joint, const struct book *book,
		     const struct table *table, size_t line, struct ks_cell *mine)
{
	struct ks_printed_cell *cell =
		ks_printed_add(arena, joint, line / (PARTS + 1), line % (PARTS + 1));
	int printed = table->printed[line];

	cell->first = table->first;
	cell->last = table->last;
	cell->cell.count = count_of(book->counts, line, table->first, table->last);
	cell->cell.mark = printed == -1 ? KS_CELL_HELD : printed == -2 ? KS_CELL_SMALL :
									 KS_CELL_SHOWN;
	cell->mine = mine;
	cell->is_exact = line == LABELS * (PARTS + 1);
}

static bool is_in(const struct table *table, size_t line)
{
	return table->printed[line] != -3;
}

/* As one table alone would print it: small ones as such, the rest shown. */
static void print_alone(const struct book *book, struct table *table, bool parts)
{
	for (size_t line = 0; line < LINES; line++) {
		int count = count_of(book->counts, line, table->first, table->last);
		bool exact = line == LABELS * (PARTS + 1);

		table->printed[line] = count > 0 && count < SMALL_CELL && !exact ? -2 : count;
		if (line % (PARTS + 1) != 0 && !parts)
			table->printed[line] = -3;
	}
}

static size_t print(struct ks_arena *arena, struct book *book, int first, int last, bool parts)
{
	struct ks_printed joint = { .small_cell = SMALL_CELL,
				  .n_labels = LABELS,
				  .n_parts = PARTS,
				  .n_months = MONTHS,
				  .lines = KS_NEW_N(arena, LINES, struct ks_printed_line),
				  .counts = book->counts };
	struct table *table = &book->tables[book->n];
	struct ks_cell mine[LINES];
	size_t told;

	table->first = first;
	table->last = last;
	print_alone(book, table, parts);
	for (size_t t = 0; t <= book->n; t++)
		for (size_t line = 0; line < LINES; line++)
			if (is_in(&book->tables[t], line))
				add_cell(arena, &joint, book, &book->tables[t], line,
					 t == book->n ? &mine[line] : NULL);
	for (size_t line = 0; line < LINES; line++)
		mine[line].mark = table->printed[line] == -2 ? KS_CELL_SMALL : KS_CELL_SHOWN;
	book->n++;
	check_free(book, &joint);
	told = ks_printed_protect(&joint);
	for (size_t line = 0; line < LINES; line++)
		if (is_in(table, line) && mine[line].mark == KS_CELL_HELD)
			table->printed[line] = -1;
	check_free(book, &joint);
	return told;
}

static size_t count_told(const struct book *book)
{
	size_t told = 0;

	for (size_t t = 0; t < book->n; t++)
		for (size_t line = 0; line < LINES; line++)
			if (book->tables[t].printed[line] == -2 &&
			    !is_open(book, line, &book->tables[t]))
				told++;
	return told;
}

static unsigned next(unsigned *seed)
{
	*seed = *seed * 1664525U + 1013904223U;
	return *seed >> 16;
}

static void nothing_follows_from_several_tables(void **state)
{
	unsigned seed = 7;
	size_t tables = 0, alone = 0;

	(void)state;
	for (int round = 0; round < 60; round++) {
		struct book book = { .n = 0 }, naive;
		struct ks_arena arena;
		size_t told = 0;

		ks_arena_init(&arena);
		for (size_t i = 0; i < ATOMS; i++)
			book.counts[i] = (int)(next(&seed) % (MOST + 1));
		told += print(&arena, &book, 0, 0, false);
		told += print(&arena, &book, 1, 1, false);
		told += print(&arena, &book, 0, 2, next(&seed) % 2);
		naive = book;
		if (!told) {
			assert_int_equal(count_told(&book), 0);
			tables++;
		}
		naive.n = 0;
		for (int t = 0; t < 3; t++) {
			naive.n = (size_t)t + 1;
			print_alone(&naive, &naive.tables[t], book.tables[t].printed[1] != -3);
		}
		alone += count_told(&naive) > 0;
		ks_arena_release(&arena);
	}
	/* The attack finds something where nothing is held back, and there was enough to attack. */
	assert_true(alone > 5);
	assert_true(tables > 20);
}

/* January small, February and March shown: the quarter would tell January. */
static void a_quarter_does_not_tell_a_month(void **state)
{
	struct book book = { .counts = { [0] = 1, [1] = 4, [2] = 4, [MONTHS * PARTS] = 4 } };
	struct ks_arena arena;

	(void)state;
	ks_arena_init(&arena);
	print(&arena, &book, 0, 0, false);
	print(&arena, &book, 1, 1, false);
	print(&arena, &book, 2, 2, false);
	assert_int_equal(book.tables[0].printed[0], -2);
	assert_int_equal(print(&arena, &book, 0, 2, false), 0);
	assert_int_equal(book.tables[3].printed[0], -1);
	ks_arena_release(&arena);
}

/* Of three neighbourhoods two are a municipality: less a shown one that tells the other. */
static void a_group_of_parts_does_not_tell_one_of_them(void **state)
{
	static const size_t group_of[] = { 0, 0, 1 }, in_none[] = { 1, 1, 1 };
	static const int counts[] = { 2, 5, 6 };
	struct ks_cell mine[] = { { 13, KS_CELL_SHOWN }, { 2, KS_CELL_SMALL }, { 5, KS_CELL_SHOWN },
				  { 6, KS_CELL_HELD }, { 7, KS_CELL_SHOWN } };
	struct ks_printed_line lines[10] = { { NULL, 0 } };
	struct ks_printed joint = { .small_cell = SMALL_CELL, .n_labels = 1, .n_parts = 3,
				    .n_months = 1, .lines = lines, .counts = counts,
				    .n_groups = 1, .n_ways = 1, .group_of = in_none };
	struct ks_arena arena;

	(void)state;
	ks_arena_init(&arena);
	for (size_t line = 0; line < 5; line++)
		*ks_printed_add(&arena, &joint, 0, line) = (struct ks_printed_cell){
			.cell = mine[line], .mine = &mine[line], .is_exact = line % 4 == 0 };
	assert_true(ks_printed_is_free(&joint, 0, 1, lines[1].cells));
	joint.group_of = group_of;
	assert_false(ks_printed_is_free(&joint, 0, 1, lines[1].cells));
	assert_int_equal(ks_printed_protect(&joint), 0);
	assert_int_equal(mine[2].mark, KS_CELL_HELD);
	ks_arena_release(&arena);
}

/* ---- what is held ------------------------------------------------------------------- */

/* Two labels and both together, in both parts together and in each, in one month. */
struct one_table {
	struct ks_arena arena;
	struct ks_printed_line lines[9];
	struct ks_cell cells[9];
	struct ks_printed joint;
};

static void start_table(struct one_table *t, const int *counts)
{
	memset(t, 0, sizeof(*t));
	ks_arena_init(&t->arena);
	t->joint = (struct ks_printed){ .small_cell = SMALL_CELL, .n_labels = 2, .n_parts = 2,
					.n_months = 1, .lines = t->lines, .counts = counts };
	for (size_t line = 0; line < 9; line++) {
		struct ks_printed_cell *cell =
			ks_printed_add(&t->arena, &t->joint, line / 3, line % 3);

		for (size_t atom = 0; atom < 4; atom++)
			if ((line / 3 == 2 || atom / 2 == line / 3) &&
			    (line % 3 == 0 || atom % 2 == line % 3 - 1))
				t->cells[line].count += counts[atom];
		if (t->cells[line].count > 0 && t->cells[line].count < SMALL_CELL)
			t->cells[line].mark = KS_CELL_SMALL;
		*cell = (struct ks_printed_cell){ .cell = t->cells[line], .mine = &t->cells[line],
						  .is_exact = line == 6 };
	}
}

/* A letter a cell: shown, small, held. */
static const char *marks(const struct one_table *t)
{
	static char text[10];

	for (size_t line = 0; line < 9; line++)
		text[line] = t->cells[line].mark == KS_CELL_SHOWN ? '.' :
			     t->cells[line].mark == KS_CELL_SMALL ? 's' : 'h';
	return text;
}

/* One small one of twenty-five: one more here, one less there, and no more than what that changes. */
static void no_more_is_held_than_one_world_asks_for(void **state)
{
	static const int counts[] = { 1, 9, 5, 20 };
	struct one_table t;

	(void)state;
	start_table(&t, counts);
	assert_string_equal(marks(&t), ".s.......");
	assert_int_equal(ks_printed_protect(&t.joint), 0);
	assert_string_equal(marks(&t), ".sh....hh");
	ks_arena_release(&t.arena);
}

/* Everybody may know the small number itself: then holding helps nothing. */
static void what_cannot_be_freed_holds_nothing(void **state)
{
	static const int counts[] = { 1, 9, 5, 20 };
	struct one_table t;

	(void)state;
	start_table(&t, counts);
	*ks_printed_add(&t.arena, &t.joint, 0, 1) =
		(struct ks_printed_cell){ .cell = { 1, KS_CELL_SHOWN }, .is_exact = true };
	assert_int_equal(ks_printed_protect(&t.joint), 1);
	assert_string_equal(marks(&t), ".s.......");
	ks_arena_release(&t.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_follows_from_several_tables),
		cmocka_unit_test(a_quarter_does_not_tell_a_month),
		cmocka_unit_test(a_group_of_parts_does_not_tell_one_of_them),
		cmocka_unit_test(no_more_is_held_than_one_world_asks_for),
		cmocka_unit_test(what_cannot_be_freed_holds_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
