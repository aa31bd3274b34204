/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Writes a coalition as the folders and files the program loads (contract, "A coalition's
 * files"), each time in another order and style. The lines on which things come to stand are
 * noted in the coalition itself, because the program cites them.
 */
#ifndef ORACLE_EMIT_H
#define ORACLE_EMIT_H

#include "rng.h"
#include "world.h"

enum { MAX_FILES = 2 * (6 + MAX_CARDS), PATH_SIZE = 512 };

/* What was written: `folder` is that of the coalition to load. */
struct emitted {
	char folder[PATH_SIZE];
	int n_files, n_folders;
	char file[MAX_FILES][PATH_SIZE];
	char made[4][PATH_SIZE];
};

/* Writes below `root`, a folder that must exist; false (with errno) when a file fails. */
bool emit_coalition(struct rng *rng, struct coalition *c, const char *root, struct emitted *e);

/* Removes exactly the files and folders that were written. */
void emit_remove(const struct emitted *e);

#endif
