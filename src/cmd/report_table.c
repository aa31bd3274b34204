/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The table of a period: counted, or as it was printed first. Once a period
 * has ended its table is kept, with every way it can be split, so that all of
 * it was counted on the same day; from then on it is only printed again.
 */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/hash.h"
#include "ks/base/str.h"
#include "ks/cmd/past.h"
#include "ks/store/published.h"
#include "report.h"

#define BY_SENDER "sender"	/* rows of the pairs; the pairs themselves are BY_PAIR */

enum mark { SHOWN, SMALL, HELD, NONE };	/* of ks_published_marks */

/* ---- keeping ------------------------------------------------------------------- */

struct rows {
	struct ks_arena *arena;
	struct ks_published_cell *items;
	size_t n;
};

static void add_row(struct rows *rows, const struct tally *t, const char *by, const char *key,
		    const struct ks_cell *cell)
{
	struct ks_published_cell *row =
		ks_grow(rows->arena, &rows->items, &rows->n, sizeof(*row));

	*row = (struct ks_published_cell){ .measure = t->id, .by = by, .key = key };
	if (cell->mark == KS_CELL_SMALL)
		row->mark = SMALL;
	else if (cell->mark == KS_CELL_HELD)
		row->mark = HELD;
	else if (t->is_median && cell->count < 0)
		row->mark = NONE;
	else
		row->value = cell->count;
}

/* Every key of a split has a row in the number of cases, or of handovers: the others only where not 0. */
static void add_parts(struct rows *rows, const struct counting *c, const struct tally *t)
{
	for (int by = 0; by < REPORT_BYS; by++)
		for (size_t i = 0; t->parts[by] && i < c->n_keys[by]; i++)
			if (t->parts[by][i].mark != KS_CELL_SHOWN || t->parts[by][i].count != 0 ||
			    t == &c->fixed[T_CASES] || t == &c->fixed[T_HANDOVERS])
				add_row(rows, t, ks_report_by_words[by], c->keys[by][i],
					&t->parts[by][i]);
}

static void add_trend(struct rows *rows, const struct tally *t)
{
	for (int i = 0; i < KS_TREND; i++) {
		struct ks_cell cell = { t->trend[i], KS_CELL_SHOWN };

		if (t->trend[i])
			add_row(rows, t, BY_MONTH, ks_fmt(rows->arena, "%d", i), &cell);
	}
}

static void add_tally(struct rows *rows, const struct counting *c, const struct tally *t)
{
	if (!t->id)
		return;
	add_row(rows, t, "", "", &t->cell);
	add_parts(rows, c, t);
	add_trend(rows, t);
}

/* What the loop shows: stages by their number, pairs as parts of the handovers. */
static void add_stages(struct rows *rows, const struct counting *c)
{
	for (int i = 0; i < KS_STAGES; i++) {
		const struct tally stage = { .id = ks_fmt(rows->arena, OF_STAGE "%d", i) };

		add_row(rows, &stage, "", "", &c->stages[i]);
	}
}

static void add_pairs(struct rows *rows, const struct counting *c)
{
	const struct tally *t = &c->fixed[T_HANDOVERS];
	const struct ks_grid *grid = &c->pairs;

	for (size_t i = 0; i < grid->rows; i++)
		add_row(rows, t, BY_SENDER, c->senders[i], &grid->row_totals[i]);
	for (size_t i = 0; i < grid->rows * grid->columns; i++) {
		const char *to = c->keys[REPORT_BY_ORGANISATION][i % grid->columns];

		if (grid->cells[i].mark != KS_CELL_SHOWN || grid->cells[i].count)
			add_row(rows, t, BY_PAIR,
				ks_fmt(rows->arena, "%s\n%s", c->senders[i / grid->columns], to),
				&grid->cells[i]);
	}
}

static const char *sha256_of(struct ks_ctx *ctx)
{
	char *sha256;

	if (ctx->cards_sha256)
		return ctx->cards_sha256;
	sha256 = ks_alloc(ctx->arena, KS_SHA256_HEX);
	ks_coalition_sha256(ctx->coalition, sha256);
	return sha256;
}

static enum ks_status keep(struct counting *c)
{
	const struct ks_coalition *cards = c->ctx->coalition;
	struct rows rows = { .arena = c->ctx->arena };
	struct ks_published table = { .from = c->period.from,
				      .to = c->period.to,
				      .coalition = cards->id,
				      .version = cards->version,
				      .sha256 = sha256_of(c->ctx) };
	enum ks_status status;

	for (size_t i = 0; i < c->n; i++)
		add_tally(&rows, c, &c->tallies[i]);
	for (size_t i = 0; i < c->n_gone; i++)
		add_tally(&rows, c, &c->gone[i]);
	add_stages(&rows, c);
	add_pairs(&rows, c);
	status = ks_published_keep(c->ctx->store, &table, cards, rows.items, rows.n);
	ks_store_about(c->ctx->store, NULL, table.id);
	c->made = table.made;
	return status;
}

/* ---- printing again ---------------------------------------------------------------- */

/* The agreements of then; those of now where the old ones cannot be read any more. */
static enum ks_status take_cards(struct counting *c, const struct ks_published *table)
{
	const struct ks_kept_route kept = { .coalition = table->coalition,
					    .sha256 = table->sha256 };
	struct ks_ctx *then = KS_NEW(c->ctx->arena, struct ks_ctx);
	struct ks_past_cards cards = { .coalition = NULL };
	struct ks_diag unheard;
	enum ks_status status;

	if (ks_streq(sha256_of(c->ctx), table->sha256))
		return KS_OK;
	ks_diag_init(&unheard, c->ctx->arena);
	status = ks_past_cards_read(c->ctx, &kept, &unheard, &cards);
	if (status || !cards.coalition)
		return status;
	*then = *c->ctx;
	then->coalition = cards.coalition;
	c->ctx = then;
	return KS_OK;
}

static struct ks_cell cell_of(const struct ks_published_cell *row)
{
	static const enum ks_mark marks[] = { KS_CELL_SHOWN, KS_CELL_SMALL, KS_CELL_HELD,
					      KS_CELL_SHOWN };

	return (struct ks_cell){ row->mark == NONE ? -1 : (int)row->value, marks[row->mark] };
}

/* Keys were kept in their order, first those of the number that has them all. */
static size_t key_index(struct counting *c, int by, const char *key)
{
	size_t i = 0;

	while (i < c->n_keys[by] && !ks_streq(c->keys[by][i], key))
		i++;
	if (i == c->n_keys[by])
		*(const char **)ks_grow(c->ctx->arena, &c->keys[by], &c->n_keys[by],
					sizeof(*c->keys[by])) = key;
	return i;
}

static void collect_keys(struct counting *c, const struct ks_published_cell *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int by = ks_word_index(ks_report_by_words, rows[i].by);

		if (by >= 0)
			key_index(c, by, rows[i].key);
	}
}

static void put_part(struct counting *c, struct tally *t, int by, const struct ks_published_cell *row)
{
	t->parts[by][key_index(c, by, row->key)] = cell_of(row);
}

static void put_stage(struct counting *c, const struct ks_published_cell *row)
{
	int stage = 0;

	if (ks_parse_int(row->measure + strlen(OF_STAGE), KS_STAGES - 1, &stage))
		c->stages[stage] = cell_of(row);
}

/* All senders come before the pairs. */
static void put_sender(struct counting *c, const struct ks_published_cell *row)
{
	struct ks_grid *grid = &c->pairs;
	size_t n = grid->rows;

	*(const char **)ks_grow(c->ctx->arena, &c->senders, &n, sizeof(*c->senders)) = row->key;
	*(struct ks_cell *)ks_grow(c->ctx->arena, &grid->row_totals, &grid->rows,
				   sizeof(*grid->row_totals)) = cell_of(row);
}

static void put_pair(struct counting *c, const struct ks_published_cell *row)
{
	struct ks_grid *grid = &c->pairs;
	const char *to = strchr(row->key, '\n');
	size_t from = 0;

	if (!grid->cells) {
		grid->columns = c->n_keys[REPORT_BY_ORGANISATION];
		grid->cells = KS_NEW_N(c->ctx->arena, grid->rows * grid->columns + 1, struct ks_cell);
		grid->column_totals = c->fixed[T_HANDOVERS].parts[REPORT_BY_ORGANISATION];
	}
	while (to && from < grid->rows &&
	       (strlen(c->senders[from]) != (size_t)(to - row->key) ||
		memcmp(c->senders[from], row->key, (size_t)(to - row->key)) != 0))
		from++;
	if (to && from < grid->rows)
		grid->cells[from * grid->columns +
			    key_index(c, REPORT_BY_ORGANISATION, to + 1)] = cell_of(row);
}

/* What could be split is: a part without a row was 0. */
static void make_parts(struct counting *c, struct tally *t)
{
	for (int by = 0; by < REPORT_BYS; by++) {
		if (!c->is_split[by] || !ks_report_can_split(c, t, (enum report_by)by))
			continue;
		t->parts[by] = KS_NEW_N(c->ctx->arena, c->n_keys[by] + 1, struct ks_cell);
		for (size_t i = 0; t->is_median && i < c->n_keys[by]; i++)
			t->parts[by][i].count = -1;
	}
}

static void put_row(struct counting *c, const struct ks_published_cell *row)
{
	struct tally *t = ks_tally_find(c, row->measure);
	int by = ks_word_index(ks_report_by_words, row->by);
	int month = 0;

	if (strncmp(row->measure, OF_STAGE, strlen(OF_STAGE)) == 0)
		put_stage(c, row);
	if (!t)
		return;
	if (ks_streq(row->by, BY_SENDER))
		put_sender(c, row);
	else if (ks_streq(row->by, BY_PAIR))
		put_pair(c, row);
	else if (!*row->by)
		t->cell = cell_of(row);
	else if (by >= 0 && t->parts[by])
		put_part(c, t, by, row);
	else if (ks_streq(row->by, BY_MONTH) && ks_parse_int(row->key, KS_TREND - 1, &month))
		t->trend[month] = (int)row->value;
}

/* A measure that was not there then is not in the table. */
static void leave_out(struct counting *c, const struct ks_published_cell *rows, size_t n)
{
	bool *was = KS_NEW_N(c->ctx->arena, c->n + 1, bool);

	for (size_t i = 0; i < n; i++) {
		const struct tally *t = ks_tally_find(c, rows[i].measure);

		if (t && t >= c->tallies && t < c->tallies + c->n)
			was[t - c->tallies] = true;
	}
	for (size_t i = 0; i < c->n; i++)
		if (!was[i])
			c->tallies[i].id = NULL;
}

static enum ks_status take_kept(struct counting *c, const struct ks_published *table)
{
	struct ks_published_cell *rows = NULL;
	size_t n = 0;
	enum ks_status status = take_cards(c, table);

	if (!status)
		status = ks_published_cells(c->ctx->store, table->id, &rows, &n);
	if (status)
		return status;
	ks_tallies_make(c);
	c->made = table->made;
	c->counted_on = c->period.to;
	collect_keys(c, rows, n);
	for (int by = 0; by < REPORT_BYS; by++)
		c->is_split[by] = ks_report_is_whole(c->period);
	for (size_t i = 0; i < c->n; i++)
		make_parts(c, &c->tallies[i]);
	for (size_t i = 0; i < n; i++)
		put_row(c, &rows[i]);
	leave_out(c, rows, n);
	return KS_OK;
}

/* ---- the table ---------------------------------------------------------------------- */

/* The same agreements, so the same tallies in the same order. */
static void take_trend(struct counting *c, const struct counting *twelve)
{
	for (size_t i = 0; i < c->n; i++)
		if (ks_tally_has_trend(twelve, &twelve->tallies[i]))
			memcpy(c->tallies[i].trend, twelve->tallies[i].trend,
			       sizeof(c->tallies[i].trend));
}

/* What has ended is split, where it is a quarter or a year of the calendar. */
static bool is_to_split(const struct ks_ctx *ctx, struct ks_period period)
{
	return period.to < ctx->today && ks_report_is_whole(period);
}

static void start(struct ks_ctx *ctx, struct ks_period period, struct counted *all,
		  struct counting *out)
{
	ks_counting_start(ctx, period, is_to_split(ctx, period), out);
	ks_counted_add(all, out);
}

/*
 * The twelve months to the end of a period are counted once, for its trend and
 * for beside it; with those and the months between tables the casebook is
 * walked through once.
 */
static enum ks_status make(struct ks_ctx *ctx, struct ks_period period, struct counting *twelve,
			   struct counting *out)
{
	struct ks_period months = { ks_rolling_from(period.to), period.to };
	struct counted all = { .items = NULL };
	struct joining *join = NULL;
	enum ks_status status;

	if (!twelve->tallies)
		start(ctx, months, &all, twelve);
	if (period.from == months.from)
		*out = *twelve;
	else
		start(ctx, period, &all, out);
	status = ks_report_join_plan(out, &all, &join);
	if (!status)
		status = ks_tallies_count(ctx, &all);
	if (status)
		return status;
	if (period.from == months.from)
		*out = *twelve;
	take_trend(out, twelve);
	if (join)
		ks_report_join(join);
	ks_report_hide_medians(out);
	ks_report_count_loop(out);
	return period.to < ctx->today ? keep(out) : KS_OK;
}

enum ks_status ks_report_table(struct ks_ctx *ctx, struct ks_period period,
			       struct counting *twelve, struct counting *out)
{
	struct ks_published table;
	enum ks_status status = ks_published_find(ctx->store, period.from, period.to, &table);

	if (status)
		return status;
	*out = (struct counting){ .ctx = ctx, .period = period, .made = KS_NO_DAY };
	return table.id ? take_kept(out, &table) : make(ctx, period, twelve, out);
}
