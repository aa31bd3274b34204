/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_GRID_H
#define KS_ENGINE_GRID_H
/*
 * Hiding in a table that adds up both ways: classes by municipality, with the
 * total of every row, of every column and of all (product.md §5 "ks report":
 * no hidden cell follows by subtraction).
 *
 * The totals were decided before. A row or column whose total is hidden is not
 * shown at all; for a reader its cells can be anything. Of the rest small cells
 * are hidden, and others held back until every small one can be any of
 * 1..small_cell-1. That is proved cell by cell: hidden numbers are a flow from
 * rows to columns, and one can change where a way round through the others can.
 * A held cell stays on its own side of small_cell in that proof, so the reader
 * knows at least as little as it says. What is held back and can be one value
 * only is shown. Where it cannot be proved the table is withheld.
 */
#include "ks/engine/measure.h"

struct ks_arena;

struct ks_grid {
	struct ks_cell *cells;		/* row by row */
	struct ks_cell *row_totals, *column_totals;
	size_t rows, columns;
	int small_cell;
	/* A hidden total is proved elsewhere, or printed there: here it is what it is. */
	bool rows_stay, columns_stay;
};

/* Marks the cells; false: the table is withheld, every cell held back. */
bool ks_grid_protect(struct ks_arena *arena, struct ks_grid *grid);

#endif
