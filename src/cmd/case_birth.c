/* SPDX-License-Identifier: EUPL-1.2 */
/* ks case birth: the child is there, and the phase is now after birth. */
#include "case.h"
#include "ks/base/arena.h"
#include "ks/output/cases.h"

#define MOST_CHILDREN 9
#define EARLIEST (20 * 7)
#define LATEST (44 * 7)

struct birth_opts {
	ks_day date;
	int children;
	bool correct;
};

#define OPT(field) offsetof(struct birth_opts, field)

static const struct ks_opt opts[] = {
	{ "date", KS_OPT_DATE, OPT(date), NULL, "DATE", KS_MSG_help_opt_birth_date },
	{ "children", KS_OPT_INT, OPT(children), NULL, "N", KS_MSG_help_opt_children },
	{ "correct", KS_OPT_FLAG, OPT(correct), NULL, NULL, KS_MSG_help_opt_birth_correct },
	{ .name = NULL },
};

/*
 * Before the pregnancy began nobody can have been born of it; too early or
 * too late for a birth is more likely a slip of the pen. These bounds are a
 * proposal.
 */
static enum ks_status check_term(const struct ks_facts *facts, ks_day born)
{
	const char *due_text = facts->now[KS_FACT_DUE];
	char text[KS_DATE_TEXT];
	ks_day due;
	int days;

	if (!due_text || !ks_parse_date(due_text, &due))
		return KS_OK;
	days = ks_week_on(due, born);
	if (days <= 0)
		return ks_fail(facts->ctx, KS_INPUT, KS_MSG_birth_before_pregnancy, NULL);
	if (days >= EARLIEST && days <= LATEST)
		return KS_OK;
	ks_format_date(born, text);
	return ks_fail(facts->ctx, KS_INPUT, KS_MSG_birth_out_of_range,
		       KS_ARGS({ "date", text }, { "due", due_text }));
}

/* A birth that was recorded already changes only on purpose. */
static enum ks_status check_earlier(const struct ks_facts *facts, const struct birth_opts *o,
				    const char *children)
{
	const char *born = facts->now[KS_FACT_BORN], *earlier = facts->now[KS_FACT_CHILDREN];
	char text[KS_DATE_TEXT];

	ks_format_date(o->date, text);
	if (!born || o->correct || (ks_streq(born, text) && ks_streq(earlier, children)))
		return KS_OK;
	return ks_fail(facts->ctx, KS_REFUSED, KS_MSG_birth_known,
		       KS_ARGS({ "case", facts->key }, { "date", born },
			       { "children", earlier ? earlier : "1" }));
}

static const char *children_of(const struct ks_facts *facts, const struct birth_opts *o)
{
	const char *earlier = facts->now[KS_FACT_CHILDREN];

	if (o->children >= 0)
		return ks_fmt(facts->ctx->arena, "%d", o->children);
	return earlier ? earlier : "1";
}

struct birth {
	struct birth_opts o;
	struct ks_case_change view;
};

static enum ks_status record_birth(struct ks_facts *facts, void *context)
{
	struct birth *birth = context;
	const struct birth_opts *o = &birth->o;
	const char *children = children_of(facts, o);
	enum ks_status status = KS_OK;

	if (ks_streq(facts->now[KS_FACT_PHASE], ks_phase_words[KS_BEFORE]))
		status = ks_fail(facts->ctx, KS_REFUSED, KS_MSG_birth_without_pregnancy,
				 KS_ARGS({ "case", facts->key }));
	if (status == KS_OK)
		status = check_earlier(facts, o, children);
	if (status == KS_OK)
		status = check_term(facts, o->date);
	if (status != KS_OK)
		return status;
	ks_facts_day(facts, KS_FACT_BORN, o->date);
	ks_facts_text(facts, KS_FACT_CHILDREN, children);
	ks_facts_phase(facts, KS_AFTER);
	return ks_case_open_handovers(facts, &birth->view);
}

static enum ks_status check(struct ks_ctx *ctx, const struct birth_opts *o)
{
	if (o->children == 0 || o->children > MOST_CHILDREN)
		return ks_fail(ctx, KS_INPUT, KS_MSG_bad_children, NULL);
	return ks_check_past(ctx, "date", o->date);
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts_ptr)
{
	struct birth birth = { .o = *(const struct birth_opts *)opts_ptr };
	char key[KS_KEY_SIZE];
	enum ks_status status = check(ctx, &birth.o);

	birth.view = (struct ks_case_change){ .key = key, .kind = KS_CASE_BIRTH,
					      .date = birth.o.date };
	if (status == KS_OK)
		status = ks_case_change(ctx, "case-birth", record_birth, &birth, key);
	if (status == KS_OK)
		ks_write_case_change(ctx->out, &birth.view);
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
