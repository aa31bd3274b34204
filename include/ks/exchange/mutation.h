/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_EXCHANGE_MUTATION_H
#define KS_EXCHANGE_MUTATION_H
/*
 * How much the examples of a coalition try: which parts of its agreements
 * they touch (engine/touch.h), and which small changes of them they notice
 * (engine/mutant.h). A mutant is noticed when some example that is good now
 * differs under it, in anything it expects (exchange/example.h).
 *
 * An example that differs already takes no part: mend it first.
 */
#include "ks/engine/touch.h"
#include "ks/exchange/example.h"

struct ks_arena;

struct ks_tried {
	const struct ks_example *example;
	struct ks_example_case family;	/* in the words of the twin */
	struct ks_trial trial;
};

/* The examples that are good, ready to be tried on changed agreements. */
struct ks_bench {
	struct ks_twin twin;
	struct ks_tried *tried;
	size_t n;
};

void ks_bench_make(struct ks_arena *arena, const struct ks_coalition *c,
		   const struct ks_example *const *examples, size_t n, struct ks_bench *bench);

/* The parts of the agreements, each with whether an example touches it. */
struct ks_parts ks_bench_touch(struct ks_arena *arena, const struct ks_bench *bench);

/* Is the example no longer good, as the twin is now? */
bool ks_bench_differs(const struct ks_bench *bench, const struct ks_tried *tried);

struct ks_mutation {
	struct ks_mutants mutants;
	const struct ks_example **by;	/* per mutant: the first to notice it, or NULL */
	size_t noticed;
};

/* Called with the number of mutants tried so far. */
typedef void ks_mutation_progress(void *context, size_t done);

/* Tries out->mutants, which are of the bench's twin. progress may be NULL. */
void ks_bench_mutate(struct ks_arena *arena, const struct ks_bench *bench,
		     ks_mutation_progress *progress, void *context, struct ks_mutation *out);

#endif
