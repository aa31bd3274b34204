/* SPDX-License-Identifier: EUPL-1.2 */
/* `ks cards schema`: what the files may hold, for editors. */
#include "ks/base/near.h"
#include "ks/output/schema.h"

#include "cards.h"

static enum ks_status no_such_file(struct ks_ctx *ctx, const char *word)
{
	struct ks_near near;

	ks_near_start(&near, word);
	for (size_t i = 0; ks_schema_words[i]; i++)
		ks_near_offer(&near, ks_schema_words[i]);
	ks_error(ctx->diag, ks_nowhere(), KS_MSG_schema_no_file, KS_ARGS({ "value", word }),
		 near.best);
	return KS_USAGE;
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts)
{
	struct ks_schema_view view = { ctx->coalition, -1 };

	(void)opts;
	if (ctx->n_args) {
		view.file = ks_word_index(ks_schema_words, ctx->args[0]);
		if (view.file < 0)
			return no_such_file(ctx, ctx->args[0]);
	}
	ks_out_schema(ctx->out, &view);
	return KS_OK;
}

const struct ks_cmd ks_cmd_cards_schema = {
	.name = "schema",
	.summary = KS_MSG_summary_cards_schema,
	.help = KS_MSG_help_cards_schema,
	.usage = "[FILE]",
	.needs = KS_NEED_CARDS,
	.max_args = 1,
	.run = run,
};
