/* SPDX-License-Identifier: EUPL-1.2 */
/* What a line typed at each kind of page means for the casebook. */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/bsn.h"
#include "ks/output/talk.h"
#include "talk_state.h"

static enum move say(struct talk *talk, enum ks_msg msg)
{
	ks_out_msg(talk->ctx->out, 0, msg, NULL);
	return MOVE_STAY;
}

static bool is_one_of(const char *const *words, const char *line)
{
	while (*words && !ks_streq_any_case(*words, line))
		words++;
	return *words;
}

static bool is_yes(const char *line)
{
	static const char *const words[] = { "ja", "j", "yes", "y", NULL };

	return is_one_of(words, line);
}

static bool is_no(const char *line)
{
	static const char *const words[] = { "nee", "n", "geen", "no", "none", NULL };

	return is_one_of(words, line);
}

/* What people type instead of nothing; it is not her answer, and no name of a place or a language. */
static bool is_not_known(const char *line)
{
	static const char *const words[] = { "weet ik niet", "weet niet", "weet ik nog niet",
					     "onbekend", "I don't know", "don't know", "unknown",
					     NULL };

	return is_one_of(words, line);
}

/* ---- points -------------------------------------------------------------- */

/*
 * "g" is about what was not answered yet: an answer given before it leaves alone,
 * also one that is out of sight because somebody came in after it. Who says that
 * again now says it in their hearing.
 */
static bool is_changed(const struct talk *talk, struct ks_point point,
		       const struct ks_typed *typed, size_t i)
{
	enum ks_reply seen = ks_talk_reply(talk->heard, talk->n_heard, point);

	if (typed->others[i] &&
	    ks_talk_reply(talk->answers, talk->n_answers, point) != KS_NOT_ASKED)
		return false;
	return typed->replies[i] != KS_UNTOUCHED && (int)seen != typed->replies[i];
}

/* Only what is new is written: typing the same again adds no history. */
static void take_replies(struct talk *talk, const struct ks_page *page,
			 const struct ks_typed *typed, struct step *step)
{
	struct ks_answer *answers = NULL;
	size_t n = 0;

	for (size_t i = 0; i < page->n; i++) {
		struct ks_answer *answer;

		if (!is_changed(talk, page->points[i], typed, i))
			continue;
		answer = ks_grow(talk->ctx->arena, &answers, &n, sizeof(*answer));
		*answer = (struct ks_answer){ .factor = page->points[i].factor,
					      .subject = page->points[i].subject,
					      .reply = (enum ks_reply)typed->replies[i],
					      .by = talk->intake->by,
					      .date = talk->intake->date };
	}
	step->part.answers = answers;
	step->part.n_answers = n;
}

/* A help is involved or not; there is nothing to decline about it. */
static enum move take_help(struct talk *talk, const struct ks_page *page,
			   const struct ks_typed *typed, struct step *step)
{
	const char **ids = KS_NEW_N(talk->ctx->arena, page->n + 1, const char *);
	bool *there = KS_NEW_N(talk->ctx->arena, page->n + 1, bool);
	size_t n = 0;

	for (size_t i = 0; i < page->n; i++) {
		if (typed->replies[i] == KS_UNTOUCHED || typed->others[i])
			continue;
		if (typed->replies[i] == KS_DECLINED)
			return say(talk, KS_MSG_talk_typo_choice);
		ids[n] = ks_fmt(talk->ctx->arena, "%s@%s", page->help[i]->id,
				page->help[i]->role->id);
		there[n++] = typed->replies[i] == KS_PRESENT;
	}
	step->part.already = ids;
	step->part.there = there;
	step->part.n_already = n;
	return MOVE_ON;
}

/*
 * Who typed a language for the interpreter and then "nothing else" at the page
 * that asks about language is told that both cannot be, and may go back.
 */
static void remark_language(struct talk *talk, const struct step *step)
{
	const char *language = talk->data.facts[KS_FACT_INTERPRETER];

	for (size_t i = 0; language && i < step->part.n_answers; i++)
		if (step->part.answers[i].reply == KS_ABSENT &&
		    ks_talk_is_about_interpreter(&step->part.answers[i]))
			ks_out_msg(talk->ctx->out, 0, KS_MSG_talk_language_differs,
				   KS_ARGS({ "language", language }));
}

static enum move take_numbered(struct talk *talk, const struct ks_page *page, const char *line,
			       struct step *step)
{
	struct ks_typed typed;

	ks_talk_parse(line, page->n, &typed);
	switch (typed.kind) {
	case KS_TYPED_NOTHING:
		step->empty = true;
		return MOVE_ON;
	case KS_TYPED_BACK:
		return MOVE_BACK;
	case KS_TYPED_EXPLAIN:
		ks_talk_put_explain(talk->ctx->out, page, typed.explain);
		return MOVE_STAY;
	case KS_TYPED_WRONG:
		ks_talk_put_typo(talk->ctx->out, &typed);
		return MOVE_STAY;
	case KS_TYPED_REPLIES:
		break;
	}
	if (page->kind == KS_PAGE_HELP)
		return take_help(talk, page, &typed, step);
	take_replies(talk, page, &typed, step);
	remark_language(talk, step);
	return MOVE_ON;
}

/* ---- choices ------------------------------------------------------------- */

static const char *const *choice_words(enum ks_page_kind kind)
{
	static const char *const yes_no[] = { KS_TALK_YES, KS_TALK_NO, NULL };
	static const char *const partner[] = { KS_TALK_YES, KS_TALK_NO, KS_TALK_NONE, NULL };
	static const char *const balance[] = { "in-balance", "out-of-balance", KS_TALK_NONE, NULL };

	if (kind == KS_PAGE_PARTNER)
		return partner;
	return kind == KS_PAGE_BALANCE ? balance : yes_no;
}

/* The words behind the numbers typed, with commas; NULL when one is not there. */
static const char *chosen(struct talk *talk, const char *line, const char *const *words,
			  size_t most)
{
	struct ks_typed typed;
	struct ks_buf buf;
	size_t n = 0, count = 0;

	while (words[count])
		count++;
	ks_talk_parse(line, count, &typed);
	if (typed.kind != KS_TYPED_REPLIES)
		return NULL;
	ks_buf_init(&buf, talk->ctx->arena);
	for (size_t i = 0; i < count; i++) {
		if (typed.replies[i] == KS_UNTOUCHED)
			continue;
		if (typed.replies[i] != KS_PRESENT || ++n > most)
			return NULL;
		ks_buf_addf(&buf, "%s%s", buf.len ? "," : "", words[i]);
	}
	return buf.text;
}

static const char *const *taken_words(struct talk *talk, const struct ks_page *page)
{
	const char **ids = KS_NEW_N(talk->ctx->arena, page->n + 1, const char *);

	for (size_t i = 0; i < page->n; i++)
		ids[i] = page->taken[i]->id;
	return ids;
}

/*
 * Questions that ask a moment alone wait unless somebody says that it is there.
 * Instruments that were chosen stay so.
 */
static void skip_choice(struct talk *talk, const struct ks_page *page, struct step *step)
{
	if (page->kind == KS_PAGE_TAKEN)
		step->part.said = ks_talk_said(talk->said, talk->n_said, page->place);
	step->empty = true;
	if (page->kind == KS_PAGE_ALONE)
		step->part.said = KS_TALK_NO;
}

/* What the numbers of a page stand for, and how many of them go together. */
static const char *const *words_of(struct talk *talk, const struct ks_page *page, size_t *most)
{
	*most = page->kind == KS_PAGE_ROOM ? KS_ROOM_WORDS : 1;
	if (page->kind == KS_PAGE_ROOM)
		return ks_room_words;
	if (page->kind != KS_PAGE_TAKEN)
		return choice_words(page->kind);
	*most = page->n;
	return taken_words(talk, page);
}

static enum move take_choice(struct talk *talk, const struct ks_page *page, const char *line,
			     struct step *step)
{
	const char *const *words;
	const char *said;
	size_t most = 1;

	if (!*line) {
		skip_choice(talk, page, step);
		return MOVE_ON;
	}
	words = words_of(talk, page, &most);
	said = ks_streq(words[0], KS_TALK_YES) && is_yes(line) ? KS_TALK_YES :
	       ks_streq(words[0], KS_TALK_YES) && is_no(line)  ? KS_TALK_NO :
								 chosen(talk, line, words, most);
	if (!said)
		return say(talk, KS_MSG_talk_typo_choice);
	step->part.said = said;
	return MOVE_ON;
}

/* The last page ends the conversation, whatever is chosen. */
static enum move take_balance(struct talk *talk, const struct ks_page *page, const char *line,
			      struct step *step)
{
	enum move move = take_choice(talk, page, line, step);
	int joint = step->part.said ? ks_word_index(ks_joint_words, step->part.said) : -1;

	step->part.judged = step->part.said != NULL;
	step->part.judgement = joint < 0 ? KS_NO_JUDGEMENT : (enum ks_joint)joint;
	step->part.finished = true;
	return move;
}

/* ---- values -------------------------------------------------------------- */

/* A complaint speaks as its question did: no spelling that only files and options need. */
static enum ks_msg in_conversation(enum ks_msg msg)
{
	if (msg == KS_MSG_need_date)
		return KS_MSG_talk_typo_date;
	if (msg == KS_MSG_municipality_elsewhere)
		return KS_MSG_talk_elsewhere;
	return msg == KS_MSG_need_bool ? KS_MSG_talk_typo_yes_no : msg;
}

/* What the rules of the command line have against a value. */
static enum move complain(struct talk *talk, const struct ks_diag *diag)
{
	const struct ks_diag_item *item = diag->first;

	while (item && item->severity != KS_ERROR)
		item = item->next;
	if (item)
		ks_out_msg(talk->ctx->out, 0, in_conversation(item->msg), item->args);
	return MOVE_STAY;
}

static bool is_valid(struct talk *talk, const struct ks_answers *answers, struct step *step,
		     struct ks_diag *diag)
{
	ks_diag_init(diag, talk->ctx->arena);
	return ks_answers_settle(talk->ctx->arena, talk->ctx->coalition, answers,
				 talk->intake->date, diag, &step->intake) == KS_OK;
}

/* A municipality outside the coalition is taken, and said. */
static void put_notes(struct talk *talk, const struct ks_diag *diag)
{
	for (const struct ks_diag_item *item = diag->first; item; item = item->next) {
		ks_out_msg(talk->ctx->out, 0, in_conversation(item->msg), item->args);
		if (item->near)
			ks_out_msg(talk->ctx->out, 0, KS_MSG_talk_near,
				   KS_ARGS({ "near", item->near }));
	}
}

static enum move take_fact(struct talk *talk, const struct ks_page *page, const char *line,
			   struct step *step)
{
	bool is_asked = page->kind == KS_PAGE_FIRST_CHILD;
	const char *typed = is_asked && is_yes(line) ? "yes" : is_asked && is_no(line) ? "no" : line;
	struct ks_told told = ks_told_by(talk->ctx->arena, "-", typed);
	struct ks_answers answers = { .present = { NULL, 0 } };
	struct ks_diag diag;

	if (page->kind == KS_PAGE_DUE)
		answers.due = told;
	else if (page->kind == KS_PAGE_MUNICIPALITY)
		answers.municipality = told;
	else if (page->kind == KS_PAGE_AGE)
		answers.age = told;
	else
		answers.first_child = told;
	if (!is_valid(talk, &answers, step, &diag))
		return complain(talk, &diag);
	put_notes(talk, &diag);
	step->has_intake = true;
	return MOVE_ON;
}

static enum ks_fact fact_of(enum ks_page_kind kind)
{
	static const enum ks_fact facts[KS_PAGE_KINDS] = {
		[KS_PAGE_PROUD] = KS_FACT_PROUD,
		[KS_PAGE_WISH] = KS_FACT_WISH,
		[KS_PAGE_INTERPRETER] = KS_FACT_INTERPRETER,
		[KS_PAGE_DUE] = KS_FACT_DUE,
		[KS_PAGE_MUNICIPALITY] = KS_FACT_MUNICIPALITY,
		[KS_PAGE_AGE] = KS_FACT_AGE,
		[KS_PAGE_FIRST_CHILD] = KS_FACT_FIRST_CHILD,
		[KS_PAGE_CONTACT] = KS_FACT_SAFE_CONTACT,
	};

	return facts[kind];
}

static bool is_free_text(enum ks_page_kind kind)
{
	return kind == KS_PAGE_PROUD || kind == KS_PAGE_WISH || kind == KS_PAGE_INTERPRETER ||
	       kind == KS_PAGE_CONTACT;
}

/* A number or a key (g, w) meant for another page is no language and no municipality. */
static bool is_a_name(const char *text)
{
	int letters = 0;

	for (; *text; text++)
		letters += (unsigned char)*text >= 0x80 || (*text >= 'A' && *text <= 'Z') ||
			   (*text >= 'a' && *text <= 'z');
	return letters > 1;
}

static enum move take_value(struct talk *talk, const struct ks_page *page, const char *line,
			    struct step *step)
{
	step->empty = !*line;
	if (step->empty)
		return MOVE_ON;
	if (ks_has_bsn(line))
		return say(talk, KS_MSG_talk_typo_bsn);
	if (ks_streq(line, "?"))
		return say(talk, KS_MSG_talk_no_explain);
	step->fact = fact_of(page->kind);
	if (ks_streq(line, "-")) {
		step->sets_fact = talk->data.facts[step->fact] != NULL;
		step->empty = !step->sets_fact;
		return MOVE_ON;
	}
	if (page->kind == KS_PAGE_INTERPRETER && (!is_a_name(line) || is_yes(line) || is_no(line)))
		return say(talk, KS_MSG_talk_typo_language);
	if (page->kind == KS_PAGE_MUNICIPALITY && !is_a_name(line))
		return say(talk, KS_MSG_talk_typo_municipality);
	if (!is_free_text(page->kind))
		return take_fact(talk, page, line, step);
	step->sets_fact = true;
	step->value = ks_strdup(talk->ctx->arena, line);
	return MOVE_ON;
}

static enum move take_score(struct talk *talk, const struct ks_page *page, const char *line,
			    struct step *step)
{
	struct ks_arena *arena = talk->ctx->arena;
	const char *item = page->item ? page->item->id : NULL;
	struct ks_answers answers = { .present = { NULL, 0 } };
	struct ks_diag diag;

	step->empty = !*line;
	step->score = (struct ks_score){ .instrument = page->instrument, .item = item,
					 .date = talk->intake->date };
	step->part.score = step->empty ? NULL : &step->score;
	step->part.score_taken_back = ks_streq(line, "n");
	if (step->empty || step->part.score_taken_back)
		return MOVE_ON;
	/* "score:epds.item10" names what is measured. */
	ks_told_add(arena, &answers.score,
		    ks_told_by(arena, "-", ks_fmt(arena, "%s=%s", strchr(page->place, ':') + 1, line)));
	if (!is_valid(talk, &answers, step, &diag))
		return complain(talk, &diag);
	step->score.value = step->intake.scores[0].value;
	step->score.outcome = step->intake.scores[0].outcome;
	return MOVE_ON;
}

/* ---- a line -------------------------------------------------------------- */

static const char *trimmed(struct talk *talk, const char *line)
{
	size_t len;

	while (ks_is_space(*line))
		line++;
	len = strlen(line);
	while (len && ks_is_space(line[len - 1]))
		len--;
	return ks_strndup(talk->ctx->arena, line, len);
}

enum move take_line(struct talk *talk, const struct ks_page *page, const char *typed,
		    struct step *step)
{
	const char *line = trimmed(talk, typed);

	*step = (struct step){ .part = { .date = talk->intake->date, .place = page->place } };
	if (ks_streq(line, "b") || ks_streq(line, "B"))
		return MOVE_BACK;
	if (is_not_known(line))
		line = "";
	switch (page->kind) {
	case KS_PAGE_POINTS:
	case KS_PAGE_HELP:
		return take_numbered(talk, page, line, step);
	case KS_PAGE_ROOM:
	case KS_PAGE_PARTNER:
	case KS_PAGE_INVOLVED:
	case KS_PAGE_ALONE:
	case KS_PAGE_TAKEN:
		return take_choice(talk, page, line, step);
	case KS_PAGE_BALANCE:
		return take_balance(talk, page, line, step);
	case KS_PAGE_SCORE:
		return take_score(talk, page, line, step);
	default:
		return take_value(talk, page, line, step);
	}
}
