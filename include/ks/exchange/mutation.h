/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_EXCHANGE_MUTATION_H
#define KS_EXCHANGE_MUTATION_H
/*
 * How sharp the examples of a coalition are: every mutant of its agreements
 * (engine/mutant.h) is tried on the examples. A mutant is noticed when some
 * example that is good now differs under it (exchange/example.h).
 *
 * An example that differs already notices nothing: mend it first.
 */
#include "ks/engine/mutant.h"

struct ks_arena;

/* Called now and then with the number of mutants tried; may be NULL. */
typedef void ks_mutation_progress(void *context, size_t done, size_t all);

struct ks_mutation {
	struct ks_twin twin;		/* what the mutants point into */
	struct ks_mutants mutants;
	const struct ks_example **by;	/* per mutant: the first to notice it, or NULL */
	size_t noticed;
	size_t examples;		/* that were good, so could notice */
};

void ks_mutation_run(struct ks_arena *arena, const struct ks_coalition *c,
		     const struct ks_example *const *examples, size_t n,
		     ks_mutation_progress *progress, void *context, struct ks_mutation *out);

#endif
