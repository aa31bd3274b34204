/* SPDX-License-Identifier: EUPL-1.2 */
/* Small cells and what is held back with them; periods. */
#include "ks/engine/measure.h"

#include <assert.h>
#include <string.h>

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

/* Can a small cell have this value, whatever the others are? */
static bool small_can_be(const struct hidden *hidden, int small_cell, int value)
{
	for (int sum = hidden->small; sum <= hidden->small * (small_cell - 1); sum++) {
		struct span_of span = small_values(hidden->small, small_cell - 1, sum);

		if (can_be_together(hidden, small_cell, sum) && value >= span.low &&
		    value <= span.high)
			return true;
	}
	return false;
}

/* How many of 1..small_cell-1 a small cell can be. */
static int values_left(const struct ks_cell *cells, size_t n, int small_cell)
{
	struct hidden hidden = hidden_of(cells, n);
	int left = 0;

	for (int value = 1; value < small_cell; value++)
		left += small_can_be(&hidden, small_cell, value);
	return left;
}

bool ks_cells_tell(const struct ks_cell *cells, size_t n, int small_cell)
{
	struct hidden hidden = hidden_of(cells, n);

	return hidden.small ? values_left(cells, n, small_cell) <= 1 : hidden.held == 1;
}

bool ks_cells_free(const struct ks_cell *cells, size_t n, int small_cell)
{
	struct hidden hidden = hidden_of(cells, n);

	return hidden.small ? values_left(cells, n, small_cell) == small_cell - 1 :
			      hidden.held != 1;
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

/* How many held cells it takes for each of three aims; more than there are: it cannot be. */
struct enough {
	size_t all_free, none_told, not_by_subtraction;
};

static struct enough try_all(struct ks_cell *cells, size_t n, int small_cell, size_t spare)
{
	struct enough enough = { spare + 1, spare + 1, spare + 1 };

	for (size_t held = spare + 1; held-- > 0;) {
		unhold(cells, n);
		hold(cells, n, held);
		if (ks_cells_free(cells, n, small_cell))
			enough.all_free = held;
		if (!ks_cells_tell(cells, n, small_cell))
			enough.none_told = held;
		if (!tells_by_subtraction(cells, n, small_cell))
			enough.not_by_subtraction = held;
	}
	unhold(cells, n);
	return enough;
}

void ks_cells_hold_back(struct ks_cell *cells, size_t n, int small_cell)
{
	size_t spare = shown(cells, n);
	struct enough enough;

	if (!hidden_of(cells, n).small)
		return;
	enough = try_all(cells, n, small_cell, spare);
	if (enough.all_free <= spare)
		hold(cells, n, enough.all_free);
	else if (enough.none_told <= spare)
		hold(cells, n, enough.none_told);
	else if (enough.not_by_subtraction <= spare)
		hold(cells, n, enough.not_by_subtraction);
	else
		hold(cells, n, spare > 0);
}

void ks_cells_hide_parts(struct ks_cell *cells, size_t n, const struct ks_cell *whole,
			 int small_cell)
{
	ks_cells_mark_small(cells, n, small_cell);
	ks_cells_hold_back(cells, n, small_cell);
	if (whole->mark == KS_CELL_SHOWN && ks_cells_free(cells, n, small_cell))
		return;
	for (size_t i = 0; i < n; i++)
		cells[i].mark = KS_CELL_HELD;
}

void ks_cell_add(struct ks_cell *sum, const struct ks_cell *cell)
{
	bool is_none = sum->mark == KS_CELL_SHOWN && sum->count == 0;

	if (is_none)
		sum->mark = cell->mark;
	else if (cell->mark != KS_CELL_SHOWN || (cell->count && sum->mark != KS_CELL_SHOWN))
		sum->mark = KS_CELL_HELD;
	sum->count += cell->count;
}

/* The largest cell that is shown and is not 0, or n. */
static size_t largest_shown(const struct ks_cell *cells, size_t n)
{
	size_t best = n;

	for (size_t i = 0; i < n; i++)
		if (cells[i].mark == KS_CELL_SHOWN && cells[i].count > 0 &&
		    (best == n || cells[i].count > cells[best].count))
			best = i;
	return best;
}

/* What is known of one small cell from below: what the others cannot make up for. */
static bool cover_tells(const struct ks_cell *cells, size_t n, int at_least, int small_cell)
{
	int most = 0, small = 0;

	for (size_t i = 0; i < n; i++) {
		if (cells[i].mark == KS_CELL_HELD)
			return false;
		small += cells[i].mark == KS_CELL_SMALL;
		if (cells[i].mark == KS_CELL_SHOWN)
			most += cells[i].count;
	}
	return small > 0 && most + (small - 1) * (small_cell - 1) + 1 < at_least;
}

void ks_cells_cover(struct ks_cell *cells, size_t n, int at_least, int small_cell)
{
	size_t i = largest_shown(cells, n);

	if (i < n && cover_tells(cells, n, at_least, small_cell))
		cells[i].mark = KS_CELL_HELD;
}

/* ---- a number beside its whole --------------------------------------------- */

void ks_cell_beside(struct ks_cell *cell, int whole, int small_cell)
{
	int rest = whole - cell->count;

	if (cell->mark == KS_CELL_HELD && whole > 0)
		return;
	ks_cells_mark_small(cell, 1, small_cell);
	if (whole < small_cell || cell->count == 0 || rest <= 0)
		return;
	if (whole < 2 * small_cell - 1 || rest < small_cell)
		cell->mark = KS_CELL_HELD;
}

/* The least a hidden whole can be: what is shown of it, and one where that or itself is small. */
static int least_of(const struct ks_cell *cell, const struct ks_cell *whole)
{
	int least = whole->mark == KS_CELL_SMALL || cell->mark == KS_CELL_SMALL;

	return cell->mark == KS_CELL_SHOWN && cell->count > least ? cell->count : least;
}

/* What all hidden wholes are together above that: any one of them could have it. */
static int spare_of(const struct ks_cell *cells, const struct ks_cell *wholes, size_t n)
{
	int spare = 0;

	for (size_t i = 0; i < n; i++)
		if (wholes[i].mark != KS_CELL_SHOWN)
			spare += wholes[i].count - least_of(&cells[i], &wholes[i]);
	return spare;
}

/* What a reader knows of a cell by its own mark and its whole, who knows all wholes together. */
static struct span_of values_beside(const struct ks_cell *cell, const struct ks_cell *whole,
				    int spare, int small_cell)
{
	struct span_of span = { cell->mark == KS_CELL_SMALL, whole->count };

	if (cell->mark == KS_CELL_SHOWN)
		return (struct span_of){ cell->count, cell->count };
	if (whole->mark != KS_CELL_SHOWN)
		span.high = least_of(cell, whole) + spare;
	if ((cell->mark == KS_CELL_SMALL || whole->mark == KS_CELL_SMALL) &&
	    span.high >= small_cell)
		span.high = small_cell - 1;
	return span;
}

bool ks_cells_beside_tell(const struct ks_cell *cells, const struct ks_cell *wholes, size_t n,
			  int small_cell)
{
	int spare = spare_of(cells, wholes, n);
	long long below = 0, above = 0;	/* how far all together can be off, either way */

	for (size_t i = 0; i < n; i++) {
		struct span_of span = values_beside(&cells[i], &wholes[i], spare, small_cell);

		below += cells[i].count - span.low;
		above += span.high - cells[i].count;
	}
	for (size_t i = 0; i < n; i++) {
		struct span_of span = values_beside(&cells[i], &wholes[i], spare, small_cell);
		long long down = cells[i].count - span.low, up = span.high - cells[i].count;

		if (cells[i].mark != KS_CELL_SHOWN && (!up || below == down) &&
		    (!down || above == up))
			return true;
	}
	return false;
}

void ks_cells_beside(struct ks_cell *cells, const struct ks_cell *wholes, size_t n,
		     int small_cell)
{
	for (size_t i = 0; i < n; i++)
		if (wholes[i].mark == KS_CELL_SHOWN)
			ks_cell_beside(&cells[i], wholes[i].count, small_cell);
	while (shown(cells, n) && ks_cells_beside_tell(cells, wholes, n, small_cell))
		hold(cells, n, 1);
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

ks_day ks_rolling_from(ks_day to)
{
	struct ks_civil last = ks_civil_of(to);

	return last.month == 12 ? ks_day_of(last.year, 1, 1) :
				  ks_day_of(last.year - 1, last.month + 1, 1);
}
