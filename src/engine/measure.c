/* SPDX-License-Identifier: EUPL-1.2 */
/* Counting families and handovers; small cells and what goes with them. */
#include "ks/engine/measure.h"

#include <assert.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"

void ks_cells_mark_small(struct ks_cell *cells, size_t n, int small_cell)
{
	for (size_t i = 0; i < n; i++) {
		bool is_small = cells[i].count > 0 && cells[i].count < small_cell;

		cells[i].mark = is_small ? KS_CELL_SMALL : KS_CELL_SHOWN;
	}
}

/* What a reader sees of the hidden cells: how many of each kind, and their sum. */
struct hidden {
	int small, held, sum;
};

static struct hidden hidden_of(const struct ks_cell *cells, size_t n)
{
	struct hidden hidden = { 0, 0, 0 };

	for (size_t i = 0; i < n; i++) {
		if (cells[i].mark == KS_CELL_SHOWN)
			continue;
		hidden.small += cells[i].mark == KS_CELL_SMALL;
		hidden.held += cells[i].mark == KS_CELL_HELD;
		hidden.sum += cells[i].count;
	}
	return hidden;
}

/* The values one small cell can have while all small ones together are `together`. */
struct span_of {
	int low, high;
};

static struct span_of small_values(int small, int most, int together)
{
	struct span_of span = { together - (small - 1) * most, together - (small - 1) };

	if (span.low < 1)
		span.low = 1;
	if (span.high > most)
		span.high = most;
	return span;
}

/*
 * The sums the small cells can have: what the held ones leave. Those are all 0
 * together, or at least one small_cell (`least`).
 */
static bool can_be_together(const struct hidden *hidden, int least, int together)
{
	int rest = hidden->sum - together;

	if (together < hidden->small || together > hidden->small * (least - 1))
		return false;
	return rest == 0 || (hidden->held > 0 && rest >= least);
}

bool ks_cells_tell(const struct ks_cell *cells, size_t n, int small_cell)
{
	struct hidden hidden = hidden_of(cells, n);
	int low = small_cell, high = 0;

	if (!hidden.small)
		return hidden.held == 1;
	for (int sum = hidden.small; sum <= hidden.small * (small_cell - 1); sum++) {
		struct span_of span = small_values(hidden.small, small_cell - 1, sum);

		if (!can_be_together(&hidden, small_cell, sum))
			continue;
		low = span.low < low ? span.low : low;
		high = span.high > high ? span.high : high;
	}
	return low >= high;
}

/* The next cell to hold back: the smallest that is not 0, else the first 0; or n. */
static size_t next_to_hold(const struct ks_cell *cells, size_t n)
{
	size_t best = n;

	for (size_t i = 0; i < n; i++) {
		if (cells[i].mark != KS_CELL_SHOWN)
			continue;
		if (best == n || (cells[i].count > 0 && (cells[best].count == 0 ||
				  cells[i].count < cells[best].count)))
			best = i;
	}
	return best;
}

/*
 * A weaker reader, who takes "-" for any number: all that can be asked where
 * so few cases stand that the rules themselves give them away.
 */
static bool tells_by_subtraction(const struct ks_cell *cells, size_t n, int small_cell)
{
	struct hidden hidden = hidden_of(cells, n);

	if (hidden.held == 0)
		return hidden.small == 1 || hidden.sum == hidden.small ||
		       hidden.sum == hidden.small * (small_cell - 1);
	return hidden.sum == hidden.small;
}

static void hold(struct ks_cell *cells, size_t n, size_t how_many)
{
	for (; how_many > 0; how_many--)
		cells[next_to_hold(cells, n)].mark = KS_CELL_HELD;
}

static size_t shown(const struct ks_cell *cells, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += cells[i].mark == KS_CELL_SHOWN;
	return count;
}

static void unhold(struct ks_cell *cells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (cells[i].mark == KS_CELL_HELD)
			cells[i].mark = KS_CELL_SHOWN;
}

void ks_cells_hold_back(struct ks_cell *cells, size_t n, int small_cell)
{
	size_t spare = shown(cells, n), enough = spare + 1;

	if (!hidden_of(cells, n).small)
		return;
	for (size_t more = 0; more <= spare; more++) {
		unhold(cells, n);
		hold(cells, n, more);
		if (!ks_cells_tell(cells, n, small_cell))
			return;
		if (enough > spare && !tells_by_subtraction(cells, n, small_cell))
			enough = more;
	}
	unhold(cells, n);
	hold(cells, n, enough <= spare ? enough : (spare > 0));
}

/* ---- families ------------------------------------------------------------ */

void ks_family_counts_init(struct ks_family_counts *counts, struct ks_arena *arena,
			   const struct ks_coalition *c)
{
	memset(counts, 0, sizeof(*counts));
	counts->n_factors = c->n_factors;
	counts->factors = KS_NEW_N(arena, c->n_factors + 1, struct ks_cell);
}

void ks_family_counts_add(struct ks_family_counts *counts, const struct ks_coalition *c,
			  const struct ks_balance *balance)
{
	counts->cases++;
	counts->classes[balance->class].count++;
	counts->domains_2plus.count +=
		balance->n_domains >= c->policy[KS_DOMAINS_FLAG_AT].number;
	for (size_t i = 0; i < balance->n_load; i++)
		counts->factors[balance->load[i]->index].count++;
}

/* How many factors are counted at all; *only is the last of them. */
static size_t counted(const struct ks_family_counts *counts, const struct ks_cell **only)
{
	size_t n = 0;

	for (size_t i = 0; i < counts->n_factors; i++) {
		if (counts->factors[i].count == 0)
			continue;
		*only = &counts->factors[i];
		n++;
	}
	return n;
}

/*
 * When one signal is all there is, the families without signals tell how many
 * have it: then their number is held back as well.
 */
static bool signals_follow(const struct ks_family_counts *counts)
{
	const struct ks_cell *only = NULL;

	return counted(counts, &only) == 1 && only->mark == KS_CELL_SMALL &&
	       counts->classes[KS_GEEN].mark == KS_CELL_SHOWN &&
	       counts->cases - counts->classes[KS_GEEN].count == only->count;
}

void ks_family_counts_protect(struct ks_family_counts *counts, int small_cell)
{
	ks_cells_mark_small(counts->factors, counts->n_factors, small_cell);
	ks_cells_mark_small(&counts->domains_2plus, 1, small_cell);
	ks_cells_mark_small(counts->classes, KS_CLASSES, small_cell);
	ks_cells_hold_back(counts->classes, KS_CLASSES, small_cell);
	if (signals_follow(counts))
		counts->classes[KS_GEEN].mark = KS_CELL_HELD;
}

/* ---- handovers ----------------------------------------------------------- */

void ks_handover_counts_add(struct ks_handover_counts *counts, const struct ks_loop_state *state,
			    bool warm, ks_day day)
{
	counts->requested++;
	counts->warm += warm;
	counts->by_status[state->status]++;
	counts->overdue += ks_loop_terms_on(state, day).overdue;
}

/* ---- periods ------------------------------------------------------------- */

/* The first `digits` of text as a number, when a whole part ends there. */
static bool read_part(const char *text, size_t digits, int max, int *out)
{
	char part[8];

	assert(digits < sizeof(part));
	if (strlen(text) < digits)
		return false;
	memcpy(part, text, digits);
	part[digits] = '\0';
	return ks_parse_int(part, max, out);
}

/* The last day of the months first .. first + n - 1 of a year. */
static void months(int year, int first, int n, ks_day *from, ks_day *to)
{
	int after = first + n;

	*from = ks_day_of(year, first, 1);
	*to = ks_day_of(year + (after - 1) / 12, (after - 1) % 12 + 1, 1) - 1;
}

static bool read_year(const char *text, int *year)
{
	return read_part(text, 4, 2199, year) && *year >= 1900;
}

bool ks_month_days(const char *text, ks_day *from, ks_day *to)
{
	int year, month;

	if (strlen(text) != 7 || text[4] != '-' || !read_year(text, &year) ||
	    !read_part(text + 5, 2, 12, &month) || month < 1)
		return false;
	months(year, month, 1, from, to);
	return true;
}

bool ks_quarter_days(const char *text, ks_day *from, ks_day *to)
{
	int year, quarter;

	if (strlen(text) != 7 || text[4] != '-' || (text[5] != 'Q' && text[5] != 'q') ||
	    !read_year(text, &year) || !read_part(text + 6, 1, 4, &quarter) || quarter < 1)
		return false;
	months(year, quarter * 3 - 2, 3, from, to);
	return true;
}

bool ks_year_days(const char *text, ks_day *from, ks_day *to)
{
	int year;

	if (strlen(text) != 4 || !read_year(text, &year))
		return false;
	months(year, 1, 12, from, to);
	return true;
}
