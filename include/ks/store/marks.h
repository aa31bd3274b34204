/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_STORE_MARKS_H
#define KS_STORE_MARKS_H
/*
 * What is kept with a case of its answers and scores together, for who goes
 * through all cases and reads none: the marks (engine/affected.h), and whether
 * anything was asked. Both follow from the rows. Each inside a transaction of
 * the caller.
 */
#include <stdbool.h>

#include "ks/store/store.h"

/* After answers or scores were added to a case. */
void ks_marks_keep(struct ks_store *store, const char *key);

/* Counts the cases of which what is kept does not follow from the rows into off; mends them. */
enum ks_status ks_marks_recount(struct ks_store *store, bool mend, long long *off);

#endif
