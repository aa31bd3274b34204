/* SPDX-License-Identifier: EUPL-1.2 */
/* The yearly evaluation as one page of HTML; printed, every card has a sheet of its own. */
#include "evaluation_page.h"

#include "ks/base/arena.h"
#include "html.h"

static const char css[] =
	"@page { size: A4; margin: 16mm; }\n"
	":root { color-scheme: light dark; --line: #767676; }\n"
	"body { font: 1rem/1.5 sans-serif; max-width: 46em; margin: 2rem auto; padding: 0 1rem; }\n"
	"h1 { font-size: 1.8rem; } h2 { font-size: 1.4rem; margin: 2.4rem 0 0.3rem; }\n"
	"h3 { font-size: 1.1rem; margin: 1.2rem 0 0.3rem; break-after: avoid; }\n"
	"blockquote { margin: 0.8rem 0; padding: 0 1rem; border-left: 4px solid var(--line); }\n"
	"table { border-collapse: collapse; }\n"
	"th, td { border: 1px solid var(--line); padding: 0.15rem 0.6rem; text-align: left; }\n"
	"td.n { text-align: right; font-variant-numeric: tabular-nums; }\n"
	"th { font-weight: normal; } caption { text-align: left; font-weight: bold; }\n"
	"ul { margin: 0.2rem 0; padding-left: 1.4rem; } td, th, li { overflow-wrap: anywhere; }\n"
	"@media (prefers-color-scheme: dark) { :root { --line: #9a9a9a; } }\n"
	"@media print { :root { color-scheme: light; --line: #767676; } "
	"body { font-size: 10pt; margin: 0; max-width: none; } article { break-before: page; } }\n";

static void put_list(struct ks_out *out, enum ks_msg heading, const char *const *items, size_t n)
{
	if (!n)
		return;
	ks_html_line(&out->text, "h3", ks_msg_text(out->lang, heading));
	ks_buf_add(&out->text, "<ul>\n");
	for (size_t i = 0; i < n; i++)
		ks_html_line(&out->text, "li", items[i]);
	ks_buf_add(&out->text, "</ul>\n");
}

static void begin_table(struct ks_out *out, enum ks_msg name)
{
	ks_buf_add(&out->text, "<table aria-label=\"");
	ks_html_text(&out->text, ks_msg_text(out->lang, name));
	ks_buf_add(&out->text, "\">\n");
}

static void put_rows(struct ks_out *out, const struct ks_sheet_row *rows, size_t n, const char *tag)
{
	for (size_t i = 0; i < n; i++) {
		ks_buf_add(&out->text, "<tr><th scope=\"row\">");
		ks_html_text(&out->text, rows[i].what);
		ks_buf_addf(&out->text, "</th><%s>", tag);
		ks_html_text(&out->text, rows[i].shown);
		ks_buf_add(&out->text, "</td></tr>\n");
	}
	ks_buf_add(&out->text, "</table>\n");
}

static void put_page(struct ks_out *out, const struct ks_card_page *page,
		     const struct ks_sheet *sheet)
{
	ks_buf_add(&out->text, "<article id=\"");
	ks_html_text(&out->text, page->id);
	ks_buf_add(&out->text, "\">\n");
	ks_html_line(&out->text, "h2", sheet->title);
	if (sheet->agreed) {
		ks_buf_add(&out->text, "<blockquote>\n");
		ks_html_line(&out->text, "p", sheet->agreed);
		ks_buf_add(&out->text, "</blockquote>\n");
		begin_table(out, KS_MSG_card_facts);
		put_rows(out, sheet->facts, sheet->n_facts, "td");
	}
	ks_html_line(&out->text, "h3", ks_msg_text(out->lang, KS_MSG_evaluation_numbers));
	begin_table(out, KS_MSG_evaluation_numbers);
	put_rows(out, sheet->counts, sheet->n_counts, "td class=\"n\"");
	put_list(out, KS_MSG_evaluation_points, sheet->points, sheet->n_points);
	put_list(out, KS_MSG_evaluation_questions, sheet->questions, sheet->n_questions);
	put_list(out, KS_MSG_md_sources, sheet->sources, sheet->n_sources);
	ks_buf_add(&out->text, "</article>\n");
}

static void put_contents(struct ks_out *out, const struct ks_evaluation_view *view)
{
	ks_buf_add(&out->text, "<nav>\n<ul>\n");
	for (size_t i = 0; i < view->n; i++) {
		const struct ks_card *card = view->pages[i].card;

		ks_buf_add(&out->text, "<li><a href=\"#");
		ks_html_text(&out->text, view->pages[i].id);
		ks_buf_add(&out->text, "\">");
		ks_html_text(&out->text,
			     card ? ks_text_in(card->title, out->lang) : view->pages[i].id);
		ks_buf_add(&out->text, "</a></li>\n");
	}
	ks_buf_add(&out->text, "</ul>\n</nav>\n");
}

void ks_evaluation_html(struct ks_out *out, const struct ks_evaluation_view *view)
{
	const char *title = ks_evaluation_title(out, view);

	ks_html_begin(out, title, css);
	ks_html_line(&out->text, "h1", title);
	for (const char *const *said = ks_evaluation_cautions(out, view); *said; said++)
		ks_html_line(&out->text, "p", *said);
	put_contents(out, view);
	for (size_t i = 0; i < view->n; i++) {
		struct ks_sheet sheet = ks_evaluation_sheet(out, view, &view->pages[i]);

		put_page(out, &view->pages[i], &sheet);
	}
	ks_html_end(out);
}
