/* SPDX-License-Identifier: EUPL-1.2 */
/* The plan: what cards could give, with facts and dates worked out (§4.4-6). */
#include "ks/engine/plan.h"

#include <string.h>

#include "ks/base/arena.h"

static bool is_upper(const struct ks_bound *bound)
{
	return bound->op == KS_LE || bound->op == KS_LT;
}

/* Day on which a lower limit is reached: "after" is a day later than "from". */
static ks_day reached(const struct ks_bound *bound, ks_day limit)
{
	return bound->op == KS_GT ? limit + 1 : limit;
}

/* True when the day lies beyond an upper limit. */
static bool beyond(const struct ks_bound *bound, ks_day day, ks_day limit)
{
	return bound->op == KS_LE ? day > limit : day >= limit;
}

/* Day of a limit counted from the start of pregnancy, or from a birth. */
static ks_day limit_of(const struct ks_cond *window, const struct ks_bound *bound, ks_day start)
{
	if (window->kind == KS_COND_WEEK)
		return start + bound->value;
	return ks_add_span(start, bound->span);
}

/* A passed upper limit goes before a lower one that is not reached. */
static struct ks_window judge_range(const struct ks_cond *window, ks_day day, ks_day start)
{
	struct ks_window out = { .state = KS_WINDOW_OPEN, .opens = KS_NO_DAY };

	for (size_t i = 0; i < window->range.n; i++) {
		const struct ks_bound *bound = &window->range.bounds[i];
		ks_day limit = limit_of(window, bound, start);

		if (is_upper(bound) && beyond(bound, day, limit))
			return (struct ks_window){ KS_WINDOW_PASSED, KS_NO_DAY, bound };
		if (is_upper(bound) || day >= reached(bound, limit))
			continue;
		out.state = KS_WINDOW_NOT_YET;
		if (reached(bound, limit) > out.opens)
			out.opens = reached(bound, limit);
	}
	return out;
}

/* After birth a window in pregnancy weeks has passed when it had an end. */
static struct ks_window week_after_birth(const struct ks_range *range)
{
	for (size_t i = 0; i < range->n; i++)
		if (is_upper(&range->bounds[i]))
			return (struct ks_window){ KS_WINDOW_PASSED, KS_NO_DAY, &range->bounds[i] };
	return (struct ks_window){ .state = KS_WINDOW_OPEN, .opens = KS_NO_DAY };
}

static struct ks_window judge_week(const struct ks_cond *window, const struct ks_world *world)
{
	if (world->phase == KS_AFTER)
		return week_after_birth(&window->range);
	if (world->week < 0)
		return (struct ks_window){ .state = KS_WINDOW_UNKNOWN, .opens = KS_NO_DAY };
	return judge_range(window, world->day, world->day - world->week);
}

/* Before birth such a window has not opened: it opens so long after the due date. */
static struct ks_window before_birth(const struct ks_range *range, const struct ks_world *world)
{
	struct ks_window out = { .state = KS_WINDOW_NOT_YET, .opens = world->family->due };

	if (world->family->due == KS_NO_DAY)
		return (struct ks_window){ .state = KS_WINDOW_UNKNOWN, .opens = KS_NO_DAY };
	for (size_t i = 0; i < range->n; i++) {
		const struct ks_bound *bound = &range->bounds[i];
		ks_day day = reached(bound, ks_add_span(world->family->due, bound->span));

		if (!is_upper(bound) && day > out.opens)
			out.opens = day;
	}
	return out;
}

static struct ks_window judge_window(const struct ks_cond *window, const struct ks_world *world)
{
	if (!window)
		return (struct ks_window){ .state = KS_WINDOW_OPEN, .opens = KS_NO_DAY };
	if (window->kind == KS_COND_WEEK)
		return judge_week(window, world);
	if (world->phase == KS_AFTER)
		return judge_range(window, world->day, world->family->born);
	return before_birth(&window->range, world);
}

static bool covers(const struct ks_intervention *intervention, const char *municipality)
{
	for (size_t i = 0; i < intervention->n_coverage; i++)
		if (strcmp(intervention->coverage[i], municipality) == 0)
			return true;
	return intervention->n_coverage == 0;
}

static struct ks_eligibility *judge(struct ks_plan *plan,
				    const struct ks_intervention *intervention)
{
	struct ks_eligibility *out = &plan->eligibility[intervention->index];
	const char *municipality = plan->family->municipality;

	if (out->judged)
		return out;
	out->judged = true;
	out->window = judge_window(intervention->window, &plan->world);
	out->other_phase = !(intervention->phases & (1U << plan->world.phase));
	if (municipality)
		out->elsewhere = !covers(intervention, municipality);
	else
		out->where_unknown = intervention->n_coverage > 0;
	return out;
}

static ks_day later(ks_day a, ks_day b)
{
	return a > b ? a : b;
}

static void fill_offer(struct ks_plan *plan, struct ks_plan_step *step, struct ks_offer *offer)
{
	const struct ks_eligibility *eligibility;

	offer->opens = offer == step->offers ? step->own.opens : KS_NO_DAY;
	if (offer->intervention) {
		eligibility = judge(plan, offer->intervention);
		offer->barred = eligibility->other_phase || eligibility->elsewhere ||
				eligibility->window.state == KS_WINDOW_PASSED;
		offer->opens = later(offer->opens, eligibility->window.opens);
	}
	offer->due = later(ks_add_span(step->since, step->step->within), offer->opens);
}

static void add_offer(struct ks_plan *plan, struct ks_plan_step *step, struct ks_offer offer)
{
	step->offers[step->n_offers] = offer;
	fill_offer(plan, step, &step->offers[step->n_offers++]);
}

static size_t chain_length(const struct ks_intervention *first)
{
	size_t n = 1;

	for (; first && first->alternative; first = first->alternative)
		n++;
	return n;
}

static void fill_chain(struct ks_plan *plan, struct ks_plan_step *step)
{
	const struct ks_intervention *first = step->step->intervention;

	step->offers = KS_NEW_N(plan->arena, chain_length(first), struct ks_offer);
	add_offer(plan, step,
		  (struct ks_offer){ .intervention = first,
				     .role = step->step->refer_to,
				     .id = step->step->id });
	if (!first)
		return;
	for (const struct ks_intervention *next = first->alternative; next; next = next->alternative)
		add_offer(plan, step,
			  (struct ks_offer){ .intervention = next,
					     .role = next->role,
					     .id = ks_fmt(plan->arena, "%s@%s", next->id,
							  next->role->id) });
}

/* The day since when a reason has stood in the kept routes, else today. */
static ks_day standing_since(const struct ks_plan *plan, const struct ks_step *step)
{
	for (size_t i = 0; i < plan->family->n_standing; i++) {
		const struct ks_standing *standing = &plan->family->standing[i];

		if (strcmp(standing->card, step->card->id) == 0 &&
		    strcmp(standing->step, step->name) == 0)
			return standing->since;
	}
	return plan->world.day;
}

/* A step that asks for nothing is nothing to a decision; whether it could, only to a question. */
static bool is_wanted(const struct ks_plan *plan, const struct ks_step *step)
{
	return plan->whole || ks_cond_holds(step->when, &plan->world) == KS_TRUE;
}

static void add_card(struct ks_plan *plan, const struct ks_card *card)
{
	if (!plan->whole && ks_cond_eval(card->when, &plan->world) != KS_TRUE)
		return;
	for (size_t i = 0; i < card->n_steps; i++) {
		struct ks_plan_step *step;

		if (!is_wanted(plan, &card->steps[i]))
			continue;
		step = ks_grow(plan->arena, &plan->steps, &plan->n_steps, sizeof(*step));
		step->step = &card->steps[i];
		step->since = standing_since(plan, step->step);
		step->own = judge_window(step->step->window, &plan->world);
		fill_chain(plan, step);
	}
}

void ks_plan_make(struct ks_plan *plan, struct ks_arena *arena, const struct ks_coalition *c,
		  const struct ks_world *world, bool whole)
{
	*plan = (struct ks_plan){ .arena = arena,
				  .c = c,
				  .family = world->family,
				  .world = *world,
				  .whole = whole };
	plan->eligibility = KS_NEW_N(arena, c->n_interventions, struct ks_eligibility);
	for (size_t i = 0; i < c->n_cards; i++)
		if (c->cards[i]->phases & (1U << world->phase))
			add_card(plan, c->cards[i]);
}

ks_truth ks_plan_asks(const struct ks_plan_step *step, const struct ks_world *world)
{
	ks_truth card = ks_cond_eval(step->step->card->when, world);
	ks_truth own = ks_cond_holds(step->step->when, world);
	ks_truth out = 0;

	if (card & KS_TRUE && own & KS_TRUE)
		out |= KS_TRUE;
	if (card != KS_TRUE || own != KS_TRUE)
		out |= KS_FALSE;
	return out;
}

ks_truth ks_offer_fits(const struct ks_offer *offer, const struct ks_world *world)
{
	ks_truth criteria;

	if (offer->barred)
		return KS_FALSE;
	if (!offer->intervention)
		return KS_TRUE;
	criteria = ks_cond_holds(offer->intervention->criteria, world);
	if (criteria == KS_FALSE)
		return KS_FALSE;
	return criteria & KS_FALSE ? (ks_truth)(KS_TRUE | KS_FALSE) : KS_TRUE;
}

/* ---- ways ------------------------------------------------------------------ */

static ks_truth all_of(ks_truth a, ks_truth b)
{
	ks_truth out = (ks_truth)((a | b) & KS_FALSE);

	return a & b & KS_TRUE ? (ks_truth)(out | KS_TRUE) : out;
}

static ks_truth opposite(ks_truth a)
{
	return (ks_truth)((a & KS_TRUE ? KS_FALSE : 0) | (a & KS_FALSE ? KS_TRUE : 0));
}

/* Whether one offer is the one that is taken. */
static ks_truth is_taken(const struct ks_plan_step *step, int offer, const struct ks_world *world)
{
	ks_truth out = ks_offer_fits(&step->offers[offer], world);

	for (int i = 0; i < offer && out != KS_FALSE; i++)
		out = all_of(out, opposite(ks_offer_fits(&step->offers[i], world)));
	return out;
}

static ks_truth any_fits(const struct ks_plan_step *step, const struct ks_world *world)
{
	ks_truth none = KS_TRUE;

	for (size_t i = 0; i < step->n_offers; i++)
		none = all_of(none, opposite(ks_offer_fits(&step->offers[i], world)));
	return opposite(none);
}

ks_truth ks_plan_way_stands(const struct ks_plan_way *way, const struct ks_world *world)
{
	ks_truth asks;

	if (way->step->own.state == KS_WINDOW_PASSED)
		return KS_FALSE;
	asks = ks_plan_asks(way->step, world);
	if (asks == KS_FALSE)
		return KS_FALSE;
	return all_of(asks, way->offer == KS_ANY_OFFER ? any_fits(way->step, world)
						       : is_taken(way->step, way->offer, world));
}
