/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Holds the witnesses of open questions against the oracle, by trying:
 *
 *  - every question has one: with its other answers, both answers to the question give another
 *    route (or, where the question can only move the class, another class);
 *  - with any of the other answers left out, alone or together, the question makes no
 *    difference at all;
 *  - any answers to what is open and is not in the list leave class and route as they are,
 *    whatever else is answered.
 */
#ifndef ORACLE_WITNESS_H
#define ORACLE_WITNESS_H

#include "rng.h"
#include "subject.h"

/* `why` tells what was not so when this is false. */
bool witness_try(const struct subject *s, const struct coalition *c, const struct family *f,
		 struct rng *rng, char *why, size_t why_size);

#endif
