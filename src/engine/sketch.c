/* SPDX-License-Identifier: EUPL-1.2 */
/* Answers tried on a picture: see engine/sketch.h. */
#include "ks/engine/sketch.h"

#include <string.h>

#include "ks/base/arena.h"

size_t ks_variable_pair(const struct ks_variable *variable)
{
	return variable->factor->index * KS_SUBJECTS + variable->subject;
}

size_t ks_raised_pair(const struct ks_reached *reached)
{
	return reached->raise->signal->index * KS_SUBJECTS + reached->raise->subject;
}

/* ---- what is present ------------------------------------------------------- */

/* Counts a factor in (by = 1) or out (by = -1). */
static void count(struct ks_sketch *s, const struct ks_factor *factor, int by)
{
	ks_truth state = s->factors[factor->index];

	if (factor->protective || !(state & KS_TRUE))
		return;
	s->may[factor->signal_class] += by;
	s->domain_may[factor->domain_index] += by;
	if (state != KS_TRUE)
		return;
	s->must[factor->signal_class] += by;
	s->domain_must[factor->domain_index] += by;
}

void ks_sketch_count(struct ks_sketch *s)
{
	memset(s->must, 0, sizeof s->must);
	memset(s->may, 0, sizeof s->may);
	memset(s->domain_must, 0, s->c->n_domains * sizeof *s->domain_must);
	memset(s->domain_may, 0, s->c->n_domains * sizeof *s->domain_may);
	for (size_t i = 0; i < s->c->n_factors; i++)
		count(s, s->c->factors[i], 1);
}

int ks_sketch_domains(const struct ks_sketch *s, const int *counts)
{
	int n = 0;

	for (size_t i = 0; i < s->c->n_domains; i++)
		n += counts[i] > 0;
	return n;
}

void ks_sketch_weigh(struct ks_sketch *s)
{
	const struct ks_family *family = s->world.family;

	s->world.class_low = (int)ks_class_judged(ks_class_of_counts(s->c, s->must), family);
	s->world.class_high = (int)ks_class_judged(ks_class_of_counts(s->c, s->may), family);
	s->world.domains_low = ks_sketch_domains(s, s->domain_must);
	s->world.domains_high = ks_sketch_domains(s, s->domain_may);
}

/* ---- what scores raise ----------------------------------------------------- */

static ks_truth holds(const struct ks_sketch *s, const struct ks_reached *reached)
{
	struct ks_world world = reached->world;

	world.factors = s->said_factors;
	world.pairs = s->said;
	return ks_cond_holds(reached->raise->when, &world);
}

/* What was said of a pair, or present where a score raises it. */
static ks_truth comes_to(const struct ks_sketch *s, size_t pair)
{
	ks_truth out = s->said[pair];

	for (size_t i = 0; i < s->n_raises; i++) {
		ks_truth raised;

		if (ks_raised_pair(&s->reached[i]) != pair)
			continue;
		raised = holds(s, &s->reached[i]);
		if (raised == KS_TRUE)
			return KS_TRUE;
		out |= raised & KS_TRUE;
	}
	return out;
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
	struct ks_sketch *s = context;

	if (leaf->kind == KS_COND_SIGNAL)
		s->asks[leaf->factor->index] = true;
}

/* Marks what the raises that can still come and go look at; all of them stay listed. */
static void mark_hanging(struct ks_sketch *s, const struct ks_picture *picture)
{
	for (size_t i = 0; i < picture->n_reached; i++) {
		const struct ks_reached *reached = &picture->reached[i];
		ks_truth can = holds(s, reached);

		if (can == KS_TRUE || !(can & KS_TRUE))
			continue;
		ks_cond_leaves(reached->raise->when, note_asked, s);
		s->stirs[reached->raise->signal->index] = true;
		s->n_raises = picture->n_reached;
	}
}

/* With every variable open; what was said stays as it is. */
static void find_hanging(struct ks_sketch *s, struct ks_arena *arena,
			 const struct ks_picture *picture, const struct ks_variable *variables,
			 size_t n)
{
	size_t factors = s->c->n_factors, pairs = factors * KS_SUBJECTS;

	if (!names_factors(picture))
		return;
	s->reached = picture->reached;
	s->said_factors = KS_NEW_N(arena, factors, ks_truth);
	s->said = KS_NEW_N(arena, pairs, ks_truth);
	memcpy(s->said_factors, s->reached[0].world.factors, factors);
	memcpy(s->said, s->reached[0].world.pairs, pairs);
	for (size_t i = 0; i < n; i++)
		ks_cond_put(s->said_factors, s->said, ks_variable_pair(&variables[i]), KS_OPEN);
	mark_hanging(s, picture);
	memcpy(s->said_factors, s->reached[0].world.factors, factors);
	memcpy(s->said, s->reached[0].world.pairs, pairs);
}

/* ---- saying ---------------------------------------------------------------- */

static void put(struct ks_sketch *s, size_t pair, ks_truth value)
{
	const struct ks_factor *factor = s->c->factors[pair / KS_SUBJECTS];

	count(s, factor, -1);
	ks_cond_put(s->factors, s->pairs, pair, value);
	count(s, factor, 1);
}

void ks_sketch_say(struct ks_sketch *s, size_t pair, ks_truth said)
{
	bool asked = s->asks[pair / KS_SUBJECTS];

	if (!s->n_raises) {
		put(s, pair, said);
		return;
	}
	ks_cond_put(s->said_factors, s->said, pair, said);
	put(s, pair, comes_to(s, pair));
	for (size_t i = 0; asked && i < s->n_raises; i++) {
		pair = ks_raised_pair(&s->reached[i]);
		put(s, pair, comes_to(s, pair));
	}
}

ks_truth ks_sketch_said(const struct ks_sketch *s, size_t pair)
{
	return s->n_raises ? s->said[pair] : s->pairs[pair];
}

/* ---- making ---------------------------------------------------------------- */

void ks_sketch_blank(struct ks_arena *arena, const struct ks_coalition *c, struct ks_sketch *out)
{
	*out = (struct ks_sketch){ .c = c };
	out->factors = KS_NEW_N(arena, c->n_factors, ks_truth);
	out->pairs = KS_NEW_N(arena, c->n_factors * KS_SUBJECTS, ks_truth);
	out->domain_must = KS_NEW_N(arena, c->n_domains, int);
	out->domain_may = KS_NEW_N(arena, c->n_domains, int);
	out->asks = KS_NEW_N(arena, c->n_factors, bool);
	out->stirs = KS_NEW_N(arena, c->n_factors, bool);
	out->world.factors = out->factors;
	out->world.pairs = out->pairs;
}

void ks_sketch_make(const struct ks_plan *plan, const struct ks_picture *picture,
		    const struct ks_variable *variables, size_t n, struct ks_sketch *out)
{
	ks_sketch_blank(plan->arena, plan->c, out);
	out->world = plan->world;
	out->world.factors = out->factors;
	out->world.pairs = out->pairs;
	memcpy(out->factors, picture->factors, plan->c->n_factors);
	memcpy(out->pairs, picture->pairs, plan->c->n_factors * KS_SUBJECTS);
	ks_sketch_count(out);
	find_hanging(out, plan->arena, picture, variables, n);
}
