/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_EVALUATION_PAGE_H
#define KS_OUTPUT_EVALUATION_PAGE_H
/* What the writers of the yearly evaluation share: the texts of one page, in order. */
#include "ks/output/evaluation.h"
#include "sheet.h"

/* A page in words; lists may be empty, texts are not yet made safe for a format. */
struct ks_card_words {
	const char *title, *agreed;		/* agreed NULL: no longer in the agreements */
	struct ks_sheet_item *facts;		/* owner, version, review, file */
	size_t n_facts;
	struct ks_sheet_item *counts;
	size_t n_counts;
	const char **points;			/* what to talk about */
	size_t n_points;
	const char **questions;
	size_t n_questions;
	const char **sources;
	size_t n_sources;
};

struct ks_card_words ks_evaluation_words(struct ks_out *out, const struct ks_evaluation_view *view,
				    const struct ks_card_page *page);

/* The sentences before the pages, ended with NULL, under this title. */
const char *ks_evaluation_title(struct ks_out *out, const struct ks_evaluation_view *view);
const char *const *ks_evaluation_cautions(struct ks_out *out,
					  const struct ks_evaluation_view *view);

/* As Markdown or HTML: what is meant for paper. */
void ks_evaluation_pages(struct ks_out *out, const struct ks_evaluation_view *view);
void ks_evaluation_json(struct ks_out *out, const struct ks_evaluation_view *view);

#endif
