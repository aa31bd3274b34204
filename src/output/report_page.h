/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_REPORT_PAGE_H
#define KS_OUTPUT_REPORT_PAGE_H
/* What the writers of a report share: which rows are shown, under which title. */
#include "ks/output/report.h"

const char *ks_report_title(struct ks_out *out, const struct ks_report_view *view);

/* The sentences that have to stand on every report, ended with NULL. */
const char *const *ks_report_cautions(struct ks_out *out, const struct ks_report_view *view);

/* The rows of a group that a page shows, and how many it leaves to JSON and CSV. */
const struct ks_measure **ks_report_rows(struct ks_out *out, const struct ks_report_view *view,
					 enum ks_measure_group group, size_t *n, size_t *more);

/* What stands before the name of a part, where nothing else sets it apart. */
#define KS_PART_MARK "· "

/* The parts of a measure that are not 0, most first; one for all where each is withheld. */
const struct ks_part *ks_report_parts(struct ks_out *out, const struct ks_measure *m, size_t *n);

/* Does the group leave out its zeros? */
bool ks_group_is_long(enum ks_measure_group group);

/* What each number of a list is; KS_MSG_LAST where every row has a definition of its own. */
enum ks_msg ks_group_definition(enum ks_measure_group group);

/* Under a heading without rows: there was nothing, or all of it is held back. */
enum ks_msg ks_report_why_empty(const struct ks_report_view *view, enum ks_measure_group group);

/*
 * National figures with their year and source, ended with NULL: at the end of a
 * page, never beside a number of ks. Only those of which what was counted was
 * read in the source itself.
 */
const char *const *ks_report_orientation(struct ks_out *out);

/* May the numbers of a group be laid beside each other as bars? */
bool ks_group_has_bars(enum ks_measure_group group);

/* ---- report_loop.c: stages, partners, pairs --------------------------------------- */

void ks_report_loop_text(struct ks_out *out, const struct ks_report_loop *loop);
void ks_report_loop_md(struct ks_out *out, const struct ks_report_loop *loop);
void ks_report_loop_json(struct ks_json *document, const struct ks_report_loop *loop);

enum ks_msg ks_term_label(enum ks_term_kind term);

/* The largest number of the stages first .. end - 1; 0 when none is shown. */
int ks_stages_most(const struct ks_report_loop *loop, enum ks_stage_id first, enum ks_stage_id end);

/* Partners whose number of handovers is shown; they come first. */
size_t ks_partners_shown(const struct ks_report_loop *loop);

/* A sentence with the names of the others; NULL: there are none. */
const char *ks_partners_hidden(struct ks_out *out, const struct ks_report_loop *loop);

/* "14 van 18". */
const char *ks_kept_text(struct ks_out *out, const struct ks_kept_term *term);

struct ks_pair {
	const char *from, *to;
	struct ks_number number;
};

/* The pairs whose number is shown and not 0, most first. */
struct ks_pair *ks_pairs_shown(struct ks_out *out, const struct ks_pairs *pairs, size_t *n);

/* ---- the writers --------------------------------------------------------------------- */

void ks_report_html(struct ks_out *out, const struct ks_report_view *view);
void ks_report_md(struct ks_out *out, const struct ks_report_view *view);
void ks_report_xlsx(struct ks_out *out, const struct ks_report_view *view);
void ks_report_csv(struct ks_out *out, const struct ks_report_view *view);
/* "shown" and "value" of a number; and what stands before the measures. */
void ks_report_json_number(struct ks_json *json, struct ks_number number);
void ks_report_json_head(struct ks_out *out, struct ks_json *document,
			 const struct ks_report_view *view);
void ks_report_json(struct ks_out *out, const struct ks_report_view *view);

#endif
