/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The unavoidable work of looking at a whole caseload: every answer read once
 * and counted by factor; with "all" also every handover and every move. Nothing
 * is understood: no picture, no class, no term.
 *
 *   floor_scan BOOK cases|all
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BUCKETS 4096

static unsigned bucket_of(const unsigned char *text)
{
	unsigned hash = 5381;

	for (; text && *text; text++)
		hash = hash * 33 + *text;
	return hash % BUCKETS;
}

static void scan(sqlite3 *db, const char *sql)
{
	static const int key_column = 0, mark_column = 1;
	long long *counts = calloc(BUCKETS, sizeof *counts);
	sqlite3_stmt *query;
	long long all = 0;

	if (!counts || sqlite3_prepare_v2(db, sql, -1, &query, NULL) != SQLITE_OK)
		exit(4);
	while (sqlite3_step(query) == SQLITE_ROW) {
		const unsigned char *mark = sqlite3_column_text(query, mark_column);

		counts[bucket_of(sqlite3_column_text(query, key_column))] += mark && *mark == 'p';
		all++;
	}
	sqlite3_finalize(query);
	printf("%lld rows, %lld in the first bucket\n", all, counts[0]);
	free(counts);
}

int main(int argc, char **argv)
{
	sqlite3 *db;

	if (argc != 3 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
		return 4;
	scan(db, "SELECT factor, reply, case_key, subject, said_by, date FROM answer");
	scan(db, "SELECT name, value, case_key FROM fact");
	if (strcmp(argv[2], "all") == 0) {
		scan(db, "SELECT status, to_organisation, case_key, step_id, due FROM handover");
		scan(db, "SELECT verb, status, handover, date, reason, present FROM move");
		scan(db, "SELECT case_key, date FROM screening");
		scan(db, "SELECT r.case_key, b.card FROM route r JOIN route_reason b ON b.route = r.id");
	}
	sqlite3_close(db);
	return 0;
}
