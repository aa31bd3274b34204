/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_PARCEL_H
#define KS_ENGINE_PARCEL_H
/*
 * What travels of one handover between two casebooks, whatever it is written
 * in, and how two histories of the same handover become one. Pure data and
 * pure functions. Things are known by book id and own id, never by matching
 * people (product.md §6).
 */
#include <stdbool.h>
#include <stddef.h>

#include "ks/cards/model.h"
#include "ks/engine/loop.h"

struct ks_parcel_id {
	const char *book, *id;
};

struct ks_parcel_party {
	const char *role, *organisation, *user;	/* organisation, user: NULL where not known */
};

/* A signal or strength that may be shared. */
struct ks_parcel_factor {
	const char *id;			/* "ID" or "ID@subject" */
	const char *label;		/* in words, for who does not know the id */
};

struct ks_parcel_move {
	enum ks_verb verb;
	enum ks_handover_status status;	/* after the move */
	ks_day date, until;		/* until: KS_NO_DAY where there is none */
	const char *at;			/* real time, UTC */
	struct ks_parcel_party by;
	const char *note, *reason, *outcome, *present;
};

struct ks_parcel {
	struct ks_parcel_id origin;	/* where the handover was made, and its id there */
	struct ks_parcel_id own;	/* in the book that sends this; the same, or the receiver's */
	const char *origin_case;	/* key of the case in the book of origin */
	struct ks_parcel_party from, to, sender;	/* sender: who made this bundle */
	const char *sent;		/* real time, UTC */
	const char *head;		/* of the sender's audit chain */
	const char *intervention, *title;	/* id or NULL; in words or NULL */
	enum ks_form form;
	enum ks_urgency urgency;
	ks_day due, respond_by;
	struct ks_span respond_within, contact_within, feedback_within;
	struct ks_parcel_move *moves;
	size_t n_moves;
	bool whole;			/* with what follows; else only how it stands */
	const char *ask, *own_words, *works_well, *agreements, *safe_contact, *keeps_contact;
	const char *ground;		/* instead of consent; NULL */
	bool has_consent;
	const char *consent_by, *consent_how;
	ks_day consent_date, consent_until, consent_revoked;
	int phase;			/* enum ks_phase, or -1 */
	ks_day family_due, family_born;
	const char *municipality;
	struct ks_parcel_factor *factors;
	size_t n_factors;
};

enum ks_merge_result {
	KS_MERGE_OK,
	KS_MERGE_APART,		/* the two histories do not begin the same */
	KS_MERGE_ILLEGAL,	/* a move that the table does not allow */
	KS_MERGE_DATE		/* a move dated before the one before it */
};

struct ks_merge {
	enum ks_merge_result result;
	size_t first_new;	/* theirs from here on are new; their number when none is */
	size_t culprit;		/* of theirs, when the result is not OK */
	enum ks_handover_status before;	/* the status in which the culprit came */
};

/*
 * Which of their moves are new to us. Ours may be empty: then theirs is judged
 * from its first move, which must make the handover. What both have is the
 * same move (who, what, when); what is new comes after all of that and is
 * legal by engine/loop.h, one after the other. Doing it twice adds nothing.
 */
struct ks_merge ks_parcel_merge(struct ks_arena *arena, const struct ks_parcel_move *ours,
				size_t n_ours, const struct ks_parcel_move *theirs,
				size_t n_theirs);

#endif
