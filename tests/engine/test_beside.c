/* SPDX-License-Identifier: EUPL-1.2 */
/* The attack on "10 of 11": whether the one that is left follows from what is printed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "ks/engine/measure.h"

#define PARTS 3
#define SMALL_CELL 3
#define MOST 6
#define WAYS 28			/* of one part: 0 of 0 up to MOST of MOST */
#define TABLES (WAYS * WAYS * WAYS)

struct table {
	struct ks_cell wholes[PARTS], cells[PARTS];
	int all, in_all;		/* what everybody sees */
};

/* As `ks report --by` does it: each list on its own, then beside each other. */
static void hide(struct table *t)
{
	ks_cells_mark_small(t->wholes, PARTS, SMALL_CELL);
	ks_cells_hold_back(t->wholes, PARTS, SMALL_CELL);
	ks_cells_mark_small(t->cells, PARTS, SMALL_CELL);
	ks_cells_hold_back(t->cells, PARTS, SMALL_CELL);
	ks_cells_beside(t->cells, t->wholes, PARTS, SMALL_CELL);
}

static void make_table(struct table *t, size_t number)
{
	for (size_t i = 0; i < PARTS; i++, number /= WAYS) {
		int part = (int)(number % WAYS), whole = 0;

		for (; part > whole; whole++)
			part -= whole + 1;
		t->wholes[i].count = whole;
		t->cells[i].count = part;
		t->all += whole;
		t->in_all += part;
	}
}

/* Those with the same totals stand together. */
static int by_totals(const void *a, const void *b)
{
	const struct table *x = a, *y = b;

	return x->all != y->all ? x->all - y->all : x->in_all - y->in_all;
}

static struct table *every_table(void)
{
	struct table *tables = calloc(TABLES, sizeof(*tables));

	assert_non_null(tables);
	for (size_t n = 0; n < TABLES; n++)
		make_table(&tables[n], n);
	qsort(tables, TABLES, sizeof(*tables), by_totals);
	return tables;
}

/* ---- the reader ---------------------------------------------------------------- */

static bool could_be(const struct ks_cell *printed, int value, bool held_is_large)
{
	if (printed->mark == KS_CELL_SHOWN)
		return value == printed->count;
	if (printed->mark == KS_CELL_SMALL)
		return value >= 1 && value < SMALL_CELL;
	return !held_is_large || value == 0 || value >= SMALL_CELL;
}

static bool prints_as(const struct table *world, const struct table *printed)
{
	for (size_t i = 0; i < PARTS; i++)
		if (!could_be(&printed->wholes[i], world->wholes[i].count, true) ||
		    !could_be(&printed->cells[i], world->cells[i].count, false))
			return false;
	return true;
}

static int rest_of(const struct table *t, size_t part)
{
	return t->wholes[part].count - t->cells[part].count;
}

/* What can be known of the cell and of the rest of its whole, over all worlds of those totals. */
struct known {
	bool cell, rest;
};

static struct known known_of(const struct table *printed, size_t part, const struct table *from,
			     const struct table *to)
{
	struct known known = { true, true };

	for (; from < to; from++) {
		if (!prints_as(from, printed))
			continue;
		known.cell = known.cell && from->cells[part].count == printed->cells[part].count;
		known.rest = known.rest && rest_of(from, part) == rest_of(printed, part);
	}
	return known;
}

static bool is_small(int count)
{
	return count > 0 && count < SMALL_CELL;
}

/* Could the hidden wholes be more than there are tables of? Then those are not all worlds. */
static bool has_all_worlds(const struct table *t)
{
	int hidden = 0;

	for (size_t i = 0; i < PARTS; i++)
		hidden += t->wholes[i].mark == KS_CELL_SHOWN ? 0 : t->wholes[i].count;
	return hidden <= MOST;
}

static bool any_shown(const struct table *t)
{
	for (size_t i = 0; i < PARTS; i++)
		if (t->cells[i].mark == KS_CELL_SHOWN)
			return true;
	return false;
}

/* How many of its parts give a small number away, although more could have been held back. */
static size_t told(const struct table *t, const struct table *from, const struct table *to)
{
	size_t n = 0;

	for (size_t i = 0; i < PARTS; i++) {
		struct known known;

		if (t->wholes[i].mark != KS_CELL_SHOWN ||
		    (!is_small(t->cells[i].count) && !is_small(rest_of(t, i))))
			continue;
		known = known_of(t, i, from, to);
		n += any_shown(t) && ((known.cell && is_small(t->cells[i].count)) ||
				      (known.rest && is_small(rest_of(t, i))));
	}
	return n;
}

static size_t told_in(struct table *from, struct table *to)
{
	size_t n = 0;

	for (const struct table *t = from; t < to; t++) {
		struct table printed = *t;

		hide(&printed);
		n += has_all_worlds(&printed) ? told(&printed, from, to) : 0;
	}
	return n;
}

/* ---- the attack ------------------------------------------------------------------ */

static void no_rest_of_a_shown_whole_follows_in_any_small_table(void **state)
{
	struct table *tables = every_table();
	size_t n = 0;

	(void)state;
	for (size_t from = 0, to; from < TABLES; from = to) {
		for (to = from; to < TABLES && by_totals(&tables[to], &tables[from]) == 0;)
			to++;
		n += told_in(&tables[from], &tables[to]);
	}
	free(tables);
	assert_int_equal(n, 0);
}

static void expect(int count, int whole, enum ks_mark mark)
{
	struct ks_cell cell = { count, KS_CELL_SHOWN };

	ks_cell_beside(&cell, whole, 10);
	assert_int_equal(cell.mark, mark);
}

static void a_small_rest_is_held_back_and_none_and_all_are_shown(void **state)
{
	(void)state;
	expect(10, 11, KS_CELL_HELD);
	expect(31, 40, KS_CELL_HELD);
	expect(30, 40, KS_CELL_SHOWN);
	expect(40, 40, KS_CELL_SHOWN);
	expect(0, 40, KS_CELL_SHOWN);
	expect(0, 0, KS_CELL_SHOWN);
	expect(3, 40, KS_CELL_SMALL);
	/* So few that "<10" and "-" would part 1 of 11 from 10 of 11. */
	expect(1, 11, KS_CELL_HELD);
	expect(9, 18, KS_CELL_HELD);
	expect(9, 19, KS_CELL_SMALL);
	expect(10, 19, KS_CELL_HELD);
	expect(4, 6, KS_CELL_SMALL);
}

/* Nothing of nothing tells of nobody. */
static void what_is_held_stays_so_beside_all_but_an_empty_whole(void **state)
{
	struct ks_cell some = { 12, KS_CELL_HELD }, none = { 0, KS_CELL_HELD };

	(void)state;
	ks_cell_beside(&some, 40, 10);
	assert_int_equal(some.mark, KS_CELL_HELD);
	ks_cell_beside(&none, 1, 10);
	assert_int_equal(none.mark, KS_CELL_HELD);
	ks_cell_beside(&none, 0, 10);
	assert_int_equal(none.mark, KS_CELL_SHOWN);
}

/* What was shown is held back too where the total would tell. */
static void a_lone_rest_takes_another_receiver_with_it(void **state)
{
	const struct ks_cell wholes[] = { { 11, KS_CELL_SHOWN }, { 30, KS_CELL_SHOWN },
					  { 40, KS_CELL_SHOWN } };
	struct ks_cell cells[] = { { 10, KS_CELL_SHOWN }, { 30, KS_CELL_SHOWN },
				   { 0, KS_CELL_SHOWN } };

	(void)state;
	ks_cells_beside(cells, wholes, 3, 10);
	assert_int_equal(cells[0].mark, KS_CELL_HELD);
	assert_int_equal(cells[1].mark, KS_CELL_HELD);
	assert_int_equal(cells[2].mark, KS_CELL_SHOWN);
	assert_false(ks_cells_beside_tell(cells, wholes, 3, 10));
	cells[1].mark = KS_CELL_SHOWN;
	assert_true(ks_cells_beside_tell(cells, wholes, 3, 10));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_rest_of_a_shown_whole_follows_in_any_small_table),
		cmocka_unit_test(a_small_rest_is_held_back_and_none_and_all_are_shown),
		cmocka_unit_test(what_is_held_stays_so_beside_all_but_an_empty_whole),
		cmocka_unit_test(a_lone_rest_takes_another_receiver_with_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
