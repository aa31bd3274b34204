/* SPDX-License-Identifier: EUPL-1.2 */
/* Families for what the simple checks found, so that those can be seen on a route too. */
#include "ks/base/arena.h"
#include "ks/engine/doubt.h"
#include "ks/engine/thought.h"

struct showing {
	struct ks_arena *arena;
	const struct ks_coalition *c;
	ks_day today;
	struct ks_loc loc;
};

static const struct ks_witness *show(const struct showing *s, const struct ks_cond *cond)
{
	struct ks_witness *witness = KS_NEW(s->arena, struct ks_witness);
	const struct ks_want want = { cond, KS_TRUE };

	if (ks_witness_find(s->arena, s->c, s->today, &want, 1, witness) != KS_SOUGHT_FOUND)
		return NULL;
	return witness;
}

/* For whom the signal at that place is present. */
static const struct ks_witness *show_signal(const struct showing *s)
{
	struct ks_cond *cond = KS_NEW(s->arena, struct ks_cond);

	*cond = (struct ks_cond){ .kind = KS_COND_SIGNAL, .subject = KS_ANY_SUBJECT };
	for (size_t i = 0; i < s->c->n_factors; i++)
		if (s->c->factors[i]->loc.in == s->loc.in &&
		    s->c->factors[i]->loc.line == s->loc.line)
			cond->factor = s->c->factors[i];
	return cond->factor ? show(s, cond) : NULL;
}

/* A municipality where nobody fills the role, or NULL when nobody does anywhere. */
static const struct ks_cond *unfilled_place(const struct showing *s, const struct ks_role *role)
{
	struct ks_cond *cond = KS_NEW(s->arena, struct ks_cond);

	*cond = (struct ks_cond){ .kind = KS_COND_MUNICIPALITY };
	for (size_t i = 0; i < s->c->n_municipalities && !cond->n_words; i++)
		if (!ks_role_filler(role, s->c->municipalities[i])) {
			cond->words = &s->c->municipalities[i];
			cond->n_words = 1;
		}
	return cond->n_words ? cond : NULL;
}

/* How a step can lead to a role, the plainest first. */
enum way { BY_ITSELF, BY_ALTERNATIVE, BY_FALLBACK, WAYS };

/* The help before it in the chain drops out, and this one goes ahead. */
static const struct ks_cond *by_alternative(const struct showing *s, const struct ks_step *step,
					    const struct ks_role *role)
{
	const struct ks_cond *so_far = ks_thought_step(s->arena, step);

	for (const struct ks_intervention *help = step->intervention; help;
	     help = help->alternative) {
		const struct ks_cond *fits = ks_thought_fits(s->arena, help);

		if (help != step->intervention && help->role == role)
			return ks_thought_both(s->arena, so_far, fits);
		so_far = ks_thought_both(s->arena, so_far, ks_thought_not(s->arena, fits));
	}
	return NULL;
}

/* For whom the step leads to the role in that way; NULL: for nobody. */
static const struct ks_cond *leads_to(const struct showing *s, const struct ks_step *step,
				      const struct ks_role *role, enum way way)
{
	bool found = way == BY_ITSELF ? step->refer_to == role
				      : step->if_refused.refer_to == role ||
						step->if_waiting.refer_to == role;

	if (way == BY_ALTERNATIVE)
		return by_alternative(s, step, role);
	return found ? ks_thought_step(s->arena, step) : NULL;
}

static const struct ks_witness *show_way(const struct showing *s, const struct ks_role *role,
					 enum way way)
{
	const struct ks_cond *place = unfilled_place(s, role);
	const struct ks_witness *witness = NULL;

	for (size_t i = 0; i < s->c->n_cards; i++)
		for (size_t j = 0; j < s->c->cards[i]->n_steps && !witness; j++) {
			const struct ks_cond *who =
				leads_to(s, &s->c->cards[i]->steps[j], role, way);

			if (who)
				witness = show(s, ks_thought_both(s->arena, who, place));
		}
	return witness;
}

static const struct ks_witness *show_role(const struct showing *s)
{
	const struct ks_witness *witness = NULL;
	const struct ks_role *role = NULL;

	for (size_t i = 0; i < s->c->n_roles; i++)
		if (s->c->roles[i]->loc.in == s->loc.in && s->c->roles[i]->loc.line == s->loc.line)
			role = s->c->roles[i];
	for (int way = 0; role && !witness && way < WAYS; way++)
		witness = show_way(s, role, (enum way)way);
	return witness;
}

/* The step whose lines hold the place, or NULL. */
static const struct ks_step *step_at(const struct showing *s, const struct ks_card *card)
{
	const struct ks_step *found = NULL;

	for (size_t i = 0; i < card->n_steps; i++)
		if (card->steps[i].loc.in == s->loc.in && card->steps[i].loc.line <= s->loc.line)
			found = &card->steps[i];
	return found;
}

/*
 * For whom the step at that place is asked for, or the card applies. When what
 * was found keeps those from ever being so, any family shows that.
 */
static const struct ks_witness *show_card(const struct showing *s, const struct ks_card *card)
{
	const struct ks_step *step = step_at(s, card);
	const struct ks_witness *witness = NULL;

	if (step)
		witness = show(s, ks_thought_step(s->arena, step));
	if (!witness)
		witness = show(s, ks_thought_card(s->arena, card));
	return witness ? witness : show(s, ks_thought_phases(s->arena, card->phases));
}

const struct ks_witness *ks_doubt_show(struct ks_arena *arena, const struct ks_coalition *c,
				       ks_day today, enum ks_msg msg, struct ks_loc loc,
				       const struct ks_card *card)
{
	const struct showing s = { arena, c, today, loc };

	switch (msg) {
	case KS_MSG_file_name:
	case KS_MSG_accepted_nothing:
	case KS_MSG_withdrawn_nothing:
		return NULL;
	case KS_MSG_role_not_filled:
	case KS_MSG_role_not_filled_in:
		return show_role(&s);
	case KS_MSG_signal_without_card:
		return show_signal(&s);
	default:
		return card ? show_card(&s, card) : show(&s, ks_thought_truth(arena, true));
	}
}
