/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The search behind the open questions. Terms used here:
 *
 * claim      one (step, offer) that could put a step id on the route
 * target     a step id with all claims on it; what is merged there is seen
 * support    the variables a plan step's conditions look at
 *
 * A variable matters only through targets that a step in whose support it
 * stands can claim; all other targets are left out of its search.
 */
#include "ks/engine/influence.h"

#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"

#define OPEN ((ks_truth)(KS_FALSE | KS_UNKNOWN | KS_TRUE))

struct claim {
	const struct ks_plan_step *step;
	size_t step_index, offer;	/* offer: position in the step's chain */
	const char *id;
};

struct target {
	size_t first, n;		/* its claims */
	bool already;			/* help already there: its date is no term */
};

/* The three values of the asked variable, and what a claim comes to under each. */
#define VALUES 3
static const ks_truth values[VALUES] = { KS_TRUE, KS_UNKNOWN, KS_FALSE };

struct outcome {
	ks_truth stands[VALUES];
};

struct ks_influence {
	const struct ks_plan *plan;
	const struct ks_variable *variables;
	size_t n_variables;
	struct ks_world world;		/* over the arrays below */
	ks_truth *factors, *pairs;
	int must[KS_SIGNAL_CLASSES], may[KS_SIGNAL_CLASSES];	/* present signals */
	int *domain_must, *domain_may;
	struct claim *claims;
	size_t n_claims;
	struct target *targets;
	size_t n_targets;
	bool *support;			/* [plan step][variable] */
	bool *claims_target;		/* [plan step][target] */
	/* One search: */
	size_t asked;			/* the variable in question */
	bool *wanted;			/* targets that matter to it */
	struct outcome *outcomes;	/* of one target at a time */
	int nodes;
};

/* ---- assigning ----------------------------------------------------------- */

static size_t pair_of(const struct ks_variable *variable)
{
	return variable->factor->index * KS_SUBJECTS + variable->subject;
}

/* What a factor as such can be, given what it can be for each subject. */
static ks_truth factor_set(const ks_truth *pairs)
{
	ks_truth any = 0, every = OPEN;
	bool all_can_fail = true;

	for (size_t subject = 0; subject < KS_SUBJECTS; subject++) {
		any |= pairs[subject];
		every &= pairs[subject];
		all_can_fail &= pairs[subject] != KS_TRUE;
	}
	return (ks_truth)((any & KS_TRUE) | (all_can_fail ? any & KS_FALSE : 0) |
			  (every & KS_UNKNOWN));
}

/* Counts a factor in (by = 1) or out (by = -1) of the pans. */
static void count(struct ks_influence *s, const struct ks_factor *factor, int by)
{
	ks_truth state = s->factors[factor->index];

	if (factor->protective || !(state & KS_TRUE))
		return;
	s->may[factor->signal_class] += by;
	s->domain_may[factor->domain_index] += by;
	if (state != KS_TRUE)
		return;
	s->must[factor->signal_class] += by;
	s->domain_must[factor->domain_index] += by;
}

static int domains_in(const struct ks_influence *s, const int *counts)
{
	int n = 0;

	for (size_t i = 0; i < s->plan->c->n_domains; i++)
		n += counts[i] > 0;
	return n;
}

static void update_pans(struct ks_influence *s)
{
	const struct ks_coalition *c = s->plan->c;

	s->world.class_low =
		(int)ks_class_judged(ks_class_of_counts(c, s->must), s->plan->family);
	s->world.class_high =
		(int)ks_class_judged(ks_class_of_counts(c, s->may), s->plan->family);
	s->world.domains_low = domains_in(s, s->domain_must);
	s->world.domains_high = domains_in(s, s->domain_may);
}

static void assign_quietly(struct ks_influence *s, size_t i, ks_truth value)
{
	const struct ks_factor *factor = s->variables[i].factor;

	count(s, factor, -1);
	s->pairs[pair_of(&s->variables[i])] = value;
	s->factors[factor->index] = factor_set(&s->pairs[factor->index * KS_SUBJECTS]);
	count(s, factor, 1);
}

static void assign(struct ks_influence *s, size_t i, ks_truth value)
{
	assign_quietly(s, i, value);
	if (!s->variables[i].factor->protective)
		update_pans(s);
}

static void assign_all(struct ks_influence *s, ks_truth value)
{
	for (size_t i = 0; i < s->n_variables; i++)
		assign_quietly(s, i, value);
	update_pans(s);
}

/* ---- what a claim comes to ----------------------------------------------- */

/* KS_TRUE: stands; KS_FALSE: does not; both while open. */
static ks_truth claim_stands(const struct ks_influence *s, const struct claim *claim)
{
	ks_truth asks = ks_plan_asks(claim->step, &s->world);
	bool can = asks & KS_TRUE, can_not = asks & KS_FALSE;

	for (size_t i = 0; i <= claim->offer && can; i++) {
		ks_truth fits = ks_offer_fits(&claim->step->offers[i], &s->world);
		ks_truth wanted = i == claim->offer ? KS_TRUE : KS_FALSE;

		can &= (fits & wanted) != 0;
		can_not |= fits != wanted;
	}
	return (ks_truth)((can ? KS_TRUE : 0) | (can_not || !can ? KS_FALSE : 0));
}

static const struct ks_offer *offer_of(const struct claim *claim)
{
	return &claim->step->offers[claim->offer];
}

/* True when a claim that surely stands leaves nothing for the other to win. */
static bool covers(const struct claim *a, const struct claim *b, bool already)
{
	return a->step->step->urgency <= b->step->step->urgency &&
	       a->step->step->handover <= b->step->step->handover &&
	       (already || offer_of(a)->due <= offer_of(b)->due);
}

static bool is_sure(const struct outcome *outcome)
{
	return outcome->stands[0] == KS_TRUE && outcome->stands[1] == KS_TRUE &&
	       outcome->stands[2] == KS_TRUE;
}

static bool is_same(const struct outcome *outcome)
{
	return outcome->stands[0] == outcome->stands[1] &&
	       outcome->stands[1] == outcome->stands[2] &&
	       outcome->stands[0] != (KS_TRUE | KS_FALSE);
}

/* What is merged at a target under one value of the asked variable. */
struct merged {
	bool there;
	enum ks_urgency urgency;
	enum ks_form form;
	ks_day due;
};

static struct merged merge(const struct ks_influence *s, const struct target *target,
			   const struct outcome *outcomes, size_t value)
{
	struct merged out = { .there = false };

	for (size_t i = 0; i < target->n; i++) {
		const struct claim *claim = &s->claims[target->first + i];

		if (outcomes[i].stands[value] != KS_TRUE)
			continue;
		if (!out.there)
			out = (struct merged){ true, claim->step->step->urgency,
					       claim->step->step->handover, offer_of(claim)->due };
		if (claim->step->step->urgency < out.urgency)
			out.urgency = claim->step->step->urgency;
		if (claim->step->step->handover < out.form)
			out.form = claim->step->step->handover;
		if (offer_of(claim)->due < out.due)
			out.due = offer_of(claim)->due;
	}
	if (target->already)
		out.due = KS_NO_DAY;
	return out;
}

static bool merged_differ(const struct merged *a, const struct merged *b)
{
	if (a->there != b->there)
		return true;
	return a->there && (a->urgency != b->urgency || a->form != b->form || a->due != b->due);
}

/* ---- judging a node ------------------------------------------------------ */

enum verdict { SAME, DIFFERENT, UNDECIDED };

static void judge_claims(struct ks_influence *s, const struct target *target,
			 struct outcome *outcomes)
{
	for (size_t v = 0; v < VALUES; v++) {
		assign(s, s->asked, values[v]);
		for (size_t i = 0; i < target->n; i++)
			outcomes[i].stands[v] = claim_stands(s, &s->claims[target->first + i]);
	}
}

static bool is_covered(const struct ks_influence *s, const struct target *target,
		       const struct outcome *outcomes, size_t i)
{
	for (size_t other = 0; other < target->n; other++)
		if (other != i && is_sure(&outcomes[other]) &&
		    covers(&s->claims[target->first + other], &s->claims[target->first + i],
			   target->already))
			return true;
	return false;
}

/* Claims still open, apart from those a sure one covers. *open: one of them. */
static enum verdict judge_target(struct ks_influence *s, const struct target *target,
				 const struct claim **open)
{
	struct outcome *outcomes = s->outcomes;
	struct merged first, second, third;
	bool all_same = true, settled = true;

	judge_claims(s, target, outcomes);
	for (size_t i = 0; i < target->n; i++) {
		if (is_same(&outcomes[i]) || is_covered(s, target, outcomes, i))
			continue;
		all_same = false;
		for (size_t v = 0; v < VALUES; v++) {
			if (outcomes[i].stands[v] == (KS_TRUE | KS_FALSE)) {
				settled = false;
				*open = &s->claims[target->first + i];
			}
		}
	}
	if (all_same)
		return SAME;
	if (!settled)
		return UNDECIDED;
	first = merge(s, target, outcomes, 0);
	second = merge(s, target, outcomes, 1);
	third = merge(s, target, outcomes, 2);
	return merged_differ(&first, &second) || merged_differ(&second, &third) ? DIFFERENT : SAME;
}

static enum verdict judge_node(struct ks_influence *s, const struct claim **open)
{
	enum verdict verdict = SAME;

	for (size_t t = 0; t < s->n_targets; t++) {
		if (!s->wanted[t])
			continue;
		switch (judge_target(s, &s->targets[t], open)) {
		case DIFFERENT:
			return DIFFERENT;
		case UNDECIDED:
			verdict = UNDECIDED;
			break;
		case SAME:
			break;
		}
	}
	return verdict;
}

/* ---- searching ----------------------------------------------------------- */

/* An open variable that the claim looks at; n_variables when there is none. */
static size_t open_variable(const struct ks_influence *s, const struct claim *claim)
{
	const bool *support = &s->support[claim->step_index * s->n_variables];

	for (size_t i = 0; i < s->n_variables; i++)
		if (i != s->asked && support[i] && s->pairs[pair_of(&s->variables[i])] == OPEN)
			return i;
	return s->n_variables;
}

static bool search(struct ks_influence *s)
{
	static const ks_truth order[] = { KS_FALSE, KS_TRUE, KS_UNKNOWN };
	const struct claim *open = NULL;
	enum verdict verdict;
	size_t next;

	if (++s->nodes > KS_INFLUENCE_NODES)
		return true;
	verdict = judge_node(s, &open);
	if (verdict != UNDECIDED)
		return verdict == DIFFERENT;
	next = open_variable(s, open);
	if (next == s->n_variables)
		return true;	/* cannot be: an open claim looks at an open variable */
	for (size_t i = 0; i < 3; i++) {
		assign(s, next, order[i]);
		if (search(s))
			return true;
	}
	assign(s, next, OPEN);
	return false;
}

/* Targets that steps which look at the variable can claim. */
static bool want_targets(struct ks_influence *s)
{
	bool any = false;

	memset(s->wanted, 0, s->n_targets * sizeof *s->wanted);
	for (size_t step = 0; step < s->plan->n_steps; step++) {
		if (!s->support[step * s->n_variables + s->asked])
			continue;
		for (size_t t = 0; t < s->n_targets; t++)
			s->wanted[t] |= s->claims_target[step * s->n_targets + t];
	}
	for (size_t t = 0; t < s->n_targets; t++)
		any |= s->wanted[t];
	return any;
}

/* Most questions are settled with everything else left as it is, or absent. */
static bool differs_with_others(struct ks_influence *s, ks_truth others)
{
	const struct claim *open = NULL;

	assign_all(s, others);
	return judge_node(s, &open) == DIFFERENT;
}

bool ks_influence_on_route(struct ks_influence *s, size_t i, bool *exact)
{
	bool could;

	s->asked = i;
	s->nodes = 0;
	if (!want_targets(s))
		return false;
	if (differs_with_others(s, KS_UNKNOWN) || differs_with_others(s, KS_FALSE))
		return true;
	assign_all(s, OPEN);
	could = search(s);
	if (s->nodes > KS_INFLUENCE_NODES)
		*exact = false;
	return could;
}

/* ---- preparing ----------------------------------------------------------- */

struct supporting {
	const struct ks_influence *s;
	bool *support;
};

static void support_leaf(void *context, const struct ks_cond *leaf)
{
	struct supporting *supporting = context;
	bool pans = leaf->kind == KS_COND_CLASS || leaf->kind == KS_COND_DOMAINS;

	for (size_t i = 0; i < supporting->s->n_variables; i++) {
		const struct ks_variable *variable = &supporting->s->variables[i];

		if (pans && !variable->factor->protective)
			supporting->support[i] = true;
		if (leaf->kind != KS_COND_SIGNAL || leaf->factor != variable->factor)
			continue;
		if (leaf->subject == KS_ANY_SUBJECT || leaf->subject == (int)variable->subject)
			supporting->support[i] = true;
	}
}

static void find_support(struct ks_influence *s)
{
	for (size_t i = 0; i < s->plan->n_steps; i++) {
		const struct ks_plan_step *step = &s->plan->steps[i];
		struct supporting supporting = { s, &s->support[i * s->n_variables] };

		ks_cond_leaves(step->step->card->when, support_leaf, &supporting);
		ks_cond_leaves(step->step->when, support_leaf, &supporting);
		for (size_t o = 0; o < step->n_offers; o++)
			if (step->offers[o].intervention && !step->offers[o].barred)
				ks_cond_leaves(step->offers[o].intervention->criteria,
					       support_leaf, &supporting);
	}
}

static void add_claims(struct ks_influence *s, size_t step_index)
{
	const struct ks_plan_step *step = &s->plan->steps[step_index];

	if (step->own.state == KS_WINDOW_PASSED)
		return;
	for (size_t offer = 0; offer < step->n_offers; offer++) {
		if (step->offers[offer].barred)
			continue;
		s->claims[s->n_claims++] =
			(struct claim){ step, step_index, offer, step->offers[offer].id };
		if (!step->offers[offer].intervention || !step->offers[offer].intervention->criteria)
			return;		/* it always fits: nothing further down is reached */
	}
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct claim *)a)->id, ((const struct claim *)b)->id);
}

static bool has_already(const struct ks_family *family, const char *id)
{
	for (size_t i = 0; i < family->n_already; i++)
		if (strcmp(family->already[i], id) == 0)
			return true;
	return false;
}

static void find_targets(struct ks_influence *s)
{
	qsort(s->claims, s->n_claims, sizeof *s->claims, by_id);
	s->targets = KS_NEW_N(s->plan->arena, s->n_claims, struct target);
	for (size_t i = 0; i < s->n_claims; i++) {
		if (i == 0 || strcmp(s->claims[i - 1].id, s->claims[i].id) != 0)
			s->targets[s->n_targets++] = (struct target){
				i, 0, has_already(s->plan->family, s->claims[i].id)
			};
		s->targets[s->n_targets - 1].n++;
	}
}

static void find_claims(struct ks_influence *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->plan->n_steps; i++)
		n += s->plan->steps[i].n_offers;
	s->claims = KS_NEW_N(s->plan->arena, n, struct claim);
	for (size_t i = 0; i < s->plan->n_steps; i++)
		add_claims(s, i);
	find_targets(s);
	s->claims_target = KS_NEW_N(s->plan->arena, s->plan->n_steps * s->n_targets, bool);
	s->wanted = KS_NEW_N(s->plan->arena, s->n_targets, bool);
	s->outcomes = KS_NEW_N(s->plan->arena, s->n_claims, struct outcome);
	for (size_t t = 0; t < s->n_targets; t++)
		for (size_t i = 0; i < s->targets[t].n; i++) {
			const struct claim *claim = &s->claims[s->targets[t].first + i];

			s->claims_target[claim->step_index * s->n_targets + t] = true;
		}
}

static void copy_picture(struct ks_influence *s, const struct ks_picture *picture)
{
	const struct ks_coalition *c = s->plan->c;

	s->factors = KS_NEW_N(s->plan->arena, c->n_factors, ks_truth);
	s->pairs = KS_NEW_N(s->plan->arena, c->n_factors * KS_SUBJECTS, ks_truth);
	s->domain_must = KS_NEW_N(s->plan->arena, c->n_domains, int);
	s->domain_may = KS_NEW_N(s->plan->arena, c->n_domains, int);
	memcpy(s->factors, picture->factors, c->n_factors);
	memcpy(s->pairs, picture->pairs, c->n_factors * KS_SUBJECTS);
	for (size_t i = 0; i < c->n_factors; i++)
		count(s, c->factors[i], 1);
	s->world.factors = s->factors;
	s->world.pairs = s->pairs;
}

struct ks_influence *ks_influence_new(const struct ks_plan *plan, const struct ks_picture *picture,
				      const struct ks_variable *variables, size_t n)
{
	struct ks_influence *s = KS_NEW(plan->arena, struct ks_influence);

	s->plan = plan;
	s->variables = variables;
	s->n_variables = n;
	s->world = plan->world;
	copy_picture(s, picture);
	s->support = KS_NEW_N(plan->arena, plan->n_steps * n, bool);
	find_support(s);
	find_claims(s);
	return s;
}
