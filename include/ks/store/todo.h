/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_STORE_TODO_H
#define KS_STORE_TODO_H
/*
 * What waits in the casebook besides handovers: steps of a kept route that
 * nobody has taken up, and families whose last screening lies far back. In
 * single queries, so that a large book stays quick.
 */
#include "ks/store/store.h"

/* Who did it, from the audit row that wrote it; NULL where not known. */
struct ks_doer {
	const char *role, *organisation;
};

/*
 * A step of the last kept route of a case that has not ended, while the phase is
 * still the one that route was made for. Steps with help
 * already there and steps with a handover other than a withdrawn one are left
 * out: those have been taken up, or the parent did not want them.
 */
struct ks_todo_step {
	const char *case_key, *route, *id;
	int number;
	const char *intervention;		/* NULL for a `do` */
	const char *role, *organisation;	/* who should take it */
	const char *urgency;			/* a word */
	ks_day due, opens;			/* opens: KS_NO_DAY when open */
	struct ks_doer kept_by;
};

/* Ordered by due date, case and number. */
enum ks_status ks_todo_steps(struct ks_store *store, struct ks_todo_step **items, size_t *n);

/*
 * Ids of handovers that ended with a no of the receiver, were fed back, and after
 * which nothing was recorded: whether another handover took it up is for the
 * caller, who knows the menukaart. id NULL: all of them.
 */
enum ks_status ks_todo_unheld(struct ks_store *store, const char *id, const char ***ids, size_t *n);

struct ks_todo_screening {
	const char *case_key;
	ks_day screened;
	struct ks_doer screened_by;
};

/* Cases that have not ended, last screened on or before a day; oldest first. */
enum ks_status ks_todo_screenings(struct ks_store *store, ks_day on_or_before,
				  struct ks_todo_screening **items, size_t *n);

/* Pregnancies due before a day, with no birth or end recorded; `screened` is the due date. */
enum ks_status ks_todo_past_term(struct ks_store *store, ks_day due_before,
				 struct ks_todo_screening **items, size_t *n);

/* Open cases whose child was born on or before a day; `screened` is the birth date. */
enum ks_status ks_todo_grown(struct ks_store *store, ks_day born_by,
			     struct ks_todo_screening **items, size_t *n);

/*
 * Whose last kept route is of an earlier phase, a birth since then for one: its steps
 * are not among ks_todo_steps. The day is that of the change, the person who kept it.
 */
enum ks_status ks_todo_routes(struct ks_store *store, struct ks_todo_screening **items, size_t *n);

/* Intakes that somebody began and nobody finished: the day they began. Oldest first. */
enum ks_status ks_todo_intakes(struct ks_store *store, struct ks_todo_screening **items, size_t *n);

/* What a note left to be done: an agreement of a meeting, looking back at a deviation. */
struct ks_todo_noted {
	const char *case_key, *id;	/* "N3.1" or "N3" */
	struct ks_doer acts, noted_by;
	const char *what;		/* of an agreement; NULL: looking back */
	ks_day due;
};

/* Both by day; what a later note settled is left out. */
enum ks_status ks_todo_agreements(struct ks_store *store, struct ks_todo_noted **items, size_t *n);
enum ks_status ks_todo_evaluations(struct ks_store *store, struct ks_todo_noted **items, size_t *n);

#endif
