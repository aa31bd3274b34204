/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The attack on two breakdowns of which one lies inside the other: a reader who
 * knows which neighbourhoods make up a municipality lays both pages side by
 * side, and goes through every way in which so many families can live.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/engine/grid.h"
#include "ks/engine/measure.h"

#define SMALL_CELL 3
#define TOWNS 2
#define MOST_PLACES 6		/* a neighbourhood as far as it is in one municipality */
#define CLASSES 2
#define MOST_CELLS (CLASSES * MOST_PLACES)
#define PLACES 4		/* with classes: two in each municipality */
/* With classes: those, municipalities, both at once; then neighbourhoods, and with classes. */
#define OF_TOWNS (CLASSES + TOWNS + CLASSES * TOWNS)
#define MOST_PRINTED (OF_TOWNS + PLACES + CLASSES * PLACES)

/* The region: of every place its municipality, those of one in a row, and its name. */
struct region {
	size_t n, n_names;
	size_t town[MOST_PLACES], name[MOST_PLACES];
};

static const struct region two_and_two = { 4, 4, { 0, 0, 1, 1 }, { 0, 1, 2, 3 } };
static const struct region one_and_three = { 4, 4, { 0, 1, 1, 1 }, { 0, 1, 2, 3 } };
static const struct region three_and_two = { 5, 5, { 0, 0, 0, 1, 1 }, { 0, 1, 2, 3, 4 } };
static const struct region three_and_three = { 6, 6, { 0, 0, 0, 1, 1, 1 }, { 0, 1, 2, 3, 4, 5 } };
/* One name in both: "not known", or two neighbourhoods that are called the same. */
static const struct region one_in_both = { 5, 4, { 0, 0, 1, 1, 1 }, { 0, 1, 1, 2, 3 } };
static const struct region two_in_both = { 6, 4, { 0, 0, 0, 1, 1, 1 }, { 0, 1, 2, 0, 1, 3 } };

/* What is printed of one number: municipalities, then neighbourhoods by name. */
struct page {
	struct ks_cell cells[MOST_PRINTED];
	bool is_one_of_many[MOST_PRINTED];	/* list not withheld: a dash is no small number */
};

/* ---- every way families can live ------------------------------------------------ */

struct worlds {
	int (*counts)[MOST_CELLS];
	size_t n;
	size_t n_cells;
};

static void fill(struct worlds *all, int *counts, size_t cell, int left)
{
	if (cell + 1 == all->n_cells) {
		counts[cell] = left;
		if (all->counts)
			memcpy(all->counts[all->n], counts, MOST_CELLS * sizeof(*counts));
		all->n++;
		return;
	}
	for (counts[cell] = 0; counts[cell] <= left; counts[cell]++)
		fill(all, counts, cell + 1, left - counts[cell]);
}

/* All of them with so many families together. */
static void make_worlds(struct worlds *all, size_t n_cells, int families)
{
	int counts[MOST_CELLS] = { 0 };

	*all = (struct worlds){ .n_cells = n_cells };
	fill(all, counts, 0, families);
	all->counts = calloc(all->n, sizeof(*all->counts));
	assert_non_null(all->counts);
	all->n = 0;
	fill(all, counts, 0, families);
}

/* ---- printing, as `ks report --by` does it ------------------------------------------ */

static void count_page(const struct region *r, const int *counts, struct page *page)
{
	memset(page, 0, sizeof(*page));
	for (size_t i = 0; i < r->n; i++) {
		page->cells[r->town[i]].count += counts[i];
		page->cells[TOWNS + r->name[i]].count += counts[i];
	}
}

static size_t places_in(const struct region *r, size_t town, size_t *at)
{
	size_t n = 0;

	for (size_t i = r->n; i-- > 0;)
		if (r->town[i] == town) {
			*at = i;
			n++;
		}
	return n;
}

static void fold(const struct region *r, const struct ks_cell *places, struct page *page)
{
	memset(&page->cells[TOWNS], 0, MOST_PLACES * sizeof(*page->cells));
	for (size_t i = 0; i < r->n; i++)
		ks_cell_add(&page->cells[TOWNS + r->name[i]], &places[i]);
}

static void hide_places(const struct region *r, const int *counts, const struct page *page,
			struct ks_cell *places)
{
	for (size_t i = 0; i < r->n; i++)
		places[i].count = counts[i];
	for (size_t town = 0; town < TOWNS; town++) {
		size_t at = 0, n = places_in(r, town, &at);

		ks_cells_hide_parts(&places[at], n, &page->cells[town], SMALL_CELL);
	}
}

static bool is_withheld(const struct ks_cell *cells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (cells[i].mark != KS_CELL_HELD)
			return false;
	return true;
}

/* What a reader may take from a dash in a list of which something is said. */
static void mark_lists(const struct region *r, const struct ks_cell *places, struct page *page)
{
	size_t times[MOST_PLACES] = { 0 };

	for (size_t i = 0; i < r->n; i++)
		times[r->name[i]]++;
	for (size_t town = 0; town < TOWNS; town++) {
		size_t at = 0, n = places_in(r, town, &at);

		page->is_one_of_many[town] = !is_withheld(page->cells, TOWNS);
		for (size_t i = at; i < at + n; i++)
			page->is_one_of_many[TOWNS + r->name[i]] =
				times[r->name[i]] == 1 && !is_withheld(&places[at], n);
	}
}

static void print_inside(const struct region *r, const int *counts, struct page *page)
{
	const struct ks_cell all = { 0, KS_CELL_SHOWN };
	struct ks_cell places[MOST_PLACES] = { { 0, KS_CELL_SHOWN } };

	count_page(r, counts, page);
	ks_cells_hide_parts(page->cells, TOWNS, &all, SMALL_CELL);
	hide_places(r, counts, page, places);
	fold(r, places, page);
	mark_lists(r, places, page);
}

/* Each page on its own, both beside the number of all. */
static void print_apart(const struct region *r, const int *counts, struct page *page)
{
	const struct ks_cell all = { 0, KS_CELL_SHOWN };

	count_page(r, counts, page);
	ks_cells_hide_parts(page->cells, TOWNS, &all, SMALL_CELL);
	ks_cells_hide_parts(&page->cells[TOWNS], r->n_names, &all, SMALL_CELL);
}

/* ---- the reader --------------------------------------------------------------------- */

static bool could_be(const struct ks_cell *printed, bool is_one_of_many, int value)
{
	bool is_small = value >= 1 && value < SMALL_CELL;

	if (printed->mark == KS_CELL_SHOWN)
		return value == printed->count;
	return printed->mark == KS_CELL_SMALL ? is_small : !is_small || !is_one_of_many;
}

static bool prints_as(const struct page *world, const struct page *printed, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!could_be(&printed->cells[i], printed->is_one_of_many[i],
			      world->cells[i].count))
			return false;
	return true;
}

/*
 * How many hidden numbers are the same in every world that could have been
 * printed so; from: of that and more.
 */
static size_t told(const struct page *printed, const struct page *worlds, size_t n_worlds, size_t n,
		   int from)
{
	bool varies[MOST_PRINTED] = { false };
	size_t left = n;

	for (size_t i = 0; i < n; i++)
		left -= varies[i] = printed->cells[i].mark == KS_CELL_SHOWN ||
				    printed->cells[i].count < from;
	for (size_t w = 0; left && w < n_worlds; w++) {
		if (!prints_as(&worlds[w], printed, n))
			continue;
		for (size_t i = 0; i < n; i++)
			if (!varies[i] && worlds[w].cells[i].count != printed->cells[i].count) {
				varies[i] = true;
				left--;
			}
	}
	return left;
}

typedef void print_fn(const struct region *r, const int *counts, struct page *page);

static size_t told_of(const struct region *r, int families, print_fn *print)
{
	size_t n = 0, n_printed = TOWNS + r->n_names;
	struct worlds all;
	struct page *worlds;

	make_worlds(&all, r->n, families);
	worlds = calloc(all.n, sizeof(*worlds));
	assert_non_null(worlds);
	for (size_t i = 0; i < all.n; i++)
		count_page(r, all.counts[i], &worlds[i]);
	for (size_t i = 0; i < all.n; i++) {
		struct page printed;

		print(r, all.counts[i], &printed);
		n += told(&printed, worlds, all.n, n_printed, 0);
	}
	free(worlds);
	free(all.counts);
	return n;
}

static size_t told_up_to(const struct region *r, int most, print_fn *print)
{
	size_t n = 0;

	for (int families = 0; families <= most; families++)
		n += told_of(r, families, print);
	return n;
}

/* ---- the attack ------------------------------------------------------------------------ */

static void no_neighbourhood_follows_from_its_municipality_nor_the_other_way(void **state)
{
	(void)state;
	assert_int_equal(told_up_to(&two_and_two, 24, print_inside), 0);
	assert_int_equal(told_up_to(&one_and_three, 24, print_inside), 0);
	assert_int_equal(told_up_to(&three_and_two, 16, print_inside), 0);
	assert_int_equal(told_up_to(&three_and_three, 13, print_inside), 0);
}

static void nor_where_a_name_is_in_two_municipalities(void **state)
{
	(void)state;
	assert_int_equal(told_up_to(&one_in_both, 16, print_inside), 0);
	assert_int_equal(told_up_to(&two_in_both, 13, print_inside), 0);
}

static void the_attack_finds_what_two_pages_of_their_own_tell(void **state)
{
	(void)state;
	assert_true(told_up_to(&two_and_two, 13, print_apart) > 0);
	assert_true(told_up_to(&one_and_three, 13, print_apart) > 0);
	assert_true(told_up_to(&one_in_both, 13, print_apart) > 0);
}


/* ---- classes by municipality and by neighbourhood ------------------------------------------ */

static size_t town_cell(size_t class, size_t town)
{
	return CLASSES + TOWNS + class * TOWNS + town;
}

static size_t place_cell(size_t class, size_t place)
{
	return OF_TOWNS + PLACES + class * PLACES + place;
}

static void count_classes(const int *counts, struct page *page)
{
	memset(page, 0, sizeof(*page));
	for (size_t i = 0; i < CLASSES * PLACES; i++) {
		size_t class = i / PLACES, place = i % PLACES, town = two_and_two.town[place];

		page->cells[class].count += counts[i];
		page->cells[CLASSES + town].count += counts[i];
		page->cells[town_cell(class, town)].count += counts[i];
		page->cells[OF_TOWNS + place].count += counts[i];
		page->cells[place_cell(class, place)].count += counts[i];
	}
}

static void protect(struct ks_grid grid)
{
	struct ks_arena arena;

	ks_arena_init(&arena);
	ks_grid_protect(&arena, &grid);
	ks_arena_release(&arena);
}

static void protect_town(struct page *page, size_t town)
{
	struct ks_cell cells[CLASSES * 2], totals[CLASSES];
	size_t at = 2 * town;

	ks_cells_hide_parts(&page->cells[OF_TOWNS + at], 2, &page->cells[CLASSES + town],
			    SMALL_CELL);
	for (size_t class = 0; class < CLASSES; class++) {
		totals[class] = page->cells[town_cell(class, town)];
		memcpy(&cells[2 * class], &page->cells[place_cell(class, at)], 2 * sizeof(*cells));
	}
	protect((struct ks_grid){ cells, totals, &page->cells[OF_TOWNS + at], CLASSES, 2,
				  SMALL_CELL, true, false });
	for (size_t class = 0; class < CLASSES; class++)
		memcpy(&page->cells[place_cell(class, at)], &cells[2 * class], 2 * sizeof(*cells));
}

static void print_classes(const int *counts, struct page *page)
{
	const struct ks_cell all = { 0, KS_CELL_SHOWN };

	count_classes(counts, page);
	ks_cells_mark_small(page->cells, CLASSES, SMALL_CELL);
	ks_cells_hold_back(page->cells, CLASSES, SMALL_CELL);
	ks_cells_hide_parts(&page->cells[CLASSES], TOWNS, &all, SMALL_CELL);
	protect((struct ks_grid){ &page->cells[town_cell(0, 0)], page->cells,
				  &page->cells[CLASSES], CLASSES, TOWNS, SMALL_CELL, false, false });
	for (size_t town = 0; town < TOWNS; town++)
		protect_town(page, town);
}

/* What both pages tell where the first alone, of very few families, tells nothing. */
static size_t told_more(int families)
{
	size_t n = 0;
	struct worlds all;
	struct page *worlds;

	make_worlds(&all, CLASSES * PLACES, families);
	worlds = calloc(all.n, sizeof(*worlds));
	assert_non_null(worlds);
	for (size_t i = 0; i < all.n; i++)
		count_classes(all.counts[i], &worlds[i]);
	for (size_t i = 0; i < all.n; i++) {
		struct page printed;

		print_classes(all.counts[i], &printed);
		if (!told(&printed, worlds, all.n, OF_TOWNS, 1))
			n += told(&printed, worlds, all.n, MOST_PRINTED, 1);
	}
	free(worlds);
	free(all.counts);
	return n;
}

static void nor_does_a_class_in_a_neighbourhood(void **state)
{
	(void)state;
	for (int families = 0; families <= 10; families++)
		assert_int_equal(told_more(families), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_neighbourhood_follows_from_its_municipality_nor_the_other_way),
		cmocka_unit_test(nor_where_a_name_is_in_two_municipalities),
		cmocka_unit_test(nor_does_a_class_in_a_neighbourhood),
		cmocka_unit_test(the_attack_finds_what_two_pages_of_their_own_tell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
