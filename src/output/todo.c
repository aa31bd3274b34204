/* SPDX-License-Identifier: EUPL-1.2 */
/* What waits, as text and as JSON. */
#include "ks/output/todo.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/output/label.h"

const char *const ks_todo_kind_words[] = {
	[KS_TODO_SEND] = "send",
	[KS_TODO_ANSWER] = "answer",
	[KS_TODO_CONTACT] = "contact",
	[KS_TODO_APPOINTMENT] = "appointment",
	[KS_TODO_RESCHEDULE] = "reschedule",
	[KS_TODO_WAITING] = "waiting",
	[KS_TODO_START] = "start",
	[KS_TODO_OTHER_WAY] = "other-way",
	[KS_TODO_FEEDBACK] = "feedback",
	[KS_TODO_STEP] = "step",
	[KS_TODO_OWN_STEP] = "own-step",
	[KS_TODO_SCREENING] = "screening",
	[KS_TODO_INTAKE] = "intake",
	[KS_TODO_AGREEMENT] = "agreement",
	[KS_TODO_EVALUATION] = "evaluation",
	[KS_TODO_CONSENT] = "consent",
	[KS_TODO_HOLDER] = "holder",
	[KS_TODO_TERM] = "term",
	[KS_TODO_ROUTE] = "route",
	[KS_TODO_CLOSING] = "closing",
	[KS_TODO_KINDS] = NULL,
};

const char *const ks_todo_when_words[] = { "overdue", "today", "week", "later", NULL };

/* ---- text ---------------------------------------------------------------- */

/* What has to be done, by kind; {who} acts, {from} sent it to {to}. */
static enum ks_msg sentence_of(const struct ks_todo_item *item)
{
	static const enum ks_msg sentences[KS_TODO_KINDS] = {
		[KS_TODO_SEND] = KS_MSG_todo_send,
		[KS_TODO_ANSWER] = KS_MSG_todo_answer,
		[KS_TODO_CONTACT] = KS_MSG_todo_contact,
		[KS_TODO_APPOINTMENT] = KS_MSG_todo_appointment,
		[KS_TODO_RESCHEDULE] = KS_MSG_todo_reschedule,
		[KS_TODO_WAITING] = KS_MSG_todo_waiting,
		[KS_TODO_START] = KS_MSG_todo_start,
		[KS_TODO_OTHER_WAY] = KS_MSG_todo_other_way,
		[KS_TODO_FEEDBACK] = KS_MSG_todo_feedback,
		[KS_TODO_STEP] = KS_MSG_todo_step,
		[KS_TODO_OWN_STEP] = KS_MSG_todo_own_step,
		[KS_TODO_SCREENING] = KS_MSG_todo_screening,
		[KS_TODO_INTAKE] = KS_MSG_todo_intake,
		[KS_TODO_AGREEMENT] = KS_MSG_todo_agreement,
		[KS_TODO_EVALUATION] = KS_MSG_todo_evaluation,
		[KS_TODO_CONSENT] = KS_MSG_todo_consent,
		[KS_TODO_HOLDER] = KS_MSG_todo_holder,
		[KS_TODO_TERM] = KS_MSG_todo_term,
		[KS_TODO_ROUTE] = KS_MSG_todo_route,
		[KS_TODO_CLOSING] = KS_MSG_todo_closing,
	};

	return sentences[item->kind];
}

/* Who, without or with the organisation; a family can also be nobody's yet. */
static const char *label_of(struct ks_out *out, const struct ks_party *party)
{
	return party->label ? party->label : ks_msg_text(out->lang, KS_MSG_todo_somebody);
}

static const char *party_words(struct ks_out *out, const struct ks_party *party)
{
	return party->label ? ks_party_words(out, party) : label_of(out, party);
}

static const char *what_words(const struct ks_todo_item *item)
{
	if (item->what.label)
		return item->what.label;
	return item->step ? item->step : item->handover ? item->handover : "";
}

static const char *command_for(struct ks_out *out, const struct ks_todo_item *item)
{
	if (item->kind == KS_TODO_CONSENT)
		return ks_fmt(out->arena, "ks case consent show %s", item->case_key);
	if (item->kind == KS_TODO_TERM)
		return ks_fmt(out->arena, "ks case birth %s", item->case_key);
	if (item->kind == KS_TODO_ROUTE)
		return ks_fmt(out->arena, "ks route %s", item->case_key);
	if (item->kind == KS_TODO_CLOSING)
		return ks_fmt(out->arena, "ks case close %s --because -", item->case_key);
	if (item->handover)
		return ks_fmt(out->arena, "ks handover show %s", item->handover);
	if (item->note)
		return ks_fmt(out->arena, "ks case note %s --kind note --done %s", item->case_key,
			      item->note);
	/* Consent is not proposed: who passes a step on says how it was given, or why without. */
	if (item->kind == KS_TODO_STEP)
		return ks_fmt(out->arena, "ks handover new %s --step %d --ask -",
			      item->case_key, item->number);
	if (item->kind == KS_TODO_OWN_STEP)
		return ks_fmt(out->arena, "ks case note %s --kind note --done %d", item->case_key,
			      item->number);
	return ks_fmt(out->arena, "ks screen %s", item->case_key);
}

/* To be copied: on one line, however narrow the screen, and as far left as it has to be. */
static void put_command(struct ks_out *out, const char *command)
{
	size_t room = out->width > 0 ? (size_t)out->width : 80, len = strlen(command);

	for (size_t i = len + 12 <= room ? 12 : len < room ? room - len : 0; i > 0; i--)
		ks_buf_addc(&out->text, ' ');
	ks_buf_add(&out->text, command);
	ks_buf_addc(&out->text, '\n');
}

static const char *date_text(struct ks_out *out, ks_day day)
{
	char *text = KS_NEW_N(out->arena, KS_DATE_TEXT, char);

	ks_format_date(day, text);
	return *text ? text : "-";
}

static void put_item(struct ks_out *out, const struct ks_todo_item *item)
{
	const char *sentence =
		ks_msg_make(out->arena, out->lang, sentence_of(item),
			    KS_ARGS({ "who", party_words(out, &item->acts) },
				    { "from", label_of(out, &item->from) },
				    { "to", party_words(out, &item->to) },
				    { "what", ks_label_within(out, what_words(item)) },
				    { "keeper", item->keeps_contact ? item->keeps_contact :
								      party_words(out, &item->from) }));
	const char *lead = ks_fmt(out->arena, "%-10s  %s  ", date_text(out, item->due),
				  item->case_key);

	ks_out_wrapped(out, 0, lead, sentence);
	if (item->other_way)
		ks_out_wrapped(out, 12, "", item->other_way);
	if (item->incomplete && item->kind != KS_TODO_INTAKE)
		ks_out_msg(out, 12, KS_MSG_intake_not_finished,
			   KS_ARGS({ "case", item->case_key }));
	put_command(out, command_for(out, item));
	/* It went one way or the other, and only who was there knows. */
	if (item->kind == KS_TODO_TERM)
		put_command(out, ks_fmt(out->arena, "ks case end %s", item->case_key));
}

static void put_group(struct ks_out *out, const struct ks_todo_view *view, enum ks_todo_when when)
{
	static const enum ks_msg headings[KS_TODO_WHENS] = {
		[KS_TODO_OVERDUE] = KS_MSG_todo_overdue,
		[KS_TODO_TODAY] = KS_MSG_todo_today,
		[KS_TODO_WEEK] = KS_MSG_todo_week,
		[KS_TODO_LATER] = KS_MSG_todo_later,
	};
	bool begun = false;

	for (size_t i = 0; i < view->n; i++) {
		if (view->items[i].when != when)
			continue;
		if (!begun) {
			ks_out_blank(out);
			ks_out_heading(out, ks_msg_text(out->lang, headings[when]));
		}
		begun = true;
		put_item(out, &view->items[i]);
	}
}

static const char *whose(struct ks_out *out, const struct ks_todo_view *view)
{
	if (view->role && view->organisation)
		return ks_fmt(out->arena, "%s, %s", view->role, view->organisation);
	if (view->role || view->organisation)
		return view->role ? view->role : view->organisation;
	return ks_msg_text(out->lang, KS_MSG_todo_everybody);
}

static void text_todo(struct ks_out *out, const struct ks_todo_view *view)
{
	ks_out_msg(out, 0, KS_MSG_alone_line, NULL);
	ks_out_msg(out, 0, view->n ? KS_MSG_todo_title : KS_MSG_todo_nothing,
		   KS_ARGS({ "whose", whose(out, view) },
			   { "date", ks_day_words(out, view->today) }));
	for (int when = 0; when < KS_TODO_WHENS; when++)
		put_group(out, view, (enum ks_todo_when)when);
}

/* ---- JSON ---------------------------------------------------------------- */

static void json_party(struct ks_json *in, const char *key, const struct ks_party *party)
{
	struct ks_json *json = ks_json_object(in, key);

	ks_json_text(json, "role", party->role);
	ks_json_text(json, "organisation", party->organisation);
}

static void json_item(struct ks_json *json, const struct ks_todo_item *item)
{
	ks_json_text(json, "when", ks_todo_when_words[item->when]);
	ks_json_bool(json, "overdue", item->when == KS_TODO_OVERDUE);
	ks_json_day(json, "due", item->due);
	ks_json_text(json, "kind", ks_todo_kind_words[item->kind]);
	ks_json_text(json, "case", item->case_key);
	ks_json_text(json, "handover", item->handover);
	ks_json_text(json, "route", item->route);
	ks_json_text(json, "step", item->step);
	ks_json_text(json, "intervention", item->what.id);
	ks_json_text(json, "note", item->note);
	json_party(json, "waits_for", &item->acts);
	json_party(json, "from", &item->from);
	json_party(json, "to", &item->to);
}

static void json_todo(struct ks_out *out, const struct ks_todo_view *view)
{
	struct ks_json *document = ks_json_document(out);
	struct ks_json *items;

	ks_json_day(document, "date", view->today);
	ks_json_text(document, "role", view->role);
	ks_json_text(document, "organisation", view->organisation);
	items = ks_json_array(document, "items");
	for (size_t i = 0; i < view->n; i++)
		json_item(ks_json_object(items, NULL), &view->items[i]);
	ks_json_end(out, document);
}

void ks_out_todo(struct ks_out *out, const struct ks_todo_view *view)
{
	if (out->format == KS_AS_JSON)
		json_todo(out, view);
	else
		text_todo(out, view);
}
