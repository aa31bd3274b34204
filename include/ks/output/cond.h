/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_COND_H
#define KS_OUTPUT_COND_H
/* Conditions in words, for who reads a card or asks why. */
#include "ks/cards/model.h"
#include "ks/output/out.h"

/* A condition as an indented list: every leaf a line. */
void ks_out_cond(struct ks_out *out, int indent, const struct ks_cond *cond);

/* The condition itself in words, without what stands below it. */
const char *ks_cond_words(struct ks_out *out, const struct ks_cond *cond);

/* One limit of a condition: "vanaf 16+0", "minder dan 20". */
const char *ks_limit_words(struct ks_out *out, const struct ks_cond *cond,
			   const struct ks_bound *bound);

#endif
