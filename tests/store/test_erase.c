/* SPDX-License-Identifier: EUPL-1.2 */
/* What erasing a family takes away, and what it leaves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ks/base/str.h"
#include "ks/store/audit.h"
#include "ks/store/cases.h"
#include "ks/store/erase.h"
#include "ks/store/handovers.h"
#include "ks/store/notes.h"
#include "support/book.h"

/* A word that stands in every text about the family. */
#define WORD "zeepaardje"

static struct ks_handover handover_of(const char *key, struct ks_handover_move *move)
{
	return (struct ks_handover){ .case_key = key,
				     .from_role = "a",
				     .to_role = "b",
				     .ask = WORD,
				     .own_words = WORD,
				     .due = KS_NO_DAY,
				     .has_consent = true,
				     .consent = { "mother", "written", book_day("2026-11-21"),
						  KS_NO_DAY, KS_NO_DAY, WORD },
				     .moves = move,
				     .n_moves = 1 };
}

/* What only a route with its cards makes; the rest goes through the store. */
static void add_route(struct book *book, const char *key)
{
	book_sql(book->path,
		 ks_fmt(&book->arena,
			"INSERT INTO route SELECT 'R-TRYOUT', case_key, seq, '2026-11-21', 'during', "
			"1, 'kwetsbaar', 'c', 'v', '%064d', 's' FROM cases WHERE case_key = '%s';"
			"INSERT INTO route_step VALUES ('R-TRYOUT', 1, 'a@b', 'a', 'b', '" WORD "', "
			"'soon', 'phone', NULL, NULL, 0);"
			"INSERT INTO route_reason VALUES ('R-TRYOUT', 1, 'a@b', 'k', 's', '1', "
			"'" WORD "', 1, '2026-11-21', NULL);"
			"INSERT INTO score SELECT case_key, 1, 1, 'epds', NULL, 1, NULL, date, seq "
			"FROM screening WHERE case_key = '%s' AND number = 1",
			1, key, key));
}

static void add_meeting(struct book *book, const char *key)
{
	struct ks_agreement agreed = { .number = 1, .role = "b", .what = WORD,
				       .until = book_day("2026-12-01") };
	struct ks_note note = { .kind = KS_NOTE_MEETING, .date = book_day("2026-11-21"),
				.text = WORD, .until = KS_NO_DAY,
				.agreements = &agreed, .n_agreements = 1 };

	assert_int_equal(ks_note_add(book->store, key, &note), KS_OK);
}

/* One of everything about a family; returns its handover. */
static const char *live(struct book *book, const char *key)
{
	struct ks_handover_move move = { .verb = KS_VERB_NEW,
					 .status = KS_H_REQUESTED,
					 .date = book_day("2026-11-21"),
					 .note = WORD,
					 .until = KS_NO_DAY };
	struct ks_handover handover = handover_of(key, &move);
	const char *already[] = { "iv@rol" };
	const bool there = true;
	const struct ks_screening_part part = { .date = book_day("2026-11-21"), .place = "d",
						.already = already, .n_already = 1,
						.there = &there };
	int number = 0;

	assert_int_equal(ks_store_begin(book->store, KS_CREATE, "handover-new", __func__), KS_OK);
	ks_case_set(book->store, key, KS_FACT_WISH, WORD);
	ks_screening_open(book->store, key, book_day("2026-11-21"), &number);
	ks_screening_extend(book->store, key, number, &part);
	ks_handover_add(book->store, &handover);
	add_meeting(book, key);
	ks_store_about(book->store, key, handover.id);
	book_commit(book);
	add_route(book, key);
	return handover.id;
}

static void erase(struct book *book, const char *key)
{
	assert_int_equal(ks_store_begin(book->store, KS_DELETE, "case-erase", __func__), KS_OK);
	ks_store_about(book->store, key, NULL);
	assert_int_equal(ks_case_erase(book->store, key), KS_OK);
	book_commit(book);
}

/*
 * Counts rows in whatever tables there are that point at a case, a route or a
 * handover, so that a table that is added later is looked at too. The case
 * itself and the audit stay.
 */
static const char count_everything[] =
	"SELECT GROUP_CONCAT('SELECT COUNT(*) AS n FROM ' || m.name || CASE p.name "
	"WHEN 'case_key' THEN ' WHERE case_key = ' || QUOTE('%s') ELSE '' END, ' UNION ALL ') "
	"FROM sqlite_schema m JOIN pragma_table_info(m.name) p ON p.name IN "
	"('case_key', 'route', 'handover') WHERE m.type = 'table' "
	"AND m.name NOT IN ('cases', 'audit')";

static long long rows_about(struct book *book, const char *key)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *statement = NULL;
	const char *sql;

	assert_int_equal(sqlite3_open(book->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, ks_fmt(&book->arena, count_everything, key), -1,
					    &statement, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	sql = ks_fmt(&book->arena, "SELECT SUM(n) FROM (%s)",
		     (const char *)sqlite3_column_text(statement, 0));
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return book_number(book->path, sql);
}

static long long first_broken(struct book *book)
{
	char head[KS_SHA256_HEX];
	long long broken = -1;

	assert_int_equal(ks_audit_verify(book->store, &broken, head), KS_OK);
	return broken;
}

#define MOST_BYTES 4000000

static bool file_has(const char *path, const char *word)
{
	FILE *f = fopen(path, "rb");
	size_t n, len = strlen(word);
	char *bytes = malloc(MOST_BYTES);
	bool found = false;

	assert_true(f && bytes);
	n = fread(bytes, 1, MOST_BYTES, f);
	assert_true(n > len && n < MOST_BYTES);
	for (size_t i = 0; i + len <= n && !found; i++)
		found = memcmp(bytes + i, word, len) == 0;
	fclose(f);
	free(bytes);
	return found;
}

static void no_row_about_an_erased_family_is_left(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);

	live(book, key);
	assert_true(rows_about(book, key) >= 14);
	erase(book, key);
	assert_int_equal(rows_about(book, key), 0);
	assert_int_equal(book_number(book->path, "SELECT COUNT(*) FROM cases WHERE salt = '' AND "
						 "erased = '2026-11-21' AND municipality IS NULL"),
			 1);
}

static void no_byte_of_what_was_said_is_left_in_the_file(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);

	live(book, key);
	assert_true(file_has(book->path, WORD));
	erase(book, key);
	assert_false(file_has(book->path, WORD));
}

static void the_chain_still_fits_and_other_families_stay(void **state)
{
	struct book *book = *state;
	const char *other = book_case(book), *key = book_case(book);
	long long before;

	book_begin(book, other);
	ks_case_set(book->store, other, KS_FACT_WISH, "rust");
	book_commit(book);
	before = rows_about(book, other);
	book_begin(book, key);
	ks_case_set(book->store, key, KS_FACT_WISH, WORD);
	book_commit(book);
	erase(book, key);
	assert_int_equal(first_broken(book), 0);
	assert_int_equal(rows_about(book, other), before);
	assert_int_equal(book_reopen(book, "2026-12-01"), KS_OK);
	assert_int_equal(first_broken(book), 0);
}

static void an_erased_case_is_said_to_be_erased(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	const char *handover = live(book, key);
	struct ks_handover read = { .id = NULL };
	char found[KS_KEY_SIZE] = "";

	erase(book, key);
	assert_int_equal(ks_case_find(book->store, key, found), KS_INPUT);
	assert_int_equal(book_complaint(book), KS_MSG_case_was_erased);
	assert_int_equal(ks_handover_read(book->store, handover, &read), KS_INPUT);
	assert_int_equal(book_complaint(book), KS_MSG_case_was_erased);
	assert_int_equal(ks_case_find_any(book->store, key, found), KS_OK);
	assert_string_equal(found, key);
}

static void what_is_put_back_after_erasing_is_seen(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	long long seq;

	erase(book, key);
	seq = book_number(book->path, "SELECT MIN(seq) FROM cases");
	book_sql(book->path,
		 ks_fmt(&book->arena, "INSERT INTO fact VALUES ('%s', 1, %lld, 'wish', 'x', "
				      "'2026-11-21')", key, seq));
	assert_int_equal(first_broken(book), seq);
}

/* With its salt, who kept a digest could try again what had been written. */
static void a_salt_put_back_after_erasing_is_seen(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);

	erase(book, key);
	assert_int_equal(first_broken(book), 0);
	book_sql(book->path, "UPDATE cases SET salt = '0123456789abcdef'");
	assert_int_not_equal(first_broken(book), 0);
}

static void a_case_that_only_claims_to_be_erased_is_seen(void **state)
{
	struct book *book = *state;

	book_case(book);
	assert_int_equal(first_broken(book), 0);
	book_sql(book->path, "PRAGMA foreign_keys = 0; DELETE FROM screening; "
			     "UPDATE cases SET salt = '', erased = '2026-11-21'");
	assert_int_equal(first_broken(book), 2);
}

static void an_erasing_that_is_not_committed_takes_nothing(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	long long before = rows_about(book, key);

	assert_int_equal(ks_store_begin(book->store, KS_DELETE, "case-erase", __func__), KS_OK);
	ks_store_about(book->store, key, NULL);
	assert_int_equal(ks_case_erase(book->store, key), KS_OK);
	ks_store_rollback(book->store, KS_OK);
	assert_int_equal(rows_about(book, key), before);
	assert_int_equal(first_broken(book), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, book_start, book_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(no_row_about_an_erased_family_is_left),
		TEST(no_byte_of_what_was_said_is_left_in_the_file),
		TEST(the_chain_still_fits_and_other_families_stay),
		TEST(an_erased_case_is_said_to_be_erased),
		TEST(what_is_put_back_after_erasing_is_seen),
		TEST(a_salt_put_back_after_erasing_is_seen),
		TEST(a_case_that_only_claims_to_be_erased_is_seen),
		TEST(an_erasing_that_is_not_committed_takes_nothing),
	};

	return cmocka_run_group_tests_name("erase", tests, NULL, NULL);
}
