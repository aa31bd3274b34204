/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_STORE_HANDOVERS_H
#define KS_STORE_HANDOVERS_H
/*
 * Handovers (overdrachten): passing a family on, with consent, and every move
 * until the sender has heard what became of it (product.md §5 "Handover").
 * Which move is legal is decided by engine/loop.h; this module records.
 */
#include "ks/cards/model.h"
#include <limits.h>

#include "ks/engine/loop.h"
#include "ks/store/store.h"

struct ks_handover_move {
	int number;			/* 1, 2, ... */
	enum ks_handover_status status;	/* after the move */
	enum ks_verb verb;
	ks_day date;			/* day of the move */
	const char *at;			/* real time, UTC */
	const char *user, *role, *organisation;
	const char *note, *reason, *outcome, *present;	/* NULL when not given */
	ks_day until;			/* waiting until, or appointment on; KS_NO_DAY */
	bool undone;			/* corrected later; visible, does not count */
	long long seq;			/* filled in on reading */
};

struct ks_consent {
	const char *by;			/* mother, partner, ... */
	const char *how;		/* spoken, written */
	ks_day date, until, revoked;	/* KS_NO_DAY when not set */
	const char *share;		/* comma separated ids; NULL: what the step needs */
};

struct ks_handover {
	const char *id;			/* "H-..." */
	const char *case_key;
	const char *route, *step_id;	/* NULL when not from a route */
	const char *card, *card_version;	/* that asked for it; NULL */
	const char *intervention;	/* NULL */
	const char *from_role, *from_organisation, *from_user;
	const char *to_role, *to_organisation;	/* organisation NULL: nobody fills the role */
	enum ks_form form;
	enum ks_urgency urgency;
	/* ask: what is asked of the receiver; a draft may get it with the note it is sent with */
	const char *ask, *own_words, *works_well, *agreements, *safe_contact, *keeps_contact;
	ks_day due;			/* of the step, or KS_NO_DAY */
	struct ks_span respond_within, contact_within, feedback_within;	/* terms then in force */
	bool has_consent;
	struct ks_consent consent;
	const char *ground, *because;	/* instead of consent; NULL */
	/* Where it was made: another book, its id and its case there; NULL: here. */
	const char *origin_book, *origin_id, *origin_case;
	const char *if_refused, *if_waiting;	/* the card's other way then in force; NULL */
	struct ks_handover_move *moves;	/* in order */
	size_t n_moves;
	bool case_ended;		/* filled in on reading: the pregnancy ended ... */
	bool case_incomplete;		/* idem: its intake is not finished */
	ks_day case_ended_on;		/* ... and from then on no term runs */
};

/* Fills id; records the first move(s) as given in moves. */
enum ks_status ks_handover_add(struct ks_store *store, struct ks_handover *handover);

/*
 * By id or a unique prefix of it (at least three letters, with or without
 * "H-", small letters too); KS_INPUT with a diagnostic otherwise.
 */
enum ks_status ks_handover_read(struct ks_store *store, const char *typed, struct ks_handover *out);

/*
 * Records one more move; number, and where NULL at, user, role and
 * organisation are filled in. KS_VERB_CORRECT marks the last move as undone,
 * whatever status it is given; KS_REFUSED when only the first one is left.
 */
enum ks_status ks_handover_move(struct ks_store *store, const char *id,
				const struct ks_handover_move *move);

/* Records consent for a handover that exists; earlier consent stays, the last counts. */
enum ks_status ks_handover_consent(struct ks_store *store, const char *id,
				   const struct ks_consent *consent);

/* Id here of what another book gave that id; the case that came from a case there. NULL: none. */
const char *ks_handover_of_origin(struct ks_store *store, const char *book, const char *id);
const char *ks_case_of_origin(struct ks_store *store, const char *book, const char *case_key);

/* ---- what follows from the moves ----------------------------------------- */

/* For those who want to know how it stands now, whatever --today says. */
#define KS_ALL_DAYS INT_MAX

/*
 * Is it about a step of a route: the one it came from, or, when it came from
 * none, what the step is: the same intervention by the same role.
 */
bool ks_handover_is_about(const struct ks_handover *h, const char *step_id);

/* The last move made on or before a day that was not undone; NULL: none yet. */
const struct ks_handover_move *ks_handover_last(const struct ks_handover *handover, ks_day day);

/*
 * Back to how it was when the audit was at seq: later moves are gone, and
 * what they undid stands again. No moves left: it was not there yet.
 */
void ks_handover_rewind(struct ks_handover *handover, long long seq);

/* What engine/loop.h needs to know of a handover as it stood on a day. */
void ks_handover_state(const struct ks_handover *handover, ks_day day, struct ks_loop_state *out);

/* The days on which something happened first, as known on a day; KS_NO_DAY: it did not. */
struct ks_handover_days {
	ks_day requested;
	ks_day answered;	/* the receiver said anything, or met */
	ks_day accepted;	/* from here the term of a first contact runs */
	ks_day met;		/* first contact */
	ks_day ended;		/* declined, completed or stopped */
	ks_day told;		/* the sender heard what became of it */
	bool withdrawn;
	const char *declined;	/* the reason, while the decline stands; NULL */
};
struct ks_handover_days ks_handover_days_on(const struct ks_handover *handover, ks_day day);

/* The day on which a handover counts: first requested, or refused before that; KS_NO_DAY. */
ks_day ks_handover_counts_on(const struct ks_handover *handover);

/* Has the receiver ever taken it on: accepted, planned, met or gone on with it? */
bool ks_handover_is_taken(const struct ks_handover *handover, ks_day day);

/*
 * The no after which it was closed, when that was not the parent's: declined,
 * or stopped for another reason. NULL: it is not closed, or ended otherwise.
 */
const struct ks_handover_move *ks_handover_no(const struct ks_handover *handover);

/* Warm: a meeting on or before the day at which a parent and the receiver were present. */
bool ks_handover_is_warm(const struct ks_handover *handover, ks_day day);

/* ---- lists --------------------------------------------------------------- */

/* Role and organisation match the receiving or the sending side. */
struct ks_handover_filter {
	const char *case_key, *role, *organisation;	/* NULL: all */
	bool open_only;			/* a refusal before anybody was asked is not open */
};

enum ks_status ks_handover_list(struct ks_store *store, const struct ks_handover_filter *filter,
				struct ks_handover **items, size_t *n);

/* Makes again what is kept for lists of a case's handovers, whose terms run again. */
enum ks_status ks_handovers_settle(struct ks_store *store, const char *case_key);

/*
 * Adds to *off the handovers of which what is kept for lists is not what
 * follows from their moves; with mend it is made again.
 */
enum ks_status ks_handovers_recount(struct ks_store *store, bool mend, long long *off);

/* An open handover that came from a step of a route: no more than that. */
struct ks_open_step {
	const char *handover, *step;
};

/* Of a case, sorted by handover. */
enum ks_status ks_handover_open_steps(struct ks_store *store, const char *case_key,
				      struct ks_open_step **items, size_t *n);

#endif
