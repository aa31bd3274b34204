/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_HANDOVER_H
#define KS_CMD_HANDOVER_H
/* Shared between the files of `ks handover`, `ks todo` and `ks report`. */
#include "ks/cmd/cmd.h"
#include "ks/output/letter.h"
#include "ks/store/handovers.h"

/* The options of every verb; each verb's table names those it takes. */
struct handover_opts {
	ks_day date, until, on;		/* date: the day of the move itself */
	int reason, outcome;
	struct ks_list present;
	const char *note, *because;
	/* consent: new, send */
	int consent, consent_by, ground;
	ks_day consent_until;
	struct ks_list share;
	/* new */
	const char *step, *to, *intervention, *organisation;
	const char *ask, *own_words, *works_well, *agreements, *safe_contact, *keeps_contact;
	int form, urgency;
	bool draft, refused;
	/* list */
	const char *case_key, *role;
	bool open_only;
};

/* ---- handover_move.c ------------------------------------------ */

/* The day of the move: --date, else today; KS_INPUT when it lies in the future. */
enum ks_status ks_handover_day(struct ks_ctx *ctx, const struct handover_opts *opts, ks_day *day);

/* ---- handover_consent.c -------------------------------------------------- */

/*
 * Takes consent, or a ground instead of it, from the options. KS_REFUSED when
 * there is neither, or when the intervention accepts consent alone.
 */
enum ks_status ks_handover_take_consent(struct ks_ctx *ctx, const struct handover_opts *opts,
					const struct ks_intervention *intervention, ks_day day,
					struct ks_handover *out);

/*
 * Says whose consent is wanted beside the mother's own: a parent's or
 * guardian's when she is under sixteen, the partner's when the agreement is
 * about the partner (domain: routes.md §7.1, general knowledge, said so).
 * A notice, never a gate. age in years or KS_NO_AGE; step NULL: none.
 */
void ks_handover_note_whose(struct ks_ctx *ctx, const struct handover_opts *opts,
			    const struct ks_step *step, int age);

/* ---- handover_new.c, handover_move.c: the two kinds of verbs ------------- */

enum ks_status ks_handover_run_new(struct ks_ctx *ctx, const void *opts);
bool ks_handover_is_ready(const void *opts);	/* cmd.h: is_ready of `new` */
enum ks_status ks_handover_run_move(struct ks_ctx *ctx, const void *opts);

/* Who was there, joined with commas; KS_INPUT with the nearest known word otherwise. */
enum ks_status ks_handover_take_present(struct ks_ctx *ctx, const struct ks_list *present,
					const char **out);

/* Says that there is no such role, and which is nearest; KS_INPUT. */
enum ks_status ks_handover_no_such_role(struct ks_ctx *ctx, const char *id);

/* ---- handover_holder.c ---------------------------------------------------- */

/*
 * Handovers that ended with a no of the receiver and that nobody took up after
 * it, nor anybody said it rests with the parents. id NULL: in the whole book.
 */
enum ks_status ks_handovers_unheld(struct ks_ctx *ctx, const char *id, struct ks_handover **items,
				   size_t *n);

/* ---- handover_view.c ----------------------------------------------------- */

/* Fills a view from what is stored, as it stands today. */
void ks_handover_view_make(struct ks_ctx *ctx, const struct ks_handover *handover,
			   struct ks_handover_view *out);

/* "ID" or "ID@subject" as consent names it: the factor or NULL, and the subject or KS_ANY_SUBJECT. */
const struct ks_factor *ks_shared_factor_of(const struct ks_ctx *ctx, const char *id, int *subject);

/*
 * What a step is about: the intervention, or what its card says to do (label
 * alone). NULL where the cards of today do not know it.
 */
struct ks_named ks_step_named(const struct ks_ctx *ctx, const char *intervention,
			      const char *step_id);

/* ---- handover_share.c: what may go along --------------------------------- */

/* A factor that may be shared, and about whom it is so. */
struct ks_shared_factor {
	const char *id;				/* "ID" about its first subject, or "ID@subject" */
	const struct ks_factor *factor;		/* NULL: the cards do not know it */
	int subject;				/* as the id names it, or KS_ANY_SUBJECT */
};

struct ks_shared {
	enum ks_letter_kind kind;
	struct ks_shared_factor *items;
	size_t n;
};

/* KS_REFUSED where there is neither consent nor a ground instead of it. */
enum ks_status ks_handover_shared(struct ks_ctx *ctx, const struct ks_handover *h,
				  struct ks_shared *out);

/* Is who works here the one the handover goes to, and not who sent it? */
bool ks_handover_is_receiver(const struct ks_ctx *ctx, const struct ks_handover *h);

/* Writes the receiver's page, within the running transaction. */
enum ks_status ks_handover_letter(struct ks_ctx *ctx, const struct ks_handover *h,
				  const struct ks_handover_view *view);

/* A role with its label. */
struct ks_party ks_party_of(struct ks_ctx *ctx, const char *role, const char *organisation,
			    const char *user);

/* Does somebody still work on it or wait for it, so that it can be stopped or withdrawn? */
bool ks_handover_is_under_way(const struct ks_handover *handover);

/* Is this organisation the one that fills the role there? */
bool ks_party_serves(const struct ks_ctx *ctx, const struct ks_party *party,
		     const char *municipality);

#endif
