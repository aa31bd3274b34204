/* SPDX-License-Identifier: EUPL-1.2 */
/* From a signal to the cards it can bring about: see engine/reach.h. */
#include "ks/engine/reach.h"

#include "ks/base/arena.h"
#include "ks/engine/cond.h"

/* A family of which only the signal is known, or all that a card might want besides. */
struct thought {
	const struct ks_factor *signal;
	unsigned phases;
	bool alone;
};

/* Does the condition ask for the signal, rather than for its absence? */
static bool asks(const struct ks_cond *cond, const struct ks_factor *signal, bool wanted)
{
	if (!cond)
		return false;
	if (cond->kind == KS_COND_SIGNAL)
		return wanted && cond->factor == signal;
	if (cond->kind == KS_COND_NOT)
		wanted = !wanted;
	for (size_t i = 0; i < cond->n_kids; i++)
		if (asks(cond->kids[i], signal, wanted))
			return true;
	return false;
}

/* Is the condition true whenever the signal is there? */
static bool is_certain(const struct ks_cond *cond, const struct ks_factor *signal)
{
	size_t certain = 0;

	for (size_t i = 0; i < cond->n_kids; i++)
		certain += is_certain(cond->kids[i], signal);
	switch (cond->kind) {
	case KS_COND_SIGNAL:
		return cond->factor == signal;
	case KS_COND_ALWAYS:
		return true;
	case KS_COND_ANY:
		return certain > 0;
	case KS_COND_ALL:
		return certain == cond->n_kids;
	case KS_COND_AT_LEAST:
		return certain >= (size_t)cond->count;
	default:
		return false;
	}
}

static bool may_hold(const struct ks_cond *cond, const struct thought *thought);

static size_t may_hold_kids(const struct ks_cond *cond, const struct thought *thought)
{
	size_t n = 0;

	for (size_t i = 0; i < cond->n_kids; i++)
		n += may_hold(cond->kids[i], thought);
	return n;
}

/* Can the condition be true in one of the phases? NULL is no condition. */
static bool may_hold(const struct ks_cond *cond, const struct thought *thought)
{
	if (!cond)
		return true;
	switch (cond->kind) {
	case KS_COND_SIGNAL:
		return cond->factor == thought->signal || !thought->alone;
	case KS_COND_SCORE:
		return !thought->alone;
	case KS_COND_DOMAINS:
		return !thought->alone || !ks_range_failed(&cond->range, 1);
	case KS_COND_PHASE:
		return cond->phases & thought->phases;
	case KS_COND_SINCE_BIRTH:
		return thought->phases & 1U << KS_AFTER;
	case KS_COND_ALL:
		return may_hold_kids(cond, thought) == cond->n_kids;
	case KS_COND_ANY:
		return may_hold_kids(cond, thought) > 0;
	case KS_COND_AT_LEAST:
		return may_hold_kids(cond, thought) >= (size_t)cond->count;
	case KS_COND_NOT:
		return !is_certain(cond->kids[0], thought->signal);
	default:
		return true;
	}
}

/* The first step that can follow; where only steps ask for the signal, one of those. */
static const struct ks_step *first_step(const struct ks_card *card, const struct thought *thought)
{
	bool by_card = asks(card->when, thought->signal, true);

	for (size_t i = 0; i < card->n_steps; i++) {
		const struct ks_step *step = &card->steps[i];

		if ((by_card || asks(step->when, thought->signal, true)) &&
		    may_hold(step->when, thought))
			return step;
	}
	return NULL;
}

static bool asked_by(const struct ks_card *card, const struct ks_factor *signal)
{
	if (asks(card->when, signal, true))
		return true;
	for (size_t i = 0; i < card->n_steps; i++)
		if (asks(card->steps[i].when, signal, true))
			return true;
	return false;
}

/* How the card answers to the signal; first stays NULL when it does not. */
static struct ks_reach reach(const struct ks_card *card, const struct ks_factor *signal,
			     unsigned phases)
{
	struct thought thought = { signal, card->phases & phases, true };
	struct ks_reach found = { card, NULL, true };

	if (!thought.phases || !asked_by(card, signal))
		return found;
	if (may_hold(card->when, &thought))
		found.first = first_step(card, &thought);
	if (found.first)
		return found;
	found.alone = thought.alone = false;
	if (may_hold(card->when, &thought))
		found.first = first_step(card, &thought);
	return found;
}

size_t ks_reach_of(struct ks_arena *arena, const struct ks_coalition *c,
		   const struct ks_factor *signal, unsigned phases, struct ks_reach **out)
{
	size_t n = 0;

	*out = KS_NEW_N(arena, c->n_cards + 1, struct ks_reach);
	for (size_t i = 0; i < c->n_cards; i++) {
		struct ks_reach found = reach(c->cards[i], signal, phases);

		if (found.first)
			(*out)[n++] = found;
	}
	return n;
}
