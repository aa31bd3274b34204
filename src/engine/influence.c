/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The search behind the open questions. Terms used here:
 *
 * claim      one (step, offer) that could put a step id on the route
 * target     a step id with all claims on it; what is merged there is seen
 * named      a variable that a plan step's conditions look at by name; others
 *            only count, through the class or the number of domains
 *
 * A variable matters only through targets that a step which looks at it can
 * claim; all other targets are left out of its search.
 */
#include "ks/engine/influence.h"

#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/engine/numbers.h"

struct claim {
	const struct ks_plan_step *step;
	size_t step_index, offer;	/* offer: position in the step's chain */
	size_t target;
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
	bool depends;			/* on the asked variable */
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
	size_t *variable_at;		/* [pair]: its variable, or n_variables */
	bool *direct;			/* [plan step][variable]: named in a condition */
	bool *by_number;		/* [plan step]: looks at class or number of domains */
	struct ks_numbers numbers;
	struct ks_domain_numbers *domains;
	/* One search: */
	size_t asked;			/* the variable in question */
	bool *wanted, *each;		/* targets that matter to it; a copy to go through */
	struct outcome *outcomes;	/* of one target at a time */
	size_t named;			/* open, and named by a claim still open */
	int nodes;
};

/* ---- assigning ----------------------------------------------------------- */

static size_t pair_of(const struct ks_variable *variable)
{
	return variable->factor->index * KS_SUBJECTS + variable->subject;
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
	s->factors[factor->index] = ks_cond_factor_set(&s->pairs[factor->index * KS_SUBJECTS]);
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

static bool is_settled(const struct outcome *outcome)
{
	for (size_t v = 0; v < VALUES; v++)
		if (outcome->stands[v] == (KS_TRUE | KS_FALSE))
			return false;
	return true;
}

/* What is merged at a target under one value of the asked variable. */
struct merged {
	bool there;
	enum ks_urgency urgency;
	enum ks_form form;
	ks_day due;
};

static struct merged merge(const struct ks_influence *s, const struct target *target, size_t value)
{
	struct merged out = { .there = false };

	for (size_t i = 0; i < target->n; i++) {
		const struct claim *claim = &s->claims[target->first + i];

		if (s->outcomes[i].stands[value] != KS_TRUE)
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

/* ---- does it depend on the asked variable? -------------------------------- */

static bool is_one(ks_truth set)
{
	return set == KS_TRUE || set == KS_UNKNOWN || set == KS_FALSE;
}

static bool leaf_looks_at(const struct ks_cond *leaf, const struct ks_variable *variable)
{
	if (leaf->kind == KS_COND_CLASS || leaf->kind == KS_COND_DOMAINS)
		return !variable->factor->protective;
	return leaf->kind == KS_COND_SIGNAL && leaf->factor == variable->factor &&
	       (leaf->subject == KS_ANY_SUBJECT || leaf->subject == (int)variable->subject);
}

/* A condition that is settled whatever is open depends on nothing. */
static bool depends(const struct ks_influence *s, const struct ks_cond *cond)
{
	if (!cond || is_one(ks_cond_eval(cond, &s->world)))
		return false;
	if (!cond->n_kids)
		return leaf_looks_at(cond, &s->variables[s->asked]);
	for (size_t i = 0; i < cond->n_kids; i++)
		if (depends(s, cond->kids[i]))
			return true;
	return false;
}

static bool claim_depends(const struct ks_influence *s, const struct claim *claim)
{
	if (claim_stands(s, claim) != (KS_TRUE | KS_FALSE))
		return false;
	if (depends(s, claim->step->step->card->when) || depends(s, claim->step->step->when))
		return true;
	for (size_t i = 0; i <= claim->offer; i++) {
		const struct ks_offer *offer = &claim->step->offers[i];

		if (offer->intervention && !offer->barred &&
		    depends(s, offer->intervention->criteria))
			return true;
	}
	return false;
}

/* ---- judging a node ------------------------------------------------------ */

enum verdict { SAME, DIFFERENT, UNDECIDED };

/* False when no claim on the target depends on the asked variable. */
static bool find_dependence(struct ks_influence *s, const struct target *target)
{
	bool any = false;

	assign(s, s->asked, KS_OPEN);
	for (size_t i = 0; i < target->n; i++) {
		s->outcomes[i].depends = claim_depends(s, &s->claims[target->first + i]);
		any |= s->outcomes[i].depends;
	}
	return any;
}

static void judge_claims(struct ks_influence *s, const struct target *target)
{
	for (size_t v = 0; v < VALUES; v++) {
		assign(s, s->asked, values[v]);
		for (size_t i = 0; i < target->n; i++)
			s->outcomes[i].stands[v] =
				claim_stands(s, &s->claims[target->first + i]);
	}
}

static bool is_covered(const struct ks_influence *s, const struct target *target, size_t i)
{
	for (size_t other = 0; other < target->n; other++)
		if (other != i && is_sure(&s->outcomes[other]) &&
		    covers(&s->claims[target->first + other], &s->claims[target->first + i],
			   target->already))
			return true;
	return false;
}

static enum verdict compare(const struct ks_influence *s, const struct target *target)
{
	struct merged merged[VALUES];

	for (size_t v = 0; v < VALUES; v++)
		merged[v] = merge(s, target, v);
	return merged_differ(&merged[0], &merged[1]) || merged_differ(&merged[1], &merged[2])
		       ? DIFFERENT
		       : SAME;
}

static bool is_open(const struct ks_influence *s, size_t i)
{
	return i != s->asked && s->pairs[pair_of(&s->variables[i])] == KS_OPEN;
}

/* An open variable named where a condition is not settled; n_variables when none. */
static size_t named_in(const struct ks_influence *s, const struct ks_cond *cond)
{
	size_t found = s->n_variables;

	if (!cond || is_one(ks_cond_eval(cond, &s->world)))
		return found;
	for (size_t subject = 0; cond->kind == KS_COND_SIGNAL && subject < KS_SUBJECTS; subject++) {
		size_t i = s->variable_at[cond->factor->index * KS_SUBJECTS + subject];

		if (i < s->n_variables && is_open(s, i) && leaf_looks_at(cond, &s->variables[i]))
			return i;
	}
	for (size_t i = 0; i < cond->n_kids && found == s->n_variables; i++)
		found = named_in(s, cond->kids[i]);
	return found;
}

/* The step's own short conditions go before the card's, which is often a long list. */
static size_t named_by(const struct ks_influence *s, const struct claim *claim)
{
	size_t found = named_in(s, claim->step->step->when);

	for (size_t i = 0; i <= claim->offer && found == s->n_variables; i++) {
		const struct ks_offer *offer = &claim->step->offers[i];

		if (offer->intervention && !offer->barred)
			found = named_in(s, offer->intervention->criteria);
	}
	return found < s->n_variables ? found : named_in(s, claim->step->step->card->when);
}

/* A claim keeps its target open: remember a variable that it names. */
static void note_open(struct ks_influence *s, const struct claim *claim)
{
	if (s->named != s->n_variables)
		return;
	assign(s, s->asked, KS_OPEN);
	s->named = named_by(s, claim);
}

/* Claims that a sure one covers are left out. */
static enum verdict judge_target(struct ks_influence *s, const struct target *target)
{
	bool matters = false, settled = true;

	if (!find_dependence(s, target))
		return SAME;
	judge_claims(s, target);
	for (size_t i = 0; i < target->n; i++)
		matters |= s->outcomes[i].depends && !is_covered(s, target, i);
	if (!matters)
		return SAME;
	for (size_t i = 0; i < target->n; i++) {
		if (is_settled(&s->outcomes[i]) || is_covered(s, target, i))
			continue;
		settled = false;
		note_open(s, &s->claims[target->first + i]);
	}
	return settled ? compare(s, target) : UNDECIDED;
}

static enum verdict judge_node(struct ks_influence *s)
{
	enum verdict verdict = SAME;

	s->named = s->n_variables;
	for (size_t t = 0; t < s->n_targets; t++) {
		enum verdict judged = s->wanted[t] ? judge_target(s, &s->targets[t]) : SAME;

		if (judged == DIFFERENT)
			return DIFFERENT;
		if (judged == UNDECIDED)
			verdict = UNDECIDED;
	}
	return verdict;
}

static bool search(struct ks_influence *s);

static bool try_value(struct ks_influence *s, size_t next, ks_truth value)
{
	assign(s, next, value);
	return search(s);
}

static bool try_named(struct ks_influence *s, size_t next)
{
	bool found = try_value(s, next, KS_FALSE) || try_value(s, next, KS_TRUE) ||
		     try_value(s, next, KS_UNKNOWN);

	assign(s, next, KS_OPEN);
	return found;
}

/* ---- what is only counted ------------------------------------------------ */

/* Class and domains without and with the asked signal, for one outcome. */
struct weighing {
	struct ks_influence *s;
	const struct target *target;	/* the one that is searched */
	bool counts;			/* the asked variable is a signal not present yet */
	uint64_t seen[KS_CLASSES][KS_CLASSES][2];	/* bit: number of domains */
};

static int class_of(const struct ks_influence *s, const int counts[KS_SIGNAL_CLASSES])
{
	return (int)ks_class_judged(ks_class_of_counts(s->plan->c, counts), s->plan->family);
}

/* Claims that look at neither class nor number of domains, once for all numbers. */
static void judge_unnumbered(struct ks_influence *s, const struct target *target)
{
	for (size_t v = 0; v < VALUES; v++) {
		assign_quietly(s, s->asked, values[v]);
		for (size_t i = 0; i < target->n; i++)
			if (!s->by_number[s->claims[target->first + i].step_index])
				s->outcomes[i].stands[v] =
					claim_stands(s, &s->claims[target->first + i]);
	}
}

/* Judges the others with the pans as given: nothing else is open any more. */
static bool differs_at(struct ks_influence *s, const struct target *target, const int class[2],
		       const int domains[2])
{
	for (size_t v = 0; v < VALUES; v++) {
		int with = values[v] == KS_TRUE;

		assign_quietly(s, s->asked, values[v]);
		s->world.class_low = s->world.class_high = class[with];
		s->world.domains_low = s->world.domains_high = domains[with];
		for (size_t i = 0; i < target->n; i++)
			if (s->by_number[s->claims[target->first + i].step_index])
				s->outcomes[i].stands[v] =
					claim_stands(s, &s->claims[target->first + i]);
	}
	return compare(s, target) == DIFFERENT;
}

static bool weigh(void *context, const struct ks_outcome *outcome)
{
	struct weighing *w = context;
	struct ks_influence *s = w->s;
	const struct ks_factor *factor = s->variables[s->asked].factor;
	int counts[KS_SIGNAL_CLASSES], class[2], domains[2];
	uint64_t *seen, bit = (uint64_t)1 << outcome->n_domains;

	memcpy(counts, outcome->counts, sizeof counts);
	class[0] = class[1] = class_of(s, counts);
	domains[0] = domains[1] = outcome->n_domains;
	if (w->counts) {
		counts[factor->signal_class]++;
		class[1] = class_of(s, counts);
		domains[1] += !outcome->watched;
	}
	seen = &w->seen[class[0]][class[1]][outcome->watched];
	if (*seen & bit)
		return false;
	*seen |= bit;
	return differs_at(s, w->target, class, domains);
}

/* Targets are searched one at a time. */
static const struct target *searched(const struct ks_influence *s)
{
	size_t t = 0;

	while (!s->wanted[t])
		t++;
	return &s->targets[t];
}

/* Open signals per domain and class, each once, without the asked one. */
static void count_open(struct ks_influence *s)
{
	const struct ks_coalition *c = s->plan->c;

	for (size_t i = 0; i < c->n_domains; i++)
		s->domains[i] = (struct ks_domain_numbers){ .touched = s->domain_must[i] > 0 };
	for (size_t i = 0; i < c->n_factors; i++) {
		const struct ks_factor *factor = c->factors[i];
		ks_truth state = s->factors[i];

		if (!factor->protective && state & KS_TRUE && state != KS_TRUE &&
		    factor != s->variables[s->asked].factor)
			s->domains[factor->domain_index].open[factor->signal_class]++;
	}
}

static bool go_through(struct ks_influence *s, bool counts, bool stands)
{
	const struct ks_factor *factor = s->variables[s->asked].factor;
	struct weighing w = { .s = s, .target = searched(s), .counts = counts };

	judge_unnumbered(s, w.target);
	count_open(s);
	memcpy(s->numbers.now, s->must, sizeof s->must);
	s->numbers.now[factor->signal_class] += stands;
	s->domains[factor->domain_index].touched |= stands;
	s->numbers.domains = s->domains;
	s->numbers.watched = factor->domain_index;
	return ks_numbers_each(&s->numbers, weigh, &w);
}

/*
 * Nothing open is named any more: what is left only counts, so every number
 * that can still come out is tried, instead of every signal. The asked signal
 * counts when it turns present, unless somebody else's answer can make the
 * same factor present: then it may stand already, and that is tried as well.
 */
static bool try_numbers(struct ks_influence *s)
{
	const struct ks_factor *factor = s->variables[s->asked].factor;
	bool counts, found;
	ks_truth others;

	assign(s, s->asked, KS_FALSE);
	others = s->factors[factor->index];
	counts = !factor->protective && others != KS_TRUE;
	found = go_through(s, counts, false);
	if (!found && counts && others & KS_TRUE)
		found = go_through(s, false, true);
	assign_quietly(s, s->asked, KS_OPEN);
	update_pans(s);
	return found;
}

/* ---- searching ----------------------------------------------------------- */

static bool search(struct ks_influence *s)
{
	enum verdict verdict;

	if (++s->nodes > KS_INFLUENCE_NODES)
		return true;
	verdict = judge_node(s);
	if (verdict != UNDECIDED)
		return verdict == DIFFERENT;
	return s->named < s->n_variables ? try_named(s, s->named) : try_numbers(s);
}

/* Targets that steps which look at the variable can claim; false when there are none. */
static bool want_targets(struct ks_influence *s)
{
	const struct ks_factor *factor = s->variables[s->asked].factor;
	bool any = false;

	memset(s->wanted, 0, s->n_targets * sizeof *s->wanted);
	for (size_t i = 0; i < s->n_claims; i++) {
		size_t step = s->claims[i].step_index;

		if (!s->direct[step * s->n_variables + s->asked] &&
		    (factor->protective || !s->by_number[step]))
			continue;
		s->wanted[s->claims[i].target] = true;
		any = true;
	}
	return any;
}

/* Tries every variable not settled yet with all others at one value. */
static void try_with_others(struct ks_influence *s, ks_truth others, bool *could)
{
	assign_all(s, others);
	for (size_t i = 0; i < s->n_variables; i++) {
		s->asked = i;
		if (could[i] || !want_targets(s))
			continue;
		could[i] = judge_node(s) == DIFFERENT;
		assign(s, i, others);
	}
}

/* Targets differ each on its own account, so each is searched on its own. */
static bool search_targets(struct ks_influence *s)
{
	bool *all = s->each, found = false;

	memcpy(all, s->wanted, s->n_targets * sizeof *all);
	memset(s->wanted, 0, s->n_targets * sizeof *s->wanted);
	for (size_t t = 0; t < s->n_targets && !found; t++) {
		if (!all[t])
			continue;
		s->wanted[t] = true;
		found = search(s);
		s->wanted[t] = false;
	}
	return found;
}

bool ks_influence_find(struct ks_influence *s, bool *could)
{
	bool exact = true;

	try_with_others(s, KS_UNKNOWN, could);
	try_with_others(s, KS_FALSE, could);
	assign_all(s, KS_OPEN);
	for (size_t i = 0; i < s->n_variables; i++) {
		s->asked = i;
		s->nodes = 0;
		if (could[i] || !want_targets(s))
			continue;
		could[i] = search_targets(s);
		exact &= s->nodes <= KS_INFLUENCE_NODES;
		assign(s, i, KS_OPEN);
	}
	return exact;
}

enum ks_influenced ks_influence_given(struct ks_influence *s, size_t asked, const ks_truth *given)
{
	bool found;

	for (size_t i = 0; i < s->n_variables; i++)
		assign_quietly(s, i, i == asked ? KS_OPEN : given[i]);
	update_pans(s);
	s->asked = asked;
	s->nodes = 0;
	found = want_targets(s) && search_targets(s);
	if (s->nodes > KS_INFLUENCE_NODES)
		return KS_INFLUENCE_UNDECIDED;
	return found ? KS_INFLUENCES : KS_INFLUENCES_NOT;
}

/* ---- preparing ----------------------------------------------------------- */

struct supporting {
	struct ks_influence *s;
	size_t step;
};

/* Domains are told apart up to one beyond the highest limit that asks for them. */
static void raise_domain_cap(struct ks_influence *s, const struct ks_range *range)
{
	for (size_t i = 0; i < range->n; i++)
		if (range->bounds[i].value + 1 > s->numbers.domain_cap)
			s->numbers.domain_cap = range->bounds[i].value + 1;
}

static void support_leaf(void *context, const struct ks_cond *leaf)
{
	struct supporting *supporting = context;
	struct ks_influence *s = supporting->s;

	if (leaf->kind == KS_COND_DOMAINS)
		raise_domain_cap(s, &leaf->range);
	if (leaf->kind == KS_COND_CLASS || leaf->kind == KS_COND_DOMAINS)
		s->by_number[supporting->step] = true;
	if (leaf->kind != KS_COND_SIGNAL)
		return;
	for (size_t subject = 0; subject < KS_SUBJECTS; subject++) {
		size_t i = s->variable_at[leaf->factor->index * KS_SUBJECTS + subject];

		if (i < s->n_variables && leaf_looks_at(leaf, &s->variables[i]))
			s->direct[supporting->step * s->n_variables + i] = true;
	}
}

static void index_variables(struct ks_influence *s)
{
	size_t pairs = s->plan->c->n_factors * KS_SUBJECTS;

	s->variable_at = KS_NEW_N(s->plan->arena, pairs, size_t);
	for (size_t pair = 0; pair < pairs; pair++)
		s->variable_at[pair] = s->n_variables;
	for (size_t i = 0; i < s->n_variables; i++)
		s->variable_at[pair_of(&s->variables[i])] = i;
}

static void find_support(struct ks_influence *s)
{
	for (size_t i = 0; i < s->plan->n_steps; i++) {
		const struct ks_plan_step *step = &s->plan->steps[i];
		struct supporting supporting = { s, i };

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
			(struct claim){ step, step_index, offer, 0, step->offers[offer].id };
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
		s->claims[i].target = s->n_targets - 1;
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
	s->wanted = KS_NEW_N(s->plan->arena, s->n_targets, bool);
	s->each = KS_NEW_N(s->plan->arena, s->n_targets, bool);
	s->outcomes = KS_NEW_N(s->plan->arena, s->n_claims, struct outcome);
}

static int larger(int a, int b)
{
	return a > b ? a : b;
}

/* No number beyond the thresholds of policy and conditions makes a difference. */
static void prepare_numbers(struct ks_influence *s)
{
	const struct ks_coalition *c = s->plan->c;

	s->domains = KS_NEW_N(s->plan->arena, c->n_domains, struct ks_domain_numbers);
	s->numbers.n_domains = c->n_domains;
	s->numbers.caps[KS_SAFETY] = 1;
	s->numbers.caps[KS_URGENT] = larger(c->policy[KS_URGENT_AT].number, 1);
	s->numbers.caps[KS_ATTENTION] = larger(c->policy[KS_STACKING_AT].number, 1);
	if (s->numbers.domain_cap > (int)c->n_domains)
		s->numbers.domain_cap = (int)c->n_domains;
	if (s->numbers.domain_cap > KS_NUMBERS_MAX_DOMAINS)
		s->numbers.domain_cap = KS_NUMBERS_MAX_DOMAINS;
	s->numbers.room = KS_NEW_N(s->plan->arena, ks_numbers_room(&s->numbers), uint64_t);
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
	s->direct = KS_NEW_N(plan->arena, plan->n_steps * n, bool);
	s->by_number = KS_NEW_N(plan->arena, plan->n_steps, bool);
	index_variables(s);
	find_support(s);
	find_claims(s);
	prepare_numbers(s);
	return s;
}
