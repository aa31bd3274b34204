/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a page that others may see shows of each step. Looking at a step's own
 * signals is not enough: a class or a number of domains that a hidden signal
 * brought about leads to steps as well, an age leads to a signal, and a step
 * that is there anyway may be due sooner because of it. So the same family is
 * routed once more without all that is hidden, and the steps are compared.
 */
#include "ks/engine/plan.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/engine/talk.h"

typedef bool is_hidden(const struct ks_factor *factor);

static bool is_shielded(const struct ks_factor *factor)
{
	return factor->shielded;
}

/* A measure of something hidden tells of it, whatever it came to. */
static bool tells(const struct ks_score *score, is_hidden *hidden)
{
	for (size_t i = 0; i < score->instrument->n_raises; i++) {
		const struct ks_raise *raise = &score->instrument->raises[i];

		if (hidden(raise->signal) && (!raise->item || ks_streq(raise->item, score->item)))
			return true;
	}
	return false;
}

/* Something hidden is so: a class that somebody raised may rest on it. */
static bool has_hidden(const struct ks_plan *plan, const struct ks_route *route, is_hidden *hidden)
{
	for (size_t i = 0; i < plan->c->n_factors; i++)
		if (hidden(plan->c->factors[i]) && route->picture.factors[i] == KS_TRUE)
			return true;
	return false;
}

static bool says_anything(const struct ks_plan *plan, const struct ks_route *route,
			  is_hidden *hidden)
{
	const struct ks_family *family = plan->family;

	for (size_t i = 0; i < family->n_answers; i++)
		if (hidden(family->answers[i].factor))
			return true;
	for (size_t i = 0; i < family->n_scores; i++)
		if (tells(&family->scores[i], hidden))
			return true;
	return has_hidden(plan, route, hidden);
}

static struct ks_family without(const struct ks_plan *plan, const struct ks_route *route,
				is_hidden *hidden)
{
	const struct ks_family *family = plan->family;
	struct ks_family out = *family;
	struct ks_score *scores = KS_NEW_N(plan->arena, family->n_scores + 1, struct ks_score);

	out.leaves_out = hidden;
	out.scores = scores;
	out.n_scores = 0;
	for (size_t i = 0; i < family->n_scores; i++)
		if (!tells(&family->scores[i], hidden))
			scores[out.n_scores++] = family->scores[i];
	if (has_hidden(plan, route, hidden))
		out.raised = KS_NO_CLASS;
	return out;
}

static const struct ks_route_step *find(const struct ks_route *route, const char *id)
{
	for (size_t i = 0; i < route->n_steps; i++)
		if (strcmp(route->steps[i].id, id) == 0)
			return &route->steps[i];
	return NULL;
}

/* Of the step as it is without what is hidden; NULL: it is not there then. */
static struct ks_step_shown shown(const struct ks_route_step *step)
{
	if (!step)
		return (struct ks_step_shown){ .due = KS_NO_DAY, .opens = KS_NO_DAY };
	return (struct ks_step_shown){ true, step->number, step->due, step->opens, step->form };
}

/* The route without what is hidden; the route itself when nothing is. */
static const struct ks_route *plain_route(const struct ks_plan *plan, const struct ks_route *route,
					  is_hidden *hidden)
{
	struct ks_family plain;

	if (!says_anything(plan, route, hidden))
		return route;
	plain = without(plan, route, hidden);
	return ks_route_decide(plan->arena, plan->c, &plain, route->day);
}

void ks_route_mark_shown(const struct ks_plan *plan, struct ks_route *route)
{
	const struct ks_route *table = plain_route(plan, route, is_shielded);
	const struct ks_route *home = plain_route(plan, route, ks_talk_is_private);

	for (size_t i = 0; i < route->n_steps; i++) {
		struct ks_route_step *step = &route->steps[i];

		step->at_table = shown(find(table, step->id));
		step->at_home = shown(find(home, step->id));
	}
}

const struct ks_route *ks_route_look(struct ks_arena *arena, const struct ks_coalition *c,
				     const struct ks_family *family, ks_day day)
{
	struct ks_plan plan = { .arena = arena };
	struct ks_route *route = ks_plan_route(&plan, arena, c, family, day, KS_DECISION);

	ks_route_mark_shown(&plan, route);
	return route;
}

/* What is known by who heard only what was told; scores were taken from her alone. */
static struct ks_family as_heard(struct ks_arena *arena, const struct ks_family *family,
				 const bool *told)
{
	struct ks_answer *answers = KS_NEW_N(arena, family->n_answers + 1, struct ks_answer);
	struct ks_score *scores = KS_NEW_N(arena, family->n_scores + 1, struct ks_score);
	struct ks_family out = *family;

	out.answers = answers;
	out.scores = scores;
	out.n_answers = out.n_scores = 0;
	for (size_t i = 0; i < family->n_answers; i++)
		if (told[i] || ks_talk_is_private(family->answers[i].factor))
			answers[out.n_answers++] = family->answers[i];
	for (size_t i = 0; i < family->n_scores; i++)
		if (tells(&family->scores[i], ks_talk_is_private))
			scores[out.n_scores++] = family->scores[i];
	return out;
}

const struct ks_route *ks_route_in_company(struct ks_arena *arena, const struct ks_coalition *c,
					   const struct ks_route *route,
					   const struct ks_family *family, const bool *told)
{
	struct ks_route *out = KS_NEW(arena, struct ks_route);
	const struct ks_route *heard = route;
	struct ks_family family_heard;

	if (told) {
		family_heard = as_heard(arena, family, told);
		heard = ks_route_look(arena, c, &family_heard, route->day);
	}
	*out = *route;
	out->picture = heard->picture;
	out->balance = heard->balance;
	out->steps = KS_NEW_N(arena, route->n_steps + 1, struct ks_route_step);
	for (size_t i = 0; i < route->n_steps; i++) {
		const struct ks_route_step *same = find(heard, route->steps[i].id);

		out->steps[i] = route->steps[i];
		out->steps[i].at_home = same ? same->at_home : shown(NULL);
		out->steps[i].at_table = out->steps[i].at_home;
	}
	return out;
}
