/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The report as a page of HTML: to print on A4, in the light or the dark.
 * Every drawing repeats a table that a screen reader reads, and is hidden
 * from it.
 */
#include <string.h>

#include "html.h"
#include "ks/base/arena.h"
#include "report_page.h"

#define HEIGHT 120
#define STEP 50

static const char css[] =
	"@page { size: A4; margin: 16mm; }\n"
	":root { color-scheme: light dark; --line: #767676; --bar: #1f5f8b; }\n"
	"body { font: 1rem/1.45 sans-serif; max-width: 50em; margin: 2rem auto; padding: 0 1rem; }\n"
	"h1 { font-size: 1.7rem; } h2 { font-size: 1.2rem; margin: 1.8rem 0 0.3rem; "
	"break-after: avoid; }\n"
	".caution { border-left: 4px solid var(--line); padding-left: 1rem; }\n"
	"table { border-collapse: collapse; width: 100%; }\n"
	"th, td { border-bottom: 1px solid var(--line); padding: 0.2rem 0.6rem; text-align: left; "
	"vertical-align: top; }\n"
	"td.n, th.n { text-align: right; white-space: nowrap; } td.bar { width: 30%; }\n"
	"tr { break-inside: avoid; } tr.part th { font-weight: normal; padding-left: 1.8rem; }\n"
	"tbody th { font-weight: normal; } .limits { font-size: 0.9rem; }\n"
	"svg { display: block; max-width: 100%; } svg .bar { fill: var(--bar); }\n"
	"svg .axis { stroke: var(--line); } svg text { fill: currentColor; font: 12px sans-serif; }\n"
	"dt { font-weight: bold; } dd { margin: 0 0 0.4rem 1.2rem; }\n"
	"@media (prefers-color-scheme: dark) { :root { --line: #9a9a9a; --bar: #7ab8e0; } }\n"
	"@media print { :root { color-scheme: light; --line: #767676; --bar: #1f5f8b; } "
	"body { font-size: 10pt; margin: 0; max-width: none; } "
	"svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }\n";

static const char *word(struct ks_out *out, enum ks_msg msg)
{
	return ks_msg_text(out->lang, msg);
}

/* ---- drawings --------------------------------------------------------------------- */

static void put_bar(struct ks_out *out, int value, int most)
{
	if (value <= 0 || most <= 0)
		return;
	ks_buf_addf(&out->text,
		    "<svg aria-hidden=\"true\" viewBox=\"0 0 100 10\" width=\"100%%\" height=\"12\" "
		    "preserveAspectRatio=\"none\"><rect class=\"bar\" width=\"%d.%d\" height=\"10\"/>"
		    "</svg>",
		    value * 100 / most, value * 1000 / most % 10);
}

static const struct ks_measure *find(const struct ks_report_view *view, const char *id)
{
	for (size_t i = 0; i < view->n; i++)
		if (strcmp(view->measures[i].id, id) == 0)
			return &view->measures[i];
	return NULL;
}

static void put_columns(struct ks_out *out, const struct ks_measure *m, int most)
{
	ks_buf_addf(&out->text, "<svg aria-hidden=\"true\" viewBox=\"0 0 %d %d\" height=\"%d\">\n",
		    KS_TREND * STEP, HEIGHT + 40, HEIGHT + 40);
	for (int i = 0; i < KS_TREND; i++) {
		int high = m->trend[i] * HEIGHT / most;

		ks_buf_addf(&out->text,
			    "<rect class=\"bar\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>"
			    "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%d</text>\n",
			    i * STEP + 8, 20 + HEIGHT - high, STEP - 16, high, i * STEP + STEP / 2,
			    14 + HEIGHT - high, m->trend[i]);
	}
	ks_buf_addf(&out->text, "<line class=\"axis\" x1=\"0\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n</svg>\n",
		    KS_TREND * STEP, HEIGHT + 20, HEIGHT + 20);
}

/* Work of each month: exact, so nothing is hidden in it. */
static void put_trend(struct ks_out *out, const struct ks_report_view *view)
{
	const struct ks_measure *m = find(view, "handovers");
	struct ks_buf numbers;
	int most = 0;

	ks_buf_init(&numbers, out->arena);
	for (int i = 0; m && i < KS_TREND; i++) {
		most = m->trend[i] > most ? m->trend[i] : most;
		ks_buf_addf(&numbers, "%s%d", i ? ", " : "", m->trend[i]);
	}
	if (!m || !most)
		return;
	ks_html_line(&out->text, "h2", word(out, KS_MSG_report_trend));
	put_columns(out, m, most);
	ks_html_line(&out->text, "p",
		     ks_msg_make(out->arena, out->lang, KS_MSG_report_trend_note,
				 KS_ARGS({ "numbers", numbers.text })));
}

/* ---- tables ------------------------------------------------------------------------ */

static void put_cell(struct ks_out *out, const char *open, const char *text, const char *close)
{
	ks_buf_add(&out->text, open);
	ks_html_text(&out->text, text ? text : "");
	ks_buf_add(&out->text, close);
}

static void put_row(struct ks_out *out, const struct ks_report_view *view,
		    const struct ks_measure *m, int most)
{
	put_cell(out, "<tr><th scope=\"row\">", m->label, "</th>");
	put_cell(out, "<td class=\"n\">", m->number.shown, "");
	if (m->of)
		put_cell(out, " ", ks_msg_make(out->arena, out->lang, KS_MSG_report_of,
					       KS_ARGS({ "n", m->of->number.shown })), "");
	ks_buf_add(&out->text, "</td>");
	if (view->rolling)
		put_cell(out, "<td class=\"n\">", m->rolling.shown, "</td>");
	ks_buf_add(&out->text, "<td class=\"bar\">");
	put_bar(out, m->number.value, most);
	ks_buf_add(&out->text, "</td></tr>\n");
	for (size_t i = 0; i < m->n_parts; i++) {
		put_cell(out, "<tr class=\"part\"><th scope=\"row\">", m->parts[i].label, "</th>");
		put_cell(out, "<td class=\"n\">", m->parts[i].number.shown, "</td><td></td></tr>\n");
	}
}

static void put_head(struct ks_out *out, const struct ks_report_view *view)
{
	put_cell(out, "<table><thead><tr><th scope=\"col\">", word(out, KS_MSG_col_what), "</th>");
	put_cell(out, "<th scope=\"col\" class=\"n\">", word(out, KS_MSG_col_number), "</th>");
	if (view->rolling)
		put_cell(out, "<th scope=\"col\" class=\"n\">", word(out, KS_MSG_col_twelve), "</th>");
	ks_buf_add(&out->text, "<td></td></tr></thead><tbody>\n");
}

static void put_rows(struct ks_out *out, const struct ks_report_view *view,
		     const struct ks_measure *const *rows, size_t n)
{
	int most = 0;

	for (size_t i = 0; n && ks_group_has_bars(rows[0]->group) && i < n; i++)
		most = rows[i]->number.value > most ? rows[i]->number.value : most;
	put_head(out, view);
	for (size_t i = 0; i < n; i++)
		put_row(out, view, rows[i], most);
	ks_buf_add(&out->text, "</tbody></table>\n");
}

static void put_limits(struct ks_out *out, enum ks_msg msg)
{
	put_cell(out, "<p class=\"limits\">", word(out, msg), "</p>\n");
}

static void put_group(struct ks_out *out, const struct ks_report_view *view,
		      enum ks_measure_group group)
{
	size_t n = 0, more = 0;
	const struct ks_measure **rows = ks_report_rows(out, view, group, &n, &more);

	ks_html_line(&out->text, "h2", word(out, ks_group_heading(group)));
	if (!n) {
		ks_html_line(&out->text, "p", word(out, KS_MSG_report_none));
		return;
	}
	put_rows(out, view, rows, n);
	put_limits(out, ks_group_limits(group));
}

/* What is done, one after the other, with bars on one scale. */
static void put_chain(struct ks_out *out, const struct ks_report_view *view)
{
	static const char *const ids[] = { "cases", "routes", "handovers", "contact_due",
					   "handovers_warm" };
	const struct ks_measure *rows[5];
	size_t n = 0;
	int most = 0;

	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		rows[n] = find(view, ids[i]);
		if (rows[n] && rows[n]->number.value > most)
			most = rows[n]->number.value;
		n += rows[n] != NULL;
	}
	ks_html_line(&out->text, "h2", word(out, KS_MSG_report_chain));
	put_head(out, view);
	for (size_t i = 0; i < n; i++) {
		struct ks_measure alone = *rows[i];

		alone.n_parts = 0;
		put_row(out, view, &alone, most);
	}
	ks_buf_add(&out->text, "</tbody></table>\n");
	put_limits(out, KS_MSG_report_chain_note);
}

static void put_meanings(struct ks_out *out, const struct ks_report_view *view)
{
	ks_html_line(&out->text, "h2", word(out, KS_MSG_report_meaning));
	ks_buf_add(&out->text, "<dl>\n");
	for (int group = 0; group < KS_GROUPS; group++) {
		bool is_list = ks_group_is_long((enum ks_measure_group)group);
		size_t n = 0, more = 0;
		const struct ks_measure **rows =
			ks_report_rows(out, view, (enum ks_measure_group)group, &n, &more);

		for (size_t i = 0; i < n && !(is_list && i); i++) {
			ks_html_line(&out->text, "dt", is_list ? word(out, ks_group_heading(
								(enum ks_measure_group)group)) :
								 rows[i]->label);
			ks_html_line(&out->text, "dd", rows[i]->definition);
		}
	}
	ks_buf_add(&out->text, "</dl>\n");
}

void ks_report_html(struct ks_out *out, const struct ks_report_view *view)
{
	const char *title = ks_report_title(out, view);

	ks_html_begin(out, title, css);
	ks_buf_add(&out->text, "<main>\n");
	ks_html_line(&out->text, "h1", title);
	ks_buf_add(&out->text, "<div class=\"caution\">\n");
	for (const char *const *said = ks_report_cautions(out, view); *said; said++)
		ks_html_line(&out->text, "p", *said);
	ks_buf_add(&out->text, "</div>\n");
	put_chain(out, view);
	put_trend(out, view);
	for (int group = 0; group < KS_GROUPS; group++)
		put_group(out, view, (enum ks_measure_group)group);
	put_meanings(out, view);
	ks_buf_add(&out->text, "</main>\n");
	ks_html_end(out);
}
