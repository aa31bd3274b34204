/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tells a person everything about a world that failed: its files, the family and both answers.
 */
#ifndef ORACLE_REPORT_H
#define ORACLE_REPORT_H

#include <stdio.h>

#include "emit.h"
#include "outcome.h"

void report_files(FILE *to, const struct emitted *e);
void report_family(FILE *to, const struct coalition *c, const struct family *f);

#endif
