/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_CHART_H
#define KS_OUTPUT_CHART_H
/*
 * Drawings for pages of HTML, as SVG inside the page. All begin at zero, have
 * one colour and no verdict. A number that may not be seen is drawn as stripes
 * up to where it could be, or as a dotted line where nothing is known.
 *
 * Classes for the style of the page: fill, track, small, held, axis, grid.
 */
#include "ks/output/out.h"
#include "ks/output/report_loop.h"

/* A scale of whole numbers from 0: the highest, and the distance between lines. */
struct ks_scale {
	int top, step;
};

/* Room for most, in steps of 1, 2 or 5 times a power of ten; at most about four lines. */
struct ks_scale ks_scale_for(int most);

/*
 * A bar as wide as its place, for a row of a table that says the number: hidden
 * from a screen reader. track: a lighter bar behind it, or 0; small_cell is how
 * wide a small number is drawn.
 */
void ks_chart_bar(struct ks_out *out, struct ks_number number, int track, int top, int small_cell);

/* Columns side by side, one a month. */
struct ks_columns {
	const char *title, *description;	/* for who cannot see it */
	const char *id;				/* unique on the page */
	const int *values;			/* -1: still to come */
	const char *const *initials;		/* of the months */
	const char *const *years;		/* below them; NULL: none there */
	size_t n;
	struct ks_scale scale;
	bool last_runs;				/* the last one that is there has not ended */
};
void ks_chart_columns(struct ks_out *out, const struct ks_columns *columns);

#endif
