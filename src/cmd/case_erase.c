/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ks case erase: everything about a family goes, for good. So the key is typed
 * once more, and what somebody still works on is named first. It needs no
 * cards: a broken folder must not keep a family from being erased.
 */
#include <string.h>

#include "case.h"
#include "ks/base/arena.h"
#include "ks/cmd/terminal.h"
#include "ks/store/erase.h"
#include "ks/store/handovers.h"

struct erase_opts {
	const char *confirm;
	bool even_open;
};

static const struct ks_opt opts[] = {
	{ "confirm", KS_OPT_NAME, offsetof(struct erase_opts, confirm), NULL, "CASE",
	  KS_MSG_help_opt_confirm },
	{ "even-open", KS_OPT_FLAG, offsetof(struct erase_opts, even_open), NULL, NULL,
	  KS_MSG_help_opt_even_open },
	{ .name = NULL },
};

/* ---- is it meant? -------------------------------------------------------- */

/* The whole key, with or without its hyphen: a prefix is too easily typed. */
static bool is_key(const char *key, const char *typed)
{
	for (; *key; key++) {
		char c = *typed >= 'a' && *typed <= 'z' ? (char)(*typed - 'a' + 'A') : *typed;

		if (*key == '-' && c != '-')
			continue;
		if (c != *key)
			return false;
		typed++;
	}
	return !*typed;
}

static enum ks_status refuse_other(struct ks_ctx *ctx, const char *key)
{
	return ks_fail(ctx, KS_REFUSED, KS_MSG_erase_not_confirmed, KS_ARGS({ "case", key }));
}

static enum ks_status ask(struct ks_ctx *ctx, const char *key)
{
	struct ks_terminal *terminal = KS_NEW(ctx->arena, struct ks_terminal);
	bool same = false;
	size_t len = 0;

	if (!ks_terminal_open(terminal))
		return refuse_other(ctx, key);
	ks_out_msg(ctx->out, 0, KS_MSG_erase_ask, KS_ARGS({ "case", key }));
	if (ks_out_flush(ctx->out) == KS_OK && ks_terminal_line(terminal, &len) == KS_LINE)
		same = is_key(key, terminal->line);
	ks_terminal_close(terminal);
	return same ? KS_OK : refuse_other(ctx, key);
}

static enum ks_status confirm(struct ks_ctx *ctx, const struct erase_opts *o, const char *key)
{
	if (o->confirm)
		return is_key(key, o->confirm) ? KS_OK : refuse_other(ctx, key);
	if (ks_terminal_is_there())
		return ask(ctx, key);
	return ks_fail(ctx, KS_USAGE, KS_MSG_erase_needs_confirm, KS_ARGS({ "case", key }));
}

/* ---- what somebody still works on ---------------------------------------- */

static enum ks_status check_open(struct ks_ctx *ctx, const char *key)
{
	const struct ks_handover_filter filter = { .case_key = key, .open_only = true };
	struct ks_handover *items = NULL;
	struct ks_buf ids;
	size_t n = 0;
	enum ks_status status = ks_handover_list(ctx->store, &filter, &items, &n);

	if (status != KS_OK || !n)
		return status;
	ks_buf_init(&ids, ctx->arena);
	for (size_t i = 0; i < n; i++)
		ks_buf_addf(&ids, "%s%s", i ? ", " : "", items[i].id);
	return ks_fail(ctx, KS_REFUSED, KS_MSG_erase_open,
		       KS_ARGS({ "case", key }, { "handovers", ids.text }));
}

static enum ks_status find(struct ks_ctx *ctx, const struct erase_opts *o, char key[KS_KEY_SIZE])
{
	enum ks_status status = ks_case_find(ctx->store, ctx->args[0], key);

	if (status != KS_OK)
		return status;
	ks_store_about(ctx->store, key, NULL);
	return o->even_open ? KS_OK : check_open(ctx, key);
}

/* ---- the whole ----------------------------------------------------------- */

/* Between asking and erasing nothing is held; so it is looked at again. */
static enum ks_status erase(struct ks_ctx *ctx, const struct erase_opts *o, char key[KS_KEY_SIZE])
{
	enum ks_status status = ks_store_begin(ctx->store, KS_DELETE, "case-erase", __func__);

	if (status != KS_OK)
		return status;
	status = find(ctx, o, key);
	return ks_finish(ctx, status == KS_OK ? ks_case_erase(ctx->store, key) : status);
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts_ptr)
{
	const struct erase_opts *o = opts_ptr;
	char key[KS_KEY_SIZE] = "";
	const struct ks_case_change view = { .key = key,
					     .kind = KS_CASE_ERASE,
					     .date = ctx->today };
	enum ks_status status = ks_store_begin(ctx->store, KS_READ, "case-erase-asked", __func__);

	if (status == KS_OK)
		status = ks_finish(ctx, find(ctx, o, key));
	if (status == KS_OK)
		status = confirm(ctx, o, key);
	if (status == KS_OK)
		status = erase(ctx, o, key);
	if (status == KS_OK)
		ks_write_case_change(ctx->out, &view);
	return status;
}

const struct ks_cmd ks_cmd_case_erase = {
	.name = "erase",
	.summary = KS_MSG_summary_case_erase,
	.help = KS_MSG_help_case_erase,
	.usage = "CASE",
	.opts = opts,
	.opts_size = sizeof(struct erase_opts),
	.needs = KS_NEED_STORE | KS_NEED_ACTOR,
	.deed = KS_DEED_ERASE,
	.min_args = 1,
	.max_args = 1,
	.run = run,
};
