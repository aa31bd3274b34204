/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An oracle that is wrong itself is worth nothing: it is tried before it judges the program.
 */
#ifndef ORACLE_SELFTEST_H
#define ORACLE_SELFTEST_H

/* Adds how many expectations held and how many did not; the latter are printed. */
void selftest(int *passed, int *failed);

#endif
