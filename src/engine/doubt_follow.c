/* SPDX-License-Identifier: EUPL-1.2 */
/* What follows from a signal: a step at all, something after a refusal, somebody meanwhile. */
#include "ks/base/arena.h"
#include "ks/engine/doubt.h"
#include "ks/engine/thought.h"

#define DEEPEST 64

/* ---- a signal that leads to a step ------------------------------------------- */

struct leading {
	struct ks_doubts *d;
	const struct ks_cond *asked;	/* the step */
	const struct ks_factor *signal;
};

/*
 * The step is asked for and the leaf stands in a true branch: then the signal
 * is among the step's reasons (product.md §4.10). What stands under a `not` never does.
 */
static const struct ks_cond *through(struct leading *l, const struct ks_cond *root,
				     const struct ks_cond *leaf)
{
	const struct ks_cond *path[DEEPEST] = { l->asked };
	size_t n = ks_thought_path(root, leaf, path + 1, DEEPEST - 1);

	for (size_t i = 1; i <= n; i++)
		if (path[i]->kind == KS_COND_NOT)
			return NULL;
	return ks_thought_join(l->d->arena, KS_COND_ALL, path, n + 1);
}

struct leaves {
	struct leading *leading;
	const struct ks_cond *root;
	const struct ks_cond **found;	/* one for each way in */
	size_t n;
};

static void add_leaf(void *context, const struct ks_cond *leaf)
{
	struct leaves *leaves = context;
	const struct ks_cond *way;

	if (leaf->kind != KS_COND_SIGNAL || leaf->factor != leaves->leading->signal)
		return;
	way = through(leaves->leading, leaves->root, leaf);
	if (way)
		*(const struct ks_cond **)ks_grow(leaves->leading->d->arena, &leaves->found,
						  &leaves->n, sizeof way) = way;
}

/* True when the step rests on the signal; NULL when it never does. */
static const struct ks_cond *rests_on(struct ks_doubts *d, const struct ks_step *step,
				      const struct ks_factor *signal)
{
	struct leading leading = { d, ks_thought_step(d->arena, step), signal };
	struct leaves leaves = { &leading, step->card->when, NULL, 0 };

	ks_cond_leaves(step->card->when, add_leaf, &leaves);
	leaves.root = step->when;
	ks_cond_leaves(step->when, add_leaf, &leaves);
	return leaves.n ? ks_thought_join(d->arena, KS_COND_ANY, leaves.found, leaves.n) : NULL;
}

/* Every way in which the signal leads to a step of which keep is true. */
typedef bool keep_fn(const struct ks_step *step);

struct ways {
	const struct ks_cond **items;
	const struct ks_step **steps;	/* to which each leads */
	size_t n, n_steps;
};

static struct ways ways_from(struct ks_doubts *d, const struct ks_factor *signal, keep_fn *keep)
{
	struct ways ways = { NULL, NULL, 0, 0 };

	for (size_t i = 0; i < d->c->n_cards; i++)
		for (size_t j = 0; j < d->c->cards[i]->n_steps; j++) {
			const struct ks_step *step = &d->c->cards[i]->steps[j];
			const struct ks_cond *way = keep(step) ? rests_on(d, step, signal) : NULL;

			if (!way)
				continue;
			*(const struct ks_cond **)ks_grow(d->arena, &ways.items, &ways.n,
							  sizeof way) = way;
			*(const struct ks_step **)ks_grow(d->arena, &ways.steps, &ways.n_steps,
							  sizeof step) = step;
		}
	return ways;
}

static const struct ks_cond *any_of(struct ks_doubts *d, const struct ways *ways)
{
	return ks_thought_join(d->arena, KS_COND_ANY, ways->items, ways->n);
}

static bool every(const struct ks_step *step)
{
	(void)step;
	return true;
}

static bool after_no(const struct ks_step *step)
{
	return step->if_refused.given;
}

/* Somebody keeps contact. For what has to be done now there is no waiting list. */
static bool while_waiting(const struct ks_step *step)
{
	return step->urgency == KS_NOW || step->if_waiting.given;
}

static const struct ks_cond *present(struct ks_doubts *d, const struct ks_factor *signal)
{
	struct ks_cond *cond = KS_NEW(d->arena, struct ks_cond);

	cond->kind = KS_COND_SIGNAL;
	cond->factor = signal;
	cond->subject = KS_ANY_SUBJECT;
	return cond;
}

static void check_routed(struct ks_doubts *d, const struct ks_factor *signal,
			 const struct ways *ways)
{
	struct ks_witness witness = { .day = KS_NO_DAY };
	bool found;

	if (!ways->n || signal->has_no_route ||
	    ks_doubt_can(d, any_of(d, ways), &witness) != KS_SOUGHT_NONE)
		return;
	found = ks_doubt_can(d, present(d, signal), &witness) == KS_SOUGHT_FOUND;
	ks_doubt_add(d, KS_MSG_signal_never_routed, signal->loc, ks_doubt_entry(&signal->accepted),
		     KS_ARGS({ "id", signal->id }), found ? &witness : NULL);
}

/* The first of the steps that this family gets. */
static const struct ks_step *first_for(struct ks_doubts *d, const struct ways *ways,
				       const struct ks_witness *witness)
{
	for (size_t i = 0; i < ways->n; i++) {
		const struct ks_want want = { ways->items[i], KS_TRUE };

		if (ks_witness_shows(d->arena, d->c, witness, &want, 1))
			return ways->steps[i];
	}
	return ways->steps[0];
}

/* A family with steps for the signal, and none of those is of the kind. */
static void check_kind(struct ks_doubts *d, const struct ks_factor *signal,
		       const struct ways *ways, keep_fn *keep, enum ks_msg msg)
{
	struct ways kept = ways_from(d, signal, keep);
	const struct ks_step *step;
	const struct ks_want wants[] = { { any_of(d, ways), KS_TRUE },
					 { any_of(d, &kept), KS_NOT_TRUE } };
	struct ks_witness witness = { .day = KS_NO_DAY };

	if (kept.n == ways->n || ks_doubt_ask(d, wants, 2, &witness) != KS_SOUGHT_FOUND)
		return;
	step = first_for(d, ways, &witness);
	ks_doubt_add(d, msg, step->loc, ks_doubt_card(step->card),
		     KS_ARGS({ "id", signal->id }), &witness);
}

static void check_signal(struct ks_doubts *d, const struct ks_factor *signal)
{
	struct ways ways = ways_from(d, signal, every);

	check_routed(d, signal, &ways);
	if (signal->signal_class == KS_ATTENTION || !ways.n)
		return;
	check_kind(d, signal, &ways, after_no, KS_MSG_after_refusal);
	check_kind(d, signal, &ways, while_waiting, KS_MSG_on_waiting_list);
}

/* ---- a branch without an outcome --------------------------------------------- */

static const struct ks_cond *any_step(struct ks_doubts *d, const struct ks_card *card)
{
	const struct ks_cond **parts =
		KS_NEW_N(d->arena, card->n_steps + 1, const struct ks_cond *);

	for (size_t i = 0; i < card->n_steps; i++)
		parts[i] = ks_thought_step(d->arena, &card->steps[i]);
	return ks_thought_join(d->arena, KS_COND_ANY, parts, card->n_steps);
}

static bool is_unconditional(const struct ks_card *card)
{
	for (size_t i = 0; i < card->n_steps; i++)
		if (!card->steps[i].when)
			return true;
	return false;
}

struct meeting {
	const struct ks_card *card;
	bool met;
};

static void look_for(void *context, const struct ks_cond *leaf)
{
	struct meeting *meeting = context;

	for (size_t i = 0; i < meeting->card->n_steps; i++)
		meeting->met |= leaf->kind == KS_COND_SIGNAL &&
				ks_thought_names(meeting->card->steps[i].when, leaf->factor);
}

/* A signal that a step asks for by name counts there together with others. */
static bool is_asked_for(const struct ks_card *card, const struct ks_cond *branch)
{
	struct meeting meeting = { card, false };

	ks_cond_leaves(branch, look_for, &meeting);
	return meeting.met;
}

static void check_branch(struct ks_doubts *d, const struct ks_card *card,
			 const struct ks_cond *branch, const struct ks_cond *others)
{
	const struct ks_cond *alone = ks_thought_both(d->arena, ks_thought_card(d->arena, card),
						      branch);
	const struct ks_want wants[] = { { alone, KS_TRUE },
					 { others, KS_NOT_TRUE },
					 { any_step(d, card), KS_TRUE } };
	struct ks_witness witness = { .day = KS_NO_DAY };

	if (!is_asked_for(card, branch) &&
	    ks_doubt_ask(d, wants, 3, &witness) == KS_SOUGHT_NONE &&
	    ks_doubt_ask(d, wants, 2, &witness) == KS_SOUGHT_FOUND)
		ks_doubt_add(d, KS_MSG_branch_without_step, branch->loc, ks_doubt_card(card), NULL,
			     &witness);
}

static void check_branches(struct ks_doubts *d, const struct ks_card *card)
{
	const struct ks_cond *when = card->when;
	const struct ks_cond **others =
		KS_NEW_N(d->arena, when->n_kids + 1, const struct ks_cond *);

	if (is_unconditional(card))
		return;
	if (when->kind != KS_COND_ANY) {
		check_branch(d, card, when, ks_thought_truth(d->arena, false));
		return;
	}
	for (size_t i = 0; i < when->n_kids; i++)
		others[i] = when->kids[i];
	for (size_t i = 0; i < when->n_kids; i++) {
		others[i] = NULL;
		check_branch(d, card, when->kids[i],
			     ks_thought_join(d->arena, KS_COND_ANY, others, when->n_kids));
		others[i] = when->kids[i];
	}
}

void ks_doubt_follow(struct ks_doubts *d)
{
	for (size_t i = 0; i < d->c->n_factors; i++)
		if (!d->c->factors[i]->protective)
			check_signal(d, d->c->factors[i]);
	for (size_t i = 0; i < d->c->n_cards; i++)
		check_branches(d, d->c->cards[i]);
}
