/* SPDX-License-Identifier: EUPL-1.2 */
/* Diagnostics: collecting, ordering and formatting. */
#include "ks/base/diag.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/base/utf8.h"

#define SHOWN 68		/* columns of a source line that are shown */
#define LEFT 40			/* of which before the caret, in a line that is cut */
#define NEARBY 200		/* characters looked at on either side of the caret */
#define CUT "..."
#define CUT_WIDTH 3

void ks_diag_init(struct ks_diag *diag, struct ks_arena *arena)
{
	*diag = (struct ks_diag){ .arena = arena };
	diag->end = &diag->first;
}

struct ks_loc ks_nowhere(void)
{
	return (struct ks_loc){ NULL, 0, 0 };
}

static const char *copy_text(struct ks_arena *arena, const char *s)
{
	return s ? ks_strdup(arena, s) : NULL;
}

static const struct ks_arg *copy_args(struct ks_arena *arena, const struct ks_arg *args)
{
	struct ks_arg *copies;
	size_t n = 0;

	if (!args)
		return NULL;
	while (args[n].name)
		n++;
	copies = KS_NEW_N(arena, n + 1, struct ks_arg);
	for (size_t i = 0; i < n; i++) {
		copies[i].name = copy_text(arena, args[i].name);
		copies[i].value = copy_text(arena, args[i].value);
	}
	return copies;
}

struct ks_diag_item *ks_diag_add(struct ks_diag *diag, enum ks_severity severity, struct ks_loc loc,
				 enum ks_msg msg, const struct ks_arg *args, const char *near)
{
	struct ks_diag_item *item = KS_NEW(diag->arena, struct ks_diag_item);

	item->severity = severity;
	item->msg = msg;
	item->args = copy_args(diag->arena, args);
	item->near = copy_text(diag->arena, near);
	item->loc = loc;
	item->no_witness = KS_MSG_LAST;
	diag->errors += severity == KS_ERROR;
	diag->findings += severity == KS_FINDING;
	*diag->end = item;
	diag->end = &item->next;
	return item;
}

void ks_error(struct ks_diag *diag, struct ks_loc loc, enum ks_msg msg, const struct ks_arg *args,
	      const char *near)
{
	ks_diag_add(diag, KS_ERROR, loc, msg, args, near);
}

/* An item with its order of entry, because qsort() does not keep that. */
struct entry {
	struct ks_diag_item *item;
	size_t order;
};

static int order_of(int a, int b)
{
	return (a > b) - (a < b);
}

static const char *name_of(const struct ks_diag_item *item)
{
	return item->loc.in ? item->loc.in->name : "";
}

static int compare(const void *left, const void *right)
{
	const struct entry *x = left, *y = right;
	const struct ks_diag_item *a = x->item, *b = y->item;
	int order = strcmp(name_of(a), name_of(b));

	if (!order)
		order = order_of(a->loc.line, b->loc.line);
	if (!order)
		order = order_of(a->loc.col, b->loc.col);
	if (!order)
		order = order_of((int)a->msg, (int)b->msg);
	return order ? order : (x->order > y->order) - (x->order < y->order);
}

void ks_diag_sort(struct ks_diag *diag)
{
	struct entry *entries = NULL;
	size_t n = 0;

	for (struct ks_diag_item *item = diag->first; item; item = item->next) {
		struct entry *entry = ks_grow(diag->arena, &entries, &n, sizeof(*entries));

		entry->item = item;
		entry->order = n;
	}
	if (!n)
		return;
	qsort(entries, n, sizeof(*entries), compare);
	diag->end = &diag->first;
	for (size_t i = 0; i < n; i++) {
		*diag->end = entries[i].item;
		diag->end = &entries[i].item->next;
	}
	*diag->end = NULL;
}

static enum ks_msg word_for(enum ks_severity severity)
{
	switch (severity) {
	case KS_NOTE:
		return KS_MSG_note;
	case KS_FINDING:
		return KS_MSG_finding;
	case KS_ERROR:
		break;
	}
	return KS_MSG_error;
}

/* FILE:LINE:COL, as far as it is known. */
static void put_place(struct ks_buf *buf, struct ks_loc loc)
{
	if (!loc.in) {
		ks_buf_add(buf, "ks");
		return;
	}
	ks_utf8_add_safe(buf, loc.in->name);
	if (loc.line > 0)
		ks_buf_addf(buf, ":%d:%d", loc.line, loc.col > 0 ? loc.col : 1);
}

/* The arguments hold what somebody typed, so the whole sentence is made safe. */
static void put_safe(struct ks_buf *buf, enum ks_lang lang, enum ks_msg msg,
		     const struct ks_arg *args)
{
	ks_utf8_add_safe(buf, ks_msg_make(buf->arena, lang, msg, args));
}

static void put_sentence(struct ks_buf *buf, enum ks_lang lang, const struct ks_diag_item *item)
{
	put_place(buf, item->loc);
	ks_buf_add(buf, ": ");
	ks_buf_add(buf, ks_msg_text(lang, word_for(item->severity)));
	ks_buf_add(buf, ": ");
	put_safe(buf, lang, item->msg, item->args);
	if (item->near) {
		ks_buf_add(buf, " (");
		put_safe(buf, lang, KS_MSG_did_you_mean, KS_ARGS({ "near", item->near }));
		ks_buf_addc(buf, ')');
	}
	ks_buf_addf(buf, " [%s]\n", ks_msg_code(buf->arena, item->msg));
}

/* Start of a line (from 1) and its length; NULL when the text is shorter. */
static const char *find_line(const struct ks_source_text *in, int line, size_t *len)
{
	const char *at = in->text, *end = in->text + in->len, *newline;

	for (int i = 1; i < line; i++) {
		newline = memchr(at, '\n', (size_t)(end - at));
		if (!newline)
			return NULL;
		at = newline + 1;
	}
	newline = memchr(at, '\n', (size_t)(end - at));
	*len = (size_t)((newline ? newline : end) - at);
	if (*len && at[*len - 1] == '\r')
		--*len;
	return at;
}

/* Adds the first character as it is shown; returns how many bytes it took. */
static size_t put_char(struct ks_buf *buf, const char *s, size_t len)
{
	uint32_t point = 0;
	size_t n = ks_utf8_decode(s, len, &point);
	char one[5] = "";

	memcpy(one, s, n ? n : 1);
	if (*one == '\t')
		ks_buf_addc(buf, ' ');
	else if (*one == '\0')
		ks_buf_add(buf, "\\u{0}");
	else
		ks_utf8_add_safe(buf, one);
	return n ? n : 1;
}

/* A source line as shown: a text and where each character of it starts. */
struct shown {
	struct ks_buf text;
	size_t *starts;		/* offsets into text, one a character and one more */
	size_t n;		/* characters + 1 */
	size_t skipped;		/* characters of the line before the first one here */
};

static void add_start(struct shown *shown)
{
	size_t *start = ks_grow(shown->text.arena, &shown->starts, &shown->n, sizeof(*start));

	*start = shown->text.len;
}

static size_t char_len(const char *s, size_t len)
{
	uint32_t point;
	size_t n = ks_utf8_decode(s, len, &point);

	return n ? n : 1;
}

/* Shows the neighbourhood of col only: a line may be a whole file of 1 MiB. */
static void show_line(struct shown *shown, struct ks_arena *arena, const char *s, size_t len,
		      size_t col)
{
	memset(shown, 0, sizeof(*shown));
	ks_buf_init(&shown->text, arena);
	while (len && shown->skipped + NEARBY < col) {
		size_t n = char_len(s, len);

		s += n;
		len -= n;
		shown->skipped++;
	}
	while (len && shown->n < (size_t)2 * NEARBY) {
		size_t n;

		add_start(shown);
		n = put_char(&shown->text, s, len);
		s += n;
		len -= n;
	}
	add_start(shown);
}

/* Columns taken by characters from (counted from 0) up to to. */
static int width_between(const struct shown *shown, size_t from, size_t to)
{
	size_t start = shown->starts[from];

	return ks_utf8_width(ks_strndup(shown->text.arena, shown->text.text + start,
					shown->starts[to] - start));
}

/* The first character to show, so that the one at col stays in view. */
static size_t first_shown(const struct shown *shown, size_t col)
{
	size_t first = col;
	int width = 0;

	if (width_between(shown, 0, shown->n - 1) <= SHOWN ||
	    width_between(shown, 0, col) <= LEFT)
		return 0;
	while (first > 0 && width <= LEFT) {
		first--;
		width += width_between(shown, first, first + 1);
	}
	return first;
}

/* One past the last character that fits into width columns. */
static size_t last_shown(const struct shown *shown, size_t first, int width)
{
	size_t last = first;

	while (last + 1 < shown->n && width >= 0) {
		width -= width_between(shown, last, last + 1);
		if (width >= 0)
			last++;
	}
	return last;
}

static void put_cut_line(struct ks_buf *buf, const struct shown *shown, size_t first)
{
	size_t chars = shown->n - 1;
	bool from_start = !first && !shown->skipped;
	int room = from_start ? SHOWN : SHOWN - CUT_WIDTH;
	bool whole = width_between(shown, first, chars) <= room;
	size_t last = whole ? chars : last_shown(shown, first, room - CUT_WIDTH);

	if (!from_start)
		ks_buf_add(buf, CUT);
	ks_buf_addn(buf, shown->text.text + shown->starts[first],
		    shown->starts[last] - shown->starts[first]);
	ks_buf_add(buf, whole ? "\n" : CUT "\n");
}

/* The source line with its number, and a caret under the column. */
static void put_source(struct ks_buf *buf, struct ks_loc loc)
{
	struct shown shown;
	size_t len, first, col;
	const char *line;
	int before;

	if (!loc.in || !loc.in->text || loc.line < 1)
		return;
	line = find_line(loc.in, loc.line, &len);
	if (!line)
		return;
	col = loc.col > 1 ? (size_t)loc.col - 1 : 0;
	show_line(&shown, buf->arena, line, len, col);
	col -= shown.skipped;
	if (col > shown.n - 1)
		col = shown.n - 1;
	first = first_shown(&shown, col);
	ks_buf_addf(buf, "%5d | ", loc.line);
	put_cut_line(buf, &shown, first);
	before = width_between(&shown, first, col) + (first || shown.skipped ? CUT_WIDTH : 0);
	ks_buf_addf(buf, "      | %*s^\n", before, "");
}

/* Set in as a whole, so that it can be copied and pasted as it stands. */
static void put_witness(struct ks_buf *buf, enum ks_lang lang, const char *witness)
{
	ks_buf_addf(buf, "    %s\n", ks_msg_text(lang, KS_MSG_witness_here));
	while (*witness) {
		size_t n = strcspn(witness, "\n");

		ks_buf_add(buf, "      ");
		ks_buf_addn(buf, witness, n + (witness[n] == '\n'));
		witness += n + (witness[n] == '\n');
	}
}

void ks_diag_format(struct ks_buf *buf, enum ks_lang lang, const struct ks_diag_item *item)
{
	put_sentence(buf, lang, item);
	put_source(buf, item->loc);
	if (item->witness)
		put_witness(buf, lang, item->witness);
	else if (item->no_witness != KS_MSG_LAST)
		ks_buf_addf(buf, "    %s\n", ks_msg_text(lang, item->no_witness));
}
