/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_CARDS_TEST_H
#define KS_OUTPUT_CARDS_TEST_H
/*
 * What the examples of a coalition came to: which differ and in what, which
 * parts of the agreements none of them touches, and which small changes none
 * would notice, as questions to the working group.
 */
#include "ks/engine/touch.h"
#include "ks/engine/why_not.h"
#include "ks/output/out.h"

/* One difference between an example's expectation and its route; NULL: none on that side. */
struct ks_example_difference {
	const char *what;			/* class step dropped gap urgency due form */
	const char *about;			/* the step; NULL for class and lists */
	const char *expected, *got;
	const struct ks_way *ways;		/* STEP gone: what stops it; added: by which steps */
	size_t n_ways;
};

struct ks_example_view {
	const char *id, *story, *file;
	int line;
	const struct ks_example_difference *differences;
	size_t n;
};

struct ks_mutation_view {
	const struct ks_mutants *mutants;
	const struct ks_example *const *by;	/* per mutant: who noticed it, or NULL */
};

struct ks_test_view {
	const struct ks_example_view *examples;
	size_t n;
	const struct ks_parts *parts;		/* NULL: not every example was tried */
	const struct ks_mutation_view *mutation;	/* NULL: not asked for */
};

void ks_out_test(struct ks_out *out, const struct ks_test_view *view);

#endif
