/* SPDX-License-Identifier: EUPL-1.2 */
/* Goes through every step that could lead to a target and says what stops it. */
#include "ks/engine/why_not.h"

#include <assert.h>

#include "answer_sets.h"
#include "ks/base/arena.h"

const char *const ks_obstacle_words[] = { "none",     "card-phase",  "card",	 "step",
					  "step-window", "earlier",  "phase",	 "coverage",
					  "window",   "criteria",    NULL };
const char *const ks_spoken_words[] = { "ask", "given", "declined", "never", NULL };

struct asking {
	struct ks_plan plan;
	const struct ks_route *route;
	struct ks_why_not *out;
	struct ks_plan_way *ways;	/* those of this phase */
	size_t n_ways;
};

/* ---- what leads to it ----------------------------------------------------- */

static bool is_target(const struct ks_target *target, const struct ks_intervention *intervention,
		      const struct ks_role *role)
{
	if (target->intervention && target->intervention != intervention)
		return false;
	return !target->role || target->role == role;
}

bool ks_target_is(const struct ks_target *target, const struct ks_route_step *step)
{
	if (!target->card)
		return is_target(target, step->intervention, step->role);
	for (size_t i = 0; i < step->n_reasons; i++)
		if (step->reasons[i].step->card == target->card)
			return true;
	return false;
}

static struct ks_way *add_way(struct asking *a, const struct ks_step *step,
			      const struct ks_intervention *intervention,
			      const struct ks_role *role)
{
	struct ks_way *way = ks_grow(a->plan.arena, &a->out->ways, &a->out->n_ways, sizeof *way);

	*way = (struct ks_way){ .step = step,
				.intervention = intervention,
				.role = role,
				.first = { .loc = step->loc } };
	return way;
}

/* ---- what stops it -------------------------------------------------------- */

static void stop(struct ks_stop *out, enum ks_obstacle obstacle, struct ks_loc loc)
{
	out->obstacle = obstacle;
	if (loc.in)
		out->loc = loc;
}

/* True when a condition does not hold, having said so. */
static bool stopped_by(struct asking *a, struct ks_stop *out, enum ks_obstacle obstacle,
		       const struct ks_cond *cond)
{
	const struct ks_why_node *tree =
		ks_why_cond(a->plan.arena, cond, &a->plan.world, &a->route->picture);
	const struct ks_why_node *first = ks_why_first_unmet(tree);

	if (!first)
		return false;
	stop(out, obstacle, first->cond->loc);
	out->unknown = tree->truth == KS_UNKNOWN;
	out->cond = first->cond;
	out->tree = tree;
	if (first->cond->kind == KS_COND_WEEK && a->plan.world.week >= 0)
		out->bound = ks_range_failed(&first->cond->range, a->plan.world.week);
	if (out->bound)
		out->loc = out->bound->loc;
	return true;
}

static void stop_by_window(struct ks_stop *out, enum ks_obstacle obstacle,
			   const struct ks_cond *window, const struct ks_bound *bound)
{
	stop(out, obstacle, bound->loc);
	out->cond = window;
	out->bound = bound;
}

/* What rules an offer out. Unknown criteria keep a step, so they do not. */
static void stop_offer(struct asking *a, struct ks_stop *out, const struct ks_offer *offer)
{
	const struct ks_intervention *intervention;
	const struct ks_eligibility *why;

	assert(offer);
	intervention = offer->intervention;
	if (!intervention || ks_offer_fits(offer, &a->plan.world) == KS_TRUE)
		return;
	why = &a->plan.eligibility[intervention->index];
	if (why->other_phase)
		stop(out, KS_OBSTACLE_PHASE, intervention->phase_loc);
	else if (why->elsewhere)
		stop(out, KS_OBSTACLE_COVERAGE, intervention->coverage_loc);
	else if (why->window.state == KS_WINDOW_PASSED)
		stop_by_window(out, KS_OBSTACLE_WINDOW, intervention->window, why->window.bound);
	else
		stopped_by(a, out, KS_OBSTACLE_CRITERIA, intervention->criteria);
}

/* The first offer before this one that fits and so keeps it from being reached. */
static const struct ks_offer *fits_before(const struct asking *a, const struct ks_plan_step *step,
					  size_t offer)
{
	for (size_t i = 0; i < offer; i++)
		if (ks_offer_fits(&step->offers[i], &a->plan.world) == KS_TRUE)
			return &step->offers[i];
	return NULL;
}

/* The step does not ask for anything, or its own window has passed. */
static bool is_not_asked(struct asking *a, struct ks_stop *out, const struct ks_plan_step *step)
{
	assert(step->step->card);
	if (stopped_by(a, out, KS_OBSTACLE_CARD, step->step->card->when) ||
	    stopped_by(a, out, KS_OBSTACLE_STEP, step->step->when))
		return true;
	if (step->own.state != KS_WINDOW_PASSED)
		return false;
	stop_by_window(out, KS_OBSTACLE_STEP_WINDOW, step->step->window, step->own.bound);
	return true;
}

/* What keeps this offer from being the one that is taken, once the step asks. */
static void stop_taking(struct asking *a, struct ks_stop *out, const struct ks_plan_step *step,
			size_t offer)
{
	const struct ks_offer *earlier = fits_before(a, step, offer);

	if (!earlier) {
		stop_offer(a, out, &step->offers[offer]);
		return;
	}
	stop(out, KS_OBSTACLE_EARLIER, earlier->intervention->loc);
	out->earlier = earlier->intervention;
}

static void judge_offer(struct asking *a, struct ks_way *way, const struct ks_plan_step *step,
			size_t offer)
{
	stop_taking(a, is_not_asked(a, &way->first, step) ? &way->also : &way->first, step, offer);
}

/* A card has led somewhere when anything of the chain fits. */
static void judge_any(struct asking *a, struct ks_way *way, const struct ks_plan_step *step)
{
	struct ks_stop *out = is_not_asked(a, &way->first, step) ? &way->also : &way->first;

	if (!fits_before(a, step, step->n_offers))
		stop_offer(a, out, &step->offers[0]);
}

/* ---- going through the cards ---------------------------------------------- */

static void add_plan_way(struct asking *a, const struct ks_plan_step *step, int offer)
{
	struct ks_plan_way *slot = ks_grow(a->plan.arena, &a->ways, &a->n_ways, sizeof *slot);

	*slot = (struct ks_plan_way){ step, offer };
}

static void add_step(struct asking *a, const struct ks_plan_step *step)
{
	const struct ks_target *target = &a->out->target;

	if (target->card == step->step->card) {
		judge_any(a,
			  add_way(a, step->step, step->step->intervention, step->step->refer_to),
			  step);
		add_plan_way(a, step, KS_ANY_OFFER);
	}
	for (size_t i = 0; i < step->n_offers && !target->card; i++) {
		const struct ks_offer *offer = &step->offers[i];

		if (!is_target(target, offer->intervention, offer->role))
			continue;
		judge_offer(a, add_way(a, step->step, offer->intervention, offer->role), step, i);
		add_plan_way(a, step, (int)i);
	}
}

static void add_elsewhen(struct asking *a, const struct ks_step *step,
			 const struct ks_intervention *intervention, const struct ks_role *role)
{
	stop(&add_way(a, step, intervention, role)->first, KS_OBSTACLE_CARD_PHASE, step->card->loc);
}

/* A step of a card for another phase: read from the files, as there is no plan of it. */
static void add_step_elsewhen(struct asking *a, const struct ks_step *step)
{
	const struct ks_target *target = &a->out->target;
	const struct ks_intervention *next = step->intervention;

	if (target->card) {
		if (target->card == step->card)
			add_elsewhen(a, step, step->intervention, step->refer_to);
		return;
	}
	if (is_target(target, next, step->refer_to))
		add_elsewhen(a, step, next, step->refer_to);
	for (next = next ? next->alternative : NULL; next; next = next->alternative)
		if (is_target(target, next, next->role))
			add_elsewhen(a, step, next, next->role);
}

static void add_card(struct asking *a, const struct ks_card *card)
{
	if (!(card->phases & (1U << a->plan.world.phase))) {
		for (size_t i = 0; i < card->n_steps; i++)
			add_step_elsewhen(a, &card->steps[i]);
		return;
	}
	for (size_t i = 0; i < a->plan.n_steps; i++)
		if (a->plan.steps[i].step->card == card)
			add_step(a, &a->plan.steps[i]);
}

static struct ks_loc where_defined(const struct ks_target *target)
{
	if (target->card)
		return target->card->loc;
	return target->intervention ? target->intervention->loc : target->role->loc;
}

static struct ks_why_not *find_ways(struct asking *a, struct ks_arena *arena,
				    const struct ks_coalition *c, const struct ks_world *world,
				    struct ks_target target)
{
	struct ks_why_not *out = a->out = KS_NEW(arena, struct ks_why_not);

	out->target = target;
	out->defined = where_defined(&target);
	ks_plan_make(&a->plan, arena, c, world, true);
	for (size_t i = 0; i < c->n_cards; i++)
		add_card(a, c->cards[i]);
	for (size_t i = 0; i < a->route->n_steps; i++)
		out->stands |= ks_target_is(&target, &a->route->steps[i]);
	return out;
}

const struct ks_why_not *ks_ways_to(struct ks_arena *arena, const struct ks_coalition *c,
				    const struct ks_family *family, const struct ks_route *route,
				    struct ks_target target)
{
	struct ks_world world = ks_route_world(route, family);
	struct asking a = { .route = route };

	return find_ways(&a, arena, c, &world, target);
}

const struct ks_why_not *ks_why_not(struct ks_arena *arena, const struct ks_coalition *c,
				    const struct ks_family *family, const struct ks_route *route,
				    struct ks_target target)
{
	struct ks_world world = ks_route_world(route, family);
	struct asking a = { .route = route };
	struct ks_why_not *out = find_ways(&a, arena, c, &world, target);

	ks_answer_sets_find(&a.plan, route, a.ways, a.n_ways, out);
	return out;
}
