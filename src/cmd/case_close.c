/* SPDX-License-Identifier: EUPL-1.2 */
/* ks case close: casework ends, said aloud; what still runs is asked about and goes on. */
#include "case.h"

struct close_opts {
	const char *because;
	bool reopen;
};

static const struct ks_opt opts[] = {
	{ "because", KS_OPT_TEXT, offsetof(struct close_opts, because), NULL, "TEXT",
	  KS_MSG_help_opt_close_because },
	{ "reopen", KS_OPT_FLAG, offsetof(struct close_opts, reopen), NULL, NULL,
	  KS_MSG_help_opt_reopen },
	{ .name = NULL },
};

static enum ks_status check_state(struct ks_ctx *ctx, const char *key, const struct close_opts *o)
{
	struct ks_case data = { .key = "" };
	enum ks_status status = ks_case_read(ctx->store, ctx->coalition, key, &data);

	if (status != KS_OK)
		return status;
	if (!o->reopen)
		return ks_check_not_closed(ctx, &data);
	if (!data.facts[KS_FACT_CLOSED])
		return ks_fail(ctx, KS_REFUSED, KS_MSG_case_not_closed, KS_ARGS({ "case", key }));
	return KS_OK;
}

static enum ks_status record(struct ks_ctx *ctx, const struct close_opts *o,
			     struct ks_case_change *view)
{
	struct ks_facts facts;
	char today[KS_DATE_TEXT];
	enum ks_status status = KS_OK;

	ks_facts_init(&facts, ctx, view->key);
	if (!o->reopen)
		status = ks_case_open_handovers(&facts, view);
	ks_format_date(ctx->today, today);
	if (status == KS_OK)
		status = ks_case_set(ctx->store, view->key, KS_FACT_CLOSED,
				     o->reopen ? NULL : today);
	if (status == KS_OK)
		status = ks_case_set(ctx->store, view->key, KS_FACT_CLOSED_BECAUSE, o->because);
	return status;
}

static enum ks_status change(struct ks_ctx *ctx, const struct close_opts *o, char key[KS_KEY_SIZE],
			     struct ks_case_change *view)
{
	enum ks_status status = ks_case_find(ctx->store, ctx->args[0], key);

	if (status != KS_OK)
		return status;
	ks_store_about(ctx->store, key, NULL);
	status = check_state(ctx, key, o);
	return status == KS_OK ? record(ctx, o, view) : status;
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts_ptr)
{
	const struct close_opts *o = opts_ptr;
	char key[KS_KEY_SIZE] = "";
	struct ks_case_change view = { .key = key,
				       .kind = o->reopen ? KS_CASE_REOPEN : KS_CASE_CLOSE,
				       .date = ctx->today };
	enum ks_status status;

	if (!o->because || !*o->because)
		return ks_fail(ctx, KS_USAGE, KS_MSG_option_missing,
			       KS_ARGS({ "option", "because" }));
	status = ks_store_begin(ctx->store, KS_UPDATE, o->reopen ? "case-reopen" : "case-close",
				__func__);
	if (status == KS_OK)
		status = ks_finish(ctx, change(ctx, o, key, &view));
	if (status == KS_OK)
		ks_write_case_change(ctx->out, &view);
	return status;
}

const struct ks_cmd ks_cmd_case_close = {
	.name = "close",
	.summary = KS_MSG_summary_case_close,
	.help = KS_MSG_help_case_close,
	.usage = "CASE",
	.opts = opts,
	.opts_size = sizeof(struct close_opts),
	.needs = KS_NEED_CARDS | KS_NEED_STORE | KS_NEED_ACTOR | KS_NEED_FAMILY,
	.min_args = 1,
	.max_args = 1,
	.run = run,
};
