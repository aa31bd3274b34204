/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * For the route: the answers to other questions are fixed one by one, each to
 * the first value with which the exact search still says that this question
 * can make a difference; unanswered is tried first. So no answer can be left
 * out of what is found, nor several at once: of those left out the first was
 * tried unanswered with everything after it open. For the class: the smallest
 * number of other signals, given names.
 */
#include "ks/engine/witness_of.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/engine/talk.h"
#include "questions.h"

struct place {
	size_t variable;
	int reluctance;
	const struct ks_variable *is;
};

struct ks_witnesses {
	struct ks_plan plan;
	const struct ks_route *route;
	struct ks_variables variables;
	struct ks_influence *influence;
	bool for_class;			/* which of the two that is about */
	ks_truth *values;		/* per variable: what the completions answer */
	struct place *order;		/* what is named most readily comes last */
};

/* ---- preparing ----------------------------------------------------------- */

/* What follows from a fact is better known from that fact than answered. */
static int reluctance_of(const struct ks_witnesses *w, const struct ks_variable *variable)
{
	const struct ks_factor *factor = variable->factor;

	if (ks_talk_is_private(factor))
		return 3;
	if (w->route->picture.declined[ks_variable_pair(variable)])
		return 2;
	return factor->derive != NULL;
}

static int by_reluctance(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int order = y->reluctance - x->reluctance;

	if (!order)
		order = strcmp(y->is->factor->id, x->is->factor->id);
	return order ? order : (int)y->is->subject - (int)x->is->subject;
}

static void put_in_order(struct ks_witnesses *w)
{
	w->order = KS_NEW_N(w->plan.arena, w->variables.n, struct place);
	for (size_t i = 0; i < w->variables.n; i++)
		w->order[i] = (struct place){ i, reluctance_of(w, &w->variables.items[i]),
					      &w->variables.items[i] };
	if (w->variables.n)
		qsort(w->order, w->variables.n, sizeof *w->order, by_reluctance);
}

struct ks_witnesses *ks_witnesses_new(struct ks_arena *arena, const struct ks_coalition *c,
				      const struct ks_family *family, const struct ks_route *route)
{
	struct ks_witnesses *w = KS_NEW(arena, struct ks_witnesses);
	struct ks_world world = ks_route_world(route, family);

	ks_plan_make(&w->plan, arena, c, &world, true);
	w->route = route;
	w->variables = ks_variables_find(&w->plan, &route->picture);
	w->influence = ks_influence_new(&w->plan, &route->picture, w->variables.items,
					w->variables.n);
	w->values = KS_NEW_N(arena, w->variables.n, ks_truth);
	put_in_order(w);
	return w;
}

/* ---- another route ------------------------------------------------------- */

static void set_all(struct ks_witnesses *w, ks_truth value)
{
	for (size_t i = 0; i < w->variables.n; i++)
		w->values[i] = value;
}

static bool makes_difference(struct ks_witnesses *w, size_t asked)
{
	return ks_influence_given(w->influence, asked, w->values, w->for_class) == KS_INFLUENCES;
}

/* Most questions need no other answer, or one: tried first, because it takes no search. */
static bool try_one(struct ks_witnesses *w, size_t asked)
{
	static const ks_truth answers[] = { KS_TRUE, KS_FALSE };

	set_all(w, KS_UNKNOWN);
	if (makes_difference(w, asked))
		return true;
	for (size_t i = w->variables.n; i-- > 0;) {
		size_t other = w->order[i].variable;

		for (size_t a = 0; other != asked && a < 2; a++) {
			w->values[other] = answers[a];
			if (makes_difference(w, asked))
				return true;
		}
		w->values[other] = KS_UNKNOWN;
	}
	return false;
}

static bool fix_one(struct ks_witnesses *w, size_t asked, size_t other)
{
	static const ks_truth values[] = { KS_UNKNOWN, KS_FALSE, KS_TRUE };

	for (size_t i = 0; i < 3; i++) {
		w->values[other] = values[i];
		if (makes_difference(w, asked))
			return true;
	}
	return false;
}

/* False when the bound was met. */
static bool try_many(struct ks_witnesses *w, size_t asked)
{
	set_all(w, KS_OPEN);
	for (size_t i = 0; i < w->variables.n; i++)
		if (w->order[i].variable != asked && !fix_one(w, asked, w->order[i].variable))
			return false;
	return true;
}

/* ---- another class ------------------------------------------------------- */

static bool can_stand_beside(const struct ks_witnesses *w, size_t i, size_t asked)
{
	const struct ks_factor *factor = w->variables.items[i].factor;

	return factor != w->variables.items[asked].factor &&
	       ks_could_turn_present(&w->variables, &w->route->picture, factor);
}

/* A factor that is asked about several people is one signal. */
static bool is_chosen(const struct ks_witnesses *w, const struct ks_factor *factor)
{
	for (size_t i = 0; i < w->variables.n; i++)
		if (w->variables.items[i].factor == factor && w->values[i] == KS_TRUE)
			return true;
	return false;
}

/* Makes so many signals of a class present; false when there are not that many. */
static bool choose(struct ks_witnesses *w, size_t asked, enum ks_signal_class class, int n)
{
	for (size_t i = w->variables.n; i-- > 0 && n > 0;) {
		size_t other = w->order[i].variable;
		const struct ks_factor *factor = w->order[i].is->factor;

		if (factor->signal_class != class || !can_stand_beside(w, other, asked) ||
		    is_chosen(w, factor))
			continue;
		w->values[other] = KS_TRUE;
		n--;
	}
	return n == 0;
}

static bool try_numbers(struct ks_witnesses *w, size_t asked, int urgent, int attention)
{
	const int *now = w->route->balance.counts;
	int counts[KS_SIGNAL_CLASSES] = { [KS_SAFETY] = now[KS_SAFETY],
					  [KS_URGENT] = now[KS_URGENT] + urgent,
					  [KS_ATTENTION] = now[KS_ATTENTION] + attention };

	if (!ks_class_would_move(&w->plan, counts, w->variables.items[asked].factor->signal_class))
		return false;
	set_all(w, KS_UNKNOWN);
	return choose(w, asked, KS_URGENT, urgent) && choose(w, asked, KS_ATTENTION, attention);
}

/* The smallest number in all first; a signal about safety would settle the class by itself. */
static bool try_class(struct ks_witnesses *w, size_t asked)
{
	w->for_class = ks_influence_hangs(w->influence);
	if (w->for_class)
		return try_one(w, asked) || try_many(w, asked);
	for (int n = 0; n <= (int)w->variables.n; n++)
		for (int urgent = 0; urgent <= n; urgent++)
			if (try_numbers(w, asked, urgent, n - urgent))
				return true;
	return false;
}

/* ---- confirming ---------------------------------------------------------- */

#define ANSWERS 3
static const enum ks_reply answers[ANSWERS] = { KS_ABSENT, KS_NOT_ASKED, KS_PRESENT };

static struct ks_supposition *write_with(const struct ks_witnesses *w, size_t asked, size_t *n)
{
	struct ks_supposition *with =
		KS_NEW_N(w->plan.arena, w->variables.n + 1, struct ks_supposition);

	for (size_t i = w->variables.n; i-- > 0;) {
		const struct place *at = &w->order[i];
		ks_truth value = w->values[at->variable];

		if (at->variable != asked && value != KS_UNKNOWN)
			with[(*n)++] = (struct ks_supposition){
				at->is->factor, at->is->subject,
				value == KS_TRUE ? KS_PRESENT : KS_ABSENT
			};
	}
	return with;
}

static const struct ks_route *route_with(const struct ks_witnesses *w, size_t asked,
					 struct ks_supposition *with, size_t n, enum ks_reply answer)
{
	const struct ks_variable *is = &w->variables.items[asked];
	struct ks_family *family = KS_NEW(w->plan.arena, struct ks_family);

	with[n] = (struct ks_supposition){ is->factor, is->subject, answer };
	*family = ks_suppose(w->plan.arena, w->plan.family, w->route->day, with,
			     n + (answer != KS_NOT_ASKED));
	return ks_route_look(w->plan.arena, w->plan.c, family, w->route->day);
}

/* "Route" is the set of step ids with urgency, due and form: what merely opens later is not. */
static bool route_differs(const struct ks_comparison *comparison)
{
	for (size_t i = 0; i < comparison->n; i++)
		if (comparison->items[i].shift != KS_MOVED ||
		    comparison->items[i].in & (KS_IN_DUE | KS_IN_URGENCY | KS_IN_FORM))
			return true;
	return false;
}

/* Yes against no tells most, so that pair is tried first; then what saying anything does. */
static struct ks_witness_of confirm(const struct ks_witnesses *w, size_t asked, bool by_route)
{
	static const size_t pairs[ANSWERS][2] = { { 0, 2 }, { 1, 2 }, { 1, 0 } };
	struct ks_witness_of out = { .decided = false };
	struct ks_supposition *with = write_with(w, asked, &out.n);
	const struct ks_route *routes[ANSWERS];

	for (size_t i = 0; i < ANSWERS; i++)
		routes[i] = route_with(w, asked, with, out.n, answers[i]);
	out.with = with;
	for (size_t i = 0; i < ANSWERS && !out.decided; i++) {
		out.answers[0] = answers[pairs[i][0]];
		out.answers[1] = answers[pairs[i][1]];
		out.comparison = ks_compare(w->plan.arena, routes[pairs[i][0]], routes[pairs[i][1]]);
		out.decided = by_route ? route_differs(&out.comparison)
				       : out.comparison.class_changed;
	}
	return out;
}

static size_t variable_of(const struct ks_witnesses *w, const struct ks_question *question)
{
	size_t subject = question->subject == KS_ANY_SUBJECT ? question->factor->subjects[0]
							     : (size_t)question->subject;
	size_t i = 0;

	while (i < w->variables.n && (w->variables.items[i].factor != question->factor ||
				      w->variables.items[i].subject != subject))
		i++;
	assert(i < w->variables.n);
	return i;
}

struct ks_witness_of ks_witness_of_question(struct ks_witnesses *w,
					    const struct ks_question *question)
{
	struct ks_witness_of out = { .decided = false };
	size_t asked = variable_of(w, question);

	w->for_class = false;
	if (question->route_could_change && (try_one(w, asked) || try_many(w, asked)))
		out = confirm(w, asked, true);
	if (!out.decided && question->class_could_change && try_class(w, asked))
		out = confirm(w, asked, false);
	return out;
}
