/* SPDX-License-Identifier: EUPL-1.2 */
/* `ks cards test`: every example family through the cards, and what differs. */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/near.h"
#include "ks/base/str.h"
#include "ks/engine/route.h"
#include "ks/exchange/mutation.h"
#include "ks/output/cards_test.h"
#include "ks/output/progress.h"

#include "cards.h"

struct trying {
	struct ks_ctx *ctx;
	const struct ks_example_case *family;
	const struct ks_route *route;
};

/* "card/step" is looked for by its card, "iv@role" by both. */
static struct ks_target target_of(const struct ks_ctx *ctx, const char *id)
{
	const struct ks_coalition *c = ctx->coalition;
	size_t n = strcspn(id, "/@");
	const char *first = ks_strndup(ctx->arena, id, n);

	if (id[n] == '/')
		return (struct ks_target){ .card = ks_find_card(c, first) };
	return (struct ks_target){ .intervention = ks_find_intervention(c, first),
				   .role = id[n] ? ks_find_role(c, id + n + 1) : NULL };
}

/* Why a step is gone: what stops each way to it. The loader knows every id. */
static void find_lost(const struct trying *t, const char *id, struct ks_example_difference *out)
{
	struct ks_target target = target_of(t->ctx, id);
	const struct ks_why_not *why;
	struct ks_way *ways;

	if (!target.card && !target.intervention)
		return;
	why = ks_ways_to(t->ctx->arena, t->ctx->coalition, &t->family->family, t->route, target);
	ways = KS_NEW_N(t->ctx->arena, why->n_ways, struct ks_way);
	for (size_t i = 0; i < why->n_ways; i++)
		if (!target.card || ks_streq(why->ways[i].step->id, id))
			ways[out->n_ways++] = why->ways[i];
	out->ways = ways;
}

/* Why a step was added: the cards' steps that ask for it. */
static void find_added(const struct trying *t, const char *id, struct ks_example_difference *out)
{
	const struct ks_route_step *step = ks_route_find(t->route, id);
	struct ks_way *ways = KS_NEW_N(t->ctx->arena, step->n_reasons, struct ks_way);

	for (size_t i = 0; i < step->n_reasons; i++) {
		ways[i].step = step->reasons[i].step;
		ways[i].first.loc = ways[i].step->loc;
	}
	out->ways = ways;
	out->n_ways = step->n_reasons;
}

static void take_differences(const struct trying *t, const struct ks_diff *diffs, size_t n,
			     struct ks_example_view *out)
{
	struct ks_example_difference *list = KS_NEW_N(t->ctx->arena, n + 1, struct ks_example_difference);

	for (size_t i = 0; i < n; i++) {
		list[i] = (struct ks_example_difference){ .what = ks_diff_words[diffs[i].kind],
						  .about = diffs[i].about,
						  .expected = diffs[i].expected,
						  .got = diffs[i].got };
		if (diffs[i].kind == KS_DIFF_STEP && !diffs[i].got)
			find_lost(t, diffs[i].expected, &list[i]);
		else if (diffs[i].kind == KS_DIFF_STEP)
			find_added(t, diffs[i].got, &list[i]);
	}
	out->differences = list;
	out->n = n;
}

static void try_example(struct ks_ctx *ctx, const struct ks_example *example,
			struct ks_example_view *out)
{
	struct ks_example_case family;
	const struct ks_route *route;
	struct ks_diff *diffs;
	size_t n;

	ks_example_read(ctx->arena, ctx->coalition, example, &family);
	route = ks_route_decide(ctx->arena, ctx->coalition, &family.family, family.today);
	ks_example_compare(ctx->arena, example, route, &diffs, &n);
	*out = (struct ks_example_view){ .id = example->id,
					 .story = ks_text_in(example->story, ctx->out->lang),
					 .file = example->loc.in ? example->loc.in->name : "",
					 .line = example->loc.line };
	take_differences(&(struct trying){ ctx, &family, route }, diffs, n, out);
}

static const struct ks_example *find_example(const struct ks_coalition *c, const char *id)
{
	for (size_t i = 0; i < c->n_examples; i++)
		if (ks_streq(c->examples[i]->id, id))
			return c->examples[i];
	return NULL;
}

static enum ks_status no_such_example(struct ks_ctx *ctx, const char *id)
{
	struct ks_near near;

	ks_near_start(&near, id);
	for (size_t i = 0; i < ctx->coalition->n_examples; i++)
		ks_near_offer(&near, ctx->coalition->examples[i]->id);
	ks_error(ctx->diag, ks_nowhere(), KS_MSG_cards_no_example, KS_ARGS({ "example", id }),
		 near.best);
	return KS_INPUT;
}

/* The examples that are named, or all of them. */
static enum ks_status choose(struct ks_ctx *ctx, const struct ks_example ***out, size_t *n)
{
	const struct ks_coalition *c = ctx->coalition;
	const struct ks_example **chosen =
		KS_NEW_N(ctx->arena, c->n_examples + ctx->n_args + 1, const struct ks_example *);

	*out = chosen;
	for (*n = 0; !ctx->n_args && *n < c->n_examples; ++*n)
		chosen[*n] = c->examples[*n];
	for (size_t i = 0; i < ctx->n_args; i++) {
		chosen[*n] = find_example(c, ctx->args[i]);
		if (!chosen[*n])
			return no_such_example(ctx, ctx->args[i]);
		++*n;
	}
	return KS_OK;
}

/* ---- how sharp they are -------------------------------------------------- */

struct test_opts {
	bool mutate;
	int at_least;
};

static void show_progress(void *context, size_t done)
{
	ks_progress_step(context, done);
}

static void mutate(struct ks_ctx *ctx, const struct ks_bench *bench, struct ks_mutation *out)
{
	struct ks_progress progress;

	out->mutants = ks_mutants_of(ctx->arena, &bench->twin);
	ks_progress_begin(&progress, ctx->out, out->mutants.n);
	ks_bench_mutate(ctx->arena, bench, show_progress, &progress, out);
	ks_progress_end(&progress);
}

/* Fewer noticed than was asked for; all of them when nothing was. */
static bool is_blunt(const struct ks_mutation *mutation, int at_least)
{
	size_t least = at_least < 0 ? 100 : (size_t)at_least;

	return mutation->noticed * 100 < least * mutation->mutants.n;
}

/* With examples named, what these leave untouched says nothing. */
static bool look_further(struct ks_ctx *ctx, const struct test_opts *o,
			 const struct ks_example *const *examples, struct ks_test_view *view)
{
	struct ks_parts *parts = KS_NEW(ctx->arena, struct ks_parts);
	struct ks_mutation *mutation = KS_NEW(ctx->arena, struct ks_mutation);
	struct ks_mutation_view *shown = KS_NEW(ctx->arena, struct ks_mutation_view);
	struct ks_bench bench;

	if (ctx->n_args && !o->mutate)
		return false;
	ks_bench_make(ctx->arena, ctx->coalition, examples, view->n, &bench);
	if (!ctx->n_args) {
		*parts = ks_bench_touch(ctx->arena, &bench);
		view->parts = parts;
	}
	if (!o->mutate)
		return false;
	mutate(ctx, &bench, mutation);
	*shown = (struct ks_mutation_view){ &mutation->mutants, mutation->by };
	view->mutation = shown;
	return is_blunt(mutation, o->at_least);
}

/* ---- the command --------------------------------------------------------- */

static enum ks_status run_test(struct ks_ctx *ctx, const void *opts)
{
	const struct test_opts *o = opts;
	const struct ks_example **chosen;
	struct ks_example_view *examples;
	struct ks_test_view view = { .n = 0 };
	bool differs = false;
	enum ks_status status = choose(ctx, &chosen, &view.n);

	if (status)
		return status;
	if (o->at_least >= 0 && !o->mutate)
		return ks_fail(ctx, KS_USAGE, KS_MSG_at_least_alone, NULL);
	examples = KS_NEW_N(ctx->arena, view.n + 1, struct ks_example_view);
	for (size_t i = 0; i < view.n; i++) {
		try_example(ctx, chosen[i], &examples[i]);
		differs = differs || examples[i].n;
	}
	view.examples = examples;
	differs |= look_further(ctx, o, chosen, &view);
	ks_out_test(ctx->out, &view);
	return differs ? KS_FOUND : KS_OK;
}

static const struct ks_opt test_opts[] = {
	{ "mutate", KS_OPT_FLAG, offsetof(struct test_opts, mutate), NULL, NULL,
	  KS_MSG_opt_cards_mutate },
	{ "at-least", KS_OPT_INT, offsetof(struct test_opts, at_least), NULL, "N",
	  KS_MSG_opt_cards_at_least },
	{ .name = NULL },
};

const struct ks_cmd ks_cmd_cards_test = {
	.name = "test",
	.summary = KS_MSG_summary_cards_test,
	.help = KS_MSG_help_cards_test,
	.usage = "[EXAMPLE...]",
	.opts = test_opts,
	.opts_size = sizeof(struct test_opts),
	.needs = KS_NEED_CARDS | KS_NEED_EXAMPLES,
	.max_args = 1000,
	.run = run_test,
};
