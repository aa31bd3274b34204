/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_STORE_COPY_H
#define KS_STORE_COPY_H
/*
 * A copy of a whole casebook, made while others write or read back from a
 * backup, to be looked over before anything is done with it.
 *
 * It stands beside the book, in a folder of its own that nobody else can
 * enter, and loses its name as soon as it is open as a database: whatever
 * happens after that, nothing readable stays behind.
 */
#include "ks/store/store.h"

struct ks_copy;

struct ks_copy_facts {
	const char *book;		/* id of the casebook */
	const char *head;		/* of its audit, and how many rows that has */
	long long rows;
	const char *last;		/* moment of the last row */
	long long cases, handovers;	/* erased ones not counted */
	const char *group;		/* who shares it; NULL: private */
};

/* Makes an empty file beside a path; KS_STORE after saying why it cannot be. */
enum ks_status ks_copy_new(const struct ks_store_options *options, struct ks_copy **out);

/* Its descriptor, for reading and writing the bytes. */
int ks_copy_file(const struct ks_copy *copy);

/* Fills it with what the book is at one moment; opens it. */
enum ks_status ks_copy_take(struct ks_copy *copy, struct ks_store *store);

/* Its bytes have been written: opens it as the database they should be. */
enum ks_status ks_copy_open(struct ks_copy *copy);

/* An open copy as a casebook of its own. */
struct ks_store *ks_copy_store(struct ks_copy *copy);

/*
 * Looks the whole of it over: every page, every reference, every table, every
 * row of the audit. KS_STORE after saying what is wrong.
 */
enum ks_status ks_copy_examine(struct ks_copy *copy, struct ks_copy_facts *facts);

/* What a casebook has that a copy has not. */
struct ks_copy_difference {
	bool same_book;
	bool nothing_lost;		/* all of its rows are in the copy */
	long long rows, changes;	/* after the copy was made: recorded, of which wrote */
	const char *const *erased_back;	/* families erased since, that are in the copy */
	size_t n_erased_back;
};

enum ks_status ks_copy_compare(struct ks_copy *copy, struct ks_store *book,
			       struct ks_copy_difference *out);

/* Puts it where there is no casebook yet (see ks_store_options.path). */
enum ks_status ks_copy_settle(struct ks_copy *copy, const struct ks_copy_facts *facts,
			      const char *path);

/*
 * Puts it in the place of an open casebook, which is first kept, whole, as a
 * new private file. Others see the one or the other, never a mixture.
 */
enum ks_status ks_copy_replace(struct ks_copy *copy, struct ks_store *old, const char *keep);

/* Moves a book that cannot be opened aside, with its journal. */
enum ks_status ks_copy_set_aside(const struct ks_store_options *options, const char *path,
				 const char *keep);

/*
 * What a restore that was killed left beside a book: how many such folders there
 * are, those of copies that somebody is making now left out. With remove they go,
 * but for those of another account. -1: the folder cannot be read.
 */
long long ks_copies_left(const struct ks_store *store, bool remove);

/* NULL is fine. */
void ks_copy_end(struct ks_copy *copy);

#endif
