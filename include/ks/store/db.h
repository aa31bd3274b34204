/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_STORE_DB_H
#define KS_STORE_DB_H
/*
 * The database under the store: prepared statements by name, typed values.
 * Private to src/store; only src/store/db.c knows sqlite3.h.
 *
 * The first failure sticks: it is reported once, everything after it does
 * nothing, and ks_db_status() tells. So a function may do a whole series of
 * statements and look at the status at its end, and no transaction can commit
 * in which anything failed.
 */
#include <stdbool.h>
#include <stddef.h>

#include "ks/base/date.h"
#include "ks/base/diag.h"
#include "ks/base/status.h"

struct ks_arena;
struct ks_buf;
struct ks_db;

/* Every statement of the program, by name. */
enum ks_sql {
#define KS_SQL(id, text) KS_SQL_##id,
#include "ks/store/sql.def"
#undef KS_SQL
	KS_SQL_LAST
};

/* A value for $1, $2, ...: NULL text and KS_NO_DAY are SQL's NULL. */
struct ks_value {
	enum { KS_VALUE_TEXT, KS_VALUE_INT, KS_VALUE_DAY } kind;
	const char *text;
	long long number;
};
#define KS_TEXT(s) { KS_VALUE_TEXT, (s), 0 }
#define KS_INT(n) { KS_VALUE_INT, NULL, (long long)(n) }
#define KS_DAY(d) { KS_VALUE_DAY, NULL, (d) }

/* An argument list of such values. */
#define KS_VALUES(...)                                                                             \
	(const struct ks_value[]){ __VA_ARGS__ },                                                  \
		sizeof((const struct ks_value[]){ __VA_ARGS__ }) / sizeof(struct ks_value)

/*
 * Opens the existing file at an absolute path for reading and writing, with
 * every setting of the house, after looking whether it is a casebook at all
 * (or still empty, when empty_too). *version gets its schema version, 0 for
 * an empty one.
 */
enum ks_status ks_db_open(struct ks_arena *arena, struct ks_diag *diag, const char *path,
			  bool empty_too, struct ks_db **out, int *version);

/*
 * For a file that is thrown away: whatever is undone is undone in memory, and
 * nothing beside it is made. So it may already have lost its name.
 */
void ks_db_is_scratch(struct ks_db *db);

/*
 * Makes `to` what `from` is at one moment, in one transaction of `to`: others
 * see the old content or the new. Writers of `from` wait as long as it takes.
 * unless_changed: a number of ks_db_stamp() for `to`; when somebody changed it
 * since, *changed is true and nothing was copied. NULL: copy whatever is there.
 */
enum ks_status ks_db_copy(struct ks_db *from, struct ks_db *to, const long long *unless_changed,
			  bool *changed);

/* A number that changes with every commit of anybody; -1 when it cannot be read. */
long long ks_db_stamp(struct ks_db *db);

/* NULL is fine; what was not committed is gone. */
void ks_db_close(struct ks_db *db);

/* KS_OK, or what the first failure was; begin and rollback start afresh. */
enum ks_status ks_db_status(const struct ks_db *db);

/* Begins (BEGIN IMMEDIATE) with a clean status, commits, undoes. */
enum ks_status ks_db_begin(struct ks_db *db);
enum ks_status ks_db_commit(struct ks_db *db);
void ks_db_rollback(struct ks_db *db);

/*
 * What is begun from gather to settle is part of one transaction: each part
 * commits and undoes itself as before, but only settle makes them last, at
 * once. A book that is closed before that has none of them.
 */
enum ks_status ks_db_gather(struct ks_db *db);
enum ks_status ks_db_settle(struct ks_db *db);

/* Rows changed by this connection so far. */
long long ks_db_changes(const struct ks_db *db);

/* Runs one text of the schema; never with anything a user typed. */
void ks_db_define(struct ks_db *db, const char *sql);

/* Writes the schema version. */
void ks_db_set_version(struct ks_db *db, int version);
int ks_db_version(struct ks_db *db);

/*
 * Calls it now and then while statements run, so that somebody can say that
 * a long one still does; it may not use the database. NULL: no more.
 */
void ks_db_watch(struct ks_db *db, void (*to_call)(void *context), void *context);

/* Runs a statement that gives no rows. */
void ks_db_run(struct ks_db *db, enum ks_sql id, const struct ks_value *values, size_t n);

/*
 * Starts a query; ks_db_next() then steps from row to row and is false at the
 * end. A loop left early ends with ks_db_end().
 */
void ks_db_query(struct ks_db *db, enum ks_sql id, const struct ks_value *values, size_t n);
bool ks_db_next(struct ks_db *db, enum ks_sql id);
void ks_db_end(struct ks_db *db, enum ks_sql id);

/* Whether a statement was used since the running transaction began. */
bool ks_db_ran(const struct ks_db *db, enum ks_sql id);

/* The columns of the row, counted from 0. Text is a copy, NULL where SQL has NULL. */
const char *ks_db_text(struct ks_db *db, enum ks_sql id, int column);
long long ks_db_int(struct ks_db *db, enum ks_sql id, int column);

/* Text of a column that is never empty: "" where it is, and the book is damaged. */
const char *ks_db_must(struct ks_db *db, enum ks_sql id, int column);

/* The text itself, gone with the next row: to look something up with. */
const char *ks_db_peek(struct ks_db *db, enum ks_sql id, int column);

/* A text column beside another text, as strcmp() has it. */
int ks_db_compare(struct ks_db *db, enum ks_sql id, int column, const char *text);

/* The place of a text column among words, ended with NULL; -1 when it is none of them. */
int ks_db_word_index(struct ks_db *db, enum ks_sql id, int column, const char *const *words);

ks_day ks_db_day(struct ks_db *db, enum ks_sql id, int column);
bool ks_db_is_null(struct ks_db *db, enum ks_sql id, int column);

/* The first column of the only row of a query: a number (0 when there is none), a text. */
long long ks_db_number(struct ks_db *db, enum ks_sql id, const struct ks_value *values, size_t n);
const char *ks_db_word(struct ks_db *db, enum ks_sql id, const struct ks_value *values, size_t n);

/*
 * Values in one unmistakable form, to be hashed: each preceded by its length,
 * NULL different from empty. Of an argument list, or of the first n columns
 * of the row (n 0: all).
 */
void ks_db_canon_values(struct ks_buf *buf, const struct ks_value *values, size_t n);
void ks_db_canon_row(struct ks_db *db, enum ks_sql id, int n, struct ks_buf *buf);

/* The error as a diagnostic, where a caller noticed it himself; sticks too. */
void ks_db_fail(struct ks_db *db, enum ks_status status, enum ks_msg msg,
		const struct ks_arg *args);

/* A larger part of the file in memory, for who goes through all of a book; or the usual again. */
void ks_db_roomy(struct ks_db *db, bool roomy);

/* Text of rows is copied here from now on. */
void ks_db_lend(struct ks_db *db, struct ks_arena *arena);

/* Path of the file, for messages. */
const char *ks_db_path(const struct ks_db *db);

#endif
