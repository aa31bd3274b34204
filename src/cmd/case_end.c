/* SPDX-License-Identifier: EUPL-1.2 */
/* ks case end: a loss. Steps and reminders stop; nothing congratulates. */
#include "case.h"
#include "ks/output/cases.h"

struct end_opts {
	ks_day date;
};

static const struct ks_opt opts[] = {
	{ "date", KS_OPT_DATE, offsetof(struct end_opts, date), NULL, "DATE",
	  KS_MSG_help_opt_end_date },
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

static enum ks_status run(struct ks_ctx *ctx, const void *opts_ptr)
{
	const struct end_opts *o = opts_ptr;
	char key[KS_KEY_SIZE];
	struct ks_case_change view = { .key = key, .kind = KS_CASE_END, .date = o->date };
	enum ks_status status = ks_check_past(ctx, "date", o->date);

	if (status == KS_OK)
		status = ks_case_change(ctx, "case-end", record_end, &view, key);
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
