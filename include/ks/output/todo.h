/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_TODO_H
#define KS_OUTPUT_TODO_H
/* What waits, in four groups: overdue, today, this week, later. */
#include "ks/output/handover.h"

enum ks_todo_kind {
	KS_TODO_SEND,		/* a draft that was not sent */
	KS_TODO_ANSWER,		/* requested, no answer yet */
	KS_TODO_CONTACT,	/* accepted, no first contact yet */
	KS_TODO_APPOINTMENT,	/* on a day */
	KS_TODO_RESCHEDULE,	/* did not come */
	KS_TODO_WAITING,	/* on a waiting list: somebody keeps contact */
	KS_TODO_START,		/* met, help has not started */
	KS_TODO_OTHER_WAY,	/* declined: another way, and feedback */
	KS_TODO_FEEDBACK,	/* ended, the sender has not heard */
	KS_TODO_STEP,		/* a step of a route nobody has taken up */
	KS_TODO_OWN_STEP,	/* a step the sender takes without passing on */
	KS_TODO_SCREENING,	/* last screened long ago */
	KS_TODO_INTAKE,		/* begun and not finished */
	KS_TODO_AGREEMENT,	/* of a case meeting */
	KS_TODO_EVALUATION,	/* of a deviation from a card */
	KS_TODO_CONSENT,	/* runs out while help is still being arranged */
	KS_TODO_HOLDER,		/* ended by a no, and nobody took it up */
	KS_TODO_TERM,		/* long past the due date, no birth or end recorded */
	KS_TODO_ROUTE,		/* the kept route is of an earlier phase */
	KS_TODO_CLOSING,	/* the child is two: what comes now, and closing the case */
	KS_TODO_KINDS
};
/* send answer contact appointment reschedule waiting start other-way feedback step
   own-step screening intake agreement evaluation consent holder term route closing */
extern const char *const ks_todo_kind_words[];

enum ks_todo_when { KS_TODO_OVERDUE, KS_TODO_TODAY, KS_TODO_WEEK, KS_TODO_LATER, KS_TODO_WHENS };
extern const char *const ks_todo_when_words[];		/* overdue today week later */

struct ks_todo_item {
	enum ks_todo_kind kind;
	enum ks_todo_when when;
	ks_day due;			/* KS_NO_DAY: no day set */
	const char *case_key;
	const char *handover, *route, *step;	/* ids, NULL where it is not about one */
	const char *note;		/* "N3", "N3.1": what a note left to be done; NULL */
	int number;			/* of the step */
	struct ks_named what;		/* intervention; id NULL: none */
	struct ks_party acts, from, to;	/* who has to act; who follows the family; who is asked */
	const char *keeps_contact;	/* while waiting; NULL */
	const char *other_way;		/* of the card, after a no; NULL */
	bool incomplete;		/* the intake of this case is not finished */
};

struct ks_todo_view {
	ks_day today;
	const char *now;			/* real time in UTC, for a calendar */
	const char *role, *organisation;	/* asked for; NULL: everybody */
	struct ks_todo_item *items;		/* in order */
	size_t n;
};

void ks_out_todo(struct ks_out *out, const struct ks_todo_view *view);

/* What has a day, as whole-day reminders for a calendar; the case's key alone. */
void ks_out_todo_ics(struct ks_out *out, const struct ks_todo_view *view);

#endif
