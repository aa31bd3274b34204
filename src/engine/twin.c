/* SPDX-License-Identifier: EUPL-1.2 */
/* A coalition copied so that it may be written in: first entries, then what points to them. */
#include "ks/engine/twin.h"

#include "ks/base/arena.h"

struct copying {
	struct ks_arena *arena;
	const struct ks_coalition *from;
	struct ks_twin *twin;
};

/* ---- references ---------------------------------------------------------- */

static const struct ks_factor *factor_of(struct copying *k, const struct ks_factor *factor)
{
	return factor ? k->twin->factors[factor->index] : NULL;
}

static const struct ks_intervention *intervention_of(struct copying *k,
						     const struct ks_intervention *intervention)
{
	return intervention ? k->twin->interventions[intervention->index] : NULL;
}

/* Instruments know no place of their own, and there are few. */
static const struct ks_instrument *instrument_of(struct copying *k,
						 const struct ks_instrument *instrument)
{
	for (size_t i = 0; instrument && i < k->from->n_instruments; i++)
		if (k->from->instruments[i] == instrument)
			return k->twin->instruments[i];
	return NULL;
}

static struct ks_cond *cond_of(struct copying *k, const struct ks_cond *cond)
{
	struct ks_cond *copy;

	if (!cond)
		return NULL;
	copy = KS_NEW(k->arena, struct ks_cond);
	*copy = *cond;
	copy->factor = factor_of(k, cond->factor);
	copy->instrument = instrument_of(k, cond->instrument);
	copy->kids = KS_NEW_N(k->arena, cond->n_kids, struct ks_cond *);
	for (size_t i = 0; i < cond->n_kids; i++)
		copy->kids[i] = cond_of(k, cond->kids[i]);
	return copy;
}

/* ---- what an entry points to --------------------------------------------- */

static void fill_instrument(struct copying *k, struct ks_instrument *instrument)
{
	struct ks_raise *raises = KS_NEW_N(k->arena, instrument->n_raises, struct ks_raise);

	for (size_t i = 0; i < instrument->n_raises; i++) {
		raises[i] = instrument->raises[i];
		raises[i].signal = factor_of(k, raises[i].signal);
		raises[i].when = cond_of(k, raises[i].when);
	}
	instrument->raises = raises;
}

static void fill_intervention(struct copying *k, struct ks_intervention *intervention)
{
	intervention->alternative = intervention_of(k, intervention->alternative);
	intervention->criteria = cond_of(k, intervention->criteria);
	intervention->window = cond_of(k, intervention->window);
}

static void fill_after(struct copying *k, struct ks_step *step, const struct ks_card *old,
		       struct ks_step *steps)
{
	struct ks_after *after = KS_NEW_N(k->arena, step->n_after, struct ks_after);

	for (size_t i = 0; i < step->n_after; i++) {
		after[i] = step->after[i];
		if (after[i].step)
			after[i].step = steps + (after[i].step - old->steps);
	}
	step->after = after;
}

static void fill_card(struct copying *k, struct ks_card *card, const struct ks_card *old)
{
	struct ks_step *steps = KS_NEW_N(k->arena, card->n_steps, struct ks_step);

	card->when = cond_of(k, card->when);
	for (size_t i = 0; i < card->n_steps; i++) {
		steps[i] = old->steps[i];
		steps[i].card = card;
		steps[i].intervention = intervention_of(k, steps[i].intervention);
		steps[i].if_refused.intervention =
			intervention_of(k, steps[i].if_refused.intervention);
		steps[i].if_waiting.intervention =
			intervention_of(k, steps[i].if_waiting.intervention);
		steps[i].when = cond_of(k, steps[i].when);
		steps[i].window = cond_of(k, steps[i].window);
		fill_after(k, &steps[i], old, steps);
	}
	card->steps = steps;
}

/* ---- entries ------------------------------------------------------------- */

/*
 * Copies n entries of a kind, each with an address of its own: `own` to write
 * in, `seen` as the coalition lists them.
 */
#define COPY(k, field, type)                                                                       \
	do {                                                                                       \
		size_t n_ = (k)->from->n_##field;                                                  \
		const type **seen_ = KS_NEW_N((k)->arena, n_, const type *);                       \
		(k)->twin->field = KS_NEW_N((k)->arena, n_, type *);                               \
		for (size_t i_ = 0; i_ < n_; i_++) {                                               \
			(k)->twin->field[i_] = KS_NEW((k)->arena, type);                           \
			*(k)->twin->field[i_] = *(k)->from->field[i_];                             \
			(k)->twin->field[i_]->node = NULL;                                         \
			seen_[i_] = (k)->twin->field[i_];                                          \
		}                                                                                  \
		(k)->twin->c.field = seen_;                                                        \
	} while (0)

void ks_twin_make(struct ks_arena *arena, const struct ks_coalition *c, struct ks_twin *twin)
{
	struct copying k = { arena, c, twin };

	*twin = (struct ks_twin){ .c = *c };
	COPY(&k, factors, struct ks_factor);
	COPY(&k, instruments, struct ks_instrument);
	COPY(&k, interventions, struct ks_intervention);
	COPY(&k, cards, struct ks_card);
	for (size_t i = 0; i < c->n_factors; i++)
		twin->factors[i]->derive = cond_of(&k, twin->factors[i]->derive);
	for (size_t i = 0; i < c->n_instruments; i++)
		fill_instrument(&k, twin->instruments[i]);
	for (size_t i = 0; i < c->n_interventions; i++)
		fill_intervention(&k, twin->interventions[i]);
	for (size_t i = 0; i < c->n_cards; i++)
		fill_card(&k, twin->cards[i], c->cards[i]);
}
