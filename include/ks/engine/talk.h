/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_TALK_H
#define KS_ENGINE_TALK_H
/*
 * The conversation of an intake: which pages there are, in which order, and
 * what a typed line means (product.md §5 "ks screen"). Pure: no input, output,
 * store or language.
 *
 * Pages follow from the coalition and from what was said so far, so the list
 * is made anew after every line. A place names a page and survives that: it
 * stands in the casebook, and going on is finding it again. Pages of points are
 * named by their first point, so that another width of the screen, which
 * divides the points otherwise, can make a question come back but never skip one.
 */
#include "ks/engine/family.h"

struct ks_arena;

/* One place that was handled; said is the choice made there, or NULL. */
struct ks_said {
	const char *place, *said;
};

#define KS_TALK_BEGIN "begin"	/* said: KS_TALK_SHORT or KS_TALK_WHOLE */
#define KS_TALK_SHORT "short"
#define KS_TALK_WHOLE "whole"
#define KS_TALK_YES "yes"
#define KS_TALK_NO "no"
#define KS_TALK_NONE "none"

enum ks_page_kind {
	KS_PAGE_PROUD, KS_PAGE_WISH,		/* her own words */
	KS_PAGE_ROOM,				/* who is here: any of ks_room_words */
	KS_PAGE_INTERPRETER,
	KS_PAGE_DUE, KS_PAGE_MUNICIPALITY, KS_PAGE_AGE, KS_PAGE_FIRST_CHILD,
	KS_PAGE_POINTS,				/* a part of life, numbered */
	KS_PAGE_PARTNER,			/* shall we talk about the partner? */
	KS_PAGE_INVOLVED,			/* is anybody helping already? */
	KS_PAGE_HELP,				/* who: interventions, numbered */
	KS_PAGE_ALONE,				/* is she alone with you? */
	KS_PAGE_CONTACT,			/* how to reach her safely */
	KS_PAGE_TAKEN,				/* which instruments were filled in */
	KS_PAGE_SCORE,				/* an instrument's total, or one of its items */
	KS_PAGE_BALANCE,			/* both pans, and what we think together */
	KS_PAGE_KINDS
};
/* proud wish room interpreter due municipality age first-child "" partner involved "" alone
   contact taken "" balance */
extern const char *const ks_page_words[];

/* mother partner children others interpreter */
extern const char *const ks_room_words[];
#define KS_ROOM_WORDS 5

/* True when the room, as said (words with commas), holds a partner, relatives or friends. */
bool ks_talk_is_company(const char *room);

/* Which part of the conversation a page belongs to. */
enum ks_talk_part { KS_PART_DOMAIN, KS_PART_PARTNER, KS_PART_ALONE };

#define KS_POINTS_MOST 9	/* on one page: a number is one key */

struct ks_point {
	const struct ks_factor *factor;
	enum ks_subject subject;
};

struct ks_page {
	enum ks_page_kind kind;
	const char *place;
	enum ks_talk_part part;			/* KS_PART_ALONE: only when she is alone */
	const char *domain;			/* POINTS of KS_PART_DOMAIN */
	bool first;				/* the first page of its part of life */
	enum ks_phase phase;			/* of the family: before there is a child or after */
	int number, count;			/* "3/12": parts of life; 0 elsewhere */
	const struct ks_point *points;		/* POINTS */
	const struct ks_intervention **help;	/* HELP */
	const struct ks_instrument **taken;	/* TAKEN: those to choose from */
	size_t n;				/* of any of these */
	const struct ks_instrument *instrument;	/* SCORE */
	const struct ks_item *item;		/* SCORE: NULL for the total */
};

/* What the pages depend on. */
struct ks_talk {
	const struct ks_coalition *c;
	const struct ks_family *family;
	ks_day day;
	const struct ks_answer *answers;	/* of this screening, those that count */
	size_t n_answers;
	const struct ks_said *said;		/* of this screening, in order */
	size_t n_said;
	bool is_short;
	size_t most;				/* points on a page, up to KS_POINTS_MOST */
};

/*
 * Asked only when she is alone: what is shielded, what is about safety, and
 * what asks advice first. On no other page, whoever is in the room.
 */
bool ks_talk_is_private(const struct ks_factor *factor);

/*
 * Help tells what it is for when every step that leads to it holds by what is
 * asked alone, or stands on a card of safety: then it is not for the table.
 */
bool ks_talk_is_private_help(const struct ks_coalition *c, const struct ks_intervention *help);

/* Does this answer say whether she herself needs an interpreter? */
bool ks_talk_is_about_interpreter(const struct ks_answer *answer);

/* Is the id among the words, with commas, that were chosen? NULL: nothing was. */
bool ks_talk_is_chosen(const char *said, const char *id);

/* The pages as things stand, in order. */
const struct ks_page *ks_talk_pages(struct ks_arena *arena, const struct ks_talk *talk, size_t *n);

/* Index of the page with this place or, for points, with that point; -1: none. */
int ks_talk_find(struct ks_arena *arena, const struct ks_page *pages, size_t n, const char *place);

/* What was said last at a place; NULL when it was not handled or nothing was said. */
const char *ks_talk_said(const struct ks_said *said, size_t n, const char *place);

/* True when questions wait for a moment that she is alone. */
bool ks_talk_waits(const struct ks_said *said, size_t n);

/* The answer to a point; KS_NOT_ASKED when there is none. */
enum ks_reply ks_talk_reply(const struct ks_answer *answers, size_t n, struct ks_point point);

/* ---- what a line means --------------------------------------------------- */

enum ks_typed_kind { KS_TYPED_NOTHING, KS_TYPED_REPLIES, KS_TYPED_BACK, KS_TYPED_EXPLAIN,
		     KS_TYPED_WRONG };

enum ks_typo {
	KS_TYPO_UNKNOWN,	/* not a key at all */
	KS_TYPO_NUMBER,		/* no point has this number */
	KS_TYPO_TWICE,		/* one point, two answers */
	KS_TYPO_APART,		/* "w 3", "g 3": a letter and its number belong together */
	KS_TYPO_ALONE		/* b and ? are typed alone */
};

#define KS_UNTOUCHED (-1)
#define KS_CHOICES_MOST 40	/* in a list to choose from */

struct ks_typed {
	enum ks_typed_kind kind;
	int replies[KS_CHOICES_MOST];	/* per point: enum ks_reply or KS_UNTOUCHED */
	bool others[KS_CHOICES_MOST];	/* not named: a bare "g" spoke of it, if it was open */
	size_t explain;			/* EXPLAIN: number of the point, from 1; 0: the keys */
	enum ks_typo typo;		/* WRONG: and the word it is about */
	char word[24];
};

/*
 * A line typed at a page of n points. A number: so. "g": nothing else, so what
 * has no answer yet was asked and is not so; "g3": that one. "w3", "n3": does not want to say, not asked after all;
 * alone they are about all points. "?3": explain. "b": back. A line with
 * anything wrong in it means nothing at all.
 */
void ks_talk_parse(const char *line, size_t n, struct ks_typed *out);

#endif
