/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tables. An id in a table must stay whole to be copied, so a cell is broken
 * only between words: the widest column gives way, never below its longest
 * word. What still does not fit becomes a block of lines for each row.
 */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/utf8.h"
#include "ks/output/out.h"

#define BETWEEN 2	/* columns between two cells */

struct ks_table {
	struct ks_out *out;
	const char **headings;
	size_t n;
	const char ***rows;	/* each of n cells, safe and on one line */
	size_t n_rows;
	int *widths;		/* of the columns: the widest cell, until they have to fit */
};

/* ---- cells --------------------------------------------------------------- */

/* A copy on one line: words with one blank between. */
static char *one_line(struct ks_arena *arena, const char *text)
{
	char *copy = ks_alloc_n(arena, strlen(text) + 1, 1), *to = copy;

	for (; *text; text++) {
		bool blank = ks_is_space(*text);

		if (!blank)
			*to++ = *text;
		else if (to > copy && to[-1] != ' ')
			*to++ = ' ';
	}
	if (to > copy && to[-1] == ' ')
		to[-1] = '\0';
	return copy;
}

/* Nearly every cell is fine as it is, and is not copied. */
static bool is_fine(const char *text, size_t len)
{
	return !len || (ks_utf8_find_bad(text, len, false) == len && *text != ' ' &&
			text[len - 1] != ' ' && !strstr(text, "  "));
}

static const char *cell_text(struct ks_arena *arena, const char *text)
{
	if (!text || is_fine(text, strlen(text)))
		return text ? text : "";
	return ks_utf8_safe(arena, one_line(arena, text));
}

/* The widths grow with the cells; a heading is a cell that is never folded. */
static const char **cells_of(struct ks_table *table, const char *const *texts)
{
	struct ks_arena *arena = table->out->arena;
	const char **cells = KS_NEW_N(arena, table->n, const char *);

	for (size_t i = 0; i < table->n; i++) {
		int width;

		cells[i] = cell_text(arena, texts[i]);
		width = ks_utf8_width(cells[i]);
		if (width > table->widths[i])
			table->widths[i] = width;
	}
	return cells;
}

struct ks_table *ks_table_new(struct ks_out *out, const char *const *headings, size_t n)
{
	struct ks_table *table = KS_NEW(out->arena, struct ks_table);

	table->out = out;
	table->n = n;
	table->widths = KS_NEW_N(out->arena, n, int);
	table->headings = cells_of(table, headings);
	return table;
}

void ks_table_row(struct ks_table *table, const char *const *cells)
{
	const char ***row = ks_grow(table->out->arena, &table->rows, &table->n_rows, sizeof(*row));

	*row = cells_of(table, cells);
}

/* ---- widths -------------------------------------------------------------- */

/*
 * The bytes of the words of a cell that fit on one line: all, or as many as
 * there is room for. *width is the room on entry, and on return what they take.
 */
static size_t line_length(const char *text, int *width)
{
	size_t len = strlen(text);
	int room = *width;

	*width = ks_utf8_width_n(text, len);
	if (*width <= room)
		return len;
	len = strcspn(text, " ");
	*width = ks_utf8_width_n(text, len);
	while (text[len]) {
		size_t next = len + 1 + strcspn(text + len + 1, " ");
		int wider = ks_utf8_width_n(text, next);

		if (wider > room)
			break;
		len = next;
		*width = wider;
	}
	return len;
}

static int widest_line(const char *text, int width)
{
	int widest = 0;

	while (*text) {
		int line = width;
		size_t len = line_length(text, &line);

		widest = line > widest ? line : widest;
		text += len + (text[len] == ' ');
	}
	return widest;
}

/* What a column takes when its cells are folded to a width; its heading never is. */
static int folded_width(const struct ks_table *table, size_t column, int width)
{
	int widest = ks_utf8_width(table->headings[column]);

	for (size_t i = 0; i < table->n_rows; i++) {
		int line = widest_line(table->rows[i][column], width);

		widest = line > widest ? line : widest;
	}
	return widest;
}

static int total_width(const struct ks_table *table)
{
	int total = BETWEEN * ((int)table->n - 1);

	for (size_t i = 0; i < table->n; i++)
		total += table->widths[i];
	return total;
}

/* Takes from the widest column that can give; false when none can. */
static bool give_one(struct ks_table *table, const int *least)
{
	size_t from = table->n;

	for (size_t i = 0; i < table->n; i++)
		if (table->widths[i] > least[i] &&
		    (from == table->n || table->widths[i] > table->widths[from]))
			from = i;
	if (from == table->n)
		return false;
	table->widths[from]--;
	return true;
}

static bool make_it_fit(struct ks_table *table)
{
	int *least;

	if (total_width(table) <= table->out->width)
		return true;
	least = KS_NEW_N(table->out->arena, table->n, int);
	for (size_t i = 0; i < table->n; i++)
		least[i] = folded_width(table, i, 0);
	while (total_width(table) > table->out->width)
		if (!give_one(table, least))
			return false;
	for (size_t i = 0; i < table->n; i++)
		table->widths[i] = folded_width(table, i, table->widths[i]);
	return true;
}

/* ---- drawing ------------------------------------------------------------- */

/*
 * Takes from every cell what goes on this line. Blanks come before a piece and
 * never behind it, so that no line ends in them.
 */
static void draw_line(const struct ks_table *table, const char **cells)
{
	struct ks_buf *buf = &table->out->text;
	int column = 0, start = 0;

	for (size_t i = 0; i < table->n; i++) {
		int width = table->widths[i];
		size_t len = line_length(cells[i], &width);

		if (len) {
			ks_buf_blanks(buf, start - column);
			ks_buf_addn(buf, cells[i], len);
			column = start + width;
			cells[i] += len;
			cells[i] += *cells[i] == ' ';
		}
		start += table->widths[i] + BETWEEN;
	}
	ks_buf_addc(buf, '\n');
}

static bool is_left(const struct ks_table *table, const char *const *cells)
{
	for (size_t i = 0; i < table->n; i++)
		if (*cells[i])
			return true;
	return false;
}

static void draw_row(const struct ks_table *table, const char **cells)
{
	do
		draw_line(table, cells);
	while (is_left(table, cells));
}

static void draw(const struct ks_table *table)
{
	size_t line = (size_t)total_width(table) + 1;

	ks_buf_reserve(&table->out->text, line * (table->n_rows + 1));
	draw_row(table, table->headings);
	for (size_t i = 0; i < table->n_rows; i++)
		draw_row(table, table->rows[i]);
}

static void list_cell(const struct ks_table *table, size_t i, const char *text)
{
	const char *heading = table->headings[i];
	const char *lead = *heading ? ks_fmt(table->out->arena, "%s: ", heading) : "";

	ks_out_wrapped(table->out, i ? 2 : 0, lead, text);
}

/* Rows as blocks, for where a table has no room. */
static void list(const struct ks_table *table)
{
	for (size_t row = 0; row < table->n_rows; row++) {
		if (row)
			ks_out_blank(table->out);
		for (size_t i = 0; i < table->n; i++)
			if (*table->rows[row][i])
				list_cell(table, i, table->rows[row][i]);
	}
}

void ks_table_end(struct ks_table *table)
{
	if (make_it_fit(table))
		draw(table);
	else
		list(table);
}
