/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The attack on three breakdowns of the same handovers: random counts of what
 * everybody may know there is (an organisation that fills a role for a card),
 * printed by organisation, by role and by card. Every way so many handovers can
 * lie is gone through by a reader who has all three pages; those that print them
 * the same are all that can be known, and no small number may be the same in all.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/engine/printed.h"

#define SMALL_CELL 3
#define WAYS 3
#define SPOTS 6		/* what there is; of each its organisation, role and card */
#define NAMES 3		/* at most, in each way */
#define GROUPS (WAYS * NAMES)
#define LINES (1 + SPOTS + GROUPS)
#define MOST 5		/* handovers of one */

/* Who is what: groups by number, those of roles after those of organisations. */
typedef size_t coalition[SPOTS * WAYS];

/* The first organisation alone fills the first role; the second one two; cards go everywhere. */
static const coalition alone = { 0, 3, 6, 0, 3, 7, 1, 4, 6, 1, 5, 7, 2, 5, 6, 2, 5, 8 };
/* The first organisation fills two roles, which nobody else does. */
static const coalition two_roles = { 0, 3, 6, 0, 4, 6, 0, 4, 7, 1, 5, 6, 1, 5, 7, 2, 5, 7 };
/* A card that goes to one role, and a role that has no other. */
static const coalition one_card = { 0, 3, 6, 1, 3, 6, 1, 4, 7, 2, 4, 7, 2, 4, 8, 2, 5, 8 };

struct pages {
	const size_t *group_of;
	int counts[SPOTS], total;
	struct ks_cell cells[GROUPS];	/* as they are printed */
};

static int count_of(const size_t *group_of, const int *counts, size_t group)
{
	int sum = 0;

	for (size_t spot = 0; spot < SPOTS; spot++)
		if (group_of[spot * WAYS + group / NAMES] == group)
			sum += counts[spot];
	return sum;
}

/* Each page on its own. */
static void print_pages(struct pages *p)
{
	struct ks_cell whole = { p->total, KS_CELL_SHOWN };

	for (size_t group = 0; group < GROUPS; group++)
		p->cells[group] = (struct ks_cell){ count_of(p->group_of, p->counts, group),
						    KS_CELL_SHOWN };
	for (size_t way = 0; way < WAYS; way++)
		ks_cells_hide_parts(&p->cells[way * NAMES], NAMES, &whole, SMALL_CELL);
}

/* The three beside each other; gives how many numbers are told all the same. */
static size_t join_pages(struct pages *p)
{
	struct ks_printed_line lines[2 * LINES] = { { NULL, 0 } };
	struct ks_printed joint = { .small_cell = SMALL_CELL, .n_labels = 1, .n_parts = SPOTS,
				    .n_months = 1, .lines = lines, .counts = p->counts,
				    .n_groups = GROUPS, .n_ways = WAYS, .group_of = p->group_of };
	struct ks_arena arena;
	size_t told;

	ks_arena_init(&arena);
	*ks_printed_add(&arena, &joint, 0, 0) = (struct ks_printed_cell){
		.cell = { p->total, KS_CELL_SHOWN }, .is_exact = true };
	for (size_t group = 0; group < GROUPS; group++)
		*ks_printed_add(&arena, &joint, 0, 1 + SPOTS + group) = (struct ks_printed_cell){
			.cell = p->cells[group], .mine = &p->cells[group] };
	told = ks_printed_protect(&joint);
	ks_arena_release(&arena);
	return told;
}

/* ---- the reader ---------------------------------------------------------------------- */

/* A page of dashes alone says nothing; on any other a dash is no small number. */
static bool is_withheld(const struct pages *p, size_t way)
{
	for (size_t i = 0; i < NAMES; i++)
		if (p->cells[way * NAMES + i].mark != KS_CELL_HELD)
			return false;
	return true;
}

static bool fits(const struct pages *p, size_t group, int count)
{
	const struct ks_cell *cell = &p->cells[group];
	bool is_small = count > 0 && count < SMALL_CELL;

	if (cell->mark == KS_CELL_SHOWN)
		return count == cell->count;
	return cell->mark == KS_CELL_SMALL ? is_small :
					     is_withheld(p, group / NAMES) || !is_small;
}

/* Of every number the values it has in the worlds that are printed the same. */
struct known {
	int least[GROUPS], most[GROUPS];
};

static void look_at(const struct pages *p, const int *world, struct known *known)
{
	for (size_t group = 0; group < GROUPS; group++)
		if (!fits(p, group, count_of(p->group_of, world, group)))
			return;
	for (size_t group = 0; group < GROUPS; group++) {
		int count = count_of(p->group_of, world, group);

		if (count < known->least[group])
			known->least[group] = count;
		if (count > known->most[group])
			known->most[group] = count;
	}
}

static void go_through(const struct pages *p, int *world, size_t spot, int left,
		       struct known *known)
{
	if (spot + 1 == SPOTS) {
		world[spot] = left;
		look_at(p, world, known);
		return;
	}
	for (world[spot] = 0; world[spot] <= left; world[spot]++)
		go_through(p, world, spot + 1, left - world[spot], known);
}

/* How many small numbers are known. */
static size_t count_told(const struct pages *p)
{
	struct known known;
	int world[SPOTS];
	size_t told = 0;

	for (size_t group = 0; group < GROUPS; group++)
		known.least[group] = known.most[group] = p->cells[group].count;
	go_through(p, world, 0, p->total, &known);
	for (size_t group = 0; group < GROUPS; group++)
		told += p->cells[group].mark != KS_CELL_SHOWN && p->cells[group].count > 0 &&
			p->cells[group].count < SMALL_CELL &&
			known.least[group] == known.most[group];
	return told;
}

/* ---- the attack ----------------------------------------------------------------------- */

static unsigned next(unsigned *seed)
{
	*seed = *seed * 1664525U + 1013904223U;
	return *seed >> 16;
}

static void make_pages(struct pages *p, const size_t *group_of, unsigned *seed)
{
	*p = (struct pages){ .group_of = group_of };
	for (size_t i = 0; i < SPOTS; i++) {
		p->counts[i] = (int)(next(seed) % (MOST + 1));
		p->total += p->counts[i];
	}
	print_pages(p);
}

/* Enough tell when each is printed on its own, and few cannot be helped. */
static void attack(const size_t *group_of)
{
	unsigned seed = 7;
	size_t told_alone = 0, hopeless = 0;

	for (int round = 0; round < 200; round++) {
		struct pages pages;

		make_pages(&pages, group_of, &seed);
		told_alone += count_told(&pages) > 0;
		if (join_pages(&pages) > 0)
			hopeless++;
		else
			assert_int_equal(count_told(&pages), 0);
	}
	assert_true(told_alone > 10);
	assert_true(hopeless < 10);
}

static void an_organisation_that_alone_fills_a_role_does_not_tell_it(void **state)
{
	(void)state;
	attack(alone);
}

static void the_roles_of_one_organisation_do_not_tell_each_other(void **state)
{
	(void)state;
	attack(two_roles);
}

static void a_card_for_one_role_does_not_tell_it(void **state)
{
	(void)state;
	attack(one_card);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_organisation_that_alone_fills_a_role_does_not_tell_it),
		cmocka_unit_test(the_roles_of_one_organisation_do_not_tell_each_other),
		cmocka_unit_test(a_card_for_one_role_does_not_tell_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
