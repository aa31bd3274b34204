/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Holds `--what-if` and `--why-not` against the oracle, by trying:
 *
 *  - a supposed answer gives the route of a family that gave that answer;
 *  - every set of other answers named for an intervention brings it on the route, and no part
 *    of such a set does;
 *  - where the program says it found them all, every such set of one or two answers is named;
 *  - where it says that no answer helps, none of one or two does.
 */
#ifndef ORACLE_EXPLAIN_H
#define ORACLE_EXPLAIN_H

#include "outcome.h"
#include "rng.h"
#include "subject.h"

/* Room for two outcomes is the caller's; `why` tells what was not so when this is false. */
bool explain_try(const struct subject *s, const struct coalition *c, const struct family *f,
		 struct rng *rng, struct outcome *want, struct outcome *got, char *why,
		 size_t why_size);

#endif
