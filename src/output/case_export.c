/* SPDX-License-Identifier: EUPL-1.2 */
#include "ks/output/case_export.h"

#include "ks/base/arena.h"

static void step_json(struct ks_json *in, const struct ks_export_step *step)
{
	ks_json_int(in, "step", step->number);
	ks_json_text(in, "id", step->id);
	ks_json_text(in, "role", step->role);
	ks_json_text(in, "organisation", step->organisation);
	ks_json_text(in, "urgency", step->urgency);
	ks_json_text(in, "handover", step->form);
	ks_json_day(in, "due", step->due);
	ks_json_day(in, "opens", step->opens);
	ks_json_bool(in, "already", step->already);
}

static void route_json(struct ks_json *in, const struct ks_export_route *route)
{
	struct ks_json *steps;

	ks_json_text(in, "route", route->id);
	ks_json_day(in, "date", route->date);
	ks_json_text(in, "class", route->class_then);
	ks_json_text(in, "coalition", route->coalition);
	ks_json_text(in, "version", route->version);
	steps = ks_json_array(in, "steps");
	for (size_t i = 0; i < route->n_steps; i++)
		step_json(ks_json_object(steps, NULL), &route->steps[i]);
}

static void export_json(struct ks_out *out, const struct ks_export_view *view)
{
	struct ks_json *document = ks_json_document(out), *list;

	ks_json_text(document, "case", view->case_key);
	ks_json_text(document, "book", view->book);
	ks_json_day(document, "date", view->date);
	ks_json_text(document, "head", view->head);
	ks_json_written(document, "record", view->record);
	list = ks_json_array(document, "routes");
	for (size_t i = 0; i < view->n_routes; i++)
		route_json(ks_json_object(list, NULL), &view->routes[i]);
	list = ks_json_array(document, "handovers");
	for (size_t i = 0; i < view->n_handovers; i++)
		ks_json_written(list, NULL, view->handovers[i]);
	ks_json_written(document, "audit", view->audit);
	ks_json_end(out, document);
}

static void put_route(struct ks_out *out, const struct ks_export_route *route)
{
	ks_out_msg(out, 0, KS_MSG_case_export_route,
		   KS_ARGS({ "date", ks_day_words(out, route->date) }, { "route", route->id }));
	for (size_t i = 0; i < route->n_steps; i++) {
		const struct ks_export_step *step = &route->steps[i];
		const char *due = step->due == KS_NO_DAY ? "-" : ks_day_words(out, step->due);

		ks_out_msg(out, 2, KS_MSG_case_export_step,
			   KS_ARGS({ "number", ks_fmt(out->arena, "%d", step->number) },
				   { "step", step->id },
				   { "who", step->organisation ? step->organisation : step->role },
				   { "due", due }));
	}
}

static void export_text(struct ks_out *out, const struct ks_export_view *view)
{
	ks_out_heading(out, ks_msg_make(out->arena, out->lang, KS_MSG_case_export_title,
					KS_ARGS({ "case", view->case_key })));
	ks_out_msg(out, 0, KS_MSG_case_export_intro, NULL);
	ks_out_blank(out);
	ks_buf_add(&out->text, view->record);
	ks_out_blank(out);
	ks_out_heading(out, ks_msg_text(out->lang, KS_MSG_case_export_routes));
	for (size_t i = 0; i < view->n_routes; i++)
		put_route(out, &view->routes[i]);
	ks_out_blank(out);
	ks_out_heading(out, ks_msg_text(out->lang, KS_MSG_case_export_handovers));
	for (size_t i = 0; i < view->n_handovers; i++) {
		ks_buf_add(&out->text, view->handovers[i]);
		ks_out_blank(out);
	}
	ks_buf_add(&out->text, view->audit);
	ks_out_blank(out);
	ks_out_msg(out, 0, KS_MSG_case_export_class, NULL);
	ks_out_blank(out);
	ks_out_msg(out, 0, KS_MSG_case_export_head, KS_ARGS({ "head", view->head }));
}

void ks_write_case_export(struct ks_out *out, const struct ks_export_view *view)
{
	if (out->format == KS_AS_JSON)
		export_json(out, view);
	else
		export_text(out, view);
}
