/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_AFFECTED_H
#define KS_ENGINE_AFFECTED_H
/*
 * Whom other agreements can give another route: for who compares a whole
 * caseload and wants to read no more of it than that.
 *
 * A route as ks_compare() looks at it is the sum of what each card gives that
 * holds, and of two sets of cards only those differ that are written in
 * another way, or lead to a role or an intervention that is. A family for which
 * none of these holds, as it was or as it becomes, keeps its route. A condition
 * holds by something: a factor that was said to be present, an instrument that
 * was taken; one that can hold by less (a week, an age, a class, what is *not*)
 * affects everyone. So does any difference in factors, instruments or policy.
 *
 * Never too few. Too many is no harm: how a thing is written counts, also where
 * it means the same.
 */
#include <stdbool.h>
#include <stddef.h>

#include "ks/cards/model.h"

struct ks_arena;

struct ks_affected {
	bool everyone;
	const char **ids;	/* else: who has none of these factors and instruments is not */
	size_t n;
};

/* Both as loaded; the ids are those of the model. */
struct ks_affected ks_affected_by(struct ks_arena *arena, const struct ks_coalition *before,
				  const struct ks_coalition *after);

/* By the marks of a family, " ID ID ": those ids that it has (store/schema.c). */
bool ks_affects(const struct ks_affected *affected, const char *marks);

#endif
