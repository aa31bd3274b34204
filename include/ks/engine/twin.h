/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_TWIN_H
#define KS_ENGINE_TWIN_H
/*
 * A twin: a copy of a coalition's agreements that may be written in, for who
 * asks what another agreement would do (engine/mutant.h). The loaded
 * coalition itself is never changed.
 *
 * What decides is copied, with every reference pointing into the copy:
 * factors, instruments with what they raise, interventions, cards with their
 * steps, and all conditions and windows. What only explains or is only read
 * (texts, sources, roles, policy, examples, files) is shared. Lists keep
 * their order, so entry i of the twin is entry i of the coalition.
 */
#include "ks/cards/model.h"

struct ks_arena;

struct ks_twin {
	struct ks_coalition c;			/* the copy, as everybody else reads it */
	struct ks_factor **factors;		/* the same entries, to write in */
	struct ks_instrument **instruments;
	struct ks_intervention **interventions;
	struct ks_card **cards;
};

void ks_twin_make(struct ks_arena *arena, const struct ks_coalition *c, struct ks_twin *twin);

#endif
