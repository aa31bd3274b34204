/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_BASE_NEAR_H
#define KS_BASE_NEAR_H
/*
 * "Did you mean": the known name nearest to what was typed
 * (Damerau-Levenshtein distance, adjacent swaps count as one). A name of which
 * the whole of it is one word, as "stress" is of "veel-stress", is nearer still.
 */
#include <stddef.h>

/* Candidates are offered one by one; start with a zeroed struct. */
struct ks_near {
	const char *typed;
	const char *best;	/* NULL while nothing is near enough */
	int distance;
};

void ks_near_start(struct ks_near *near, const char *typed);
void ks_near_offer(struct ks_near *near, const char *candidate);

/* The nearest of a NULL-ended list; NULL when none is near enough. */
const char *ks_near_of(const char *typed, const char *const *words);

#endif
