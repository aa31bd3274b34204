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

#endif
