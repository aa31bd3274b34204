/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_EXCHANGE_EXAMPLE_H
#define KS_EXCHANGE_EXAMPLE_H
/*
 * Examples of a coalition: a family on a day with the outcome its cards must
 * give. The loader has checked shape and references; here an example becomes
 * the engine's input, and a route is compared with what was expected.
 *
 * Every answer of an example is a professional's, given on its day.
 */
#include "ks/engine/route.h"

struct ks_arena;

struct ks_example_case {
	struct ks_family family;
	ks_day today;
};

void ks_example_read(struct ks_arena *arena, const struct ks_coalition *c,
		     const struct ks_example *example, struct ks_example_case *out);

enum ks_diff_kind {
	KS_DIFF_CLASS, KS_DIFF_STEP, KS_DIFF_DROPPED, KS_DIFF_GAP,
	KS_DIFF_URGENCY, KS_DIFF_DUE, KS_DIFF_FORM	/* of a step that is on the route */
};
extern const char *const ks_diff_words[];	/* class step dropped gap urgency due form */

/* One thing that differs: expected and not there, or there and not expected. */
struct ks_diff {
	enum ks_diff_kind kind;
	const char *expected;	/* NULL: not expected */
	const char *got;	/* NULL: not there */
	const char *about;	/* id of the step; NULL for class and lists */
};

/*
 * What differs between a route and the expectation. Lists are whole and their
 * order says nothing; `dropped` and `gaps` count only when they are given. A
 * dropped option may be named by its intervention alone.
 *
 * `terms` says more of some steps, in any order and as much as one likes: the
 * urgency, the form, and the date by which (or the term, counted from the
 * day of the example). A step that is not named there may have any.
 *	terms: {schuldhulpverlening@sociaal-team: [routine, 14d, call-together]}
 */
void ks_example_compare(struct ks_arena *arena, const struct ks_example *example,
			const struct ks_route *route, struct ks_diff **diffs, size_t *n);

/* The id under which a dropped option is known: "iv@role" or "card/step". */
const char *ks_dropped_id(struct ks_arena *arena, const struct ks_dropped *dropped);

#endif
