/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ks case end: a loss. Steps and reminders stop; nothing congratulates. Ended by
 * mistake, the wrong key for instance, a case is opened again as it was.
 */
#include "case.h"
#include "ks/cmd/weigh.h"
#include "ks/output/cases.h"
#include "ks/store/handovers.h"

struct end_opts {
	ks_day date;
	bool reopen;
};

static const struct ks_opt opts[] = {
	{ "date", KS_OPT_DATE, offsetof(struct end_opts, date), NULL, "DATE",
	  KS_MSG_help_opt_end_date },
	{ "reopen", KS_OPT_FLAG, offsetof(struct end_opts, reopen), NULL, NULL,
	  KS_MSG_help_opt_end_reopen },
	{ .name = NULL },
};

static enum ks_status record_end(struct ks_facts *facts, void *context)
{
	struct ks_case_change *view = context;
	enum ks_status status = ks_case_open_handovers(facts, view);

	ks_facts_day(facts, KS_FACT_ENDED, view->date);
	ks_facts_phase(facts, KS_ENDED);
	return status;
}

static enum ks_status end(struct ks_ctx *ctx, const struct end_opts *o, char key[KS_KEY_SIZE],
			  struct ks_case_change *view)
{
	enum ks_status status = ks_check_past(ctx, "date", o->date);

	return status == KS_OK ? ks_case_change(ctx, "case-end", record_end, view, key) : status;
}

/* ---- by mistake ---------------------------------------------------------- */

static bool has_ended(const char *phase)
{
	return ks_streq(phase, ks_phase_words[KS_ENDED]);
}

/* The phase that stood before the case ended. */
static enum ks_status phase_before(struct ks_ctx *ctx, const char *key, const char **phase)
{
	struct ks_fact_row *rows = NULL;
	size_t n = 0;
	enum ks_status status = ks_case_facts(ctx->store, key, &rows, &n);

	*phase = ks_phase_words[KS_DURING];
	for (size_t i = 0; i < n && status == KS_OK; i++)
		if (rows[i].fact == KS_FACT_PHASE && rows[i].value && !has_ended(rows[i].value))
			*phase = rows[i].value;
	return status;
}

static enum ks_status set_back(struct ks_ctx *ctx, const char *key)
{
	const char *phase;
	struct ks_weighed weighed;
	enum ks_status status = phase_before(ctx, key, &phase);

	if (status == KS_OK)
		status = ks_case_set(ctx->store, key, KS_FACT_ENDED, NULL);
	if (status == KS_OK)
		status = ks_case_set(ctx->store, key, KS_FACT_PHASE, phase);
	if (status == KS_OK)
		status = ks_handovers_settle(ctx->store, key);
	if (status == KS_OK)
		status = ks_weigh(ctx, key, &weighed);
	return status == KS_OK ? ks_weigh_keep(ctx, &weighed) : status;
}

static enum ks_status take_back(struct ks_ctx *ctx, char key[KS_KEY_SIZE])
{
	struct ks_case data = { .key = "" };
	enum ks_status status = ks_case_find(ctx->store, ctx->args[0], key);

	if (status != KS_OK)
		return status;
	ks_store_about(ctx->store, key, NULL);
	status = ks_case_read(ctx->store, ctx->coalition, key, &data);
	if (status == KS_OK && !has_ended(data.facts[KS_FACT_PHASE]))
		status = ks_fail(ctx, KS_REFUSED, KS_MSG_case_not_ended, KS_ARGS({ "case", key }));
	if (status == KS_OK)
		status = ks_check_not_closed(ctx, &data);
	return status == KS_OK ? set_back(ctx, key) : status;
}

static enum ks_status reopen(struct ks_ctx *ctx, const struct end_opts *o, char key[KS_KEY_SIZE])
{
	enum ks_status status;

	if (o->date != KS_NO_DAY)
		return ks_fail(ctx, KS_USAGE, KS_MSG_reopen_has_no_date, NULL);
	status = ks_store_begin(ctx->store, KS_UPDATE, "case-reopen", __func__);
	return status == KS_OK ? ks_finish(ctx, take_back(ctx, key)) : status;
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts_ptr)
{
	const struct end_opts *o = opts_ptr;
	char key[KS_KEY_SIZE] = "";
	struct ks_case_change view = { .key = key,
				       .kind = o->reopen ? KS_CASE_REOPEN : KS_CASE_END,
				       .date = o->reopen ? ctx->today : o->date };
	enum ks_status status = o->reopen ? reopen(ctx, o, key) : end(ctx, o, key, &view);

	if (status == KS_OK)
		ks_write_case_change(ctx->out, &view);
	return status;
}

const struct ks_cmd ks_cmd_case_end = {
	.name = "end",
	.summary = KS_MSG_help_case_end_summary,
	.help = KS_MSG_help_case_end,
	.usage = "CASE",
	.opts = opts,
	.opts_size = sizeof(struct end_opts),
	.needs = KS_NEED_CARDS | KS_NEED_STORE | KS_NEED_ACTOR | KS_NEED_FAMILY,
	.min_args = 1,
	.max_args = 1,
	.run = run,
};
