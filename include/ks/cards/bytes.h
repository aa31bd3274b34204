/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CARDS_BYTES_H
#define KS_CARDS_BYTES_H
/*
 * What may not stand in a file at all, looked at byte by byte before YAML is:
 * libyaml gives such errors no place, and spends quadratic time on some of
 * them (reliability threats 3, 9, 10 and 14). Refused are UTF-16, bytes that
 * are not strict UTF-8, control and invisible characters, a lone carriage
 * return and directives other than %YAML. A byte order mark at the very start
 * is fine and counts for no column.
 */
#include <stdbool.h>
#include <stddef.h>

#include "ks/base/diag.h"

/* Bytes of the byte order mark the text starts with: 3 or 0. */
size_t ks_bytes_bom(const char *text, size_t len);

/* True when the text is clean; else every problem found is reported. */
bool ks_bytes_check(const struct ks_source_text *in, struct ks_diag *diag);

#endif
