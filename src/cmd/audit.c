/* SPDX-License-Identifier: EUPL-1.2 */
/* ks audit: who looked and wrote, and whether the chain still fits. */
#include "ks/store/audit.h"

#include <string.h>

#include "ks/base/arena.h"
#include "audit.h"
#include "ks/cmd/commands.h"
#include "ks/output/audit.h"
#include "ks/output/progress.h"
#include "ks/store/cases.h"

static struct ks_audit_line line_of(const struct ks_audit_row *row)
{
	return (struct ks_audit_line){
		.seq = row->seq,
		.at = row->at,
		.action = row->action,
		.event = row->event,
		.result = row->result,
		.case_key = row->case_key,
		.object = row->object,
		.user = row->user,
		.role = row->role,
		.organisation = row->organisation,
		.on_behalf = row->on_behalf,
	};
}

/* ---- show ---------------------------------------------------------------- */

struct show_opts {
	ks_day from, until;
	const char *user;
};

static const struct ks_opt show_table[] = {
	{ "from", KS_OPT_DATE, offsetof(struct show_opts, from), NULL, "DATE",
	  KS_MSG_help_opt_audit_from },
	{ "until", KS_OPT_DATE, offsetof(struct show_opts, until), NULL, "DATE",
	  KS_MSG_help_opt_audit_until },
	{ "user", KS_OPT_NAME, offsetof(struct show_opts, user), NULL, "NAME",
	  KS_MSG_help_opt_audit_user },
	{ .name = NULL },
};

enum ks_status ks_audit_page(struct ks_ctx *ctx, const struct ks_audit_filter *filter)
{
	struct ks_audit_row *rows = NULL;
	struct ks_audit_view view = { .case_key = filter->case_key };
	struct ks_audit_line *lines;
	enum ks_status status = ks_audit_list(ctx->store, filter, &rows, &view.n);

	if (status != KS_OK)
		return status;
	lines = KS_NEW_N(ctx->arena, view.n + 1, struct ks_audit_line);
	for (size_t i = 0; i < view.n; i++)
		lines[i] = line_of(&rows[i]);
	view.lines = lines;
	ks_write_audit(ctx->out, &view);
	return KS_OK;
}

static enum ks_status show(struct ks_ctx *ctx, const struct show_opts *o)
{
	struct ks_audit_filter filter = { .user = o->user, .from = o->from, .until = o->until };
	char key[KS_KEY_SIZE];
	enum ks_status status;

	if (ctx->n_args) {
		status = ks_case_find_any(ctx->store, ctx->args[0], key);
		if (status != KS_OK)
			return status;
		ks_store_about(ctx->store, key, NULL);
		filter.case_key = key;
	}
	return ks_audit_page(ctx, &filter);
}

static enum ks_status run_show(struct ks_ctx *ctx, const void *opts_ptr)
{
	enum ks_status status = ks_store_begin(ctx->store, KS_READ, "audit-show", __func__);

	return status == KS_OK ? ks_finish(ctx, show(ctx, opts_ptr)) : status;
}

static const struct ks_cmd ks_cmd_audit_show = {
	.name = "show",
	.summary = KS_MSG_summary_audit_show,
	.help = KS_MSG_help_audit_show,
	.usage = "[CASE]",
	.opts = show_table,
	.opts_size = sizeof(struct show_opts),
	.needs = KS_NEED_STORE,
	.deed = KS_DEED_AUDIT,
	.max_args = 1,
	.run = run_show,
};

/* ---- verify -------------------------------------------------------------- */

struct verify_opts {
	const char *head;
};

static const struct ks_opt verify_table[] = {
	{ "head", KS_OPT_HASH, offsetof(struct verify_opts, head), NULL, "CODE",
	  KS_MSG_help_opt_head },
	{ .name = NULL },
};

/* The row that does not fit, when it is still there. */
static enum ks_status find_break(struct ks_ctx *ctx, struct ks_chain_view *view)
{
	const struct ks_audit_filter filter = { .seq = view->broken,
						.from = KS_NO_DAY,
						.until = KS_NO_DAY };
	struct ks_audit_row *rows = NULL;
	struct ks_audit_line *line;
	size_t n = 0;
	enum ks_status status;

	if (!view->broken)
		return KS_OK;
	status = ks_audit_list(ctx->store, &filter, &rows, &n);
	if (status == KS_OK && n) {
		line = KS_NEW(ctx->arena, struct ks_audit_line);
		*line = line_of(&rows[0]);
		view->at_break = line;
	}
	return status;
}

static enum ks_status verify(struct ks_ctx *ctx, const struct verify_opts *o)
{
	char head[KS_SHA256_HEX] = "";
	struct ks_chain_view view = { .head = head, .wanted = o->head };
	struct ks_progress progress;
	enum ks_status status;

	ks_watch_begin(ctx, &progress);
	status = ks_audit_verify(ctx->store, &view.broken, head);
	ks_watch_end(ctx, &progress);
	view.rows = (view.broken ? view.broken : ks_store_seq(ctx->store)) - 1;
	if (status == KS_OK && o->head)
		status = ks_audit_find_head(ctx->store, o->head, &view.wanted_at);
	if (status == KS_OK)
		status = find_break(ctx, &view);
	if (status != KS_OK)
		return status;
	ks_write_chain(ctx->out, &view);
	return view.broken || (o->head && !view.wanted_at) ? KS_FOUND : KS_OK;
}

static enum ks_status run_verify(struct ks_ctx *ctx, const void *opts_ptr)
{
	const struct verify_opts *o = opts_ptr;
	enum ks_status status;

	if (o->head && (strlen(o->head) != KS_SHA256_HEX - 1 ||
			strspn(o->head, "0123456789abcdef") != KS_SHA256_HEX - 1))
		return ks_fail(ctx, KS_INPUT, KS_MSG_bad_head, NULL);
	status = ks_store_begin(ctx->store, KS_EXECUTE, "audit-verify", __func__);
	return status == KS_OK ? ks_finish(ctx, verify(ctx, o)) : status;
}

static const struct ks_cmd ks_cmd_audit_verify = {
	.name = "verify",
	.summary = KS_MSG_summary_audit_verify,
	.help = KS_MSG_help_audit_verify,
	.usage = "",
	.opts = verify_table,
	.opts_size = sizeof(struct verify_opts),
	.needs = KS_NEED_STORE,
	.deed = KS_DEED_CHECK,
	.run = run_verify,
};

static const struct ks_cmd *const parts[] = { &ks_cmd_audit_show, &ks_cmd_audit_verify, NULL };

const struct ks_cmd ks_cmd_audit = {
	.name = "audit",
	.summary = KS_MSG_summary_audit,
	.help = KS_MSG_help_audit,
	.subs = parts,
};
