/* SPDX-License-Identifier: EUPL-1.2 */
/* The report as text. */
#include "ks/output/report.h"

#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "report_page.h"

#define BAR 16			/* blocks of the longest bar */
#define MOST_NOT_ASKED 10	/* of a list as long as the vocabulary */

enum ks_msg ks_group_heading(enum ks_measure_group group)
{
	static const enum ks_msg headings[KS_GROUPS] = {
		[KS_GROUP_FAMILIES] = KS_MSG_report_families,
		[KS_GROUP_CLASSES] = KS_MSG_report_classes,
		[KS_GROUP_SIGNALS] = KS_MSG_report_signals,
		[KS_GROUP_SOURCES] = KS_MSG_report_sources,
		[KS_GROUP_GAPS] = KS_MSG_report_gaps,
		[KS_GROUP_WORK] = KS_MSG_report_work,
		[KS_GROUP_TERMS] = KS_MSG_report_terms,
		[KS_GROUP_STATUSES] = KS_MSG_report_statuses,
		[KS_GROUP_DECLINED] = KS_MSG_report_declined,
		[KS_GROUP_CARDS] = KS_MSG_report_cards,
		[KS_GROUP_NOT_ASKED] = KS_MSG_report_not_asked,
	};

	return headings[group];
}

enum ks_msg ks_group_limits(enum ks_measure_group group)
{
	static const enum ks_msg limits[KS_GROUPS] = {
		[KS_GROUP_FAMILIES] = KS_MSG_not_families,
		[KS_GROUP_CLASSES] = KS_MSG_not_signals,
		[KS_GROUP_SIGNALS] = KS_MSG_not_signals,
		[KS_GROUP_SOURCES] = KS_MSG_not_sources,
		[KS_GROUP_GAPS] = KS_MSG_not_gaps,
		[KS_GROUP_WORK] = KS_MSG_not_work,
		[KS_GROUP_TERMS] = KS_MSG_not_terms,
		[KS_GROUP_STATUSES] = KS_MSG_not_work,
		[KS_GROUP_DECLINED] = KS_MSG_not_declined,
		[KS_GROUP_CARDS] = KS_MSG_not_cards,
		[KS_GROUP_NOT_ASKED] = KS_MSG_not_not_asked,
	};

	return limits[group];
}

/* Long lists leave out what did not occur, and say so. */
bool ks_group_is_long(enum ks_measure_group group)
{
	switch (group) {
	case KS_GROUP_SIGNALS:
	case KS_GROUP_GAPS:
	case KS_GROUP_STATUSES:
	case KS_GROUP_DECLINED:
	case KS_GROUP_CARDS:
	case KS_GROUP_NOT_ASKED:
		return true;
	case KS_GROUP_FAMILIES:
	case KS_GROUP_CLASSES:
	case KS_GROUP_SOURCES:
	case KS_GROUP_WORK:
	case KS_GROUP_TERMS:
	case KS_GROUPS:
		break;
	}
	return false;
}

/* Parts of a number that was not split up are all held back: nothing to list. */
static bool is_withheld(const struct ks_measure *m)
{
	return m->group == KS_GROUP_GAPS && m->number.shown[0] == '-';
}

/* Numbers that may be laid beside each other. */
bool ks_group_has_bars(enum ks_measure_group group)
{
	return group == KS_GROUP_CLASSES || group == KS_GROUP_SIGNALS || group == KS_GROUP_STATUSES ||
	       group == KS_GROUP_CARDS || group == KS_GROUP_GAPS || group == KS_GROUP_SOURCES;
}

static bool is_left_out(const struct ks_measure *m)
{
	if (is_withheld(m) && (!m->rolling.shown || m->rolling.shown[0] == '-'))
		return true;
	return ks_group_is_long(m->group) && m->number.value == 0 &&
	       (!m->rolling.shown || m->rolling.value == 0);
}

/* Lists as long as the vocabulary are read by their numbers; what is hidden comes by name. */
static bool is_by_number(enum ks_measure_group group)
{
	return group == KS_GROUP_SIGNALS || group == KS_GROUP_GAPS || group == KS_GROUP_CARDS ||
	       group == KS_GROUP_NOT_ASKED;
}

static int by_number(const void *a, const void *b)
{
	const struct ks_measure *x = *(const struct ks_measure *const *)a;
	const struct ks_measure *y = *(const struct ks_measure *const *)b;

	if (x->number.value != y->number.value)
		return y->number.value - x->number.value;
	if (x->rolling.value != y->rolling.value)
		return y->rolling.value - x->rolling.value;
	return strcmp(x->label, y->label);
}

/* The rows of a group that are shown; of what was never asked not all. */
const struct ks_measure **ks_report_rows(struct ks_out *out, const struct ks_report_view *view,
					 enum ks_measure_group group, size_t *n, size_t *more)
{
	const struct ks_measure **rows = KS_NEW_N(out->arena, view->n + 1, const struct ks_measure *);

	*n = *more = 0;
	for (size_t i = 0; i < view->n; i++)
		if (view->measures[i].group == group && !is_left_out(&view->measures[i]))
			rows[(*n)++] = &view->measures[i];
	if (*n && is_by_number(group))
		qsort(rows, *n, sizeof(*rows), by_number);
	if (group == KS_GROUP_NOT_ASKED && *n > MOST_NOT_ASKED) {
		*more = *n - MOST_NOT_ASKED;
		*n = MOST_NOT_ASKED;
	}
	return rows;
}

static int part_by_number(const void *a, const void *b)
{
	const struct ks_part *x = a, *y = b;

	if (x->number.value != y->number.value)
		return y->number.value - x->number.value;
	return strcmp(x->label, y->label);
}

const struct ks_part *ks_report_parts(struct ks_out *out, const struct ks_measure *m, size_t *n)
{
	struct ks_part *parts = KS_NEW_N(out->arena, m->n_parts + 2, struct ks_part);
	bool is_withheld = m->n_parts > 1;

	*n = 0;
	for (size_t i = 0; i < m->n_parts; i++) {
		is_withheld = is_withheld && m->parts[i].number.shown[0] == '-';
		if (m->parts[i].number.value != 0)
			parts[(*n)++] = m->parts[i];
	}
	if (*n)
		qsort(parts, *n, sizeof(*parts), part_by_number);
	if (!is_withheld)
		return parts;
	parts[0].label = ks_msg_text(out->lang, KS_MSG_report_parts_held);
	*n = 1;
	return parts;
}

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

/* Under a heading without rows: was there nothing, or is all of it held back? */
enum ks_msg ks_report_why_empty(const struct ks_report_view *view, enum ks_measure_group group)
{
	for (size_t i = 0; i < view->n; i++)
		if (view->measures[i].group == group && is_withheld(&view->measures[i]))
			return KS_MSG_report_all_held;
	return KS_MSG_report_none;
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

/* What each number of a list is; KS_MSG_LAST: each row says what it is itself. */
enum ks_msg ks_group_definition(enum ks_measure_group group)
{
	static const enum ks_msg each[KS_GROUPS] = {
		[KS_GROUP_FAMILIES] = KS_MSG_LAST,
		[KS_GROUP_CLASSES] = KS_MSG_each_class,
		[KS_GROUP_SIGNALS] = KS_MSG_each_signal,
		[KS_GROUP_SOURCES] = KS_MSG_each_source,
		[KS_GROUP_GAPS] = KS_MSG_each_gap,
		[KS_GROUP_WORK] = KS_MSG_LAST,
		[KS_GROUP_TERMS] = KS_MSG_LAST,
		[KS_GROUP_STATUSES] = KS_MSG_each_status,
		[KS_GROUP_DECLINED] = KS_MSG_each_declined,
		[KS_GROUP_CARDS] = KS_MSG_each_card,
		[KS_GROUP_NOT_ASKED] = KS_MSG_each_not_asked,
	};

	return each[group];
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

/* National figures stand apart, after all that was counted here. */
const char *const *ks_report_orientation(struct ks_out *out)
{
	const char **said = KS_NEW_N(out->arena, 4, const char *);

	said[0] = ks_msg_text(out->lang, KS_MSG_orientation_note);
	said[1] = ks_msg_text(out->lang, KS_MSG_orientation_vulnerable);
	said[2] = ks_msg_text(out->lang, KS_MSG_orientation_smoking);
	return said;
}

static const char *small_cell_text(struct ks_out *out, const struct ks_report_view *view)
{
	return ks_fmt(out->arena, "%d", view->coalition->policy[KS_SMALL_CELL].number);
}

/* What has to stand on every report: at most eight sentences, NULL ended. */
const char *const *ks_report_cautions(struct ks_out *out, const struct ks_report_view *view)
{
	const struct ks_policy *policy = &view->coalition->policy[KS_SMALL_CELL];
	const struct ks_arg *args = KS_ARGS({ "n", small_cell_text(out, view) },
					    { "source", policy->source->id });
	const char **said = KS_NEW_N(out->arena, 9, const char *);
	size_t n = 0;

	said[n++] = ks_msg_make(out->arena, out->lang, KS_MSG_report_period,
				KS_ARGS({ "from", ks_day_words(out, view->from) },
					{ "to", ks_day_words(out, view->to) }));
	said[n++] = ks_msg_text(out->lang, KS_MSG_report_no_population);
	said[n++] = ks_msg_make(out->arena, out->lang, KS_MSG_report_small_cells, args);
	if (view->few)
		said[n++] = ks_msg_make(out->arena, out->lang, KS_MSG_report_few, args);
	if (view->by)
		said[n++] = ks_msg_text(out->lang, KS_MSG_report_by_meaning);
	if (view->running)
		said[n++] = ks_msg_make(out->arena, out->lang, KS_MSG_report_running,
					KS_ARGS({ "to", ks_day_words(out, view->to) },
						{ "on", ks_day_words(out, view->counted_on) }));
	if (view->running)
		said[n++] = ks_msg_text(out->lang, KS_MSG_report_draft);
	if (view->made != KS_NO_DAY)
		said[n++] = ks_msg_make(out->arena, out->lang, KS_MSG_report_kept_on,
					KS_ARGS({ "day", ks_day_words(out, view->made) }));
	return said;
}

/* "2026-12" as a coordinator says it; a year says itself. */
static const char *period_words(struct ks_out *out, const struct ks_report_view *view)
{
	struct ks_civil from = ks_civil_of(view->from), to = ks_civil_of(view->to);
	enum ks_msg name = (enum ks_msg)((int)KS_MSG_month_1 + to.month - 1);
	const char *month = ks_fmt(out->arena, "%s %d", ks_msg_text(out->lang, name), to.year);
	int months = (to.year - from.year) * 12 + to.month - from.month + 1;
	const char *n = ks_fmt(out->arena, "%d", (to.month + 2) / 3);

	if (months == 1)
		return month;
	if (months == 3)
		return ks_msg_make(out->arena, out->lang, KS_MSG_report_quarter_words,
				   KS_ARGS({ "n", n }, { "year", ks_fmt(out->arena, "%d", to.year) }));
	if (strchr(view->period, '.'))
		return ks_msg_make(out->arena, out->lang, KS_MSG_report_twelve_words,
				   KS_ARGS({ "month", month }));
	return view->period;
}

const char *ks_report_title(struct ks_out *out, const struct ks_report_view *view)
{
	return ks_msg_make(out->arena, out->lang, KS_MSG_report_title,
			   KS_ARGS({ "coalition", ks_text_in(view->coalition->title, out->lang) },
				   { "period", period_words(out, view) }));
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
