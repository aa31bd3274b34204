/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_DOUBT_H
#define KS_ENGINE_DOUBT_H
/*
 * What is doubtful in a coalition's agreements, found by asking which
 * families there can be (engine/witness.h), not by looking at the text alone:
 *
 * never        a condition, a branch or a step that no family can bring about
 *              (contradiction, never-true, never-here, window-never,
 *              never-eligible, always-alternative)
 * gap          a value between two thresholds for which nothing holds, while
 *              it does just below and just above (value-between). A gap is at
 *              most one year, one point or one week wide; about one card, one
 *              step id or a signal that both sides name; raises of one signal
 *              by one instrument; an intervention and its alternatives
 * same         what is said twice (duplicate-condition, swallowed-condition,
 *              swallowed-step, same-step), and k of n written out with a
 *              combination missing (missing-combination)
 * agreed       a number with a unit in the agreed sentence that no term or
 *              limit of the card has (agreed-number)
 * follow       a signal with cards but without any family that gets a step
 *              (signal-never-routed); a branch that alone gives no step
 *              (branch-without-step); an urgent or safety signal that leads to
 *              steps of which, for some family, none says what follows a
 *              refusal (after-refusal: no `if_refused`) or who keeps contact
 *              while she waits (on-waiting-list: no `if_waiting`, and nothing
 *              that is done now). Signals that only ask attention are left
 *              out there: they come back at the next visit anyway
 *
 * Each doubt has a witness where a family can show it. What the search could
 * not decide within its bound is counted, never guessed.
 */
#include "ks/engine/witness.h"

/*
 * The bound on all searches together, in leaves of conditions: the shipped
 * coalitions take a fortieth of it. What comes after it is not decided.
 */
#define KS_DOUBT_WORK 2000000

struct ks_doubt {
	enum ks_msg msg;
	struct ks_loc loc;
	const struct ks_card *card;	/* NULL: about no card */
	const struct ks_acceptances *accepted;	/* of the card or entry; NULL: none */
	const struct ks_arg *args;
	const struct ks_witness *witness;	/* NULL: nothing that a family shows */
};

struct ks_doubts {
	struct ks_arena *arena;
	const struct ks_coalition *c;
	ks_day today;
	struct ks_doubt *items;
	size_t n;
	size_t asked, undecided;	/* searches, and those that met a bound */
	size_t work;			/* leaves gone through so far, at least */
};

void ks_doubts_find(struct ks_arena *arena, const struct ks_coalition *c, ks_day today,
		    struct ks_doubts *out);

/*
 * A family that shows what a simple check found: for whom the step at that
 * place is asked for, the signal has no step, the role is needed. NULL when it
 * is about a file and not about families.
 */
const struct ks_witness *ks_doubt_show(struct ks_arena *arena, const struct ks_coalition *c,
				       ks_day today, enum ks_msg msg, struct ks_loc loc,
				       const struct ks_card *card);

/* ---- what the families of doubts share; private to the engine ---------------- */

/* Asks for a family; counts what could not be decided. */
enum ks_sought ks_doubt_ask(struct ks_doubts *d, const struct ks_want *wants, size_t n,
			    struct ks_witness *witness);

/* Is there a family for which the condition is true? */
enum ks_sought ks_doubt_can(struct ks_doubts *d, const struct ks_cond *cond,
			    struct ks_witness *witness);

/* What a doubt is about: a card, or an entry of a list file by what is accepted on it. */
struct ks_subject_of {
	const struct ks_card *card;
	const struct ks_acceptances *accepted;
};
struct ks_subject_of ks_doubt_card(const struct ks_card *card);
struct ks_subject_of ks_doubt_entry(const struct ks_acceptances *accepted);

/* Records a doubt; args (NULL: none) and witness (NULL: none) are copied. */
void ks_doubt_add(struct ks_doubts *d, enum ks_msg msg, struct ks_loc loc,
		  struct ks_subject_of about, const struct ks_arg *args,
		  const struct ks_witness *witness);

const char *ks_doubt_number(struct ks_doubts *d, long number);

void ks_doubt_never(struct ks_doubts *d);
void ks_doubt_gaps(struct ks_doubts *d);
void ks_doubt_same(struct ks_doubts *d);
void ks_doubt_agreed(struct ks_doubts *d);
void ks_doubt_follow(struct ks_doubts *d);

#endif
