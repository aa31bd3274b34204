/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef SUPPORT_TEXTS_H
#define SUPPORT_TEXTS_H
/*
 * A small coalition of two folders that is in order, as texts in memory, and
 * tests as edits of it: what is changed, and the whole of what is then said.
 */
#include "ks/base/arena.h"
#include "ks/cards/load.h"

#define MAX_TEXTS 32

/* In a file, the first `from` becomes `to`. No from: the whole file; no to: no file. */
struct edit {
	const char *file, *from, *to;
};

struct text_case {
	const char *name;
	struct edit edits[6];
	const char *expected;	/* diagnostics in English */
};

struct texts {
	struct ks_arena arena;
	struct ks_diag diag;
	struct ks_source_text *files[MAX_TEXTS];
	size_t n;
	const struct ks_coalition *c;
	enum ks_status status;
};

/* The coalition with the edits (NULL: none), still unread. */
void texts_start(struct texts *t, const struct edit *edits);

/* Reads it: the folder toets, which extends landelijk. */
void texts_load(struct texts *t);

/* All diagnostics so far, in English. */
const char *texts_said(struct texts *t);
void texts_end(struct texts *t);

#endif
