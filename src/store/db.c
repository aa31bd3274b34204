/* SPDX-License-Identifier: EUPL-1.2 */
/* SQLite, and the only file that knows it. */
#include "ks/store/db.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/store/schema.h"

#define WAIT_MS 10000
#define LONGEST_NAP_MS 30
#define MS_TO_NAP_LESS 30
/* One file of a coalition (1 MiB) must fit into a value, and little more. */
#define LONGEST_VALUE 1200000
#define LONGEST_SQL 100000
/* Of many transactions together, so that a page is written once: kibibytes, negative. */
#define GATHERING_CACHE "-262144"
/* Of going through all families: the upper pages of every tree, which each family needs again. */
#define ROOMY_CACHE "-8192"
#define USUAL_CACHE "-2000"

static const char *const statements[] = {
#define KS_SQL(id, text) [KS_SQL_##id] = (text),
#include "ks/store/sql.def"
#undef KS_SQL
};

#define MOST_PARAMETERS 60

struct ks_db {
	sqlite3 *handle;
	sqlite3_stmt *prepared[KS_SQL_LAST];
	unsigned char *numbers[KS_SQL_LAST];	/* of its parameters: how many, then $2, $1, ... */
	struct ks_arena *arena;
	struct ks_diag *diag;
	const char *path;
	int waited;		/* ms, for the lock that is wanted now */
	bool commits;
	enum ks_status status;
	void (*tick)(void *context);	/* while statements run; NULL: nobody listens */
	void *ticks;
	bool gathering;			/* transactions are parts of a larger one */
	struct {
		char text[KS_DATE_TEXT];
		ks_day day;
	} last_day;			/* rows that are read together often share theirs */
	bool ran[KS_SQL_LAST];		/* since the transaction began */
	int stamp_fd;			/* of ks_db_stamp(); closed after the handle, see there */
};

/* ---- failures ------------------------------------------------------------ */

static enum ks_msg msg_for(int code)
{
	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return KS_MSG_store_busy;
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return KS_MSG_store_read_only;
	case SQLITE_FULL:
		return KS_MSG_store_full;
	case SQLITE_NOTADB:
		return KS_MSG_store_not_a_casebook;
	case SQLITE_CORRUPT:
		return KS_MSG_store_damaged;
	case SQLITE_CONSTRAINT:
	case SQLITE_TOOBIG:
	case SQLITE_MISMATCH:
		return KS_MSG_store_value;
	default:
		return KS_MSG_store_failed;
	}
}

void ks_db_fail(struct ks_db *db, enum ks_status status, enum ks_msg msg,
		const struct ks_arg *args)
{
	if (db->status == KS_OK)
		ks_error(db->diag, ks_nowhere(), msg, args, NULL);
	db->status = db->status == KS_OK ? status : db->status;
}

static void fail_as(struct ks_db *db, enum ks_msg msg)
{
	ks_db_fail(db, KS_STORE, msg,
		   KS_ARGS({ "path", db->path }, { "reason", sqlite3_errmsg(db->handle) }));
}

/* True when the call went well; else the failure is noted. */
static bool check(struct ks_db *db, int code)
{
	if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE)
		return true;
	fail_as(db, msg_for(code));
	return false;
}

enum ks_status ks_db_status(const struct ks_db *db)
{
	return db->status;
}

void ks_db_lend(struct ks_db *db, struct ks_arena *arena)
{
	db->arena = arena;
}

const char *ks_db_path(const struct ks_db *db)
{
	return db->path;
}

/* ---- opening ------------------------------------------------------------- */

void ks_db_define(struct ks_db *db, const char *sql)
{
	if (db->status == KS_OK)
		check(db, sqlite3_exec(db->handle, sql, NULL, NULL, NULL));
}

void ks_db_set_version(struct ks_db *db, int version)
{
	ks_db_define(db, ks_fmt(db->arena, "PRAGMA user_version=%d", version));
	ks_db_define(db, ks_fmt(db->arena, "PRAGMA application_id=%d", KS_APPLICATION_ID));
}

static int pragma_number(struct ks_db *db, const char *sql)
{
	sqlite3_stmt *statement = NULL;
	int number = -1;

	if (db->status != KS_OK)
		return -1;
	if (check(db, sqlite3_prepare_v2(db->handle, sql, -1, &statement, NULL)) &&
	    check(db, sqlite3_step(statement)))
		number = sqlite3_column_int(statement, 0);
	sqlite3_finalize(statement);
	return number;
}

int ks_db_version(struct ks_db *db)
{
	return pragma_number(db, "PRAGMA user_version");
}

/*
 * Somebody else has the book: sleep a little and try again. SQLite's own
 * waiting sleeps longer the longer it waits, so that who comes last goes first
 * and the first may wait for ever. Here who waits longer looks more often, and
 * who is about to commit most often: everybody else waits for that one.
 */
static int nap(void *data, int times)
{
	struct ks_db *db = data;
	unsigned char chance = 0;
	int longest;

	if (times == 0)
		db->waited = 0;
	if (db->waited >= WAIT_MS)
		return 0;
	longest = LONGEST_NAP_MS - db->waited / MS_TO_NAP_LESS;
	if (db->commits || longest < 1)
		longest = 1;
	sqlite3_randomness(sizeof(chance), &chance);
	db->waited += sqlite3_sleep(1 + chance % longest);
	return 1;
}

/* A hostile file gets as little to play with as possible. */
static void limit(sqlite3 *handle)
{
	sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, LONGEST_VALUE);
	sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, LONGEST_SQL);
}

/* Asked before anything else is done with the file, and before anything is written. */
static int look_at_version(struct ks_db *db, bool empty_too)
{
	int application = pragma_number(db, "PRAGMA application_id");
	int version = ks_db_version(db);
	int pages = pragma_number(db, "PRAGMA page_count");

	if (db->status != KS_OK)
		return -1;
	if (pages == 0)
		return empty_too ? 0 : (fail_as(db, KS_MSG_store_unfinished), -1);
	if (application != KS_APPLICATION_ID || version < 1)
		fail_as(db, KS_MSG_store_not_a_casebook);
	if (version > KS_SCHEMA_VERSION)
		ks_db_fail(db, KS_STORE, KS_MSG_store_newer,
			   KS_ARGS({ "path", db->path },
				   { "found", ks_fmt(db->arena, "%d", version) },
				   { "known", ks_fmt(db->arena, "%d", KS_SCHEMA_VERSION) }));
	return version;
}

/*
 * TRUNCATE with EXTRA is the pair that loses no acknowledged commit when the
 * power fails and leaves no old page images in a file.
 */
static void set_up(struct ks_db *db)
{
	ks_db_define(db, "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA;"
			 "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
			 "PRAGMA temp_store=MEMORY; PRAGMA cell_size_check=ON");
}

enum ks_status ks_db_open(struct ks_arena *arena, struct ks_diag *diag, const char *path,
			  bool empty_too, struct ks_db **out, int *version)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX |
		    SQLITE_OPEN_PRIVATECACHE;
	struct ks_db *db = KS_NEW(arena, struct ks_db);
	int code;

	/* One thread talks to SQLite; both refuse, harmlessly, once a book is open. */
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	db->arena = arena;
	db->diag = diag;
	db->path = path;
	db->stamp_fd = -1;
	*out = db;
	code = sqlite3_open_v2(path, &db->handle, flags, NULL);
	if (code != SQLITE_OK || !db->handle) {
		ks_db_fail(db, KS_STORE, KS_MSG_store_cannot_open,
			   KS_ARGS({ "path", path }, { "reason", sqlite3_errstr(code) }));
		return db->status;
	}
	sqlite3_extended_result_codes(db->handle, 1);
	sqlite3_busy_handler(db->handle, nap, db);
	limit(db->handle);
	if (sqlite3_db_readonly(db->handle, "main") == 1)
		fail_as(db, KS_MSG_store_read_only);
	*version = look_at_version(db, empty_too);
	set_up(db);
	return db->status;
}

void ks_db_close(struct ks_db *db)
{
	if (!db)
		return;
	for (size_t i = 0; i < KS_SQL_LAST; i++) {
		sqlite3_finalize(db->prepared[i]);
		free(db->numbers[i]);
	}
	memset(db->prepared, 0, sizeof(db->prepared));
	memset(db->numbers, 0, sizeof(db->numbers));
	sqlite3_close(db->handle);
	db->handle = NULL;
	if (db->stamp_fd >= 0)
		close(db->stamp_fd);
	db->stamp_fd = -1;
}

/* ---- long runs ----------------------------------------------------------- */

#define STEPS_TO_A_TICK 100000	/* of SQLite's machine: some milliseconds */

/* SQLite would stop at anything but 0. */
static int tick(void *data)
{
	const struct ks_db *db = data;

	db->tick(db->ticks);
	return 0;
}

void ks_db_watch(struct ks_db *db, void (*to_call)(void *context), void *context)
{
	db->tick = to_call;
	db->ticks = context;
	sqlite3_progress_handler(db->handle, to_call ? STEPS_TO_A_TICK : 0, to_call ? tick : NULL, db);
}

/* ---- transactions -------------------------------------------------------- */

static void end_all(struct ks_db *db)
{
	for (size_t i = 0; i < KS_SQL_LAST; i++)
		sqlite3_reset(db->prepared[i]);
}

enum ks_status ks_db_begin(struct ks_db *db)
{
	db->status = KS_OK;
	memset(db->ran, 0, sizeof(db->ran));
	/* SQLite itself undoes all after some failures; a part would then stand alone. */
	if (db->gathering && sqlite3_get_autocommit(db->handle))
		fail_as(db, KS_MSG_store_not_committed);
	ks_db_define(db, db->gathering ? "SAVEPOINT part" : "BEGIN IMMEDIATE");
	return db->status;
}

enum ks_status ks_db_gather(struct ks_db *db)
{
	ks_db_begin(db);
	ks_db_define(db, "PRAGMA cache_size=" GATHERING_CACHE);
	db->gathering = db->status == KS_OK;
	return db->status;
}

enum ks_status ks_db_settle(struct ks_db *db)
{
	enum ks_status status;

	db->gathering = false;
	status = ks_db_commit(db);
	if (status)
		ks_db_rollback(db);	/* which also forgets the failure */
	return status;
}

enum ks_status ks_db_commit(struct ks_db *db)
{
	int code;

	end_all(db);
	if (db->status != KS_OK)
		return db->status;
	db->commits = true;
	code = sqlite3_exec(db->handle, db->gathering ? "RELEASE part" : "COMMIT", NULL, NULL, NULL);
	db->commits = false;
	/* Nothing is tried again: after a failed fsync a second one may lie. */
	if (code != SQLITE_OK)
		fail_as(db, (code & 0xff) == SQLITE_BUSY ? KS_MSG_store_busy :
							   KS_MSG_store_not_committed);
	return db->status;
}

void ks_db_rollback(struct ks_db *db)
{
	const char *sql = db->gathering ? "ROLLBACK TO part; RELEASE part" : "ROLLBACK";

	end_all(db);
	if (!sqlite3_get_autocommit(db->handle))
		sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
	db->status = KS_OK;
}

void ks_db_roomy(struct ks_db *db, bool roomy)
{
	ks_db_define(db, roomy ? "PRAGMA cache_size=" ROOMY_CACHE :
				 "PRAGMA cache_size=" USUAL_CACHE "; PRAGMA shrink_memory");
}

long long ks_db_changes(const struct ks_db *db)
{
	return sqlite3_total_changes64(db->handle);
}

/* ---- whole copies -------------------------------------------------------- */

#define STAMP_AT 24	/* the file change counter of SQLite's file format */

void ks_db_is_scratch(struct ks_db *db)
{
	ks_db_define(db, "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF");
}

/*
 * Read from the file, because the handle cannot be asked while it is being
 * copied into. Closing any descriptor of a file takes away the locks that this
 * process has on it, so this one stays open as long as the handle.
 */
long long ks_db_stamp(struct ks_db *db)
{
	unsigned char bytes[4] = { 0 };

	if (db->stamp_fd < 0)
		db->stamp_fd = open(db->path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (db->stamp_fd < 0 || pread(db->stamp_fd, bytes, 4, STAMP_AT) != 4)
		return -1;
	return (long long)bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
}

/* Copying no page takes the lock; from then on nobody else changes `to`. */
static int copy_pages(sqlite3_backup *copy, struct ks_db *to, const long long *unless_changed,
		      bool *changed)
{
	int code = sqlite3_backup_step(copy, unless_changed ? 0 : -1);

	if (!unless_changed || code != SQLITE_OK)
		return code;
	*changed = ks_db_stamp(to) != *unless_changed;
	return *changed ? SQLITE_DONE : sqlite3_backup_step(copy, -1);
}

enum ks_status ks_db_copy(struct ks_db *from, struct ks_db *to, const long long *unless_changed,
			  bool *changed)
{
	sqlite3_backup *copy;
	int code, ended;

	*changed = false;
	if (from->status != KS_OK || to->status != KS_OK)
		return from->status ? from->status : to->status;
	end_all(to);
	copy = sqlite3_backup_init(to->handle, "main", from->handle, "main");
	if (!copy) {
		fail_as(to, KS_MSG_store_failed);
		return to->status;
	}
	code = copy_pages(copy, to, unless_changed, changed);
	ended = sqlite3_backup_finish(copy);
	check(to, code == SQLITE_DONE ? ended : code);
	return to->status;
}

/* ---- statements ---------------------------------------------------------- */

/* SQLite numbers $1, $2 by first appearance, the standard by their name. */
static void number_parameters(struct ks_db *db, enum ks_sql id)
{
	int n = sqlite3_bind_parameter_count(db->prepared[id]);
	unsigned char *numbers = calloc((size_t)n + 1, 1);

	if (!numbers)
		ks_out_of_memory();
	db->numbers[id] = numbers;
	numbers[0] = (unsigned char)n;
	for (int at = 1; at <= n; at++) {
		const char *name = sqlite3_bind_parameter_name(db->prepared[id], at);
		int number = 0;

		if (!name || !ks_parse_int(name + 1, MOST_PARAMETERS, &number) || number < 1)
			check(db, SQLITE_RANGE);
		numbers[at] = (unsigned char)number;
	}
}

static sqlite3_stmt *prepare(struct ks_db *db, enum ks_sql id)
{
	if (db->prepared[id]) {
		sqlite3_reset(db->prepared[id]);
	} else if (check(db, sqlite3_prepare_v3(db->handle, statements[id], -1,
						SQLITE_PREPARE_PERSISTENT, &db->prepared[id],
						NULL))) {
		number_parameters(db, id);
	}
	return db->status == KS_OK ? db->prepared[id] : NULL;
}

/* How long the texts of an argument list stand: as long as the statement, or only this call. */
enum stand { AS_LONG, THIS_CALL };

static int bind_text(sqlite3_stmt *statement, int at, const char *text, enum stand stand)
{
	return sqlite3_bind_text(statement, at, text, -1,
				 stand == AS_LONG ? SQLITE_STATIC : SQLITE_TRANSIENT);
}

static int bind_value(sqlite3_stmt *statement, int at, const struct ks_value *value,
		      enum stand stand)
{
	char day[KS_DATE_TEXT];

	switch (value->kind) {
	case KS_VALUE_INT:
		return sqlite3_bind_int64(statement, at, value->number);
	case KS_VALUE_TEXT:
		if (!value->text)
			return sqlite3_bind_null(statement, at);
		return bind_text(statement, at, value->text, stand);
	case KS_VALUE_DAY:
		if (value->number == KS_NO_DAY)
			return sqlite3_bind_null(statement, at);
		ks_format_date((ks_day)value->number, day);
		return bind_text(statement, at, day, THIS_CALL);
	}
	return SQLITE_MISUSE;
}

static void bind_all(struct ks_db *db, enum ks_sql id, const struct ks_value *values, size_t n,
		     enum stand stand)
{
	const unsigned char *numbers;
	sqlite3_stmt *statement;

	if (db->status != KS_OK)
		return;
	statement = prepare(db, id);
	db->ran[id] = true;
	if (!statement)
		return;
	numbers = db->numbers[id];
	for (int at = 1; at <= numbers[0]; at++) {
		int code = numbers[at] > n ? SQLITE_RANGE :
			   bind_value(statement, at, &values[numbers[at] - 1], stand);

		if (!check(db, code))
			return;
	}
}

void ks_db_query(struct ks_db *db, enum ks_sql id, const struct ks_value *values, size_t n)
{
	bind_all(db, id, values, n, THIS_CALL);
}

bool ks_db_ran(const struct ks_db *db, enum ks_sql id)
{
	return db->ran[id];
}

void ks_db_end(struct ks_db *db, enum ks_sql id)
{
	sqlite3_reset(db->prepared[id]);
}

bool ks_db_next(struct ks_db *db, enum ks_sql id)
{
	int code;

	if (db->status != KS_OK || !db->prepared[id])
		return false;
	code = sqlite3_step(db->prepared[id]);
	if (code == SQLITE_ROW)
		return true;
	check(db, code);
	ks_db_end(db, id);
	return false;
}

void ks_db_run(struct ks_db *db, enum ks_sql id, const struct ks_value *values, size_t n)
{
	bind_all(db, id, values, n, AS_LONG);
	while (ks_db_next(db, id))
		continue;
}

const char *ks_db_text(struct ks_db *db, enum ks_sql id, int column)
{
	const unsigned char *text = sqlite3_column_text(db->prepared[id], column);
	int n = sqlite3_column_bytes(db->prepared[id], column);
	char *copy;

	if (!text)
		return NULL;
	copy = ks_alloc(db->arena, (size_t)n + 1);
	memcpy(copy, text, (size_t)n);
	return copy;
}

const char *ks_db_must(struct ks_db *db, enum ks_sql id, int column)
{
	const char *text = ks_db_text(db, id, column);

	if (!text)
		fail_as(db, KS_MSG_store_damaged);
	return text ? text : "";
}

int ks_db_word_index(struct ks_db *db, enum ks_sql id, int column, const char *const *words)
{
	const char *text = (const char *)sqlite3_column_text(db->prepared[id], column);

	/* The first letter tells most words apart: this is done for every row of a book. */
	for (int i = 0; text && words[i]; i++)
		if (words[i][0] == text[0] && strcmp(words[i], text) == 0)
			return i;
	return -1;
}

const char *ks_db_peek(struct ks_db *db, enum ks_sql id, int column)
{
	return (const char *)sqlite3_column_text(db->prepared[id], column);
}

int ks_db_compare(struct ks_db *db, enum ks_sql id, int column, const char *text)
{
	const char *own = (const char *)sqlite3_column_text(db->prepared[id], column);

	return strcmp(own ? own : "", text);
}

long long ks_db_int(struct ks_db *db, enum ks_sql id, int column)
{
	return sqlite3_column_int64(db->prepared[id], column);
}

ks_day ks_db_day(struct ks_db *db, enum ks_sql id, int column)
{
	const char *text = (const char *)sqlite3_column_text(db->prepared[id], column);

	if (!text)
		return KS_NO_DAY;
	if (strcmp(text, db->last_day.text) == 0)
		return db->last_day.day;
	if (strlen(text) >= sizeof(db->last_day.text) || !ks_parse_date(text, &db->last_day.day)) {
		fail_as(db, KS_MSG_store_damaged);
		db->last_day.text[0] = '\0';
		return KS_NO_DAY;
	}
	memcpy(db->last_day.text, text, strlen(text) + 1);
	return db->last_day.day;
}

bool ks_db_is_null(struct ks_db *db, enum ks_sql id, int column)
{
	return sqlite3_column_type(db->prepared[id], column) == SQLITE_NULL;
}

long long ks_db_number(struct ks_db *db, enum ks_sql id, const struct ks_value *values, size_t n)
{
	long long number = 0;

	bind_all(db, id, values, n, AS_LONG);
	if (ks_db_next(db, id)) {
		number = ks_db_int(db, id, 0);
		ks_db_end(db, id);
	}
	return number;
}

const char *ks_db_word(struct ks_db *db, enum ks_sql id, const struct ks_value *values, size_t n)
{
	const char *word = NULL;

	bind_all(db, id, values, n, AS_LONG);
	if (ks_db_next(db, id)) {
		word = ks_db_text(db, id, 0);
		ks_db_end(db, id);
	}
	return word;
}

/* ---- canonical form ------------------------------------------------------ */

/* By hand: this is done for every column of every row that is hashed. */
static void canon(struct ks_buf *buf, const char *text, size_t n)
{
	char digits[24], *at = digits + sizeof(digits);
	size_t left = n, head;

	if (!text) {
		ks_buf_addn(buf, "-;", 2);
		return;
	}
	*--at = ':';
	do
		*--at = (char)('0' + left % 10);
	while (left /= 10);
	head = (size_t)(digits + sizeof(digits) - at);
	ks_buf_reserve(buf, head + n + 1);
	memcpy(buf->text + buf->len, at, head);
	memcpy(buf->text + buf->len + head, text, n);
	buf->len += head + n + 1;
	buf->text[buf->len - 1] = ';';
	buf->text[buf->len] = '\0';
}

static void canon_value(struct ks_buf *buf, const struct ks_value *value)
{
	char text[24] = "";

	if (value->kind == KS_VALUE_TEXT) {
		canon(buf, value->text, value->text ? strlen(value->text) : 0);
	} else if (value->kind == KS_VALUE_INT) {
		snprintf(text, sizeof(text), "%lld", value->number);
		canon(buf, text, strlen(text));
	} else {
		ks_format_date((ks_day)value->number, text);
		canon(buf, *text ? text : NULL, strlen(text));
	}
}

void ks_db_canon_values(struct ks_buf *buf, const struct ks_value *values, size_t n)
{
	for (size_t i = 0; i < n; i++)
		canon_value(buf, &values[i]);
}

void ks_db_canon_row(struct ks_db *db, enum ks_sql id, int n, struct ks_buf *buf)
{
	int columns = n ? n : sqlite3_column_count(db->prepared[id]);

	for (int i = 0; i < columns; i++) {
		const void *text = sqlite3_column_text(db->prepared[id], i);

		canon(buf, text, (size_t)sqlite3_column_bytes(db->prepared[id], i));
	}
}
