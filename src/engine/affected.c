/* SPDX-License-Identifier: EUPL-1.2 */
/* From two sets of agreements to whom their difference can concern: see the header. */
#include "ks/engine/affected.h"

#include "ks/base/arena.h"
#include "ks/base/str.h"

/* ---- by what a condition can hold ------------------------------------------ */

struct holding {
	struct ks_arena *arena;
	const struct ks_coalition *c;
};

static void add_id(struct holding *h, struct ks_affected *out, const char *id)
{
	for (size_t i = 0; i < out->n; i++)
		if (ks_streq(out->ids[i], id))
			return;
	*(const char **)ks_grow(h->arena, &out->ids, &out->n, sizeof(*out->ids)) = id;
}

static void add_all(struct holding *h, struct ks_affected *out, const struct ks_affected *more)
{
	out->everyone |= more->everyone;
	for (size_t i = 0; i < more->n; i++)
		add_id(h, out, more->ids[i]);
}

static bool raises(const struct ks_instrument *instrument, const struct ks_factor *factor)
{
	for (size_t i = 0; i < instrument->n_raises; i++)
		if (instrument->raises[i].signal == factor)
			return true;
	return false;
}

/* Present by an answer, or by a score; what follows from facts asks for no answer at all. */
static struct ks_affected by_factor(struct holding *h, const struct ks_factor *factor)
{
	struct ks_affected out = { .everyone = factor->derive != NULL };

	add_id(h, &out, factor->id);
	for (size_t i = 0; i < h->c->n_instruments; i++)
		if (raises(h->c->instruments[i], factor))
			add_id(h, &out, h->c->instruments[i]->id);
	return out;
}

static struct ks_affected by(struct holding *h, const struct ks_cond *cond);

/* All of it holds: so does the part that the fewest can have. */
static struct ks_affected by_all(struct holding *h, const struct ks_cond *cond)
{
	struct ks_affected best = { .everyone = true };

	for (size_t i = 0; i < cond->n_kids; i++) {
		struct ks_affected kid = by(h, cond->kids[i]);

		if (!kid.everyone && (best.everyone || kid.n < best.n))
			best = kid;
	}
	return best;
}

/* So many hold: when fewer can do so by nothing, at least one of the others does. */
static struct ks_affected by_some(struct holding *h, const struct ks_cond *cond, size_t count)
{
	struct ks_affected out = { .everyone = false };
	size_t free = 0;

	for (size_t i = 0; i < cond->n_kids; i++) {
		struct ks_affected kid = by(h, cond->kids[i]);

		if (kid.everyone)
			free++;
		else
			add_all(h, &out, &kid);
	}
	out.everyone = free >= count;
	return out;
}

static struct ks_affected by(struct holding *h, const struct ks_cond *cond)
{
	struct ks_affected out = { .everyone = false };

	switch (cond->kind) {
	case KS_COND_SIGNAL:
		return by_factor(h, cond->factor);
	case KS_COND_SCORE:
		add_id(h, &out, cond->instrument->id);
		return out;
	case KS_COND_ALL:
		return by_all(h, cond);
	case KS_COND_ANY:
		return by_some(h, cond, 1);
	case KS_COND_AT_LEAST:
		return by_some(h, cond, (size_t)cond->count);
	default:
		return (struct ks_affected){ .everyone = true };
	}
}

/* A card gives nothing unless it holds, nor unless one of its steps does. */
static struct ks_affected by_card(struct holding *h, const struct ks_card *card)
{
	struct ks_affected out = by(h, card->when);

	if (!out.everyone)
		return out;
	out.everyone = false;
	for (size_t i = 0; i < card->n_steps; i++) {
		struct ks_affected step = { .everyone = true };

		if (card->steps[i].when)
			step = by(h, card->steps[i].when);
		add_all(h, &out, &step);
	}
	return out;
}

/* ---- what differs ---------------------------------------------------------- */

static bool same_policy(const struct ks_policy *a, const struct ks_policy *b)
{
	return a->number == b->number && a->span.n == b->span.n && a->span.unit == b->span.unit;
}

/* All that every route rests on: who has which signal, and how heavy it weighs. */
static bool same_ground(const struct ks_coalition *a, const struct ks_coalition *b)
{
	if (a->n_factors != b->n_factors || a->n_instruments != b->n_instruments)
		return false;
	for (size_t i = 0; i < a->n_factors; i++)
		if (!ks_says_same(a->factors[i]->node, b->factors[i]->node))
			return false;
	for (size_t i = 0; i < a->n_instruments; i++)
		if (!ks_says_same(a->instruments[i]->node, b->instruments[i]->node))
			return false;
	for (size_t i = 0; i < KS_POLICY_KEYS; i++)
		if (!same_policy(&a->policy[i], &b->policy[i]))
			return false;
	return true;
}

static bool same_role(const struct ks_role *role, const struct ks_coalition *other)
{
	const struct ks_role *twin = ks_find_role(other, role->id);

	return twin && ks_says_same(role->node, twin->node);
}

static bool same_intervention(const struct ks_intervention *intervention,
			      const struct ks_coalition *other)
{
	const struct ks_intervention *twin = ks_find_intervention(other, intervention->id);

	return twin && ks_says_same(intervention->node, twin->node) &&
	       same_role(intervention->role, other);
}

/* Whatever a step can lead to, down the chain of alternatives. */
static bool leads_the_same(const struct ks_step *step, const struct ks_coalition *other)
{
	if (!same_role(step->refer_to, other))
		return false;
	for (const struct ks_intervention *at = step->intervention; at; at = at->alternative)
		if (!same_intervention(at, other))
			return false;
	return true;
}

static bool same_card(const struct ks_card *card, const struct ks_coalition *other)
{
	const struct ks_card *twin = ks_find_card(other, card->id);

	if (!twin || !ks_says_same(card->node, twin->node))
		return false;
	for (size_t i = 0; i < card->n_steps; i++)
		if (!leads_the_same(&card->steps[i], other))
			return false;
	return true;
}

/* The cards of one that the other does not have, or not so. */
static void add_cards(struct ks_arena *arena, const struct ks_coalition *c,
		      const struct ks_coalition *other, struct ks_affected *out)
{
	struct holding h = { arena, c };

	for (size_t i = 0; i < c->n_cards && !out->everyone; i++) {
		struct ks_affected card;

		if (same_card(c->cards[i], other))
			continue;
		card = by_card(&h, c->cards[i]);
		add_all(&h, out, &card);
	}
}

struct ks_affected ks_affected_by(struct ks_arena *arena, const struct ks_coalition *before,
				  const struct ks_coalition *after)
{
	struct ks_affected out = { .everyone = !same_ground(before, after) };

	add_cards(arena, before, after, &out);
	add_cards(arena, after, before, &out);
	return out;
}

bool ks_affects(const struct ks_affected *affected, const char *marks)
{
	for (size_t i = 0; i < affected->n && !affected->everyone; i++)
		if (ks_has_word(marks, affected->ids[i]))
			return true;
	return affected->everyone;
}
