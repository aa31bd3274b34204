/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_PLAN_H
#define KS_ENGINE_PLAN_H
/*
 * The plan: every step the cards of the family's phase could give, with all
 * that follows from facts and dates already worked out (windows, coverage,
 * terms, alternatives). Only what depends on factors is left open, so that
 * the decision (engine/route.c) and the question what could still change it
 * (engine/questions.c) look at one and the same thing. Private to the engine.
 */
#include "ks/engine/route.h"

enum ks_window_state { KS_WINDOW_OPEN, KS_WINDOW_NOT_YET, KS_WINDOW_PASSED, KS_WINDOW_UNKNOWN };

struct ks_window {
	enum ks_window_state state;
	ks_day opens;			/* NOT_YET */
	const struct ks_bound *bound;	/* PASSED: the limit that failed */
};

/* What facts say of an intervention; criteria are judged apart. */
struct ks_eligibility {
	bool judged;
	struct ks_window window;
	bool elsewhere;			/* coverage, known municipality */
	bool where_unknown;		/* coverage, unknown municipality */
	bool other_phase;
};

/* One place a step can lead to: its own intervention, or one further down the chain. */
struct ks_offer {
	const struct ks_intervention *intervention;	/* NULL for a `do` */
	const struct ks_role *role;
	const char *id;			/* "iv@role" or "card/step" */
	bool barred;			/* facts rule the intervention out */
	ks_day opens, due;
};

struct ks_plan_step {
	const struct ks_step *step;
	ks_day since;
	struct ks_window own;		/* the step's own window */
	struct ks_offer *offers;	/* the chain; offers[0] is the step's own */
	size_t n_offers;
};

struct ks_plan {
	struct ks_arena *arena;
	bool whole;			/* also the steps that ask for nothing as things are */
	const struct ks_coalition *c;
	const struct ks_family *family;
	struct ks_world world;		/* settled: picture, class and domains */
	struct ks_eligibility *eligibility;	/* per intervention index */
	struct ks_plan_step *steps;
	size_t n_steps;
};

/*
 * world must be settled already. The whole plan has every step; a decision
 * only needs those that ask for something.
 */
void ks_plan_make(struct ks_plan *plan, struct ks_arena *arena, const struct ks_coalition *c,
		  const struct ks_world *world, bool whole);

/* Truth of "the step asks for something": the card's `when` and the step's own. */
ks_truth ks_plan_asks(const struct ks_plan_step *step, const struct ks_world *world);

/* Truth of "the offer can be taken": facts do not bar it, its criteria are not known to fail. */
ks_truth ks_offer_fits(const struct ks_offer *offer, const struct ks_world *world);

/* One way as the plan has it: a step, and which of its offers (or any). */
struct ks_plan_way {
	const struct ks_plan_step *step;
	int offer;			/* position in the chain, or KS_ANY_OFFER */
};
#define KS_ANY_OFFER (-1)

/* Truth of "this way stands" in a world; settled worlds give KS_TRUE or KS_FALSE. */
ks_truth ks_plan_way_stands(const struct ks_plan_way *way, const struct ks_world *world);

/* How much of a route is made; each adds to the one before it and changes nothing in it. */
enum ks_depth {
	KS_OUTLINE,	/* the class, and the steps with what a family notices of them */
	KS_DECISION,	/* reasons, what is to be asked first, what dropped, gaps, order */
	KS_WHOLE		/* with a plan that also has the steps that ask for nothing */
};


/* The decision itself, and the plan it was made from (engine/decide.c). */
struct ks_route *ks_plan_route(struct ks_plan *plan, struct ks_arena *arena,
			       const struct ks_coalition *c, const struct ks_family *family,
			       ks_day day, enum ks_depth depth);

/* Steps of a route put in order (product.md §4.9) and numbered. */
void ks_route_order(struct ks_arena *arena, struct ks_route_step *steps, size_t n);

/* Present signals that lead to no step, and why (§4.10). */
void ks_route_gaps(const struct ks_plan *plan, struct ks_route *route);

/* Factors whose answer could still change class or route (§4.12). */
void ks_route_questions(const struct ks_plan *plan, struct ks_route *route);

/* Fills in what the table and the page to take home may show of each step. */
void ks_route_mark_shown(const struct ks_plan *plan, struct ks_route *route);

#endif
