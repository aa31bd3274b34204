/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_MEASURE_H
#define KS_ENGINE_MEASURE_H
/*
 * For `ks report`: hiding what would tell too much of a family, and periods.
 *
 * Counts of what families are like (class, signal, domains) are protected
 * (product.md §5 "ks report"): a count of 1 up to small_cell is small and shown
 * as "<10"; the classes partition the exact number of cases, so where the small
 * ones would follow by subtraction others are held back too. Totals of work
 * done are exact and never pass through here.
 *
 * The reader we protect against knows the rules of this file: a small cell is
 * 1..small_cell-1, a held one is 0 or small_cell and more, all classes together
 * are the number of cases. With fewer cases than small_cell, all in one class,
 * such a reader can always tell; then the report says so in words.
 */
#include <stdbool.h>
#include <stddef.h>

#include "ks/base/date.h"

enum ks_mark {
	KS_CELL_SHOWN,		/* the number itself */
	KS_CELL_SMALL,		/* "<10" */
	KS_CELL_HELD		/* "-": hidden so that a small one does not follow */
};

struct ks_cell {
	int count;
	enum ks_mark mark;
};

/* Marks every count of 1..small_cell-1 as small, all others as shown. */
void ks_cells_mark_small(struct ks_cell *cells, size_t n, int small_cell);

/*
 * For cells that together are a total everybody sees: holds back as few other
 * cells as needed for the small ones to be anything (ks_cells_free), or where
 * there are too few families for that, as little told as can be; non-zero ones
 * first, the smallest first.
 */
void ks_cells_hold_back(struct ks_cell *cells, size_t n, int small_cell);

/*
 * The parts of a number that is printed too: small ones are hidden and others
 * held back with them. None is shown where the number itself is hidden, or so
 * low that holding back does not help.
 */
void ks_cells_hide_parts(struct ks_cell *cells, size_t n, const struct ks_cell *whole,
			 int small_cell);

/*
 * One more number added to a sum, from a sum of nothing (all 0). It is shown
 * where each of them is; where only one counts anything it is marked as that.
 */
void ks_cell_add(struct ks_cell *sum, const struct ks_cell *cell);

/*
 * Whether a hidden cell follows from what is shown and the total, by a reader
 * who knows the rules above.
 */
bool ks_cells_tell(const struct ks_cell *cells, size_t n, int small_cell);

/* Whether such a reader is left with every value of 1..small_cell-1 for each small cell. */
bool ks_cells_free(const struct ks_cell *cells, size_t n, int small_cell);

/*
 * For cells that together are at least a number that can be known (signals
 * overlap, but every family with signals has one): where that would narrow a
 * small one, the largest of the others is held back.
 */
void ks_cells_cover(struct ks_cell *cells, size_t n, int at_least, int small_cell);

/*
 * A number beside the one it is a part of ("10 of 11"): what is left of that
 * may be a small number too. Hidden as small when it is small itself, held
 * back when the rest is; while the whole is so small that the marks would tell
 * the two apart, held back whatever it is, but for none and all.
 */
void ks_cell_beside(struct ks_cell *cell, int whole, int small_cell);

/*
 * The same for numbers that together are a total everybody sees, each beside
 * its own whole, after ks_cells_hold_back: the handovers of each receiver that
 * were answered in time, of those that should have been. More are held back
 * until none of them, and so no rest of a whole, follows from that total.
 */
void ks_cells_beside(struct ks_cell *cells, const struct ks_cell *wholes, size_t n,
		     int small_cell);

/*
 * Whether a hidden cell follows from the wholes and the total. Its reader
 * takes a held one for anything up to its whole.
 */
bool ks_cells_beside_tell(const struct ks_cell *cells, const struct ks_cell *wholes, size_t n,
			  int small_cell);

/* ---- periods ------------------------------------------------------------- */

/* "2026-11", "2026-Q4" or "2026" to its first and last day; false for anything else. */
bool ks_month_days(const char *text, ks_day *from, ks_day *to);
bool ks_quarter_days(const char *text, ks_day *from, ks_day *to);
bool ks_year_days(const char *text, ks_day *from, ks_day *to);

/* The first day of the twelve months that end with the month of a day. */
ks_day ks_rolling_from(ks_day to);

#endif
