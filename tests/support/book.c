/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ks/base/str.h"
#include "ks/cards/model.h"
#include "ks/store/cases.h"
#include "support/book.h"

ks_day book_day(const char *iso)
{
	ks_day day = KS_NO_DAY;

	assert_true(ks_parse_date(iso, &day));
	return day;
}

static const struct ks_factor *factor_new(struct ks_arena *arena, const char *id, size_t index)
{
	struct ks_factor *factor = KS_NEW(arena, struct ks_factor);

	factor->id = id;
	factor->index = index;
	factor->protective = ks_streq(id, "netwerk");
	factor->domain = "algemeen";
	factor->subjects[0] = KS_MOTHER;
	factor->subjects[1] = KS_PARTNER;
	factor->n_subjects = 2;
	return factor;
}

static const struct ks_instrument *instrument_new(struct ks_arena *arena)
{
	struct ks_instrument *epds = KS_NEW(arena, struct ks_instrument);

	epds->id = "epds";
	epds->has_range = true;
	epds->max = 30;
	return epds;
}

static struct ks_source_text *file_new(struct ks_arena *arena, const char *name, const char *text)
{
	struct ks_source_text *file = KS_NEW(arena, struct ks_source_text);

	file->name = name;
	file->text = text;
	file->len = strlen(text);
	return file;
}

static const struct ks_coalition *coalition_new(struct book *book)
{
	struct ks_arena *arena = &book->arena;
	struct ks_coalition *c = KS_NEW(arena, struct ks_coalition);

	c->id = "proefstad";
	c->version = "2026.1";
	c->n_factors = 3;
	c->factors = KS_NEW_N(arena, 3, const struct ks_factor *);
	c->factors[0] = book->netwerk = factor_new(arena, "netwerk", 0);
	c->factors[1] = book->roken = factor_new(arena, "roken", 1);
	c->factors[2] = book->schulden = factor_new(arena, "schulden", 2);
	c->n_instruments = 1;
	c->instruments = KS_NEW(arena, const struct ks_instrument *);
	c->instruments[0] = instrument_new(arena);
	c->n_files = 2;
	c->files = KS_NEW_N(arena, 2, struct ks_source_text *);
	c->files[0] = file_new(arena, "proefstad/coalition.yaml", "coalition: proefstad\n");
	c->files[1] = file_new(arena, "proefstad/factors.yaml", "factors: []\n");
	return c;
}

const char *book_file(struct book *book, const char *name)
{
	return ks_fmt(&book->arena, "%s/%s", book->folder, name);
}

static struct ks_store_options options_for(struct book *book, const char *path, const char *today)
{
	return (struct ks_store_options){
		.path = path,
		.mode = KS_STORE_OPEN,
		.actor = { "anna", "verloskundige", "Praktijk De Brug", NULL },
		.today = book_day(today),
		.now = ks_fmt(&book->arena, "%sT10:11:12Z", today),
		.arena = &book->arena,
		.diag = &book->diag,
	};
}

enum ks_status book_try(struct book *book, const char *path, enum ks_store_mode mode,
			const char *group)
{
	struct ks_store_options options = options_for(book, path, "2026-11-21");
	struct ks_store *store;
	enum ks_status status;

	options.mode = mode;
	options.group = group;
	status = ks_store_open(&options, &store);
	ks_store_close(store);
	return status;
}

enum ks_status book_reopen(struct book *book, const char *today)
{
	struct ks_store_options options = options_for(book, book->path, today);

	ks_store_close(book->store);
	return ks_store_open(&options, &book->store);
}

int book_complaint(struct book *book)
{
	int msg = book->diag.first ? (int)book->diag.first->msg : -1;

	ks_diag_init(&book->diag, &book->arena);
	return msg;
}

int book_start(void **state)
{
	struct book *book = calloc(1, sizeof(*book));

	assert_non_null(book);
	umask(077);
	snprintf(book->folder, sizeof(book->folder), "/tmp/ks-test-XXXXXX");
	assert_non_null(mkdtemp(book->folder));
	ks_arena_init(&book->arena);
	ks_diag_init(&book->diag, &book->arena);
	book->path = book_file(book, "book.db");
	book->coalition = coalition_new(book);
	assert_int_equal(book_try(book, book->path, KS_STORE_CREATE, NULL), KS_OK);
	assert_int_equal(book_reopen(book, "2026-11-21"), KS_OK);
	*state = book;
	return 0;
}

/* Removes a folder of files, links and folders one deep. */
static void remove_folder(const char *path, bool deep)
{
	DIR *folder = opendir(path);
	struct dirent *entry;

	while (folder && (entry = readdir(folder))) {
		char name[512];

		if (ks_streq(entry->d_name, ".") || ks_streq(entry->d_name, ".."))
			continue;
		snprintf(name, sizeof(name), "%s/%s", path, entry->d_name);
		if (unlink(name) && deep)
			remove_folder(name, false);
	}
	if (folder)
		closedir(folder);
	rmdir(path);
}

int book_end(void **state)
{
	struct book *book = *state;

	ks_store_close(book->store);
	remove_folder(book->folder, true);
	ks_arena_release(&book->arena);
	free(book);
	return 0;
}

void book_begin(struct book *book, const char *case_key)
{
	assert_int_equal(ks_store_begin(book->store, KS_UPDATE, "test", __func__), KS_OK);
	ks_store_about(book->store, case_key, NULL);
}

void book_commit(struct book *book)
{
	assert_int_equal(ks_store_commit(book->store), KS_OK);
}

const char *book_case(struct book *book)
{
	const struct ks_answer answer = { book->roken, KS_MOTHER, KS_PRESENT, KS_BY_SELF,
					  book_day("2026-11-21"), 0 };
	const struct ks_screening_new screening = { .date = book_day("2026-11-21"),
						    .complete = true,
						    .answers = &answer,
						    .n_answers = 1,
						    .raised = KS_NO_CLASS };
	char key[KS_KEY_SIZE];
	int number;

	book_begin(book, NULL);
	assert_int_equal(ks_case_new(book->store, key), KS_OK);
	assert_int_equal(ks_screening_add(book->store, key, &screening, &number), KS_OK);
	book_commit(book);
	return ks_strdup(&book->arena, key);
}

static sqlite3 *open_behind(const char *path)
{
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
					 NULL),
			 SQLITE_OK);
	sqlite3_busy_timeout(db, 5000);
	return db;
}

void book_sql(const char *path, const char *sql)
{
	sqlite3 *db = open_behind(path);
	char *error = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &error) != SQLITE_OK)
		fail_msg("%s: %s", sql, error);
	sqlite3_close(db);
}

long long book_number(const char *path, const char *sql)
{
	sqlite3 *db = open_behind(path);
	sqlite3_stmt *statement = NULL;
	long long number;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	number = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return number;
}

const char *book_text(struct book *book, const char *sql)
{
	sqlite3 *db = open_behind(book->path);
	sqlite3_stmt *statement = NULL;
	const char *text = NULL;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
	if (sqlite3_step(statement) == SQLITE_ROW)
		text = ks_strdup(&book->arena, (const char *)sqlite3_column_text(statement, 0));
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return text;
}
