/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Holds the reasons that the program names against the oracle: where a reason stands because of
 * signals alone, the route no longer has that reason when those signals are not known; and a
 * step all of whose reasons are such is gone.
 */
#ifndef ORACLE_BECAUSE_H
#define ORACLE_BECAUSE_H

#include "outcome.h"

/* `got` is what the program said; `why` tells what was not so when this is false. */
bool because_try(const struct coalition *c, const struct family *f, const struct outcome *got,
		 char *why, size_t why_size);

#endif
