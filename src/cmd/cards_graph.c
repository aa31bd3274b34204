/* SPDX-License-Identifier: EUPL-1.2 */
/* `ks cards graph`: a card, or all of them, as a drawing. */
#include "ks/output/graph.h"

#include "cards.h"

static enum ks_status run(struct ks_ctx *ctx, const void *opts)
{
	struct ks_graph_view view = { ctx->coalition, NULL };

	(void)opts;
	if (ctx->n_args) {
		view.card = ks_find_card(ctx->coalition, ctx->args[0]);
		if (!view.card)
			return ks_no_such_card(ctx, ctx->args[0]);
	}
	ks_out_graph(ctx->out, &view);
	return KS_OK;
}

const struct ks_cmd ks_cmd_cards_graph = {
	.name = "graph",
	.summary = KS_MSG_summary_cards_graph,
	.help = KS_MSG_help_cards_graph,
	.usage = "[CARD]",
	.needs = KS_NEED_CARDS,
	.max_args = 1,
	.formats = KS_HAS(KS_AS_DOT) | KS_HAS(KS_AS_MERMAID),
	.run = run,
};
