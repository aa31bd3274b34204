/* SPDX-License-Identifier: EUPL-1.2 */
/* ks case list: the caseload, one line a case, without evaluating any. */
#include "case.h"
#include "ks/base/arena.h"
#include "ks/exchange/answers.h"
#include "ks/output/cases.h"

struct list_opts {
	int phase;
	const char *municipality;
	bool ended;
};

#define OPT(field) offsetof(struct list_opts, field)

static const struct ks_opt opts[] = {
	{ "phase", KS_OPT_WORD, OPT(phase), ks_phase_words, NULL, KS_MSG_help_opt_list_phase },
	{ "municipality", KS_OPT_NAME, OPT(municipality), NULL, "ID",
	  KS_MSG_help_opt_list_municipality },
	{ "ended", KS_OPT_FLAG, OPT(ended), NULL, NULL, KS_MSG_help_opt_list_ended },
	{ .name = NULL },
};

/* Gestational age for a list: only in a pregnancy, and only while it says something. */
static int week_of(const struct ks_case_line *line, ks_day today)
{
	int days;

	if (line->phase != KS_DURING || line->due == KS_NO_DAY)
		return -1;
	days = ks_week_on(line->due, today);
	return days < 0 || days > KS_LAST_WEEK ? -1 : days;
}

static struct ks_case_row row_of(const struct ks_case_line *line, ks_day today)
{
	return (struct ks_case_row){
		.key = line->key,
		.class_now = line->has_class ? (int)line->class_now : KS_NO_CLASS,
		.phase = line->phase,
		.week = week_of(line, today),
		.municipality = line->municipality,
		.ref = line->ref,
		.screened = line->screened,
		.open_handovers = line->open_handovers,
		.overdue = line->overdue,
		.incomplete = line->incomplete,
		.nothing_asked = line->nothing_asked,
	};
}

static enum ks_status list(struct ks_ctx *ctx, const struct ks_case_filter *filter)
{
	struct ks_case_line *lines = NULL;
	struct ks_case_row *rows;
	size_t n = 0;
	enum ks_status status = ks_case_list(ctx->store, filter, &lines, &n);

	if (status != KS_OK)
		return status;
	rows = KS_NEW_N(ctx->arena, n + 1, struct ks_case_row);
	for (size_t i = 0; i < n; i++) {
		rows[i] = row_of(&lines[i], ctx->today);
		ks_store_seen(ctx->store, lines[i].key);
	}
	ks_write_case_list(ctx->out, rows, n, filter->ended_too);
	return KS_OK;
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts_ptr)
{
	const struct list_opts *o = opts_ptr;
	struct ks_case_filter filter = { .phase = o->phase,
					 .ended_too = o->ended || o->phase == KS_ENDED };
	enum ks_status status;

	if (o->municipality) {
		filter.municipality = ks_municipality_id(ctx->arena, o->municipality);
		if (!filter.municipality)
			return ks_fail(ctx, KS_INPUT, KS_MSG_bad_municipality,
				       KS_ARGS({ "value", o->municipality }));
	}
	status = ks_store_begin(ctx->store, KS_READ, "case-list", __func__);
	return status == KS_OK ? ks_finish(ctx, list(ctx, &filter)) : status;
}

const struct ks_cmd ks_cmd_case_list = {
	.name = "list",
	.summary = KS_MSG_help_case_list_summary,
	.help = KS_MSG_help_case_list,
	.usage = "",
	.opts = opts,
	.opts_size = sizeof(struct list_opts),
	.needs = KS_NEED_STORE,
	.deed = KS_DEED_LIST,
	.run = run,
};
