/* SPDX-License-Identifier: EUPL-1.2 */
/* The yearly evaluation as Markdown: each card on a page of its own when printed. */
#include "evaluation_page.h"

#include "ks/base/arena.h"
#include "md.h"

#define NEW_PAGE "\n<div style=\"page-break-before: always\"></div>\n"

static void put_list(struct ks_out *out, enum ks_msg heading, const char *const *items, size_t n)
{
	if (!n)
		return;
	ks_buf_addf(&out->text, "\n### %s\n\n", ks_msg_text(out->lang, heading));
	for (size_t i = 0; i < n; i++)
		ks_buf_addf(&out->text, "- %s\n", ks_md_text(out, items[i]));
}

static void put_counts(struct ks_out *out, const struct ks_sheet *sheet)
{
	ks_buf_addf(&out->text, "\n### %s\n\n| %s | %s |\n|---|---:|\n",
		    ks_msg_text(out->lang, KS_MSG_evaluation_numbers),
		    ks_msg_text(out->lang, KS_MSG_col_what), ks_msg_text(out->lang, KS_MSG_col_number));
	for (size_t i = 0; i < sheet->n_counts; i++)
		ks_buf_addf(&out->text, "| %s | %s |\n", ks_md_text(out, sheet->counts[i].what),
			    ks_md_text(out, sheet->counts[i].shown));
}

static void put_page(struct ks_out *out, const struct ks_sheet *sheet)
{
	ks_buf_addf(&out->text, "%s\n## %s\n\n", NEW_PAGE, ks_md_text(out, sheet->title));
	if (sheet->agreed)
		ks_buf_addf(&out->text, "> %s\n\n", ks_md_text(out, sheet->agreed));
	for (size_t i = 0; i < sheet->n_facts; i++)
		ks_buf_addf(&out->text, "- **%s:** %s\n", sheet->facts[i].what,
			    ks_md_text(out, sheet->facts[i].shown));
	put_counts(out, sheet);
	put_list(out, KS_MSG_evaluation_points, sheet->points, sheet->n_points);
	put_list(out, KS_MSG_evaluation_questions, sheet->questions, sheet->n_questions);
	put_list(out, KS_MSG_md_sources, sheet->sources, sheet->n_sources);
}

void ks_evaluation_md(struct ks_out *out, const struct ks_evaluation_view *view)
{
	ks_buf_addf(&out->text, "# %s\n", ks_md_text(out, ks_evaluation_title(out, view)));
	for (const char *const *said = ks_evaluation_cautions(out, view); *said; said++)
		ks_buf_addf(&out->text, "\n%s\n", ks_md_text(out, *said));
	for (size_t i = 0; i < view->n; i++) {
		struct ks_sheet sheet = ks_evaluation_sheet(out, view, &view->pages[i]);

		put_page(out, &sheet);
	}
}
