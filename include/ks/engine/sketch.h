/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_SKETCH_H
#define KS_ENGINE_SKETCH_H
/*
 * A sketch: the picture with other answers, or with some left open, and what
 * class and domains can be then. Every search tries its answers on one.
 *
 * Answers may decide what a score raises: a raise whose `when` names a factor
 * nobody answered yet may come or go with that answer, and is a question then
 * (product.md §3 "raises", §4.12). So what was said is kept apart from what it
 * comes to: every `when` looks at the picture before any raise. Most
 * coalitions let raises depend on facts alone; then nothing hangs here, and
 * the picture's own raises are all there is. Private to the engine.
 */
#include "ks/engine/plan.h"

/* Something not answered yet. */
struct ks_variable {
	const struct ks_factor *factor;
	enum ks_subject subject;
};

struct ks_sketch {
	const struct ks_coalition *c;
	struct ks_world world;		/* over factors and pairs */
	ks_truth *factors, *pairs;	/* what the answers come to, as sets */
	/* Present signals, per class and per domain: at least and at most. */
	int must[KS_SIGNAL_CLASSES], may[KS_SIGNAL_CLASSES];
	int *domain_must, *domain_may;
	const struct ks_reached *reached;
	size_t n_raises;		/* 0: no raise hangs on an answer */
	ks_truth *said_factors, *said;	/* before any raise; NULL when no raise names a factor */
	bool *asks;			/* per factor: a hanging `when` looks at it */
	bool *stirs;			/* per factor: a hanging raise is about it */
};

/* Room for a sketch of which nothing is filled in, and in which no score was taken. */
void ks_sketch_blank(struct ks_arena *arena, const struct ks_coalition *c, struct ks_sketch *out);

/*
 * The picture as it is, in the plan's world and arena. The variables are what
 * will be said otherwise: a raise that one of them can make come or go hangs.
 */
void ks_sketch_make(const struct ks_plan *plan, const struct ks_picture *picture,
		    const struct ks_variable *variables, size_t n, struct ks_sketch *out);

/* Says something else of a pair; raises that this makes come or go follow. */
void ks_sketch_say(struct ks_sketch *sketch, size_t pair, ks_truth said);

/* What was said last of a pair, whatever it came to. */
ks_truth ks_sketch_said(const struct ks_sketch *sketch, size_t pair);

/* Counts present signals anew, after factors were written otherwise than by saying. */
void ks_sketch_count(struct ks_sketch *sketch);

/* Domains with a present signal, by domain_must or domain_may. */
int ks_sketch_domains(const struct ks_sketch *sketch, const int *counts);

/* Lets class (as judged for the world's family) and domains in the world follow from the counts. */
void ks_sketch_weigh(struct ks_sketch *sketch);

/* The pair of a factor and subject, and the one a raise is about. */
size_t ks_variable_pair(const struct ks_variable *variable);
size_t ks_raised_pair(const struct ks_reached *reached);

#endif
