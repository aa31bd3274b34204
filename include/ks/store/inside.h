/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_STORE_INSIDE_H
#define KS_STORE_INSIDE_H
/*
 * What the files of src/store share about an open casebook. Private to
 * src/store; everybody else sees an opaque struct ks_store.
 */
#include "ks/base/arena.h"
#include "ks/base/hash.h"
#include "ks/store/db.h"
#include "ks/store/store.h"

/* The running transaction; its audit row is written by the commit. */
struct ks_transaction {
	bool running;
	const char *opener;		/* __func__ of who began it */
	enum ks_action action;
	const char *event, *case_key, *object;
	long long seq;			/* of its audit row */
	long long changes;		/* rows changed before it began */
	const char *previous;		/* hash of the audit row before */
	bool not_found;			/* a key was asked that is of no case or object here */
	const char **seen;		/* keys of the cases on a list that is shown */
	size_t n_seen;
};

struct ks_store {
	struct ks_db *db;
	struct ks_arena *arena;
	struct ks_diag *diag;
	struct ks_actor actor;
	ks_day today;
	const char *now, *path, *book_id, *group;
	struct ks_transaction tx;
	void (*done)(void *context, size_t n);	/* see ks_store_watch() */
	void *watcher;
	size_t followed;		/* audit rows, by ks_audit_verify() */
	unsigned part, of;		/* of all keys and ids, for new ones; of 0: any */
};

/*
 * A store over a database that is open already: a copy of a casebook, without
 * a look at where it stands.
 */
enum ks_status ks_store_over(const struct ks_store_options *options, struct ks_db *db,
			     struct ks_store **out);

/* Reads seq and hash of the last audit row into the transaction. */
void ks_audit_begin(struct ks_store *store);

/*
 * What was typed is of nobody here (case_key NULL), or of a family that is erased:
 * an attempt, see ks_store_rollback().
 */
void ks_store_not_found(struct ks_store *store, const char *case_key);

/* Writes the audit row of the transaction and reads it back. */
void ks_audit_write(struct ks_store *store, const char *result);

/* Writes which cases the running transaction shows on a list. */
void ks_seen_write(struct ks_store *store);

/* First audit row whose list is not what it was, or stray for a list of no row; 0: all fit. */
long long ks_seen_verify(struct ks_store *store, long long stray);

/*
 * A random id that exists(id) does not know: prefix and n letters. For case
 * keys, routes and handovers; a collision only costs another try.
 */
const char *ks_fresh_id(struct ks_store *store, const char *prefix, enum ks_sql exists);

/* A kind of id that can be typed: its letter, who knows those that begin so, what is said. */
struct ks_id_kind {
	char letter;			/* 'H' */
	enum ks_sql find;		/* ids that begin with $1, at most two */
	enum ks_msg unknown, ambiguous;	/* with {typed} */
};

/*
 * The id that was typed, whole or as a unique prefix: at least three letters,
 * with or without "H-", small letters too. KS_INPUT with a diagnostic otherwise.
 */
enum ks_status ks_find_id(struct ks_store *store, const struct ks_id_kind *kind, const char *typed,
			  const char **id);

/*
 * Memory of one item after the other, for whoever goes through a whole book:
 * between start and end what is read is gone with the next item. next_row is
 * for rows of a few words, whose memory is given back many at a time.
 */
struct ks_turn {
	struct ks_store *store;
	struct ks_arena scratch, *lent;
	unsigned rows;
};

void ks_turn_start(struct ks_turn *turn, struct ks_store *store);
void ks_turn_next(struct ks_turn *turn);
void ks_turn_next_row(struct ks_turn *turn);

/* Gives the status of the store. */
enum ks_status ks_turn_end(struct ks_turn *turn);

/* What was read can never have been written by ks. */
void ks_store_damaged(struct ks_store *store);

/* Index of word in words; a casebook with another word in it is damaged. */
int ks_stored_word(struct ks_store *store, const char *const *words, const char *word);

#endif
