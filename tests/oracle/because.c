/* SPDX-License-Identifier: EUPL-1.2 */
#include "because.h"

#include <stdlib.h>
#include <string.h>

#include "cond.h"
#include "route.h"

struct removing {
	const struct coalition *c;
	struct mind mind;               /* as it is */
	struct route route;
	bool counts;                    /* a condition looks at class or domains */
};

/* ---- what is counted ------------------------------------------------------------------ */

static bool counts(const struct cond *cond)
{
	if (cond == NULL)
		return false;
	if (cond->key == ON_CLASS || cond->key == ON_DOMAINS)
		return true;
	for (int i = 0; i < cond->n_kids; i++)
		if (counts(cond->kids[i]))
			return true;
	return false;
}

/* With fewer signals the class is another, and that may bring reasons of its own. */
static bool anything_counts(const struct coalition *c)
{
	bool found = false;

	for (int i = 0; i < c->n_cards; i++) {
		found |= counts(c->card[i].when);
		for (int j = 0; j < c->card[i].n_steps; j++)
			found |= counts(c->card[i].step[j].when);
	}
	for (int i = 0; i < c->n_interventions; i++)
		found |= counts(c->intervention[i].criteria);
	return found;
}

/* ---- which reasons stand on signals alone ------------------------------------------- */

/*
 * True when whatever makes a condition true is a signal that may be named: no fact, score,
 * strength, number or denial is among it. `always` is never so.
 */
static bool on_signals_alone(const struct mind *mind, const struct cond *cond)
{
	bool any = false;

	if (cond->key == ON_SIGNAL)
		return true;
	if (cond->key != ON_ALL && cond->key != ON_ANY && cond->key != ON_COUNT)
		return false;
	for (int i = 0; i < cond->n_kids; i++) {
		if (cond_judge(mind, cond->kids[i]) != T_YES)
			continue;
		if (!on_signals_alone(mind, cond->kids[i]))
			return false;
		any = true;
	}
	return any;
}

/* Fewer signals can also be just the number that a condition wants. */
static bool holds_by_signals(const struct mind *mind, const struct cond *cond)
{
	return cond != NULL && !counts(cond) && on_signals_alone(mind, cond);
}

/* One of the two conditions is enough: without it the step asks for nothing. */
static bool is_removable(const struct removing *r, const struct reason *reason)
{
	const struct card *card = &r->c->card[reason->card];

	return holds_by_signals(&r->mind, card->when) ||
	       holds_by_signals(&r->mind, card->step[reason->step].when);
}

static bool all_removable(const struct removing *r, const struct route_step *step)
{
	for (int i = 0; i < step->n_reasons; i++)
		if (!is_removable(r, &step->reason[i]))
			return false;
	return true;
}

/* ---- without them -------------------------------------------------------------------- */

static void forget(struct mind *mind, const char *id)
{
	for (int i = 0; i < mind->c->n_factors; i++) {
		if (mind->c->factor[i].hidden || strcmp(mind->c->factor[i].id, id) != 0)
			continue;
		for (int s = 0; s < MAX_SUBJECTS; s++)
			mind->picture[i][s] = T_UNKNOWN;
	}
}

static void forget_signals(struct mind *mind, const struct because *because)
{
	for (int i = 0; i < because->signals.n; i++)
		forget(mind, because->signals.name[i]);
}

static const struct route_step *find_step(const struct route *route, const char *id)
{
	for (int i = 0; i < route->n_steps; i++)
		if (strcmp(route->step[i].id, id) == 0)
			return &route->step[i];
	return NULL;
}

static const struct because *find_because(const struct coalition *c, const struct taken *taken,
					  const struct reason *reason)
{
	const struct card *card = &c->card[reason->card];

	for (int i = 0; i < taken->n_because; i++)
		if (strcmp(taken->because[i].card, card->id) == 0 &&
		    strcmp(taken->because[i].step, card->step[reason->step].id) == 0)
			return &taken->because[i];
	return NULL;
}

static bool has_reason(const struct route_step *step, const struct reason *reason)
{
	for (int i = 0; step != NULL && i < step->n_reasons; i++)
		if (step->reason[i].card == reason->card && step->reason[i].step == reason->step)
			return true;
	return false;
}

static bool reason_goes(struct removing *r, const struct route_step *step,
			const struct taken *taken, const struct reason *reason)
{
	const struct because *because = find_because(r->c, taken, reason);
	struct mind then = r->mind;
	struct route *route = malloc(sizeof(*route));
	bool gone;

	if (route == NULL)
		abort();
	if (because != NULL)
		forget_signals(&then, because);
	mind_weigh(&then);
	route_make(route, &then);
	gone = because != NULL && !has_reason(find_step(route, step->id), reason);
	free(route);
	return gone;
}

static bool step_goes(struct removing *r, const struct taken *taken)
{
	struct mind then = r->mind;
	struct route *route = malloc(sizeof(*route));
	bool gone;

	if (route == NULL)
		abort();
	for (int i = 0; i < taken->n_because; i++)
		forget_signals(&then, &taken->because[i]);
	mind_weigh(&then);
	route_make(route, &then);
	gone = find_step(route, taken->id) == NULL;
	free(route);
	return gone;
}

static bool try_step(struct removing *r, const struct taken *taken)
{
	const struct route_step *step = find_step(&r->route, taken->id);

	for (int i = 0; step != NULL && i < step->n_reasons; i++)
		if (is_removable(r, &step->reason[i]) &&
		    !reason_goes(r, step, taken, &step->reason[i]))
			return false;
	if (step == NULL || r->counts || !all_removable(r, step))
		return step != NULL;
	return step_goes(r, taken);
}

bool because_try(const struct coalition *c, const struct family *f, const struct outcome *got,
		 char *why, size_t why_size)
{
	struct removing *r = calloc(1, sizeof(*r));
	bool good = true;

	if (r == NULL)
		abort();
	r->c = c;
	mind_make(&r->mind, c, f);
	route_make(&r->route, &r->mind);
	r->counts = anything_counts(c);
	for (int i = 0; i < got->n_steps && good; i++) {
		good = try_step(r, &got->step[i]);
		if (!good)
			snprintf(why, why_size, "step %s stays without the signals it is said to "
				 "stand on", got->step[i].id);
	}
	free(r);
	return good;
}
