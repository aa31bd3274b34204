/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_EXCHANGE_CSV_H
#define KS_EXCHANGE_CSV_H
/*
 * A table as spreadsheets save it: cells with places, nothing understood.
 *
 * RFC 4180, and what Dutch Excel makes of it: a byte order mark, CRLF, a
 * semicolon, comma or tab between cells (the one that stands most in the first
 * line; a line `sep=;` before it says so), Windows-1252 where the text is no
 * UTF-8. Blanks around a cell without quotes are not part of it. Lines with
 * nothing in them are passed over.
 *
 * Control and invisible characters, UTF-16, a quote that never closes or is
 * followed by something, a row that is longer than the first one and anything
 * beyond the limits are refused with their place. A cell is text: nothing in
 * it is ever worked out, so a formula is only an odd word.
 */
#include "ks/base/diag.h"
#include "ks/base/status.h"

struct ks_arena;

#define KS_CSV_MOST_ROWS 5000
#define KS_CSV_MOST_CELLS 64	/* in a row */
#define KS_CSV_MOST_TEXT 1000	/* bytes in a cell */

struct ks_csv_cell {
	const char *text;	/* never NULL */
	struct ks_loc loc;
};

struct ks_csv_row {
	struct ks_csv_cell *cells;
	size_t n;
};

struct ks_csv {
	struct ks_csv_row *rows;	/* rows[0] is the first line that is not empty */
	size_t n;
};

/* KS_INPUT after reporting what is wrong. An empty file has no rows. */
enum ks_status ks_csv_read(struct ks_arena *arena, const struct ks_source_text *in,
			   struct ks_diag *diag, struct ks_csv *out);

#endif
