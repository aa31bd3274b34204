/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The search behind the open questions, over the targets that steps can claim
 * (engine/claims.h). Used here besides:
 *
 * named      a variable that a plan step's conditions look at by name; others
 *            only count, through the class or the number of domains
 *
 * A variable matters only through targets that a step which looks at it can
 * claim; all other targets are left out of its search.
 */
#include "ks/engine/influence.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/engine/claims.h"
#include "ks/engine/numbers.h"

/* The three values of the asked variable. */
#define VALUES 3
static const ks_truth values[VALUES] = { KS_TRUE, KS_UNKNOWN, KS_FALSE };

struct ks_influence {
	const struct ks_plan *plan;
	const struct ks_variable *variables;
	size_t n_variables;
	struct ks_sketch sketch;
	struct ks_claims claims;
	size_t *variable_at;		/* [pair]: its variable, or n_variables */
	bool *direct;			/* [plan step][variable]: named in a condition */
	bool *by_number;		/* [plan step]: looks at class or number of domains */
	struct ks_numbers numbers;
	struct ks_domain_numbers *domains;
	/* One search: */
	bool for_class;			/* would the class differ, not the route? */
	size_t asked;			/* the variable in question */
	bool *wanted, *each;		/* targets that matter to it; a copy to go through */
	/* Per claim on the one target that is judged: */
	bool *depends;			/* on the asked variable */
	ks_truth *stands[VALUES];	/* KS_TRUE, KS_FALSE, or both while open */
	size_t named;			/* open, and named by a claim still open */
	int nodes;
};

/* ---- assigning ----------------------------------------------------------- */

/* True when a raise hangs on what is said of this factor. */
static bool asks(const struct ks_influence *s, const struct ks_factor *factor)
{
	return s->sketch.asks[factor->index];
}

static void assign_quietly(struct ks_influence *s, size_t i, ks_truth value)
{
	ks_sketch_say(&s->sketch, ks_variable_pair(&s->variables[i]), value);
}

static void assign(struct ks_influence *s, size_t i, ks_truth value)
{
	assign_quietly(s, i, value);
	if (!s->variables[i].factor->protective || asks(s, s->variables[i].factor))
		ks_sketch_weigh(&s->sketch);
}

static void assign_all(struct ks_influence *s, ks_truth value)
{
	for (size_t i = 0; i < s->n_variables; i++)
		assign_quietly(s, i, value);
	ks_sketch_weigh(&s->sketch);
}

/* ---- what a claim comes to ----------------------------------------------- */

static size_t step_of(const struct ks_influence *s, const struct ks_claim *claim)
{
	return (size_t)(claim->way.step - s->plan->steps);
}

static bool by_number(const struct ks_influence *s, const struct ks_claim *claim)
{
	return s->by_number[step_of(s, claim)];
}

static ks_truth claim_stands(const struct ks_influence *s, const struct ks_claim *claim)
{
	return ks_plan_way_stands(&claim->way, &s->sketch.world);
}

/* Whatever the asked variable is. */
static bool is_sure(const struct ks_influence *s, size_t claim)
{
	for (size_t v = 0; v < VALUES; v++)
		if (s->stands[v][claim] != KS_TRUE)
			return false;
	return true;
}

static bool is_settled(const struct ks_influence *s, size_t claim)
{
	for (size_t v = 0; v < VALUES; v++)
		if (!ks_is_settled(s->stands[v][claim]))
			return false;
	return true;
}

/* ---- does it depend on the asked variable? -------------------------------- */

static bool leaf_looks_at(const struct ks_cond *leaf, const struct ks_variable *variable)
{
	if (leaf->kind == KS_COND_CLASS || leaf->kind == KS_COND_DOMAINS)
		return !variable->factor->protective;
	return leaf->kind == KS_COND_SIGNAL && leaf->factor == variable->factor &&
	       (leaf->subject == KS_ANY_SUBJECT || leaf->subject == (int)variable->subject);
}

/* By what the asked variable makes a score raise, or not. */
static bool leaf_is_stirred(const struct ks_influence *s, const struct ks_cond *leaf)
{
	if (!asks(s, s->variables[s->asked].factor))
		return false;
	if (leaf->kind == KS_COND_CLASS || leaf->kind == KS_COND_DOMAINS)
		return true;
	return leaf->kind == KS_COND_SIGNAL && s->sketch.stirs[leaf->factor->index];
}

/* A condition that is settled whatever is open depends on nothing. */
static bool depends(const struct ks_influence *s, const struct ks_cond *cond)
{
	if (!cond || ks_is_settled(ks_cond_eval(cond, &s->sketch.world)))
		return false;
	if (!cond->n_kids)
		return leaf_looks_at(cond, &s->variables[s->asked]) || leaf_is_stirred(s, cond);
	for (size_t i = 0; i < cond->n_kids; i++)
		if (depends(s, cond->kids[i]))
			return true;
	return false;
}

static bool claim_depends(const struct ks_influence *s, const struct ks_claim *claim)
{
	if (claim_stands(s, claim) != (KS_TRUE | KS_FALSE))
		return false;
	if (depends(s, claim->step->card->when) || depends(s, claim->step->when))
		return true;
	for (int i = 0; i <= claim->way.offer; i++) {
		const struct ks_offer *offer = &claim->way.step->offers[i];

		if (offer->intervention && !offer->barred &&
		    depends(s, offer->intervention->criteria))
			return true;
	}
	return false;
}

/* ---- judging a node ------------------------------------------------------ */

enum verdict { SAME, DIFFERENT, UNDECIDED };

/* False when no claim on the target depends on the asked variable. */
static bool find_dependence(struct ks_influence *s, const struct ks_target *target)
{
	bool any = false;

	assign(s, s->asked, KS_OPEN);
	for (size_t i = 0; i < target->n; i++) {
		s->depends[i] = claim_depends(s, &target->claims[i]);
		any |= s->depends[i];
	}
	return any;
}

static void judge_claims(struct ks_influence *s, const struct ks_target *target)
{
	for (size_t v = 0; v < VALUES; v++) {
		assign(s, s->asked, values[v]);
		for (size_t i = 0; i < target->n; i++)
			s->stands[v][i] = claim_stands(s, &target->claims[i]);
	}
}

static bool is_covered(const struct ks_influence *s, const struct ks_target *target, size_t i)
{
	for (size_t other = 0; other < target->n; other++)
		if (other != i && is_sure(s, other) &&
		    ks_claim_covers(&target->claims[other], &target->claims[i],
				    target->already))
			return true;
	return false;
}

static enum verdict compare(const struct ks_influence *s, const struct ks_target *target)
{
	struct ks_merged merged[VALUES];

	for (size_t v = 0; v < VALUES; v++)
		merged[v] = ks_target_merge(target, s->stands[v]);
	return ks_merged_differ(&merged[0], &merged[1]) || ks_merged_differ(&merged[1], &merged[2])
		       ? DIFFERENT
		       : SAME;
}

static bool is_open(const struct ks_influence *s, size_t i)
{
	return i != s->asked && s->sketch.pairs[ks_variable_pair(&s->variables[i])] == KS_OPEN;
}

/* An open variable named where a condition is not settled; n_variables when none. */
static size_t named_in(const struct ks_influence *s, const struct ks_cond *cond)
{
	size_t found = s->n_variables;

	if (!cond || ks_is_settled(ks_cond_eval(cond, &s->sketch.world)))
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
static size_t named_by(const struct ks_influence *s, const struct ks_claim *claim)
{
	size_t found = named_in(s, claim->step->when);

	for (int i = 0; i <= claim->way.offer && found == s->n_variables; i++) {
		const struct ks_offer *offer = &claim->way.step->offers[i];

		if (offer->intervention && !offer->barred)
			found = named_in(s, offer->intervention->criteria);
	}
	return found < s->n_variables ? found : named_in(s, claim->step->card->when);
}

/* A claim keeps its target open: remember a variable that it names. */
static void note_open(struct ks_influence *s, const struct ks_claim *claim)
{
	if (s->named != s->n_variables)
		return;
	assign(s, s->asked, KS_OPEN);
	s->named = named_by(s, claim);
}

/* Claims that a sure one covers are left out. */
static enum verdict judge_target(struct ks_influence *s, const struct ks_target *target)
{
	bool matters = false, settled = true;

	if (!find_dependence(s, target))
		return SAME;
	judge_claims(s, target);
	for (size_t i = 0; i < target->n; i++)
		matters |= s->depends[i] && !is_covered(s, target, i);
	if (!matters)
		return SAME;
	for (size_t i = 0; i < target->n; i++) {
		if (is_settled(s, i) || is_covered(s, target, i))
			continue;
		settled = false;
		note_open(s, &target->claims[i]);
	}
	return settled ? compare(s, target) : UNDECIDED;
}

static enum verdict judge_node(struct ks_influence *s)
{
	enum verdict verdict = SAME;

	s->named = s->n_variables;
	for (size_t t = 0; t < s->claims.n_targets; t++) {
		enum verdict judged = s->wanted[t] ? judge_target(s, &s->claims.targets[t]) : SAME;

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

/*
 * Class and domains under each value of the asked variable, for one outcome of
 * all other signals. Set apart are the asked one and what it makes scores raise.
 */
struct weighing {
	struct ks_influence *s;
	const struct ks_target *target;		/* the one that is searched; NULL: the class */
	int more[VALUES][KS_SIGNAL_CLASSES];	/* present ones of those set apart */
	unsigned touches[VALUES];		/* their domains: bits as watched */
	uint64_t seen[KS_CLASSES][KS_CLASSES][2];	/* bit: number of domains */
};

static int class_of(const struct ks_influence *s, const int counts[KS_SIGNAL_CLASSES])
{
	return (int)ks_class_judged(ks_class_of_counts(s->plan->c, counts), s->plan->family);
}

/* Claims that look at neither class nor number of domains, once for all numbers. */
static void judge_unnumbered(struct ks_influence *s, const struct ks_target *target)
{
	for (size_t v = 0; v < VALUES; v++) {
		assign_quietly(s, s->asked, values[v]);
		for (size_t i = 0; i < target->n; i++)
			if (!by_number(s, &target->claims[i]))
				s->stands[v][i] = claim_stands(s, &target->claims[i]);
	}
}

/* Judges the others with the pans as given: nothing else is open any more. */
static bool differs_at(struct ks_influence *s, const struct ks_target *target,
		       const int class[VALUES], const int domains[VALUES])
{
	for (size_t v = 0; v < VALUES; v++) {
		assign_quietly(s, s->asked, values[v]);
		s->sketch.world.class_low = s->sketch.world.class_high = class[v];
		s->sketch.world.domains_low = s->sketch.world.domains_high = domains[v];
		for (size_t i = 0; i < target->n; i++)
			if (by_number(s, &target->claims[i]))
				s->stands[v][i] = claim_stands(s, &target->claims[i]);
	}
	return compare(s, target) == DIFFERENT;
}

static int bits_in(unsigned set)
{
	int n = 0;

	for (; set; set &= set - 1)
		n++;
	return n;
}

/* With one signal set apart, two classes and its domain say all there is. */
static bool was_seen(struct weighing *w, const int class[VALUES], const struct ks_outcome *outcome)
{
	uint64_t *seen = &w->seen[class[VALUES - 1]][class[0]][outcome->watched & 1];
	uint64_t bit = (uint64_t)1 << outcome->n_domains;
	bool was = *seen & bit;

	*seen |= bit;
	return was && !asks(w->s, w->s->variables[w->s->asked].factor);
}

static bool weigh(void *context, const struct ks_outcome *outcome)
{
	struct weighing *w = context;
	int class[VALUES], domains[VALUES];

	for (size_t v = 0; v < VALUES; v++) {
		int counts[KS_SIGNAL_CLASSES];

		for (int i = 0; i < KS_SIGNAL_CLASSES; i++)
			counts[i] = outcome->counts[i] + w->more[v][i];
		class[v] = class_of(w->s, counts);
		domains[v] = outcome->n_domains + bits_in(w->touches[v] & ~outcome->watched);
	}
	if (!w->target)
		return class[0] != class[1] || class[1] != class[2];
	return !was_seen(w, class, outcome) && differs_at(w->s, w->target, class, domains);
}

/* Targets are searched one at a time; none of them for the class. */
static const struct ks_target *searched(const struct ks_influence *s)
{
	size_t t = 0;

	if (s->for_class)
		return NULL;
	while (!s->wanted[t])
		t++;
	return &s->claims.targets[t];
}

static bool is_apart(const struct ks_influence *s, const struct ks_factor *factor)
{
	const struct ks_factor *asked = s->variables[s->asked].factor;

	if (factor == asked)
		return true;
	return asks(s, asked) && s->sketch.stirs[factor->index];
}

/* Signals per domain and class, each once, without those set apart. */
static void count_others(struct ks_influence *s)
{
	const struct ks_coalition *c = s->plan->c;

	memset(s->numbers.now, 0, sizeof s->numbers.now);
	for (size_t i = 0; i < c->n_domains; i++)
		s->domains[i] = (struct ks_domain_numbers){ .touched = false };
	for (size_t i = 0; i < c->n_factors; i++) {
		const struct ks_factor *factor = c->factors[i];
		struct ks_domain_numbers *in = &s->domains[factor->domain_index];

		if (factor->protective || !(s->sketch.factors[i] & KS_TRUE) || is_apart(s, factor))
			continue;
		in->touched |= s->sketch.factors[i] == KS_TRUE;
		s->numbers.now[factor->signal_class] += s->sketch.factors[i] == KS_TRUE;
		in->open[factor->signal_class] += s->sketch.factors[i] != KS_TRUE;
	}
}

/* Each domain of a signal set apart is told touched from not; false when they are too many. */
static bool watch_apart(struct ks_influence *s)
{
	s->numbers.n_watched = 0;
	for (size_t i = 0; i < s->plan->c->n_factors; i++) {
		const struct ks_factor *factor = s->plan->c->factors[i];
		struct ks_domain_numbers *in = &s->domains[factor->domain_index];

		if (factor->protective || !is_apart(s, factor) || in->watch)
			continue;
		if (s->numbers.n_watched == KS_NUMBERS_MAX_WATCHED)
			return false;
		in->watch = 1U << s->numbers.n_watched++;
	}
	return true;
}

/* What is present of those set apart; the asked signal may stand by somebody else's answer. */
static void weigh_apart(struct ks_influence *s, struct weighing *w, size_t v, bool stands)
{
	assign_quietly(s, s->asked, values[v]);
	for (size_t i = 0; i < s->plan->c->n_factors; i++) {
		const struct ks_factor *factor = s->plan->c->factors[i];

		if (factor->protective || !is_apart(s, factor))
			continue;
		if (s->sketch.factors[i] != KS_TRUE &&
		    !(stands && factor == s->variables[s->asked].factor))
			continue;
		w->more[v][factor->signal_class]++;
		w->touches[v] |= s->domains[factor->domain_index].watch;
	}
}

static bool go_through(struct ks_influence *s, bool stands)
{
	struct weighing w = { .s = s, .target = searched(s) };

	if (w.target)
		judge_unnumbered(s, w.target);
	count_others(s);
	if (!watch_apart(s)) {
		s->nodes = KS_INFLUENCE_NODES + 1;
		return true;
	}
	for (size_t v = 0; v < VALUES; v++)
		weigh_apart(s, &w, v, stands);
	s->numbers.domains = s->domains;
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
	ks_truth others;
	bool found;

	assign(s, s->asked, KS_FALSE);
	others = s->sketch.factors[factor->index];
	found = go_through(s, false);
	if (!found && !factor->protective && others != KS_TRUE && others & KS_TRUE)
		found = go_through(s, true);
	assign_quietly(s, s->asked, KS_OPEN);
	ks_sketch_weigh(&s->sketch);
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
	bool any = false, every = asks(s, factor);

	memset(s->wanted, 0, s->claims.n_targets * sizeof *s->wanted);
	for (size_t i = 0; i < s->claims.n; i++) {
		const struct ks_claim *claim = &s->claims.items[i];

		if (!every && !s->direct[step_of(s, claim) * s->n_variables + s->asked] &&
		    (factor->protective || !by_number(s, claim)))
			continue;
		s->wanted[claim->target] = true;
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

	memcpy(all, s->wanted, s->claims.n_targets * sizeof *all);
	memset(s->wanted, 0, s->claims.n_targets * sizeof *s->wanted);
	for (size_t t = 0; t < s->claims.n_targets && !found; t++) {
		if (!all[t])
			continue;
		s->wanted[t] = true;
		found = search(s);
		s->wanted[t] = false;
	}
	return found;
}

static bool search_settled(struct ks_influence *s)
{
	if (s->for_class)
		return try_numbers(s);
	return want_targets(s) && search_targets(s);
}

/* Open, and what a raise hangs on or is about: counting alone would not do for it. */
static bool is_hanging(const struct ks_influence *s, size_t i)
{
	size_t factor = s->variables[i].factor->index;

	return i != s->asked && (s->sketch.asks[factor] || s->sketch.stirs[factor]) &&
	       ks_sketch_said(&s->sketch, ks_variable_pair(&s->variables[i])) == KS_OPEN;
}

/*
 * Answers that raises hang on are tried first, every one of them: with those
 * said, what scores raise follows from the asked variable alone.
 */
static bool search_from(struct ks_influence *s, size_t i)
{
	bool found = false;

	while (s->sketch.n_raises && i < s->n_variables && !is_hanging(s, i))
		i++;
	if (!s->sketch.n_raises || i == s->n_variables)
		return search_settled(s);
	if (++s->nodes > KS_INFLUENCE_NODES)
		return true;
	for (size_t v = 0; v < VALUES && !found; v++) {
		assign(s, i, values[v]);
		found = search_from(s, i + 1);
	}
	assign(s, i, KS_OPEN);
	return found;
}

static bool find(struct ks_influence *s, bool *could)
{
	bool exact = true;

	assign_all(s, KS_OPEN);
	for (size_t i = 0; i < s->n_variables; i++) {
		if (could[i])
			continue;
		s->asked = i;
		s->nodes = 0;
		could[i] = search_from(s, 0);
		exact &= s->nodes <= KS_INFLUENCE_NODES;
		assign(s, i, KS_OPEN);
	}
	return exact;
}

bool ks_influence_find(struct ks_influence *s, bool *could)
{
	s->for_class = false;
	try_with_others(s, KS_UNKNOWN, could);
	try_with_others(s, KS_FALSE, could);
	return find(s, could);
}

bool ks_influence_hangs(const struct ks_influence *s)
{
	return s->sketch.n_raises > 0;
}

bool ks_influence_find_class(struct ks_influence *s, bool *could)
{
	s->for_class = true;
	return find(s, could);
}

enum ks_influenced ks_influence_given(struct ks_influence *s, size_t asked, const ks_truth *given,
				      bool for_class)
{
	bool found;

	for (size_t i = 0; i < s->n_variables; i++)
		assign_quietly(s, i, i == asked ? KS_OPEN : given[i]);
	ks_sketch_weigh(&s->sketch);
	s->for_class = for_class;
	s->asked = asked;
	s->nodes = 0;
	found = search_from(s, 0);
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
		s->variable_at[ks_variable_pair(&s->variables[i])] = i;
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

static void find_claims(struct ks_influence *s)
{
	ks_claims_find(s->plan, &s->claims);
	s->wanted = KS_NEW_N(s->plan->arena, s->claims.n_targets, bool);
	s->each = KS_NEW_N(s->plan->arena, s->claims.n_targets, bool);
	s->depends = KS_NEW_N(s->plan->arena, s->claims.n, bool);
	for (size_t v = 0; v < VALUES; v++)
		s->stands[v] = KS_NEW_N(s->plan->arena, s->claims.n, ks_truth);
}

static int larger(int a, int b)
{
	return a > b ? a : b;
}

/* The asked signal's domain, and those of what scores may raise. */
static size_t most_watched(const struct ks_influence *s)
{
	size_t n = 1;

	for (size_t i = 0; s->sketch.n_raises && i < s->plan->c->n_factors; i++)
		n += s->sketch.stirs[i];
	return n < KS_NUMBERS_MAX_WATCHED ? n : KS_NUMBERS_MAX_WATCHED;
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
	s->numbers.n_watched = most_watched(s);
	s->numbers.room = KS_NEW_N(s->plan->arena, ks_numbers_room(&s->numbers), uint64_t);
}

struct ks_influence *ks_influence_new(const struct ks_plan *plan, const struct ks_picture *picture,
				      const struct ks_variable *variables, size_t n)
{
	struct ks_influence *s = KS_NEW(plan->arena, struct ks_influence);

	s->plan = plan;
	s->variables = variables;
	s->n_variables = n;
	ks_sketch_make(plan, picture, variables, n, &s->sketch);
	s->direct = KS_NEW_N(plan->arena, plan->n_steps * n, bool);
	s->by_number = KS_NEW_N(plan->arena, plan->n_steps, bool);
	index_variables(s);
	find_support(s);
	find_claims(s);
	prepare_numbers(s);
	return s;
}
