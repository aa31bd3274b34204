/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef TESTS_SUPPORT_BOOK_H
#define TESTS_SUPPORT_BOOK_H
/*
 * A casebook in a folder of its own, and a coalition small enough to read: the
 * signals roken (about mother and partner) and schulden, the protective factor
 * netwerk, the instrument epds, and one card with one step.
 */
#include "ks/base/arena.h"
#include "ks/base/diag.h"
#include "ks/store/store.h"

struct ks_coalition;
struct ks_factor;

struct book {
	char folder[64];		/* absolute, removed at the end */
	const char *path;		/* of the casebook in it */
	struct ks_arena arena;
	struct ks_diag diag;
	struct ks_store *store;		/* open */
	const struct ks_coalition *coalition;
	const struct ks_factor *roken, *schulden, *netwerk;
};

/* Set-up and tear-down for cmocka: *state is a struct book with a new, open casebook. */
int book_start(void **state);
int book_end(void **state);

/* Closes the casebook and opens it again with another day of today ("2026-11-21"). */
enum ks_status book_reopen(struct book *book, const char *today);

/* Opens some path in some mode; the store, if any, is closed again. */
enum ks_status book_try(struct book *book, const char *path, enum ks_store_mode mode,
			const char *group);

/* Message of the first diagnostic since the last call, -1 when there is none. */
int book_complaint(struct book *book);

/* Runs SQL on a file behind the store's back. */
void book_sql(const char *path, const char *sql);

/* First column of the first row, as a number. */
long long book_number(const char *path, const char *sql);

/* The same as text, from the arena of the book; NULL when there is no row. */
const char *book_text(struct book *book, const char *sql);

/* Begins and commits a transaction that writes; both must succeed. */
void book_begin(struct book *book, const char *case_key);
void book_commit(struct book *book);

/* A new case, with one screening in which roken is present; returns its key. */
const char *book_case(struct book *book);

/* A name in the folder of the book. */
const char *book_file(struct book *book, const char *name);

ks_day book_day(const char *iso);

#endif
