/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * "Wat we afspreken": per step what, with whom, when, how and why, in sentences
 * that can be read aloud. Used by the table and by the end of a screening.
 */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/utf8.h"
#include "ks/engine/loop.h"
#include "ks/engine/talk.h"
#include "ks/output/label.h"
#include "ks/output/pans.h"
#include "reasons.h"
#include "route_page.h"

#define INDENT 3
#define LETTERS 26
#define FEW_STEPS 3	/* up to so many stand apart; more have to fit one sheet of paper */

struct page {
	struct ks_out *out;
	const struct ks_route_view *view;
	size_t *order;		/* the steps that are shown, as they stand here */
	int *numbers;		/* per step of the route: its number here, or 0 */
	int shown;
	struct ks_buf line;	/* sentences that go on one line, as long as they fit */
};

/* ---- lines --------------------------------------------------------------- */

static void end_line(struct page *page)
{
	if (page->line.len)
		ks_out_wrapped(page->out, INDENT, "", page->line.text);
	ks_buf_init(&page->line, page->out->arena);
}

/*
 * Short sentences stand beside each other, so that the whole fits one sheet of
 * paper; none is broken off only because another stands before it.
 */
static void put_text(struct page *page, const char *text)
{
	int room = page->out->width - INDENT;
	int taken = page->line.len ? ks_utf8_width(page->line.text) + 1 : 0;

	if (taken + ks_utf8_width(text) > room)
		end_line(page);
	ks_buf_addf(&page->line, "%s%s", page->line.len ? " " : "", text);
}

static void put_filled(struct page *page, enum ks_msg msg, const struct ks_arg *args)
{
	put_text(page, ks_msg_make(page->out->arena, page->out->lang, msg, args));
}

static void put(struct page *page, enum ks_msg msg, const char *what)
{
	put_filled(page, msg, KS_ARGS({ "what", what }));
}

/* ---- numbers ------------------------------------------------------------- */

/*
 * Steps are counted anew, in the order they would have without what is kept
 * back: a page that begins at 3 tells that two are missing, and one that begins
 * with what is usually last tells that there is a reason.
 */
static void number_steps(struct page *page)
{
	const struct ks_route *route = page->view->screen.route;

	page->numbers = KS_NEW_N(page->out->arena, route->n_steps + 1, int);
	page->order = KS_NEW_N(page->out->arena, route->n_steps + 1, size_t);
	for (size_t i = 0; i < route->n_steps; i++)
		if (ks_table_shows_step(page->out, route, &route->steps[i]))
			page->order[page->shown++] = i;
	ks_order_shown(route, page->order, (size_t)page->shown, false);
	for (int i = 0; i < page->shown; i++)
		page->numbers[page->order[i]] = i + 1;
}

/* True when the page shows every step of the route, so that numbers mean the same. */
static bool is_whole(const struct page *page)
{
	return (size_t)page->shown == page->view->screen.route->n_steps;
}

/*
 * "2", or "b" where steps are left out: a number is what `--step` takes, and
 * must never name another step than the one on the page.
 */
static const char *mark(const struct page *page, int number)
{
	struct ks_arena *arena = page->out->arena;
	int letter = 'a' + (number - 1) % LETTERS, first = 'a' + (number - 1) / LETTERS - 1;

	if (is_whole(page))
		return ks_fmt(arena, "%d", number);
	return number > LETTERS ? ks_fmt(arena, "%c%c", first, letter) :
				  ks_fmt(arena, "%c", letter);
}

/* ---- with whom, when, how, why ------------------------------------------- */

/* The step of who is at the table with the parents now. */
static bool is_own(const struct page *page, const struct ks_route_step *step)
{
	return ks_streq(step->role->id, page->view->own_role);
}

static int place(const struct ks_route_step *step, bool at_home)
{
	return at_home ? step->at_home.number : step->at_table.number;
}

void ks_order_shown(const struct ks_route *route, size_t *order, size_t n, bool at_home)
{
	for (size_t i = 1; i < n; i++) {
		size_t step = order[i], k = i;

		for (; k > 0 && place(&route->steps[order[k - 1]], at_home) >
					place(&route->steps[step], at_home); k--)
			order[k] = order[k - 1];
		order[k] = step;
	}
}

enum ks_msg ks_who_sentence(struct ks_out *out, const struct ks_route_step *step,
			    const struct ks_arg **args)
{
	const char *role = ks_text_in(step->role->label, out->lang);
	const char *name = step->filler ? ks_text_in(step->filler->organisation, out->lang) : "";
	struct ks_arg *filled = KS_NEW_N(out->arena, 3, struct ks_arg);

	filled[0] = (struct ks_arg){ "role", role };
	filled[1] = (struct ks_arg){ "organisation", name };
	*args = filled;
	if (!*name)
		return KS_MSG_table_who_open;
	return ks_names_role(name, role) ? KS_MSG_table_who_name : KS_MSG_table_who;
}

static void put_who(struct page *page, const struct ks_route_step *step)
{
	const struct ks_arg *args;
	enum ks_msg sentence = ks_who_sentence(page->out, step, &args);

	if (is_own(page, step))
		put(page, KS_MSG_table_who_me, "");
	else
		put_filled(page, sentence, args);
	if (sentence == KS_MSG_table_who_open && !is_own(page, step) &&
	    !ks_casework_is_over(page->view))
		put(page, KS_MSG_table_who_search, "");
}

static void put_when(struct page *page, const struct ks_route_step *step)
{
	const struct ks_step_shown *shown = &step->at_table;
	struct ks_out *out = page->out;

	if (shown->opens != KS_NO_DAY)
		put_filled(page, KS_MSG_table_opens,
			   KS_ARGS({ "opens", ks_day_words(out, shown->opens) },
				   { "due", ks_day_words(out, shown->due) }));
	else if (shown->due != KS_NO_DAY && shown->due < page->view->screen.route->day)
		put(page, KS_MSG_table_soon, "");	/* no day: late is nothing for her to think of */
	else if (shown->due != KS_NO_DAY && shown->due == page->view->screen.route->day)
		put(page, KS_MSG_table_today, "");
	else if (shown->due != KS_NO_DAY)
		put(page, KS_MSG_table_due_by, ks_day_words(out, shown->due));
}

static void put_how(struct page *page, const struct ks_route_step *step)
{
	static const enum ks_msg how[KS_FORMS] = {
		[KS_TOGETHER] = KS_MSG_table_together,
		[KS_THREE_WAY] = KS_MSG_table_three_way,
		[KS_CALL_TOGETHER] = KS_MSG_table_call_together,
		[KS_PHONE] = KS_MSG_table_phone,
		[KS_WRITTEN] = KS_MSG_table_written,
	};

	put(page, is_own(page, step) ? KS_MSG_table_own : how[step->at_table.form], "");
}

/* Not where it rests on what was asked alone, and not with words kept back. */
static const char *why_of(const struct page *page, const struct ks_reason *reason)
{
	const char *why = ks_text_in(reason->step->why, page->out->lang);
	size_t private = 0;

	for (size_t i = 0; i < reason->n_signals; i++)
		private += ks_talk_is_private(reason->signals[i]);
	return ks_table_may_say(why) && (!private || private < reason->n_signals) ? why : "";
}

/* One is enough to say yes or no to; all of them stand on the professional's own page. */
static void put_why(struct page *page, const struct ks_route_step *step)
{
	for (size_t i = 0; i < step->n_reasons; i++) {
		const char *why = why_of(page, &step->reasons[i]);

		if (*why) {
			put(page, KS_MSG_table_why, why);
			return;
		}
	}
}

static void put_check(struct page *page, const struct ks_route_step *step)
{
	for (size_t i = 0; i < step->n_check; i++) {
		const struct ks_ask *ask = &step->check[i];

		if (!ask->factor || !ks_talk_is_private(ask->factor))
			put(page, KS_MSG_table_check, ks_ask_words(page->out, ask));
	}
}

static int number_of(const struct page *page, const char *id)
{
	const struct ks_route *route = page->view->screen.route;

	for (size_t i = 0; i < route->n_steps; i++)
		if (ks_streq(route->steps[i].id, id))
			return page->numbers[i];
	return 0;
}

/* Safety goes first whatever it waits for, so only what stands above is named. */
static void put_after(struct page *page, const struct ks_route_step *step, int own)
{
	for (size_t i = 0; i < step->n_after; i++) {
		int number = number_of(page, step->after[i]);

		if (number && number < own)
			put(page, KS_MSG_table_after, mark(page, number));
	}
}

/* What became of it, in a sentence of its own; an open step has none. */
static void put_status(struct page *page, const struct ks_route_step *step, const char *status)
{
	static const enum ks_msg sentences[KS_H_STATUSES] = {
		[KS_H_DRAFT] = KS_MSG_table_draft,
		[KS_H_REQUESTED] = KS_MSG_table_requested,
		[KS_H_RECEIVED] = KS_MSG_table_received,
		[KS_H_ACCEPTED] = KS_MSG_table_accepted,
		[KS_H_DECLINED] = KS_MSG_table_declined,
		[KS_H_WAITING] = KS_MSG_table_waiting,
		[KS_H_SCHEDULED] = KS_MSG_table_scheduled,
		[KS_H_NO_SHOW] = KS_MSG_table_no_show,
		[KS_H_MET] = KS_MSG_table_met,
		[KS_H_STARTED] = KS_MSG_table_started,
		[KS_H_COMPLETED] = KS_MSG_table_completed,
		[KS_H_STOPPED] = KS_MSG_table_stopped,
		[KS_H_WITHDRAWN] = KS_MSG_table_withdrawn,
		[KS_H_CLOSED] = KS_MSG_table_closed,
	};
	int index = ks_word_index(ks_handover_status_words, status);

	if (ks_streq(status, "already"))
		put(page, KS_MSG_table_already, "");
	else if (is_own(page, step) && (index == KS_H_REQUESTED || index == KS_H_RECEIVED))
		put(page, KS_MSG_table_asked_me, "");
	else if (index >= 0)
		put(page, sentences[index], "");
}

/* What is there already needs no words to explain or to win anybody for it. */
static bool is_known(const char *status)
{
	return ks_streq(status, "already");
}

static void put_what(struct page *page, const struct ks_route_step *step, size_t i)
{
	struct ks_out *out = page->out;
	const char *parents = step->intervention ? ks_text_in(step->intervention->parents, out->lang)
						 : "";

	ks_out_wrapped(out, 0, ks_fmt(out->arena, "%s. ", mark(page, page->numbers[i])),
		       ks_help_title(out, step->intervention, step->reasons[0].step));
	if (*parents && !is_known(page->view->statuses[i]))
		ks_out_wrapped(out, INDENT, "", parents);
}

/* Terms and ways are for what is still to be done. */
static bool is_to_do(const char *status)
{
	static const char *const waits[] = { "open",	 "draft",     "requested", "received",
					     "accepted", "waiting", "scheduled", "no-show", NULL };

	return ks_word_index(waits, status) >= 0;
}

static void put_arranged(struct page *page, const struct ks_route_step *step, const char *status)
{
	bool over = ks_casework_is_over(page->view);

	put_who(page, step);
	if (is_to_do(status) && !over) {
		put_when(page, step);
		put_how(page, step);
	}
	if (ks_streq(status, "open") && over)
		put(page, KS_MSG_route_not_arranged, "");
	else if (ks_streq(status, "open") && step->intervention &&
		 step->intervention->consent_explicit)
		put(page, KS_MSG_table_consent, "");
}

static void put_step(struct page *page, size_t i)
{
	const struct ks_route_step *step = &page->view->screen.route->steps[i];
	const char *status = page->view->statuses[i];

	put_what(page, step, i);
	put_arranged(page, step, status);
	if (!is_known(status)) {
		end_line(page);
		put_why(page, step);
	}
	if (!ks_casework_is_over(page->view)) {
		put_after(page, step, page->numbers[i]);
		put_check(page, step);
	}
	put_status(page, step, status);
	end_line(page);
}

static void put_steps(struct page *page)
{
	ks_out_blank(page->out);
	ks_out_heading(page->out, ks_msg_text(page->out->lang, ks_casework_is_over(page->view)
								       ? KS_MSG_table_talked
								       : KS_MSG_table_agree));
	if (!page->shown) {
		if (page->view->screen.judgement == KS_OUT_OF_BALANCE)
			ks_out_msg(page->out, 0, KS_MSG_table_empty_support, NULL);
		ks_out_msg(page->out, 0, KS_MSG_table_empty, NULL);
		return;
	}
	for (int i = 0; i < page->shown; i++) {
		put_step(page, page->order[i]);
		if (page->shown <= FEW_STEPS || i + 1 == page->shown)
			ks_out_blank(page->out);
	}
	ks_out_msg(page->out, 0, KS_MSG_table_free, NULL);
}

/*
 * The first step that nobody has taken up yet: one to pass on, else one of her
 * own; NULL when there is none.
 */
static const struct ks_route_step *next_step(const struct page *page)
{
	const struct ks_route_step *own = NULL;

	for (int i = 0; i < page->shown; i++) {
		const struct ks_route_step *step =
			&page->view->screen.route->steps[page->order[i]];

		if (!ks_streq(page->view->statuses[page->order[i]], "open"))
			continue;
		if (!is_own(page, step))
			return step;
		own = own ? own : step;
	}
	return own;
}

/* To be copied, so never broken off. */
static void put_command(struct ks_out *out, enum ks_msg said, const char *command)
{
	const char *lead = ks_msg_text(out->lang, said);

	ks_buf_addf(&out->text, "%s%c%s\n", lead,
		    ks_utf8_width(lead) + 1 + (int)strlen(command) > out->width ? '\n' : ' ', command);
}

/* Casework has ended: nothing can be passed on before the case is opened again. */
static void put_closed(struct page *page)
{
	struct ks_out *out = page->out;

	ks_out_blank(out);
	put_command(out, KS_MSG_route_reopen,
		    ks_fmt(out->arena, "ks case close %s --reopen --because -",
			   page->view->screen.case_key));
}

/*
 * By its number only where that is its number in the route too. As in ks todo no
 * consent is proposed: who passes a step on says how it was given, or why without;
 * and a step of her own is not passed on, but done.
 */
static void put_next(struct page *page, const struct ks_route_step *step)
{
	struct ks_arena *arena = page->out->arena;
	const char *key = page->view->screen.case_key;
	const char *id = is_whole(page) ? ks_fmt(arena, "%d", step->number) : step->id;

	ks_out_blank(page->out);
	if (is_own(page, step))
		put_command(page->out, KS_MSG_route_done,
			    ks_fmt(arena, "ks case note %s --kind note --done %s", key, id));
	else
		put_command(page->out, KS_MSG_route_next,
			    ks_fmt(arena, "ks handover new %s --step %s --ask -", key, id));
}

static void put_end(struct page *page)
{
	const struct ks_route_step *step = next_step(page);

	if (!page->view->kept || page->view->again)
		return;
	if (ks_casework_is_over(page->view))
		put_closed(page);
	else if (step)
		put_next(page, step);
}

void ks_put_agreed(struct ks_out *out, const struct ks_route_view *view)
{
	struct page page = { .out = out, .view = view };

	ks_buf_init(&page.line, out->arena);
	number_steps(&page);
	put_steps(&page);
}

void ks_put_next_step(struct ks_out *out, const struct ks_route_view *view)
{
	struct page page = { .out = out, .view = view };

	number_steps(&page);
	put_end(&page);
}
