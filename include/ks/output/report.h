/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_REPORT_H
#define KS_OUTPUT_REPORT_H
/* The report of a period: totals of work, and protected counts of families. */
#include "ks/cards/model.h"
#include "ks/output/out.h"

enum ks_measure_group { KS_GROUP_FAMILIES, KS_GROUP_CLASSES, KS_GROUP_SIGNALS, KS_GROUP_WORK,
			KS_GROUP_STATUSES, KS_GROUPS };

/* One number with what it means; texts are in the language of the run. */
struct ks_measure {
	const char *id;			/* "class:kwetsbaar" */
	enum ks_measure_group group;
	const char *label, *definition, *source;
	int value;			/* -1: hidden */
	const char *shown;		/* "12", "<10", "-" */
};

struct ks_report_view {
	const struct ks_coalition *coalition;
	const char *period;		/* "2026-11", "2026-Q4", "2026" */
	ks_day from, to, counted_on;	/* counted_on: the last day that counts */
	bool running;			/* the period has not ended */
	bool few;			/* fewer cases than small_cell */
	const struct ks_measure *measures;
	size_t n;
};

void ks_out_report(struct ks_out *out, const struct ks_report_view *view);

#endif
