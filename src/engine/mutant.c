/* SPDX-License-Identifier: EUPL-1.2 */
/* Mutants: which changes there are, and putting one in and taking it out. */
#include "ks/engine/mutant.h"

#include <string.h>

#include "ks/base/arena.h"

const char *const ks_mutant_words[] = { "limit", "connective", "not",	  "count", "kid",
					"value", "phase",      "urgency", "term",  "form", NULL };

/* ---- roots --------------------------------------------------------------- */

static void visit_root(struct ks_owner owner, struct ks_cond *root, bool window,
		       ks_root_visit *visit, void *context)
{
	owner.window = window;
	if (root)
		visit(context, &owner, root);
}

static void card_roots(const struct ks_card *card, ks_root_visit *visit, void *context)
{
	struct ks_owner owner = { .card = card };

	visit_root(owner, card->when, false, visit, context);
	for (size_t i = 0; i < card->n_steps; i++) {
		owner.step = &card->steps[i];
		visit_root(owner, card->steps[i].when, false, visit, context);
		visit_root(owner, card->steps[i].window, true, visit, context);
	}
}

static void instrument_roots(const struct ks_instrument *instrument, ks_root_visit *visit,
			     void *context)
{
	struct ks_owner owner = { .instrument = instrument };

	for (size_t i = 0; i < instrument->n_raises; i++) {
		owner.raise = &instrument->raises[i];
		visit_root(owner, instrument->raises[i].when, false, visit, context);
	}
}

static void intervention_roots(const struct ks_intervention *intervention, ks_root_visit *visit,
			       void *context)
{
	struct ks_owner owner = { .intervention = intervention };

	visit_root(owner, intervention->criteria, false, visit, context);
	visit_root(owner, intervention->window, true, visit, context);
}

static void factor_roots(const struct ks_factor *factor, ks_root_visit *visit, void *context)
{
	struct ks_owner owner = { .factor = factor };

	visit_root(owner, factor->derive, false, visit, context);
}

void ks_twin_roots(const struct ks_twin *twin, ks_root_visit *visit, void *context)
{
	const struct ks_coalition *c = &twin->c;

	for (size_t i = 0; i < c->n_cards; i++)
		card_roots(twin->cards[i], visit, context);
	for (size_t i = 0; i < c->n_interventions; i++)
		intervention_roots(twin->interventions[i], visit, context);
	for (size_t i = 0; i < c->n_instruments; i++)
		instrument_roots(twin->instruments[i], visit, context);
	for (size_t i = 0; i < c->n_factors; i++)
		factor_roots(twin->factors[i], visit, context);
}

/* ---- making -------------------------------------------------------------- */

struct making {
	struct ks_arena *arena;
	struct ks_mutants *out;
	struct ks_card *const *cards;
	size_t n_cards;
	struct ks_owner owner;
	struct ks_cond *cond;
};

#define EVERY_PHASE (~0U)

static void *kept(struct making *m, const void *value, size_t size)
{
	void *copy = ks_alloc(m->arena, size);

	memcpy(copy, value, size);
	return copy;
}

static struct ks_mutant *add(struct making *m, enum ks_mutant_kind kind, struct ks_loc loc,
			     void *at, const void *after, size_t size)
{
	struct ks_mutant *mutant = ks_grow(m->arena, &m->out->items, &m->out->n, sizeof(*mutant));

	*mutant = (struct ks_mutant){ .kind = kind,
				      .owner = m->owner,
				      .loc = loc,
				      .cond = m->cond,
				      .at = at,
				      .before = kept(m, at, size),
				      .after = kept(m, after, size),
				      .size = size };
	return mutant;
}

#define ADD(m, kind, loc, at, after) add((m), (kind), (loc), (at), &(after), sizeof(after))

/* ---- limits -------------------------------------------------------------- */

static void move_bound(struct making *m, struct ks_bound *bound, int by, int most)
{
	struct ks_bound moved = *bound;

	moved.value += by;
	if (moved.value >= 0 && moved.value <= most)
		ADD(m, KS_MUTANT_LIMIT, bound->loc, bound, moved);
}

static void move_span(struct making *m, struct ks_bound *bound, int by)
{
	struct ks_bound moved = *bound;

	moved.span.n += by;
	if (moved.span.n >= 0)
		ADD(m, KS_MUTANT_LIMIT, bound->loc, bound, moved);
}

static void both_ways(struct making *m, struct ks_bound *bound, int by, int most)
{
	move_bound(m, bound, -by, most);
	move_bound(m, bound, by, most);
}

/* "from 0" and "until the last" are no limits: beyond them nothing lies. */
#define NO_MOST 1000000

static void limits_of(struct making *m, enum ks_cond_kind kind, struct ks_range *range)
{
	for (size_t i = 0; i < range->n; i++) {
		struct ks_bound *bound = &range->bounds[i];

		if (kind == KS_COND_SINCE_BIRTH) {
			move_span(m, bound, -1);
			move_span(m, bound, 1);
		} else if (kind == KS_COND_WEEK) {
			both_ways(m, bound, 1, KS_LAST_WEEK);
			both_ways(m, bound, 7, KS_LAST_WEEK);
		} else {
			both_ways(m, bound, 1, kind == KS_COND_CLASS ? KS_CLASSES - 1 : NO_MOST);
		}
	}
}

/* ---- conditions ---------------------------------------------------------- */

static void swap_kind(struct making *m, struct ks_cond *cond, enum ks_mutant_kind kind,
		      enum ks_cond_kind to)
{
	ADD(m, kind, cond->loc, &cond->kind, to);
}

static void move_count(struct making *m, struct ks_cond *cond, int by)
{
	int count = cond->count + by;

	if (count >= 1 && count <= (int)cond->n_kids)
		ADD(m, KS_MUTANT_COUNT, cond->loc, &cond->count, count);
}

static void take_kid(struct making *m, struct ks_cond *cond, size_t kid)
{
	struct ks_cond fewer = *cond;
	size_t n = 0;

	fewer.kids = KS_NEW_N(m->arena, cond->n_kids, struct ks_cond *);
	for (size_t i = 0; i < cond->n_kids; i++)
		if (i != kid)
			fewer.kids[n++] = cond->kids[i];
	fewer.n_kids = n;
	ADD(m, KS_MUTANT_KID, cond->kids[kid]->loc, cond, fewer)->kid = cond->kids[kid];
}

/* The last kid stays: a condition about nothing is no agreement. */
static void take_kids(struct making *m, struct ks_cond *cond)
{
	size_t least = cond->kind == KS_COND_AT_LEAST ? (size_t)cond->count : 1;

	for (size_t i = 0; i < cond->n_kids && cond->n_kids > least; i++)
		take_kid(m, cond, i);
}

/* possible: the phases in which it can matter at all. */
static void change_phases(struct making *m, unsigned *phases, struct ks_loc loc, unsigned possible)
{
	for (unsigned phase = KS_BEFORE; phase <= KS_AFTER; phase++) {
		unsigned changed = *phases ^ (1U << phase);

		if (changed && possible & (1U << phase))
			ADD(m, KS_MUTANT_PHASE, loc, phases, changed);
	}
}

static void change_first_child(struct making *m, struct ks_cond *cond)
{
	bool other = !cond->yes;

	ADD(m, KS_MUTANT_VALUE, cond->loc, &cond->yes, other);
}

static void change_node(struct making *m, struct ks_cond *cond)
{
	switch (cond->kind) {
	case KS_COND_ALL:
	case KS_COND_ANY:
		if (cond->n_kids > 1)
			swap_kind(m, cond, KS_MUTANT_CONNECTIVE,
				  cond->kind == KS_COND_ALL ? KS_COND_ANY : KS_COND_ALL);
		take_kids(m, cond);
		break;
	case KS_COND_NOT:
		swap_kind(m, cond, KS_MUTANT_NOT, KS_COND_ALL);
		break;
	case KS_COND_AT_LEAST:
		move_count(m, cond, -1);
		move_count(m, cond, 1);
		take_kids(m, cond);
		break;
	case KS_COND_FIRST_CHILD:
		change_first_child(m, cond);
		break;
	case KS_COND_PHASE:
		change_phases(m, &cond->phases, cond->loc,
			      m->owner.card ? m->owner.card->phases : EVERY_PHASE);
		break;
	case KS_COND_SCORE:
	case KS_COND_WEEK:
	case KS_COND_SINCE_BIRTH:
	case KS_COND_AGE:
	case KS_COND_CLASS:
	case KS_COND_DOMAINS:
		limits_of(m, cond->kind, &cond->range);
		break;
	case KS_COND_ALWAYS:
	case KS_COND_SIGNAL:
	case KS_COND_MUNICIPALITY:
		break;
	}
}

static void change_cond(struct making *m, struct ks_cond *cond)
{
	m->cond = cond;
	change_node(m, cond);
	for (size_t i = 0; i < cond->n_kids; i++)
		change_cond(m, cond->kids[i]);
}

static void change_root(void *context, const struct ks_owner *owner, struct ks_cond *root)
{
	struct making *m = context;

	m->owner = *owner;
	change_cond(m, root);
	m->cond = NULL;
}

/* ---- the rest of an entry ------------------------------------------------ */

static void change_urgency(struct making *m, struct ks_step *step)
{
	for (int by = -1; by <= 1; by += 2) {
		int to = (int)step->urgency + by;
		enum ks_urgency urgency = (enum ks_urgency)to;

		if (to >= 0 && to < KS_URGENCIES)
			ADD(m, KS_MUTANT_URGENCY, step->loc, &step->urgency, urgency);
	}
}

static void change_form(struct making *m, struct ks_step *step)
{
	for (int by = -1; by <= 1; by += 2) {
		int to = (int)step->handover + by;
		enum ks_form form = (enum ks_form)to;

		if (to >= 0 && to < KS_FORMS)
			ADD(m, KS_MUTANT_FORM, step->loc, &step->handover, form);
	}
}

/* Half (rounded down: a day becomes the same day) and twice; the same day becomes a day. */
static void change_term(struct making *m, struct ks_step *step)
{
	struct ks_span half = step->within, twice = step->within;

	half.n /= 2;
	twice.n = twice.n ? twice.n * 2 : 1;
	if (half.n != step->within.n)
		ADD(m, KS_MUTANT_TERM, step->loc, &step->within, half);
	ADD(m, KS_MUTANT_TERM, step->loc, &step->within, twice);
}

/* All of an entry together, so that the mutants of one entry stand together. */
static void change_card(struct making *m, struct ks_card *card)
{
	m->owner = (struct ks_owner){ .card = card };
	change_phases(m, &card->phases, card->loc, EVERY_PHASE);
	card_roots(card, change_root, m);
	for (size_t i = 0; i < card->n_steps; i++) {
		m->owner.step = &card->steps[i];
		change_urgency(m, &card->steps[i]);
		change_term(m, &card->steps[i]);
		change_form(m, &card->steps[i]);
	}
}

static bool leads_to(const struct ks_card *card, const struct ks_intervention *intervention)
{
	for (size_t i = 0; i < card->n_steps; i++)
		for (const struct ks_intervention *next = card->steps[i].intervention; next;
		     next = next->alternative)
			if (next == intervention)
				return true;
	return false;
}

/* The phases of the cards that lead there: in another one nobody asks for it. */
static unsigned phases_that_lead_to(struct ks_card *const *cards, size_t n,
				    const struct ks_intervention *intervention)
{
	unsigned phases = 0;

	for (size_t i = 0; i < n; i++)
		if (leads_to(cards[i], intervention))
			phases |= cards[i]->phases;
	return phases;
}

static void change_intervention(struct making *m, struct ks_intervention *intervention)
{
	unsigned phases = phases_that_lead_to(m->cards, m->n_cards, intervention);

	if (!phases)
		return;
	m->owner = (struct ks_owner){ .intervention = intervention };
	change_phases(m, &intervention->phases, intervention->phase_loc, phases);
	intervention_roots(intervention, change_root, m);
}

static void change_instrument(struct making *m, const struct ks_instrument *instrument)
{
	instrument_roots(instrument, change_root, m);
	m->owner = (struct ks_owner){ .instrument = instrument };
	for (size_t i = 0; i < instrument->n_raises; i++) {
		m->owner.raise = &instrument->raises[i];
		limits_of(m, KS_COND_SCORE, &instrument->raises[i].range);
	}
}

struct ks_mutants ks_mutants_of(struct ks_arena *arena, const struct ks_twin *twin)
{
	struct ks_mutants out = { NULL, 0 };
	struct making m = { .arena = arena,
			    .out = &out,
			    .cards = twin->cards,
			    .n_cards = twin->c.n_cards };

	for (size_t i = 0; i < twin->c.n_cards; i++)
		change_card(&m, twin->cards[i]);
	for (size_t i = 0; i < twin->c.n_interventions; i++)
		change_intervention(&m, twin->interventions[i]);
	for (size_t i = 0; i < twin->c.n_instruments; i++)
		change_instrument(&m, twin->instruments[i]);
	for (size_t i = 0; i < twin->c.n_factors; i++)
		factor_roots(twin->factors[i], change_root, &m);
	return out;
}

void ks_mutant_set(const struct ks_mutant *mutant)
{
	memcpy(mutant->at, mutant->after, mutant->size);
}

void ks_mutant_unset(const struct ks_mutant *mutant)
{
	memcpy(mutant->at, mutant->before, mutant->size);
}

/* ---- can it show? -------------------------------------------------------- */

static bool is_in_phase(const struct ks_card *card, const struct ks_world *world)
{
	return (card->phases & (1U << world->phase)) != 0;
}

static bool asks(const struct ks_step *step, const struct ks_world *world)
{
	return is_in_phase(step->card, world) &&
	       ks_cond_eval(step->card->when, world) == KS_TRUE &&
	       ks_cond_holds(step->when, world) == KS_TRUE;
}

void ks_trial_make(struct ks_arena *arena, const struct ks_twin *twin, const struct ks_world *world,
		   struct ks_trial *trial)
{
	trial->world = *world;
	trial->asked = KS_NEW_N(arena, twin->c.n_interventions, bool);
	for (size_t i = 0; i < twin->c.n_cards; i++)
		for (size_t s = 0; s < twin->cards[i]->n_steps; s++) {
			const struct ks_step *step = &twin->cards[i]->steps[s];
			const struct ks_intervention *next = step->intervention;

			if (!next || !asks(step, world))
				continue;
			for (; next; next = next->alternative)
				trial->asked[next->index] = true;
		}
}

/* A part that is true before and after may still bring other signals when a kid went. */
static bool changes_value(const struct ks_mutant *mutant, const struct ks_world *world)
{
	ks_truth before = ks_cond_eval(mutant->cond, world), after;

	if (mutant->kid && ks_cond_eval(mutant->kid, world) == KS_TRUE)
		return true;
	ks_mutant_set(mutant);
	after = ks_cond_eval(mutant->cond, world);
	ks_mutant_unset(mutant);
	return before != after;
}

static bool was_taken(const struct ks_instrument *instrument, const struct ks_family *family)
{
	for (size_t i = 0; i < family->n_scores; i++)
		if (family->scores[i].instrument == instrument)
			return true;
	return false;
}

static bool card_may_show(const struct ks_mutant *mutant, const struct ks_world *world)
{
	const struct ks_owner *owner = &mutant->owner;

	if (mutant->kind == KS_MUTANT_PHASE && !mutant->cond)
		return (*(const unsigned *)mutant->before ^ *(const unsigned *)mutant->after) &
		       (1U << world->phase);
	if (!is_in_phase(owner->card, world))
		return false;
	if (mutant->cond && !owner->window)
		return changes_value(mutant, world);
	return asks(owner->step, world);
}

bool ks_mutant_may_show(const struct ks_mutant *mutant, const struct ks_trial *trial)
{
	const struct ks_owner *owner = &mutant->owner;

	if (owner->instrument)
		return was_taken(owner->instrument, trial->world.family);
	if (owner->factor)
		return changes_value(mutant, &trial->world);
	if (owner->card)
		return card_may_show(mutant, &trial->world);
	if (!trial->asked[owner->intervention->index])
		return false;
	return !mutant->cond || owner->window || changes_value(mutant, &trial->world);
}
