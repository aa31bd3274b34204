/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_CASE_EXPORT_H
#define KS_OUTPUT_CASE_EXPORT_H
/*
 * Everything about one family, put together from the pages that show a part of
 * it: each as its own command writes it, as text or as JSON. The text is a page
 * that a parent reads: the class is not on it, and it says so; JSON has all.
 */
#include "ks/base/date.h"
#include "ks/output/out.h"

struct ks_export_step {
	int number;
	const char *id, *role, *organisation, *urgency, *form;	/* organisation NULL: none */
	ks_day due, opens;
	bool already;
};

struct ks_export_route {
	const char *id, *class_then, *coalition, *version;
	ks_day date;
	const struct ks_export_step *steps;
	size_t n_steps;
};

struct ks_export_view {
	const char *case_key, *book, *head;
	ks_day date;
	const char *record;		/* as `ks case show` writes it */
	const struct ks_export_route *routes;
	size_t n_routes;
	const char **handovers;		/* each as `ks handover show` writes it */
	size_t n_handovers;
	const char *audit;		/* as `ks audit show CASE` writes it */
};

void ks_write_case_export(struct ks_out *out, const struct ks_export_view *view);

#endif
