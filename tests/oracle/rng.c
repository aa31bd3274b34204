/* SPDX-License-Identifier: EUPL-1.2 */
#include "rng.h"

#include <assert.h>

void rng_seed(struct rng *rng, uint64_t seed)
{
	rng->state = seed;
}

uint64_t rng_next(struct rng *rng)
{
	uint64_t z = (rng->state += UINT64_C(0x9E3779B97F4A7C15));

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

int rng_between(struct rng *rng, int low, int high)
{
	assert(low <= high);
	uint64_t span = (uint64_t)(high - low) + 1;
	return low + (int)(rng_next(rng) % span);
}

bool rng_chance(struct rng *rng, int percent)
{
	return rng_between(rng, 1, 100) <= percent;
}

void rng_shuffle(struct rng *rng, int *order, int n)
{
	for (int i = 0; i < n; i++)
		order[i] = i;
	for (int i = n - 1; i > 0; i--) {
		int j = rng_between(rng, 0, i);
		int kept = order[i];
		order[i] = order[j];
		order[j] = kept;
	}
}

int rng_weighted(struct rng *rng, const int *weights, int n)
{
	int total = 0;

	for (int i = 0; i < n; i++)
		total += weights[i];
	int draw = rng_between(rng, 1, total);
	for (int i = 0; i < n - 1; i++) {
		draw -= weights[i];
		if (draw <= 0)
			return i;
	}
	return n - 1;
}
