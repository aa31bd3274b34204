/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_STORE_NOTES_H
#define KS_STORE_NOTES_H
/*
 * What is agreed about a family outside one handover (`ks case note`): who
 * coordinates, a case meeting and who does what by when, a deliberate
 * deviation from a card, and plain remarks (domain: routes.md §6, "MDO record"
 * and "doen wat nodig is"). Notes are only added; a later note settles an
 * earlier one by its id.
 */
#include "ks/store/store.h"

enum ks_note_kind { KS_NOTE_LEAD, KS_NOTE_MEETING, KS_NOTE_DEVIATION, KS_NOTE_NOTE };
extern const char *const ks_note_words[];	/* lead meeting deviation note */

/* One agreement of a case meeting; its id is "N<note>.<number>". */
struct ks_agreement {
	int number;			/* 1, 2, ... within the note */
	const char *role, *what;	/* who does what */
	ks_day until;			/* by when */
	bool done;			/* a later note settled it; filled in on reading */
};

struct ks_note {
	int number;			/* 1, 2, ... within the case; its id is "N<number>" */
	enum ks_note_kind kind;
	ks_day date;
	const char *text;		/* the question, what is done, the remark; NULL */
	const char *because;		/* DEVIATION: why; NULL */
	const char *card, *step_id;	/* DEVIATION: from what; NULL */
	const char *present;		/* MEETING: comma separated words and roles; NULL */
	bool named;			/* MEETING: the family was discussed by name */
	const char *role, *organisation;	/* LEAD: who coordinates */
	ks_day until;			/* DEVIATION: when it is evaluated; KS_NO_DAY */
	const char *done;		/* what this note settles: a step, "N3", "N3.1"; NULL */
	struct ks_agreement *agreements;	/* MEETING */
	size_t n_agreements;
	/* Filled in on reading. */
	bool evaluated;			/* DEVIATION: a later note settled it */
	const char *user, *by_role, *by_organisation;
	long long seq;
};

/* Records a note; number gets its number within the case. */
enum ks_status ks_note_add(struct ks_store *store, const char *case_key, struct ks_note *note);

/* The notes of a case, in order. */
enum ks_status ks_notes_of(struct ks_store *store, const char *case_key, struct ks_note **notes,
			   size_t *n);

/* True when a note settled this step, agreement or deviation on or after a day. */
bool ks_note_settled(const struct ks_note *notes, size_t n, const char *what, ks_day since);

#endif
