/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_COMPARE_H
#define KS_ENGINE_COMPARE_H
/*
 * What differs between two routes of one family: under other cards, after
 * other answers, or in a world that is only supposed. One comparison for
 * `--what-if`, `ks replay`, `ks case show` and `ks cards impact`, so that they
 * never disagree. Pure; the words are output's.
 */
#include "ks/engine/route.h"

enum ks_shift { KS_GAINED, KS_LOST, KS_MOVED };
extern const char *const ks_shift_words[];	/* gained lost moved */

/* In what a step that stands in both routes differs: bits of ks_difference.in. */
#define KS_IN_DUE 1U
#define KS_IN_OPENS 2U
#define KS_IN_URGENCY 4U
#define KS_IN_FORM 8U
#define KS_IN_FILLER 16U	/* another organisation takes it, or nobody */
#define KS_IN_ALREADY 32U

/* One step that came, went or changed. */
struct ks_difference {
	enum ks_shift shift;
	const char *step;			/* id */
	unsigned in;				/* KS_IN_*; 0 unless moved */
	const struct ks_route_step *before;	/* NULL when gained */
	const struct ks_route_step *after;	/* NULL when lost */
};

struct ks_comparison {
	const struct ks_route *before, *after;	/* as given */
	bool class_changed;
	struct ks_difference *items;		/* sorted by step id */
	size_t n;
};

/*
 * Compares two routes; memory from the arena, which must live as long as the
 * routes do. The routes may be of different coalitions: steps are matched by
 * id and organisations by name. Reasons, checks and dropped options are not
 * compared: what a family and a receiver notice is.
 */
struct ks_comparison ks_compare(struct ks_arena *arena, const struct ks_route *before,
				const struct ks_route *after);

/* True when class or any step differs. */
bool ks_compare_differs(const struct ks_comparison *comparison);

#endif
