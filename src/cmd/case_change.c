/* SPDX-License-Identifier: EUPL-1.2 */
/* ks case: what changing a case always takes. */
#include "case.h"

#include "handover.h"
#include "ks/base/arena.h"
#include "ks/cmd/weigh.h"

static enum ks_status change_and_weigh(struct ks_ctx *ctx, ks_change_case *change, void *context,
				       char key[KS_KEY_SIZE])
{
	struct ks_weighed weighed;
	struct ks_facts facts;
	enum ks_status status = ks_case_find(ctx->store, ctx->args[0], key);

	if (status != KS_OK)
		return status;
	ks_store_about(ctx->store, key, NULL);
	ks_facts_init(&facts, ctx, key);
	status = ks_facts_read(&facts);
	if (status == KS_OK)
		status = change(&facts, context);
	if (status == KS_OK)
		status = ks_facts_status(&facts);
	if (status == KS_OK)
		status = ks_weigh(ctx, key, &weighed);
	return status == KS_OK ? ks_weigh_keep(ctx, &weighed) : status;
}

enum ks_status ks_case_change(struct ks_ctx *ctx, const char *event, ks_change_case *change,
			      void *context, char key[KS_KEY_SIZE])
{
	enum ks_status status = ks_store_begin(ctx->store, KS_UPDATE, event, __func__);

	if (status != KS_OK)
		return status;
	return ks_finish(ctx, change_and_weigh(ctx, change, context, key));
}

enum ks_status ks_case_open_handovers(struct ks_facts *facts, struct ks_case_change *view)
{
	const struct ks_handover_filter filter = { .case_key = facts->key, .open_only = true };
	struct ks_handover_view *open;
	struct ks_handover *items = NULL;
	size_t n = 0;
	enum ks_status status = ks_handover_list(facts->ctx->store, &filter, &items, &n);

	open = KS_NEW_N(facts->ctx->arena, n + 1, struct ks_handover_view);
	for (size_t i = 0; i < n && status == KS_OK; i++)
		if (ks_handover_is_under_way(&items[i]))
			ks_handover_view_make(facts->ctx, &items[i], &open[view->n_open++]);
	view->open = open;
	return status;
}

enum ks_status ks_check_past(struct ks_ctx *ctx, const char *option, ks_day day)
{
	char text[KS_DATE_TEXT];

	if (day == KS_NO_DAY)
		return ks_fail(ctx, KS_USAGE, KS_MSG_option_missing, KS_ARGS({ "option", option }));
	if (day <= ctx->today)
		return KS_OK;
	ks_format_date(day, text);
	return ks_fail(ctx, KS_INPUT, KS_MSG_date_in_future, KS_ARGS({ "value", text }));
}
