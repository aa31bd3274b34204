/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_PRINTED_H
#define KS_ENGINE_PRINTED_H
/*
 * Hiding in a table beside tables that were printed before: months and the
 * quarter they are in, quarters and their year, twelve months and the next
 * twelve. Whoever has them all can add and subtract (product.md §5 "ks
 * report": no hidden cell follows by subtraction).
 *
 * What is counted has labels (classes), parts (municipalities) and months. A
 * cell of a table is a label, or all of them together, in a part, some or all,
 * over months in a row. A small cell (1..small_cell-1) is safe when something else
 * could have been counted with which every printed cell is printed the same,
 * and this one is another number: one more or less in this part, or in up to
 * four that make up for each other; of another label instead, in another month
 * instead, or both at once. Such a world is looked for; where none is found the
 * new table holds more back, as few cells as one is found for.
 *
 * Parts are what everybody may know there is, also where nothing was counted of
 * this label: a world has no others. Several ways to group them (by organisation,
 * by role, by card) are looked at together.
 */
#include "ks/engine/measure.h"

struct ks_arena;

struct ks_printed_cell {
	int first, last;		/* months, counted from 0; may lie outside */
	struct ks_cell cell;		/* of an earlier table: as it would be counted now */
	struct ks_cell *mine;		/* the same in the new table; NULL: of an earlier one */
	bool is_exact;			/* everybody may know it: never held back */
	bool is_unprinted;		/* in no table yet; what is printed may tell it all the same */
	bool is_rigid;			/* nobody knows what it would be: taken to stay as it is */
};

/* All cells of a label and a part, of every table. */
struct ks_printed_line {
	struct ks_printed_cell *cells;
	size_t n;
};

struct ks_printed {
	int small_cell;
	size_t n_labels, n_parts;
	int n_months;
	/*
	 * (n_labels + 1) * (1 + n_parts + n_groups) lines: by label, the last are all
	 * labels together; of each first all parts together, then every part, then
	 * every group of some (neighbourhoods of a municipality).
	 */
	struct ks_printed_line *lines;
	/* What there is now: n_labels * n_parts * n_months counts. */
	const int *counts;
	size_t n_groups;
	/* In each way to group them (by municipality, by name) the group a part is in, part by part. */
	size_t n_ways;
	const size_t *group_of;		/* n_parts * n_ways; n_groups: in none */
};

/* Does a line of a label count this part? */
bool ks_printed_has(const struct ks_printed *joint, size_t line, size_t part);

/* A place for one more cell in a line. */
struct ks_printed_cell *ks_printed_add(struct ks_arena *arena, struct ks_printed *joint, size_t label,
				   size_t line);

/* Is the cell another number in some world that prints the same? */
bool ks_printed_is_free(const struct ks_printed *joint, size_t label, size_t line,
		      const struct ks_printed_cell *cell);

/*
 * Holds back cells of the new table (in place) until every small cell of all
 * tables is free. Gives the number of those that are not, whatever is held.
 */
size_t ks_printed_protect(struct ks_printed *joint);

#endif
