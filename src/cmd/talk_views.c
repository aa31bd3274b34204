/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The end of a conversation. The route is made and kept as `ks route` does, in
 * a transaction that ends before anything is shown.
 */
#include "ks/base/arena.h"
#include "ks/cmd/route_keep.h"
#include "ks/cmd/route_show.h"
#include "ks/output/pans.h"
#include "ks/output/talk.h"
#include "talk_state.h"

enum choice { CHOICE_NONE, CHOICE_TABLE, CHOICE_ALONE, CHOICE_PARENTS, CHOICE_DONE, CHOICE_BACK };

/* ---- the route ----------------------------------------------------------- */

static enum ks_status make_view(struct talk *talk, struct ks_weighed *weighed,
				struct ks_keeping *keeping, struct ks_route_view *view)
{
	struct ks_ctx *ctx = talk->ctx;
	enum ks_status status;

	ks_store_about(ctx->store, talk->key, NULL);
	status = ks_weigh(ctx, talk->key, weighed);
	if (status == KS_OK)
		status = ks_route_keep_if_new(ctx, weighed, false, keeping);
	if (status != KS_OK)
		return status;
	*view = ks_route_view_of(ctx, weighed);
	view->id = keeping->id;
	view->kept = keeping->kept;
	view->sha256 = keeping->sha256;
	view->screen.route = route_at_table(talk, weighed->route);
	status = ks_route_statuses(ctx, talk->key, weighed->route, KS_ALL_SEQS, &view->statuses);
	return status == KS_OK ? ks_route_asked(ctx, talk->key, ctx->today, view) : status;
}

static enum ks_status open_view(struct talk *talk, struct ks_route_view *view,
				const struct ks_route **whole)
{
	enum ks_status opened;
	struct ks_weighed *weighed = KS_NEW(talk->ctx->arena, struct ks_weighed);
	struct ks_keeping *keeping = KS_NEW(talk->ctx->arena, struct ks_keeping);
	enum ks_status status = ks_store_begin(talk->ctx->store, KS_READ, "route", __func__);

	if (status != KS_OK)
		return status;
	opened = ks_finish(talk->ctx, make_view(talk, weighed, keeping, view));
	*whole = weighed->route;
	talk->has_more = opened == KS_OK && ks_table_has_more(weighed->route);
	return opened;
}

/* ---- the choice ---------------------------------------------------------- */

static enum choice choice_of(const char *line)
{
	static const char *const words[] = { "1", "2", "3", "", "b", NULL };
	int at = ks_word_index(words, line);

	return at < 0 ? CHOICE_NONE : (enum choice)(at + CHOICE_TABLE);
}

static enum ks_status ask(struct talk *talk, enum choice *choice)
{
	struct ks_out *out = talk->ctx->out;

	for (;;) {
		size_t len = 0;
		enum ks_line_kind kind = ks_terminal_line(&talk->terminal, &len);

		if (kind == KS_LINE_END)
			return KS_INTERRUPTED;
		*choice = kind == KS_LINE_TOO_LONG ? CHOICE_NONE : choice_of(talk->terminal.line);
		if (*choice != CHOICE_NONE)
			return KS_OK;
		ks_out_msg(out, 0, KS_MSG_talk_typo_choice, NULL);
		ks_talk_put_prompt(out);
		if (ks_out_flush(out) != KS_OK)
			return KS_INTERRUPTED;
	}
}

/* A page of the route, and for the professional's own nothing that stays in sight. */
static enum ks_status show_page(struct talk *talk, const struct ks_route_view *of,
				const struct ks_route *whole, enum choice choice)
{
	struct ks_out *out = talk->ctx->out;
	size_t len, lines = look_at_screen(talk);
	struct ks_route_view view = *of;
	enum ks_status status;

	view.alone = choice == CHOICE_ALONE;
	view.parents = choice == CHOICE_PARENTS;
	if (view.alone) {
		view.screen.route = whole;
		go_aside(talk);
	}
	ks_out_blank(out);
	ks_write_route(out, &view);
	if (!view.alone)
		return KS_OK;
	ks_out_blank(out);
	ks_out_msg(out, 0, KS_MSG_talk_more, NULL);
	status = show_built(talk, lines, 0);
	if (status == KS_OK && ks_terminal_line(&talk->terminal, &len) == KS_LINE_END)
		status = KS_INTERRUPTED;
	if (clear_away(talk) != KS_OK)
		return KS_INTERRUPTED;
	return status;
}

enum ks_status show_views(struct talk *talk, bool *back)
{
	struct ks_out *out = talk->ctx->out;
	struct ks_route_view view = { .id = NULL };
	enum choice choice = CHOICE_NONE;
	const struct ks_route *whole = NULL;
	enum ks_status status = open_view(talk, &view, &whole);

	if (status != KS_OK)
		return status;
	ks_talk_put_agreed(out, &view);
	while (status == KS_OK && choice != CHOICE_DONE && choice != CHOICE_BACK) {
		size_t question = out->text.len, lines = look_at_screen(talk);

		ks_talk_put_views(out);
		status = show_built(talk, lines, question);
		if (status == KS_OK)
			status = ask(talk, &choice);
		if (status == KS_OK && choice < CHOICE_DONE)
			status = show_page(talk, &view, whole, choice);
	}
	/* Another width makes other pages; this is still behind the last. */
	talk->at = talk->n_pages;
	*back = choice == CHOICE_BACK;
	return status;
}
