/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Filling the measures of `ks report` from the casebook, and hiding what is
 * small. What a family counts for is in report_add.c; here is which families
 * are looked at: all of them, or those that changed since a count was kept.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/hash.h"
#include "ks/base/str.h"
#include "ks/store/counts.h"
#include "report.h"

/* ---- hiding ---------------------------------------------------------------------- */

/* The cells of n tallies that follow each other; those without id are not measures. */
static struct ks_cell *cells_of(struct counting *c, const struct tally *tallies, size_t n)
{
	struct ks_cell *cells = KS_NEW_N(c->ctx->arena, n + 1, struct ks_cell);

	for (size_t i = 0; i < n; i++)
		cells[i] = (struct ks_cell){ (int)tallies[i].n_hits, tallies[i].cell.mark };
	return cells;
}

static void put_back(struct tally *tallies, const struct ks_cell *cells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		tallies[i].cell = cells[i];
}

static int small_cell(const struct counting *c)
{
	return c->ctx->coalition->policy[KS_SMALL_CELL].number;
}

/* Counts that overlap; together they are at least the families with a signal. */
static void protect_overlapping(struct counting *c, struct tally *tallies, size_t n)
{
	struct ks_cell *cells = cells_of(c, tallies, n);
	size_t with_signals = c->fixed[T_CASES].n_hits - c->classes[KS_GEEN].n_hits;

	ks_cells_mark_small(cells, n, small_cell(c));
	ks_cells_cover(cells, n, (int)with_signals, small_cell(c));
	put_back(tallies, cells, n);
}

/* Counts that add up to what everybody can know. */
static void protect_parts(struct counting *c, struct tally *tallies, size_t n)
{
	struct ks_cell *cells = cells_of(c, tallies, n);

	ks_cells_mark_small(cells, n, small_cell(c));
	ks_cells_hold_back(cells, n, small_cell(c));
	put_back(tallies, cells, n);
}

/* Of very few families even the marks tell: the class of one family is its <10. */
static void protect_classes(struct counting *c)
{
	protect_parts(c, c->classes, KS_CLASSES);
	if (!ks_cells_tell(cells_of(c, c->classes, KS_CLASSES), KS_CLASSES, small_cell(c)))
		return;
	for (int i = 0; i < KS_CLASSES; i++)
		c->classes[i].cell.mark = KS_CELL_HELD;
}

/*
 * The parts of a number that is itself hidden are not shown, nor those where
 * so few are known that holding some back leaves the others narrow.
 */
static void protect_gaps(struct counting *c)
{
	size_t n = c->ctx->coalition->n_factors;
	struct tally *all = &c->fixed[T_OPEN_GAPS];

	ks_cells_mark_small(&all->cell, 1, small_cell(c));
	protect_parts(c, c->gaps, n);
	if (all->cell.mark == KS_CELL_SHOWN &&
	    ks_cells_free(cells_of(c, c->gaps, n), n, small_cell(c)))
		return;
	for (size_t i = 0; i < n; i++)
		c->gaps[i].cell.mark = KS_CELL_HELD;
}

/* What parents refused is in an exact number too: while that is small this is held back. */
static void protect_declined(struct counting *c)
{
	int refused = (int)c->fixed[T_REFUSED].n_hits;
	int parent = ks_word_index(ks_reason_words, "parent-refused");

	protect_parts(c, c->declined, N_REASONS);
	if (refused > 0 && refused < small_cell(c))
		c->declined[parent].cell.mark = KS_CELL_HELD;
}

/*
 * Whoever knows how many were never asked and how many have the signal knows
 * what the rest answered: of the families left, that is a share. Where the
 * families with the signal are hidden, the rest are all that were asked.
 */
static void protect_not_asked(struct counting *c)
{
	for (size_t i = 0; i < c->ctx->coalition->n_factors; i++) {
		const struct ks_cell *with = &c->signals[i].cell;
		struct ks_cell *cell = &c->not_asked[i].cell;
		int left = (int)c->fixed[T_CASES].n_hits;

		if (c->signals[i].id && with->mark == KS_CELL_SHOWN)
			left -= with->count;
		ks_cell_beside(cell, left, small_cell(c));
		if (left < (int)c->fixed[T_CASES].n_hits && left > 0 && left < small_cell(c))
			cell->mark = KS_CELL_HELD;
	}
}

static void protect(struct counting *c)
{
	for (size_t i = 0; i < c->n; i++) {
		struct tally *t = &c->tallies[i];

		t->cell.count = t->is_median ? ks_lengths_median(&t->lengths) : (int)t->n_hits;
	}
	protect_classes(c);
	protect_overlapping(c, c->signals, c->ctx->coalition->n_factors);
	protect_overlapping(c, &c->fixed[T_BY_SELF], T_BY_FACTS - T_BY_SELF + 1);
	protect_gaps(c);
	protect_declined(c);
	for (size_t i = 0; i < c->ctx->coalition->n_cards; i++)
		ks_cells_mark_small(&c->cards[i].cell, 1, small_cell(c));
	for (size_t i = 0; i < c->n_gone; i++) {
		c->gone[i].cell.count = (int)c->gone[i].n_hits;
		ks_cells_mark_small(&c->gone[i].cell, 1, small_cell(c));
	}
	ks_cell_beside(&c->fixed[T_DOMAINS].cell, (int)c->fixed[T_CASES].n_hits, small_cell(c));
	protect_not_asked(c);
}

/* ---- from sums to tallies ---------------------------------------------------------- */

static void fill_tally(struct counting *c, struct tally *t, const struct sum *sum)
{
	if (strcmp(sum->by, BY_MONTH) == 0)
		t->trend[sum->at] = (int)sum->n;
	if (strcmp(sum->by, BY_WHOLE) != 0)
		return;
	t->n_hits += (size_t)sum->n;
	if (t->is_median)
		ks_lengths_add(c->ctx->arena, &t->lengths, sum->at, (size_t)sum->n);
}

static bool fill_stage(struct counting *c, const struct sum *sum)
{
	int stage = 0;

	if (strncmp(sum->measure, OF_STAGE, strlen(OF_STAGE)) != 0)
		return false;
	if (ks_parse_int(sum->measure + strlen(OF_STAGE), KS_STAGES - 1, &stage))
		c->stages[stage].count = (int)sum->n;
	return true;
}

static void fill(struct counting *c)
{
	const char *last = "";
	struct tally *t = NULL;

	sums_sort(&c->sums);
	for (size_t i = 0; i < c->sums.n; i++) {
		const struct sum *sum = &c->sums.items[i];

		if (!sum->n || fill_stage(c, sum))
			continue;
		if (strcmp(last, sum->measure) != 0)
			t = ks_tally_find(c, sum->measure);
		last = sum->measure;
		if (t)
			fill_tally(c, t, sum);
	}
}

static void finish(struct counting *c)
{
	fill(c);
	protect(c);
	if (c->split)
		ks_report_split(c);
}

/* ---- what was kept --------------------------------------------------------------------- */

static const char *sha256_of(const struct counting *c)
{
	char *sha256;

	if (c->ctx->cards_sha256)
		return c->ctx->cards_sha256;
	sha256 = ks_alloc(c->ctx->arena, KS_SHA256_HEX);
	ks_coalition_sha256(c->ctx->coalition, sha256);
	return sha256;
}

static struct ks_kept_count name_of(const struct counting *c)
{
	return (struct ks_kept_count){ .period = c->period,
				       .counted_on = c->counted_on,
				       .sha256 = sha256_of(c),
				       .split = c->has_parts };
}

/* A month comes back for every table near it; what still runs, until the day is over. */
static bool is_worth_keeping(const struct counting *c)
{
	struct ks_civil from = ks_civil_of(c->period.from), to = ks_civil_of(c->period.to);

	return !c->opened && (c->period.to >= c->ctx->today ||
			      (from.year == to.year && from.month == to.month));
}

static enum ks_status keep(struct counting *c)
{
	struct ks_kept_count count = name_of(c);

	if (!is_worth_keeping(c))
		return KS_OK;
	count.sums = sums_text(&c->sums);
	return ks_count_keep(c->ctx->store, &count);
}

static enum ks_status renew_family(void *context, const struct ks_family_rows *family,
				   struct ks_arena *scratch)
{
	return ks_count_family(context, family, family->seq == KS_SEQ_NOW ? 1 : -1, scratch);
}

/* What was never counted: below nothing, in a thirteenth month, of days that are none. */
static bool is_strange(const struct sum *sum)
{
	int most = strcmp(sum->by, BY_MONTH) == 0 ? KS_TREND - 1 : LONGEST_DAYS;

	return sum->n < 0 || sum->n > INT_MAX || sum->at > most;
}

static bool is_possible(const struct sums *sums)
{
	for (size_t i = 0; i < sums->n; i++)
		if (is_strange(&sums->items[i]))
			return false;
	return true;
}

/* With so many that changed, counting all is sooner done. */
static bool is_few(struct counting *c, size_t n)
{
	return n < 64 || n < ks_families_count(c->ctx->store) / 4;
}

enum renewed { UNUSED, SAME, RENEWED, WRONG };

/* Brings what was kept of a period up to date; where it is of no use nothing is in the sums. */
static enum renewed renew(struct counting *c, const struct ks_kept_count *kept,
			  enum ks_status *status)
{
	const char **keys = NULL;
	size_t n = 0;

	*status = ks_families_since(c->ctx->store, kept->upto, &keys, &n);
	if (*status || !is_few(c, n))
		return UNUSED;
	c->has_parts = kept->split;
	if (sums_read(&c->sums, kept->sums)) {
		*status = ks_families_then_now(c->ctx->store, keys, n, kept->upto, renew_family,
					       &(struct counted){ &c, 1 });
		if (is_possible(&c->sums))
			return n ? RENEWED : SAME;
	}
	c->has_parts = c->split;
	sums_init(&c->sums, c->ctx->arena);
	return WRONG;
}

static bool take_kept(struct counting *c, enum ks_status *status)
{
	struct ks_kept_count kept = name_of(c);
	enum renewed found = UNUSED;

	if (!is_worth_keeping(c))
		return false;
	*status = ks_count_find(c->ctx->store, &kept);
	if (!*status && kept.sums && (kept.split || !c->split))
		found = renew(c, &kept, status);
	if (!*status && found == RENEWED)
		*status = keep(c);
	return found == RENEWED || found == SAME;
}

/* ---- all families ------------------------------------------------------------------------ */

struct walk {
	const struct counted *all;
	struct ks_progress progress;
	size_t done;
};

static enum ks_status count_family(void *context, const struct ks_family_rows *family,
				   struct ks_arena *scratch)
{
	struct walk *walk = context;

	ks_progress_step(&walk->progress, ++walk->done);
	return ks_count_family(walk->all, family, 1, scratch);
}

static enum ks_status count_all(struct ks_ctx *ctx, const struct counted *all)
{
	struct walk walk = { .all = all };
	enum ks_status status;

	if (!all->n)
		return KS_OK;
	ks_progress_begin(&walk.progress, ctx->out, ks_families_count(ctx->store));
	status = ks_families(ctx->store, count_family, &walk);
	ks_progress_end(&walk.progress);
	return status;
}

/* ---- all of it ---------------------------------------------------------------------------- */

void ks_counting_start(struct ks_ctx *ctx, struct ks_period period, bool split,
		       struct counting *out)
{
	*out = (struct counting){ .ctx = ctx, .period = period, .split = split,
				  .has_parts = split, .made = KS_NO_DAY };
	out->counted_on = ctx->today < period.to ? ctx->today : period.to;
	sums_init(&out->sums, ctx->arena);
	ks_tallies_make(out);
}

void ks_counted_add(struct counted *all, struct counting *c)
{
	*(struct counting **)ks_grow(c->ctx->arena, &all->items, &all->n, sizeof(c)) = c;
}

enum ks_status ks_tallies_count(struct ks_ctx *ctx, const struct counted *all)
{
	struct counted rest = { .items = NULL };
	enum ks_status status = KS_OK;

	for (size_t i = 0; !status && i < all->n; i++)
		if (!take_kept(all->items[i], &status))
			ks_counted_add(&rest, all->items[i]);
	if (!status)
		status = count_all(ctx, &rest);
	for (size_t i = 0; !status && i < rest.n; i++)
		status = keep(rest.items[i]);
	if (!status && rest.n)
		status = ks_counts_tidy(ctx->store, sha256_of(rest.items[0]));
	for (size_t i = 0; !status && i < all->n; i++)
		finish(all->items[i]);
	return status;
}

/* ---- looking over --------------------------------------------------------------------------- */

/* A kept count beside the same one, counted from nothing. */
struct compared {
	struct counting kept, again;
};

static void start_both(struct ks_ctx *ctx, const struct ks_kept_count *kept,
		       struct compared *compared)
{
	ks_counting_start(ctx, kept->period, kept->split, &compared->kept);
	ks_counting_start(ctx, kept->period, kept->split, &compared->again);
	compared->kept.counted_on = compared->again.counted_on = kept->counted_on;
}

/* Those under other cards are never used again, and those of which too much changed neither. */
static struct compared *compare_kept(struct ks_ctx *ctx, const struct ks_kept_count *kept,
				     enum ks_status *status, long long *off)
{
	struct compared *compared = KS_NEW(ctx->arena, struct compared);
	enum renewed found = WRONG;

	start_both(ctx, kept, compared);
	if (kept->sums && !ks_streq(kept->sha256, sha256_of(&compared->kept)))
		return NULL;
	if (kept->sums)
		found = renew(&compared->kept, kept, status);
	*off += found == WRONG;
	return found == SAME || found == RENEWED ? compared : NULL;
}

enum ks_status ks_report_recount(struct ks_ctx *ctx, long long *off)
{
	struct counted again = { .items = NULL };
	struct compared **pairs;
	struct ks_kept_count *kept = NULL;
	size_t n = 0, n_pairs = 0;
	enum ks_status status = ks_counts_all(ctx->store, &kept, &n);

	pairs = KS_NEW_N(ctx->arena, n + 1, struct compared *);
	for (size_t i = 0; !status && i < n; i++) {
		pairs[n_pairs] = compare_kept(ctx, &kept[i], &status, off);
		if (pairs[n_pairs])
			ks_counted_add(&again, &pairs[n_pairs++]->again);
	}
	if (!status)
		status = count_all(ctx, &again);
	for (size_t i = 0; !status && i < n_pairs; i++)
		*off += !ks_streq(sums_text(&pairs[i]->kept.sums), sums_text(&pairs[i]->again.sums));
	return status;
}
