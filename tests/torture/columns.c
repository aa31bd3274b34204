/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A column that is never empty is empty: what a damaged page can leave. Every
 * column of every table in turn, in a book of practice families in which most
 * of them hold something; then every way of looking. Nobody falls or hangs, and
 * who looks for damage finds it or finds nothing missing.
 */
#define _GNU_SOURCE
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "torture/attacks.h"

#define MOST_COLUMNS 512
#define NAME 64

static const char *const looks[][10] = {
	{ "doctor" },
	{ "audit", "verify" },
	{ "audit", "show", "CASE" },
	{ "case", "list", "--ended" },
	{ "case", "show", "CASE" },
	{ "case", "export", "CASE", "--json" },
	{ "route", "CASE" },
	{ "replay", "ROUTE" },
	{ "handover", "list" },
	{ "handover", "show", "HANDOVER" },
	{ "export", "--fhir", "HANDOVER", "--out", "out.json" },
	{ "todo", "--all" },
	{ "report", "--month", "2026-10" },
	{ "report", "--quarter", "2026-Q2", "--by", "card" },
	{ "report", "--quarter", "2026-Q3", "--by", "organisation" },
	{ "report", "--year", "2026", "--cards" },
	{ "screen", "CASE", "--present", "schulden" },
	{ "handover", "new", "CASE", "--to", "sociaal-team", "--ask", "Wilt u meedenken?", "--draft" },
};
#define LOOKS (sizeof(looks) / sizeof(looks[0]))

struct columns {
	char *book;
	size_t len;
	struct { char table[NAME], column[NAME]; } items[MOST_COLUMNS];
	long n;
	char key[NAME], route[NAME], handover[NAME];
};

static const char *path_of(const struct place *p, char path[400])
{
	snprintf(path, 400, "%s/book.db", p->folder);
	return path;
}

/* ---- the book ---------------------------------------------------------------- */

static void ask_text(sqlite3 *db, const char *sql, char out[NAME])
{
	sqlite3_stmt *row = NULL;

	sqlite3_prepare_v2(db, sql, -1, &row, NULL);
	if (row && sqlite3_step(row) == SQLITE_ROW)
		snprintf(out, NAME, "%s", (const char *)sqlite3_column_text(row, 0));
	sqlite3_finalize(row);
}

static void list_columns(sqlite3 *db, struct columns *c)
{
	sqlite3_stmt *row = NULL;

	sqlite3_prepare_v2(db,
			   "SELECT t.name, c.name FROM sqlite_schema t JOIN "
			   "pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE "
			   "'sqlite%' AND NOT (c.pk = 1 AND c.type = 'INTEGER')",
			   -1, &row, NULL);
	while (row && sqlite3_step(row) == SQLITE_ROW && c->n < MOST_COLUMNS) {
		snprintf(c->items[c->n].table, NAME, "%s", (const char *)sqlite3_column_text(row, 0));
		snprintf(c->items[c->n++].column, NAME, "%s",
			 (const char *)sqlite3_column_text(row, 1));
	}
	sqlite3_finalize(row);
}

/* Families of practice, and tables and counts of a report that are kept. */
static void make_book(struct place *p, struct columns *c)
{
	static const char *const words[][6] = {
		{ "init", "--training", "4", "--seed", "7" },
		{ "report", "--quarter", "2026-Q3" },
		{ "report" },
	};
	char path[400];
	sqlite3 *db = NULL;

	empty_folder(p->folder);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		run_words(p, words[i]);
		if (p->end.status != 0)
			tried(p->w, false, "the book is not made: %s", p->end.err);
	}
	sqlite3_open_v2(path_of(p, path), &db, SQLITE_OPEN_READONLY, NULL);
	list_columns(db, c);
	ask_text(db, "SELECT case_key FROM handover", c->key);
	ask_text(db, "SELECT id FROM handover", c->handover);
	ask_text(db, "SELECT id FROM route", c->route);
	sqlite3_close(db);
	c->book = slurp(path, &c->len);
}

/* ---- a column ------------------------------------------------------------------ */

/* Runs one statement with up to one value in a connection of its own. */
static void change(const char *path, const char *sql, const char *value)
{
	sqlite3_stmt *statement = NULL;
	sqlite3 *db = NULL;

	sqlite3_open(path, &db);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_exec(db,
		     "PRAGMA writable_schema=ON; PRAGMA ignore_check_constraints=ON; "
		     "PRAGMA foreign_keys=OFF; PRAGMA synchronous=OFF",
		     NULL, NULL, NULL);
	sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
	if (statement && value)
		sqlite3_bind_text(statement, 1, value, -1, SQLITE_STATIC);
	if (statement)
		sqlite3_step(statement);
	sqlite3_finalize(statement);
	sqlite3_close(db);
}

static char *schema_of(const char *path, const char *table)
{
	char *sql = sqlite3_mprintf("SELECT sql FROM sqlite_schema WHERE name = '%q'", table);
	sqlite3_stmt *row = NULL;
	sqlite3 *db = NULL;
	char *text = NULL;

	sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL);
	sqlite3_prepare_v2(db, sql, -1, &row, NULL);
	if (row && sqlite3_step(row) == SQLITE_ROW)
		text = strdup((const char *)sqlite3_column_text(row, 0));
	sqlite3_finalize(row);
	sqlite3_close(db);
	sqlite3_free(sql);
	return text;
}

/* In three connections: one that may, and before and after it the schema that ks compares. */
static void empty_column(const char *path, const char *table, const char *column)
{
	char *schema = schema_of(path, table);
	char *loosen = sqlite3_mprintf(
		"UPDATE sqlite_schema SET sql = replace(replace(replace(replace(sql, "
		"'TEXT NOT NULL', 'TEXT'), 'INTEGER NOT NULL', 'INTEGER'), 'STRICT, ', ''), "
		"' STRICT', '') WHERE name = '%q'",
		table);
	char *empty = sqlite3_mprintf("UPDATE OR IGNORE \"%w\" SET \"%w\" = NULL", table, column);
	char *restore = sqlite3_mprintf("UPDATE sqlite_schema SET sql = ?1 WHERE name = '%q'", table);

	change(path, loosen, NULL);
	change(path, empty, NULL);
	change(path, restore, schema);
	sqlite3_free(loosen);
	sqlite3_free(empty);
	sqlite3_free(restore);
	free(schema);
}

static const char *word_of(const struct columns *c, const char *word)
{
	if (word && strcmp(word, "CASE") == 0)
		return c->key;
	if (word && strcmp(word, "ROUTE") == 0)
		return c->route;
	return word && strcmp(word, "HANDOVER") == 0 ? c->handover : word;
}

static void look(struct place *p, long i, void *arg)
{
	const struct columns *c = arg;
	long column = i / (long)LOOKS;
	const char *const *words = looks[i % (long)LOOKS];
	const char *filled[11] = { NULL };
	bool calm;
	char path[400];

	for (int word = 0; words[word]; word++)
		filled[word] = word_of(c, words[word]);
	empty_folder(p->folder);
	spill(path_of(p, path), c->book, c->len);
	empty_column(path, c->items[column].table, c->items[column].column);
	run_words(p, filled);
	calm = p->end.status >= 0 && (p->end.status == 0 || p->end.n_err + p->end.n_out > 0);
	tried(p->w, calm, "%s.%s empty, %s %s: status %d: %.200s", c->items[column].table,
	      c->items[column].column, words[0], words[1] ? words[1] : "", p->end.status, p->end.err);
}

/* In the short run every column meets some of the looks, each time others than its neighbour. */
static void look_at_some(struct place *p, long i, void *arg)
{
	look(p, i * (long)LOOKS + i * 7 % (long)LOOKS, arg);
}

void attack_columns(struct world *w)
{
	struct columns c = { .book = NULL };
	struct place p;

	place_open(&p, w, "w0");
	make_book(&p, &c);
	place_close(&p);
	if (w->is_long)
		in_parallel(w, c.n * (long)LOOKS, look, &c);
	else
		in_parallel(w, c.n, look_at_some, &c);
	free(c.book);
}
