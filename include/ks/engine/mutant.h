/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_MUTANT_H
#define KS_ENGINE_MUTANT_H
/*
 * Mutants: the agreements with one thing changed a little. An example that
 * gives another outcome under a mutant *notices* it; what no example notices
 * is a limit that nobody has tried, and a question to the working group.
 *
 * Changed are, one at a time:
 *	limit		a week by a day and by a week, an age, a score, a number
 *			or a class by one, the age of a child by one of its unit
 *	connective	all <-> any, with two kids or more
 *	not		taken away
 *	count		at_least: one more, one fewer
 *	kid		a part of all, any or at_least taken away
 *	value		first_child: yes <-> no
 *	phase		one phase more, or one fewer (never none)
 *	urgency		one step more, one step less urgent
 *	term		within: half, and twice; same-day: a day
 *	form		one warmer, one colder
 * in cards, interventions (criteria, window, phase), what instruments raise
 * and what is derived from facts. A change that cannot mean anything (a
 * negative week, a class beyond the last, more than all, an intervention
 * that no card leads to, or not in that phase, a condition on a phase that its card
 * does not have) is left out.
 *
 * Pure: mutants live in a twin (engine/twin.h), never in the loaded coalition.
 */
#include "ks/engine/twin.h"
#include "ks/engine/cond.h"

enum ks_mutant_kind {
	KS_MUTANT_LIMIT,
	KS_MUTANT_CONNECTIVE,
	KS_MUTANT_NOT,
	KS_MUTANT_COUNT,
	KS_MUTANT_KID,
	KS_MUTANT_VALUE,
	KS_MUTANT_PHASE,
	KS_MUTANT_URGENCY,
	KS_MUTANT_TERM,
	KS_MUTANT_FORM
};
#define KS_MUTANT_KINDS 10
extern const char *const ks_mutant_words[];	/* limit connective not ... form */

/* Whose condition it is, in the twin: card (and step), intervention, instrument or factor. */
struct ks_owner {
	const struct ks_card *card;
	const struct ks_step *step;		/* of that card; NULL: the card's own */
	const struct ks_intervention *intervention;
	const struct ks_instrument *instrument;
	const struct ks_raise *raise;		/* of that instrument */
	const struct ks_factor *factor;
	bool window;				/* a window, not a condition or criteria */
};

struct ks_mutant {
	enum ks_mutant_kind kind;
	struct ks_owner owner;
	struct ks_loc loc;
	struct ks_cond *cond;			/* changed, or whose limit is; else NULL */
	const struct ks_cond *kid;		/* KID: what is taken away */
	/*
	 * The place and what stands there before and after, by kind: struct
	 * ks_bound, enum ks_cond_kind (CONNECTIVE, NOT), int (COUNT), struct
	 * ks_cond (KID), bool (VALUE), unsigned (PHASE), enum ks_urgency,
	 * struct ks_span (TERM), enum ks_form.
	 */
	void *at;
	const void *before, *after;
	size_t size;
};

struct ks_mutants {
	struct ks_mutant *items;	/* by entry, in the order of the twin's lists */
	size_t n;
};

struct ks_mutants ks_mutants_of(struct ks_arena *arena, const struct ks_twin *twin);

/* Puts the change in the twin, and takes it out again. One at a time. */
void ks_mutant_set(const struct ks_mutant *mutant);
void ks_mutant_unset(const struct ks_mutant *mutant);

/* A family to try mutants on, as it stands without any. */
struct ks_trial {
	struct ks_world world;		/* over the twin; settled */
	bool *asked;			/* per intervention index: a step leads to it */
};

void ks_trial_make(struct ks_arena *arena, const struct ks_twin *twin, const struct ks_world *world,
		   struct ks_trial *trial);

/*
 * False only when class, steps, dropped and gaps of the route are certainly
 * the same under the mutant: the card is of another phase, the step or
 * intervention is not asked for, the instrument was not taken, or the changed
 * part has the same value and the same true signals as before. Saves making
 * nearly all routes. The mutant must not be set.
 */
bool ks_mutant_may_show(const struct ks_mutant *mutant, const struct ks_trial *trial);

/* Calls visit for each condition and window of the twin, with its owner. */
typedef void ks_root_visit(void *context, const struct ks_owner *owner, struct ks_cond *root);
void ks_twin_roots(const struct ks_twin *twin, ks_root_visit *visit, void *context);

#endif
