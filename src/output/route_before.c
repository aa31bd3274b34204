/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * "Voor het gesprek": what is good to know before one sits down together. It
 * lies on the table too, so nothing here is shielded, and how she can be
 * reached safely stands on the professional's own page.
 */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/engine/talk.h"
#include "ks/output/label.h"
#include "ks/output/pans.h"
#include "reasons.h"
#include "route_page.h"

#define ASKS_MOST 3	/* questions shown; the rest is for another time: route_later.c */
#define WORKS_MOST 5

static void put_line(struct ks_out *out, enum ks_msg msg, const char *what)
{
	if (what && *what)
		ks_out_wrapped(out, 0, "- ",
			       ks_msg_make(out->arena, out->lang, msg, KS_ARGS({ "what", what })));
}

static void add(struct ks_buf *list, const char *item)
{
	ks_buf_addf(list, "%s%s", list->len ? "; " : "", item);
}

/* ---- strengths and help -------------------------------------------------- */

/* One for each of whom it is true: whose strength it is belongs to it. */
static void add_strength(struct ks_out *out, const struct ks_picture *picture,
			 const struct ks_factor *factor, struct ks_buf *list)
{
	const char *last = NULL;

	for (size_t subject = 0; subject < KS_SUBJECTS; subject++) {
		const char *label = ks_factor_label(out, factor, (enum ks_subject)subject);

		if (picture->pairs[factor->index * KS_SUBJECTS + subject] != KS_TRUE ||
		    ks_streq(label, last))
			continue;
		add(list, label);
		last = label;
	}
}

static const char *works_well(struct ks_out *out, const struct ks_route *route)
{
	const struct ks_balance *balance = &route->balance;
	struct ks_buf list;

	ks_buf_init(&list, out->arena);
	for (size_t i = 0; i < balance->n_capacity_present && i < WORKS_MOST; i++)
		if (ks_table_names(out, balance->capacity_present[i]))
			add_strength(out, &route->picture, balance->capacity_present[i], &list);
	return list.text;
}

static const struct ks_intervention *help_of(struct ks_out *out, const struct ks_coalition *c,
					     const char *id)
{
	const char *at = strchr(id, '@');

	return at ? ks_find_intervention(c, ks_strndup(out->arena, id, (size_t)(at - id))) : NULL;
}

static bool may_show(struct ks_out *out, const struct ks_coalition *c,
		     const struct ks_intervention *help)
{
	return help && !help->for_professionals && !ks_talk_is_private_help(c, help) &&
	       ks_table_may_say(ks_text_in(help->title, out->lang));
}

static const char *involved(struct ks_out *out, const struct ks_route_view *view)
{
	const struct ks_coalition *c = view->screen.coalition;
	struct ks_buf list;

	ks_buf_init(&list, out->arena);
	for (size_t i = 0; i < view->family->n_already; i++) {
		const struct ks_intervention *help = help_of(out, c, view->family->already[i]);

		if (may_show(out, c, help))
			add(&list, ks_text_in(help->title, out->lang));
	}
	return list.text;
}

/* ---- who asked whom ------------------------------------------------------ */

static bool stands_in_route(struct ks_out *out, const struct ks_route *route, const char *id)
{
	for (size_t i = 0; i < route->n_steps; i++)
		if (ks_streq(route->steps[i].id, id))
			return ks_table_shows_step(out, route, &route->steps[i]);
	return true;
}

/* As for the step itself; what has no card to judge by is nobody's to show here. */
static bool may_show_asked(struct ks_out *out, const struct ks_route_view *view,
			   const struct ks_asked *asked)
{
	if (asked->with_ground || (asked->card && asked->card->has_safety) ||
	    (asked->help && !may_show(out, view->screen.coalition, asked->help)))
		return false;
	return (asked->help || asked->card) && ks_table_may_say(asked->what) &&
	       ks_table_may_say(asked->to) &&
	       stands_in_route(out, view->screen.route, asked->step_id);
}

static void put_asked(struct ks_out *out, const struct ks_route_view *view)
{
	for (size_t i = 0; i < view->n_asked; i++) {
		const struct ks_asked *asked = &view->asked[i];

		if (!may_show_asked(out, view, asked))
			continue;
		ks_out_wrapped(out, 0, "- ",
			       ks_msg_make(out->arena, out->lang,
					   asked->status == KS_H_DRAFT ? KS_MSG_before_draft
								       : KS_MSG_before_asked,
					   KS_ARGS({ "what", asked->what }, { "to", asked->to },
						   { "from", asked->from },
						   { "date", ks_day_words(out, asked->date) },
						   { "status", ks_label_status(out, asked->status) })));
	}
}

/* ---- what changed, what to ask ------------------------------------------- */

static const char *changed(struct ks_out *out, const struct ks_route_view *view, bool present)
{
	struct ks_buf list;

	ks_buf_init(&list, out->arena);
	for (size_t i = 0; i < view->n_changes; i++) {
		const struct ks_change *change = &view->changes[i];

		if (change->present == present && ks_table_names(out, change->factor))
			add(&list, ks_factor_label(out, change->factor, change->subject));
	}
	return list.text;
}

/* A measure of what is asked alone is for the professional's own page. */
static bool measures_private(const struct ks_score_change *change)
{
	for (size_t i = 0; i < change->instrument->n_raises; i++) {
		const struct ks_raise *raise = &change->instrument->raises[i];

		if (ks_streq(raise->item, change->item) && ks_talk_is_private(raise->signal))
			return true;
	}
	return false;
}

static void put_score(struct ks_out *out, const struct ks_score_change *change)
{
	const char *title = ks_text_in(change->instrument->title, out->lang);

	if (change->item || measures_private(change))
		return;
	ks_out_wrapped(out, 0, "- ",
		       ks_msg_make(out->arena, out->lang,
				   change->was ? KS_MSG_before_score_other : KS_MSG_before_score_new,
				   KS_ARGS({ "instrument", title }, { "now", change->now },
					   { "was", change->was ? change->was : "" })));
}

static void put_changes(struct ks_out *out, const struct ks_route_view *view)
{
	const char *more = changed(out, view, true), *less = changed(out, view, false);

	if (view->before == KS_NO_DAY)
		return;
	for (size_t i = 0; i < view->n_score_changes; i++)
		put_score(out, &view->score_changes[i]);
	if (!*more && !*less && !view->n_score_changes)
		put_line(out, KS_MSG_before_same, ks_day_words(out, view->before));
	put_line(out, KS_MSG_before_new, more);
	put_line(out, KS_MSG_before_gone, less);
}

static bool is_to_ask(struct ks_out *out, const struct ks_route_view *view,
		      const struct ks_question *question)
{
	return !question->declined &&
	       ks_factor_makes_sense(view->screen.coalition, question->factor, view->family,
				     view->screen.route->phase) && !ks_talk_is_private(question->factor) &&
	       *ks_text_in(question->factor->ask, out->lang);
}

/* A factor may be open about several people; its question is put once. */
static void put_asks(struct ks_out *out, const struct ks_route_view *view)
{
	const struct ks_route *route = view->screen.route;
	const struct ks_factor *last = NULL;
	struct ks_buf list;
	int shown = 0;

	ks_buf_init(&list, out->arena);
	for (size_t i = 0; i < route->n_questions && shown < ASKS_MOST; i++) {
		const struct ks_factor *factor = route->questions[i].factor;

		if (!is_to_ask(out, view, &route->questions[i]) || factor == last)
			continue;
		last = factor;
		ks_buf_addf(&list, "%s%s", shown++ ? " " : "", ks_text_in(factor->ask, out->lang));
	}
	put_line(out, KS_MSG_before_ask, list.text);
}

void ks_put_before_talk(struct ks_out *out, const struct ks_route_view *view)
{
	const struct ks_route *route = view->screen.route;

	ks_out_heading(out, ks_msg_text(out->lang, KS_MSG_before_title));
	put_line(out, KS_MSG_before_proud, view->proud);
	put_line(out, KS_MSG_before_wish, view->wish);
	put_line(out, KS_MSG_before_works, works_well(out, route));
	put_line(out, KS_MSG_before_involved, involved(out, view));
	put_asked(out, view);
	put_line(out, KS_MSG_before_interpreter, view->interpreter);
	if (view->safe_contact)
		put_line(out, KS_MSG_before_contact, view->screen.case_key);
	put_changes(out, view);
	put_asks(out, view);
	ks_out_blank(out);
}
