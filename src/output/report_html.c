/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The report as a page of HTML: to print on A4, in the light or the dark, on a
 * telephone, by a screen reader. First what a coalition talks about, drawn;
 * then every number in tables.
 */
#include <stdlib.h>
#include <string.h>

#include "chart.h"
#include "html.h"
#include "ks/base/arena.h"
#include "report_charts.h"

#define SHORT 16

static const char css[] =
	"@page { size: A4; margin: 16mm 14mm 18mm; "
	"@bottom-right { content: counter(page) \" / \" counter(pages); font: 8pt sans-serif; } }\n"
	"body { max-width: 60rem; }\n"
	"h1 { font-size: 1.9rem; line-height: 1.2; margin: 0.4rem 0 0.2rem; }\n"
	"h2 { font-size: 1.3rem; margin: 2.4rem 0 0.6rem; padding-top: 0.6rem; "
	"border-top: 2px solid var(--bar); }\n"
	"h3 { font-size: 1.05rem; margin: 1.4rem 0 0.3rem; } .panel h3 { margin: 0; "
	"font-size: 0.95rem; }\n"
	"h2, h3, caption { break-after: avoid; }\n"
	".caution { border-left: 4px solid var(--bar); background: var(--soft); "
	"padding: 0.3rem 1rem; margin: 1rem 0; } .caution p { margin: 0.35rem 0; }\n"
	".key { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); "
	"gap: 0.6rem; margin: 1.2rem 0; }\n"
	".key div { border: 1px solid var(--line); border-radius: 0.4rem; "
	"padding: 0.5rem 0.7rem; }\n"
	".key dt { font-weight: normal; font-size: 0.9rem; } .key dd { margin: 0; }\n"
	".key strong { font-size: 1.8rem; font-weight: 600; line-height: 1.2; display: block; } "
	".twelve { display: block; font-size: 0.85rem; color: var(--muted); }\n"
	"table { border-collapse: collapse; width: 100%; margin: 0.4rem 0 1rem; }\n"
	".unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; "
	"clip-path: inset(50%); }\n"
	"caption { text-align: left; font-weight: 600; padding: 0.2rem 0; }\n"
	"th, td { border-bottom: 1px solid var(--line); padding: 0.25rem 0.5rem; "
	"text-align: left; vertical-align: top; }\n"
	"thead th { border-bottom: 2px solid var(--line); vertical-align: bottom; "
	"font-size: 0.9rem; } tbody th, tfoot th { font-weight: normal; }\n"
	"td.n, th.n, .pairs td { text-align: right; font-variant-numeric: tabular-nums; } "
	"td.n { white-space: nowrap; }\n"
	"td.bar { width: 45%; vertical-align: middle; } .way th { width: 16rem; } "
	".way td.bar { width: auto; }\n"
	"tr { break-inside: avoid; } tr.part th { padding-left: 1.6rem; }\n"
	".limits { font-size: 0.9rem; color: var(--muted); max-width: 46rem; }\n"
	"svg { display: block; width: 100%; } svg.bar { height: 0.85rem; }\n"
	".fill { fill: var(--bar); } .track { fill: var(--track); } "
	".runs { fill-opacity: 0.55; stroke: var(--bar); }\n"
	".small { stroke: var(--bar); stroke-width: 10; stroke-dasharray: 5 7; }\n"
	".held { stroke: var(--muted); stroke-width: 1.5; stroke-dasharray: 12 12; }\n"
	".axis { stroke: var(--muted); } .grid { stroke: var(--line); stroke-dasharray: 2 3; }\n"
	"svg text { fill: var(--ink); font-size: 11px; text-anchor: middle; } "
	"svg .tick { text-anchor: end; fill: var(--muted); } svg .value { font-size: 10px; }\n";

static const char chart_css[] =
	".panels { display: grid; gap: 1rem 1.6rem; margin-bottom: 1rem; "
	"grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); }\n"
	".panel { break-inside: avoid; } .columns { max-width: 30rem; }\n"
	".months { width: auto; font-size: 0.9rem; } .months td, .months th { "
	"padding: 0.1rem 0.6rem; }\n"
	".partners th[scope=row] { min-width: 7rem; } .kept { width: 21%; "
	"font-variant-numeric: tabular-nums; } .kept svg { margin-top: 0.15rem; }\n"
	".wide { overflow-x: auto; } .pairs { width: auto; } .pairs td { min-width: 2rem; "
	"border: 1px solid var(--line); } .pairs .total { font-weight: 600; }\n"
	".turned { vertical-align: bottom; padding: 0.3rem 0.2rem; } .turned span { "
	"writing-mode: vertical-rl; transform: rotate(180deg); max-height: 11rem; "
	"display: inline-block; line-height: 1.15; font-size: 0.85rem; }\n"
	".s1 { background: var(--s1); } .s2 { background: var(--s2); } "
	".s3 { background: var(--s3); } .s4 { background: var(--s4); } "
	".s5 { background: var(--s5); } .none { color: var(--muted); }\n"
	".hidden { background: repeating-linear-gradient(135deg, transparent 0 4px, "
	"var(--track) 4px 6px); }\n"
	"dt { font-weight: 600; } dd { margin: 0 0 0.5rem 1.2rem; } .names { max-width: 46rem; }\n"
	"footer { margin-top: 2rem; border-top: 1px solid var(--line); font-size: 0.9rem; "
	"color: var(--muted); }\n"
	"@media (max-width: 36rem) { body { padding: 0 0.7rem; } h1 { font-size: 1.5rem; } "
	".way th { width: 9.5rem; } td.bar { width: 25%; } "
	".key { grid-template-columns: 1fr 1fr; } "
	".partners tr { display: grid; grid-template-columns: 1fr 1fr 1fr; "
	"border-bottom: 1px solid var(--line); } .partners th, .partners td { border: 0; "
	"padding: 0.15rem 0.3rem; width: auto; } .partners tr > :first-child { "
	"grid-column: 1 / 3; } }\n"
	"@media print { :root { font-size: 9.5pt; } h2 { margin-top: 1.6rem; } "
	".wide { overflow: visible; } .panels { grid-template-columns: 1fr 1fr; } "
	".key { grid-template-columns: repeat(6, 1fr); } .key strong { font-size: 1.4rem; } "
	".short, .way, .months, .pairs { break-inside: avoid; } "
	"tbody tr:nth-child(-n+3) { break-before: avoid; } .meanings { columns: 2; } "
	".meanings dt, .meanings dd { break-inside: avoid; } .meanings dt { break-after: avoid; } }\n";

static const char *word(struct ks_out *out, enum ks_msg msg)
{
	return ks_msg_text(out->lang, msg);
}

static void put(struct ks_out *out, const char *open, const char *text, const char *close)
{
	ks_buf_add(&out->text, open);
	ks_html_text(&out->text, text ? text : "");
	ks_buf_add(&out->text, close);
}

/* ---- rows ---------------------------------------------------------------------------- */

/* What the rows of one table have in common. */
struct sheet {
	struct ks_out *out;
	const struct ks_report_view *view;
	int most;		/* of the bars; 0: none are drawn */
};

static void put_parts(const struct sheet *sheet, const struct ks_measure *m)
{
	struct ks_out *out = sheet->out;
	size_t n;
	const struct ks_part *parts = ks_report_parts(out, m, &n);

	for (size_t i = 0; i < n; i++) {
		put(out, "<tr class=\"part\"><th scope=\"row\">", parts[i].label, "</th>");
		put(out, "<td class=\"n\">", parts[i].number.shown, "</td>");
		ks_buf_add(&out->text, sheet->view->rolling ? "<td></td>" : "");
		ks_buf_add(&out->text, sheet->most ? "<td></td></tr>\n" : "</tr>\n");
	}
}

static void put_row(const struct sheet *sheet, const struct ks_measure *m)
{
	struct ks_out *out = sheet->out;

	put(out, "<tr><th scope=\"row\">", m->label, "</th>");
	put(out, "<td class=\"n\">", m->number.shown, "");
	if (m->of)
		put(out, " ", ks_msg_make(out->arena, out->lang, KS_MSG_report_of,
					  KS_ARGS({ "n", m->of->number.shown })), "");
	ks_buf_add(&out->text, "</td>");
	if (sheet->view->rolling)
		put(out, "<td class=\"n\">", m->rolling.shown, "</td>");
	if (sheet->most) {
		ks_buf_add(&out->text, "<td class=\"bar\">");
		ks_chart_bar(out, m->number, 0, sheet->most,
			     sheet->view->coalition->policy[KS_SMALL_CELL].number);
		ks_buf_add(&out->text, "</td>");
	}
	ks_buf_add(&out->text, "</tr>\n");
	put_parts(sheet, m);
}

/* A short table stays on one sheet of paper. */
static void put_head(const struct sheet *sheet, enum ks_msg caption, size_t n)
{
	struct ks_out *out = sheet->out;

	ks_buf_add(&out->text, n <= SHORT ? "<table class=\"short\">" : "<table>");
	put(out, "<caption class=\"unseen\">", word(out, caption), "</caption><thead><tr><th scope=\"col\">");
	put(out, "", word(out, KS_MSG_col_what), "</th>");
	put(out, "<th scope=\"col\" class=\"n\">", word(out, KS_MSG_col_number), "</th>");
	if (sheet->view->rolling)
		put(out, "<th scope=\"col\" class=\"n\">", word(out, KS_MSG_col_twelve), "</th>");
	ks_buf_add(&out->text, sheet->most ? "<td></td></tr></thead><tbody>\n" :
					     "</tr></thead><tbody>\n");
}

/* ---- a group --------------------------------------------------------------------------- */

/* A row that says no more than its name: small, over twelve months too, and not split. */
static bool is_only_name(const struct ks_measure *m)
{
	return m->number.shown[0] == '<' && !m->n_parts &&
	       (!m->rolling.shown || m->rolling.shown[0] == '<');
}

static bool may_be_named(enum ks_measure_group group)
{
	return group == KS_GROUP_SIGNALS || group == KS_GROUP_CARDS || group == KS_GROUP_GAPS;
}

/* Those that only have a name go into one sentence; the others stay in rows. */
static const char *take_names(struct ks_out *out, const struct ks_measure **rows, size_t *n)
{
	struct ks_buf names;
	const char *shown = "";
	size_t kept = 0;

	ks_buf_init(&names, out->arena);
	for (size_t i = 0; i < *n; i++) {
		if (!is_only_name(rows[i])) {
			rows[kept++] = rows[i];
			continue;
		}
		shown = rows[i]->number.shown;
		ks_buf_addf(&names, "%s%s", names.len ? "; " : "", rows[i]->label);
	}
	*n = kept;
	return !names.len ? NULL :
			    ks_msg_make(out->arena, out->lang, KS_MSG_report_small_names,
					KS_ARGS({ "shown", shown }, { "names", names.text }));
}

static void put_rows(struct ks_out *out, const struct ks_report_view *view,
		     enum ks_measure_group group, const struct ks_measure *const *rows, size_t n)
{
	struct sheet sheet = { .out = out, .view = view };

	for (size_t i = 0; ks_group_has_bars(group) && i < n; i++)
		if (rows[i]->number.value > sheet.most)
			sheet.most = rows[i]->number.value;
	put_head(&sheet, ks_group_heading(group), n);
	for (size_t i = 0; i < n; i++)
		put_row(&sheet, rows[i]);
	ks_buf_add(&out->text, "</tbody></table>\n");
}

static void put_group(struct ks_out *out, const struct ks_report_view *view,
		      enum ks_measure_group group)
{
	size_t n = 0, more = 0;
	const struct ks_measure **rows = ks_report_rows(out, view, group, &n, &more);
	bool is_empty = n == 0;
	const char *names = NULL;

	ks_html_line(&out->text, "h3", word(out, ks_group_heading(group)));
	if (is_empty) {
		ks_html_line(&out->text, "p", word(out, ks_report_why_empty(view, group)));
		return;
	}
	if (may_be_named(group))
		names = take_names(out, rows, &n);
	if (n)
		put_rows(out, view, group, rows, n);
	if (names)
		put(out, "<p class=\"names\">", names, "</p>\n");
	put(out, "<p class=\"limits\">", word(out, ks_group_limits(group)), "</p>\n");
}

/* ---- the page ------------------------------------------------------------------------------ */

static void put_meanings_of(struct ks_out *out, const struct ks_report_view *view,
			    enum ks_measure_group group)
{
	enum ks_msg each = ks_group_definition(group);
	size_t n = 0, more = 0;
	const struct ks_measure **rows = ks_report_rows(out, view, group, &n, &more);

	if (n && each != KS_MSG_LAST) {
		ks_html_line(&out->text, "dt", word(out, ks_group_heading(group)));
		ks_html_line(&out->text, "dd", word(out, each));
	}
	for (size_t i = 0; each == KS_MSG_LAST && i < n; i++) {
		ks_html_line(&out->text, "dt", rows[i]->label);
		ks_html_line(&out->text, "dd", rows[i]->definition);
	}
}

static void put_orientation(struct ks_out *out)
{
	ks_html_line(&out->text, "h2", word(out, KS_MSG_report_orientation));
	for (const char *const *said = ks_report_orientation(out); *said; said++)
		ks_html_line(&out->text, "p", *said);
}

static void put_meanings(struct ks_out *out, const struct ks_report_view *view)
{
	ks_html_line(&out->text, "h2", word(out, KS_MSG_report_meaning));
	ks_buf_add(&out->text, "<dl class=\"meanings\">\n");
	for (int i = 0; i < KS_STAGES; i++) {
		ks_html_line(&out->text, "dt", view->loop->stages[i].label);
		ks_html_line(&out->text, "dd", view->loop->stages[i].definition);
	}
	for (int group = 0; group < KS_GROUPS; group++)
		put_meanings_of(out, view, (enum ks_measure_group)group);
	ks_buf_add(&out->text, "</dl>\n");
}

static void put_footer(struct ks_out *out, const struct ks_report_view *view)
{
	const struct ks_arg *args =
		KS_ARGS({ "on", ks_day_words(out, view->counted_on) },
			{ "coalition", ks_text_in(view->coalition->title, out->lang) },
			{ "version", view->coalition->version });

	ks_buf_add(&out->text, "<footer>\n");
	ks_html_line(&out->text, "p", ks_msg_make(out->arena, out->lang, KS_MSG_report_made, args));
	ks_html_line(&out->text, "p", word(out, KS_MSG_report_no_population));
	ks_buf_add(&out->text, "</footer>\n");
}

static void put_drawn(struct ks_out *out, const struct ks_report_view *view)
{
	ks_report_html_key(out, view);
	ks_report_html_way(out, view);
	ks_report_html_trend(out, view);
	ks_report_html_partners(out, view);
	ks_report_html_pairs(out, view);
}

/* Below every sheet of paper, for when it goes its own way. */
static const char *all_css(struct ks_out *out)
{
	return ks_fmt(out->arena,
		      "%s%s@page { @bottom-left { content: \"%s\"; font: 8pt sans-serif; } }\n", css, chart_css,
		      word(out, KS_MSG_report_no_population));
}

void ks_report_html(struct ks_out *out, const struct ks_report_view *view)
{
	const char *title = ks_report_title(out, view);

	ks_html_begin(out, title, all_css(out));
	ks_buf_add(&out->text, "<main>\n");
	ks_html_line(&out->text, "h1", title);
	ks_buf_add(&out->text, "<div class=\"caution\">\n");
	for (const char *const *said = ks_report_cautions(out, view); *said; said++)
		ks_html_line(&out->text, "p", *said);
	ks_buf_add(&out->text, "</div>\n");
	put_drawn(out, view);
	ks_html_line(&out->text, "h2", word(out, KS_MSG_report_numbers));
	for (int group = 0; group < KS_GROUPS; group++)
		put_group(out, view, (enum ks_measure_group)group);
	put_meanings(out, view);
	put_orientation(out);
	ks_buf_add(&out->text, "</main>\n");
	put_footer(out, view);
	ks_html_end(out);
}
