/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CARDS_FINISH_H
#define KS_CARDS_FINISH_H
/*
 * What an entry must be beyond the shape of its keys: rules between keys, and
 * between entries. Two moments: before conditions are read (they look into
 * factors and instruments) and after.
 */
#include "ks/cards/merge.h"

/* Completes factors, instruments and interventions. */
void ks_finish_entries(struct ks_merge *merge);

/*
 * Completes steps: their ids, and what they wait for. Conditions have been
 * read by now, so what factors are derived from is looked at here as well.
 */
void ks_finish_cards(struct ks_merge *merge);

/* Examples: one answer to a question, as in an intake. */
void ks_finish_examples(struct ks_merge *merge);

/* The built-in policy, where no folder sets one; proposal is its source. */
void ks_default_policy(struct ks_coalition *c, const struct ks_source *proposal);

#endif
