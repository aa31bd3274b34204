/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The page that lies on the table. A parent can read it, or have it read
 * aloud: what is heavy, what helps, and per step what, with whom, when, how
 * and why. Nothing here comes from a shielded item: see output/pans.h.
 */
#include "ks/base/arena.h"
#include "ks/output/label.h"
#include "ks/output/pans.h"
#include "reasons.h"
#include "route_page.h"

#define INDENT 3

struct page {
	struct ks_out *out;
	const struct ks_route_view *view;
	int *numbers;		/* per step of the route: its number here, or 0 */
	int shown;
};

/*
 * Steps are counted anew: a page that begins at 3 tells that two are missing.
 */
static void number_steps(struct page *page)
{
	const struct ks_route *route = page->view->screen.route;

	page->numbers = KS_NEW_N(page->out->arena, route->n_steps + 1, int);
	for (size_t i = 0; i < route->n_steps; i++)
		if (ks_table_shows_step(page->out, route, &route->steps[i]))
			page->numbers[i] = ++page->shown;
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
	if (is_whole(page) || number > 26)
		return ks_fmt(page->out->arena, "%d", number);
	return ks_fmt(page->out->arena, "%c", 'a' + number - 1);
}

static void put(struct page *page, enum ks_msg msg, const char *what)
{
	ks_out_msg(page->out, INDENT, msg, KS_ARGS({ "what", what }));
}

static const char *organisation(struct ks_out *out, const struct ks_route_step *step)
{
	return step->filler ? ks_text_in(step->filler->organisation, out->lang) : NULL;
}

static void put_who(struct page *page, const struct ks_route_step *step)
{
	const char *role = ks_text_in(step->role->label, page->out->lang);
	const char *name = organisation(page->out, step);

	ks_out_msg(page->out, INDENT, name ? KS_MSG_table_who : KS_MSG_table_who_open,
		   KS_ARGS({ "role", role }, { "organisation", name ? name : "" }));
}

static void put_when(struct page *page, const struct ks_route_step *step)
{
	struct ks_out *out = page->out;

	if (step->opens != KS_NO_DAY)
		ks_out_msg(out, INDENT, KS_MSG_table_opens,
			   KS_ARGS({ "opens", ks_day_words(out, step->opens) },
				   { "due", ks_day_words(out, step->due) }));
	else if (step->due != KS_NO_DAY && step->due <= page->view->screen.route->day)
		put(page, KS_MSG_table_today, "");
	else if (step->due != KS_NO_DAY)
		put(page, KS_MSG_table_due_by, ks_day_words(out, step->due));
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

	put(page, how[step->form], "");
}

/* Each reason that may be said, once. */
static void put_why(struct page *page, const struct ks_route_step *step)
{
	const char *said = NULL;

	for (size_t i = 0; i < step->n_reasons; i++) {
		const struct ks_reason *reason = &step->reasons[i];
		const char *why = ks_text_in(reason->step->why, page->out->lang);
		bool hidden = reason->n_signals > 0;

		for (size_t s = 0; s < reason->n_signals; s++)
			hidden = hidden && !ks_table_shows(reason->signals[s]);
		if (hidden || !*why || !ks_table_may_say(why) || ks_streq(said, why))
			continue;
		put(page, KS_MSG_table_why, why);
		said = why;
	}
}

static void put_check(struct page *page, const struct ks_route_step *step)
{
	for (size_t i = 0; i < step->n_check; i++) {
		const struct ks_ask *ask = &step->check[i];

		if (!ask->factor || ks_table_shows(ask->factor))
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

static void put_status(struct page *page, const char *status)
{
	int index = ks_word_index(ks_handover_status_words, status);

	if (ks_streq(status, "already"))
		put(page, KS_MSG_table_already, "");
	else if (index >= 0)
		put(page, KS_MSG_table_status,
		    ks_label_status(page->out, (enum ks_handover_status)index));
}

static void put_what(struct page *page, const struct ks_route_step *step, int number)
{
	struct ks_out *out = page->out;
	const char *parents = step->intervention ? ks_text_in(step->intervention->parents, out->lang)
						 : "";

	ks_out_wrapped(out, 0, ks_fmt(out->arena, "%s. ", mark(page, number)),
		       ks_help_title(out, step->intervention, step->reasons[0].step));
	if (*parents)
		ks_out_wrapped(out, INDENT, "", parents);
}

static void put_step(struct page *page, size_t i)
{
	const struct ks_route_step *step = &page->view->screen.route->steps[i];

	put_what(page, step, page->numbers[i]);
	put_who(page, step);
	if (!step->already) {
		put_when(page, step);
		put_how(page, step);
	}
	put_why(page, step);
	put_after(page, step, page->numbers[i]);
	put_check(page, step);
	put_status(page, page->view->statuses[i]);
	if (step->intervention && step->intervention->consent_explicit)
		put(page, KS_MSG_table_consent, "");
}

static void put_steps(struct page *page)
{
	const struct ks_route *route = page->view->screen.route;

	ks_out_heading(page->out, ks_msg_text(page->out->lang, KS_MSG_table_agree));
	if (!page->shown) {
		ks_out_msg(page->out, 0, KS_MSG_table_nothing, NULL);
		return;
	}
	for (size_t i = 0; i < route->n_steps; i++) {
		if (!page->numbers[i])
			continue;
		put_step(page, i);
		ks_out_blank(page->out);
	}
	ks_out_msg(page->out, 0, KS_MSG_table_free, NULL);
}

/* The first step that nobody has taken up yet; NULL when there is none. */
static const struct ks_route_step *next_step(const struct page *page)
{
	const struct ks_route *route = page->view->screen.route;

	for (size_t i = 0; i < route->n_steps; i++)
		if (page->numbers[i] && ks_streq(page->view->statuses[i], "open"))
			return &route->steps[i];
	return NULL;
}

/* By its number only where that is its number in the route too. */
static void put_end(struct page *page)
{
	const struct ks_route_step *step = next_step(page);

	if (!step || !page->view->kept || page->view->again)
		return;
	ks_out_blank(page->out);
	ks_out_msg(page->out, 0, KS_MSG_route_next,
		   KS_ARGS({ "case", page->view->screen.case_key },
			   { "step", is_whole(page) ? ks_fmt(page->out->arena, "%d", step->number)
						    : step->id }));
}

/* After a loss there is nothing to weigh and nothing to arrange. */
static void put_ended(struct ks_out *out, const struct ks_route *route)
{
	ks_out_heading(out, ks_day_words(out, route->day));
	ks_out_msg(out, 0, KS_MSG_table_ended, NULL);
}

void ks_route_table(struct ks_out *out, const struct ks_route_view *view)
{
	const struct ks_route *route = view->screen.route;
	struct page page = { .out = out, .view = view };

	if (route->phase == KS_ENDED) {
		put_ended(out, route);
		return;
	}
	number_steps(&page);
	if (ks_table_has_more(route)) {
		ks_out_msg(out, 0,
			   view->again ? KS_MSG_replay_look_alone_first : KS_MSG_look_alone_first,
			   KS_ARGS({ "case", view->screen.case_key }, { "route", view->id }));
		ks_out_blank(out);
	}
	ks_out_heading(out, ks_msg_make(out->arena, out->lang, KS_MSG_table_title,
					KS_ARGS({ "date", ks_day_words(out, route->day) })));
	ks_put_pregnancy(out, route, view->screen.due);
	ks_put_intake(out, &view->screen);
	ks_out_blank(out);
	ks_put_before_talk(out, view);
	ks_put_pans(out, route);
	ks_out_blank(out);
	put_steps(&page);
	put_end(&page);
}
