/* SPDX-License-Identifier: EUPL-1.2 */
/* The answer under construction, text that fits the width, and the way out. */
#include "ks/output/out.h"

#include <string.h>
#include <unistd.h>

#include "ks/base/arena.h"
#include "ks/base/date.h"
#include "ks/base/utf8.h"

#define USUAL_WIDTH 80
#define EXAMPLE_INDENT 4	/* more, where a line that starts with blanks goes on */

const char *const ks_format_words[] = { "text", "json", "html", "md", "dot", "mermaid", "csv", "xlsx", NULL };

void ks_out_init(struct ks_out *out, struct ks_arena *arena, FILE *stream, FILE *err)
{
	*out = (struct ks_out){ .arena = arena, .out = stream, .err = err, .width = USUAL_WIDTH };
	ks_buf_init(&out->text, arena);
}

/* JSON and HTML have a place for it inside; a calendar and a drawing have none. */
static bool can_say_training(const struct ks_out *out)
{
	return out->training && !out->training_said &&
	       (out->format == KS_AS_TEXT || out->format == KS_AS_MD) && out->text.len > 0 &&
	       strncmp(out->text.text, "BEGIN:", 6) != 0;
}

enum ks_status ks_out_flush(struct ks_out *out)
{
	bool whole = !out->broken;

	if (can_say_training(out)) {
		whole = fprintf(out->out, "%s\n\n", ks_msg_text(out->lang, KS_MSG_training_data)) > 0;
		out->training_said = true;
	}
	whole = whole && fwrite(out->text.text, 1, out->text.len, out->out) == out->text.len;

	/* errno is that of the first write that failed: the stream keeps nothing to try again. */
	whole = whole && fflush(out->out) == 0;
	ks_buf_init(&out->text, out->arena);
	return whole && !ferror(out->out) ? KS_OK : KS_STORE;
}

/* On a screen words stay whole; a file or another program gets the sentence on one line. */
static void break_line(const struct ks_out *out, char *line)
{
	char *blank = NULL;
	int column = 0;

	for (; *line && *line != '\n'; line++) {
		column += ((unsigned char)*line & 0xc0U) != 0x80;
		if (*line == ' ' && column <= out->width + 1)
			blank = line;
		if (column <= out->width || !blank)
			continue;
		*blank = '\n';
		column = ks_utf8_width(ks_strndup(out->arena, blank + 1, (size_t)(line - blank)));
		blank = NULL;
	}
}

static bool is_on_screen(const struct ks_out *out)
{
	return isatty(fileno(out->err));
}

void ks_out_tell(struct ks_out *out, enum ks_msg msg, const struct ks_arg *args)
{
	char *line = ks_strdup(out->arena, ks_msg_make(out->arena, out->lang, msg, args));

	if (is_on_screen(out))
		break_line(out, line);
	fprintf(out->err, "%s\n", line);
	fflush(out->err);
}

void ks_out_diag(struct ks_out *out, struct ks_diag *diag)
{
	struct ks_buf buf;

	ks_diag_sort(diag);
	ks_buf_init(&buf, out->arena);
	for (const struct ks_diag_item *item = diag->first; item; item = item->next) {
		size_t start = buf.len;

		ks_diag_format(&buf, out->lang, item);
		if (is_on_screen(out))
			break_line(out, buf.text + start);
	}
	fwrite(buf.text, 1, buf.len, out->err);
	fflush(out->err);
}

/* ---- wrapping ------------------------------------------------------------ */

/* A line being filled. */
struct filling {
	struct ks_out *out;
	int indent;		/* of the lines after the first */
	int column;		/* where the next character comes */
	bool fresh;		/* nothing but indent stands on the line */
};

static void fill_word(struct filling *line, const char *word)
{
	struct ks_buf *text = &line->out->text;
	int width = ks_utf8_width(word);

	if (!line->fresh && line->column + 1 + width > line->out->width) {
		ks_buf_addc(text, '\n');
		ks_buf_blanks(text, line->indent);
		line->column = line->indent;
		line->fresh = true;
	}
	if (!line->fresh) {
		ks_buf_addc(text, ' ');
		line->column++;
	}
	ks_buf_add(text, word);
	line->column += width;
	line->fresh = false;
}

/* The next word of *at made safe, or NULL; *at moves behind it. */
static const char *next_word(struct ks_arena *arena, const char **at)
{
	const char *start;

	while (ks_is_space(**at))
		++*at;
	start = *at;
	while (**at && !ks_is_space(**at))
		++*at;
	if (*at == start)
		return NULL;
	return ks_utf8_safe(arena, ks_strndup(arena, start, (size_t)(*at - start)));
}

static void fill(struct filling *line, const char *text)
{
	const char *word;

	while ((word = next_word(line->out->arena, &text)) != NULL)
		fill_word(line, word);
	ks_buf_addc(&line->out->text, '\n');
}

void ks_out_wrapped(struct ks_out *out, int indent, const char *lead, const char *text)
{
	int column = indent + ks_utf8_width(lead);
	struct filling line = { out, column, column, true };

	ks_buf_blanks(&out->text, indent);
	ks_buf_add(&out->text, lead);
	fill(&line, text);
}

/* One line of a sentence; its own leading blanks count as indent. */
static void put_line(struct ks_out *out, int indent, const char *text)
{
	struct filling line = { out, indent, indent, true };

	if (*text == ' ') {
		while (*text == ' ') {
			text++;
			line.column++;
		}
		line.indent = line.column + EXAMPLE_INDENT;
	}
	if (*text)
		ks_buf_blanks(&out->text, line.column);
	fill(&line, text);
}

/* Newlines belong to sentences, never to what is filled in. */
static const char *flat(struct ks_arena *arena, const char *value)
{
	char *copy = ks_strdup(arena, value ? value : "");

	for (char *c = copy; *c; c++)
		if (ks_is_space(*c))
			*c = ' ';
	return copy;
}

static const struct ks_arg *flat_args(struct ks_arena *arena, const struct ks_arg *args)
{
	struct ks_arg *copies;
	size_t n = 0;

	while (args && args[n].name)
		n++;
	copies = KS_NEW_N(arena, n + 1, struct ks_arg);
	for (size_t i = 0; i < n; i++) {
		copies[i].name = args[i].name;
		copies[i].value = flat(arena, args[i].value);
	}
	return copies;
}

void ks_out_msg(struct ks_out *out, int indent, enum ks_msg msg, const struct ks_arg *args)
{
	char *text = NULL, *end;
	struct ks_buf buf;

	ks_buf_init(&buf, out->arena);
	ks_msg_put(&buf, out->lang, msg, flat_args(out->arena, args));
	for (text = buf.text; (end = strchr(text, '\n')) != NULL; text = end + 1) {
		*end = '\0';
		put_line(out, indent, text);
	}
	put_line(out, indent, text);
}

void ks_out_heading(struct ks_out *out, const char *text)
{
	const char *safe = ks_utf8_safe(out->arena, flat(out->arena, text));
	int width = ks_utf8_width(safe);

	if (out->color)
		ks_buf_add(&out->text, "\033[1m");
	ks_out_wrapped(out, 0, "", safe);
	if (out->color)
		ks_buf_add(&out->text, "\033[0m");
	for (int i = 0; i < width && i < out->width; i++)
		ks_buf_addc(&out->text, '-');
	ks_buf_addc(&out->text, '\n');
}

void ks_out_blank(struct ks_out *out)
{
	ks_buf_addc(&out->text, '\n');
}

const char *ks_day_words(struct ks_out *out, int day)
{
	struct ks_civil civil;
	enum ks_msg month;

	if (day == KS_NO_DAY)
		return "";
	civil = ks_civil_of(day);
	month = (enum ks_msg)((int)KS_MSG_month_1 + civil.month - 1);
	return ks_fmt(out->arena, "%d %s %d", civil.day, ks_msg_text(out->lang, month), civil.year);
}
