/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_REACH_H
#define KS_ENGINE_REACH_H
/*
 * What a signal leads to, read from the cards alone: no family, no day. For
 * the working group that looks for a signal without an agreement.
 */
#include <stdbool.h>
#include <stddef.h>

#include "ks/cards/model.h"

struct ks_arena;

#define KS_ALL_PHASES ((1U << KS_PHASES) - 1U)

struct ks_reach {
	const struct ks_card *card;
	const struct ks_step *first;	/* the card's first step for this signal */
	bool alone;			/* false: the card asks for something else too */
};

/*
 * The cards that the signal can bring about in one of the phases (bits
 * 1U << enum ks_phase), in the order of the cards. What a family's facts
 * decide (week, age, municipality) is taken to be as the card wants it.
 */
size_t ks_reach_of(struct ks_arena *arena, const struct ks_coalition *c,
		   const struct ks_factor *signal, unsigned phases, struct ks_reach **out);

#endif
