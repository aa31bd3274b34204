/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_HANDOVER_H
#define KS_OUTPUT_HANDOVER_H
/*
 * Pages about handovers: what was done, one handover, a list of them. They are
 * read by professionals; a list never shows what is asked or shared.
 */
#include "ks/cards/model.h"
#include "ks/engine/loop.h"
#include "ks/output/out.h"

/* One end of a handover; NULL where not known. */
struct ks_party {
	const char *role, *label, *organisation, *user;	/* label: the role in the language */
	const char *named;	/* the organisation in the language; NULL: as it stands */
};

/* "JGZ-verpleegkundige, GGD IJsselland", as far as known; "" when nothing is. */
const char *ks_party_words(struct ks_out *out, const struct ks_party *party);

/* "moeder, partner, ontvanger": who was there, each word in the language. */
const char *ks_present_words(struct ks_out *out, const char *present);

struct ks_move_view {
	ks_day date, until;
	enum ks_verb verb;
	enum ks_handover_status status;
	const char *by, *role, *note, *reason, *outcome, *present;
	bool undone;
};

/* Another way on, as the next handover: to a role, with a help of the menukaart or NULL. */
struct ks_way {
	const char *role, *intervention;
};

#define KS_WAYS_MOST 2

/* An id with what it is called in the language. */
struct ks_named {
	const char *id, *label;
};

struct ks_handover_view {
	const char *id, *case_key;
	enum ks_handover_status status;
	bool warm;
	enum ks_form form;
	enum ks_urgency urgency;
	struct ks_party from, to;
	struct ks_named intervention;		/* id NULL: none; label: also what a `do` says */
	const char *route, *step, *card, *card_version;
	const char *ask, *own_words, *works_well, *agreements, *safe_contact;
	const char *keeps_contact;		/* role or words, in the language */
	ks_day due;
	bool has_consent;
	const char *consent_by, *consent_how;
	ks_day consent_date, consent_until, consent_revoked;
	struct ks_named *share;			/* n 0: what the step needs */
	size_t n_share;
	const char *ground, *because;
	struct ks_loop_terms terms;
	/* What was agreed when it was requested, whatever has become of it since. */
	struct ks_span respond_within, contact_within, feedback_within;
	ks_day until;				/* waiting until, or appointment on */
	struct ks_move_view *moves;
	size_t n_moves;
	const char **legal;			/* verbs that are legal now */
	size_t n_legal;
	bool incomplete;			/* the intake of the case is not finished */
	bool given_out;				/* in what a mother is given about herself */
	const char *other_way;			/* the card's, that applies now; NULL */
	struct ks_named alternative;		/* of the menukaart; id NULL: none */
	struct ks_way ways[KS_WAYS_MOST];	/* both as commands */
	size_t n_ways;
	bool unheld;				/* ended by a no, and nobody has it now */
};

/* What a verb did, and what comes next. */
void ks_out_handover_done(struct ks_out *out, const struct ks_handover_view *view,
			  enum ks_verb verb);

/* The whole handover. */
void ks_out_handover(struct ks_out *out, const struct ks_handover_view *view);

/* As text: which term runs, and the next command. */
void ks_put_handover_next(struct ks_out *out, const struct ks_handover_view *view);

void ks_out_handovers(struct ks_out *out, const struct ks_handover_view *views, size_t n);

/* Handovers that still run, each with the command that ends it for that reason. */
void ks_put_open_handovers(struct ks_out *out, const struct ks_handover_view *open, size_t n,
			   const char *reason);

#endif
