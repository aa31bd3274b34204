/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The end of the table: what is not possible now and what instead, and what is
 * for another time. Both in the parents' words: no limit in weeks and days, no
 * question that asks a moment alone.
 */
#include "ks/base/arena.h"
#include "ks/engine/cond.h"
#include "ks/engine/talk.h"
#include "ks/output/pans.h"
#include "ks/output/talk.h"
#include "reasons.h"
#include "route_page.h"

#define LATER_MOST 4	/* parts of life for another time; the last may be "and so many more" */

/* ---- not now ------------------------------------------------------------- */

static void find_private(void *context, const struct ks_cond *leaf)
{
	bool *found = context;

	*found = *found || (leaf->kind == KS_COND_SIGNAL && ks_talk_is_private(leaf->factor));
}

/* A card that nothing asked alone can bring about. */
static bool is_plain_card(const struct ks_card *card, const struct ks_step *step)
{
	bool private = card->has_safety;

	ks_cond_leaves(card->when, find_private, &private);
	if (step->when)
		ks_cond_leaves(step->when, find_private, &private);
	return !private;
}

static bool may_show_help(struct ks_out *out, const struct ks_intervention *help)
{
	return help && !help->for_professionals &&
	       ks_table_may_say(ks_text_in(help->title, out->lang));
}

static bool may_show(struct ks_out *out, const struct ks_dropped *dropped)
{
	return may_show_help(out, dropped->intervention) &&
	       ks_table_may_say(ks_text_in(dropped->role->label, out->lang)) &&
	       is_plain_card(dropped->step->card, dropped->step);
}

static enum ks_msg by_limit(const struct ks_route *route, const struct ks_dropped *dropped)
{
	switch (dropped->cond ? dropped->cond->kind : KS_COND_ALWAYS) {
	case KS_COND_WEEK:
		return route->week < 0 ? KS_MSG_not_now_born : KS_MSG_not_now_week;
	case KS_COND_SINCE_BIRTH:
		return KS_MSG_not_now_child_age;
	case KS_COND_AGE:
		return KS_MSG_not_now_age;
	case KS_COND_FIRST_CHILD:
		return dropped->cond->yes ? KS_MSG_not_now_first_child
					  : KS_MSG_not_now_not_first_child;
	default:
		return KS_MSG_not_now_other;
	}
}

static enum ks_msg sentence_of(const struct ks_route *route, const struct ks_dropped *dropped)
{
	if (dropped->kind == KS_DROP_COVERAGE)
		return KS_MSG_not_now_elsewhere;
	if (dropped->kind == KS_DROP_PHASE)
		return KS_MSG_not_now_phase;
	return by_limit(route, dropped);
}

static void put_one(struct ks_out *out, const struct ks_route *route,
		    const struct ks_dropped *dropped)
{
	const struct ks_arg *args =
		KS_ARGS({ "title", ks_help_title(out, dropped->intervention, dropped->step) });

	ks_out_wrapped(out, 0, "- ",
		       ks_msg_make(out->arena, out->lang, sentence_of(route, dropped), args));
	if (may_show_help(out, dropped->alternative))
		ks_out_msg(out, 2, KS_MSG_not_now_instead,
			   KS_ARGS({ "title", ks_text_in(dropped->alternative->title, out->lang) }));
}

/* The same help may be dropped for one reason at several cards: said once. */
static bool is_repeated(const struct ks_route *route, size_t i)
{
	const struct ks_dropped *now = &route->dropped[i];

	for (size_t k = 0; k < i; k++)
		if (route->dropped[k].intervention == now->intervention &&
		    sentence_of(route, &route->dropped[k]) == sentence_of(route, now))
			return true;
	return false;
}

void ks_put_not_now(struct ks_out *out, const struct ks_route_view *view)
{
	const struct ks_route *route = view->screen.route;
	bool begun = false;

	for (size_t i = 0; i < route->n_dropped; i++) {
		if (!may_show(out, &route->dropped[i]) || is_repeated(route, i))
			continue;
		if (!begun) {
			ks_out_blank(out);
			ks_out_heading(out, ks_msg_text(out->lang, KS_MSG_not_now_title));
		}
		begun = true;
		put_one(out, route, &route->dropped[i]);
	}
}

/* ---- another time -------------------------------------------------------- */

static bool is_named(const char *const *domains, size_t n, const char *domain)
{
	for (size_t i = 0; i < n; i++)
		if (ks_streq(domains[i], domain))
			return true;
	return false;
}

/*
 * The parts of life with a question that is still open, in the order of those
 * questions: the first is the one that would help most to talk about.
 */
static size_t open_domains(struct ks_arena *arena, const struct ks_route *route,
			   const char ***domains)
{
	size_t n = 0;

	*domains = KS_NEW_N(arena, route->n_questions + 1, const char *);
	for (size_t i = 0; i < route->n_questions; i++) {
		const struct ks_question *question = &route->questions[i];
		const char *domain = question->factor->domain;

		if (!question->declined && !ks_talk_is_private(question->factor) &&
		    !is_named(*domains, n, domain))
			(*domains)[n++] = domain;
	}
	return n;
}

/* Nobody reads a list of nearly everything aloud: the first few, and how many more. */
void ks_put_later(struct ks_out *out, const struct ks_route_view *view)
{
	const char **domains, *what;
	size_t n = open_domains(out->arena, view->screen.route, &domains);
	size_t shown = n > LATER_MOST ? LATER_MOST - 1 : n;
	struct ks_buf list;

	if (!n)
		return;
	ks_buf_init(&list, out->arena);
	for (size_t i = 0; i < shown; i++)
		ks_buf_addf(&list, "%s%s", i ? "; " : "", ks_domain_title(out, domains[i]));
	what = list.text;
	if (shown < n)
		what = ks_msg_make(out->arena, out->lang, KS_MSG_later_more,
				   KS_ARGS({ "what", what },
					   { "n", ks_fmt(out->arena, "%zu", n - shown) }));
	ks_out_blank(out);
	ks_out_msg(out, 0, KS_MSG_later_list, KS_ARGS({ "what", what }));
}
