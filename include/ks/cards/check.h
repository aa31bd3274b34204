/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CARDS_CHECK_H
#define KS_CARDS_CHECK_H
/*
 * Findings that the files alone tell: what is understood but doubtful in a
 * coalition. Routing goes on; `ks cards check` exits 1.
 */
#include "ks/cards/finding.h"

/* Adds findings; today decides which review dates are past. */
void ks_check(struct ks_findings *findings, ks_day today);

/* Does a card or an intervention refer to the role? Only then is it missed when nobody fills it. */
bool ks_role_is_needed(struct ks_arena *arena, const struct ks_coalition *c,
		       const struct ks_role *role);

#endif
