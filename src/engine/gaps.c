/* SPDX-License-Identifier: EUPL-1.2 */
/* Gaps: nothing silently disappears, so a signal that leads nowhere is said (§4.10). */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/engine/plan.h"

struct looking {
	const struct ks_factor *signal;
	bool found;
};

static void look(void *context, const struct ks_cond *leaf)
{
	struct looking *looking = context;

	looking->found |= leaf->kind == KS_COND_SIGNAL && leaf->factor == looking->signal;
}

/* True when a card could in some case answer to the signal. */
static bool card_mentions(const struct ks_card *card, const struct ks_factor *signal)
{
	struct looking looking = { signal, false };

	ks_cond_leaves(card->when, look, &looking);
	for (size_t i = 0; i < card->n_steps; i++)
		ks_cond_leaves(card->steps[i].when, look, &looking);
	return looking.found;
}

static bool is_about_children(const struct ks_factor *factor)
{
	return factor->n_subjects == 1 && factor->subjects[0] == KS_CHILD;
}

bool ks_factor_makes_sense(const struct ks_coalition *c, const struct ks_factor *factor,
			   const struct ks_family *family, enum ks_phase phase)
{
	bool mentioned = false;

	if (ks_factor_no_route(factor, 1U << phase) && factor->no_route_phases)
		return false;
	if (is_about_children(factor) && family->first_child == 1 && phase != KS_AFTER)
		return false;
	for (size_t i = 0; i < c->n_cards; i++) {
		if (!card_mentions(c->cards[i], factor))
			continue;
		if (c->cards[i]->phases & (1U << phase))
			return true;
		mentioned = true;
	}
	return !mentioned;
}

static bool reason_rests_on(const struct ks_reason *reason, const struct ks_factor *signal)
{
	for (size_t i = 0; i < reason->n_signals; i++)
		if (reason->signals[i] == signal)
			return true;
	return false;
}

static bool step_rests_on(const struct ks_route_step *step, const struct ks_factor *signal)
{
	for (size_t i = 0; i < step->n_reasons; i++)
		if (reason_rests_on(&step->reasons[i], signal))
			return true;
	return false;
}

/* True when a step's cards stand true because of the signal, whatever became of it. */
static bool is_asked_for(const struct ks_plan *plan, const struct ks_factor *signal)
{
	for (size_t i = 0; i < plan->n_steps; i++) {
		struct looking looking = { signal, false };

		if (ks_plan_asks(&plan->steps[i], &plan->world) != KS_TRUE)
			continue;
		ks_cond_true_signals(plan->steps[i].step->card->when, &plan->world, look, &looking);
		ks_cond_true_signals(plan->steps[i].step->when, &plan->world, look, &looking);
		if (looking.found)
			return true;
	}
	return false;
}

static enum ks_gap_kind why_no_step(const struct ks_plan *plan, const struct ks_factor *signal)
{
	bool mentioned = false, in_phase = false;

	if (ks_factor_no_route(signal, 1U << plan->world.phase))
		return KS_GAP_NO_ROUTE;
	for (size_t i = 0; i < plan->c->n_cards; i++) {
		const struct ks_card *card = plan->c->cards[i];

		if (!card_mentions(card, signal))
			continue;
		mentioned = true;
		in_phase |= (card->phases & (1U << plan->world.phase)) != 0;
	}
	if (!mentioned)
		return KS_GAP_NO_CARD;
	if (!in_phase)
		return KS_GAP_OTHER_PHASE;
	return is_asked_for(plan, signal) ? KS_GAP_DROPPED : KS_GAP_CONDITION;
}

static void add_gap(const struct ks_plan *plan, struct ks_route *route,
		    const struct ks_factor *signal, enum ks_gap_kind kind)
{
	struct ks_gap *slot = ks_grow(plan->arena, &route->gaps, &route->n_gaps, sizeof *slot);

	*slot = (struct ks_gap){ signal, kind };
}

/*
 * A role that nobody fills keeps its step on the route; the signal is a gap
 * when all its steps end there. With the municipality unknown nothing is said
 * about who fills a role, so that is something to ask, not a gap.
 */
static bool is_unfilled(const struct ks_plan *plan, const struct ks_route_step *step)
{
	return !step->filler && (plan->family->municipality || !step->role->n_filled_by) &&
	       !step->already;
}

static void judge_signal(const struct ks_plan *plan, struct ks_route *route,
			 const struct ks_factor *signal)
{
	size_t steps = 0, unfilled = 0;

	for (size_t i = 0; i < route->n_steps; i++) {
		if (!step_rests_on(&route->steps[i], signal))
			continue;
		steps++;
		unfilled += is_unfilled(plan, &route->steps[i]);
	}
	if (!steps)
		add_gap(plan, route, signal, why_no_step(plan, signal));
	else if (steps == unfilled)
		add_gap(plan, route, signal, KS_GAP_ROLE_NOT_FILLED);
}

void ks_route_gaps(const struct ks_plan *plan, struct ks_route *route)
{
	for (size_t i = 0; i < route->balance.n_load; i++)
		judge_signal(plan, route, route->balance.load[i]);
}
