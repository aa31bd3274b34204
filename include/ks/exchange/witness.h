/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_EXCHANGE_WITNESS_H
#define KS_EXCHANGE_WITNESS_H
/*
 * Witnesses as text: a family that shows a finding, written as an example file
 * with the outcome its route has now. Who pastes it into examples/ has an
 * example that passes, and a place to write down what it should be instead.
 */
#include "ks/cards/finding.h"
#include "ks/engine/doubt.h"

/* name: a hint for the example's id, [a-z0-9-]. */
const char *ks_witness_yaml(struct ks_arena *arena, const struct ks_coalition *c,
			    const struct ks_witness *witness, const char *name);

/*
 * Reports every doubt (engine/doubt.h) with its witness, and gives the
 * findings that are there already one. Returns how many questions were not
 * decided.
 */
size_t ks_find_doubts(struct ks_findings *findings, ks_day today);

/* After ks_findings_end(): every finding has a witness, or a line why it needs none. */
void ks_find_unshown(struct ks_diag *diag);

#endif
