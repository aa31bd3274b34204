/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reading a table: first the bytes become one text of known characters and
 * line ends, so that a place in it can be shown; then that is cut into cells.
 */
#include "ks/exchange/csv.h"

#include <stdint.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/base/utf8.h"

struct reading {
	struct ks_arena *arena;
	struct ks_diag *diag;
	const struct ks_source_text *in;
	const char *at;
	int line, col;
	char separator;
};

/* ---- bytes to text ------------------------------------------------------- */

/* Windows-1252 from 80 to 9F; 0 is no character (WHATWG Encoding, index windows-1252). */
static const uint16_t upper[32] = {
	0x20ac, 0,	0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,	0x017d, 0,	0,	0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
	0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,	0x017e, 0x0178,
};

static void add_point(struct ks_buf *buf, unsigned point)
{
	if (point < 0x80) {
		ks_buf_addc(buf, (char)point);
		return;
	}
	if (point < 0x800) {
		ks_buf_addc(buf, (char)(0xc0 | point >> 6));
	} else {
		ks_buf_addc(buf, (char)(0xe0 | point >> 12));
		ks_buf_addc(buf, (char)(0x80 | (point >> 6 & 0x3f)));
	}
	ks_buf_addc(buf, (char)(0x80 | (point & 0x3f)));
}

/* What is no character there stays a control character, and is refused as one. */
static void add_western(struct ks_buf *buf, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned byte = (unsigned char)text[i];
		bool high = byte >= 0x80 && byte < 0xa0 && upper[byte - 0x80];

		add_point(buf, high ? upper[byte - 0x80] : byte);
	}
}

static bool is_utf8(const char *text, size_t len)
{
	uint32_t point;

	for (size_t i = 0, n; i < len; i += n) {
		n = ks_utf8_decode(text + i, len - i, &point);
		if (!n)
			return false;
	}
	return true;
}

/* CR LF is one line end. A CR that stands alone is left to be refused. */
static void unify_lines(struct ks_buf *buf)
{
	size_t kept = 0;

	for (size_t i = 0; i < buf->len; i++)
		if (buf->text[i] != '\r' || i + 1 == buf->len || buf->text[i + 1] != '\n')
			buf->text[kept++] = buf->text[i];
	buf->text[kept] = '\0';
	buf->len = kept;
}

static bool is_utf16(const struct ks_source_text *in)
{
	return in->len >= 2 &&
	       (memcmp(in->text, "\xff\xfe", 2) == 0 || memcmp(in->text, "\xfe\xff", 2) == 0);
}

static const struct ks_source_text *text_of(struct ks_arena *arena,
					    const struct ks_source_text *given)
{
	struct ks_source_text *in = KS_NEW(arena, struct ks_source_text);
	size_t mark = given->len >= 3 && memcmp(given->text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	const char *text = given->text + mark;
	size_t len = given->len - mark;
	struct ks_buf buf;

	ks_buf_init(&buf, arena);
	if (is_utf8(text, len))
		ks_buf_addn(&buf, text, len);
	else
		add_western(&buf, text, len);
	unify_lines(&buf);
	*in = (struct ks_source_text){ .name = given->name, .text = buf.text, .len = buf.len };
	return in;
}

/* ---- places -------------------------------------------------------------- */

static struct ks_loc here(const struct reading *r)
{
	return (struct ks_loc){ r->in, r->line, r->col };
}

static char step(struct reading *r)
{
	char c = *r->at++;

	if (c == '\n') {
		r->line++;
		r->col = 1;
	} else if (((unsigned char)*r->at & 0xc0) != 0x80) {
		r->col++;
	}
	return c;
}

static enum ks_status wrong(struct reading *r, struct ks_loc loc, enum ks_msg msg)
{
	ks_error(r->diag, loc, msg, NULL, NULL);
	return KS_INPUT;
}

/* The first thing no text may hold, at its place. */
static enum ks_status check_characters(struct reading *r)
{
	size_t bad = ks_utf8_find_bad(r->in->text, r->in->len, true);

	if (bad == r->in->len)
		return KS_OK;
	while (r->at < r->in->text + bad)
		step(r);
	return wrong(r, here(r), KS_MSG_csv_character);
}

/* ---- cells --------------------------------------------------------------- */

static bool is_end(const struct reading *r)
{
	return !*r->at || *r->at == '\n';
}

/* From behind the opening quote; a quote written twice is one. */
static enum ks_status take_quoted(struct reading *r, struct ks_loc begin, struct ks_buf *buf)
{
	while (*r->at && (*r->at != '"' || r->at[1] == '"')) {
		if (*r->at == '"')
			step(r);
		ks_buf_addc(buf, step(r));
	}
	if (!*r->at)
		return wrong(r, begin, KS_MSG_csv_open_quote);
	step(r);
	while (*r->at == ' ')
		step(r);
	if (!is_end(r) && *r->at != r->separator)
		return wrong(r, here(r), KS_MSG_csv_after_quote);
	return KS_OK;
}

static void take_plain(struct reading *r, struct ks_buf *buf)
{
	while (!is_end(r) && *r->at != r->separator)
		ks_buf_addc(buf, step(r));
	while (buf->len && ks_is_space(buf->text[buf->len - 1]))
		buf->text[--buf->len] = '\0';
}

static enum ks_status take_cell(struct reading *r, struct ks_csv_row *row)
{
	struct ks_csv_cell *cell;
	enum ks_status status = KS_OK;
	struct ks_loc begin;
	struct ks_buf buf;

	while (*r->at == ' ')
		step(r);
	begin = here(r);
	if (row->n == KS_CSV_MOST_CELLS)
		return wrong(r, begin, KS_MSG_csv_too_wide);
	ks_buf_init(&buf, r->arena);
	if (*r->at == '"') {
		step(r);
		status = take_quoted(r, begin, &buf);
	} else {
		take_plain(r, &buf);
	}
	if (!status && buf.len > KS_CSV_MOST_TEXT)
		return wrong(r, begin, KS_MSG_csv_too_long);
	cell = ks_grow(r->arena, &row->cells, &row->n, sizeof(*cell));
	*cell = (struct ks_csv_cell){ buf.text, begin };
	return status;
}

/* ---- rows ---------------------------------------------------------------- */

static enum ks_status take_row(struct reading *r, struct ks_csv_row *row)
{
	enum ks_status status = take_cell(r, row);

	while (!status && *r->at == r->separator) {
		step(r);
		status = take_cell(r, row);
	}
	if (*r->at)
		step(r);
	return status;
}

static bool is_empty(const struct ks_csv_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (*row->cells[i].text)
			return false;
	return true;
}

/* Empty cells at the end say nothing; others have no name above them. */
static enum ks_status fit(struct reading *r, struct ks_csv_row *row, const struct ks_csv *table)
{
	while (table->n && row->n > table->rows[0].n) {
		if (*row->cells[row->n - 1].text)
			return wrong(r, row->cells[row->n - 1].loc, KS_MSG_csv_beyond);
		row->n--;
	}
	return KS_OK;
}

static enum ks_status take_rows(struct reading *r, struct ks_csv *out)
{
	enum ks_status status = KS_OK;

	while (*r->at && !status) {
		struct ks_loc begin = here(r);
		struct ks_csv_row row = { NULL, 0 };

		status = take_row(r, &row);
		if (status || is_empty(&row))
			continue;
		if (out->n == KS_CSV_MOST_ROWS)
			return wrong(r, begin, KS_MSG_csv_too_many);
		status = fit(r, &row, out);
		*(struct ks_csv_row *)ks_grow(r->arena, &out->rows, &out->n, sizeof(row)) = row;
	}
	return status;
}

/* ---- the table ----------------------------------------------------------- */

/* Which of them stands most in the first line, outside quotes. */
static char find_separator(const char *text)
{
	static const char known[] = ";,\t";
	size_t counts[sizeof(known) - 1] = { 0 }, best = 0;
	bool quoted = false;

	for (; *text && (quoted || *text != '\n'); text++) {
		const char *found = strchr(known, *text);

		if (*text == '"')
			quoted = !quoted;
		else if (found && !quoted)
			counts[found - known]++;
	}
	for (size_t i = 1; i < sizeof(known) - 1; i++)
		if (counts[i] > counts[best])
			best = i;
	return known[best];
}

/* "sep=;", as Excel writes and reads it. */
static bool take_told_separator(struct reading *r)
{
	const char *text = r->at;

	if (strncmp(text, "sep=", 4) != 0 || !strchr(";,\t", text[4]) || !text[4] ||
	    (text[5] != '\n' && text[5]))
		return false;
	r->separator = text[4];
	while (!is_end(r))
		step(r);
	if (*r->at)
		step(r);
	return true;
}

enum ks_status ks_csv_read(struct ks_arena *arena, const struct ks_source_text *in,
			   struct ks_diag *diag, struct ks_csv *out)
{
	struct reading r = { .arena = arena, .diag = diag, .line = 1, .col = 1 };
	enum ks_status status;

	*out = (struct ks_csv){ .n = 0 };
	r.in = in;
	if (is_utf16(in))
		return wrong(&r, here(&r), KS_MSG_csv_utf16);
	r.in = text_of(arena, in);
	r.at = r.in->text;
	status = check_characters(&r);
	if (status)
		return status;
	if (!take_told_separator(&r))
		r.separator = find_separator(r.at);
	return take_rows(&r, out);
}
