/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_TOUCH_H
#define KS_ENGINE_TOUCH_H
/*
 * Which parts of the agreements a set of families touches. A part is touched
 * when for one of them:
 *	card	it holds, in one of its phases
 *	step	it is asked for: card and step hold
 *	cond	(a kid of all, any or at_least) it is true or false, and turned
 *		round the whole condition would come out otherwise: it decides
 *		(a step's whole `when`, all criteria) it does not hold: that it
 *		does shows in the step
 *	limit	the value lies beyond it: of a window, or of a part that has two
 *		limits where that part decides
 * Only a family that gets that far counts: the card's phase, for a step's own
 * condition the card holds, for an intervention a step leads to it. The kid
 * of a `not` is touched when the `not` is.
 */
#include "ks/engine/mutant.h"

enum ks_part_kind { KS_PART_CARD, KS_PART_STEP, KS_PART_COND, KS_PART_LIMIT };
extern const char *const ks_part_words[];	/* card step condition limit */

struct ks_touch_part {
	enum ks_part_kind kind;
	struct ks_owner owner;
	struct ks_loc loc;
	struct ks_cond *root, *cond;		/* COND, LIMIT */
	const struct ks_bound *bound;		/* LIMIT */
	bool touched;
};

struct ks_parts {
	struct ks_touch_part *items;			/* cards with their steps, then conditions */
	size_t n;
};

/* The parts of cards and interventions; none is touched yet. */
struct ks_parts ks_parts_of(struct ks_arena *arena, const struct ks_twin *twin);

/* Marks what this family touches. */
void ks_parts_touch(struct ks_parts *parts, const struct ks_trial *trial);

#endif
