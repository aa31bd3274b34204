/* SPDX-License-Identifier: EUPL-1.2 */
/* The yearly evaluation as text: one card after the other. */
#include "ks/output/evaluation.h"

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "evaluation_page.h"

static void put_list(struct ks_out *out, enum ks_msg heading, const char *const *items, size_t n)
{
	if (!n)
		return;
	ks_out_blank(out);
	ks_out_wrapped(out, 0, "",
		       ks_fmt(out->arena, "%s:", ks_msg_text(out->lang, heading)));
	for (size_t i = 0; i < n; i++)
		ks_out_wrapped(out, 0, "- ", items[i]);
}

static void put_rows(struct ks_out *out, const struct ks_sheet_item *rows, size_t n)
{
	const char *const headings[] = { ks_msg_text(out->lang, KS_MSG_col_what),
					 ks_msg_text(out->lang, KS_MSG_col_number) };
	struct ks_table *table = ks_table_new(out, headings, 2);

	for (size_t i = 0; i < n; i++) {
		const char *cells[] = { rows[i].label, rows[i].text };

		ks_table_row(table, cells);
	}
	ks_table_end(table);
}

static void put_page(struct ks_out *out, const struct ks_card_words *words)
{
	ks_out_blank(out);
	ks_out_heading(out, words->title);
	if (words->agreed)
		ks_out_wrapped(out, 0, "", words->agreed);
	for (size_t i = 0; i < words->n_facts; i++)
		ks_out_wrapped(out, 0, ks_fmt(out->arena, "%s: ", words->facts[i].label),
			       words->facts[i].text);
	ks_out_blank(out);
	put_rows(out, words->counts, words->n_counts);
	put_list(out, KS_MSG_evaluation_points, words->points, words->n_points);
	put_list(out, KS_MSG_evaluation_questions, words->questions, words->n_questions);
	put_list(out, KS_MSG_md_sources, words->sources, words->n_sources);
}

static void text_evaluation(struct ks_out *out, const struct ks_evaluation_view *view)
{
	ks_out_heading(out, ks_evaluation_title(out, view));
	for (const char *const *said = ks_evaluation_cautions(out, view); *said; said++)
		ks_out_wrapped(out, 0, "", *said);
	for (size_t i = 0; i < view->n; i++) {
		struct ks_card_words words = ks_evaluation_words(out, view, &view->pages[i]);

		put_page(out, &words);
	}
}

void ks_out_evaluation(struct ks_out *out, const struct ks_evaluation_view *view)
{
	if (out->format == KS_AS_JSON)
		ks_evaluation_json(out, view);
	else if (out->format == KS_AS_HTML || out->format == KS_AS_MD)
		ks_evaluation_pages(out, view);
	else
		text_evaluation(out, view);
}
