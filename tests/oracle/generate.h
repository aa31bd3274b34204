/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Makes random worlds. A coalition is always one the loader must accept: every reference
 * resolves, in the base folder alone too, and chains of alternatives end. What it says may
 * well be doubtful (a finding), because routing goes on then.
 *
 * Kept out because the contract does not settle it: more than one birth date, the phase
 * `ended`, a family outside the coalition's municipalities, an unknown municipality together
 * with a role that has no entry at all, help that is there already from a role nobody fills.
 */
#ifndef ORACLE_GENERATE_H
#define ORACLE_GENERATE_H

#include "rng.h"
#include "world.h"

void generate_coalition(struct rng *rng, struct coalition *c);

/* A family for this coalition, with at most `max_open` factors open. */
void generate_family(struct rng *rng, const struct coalition *c, int max_open, struct family *f);

#endif
