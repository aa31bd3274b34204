/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_WHY_H
#define KS_ENGINE_WHY_H
/*
 * Why a step stands: its conditions as small trees, each node with the truth
 * the decision itself saw. Nothing is reasoned anew: every truth comes from
 * ks_cond_eval() over ks_route_world(), the world the route was made in, and
 * every leaf carries what stood behind it in the picture.
 */
#include "ks/engine/route.h"

struct ks_why_node {
	const struct ks_cond *cond;		/* file and line hang here */
	ks_truth truth;				/* KS_TRUE, KS_FALSE or KS_UNKNOWN */
	const struct ks_basis **basis;		/* SIGNAL: answers, facts and scores behind it */
	size_t n_basis;
	const struct ks_score *score;		/* SCORE: the one looked at; NULL: not taken */
	const struct ks_why_node *kids;		/* in the order of the card */
	size_t n_kids;
};

/* Why one reason of a step holds. */
struct ks_why_reason {
	const struct ks_reason *reason;
	const struct ks_why_node *card;		/* the card's `when` */
	const struct ks_why_node *own;		/* the step's own; NULL: none */
	const struct ks_why_node *criteria;	/* of the intervention that stands; NULL: none */
	const struct ks_intervention *instead_of;	/* what the card asked for and dropped out */
};

/* The tree of a condition; NULL for NULL. Memory from the arena. */
const struct ks_why_node *ks_why_cond(struct ks_arena *arena, const struct ks_cond *cond,
				      const struct ks_world *world,
				      const struct ks_picture *picture);

/* Everything behind reason i of a step of the route. */
struct ks_why_reason ks_why_of_reason(struct ks_arena *arena, const struct ks_route *route,
				      const struct ks_family *family,
				      const struct ks_route_step *step, size_t i);

typedef void ks_why_visit(void *context, const struct ks_why_node *leaf);

/* Calls visit for every leaf that stands true in a true branch; a true `not` is a leaf. */
void ks_why_each_true(const struct ks_why_node *node, ks_why_visit *visit, void *context);

/* Calls visit for every leaf false or unknown in a branch that is not true; likewise a `not`. */
void ks_why_each_unmet(const struct ks_why_node *node, ks_why_visit *visit, void *context);

/*
 * The leaf to cite for a condition that does not hold: the first that makes a
 * false one false, else the first that keeps it unknown. NULL when it is true.
 */
const struct ks_why_node *ks_why_first_unmet(const struct ks_why_node *node);

#endif
