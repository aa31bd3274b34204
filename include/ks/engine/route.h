/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_ROUTE_H
#define KS_ENGINE_ROUTE_H
/*
 * The route: one evaluation of a coalition's cards for one family on one day
 * gives decision and explanation together (product.md §4). Pure: no input or
 * output, no clock, no language; texts are chosen by output.
 */
#include "ks/engine/balance.h"

struct ks_buf;

/* One card's step as a reason for a step of the route. */
struct ks_reason {
	const struct ks_step *step;		/* card, version, file and line hang here */
	ks_day since;				/* first kept route since which it has stood */
	ks_day due;				/* since + within, never before opens */
	ks_day opens;				/* KS_NO_DAY: open now */
	const struct ks_factor **signals;	/* that lead to it; sorted by id */
	size_t n_signals;
};

/*
 * Something to find out first: a factor (about a subject), an instrument, or
 * one of the facts "due", "municipality", "age", "first-child".
 */
struct ks_ask {
	const struct ks_factor *factor;		/* NULL: what says it */
	int subject;				/* KS_ANY_SUBJECT or not the default */
	const char *id;				/* as in JSON: "ID", "ID@subject", "due", ... */
};

/* What a page says of a step that may not tell everything it rests on; all 0: nothing. */
struct ks_step_shown {
	bool there;		/* also without what the page keeps back */
	int number;		/* where it stands, and the rest, as they would be without it */
	ks_day due, opens;
	enum ks_form form;
};

struct ks_route_step {
	int number;				/* 1, 2, ... in the order of the route */
	const char *id;				/* "iv@role" or "card/step" */
	const struct ks_intervention *intervention;	/* NULL for a `do` */
	const struct ks_role *role;
	const struct ks_filler *filler;		/* NULL: nobody fills the role */
	enum ks_urgency urgency;
	enum ks_form form;
	ks_day due;				/* KS_NO_DAY when already involved */
	ks_day opens;				/* KS_NO_DAY: open now */
	bool already;
	bool safety;				/* a safety signal is among its reasons */
	struct ks_step_shown at_table;		/* without what is shielded; ks_route_make */
	struct ks_step_shown at_home;		/* without all that is asked alone; idem */
	struct ks_reason *reasons;		/* sorted by card, step */
	size_t n_reasons;
	const struct ks_ask *check;		/* what to ask first; sorted by id */
	size_t n_check;
	const char **after;			/* ids of steps of this route; sorted */
	size_t n_after;
};

enum ks_drop_kind {
	KS_DROP_WINDOW,		/* the intervention's window has passed */
	KS_DROP_CRITERIA,	/* its criteria are false */
	KS_DROP_COVERAGE,	/* not in the family's municipality */
	KS_DROP_PHASE,		/* not for this phase */
	KS_DROP_STEP_WINDOW	/* the step's own window has passed */
};
extern const char *const ks_drop_words[];

struct ks_dropped {
	const struct ks_intervention *intervention;	/* NULL: the `do` of step */
	const struct ks_role *role;
	const struct ks_step *step;		/* one step that asked for it */
	enum ks_drop_kind kind;
	struct ks_loc loc;			/* of the limit that failed */
	const struct ks_cond *cond;		/* window or criteria leaf that failed, or NULL */
	const struct ks_bound *bound;		/* its limit, or NULL */
	const struct ks_intervention *alternative;	/* taken in its place, or NULL */
};

enum ks_gap_kind {
	KS_GAP_NO_CARD, KS_GAP_NO_ROUTE, KS_GAP_OTHER_PHASE, KS_GAP_CONDITION, KS_GAP_DROPPED,
	KS_GAP_ROLE_NOT_FILLED
};
extern const char *const ks_gap_words[];

struct ks_gap {
	const struct ks_factor *signal;
	enum ks_gap_kind kind;
};

/* A card's safety text that heads the page. */
struct ks_safety {
	const struct ks_card *card;
	bool now;			/* a safety signal; else "consult first" */
};

/* A factor whose answer could still change class or route (product.md §4.12). */
struct ks_question {
	const struct ks_factor *factor;
	int subject;			/* KS_ANY_SUBJECT: the factor as such */
	const char *id;			/* "ID" or "ID@subject" */
	bool declined;			/* asked and not wanted: shown apart, never pressed */
	bool class_could_change, route_could_change;
};

struct ks_route {
	ks_day day;
	enum ks_phase phase;
	int week;			/* days, or -1 */
	struct ks_picture picture;
	struct ks_balance balance;
	struct ks_safety *safety;
	size_t n_safety;
	struct ks_route_step *steps;	/* in order */
	size_t n_steps;
	struct ks_dropped *dropped;	/* sorted by intervention, role, kind, place */
	size_t n_dropped;
	struct ks_gap *gaps;		/* sorted by signal */
	size_t n_gaps;
	struct ks_question *questions;	/* in the order of §4.12 */
	size_t n_questions;
	bool questions_exact;		/* false: the bound of engine/questions.h was met */
};

/* Everything at once; all memory from the arena. Never fails. */
const struct ks_route *ks_route_make(struct ks_arena *arena, const struct ks_coalition *c,
				     const struct ks_family *family, ks_day day);

/*
 * The same decision without the open questions, which cost most of the time:
 * for whoever makes many routes to compare them. n_questions is 0, and no step
 * may stand on a page that others see.
 */
const struct ks_route *ks_route_decide(struct ks_arena *arena, const struct ks_coalition *c,
				       const struct ks_family *family, ks_day day);

/*
 * Of that decision what ks_compare() looks at, and little more: the class, and
 * the steps in no order with their terms, urgency, form and who fills them. No
 * reasons, no dropped, no gaps. For whoever compares a whole caseload.
 */
const struct ks_route *ks_route_outline(struct ks_arena *arena, const struct ks_coalition *c,
					const struct ks_family *family, ks_day day);

/* A decision with what a page may show of each step: for a family that is only supposed. */
const struct ks_route *ks_route_look(struct ks_arena *arena, const struct ks_coalition *c,
				     const struct ks_family *family, ks_day day);

/*
 * The same route for a table where others sit too, known or feared: what a page
 * shows at the table is then only what may also go home. told: of each answer of
 * the family, whether it was given in their hearing; NULL: all may be known. What
 * rests on another answer, or on a score, stands in no pan and on no page then;
 * answers to what is asked alone are not shown there anyway.
 */
const struct ks_route *ks_route_in_company(struct ks_arena *arena, const struct ks_coalition *c,
					    const struct ks_route *route,
					    const struct ks_family *family, const bool *told);

/* What the conditions of a route that was made looked at, to explain them (engine/cond.h). */
struct ks_world ks_route_world(const struct ks_route *route, const struct ks_family *family);

/*
 * A text that is equal for two routes exactly when they are the same
 * decision: class, steps with reasons, terms, forms and fillers, dropped and
 * gaps. The day, the week and the status of handovers are not part of it.
 */
void ks_route_signature(const struct ks_route *route, struct ks_buf *out);

/*
 * True when a question after the factor makes sense to this family in a phase:
 * a card of that phase looks at it, or no card at all does. What only cards of
 * another phase look at (giving birth, say) is a question for that phase; a
 * child is not asked after while the first one is still to be born.
 */
bool ks_factor_makes_sense(const struct ks_coalition *c, const struct ks_factor *factor,
			   const struct ks_family *family, enum ks_phase phase);

/* The step of a route by number ("2") or id; NULL when there is none. */
const struct ks_route_step *ks_route_find(const struct ks_route *route, const char *number_or_id);

#endif
