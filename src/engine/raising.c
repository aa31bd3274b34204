/* SPDX-License-Identifier: EUPL-1.2 */
/* Raises that hang on answers: see engine/raising.h. */
#include "ks/engine/raising.h"

#include <string.h>

#include "ks/base/arena.h"

size_t ks_raised_pair(const struct ks_reached *reached)
{
	return reached->raise->signal->index * KS_SUBJECTS + reached->raise->subject;
}

static ks_truth holds(const struct ks_raising *raising, const struct ks_reached *reached)
{
	struct ks_world world = reached->world;

	world.factors = raising->factors;
	world.pairs = raising->pairs;
	return ks_cond_holds(reached->raise->when, &world);
}

static void note_signal(void *context, const struct ks_cond *leaf)
{
	bool *any = context;

	*any |= leaf->kind == KS_COND_SIGNAL;
}

/* Facts alone settle most of them, without a look at the answers. */
static bool names_factors(const struct ks_picture *picture)
{
	bool any = false;

	for (size_t i = 0; i < picture->n_reached; i++)
		ks_cond_leaves(picture->reached[i].raise->when, note_signal, &any);
	return any;
}

static void note_asked(void *context, const struct ks_cond *leaf)
{
	struct ks_raising *raising = context;

	if (leaf->kind == KS_COND_SIGNAL)
		raising->asks[leaf->factor->index] = true;
}

/* Marks what the raises that can still come and go look at; all of them stay listed. */
static void find_hanging(struct ks_raising *raising, const struct ks_picture *picture)
{
	for (size_t i = 0; i < picture->n_reached; i++) {
		const struct ks_reached *reached = &picture->reached[i];
		ks_truth can = holds(raising, reached);

		if (can == KS_TRUE || !(can & KS_TRUE))
			continue;
		ks_cond_leaves(reached->raise->when, note_asked, raising);
		raising->stirs[reached->raise->signal->index] = true;
		raising->n = picture->n_reached;
	}
}

void ks_raising_make(struct ks_arena *arena, const struct ks_coalition *c,
		     const struct ks_picture *picture, const struct ks_variable *variables,
		     size_t n, struct ks_raising *out)
{
	size_t pairs = c->n_factors * KS_SUBJECTS;

	*out = (struct ks_raising){ .reached = picture->reached };
	if (!names_factors(picture))
		return;
	out->factors = KS_NEW_N(arena, c->n_factors, ks_truth);
	out->pairs = KS_NEW_N(arena, pairs, ks_truth);
	out->asks = KS_NEW_N(arena, c->n_factors, bool);
	out->stirs = KS_NEW_N(arena, c->n_factors, bool);
	memcpy(out->factors, picture->reached[0].world.factors, c->n_factors);
	memcpy(out->pairs, picture->reached[0].world.pairs, pairs);
	for (size_t i = 0; i < n; i++)
		ks_raising_say(out, variables[i].factor->index * KS_SUBJECTS + variables[i].subject,
			       KS_OPEN);
	find_hanging(out, picture);
}

void ks_raising_say(struct ks_raising *raising, size_t pair, ks_truth said)
{
	ks_cond_put(raising->factors, raising->pairs, pair, said);
}

ks_truth ks_raising_pair(const struct ks_raising *raising, size_t pair)
{
	ks_truth comes_to = raising->pairs[pair];

	for (size_t i = 0; i < raising->n; i++) {
		ks_truth raised;

		if (ks_raised_pair(&raising->reached[i]) != pair)
			continue;
		raised = holds(raising, &raising->reached[i]);
		if (raised == KS_TRUE)
			return KS_TRUE;
		comes_to |= raised & KS_TRUE;
	}
	return comes_to;
}
