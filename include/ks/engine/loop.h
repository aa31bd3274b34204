/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_LOOP_H
#define KS_ENGINE_LOOP_H
/*
 * The loop of a handover: which moves are legal, when it is warm, when it is
 * overdue. One table, pure functions (product.md §5 "Handover").
 */
#include <stdbool.h>
#include <stddef.h>

#include "ks/base/date.h"

enum ks_handover_status {
	KS_H_DRAFT, KS_H_REQUESTED, KS_H_RECEIVED, KS_H_ACCEPTED, KS_H_DECLINED, KS_H_WAITING,
	KS_H_SCHEDULED, KS_H_NO_SHOW, KS_H_MET, KS_H_STARTED, KS_H_COMPLETED, KS_H_STOPPED,
	KS_H_WITHDRAWN, KS_H_CLOSED,
	KS_H_STATUSES
};
/* draft requested received accepted declined waiting scheduled no-show met started
   completed stopped withdrawn closed */
extern const char *const ks_handover_status_words[];

enum ks_verb {
	KS_VERB_NEW, KS_VERB_SEND, KS_VERB_RECEIVE, KS_VERB_ACCEPT, KS_VERB_DECLINE,
	KS_VERB_WAITLIST, KS_VERB_SCHEDULE, KS_VERB_NO_SHOW, KS_VERB_MEET, KS_VERB_START,
	KS_VERB_COMPLETE, KS_VERB_STOP, KS_VERB_WITHDRAW, KS_VERB_FEEDBACK, KS_VERB_CORRECT,
	KS_VERBS
};
/* new send receive accept decline waitlist schedule no-show meet start complete stop
   withdraw feedback correct */
extern const char *const ks_verb_words[];

/* Closed lists, ended with NULL. */
extern const char *const ks_reason_words[];	/* no-capacity not-eligible ... other */
extern const char *const ks_outcome_words[];	/* helped partly passed-on not-needed */
extern const char *const ks_ground_words[];	/* meldcode acute-danger anonymous-advice */
extern const char *const ks_consent_words[];	/* spoken written */

/*
 * The status a verb leads to from a status; -1 when the move is not legal.
 * `correct` is legal whenever there is a move to undo and is not in the table.
 */
int ks_loop_next(enum ks_handover_status from, enum ks_verb verb);

/* True when the handover still waits for somebody: neither closed nor withdrawn. */
bool ks_loop_is_open(enum ks_handover_status status);

/* True when it ended, well or not, and at most waits for feedback: declined, completed, stopped. */
bool ks_loop_is_ended(enum ks_handover_status status);

/* What the loop needs to know of a handover to compute its terms. */
struct ks_loop_state {
	enum ks_handover_status status;
	ks_day requested, responded, met, ended;	/* KS_NO_DAY when it did not happen */
	ks_day until;				/* waiting until */
	ks_day promised;			/* by when the card wants the step; KS_NO_DAY */
	struct ks_span respond_within, contact_within, feedback_within;
	bool case_ended;			/* the pregnancy ended: no term runs any more */
};

struct ks_loop_terms {
	ks_day respond_by, contact_by, feedback_by;	/* KS_NO_DAY when no longer asked */
	ks_day next_by;					/* the earliest that still stands */
	bool overdue;					/* next_by is before the day */
};

/*
 * Terms on a day: an answer is due respond_within after the request, a first
 * contact contact_within after the acceptance, but not later than the step was
 * promised for when that day is still to come (a deadline does not move,
 * product.md §4.6), feedback feedback_within after the end (declined,
 * completed or stopped); waiting is overdue after its date.
 */
struct ks_loop_terms ks_loop_terms_on(const struct ks_loop_state *state, ks_day day);

/* By when a first contact was due, of a handover that was answered. */
ks_day ks_loop_contact_by(const struct ks_loop_state *state);

/* Warm: a meeting at which a parent (mother, partner) and the receiver were present. */
bool ks_loop_is_warm(const char *present);

#endif
