/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_WITNESS_H
#define KS_ENGINE_WITNESS_H
/*
 * The one search behind every finding about cards: is there a family for
 * which these conditions come out like this? A family found is a *witness*:
 * it is small, complete enough to be an example file, and confirmed by the
 * same picture, balance and evaluator that make a route.
 *
 * Families here are those an example file can tell of: one screening, on the
 * day itself. What only a history or a professional's own raise of the class
 * could bring about is told apart (BEYOND), so that "never" means never.
 */
#include "ks/engine/route.h"

struct ks_arena;

/* The condition must come out as one of these values. */
struct ks_want {
	const struct ks_cond *cond;
	ks_truth within;
};

#define KS_NOT_TRUE ((ks_truth)(KS_FALSE | KS_UNKNOWN))

struct ks_witness {
	struct ks_family family;
	ks_day day;
};

enum ks_sought {
	KS_SOUGHT_FOUND,
	KS_SOUGHT_NONE,		/* no family at all, with any history */
	KS_SOUGHT_BEYOND,	/* not on one day; with a history or a raised class it may be */
	KS_SOUGHT_UNDECIDED	/* more than KS_WITNESS_NODES nodes */
};

/* The bound: nodes of one search. The 38 shipped cards need at most some thousands. */
#define KS_WITNESS_NODES 20000

/* All memory of the witness is from the arena. */
enum ks_sought ks_witness_find(struct ks_arena *arena, const struct ks_coalition *c, ks_day today,
			       const struct ks_want *wants, size_t n, struct ks_witness *out);

/* True when all comes out as wanted, by picture, balance and conditions on that day. */
bool ks_witness_shows(struct ks_arena *arena, const struct ks_coalition *c,
		      const struct ks_witness *witness, const struct ks_want *wants, size_t n);

#endif
