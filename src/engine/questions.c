/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Open questions (§4.12): what was not answered and could still change class
 * or route. Safety first, then what can change the route, then what can only
 * move the class, then by id.
 */
#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "questions.h"

struct asking {
	const struct ks_plan *plan;
	struct ks_route *route;
	struct ks_variables variables;
	bool *hanging;			/* per variable: could move the class; NULL: moves says it */
	bool moves[KS_SIGNAL_CLASSES];	/* one more signal of a class could move the class */
};

/* ---- what is not answered ------------------------------------------------ */

struct finding {
	const struct ks_picture *picture;
	struct ks_variables *out;
};

static void add_variable(struct finding *f, const struct ks_factor *factor, size_t subject)
{
	size_t pair = factor->index * KS_SUBJECTS + subject;

	if (f->out->listed[pair] || f->picture->pairs[pair] != KS_UNKNOWN)
		return;
	f->out->listed[pair] = true;
	f->out->items[f->out->n++] = (struct ks_variable){ factor, (enum ks_subject)subject };
}

static void add_mentioned(void *context, const struct ks_cond *leaf)
{
	if (leaf->kind == KS_COND_SIGNAL && leaf->subject != KS_ANY_SUBJECT)
		add_variable(context, leaf->factor, (size_t)leaf->subject);
}

static void add_mentions(struct finding *f, const struct ks_coalition *c)
{
	for (size_t i = 0; i < c->n_cards; i++) {
		ks_cond_leaves(c->cards[i]->when, add_mentioned, f);
		for (size_t step = 0; step < c->cards[i]->n_steps; step++)
			ks_cond_leaves(c->cards[i]->steps[step].when, add_mentioned, f);
	}
	for (size_t i = 0; i < c->n_interventions; i++)
		ks_cond_leaves(c->interventions[i]->criteria, add_mentioned, f);
	for (size_t i = 0; i < f->picture->n_reached; i++)
		ks_cond_leaves(f->picture->reached[i].raise->when, add_mentioned, f);
}

struct ks_variables ks_variables_find(const struct ks_plan *plan, const struct ks_picture *picture)
{
	const struct ks_coalition *c = plan->c;
	size_t pairs = c->n_factors * KS_SUBJECTS;
	struct ks_variables out = { .items = KS_NEW_N(plan->arena, pairs, struct ks_variable),
				    .listed = KS_NEW_N(plan->arena, pairs, bool) };
	struct finding finding = { picture, &out };

	for (size_t i = 0; i < c->n_factors; i++)
		if (picture->factors[i] != KS_TRUE)
			add_variable(&finding, c->factors[i], c->factors[i]->subjects[0]);
	add_mentions(&finding, c);
	return out;
}

/* ---- the class ----------------------------------------------------------- */

bool ks_could_turn_present(const struct ks_variables *variables, const struct ks_picture *picture,
			   const struct ks_factor *factor)
{
	if (factor->protective || picture->factors[factor->index] == KS_TRUE)
		return false;
	for (size_t subject = 0; subject < KS_SUBJECTS; subject++)
		if (variables->listed[factor->index * KS_SUBJECTS + subject])
			return true;
	return false;
}

bool ks_class_would_move(const struct ks_plan *plan, const int counts[KS_SIGNAL_CLASSES],
			 enum ks_signal_class more)
{
	int with[KS_SIGNAL_CLASSES];

	memcpy(with, counts, sizeof with);
	with[more]++;
	return ks_class_judged(ks_class_of_counts(plan->c, counts), plan->family) !=
	       ks_class_judged(ks_class_of_counts(plan->c, with), plan->family);
}

static int smaller(int a, int b)
{
	return a < b ? a : b;
}

/*
 * The class depends on counts alone, so trying every number of other signals
 * (up to where the thresholds stop counting) is trying every completion.
 */
static bool could_move(const struct asking *asking, enum ks_signal_class more,
		       const int others[KS_SIGNAL_CLASSES])
{
	const struct ks_policy *policy = asking->plan->c->policy;
	const int *now = asking->route->balance.counts;
	int urgent = smaller(others[KS_URGENT], policy[KS_URGENT_AT].number + 1);
	int attention = smaller(others[KS_ATTENTION], policy[KS_STACKING_AT].number + 1);
	int counts[KS_SIGNAL_CLASSES];

	counts[KS_SAFETY] = now[KS_SAFETY];
	for (int u = 0; u <= urgent; u++) {
		for (int a = 0; a <= attention; a++) {
			counts[KS_URGENT] = now[KS_URGENT] + u;
			counts[KS_ATTENTION] = now[KS_ATTENTION] + a;
			if (ks_class_would_move(asking->plan, counts, more))
				return true;
		}
	}
	return false;
}

static bool could_turn_present(const struct asking *asking, const struct ks_factor *factor)
{
	return ks_could_turn_present(&asking->variables, &asking->route->picture, factor);
}

/* Signals count by id, once; so one more of a class has all others of it beside it. */
static void judge_classes(struct asking *asking)
{
	int open[KS_SIGNAL_CLASSES] = { 0 };

	for (size_t i = 0; i < asking->plan->c->n_factors; i++)
		if (could_turn_present(asking, asking->plan->c->factors[i]))
			open[asking->plan->c->factors[i]->signal_class]++;
	for (int class = 0; class < KS_SIGNAL_CLASSES; class++) {
		int others[KS_SIGNAL_CLASSES];

		memcpy(others, open, sizeof others);
		others[class] -= others[class] > 0;
		asking->moves[class] = could_move(asking, (enum ks_signal_class)class, others);
	}
}

/* ---- the list ------------------------------------------------------------ */

static int rank(const struct ks_question *question)
{
	const struct ks_factor *factor = question->factor;

	if (!factor->protective && factor->signal_class == KS_SAFETY)
		return 0;
	return question->route_could_change ? 1 : 2;
}

static int by_use(const void *a, const void *b)
{
	const struct ks_question *x = a, *y = b;
	int order = rank(x) - rank(y);

	return order ? order : strcmp(x->id, y->id);
}

static const char *variable_id(struct ks_arena *arena, const struct ks_variable *variable)
{
	if (variable->subject == variable->factor->subjects[0])
		return variable->factor->id;
	return ks_fmt(arena, "%s@%s", variable->factor->id, ks_subject_words[variable->subject]);
}

static bool class_could_change(const struct asking *asking, size_t i)
{
	const struct ks_factor *factor = asking->variables.items[i].factor;

	if (asking->hanging)
		return asking->hanging[i];
	return could_turn_present(asking, factor) && asking->moves[factor->signal_class];
}

static void judge(struct asking *asking, size_t i, bool route_could)
{
	const struct ks_variable *variable = &asking->variables.items[i];
	struct ks_route *route = asking->route;
	bool class_could = class_could_change(asking, i);

	if (!class_could && !route_could)
		return;
	route->questions[route->n_questions++] = (struct ks_question){
		.factor = variable->factor,
		.subject = variable->subject == variable->factor->subjects[0]
				   ? KS_ANY_SUBJECT
				   : (int)variable->subject,
		.id = variable_id(asking->plan->arena, variable),
		.declined = route->picture.declined[ks_variable_pair(variable)],
		.class_could_change = class_could,
		.route_could_change = route_could
	};
}

void ks_route_questions(const struct ks_plan *plan, struct ks_route *route)
{
	struct asking asking = { .plan = plan, .route = route };
	struct ks_influence *influence;
	bool *could;
	size_t n;

	asking.variables = ks_variables_find(plan, &route->picture);
	n = asking.variables.n;
	judge_classes(&asking);
	route->questions = KS_NEW_N(plan->arena, n, struct ks_question);
	could = KS_NEW_N(plan->arena, n, bool);
	influence = ks_influence_new(plan, &route->picture, asking.variables.items, n);
	route->questions_exact = ks_influence_find(influence, could);
	if (ks_influence_hangs(influence)) {
		asking.hanging = KS_NEW_N(plan->arena, n, bool);
		route->questions_exact &= ks_influence_find_class(influence, asking.hanging);
	}
	for (size_t i = 0; i < n; i++)
		judge(&asking, i, could[i]);
	qsort(route->questions, route->n_questions, sizeof *route->questions, by_use);
}
