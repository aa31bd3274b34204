/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_REPORT_H
#define KS_OUTPUT_REPORT_H
/*
 * The report of a period: totals of work, and protected counts of families.
 * What may be seen was decided before it comes here: a hidden number is not
 * in the view at all.
 */
#include "ks/cards/model.h"
#include "ks/output/out.h"
#include "ks/output/report_loop.h"

enum ks_measure_group { KS_GROUP_FAMILIES, KS_GROUP_CLASSES, KS_GROUP_SIGNALS, KS_GROUP_SOURCES,
			KS_GROUP_GAPS, KS_GROUP_WORK, KS_GROUP_TERMS, KS_GROUP_STATUSES,
			KS_GROUP_DECLINED, KS_GROUP_CARDS, KS_GROUP_NOT_ASKED, KS_GROUPS };

/* A part of a measure: of one municipality, organisation, ... */
struct ks_part {
	const char *key, *label;
	struct ks_number number;
};

#define KS_TREND 12	/* months */

/* One number with what it means; texts are in the language of the run. */
struct ks_measure {
	const char *id;			/* "class:kwetsbaar" */
	enum ks_measure_group group;
	const char *label, *definition, *source;
	struct ks_number number;
	struct ks_number rolling;	/* the twelve months to the end of the period; shown NULL: not asked */
	bool has_trend;
	int trend[KS_TREND];		/* of each of the twelve months to the end of the period */
	const struct ks_measure *of;	/* its denominator; NULL */
	const struct ks_part *parts;
	size_t n_parts;
};

struct ks_report_view {
	const struct ks_coalition *coalition;
	const char *period;		/* "2026-11", "2026-Q4", "2026" */
	ks_day from, to, counted_on;	/* counted_on: the last day that counts */
	ks_day made;			/* the table was printed first then, and kept; KS_NO_DAY */
	bool running;			/* the period has not ended */
	bool few;			/* fewer cases than small_cell */
	bool rolling;			/* the twelve months stand beside it */
	bool csv_excel;			/* CSV as Dutch Excel opens it */
	const char *by;			/* what the parts are by; NULL: not split */
	const struct ks_measure *measures;	/* by group */
	size_t n;
	const struct ks_report_loop *loop;
};

void ks_out_report(struct ks_out *out, const struct ks_report_view *view);

/* A case behind a number, and how often it was counted. */
struct ks_opened {
	const char *key;
	int times;
};

struct ks_opened_view {
	const char *period, *measure, *label, *definition;
	const struct ks_opened *cases;	/* sorted by key */
	size_t n;
};

void ks_out_report_open(struct ks_out *out, const struct ks_opened_view *view);

/* What a group of measures is called, and what its numbers do not say. */
enum ks_msg ks_group_heading(enum ks_measure_group group);
enum ks_msg ks_group_limits(enum ks_measure_group group);

#endif
