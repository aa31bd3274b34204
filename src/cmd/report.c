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

static enum ks_status read_given(struct ks_ctx *ctx, const struct report_opts *opts,
				 struct asked *out)
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

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (!kinds[i].given)
			continue;
		out->text = kinds[i].given;
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
	if (opts->rolling)
		take_rolling(ctx, out);
	return KS_OK;
}

/* ---- numbers --------------------------------------------------------------- */

/* The days of the one that comes after so many, in order of days. */
static int days_after(const struct lengths *lengths, size_t so_many)
{
	size_t seen = 0, days = 0;

	while (days < lengths->n && seen + lengths->often[days] <= so_many)
		seen += lengths->often[days++];
	return (int)days;
}

/* Of an even number the middle of the middle two. */
static struct ks_number median_of(struct ks_ctx *ctx, const struct lengths *lengths)
{
	struct ks_number number = { -1, false, NULL };
	size_t n = 0;
	int twice;

	for (size_t days = 0; days < lengths->n; days++)
		n += lengths->often[days];
	number.shown = ks_msg_text(ctx->out->lang, KS_MSG_report_nothing_yet);
	if (!n)
		return number;
	twice = days_after(lengths, (n - 1) / 2) + days_after(lengths, n / 2);
	number.value = twice / 2;
	number.half = twice % 2;
	number.shown = ks_fmt(ctx->arena, number.half ? "%d%c5" : "%d", number.value,
			      ctx->out->lang == KS_NL ? ',' : '.');
	return number;
}

struct ks_number ks_report_cell(struct ks_ctx *ctx, const struct ks_cell *cell)
{
	int small_cell = ctx->coalition->policy[KS_SMALL_CELL].number;
	struct ks_number number = { -1, false, "-" };

	if (cell->mark == KS_CELL_SMALL)
		number.shown = ks_fmt(ctx->arena, "<%d", small_cell);
	if (cell->mark != KS_CELL_SHOWN)
		return number;
	number.value = cell->count;
	number.shown = ks_fmt(ctx->arena, "%d", cell->count);
	return number;
}

static struct ks_number number_of(struct ks_ctx *ctx, const struct tally *t)
{
	return t->is_median ? median_of(ctx, &t->lengths) : ks_report_cell(ctx, &t->cell);
}

/* ---- parts -------------------------------------------------------------------- */

struct ks_number ks_report_part(const struct counting *c, const struct tally *t, size_t key)
{
	struct lengths lengths;

	if (!t->is_median || t->parts[key].mark != KS_CELL_SHOWN)
		return ks_report_cell(c->ctx, &t->parts[key]);
	lengths = ks_report_lengths_of(c, t, key);
	return median_of(c->ctx, &lengths);
}

static const char *label_of_key(const struct counting *c, const char *key)
{
	const struct ks_role *role = c->by == REPORT_BY_ROLE ? ks_find_role(c->ctx->coalition, key) :
							       NULL;
	const struct ks_card *card = c->by == REPORT_BY_CARD ? ks_find_card(c->ctx->coalition, key) :
							       NULL;

	if (!*key)
		return ks_msg_text(c->ctx->out->lang, KS_MSG_report_key_unknown);
	if (role)
		return ks_text_in(role->label, c->ctx->out->lang);
	return card ? ks_text_in(card->title, c->ctx->out->lang) : key;
}

static void fill_parts(const struct counting *c, const struct tally *t, struct ks_measure *m)
{
	struct ks_part *parts;

	if (!t->parts)
		return;
	parts = KS_NEW_N(c->ctx->arena, c->n_keys + 1, struct ks_part);
	for (size_t i = 0; i < c->n_keys; i++) {
		parts[i].key = *c->keys[i] ? c->keys[i] : "unknown";
		parts[i].label = label_of_key(c, c->keys[i]);
		parts[i].number = ks_report_part(c, t, i);
	}
	m->parts = parts;
	m->n_parts = c->n_keys;
}

/* ---- the trend ------------------------------------------------------------------ */

/* Work done in each of the twelve months to the end of the period; exact, like its total. */
static void fill_trend(const struct counting *twelve, const struct tally *t, struct ks_measure *m)
{
	if (t->group != KS_GROUP_WORK || t == &twelve->fixed[T_REFUSED])
		return;
	m->has_trend = true;
	memcpy(m->trend, t->trend, sizeof(m->trend));
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

static void fill_measure(struct counting *c, const struct counting *twelve, size_t i, bool beside,
			 struct ks_measure *m)
{
	const struct tally *t = &c->tallies[i];

	m->id = t->id;
	m->group = t->group;
	m->label = t->label;
	m->definition = t->definition;
	m->source = t->source;
	m->number = number_of(c->ctx, t);
	if (beside)
		m->rolling = number_of(c->ctx, &twelve->tallies[i]);
	fill_trend(twelve, &twelve->tallies[i], m);
	fill_parts(c, t, m);
}

/* Tallies by group; those of the twelve months are in the same order. */
static void fill_view(struct counting *c, const struct counting *twelve, bool beside,
		      struct ks_report_view *view)
{
	size_t n = count_measures(c), at = 0;
	struct ks_measure *measures = KS_NEW_N(c->ctx->arena, n + 1, struct ks_measure);

	for (int group = 0; group < KS_GROUPS; group++)
		for (size_t i = 0; i < c->n; i++)
			if (c->tallies[i].id && c->tallies[i].group == (enum ks_measure_group)group)
				fill_measure(c, twelve, i, beside, &measures[at++]);
	view->measures = measures;
	view->n = n;
	view->rolling = beside;
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

static enum ks_status show(struct counting *c, const struct counting *twelve,
			   const struct report_opts *o, const struct asked *asked)
{
	const struct ks_coalition *cards = c->ctx->coalition;
	size_t cases = c->fixed[T_CASES].n_hits;
	struct ks_report_loop loop = { .split = false };
	enum ks_status status;
	struct ks_report_view view = { .coalition = cards,
				       .period = asked->text,
				       .from = c->period.from,
				       .to = c->period.to,
				       .counted_on = c->counted_on,
				       .running = c->ctx->today <= c->period.to,
				       .by = c->n_keys ? ks_report_by_words[c->by] : NULL };

	view.few = cases > 0 && (int)cases < cards->policy[KS_SMALL_CELL].number;
	view.csv_excel = o->csv_dialect == 1;
	if (o->cards) {
		view.by = NULL;
		return ks_report_cards(c->ctx, c, &view);
	}
	status = ks_report_loop_of(c, may_split(c->ctx, o, asked), &loop);
	if (status)
		return status;
	view.loop = &loop;
	fill_view(c, twelve, asked->is_month, &view);
	ks_out_report(c->ctx->out, &view);
	return KS_OK;
}

/* ---- the command --------------------------------------------------------- */

enum ks_status ks_tallies_of(struct ks_ctx *ctx, struct ks_period period, enum listing listed,
			     struct counting *out)
{
	*out = (struct counting){ .ctx = ctx, .period = period, .listed = listed };
	out->counted_on = ctx->today < period.to ? ctx->today : period.to;
	ks_tallies_make(out);
	return ks_tallies_count(out);
}

static enum ks_status check_split(struct ks_ctx *ctx, const struct report_opts *o,
				  const struct asked *asked)
{
	if (o->by < 0 || may_split(ctx, o, asked))
		return KS_OK;
	return ks_fail(ctx, KS_REFUSED, KS_MSG_report_by_closed, NULL);
}

/* The evaluation is of a whole year, and of nothing else. */
static enum ks_status check_cards(struct ks_ctx *ctx, const struct report_opts *o)
{
	if (!o->cards)
		return KS_OK;
	if (!o->year || o->by >= 0 || o->open)
		return ks_fail(ctx, KS_USAGE, KS_MSG_evaluation_needs_year, NULL);
	if (ctx->out->format > KS_AS_MD)
		return ks_fail(ctx, KS_USAGE, KS_MSG_evaluation_no_csv,
			       KS_ARGS({ "year", o->year }));
	return KS_OK;
}

static enum ks_status report(struct ks_ctx *ctx, const struct report_opts *o,
			     const struct asked *asked)
{
	struct counting c = { .ctx = ctx }, twelve = { .ctx = ctx };
	struct ks_period months = asked->period;
	int by = o->cards && asked->period.to < ctx->today ? REPORT_BY_CARD : o->by;
	enum listing listed = by >= 0 ? LIST_ALL :
			      may_split(ctx, o, asked) ? LIST_HANDOVERS : LIST_NOTHING;
	enum ks_status status = ks_tallies_of(ctx, asked->period, listed, &c);

	months.from = ks_rolling_from(months.to);
	if (!status && by >= 0)
		status = ks_report_split(&c, (enum report_by)by);
	if (!status && months.from != asked->period.from)
		status = ks_tallies_of(ctx, months, LIST_NOTHING, &twelve);
	if (!status)
		status = show(&c, months.from != asked->period.from ? &twelve : &c, o, asked);
	return status;
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts)
{
	const struct report_opts *o = opts;
	struct asked asked = { .text = NULL };
	enum ks_status status = read_period(ctx, o, &asked);

	if (!status)
		status = check_cards(ctx, o);
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
	{ "month", KS_OPT_NAME, OPT(month), NULL, "2026-11", KS_MSG_opt_report_month },
	{ "quarter", KS_OPT_NAME, OPT(quarter), NULL, "2026-Q4", KS_MSG_opt_report_quarter },
	{ "year", KS_OPT_NAME, OPT(year), NULL, "2026", KS_MSG_opt_report_year },
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
	.formats = KS_HAS(KS_AS_HTML) | KS_HAS(KS_AS_MD) | KS_HAS(KS_AS_CSV),
	.deed = KS_DEED_TOTALS,
	.run = run,
};
