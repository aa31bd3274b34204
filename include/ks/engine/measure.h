/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_MEASURE_H
#define KS_ENGINE_MEASURE_H
/*
 * Counting for `ks report`, and hiding what would tell too much of a family.
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
#include "ks/engine/balance.h"
#include "ks/engine/loop.h"

struct ks_arena;

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
 * cells as needed, non-zero ones first, the smallest first.
 */
void ks_cells_hold_back(struct ks_cell *cells, size_t n, int small_cell);

/*
 * Whether a hidden cell follows from what is shown and the total, by a reader
 * who knows the rules above.
 */
bool ks_cells_tell(const struct ks_cell *cells, size_t n, int small_cell);

/* ---- families ------------------------------------------------------------ */

struct ks_family_counts {
	int cases;
	struct ks_cell classes[KS_CLASSES];
	struct ks_cell domains_2plus;	/* signals in domains_flag_at domains or more */
	struct ks_cell *factors;	/* per factor index; protective ones stay 0 */
	size_t n_factors;
};

void ks_family_counts_init(struct ks_family_counts *counts, struct ks_arena *arena,
			   const struct ks_coalition *c);

/* Adds one family as it stands at the end of the period. */
void ks_family_counts_add(struct ks_family_counts *counts, const struct ks_coalition *c,
			  const struct ks_balance *balance);

/* Marks every cell; call once, after the last family. */
void ks_family_counts_protect(struct ks_family_counts *counts, int small_cell);

/* ---- handovers ----------------------------------------------------------- */

struct ks_handover_counts {
	int requested, warm, overdue;
	int by_status[KS_H_STATUSES];	/* partition of requested */
};

/* Adds one handover that was requested in the period, as it stands on a day. */
void ks_handover_counts_add(struct ks_handover_counts *counts, const struct ks_loop_state *state,
			    bool warm, ks_day day);

/* ---- periods ------------------------------------------------------------- */

/* "2026-11", "2026-Q4" or "2026" to its first and last day; false for anything else. */
bool ks_month_days(const char *text, ks_day *from, ks_day *to);
bool ks_quarter_days(const char *text, ks_day *from, ks_day *to);
bool ks_year_days(const char *text, ks_day *from, ks_day *to);

#endif
