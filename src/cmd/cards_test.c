/* SPDX-License-Identifier: EUPL-1.2 */
/* `ks cards test`: every example family through the cards, and what differs. */
#include "ks/base/arena.h"
#include "ks/base/near.h"
#include "ks/base/str.h"
#include "ks/engine/route.h"
#include "ks/exchange/example.h"
#include "ks/output/cards.h"

#include "cards.h"

static void take_differences(struct ks_arena *arena, const struct ks_diff *diffs, size_t n,
			     struct ks_example_view *out)
{
	struct ks_difference *list = KS_NEW_N(arena, n + 1, struct ks_difference);

	for (size_t i = 0; i < n; i++)
		list[i] = (struct ks_difference){ ks_diff_words[diffs[i].kind], diffs[i].about,
						  diffs[i].expected, diffs[i].got };
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
	route = ks_route_make(ctx->arena, ctx->coalition, &family.family, family.today);
	ks_example_compare(ctx->arena, example, route, &diffs, &n);
	*out = (struct ks_example_view){ .id = example->id,
					 .story = ks_text_in(example->story, ctx->out->lang),
					 .file = example->loc.in ? example->loc.in->name : "",
					 .line = example->loc.line };
	take_differences(ctx->arena, diffs, n, out);
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

static enum ks_status run_test(struct ks_ctx *ctx, const void *opts)
{
	const struct ks_example **chosen;
	struct ks_example_view *views;
	bool differs = false;
	size_t n;
	enum ks_status status = choose(ctx, &chosen, &n);

	(void)opts;
	if (status)
		return status;
	views = KS_NEW_N(ctx->arena, n + 1, struct ks_example_view);
	for (size_t i = 0; i < n; i++) {
		try_example(ctx, chosen[i], &views[i]);
		differs = differs || views[i].n;
	}
	ks_out_examples(ctx->out, views, n);
	return differs ? KS_FOUND : KS_OK;
}

const struct ks_cmd ks_cmd_cards_test = {
	.name = "test",
	.summary = KS_MSG_summary_cards_test,
	.help = KS_MSG_help_cards_test,
	.usage = "[EXAMPLE...]",
	.needs = KS_NEED_CARDS | KS_NEED_EXAMPLES,
	.max_args = 1000,
	.run = run_test,
};
