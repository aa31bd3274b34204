/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The professional's own page: safety first, the class, and every decision
 * with the card, the line and the source it comes from.
 */
#include "ks/base/arena.h"
#include "ks/engine/cond.h"
#include "ks/output/balance.h"
#include "ks/output/handover.h"
#include "ks/output/label.h"
#include "ks/output/pans.h"
#include "reasons.h"
#include "route_page.h"

#define INDENT 3
#define DEEPER 5
#define QUESTIONS_SHOWN 5

void ks_put_safety(struct ks_out *out, const struct ks_route *route)
{
	if (!route->n_safety)
		return;
	ks_out_heading(out, ks_msg_text(out->lang, KS_MSG_alone_safety));
	for (size_t i = 0; i < route->n_safety; i++) {
		const struct ks_safety_note *note = &route->safety[i].card->safety;

		ks_out_msg(out, 0,
			   route->safety[i].now ? KS_MSG_safety_now : KS_MSG_safety_consult_first,
			   KS_ARGS({ "text", ks_text_in(note->text, out->lang) }));
		if (note->phone)
			ks_out_msg(out, INDENT, KS_MSG_safety_phone,
				   KS_ARGS({ "phone", note->phone }));
		ks_out_msg(out, INDENT, KS_MSG_from_card,
			   KS_ARGS({ "place", ks_place_words(out->arena, note->loc) }));
	}
	ks_out_blank(out);
}

static const char *signal_ids(struct ks_out *out, const struct ks_reason *reason)
{
	struct ks_buf buf;

	ks_buf_init(&buf, out->arena);
	for (size_t i = 0; i < reason->n_signals; i++)
		ks_buf_addf(&buf, "%s%s", i ? ", " : "",
			    ks_text_in(reason->signals[i]->label, out->lang));
	return buf.text;
}

static void put_reason(struct ks_out *out, const struct ks_reason *reason)
{
	const struct ks_step *step = reason->step;
	struct ks_sources sources = ks_reason_sources(reason);

	ks_out_msg(out, INDENT, KS_MSG_alone_because,
		   KS_ARGS({ "card", ks_text_in(step->card->title, out->lang) },
			   { "version", step->card->version },
			   { "place", ks_place_words(out->arena, step->loc) }));
	if (reason->n_signals)
		ks_out_msg(out, DEEPER, KS_MSG_alone_signals,
			   KS_ARGS({ "signals", signal_ids(out, reason) }));
	ks_out_msg(out, DEEPER, KS_MSG_alone_term,
		   KS_ARGS({ "since", ks_day_words(out, reason->since) },
			   { "within", ks_label_span(out, step->within) }));
	ks_out_msg(out, DEEPER, KS_MSG_alone_source,
		   KS_ARGS({ "sources", ks_source_ids(out, sources) },
			   { "status", ks_label_source_status(out, ks_sources_status(sources)) }));
}

static void put_fallback(struct ks_out *out, enum ks_msg msg, const struct ks_fallback *fallback)
{
	if (fallback->given && *ks_text_in(fallback->say, out->lang))
		ks_out_msg(out, INDENT, msg,
			   KS_ARGS({ "say", ks_text_in(fallback->say, out->lang) }));
}

static const char *status_words(struct ks_out *out, const char *status)
{
	int index = ks_word_index(ks_handover_status_words, status);

	if (index >= 0)
		return ks_label_status(out, (enum ks_handover_status)index);
	return ks_msg_text(out->lang, ks_streq(status, "already") ? KS_MSG_step_already
								  : KS_MSG_step_open);
}

static void put_to(struct ks_out *out, const struct ks_route_step *step)
{
	const struct ks_filler *filler = step->filler;
	const char *role = ks_text_in(step->role->label, out->lang);
	const char *name = filler ? ks_text_in(filler->organisation, out->lang) : NULL;

	ks_out_msg(out, INDENT, filler ? KS_MSG_alone_to : KS_MSG_alone_to_nobody,
		   KS_ARGS({ "role", role },
			   { "who", name ? ks_who_words(out->arena, role, name) : "" }));
	if (filler && *ks_text_in(filler->contact, out->lang))
		ks_out_msg(out, INDENT, KS_MSG_alone_contact,
			   KS_ARGS({ "contact", ks_text_in(filler->contact, out->lang) }));
	if (filler && filler->phone)
		ks_out_msg(out, INDENT, KS_MSG_safety_phone, KS_ARGS({ "phone", filler->phone }));
}

static void put_term(struct ks_out *out, const struct ks_route_step *step)
{
	if (step->due != KS_NO_DAY)
		ks_out_msg(out, INDENT, KS_MSG_alone_due,
			   KS_ARGS({ "urgency", ks_label_urgency(out, step->urgency) },
				   { "due", ks_day_words(out, step->due) }));
	if (step->opens != KS_NO_DAY)
		ks_out_msg(out, INDENT, KS_MSG_alone_opens,
			   KS_ARGS({ "opens", ks_day_words(out, step->opens) }));
	ks_out_msg(out, INDENT, KS_MSG_alone_form,
		   KS_ARGS({ "form", ks_label_form(out, step->form) }));
}

static void find_consult_first(void *context, const struct ks_cond *leaf)
{
	bool *found = context;

	*found = *found || (leaf->kind == KS_COND_SIGNAL && leaf->factor->consult_first);
}

/* A card about what asks for advice first (meldcode) is where advice without a name is asked. */
static bool is_about_consulting(const struct ks_route_step *step)
{
	bool found = false;

	for (size_t i = 0; i < step->n_reasons; i++)
		ks_cond_leaves(step->reasons[i].step->card->when, find_consult_first, &found);
	return found;
}

/* Safety waits for no form, so there the page names the other way too (product.md §4.11). */
static enum ks_msg consent_sentence(const struct ks_route_step *step)
{
	if (step->intervention && step->intervention->consent_explicit)
		return KS_MSG_alone_consent_explicit;
	return step->safety || is_about_consulting(step) ? KS_MSG_alone_consent_safety
							 : KS_MSG_alone_consent;
}

static const struct ks_asked *asked_for(const struct ks_route_view *view, const char *step_id)
{
	for (size_t i = view->n_asked; i > 0; i--)
		if (ks_streq(view->asked[i - 1].step_id, step_id))
			return &view->asked[i - 1];
	return NULL;
}

/* What comes next for a step that was passed on, and by when. */
static void put_next(struct ks_out *out, const struct ks_asked *asked)
{
	if (!asked)
		return;
	ks_out_msg(out, INDENT,
		   asked->next_by == KS_NO_DAY ? KS_MSG_alone_next
		   : asked->overdue	       ? KS_MSG_alone_next_late
					       : KS_MSG_alone_next_by,
		   KS_ARGS({ "handover", asked->handover },
			   { "date", ks_day_words(out, asked->next_by) }));
}

static void put_step(struct ks_out *out, const struct ks_route_step *step, const char *status,
		     const struct ks_asked *asked)
{
	ks_out_wrapped(out, 0, ks_fmt(out->arena, "%d. ", step->number),
		       ks_help_title(out, step->intervention, step->reasons[0].step));
	put_to(out, step);
	put_term(out, step);
	ks_out_msg(out, INDENT, consent_sentence(step), NULL);
	ks_out_msg(out, INDENT, KS_MSG_alone_status,
		   KS_ARGS({ "status", status_words(out, status) }, { "id", step->id }));
	put_next(out, asked);
	for (size_t i = 0; i < step->n_check; i++)
		ks_out_msg(out, INDENT, KS_MSG_table_check,
			   KS_ARGS({ "what", ks_ask_words(out, &step->check[i]) }));
	for (size_t i = 0; i < step->n_reasons; i++)
		put_reason(out, &step->reasons[i]);
	put_fallback(out, KS_MSG_alone_if_refused, &step->reasons[0].step->if_refused);
	ks_out_blank(out);
}

static void put_steps(struct ks_out *out, const struct ks_route_view *view)
{
	const struct ks_route *route = view->screen.route;

	ks_out_heading(out, ks_msg_text(out->lang, KS_MSG_alone_steps));
	for (size_t i = 0; i < route->n_steps; i++)
		put_step(out, &route->steps[i], view->statuses[i],
			 asked_for(view, route->steps[i].id));
	if (!route->n_steps) {
		ks_out_msg(out, 0, KS_MSG_alone_no_steps, NULL);
		ks_out_blank(out);
	}
}

static void put_one_dropped(struct ks_out *out, const struct ks_route_view *view,
			    const struct ks_dropped *dropped)
{
	const char *why = ks_why_dropped(out, view->screen.route, view->family, dropped);

	ks_out_wrapped(out, 0, "- ", why);
	if (dropped->alternative)
		ks_out_msg(out, 2, KS_MSG_alone_alternative,
			   KS_ARGS({ "title", ks_text_in(dropped->alternative->title, out->lang) }));
	ks_out_msg(out, 2, KS_MSG_from_card,
		   KS_ARGS({ "place", ks_place_words(out->arena, dropped->loc) }));
}

static void put_dropped(struct ks_out *out, const struct ks_route_view *view)
{
	const struct ks_route *route = view->screen.route;

	if (!route->n_dropped)
		return;
	ks_out_heading(out, ks_msg_text(out->lang, KS_MSG_alone_dropped));
	for (size_t i = 0; i < route->n_dropped; i++)
		put_one_dropped(out, view, &route->dropped[i]);
	ks_out_blank(out);
}

static void put_gaps(struct ks_out *out, const struct ks_route *route)
{
	if (!route->n_gaps)
		return;
	ks_out_heading(out, ks_msg_text(out->lang, KS_MSG_alone_gaps));
	for (size_t i = 0; i < route->n_gaps; i++)
		ks_out_wrapped(out, 0, "- ",
			       ks_msg_make(out->arena, out->lang, KS_MSG_gap_line,
					   KS_ARGS({ "label", ks_text_in(route->gaps[i].signal->label,
									 out->lang) },
						   { "why", ks_why_gap(out, &route->gaps[i]) })));
	ks_out_blank(out);
}

static void put_question(struct ks_out *out, const struct ks_question *question)
{
	const struct ks_factor *factor = question->factor;
	const char *ask = ks_text_in(factor->ask, out->lang);

	ks_out_wrapped(out, 0, "- ",
		       ks_msg_make(out->arena, out->lang, KS_MSG_question_line,
				   KS_ARGS({ "id", question->id },
					   { "ask", *ask ? ask
							 : ks_text_in(factor->label, out->lang) })));
}

/* The first few of what was not asked; what somebody did not want to say is only counted. */
static void put_questions(struct ks_out *out, const struct ks_route_view *view)
{
	const struct ks_route *route = view->screen.route;
	int shown = 0, open = 0, declined = 0;

	/* After a loss nothing is asked any more. */
	if (!route->n_questions || route->phase == KS_ENDED)
		return;
	ks_out_heading(out, ks_msg_text(out->lang, KS_MSG_alone_questions));
	for (size_t i = 0; i < route->n_questions; i++) {
		const struct ks_question *question = &route->questions[i];

		declined += question->declined;
		open += !question->declined;
		if (question->declined || shown == QUESTIONS_SHOWN ||
		    !ks_factor_makes_sense(view->screen.coalition, question->factor, view->family,
					   route->phase))
			continue;
		put_question(out, question);
		shown++;
	}
	if (open > shown)
		ks_out_msg(out, 0, KS_MSG_questions_more,
			   KS_ARGS({ "n", ks_fmt(out->arena, "%d", open - shown) }));
	if (declined)
		ks_out_msg(out, 0, KS_MSG_questions_declined,
			   KS_ARGS({ "n", ks_fmt(out->arena, "%d", declined) }));
	ks_out_blank(out);
}

static void put_left(struct ks_out *out, const struct ks_route_view *view)
{
	if (!view->n_left || view->screen.route->phase == KS_ENDED)
		return;
	ks_out_msg(out, 0, KS_MSG_open_after_move, NULL);
	ks_put_open_handovers(out, view->left, view->n_left, "moved");
	ks_out_blank(out);
}

static void put_kept(struct ks_out *out, const struct ks_route_view *view)
{
	ks_out_msg(out, 0, view->id ? KS_MSG_alone_kept : KS_MSG_alone_not_kept,
		   KS_ARGS({ "route", view->id ? view->id : "" },
			   { "coalition", view->screen.coalition->id },
			   { "version", view->screen.coalition->version }));
}

void ks_route_alone(struct ks_out *out, const struct ks_route_view *view)
{
	const struct ks_route *route = view->screen.route;

	ks_out_msg(out, 0, KS_MSG_alone_first, NULL);
	ks_out_blank(out);
	ks_put_safety(out, route);
	ks_out_heading(out, ks_msg_make(out->arena, out->lang, KS_MSG_alone_title,
					KS_ARGS({ "case", view->screen.case_key },
						{ "date", ks_day_words(out, route->day) })));
	ks_put_term(out, route, view->screen.due);
	if (route->phase == KS_DURING && ks_is_past_term(view->screen.due, route->day))
		ks_out_msg(out, 0, KS_MSG_alone_past_term,
			   KS_ARGS({ "case", view->screen.case_key }));
	ks_put_intake(out, &view->screen);
	ks_put_casework_over(out, view);
	if (view->safe_contact)
		ks_out_msg(out, 0, KS_MSG_alone_safe_contact,
			   KS_ARGS({ "contact", view->safe_contact }));
	ks_put_balance(out, &view->screen, KS_CLASS_SHOWN);
	ks_out_blank(out);
	put_left(out, view);
	put_steps(out, view);
	put_dropped(out, view);
	put_gaps(out, route);
	put_questions(out, view);
	put_kept(out, view);
}
