/* SPDX-License-Identifier: EUPL-1.2 */
/* The conversation: shows a page, takes a line, records it, goes on. */
#include "ks/cmd/talk.h"

#include "ks/base/arena.h"
#include "ks/base/utf8.h"
#include "ks/output/talk.h"
#include "talk_state.h"

/* ---- a page -------------------------------------------------------------- */

static const char *score_value(const struct talk *talk, const struct ks_page *page)
{
	const char *item = page->item ? page->item->id : NULL;
	const struct ks_family *family = &talk->data.family;

	for (size_t i = family->n_scores; i-- > 0;) {
		const struct ks_score *score = &family->scores[i];

		if (score->instrument != page->instrument || !ks_streq(score->item, item) ||
		    score->date != talk->intake->date)
			continue;
		return score->outcome ? score->outcome
				      : ks_fmt(talk->ctx->arena, "%d", score->value);
	}
	return NULL;
}

static const char *yes_no_words(struct ks_out *out, const char *value)
{
	if (!value)
		return NULL;
	return ks_msg_text(out->lang, ks_streq(value, "yes") ? KS_MSG_reply_present
							     : KS_MSG_reply_absent);
}

static const char *due_words(struct talk *talk)
{
	ks_day due = talk->data.family.due;

	return due == KS_NO_DAY ? NULL : ks_day_words(talk->ctx->out, due);
}

static const char *value_of(struct talk *talk, const struct ks_page *page)
{
	const char *const *facts = talk->data.facts;

	switch (page->kind) {
	case KS_PAGE_PROUD:
		return facts[KS_FACT_PROUD];
	case KS_PAGE_WISH:
		return facts[KS_FACT_WISH];
	case KS_PAGE_INTERPRETER:
		return facts[KS_FACT_INTERPRETER];
	case KS_PAGE_DUE:
		return due_words(talk);
	case KS_PAGE_MUNICIPALITY:
		return facts[KS_FACT_MUNICIPALITY];
	case KS_PAGE_AGE:
		return facts[KS_FACT_AGE];
	case KS_PAGE_FIRST_CHILD:
		return yes_no_words(talk->ctx->out, facts[KS_FACT_FIRST_CHILD]);
	case KS_PAGE_CONTACT:
		return facts[KS_FACT_SAFE_CONTACT];
	case KS_PAGE_TAKEN:
		return ks_talk_said(talk->said, talk->n_said, page->place);
	case KS_PAGE_SCORE:
		return score_value(talk, page);
	default:
		return NULL;
	}
}

/* What she said or filled in herself; the rest is on the pages of everybody anyway. */
static bool is_hers(enum ks_page_kind kind)
{
	return kind == KS_PAGE_PROUD || kind == KS_PAGE_WISH || kind == KS_PAGE_TAKEN ||
	       kind == KS_PAGE_SCORE;
}

/* Where the question of the page begins. */
static size_t put_page(struct talk *talk)
{
	struct ks_ctx *ctx = talk->ctx;
	const struct ks_page *page = &talk->pages[talk->at];
	struct ks_talk_view view = {
		.page = page,
		.case_key = *talk->key ? talk->key : NULL,
		.answers = talk->heard,
		.n_answers = talk->n_heard,
		.value = is_hers(page->kind) && joined_later(talk) ? NULL : value_of(talk, page),
		.already = talk->data.family.already,
		.n_already = joined_later(talk) ? 0 : talk->data.family.n_already,
		.resumed = talk->resumed,
		.waits = ks_talk_waits(talk->said, talk->n_said),
	};

	if (page->kind == KS_PAGE_BALANCE)
		view.route = route_at_table(talk, ks_route_make(ctx->arena, ctx->coalition,
								&talk->data.family, ctx->today));
	talk->resumed = false;
	return ks_talk_put_page(ctx->out, &view);
}

/* ---- lines --------------------------------------------------------------- */

/* What is wrong with a line whatever the page; KS_MSG_LAST: nothing. */
static enum ks_msg wrong_with(enum ks_line_kind kind, const char *line, size_t len)
{
	if (kind == KS_LINE_TOO_LONG)
		return KS_MSG_talk_typo_too_long;
	if (ks_utf8_find_bad(line, len, false) != len)
		return KS_MSG_talk_typo_characters;
	return KS_MSG_LAST;
}

/* Reads until a line means something; *move tells what. */
static enum ks_status take(struct talk *talk, struct step *step, enum move *move)
{
	struct ks_out *out = talk->ctx->out;
	const struct ks_page *page = &talk->pages[talk->at];

	for (;;) {
		size_t len = 0;
		enum ks_line_kind kind = ks_terminal_line(&talk->terminal, &len);
		enum ks_msg wrong;

		if (kind == KS_LINE_END)
			return KS_INTERRUPTED;
		wrong = wrong_with(kind, talk->terminal.line, len);
		*move = MOVE_STAY;
		if (wrong == KS_MSG_LAST)
			*move = take_line(talk, page, talk->terminal.line, step);
		else
			ks_out_msg(out, 0, wrong, NULL);
		if (*move == MOVE_BACK && talk->at == 0) {
			ks_out_msg(out, 0, KS_MSG_talk_at_begin, NULL);
			*move = MOVE_STAY;
		}
		if (*move != MOVE_STAY)
			return KS_OK;
		ks_talk_put_prompt(out);
		if (flush_page(out) != KS_OK)
			return KS_INTERRUPTED;
	}
}

/* ---- the conversation ---------------------------------------------------- */

static void go_to(struct talk *talk, const char *place, int further)
{
	int at = place ? ks_talk_find(talk->ctx->arena, talk->pages, talk->n_pages, place) : -1;

	talk->at = at < 0 ? 0 : (size_t)(at + further);
	if (talk->at > talk->n_pages)
		talk->at = talk->n_pages;
}

/* On another day a new screening begins while the old questions go on waiting. */
static bool starts_anew(const struct talk *talk, const struct step *step)
{
	const struct ks_case *data = &talk->data;

	for (size_t i = 0; i < data->n_screenings; i++)
		if (data->screenings[i].number == talk->screening)
			return data->screenings[i].complete &&
			       data->screenings[i].date < talk->intake->date &&
			       ks_streq(step->part.place, ks_page_words[KS_PAGE_ALONE]) &&
			       ks_streq(step->part.said, KS_TALK_NO);
	return false;
}

/* ---- a moment alone ------------------------------------------------------- */

static size_t alone_question(const struct talk *talk)
{
	int at = ks_talk_find(talk->ctx->arena, talk->pages, talk->n_pages,
			      ks_page_words[KS_PAGE_ALONE]);

	return at < 0 ? talk->at : (size_t)at;
}

/*
 * That she is alone holds from the question until another page is shown. Who
 * comes back to what is asked alone, or goes on there after a break, is asked
 * again first: somebody may have come in.
 */
static void come_to_page(struct talk *talk)
{
	talk->goal = NULL;
	if (talk->pages[talk->at].part != KS_PART_ALONE) {
		talk->sure = false;
	} else if (!talk->sure) {
		talk->goal = talk->pages[talk->at].place;
		talk->at = alone_question(talk);
	}
}

static enum ks_status go_back(struct talk *talk)
{
	talk->backwards = true;
	talk->at--;
	return KS_OK;
}

/* From where the conversation was broken off; who is here was asked again just now. */
static void go_on_as_before(struct talk *talk)
{
	go_to(talk, talk->go_on_at, talk->again ? 0 : 1);
	if (talk->at < talk->n_pages && talk->pages[talk->at].kind == KS_PAGE_ROOM)
		talk->at++;
	talk->go_on_at = NULL;
}

static enum ks_status go_on_after(struct talk *talk, const char *place, const struct step *step)
{
	const struct ks_page *page = &talk->pages[talk->at];
	enum ks_status status;

	if (page->kind == KS_PAGE_ROOM)
		take_room(talk, step->part.said);
	if (page->kind == KS_PAGE_ALONE)
		talk->sure = ks_streq(step->part.said, KS_TALK_YES);
	talk->backwards = false;
	status = record_step(talk, step);
	if (status != KS_OK)
		return status;
	if (starts_anew(talk, step)) {
		talk->screening = 0;
		refresh(talk);
		talk->at = 0;
		return KS_OK;
	}
	if (page->kind == KS_PAGE_ROOM && talk->go_on_at)
		go_on_as_before(talk);
	else
		go_to(talk, place, 1);
	return KS_OK;
}

/*
 * The question was asked on the way to a page, and answered before: a yes opens
 * that page. No yes on the way back takes nothing back of what was asked then.
 */
static enum ks_status answer_again(struct talk *talk, const struct step *step)
{
	if (ks_streq(step->part.said, KS_TALK_YES)) {
		talk->sure = true;
		talk->backwards = false;
		go_to(talk, talk->goal, 0);
		return KS_OK;
	}
	return talk->backwards ? go_back(talk) : go_on_after(talk, step->part.place, step);
}

/* With others at the table nobody asks in their hearing whether she is alone: it waits. */
static enum ks_status pass_by(struct talk *talk)
{
	const struct step step = { .part = { .date = talk->intake->date,
					     .place = ks_page_words[KS_PAGE_ALONE],
					     .said = KS_TALK_NO } };

	return talk->backwards ? go_back(talk) : go_on_after(talk, step.part.place, &step);
}

static enum ks_status one_page(struct talk *talk)
{
	const char *place = talk->pages[talk->at].place;
	struct step step;
	enum move move;
	enum ks_status status;
	size_t lines = look_at_screen(talk);
	bool alone;

	go_to(talk, place, 0);
	come_to_page(talk);
	if (talk->company && talk->pages[talk->at].kind == KS_PAGE_ALONE)
		return pass_by(talk);
	alone = talk->pages[talk->at].part == KS_PART_ALONE;
	place = talk->pages[talk->at].place;
	if (alone)
		go_aside(talk);
	status = show_built(talk, lines, put_page(talk));
	if (status == KS_OK)
		status = take(talk, &step, &move);
	if (alone && clear_away(talk) != KS_OK)
		return KS_INTERRUPTED;
	if (status != KS_OK)
		return status;
	if (move == MOVE_BACK)
		return go_back(talk);
	return talk->goal ? answer_again(talk, &step) : go_on_after(talk, place, &step);
}

/* ---- from begin to end ----------------------------------------------------- */

/*
 * `ks route` does not know who sits there: with others at the table what she
 * told before they came is on it, so it is looked at alone first. After a move
 * the page alone names what stayed behind.
 */
static void put_end(struct talk *talk)
{
	const struct ks_talk_end end = {
		.case_key = talk->key,
		.date = talk->intake->date,
		.judgement = talk->data.family.judgement,
		.waits = ks_talk_waits(talk->said, talk->n_said),
		.alone = talk->company || talk->has_more ||
			 (talk->intake->municipality && talk->data.n_screenings > 1),
	};

	if (talk->screening)
		ks_talk_put_end(talk->ctx->out, &end);
	else
		ks_talk_put_stopped(talk->ctx->out, *talk->key ? talk->key : NULL);
}

/* All pages, and the views at the end, from where one may go back once more. */
static enum ks_status go_through(struct talk *talk)
{
	enum ks_status status = KS_OK;
	bool back = true;

	while (status == KS_OK && back) {
		while (status == KS_OK && talk->at < talk->n_pages)
			status = one_page(talk);
		back = false;
		if (status == KS_OK && talk->screening)
			status = show_views(talk, &back);
		if (back)
			go_back(talk);
	}
	return status;
}

static bool is_finished(const struct talk *talk)
{
	return talk->at >= talk->n_pages;
}

static enum ks_status hold(struct talk *talk, const char *place)
{
	enum ks_status status;
	int columns, rows;

	ks_talk_screen_size(talk->ctx->out, &columns, &rows);
	talk->columns = columns;
	refresh(talk);
	go_to(talk, place, talk->again ? 0 : 1);
	if (talk->resumed && room_was_asked(talk)) {
		talk->go_on_at = place;
		go_to(talk, ks_page_words[KS_PAGE_ROOM], 0);
	}
	status = go_through(talk);
	if (status != KS_OK)
		ks_buf_init(&talk->ctx->out->text, talk->ctx->arena);
	if (status == KS_INTERRUPTED)
		wipe_screen(talk);
	if (status != KS_OK && status != KS_INTERRUPTED)
		return status;
	if (is_finished(talk))
		put_end(talk);
	else
		ks_talk_put_stopped(talk->ctx->out, *talk->key ? talk->key : NULL);
	if (status == KS_INTERRUPTED)
		ks_out_flush(talk->ctx->out);
	return status;
}

enum ks_status ks_talk_hold(struct ks_ctx *ctx, const struct ks_intake *intake, bool is_short)
{
	struct talk *talk = KS_NEW(ctx->arena, struct talk);
	const char *place = NULL;
	enum ks_status status;

	talk->ctx = ctx;
	talk->intake = intake;
	talk->is_short = is_short;
	status = find_place(talk, &place);
	if (status == KS_OK && !ks_terminal_open(&talk->terminal))
		return ks_fail(ctx, KS_STORE, KS_MSG_stdin_failed, NULL);
	if (status != KS_OK)
		return status;
	status = record_given(talk);
	if (status == KS_OK)
		status = hold(talk, place);
	ks_terminal_close(&talk->terminal);
	return status;
}
