/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_EVALUATION_PAGE_H
#define KS_OUTPUT_EVALUATION_PAGE_H
/* What the writers of the yearly evaluation share: the texts of one page, in order. */
#include "ks/output/evaluation.h"

struct ks_sheet_row {
	const char *what, *shown;
};

/* A page in words; lists may be empty, texts are not yet made safe for a format. */
struct ks_sheet {
	const char *title, *agreed;		/* agreed NULL: no longer in the agreements */
	struct ks_sheet_row *facts;		/* owner, version, review, file */
	size_t n_facts;
	struct ks_sheet_row *counts;
	size_t n_counts;
	const char **points;			/* what to talk about */
	size_t n_points;
	const char **questions;
	size_t n_questions;
	const char **sources;
	size_t n_sources;
};

struct ks_sheet ks_evaluation_sheet(struct ks_out *out, const struct ks_evaluation_view *view,
				    const struct ks_card_page *page);

/* The sentences before the pages, ended with NULL, under this title. */
const char *ks_evaluation_title(struct ks_out *out, const struct ks_evaluation_view *view);
const char *const *ks_evaluation_cautions(struct ks_out *out,
					  const struct ks_evaluation_view *view);

void ks_evaluation_md(struct ks_out *out, const struct ks_evaluation_view *view);
void ks_evaluation_html(struct ks_out *out, const struct ks_evaluation_view *view);
void ks_evaluation_json(struct ks_out *out, const struct ks_evaluation_view *view);

#endif
