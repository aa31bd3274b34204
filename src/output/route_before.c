/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * "Voor het gesprek": what is good to know before one sits down together. It
 * lies on the table too, so nothing here is shielded, and how she can be
 * reached safely stands on the professional's own page.
 */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/engine/talk.h"
#include "ks/output/pans.h"
#include "reasons.h"
#include "route_page.h"

#define ASKS_MOST 4	/* questions shown; the rest is counted */
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

static const char *works_well(struct ks_out *out, const struct ks_route *route)
{
	const struct ks_balance *balance = &route->balance;
	struct ks_buf list;

	ks_buf_init(&list, out->arena);
	for (size_t i = 0; i < balance->n_capacity_present && i < WORKS_MOST; i++)
		if (ks_table_shows(balance->capacity_present[i]))
			add(&list, ks_text_in(balance->capacity_present[i]->label, out->lang));
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

/* ---- what changed, what to ask ------------------------------------------- */

static const char *changed(struct ks_out *out, const struct ks_route_view *view, bool present)
{
	struct ks_buf list;

	ks_buf_init(&list, out->arena);
	for (size_t i = 0; i < view->n_changes; i++) {
		const struct ks_change *change = &view->changes[i];

		if (change->present == present && ks_table_shows(change->factor) &&
		    !ks_talk_is_private(change->factor))
			add(&list, ks_factor_label(out, change->factor, change->subject));
	}
	return list.text;
}

static void put_changes(struct ks_out *out, const struct ks_route_view *view)
{
	const char *more = changed(out, view, true), *less = changed(out, view, false);

	if (view->before == KS_NO_DAY)
		return;
	if (!*more && !*less)
		put_line(out, KS_MSG_before_same, ks_day_words(out, view->before));
	put_line(out, KS_MSG_before_new, more);
	put_line(out, KS_MSG_before_gone, less);
}

static bool is_to_ask(struct ks_out *out, const struct ks_question *question)
{
	return !question->declined && !ks_talk_is_private(question->factor) &&
	       *ks_text_in(question->factor->ask, out->lang);
}

/* A factor may be open about several people; its question is put once. */
static void put_asks(struct ks_out *out, const struct ks_route *route)
{
	const struct ks_factor *last = NULL;
	int shown = 0, more = 0;

	for (size_t i = 0; i < route->n_questions; i++) {
		const struct ks_factor *factor = route->questions[i].factor;

		if (!is_to_ask(out, &route->questions[i]) || factor == last)
			continue;
		last = factor;
		if (shown++ < ASKS_MOST)
			put_line(out, KS_MSG_before_ask, ks_text_in(factor->ask, out->lang));
		else
			more++;
	}
	if (more)
		put_line(out, KS_MSG_before_more, ks_fmt(out->arena, "%d", more));
}

void ks_put_before_talk(struct ks_out *out, const struct ks_route_view *view)
{
	const struct ks_route *route = view->screen.route;

	ks_out_heading(out, ks_msg_text(out->lang, KS_MSG_before_title));
	put_line(out, KS_MSG_before_proud, view->proud);
	put_line(out, KS_MSG_before_wish, view->wish);
	put_line(out, KS_MSG_before_works, works_well(out, route));
	put_line(out, KS_MSG_before_involved, involved(out, view));
	put_line(out, KS_MSG_before_interpreter, view->interpreter);
	if (view->safe_contact)
		put_line(out, KS_MSG_before_contact, view->screen.case_key);
	put_changes(out, view);
	put_asks(out, route);
	ks_out_blank(out);
}
