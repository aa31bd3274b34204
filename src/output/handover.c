/* SPDX-License-Identifier: EUPL-1.2 */
/* Handovers as text and as JSON. */
#include "ks/output/handover.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/output/label.h"

/* ---- pieces -------------------------------------------------------------- */

const char *ks_party_words(struct ks_out *out, const struct ks_party *party)
{
	const char *named = party->named ? party->named : party->organisation;

	if (!named || !party->label)
		return party->label ? party->label : "";
	return ks_who_words(out->arena, party->label, named);
}

static const char *sender_words(struct ks_out *out, const struct ks_party *party)
{
	const char *who = ks_party_words(out, party);

	return party->user ? ks_fmt(out->arena, "%s, %s", party->user, who) : who;
}

static const struct ks_arg *common_args(struct ks_out *out, const struct ks_handover_view *view)
{
	struct ks_arg *args = KS_NEW_N(out->arena, 6, struct ks_arg);

	args[0] = (struct ks_arg){ "handover", view->id };
	args[1] = (struct ks_arg){ "case", view->case_key };
	args[2] = (struct ks_arg){ "to", ks_party_words(out, &view->to) };
	args[3] = (struct ks_arg){ "until", ks_day_words(out, view->until) };
	args[4] = (struct ks_arg){ "status", ks_label_status(out, view->status) };
	return args;
}

/* A line "Label: text", left out when there is no text. */
static void put_line(struct ks_out *out, enum ks_msg label, const char *text)
{
	if (text && *text)
		ks_out_wrapped(out, 0, ks_fmt(out->arena, "%s: ", ks_msg_text(out->lang, label)),
			       text);
}

/* As on every screen that shows the case. */
static void put_unfinished(struct ks_out *out, const struct ks_handover_view *view)
{
	if (view->incomplete)
		ks_out_msg(out, 0, KS_MSG_intake_not_finished, KS_ARGS({ "case", view->case_key }));
}

/* ---- what was done ------------------------------------------------------- */

static enum ks_msg new_sentence(const struct ks_handover_view *view)
{
	if (view->status == KS_H_DRAFT)
		return KS_MSG_handover_done_draft;
	return view->status == KS_H_STOPPED ? KS_MSG_handover_done_refused :
					      KS_MSG_handover_done_requested;
}

static enum ks_msg done_sentence(const struct ks_handover_view *view, enum ks_verb verb)
{
	static const enum ks_msg sentences[KS_VERBS] = {
		[KS_VERB_SEND] = KS_MSG_handover_done_requested,
		[KS_VERB_RECEIVE] = KS_MSG_handover_done_received,
		[KS_VERB_ACCEPT] = KS_MSG_handover_done_accepted,
		[KS_VERB_DECLINE] = KS_MSG_handover_done_declined,
		[KS_VERB_WAITLIST] = KS_MSG_handover_done_waiting,
		[KS_VERB_SCHEDULE] = KS_MSG_handover_done_scheduled,
		[KS_VERB_NO_SHOW] = KS_MSG_handover_done_no_show,
		[KS_VERB_START] = KS_MSG_handover_done_started,
		[KS_VERB_COMPLETE] = KS_MSG_handover_done_completed,
		[KS_VERB_STOP] = KS_MSG_handover_done_stopped,
		[KS_VERB_WITHDRAW] = KS_MSG_handover_done_withdrawn,
		[KS_VERB_FEEDBACK] = KS_MSG_handover_done_closed,
		[KS_VERB_CORRECT] = KS_MSG_handover_done_corrected,
	};

	if (verb == KS_VERB_NEW)
		return new_sentence(view);
	if (verb == KS_VERB_MEET)
		return view->warm ? KS_MSG_handover_done_met_warm : KS_MSG_handover_done_met;
	return sentences[verb];
}

static void put_next(struct ks_out *out, const struct ks_handover_view *view)
{
	static const enum ks_msg next[KS_H_STATUSES] = {
		[KS_H_DRAFT] = KS_MSG_handover_next_draft,
		[KS_H_REQUESTED] = KS_MSG_handover_next_requested,
		[KS_H_RECEIVED] = KS_MSG_handover_next_requested,
		[KS_H_ACCEPTED] = KS_MSG_handover_next_accepted,
		[KS_H_DECLINED] = KS_MSG_handover_next_ended,
		[KS_H_WAITING] = KS_MSG_handover_next_waiting,
		[KS_H_SCHEDULED] = KS_MSG_handover_next_scheduled,
		[KS_H_NO_SHOW] = KS_MSG_handover_next_no_show,
		[KS_H_MET] = KS_MSG_handover_next_met,
		[KS_H_STARTED] = KS_MSG_handover_next_started,
		[KS_H_COMPLETED] = KS_MSG_handover_next_ended,
		[KS_H_STOPPED] = KS_MSG_handover_next_ended,
		[KS_H_WITHDRAWN] = KS_MSG_handover_next_none,
		[KS_H_CLOSED] = KS_MSG_handover_next_none,
	};
	bool nobody_asked = view->n_moves == 1 && view->status == KS_H_STOPPED;

	if (view->unheld) {
		ks_out_msg(out, 0, KS_MSG_handover_unheld, NULL);
		put_line(out, KS_MSG_handover_with_parents,
			 ks_fmt(out->arena, "ks case note %s --kind note --done %s --text -",
				view->case_key, view->id));
		return;
	}
	ks_out_msg(out, 0,
		   nobody_asked				      ? KS_MSG_handover_next_none :
		   view->status == KS_H_DRAFT && !view->ask ? KS_MSG_handover_next_draft_ask :
							      next[view->status],
		   common_args(out, view));
}

static void put_terms(struct ks_out *out, const struct ks_handover_view *view)
{
	put_line(out, KS_MSG_handover_respond_by, ks_day_words(out, view->terms.respond_by));
	put_line(out, KS_MSG_handover_contact_by, ks_day_words(out, view->terms.contact_by));
	put_line(out, KS_MSG_handover_feedback_by, ks_day_words(out, view->terms.feedback_by));
	if (view->terms.overdue)
		ks_out_msg(out, 0, KS_MSG_handover_overdue, NULL);
}

void ks_put_handover_next(struct ks_out *out, const struct ks_handover_view *view)
{
	ks_out_blank(out);
	put_terms(out, view);
	put_next(out, view);
}

/* As the next command to run. */
static const char *way_command(struct ks_out *out, const struct ks_handover_view *view,
			       const struct ks_way *way)
{
	return ks_fmt(out->arena, "ks handover new %s --to %s%s%s",
		      view->case_key, way->role, way->intervention ? " --intervention " : "",
		      way->intervention ? way->intervention : "");
}

/* What the card and the menukaart offer after a no, or meanwhile. */
static void put_other_way(struct ks_out *out, const struct ks_handover_view *view)
{
	bool waits = view->status == KS_H_WAITING || view->status == KS_H_NO_SHOW;
	enum ks_msg lead = waits ? KS_MSG_handover_meanwhile : KS_MSG_handover_other_way;

	put_line(out, lead, view->other_way);
	if (view->alternative.id)
		ks_out_msg(out, 0, KS_MSG_handover_alternative,
			   KS_ARGS({ "title", view->alternative.label },
				   { "id", view->alternative.id }));
	if (view->status == KS_H_WAITING && !view->other_way && view->keeps_contact)
		ks_out_msg(out, 0, KS_MSG_handover_keeps_contact,
			   KS_ARGS({ "role", view->keeps_contact }));
	for (size_t i = 0; i < view->n_ways; i++)
		put_line(out, KS_MSG_handover_way, way_command(out, view, &view->ways[i]));
}

static void text_done(struct ks_out *out, const struct ks_handover_view *view, enum ks_verb verb)
{
	ks_out_msg(out, 0, done_sentence(view, verb), common_args(out, view));
	put_unfinished(out, view);
	if (!view->to.organisation && view->status == KS_H_REQUESTED)
		ks_out_msg(out, 0, KS_MSG_handover_nobody_fills,
			   KS_ARGS({ "role", view->to.label }));
	put_terms(out, view);
	put_other_way(out, view);
	put_next(out, view);
}

/* ---- the page ------------------------------------------------------------ */

static const char *share_words(struct ks_out *out, const struct ks_handover_view *view)
{
	struct ks_buf buf;

	if (!view->n_share)
		return ks_msg_text(out->lang, KS_MSG_handover_share_needed);
	ks_buf_init(&buf, out->arena);
	for (size_t i = 0; i < view->n_share; i++) {
		ks_buf_add(&buf, i ? ", " : "");
		ks_buf_add(&buf, view->share[i].label);
	}
	return buf.text;
}

static void put_consent(struct ks_out *out, const struct ks_handover_view *view)
{
	if (view->ground)
		put_line(out, KS_MSG_handover_ground,
			 ks_fmt(out->arena, "%s: %s", ks_label_word(out, view->ground),
				view->because ? view->because : ""));
	if (!view->has_consent)
		return;
	ks_out_msg(out, 0, KS_MSG_handover_consent,
		   KS_ARGS({ "by", ks_label_word(out, view->consent_by) },
			   { "how", ks_label_word(out, view->consent_how) },
			   { "date", ks_day_words(out, view->consent_date) }));
	put_line(out, KS_MSG_handover_consent_until, ks_day_words(out, view->consent_until));
	put_line(out, KS_MSG_handover_consent_revoked, ks_day_words(out, view->consent_revoked));
	put_line(out, KS_MSG_handover_share, share_words(out, view));
}

/* "moeder, partner, ontvanger": each word in the language. */
const char *ks_present_words(struct ks_out *out, const char *present)
{
	size_t n;
	char **words = ks_split(out->arena, present, ',', &n);
	struct ks_buf buf;

	ks_buf_init(&buf, out->arena);
	for (size_t i = 0; i < n; i++) {
		ks_buf_add(&buf, i ? ", " : "");
		ks_buf_add(&buf, ks_label_word(out, words[i]));
	}
	return buf.text;
}

/* What was said with a move, joined. */
static const char *move_words(struct ks_out *out, const struct ks_move_view *move)
{
	const char *parts[] = {
		move->reason ? ks_label_word(out, move->reason) : NULL,
		move->outcome ? ks_label_word(out, move->outcome) : NULL,
		move->present ? ks_present_words(out, move->present) : NULL,
		move->until == KS_NO_DAY ? NULL : ks_day_words(out, move->until),
		move->note,
	};
	struct ks_buf buf;

	ks_buf_init(&buf, out->arena);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (!parts[i] || !*parts[i])
			continue;
		ks_buf_add(&buf, buf.len ? "; " : "");
		ks_buf_add(&buf, parts[i]);
	}
	return buf.text;
}

static const char *move_status(struct ks_out *out, const struct ks_move_view *move)
{
	const char *label = ks_label_status(out, move->status);

	if (move->verb == KS_VERB_CORRECT)
		return ks_msg_make(out->arena, out->lang, KS_MSG_handover_back_to,
				   KS_ARGS({ "status", label }));
	if (move->undone)
		return ks_msg_make(out->arena, out->lang, KS_MSG_handover_undone,
				   KS_ARGS({ "status", label }));
	return label;
}

static const char *date_text(struct ks_out *out, ks_day day)
{
	char *text = KS_NEW_N(out->arena, KS_DATE_TEXT, char);

	ks_format_date(day, text);
	return text;
}

static void put_moves(struct ks_out *out, const struct ks_handover_view *view)
{
	const char *const headings[] = { ks_msg_text(out->lang, KS_MSG_col_date),
					 ks_msg_text(out->lang, KS_MSG_col_status),
					 ks_msg_text(out->lang, KS_MSG_col_by),
					 ks_msg_text(out->lang, KS_MSG_col_said) };
	struct ks_table *table = ks_table_new(out, headings, 4);

	for (size_t i = 0; i < view->n_moves; i++) {
		const struct ks_move_view *move = &view->moves[i];
		const char *cells[] = { date_text(out, move->date), move_status(out, move),
					move->by, move_words(out, move) };

		ks_table_row(table, cells);
	}
	ks_table_end(table);
}

static void put_agreed(struct ks_out *out, const struct ks_handover_view *view)
{
	put_line(out, KS_MSG_handover_ask, view->ask);
	put_line(out, KS_MSG_handover_own_words, view->own_words);
	put_line(out, KS_MSG_handover_works_well, view->works_well);
	put_line(out, KS_MSG_handover_agreements, view->agreements);
	put_line(out, KS_MSG_handover_safe_contact, view->safe_contact);
	put_line(out, KS_MSG_handover_keeper, view->keeps_contact);
	put_consent(out, view);
}

static void put_what(struct ks_out *out, const struct ks_handover_view *view)
{
	put_line(out, KS_MSG_handover_from, sender_words(out, &view->from));
	put_line(out, KS_MSG_handover_to, ks_party_words(out, &view->to));
	put_line(out, KS_MSG_handover_intervention, view->intervention.label);
	put_line(out, KS_MSG_handover_form, ks_label_form(out, view->form));
	put_line(out, KS_MSG_handover_urgency, ks_label_urgency(out, view->urgency));
	put_line(out, KS_MSG_handover_due, ks_day_words(out, view->due));
	if (view->card)
		put_line(out, KS_MSG_handover_card,
			 ks_fmt(out->arena, "%s %s, %s %s", view->card, view->card_version,
				view->route, view->step));
}

/* The sender's own page; what the receiver reads is the letter. */
static void text_show(struct ks_out *out, const struct ks_handover_view *view)
{
	if (!view->given_out)
		ks_out_msg(out, 0, KS_MSG_alone_line, NULL);
	ks_out_heading(out, ks_msg_make(out->arena, out->lang, KS_MSG_handover_title,
					common_args(out, view)));
	put_unfinished(out, view);
	put_what(out, view);
	ks_out_blank(out);
	put_agreed(out, view);
	ks_out_blank(out);
	ks_out_msg(out, 0, view->warm ? KS_MSG_handover_is_warm : KS_MSG_handover_not_warm, NULL);
	put_terms(out, view);
	put_other_way(out, view);
	ks_out_blank(out);
	put_moves(out, view);
	ks_out_blank(out);
	put_next(out, view);
}

/* ---- the list ------------------------------------------------------------ */

static void put_row(struct ks_out *out, struct ks_table *table,
		    const struct ks_handover_view *view)
{
	const char *late = view->terms.overdue ? ks_msg_text(out->lang, KS_MSG_handover_late) : "";
	const char *open = view->incomplete ? ks_msg_text(out->lang, KS_MSG_list_incomplete) : "";
	const char *cells[] = { view->id,
				view->case_key,
				ks_label_status(out, view->status),
				ks_party_words(out, &view->to),
				date_text(out, view->terms.next_by),
				*late && *open ? ks_fmt(out->arena, "%s; %s", late, open)
				: *late	       ? late
					       : open };

	ks_table_row(table, cells);
}

static void text_list(struct ks_out *out, const struct ks_handover_view *views, size_t n)
{
	const char *const headings[] = { ks_msg_text(out->lang, KS_MSG_col_handover),
					 ks_msg_text(out->lang, KS_MSG_col_case),
					 ks_msg_text(out->lang, KS_MSG_col_status),
					 ks_msg_text(out->lang, KS_MSG_col_to),
					 ks_msg_text(out->lang, KS_MSG_col_before),
					 "" };
	struct ks_table *table;

	if (!n) {
		ks_out_msg(out, 0, KS_MSG_handover_none, NULL);
		return;
	}
	ks_out_msg(out, 0, KS_MSG_alone_line, NULL);
	table = ks_table_new(out, headings, 6);
	for (size_t i = 0; i < n; i++)
		put_row(out, table, &views[i]);
	ks_table_end(table);
}

/* ---- JSON ---------------------------------------------------------------- */

static void json_party(struct ks_json *in, const char *key, const struct ks_party *party,
		       bool with_user)
{
	struct ks_json *json = ks_json_object(in, key);

	ks_json_text(json, "role", party->role);
	ks_json_text(json, "organisation", party->organisation);
	if (with_user)
		ks_json_text(json, "user", party->user);
}

static void json_consent(struct ks_json *in, const struct ks_handover_view *view)
{
	struct ks_json *json, *share;

	if (!view->has_consent) {
		ks_json_null(in, "consent");
		return;
	}
	json = ks_json_object(in, "consent");
	ks_json_text(json, "by", view->consent_by);
	ks_json_text(json, "how", view->consent_how);
	ks_json_day(json, "date", view->consent_date);
	ks_json_day(json, "until", view->consent_until);
	ks_json_day(json, "revoked", view->consent_revoked);
	share = ks_json_array(json, "share");
	for (size_t i = 0; i < view->n_share; i++)
		ks_json_text(share, NULL, view->share[i].id);
}

static void json_move(struct ks_json *in, const struct ks_move_view *move)
{
	struct ks_json *json = ks_json_object(in, NULL);

	ks_json_day(json, "at", move->date);
	ks_json_text(json, "status", ks_handover_status_words[move->status]);
	ks_json_text(json, "by", move->by);
	ks_json_text(json, "note", move->note);
	ks_json_text(json, "verb", ks_verb_words[move->verb]);
	ks_json_text(json, "reason", move->reason);
	ks_json_text(json, "outcome", move->outcome);
	ks_json_text(json, "present", move->present);
	ks_json_day(json, "until", move->until);
	ks_json_bool(json, "undone", move->undone);
}

/* Each as the options of `ks handover new`. */
static void json_ways(struct ks_json *in, const struct ks_handover_view *view)
{
	struct ks_json *list = ks_json_array(in, "other_ways");

	for (size_t i = 0; i < view->n_ways; i++) {
		struct ks_json *way = ks_json_object(list, NULL);

		ks_json_text(way, "to", view->ways[i].role);
		ks_json_text(way, "intervention", view->ways[i].intervention);
	}
}

static void json_agreed(struct ks_json *json, const struct ks_handover_view *view)
{
	ks_json_text(json, "ask", view->ask);
	ks_json_text(json, "own_words", view->own_words);
	ks_json_text(json, "works_well", view->works_well);
	ks_json_text(json, "agreements", view->agreements);
	ks_json_text(json, "safe_contact", view->safe_contact);
	ks_json_text(json, "other_way", view->other_way);
	ks_json_text(json, "alternative", view->alternative.id);
	json_ways(json, view);
}

static void json_origin(struct ks_json *json, const struct ks_handover_view *view)
{
	ks_json_text(json, "route", view->route);
	ks_json_text(json, "step", view->step);
	ks_json_text(json, "card", view->card);
	ks_json_text(json, "card_version", view->card_version);
	ks_json_text(json, "urgency", ks_urgency_words[view->urgency]);
	ks_json_day(json, "due", view->due);
}

static void json_span(struct ks_json *json, const char *key, struct ks_span span)
{
	char text[KS_DATE_TEXT];

	ks_format_span(span, text);
	ks_json_text(json, key, text);
}

/* Until when, while it is waited for; and for how long it was promised. */
static void json_terms(struct ks_json *json, const struct ks_handover_view *view)
{
	struct ks_json *terms;

	ks_json_day(json, "respond_by", view->terms.respond_by);
	ks_json_day(json, "contact_by", view->terms.contact_by);
	ks_json_day(json, "feedback_by", view->terms.feedback_by);
	ks_json_bool(json, "overdue", view->terms.overdue);
	terms = ks_json_object(json, "terms");
	json_span(terms, "respond_within", view->respond_within);
	json_span(terms, "contact_within", view->contact_within);
	json_span(terms, "feedback_within", view->feedback_within);
}

static void json_one(struct ks_json *json, const struct ks_handover_view *view)
{
	struct ks_json *list;

	ks_json_text(json, "handover", view->id);
	ks_json_text(json, "case", view->case_key);
	ks_json_text(json, "status", ks_handover_status_words[view->status]);
	ks_json_bool(json, "warm", view->warm);
	ks_json_text(json, "form", ks_form_words[view->form]);
	json_party(json, "from", &view->from, true);
	json_party(json, "to", &view->to, false);
	ks_json_text(json, "intervention", view->intervention.id);
	json_consent(json, view);
	ks_json_text(json, "ground", view->ground);
	ks_json_text(json, "because", view->because);
	json_terms(json, view);
	json_origin(json, view);
	json_agreed(json, view);
	list = ks_json_array(json, "history");
	for (size_t i = 0; i < view->n_moves; i++)
		json_move(list, &view->moves[i]);
	list = ks_json_array(json, "next");
	for (size_t i = 0; i < view->n_legal; i++)
		ks_json_text(list, NULL, view->legal[i]);
}

static void json_show(struct ks_out *out, const struct ks_handover_view *view)
{
	struct ks_json *document = ks_json_document(out);

	json_one(document, view);
	ks_json_end(out, document);
}

static void json_list(struct ks_out *out, const struct ks_handover_view *views, size_t n)
{
	struct ks_json *document = ks_json_document(out);
	struct ks_json *list = ks_json_array(document, "handovers");

	for (size_t i = 0; i < n; i++)
		json_one(ks_json_object(list, NULL), &views[i]);
	ks_json_end(out, document);
}

/* ---- by format ----------------------------------------------------------- */

void ks_out_handover_done(struct ks_out *out, const struct ks_handover_view *view,
			  enum ks_verb verb)
{
	if (out->format == KS_AS_JSON)
		json_show(out, view);
	else
		text_done(out, view, verb);
}

void ks_out_handover(struct ks_out *out, const struct ks_handover_view *view)
{
	if (out->format == KS_AS_JSON)
		json_show(out, view);
	else
		text_show(out, view);
}

void ks_out_handovers(struct ks_out *out, const struct ks_handover_view *views, size_t n)
{
	if (out->format == KS_AS_JSON)
		json_list(out, views, n);
	else
		text_list(out, views, n);
}

/* Leaving one alone lets it run. */
void ks_put_open_handovers(struct ks_out *out, const struct ks_handover_view *open, size_t n,
			   const char *reason)
{
	for (size_t i = 0; i < n; i++) {
		const struct ks_handover_view *h = &open[i];
		bool can_stop = ks_loop_next(h->status, KS_VERB_STOP) >= 0;

		ks_out_msg(out, 2, KS_MSG_open_handover,
			   KS_ARGS({ "to", ks_party_words(out, &h->to) },
				   { "what", h->intervention.label ? h->intervention.label : h->id },
				   { "status", ks_label_status(out, h->status) }));
		ks_out_wrapped(out, 4, "",
			       ks_fmt(out->arena, "ks handover %s %s --reason %s",
				      can_stop ? "stop" : "withdraw", h->id, reason));
	}
}
