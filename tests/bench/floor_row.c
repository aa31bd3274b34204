/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The unavoidable work of recording something: one durable row in the journal
 * mode of the casebook.
 *
 *   floor_row BOOK
 */
#include <sqlite3.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
	sqlite3 *db;

	if (argc != 2 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
		return 4;
	if (sqlite3_exec(db,
			 "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA; BEGIN IMMEDIATE;"
			 "INSERT INTO floor(text) VALUES('schulden family present professional');"
			 "COMMIT",
			 NULL, NULL, NULL) != SQLITE_OK)
		return 4;
	sqlite3_close(db);
	return 0;
}
