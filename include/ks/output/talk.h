/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_TALK_H
#define KS_OUTPUT_TALK_H
/*
 * The pages of a conversation, read by parent and professional together, on a
 * screen that may be no more than 40 columns wide. A page is built in
 * out->text; the conversation shows it piece by piece.
 */
#include "ks/engine/route.h"
#include "ks/engine/talk.h"
#include "ks/output/out.h"
#include "ks/output/route.h"

struct ks_talk_view {
	const struct ks_page *page;
	const char *case_key;			/* NULL: nothing is kept yet */
	const struct ks_answer *answers;	/* of this screening, those that count */
	size_t n_answers;
	const char *value;			/* what stands at this page; NULL: nothing */
	const char *const *already;		/* "iv@role": help that is there */
	size_t n_already;
	const struct ks_route *route;		/* BALANCE */
	bool resumed;				/* the first page after an interruption */
	bool waits;				/* questions wait for a moment alone */
};

/* True when what is written comes on a screen. */
bool ks_talk_has_screen(const struct ks_out *out);

/* Columns and rows of that screen now; 0 where it does not tell. */
void ks_talk_screen_size(const struct ks_out *out, int *columns, int *rows);

/*
 * The page with its keys and the prompt. Returns where in out->text the question
 * itself begins: from there on it is read on one screen.
 */
size_t ks_talk_put_page(struct ks_out *out, const struct ks_talk_view *view);

/* Wipes the page that is in sight. */
void ks_talk_wipe(struct ks_out *out);

/*
 * To a screen of its own and back: what was asked alone is not in sight any
 * more when somebody comes back in, and not to be scrolled back to either.
 */
void ks_talk_go_aside(struct ks_out *out);
void ks_talk_come_back(struct ks_out *out);

/* The same where a terminal has no such screen: pushes what was shown out of sight. */
void ks_talk_push_up(struct ks_out *out, int rows);

/* The sign that a line may be typed. */
void ks_talk_put_prompt(struct ks_out *out);

/* A part of life in the words of the conversation; its id when it has none. And its first words. */
const char *ks_domain_title(struct ks_out *out, const char *id);
enum ks_msg ks_domain_opening(const char *id);

/* Why a line was not taken. */
void ks_talk_put_typo(struct ks_out *out, const struct ks_typed *typed);

/* What stands behind a point or a help: how to ask it, what it is; 0: the keys. */
void ks_talk_put_explain(struct ks_out *out, const struct ks_page *page, size_t number);

/* After the last question: what we agree, for all at the table. */
void ks_talk_put_agreed(struct ks_out *out, const struct ks_route_view *view);

/* Which view of the route to look at, with its keys and the prompt. */
void ks_talk_put_views(struct ks_out *out);

/* The line for the professional's own record, and what comes next. */
struct ks_talk_end {
	const char *case_key;
	ks_day date;
	enum ks_joint judgement;
	bool waits;
	bool alone;				/* the page to read next is the professional's own */
};
void ks_talk_put_end(struct ks_out *out, const struct ks_talk_end *end);

/* Where the conversation was broken off; case_key NULL: before anything was kept. */
void ks_talk_put_stopped(struct ks_out *out, const char *case_key);

/*
 * Writes no more than so many lines of what was built and keeps the rest;
 * *left tells whether there is any.
 */
enum ks_status ks_talk_flush(struct ks_out *out, size_t lines, bool *left);

#endif
