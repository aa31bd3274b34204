/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The decision: which steps stand, merged where they are the same help at the
 * same role, and what dropped out (§4.4-8). Explanation is not made apart: a
 * reason *is* the card's step that stood true, with the signals it rests on.
 */
#include "ks/engine/route.h"

#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/engine/plan.h"

const char *const ks_drop_words[] = { "window", "criteria", "coverage", "phase", "step-window",
				      NULL };
const char *const ks_gap_words[] = { "no-card", "no-route", "other-phase", "condition", "dropped",
				     "role-not-filled", NULL };

struct making {
	const struct ks_plan *plan;
	struct ks_route *route;
	enum ks_depth depth;
};

/* ---- what dropped -------------------------------------------------------- */

static bool same_drop(const struct ks_dropped *a, const struct ks_dropped *b)
{
	return a->intervention == b->intervention && a->role == b->role && a->kind == b->kind &&
	       a->loc.in == b->loc.in && a->loc.line == b->loc.line && a->loc.col == b->loc.col;
}

static void drop(struct making *m, const struct ks_dropped *dropped)
{
	struct ks_route *route = m->route;
	struct ks_dropped *slot;

	for (size_t i = 0; i < route->n_dropped; i++)
		if (same_drop(&route->dropped[i], dropped))
			return;
	slot = ks_grow(m->plan->arena, &route->dropped, &route->n_dropped, sizeof *slot);
	*slot = *dropped;
}

static void drop_by_criteria(struct making *m, struct ks_dropped base,
			     const struct ks_intervention *intervention)
{
	base.kind = KS_DROP_CRITERIA;
	base.cond = ks_cond_first_false(intervention->criteria, &m->plan->world);
	base.bound = base.cond->kind == KS_COND_WEEK
			     ? ks_range_failed(&base.cond->range, m->plan->world.week)
			     : NULL;
	base.loc = base.bound ? base.bound->loc : base.cond->loc;
	drop(m, &base);
}

/* Every limit that rules an intervention out is an entry of its own. */
static void drop_offer(struct making *m, const struct ks_plan_step *step,
		       const struct ks_offer *offer)
{
	const struct ks_intervention *intervention = offer->intervention;
	const struct ks_eligibility *why = &m->plan->eligibility[intervention->index];
	struct ks_dropped base = { .intervention = intervention,
				   .role = offer->role,
				   .step = step->step,
				   .alternative = intervention->alternative };

	if (why->other_phase) {
		base.kind = KS_DROP_PHASE;
		base.loc = intervention->phase_loc;
		drop(m, &base);
	}
	if (why->elsewhere) {
		base.kind = KS_DROP_COVERAGE;
		base.loc = intervention->coverage_loc;
		drop(m, &base);
	}
	if (why->window.state == KS_WINDOW_PASSED) {
		base.kind = KS_DROP_WINDOW;
		base.loc = why->window.bound->loc;
		base.cond = intervention->window;
		base.bound = why->window.bound;
		drop(m, &base);
	}
	if (ks_cond_holds(intervention->criteria, &m->plan->world) == KS_FALSE)
		drop_by_criteria(m, base, intervention);
}

static void drop_step(struct making *m, const struct ks_plan_step *step)
{
	struct ks_dropped dropped = { .intervention = step->step->intervention,
				      .role = step->step->refer_to,
				      .step = step->step,
				      .kind = KS_DROP_STEP_WINDOW,
				      .loc = step->own.bound->loc,
				      .cond = step->step->window,
				      .bound = step->own.bound };

	drop(m, &dropped);
}

/* ---- what is to be asked first ------------------------------------------- */

struct asking {
	struct ks_arena *arena;
	struct ks_ask *items;
	size_t n;
};

static void ask(struct asking *asking, const struct ks_factor *factor, int subject, const char *id)
{
	struct ks_ask *slot;

	for (size_t i = 0; i < asking->n; i++)
		if (strcmp(asking->items[i].id, id) == 0)
			return;
	slot = ks_grow(asking->arena, &asking->items, &asking->n, sizeof *slot);
	*slot = (struct ks_ask){ factor, subject, id };
}

/* "ID", or "ID@subject" where the subject is not the factor's own. */
static const char *factor_id(struct ks_arena *arena, const struct ks_factor *factor, int subject)
{
	if (subject == KS_ANY_SUBJECT || subject == (int)factor->subjects[0])
		return factor->id;
	return ks_fmt(arena, "%s@%s", factor->id, ks_subject_words[subject]);
}

static void ask_leaf(void *context, const struct ks_cond *leaf)
{
	struct asking *asking = context;

	switch (leaf->kind) {
	case KS_COND_SIGNAL:
		ask(asking, leaf->factor, leaf->subject,
		    factor_id(asking->arena, leaf->factor, leaf->subject));
		break;
	case KS_COND_SCORE:
		ask(asking, NULL, KS_ANY_SUBJECT, leaf->instrument->id);
		break;
	case KS_COND_WEEK:
		ask(asking, NULL, KS_ANY_SUBJECT, "due");
		break;
	case KS_COND_AGE:
		ask(asking, NULL, KS_ANY_SUBJECT, "age");
		break;
	case KS_COND_FIRST_CHILD:
		ask(asking, NULL, KS_ANY_SUBJECT, "first-child");
		break;
	case KS_COND_MUNICIPALITY:
		ask(asking, NULL, KS_ANY_SUBJECT, "municipality");
		break;
	default:
		break;		/* the others are never unknown */
	}
}

static int by_ask_id(const void *a, const void *b)
{
	return strcmp(((const struct ks_ask *)a)->id, ((const struct ks_ask *)b)->id);
}

static void add_checks(struct making *m, struct ks_route_step *step, const struct ks_plan_step *why,
		       const struct ks_offer *offer)
{
	struct asking asking = { m->plan->arena, NULL, 0 };
	const struct ks_eligibility *eligibility =
		offer->intervention ? &m->plan->eligibility[offer->intervention->index] : NULL;

	for (size_t i = 0; i < step->n_check; i++)
		ask(&asking, step->check[i].factor, step->check[i].subject, step->check[i].id);
	if (offer == why->offers && why->own.state == KS_WINDOW_UNKNOWN)
		ask(&asking, NULL, KS_ANY_SUBJECT, "due");
	if (eligibility && eligibility->window.state == KS_WINDOW_UNKNOWN)
		ask(&asking, NULL, KS_ANY_SUBJECT, "due");
	if ((eligibility && eligibility->where_unknown) ||
	    (!m->plan->family->municipality && !step->filler && offer->role->n_filled_by))
		ask(&asking, NULL, KS_ANY_SUBJECT, "municipality");
	if (offer->intervention)
		ks_cond_unknown_leaves(offer->intervention->criteria, &m->plan->world, ask_leaf,
				       &asking);
	if (asking.n)
		qsort(asking.items, asking.n, sizeof *asking.items, by_ask_id);
	step->check = asking.items;
	step->n_check = asking.n;
}

/* ---- what stands --------------------------------------------------------- */

struct collecting {
	struct ks_arena *arena;
	const struct ks_factor **items;
	size_t n;
};

static void collect_signal(void *context, const struct ks_cond *leaf)
{
	struct collecting *found = context;
	const struct ks_factor **slot;

	for (size_t i = 0; i < found->n; i++)
		if (found->items[i] == leaf->factor)
			return;
	slot = ks_grow(found->arena, &found->items, &found->n, sizeof *slot);
	*slot = leaf->factor;
}

static int by_factor(const void *a, const void *b)
{
	const struct ks_factor *const *x = a, *const *y = b;

	return ((*x)->index > (*y)->index) - ((*x)->index < (*y)->index);
}

static struct ks_reason make_reason(struct making *m, const struct ks_plan_step *step,
				    const struct ks_offer *offer)
{
	struct collecting found = { m->plan->arena, NULL, 0 };

	ks_cond_true_signals(step->step->card->when, &m->plan->world, collect_signal, &found);
	ks_cond_true_signals(step->step->when, &m->plan->world, collect_signal, &found);
	if (found.n)
		qsort(found.items, found.n, sizeof(struct ks_factor *), by_factor);
	return (struct ks_reason){ step->step, step->since, offer->due, offer->opens,
				   found.items, found.n };
}

static struct ks_route_step *step_named(struct making *m, const struct ks_plan_step *why,
					const struct ks_offer *offer)
{
	struct ks_route *route = m->route;
	struct ks_route_step *step;

	for (size_t i = 0; i < route->n_steps; i++)
		if (strcmp(route->steps[i].id, offer->id) == 0)
			return &route->steps[i];
	step = ks_grow(m->plan->arena, &route->steps, &route->n_steps, sizeof *step);
	*step = (struct ks_route_step){ .id = offer->id,
					.intervention = offer->intervention,
					.role = offer->role,
					.urgency = why->step->urgency,
					.form = why->step->handover,
					.due = offer->due,
					.opens = offer->opens };
	step->filler = ks_role_filler(offer->role, m->plan->family->municipality);
	step->already = ks_family_has_already(m->plan->family, offer->id);
	return step;
}

/* The most urgent urgency, the earliest date and the warmest form win. */
static void merge(struct ks_route_step *step, const struct ks_plan_step *why,
		  const struct ks_offer *offer)
{
	if (why->step->urgency < step->urgency)
		step->urgency = why->step->urgency;
	if (why->step->handover < step->form)
		step->form = why->step->handover;
	if (offer->due < step->due)
		step->due = offer->due;
	if (offer->opens < step->opens)		/* KS_NO_DAY, open, is the smallest */
		step->opens = offer->opens;
}

static bool has_safety_signal(const struct ks_reason *reason)
{
	for (size_t i = 0; i < reason->n_signals; i++)
		if (reason->signals[i]->signal_class == KS_SAFETY)
			return true;
	return false;
}

static void stand(struct making *m, const struct ks_plan_step *why, const struct ks_offer *offer)
{
	struct ks_route_step *step = step_named(m, why, offer);
	struct ks_reason *slot;

	merge(step, why, offer);
	if (m->depth == KS_OUTLINE)
		return;
	add_checks(m, step, why, offer);
	slot = ks_grow(m->plan->arena, &step->reasons, &step->n_reasons, sizeof *slot);
	*slot = make_reason(m, why, offer);
	step->safety |= has_safety_signal(slot);
}

/* A step that asks goes to the first offer of its chain that fits. */
static void decide(struct making *m, const struct ks_plan_step *step)
{
	if (m->plan->whole && ks_plan_asks(step, &m->plan->world) != KS_TRUE)
		return;
	if (step->own.state == KS_WINDOW_PASSED) {
		if (m->depth != KS_OUTLINE)
			drop_step(m, step);
		return;
	}
	for (size_t i = 0; i < step->n_offers; i++) {
		if (ks_offer_fits(&step->offers[i], &m->plan->world) == KS_TRUE) {
			stand(m, step, &step->offers[i]);
			return;
		}
		if (m->depth != KS_OUTLINE)
			drop_offer(m, step, &step->offers[i]);
	}
}

/* ---- order of lists ------------------------------------------------------ */

static int by_place(struct ks_loc a, struct ks_loc b)
{
	int name = strcmp(a.in ? a.in->name : "", b.in ? b.in->name : "");

	if (name)
		return name;
	return a.line != b.line ? (a.line > b.line) - (a.line < b.line)
				: (a.col > b.col) - (a.col < b.col);
}

static int by_drop(const void *a, const void *b)
{
	const struct ks_dropped *x = a, *y = b;
	int order = strcmp(x->intervention ? x->intervention->id : "",
			   y->intervention ? y->intervention->id : "");

	if (!order)
		order = strcmp(x->role->id, y->role->id);
	if (!order)
		order = (x->kind > y->kind) - (x->kind < y->kind);
	return order ? order : by_place(x->loc, y->loc);
}

static int by_reason(const void *a, const void *b)
{
	const struct ks_reason *x = a, *y = b;
	int order = strcmp(x->step->card->id, y->step->card->id);

	return order ? order : strcmp(x->step->name, y->step->name);
}

static void forget_terms(struct ks_route *route)
{
	for (size_t i = 0; i < route->n_steps; i++)
		if (route->steps[i].already)
			route->steps[i].due = KS_NO_DAY;
}

static void finish_steps(struct making *m)
{
	struct ks_route *route = m->route;

	for (size_t i = 0; i < route->n_steps; i++)
		qsort(route->steps[i].reasons, route->steps[i].n_reasons,
		      sizeof *route->steps[i].reasons, by_reason);
	ks_route_order(m->plan->arena, route->steps, route->n_steps);
	if (route->n_dropped)
		qsort(route->dropped, route->n_dropped, sizeof *route->dropped, by_drop);
}

/* ---- safety texts -------------------------------------------------------- */

struct weighing {
	bool safety, consult_first;
};

static void weigh_signal(void *context, const struct ks_cond *leaf)
{
	struct weighing *weighing = context;

	weighing->safety |= leaf->factor->signal_class == KS_SAFETY;
	weighing->consult_first |= leaf->factor->consult_first;
}

/*
 * A card's safety text heads the page when it holds because of a safety
 * signal ("now") or one of the consult-first kind. A pregnancy that ended has
 * no steps, but its mother keeps the numbers to call.
 */
static void add_safety(struct making *m, const struct ks_card *card)
{
	struct weighing weighing = { false, false };
	struct ks_safety *slot;

	if (!card->has_safety)
		return;
	if (m->plan->world.phase != KS_ENDED && !(card->phases & (1U << m->plan->world.phase)))
		return;
	ks_cond_true_signals(card->when, &m->plan->world, weigh_signal, &weighing);
	if (!weighing.safety && !weighing.consult_first)
		return;
	slot = ks_grow(m->plan->arena, &m->route->safety, &m->route->n_safety, sizeof *slot);
	*slot = (struct ks_safety){ card, weighing.safety };
}

static int by_safety(const void *a, const void *b)
{
	const struct ks_safety *x = a, *y = b;

	if (x->now != y->now)
		return x->now ? -1 : 1;
	return strcmp(x->card->id, y->card->id);
}

static void find_safety(struct making *m)
{
	for (size_t i = 0; i < m->plan->c->n_cards; i++)
		add_safety(m, m->plan->c->cards[i]);
	if (m->route->n_safety)
		qsort(m->route->safety, m->route->n_safety, sizeof *m->route->safety, by_safety);
}

/* ---- the whole ----------------------------------------------------------- */

struct ks_world ks_route_world(const struct ks_route *route, const struct ks_family *family)
{
	return (struct ks_world){ .family = family,
				  .day = route->day,
				  .phase = route->phase,
				  .week = route->week,
				  .factors = route->picture.factors,
				  .pairs = route->picture.pairs,
				  .class_low = (int)route->balance.class,
				  .class_high = (int)route->balance.class,
				  .domains_low = route->balance.n_domains,
				  .domains_high = route->balance.n_domains };
}

struct ks_route *ks_plan_route(struct ks_plan *plan, struct ks_arena *arena,
			       const struct ks_coalition *c, const struct ks_family *family,
			       ks_day day, enum ks_depth depth)
{
	struct ks_route *route = KS_NEW(arena, struct ks_route);
	struct ks_world world;
	struct making m = { plan, route, depth };

	route->day = day;
	route->phase = ks_family_phase_on(family, day);
	route->week = ks_family_week_on(family, day);
	ks_picture_make(arena, c, family, day, &route->picture);
	ks_balance_make(arena, c, family, &route->picture, &route->balance);
	world = ks_route_world(route, family);
	ks_plan_make(plan, arena, c, &world, depth == KS_WHOLE);
	for (size_t i = 0; i < plan->n_steps; i++)
		decide(&m, &plan->steps[i]);
	forget_terms(route);
	if (depth == KS_OUTLINE)
		return route;
	find_safety(&m);
	finish_steps(&m);
	ks_route_gaps(plan, route);
	return route;
}

const struct ks_route *ks_route_outline(struct ks_arena *arena, const struct ks_coalition *c,
					const struct ks_family *family, ks_day day)
{
	struct ks_plan plan = { .arena = arena };

	return ks_plan_route(&plan, arena, c, family, day, KS_OUTLINE);
}

const struct ks_route *ks_route_decide(struct ks_arena *arena, const struct ks_coalition *c,
				       const struct ks_family *family, ks_day day)
{
	struct ks_plan plan = { .arena = arena };

	return ks_plan_route(&plan, arena, c, family, day, KS_DECISION);
}
