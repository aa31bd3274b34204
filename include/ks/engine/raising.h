/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_RAISING_H
#define KS_ENGINE_RAISING_H
/*
 * Scores that were taken, and what they raise while answers are still open: a
 * raise whose `when` names a factor nobody answered yet may come or go with
 * that answer, and is a question then (product.md §3 "raises", §4.12).
 *
 * What was said is kept apart from what it comes to: every `when` looks at the
 * picture before any raise. Most coalitions let raises depend on facts alone;
 * then nothing hangs here, and the picture's own raises are all there is.
 * Private to the engine.
 */
#include "ks/engine/influence.h"
#include "ks/engine/picture.h"

struct ks_raising {
	const struct ks_reached *reached;
	size_t n;			/* 0: no raise hangs on an answer */
	ks_truth *factors, *pairs;	/* said: before any raise, as sets */
	bool *asks;			/* per factor: a hanging `when` looks at it */
	bool *stirs;			/* per factor: a hanging raise is about it */
};

/* Every variable counts as open in it; memory from the arena. */
void ks_raising_make(struct ks_arena *arena, const struct ks_coalition *c,
		     const struct ks_picture *picture, const struct ks_variable *variables,
		     size_t n, struct ks_raising *out);

/* Something else is said now. */
void ks_raising_say(struct ks_raising *raising, size_t pair, ks_truth said);

/* What a pair comes to: what was said of it, or present where a score raises it. */
ks_truth ks_raising_pair(const struct ks_raising *raising, size_t pair);

/* The pair a raise is about. */
size_t ks_raised_pair(const struct ks_reached *reached);

#endif
