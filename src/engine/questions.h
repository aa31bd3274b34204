/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_QUESTIONS_H
#define KS_ENGINE_QUESTIONS_H
/*
 * What a completion (product.md §4.12) gives an answer to: shared by the list
 * of open questions and by their witnesses. Private to the engine.
 */
#include "ks/engine/influence.h"

struct ks_variables {
	struct ks_variable *items;
	size_t n;
	bool *listed;		/* per pair: one of them */
};

/*
 * A factor that is not present is one variable as long as nobody answered it
 * about its first subject: a no about somebody else is no answer to it. A
 * subject that a condition asks for by name is one of its own; of raises only
 * those whose score was taken ask.
 */
struct ks_variables ks_variables_find(const struct ks_plan *plan, const struct ks_picture *picture);

/* Numbers of present signals per class; one more of a class gives another class of family. */
bool ks_class_would_move(const struct ks_plan *plan, const int counts[KS_SIGNAL_CLASSES],
			 enum ks_signal_class more);

/* True for a signal that is not present yet and that a variable could make present. */
bool ks_could_turn_present(const struct ks_variables *variables, const struct ks_picture *picture,
			   const struct ks_factor *factor);

#endif
