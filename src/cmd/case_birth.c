/* SPDX-License-Identifier: EUPL-1.2 */
/* ks case birth: the child is there, and the phase is now after birth. */
#include "case.h"
#include "ks/output/cases.h"

#define MOST_CHILDREN 9

struct birth_opts {
	ks_day date;
	int children;
};

#define OPT(field) offsetof(struct birth_opts, field)

static const struct ks_opt opts[] = {
	{ "date", KS_OPT_DATE, OPT(date), NULL, "DATE", KS_MSG_help_opt_birth_date },
	{ "children", KS_OPT_INT, OPT(children), NULL, "N", KS_MSG_help_opt_children },
	{ .name = NULL },
};

/* Before the pregnancy began nobody can have been born of it. */
static bool fits_due(const struct ks_facts *facts, ks_day born)
{
	ks_day due;

	if (!facts->now[KS_FACT_DUE] || !ks_parse_date(facts->now[KS_FACT_DUE], &due))
		return true;
	return born > due - KS_TERM_OF_PREGNANCY;
}

static enum ks_status record_birth(struct ks_facts *facts, void *context)
{
	const struct birth_opts *o = context;

	if (!fits_due(facts, o->date))
		return ks_fail(facts->ctx, KS_INPUT, KS_MSG_birth_before_pregnancy, NULL);
	ks_facts_day(facts, KS_FACT_BORN, o->date);
	ks_facts_number(facts, KS_FACT_CHILDREN, o->children < 0 ? 1 : o->children);
	ks_facts_phase(facts, KS_AFTER);
	return KS_OK;
}

static enum ks_status check(struct ks_ctx *ctx, const struct birth_opts *o)
{
	if (o->children == 0 || o->children > MOST_CHILDREN)
		return ks_fail(ctx, KS_INPUT, KS_MSG_bad_children, NULL);
	return ks_check_past(ctx, "date", o->date);
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts_ptr)
{
	struct birth_opts o = *(const struct birth_opts *)opts_ptr;
	char key[KS_KEY_SIZE];
	enum ks_status status = check(ctx, &o);

	if (status == KS_OK)
		status = ks_case_change(ctx, "case-birth", record_birth, &o, key);
	if (status == KS_OK) {
		const struct ks_case_change view = { .key = key, .kind = KS_CASE_BIRTH,
						     .date = o.date };

		ks_write_case_change(ctx->out, &view);
	}
	return status;
}

const struct ks_cmd ks_cmd_case_birth = {
	.name = "birth",
	.summary = KS_MSG_help_case_birth_summary,
	.help = KS_MSG_help_case_birth,
	.usage = "CASE",
	.opts = opts,
	.opts_size = sizeof(struct birth_opts),
	.needs = KS_NEED_CARDS | KS_NEED_STORE | KS_NEED_ACTOR | KS_NEED_FAMILY,
	.min_args = 1,
	.max_args = 1,
	.run = run,
};
