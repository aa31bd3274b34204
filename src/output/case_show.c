/* SPDX-License-Identifier: EUPL-1.2 */
/* One case as it went, for the professional alone. */
#include "ks/base/arena.h"
#include "ks/engine/loop.h"
#include "ks/output/balance.h"
#include "ks/output/cases.h"
#include "ks/output/label.h"
#include "ks/output/pans.h"

#define INDENT 2

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

/* ---- JSON ---------------------------------------------------------------- */

static const char *const kind_words[] = { "fact", "screening", "answer", "score", "route",
					  "handover", "note" };

static void json_event(struct ks_json *list, const struct ks_case_event *event)
{
	struct ks_json *object = ks_json_object(list, NULL);

	ks_json_day(object, "date", event->date);
	ks_json_text(object, "kind", kind_words[event->kind]);
	ks_json_text(object, "by", event->user);
	switch (event->kind) {
	case KS_EVENT_FACT:
		ks_json_text(object, "fact", event->name);
		ks_json_text(object, "value", event->value);
		break;
	case KS_EVENT_SCREENING:
		ks_json_int(object, "screening", event->number);
		ks_json_text(object, "judgement", *event->word ? event->word : NULL);
		ks_json_int(object, "corrects", event->other);
		ks_json_text(object, "raised", event->value);
		ks_json_text(object, "because", event->note);
		ks_json_text(object, "origin", event->origin);
		break;
	case KS_EVENT_ANSWER:
		ks_json_int(object, "screening", event->number);
		ks_json_text(object, "factor", event->name);
		ks_json_text(object, "subject", event->subject);
		ks_json_text(object, "answer", event->word);
		ks_json_text(object, "source", event->value);
		ks_json_int(object, "superseded_by", event->other);
		break;
	case KS_EVENT_SCORE:
		ks_json_text(object, "instrument", event->name);
		ks_json_text(object, "score", event->value);
		ks_json_int(object, "superseded_by", event->other);
		break;
	case KS_EVENT_ROUTE:
		ks_json_text(object, "route", event->name);
		ks_json_text(object, "class", event->word);
		ks_json_int(object, "steps", event->number);
		break;
	case KS_EVENT_MOVE:
		ks_json_text(object, "handover", event->name);
		ks_json_text(object, "status", event->word);
		ks_json_text(object, "to", event->value);
		ks_json_text(object, "note", event->note);
		ks_json_bool(object, "undone", event->undone);
		break;
	case KS_EVENT_NOTE:
		ks_json_note(object, event->said);
		break;
	}
}

static void show_json(struct ks_out *out, const struct ks_case_view *view)
{
	struct ks_json *document = ks_json_document(out), *list;

	ks_json_text(document, "case", view->screen.case_key);
	ks_json_balance(out, ks_json_object(document, "balance"), &view->screen);
	list = ks_json_array(document, "events");
	for (size_t i = 0; i < view->n_events; i++)
		json_event(list, &view->events[i]);
	list = ks_json_array(document, "route_changes");
	for (size_t i = 0; i < view->n_events; i++)
		if (view->events[i].change)
			ks_json_route_change(ks_json_object(list, NULL), view->events[i].change);
	list = ks_json_array(document, "unknown_factors");
	for (size_t i = 0; i < view->n_unknown_factors; i++)
		ks_json_text(list, NULL, view->unknown_factors[i]);
	ks_json_end(out, document);
}

/* ---- text ---------------------------------------------------------------- */

/* What a fact is called; its own word where the book knows more than we do. */
static const char *fact_name(struct ks_out *out, const char *word)
{
	static const struct {
		const char *word;
		enum ks_msg name;
	} facts[] = {
		{ "phase", KS_MSG_fact_phase },
		{ "due", KS_MSG_fact_due },
		{ "due-source", KS_MSG_fact_due_source },
		{ "municipality", KS_MSG_fact_municipality },
		{ "neighbourhood", KS_MSG_fact_neighbourhood },
		{ "age", KS_MSG_fact_age },
		{ "first-child", KS_MSG_fact_first_child },
		{ "interpreter", KS_MSG_fact_interpreter },
		{ "ref", KS_MSG_fact_ref },
		{ "born", KS_MSG_fact_born },
		{ "children", KS_MSG_fact_children },
		{ "ended", KS_MSG_fact_ended },
		{ "safe-contact", KS_MSG_fact_safe_contact },
		{ "proud", KS_MSG_fact_proud },
		{ "wish", KS_MSG_fact_wish },
		{ "follows", KS_MSG_fact_follows },
		{ "closed", KS_MSG_fact_closed },
		{ "closed-because", KS_MSG_fact_closed_because },
	};

	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		if (ks_streq(facts[i].word, word))
			return ks_msg_text(out->lang, facts[i].name);
	return word;
}

/* Closed words in the language of the page; anything else as it was written. */
static const char *fact_value(struct ks_out *out, const struct ks_case_event *event)
{
	static const char *const sources[] = { "due", "lmp", "scan", NULL };
	static const enum ks_msg names[] = { KS_MSG_fact_value_due, KS_MSG_fact_value_lmp,
					     KS_MSG_fact_value_scan };
	const char *value = or_empty(event->value);
	int index;
	ks_day day;

	if (ks_streq(event->name, "phase") && (index = ks_word_index(ks_phase_words, value)) >= 0)
		return ks_label_phase(out, (enum ks_phase)index);
	if (ks_streq(event->name, "due-source") && (index = ks_word_index(sources, value)) >= 0)
		return ks_msg_text(out->lang, names[index]);
	if (ks_streq(event->name, "first-child"))
		return ks_msg_text(out->lang, ks_streq(value, "yes") ? KS_MSG_reply_present
								     : KS_MSG_reply_absent);
	return ks_parse_date(value, &day) ? ks_day_words(out, day) : value;
}

static void put_fact(struct ks_out *out, const struct ks_case_event *event)
{
	ks_out_msg(out, INDENT, event->value ? KS_MSG_event_fact : KS_MSG_event_fact_cleared,
		   KS_ARGS({ "fact", fact_name(out, event->name) },
			   { "value", fact_value(out, event) },
			   { "user", or_empty(event->user) }));
}

static const char *class_name(struct ks_out *out, const char *word)
{
	int index = ks_word_index(ks_class_words, word);

	return index < 0 ? word : ks_label_class(out, (enum ks_class)index);
}

/* A raise to the lowest class raises nothing: it took back the one that stood. */
static void put_raised(struct ks_out *out, const struct ks_case_event *event)
{
	bool withdrawn = ks_streq(event->value, ks_class_words[KS_GEEN]);

	if (!event->value)
		return;
	ks_out_msg(out, INDENT + 2, withdrawn ? KS_MSG_event_raise_withdrawn : KS_MSG_event_raised,
		   KS_ARGS({ "class", class_name(out, event->value) }));
	if (event->note)
		ks_out_wrapped(out, INDENT + 2, "", event->note);
}

static void put_origin(struct ks_out *out, const char *origin)
{
	static const char *const files[] = { "table", "questionnaire", NULL };
	static const enum ks_msg words[] = { KS_MSG_origin_table, KS_MSG_origin_questionnaire };
	int index = ks_word_index(files, origin);

	ks_out_msg(out, INDENT + 2, index < 0 ? KS_MSG_origin_handover : words[index],
		   KS_ARGS({ "handover", origin }));
}

static void put_screening(struct ks_out *out, const struct ks_case_event *event,
			  enum ks_class_shown class)
{
	const char *number = ks_fmt(out->arena, "%d", event->number);
	const char *other = ks_fmt(out->arena, "%d", event->other);

	ks_out_msg(out, INDENT, event->other ? KS_MSG_event_correction : KS_MSG_event_screening,
		   KS_ARGS({ "number", number }, { "other", other },
			   { "user", or_empty(event->user) }));
	if (event->origin)
		put_origin(out, event->origin);
	if (class == KS_CLASS_SHOWN)
		put_raised(out, event);
	if (ks_streq(event->word, "in-balance"))
		ks_out_msg(out, INDENT + 2, KS_MSG_table_in_balance, NULL);
	if (ks_streq(event->word, "out-of-balance"))
		ks_out_msg(out, INDENT + 2, KS_MSG_table_out_of_balance, NULL);
}

static const char *reply_words(struct ks_out *out, const char *reply)
{
	static const enum ks_msg said[] = { KS_MSG_reply_present, KS_MSG_reply_absent,
					    KS_MSG_reply_declined, KS_MSG_reply_not_asked };
	int index = ks_word_index(ks_reply_words, reply);

	return index < 0 ? reply : ks_msg_text(out->lang, said[index]);
}

static void put_answer(struct ks_out *out, const struct ks_case_event *event)
{
	ks_out_msg(out, INDENT + 2,
		   event->other ? KS_MSG_event_answer_superseded : KS_MSG_event_answer,
		   KS_ARGS({ "factor", event->name },
			   { "subject", ks_label_word(out, event->subject) },
			   { "answer", reply_words(out, event->word) },
			   { "other", ks_fmt(out->arena, "%d", event->other) }));
}

/* What changed since the route before may be the class, so that goes with it. */
static void put_route(struct ks_out *out, const struct ks_case_event *event,
		      enum ks_class_shown class)
{
	ks_out_msg(out, INDENT,
		   class == KS_CLASS_SHOWN ? KS_MSG_event_route : KS_MSG_event_route_steps,
		   KS_ARGS({ "route", event->name }, { "class", class_name(out, event->word) },
			   { "steps", ks_fmt(out->arena, "%d", event->number) }));
	if (event->change && class == KS_CLASS_SHOWN)
		ks_put_route_change(out, INDENT + 2, event->change);
}

static void put_move(struct ks_out *out, const struct ks_case_event *event)
{
	int index = ks_word_index(ks_handover_status_words, event->word);
	const char *status = index < 0 ? event->word
				       : ks_label_status(out, (enum ks_handover_status)index);

	ks_out_msg(out, INDENT, event->undone ? KS_MSG_event_move_undone : KS_MSG_event_move,
		   KS_ARGS({ "handover", event->name }, { "status", status },
			   { "to", or_empty(event->value) }, { "user", or_empty(event->user) }));
	if (event->note)
		ks_out_wrapped(out, INDENT + 2, "", event->note);
}

static void put_event(struct ks_out *out, const struct ks_case_event *event,
		      enum ks_class_shown class)
{
	switch (event->kind) {
	case KS_EVENT_FACT:
		put_fact(out, event);
		break;
	case KS_EVENT_SCREENING:
		put_screening(out, event, class);
		break;
	case KS_EVENT_ANSWER:
		put_answer(out, event);
		break;
	case KS_EVENT_SCORE:
		ks_out_msg(out, INDENT,
			   event->other ? KS_MSG_event_score_superseded : KS_MSG_event_score,
			   KS_ARGS({ "instrument", event->name }, { "value", event->value },
				   { "other", ks_fmt(out->arena, "%d", event->other) }));
		break;
	case KS_EVENT_ROUTE:
		put_route(out, event, class);
		break;
	case KS_EVENT_MOVE:
		put_move(out, event);
		break;
	case KS_EVENT_NOTE:
		ks_put_note(out, INDENT, event->said);
		break;
	}
}

static void put_timeline(struct ks_out *out, const struct ks_case_view *view,
			 enum ks_class_shown class)
{
	ks_day day = KS_NO_DAY;

	ks_out_heading(out, ks_msg_text(out->lang, KS_MSG_case_timeline));
	for (size_t i = 0; i < view->n_events; i++) {
		if (view->events[i].date != day) {
			day = view->events[i].date;
			ks_out_wrapped(out, 0, "", ks_day_words(out, day));
		}
		put_event(out, &view->events[i], class);
	}
}

static void put_unknown(struct ks_out *out, const struct ks_case_view *view)
{
	for (size_t i = 0; i < view->n_unknown_factors; i++)
		ks_out_msg(out, 0, KS_MSG_case_unknown_factor,
			   KS_ARGS({ "factor", view->unknown_factors[i] }));
}

static void show_text(struct ks_out *out, const struct ks_case_view *view)
{
	enum ks_class_shown class = view->given_out ? KS_CLASS_LEFT_OUT : KS_CLASS_SHOWN;

	if (!view->given_out) {
		ks_out_msg(out, 0, KS_MSG_alone_first, NULL);
		ks_out_blank(out);
	}
	ks_out_heading(out, ks_msg_make(out->arena, out->lang, KS_MSG_alone_title,
					KS_ARGS({ "case", view->screen.case_key },
						{ "date", ks_day_words(out,
								       view->screen.route->day) })));
	ks_out_msg(out, 0, KS_MSG_case_phase,
		   KS_ARGS({ "phase", ks_label_phase(out, view->screen.route->phase) }));
	ks_put_term(out, view->screen.route, view->screen.due);
	if (!view->screen.screening)
		ks_out_msg(out, 0, KS_MSG_case_not_screened, NULL);
	ks_put_intake(out, &view->screen);
	ks_put_balance(out, &view->screen, class);
	put_unknown(out, view);
	ks_out_blank(out);
	put_timeline(out, view, class);
}

void ks_write_case(struct ks_out *out, const struct ks_case_view *view)
{
	if (out->format == KS_AS_JSON)
		show_json(out, view);
	else
		show_text(out, view);
}
