/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The unavoidable work of `ks route`: read the same bytes with libyaml, ask
 * the casebook one thing, write one durable row. Nothing is checked or kept.
 *
 *   floor_route BOOK FILE...
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>

static void read_events(const char *path)
{
	FILE *file = fopen(path, "rb");
	yaml_parser_t parser;
	yaml_event_t event;
	int done = 0;

	if (!file || !yaml_parser_initialize(&parser))
		exit(4);
	yaml_parser_set_input_file(&parser, file);
	while (!done) {
		if (!yaml_parser_parse(&parser, &event))
			exit(3);
		done = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	fclose(file);
}

static void must(int rc)
{
	if (rc != SQLITE_OK && rc != SQLITE_ROW && rc != SQLITE_DONE)
		exit(4);
}

static void run(sqlite3 *db, const char *sql)
{
	must(sqlite3_exec(db, sql, NULL, NULL, NULL));
}

int main(int argc, char **argv)
{
	sqlite3 *db;
	sqlite3_stmt *query;

	if (argc < 2)
		return 2;
	for (int i = 2; i < argc; i++)
		read_events(argv[i]);
	must(sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL));
	run(db, "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA; BEGIN IMMEDIATE");
	must(sqlite3_prepare_v2(db, "SELECT name, value FROM fact ORDER BY seq LIMIT 20", -1, &query,
				NULL));
	while (sqlite3_step(query) == SQLITE_ROW)
		;
	sqlite3_finalize(query);
	run(db, "INSERT INTO floor(text) VALUES('2026-11-21T10:00:00Z read route K7QX-3M2P'); COMMIT");
	sqlite3_close(db);
	return 0;
}
