/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_THOUGHT_H
#define KS_ENGINE_THOUGHT_H
/*
 * Conditions that no file holds, built to ask something about those that a
 * file does: "this card fires and that one does not". They are ordinary
 * conditions, so the one evaluator (engine/cond.h) judges them too.
 */
#include <stddef.h>

#include "ks/cards/model.h"

struct ks_arena;

/* Of one kind: KS_COND_ALL or KS_COND_ANY. A NULL part is no condition: true. */
const struct ks_cond *ks_thought_join(struct ks_arena *arena, enum ks_cond_kind kind,
				      const struct ks_cond *const *parts, size_t n);
const struct ks_cond *ks_thought_both(struct ks_arena *arena, const struct ks_cond *a,
				      const struct ks_cond *b);
const struct ks_cond *ks_thought_not(struct ks_arena *arena, const struct ks_cond *cond);
const struct ks_cond *ks_thought_phases(struct ks_arena *arena, unsigned phases);
const struct ks_cond *ks_thought_truth(struct ks_arena *arena, bool truth);

/* The card applies: its phases and its `when`. */
const struct ks_cond *ks_thought_card(struct ks_arena *arena, const struct ks_card *card);

/* The step is asked for: the card applies and the step's own `when` holds. */
const struct ks_cond *ks_thought_step(struct ks_arena *arena, const struct ks_step *step);

/* A window has not passed; one that has not opened yet is no hindrance (product.md §4.5). */
const struct ks_cond *ks_thought_in_time(struct ks_arena *arena, const struct ks_cond *window);

/* Nothing rules the intervention out: phase, coverage, window, criteria. */
const struct ks_cond *ks_thought_fits(struct ks_arena *arena,
				      const struct ks_intervention *intervention);

/* The same condition in other words or not: kind, values and parts in the same order. */
bool ks_thought_same(const struct ks_cond *a, const struct ks_cond *b);

/* Does the condition ask for the factor, outside any `not`? NULL asks for nothing. */
bool ks_thought_names(const struct ks_cond *cond, const struct ks_factor *factor);

/*
 * The conditions from root down to part, NULL when part is not in it. A part
 * stands in a true branch when all of these are true.
 */
size_t ks_thought_path(const struct ks_cond *root, const struct ks_cond *part,
		       const struct ks_cond **path, size_t most);

#endif
