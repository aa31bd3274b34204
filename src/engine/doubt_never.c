/* SPDX-License-Identifier: EUPL-1.2 */
/* Conditions, branches and steps that no family can bring about. */
#include "ks/base/arena.h"
#include "ks/engine/doubt.h"
#include "ks/engine/thought.h"

struct never {
	struct ks_doubts *d;
	struct ks_subject_of about;
	const struct ks_cond *context;	/* what must hold besides; NULL: nothing */
};

static bool is_never(struct never *n, const struct ks_cond *cond)
{
	struct ks_witness witness = { .day = KS_NO_DAY };

	return ks_doubt_can(n->d, ks_thought_both(n->d->arena, n->context, cond), &witness) ==
	       KS_SOUGHT_NONE;
}

/* The family that comes closest: for whom everything else is true. */
static void report(struct never *n, enum ks_msg msg, struct ks_loc loc, const struct ks_arg *args,
		   const struct ks_cond *rest)
{
	const struct ks_cond *others = ks_thought_both(n->d->arena, n->context, rest);
	struct ks_witness witness = { .day = KS_NO_DAY };
	bool found = ks_doubt_can(n->d, others, &witness) == KS_SOUGHT_FOUND;

	ks_doubt_add(n->d, msg, loc, n->about, args, found ? &witness : NULL);
}

/* ---- a range that is empty is told by cards/check.h -------------------------- */

static bool some_value_near(const struct ks_cond *cond)
{
	for (size_t i = 0; i < cond->range.n; i++)
		for (int step = -1; step <= 1; step++) {
			int value = cond->range.bounds[i].value + step;

			if (value >= 0 && !ks_range_failed(&cond->range, value))
				return true;
		}
	return false;
}

static bool is_told_elsewhere(const struct ks_cond *cond)
{
	switch (cond->kind) {
	case KS_COND_AT_LEAST:
		return (size_t)cond->count > cond->n_kids;
	case KS_COND_SCORE:
		return !cond->outcome;
	case KS_COND_SINCE_BIRTH:
	case KS_COND_CLASS:
		return true;
	case KS_COND_WEEK:
	case KS_COND_AGE:
	case KS_COND_DOMAINS:
		return !some_value_near(cond);
	default:
		return false;
	}
}

/* ---- why it is never true ---------------------------------------------------- */

static void explain(struct never *n, const struct ks_cond *cond);

/* Parts that exclude one another even when any one of the others is left out. */
static size_t find_core(struct never *n, const struct ks_cond *cond, const struct ks_cond **core)
{
	size_t size = cond->n_kids;

	for (size_t i = 0; i < size; i++)
		core[i] = cond->kids[i];
	for (size_t i = 0; i < size;) {
		const struct ks_cond *left_out = core[i];

		core[i] = NULL;
		if (is_never(n, ks_thought_join(n->d->arena, KS_COND_ALL, core, size)))
			core[i] = core[--size];
		else
			core[i++] = left_out;
	}
	return size;
}

static bool is_later(struct ks_loc a, struct ks_loc b)
{
	return a.line != b.line ? a.line > b.line : a.col > b.col;
}

/* The last of the parts goes to the end: that is the one pointed at. */
static void last_to_end(const struct ks_cond **core, size_t size)
{
	for (size_t i = 0; i + 1 < size; i++)
		if (is_later(core[i]->loc, core[size - 1]->loc)) {
			const struct ks_cond *swap = core[i];

			core[i] = core[size - 1];
			core[size - 1] = swap;
		}
}

static void explain_all(struct never *n, const struct ks_cond *cond)
{
	const struct ks_cond **core = KS_NEW_N(n->d->arena, cond->n_kids + 1,
					       const struct ks_cond *);
	size_t size = find_core(n, cond, core);

	if (size == 0)
		return;
	if (size == 1) {
		explain(n, core[0]);
		return;
	}
	last_to_end(core, size);
	report(n, KS_MSG_contradiction, core[size - 1]->loc,
	       KS_ARGS({ "line", ks_doubt_number(n->d, core[size - 2]->loc.line) }),
	       ks_thought_join(n->d->arena, KS_COND_ALL, core, size - 1));
}

/* Of a condition that is never true with its context: the part that is to blame. */
static void explain(struct never *n, const struct ks_cond *cond)
{
	struct never nothing = { n->d, n->about, NULL };
	bool alone;

	if (cond->kind == KS_COND_ALL) {
		explain_all(n, cond);
		return;
	}
	for (size_t i = 0; cond->kind == KS_COND_ANY && i < cond->n_kids; i++)
		explain(n, cond->kids[i]);
	if (cond->kind == KS_COND_ANY)
		return;
	alone = is_never(&nothing, cond);
	if (!alone || !is_told_elsewhere(cond))
		report(n, alone ? KS_MSG_never_true : KS_MSG_never_here, cond->loc, NULL, NULL);
}

/* ---- branches ---------------------------------------------------------------- */

static bool has_choices(const struct ks_cond *cond)
{
	return cond->kind == KS_COND_ANY || cond->kind == KS_COND_AT_LEAST;
}

/* Each choice is taken by some family for which all above it is true. */
static void check_branches(struct never *n, const struct ks_cond *root, const struct ks_cond *cond)
{
	struct never within = { n->d, n->about,
				ks_thought_both(n->d->arena, n->context, root) };

	if (cond->kind == KS_COND_NOT)
		return;
	for (size_t i = 0; i < cond->n_kids; i++) {
		if (has_choices(cond) && is_never(&within, cond->kids[i]))
			explain(&within, cond->kids[i]);
		else
			check_branches(n, root, cond->kids[i]);
	}
}

/* True when some family brings the condition about. */
static bool check_cond(struct never *n, const struct ks_cond *cond)
{
	if (!cond)
		return true;
	if (is_never(n, cond)) {
		explain(n, cond);
		return false;
	}
	check_branches(n, cond, cond);
	return true;
}

/* ---- steps ------------------------------------------------------------------- */

static const struct ks_intervention *takes_over(struct ks_doubts *d, const struct ks_cond *asked,
						const struct ks_intervention *from)
{
	struct ks_witness witness = { .day = KS_NO_DAY };

	for (; from; from = from->alternative)
		if (ks_doubt_can(d, ks_thought_both(d->arena, asked,
						    ks_thought_fits(d->arena, from)),
				 &witness) != KS_SOUGHT_NONE)
			return from;
	return NULL;
}

/* The municipalities that the coalition is for; NULL: all. */
static const struct ks_cond *at_home(struct ks_doubts *d)
{
	struct ks_cond *cond = KS_NEW(d->arena, struct ks_cond);

	*cond = (struct ks_cond){ .kind = KS_COND_MUNICIPALITY,
				  .words = d->c->municipalities,
				  .n_words = d->c->n_municipalities };
	return d->c->n_municipalities ? cond : NULL;
}

static void report_help(struct never *n, const struct ks_step *step,
			const struct ks_intervention *other)
{
	report(n, other ? KS_MSG_always_alternative : KS_MSG_never_eligible, step->loc,
	       KS_ARGS({ "id", step->intervention->id },
		       { "alternative", other ? other->id : "" }),
	       NULL);
}

/*
 * Help that can never go ahead where the step is asked for. That it is offered
 * elsewhere only is no doubt while its alternative is there: a coalition may
 * build on cards that others have the help for. An intervention of another
 * phase than the card's is told by cards/check.h.
 */
static void check_help(struct never *n, const struct ks_step *step, const struct ks_cond *asked)
{
	const struct ks_intervention *help = step->intervention;
	const struct ks_cond *here = ks_thought_both(n->d->arena, asked, at_home(n->d));
	struct never anywhere = { n->d, n->about, asked }, at_ours = { n->d, n->about, here };

	if (!help || !(help->phases & step->card->phases))
		return;
	if (is_never(&anywhere, ks_thought_fits(n->d->arena, help)))
		report_help(&anywhere, step, takes_over(n->d, asked, help->alternative));
	else if (!is_never(&at_ours, NULL) && !takes_over(n->d, here, help))
		report_help(&at_ours, step, NULL);
}

static void check_step(struct never *n, const struct ks_step *step)
{
	const struct ks_cond *asked = ks_thought_step(n->d->arena, step);
	const struct ks_cond *in_time = ks_thought_in_time(n->d->arena, step->window);
	struct never in_card = { n->d, n->about, ks_thought_card(n->d->arena, step->card) };
	struct never in_step = { n->d, n->about, asked };

	if (!check_cond(&in_card, step->when))
		return;
	if (in_time && is_never(&in_step, in_time))
		report(&in_step, KS_MSG_window_never, step->window->loc, NULL, NULL);
	else
		check_help(n, step, ks_thought_both(n->d->arena, asked, in_time));
}

static void check_card(struct ks_doubts *d, const struct ks_card *card)
{
	struct never n = { d, ks_doubt_card(card), ks_thought_phases(d->arena, card->phases) };

	if (!check_cond(&n, card->when))
		return;
	for (size_t i = 0; i < card->n_steps; i++)
		check_step(&n, &card->steps[i]);
}

static void check_entry(struct ks_doubts *d, const struct ks_acceptances *accepted,
			const struct ks_cond *context, const struct ks_cond *cond)
{
	struct never n = { d, ks_doubt_entry(accepted), context };

	check_cond(&n, cond);
}

static void check_instrument(struct ks_doubts *d, const struct ks_instrument *instrument)
{
	for (size_t i = 0; i < instrument->n_raises; i++)
		check_entry(d, &instrument->accepted, NULL, instrument->raises[i].when);
}

void ks_doubt_never(struct ks_doubts *d)
{
	for (size_t i = 0; i < d->c->n_cards; i++)
		check_card(d, d->c->cards[i]);
	for (size_t i = 0; i < d->c->n_interventions; i++) {
		const struct ks_intervention *help = d->c->interventions[i];

		check_entry(d, &help->accepted, ks_thought_phases(d->arena, help->phases),
			    help->criteria);
	}
	for (size_t i = 0; i < d->c->n_factors; i++)
		check_entry(d, &d->c->factors[i]->accepted, NULL, d->c->factors[i]->derive);
	for (size_t i = 0; i < d->c->n_instruments; i++)
		check_instrument(d, d->c->instruments[i]);
}
