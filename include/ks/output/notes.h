/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_NOTES_H
#define KS_OUTPUT_NOTES_H
/* Notes of a case: who coordinates, a case meeting, a deviation, a remark. */
#include "ks/output/handover.h"

struct ks_agreement_view {
	const char *id;			/* "N3.1" */
	const char *who, *what;		/* who: in the language */
	ks_day until;
	bool done;
};

struct ks_note_view {
	const char *id;			/* "N3" */
	const char *kind;		/* lead meeting deviation note */
	ks_day date, until;		/* until: when a deviation is evaluated */
	const char *user;
	const char *text, *because;	/* NULL where not given */
	const char *card, *step, *done;	/* ids */
	struct ks_named *present;	/* who was there; label NULL: a word of a closed list */
	size_t n_present;
	bool named, evaluated;
	struct ks_party lead;
	struct ks_agreement_view *agreements;
	size_t n_agreements;
};

/* The confirmation of `ks case note`. */
void ks_write_note(struct ks_out *out, const char *case_key, const struct ks_note_view *note);

/* As an entry of a timeline. */
void ks_put_note(struct ks_out *out, int indent, const struct ks_note_view *note);
void ks_json_note(struct ks_json *in, const struct ks_note_view *note);

#endif
