/* SPDX-License-Identifier: EUPL-1.2 */
/* ks export: one handover for an organisation with a casebook of its own. */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/cmd/commands.h"
#include "ks/exchange/files.h"
#include "ks/output/fhir.h"
#include "parcel.h"

struct export_opts {
	const char *handover, *file;
};

static const struct ks_opt opts[] = {
	{ "fhir", KS_OPT_NAME, offsetof(struct export_opts, handover), NULL, "H",
	  KS_MSG_opt_export_fhir },
	{ "out", KS_OPT_NAME, offsetof(struct export_opts, file), NULL, "FILE",
	  KS_MSG_opt_export_out },
	{ .name = NULL },
};

static enum ks_status make(struct ks_ctx *ctx, const struct export_opts *o, struct ks_parcel *parcel)
{
	struct ks_handover h = { .id = NULL };
	enum ks_status status = ks_handover_read(ctx->store, o->handover, &h);

	if (status)
		return status;
	ks_store_about(ctx->store, h.case_key, h.id);
	return ks_parcel_make(ctx, &h, parcel);
}

/* Only what was logged leaves, so the file is written after the commit. */
static enum ks_status put(struct ks_ctx *ctx, const struct export_opts *o,
			  const struct ks_parcel *parcel)
{
	enum ks_status status;

	ks_write_fhir(ctx->out, parcel);
	if (!o->file || strcmp(o->file, "-") == 0)
		return KS_OK;
	status = ks_put_answer(ctx, o->file);
	if (!status)
		ks_out_msg(ctx->out, 0, KS_MSG_export_written,
			   KS_ARGS({ "handover", parcel->own.id }, { "file", o->file }));
	return status;
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts_ptr)
{
	const struct export_opts *o = opts_ptr;
	struct ks_parcel parcel = { .n_moves = 0 };
	enum ks_status status;

	if (!o->handover)
		return ks_fail(ctx, KS_USAGE, KS_MSG_export_needs, NULL);
	status = ks_store_begin(ctx->store, KS_READ, "export", __func__);
	if (!status)
		status = ks_finish(ctx, make(ctx, o, &parcel));
	return status ? status : put(ctx, o, &parcel);
}

const struct ks_cmd ks_cmd_export = {
	.name = "export",
	.summary = KS_MSG_summary_export,
	.help = KS_MSG_help_export,
	.usage = "",
	.opts = opts,
	.opts_size = sizeof(struct export_opts),
	.needs = KS_NEED_CARDS | KS_NEED_STORE | KS_NEED_ACTOR,
	.deed = KS_DEED_HANDOVER,
	.run = run,
};
