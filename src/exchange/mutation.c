/* SPDX-License-Identifier: EUPL-1.2 */
/* Every mutant on every example that could show it, until one notices. */
#include "ks/exchange/mutation.h"

#include "ks/base/arena.h"
#include "ks/exchange/example.h"

struct tried {
	const struct ks_example *example;
	struct ks_example_case family;
	struct ks_trial trial;
};

struct running {
	const struct ks_coalition *c;	/* the twin's */
	struct tried *tried;
	size_t n;
};

/* Does the family's route, as the agreements stand now, differ from what is expected? */
static bool differs(const struct ks_coalition *c, const struct tried *tried)
{
	struct ks_arena scratch;
	const struct ks_route *route;
	struct ks_diff *diffs;
	size_t n;

	ks_arena_init(&scratch);
	route = ks_route_decide(&scratch, c, &tried->family.family, tried->family.today);
	ks_example_compare(&scratch, tried->example, route, &diffs, &n);
	ks_arena_release(&scratch);
	return n > 0;
}

static void prepare(struct ks_arena *arena, struct ks_mutation *out, struct tried *tried)
{
	const struct ks_family *family = &tried->family.family;
	const struct ks_route *route;
	struct ks_world world;

	ks_example_read(arena, &out->twin.c, tried->example, &tried->family);
	route = ks_route_decide(arena, &out->twin.c, family, tried->family.today);
	world = ks_route_world(route, family);
	ks_trial_make(arena, &out->twin, &world, &tried->trial);
}

static void prepare_all(struct ks_arena *arena, struct ks_mutation *out, struct running *run,
			const struct ks_example *const *examples, size_t n)
{
	run->tried = KS_NEW_N(arena, n, struct tried);
	for (size_t i = 0; i < n; i++) {
		struct tried *tried = &run->tried[run->n];

		tried->example = examples[i];
		prepare(arena, out, tried);
		if (!differs(run->c, tried))
			run->n++;
	}
	out->examples = run->n;
}

static const struct ks_example *first_to_notice(const struct running *run,
						const struct ks_mutant *mutant)
{
	for (size_t i = 0; i < run->n; i++) {
		bool noticed;

		if (!ks_mutant_may_show(mutant, &run->tried[i].trial))
			continue;
		ks_mutant_set(mutant);
		noticed = differs(run->c, &run->tried[i]);
		ks_mutant_unset(mutant);
		if (noticed)
			return run->tried[i].example;
	}
	return NULL;
}

void ks_mutation_run(struct ks_arena *arena, const struct ks_coalition *c,
		     const struct ks_example *const *examples, size_t n,
		     ks_mutation_progress *progress, void *context, struct ks_mutation *out)
{
	struct running run = { .n = 0 };

	*out = (struct ks_mutation){ .noticed = 0 };
	ks_twin_make(arena, c, &out->twin);
	out->mutants = ks_mutants_of(arena, &out->twin);
	out->by = KS_NEW_N(arena, out->mutants.n, const struct ks_example *);
	run.c = &out->twin.c;
	prepare_all(arena, out, &run, examples, n);
	for (size_t i = 0; i < out->mutants.n; i++) {
		out->by[i] = first_to_notice(&run, &out->mutants.items[i]);
		out->noticed += out->by[i] != NULL;
		if (progress)
			progress(context, i + 1, out->mutants.n);
	}
}
