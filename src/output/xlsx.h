/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_XLSX_H
#define KS_OUTPUT_XLSX_H
/*
 * A workbook of sheets, behind a small door: xlsx.c alone knows libxlsxwriter,
 * and when ks is built without it, that it is not there. Text is always text,
 * whatever it begins with; a number that may not be seen is text too. The file
 * is the same for the same day.
 */
#include "ks/base/date.h"
#include "ks/output/out.h"
#include "ks/output/report_loop.h"

struct ks_xlsx;

/* Opens a workbook, made on a day; NULL when there is no room for it, or no library. */
struct ks_xlsx *ks_xlsx_new(struct ks_out *out, const char *title, ks_day made);

/*
 * A new sheet: a note above it that is printed on every page too, then the
 * headings of n columns, each so many characters wide. Rows follow below.
 */
struct ks_xlsx_column {
	const char *heading;
	int width;
};
void ks_xlsx_sheet(struct ks_xlsx *xlsx, const char *name, const char *note,
		   const struct ks_xlsx_column *columns, size_t n);

/* Cells from left to right; then the next row. */
void ks_xlsx_text(struct ks_xlsx *xlsx, const char *text);
void ks_xlsx_number(struct ks_xlsx *xlsx, struct ks_number number);
void ks_xlsx_row(struct ks_xlsx *xlsx);

/* Adds the file to out->text; false when it could not be made. */
bool ks_xlsx_end(struct ks_xlsx *xlsx);

#endif
