/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_CARDS_TEST_INSIDE_H
#define KS_OUTPUT_CARDS_TEST_INSIDE_H
/* The parts of the page of `ks cards test`, which has two files. */
#include "ks/output/cards_test.h"

/* What an owner is called: "card", "intervention", "instrument" or "factor"; and its id. */
const char *ks_owner_kind(const struct ks_owner *owner);
const char *ks_owner_id(const struct ks_owner *owner);
struct ks_loc ks_owner_loc(const struct ks_owner *owner);

/* A change that no example notices, as a question to the working group. */
const char *ks_mutant_question(struct ks_out *out, const struct ks_mutant *mutant);

void ks_text_mutation(struct ks_out *out, const struct ks_mutation_view *view);
void ks_json_mutation(struct ks_out *out, struct ks_json *in, const struct ks_mutation_view *view);

#endif
