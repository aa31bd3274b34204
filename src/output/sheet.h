/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_SHEET_H
#define KS_OUTPUT_SHEET_H
/*
 * A page for paper, piece by piece, as Markdown or as HTML: whoever writes one
 * says what stands on it and in which order once, for both. The writing is
 * chosen by out->format; every text given is plain and made safe here.
 */
#include "ks/output/out.h"

struct ks_sheet_item {
	const char *label, *text;
};

void ks_sheet_begin(struct ks_out *out, const char *title);
void ks_sheet_end(struct ks_out *out);

/* A page of its own; a document of several starts each on new paper. */
void ks_sheet_page(struct ks_out *out, const char *anchor, bool new_paper);
void ks_sheet_end_page(struct ks_out *out);

/* What the document holds: links to its pages. */
void ks_sheet_contents(struct ks_out *out);
void ks_sheet_link(struct ks_out *out, const char *anchor, const char *text);
void ks_sheet_end_contents(struct ks_out *out);

void ks_sheet_heading(struct ks_out *out, int level, const char *text);
void ks_sheet_text(struct ks_out *out, const char *text);
void ks_sheet_quote(struct ks_out *out, const char *text);

/* What must be read before all else: "label: text", and a line more unless more is NULL. */
void ks_sheet_first(struct ks_out *out, const char *label, const char *text, const char *more);

/* A few short facts side by side: a table. */
void ks_sheet_facts(struct ks_out *out, const struct ks_sheet_item *items, size_t n);

/* Numbers under one another, under this name. */
void ks_sheet_counts(struct ks_out *out, const char *name, const struct ks_sheet_item *items,
		     size_t n);

/* What belongs together and should not be torn over two pages. */
void ks_sheet_part(struct ks_out *out);
void ks_sheet_end_part(struct ks_out *out);

/* "Label: text" under one another; an item without text is left out. */
void ks_sheet_items(struct ks_out *out);
void ks_sheet_item(struct ks_out *out, const char *label, const char *text);
void ks_sheet_end_items(struct ks_out *out);

/* An item that is a list of points; ended by ks_sheet_end_item_list. */
void ks_sheet_item_list(struct ks_out *out, const char *label);
void ks_sheet_end_item_list(struct ks_out *out);

/*
 * A list of points; a point may hold a list. depth counts from 0 and is how
 * far Markdown indents it: one more inside an item.
 */
void ks_sheet_list(struct ks_out *out);
void ks_sheet_point(struct ks_out *out, int depth, const char *text);
void ks_sheet_end_point(struct ks_out *out);
void ks_sheet_end_list(struct ks_out *out);

/* A point that says where to look it up; title and address may be NULL. */
void ks_sheet_source(struct ks_out *out, const char *name, const char *title, const char *address);

/* The last line of a page, small. */
void ks_sheet_foot(struct ks_out *out, const char *text);

#endif
