/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * `ks report`: what stands in the casebook over a month, a quarter or a year.
 * Counting and hiding are the engine's (engine/measure.h); here the book is
 * read and every number gets its name, its meaning and its source.
 */
#include "handover.h"
#include "ks/base/arena.h"
#include "ks/cmd/commands.h"
#include "ks/engine/measure.h"
#include "ks/engine/picture.h"
#include "ks/output/label.h"
#include "ks/output/report.h"
#include "ks/store/report.h"

struct report_opts {
	const char *month, *quarter, *year;
};

struct reporting {
	struct ks_ctx *ctx;
	struct ks_period period;
	ks_day counted_on;
	struct ks_work_counts work;
	struct ks_family_counts families;
	struct ks_handover_counts handovers;
	struct ks_measure *measures;
	size_t n;
};

/* ---- the period ---------------------------------------------------------- */

/* The month of a day as "2026-11". */
static const char *month_of(struct ks_arena *arena, ks_day day)
{
	struct ks_civil civil = ks_civil_of(day);

	return ks_fmt(arena, "%04d-%02d", civil.year, civil.month);
}

static enum ks_status read_period(struct ks_ctx *ctx, const struct report_opts *opts,
				  const char **text, struct ks_period *out)
{
	const struct {
		const char *given;
		bool (*read)(const char *text, ks_day *from, ks_day *to);
		enum ks_msg wrong;
	} kinds[] = {
		{ opts->month, ks_month_days, KS_MSG_report_bad_month },
		{ opts->quarter, ks_quarter_days, KS_MSG_report_bad_quarter },
		{ opts->year, ks_year_days, KS_MSG_report_bad_year },
	};

	if (!opts->month + !opts->quarter + !opts->year < 2)
		return ks_fail(ctx, KS_USAGE, KS_MSG_report_one_period, NULL);
	*text = month_of(ctx->arena, ctx->today);
	ks_month_days(*text, &out->from, &out->to);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (!kinds[i].given)
			continue;
		*text = kinds[i].given;
		if (!kinds[i].read(*text, &out->from, &out->to))
			return ks_fail(ctx, KS_INPUT, kinds[i].wrong, KS_ARGS({ "text", *text }));
	}
	return KS_OK;
}

/* ---- reading and counting ------------------------------------------------ */

static enum ks_status count_family(struct reporting *r, const char *key)
{
	const struct ks_coalition *c = r->ctx->coalition;
	struct ks_picture picture = { .factors = NULL };
	struct ks_balance balance;
	struct ks_case family = { .key = "" };
	enum ks_status status =
		ks_case_read_on(r->ctx->store, c, key, r->counted_on, &family);

	if (status)
		return status;
	ks_picture_make(r->ctx->arena, c, &family.family, r->counted_on, &picture);
	ks_balance_make(r->ctx->arena, c, &family.family, &picture, &balance);
	ks_family_counts_add(&r->families, c, &balance);
	return KS_OK;
}

static enum ks_status count_families(struct reporting *r)
{
	const char **keys = NULL;
	size_t n = 0;
	enum ks_status status = ks_report_cases(r->ctx->store, r->period, &keys, &n);

	ks_family_counts_init(&r->families, r->ctx->arena, r->ctx->coalition);
	for (size_t i = 0; !status && i < n; i++)
		status = count_family(r, keys[i]);
	ks_family_counts_protect(&r->families, r->ctx->coalition->policy[KS_SMALL_CELL].number);
	return status;
}

/* What a parent did not want was never requested: it counts as refused alone. */
static void count_handover(struct reporting *r, const struct ks_handover *handover)
{
	struct ks_loop_state state;

	ks_handover_state(handover, r->counted_on, &state);
	if (state.requested != KS_NO_DAY)
		ks_handover_counts_add(&r->handovers, &state,
				       ks_handover_is_warm(handover, r->counted_on), r->counted_on);
}

static enum ks_status count_handovers(struct reporting *r)
{
	struct ks_handover *items = NULL;
	size_t n = 0;
	enum ks_status status = ks_report_handovers(r->ctx->store, r->period, &items, &n);

	for (size_t i = 0; !status && i < n; i++)
		count_handover(r, &items[i]);
	return status;
}

static enum ks_status count_all(struct reporting *r)
{
	enum ks_status status = ks_report_work(r->ctx->store, r->period, &r->work);

	if (!status)
		status = count_families(r);
	if (!status)
		status = count_handovers(r);
	return status;
}

/* ---- measures ------------------------------------------------------------ */

static const char *said(const struct reporting *r, enum ks_msg msg, const struct ks_arg *args)
{
	return ks_msg_make(r->ctx->arena, r->ctx->out->lang, msg, args);
}

static const char *policy_source(const struct reporting *r, enum ks_policy_key key)
{
	return r->ctx->coalition->policy[key].source->id;
}

static struct ks_measure *add_measure(struct reporting *r, enum ks_measure_group group,
				      const char *id)
{
	struct ks_measure *measure = ks_grow(r->ctx->arena, &r->measures, &r->n, sizeof(*measure));

	measure->id = id;
	measure->group = group;
	return measure;
}

/* A total of work done: exact. */
static struct ks_measure *add_total(struct reporting *r, enum ks_measure_group group,
				    const char *id, int value)
{
	struct ks_measure *measure = add_measure(r, group, id);

	measure->value = value;
	measure->shown = ks_fmt(r->ctx->arena, "%d", value);
	measure->source = "casebook";
	return measure;
}

/* A count of what families are like: as its cell may be shown. */
static struct ks_measure *add_cell(struct reporting *r, enum ks_measure_group group,
				   const char *id, const struct ks_cell *cell)
{
	struct ks_measure *measure = add_measure(r, group, id);
	int small_cell = r->ctx->coalition->policy[KS_SMALL_CELL].number;

	measure->value = cell->mark == KS_CELL_SHOWN ? cell->count : -1;
	measure->shown = ks_fmt(r->ctx->arena, "%d", cell->count);
	if (cell->mark == KS_CELL_SMALL)
		measure->shown = ks_fmt(r->ctx->arena, "<%d", small_cell);
	else if (cell->mark == KS_CELL_HELD)
		measure->shown = "-";
	return measure;
}

static void add_families(struct reporting *r)
{
	struct ks_measure *m;
	const char *number =
		ks_fmt(r->ctx->arena, "%d", r->ctx->coalition->policy[KS_DOMAINS_FLAG_AT].number);

	m = add_total(r, KS_GROUP_FAMILIES, "cases", r->families.cases);
	m->label = said(r, KS_MSG_measure_cases, NULL);
	m->definition = said(r, KS_MSG_define_cases, NULL);
	m = add_cell(r, KS_GROUP_FAMILIES, "domains_2plus", &r->families.domains_2plus);
	m->label = said(r, KS_MSG_measure_domains, KS_ARGS({ "n", number }));
	m->definition = said(r, KS_MSG_define_domains, KS_ARGS({ "n", number }));
	m->source = policy_source(r, KS_DOMAINS_FLAG_AT);
}

static void add_classes(struct reporting *r)
{
	for (int i = 0; i < KS_CLASSES; i++) {
		const char *id = ks_fmt(r->ctx->arena, "class:%s", ks_class_words[i]);
		struct ks_measure *m =
			add_cell(r, KS_GROUP_CLASSES, id, &r->families.classes[i]);

		m->label = ks_label_class(r->ctx->out, (enum ks_class)i);
		m->definition = said(r, KS_MSG_define_class, KS_ARGS({ "class", m->label }));
		m->source = policy_source(r, i == KS_ZEER ? KS_URGENT_AT : KS_STACKING_AT);
	}
}

static const char *factor_source(const struct ks_factor *factor)
{
	return factor->sources.n ? factor->sources.items[0]->id : "proposal";
}

static void add_signals(struct reporting *r)
{
	const struct ks_coalition *c = r->ctx->coalition;

	for (size_t i = 0; i < c->n_factors; i++) {
		const struct ks_factor *factor = c->factors[i];
		struct ks_measure *m;

		if (factor->protective)
			continue;
		m = add_cell(r, KS_GROUP_SIGNALS, ks_fmt(r->ctx->arena, "signal:%s", factor->id),
			     &r->families.factors[factor->index]);
		m->label = ks_text_in(factor->label, r->ctx->out->lang);
		m->definition = said(r, KS_MSG_define_signal, KS_ARGS({ "label", m->label }));
		m->source = factor_source(factor);
	}
}

static void add_work(struct reporting *r)
{
	const struct {
		const char *id;
		int value;
		enum ks_msg label, definition;
	} totals[] = {
		{ "screenings", r->work.screenings, KS_MSG_measure_screenings,
		  KS_MSG_define_screenings },
		{ "routes", r->work.routes, KS_MSG_measure_routes, KS_MSG_define_routes },
		{ "steps", r->work.steps, KS_MSG_measure_steps, KS_MSG_define_steps },
		{ "already", r->work.already, KS_MSG_measure_already, KS_MSG_define_already },
		{ "handovers", r->handovers.requested, KS_MSG_measure_handovers,
		  KS_MSG_define_handovers },
		{ "handovers_warm", r->handovers.warm, KS_MSG_measure_warm, KS_MSG_define_warm },
		{ "refused", r->work.refused, KS_MSG_measure_refused, KS_MSG_define_refused },
		{ "overdue", r->handovers.overdue, KS_MSG_measure_overdue, KS_MSG_define_overdue },
		{ "waiting", r->handovers.by_status[KS_H_WAITING], KS_MSG_measure_waiting,
		  KS_MSG_define_waiting },
		{ "no_show", r->handovers.by_status[KS_H_NO_SHOW], KS_MSG_measure_no_show,
		  KS_MSG_define_no_show },
	};

	for (size_t i = 0; i < sizeof(totals) / sizeof(totals[0]); i++) {
		struct ks_measure *m =
			add_total(r, KS_GROUP_WORK, totals[i].id, totals[i].value);

		m->label = said(r, totals[i].label, NULL);
		m->definition = said(r, totals[i].definition, NULL);
	}
}

/* A draft is not in here: it was not requested yet. */
static void add_statuses(struct reporting *r)
{
	for (int i = KS_H_REQUESTED; i < KS_H_STATUSES; i++) {
		const char *word = ks_handover_status_words[i];
		struct ks_measure *m =
			add_total(r, KS_GROUP_STATUSES,
				  ks_fmt(r->ctx->arena, "handovers_by_status:%s", word),
				  r->handovers.by_status[i]);

		m->label = ks_label_status(r->ctx->out, (enum ks_handover_status)i);
		m->definition = said(r, KS_MSG_define_status, KS_ARGS({ "status", m->label }));
	}
}

static void add_measures(struct reporting *r)
{
	add_families(r);
	add_classes(r);
	add_signals(r);
	add_work(r);
	add_statuses(r);
}

/* ---- the command --------------------------------------------------------- */

static void show(struct reporting *r, const char *period)
{
	int small_cell = r->ctx->coalition->policy[KS_SMALL_CELL].number;
	struct ks_report_view view = { .coalition = r->ctx->coalition,
				       .period = period,
				       .from = r->period.from,
				       .to = r->period.to,
				       .counted_on = r->counted_on,
				       .running = r->ctx->today <= r->period.to,
				       .few = r->families.cases > 0 &&
					      r->families.cases < small_cell };

	add_measures(r);
	view.measures = r->measures;
	view.n = r->n;
	ks_out_report(r->ctx->out, &view);
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts)
{
	struct reporting r = { .ctx = ctx };
	const char *period = NULL;
	enum ks_status status = read_period(ctx, opts, &period, &r.period);

	if (status)
		return status;
	r.counted_on = ctx->today < r.period.to ? ctx->today : r.period.to;
	status = ks_store_begin(ctx->store, KS_EXECUTE, "report", __func__);
	if (!status)
		status = count_all(&r);
	if (!status)
		show(&r, period);
	return ks_finish(ctx, status);
}

static const struct ks_opt opts[] = {
	{ "month", KS_OPT_NAME, offsetof(struct report_opts, month), NULL, "2026-11",
	  KS_MSG_opt_report_month },
	{ "quarter", KS_OPT_NAME, offsetof(struct report_opts, quarter), NULL, "2026-Q4",
	  KS_MSG_opt_report_quarter },
	{ "year", KS_OPT_NAME, offsetof(struct report_opts, year), NULL, "2026",
	  KS_MSG_opt_report_year },
	{ 0 }
};

const struct ks_cmd ks_cmd_report = {
	.name = "report",
	.summary = KS_MSG_summary_report,
	.help = KS_MSG_help_report,
	.usage = "",
	.opts = opts,
	.opts_size = sizeof(struct report_opts),
	.needs = KS_NEED_CARDS | KS_NEED_STORE,
	.run = run,
};
