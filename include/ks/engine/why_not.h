/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_WHY_NOT_H
#define KS_ENGINE_WHY_NOT_H
/*
 * Why a card, an intervention or a role is not on the route, and which other
 * answers would bring it there.
 *
 * A *way* is one step of one card that can lead to the target: by itself, or
 * because an earlier choice of its chain of alternatives drops out. Every way
 * tells the first thing that stops it, in the order in which the route is
 * decided, with the file and line to cite.
 *
 * A *set* is a smallest set of other answers: with them, as ks_suppose()
 * supposes them, the target is on the route; with any of them left out it is
 * not. Facts (age, week, place, first child) are never part of a set, nor is
 * what follows from one or what a score raises: no answer changes those
 * (but an answer that a raise's `when` looks at may make it come or go).
 * Answers tried are present and absent, about every factor that a way looks
 * at by name: its own subject, subjects that anybody asks for by name, and
 * subjects with an answer already. All sets of at most KS_WHY_NOT_MOST
 * answers are found, unless the search met its bound: then `decided` is false.
 *
 * What is a way to a target is not what anybody should work towards. So every
 * set says how it may be spoken of (enum ks_spoken): only what was never
 * asked may be offered as something to find out. An answer that was given is
 * an explanation, no wish; what she does not want to say is not asked again;
 * and violence, safety or what asks for advice first is never "what would
 * have to be so".
 */
#include "ks/engine/why.h"

#define KS_WHY_NOT_MOST 3	/* answers in a set; larger ones are not looked for */
#define KS_WHY_NOT_NODES 60000	/* sets tried at most */

/* What is asked about; intervention and role together are one step id. */
struct ks_target {
	const struct ks_card *card;
	const struct ks_intervention *intervention;
	const struct ks_role *role;
};

/* What stops a way first, in the order in which a route is decided. */
enum ks_obstacle {
	KS_NO_OBSTACLE,			/* it stands on the route */
	KS_OBSTACLE_CARD_PHASE,		/* the card is for another phase */
	KS_OBSTACLE_CARD,		/* the card's `when` does not hold, or is unknown */
	KS_OBSTACLE_STEP,		/* the step's own `when` */
	KS_OBSTACLE_STEP_WINDOW,	/* the step's own window has passed */
	KS_OBSTACLE_EARLIER,		/* what goes before it in the chain fits */
	KS_OBSTACLE_PHASE,		/* the intervention is for another phase */
	KS_OBSTACLE_COVERAGE,		/* not in the family's municipality */
	KS_OBSTACLE_WINDOW,		/* the intervention's window has passed */
	KS_OBSTACLE_CRITERIA		/* its criteria are not met */
};
extern const char *const ks_obstacle_words[];	/* none card-phase card step ... criteria */

struct ks_stop {
	enum ks_obstacle obstacle;
	bool unknown;				/* the condition is not known, rather than false */
	struct ks_loc loc;			/* of what stops it; of the step when nothing does */
	const struct ks_cond *cond;		/* the leaf or window that does; or NULL */
	const struct ks_bound *bound;		/* its limit that failed; or NULL */
	const struct ks_why_node *tree;		/* the whole condition that does; or NULL */
	const struct ks_intervention *earlier;	/* EARLIER: what fits instead */
};

struct ks_way {
	const struct ks_step *step;
	const struct ks_intervention *intervention;	/* what would stand; NULL: a `do` */
	const struct ks_role *role;
	struct ks_stop first;			/* what stops it first */
	struct ks_stop also;			/* what would stop it were that not so; or nothing */
};

/* How a change may be spoken of, from free to never. */
enum ks_spoken {
	KS_SPOKEN_ASK,		/* never asked: "should it turn out that" */
	KS_SPOKEN_GIVEN,	/* answered: what stands there, no wish */
	KS_SPOKEN_DECLINED,	/* she does not want to say: not asked again */
	KS_SPOKEN_NEVER		/* about safety, shielded, or advice comes first */
};
extern const char *const ks_spoken_words[];	/* ask given declined never */

struct ks_other_answer {
	const struct ks_factor *factor;
	enum ks_subject subject;
	bool present;				/* with this answer; false: absent */
	enum ks_spoken spoken;
	const struct ks_basis **basis;		/* what stands there now */
	size_t n_basis;
};

struct ks_answer_set {
	const struct ks_other_answer **items;	/* by factor id, subject */
	size_t n;
	enum ks_spoken spoken;			/* the least free of its answers */
};

struct ks_why_not {
	struct ks_target target;
	bool stands;				/* it is on the route already */
	struct ks_loc defined;			/* where the target itself is */
	struct ks_way *ways;			/* in the order of cards and steps */
	size_t n_ways;
	struct ks_answer_set *sets;		/* by size, then how spoken of, then ids */
	size_t n_sets;
	bool never;				/* no answer whatever brings it there: facts decide */
	bool by_number;				/* a way also looks at class or number of domains */
	bool decided;				/* every set up to the limit was tried */
};

/*
 * Explains a target for a route that was made of this coalition and family.
 * by_number means that signals no way names could matter too, by their
 * number; those are never searched, so the sets are then some of them.
 */
const struct ks_why_not *ks_why_not(struct ks_arena *arena, const struct ks_coalition *c,
				    const struct ks_family *family, const struct ks_route *route,
				    struct ks_target target);

/* The ways alone, without looking for sets: what costs the time is left out. */
const struct ks_why_not *ks_ways_to(struct ks_arena *arena, const struct ks_coalition *c,
				    const struct ks_family *family, const struct ks_route *route,
				    struct ks_target target);

/* True when a step of the route is what was asked about. */
bool ks_target_is(const struct ks_target *target, const struct ks_route_step *step);

#endif
