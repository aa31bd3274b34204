/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_STORE_PUBLISHED_H
#define KS_STORE_PUBLISHED_H
/*
 * Tables of `ks report` that were printed. Once a period has ended, the first
 * print of its table is kept as it was shown, hidden numbers as hidden, and
 * printed again ever after: a table that changed a little would tell of whom
 * (product.md §5: no hidden cell follows by subtraction). Erasing a family or
 * writing something down late does not change it.
 */
#include "ks/cards/model.h"
#include "ks/store/store.h"

struct ks_published {
	const char *id;			/* "2026-01-01..2026-03-31"; NULL: not printed yet */
	ks_day from, to, made;
	const char *coalition, *version, *sha256;	/* the agreements it was counted under */
};

extern const char *const ks_published_marks[];	/* shown small held none */

/* One number. The hidden ones have no value: what was not shown is not kept either. */
struct ks_published_cell {
	const char *measure;		/* "class:kwetsbaar" */
	const char *by, *key;		/* "municipality", "deventer"; "" and "" for the whole */
	int mark;			/* index in the words */
	long long value;		/* shown only; of a median twice it */
};

/* The table of exactly these days. */
enum ks_status ks_published_find(struct ks_store *store, ks_day from, ks_day to,
				 struct ks_published *out);

/* The tables that share a day with these days, the first printed first. */
enum ks_status ks_published_near(struct ks_store *store, ks_day from, ks_day to,
				 struct ks_published **items, size_t *n);

enum ks_status ks_published_cells(struct ks_store *store, const char *id,
				  struct ks_published_cell **cells, size_t *n);

/* Keeps a table, with the text of the agreements. made is the day of the store. */
enum ks_status ks_published_keep(struct ks_store *store, struct ks_published *table,
				 const struct ks_coalition *c,
				 const struct ks_published_cell *cells, size_t n);

#endif
