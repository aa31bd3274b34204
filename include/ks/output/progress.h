/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_PROGRESS_H
#define KS_OUTPUT_PROGRESS_H
/*
 * How far a long run is, on standard error and only when that is a terminal:
 * nothing in the first second, then one line that is overwritten and wiped at
 * the end. Escape codes are not used, so any terminal will do.
 */
#include "ks/output/out.h"

struct ks_progress {
	struct ks_out *out;
	size_t all;
	long long began, shown;		/* in milliseconds of the clock */
	size_t width;			/* of the line that stands there; 0: none */
};

/* Begins a run of so many. */
void ks_progress_begin(struct ks_progress *progress, struct ks_out *out, size_t all);

/* So many are done. */
void ks_progress_step(struct ks_progress *progress, size_t done);

/* Wipes the line. */
void ks_progress_end(struct ks_progress *progress);

#endif
