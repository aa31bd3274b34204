/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ks case export: everything about one family, for herself (AVG art. 15,
 * Wabvpz 15d). It leaves nothing out: what is shielded is shielded from a
 * partner, not from her, and half an answer would hide what she may see. The
 * class, a word of professionals, is in the JSON; the text says that it is.
 */
#include <string.h>

#include "audit.h"
#include "case.h"
#include "handover.h"
#include "ks/base/arena.h"
#include "ks/output/case_export.h"
#include "ks/store/handovers.h"
#include "ks/store/routes.h"

struct export_opts {
	const char *file;
};

static const struct ks_opt opts[] = {
	{ "out", KS_OPT_NAME, offsetof(struct export_opts, file), NULL, "FILE",
	  KS_MSG_opt_case_export_out },
	{ .name = NULL },
};

/* What a page wrote, taken out again. */
static const char *take(struct ks_ctx *ctx)
{
	const char *text = ctx->out->text.text;

	ks_buf_init(&ctx->out->text, ctx->arena);
	return text;
}

static const struct ks_export_step *steps_of(struct ks_ctx *ctx, const struct ks_kept_route *kept)
{
	struct ks_export_step *steps =
		KS_NEW_N(ctx->arena, kept->n_steps + 1, struct ks_export_step);

	for (size_t i = 0; i < kept->n_steps; i++) {
		const struct ks_kept_step *s = &kept->steps[i];

		steps[i] = (struct ks_export_step){ s->number, s->id,	 s->role, s->organisation,
						    s->urgency, s->form, s->due,  s->opens,
						    s->already };
	}
	return steps;
}

static enum ks_status add_routes(struct ks_ctx *ctx, struct ks_export_view *view)
{
	struct ks_kept_route *kept = NULL;
	struct ks_export_route *routes;
	enum ks_status status = ks_routes_of(ctx->store, view->case_key, &kept, &view->n_routes);

	routes = KS_NEW_N(ctx->arena, view->n_routes + 1, struct ks_export_route);
	for (size_t i = 0; status == KS_OK && i < view->n_routes; i++)
		routes[i] = (struct ks_export_route){ .id = kept[i].id,
						      .class_then = ks_class_words[kept[i].class_now],
						      .coalition = kept[i].coalition,
						      .version = kept[i].version,
						      .date = kept[i].date,
						      .steps = steps_of(ctx, &kept[i]),
						      .n_steps = kept[i].n_steps };
	view->routes = routes;
	return status;
}

static enum ks_status add_handovers(struct ks_ctx *ctx, struct ks_export_view *view)
{
	const struct ks_handover_filter filter = { .case_key = view->case_key };
	struct ks_handover *items = NULL;
	enum ks_status status =
		ks_handover_list(ctx->store, &filter, &items, &view->n_handovers);

	view->handovers = KS_NEW_N(ctx->arena, view->n_handovers + 1, const char *);
	for (size_t i = 0; status == KS_OK && i < view->n_handovers; i++) {
		struct ks_handover_view one;

		ks_handover_view_make(ctx, &items[i], &one);
		one.given_out = true;
		ks_out_handover(ctx->out, &one);
		view->handovers[i] = take(ctx);
	}
	return status;
}

static enum ks_status gather(struct ks_ctx *ctx, char key[KS_KEY_SIZE], struct ks_export_view *view)
{
	const struct ks_audit_filter filter = { .case_key = key, .from = KS_NO_DAY,
						.until = KS_NO_DAY };
	enum ks_status status = ks_case_find(ctx->store, ctx->args[0], key);

	if (status != KS_OK)
		return status;
	ks_store_about(ctx->store, key, NULL);
	*view = (struct ks_export_view){ .case_key = key,
					 .book = ks_store_book_id(ctx->store),
					 .head = ks_audit_head(ctx->store),
					 .date = ctx->today };
	status = ks_case_page(ctx, key, true);
	view->record = take(ctx);
	if (status == KS_OK)
		status = add_routes(ctx, view);
	if (status == KS_OK)
		status = add_handovers(ctx, view);
	if (status == KS_OK)
		status = ks_audit_page(ctx, &filter);
	view->audit = take(ctx);
	return status;
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts_ptr)
{
	const struct export_opts *o = opts_ptr;
	struct ks_export_view view = { .n_routes = 0 };
	char key[KS_KEY_SIZE] = "";
	enum ks_status status = ks_store_begin(ctx->store, KS_EXECUTE, "case-export", __func__);

	if (status == KS_OK)
		status = ks_finish(ctx, gather(ctx, key, &view));
	if (status != KS_OK)
		return status;
	ks_diag_add(ctx->diag, KS_NOTE, ks_nowhere(), KS_MSG_case_export_warning,
		    KS_ARGS({ "case", key }), NULL);
	ks_write_case_export(ctx->out, &view);
	if (!o->file || strcmp(o->file, "-") == 0)
		return KS_OK;
	status = ks_put_answer(ctx, o->file);
	if (status == KS_OK)
		ks_out_msg(ctx->out, 0, KS_MSG_case_export_written,
			   KS_ARGS({ "case", key }, { "file", o->file }));
	return status;
}

const struct ks_cmd ks_cmd_case_export = {
	.name = "export",
	.summary = KS_MSG_summary_case_export,
	.help = KS_MSG_help_case_export,
	.usage = "CASE",
	.opts = opts,
	.opts_size = sizeof(struct export_opts),
	.needs = KS_NEED_CARDS | KS_NEED_STORE | KS_NEED_ACTOR,
	.deed = KS_DEED_GIVE,
	.min_args = 1,
	.max_args = 1,
	.run = run,
};
