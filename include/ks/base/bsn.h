/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_BASE_BSN_H
#define KS_BASE_BSN_H
/*
 * Citizen service numbers (BSN) have no place in a casebook, so they are
 * refused wherever somebody types them.
 */
#include <stdbool.h>

/*
 * True when a text holds nine digits, together or in groups with blanks,
 * dots, hyphens or slashes between, that pass the eleven test of a BSN. More
 * or fewer digits in the group (a telephone number, a date) are not one.
 */
bool ks_has_bsn(const char *text);

/* True when there is a digit in it, a full-width one too. */
bool ks_has_digit(const char *text);

#endif
