/* SPDX-License-Identifier: EUPL-1.2 */
/* A route for programs: all of it, whatever the view. */
#include "ks/output/balance.h"
#include "reasons.h"
#include "route_page.h"
#include "why_page.h"

static void json_coalition(struct ks_json *in, const struct ks_route_view *view)
{
	struct ks_json *object = ks_json_object(in, "coalition");

	ks_json_text(object, "id", view->screen.coalition->id);
	ks_json_text(object, "version", view->screen.coalition->version);
	ks_json_text(object, "sha256", view->sha256);
}

static void json_safety(struct ks_out *out, struct ks_json *in, const struct ks_route *route)
{
	struct ks_json *list = ks_json_array(in, "safety");

	for (size_t i = 0; i < route->n_safety; i++) {
		const struct ks_safety *safety = &route->safety[i];
		struct ks_json *object = ks_json_object(list, NULL);

		ks_json_text(object, "kind", safety->now ? "now" : "consult-first");
		ks_json_text(object, "text", ks_text_in(safety->card->safety.text, out->lang));
		ks_json_text(object, "phone", safety->card->safety.phone);
		ks_json_text(object, "card", safety->card->id);
	}
}

/* Whose answers, and when, stand behind a reason. */
static void json_reason_answers(struct ks_json *in, const struct ks_picture *picture,
				const struct ks_reason *reason)
{
	struct ks_json *answers = ks_json_array(in, "answers");

	for (size_t i = 0; i < reason->n_signals; i++) {
		struct ks_json *object = ks_json_object(answers, NULL);

		ks_json_text(object, "signal", reason->signals[i]->id);
		ks_json_answers(object, "answers", picture, reason->signals[i]);
	}
}

static void json_reason(struct ks_json *list, const struct ks_picture *picture,
			const struct ks_reason *reason)
{
	struct ks_json *object = ks_json_object(list, NULL), *ids;
	struct ks_sources sources = ks_reason_sources(reason);
	const struct ks_step *step = reason->step;

	ks_json_text(object, "card", step->card->id);
	ks_json_text(object, "step", step->name);
	ks_json_text(object, "version", step->card->version);
	ks_json_place(object, step->loc);
	ids = ks_json_array(object, "signals");
	for (size_t i = 0; i < reason->n_signals; i++)
		ks_json_text(ids, NULL, reason->signals[i]->id);
	ids = ks_json_array(object, "source");
	for (size_t i = 0; i < sources.n; i++)
		ks_json_text(ids, NULL, sources.items[i]->id);
	ks_json_text(object, "source_status", ks_source_status_words[ks_sources_status(sources)]);
	ks_json_day(object, "since", reason->since);
	json_reason_answers(object, picture, reason);
}

static void json_refer_to(struct ks_out *out, struct ks_json *in, const struct ks_route_step *step)
{
	struct ks_json *object = ks_json_object(in, "refer_to");

	ks_json_text(object, "role", step->role->id);
	ks_json_text(object, "organisation",
		     step->filler ? ks_text_in(step->filler->organisation, out->lang) : NULL);
}

static void json_help(struct ks_out *out, struct ks_json *in, const struct ks_route_step *step)
{
	if (step->intervention) {
		ks_json_text(in, "intervention", step->intervention->id);
		ks_json_null(in, "do");
	} else {
		ks_json_null(in, "intervention");
		ks_json_text(in, "do", ks_text_in(step->reasons[0].step->do_what, out->lang));
	}
}

static void json_step(struct ks_out *out, struct ks_json *list, const struct ks_route_view *view,
		      size_t i)
{
	const struct ks_route_step *step = &view->screen.route->steps[i];
	bool explicit = step->intervention && step->intervention->consent_explicit;
	struct ks_json *object = ks_json_object(list, NULL), *items;

	ks_json_int(object, "step", step->number);
	ks_json_text(object, "id", step->id);
	json_help(out, object, step);
	json_refer_to(out, object, step);
	ks_json_text(object, "urgency", ks_urgency_words[step->urgency]);
	ks_json_day(object, "due", step->due);
	ks_json_day(object, "opens", step->opens);
	ks_json_text(object, "handover", ks_form_words[step->form]);
	items = ks_json_array(object, "after");
	for (size_t n = 0; n < step->n_after; n++)
		ks_json_text(items, NULL, step->after[n]);
	ks_json_text(object, "status", view->statuses[i]);
	ks_json_text(object, "consent", explicit ? "explicit" : "required");
	items = ks_json_array(object, "check");
	for (size_t n = 0; n < step->n_check; n++)
		ks_json_text(items, NULL, step->check[n].id);
	items = ks_json_array(object, "because");
	for (size_t n = 0; n < step->n_reasons; n++)
		json_reason(items, &view->screen.route->picture, &step->reasons[n]);
	if (view->why)
		ks_json_why(out, object, view, i);
}

static void json_dropped(struct ks_out *out, struct ks_json *in, const struct ks_route_view *view)
{
	const struct ks_route *route = view->screen.route;
	struct ks_json *list = ks_json_array(in, "dropped");

	for (size_t i = 0; i < route->n_dropped; i++) {
		const struct ks_dropped *dropped = &route->dropped[i];
		struct ks_json *object = ks_json_object(list, NULL);

		ks_json_text(object, "intervention",
			     dropped->intervention ? dropped->intervention->id : NULL);
		ks_json_text(object, "role", dropped->role->id);
		ks_json_text(object, "reason",
			     ks_why_dropped(out, route, view->family, dropped));
		ks_json_text(object, "kind", ks_drop_words[dropped->kind]);
		ks_json_place(object, dropped->loc);
		ks_json_text(object, "alternative",
			     dropped->alternative ? dropped->alternative->id : NULL);
	}
}

static void json_gaps(struct ks_out *out, struct ks_json *in, const struct ks_route *route)
{
	struct ks_json *list = ks_json_array(in, "gaps");

	for (size_t i = 0; i < route->n_gaps; i++) {
		struct ks_json *object = ks_json_object(list, NULL);

		ks_json_text(object, "signal", route->gaps[i].signal->id);
		ks_json_text(object, "reason", ks_why_gap(out, &route->gaps[i]));
		ks_json_text(object, "kind", ks_gap_words[route->gaps[i].kind]);
	}
}

static void json_head(struct ks_json *in, const struct ks_route_view *view)
{
	const struct ks_route *route = view->screen.route;
	char week[KS_DATE_TEXT];

	ks_format_week(route->week, week);
	ks_json_text(in, "case", view->screen.case_key);
	ks_json_text(in, "route", view->id);
	ks_json_bool(in, "kept", view->kept);
	ks_json_day(in, "date", route->day);
	ks_json_text(in, "week", *week ? week : NULL);
	ks_json_text(in, "phase", ks_phase_words[route->phase]);
}

void ks_json_route(struct ks_out *out, struct ks_json *document, const struct ks_route_view *view)
{
	const struct ks_route *route = view->screen.route;
	struct ks_json *steps;

	json_head(document, view);
	json_coalition(document, view);
	ks_json_balance(out, ks_json_object(document, "balance"), &view->screen);
	json_safety(out, document, route);
	steps = ks_json_array(document, "steps");
	for (size_t i = 0; i < route->n_steps; i++)
		json_step(out, steps, view, i);
	json_dropped(out, document, view);
	json_gaps(out, document, route);
	if (view->why)
		ks_json_witnesses(out, document, view);
	else
		ks_json_questions(document, route);
}

void ks_route_json(struct ks_out *out, const struct ks_route_view *view)
{
	struct ks_json *document = ks_json_document(out);

	ks_json_route(out, document, view);
	ks_json_end(out, document);
}
