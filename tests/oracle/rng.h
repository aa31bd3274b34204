/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A small seeded generator of random numbers (splitmix64). The same seed gives the same
 * sequence on every machine, so that a failing world can be made again from its number.
 */
#ifndef ORACLE_RNG_H
#define ORACLE_RNG_H

#include <stdbool.h>
#include <stdint.h>

struct rng {
	uint64_t state;
};

void rng_seed(struct rng *rng, uint64_t seed);
uint64_t rng_next(struct rng *rng);

/* A whole number from `low` to `high`, both included. */
int rng_between(struct rng *rng, int low, int high);

/* True in `percent` of the cases. */
bool rng_chance(struct rng *rng, int percent);

/* Fills `order` with 0 .. n-1, shuffled. */
void rng_shuffle(struct rng *rng, int *order, int n);

/* An index of `weights`, drawn in proportion to its weight. */
int rng_weighted(struct rng *rng, const int *weights, int n);

#endif
