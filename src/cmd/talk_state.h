/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_TALK_STATE_H
#define KS_CMD_TALK_STATE_H
/* What the files of a conversation share: where it stands, and one step of it. */
#include "ks/cmd/talk.h"
#include "ks/cmd/terminal.h"
#include "ks/engine/talk.h"
#include "ks/store/cases.h"

struct talk {
	struct ks_ctx *ctx;
	const struct ks_intake *intake;
	struct ks_terminal terminal;
	int columns;			/* of the screen when it began */
	char key[KS_KEY_SIZE];		/* "" until something is kept */
	int screening;			/* 0 until something is kept */
	bool is_short;
	bool resumed;			/* the next page is the first one after a break */
	bool again;			/* the place to go on with is asked again */
	bool sure;			/* she is alone with the professional now */
	bool company;			/* who is here was asked now, and others are */
	size_t joined_at;		/* answers in the history when that was asked */
	const char *go_on_at;		/* place to go on at, once who is here was asked; NULL */
	bool backwards;			/* the page was come to by going back */
	bool has_more;			/* the route holds what is not for the table */
	const char *goal;		/* place that waits for a yes to alone; NULL */
	struct ks_case data;		/* as last read */
	const struct ks_answer *answers;	/* of this screening, those that count */
	size_t n_answers;
	const struct ks_answer *heard;	/* of those, what all who are here now heard her say */
	size_t n_heard;
	const struct ks_said *said;	/* of this screening */
	size_t n_said;
	const struct ks_page *pages;
	size_t n_pages, at;
};

/* What one typed line comes to. */
enum move {
	MOVE_STAY,		/* not taken, or an explanation: out->text says it */
	MOVE_BACK,
	MOVE_ON			/* part and facts are to be recorded, if not empty */
};

struct step {
	bool empty;			/* nothing was said: Enter */
	struct ks_screening_part part;
	struct ks_score score;		/* part.score points here */
	bool sets_fact;			/* fact gets value; NULL clears it */
	enum ks_fact fact;
	const char *value;
	struct ks_intake intake;	/* facts that were checked as on a command line */
	bool has_intake;
};

/* ---- talk_take.c ---- */

/* Understands a line typed at a page. */
enum move take_line(struct talk *talk, const struct ks_page *page, const char *line,
		    struct step *step);

/* ---- talk_record.c ---- */

/* Records what the command line said of the family, before the first page. */
enum ks_status record_given(struct talk *talk);

/* Records a step in a transaction of its own, and reads the case again. */
enum ks_status record_step(struct talk *talk, const struct step *step);

/* Finds the case and where it stands; nothing for a new one. */
enum ks_status find_place(struct talk *talk, const char **place);

/* Answers, said and pages as they follow from what was read. */
void refresh(struct talk *talk);

/* ---- talk_company.c: who is in the room ---- */

/* Was it asked in this screening? */
bool room_was_asked(const struct talk *talk);

/* Takes who is there now; NULL: nothing was said, so it is as it was. */
void take_room(struct talk *talk, const char *said);

/* Did all who are here now hear this row of the history? */
bool was_heard(const struct talk *talk, size_t row);

/* Did somebody come in after this screening began? What was typed before stays out of sight. */
bool joined_later(const struct talk *talk);

/* The route as those at the table may read it: what they did not hear is not there. */
const struct ks_route *route_at_table(const struct talk *talk, const struct ks_route *route);

/* ---- talk_screen.c ---- */

/* Lines that fit on the screen as it now is. */
size_t look_at_screen(struct talk *talk);

/*
 * Shows what was built, with a pause wherever it would scroll away unread. What
 * stands from `question` on comes on one screen whole, where one can hold it.
 */
enum ks_status show_built(struct talk *talk, size_t lines, size_t question);

/* What is shown from here to clear_away() does not stay. */
void go_aside(struct talk *talk);

/* Nothing of what was just shown stays in sight. */
enum ks_status clear_away(struct talk *talk);

/* Whoever breaks off leaves no half page behind for who sits down there next. */
void wipe_screen(struct talk *talk);

/* Shows what was built at once; a terminal that takes no text any more has hung up. */
enum ks_status flush_page(struct ks_out *out);

/* ---- talk_views.c ---- */

/*
 * The end of a conversation: what we agree, and the three views of the route
 * for whoever asks for one. *back: she wants to look at the last question again.
 */
enum ks_status show_views(struct talk *talk, bool *back);

#endif
