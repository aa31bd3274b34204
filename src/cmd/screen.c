/* SPDX-License-Identifier: EUPL-1.2 */
/* ks screen: records what was told, in one transaction, and shows both pans. */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/cards/load.h"
#include "ks/cmd/commands.h"
#include "ks/cmd/facts.h"
#include "ks/cmd/opt.h"
#include "ks/cmd/route_show.h"
#include "ks/cmd/talk.h"
#include "ks/cmd/terminal.h"
#include "ks/cmd/weigh.h"
#include "ks/exchange/answers.h"
#include "ks/output/talk.h"

/* ---- options ------------------------------------------------------------- */

struct screen_opts {
	const char *due, *lmp, *scan, *phase, *born, *municipality, *age, *first_child, *ref, *follows,
		*interpreter, *by, *judgement, *raise, *because, *date, *answers;
	struct ks_list present, absent, declined, score, already;
	bool with_parent, correct, dry_run, is_short;
};

#define OPT(field) offsetof(struct screen_opts, field)

static const struct ks_opt opts[] = {
	{ "due", KS_OPT_NAME, OPT(due), NULL, "DATE", KS_MSG_help_opt_due },
	{ "lmp", KS_OPT_NAME, OPT(lmp), NULL, "DATE", KS_MSG_help_opt_lmp },
	{ "scan", KS_OPT_NAME, OPT(scan), NULL, "DATE=W+D", KS_MSG_help_opt_scan },
	{ "phase", KS_OPT_NAME, OPT(phase), NULL, "before", KS_MSG_help_opt_phase },
	{ "born", KS_OPT_NAME, OPT(born), NULL, "DATE", KS_MSG_help_opt_born },
	{ "municipality", KS_OPT_NAME, OPT(municipality), NULL, "ID", KS_MSG_help_opt_municipality },
	{ "age", KS_OPT_NAME, OPT(age), NULL, "N", KS_MSG_help_opt_age },
	{ "first-child", KS_OPT_NAME, OPT(first_child), NULL, "yes|no", KS_MSG_help_opt_first_child },
	{ "ref", KS_OPT_NAME, OPT(ref), NULL, "TEXT", KS_MSG_help_opt_ref },
	{ "follows", KS_OPT_NAME, OPT(follows), NULL, "CASE", KS_MSG_help_opt_follows },
	{ "interpreter", KS_OPT_NAME, OPT(interpreter), NULL, "LANGUAGE", KS_MSG_help_opt_interpreter },
	{ "present", KS_OPT_LIST, OPT(present), NULL, "IDS", KS_MSG_help_opt_present },
	{ "absent", KS_OPT_LIST, OPT(absent), NULL, "IDS", KS_MSG_help_opt_absent },
	{ "declined", KS_OPT_LIST, OPT(declined), NULL, "IDS", KS_MSG_help_opt_declined },
	{ "score", KS_OPT_LIST, OPT(score), NULL, "ID=N", KS_MSG_help_opt_score },
	{ "already", KS_OPT_LIST, OPT(already), NULL, "IV@ROLE", KS_MSG_help_opt_already },
	{ "by", KS_OPT_NAME, OPT(by), NULL, "self|professional|file", KS_MSG_help_opt_by },
	{ "judgement", KS_OPT_NAME, OPT(judgement), NULL, "in-balance|out-of-balance",
	  KS_MSG_help_opt_judgement },
	{ "with-parent", KS_OPT_FLAG, OPT(with_parent), NULL, NULL, KS_MSG_help_opt_with_parent },
	{ "raise", KS_OPT_NAME, OPT(raise), NULL, "CLASS", KS_MSG_help_opt_raise },
	{ "because", KS_OPT_TEXT, OPT(because), NULL, "TEXT", KS_MSG_help_opt_because },
	{ "correct", KS_OPT_FLAG, OPT(correct), NULL, NULL, KS_MSG_help_opt_correct },
	{ "answers", KS_OPT_NAME, OPT(answers), NULL, "FILE|-", KS_MSG_help_opt_answers },
	{ "date", KS_OPT_NAME, OPT(date), NULL, "DATE", KS_MSG_help_opt_date },
	{ "dry-run", KS_OPT_FLAG, OPT(dry_run), NULL, NULL, KS_MSG_help_opt_dry_run },
	{ "short", KS_OPT_FLAG, OPT(is_short), NULL, NULL, KS_MSG_help_opt_short },
	{ .name = NULL },
};

/* An option and the place of what it says among the answers. */
struct link {
	const char *name;
	size_t from, to;
};

#define LINK(name, field) { name, OPT(field), offsetof(struct ks_answers, field) }

static const struct link singles[] = {
	LINK("--due", due), LINK("--lmp", lmp), LINK("--scan", scan), LINK("--phase", phase),
	LINK("--born", born), LINK("--municipality", municipality), LINK("--age", age),
	LINK("--first-child", first_child), LINK("--ref", ref), LINK("--follows", follows),
	LINK("--interpreter", interpreter), LINK("--by", by), LINK("--judgement", judgement),
	LINK("--raise", raise), LINK("--because", because), LINK("--date", date),
};

static const struct link flags[] = {
	LINK("--with-parent", with_parent),
	LINK("--correct", correct),
};

static const struct link lists[] = {
	LINK("--present", present), LINK("--absent", absent), LINK("--declined", declined),
	LINK("--score", score), LINK("--already", already),
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static const void *at(const void *base, size_t offset)
{
	return (const char *)base + offset;
}

static void *place(struct ks_answers *answers, size_t offset)
{
	return (char *)answers + offset;
}

static void tell_one(struct ks_arena *arena, struct ks_answers *answers, const struct link *link,
		     const char *text)
{
	if (text)
		*(struct ks_told *)place(answers, link->to) = ks_told_by(arena, link->name, text);
}

static void tell_list(struct ks_arena *arena, struct ks_answers *answers, const struct link *link,
		      const struct ks_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		ks_told_add(arena, place(answers, link->to),
			    ks_told_by(arena, link->name, list->items[i]));
}

static void tell(struct ks_arena *arena, const struct screen_opts *o, struct ks_answers *answers)
{
	for (size_t i = 0; i < COUNT(singles); i++)
		tell_one(arena, answers, &singles[i], *(const char *const *)at(o, singles[i].from));
	for (size_t i = 0; i < COUNT(flags); i++)
		tell_one(arena, answers, &flags[i],
			 *(const bool *)at(o, flags[i].from) ? "yes" : NULL);
	for (size_t i = 0; i < COUNT(lists); i++)
		tell_list(arena, answers, &lists[i], at(o, lists[i].from));
}

static enum ks_status read_file(struct ks_ctx *ctx, const char *name, struct ks_answers *answers)
{
	struct ks_source_text *in;
	enum ks_status status;

	if (!name)
		return KS_OK;
	if (strcmp(name, "-") == 0)
		status = ks_read_stdin(ctx->arena, ctx->diag, ctx->out, "--answers", &in);
	else
		status = ks_read_file(ctx->arena, name, name, ctx->diag, &in);
	if (status != KS_OK)
		return status;
	return ks_answers_read(ctx->arena, in, ctx->diag, answers);
}

static enum ks_status understand(struct ks_ctx *ctx, const struct screen_opts *o,
				 struct ks_intake *intake)
{
	struct ks_answers answers = { .present = { NULL, 0 } };
	enum ks_status status, settled;

	tell(ctx->arena, o, &answers);
	status = read_file(ctx, o->answers, &answers);
	settled = ks_answers_settle(ctx->arena, ctx->coalition, &answers, ctx->today, ctx->diag,
				    intake);
	return status == KS_OK ? settled : status;
}

/* ---- recording ----------------------------------------------------------- */

struct recording {
	struct ks_ctx *ctx;
	const struct ks_intake *intake;
	char key[KS_KEY_SIZE];
	bool is_new;
	int number;
};

static enum ks_status find_or_make(struct recording *r)
{
	struct ks_ctx *ctx = r->ctx;

	r->is_new = ctx->n_args == 0;
	return r->is_new ? ks_case_new(ctx->store, r->key)
			 : ks_case_find(ctx->store, ctx->args[0], r->key);
}

/* What a rule refuses goes before what is missing. */
static enum ks_status check_rules(struct recording *r)
{
	const struct ks_intake *intake = r->intake;

	if (intake->judgement && !intake->with_parent)
		return ks_fail(r->ctx, KS_REFUSED, KS_MSG_judgement_needs_parent, NULL);
	return KS_OK;
}

static enum ks_status check_given(struct recording *r)
{
	if (!ks_intake_has_answers(r->intake))
		return ks_fail(r->ctx, KS_USAGE, KS_MSG_screen_without_answers, NULL);
	return KS_OK;
}

static enum ks_status set_facts(struct recording *r)
{
	const struct ks_intake *intake = r->intake;
	struct ks_facts facts;
	enum ks_status status;

	ks_facts_init(&facts, r->ctx, r->key);
	status = r->is_new ? KS_OK : ks_facts_read(&facts);
	if (status == KS_OK && r->is_new)
		ks_facts_begin(&facts, intake);
	else
		ks_facts_phase_said(&facts, intake->phase);
	ks_facts_intake(&facts, intake);
	return status == KS_OK ? ks_facts_status(&facts) : status;
}

static enum ks_status add_screening(struct recording *r)
{
	const struct ks_intake *intake = r->intake;
	const struct ks_screening_new screening = {
		.date = intake->date,
		.complete = true,
		.correct = intake->correct,
		.answers = intake->answers,
		.n_answers = intake->n_answers,
		.scores = intake->scores,
		.n_scores = intake->n_scores,
		.already = intake->already,
		.n_already = intake->n_already,
		.judgement = intake->judgement,
		.with_parent = intake->with_parent,
		.raised = intake->raised,
		.because = intake->because,
	};

	return ks_screening_add(r->ctx->store, r->key, &screening, &r->number);
}

/* A professional may see more than was counted, never less. */
static enum ks_status check_raise(struct recording *r, const struct ks_weighed *weighed)
{
	enum ks_class computed = weighed->route->balance.computed_class;
	int raised = r->intake->raised;

	if (raised == KS_NO_CLASS)
		return KS_OK;
	if (raised < (int)computed)
		return ks_fail(r->ctx, KS_REFUSED, KS_MSG_raise_below,
			       KS_ARGS({ "class", ks_class_words[raised] },
				       { "computed", ks_class_words[computed] }));
	if (!r->intake->because || ks_is_blank(r->intake->because))
		return ks_fail(r->ctx, KS_USAGE, KS_MSG_raise_needs_because, NULL);
	if (raised == (int)computed)
		return ks_screening_withdraw_raise(r->ctx->store, r->key, r->number);
	return KS_OK;
}

static bool is_about_same(const struct ks_answer *a, const struct ks_answer *b)
{
	return a->factor == b->factor && a->subject == b->subject;
}

/* What another source said of it otherwise, and still counts; NULL where this answer corrected. */
static const struct ks_answer *left_standing(const struct ks_case *data,
					     const struct ks_answer_row *new)
{
	const struct ks_answer *other = NULL;

	for (size_t i = 0; i < data->n_answers; i++) {
		const struct ks_answer_row *old = &data->answers[i];

		if (!is_about_same(&old->answer, &new->answer))
			continue;
		if (old->answer.by == new->answer.by &&
		    old->superseded_by == new->answer.screening)
			return NULL;
		if (old->answer.by != new->answer.by && !old->superseded_by &&
		    old->answer.reply != new->answer.reply)
			other = &old->answer;
	}
	return other;
}

/* --correct mends what the same source said; who thinks of another source hears so. */
static void note_uncorrected(const struct recording *r, const struct ks_case *data)
{
	for (size_t i = 0; i < data->n_answers && r->intake->correct; i++) {
		const struct ks_answer_row *row = &data->answers[i];
		const struct ks_answer *other = NULL;

		if (row->answer.screening == r->number && row->answer.factor)
			other = left_standing(data, row);
		if (other)
			ks_diag_add(r->ctx->diag, KS_NOTE, ks_nowhere(), KS_MSG_correct_other_source,
				    KS_ARGS({ "factor", row->factor_id },
					    { "by", ks_by_words[other->by] }), NULL);
	}
}

static enum ks_status show(struct recording *r, bool dry_run, struct ks_weighed *weighed)
{
	struct ks_screen_view view = ks_screen_view_of(r->ctx, weighed);
	struct ks_route_view agreed = ks_route_view_of(r->ctx, weighed);
	enum ks_status status = ks_route_statuses(r->ctx, r->key, weighed->route, KS_ALL_SEQS,
						  &agreed.statuses);

	view.agreed = &agreed;
	if (dry_run && r->is_new)
		view.case_key = NULL;
	view.dry_run = dry_run;
	view.may_move = !r->is_new && r->intake->municipality;
	if (status == KS_OK)
		ks_write_screen(r->ctx->out, &view);
	return status;
}

static enum ks_status record(struct recording *r, bool dry_run)
{
	struct ks_weighed weighed;
	enum ks_status status = find_or_make(r);

	if (status != KS_OK)
		return status;
	ks_store_about(r->ctx->store, r->key, NULL);
	status = check_rules(r);
	if (status == KS_OK)
		status = check_given(r);
	if (status == KS_OK)
		status = set_facts(r);
	if (status == KS_OK)
		status = add_screening(r);
	if (status == KS_OK)
		status = ks_weigh(r->ctx, r->key, &weighed);
	if (status == KS_OK)
		status = check_raise(r, &weighed);
	if (status == KS_OK) {
		note_uncorrected(r, &weighed.data);
		status = ks_weigh_keep(r->ctx, &weighed);
	}
	return status != KS_OK || r->ctx->unseen ? status : show(r, dry_run, &weighed);
}

/* Nothing stays of a try-out, but that somebody read a case is an event. */
static enum ks_status forget(struct recording *r)
{
	enum ks_status status;

	ks_store_rollback(r->ctx->store, KS_OK);
	if (r->is_new)
		return KS_OK;
	status = ks_store_begin(r->ctx->store, KS_READ, "screen-dry-run", __func__);
	if (status != KS_OK)
		return status;
	ks_store_about(r->ctx->store, r->key, NULL);
	return ks_finish(r->ctx, KS_OK);
}

/* ---- the conversation ---------------------------------------------------- */

/* Nothing was answered yet, and there is somebody at a screen to ask. */
static bool is_talk(const struct ks_ctx *ctx, const struct screen_opts *o,
		    const struct ks_intake *intake)
{
	return !ks_intake_has_answers(intake) && !o->answers && !o->dry_run && !o->correct &&
	       ctx->out->format == KS_AS_TEXT && ks_terminal_is_there() &&
	       ks_talk_has_screen(ctx->out);
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts_ptr)
{
	const struct screen_opts *o = opts_ptr;
	struct ks_intake intake;
	struct recording r = { .ctx = ctx, .intake = &intake };
	enum ks_status status = understand(ctx, o, &intake);

	if (status == KS_OK && is_talk(ctx, o, &intake))
		return ks_talk_hold(ctx, &intake, o->is_short);
	if (status == KS_OK && o->is_short)
		return ks_fail(ctx, KS_USAGE, KS_MSG_talk_short_needs_terminal, NULL);
	if (status == KS_OK)
		status = ks_store_begin(ctx->store, KS_CREATE, "screen", __func__);
	if (status != KS_OK)
		return status;
	status = record(&r, o->dry_run);
	if (status == KS_OK && o->dry_run)
		return forget(&r);
	return ks_finish(ctx, status);
}

const struct ks_cmd ks_cmd_screen = {
	.name = "screen",
	.summary = KS_MSG_help_screen_summary,
	.help = KS_MSG_help_screen,
	.usage = "[CASE]",
	.opts = opts,
	.opts_size = sizeof(struct screen_opts),
	.needs = KS_NEED_CARDS | KS_NEED_STORE | KS_NEED_ACTOR | KS_NEED_FAMILY,
	.max_args = 1,
	.run = run,
};
