/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_SHIFTS_H
#define KS_OUTPUT_SHIFTS_H
/*
 * What differs between two routes (engine/compare.h), light enough to keep
 * when the routes themselves are gone, and how it is written.
 */
#include "ks/engine/compare.h"
#include "ks/output/out.h"

struct ks_shift_line {
	enum ks_shift shift;
	const char *step;		/* id */
	unsigned in;			/* KS_IN_*; 0 unless moved */
	ks_day due[2];			/* before and after; KS_NO_DAY where it has none */
};

struct ks_shifts {
	enum ks_class class_then[2];	/* before and after */
	struct ks_shift_line *lines;	/* sorted by step */
	size_t n;
};

/* Copies what a comparison found. */
struct ks_shifts ks_shifts_of(struct ks_arena *arena, const struct ks_comparison *comparison);

/* True when class or any step differs. */
bool ks_shifts_differ(const struct ks_shifts *shifts);

/* How many steps came, went or changed. */
size_t ks_shifts_count(const struct ks_shifts *shifts, enum ks_shift shift);

/* Keys "class" (a pair), "gained", "lost" and "moved". */
void ks_json_shifts(struct ks_json *in, const struct ks_shifts *shifts);

/* The same as lines of text: only what there is to say. */
void ks_put_shifts(struct ks_out *out, int indent, const struct ks_shifts *shifts);

#endif
