/* SPDX-License-Identifier: EUPL-1.2 */
/* The report as JSON: every measure, zeros too. */
#include "report_page.h"

#include "ks/base/arena.h"

static void json_value(struct ks_json *json, const char *key, struct ks_number number)
{
	if (number.value < 0)
		ks_json_null(json, key);
	else if (number.half)
		ks_json_half(json, key, number.value);
	else
		ks_json_int(json, key, number.value);
}

void ks_report_json_number(struct ks_json *json, struct ks_number number)
{
	ks_json_text(json, "shown", number.shown);
	json_value(json, "value", number);
}

static void json_parts(struct ks_json *json, const struct ks_measure *m)
{
	struct ks_json *by = ks_json_array(json, "by");

	for (size_t i = 0; i < m->n_parts; i++) {
		struct ks_json *part = ks_json_object(by, NULL);

		ks_json_text(part, "key", m->parts[i].key);
		ks_report_json_number(part, m->parts[i].number);
	}
}

static void json_measure(struct ks_out *out, struct ks_json *json, const struct ks_measure *m)
{
	ks_json_text(json, "id", m->id);
	ks_report_json_number(json, m->number);
	ks_json_text(json, "label", m->label);
	ks_json_text(json, "definition", m->definition);
	ks_json_text(json, "limits", ks_msg_text(out->lang, ks_group_limits(m->group)));
	ks_json_text(json, "source", m->source);
	ks_json_text(json, "of", m->of ? m->of->id : NULL);
	if (m->rolling.shown)
		ks_report_json_number(ks_json_object(json, "twelve_months"), m->rolling);
	json_parts(json, m);
}

void ks_report_json_head(struct ks_out *out, struct ks_json *document,
			 const struct ks_report_view *view)
{
	struct ks_json *period = ks_json_object(document, "period");
	struct ks_json *coalition = ks_json_object(document, "coalition");
	const struct ks_policy *small = &view->coalition->policy[KS_SMALL_CELL];

	ks_json_day(period, "from", view->from);
	ks_json_day(period, "to", view->to);
	ks_json_bool(period, "ended", !view->running);
	ks_json_day(period, "kept_on", view->made);
	ks_json_text(coalition, "id", view->coalition->id);
	ks_json_text(coalition, "version", view->coalition->version);
	ks_json_text(document, "note", ks_msg_text(out->lang, KS_MSG_report_no_population));
	ks_json_int(document, "small_cell", small->number);
	ks_json_text(document, "small_cell_source", small->source->id);
}

void ks_report_json(struct ks_out *out, const struct ks_report_view *view)
{
	struct ks_json *document = ks_json_document(out), *measures;

	ks_report_json_head(out, document, view);
	measures = ks_json_array(document, "measures");
	for (size_t i = 0; i < view->n; i++)
		json_measure(out, ks_json_object(measures, NULL), &view->measures[i]);
	ks_report_loop_json(document, view->loop);
	ks_json_end(out, document);
}
