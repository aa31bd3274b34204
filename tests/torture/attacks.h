/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef TORTURE_ATTACKS_H
#define TORTURE_ATTACKS_H
/* The attacks; each counts in w->tally what it tried and what broke. */
#include "torture/world.h"

void attack_kill(struct world *w);		/* SIGKILL at every system call, and at any moment */
void attack_power(struct world *w);		/* the power cut, and cut again */
void attack_calls(struct world *w);		/* system calls that fail */
void attack_memory(struct world *w);		/* allocations that fail */
void attack_disk(struct world *w);		/* full, read-only, no room for the answer */
void attack_crowd(struct world *w);		/* many writers at once */
void attack_crowd_killed(struct world *w);	/* and some of them killed */
void attack_damage(struct world *w);		/* bits, pages, cut files */
void attack_columns(struct world *w);		/* columns that are never empty, emptied */
void attack_tamper(struct world *w);		/* every column of every table */
void attack_texts(struct world *w);		/* hostile texts into every output */
void attack_clock(struct world *w);		/* moments and zones */
void attack_versions(struct world *w);		/* a newer program, another schema */
void attack_process(struct world *w);		/* what a process may and may not do */

#endif
