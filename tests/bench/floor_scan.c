/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The unavoidable work of looking at a whole caseload: every answer read once
 * and each of its words counted; with "all" also every handover and every move. Nothing
 * is understood: no picture, no class, no term.
 *
 *   floor_scan BOOK cases|all
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BUCKETS 4096

/* Counts each word of a text. */
static long long count(long long *counts, const unsigned char *text)
{
	unsigned hash = 5381;
	long long words = 0;

	for (; text && *text; text++) {
		hash = *text == ' ' ? 5381 : hash * 33 + *text;
		if (text[1] == ' ' || text[1] == '\0') {
			counts[hash % BUCKETS]++;
			words++;
		}
	}
	return words;
}

static void scan(sqlite3 *db, const char *sql)
{
	long long *counts = calloc(BUCKETS, sizeof *counts);
	sqlite3_stmt *query;
	long long all = 0;

	if (!counts || sqlite3_prepare_v2(db, sql, -1, &query, NULL) != SQLITE_OK)
		exit(4);
	while (sqlite3_step(query) == SQLITE_ROW)
		all += count(counts, sqlite3_column_text(query, 0));
	sqlite3_finalize(query);
	printf("%lld words, %lld in the first bucket\n", all, counts[0]);
	free(counts);
}

int main(int argc, char **argv)
{
	sqlite3 *db;

	if (argc != 3 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
		return 4;
	scan(db, "SELECT answers, case_key, date FROM screening");
	scan(db, "SELECT name, value, case_key FROM fact");
	if (strcmp(argv[2], "all") == 0) {
		scan(db, "SELECT status, to_organisation, case_key, step_id, due FROM handover");
		scan(db, "SELECT verb, status, handover, date, reason, present FROM move");
		scan(db, "SELECT r.case_key, b.card FROM route r JOIN route_reason b ON b.route = r.id");
	}
	sqlite3_close(db);
	return 0;
}
