/* SPDX-License-Identifier: EUPL-1.2 */
/* The yearly evaluation for paper: a page for each card, to talk about. */
#include "evaluation_page.h"

#include "ks/base/arena.h"

static const char *word(struct ks_out *out, enum ks_msg msg)
{
	return ks_msg_text(out->lang, msg);
}

static void put_list(struct ks_out *out, enum ks_msg heading, const char *const *items, size_t n)
{
	if (!n)
		return;
	ks_sheet_heading(out, 3, word(out, heading));
	ks_sheet_list(out);
	for (size_t i = 0; i < n; i++) {
		ks_sheet_point(out, 0, items[i]);
		ks_sheet_end_point(out);
	}
	ks_sheet_end_list(out);
}

/* Below the numbers of each card: its page goes its own way. */
static void put_meaning(struct ks_out *out, const struct ks_report_view *report)
{
	const char *period = ks_msg_make(out->arena, out->lang, KS_MSG_report_period,
					 KS_ARGS({ "from", ks_day_words(out, report->from) },
						 { "to", ks_day_words(out, report->to) }));

	ks_sheet_text(out, ks_fmt(out->arena, "%s %s", period,
				  word(out, KS_MSG_report_no_population)));
}

static void put_page(struct ks_out *out, const struct ks_evaluation_view *view,
		     const struct ks_card_words *words)
{
	ks_sheet_heading(out, 2, words->title);
	if (words->agreed) {
		ks_sheet_quote(out, words->agreed);
		ks_sheet_facts(out, words->facts, words->n_facts);
	}
	ks_sheet_heading(out, 3, word(out, KS_MSG_evaluation_numbers));
	ks_sheet_counts(out, word(out, KS_MSG_evaluation_numbers), words->counts, words->n_counts);
	put_meaning(out, view->report);
	put_list(out, KS_MSG_evaluation_points, words->points, words->n_points);
	put_list(out, KS_MSG_evaluation_questions, words->questions, words->n_questions);
	put_list(out, KS_MSG_md_sources, words->sources, words->n_sources);
}

static void put_contents(struct ks_out *out, const struct ks_evaluation_view *view)
{
	ks_sheet_contents(out);
	for (size_t i = 0; i < view->n; i++) {
		const struct ks_card *card = view->pages[i].card;

		ks_sheet_link(out, view->pages[i].id,
			      card ? ks_text_in(card->title, out->lang) : view->pages[i].id);
	}
	ks_sheet_end_contents(out);
}

void ks_evaluation_pages(struct ks_out *out, const struct ks_evaluation_view *view)
{
	const char *title = ks_evaluation_title(out, view);

	ks_sheet_begin(out, title);
	ks_sheet_heading(out, 1, title);
	for (const char *const *said = ks_evaluation_cautions(out, view); *said; said++)
		ks_sheet_text(out, *said);
	put_contents(out, view);
	for (size_t i = 0; i < view->n; i++) {
		struct ks_card_words words = ks_evaluation_words(out, view, &view->pages[i]);

		ks_sheet_page(out, view->pages[i].id, true);
		put_page(out, view, &words);
		ks_sheet_end_page(out);
	}
	ks_sheet_end(out);
}
