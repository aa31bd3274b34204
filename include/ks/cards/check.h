/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CARDS_CHECK_H
#define KS_CARDS_CHECK_H
/*
 * Findings: what is understood but doubtful in a coalition. Routing goes on;
 * `ks cards check` exits 1. A finding that the working group accepted in the
 * card (`accepted: [{finding, why}]`) is left out.
 */
#include "ks/base/diag.h"
#include "ks/cards/model.h"

struct ks_arena;

/* Adds findings to diag; today decides which review dates are past. */
void ks_check(struct ks_arena *arena, const struct ks_coalition *c, ks_day today,
	      struct ks_diag *diag);

#endif
