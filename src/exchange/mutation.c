/* SPDX-License-Identifier: EUPL-1.2 */
/* Every mutant on every example that could show it, until one notices. */
#include "ks/exchange/mutation.h"

#include "ks/base/arena.h"

/* Routes are made by the ten thousand, so each is given back at once. */
bool ks_bench_differs(const struct ks_bench *bench, const struct ks_tried *tried)
{
	struct ks_arena scratch;
	const struct ks_route *route;
	struct ks_diff *diffs;
	size_t n;

	ks_arena_init(&scratch);
	route = ks_route_decide(&scratch, &bench->twin.c, &tried->family.family,
				tried->family.today);
	ks_example_compare(&scratch, tried->example, route, &diffs, &n);
	ks_arena_release(&scratch);
	return n > 0;
}

static void prepare(struct ks_arena *arena, const struct ks_bench *bench, struct ks_tried *tried)
{
	const struct ks_family *family = &tried->family.family;
	const struct ks_route *route;
	struct ks_world world;

	ks_example_read(arena, &bench->twin.c, tried->example, &tried->family);
	route = ks_route_decide(arena, &bench->twin.c, family, tried->family.today);
	world = ks_route_world(route, family);
	ks_trial_make(arena, &bench->twin, &world, &tried->trial);
}

void ks_bench_make(struct ks_arena *arena, const struct ks_coalition *c,
		   const struct ks_example *const *examples, size_t n, struct ks_bench *bench)
{
	bench->n = 0;
	ks_twin_make(arena, c, &bench->twin);
	bench->tried = KS_NEW_N(arena, n, struct ks_tried);
	for (size_t i = 0; i < n; i++) {
		struct ks_tried *tried = &bench->tried[bench->n];

		tried->example = examples[i];
		prepare(arena, bench, tried);
		if (!ks_bench_differs(bench, tried))
			bench->n++;
	}
}

struct ks_parts ks_bench_touch(struct ks_arena *arena, const struct ks_bench *bench)
{
	struct ks_parts parts = ks_parts_of(arena, &bench->twin);

	for (size_t i = 0; i < bench->n; i++)
		ks_parts_touch(&parts, &bench->tried[i].trial);
	return parts;
}

static const struct ks_example *first_to_notice(const struct ks_bench *bench,
						const struct ks_mutant *mutant)
{
	for (size_t i = 0; i < bench->n; i++) {
		bool noticed;

		if (!ks_mutant_may_show(mutant, &bench->tried[i].trial))
			continue;
		ks_mutant_set(mutant);
		noticed = ks_bench_differs(bench, &bench->tried[i]);
		ks_mutant_unset(mutant);
		if (noticed)
			return bench->tried[i].example;
	}
	return NULL;
}

void ks_bench_mutate(struct ks_arena *arena, const struct ks_bench *bench,
		     ks_mutation_progress *progress, void *context, struct ks_mutation *out)
{
	out->noticed = 0;
	out->by = KS_NEW_N(arena, out->mutants.n, const struct ks_example *);
	for (size_t i = 0; i < out->mutants.n; i++) {
		out->by[i] = first_to_notice(bench, &out->mutants.items[i]);
		out->noticed += out->by[i] != NULL;
		if (progress)
			progress(context, i + 1);
	}
}
