/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * `ks report`: what stands in the casebook over a month, a quarter, a year or
 * twelve months. What is counted and what each number means is in
 * report_measures.c and report_count.c, what is hidden in engine/measure.h.
 */
#include "report.h"

#include <stdlib.h>
#include <string.h>

#include "handover.h"
#include "ks/base/arena.h"
#include "ks/cmd/commands.h"

struct report_opts {
	const char *month, *quarter, *year, *open;
	bool rolling, cards;
	int by;				/* enum report_by, or -1 */
	int csv_dialect;		/* of dialect_words, or -1 */
};

/* ---- the period ---------------------------------------------------------- */

/* The month of a day as "2026-11". */
static const char *month_of(struct ks_arena *arena, ks_day day)
{
	struct ks_civil civil = ks_civil_of(day);

	return ks_fmt(arena, "%04d-%02d", civil.year, civil.month);
}

static const char *quarter_of(struct ks_arena *arena, ks_day day)
{
	struct ks_civil civil = ks_civil_of(day);

	return ks_fmt(arena, "%04d-Q%d", civil.year, (civil.month + 2) / 3);
}

static const char *year_of(struct ks_arena *arena, ks_day day)
{
	return ks_fmt(arena, "%04d", ks_civil_of(day).year);
}

static enum ks_status read_given(struct ks_ctx *ctx, const struct report_opts *opts,
				 struct asked *out)
{
	const struct {
		const char *given;
		const char *(*now)(struct ks_arena *arena, ks_day day);
		bool (*read)(const char *text, ks_day *from, ks_day *to);
		enum ks_msg wrong;
	} kinds[] = {
		{ opts->month, month_of, ks_month_days, KS_MSG_report_bad_month },
		{ opts->quarter, quarter_of, ks_quarter_days, KS_MSG_report_bad_quarter },
		{ opts->year, year_of, ks_year_days, KS_MSG_report_bad_year },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (!kinds[i].given)
			continue;
		out->text = ks_streq(kinds[i].given, KS_OPT_NOW)
				    ? kinds[i].now(ctx->arena, ctx->today)
				    : kinds[i].given;
		if (!kinds[i].read(out->text, &out->period.from, &out->period.to))
			return ks_fail(ctx, KS_INPUT, kinds[i].wrong,
				       KS_ARGS({ "text", out->text }));
	}
	return KS_OK;
}

/* Twelve months that end with the month that was asked for, or this one. */
static void take_rolling(struct ks_ctx *ctx, struct asked *out)
{
	out->period.from = ks_rolling_from(out->period.to);
	out->text = ks_fmt(ctx->arena, "%s..%s", month_of(ctx->arena, out->period.from),
			   month_of(ctx->arena, out->period.to));
}

static enum ks_status read_period(struct ks_ctx *ctx, const struct report_opts *opts,
				  struct asked *out)
{
	enum ks_status status;

	if (!opts->month + !opts->quarter + !opts->year < 2 ||
	    (opts->rolling && (opts->quarter || opts->year)))
		return ks_fail(ctx, KS_USAGE, KS_MSG_report_one_period, NULL);
	out->text = month_of(ctx->arena, ctx->today);
	ks_month_days(out->text, &out->period.from, &out->period.to);
	status = read_given(ctx, opts, out);
	if (status)
		return status;
	out->is_month = !opts->quarter && !opts->year && !opts->rolling;
	if (out->period.from > ctx->today)
		return ks_fail(ctx, KS_INPUT, KS_MSG_report_not_begun,
			       KS_ARGS({ "text", out->text },
				       { "from", ks_day_words(ctx->out, out->period.from) },
				       { "today", ks_day_words(ctx->out, ctx->today) }));
	if (opts->rolling)
		take_rolling(ctx, out);
	return KS_OK;
}

/* ---- parts -------------------------------------------------------------------- */

static const char *label_of_key(const struct counting *c, enum report_by by, const char *key)
{
	const struct ks_role *role = by == REPORT_BY_ROLE ? ks_find_role(c->ctx->coalition, key) :
							       NULL;
	const struct ks_card *card = by == REPORT_BY_CARD ? ks_find_card(c->ctx->coalition, key) :
							       NULL;

	if (!*key)
		return ks_msg_text(c->ctx->out->lang, KS_MSG_report_key_unknown);
	if (role)
		return ks_text_in(role->label, c->ctx->out->lang);
	return card ? ks_text_in(card->title, c->ctx->out->lang) : key;
}

static void fill_parts(const struct counting *c, const struct tally *t, int by,
		       struct ks_measure *m)
{
	struct ks_part *parts;

	if (by < 0 || !t->parts[by])
		return;
	parts = KS_NEW_N(c->ctx->arena, c->n_keys[by] + 1, struct ks_part);
	for (size_t i = 0; i < c->n_keys[by]; i++) {
		const char *key = c->keys[by][i];

		parts[i].key = *key ? key : "unknown";
		parts[i].label = label_of_key(c, (enum report_by)by, key);
		parts[i].number = ks_report_number(c->ctx, t, &t->parts[by][i]);
	}
	m->parts = parts;
	m->n_parts = c->n_keys[by];
}

/* ---- the view ----------------------------------------------------------------- */

static const struct ks_measure *find_measure(const struct ks_report_view *view, const char *id)
{
	for (size_t i = 0; i < view->n; i++)
		if (strcmp(view->measures[i].id, id) == 0)
			return &view->measures[i];
	return NULL;
}

static size_t count_measures(const struct counting *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		n += c->tallies[i].id != NULL;
	return n;
}

/* A table that was kept may be of other agreements: the same measure, if it had it. */
static struct ks_number number_beside(struct ks_ctx *ctx, const struct counting *beside,
				      const char *id)
{
	for (size_t i = 0; i < beside->n; i++)
		if (beside->tallies[i].id && strcmp(beside->tallies[i].id, id) == 0)
			return ks_report_number(ctx, &beside->tallies[i], &beside->tallies[i].cell);
	return ks_report_nothing(ctx);
}

static void fill_measure(struct counting *c, const struct counting *beside, size_t i, int by,
			 struct ks_measure *m)
{
	const struct tally *t = &c->tallies[i];

	m->id = t->id;
	m->group = t->group;
	m->label = t->label;
	m->definition = t->definition;
	m->source = t->source;
	m->number = ks_report_number(c->ctx, t, &t->cell);
	if (beside)
		m->rolling = number_beside(c->ctx, beside, t->id);
	m->has_trend = ks_tally_has_trend(c, t);
	memcpy(m->trend, t->trend, sizeof(m->trend));
	fill_parts(c, t, by, m);
}

/* Tallies by group. */
static void fill_view(struct counting *c, const struct counting *beside, int by,
		      struct ks_report_view *view)
{
	size_t n = count_measures(c), at = 0;
	struct ks_measure *measures = KS_NEW_N(c->ctx->arena, n + 1, struct ks_measure);

	for (int group = 0; group < KS_GROUPS; group++)
		for (size_t i = 0; i < c->n; i++)
			if (c->tallies[i].id && c->tallies[i].group == (enum ks_measure_group)group)
				fill_measure(c, beside, i, by, &measures[at++]);
	view->measures = measures;
	view->n = n;
	view->rolling = beside != NULL;
	for (int i = 0; i < T_FIXED; i++)
		if (c->fixed[i].of)
			for (size_t j = 0; j < n; j++)
				if (measures[j].id == c->fixed[i].id)
					measures[j].of = find_measure(view, c->fixed[i].of->id);
}

/* Small parts of a period that still grows could be told apart from day to day. */
static bool may_split(const struct ks_ctx *ctx, const struct report_opts *o,
		      const struct asked *asked)
{
	return (o->quarter || o->year) && asked->period.to < ctx->today;
}

static struct ks_report_view view_of(const struct counting *c, const struct asked *asked)
{
	const struct ks_coalition *cards = c->ctx->coalition;
	int cases = c->fixed[T_CASES].cell.count;

	return (struct ks_report_view){ .coalition = cards,
					.period = asked->text,
					.from = c->period.from,
					.to = c->period.to,
					.counted_on = c->counted_on,
					.made = c->made,
					.running = c->made == KS_NO_DAY &&
						   c->ctx->today <= c->period.to,
					.few = cases > 0 &&
					       cases < cards->policy[KS_SMALL_CELL].number };
}

/* ---- the command --------------------------------------------------------- */

static enum ks_status check_split(struct ks_ctx *ctx, const struct report_opts *o,
				  const struct asked *asked)
{
	if (o->by < 0 || may_split(ctx, o, asked))
		return KS_OK;
	return ks_fail(ctx, KS_REFUSED, KS_MSG_report_by_closed, NULL);
}

/* The evaluation is of a whole year, and of nothing else. */
static enum ks_status check_cards(struct ks_ctx *ctx, const struct report_opts *o,
				  const struct asked *asked)
{
	if (!o->cards)
		return KS_OK;
	if (!o->year || o->by >= 0 || o->open)
		return ks_fail(ctx, KS_USAGE, KS_MSG_evaluation_needs_year, NULL);
	if (ctx->out->format > KS_AS_MD)
		return ks_fail(ctx, KS_USAGE,
			       asked->period.to < ctx->today ? KS_MSG_evaluation_no_csv :
							       KS_MSG_evaluation_no_csv_yet,
			       KS_ARGS({ "year", o->year }));
	return KS_OK;
}

static enum ks_status check_dialect(struct ks_ctx *ctx, const struct report_opts *o)
{
	if (o->csv_dialect < 0 || ctx->out->format == KS_AS_CSV)
		return KS_OK;
	return ks_fail(ctx, KS_USAGE, KS_MSG_report_dialect_of_csv, NULL);
}

/* The cases behind a number are for the screen, or for another program. */
static enum ks_status check_open(struct ks_ctx *ctx, const struct report_opts *o)
{
	if (!o->open || ctx->out->format == KS_AS_TEXT || ctx->out->format == KS_AS_JSON)
		return KS_OK;
	return ks_fail(ctx, KS_USAGE, KS_MSG_report_open_as, NULL);
}

static enum ks_status report(struct ks_ctx *ctx, const struct report_opts *o,
			     const struct asked *asked)
{
	struct counting c = { .ctx = ctx }, beside = { .ctx = ctx }, twelve = { .ctx = ctx };
	struct ks_period months = asked->period;
	struct ks_report_loop loop;
	struct ks_report_view view;
	enum ks_status status = ks_report_table(ctx, asked->period, &twelve, &c);

	months.from = ks_rolling_from(months.to);
	if (!status && asked->is_month)
		status = ks_report_table(ctx, months, &twelve, &beside);
	if (status)
		return status;
	view = view_of(&c, asked);
	if (o->cards)
		return ks_report_cards(ctx, &c, &view);
	view.by = o->by < 0 ? NULL : ks_report_by_words[o->by];
	view.csv_excel = o->csv_dialect == 1;
	ks_report_loop_of(&c, &loop);
	view.loop = &loop;
	fill_view(&c, asked->is_month ? &beside : NULL, o->by, &view);
	ks_out_report(ctx->out, &view);
	return KS_OK;
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts)
{
	const struct report_opts *o = opts;
	struct asked asked = { .text = NULL };
	enum ks_status status = read_period(ctx, o, &asked);

	if (!status)
		status = check_dialect(ctx, o);
	if (!status)
		status = check_cards(ctx, o, &asked);
	if (!status)
		status = check_open(ctx, o);
	if (status)
		return status;
	status = ks_store_begin(ctx->store, o->open ? KS_READ : KS_EXECUTE,
				o->open ? "report-open" : "report", __func__);
	if (!status)
		status = check_split(ctx, o, &asked);
	if (!status)
		status = o->open ? ks_report_open(ctx, o->open, &asked) : report(ctx, o, &asked);
	return ks_finish(ctx, status);
}

#define OPT(field) offsetof(struct report_opts, field)

static const char *const dialect_words[] = { "rfc4180", "excel-nl", NULL };

static const struct ks_opt opts[] = {
	{ "month", KS_OPT_PERIOD, OPT(month), NULL, "2026-11", KS_MSG_opt_report_month },
	{ "quarter", KS_OPT_PERIOD, OPT(quarter), NULL, "2026-Q4", KS_MSG_opt_report_quarter },
	{ "year", KS_OPT_PERIOD, OPT(year), NULL, "2026", KS_MSG_opt_report_year },
	{ "rolling", KS_OPT_FLAG, OPT(rolling), NULL, NULL, KS_MSG_opt_report_rolling },
	{ "by", KS_OPT_WORD, OPT(by), ks_report_by_words, NULL, KS_MSG_opt_report_by },
	{ "cards", KS_OPT_FLAG, OPT(cards), NULL, NULL, KS_MSG_opt_report_cards },
	{ "open", KS_OPT_NAME, OPT(open), NULL, "MEASURE", KS_MSG_opt_report_open },
	{ "csv-dialect", KS_OPT_WORD, OPT(csv_dialect), dialect_words, NULL, KS_MSG_opt_csv_dialect },
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
	.formats = KS_HAS(KS_AS_HTML) | KS_HAS(KS_AS_MD) | KS_HAS(KS_AS_CSV) |
		   KS_HAS(KS_AS_XLSX),
	.deed = KS_DEED_TOTALS,
	.run = run,
};
