/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_STORE_STORE_H
#define KS_STORE_STORE_H
/*
 * The casebook (casusboek): one SQLite file. All SQL of the program lives in
 * this folder and only src/store/db.c knows sqlite3.h.
 *
 * A command opens the book, begins ONE transaction, reads and writes, and
 * commits. The commit adds the audit row (reading a case is an event too, NEN
 * 7513), so what cannot be logged is not shown: commands print after the
 * commit. Every row carries the seq of the audit row that wrote it; "as it
 * was then" is therefore "rows with seq up to then".
 *
 * Errors go to the diag given at opening; functions return ks_status.
 */
#include <stdbool.h>
#include <stddef.h>

#include "ks/base/date.h"
#include "ks/base/diag.h"
#include "ks/base/status.h"

struct ks_arena;
struct ks_store;

/* Who is working, and for whom when that is somebody else (NEN 7513); NULL where not known. */
struct ks_actor {
	const char *user, *role, *organisation, *on_behalf;
};

enum ks_store_mode {
	/* Make a new book, and missing folders above it, private; refuses an existing file. */
	KS_STORE_CREATE,
	KS_STORE_OPEN		/* an existing book, for reading and writing */
};

struct ks_store_options {
	const char *path;		/* any path; made absolute, never a URI */
	enum ks_store_mode mode;
	const char *group;		/* CREATE --shared: group that shares the book, or NULL */
	struct ks_actor actor;
	ks_day today;			/* the day commands compute with */
	const char *now;		/* real time, "2026-11-21T10:11:12Z", for the audit */
	struct ks_arena *arena;		/* lives as long as the store */
	struct ks_diag *diag;
};

enum ks_status ks_store_open(const struct ks_store_options *options, struct ks_store **out);

/* Rolls back what was not committed and closes; NULL is fine. */
void ks_store_close(struct ks_store *store);

/* Who is working, when the book's own settings say it; before any begin. */
void ks_store_set_actor(struct ks_store *store, struct ks_actor actor);

/* The real time from now on, where a command lasts as long as a conversation. */
void ks_store_set_now(struct ks_store *store, const char *now);

/* Another day to compute with from now on; before any begin. For a training book. */
void ks_store_set_today(struct ks_store *store, ks_day today);

/*
 * What is read from now on is allocated here; gives back where it was before.
 * For who reads a whole caseload, one family at a time; put back before the end.
 */
struct ks_arena *ks_store_lend(struct ks_store *store, struct ks_arena *arena);

/* NEN 7513 action codes: create, read, update, delete, execute. */
enum ks_action { KS_CREATE, KS_READ, KS_UPDATE, KS_DELETE, KS_EXECUTE };

/*
 * Begins the transaction of a command (BEGIN IMMEDIATE). event names what is
 * done ("case-show", "handover-accept", ...). who is the caller's __func__,
 * named when transactions nest by mistake.
 */
enum ks_status ks_store_begin(struct ks_store *store, enum ks_action action, const char *event,
			      const char *who);

/* The case and object (handover, route) the running transaction is about. */
void ks_store_about(struct ks_store *store, const char *case_key, const char *object);

/*
 * A case that stands on a list which the running transaction shows, any number
 * of times: its family's view of the audit then tells of it. The key lives until
 * the commit.
 */
void ks_store_seen(struct ks_store *store, const char *case_key);

/* A read turns out to write: from now on the audit row says so. */
void ks_store_action(struct ks_store *store, enum ks_action action);

/*
 * What the last transaction recorded: the object (handover, route) it was
 * about, else the case; NULL when it only read.
 */
const char *ks_store_recorded(const struct ks_store *store);

/* Adds the audit row, checks it by reading it back, commits. */
enum ks_status ks_store_commit(struct ks_store *store);

/*
 * Undoes the transaction. A failed attempt is itself an event (NEN 7513), with an
 * audit row in a transaction of its own: a refusal by rule (result KS_REFUSED), and
 * a key that is of nobody here (KS_INPUT). That row does not say what was typed:
 * it may be a name.
 */
void ks_store_rollback(struct ks_store *store, enum ks_status result);

/*
 * For who records many cases at once: the transactions from gather to settle
 * write what they always write, each with its audit row, but reach the disk
 * together. When the program ends before settle, none of them happened.
 */
enum ks_status ks_store_gather(struct ks_store *store);
enum ks_status ks_store_settle(struct ks_store *store);

/*
 * And for who makes them: keys and ids of new cases, routes and handovers come
 * from so much of all there are, in order (see ks_random_letters_in), so that
 * the book grows at its end instead of everywhere. of 0: from anywhere.
 */
void ks_store_draw_from(struct ks_store *store, unsigned part, unsigned of);

/*
 * For who has to wait while a book is looked over: done is called now and then
 * with how many audit rows have been followed. NULL: no more.
 */
void ks_store_watch(struct ks_store *store, void (*done)(void *context, size_t n), void *context);

/* seq of the audit row the running transaction will write. */
long long ks_store_seq(const struct ks_store *store);

/* Id of the book itself, random, made by init. */
const char *ks_store_book_id(const struct ks_store *store);

/* Group that shares the book; NULL: private. */
const char *ks_store_group(const struct ks_store *store);

/* Absolute path of the file. */
const char *ks_store_path(const struct ks_store *store);

/*
 * Settings of the book: "routes" (folder of the coalition), "user", "role",
 * "organisation", "on-behalf", "lang", "training". NULL when not set.
 */
enum ks_status ks_store_setting_get(struct ks_store *store, const char *key, const char **value);
enum ks_status ks_store_setting_set(struct ks_store *store, const char *key, const char *value);

#endif
