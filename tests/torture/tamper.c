/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Somebody changes the book with another program: every column of every table,
 * a row gone, the end of the audit gone, an older copy put back. And books that
 * are not of this program: of a newer one, of another schema, of another kind.
 */
#define _GNU_SOURCE
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "torture/attacks.h"

#define MOST_TRICKS 4096

/* One change: a statement, or the removal of a row. */
struct trick {
	char table[48], column[48];	/* column "": the row goes */
	long long row;
};

struct tricks {
	struct trick *items;
	size_t n;
};

/* Constraints and triggers are no protection: who changes the file turns them off. */
static sqlite3 *open_book(const char *folder)
{
	sqlite3 *db = NULL;
	char path[400];

	snprintf(path, sizeof(path), "%s/book.db", folder);
	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
		abort();
	sqlite3_exec(db, "PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON", NULL, NULL,
		     NULL);
	return db;
}

static int run_sql(sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

/* ---- what can be changed --------------------------------------------------- */

static void add_rows(sqlite3 *db, struct tricks *t, const char *table, const char *column, int most)
{
	sqlite3_stmt *rows = NULL;
	char sql[200];

	snprintf(sql, sizeof(sql), "SELECT rowid FROM \"%s\" ORDER BY rowid %s LIMIT %d", table,
		 t->n % 2 ? "DESC" : "ASC", most);
	sqlite3_prepare_v2(db, sql, -1, &rows, NULL);
	while (rows && sqlite3_step(rows) == SQLITE_ROW && t->n < MOST_TRICKS) {
		struct trick *trick = &t->items[t->n++];

		snprintf(trick->table, sizeof(trick->table), "%s", table);
		snprintf(trick->column, sizeof(trick->column), "%s", column);
		trick->row = sqlite3_column_int64(rows, 0);
	}
	sqlite3_finalize(rows);
}

static void plan(const struct world *w, struct tricks *t)
{
	const char *sql = "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c "
			  "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'";
	sqlite3 *db = open_book(w->start);
	sqlite3_stmt *columns = NULL;
	char last[48] = "";

	sqlite3_prepare_v2(db, sql, -1, &columns, NULL);
	while (columns && sqlite3_step(columns) == SQLITE_ROW) {
		const char *table = (const char *)sqlite3_column_text(columns, 0);
		const char *column = (const char *)sqlite3_column_text(columns, 1);

		if (strcmp(last, table) != 0)
			add_rows(db, t, table, "", w->is_long ? 40 : 1);
		snprintf(last, sizeof(last), "%s", table);
		add_rows(db, t, table, column, w->is_long ? 40 : 1);
	}
	sqlite3_finalize(columns);
	sqlite3_close(db);
}

/* ---- changing it ------------------------------------------------------------ */

/* The triggers that guard the audit, taken away and put back as they were. */
static void without_triggers(sqlite3 *db, const char *sql)
{
	char *texts[8] = { NULL }, *names[8] = { NULL };
	sqlite3_stmt *triggers = NULL;
	int n = 0;

	sqlite3_prepare_v2(db, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'", -1,
			   &triggers, NULL);
	while (n < 8 && sqlite3_step(triggers) == SQLITE_ROW) {
		names[n] = sqlite3_mprintf("DROP TRIGGER \"%w\"", sqlite3_column_text(triggers, 0));
		texts[n++] = sqlite3_mprintf("%s", sqlite3_column_text(triggers, 1));
	}
	sqlite3_finalize(triggers);
	for (int i = 0; i < n; i++)
		run_sql(db, names[i]);
	run_sql(db, sql);
	for (int i = 0; i < n; i++) {
		run_sql(db, texts[i]);
		sqlite3_free(texts[i]);
		sqlite3_free(names[i]);
	}
}

/* A value that looks as real as the one it replaces: a day later, a digit or letter other. */
static const char other_value[] =
	"CASE typeof(\"%w\") WHEN 'integer' THEN \"%w\" + 1 WHEN 'null' THEN %s "
	"ELSE CASE WHEN \"%w\" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' "
	"THEN date(\"%w\", '+1 day') ELSE substr(\"%w\", 1, length(\"%w\") - 1) || "
	"CASE substr(\"%w\", -1) WHEN '7' THEN '8' ELSE '7' END END END";

static char *null_replaced(sqlite3 *db, const struct trick *t)
{
	sqlite3_stmt *type = NULL;
	char *value = NULL;

	sqlite3_prepare_v2(db, "SELECT type FROM pragma_table_info(?) WHERE name = ?", -1, &type,
			   NULL);
	sqlite3_bind_text(type, 1, t->table, -1, SQLITE_STATIC);
	sqlite3_bind_text(type, 2, t->column, -1, SQLITE_STATIC);
	if (sqlite3_step(type) == SQLITE_ROW &&
	    strcmp((const char *)sqlite3_column_text(type, 0), "INTEGER") == 0)
		value = sqlite3_mprintf("1");
	sqlite3_finalize(type);
	return value ? value : sqlite3_mprintf("'2026-11-20'");
}

static int change(struct place *p, const struct trick *t)
{
	sqlite3 *db = open_book(p->folder);
	int before = sqlite3_total_changes(db), changed;
	char *sql, *value, *null;

	if (*t->column) {
		null = null_replaced(db, t);
		value = sqlite3_mprintf(other_value, t->column, t->column, null, t->column, t->column,
					t->column, t->column, t->column);
		sql = sqlite3_mprintf("UPDATE \"%w\" SET \"%w\" = %s WHERE rowid = %lld", t->table,
				      t->column, value, t->row);
		sqlite3_free(value);
		sqlite3_free(null);
	} else {
		sql = sqlite3_mprintf("DELETE FROM \"%w\" WHERE rowid = %lld", t->table, t->row);
	}
	without_triggers(db, sql);
	changed = sqlite3_total_changes(db) - before;
	sqlite3_free(sql);
	sqlite3_close(db);
	return changed;
}

static bool is_seen(struct place *p)
{
	const char *const verify[] = { "audit", "verify", NULL }, *const doctor[] = { "doctor", NULL };
	bool seen;

	run_words(p, verify);
	seen = p->end.status > 0;
	run_words(p, doctor);
	return seen || p->end.status > 0;
}

static void tamper(struct place *p, long i, void *arg)
{
	const struct trick *t = &((const struct tricks *)arg)->items[i];

	/* The end of the chain is for the head that is kept outside: see below. */
	if (strcmp(t->table, "audit") == 0 && !*t->column && t->row == p->w->rows)
		return;
	place_reset(p);
	if (change(p, t) == 0)
		return;		/* a key that is taken */
	tried(p->w, is_seen(p), "%s.%s of row %lld: not seen", t->table,
	      *t->column ? t->column : "(removed)", t->row);
}

/* ---- what only the head kept outside can see --------------------------------- */

static void read_head(struct place *p, char head[72])
{
	const char *const verify[] = { "audit", "verify", "--json", NULL };
	const char *at;

	run_words(p, verify);
	at = strstr(p->end.out, "\"head\":");
	head[0] = '\0';
	if (at)
		sscanf(at, "\"head\": \"%64[0-9a-f]\"", head);
}

static void check_head(struct place *p, const char *head, const char *what)
{
	const char *const verify[] = { "audit", "verify", "--head", head, NULL };

	run_words(p, verify);
	tried(p->w, p->end.status == 1 || p->end.status == 4, "%s: not seen with the head: %s", what,
	      p->end.out);
}

static void cut_the_end(struct world *w)
{
	struct place p;
	char head[72];
	sqlite3 *db;

	place_open(&p, w, "w0");
	place_reset(&p);
	read_head(&p, head);
	read_head(&p, head);	/* of what verifying itself wrote */
	db = open_book(p.folder);
	without_triggers(db, "DELETE FROM audit WHERE seq >= (SELECT MAX(seq) FROM audit) - 1");
	sqlite3_close(db);
	check_head(&p, head, "the end of the audit cut off");
	read_head(&p, head);
	read_head(&p, head);
	place_reset(&p);	/* the book of before */
	check_head(&p, head, "an older copy put back");
	place_close(&p);
}

void attack_tamper(struct world *w)
{
	struct tricks tricks = { calloc(MOST_TRICKS, sizeof(struct trick)), 0 };

	plan(w, &tricks);
	in_parallel(w, (long)tricks.n, tamper, &tricks);
	cut_the_end(w);
	free(tricks.items);
}

/* ---- books of another program -------------------------------------------------- */

static const char *const strangers[] = {
	"PRAGMA user_version=99",
	"PRAGMA user_version=2147483647",
	"PRAGMA application_id=1",
	"CREATE TABLE extra (x)",
	"CREATE INDEX extra ON cases (ref)",
	"CREATE VIEW extra AS SELECT 1",
	"CREATE TRIGGER extra AFTER INSERT ON note BEGIN DELETE FROM note; END",
	"DROP TRIGGER audit_is_not_changed",
	"DROP INDEX audit_case",
	"ALTER TABLE note ADD COLUMN extra TEXT",
	"ALTER TABLE note RENAME COLUMN text TO words",
	"DROP TABLE agreement",
};

static void meet_stranger(struct place *p, long i, void *arg)
{
	const struct command *c = &p->w->commands[(size_t)i % p->w->n_commands];
	const char *sql = strangers[(size_t)i / p->w->n_commands];
	char *before, *after, path[400];
	size_t n = 0, m = 0;
	sqlite3 *db;
	bool same;

	(void)arg;
	/* Opening is the same for all commands: a short run takes one in five. */
	if (c->effect == MAKES_BOOK || (!p->w->is_long && i % 5))
		return;
	place_reset(p);
	db = open_book(p->folder);
	run_sql(db, sql);
	sqlite3_close(db);
	snprintf(path, sizeof(path), "%s/book.db", p->folder);
	before = slurp(path, &n);
	run_command(p, c, NULL, NULL);
	after = slurp(path, &m);
	same = n == m && memcmp(before, after, n) == 0;
	tried(p->w, p->end.status == 4 && p->end.n_err && !p->end.n_out && same,
	      "%s after '%s': status %d, book %s: %s", c->name, sql, p->end.status,
	      same ? "untouched" : "changed", p->end.err);
	free(before);
	free(after);
}

void attack_versions(struct world *w)
{
	long n = (long)(sizeof(strangers) / sizeof(strangers[0]) * w->n_commands);

	in_parallel(w, n, meet_stranger, NULL);
}
