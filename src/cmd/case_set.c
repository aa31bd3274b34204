/* SPDX-License-Identifier: EUPL-1.2 */
/* ks case set: dated facts of a case; the earlier ones stay in its history. */
#include "case.h"
#include "handover.h"
#include "ks/base/arena.h"
#include "ks/base/bsn.h"
#include "ks/exchange/answers.h"
#include "ks/output/cases.h"

struct set_opts {
	const char *due, *lmp, *scan, *municipality, *neighbourhood, *age, *first_child, *ref,
		*interpreter, *safe_contact;
};

#define OPT(field) offsetof(struct set_opts, field)

static const struct ks_opt opts[] = {
	{ "due", KS_OPT_NAME, OPT(due), NULL, "DATE", KS_MSG_help_opt_due },
	{ "lmp", KS_OPT_NAME, OPT(lmp), NULL, "DATE", KS_MSG_help_opt_lmp },
	{ "scan", KS_OPT_NAME, OPT(scan), NULL, "DATE=W+D", KS_MSG_help_opt_scan },
	{ "municipality", KS_OPT_NAME, OPT(municipality), NULL, "ID", KS_MSG_help_opt_municipality },
	{ "neighbourhood", KS_OPT_NAME, OPT(neighbourhood), NULL, "TEXT",
	  KS_MSG_help_opt_neighbourhood },
	{ "age", KS_OPT_NAME, OPT(age), NULL, "N", KS_MSG_help_opt_age },
	{ "first-child", KS_OPT_NAME, OPT(first_child), NULL, "yes|no", KS_MSG_help_opt_first_child },
	{ "ref", KS_OPT_NAME, OPT(ref), NULL, "TEXT", KS_MSG_help_opt_ref },
	{ "interpreter", KS_OPT_NAME, OPT(interpreter), NULL, "LANGUAGE",
	  KS_MSG_help_opt_interpreter },
	{ "safe-contact", KS_OPT_TEXT, OPT(safe_contact), NULL, "TEXT",
	  KS_MSG_help_opt_safe_contact },
	{ .name = NULL },
};

static struct ks_told told(struct ks_arena *arena, const char *option, const char *text)
{
	return text ? ks_told_by(arena, option, text) : (struct ks_told){ .text = NULL };
}

/* The same words mean the same as in `ks screen`. */
static enum ks_status understand(struct ks_ctx *ctx, const struct set_opts *o,
				 struct ks_intake *intake)
{
	struct ks_arena *arena = ctx->arena;
	const struct ks_answers answers = {
		.due = told(arena, "--due", o->due),
		.lmp = told(arena, "--lmp", o->lmp),
		.scan = told(arena, "--scan", o->scan),
		.municipality = told(arena, "--municipality", o->municipality),
		.age = told(arena, "--age", o->age),
		.first_child = told(arena, "--first-child", o->first_child),
		.ref = told(arena, "--ref", o->ref),
		.interpreter = told(arena, "--interpreter", o->interpreter),
	};

	return ks_answers_settle(arena, ctx->coalition, &answers, ctx->today, ctx->diag, intake);
}

struct change {
	const struct set_opts *o;
	struct ks_intake intake;
	struct ks_case_change view;
};

/* ---- what still runs in the municipality that the family left ---------------- */

/* A handover does not move along by itself, and nobody there hears of the move. */
static enum ks_status find_left_behind(struct ks_facts *facts, struct change *change)
{
	const char *was = facts->now[KS_FACT_MUNICIPALITY], *is = change->intake.municipality;
	struct ks_case_change *view = &change->view;
	struct ks_handover_view *left;
	enum ks_status status;
	size_t n = 0;

	if (!was || !is || ks_streq(was, is))
		return KS_OK;
	status = ks_case_open_handovers(facts, view);
	left = KS_NEW_N(facts->ctx->arena, view->n_open + 1, struct ks_handover_view);
	for (size_t i = 0; i < view->n_open; i++)
		if (!ks_party_serves(facts->ctx, &view->open[i].to, is))
			left[n++] = view->open[i];
	view->open = left;
	view->n_open = n;
	return status;
}

static enum ks_status set_facts(struct ks_facts *facts, void *context)
{
	struct change *change = context;
	const struct ks_intake *intake = &change->intake;
	enum ks_status status = find_left_behind(facts, change);

	ks_facts_due(facts, intake->due, intake->due_source);
	ks_facts_text(facts, KS_FACT_MUNICIPALITY, intake->municipality);
	ks_facts_text(facts, KS_FACT_NEIGHBOURHOOD, change->o->neighbourhood);
	ks_facts_number(facts, KS_FACT_AGE, intake->age);
	ks_facts_yes_no(facts, KS_FACT_FIRST_CHILD, intake->first_child);
	ks_facts_text(facts, KS_FACT_REF, intake->ref);
	ks_facts_text(facts, KS_FACT_INTERPRETER, intake->interpreter);
	ks_facts_text(facts, KS_FACT_SAFE_CONTACT, change->o->safe_contact);
	change->view.changed = facts->changed;
	return status;
}

/* A house number makes a neighbourhood an address, and a postcode nearly does. */
static enum ks_status check_neighbourhood(struct ks_ctx *ctx, const char *typed)
{
	if (!typed || !ks_has_digit(typed))
		return KS_OK;
	return ks_fail(ctx, KS_INPUT, KS_MSG_neighbourhood_digits, KS_ARGS({ "value", typed }));
}

static bool says_something(const struct set_opts *o)
{
	return o->due || o->lmp || o->scan || o->municipality || o->neighbourhood || o->age ||
	       o->first_child || o->ref || o->interpreter || o->safe_contact;
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts_ptr)
{
	char key[KS_KEY_SIZE];
	struct change change = { .o = opts_ptr,
				 .view = { .key = key, .kind = KS_CASE_SET,
					   .date = ctx->today } };
	enum ks_status status;

	if (!says_something(change.o))
		return ks_fail(ctx, KS_USAGE, KS_MSG_case_set_nothing, NULL);
	status = check_neighbourhood(ctx, change.o->neighbourhood);
	if (status == KS_OK)
		status = understand(ctx, change.o, &change.intake);
	if (status == KS_OK)
		status = ks_case_change(ctx, "case-set", set_facts, &change, key);
	if (status == KS_OK)
		ks_write_case_change(ctx->out, &change.view);
	return status;
}

const struct ks_cmd ks_cmd_case_set = {
	.name = "set",
	.summary = KS_MSG_help_case_set_summary,
	.help = KS_MSG_help_case_set,
	.usage = "CASE",
	.opts = opts,
	.opts_size = sizeof(struct set_opts),
	.needs = KS_NEED_CARDS | KS_NEED_STORE | KS_NEED_ACTOR | KS_NEED_FAMILY,
	.min_args = 1,
	.max_args = 1,
	.run = run,
};
