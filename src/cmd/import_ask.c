/* SPDX-License-Identifier: EUPL-1.2 */
/* ks import: what is asked before anything is brought in, whatever it is. */
#include <string.h>

#include "import.h"
#include "ks/base/arena.h"
#include "ks/cmd/terminal.h"

enum ks_status ks_import_case(struct ks_ctx *ctx, const struct import_opts *o, const char **found)
{
	char *key;
	enum ks_status status;

	if (!o->case_key)
		return KS_OK;
	key = KS_NEW_N(ctx->arena, KS_KEY_SIZE, char);
	status = ks_case_find(ctx->store, o->case_key, key);
	*found = key;
	return status;
}

static bool is_yes(const char *line)
{
	return strchr("jJyY", line[0]) && line[0];
}

/* Anything but a yes is a no; to break off is one too, and ends with its own status. */
static enum ks_status hear(struct ks_ctx *ctx, bool *yes)
{
	struct ks_terminal terminal;
	enum ks_line_kind kind;
	size_t len = 0;

	*yes = false;
	/* Before it is asked: whoever breaks off at once has been asked, and said no. */
	if (!ks_terminal_open(&terminal))
		return KS_STORE;
	ks_buf_add(&ctx->out->text, ks_msg_text(ctx->out->lang, KS_MSG_import_ask));
	kind = ks_out_flush(ctx->out) == KS_OK ? ks_terminal_line(&terminal, &len) : KS_LINE_END;
	*yes = kind == KS_LINE && len && is_yes(terminal.line);
	ks_terminal_close(&terminal);
	return kind == KS_LINE_END ? KS_INTERRUPTED : KS_OK;
}

enum ks_status ks_import_ask(struct ks_ctx *ctx, const struct import_opts *o, bool *go_on)
{
	enum ks_status status;

	*go_on = o->yes;
	if (*go_on)
		return KS_OK;
	if (!ks_terminal_is_there()) {
		status = ks_out_flush(ctx->out);
		return status ? status : ks_fail(ctx, KS_USAGE, KS_MSG_import_needs_yes, NULL);
	}
	status = hear(ctx, go_on);
	if (status == KS_INTERRUPTED)
		ks_out_blank(ctx->out);
	if (!*go_on)
		ks_out_msg(ctx->out, 0, KS_MSG_import_not_done, NULL);
	if (status == KS_INTERRUPTED)
		ks_out_flush(ctx->out);
	return status;
}
