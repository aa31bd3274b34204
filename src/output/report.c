/* SPDX-License-Identifier: EUPL-1.2 */
/* The report as text and as JSON. */
#include "ks/output/report.h"

#include "ks/base/arena.h"

/* ---- text ---------------------------------------------------------------- */

static bool is_zero(const struct ks_measure *measure)
{
	return measure->value == 0;
}

/* Long lists leave out what did not occur, and say so. */
static bool leaves_out_zeros(enum ks_measure_group group)
{
	return group == KS_GROUP_SIGNALS || group == KS_GROUP_STATUSES;
}

static size_t rows_of(const struct ks_report_view *view, enum ks_measure_group group)
{
	size_t n = 0;

	for (size_t i = 0; i < view->n; i++)
		n += view->measures[i].group == group &&
		     !(leaves_out_zeros(group) && is_zero(&view->measures[i]));
	return n;
}

static void put_table(struct ks_out *out, const struct ks_report_view *view,
		      enum ks_measure_group group)
{
	const char *const headings[] = { ks_msg_text(out->lang, KS_MSG_col_what),
					 ks_msg_text(out->lang, KS_MSG_col_number) };
	struct ks_table *table = ks_table_new(out, headings, 2);

	for (size_t i = 0; i < view->n; i++) {
		const struct ks_measure *measure = &view->measures[i];
		const char *cells[] = { measure->label, measure->shown };

		if (measure->group != group || (leaves_out_zeros(group) && is_zero(measure)))
			continue;
		ks_table_row(table, cells);
	}
	ks_table_end(table);
}

static void put_group(struct ks_out *out, const struct ks_report_view *view,
		      enum ks_measure_group group)
{
	static const enum ks_msg headings[KS_GROUPS] = {
		[KS_GROUP_FAMILIES] = KS_MSG_report_families,
		[KS_GROUP_CLASSES] = KS_MSG_report_classes,
		[KS_GROUP_SIGNALS] = KS_MSG_report_signals,
		[KS_GROUP_WORK] = KS_MSG_report_work,
		[KS_GROUP_STATUSES] = KS_MSG_report_statuses,
	};
	size_t rows = rows_of(view, group);

	ks_out_blank(out);
	ks_out_heading(out, ks_msg_text(out->lang, headings[group]));
	if (rows)
		put_table(out, view, group);
	if (leaves_out_zeros(group))
		ks_out_msg(out, 0, rows ? KS_MSG_report_rest_zero : KS_MSG_report_none, NULL);
}

/* What a number means; one line for the classes, signals and statuses together. */
static void put_definitions(struct ks_out *out, const struct ks_report_view *view)
{
	ks_out_blank(out);
	ks_out_heading(out, ks_msg_text(out->lang, KS_MSG_report_meaning));
	for (size_t i = 0; i < view->n; i++) {
		const struct ks_measure *measure = &view->measures[i];

		if (measure->group == KS_GROUP_FAMILIES || measure->group == KS_GROUP_WORK)
			ks_out_wrapped(out, 0, ks_fmt(out->arena, "%s: ", measure->label),
				       measure->definition);
	}
	ks_out_msg(out, 0, KS_MSG_report_meaning_families, NULL);
	ks_out_msg(out, 0, KS_MSG_report_meaning_statuses, NULL);
}

static const char *small_cell_text(struct ks_out *out, const struct ks_report_view *view)
{
	return ks_fmt(out->arena, "%d", view->coalition->policy[KS_SMALL_CELL].number);
}

static void put_caution(struct ks_out *out, const struct ks_report_view *view)
{
	const struct ks_policy *policy = &view->coalition->policy[KS_SMALL_CELL];
	const struct ks_arg *args = KS_ARGS({ "n", small_cell_text(out, view) },
					    { "source", policy->source->id });

	ks_out_msg(out, 0, KS_MSG_report_no_population, NULL);
	ks_out_msg(out, 0, KS_MSG_report_small_cells, args);
	if (view->few)
		ks_out_msg(out, 0, KS_MSG_report_few, args);
	if (view->running)
		ks_out_msg(out, 0, KS_MSG_report_running,
			   KS_ARGS({ "to", ks_day_words(out, view->to) },
				   { "on", ks_day_words(out, view->counted_on) }));
}

static void text_report(struct ks_out *out, const struct ks_report_view *view)
{
	ks_out_heading(out, ks_msg_make(out->arena, out->lang, KS_MSG_report_title,
					KS_ARGS({ "coalition",
						  ks_text_in(view->coalition->title, out->lang) },
						{ "period", view->period })));
	ks_out_msg(out, 0, KS_MSG_report_period,
		   KS_ARGS({ "from", ks_day_words(out, view->from) },
			   { "to", ks_day_words(out, view->to) }));
	put_caution(out, view);
	for (int group = 0; group < KS_GROUPS; group++)
		put_group(out, view, (enum ks_measure_group)group);
	put_definitions(out, view);
}

/* ---- JSON ---------------------------------------------------------------- */

static void json_measure(struct ks_json *json, const struct ks_measure *measure)
{
	ks_json_text(json, "id", measure->id);
	ks_json_text(json, "shown", measure->shown);
	if (measure->value < 0)
		ks_json_null(json, "value");
	else
		ks_json_int(json, "value", measure->value);
	ks_json_text(json, "label", measure->label);
	ks_json_text(json, "definition", measure->definition);
	ks_json_text(json, "source", measure->source);
	ks_json_array(json, "by");
}

static void json_head(struct ks_out *out, struct ks_json *document,
		      const struct ks_report_view *view)
{
	struct ks_json *period = ks_json_object(document, "period");
	struct ks_json *coalition = ks_json_object(document, "coalition");
	const struct ks_policy *small = &view->coalition->policy[KS_SMALL_CELL];

	ks_json_day(period, "from", view->from);
	ks_json_day(period, "to", view->to);
	ks_json_bool(period, "ended", !view->running);
	ks_json_text(coalition, "id", view->coalition->id);
	ks_json_text(coalition, "version", view->coalition->version);
	ks_json_text(document, "note", ks_msg_text(out->lang, KS_MSG_report_no_population));
	ks_json_int(document, "small_cell", small->number);
	ks_json_text(document, "small_cell_source", small->source->id);
}

static void json_report(struct ks_out *out, const struct ks_report_view *view)
{
	struct ks_json *document = ks_json_document(out), *measures;

	json_head(out, document, view);
	measures = ks_json_array(document, "measures");
	for (size_t i = 0; i < view->n; i++)
		json_measure(ks_json_object(measures, NULL), &view->measures[i]);
	ks_json_end(out, document);
}

void ks_out_report(struct ks_out *out, const struct ks_report_view *view)
{
	switch (out->format) {
	case KS_TEXT:
		text_report(out, view);
		break;
	case KS_JSON:
		json_report(out, view);
		break;
	}
}
