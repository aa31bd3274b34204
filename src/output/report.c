/* SPDX-License-Identifier: EUPL-1.2 */
/* The report as text. */
#include "ks/output/report.h"

#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "report_page.h"

#define BAR 16			/* blocks of the longest bar */

/* ---- text ---------------------------------------------------------------- */

static const char *with_of(struct ks_out *out, const struct ks_measure *m)
{
	if (!m->of)
		return m->number.shown;
	return ks_fmt(out->arena, "%s %s", m->number.shown,
		      ks_msg_make(out->arena, out->lang, KS_MSG_report_of,
				  KS_ARGS({ "n", m->of->number.shown })));
}

static void put_parts(struct ks_out *out, struct ks_table *table, const struct ks_measure *m)
{
	size_t n;
	const struct ks_part *parts = ks_report_parts(out, m, &n);

	for (size_t i = 0; i < n; i++) {
		const char *cells[] = { ks_fmt(out->arena, KS_PART_MARK "%s", parts[i].label),
					parts[i].number.shown, "", "" };

		ks_table_row(table, cells);
	}
}

/* Months of the trend that have begun; those to come are no zeros. */
static int months_begun(const struct ks_report_view *view)
{
	return KS_TREND - ks_month_number(view->to) + ks_month_number(view->counted_on);
}

/* One block a month, the highest as high as a line; a dot for none, and where all is 0 nothing. */
static const char *spark(struct ks_out *out, const struct ks_measure *m, int begun)
{
	static const char *const blocks[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
	struct ks_buf buf;
	int most = 0;

	ks_buf_init(&buf, out->arena);
	for (int i = 0; i < KS_TREND; i++)
		most = m->trend[i] > most ? m->trend[i] : most;
	for (int i = 0; most && i < begun; i++)
		ks_buf_add(&buf, m->trend[i] ? blocks[(m->trend[i] * 7 + most / 2) / most] : "·");
	return buf.text;
}

/* A bar for what is shown, the longest as wide as there is room beside the name. */
static const char *bar(struct ks_out *out, const struct ks_measure *m, int most)
{
	struct ks_buf buf;

	ks_buf_init(&buf, out->arena);
	for (int i = 0; most && m->number.value > 0 && i < (m->number.value * BAR + most - 1) / most;
	     i++)
		ks_buf_add(&buf, "█");
	return buf.text;
}

static int most_of(const struct ks_measure *const *rows, size_t n)
{
	int most = 0;

	for (size_t i = 0; i < n; i++)
		most = rows[i]->number.value > most ? rows[i]->number.value : most;
	return most;
}

static void put_table(struct ks_out *out, const struct ks_report_view *view,
		      const struct ks_measure *const *rows, size_t n)
{
	bool has_trend = n && rows[0]->has_trend, has_bars = n && ks_group_has_bars(rows[0]->group);
	int most = most_of(rows, n);
	size_t columns = 2;
	const char *const headings[] = { ks_msg_text(out->lang, KS_MSG_col_what),
					 ks_msg_text(out->lang, KS_MSG_col_number),
					 ks_msg_text(out->lang, KS_MSG_col_twelve), "" };
	const char *shown[4] = { headings[0], headings[1], NULL, NULL };
	struct ks_table *table;

	if (view->rolling)
		shown[columns++] = headings[2];
	if (has_trend)
		shown[columns++] = ks_msg_text(out->lang, KS_MSG_col_trend);
	else if (has_bars)
		shown[columns++] = headings[3];
	table = ks_table_new(out, shown, columns);
	for (size_t i = 0; i < n; i++) {
		const char *cells[] = { rows[i]->label, with_of(out, rows[i]), NULL, NULL };
		size_t at = 2;

		if (view->rolling)
			cells[at++] = rows[i]->rolling.shown;
		if (has_trend)
			cells[at] = spark(out, rows[i], months_begun(view));
		else if (has_bars)
			cells[at] = bar(out, rows[i], most);

		ks_table_row(table, cells);
		put_parts(out, table, rows[i]);
	}
	ks_table_end(table);
}

static void put_group(struct ks_out *out, const struct ks_report_view *view,
		      enum ks_measure_group group)
{
	size_t n = 0, more = 0;
	const struct ks_measure **rows = ks_report_rows(out, view, group, &n, &more);

	ks_out_blank(out);
	ks_out_heading(out, ks_msg_text(out->lang, ks_group_heading(group)));
	if (n)
		put_table(out, view, rows, n);
	if (more)
		ks_out_msg(out, 0, KS_MSG_report_more,
			   KS_ARGS({ "n", ks_fmt(out->arena, "%zu", more) }));
	else if (!n)
		ks_out_msg(out, 0, ks_report_why_empty(view, group), NULL);
	else if (ks_group_is_long(group) && group != KS_GROUP_GAPS)
		ks_out_msg(out, 0, KS_MSG_report_rest_zero, NULL);
	if (n)
		ks_out_msg(out, 0, ks_group_limits(group), NULL);
}

static void put_definitions_of(struct ks_out *out, const struct ks_report_view *view,
			       enum ks_measure_group group)
{
	const char *heading = ks_msg_text(out->lang, ks_group_heading(group));
	enum ks_msg each = ks_group_definition(group);
	size_t n = 0, more = 0;
	const struct ks_measure **rows = ks_report_rows(out, view, group, &n, &more);

	if (n && each != KS_MSG_LAST)
		ks_out_wrapped(out, 0, ks_fmt(out->arena, "%s: ", heading),
			       ks_msg_text(out->lang, each));
	for (size_t i = 0; each == KS_MSG_LAST && i < n; i++)
		ks_out_wrapped(out, 0, ks_fmt(out->arena, "%s: ", rows[i]->label),
			       rows[i]->definition);
}

static void put_definitions(struct ks_out *out, const struct ks_report_view *view)
{
	ks_out_blank(out);
	ks_out_heading(out, ks_msg_text(out->lang, KS_MSG_report_meaning));
	for (int group = 0; group < KS_GROUPS; group++)
		put_definitions_of(out, view, (enum ks_measure_group)group);
}

static void text_report(struct ks_out *out, const struct ks_report_view *view)
{
	ks_out_heading(out, ks_report_title(out, view));
	for (const char *const *said = ks_report_cautions(out, view); *said; said++)
		ks_out_wrapped(out, 0, "", *said);
	for (int group = 0; group < KS_GROUPS; group++) {
		put_group(out, view, (enum ks_measure_group)group);
		if (group == KS_GROUP_TERMS)
			ks_report_loop_text(out, view->loop);
	}
	put_definitions(out, view);
	ks_out_blank(out);
	ks_out_heading(out, ks_msg_text(out->lang, KS_MSG_report_orientation));
	for (const char *const *said = ks_report_orientation(out); *said; said++)
		ks_out_wrapped(out, 0, "", *said);
}

void ks_out_report(struct ks_out *out, const struct ks_report_view *view)
{
	if (out->format == KS_AS_JSON)
		ks_report_json(out, view);
	else if (out->format == KS_AS_HTML)
		ks_report_html(out, view);
	else if (out->format == KS_AS_MD)
		ks_report_md(out, view);
	else if (out->format == KS_AS_XLSX)
		ks_report_xlsx(out, view);
	else if (out->format == KS_AS_CSV)
		ks_report_csv(out, view);
	else
		text_report(out, view);
}

/* ---- a number, opened --------------------------------------------------------- */

static void text_opened(struct ks_out *out, const struct ks_opened_view *view)
{
	const char *const headings[] = { ks_msg_text(out->lang, KS_MSG_col_case),
					 ks_msg_text(out->lang, KS_MSG_col_times) };
	struct ks_table *table;

	if (view->n)
		ks_out_msg(out, 0, KS_MSG_alone_line, NULL);
	ks_out_heading(out, ks_msg_make(out->arena, out->lang, KS_MSG_report_opened,
					KS_ARGS({ "label", view->label }, { "period", view->period })));
	ks_out_msg(out, 0, KS_MSG_report_no_population, NULL);
	ks_out_wrapped(out, 0, "", view->definition);
	if (!view->n) {
		ks_out_msg(out, 0, KS_MSG_report_opened_none, NULL);
		return;
	}
	table = ks_table_new(out, headings, 2);
	for (size_t i = 0; i < view->n; i++) {
		const char *cells[] = { view->cases[i].key,
					ks_fmt(out->arena, "%d", view->cases[i].times) };

		ks_table_row(table, cells);
	}
	ks_table_end(table);
}

static void json_opened(struct ks_out *out, const struct ks_opened_view *view)
{
	struct ks_json *document = ks_json_document(out), *cases;

	ks_json_text(document, "measure", view->measure);
	ks_json_text(document, "period", view->period);
	ks_json_text(document, "definition", view->definition);
	ks_json_text(document, "note", ks_msg_text(out->lang, KS_MSG_report_no_population));
	cases = ks_json_array(document, "cases");
	for (size_t i = 0; i < view->n; i++) {
		struct ks_json *one = ks_json_object(cases, NULL);

		ks_json_text(one, "case", view->cases[i].key);
		ks_json_int(one, "times", view->cases[i].times);
	}
	ks_json_end(out, document);
}

void ks_out_report_open(struct ks_out *out, const struct ks_opened_view *view)
{
	if (out->format == KS_AS_JSON)
		json_opened(out, view);
	else
		text_opened(out, view);
}
