/* SPDX-License-Identifier: EUPL-1.2 */
/* Findings about a coalition that could be loaded. */
#include "ks/cards/check.h"

#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/cards/finding.h"
#include "ks/cards/merge.h"
#include "ks/cards/shape.h"

struct check {
	struct ks_arena *arena;
	const struct ks_coalition *c;
	ks_day today;
	struct ks_findings *findings;
	struct reach *reach; /* per factor */
};

/* The first card that is about a signal, and whether one of them says what safety asks. */
struct reach {
	const struct ks_card *card;
	bool safety;
};

static const char *number(struct check *k, size_t n)
{
	return ks_fmt(k->arena, "%zu", n);
}

/* ---- conditions ------------------------------------------------------------ */

/* Calls visit for a condition and everything inside it; wanted is false under `not`. */
typedef void visit_fn(struct check *k, struct ks_about about, const struct ks_cond *cond,
		      bool wanted);

static void walk(struct check *k, struct ks_about about, const struct ks_cond *cond, bool wanted,
		 visit_fn *visit)
{
	if (!cond)
		return;
	visit(k, about, cond, wanted);
	for (size_t i = 0; i < cond->n_kids; i++)
		walk(k, about, cond->kids[i], wanted != (cond->kind == KS_COND_NOT), visit);
}

/* An order for spans: the day they end, counted from a day in the middle of a month. */
static long end_of(struct ks_span span)
{
	return ks_add_span(ks_day_of(2001, 1, 15), span);
}

#define ANY_HIGH 2000000000L

/* The values there are before any limit. */
struct extent {
	long low, high;
};

static struct extent score_extent(const struct ks_instrument *instrument, const char *item)
{
	const struct ks_item *found = item ? ks_find_item(instrument, item) : NULL;

	return found ? (struct extent){ found->min, found->max }
		     : (struct extent){ instrument->min, instrument->max };
}

static struct extent extent_of(const struct ks_cond *cond)
{
	switch (cond->kind) {
	case KS_COND_SCORE:
		return score_extent(cond->instrument, cond->item);
	case KS_COND_SINCE_BIRTH:
		return (struct extent){ end_of((struct ks_span){ 0, KS_DAYS }), ANY_HIGH };
	case KS_COND_CLASS:
		return (struct extent){ 0, KS_CLASSES - 1 };
	case KS_COND_WEEK: /* no highest: `from` and `after` hold after birth */
	case KS_COND_ALWAYS:
	case KS_COND_SIGNAL:
	case KS_COND_AGE:
	case KS_COND_FIRST_CHILD:
	case KS_COND_PHASE:
	case KS_COND_MUNICIPALITY:
	case KS_COND_DOMAINS:
	case KS_COND_ALL:
	case KS_COND_ANY:
	case KS_COND_NOT:
	case KS_COND_AT_LEAST:
		break;
	}
	return (struct extent){ 0, ANY_HIGH };
}

static void narrow(struct extent *extent, enum ks_op op, long value)
{
	long low = op == KS_GT ? value + 1 : value, high = op == KS_LT ? value - 1 : value;

	if (op == KS_GE || op == KS_GT)
		extent->low = low > extent->low ? low : extent->low;
	else
		extent->high = high < extent->high ? high : extent->high;
}

static void check_range(struct check *k, struct ks_about about, const struct ks_range *range,
			struct extent extent, bool spans)
{
	for (size_t i = 0; i < range->n; i++)
		narrow(&extent, range->bounds[i].op,
		       spans ? end_of(range->bounds[i].span) : range->bounds[i].value);
	if (range->n && extent.low > extent.high)
		ks_find(k->findings, about, range->bounds[range->n - 1].loc, KS_MSG_empty_range, NULL);
}

static void check_cond(struct check *k, struct ks_about about, const struct ks_cond *cond,
		       bool wanted)
{
	(void)wanted;
	if (cond->range.n)
		check_range(k, about, &cond->range, extent_of(cond),
			    cond->kind == KS_COND_SINCE_BIRTH);
	if (cond->kind == KS_COND_AT_LEAST && (size_t)cond->count > cond->n_kids)
		ks_find(k->findings, about, cond->loc, KS_MSG_count_too_high,
		     KS_ARGS({ "count", number(k, (size_t)cond->count) },
			     { "of", number(k, cond->n_kids) }));
}

static void check_card_conds(struct check *k, const struct ks_card *card)
{
	struct ks_about about = ks_about_card(card);

	walk(k, about, card->when, true, check_cond);
	for (size_t i = 0; i < card->n_steps; i++) {
		walk(k, about, card->steps[i].when, true, check_cond);
		walk(k, about, card->steps[i].window, true, check_cond);
	}
}

static void check_raises(struct check *k, const struct ks_instrument *instrument)
{
	struct ks_about about = ks_about_entry(&instrument->accepted);

	for (size_t i = 0; i < instrument->n_raises; i++) {
		const struct ks_raise *raise = &instrument->raises[i];

		check_range(k, about, &raise->range, score_extent(instrument, raise->item), false);
		walk(k, about, raise->when, true, check_cond);
	}
}

static void check_other_conds(struct check *k)
{
	const struct ks_coalition *c = k->c;

	for (size_t i = 0; i < c->n_instruments; i++)
		check_raises(k, c->instruments[i]);
	for (size_t i = 0; i < c->n_factors; i++)
		walk(k, ks_about_entry(&c->factors[i]->accepted), c->factors[i]->derive, true, check_cond);
	for (size_t i = 0; i < c->n_interventions; i++) {
		const struct ks_intervention *intervention = c->interventions[i];
		struct ks_about about = ks_about_entry(&intervention->accepted);

		walk(k, about, intervention->criteria, true, check_cond);
		walk(k, about, intervention->window, true, check_cond);
	}
}

/* ---- signals --------------------------------------------------------------- */

static void reach_signal(struct check *k, struct ks_about about, const struct ks_cond *cond,
			 bool wanted)
{
	struct reach *reach;

	if (cond->kind != KS_COND_SIGNAL || !wanted)
		return;
	reach = &k->reach[cond->factor->index];
	if (!reach->card)
		reach->card = about.card;
	reach->safety |= about.card->has_safety;
}

static void reach_all(struct check *k)
{
	k->reach = KS_NEW_N(k->arena, k->c->n_factors, struct reach);
	for (size_t i = 0; i < k->c->n_cards; i++) {
		const struct ks_card *card = k->c->cards[i];
		struct ks_about about = ks_about_card(card);

		walk(k, about, card->when, true, reach_signal);
		for (size_t j = 0; j < card->n_steps; j++)
			walk(k, about, card->steps[j].when, true, reach_signal);
	}
}

static void check_signals(struct check *k)
{
	reach_all(k);
	for (size_t i = 0; i < k->c->n_factors; i++) {
		const struct ks_factor *factor = k->c->factors[i];
		const struct ks_card *card = k->reach[i].card;

		if (factor->protective)
			continue;
		if (!card && !ks_factor_no_route(factor, ~0U))
			ks_find(k->findings, ks_about_entry(&factor->accepted), factor->loc,
				KS_MSG_signal_without_card, KS_ARGS({ "id", factor->id }));
		if (card && factor->signal_class == KS_SAFETY && !k->reach[i].safety)
			ks_find(k->findings, ks_about_card(card), card->loc, KS_MSG_safety_without_text,
			     KS_ARGS({ "id", factor->id }));
	}
}

/* ---- roles ----------------------------------------------------------------- */

/* Who refers to a role: the first card or else intervention that does. */
struct referrer {
	const struct ks_role *role;
	const char *by;
};

struct referrers {
	struct referrer *items;
	size_t n;
};

static void add_referrer(struct check *k, struct referrers *list, const struct ks_role *role,
			 const char *by)
{
	struct referrer *item;

	if (!role)
		return;
	item = ks_grow(k->arena, &list->items, &list->n, sizeof(*item));
	*item = (struct referrer){ role, by };
}

static int compare_referrers(const void *left, const void *right)
{
	const struct referrer *a = left, *b = right;
	int order = strcmp(a->role->id, b->role->id);

	return order ? order : strcmp(a->by, b->by);
}

static struct referrers all_referrers(struct check *k)
{
	struct referrers list = { NULL, 0 };

	for (size_t i = 0; i < k->c->n_cards; i++) {
		const struct ks_card *card = k->c->cards[i];

		for (size_t j = 0; j < card->n_steps; j++) {
			add_referrer(k, &list, card->steps[j].refer_to, card->id);
			add_referrer(k, &list, card->steps[j].if_refused.refer_to, card->id);
			add_referrer(k, &list, card->steps[j].if_waiting.refer_to, card->id);
		}
	}
	for (size_t i = 0; i < k->c->n_interventions; i++)
		add_referrer(k, &list, k->c->interventions[i]->role, k->c->interventions[i]->id);
	if (list.n)
		qsort(list.items, list.n, sizeof(*list.items), compare_referrers);
	return list;
}

bool ks_role_is_needed(struct ks_arena *arena, const struct ks_coalition *c,
		       const struct ks_role *role)
{
	struct check k = { .arena = arena, .c = c };
	struct referrers list = all_referrers(&k);
	bool needed = false;

	for (size_t i = 0; i < list.n; i++)
		needed = needed || list.items[i].role == role;
	return needed;
}

/* The coalition's municipalities in which nobody fills the role. */
static const char *unfilled_in(struct check *k, const struct ks_role *role)
{
	struct ks_buf buf;

	ks_buf_init(&buf, k->arena);
	for (size_t i = 0; i < k->c->n_municipalities; i++) {
		if (ks_role_filler(role, k->c->municipalities[i]))
			continue;
		ks_buf_add(&buf, buf.len ? ", " : "");
		ks_buf_add(&buf, k->c->municipalities[i]);
	}
	return buf.text;
}

static void check_role(struct check *k, const struct referrer *referrer)
{
	const struct ks_role *role = referrer->role;
	const char *where = unfilled_in(k, role);
	enum ks_msg msg = role->n_filled_by ? KS_MSG_role_not_filled_in : KS_MSG_role_not_filled;

	if (*where || !role->n_filled_by)
		ks_find(k->findings, ks_about_entry(&role->accepted), role->loc, msg,
			KS_ARGS({ "id", role->id }, { "by", referrer->by },
				{ "municipalities", where }));
}

static void check_roles(struct check *k)
{
	struct referrers list = all_referrers(k);

	for (size_t i = 0; i < list.n; i++)
		if (i == 0 || list.items[i].role != list.items[i - 1].role)
			check_role(k, &list.items[i]);
}

/* ---- what steps wait for --------------------------------------------------- */

/* A step of a route: all card steps with one id; edges go to what it waits for. */
struct point {
	const char *id;
	const struct ks_step *step; /* one that has this id; NULL: only an alternative */
	enum { NEW, OPEN, DONE } state;
};

struct graph {
	struct point *points; /* sorted by id, each id once */
	size_t n;
	struct ks_step const **steps; /* sorted by id: the edges of a point are theirs */
	size_t n_steps;
};

static int compare_points(const void *left, const void *right)
{
	const struct point *a = left, *b = right;
	int order = strcmp(a->id, b->id);

	/* One that a card has comes before one that is only an alternative. */
	return order ? order : (!a->step) - (!b->step);
}

static int compare_steps(const void *left, const void *right)
{
	const struct ks_step *const *a = left, *const *b = right;
	int order = strcmp((*a)->id, (*b)->id);

	if (!order)
		order = strcmp((*a)->card->id, (*b)->card->id);
	return order ? order : strcmp((*a)->name, (*b)->name);
}

static void add_point(struct check *k, struct graph *graph, const char *id,
		      const struct ks_step *step)
{
	struct point *point = ks_grow(k->arena, &graph->points, &graph->n, sizeof(*point));

	*point = (struct point){ .id = id, .step = step };
}

/* A step may end as any of the alternatives down the chain, at their own roles. */
static void add_alternatives(struct check *k, struct graph *graph)
{
	for (size_t i = 0; i < k->c->n_interventions; i++) {
		const struct ks_intervention *other = k->c->interventions[i]->alternative;

		if (other)
			add_point(k, graph, ks_fmt(k->arena, "%s@%s", other->id, other->role->id),
				  NULL);
	}
}

static void add_steps(struct check *k, struct graph *graph)
{
	for (size_t i = 0; i < k->c->n_cards; i++)
		for (size_t j = 0; j < k->c->cards[i]->n_steps; j++) {
			const struct ks_step *step = &k->c->cards[i]->steps[j];

			add_point(k, graph, step->id, step);
			*(const struct ks_step **)ks_grow(k->arena, &graph->steps, &graph->n_steps,
							  sizeof(step)) = step;
		}
}

static struct graph make_graph(struct check *k)
{
	struct graph graph = { NULL, 0, NULL, 0 };
	size_t n = 0;

	add_steps(k, &graph);
	add_alternatives(k, &graph);
	if (graph.n)
		qsort(graph.points, graph.n, sizeof(*graph.points), compare_points);
	if (graph.n_steps)
		qsort(graph.steps, graph.n_steps, sizeof(*graph.steps), compare_steps);
	for (size_t i = 0; i < graph.n; i++)
		if (!n || strcmp(graph.points[n - 1].id, graph.points[i].id) != 0)
			graph.points[n++] = graph.points[i];
	graph.n = n;
	return graph;
}

static struct point *find_point(const struct graph *graph, const char *id)
{
	const struct point wanted = { .id = id };
	size_t low = 0, high = graph->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(wanted.id, graph->points[middle].id);

		if (!order)
			return &graph->points[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static const char *awaited(const struct ks_after *after)
{
	return after->step ? after->step->id : after->step_id;
}

static size_t first_step(const struct graph *graph, const char *id)
{
	size_t low = 0, high = graph->n_steps;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(graph->steps[middle]->id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Where a walk stands: in which step of a point, and at which thing it waits for. */
struct place {
	struct point *point;
	size_t step, after;
};

struct trail {
	struct place *items;
	size_t n;
};

static void report_circle(struct check *k, const struct trail *trail, const struct point *back,
			  const struct ks_step *step, const struct ks_after *after)
{
	struct ks_buf chain;
	bool on = false;

	ks_buf_init(&chain, k->arena);
	for (size_t i = 0; i < trail->n; i++) {
		on |= trail->items[i].point == back;
		if (on)
			ks_buf_addf(&chain, "%s → ", trail->items[i].point->id);
	}
	ks_buf_add(&chain, back->id);
	ks_find(k->findings, ks_about_card(step->card), after->loc, KS_MSG_after_circle,
		KS_ARGS({ "chain", chain.text }));
}

static void enter(const struct graph *graph, struct trail *trail, struct point *point)
{
	point->state = OPEN;
	trail->items[trail->n++] =
		(struct place){ .point = point, .step = first_step(graph, point->id) };
}

/* The next thing the top of the trail waits for; NULL when it has no more. */
static const struct ks_after *next_after(const struct graph *graph, struct place *top,
					 const struct ks_step **step)
{
	for (; top->step < graph->n_steps; top->step++, top->after = 0) {
		*step = graph->steps[top->step];
		if (strcmp((*step)->id, top->point->id) != 0)
			return NULL;
		if (top->after < (*step)->n_after)
			return &(*step)->after[top->after++];
	}
	return NULL;
}

/* Depth first, without recursion: a coalition may have very many steps. */
static void walk_from(struct check *k, const struct graph *graph, struct trail *trail,
		      struct point *start)
{
	enter(graph, trail, start);
	while (trail->n) {
		struct place *top = &trail->items[trail->n - 1];
		const struct ks_step *step = NULL;
		const struct ks_after *after = next_after(graph, top, &step);
		struct point *next = after ? find_point(graph, awaited(after)) : NULL;

		if (!after) {
			top->point->state = DONE;
			trail->n--;
		} else if (next && next->state == OPEN) {
			report_circle(k, trail, next, step, after);
		} else if (next && next->state == NEW) {
			enter(graph, trail, next);
		}
	}
}

static void check_awaited(struct check *k, const struct graph *graph, const struct ks_step *step)
{
	for (size_t i = 0; i < step->n_after; i++)
		if (!find_point(graph, awaited(&step->after[i])))
			ks_find(k->findings, ks_about_card(step->card), step->after[i].loc, KS_MSG_after_nobody,
			     KS_ARGS({ "id", awaited(&step->after[i]) }));
}

static void check_order(struct check *k)
{
	struct graph graph = make_graph(k);
	struct trail trail = { KS_NEW_N(k->arena, graph.n, struct place), 0 };

	for (size_t i = 0; i < graph.n_steps; i++)
		check_awaited(k, &graph, graph.steps[i]);
	for (size_t i = 0; i < graph.n; i++)
		if (graph.points[i].state == NEW)
			walk_from(k, &graph, &trail, &graph.points[i]);
}

/* ---- one card -------------------------------------------------------------- */

static void check_review(struct check *k, const struct ks_card *card)
{
	char date[KS_DATE_TEXT];

	if (card->review_by >= k->today)
		return;
	ks_format_date(card->review_by, date);
	ks_find(k->findings, ks_about_card(card), card->loc, KS_MSG_review_past,
		KS_ARGS({ "date", date }));
}

/* A file that is tried from elsewhere has no name in the coalition yet. */
static bool is_in_place(const char *path, const char *name)
{
	const char *folder = ks_kind_files[KS_A_CARD].folder;
	size_t n = strlen(folder);

	return (size_t)(name - path) >= n && strncmp(name - n, folder, n) == 0;
}

static void check_file_name(struct check *k, const struct ks_card *card)
{
	const char *slash = strrchr(card->loc.in->name, '/');
	const char *name = slash ? slash + 1 : card->loc.in->name;
	size_t n = strlen(card->id);

	if (!is_in_place(card->loc.in->name, name))
		return;
	if (strncmp(name, card->id, n) != 0 || strcmp(name + n, ".yaml") != 0)
		ks_find(k->findings, ks_about_card(card), card->loc, KS_MSG_file_name,
			KS_ARGS({ "id", card->id }));
}

static void check_steps(struct check *k, const struct ks_card *card)
{
	if (card->n_steps == 1 && !card->steps[0].why.nl)
		ks_find(k->findings, ks_about_card(card), card->steps[0].loc, KS_MSG_single_step_why, NULL);
	for (size_t i = 0; i < card->n_steps; i++) {
		const struct ks_step *step = &card->steps[i];

		if (step->intervention && !(step->intervention->phases & card->phases))
			ks_find(k->findings, ks_about_card(card), step->loc, KS_MSG_other_phase,
			     KS_ARGS({ "id", step->intervention->id }));
	}
}

static void check_withdrawn(struct check *k)
{
	for (size_t i = 0; i < k->c->n_withdrawn; i++)
		if (!k->c->withdrawn[i].inherited)
			ks_find(k->findings, ks_about_entry(NULL), k->c->withdrawn[i].loc, KS_MSG_withdrawn_nothing,
			     KS_ARGS({ "id", k->c->withdrawn[i].id }));
}

void ks_check(struct ks_findings *findings, ks_day today)
{
	const struct ks_coalition *c = findings->c;
	struct check k = { findings->arena, c, today, findings, NULL };

	for (size_t i = 0; i < c->n_cards; i++) {
		check_review(&k, c->cards[i]);
		check_file_name(&k, c->cards[i]);
		check_steps(&k, c->cards[i]);
		check_card_conds(&k, c->cards[i]);
	}
	check_other_conds(&k);
	check_signals(&k);
	check_roles(&k);
	check_order(&k);
	check_withdrawn(&k);
}
