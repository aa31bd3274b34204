/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tables, drawn by libsmartcols. It would break a text in the middle of a word,
 * and an id in a table must stay whole to be copied. So widths are
 * settled here: the widest column gives way, never below its longest word.
 * What still does not fit becomes a block of lines for each row.
 */
#include <libsmartcols.h>
#include <stdint.h>
#include <stdlib.h>
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
	int *widths;
};

/* Safe and on one line. */
static const char *cell_text(struct ks_arena *arena, const char *text)
{
	char *flat = ks_strdup(arena, text ? text : "");
	struct ks_buf buf;

	for (char *c = flat; *c; c++)
		if (ks_is_space(*c))
			*c = ' ';
	ks_buf_init(&buf, arena);
	ks_utf8_add_safe(&buf, flat);
	return buf.text;
}

static const char **cells_of(struct ks_table *table, const char *const *texts)
{
	const char **cells = KS_NEW_N(table->out->arena, table->n, const char *);

	for (size_t i = 0; i < table->n; i++)
		cells[i] = cell_text(table->out->arena, texts[i]);
	return cells;
}

struct ks_table *ks_table_new(struct ks_out *out, const char *const *headings, size_t n)
{
	struct ks_table *table = KS_NEW(out->arena, struct ks_table);

	table->out = out;
	table->n = n;
	table->headings = cells_of(table, headings);
	table->widths = KS_NEW_N(out->arena, n, int);
	return table;
}

void ks_table_row(struct ks_table *table, const char *const *cells)
{
	const char ***row = ks_grow(table->out->arena, &table->rows, &table->n_rows, sizeof(*row));

	*row = cells_of(table, cells);
}

/* ---- widths -------------------------------------------------------------- */

static int longest_word(struct ks_arena *arena, const char *text)
{
	size_t n;
	char **words = ks_split(arena, text, ' ', &n);
	int longest = 0;

	for (size_t i = 0; i < n; i++) {
		int width = ks_utf8_width(words[i]);

		longest = width > longest ? width : longest;
	}
	return longest;
}

static int text_width(struct ks_arena *arena, const char *text)
{
	(void)arena;
	return ks_utf8_width(text);
}

/* The largest measure of the cells of a column; its heading is never folded. */
static int widest(const struct ks_table *table, size_t column,
		  int (*measure)(struct ks_arena *, const char *))
{
	int most = ks_utf8_width(table->headings[column]);

	for (size_t i = 0; i < table->n_rows; i++) {
		int width = measure(table->out->arena, table->rows[i][column]);

		most = width > most ? width : most;
	}
	return most;
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
	int *least = KS_NEW_N(table->out->arena, table->n, int);

	for (size_t i = 0; i < table->n; i++) {
		table->widths[i] = widest(table, i, text_width);
		least[i] = widest(table, i, longest_word);
	}
	while (total_width(table) > table->out->width)
		if (!give_one(table, least))
			return false;
	return true;
}

/* The text with newlines where lines of at most width end. */
static const char *folded(struct ks_arena *arena, const char *text, int width)
{
	struct ks_buf buf;
	int column = 0;
	size_t n;
	char **words = ks_split(arena, text, ' ', &n);

	ks_buf_init(&buf, arena);
	for (size_t i = 0; i < n; i++) {
		int wide = ks_utf8_width(words[i]);
		bool breaks = column && column + 1 + wide > width;

		if (column)
			ks_buf_addc(&buf, breaks ? '\n' : ' ');
		column = (breaks || !column ? 0 : column + 1) + wide;
		ks_buf_add(&buf, words[i]);
	}
	return buf.text;
}

/* ---- drawing ------------------------------------------------------------- */

/* libsmartcols answers 0 or an error that only lack of memory can cause here. */
static void sure(const struct ks_table *table, bool went_well)
{
	if (!went_well)
		ks_alloc(table->out->arena, SIZE_MAX);
}

static void add_column(const struct ks_table *table, struct libscols_table *drawn, size_t i)
{
	struct libscols_column *column = scols_table_new_column(
		drawn, table->headings[i], table->widths[i], SCOLS_FL_WRAP);

	sure(table, column != NULL);
	scols_column_set_wrapfunc(column, scols_wrapnl_chunksize, scols_wrapnl_nextchunk, NULL);
	scols_column_set_safechars(column, "\n");
}

static void add_line(const struct ks_table *table, struct libscols_table *drawn,
		     const char *const *cells)
{
	struct libscols_line *line = scols_table_new_line(drawn, NULL);

	sure(table, line != NULL);
	for (size_t i = 0; i < table->n; i++) {
		const char *text = folded(table->out->arena, cells[i], table->widths[i]);

		sure(table, scols_line_set_data(line, i, text) == 0);
	}
}

/* Adds the lines without the blanks that libsmartcols leaves at their ends. */
static void add_trimmed(struct ks_buf *buf, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n"), kept = len;

		while (kept && text[kept - 1] == ' ')
			kept--;
		ks_buf_addn(buf, text, kept);
		ks_buf_addc(buf, '\n');
		text += len + (text[len] == '\n');
	}
}

static void draw(const struct ks_table *table)
{
	struct libscols_table *drawn = scols_new_table();
	char *text = NULL;

	sure(table, drawn != NULL);
	scols_table_set_termforce(drawn, SCOLS_TERMFORCE_ALWAYS);
	scols_table_set_termwidth(drawn, (size_t)table->out->width);
	scols_table_enable_colors(drawn, table->out->color);
	scols_table_enable_noencoding(drawn, 1);
	sure(table, scols_table_set_column_separator(drawn, "  ") == 0);
	for (size_t i = 0; i < table->n; i++)
		add_column(table, drawn, i);
	for (size_t i = 0; i < table->n_rows; i++)
		add_line(table, drawn, table->rows[i]);
	sure(table, scols_print_table_to_string(drawn, &text) == 0);
	add_trimmed(&table->out->text, text);
	free(text);
	scols_unref_table(drawn);
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
