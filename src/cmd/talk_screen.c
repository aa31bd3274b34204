/* SPDX-License-Identifier: EUPL-1.2 */
/* The screen of a conversation: how much fits, and what may stay in sight. */
#include "ks/base/arena.h"
#include "ks/cmd/run.h"
#include "ks/output/talk.h"
#include "talk_state.h"

#define LINES_MOST 20		/* of a page that nobody has to scroll for */
#define LINES_LEAST 5
#define USUAL_ROWS 24
#define NARROWEST 30
#define WIDEST 100

/* ---- how much fits --------------------------------------------------------- */

/* A screen may be made wider or narrower between two pages. */
size_t look_at_screen(struct talk *talk)
{
	int columns, rows;

	ks_talk_screen_size(talk->ctx->out, &columns, &rows);
	if (columns > 0 && columns != talk->columns) {
		talk->columns = columns;
		talk->ctx->out->width = columns < NARROWEST ? NARROWEST :
					columns > WIDEST    ? WIDEST :
							      columns;
		refresh(talk);
	}
	if (rows > LINES_LEAST && rows <= LINES_MOST)
		return (size_t)rows - 1;
	return rows > 0 && rows <= LINES_LEAST ? LINES_LEAST : LINES_MOST;
}

static size_t count_lines(const char *text)
{
	size_t n = 1;

	for (; *text; text++)
		n += *text == '\n';
	return n;
}

enum ks_status flush_page(struct ks_out *out)
{
	return ks_out_flush(out) == KS_OK ? KS_OK : KS_INTERRUPTED;
}

/* So many lines now: as many as there is room for, but never a piece of the last, which stay whole. */
static size_t lines_now(size_t all, size_t lines, size_t whole)
{
	bool splits = all > whole && all - whole < lines - 1;

	return splits && whole <= lines ? all - whole : lines - 1;
}

/*
 * Asks to read on. What is typed there instead is for the page itself: back goes
 * at once, anything else (*all) shows what is left and is then taken.
 */
static enum ks_status ask_to_read_on(struct talk *talk, bool *back, bool *all)
{
	struct ks_out *out = talk->ctx->out;
	enum ks_line_kind kind;
	size_t len = 0;

	ks_out_msg(out, 0, KS_MSG_talk_more, NULL);
	if (flush_page(out) != KS_OK)
		return KS_INTERRUPTED;
	kind = ks_terminal_line(&talk->terminal, &len);
	if (kind == KS_LINE_END)
		return KS_INTERRUPTED;
	if (kind == KS_LINE && len) {
		*back = ks_streq(talk->terminal.line, "b") || ks_streq(talk->terminal.line, "B");
		*all = true;
		ks_terminal_put_back(&talk->terminal);
	}
	return KS_OK;
}

enum ks_status show_built(struct talk *talk, size_t lines, size_t question)
{
	struct ks_out *out = talk->ctx->out;
	size_t all, whole = count_lines(out->text.text + question);
	bool left = true, back = false, at_once = false;

	while (!at_once && (all = count_lines(out->text.text)) > lines) {
		const char *rest;

		if (ks_talk_flush(out, lines_now(all, lines, whole), &left) != KS_OK)
			return KS_INTERRUPTED;
		rest = ks_strdup(talk->ctx->arena, out->text.text);
		ks_buf_init(&out->text, talk->ctx->arena);
		if (ask_to_read_on(talk, &back, &at_once) != KS_OK)
			return KS_INTERRUPTED;
		if (!back)
			ks_buf_add(&out->text, rest);
	}
	return flush_page(out);
}

/* ---- what stays ------------------------------------------------------------ */

void go_aside(struct talk *talk)
{
	if (!talk->ctx->env->dumb)
		ks_talk_go_aside(talk->ctx->out);
}

enum ks_status clear_away(struct talk *talk)
{
	int columns, rows;

	ks_talk_screen_size(talk->ctx->out, &columns, &rows);
	if (talk->ctx->env->dumb)
		ks_talk_push_up(talk->ctx->out, rows > 0 ? rows : USUAL_ROWS);
	else
		ks_talk_come_back(talk->ctx->out);
	return flush_page(talk->ctx->out);
}

void wipe_screen(struct talk *talk)
{
	int columns, rows;

	ks_talk_screen_size(talk->ctx->out, &columns, &rows);
	if (talk->ctx->env->dumb)
		ks_talk_push_up(talk->ctx->out, rows > 0 ? rows : USUAL_ROWS);
	else
		ks_talk_wipe(talk->ctx->out);
}
