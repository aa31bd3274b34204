/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Makes a failing world smaller: leaves out cards, answers, windows and so on as long as it
 * still fails, so that what is reported is little more than what matters.
 */
#ifndef ORACLE_SHRINK_H
#define ORACLE_SHRINK_H

#include "world.h"

/* Tries the world as it now is; true when it still fails. */
typedef bool still_fails(void *context);

/* Changes `c` and `f` in place; they fail when it returns, as they did before. */
void shrink(struct coalition *c, struct family *f, still_fails *fails, void *context);

#endif
