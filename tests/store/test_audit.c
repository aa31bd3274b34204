/* SPDX-License-Identifier: EUPL-1.2 */
/* The chain sees every change that somebody makes behind the back of ks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "ks/base/str.h"
#include "ks/store/audit.h"
#include "ks/store/cases.h"
#include "ks/store/handovers.h"
#include "support/book.h"

static long long first_broken(struct book *book)
{
	char head[KS_SHA256_HEX];
	long long broken = -1;

	assert_int_equal(ks_audit_verify(book->store, &broken, head), KS_OK);
	return broken;
}

/* One of everything, so that no table is empty. */
static void fill(struct book *book)
{
	const char *key = book_case(book);
	struct ks_score score = { book->coalition->instruments[0], "item10", 1, NULL,
				  book_day("2026-11-21") };
	struct ks_answer answer = { book->schulden, KS_MOTHER, KS_PRESENT, KS_BY_SELF,
				    book_day("2026-11-21"), 0 };
	const char *already[] = { "iv@rol" };
	const struct ks_screening_new new = { .date = book_day("2026-11-21"),
					      .answers = &answer,
					      .n_answers = 1,
					      .scores = &score,
					      .n_scores = 1,
					      .already = already,
					      .n_already = 1,
					      .raised = KS_ZEER,
					      .because = "omdat" };
	struct ks_handover_move move = { .verb = KS_VERB_NEW,
					 .status = KS_H_REQUESTED,
					 .date = book_day("2026-11-21"),
					 .note = "n",
					 .until = KS_NO_DAY };
	struct ks_handover handover = { .case_key = key,
					.from_role = "a",
					.to_role = "b",
					.due = KS_NO_DAY,
					.has_consent = true,
					.consent = { "mother", "written", book_day("2026-11-21"),
						     KS_NO_DAY, KS_NO_DAY, NULL },
					.moves = &move,
					.n_moves = 1 };
	int number;

	book_begin(book, key);
	ks_case_set(book->store, key, KS_FACT_AGE, "30");
	ks_screening_add(book->store, key, &new, &number);
	ks_handover_add(book->store, &handover);
	ks_store_setting_set(book->store, "lang", "nl");
	book_commit(book);
	assert_int_equal(ks_store_begin(book->store, KS_READ, "case-show", __func__), KS_OK);
	ks_store_about(book->store, key, NULL);
	book_commit(book);
	book_sql(book->path,
		 ks_fmt(&book->arena,
			"INSERT INTO coalition_file VALUES ('%064d', 'x');"
			"INSERT INTO coalition_set VALUES ('%064d', 'f', '%064d')",
			1, 1, 1));
	assert_int_equal(ks_store_begin(book->store, KS_READ, "case-list", __func__), KS_OK);
	ks_store_seen(book->store, key);
	book_commit(book);
}

static void an_honest_book_fits(void **state)
{
	struct book *book = *state;
	char head[KS_SHA256_HEX];
	long long broken = -1;

	fill(book);
	assert_int_equal(ks_audit_verify(book->store, &broken, head), KS_OK);
	assert_int_equal(broken, 0);
	assert_int_equal(book_number(book->path,
				     ks_fmt(&book->arena,
					    "SELECT COUNT(*) FROM audit WHERE hash = '%s' AND "
					    "seq = (SELECT MAX(seq) FROM audit)",
					    head)),
			 1);
	assert_int_equal(book_reopen(book, "2026-11-25"), KS_OK);
	assert_int_equal(first_broken(book), 0);
}

#define UNLOCK "DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_cut; "

static void the_audit_cannot_be_changed_by_a_plain_statement(void **state)
{
	struct book *book = *state;
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open(book->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "UPDATE audit SET user_name = 'x'", NULL, NULL, NULL),
			 SQLITE_CONSTRAINT);
	assert_int_equal(sqlite3_exec(db, "DELETE FROM audit", NULL, NULL, NULL),
			 SQLITE_CONSTRAINT);
	sqlite3_close(db);
}

/* Makes another value of the same type that the table's own checks let through. */
static const char *changed(struct book *book, const char *column)
{
	if (ks_streq(column, "seq"))
		return "seq + 1000";
	if (ks_streq(column, "at"))
		return "REPLACE(at, 'T', 'T0')";
	return ks_fmt(&book->arena,
		      "CASE TYPEOF(%s) WHEN 'integer' THEN 1 - %s WHEN 'null' THEN 'x' "
		      "ELSE SUBSTR(%s, 1, LENGTH(%s) - 1) || '~' END",
		      column, column, column, column);
}

/* The columns of a table, in one arena list. */
static char **columns_of(struct book *book, const char *table, size_t *n)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *statement = NULL;
	char **columns = NULL;

	*n = 0;
	assert_int_equal(sqlite3_open(book->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db,
					    ks_fmt(&book->arena,
						   "SELECT name FROM pragma_table_info('%s')",
						   table),
					    -1, &statement, NULL),
			 SQLITE_OK);
	while (sqlite3_step(statement) == SQLITE_ROW) {
		char **slot = ks_grow(&book->arena, &columns, n, sizeof(*columns));
		const void *name = sqlite3_column_text(statement, 0);

		*slot = ks_strdup(&book->arena, name);
	}
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return columns;
}

static bool is_kept_for_lists(const char *table, const char *column)
{
	static const char *const kept[][2] = {
		{ "cases", "class" }, { "cases", "screened" }, { "cases", "incomplete" },
		{ "cases", "phase" }, { "cases", "municipality" }, { "cases", "due" },
		{ "cases", "born" }, { "cases", "ref" }, { "cases", "closed" }, { "cases", "marks" }, { "cases", "asked" },
		{ "handover", "status" }, { "handover", "is_open" }, { "handover", "next_by" },
	};

	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		if (ks_streq(kept[i][0], table) && ks_streq(kept[i][1], column))
			return true;
	return false;
}

/* Rows that are counted have no other row number. */
static const char *last_row_of(struct book *book, const char *table)
{
	size_t n = 0;
	char **columns = columns_of(book, table, &n);

	for (size_t i = 0; i < n; i++)
		if (ks_streq(columns[i], "number"))
			return ks_fmt(&book->arena,
				      "(seq, number) = (SELECT MAX(seq), MAX(number) FROM %s WHERE "
				      "seq = (SELECT MAX(seq) FROM %s))",
				      table, table);
	return ks_fmt(&book->arena, "rowid = (SELECT MAX(rowid) FROM %s)", table);
}

/* Changes one column of the last row, looks, and puts the file back. */
static void assert_change_is_seen(struct book *book, const char *table, const char *column)
{
	const char *saved = book_file(book, "saved.db");

	book_sql(book->path, ks_fmt(&book->arena, "VACUUM INTO '%s'", saved));
	book_sql(saved, ks_fmt(&book->arena,
			       "PRAGMA ignore_check_constraints = 1; PRAGMA foreign_keys = 0; " UNLOCK
			       "UPDATE %s SET %s = %s WHERE %s",
			       table, column, changed(book, column), last_row_of(book, table)));
	book_sql(saved,
		 "CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN "
		 "SELECT RAISE(ABORT, 'the audit only grows'); END; "
		 "CREATE TRIGGER audit_is_not_cut BEFORE DELETE ON audit BEGIN "
		 "SELECT RAISE(ABORT, 'the audit only grows'); END");
	ks_store_close(book->store);
	book->path = saved;
	assert_int_equal(book_reopen(book, "2026-11-25"), KS_OK);
	if (first_broken(book) == 0)
		fail_msg("a change of %s.%s is not seen", table, column);
	ks_store_close(book->store);
	book->store = NULL;
	remove(saved);
	remove(book_file(book, "saved.db-journal"));
	book->path = book_file(book, "book.db");
	assert_int_equal(book_reopen(book, "2026-11-25"), KS_OK);
}

static void a_change_of_any_column_is_seen(void **state)
{
	static const char *const tables[] = { "audit", "setting", "cases", "fact", "screening",
					      "score", "already", "handover", "move",
					      "consent", "seen", "seen_set" };
	struct book *book = *state;

	fill(book);
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		size_t n;
		char **columns = columns_of(book, tables[i], &n);

		assert_true(n >= 2);
		for (size_t j = 0; j < n; j++)
			if (!is_kept_for_lists(tables[i], columns[j]))
				assert_change_is_seen(book, tables[i], columns[j]);
	}
}

/* What somebody takes back stands in a transaction of its own, long after the handover. */
static void a_change_of_a_later_consent_is_seen(void **state)
{
	const struct ks_consent withdrawn = { "mother", "spoken", book_day("2026-11-21"),
					      book_day("2027-01-01"), book_day("2026-11-22"),
					      "schulden" };
	struct book *book = *state;
	char **columns;
	const char *id;
	size_t n;

	fill(book);
	id = book_text(book, "SELECT id FROM handover");
	book_begin(book, NULL);
	assert_int_equal(ks_handover_consent(book->store, id, &withdrawn), KS_OK);
	book_commit(book);
	assert_int_equal(first_broken(book), 0);
	assert_int_equal(book_number(book->path, "SELECT COUNT(DISTINCT seq) FROM consent"), 2);
	columns = columns_of(book, "consent", &n);
	assert_true(n >= 9);
	for (size_t i = 0; i < n; i++)
		assert_change_is_seen(book, "consent", columns[i]);
	book_sql(book->path, "DELETE FROM consent WHERE number = 2");
	assert_true(first_broken(book) > 0);
}

static size_t rows_about(struct book *book, const char *key)
{
	const struct ks_audit_filter filter = { .case_key = key, .from = KS_NO_DAY,
						.until = KS_NO_DAY };
	struct ks_audit_row *rows = NULL;
	size_t n = 0;

	book_begin(book, NULL);
	assert_int_equal(ks_audit_list(book->store, &filter, &rows, &n), KS_OK);
	book_commit(book);
	return n;
}

static void look_at_list(struct book *book, const char *event, const char *const *keys)
{
	assert_int_equal(ks_store_begin(book->store, KS_READ, event, __func__), KS_OK);
	for (; *keys; keys++)
		ks_store_seen(book->store, *keys);
	book_commit(book);
}

static void a_list_is_told_to_who_stood_on_it(void **state)
{
	struct book *book = *state;
	const char *one = book_case(book), *two = book_case(book);
	const char *const both[] = { two, one, two, NULL }, *const first[] = { one, NULL },
			  *const none[] = { NULL };
	size_t n_one = rows_about(book, one), n_two = rows_about(book, two);

	look_at_list(book, "case-list", both);
	look_at_list(book, "case-list", both);
	look_at_list(book, "todo", first);
	look_at_list(book, "todo", none);
	assert_int_equal(rows_about(book, one), n_one + 3);
	assert_int_equal(rows_about(book, two), n_two + 2);
	/* The same families once, however often they are looked at; one row a look. */
	assert_int_equal(book_number(book->path, "SELECT COUNT(*) FROM seen_set"), 2);
	assert_int_equal(book_number(book->path, "SELECT COUNT(*) FROM seen"), 3);
	/* Who came later did not stand on it, nor in a backup of before. */
	look_at_list(book, "backup", none);
	assert_int_equal(rows_about(book, one), n_one + 4);
	assert_int_equal(rows_about(book, book_case(book)), 1);
	assert_int_equal(first_broken(book), 0);
}

static void a_list_of_very_many_is_told_too(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	size_t n = rows_about(book, key);

	assert_int_equal(ks_store_begin(book->store, KS_READ, "case-list", __func__), KS_OK);
	for (int i = 0; i < 150000; i++)
		ks_store_seen(book->store, ks_fmt(&book->arena, "%09d", i));
	ks_store_seen(book->store, key);
	book_commit(book);
	assert_int_equal(book_number(book->path, "SELECT COUNT(*) FROM seen"), 2);
	assert_int_equal(rows_about(book, key), n + 1);
	assert_int_equal(rows_about(book, "000000000"), 1);
	assert_int_equal(rows_about(book, "000149999"), 1);
	assert_int_equal(first_broken(book), 0);
}

/* Of several that do not fit, the look that comes first, whatever their hashes are. */
static void the_first_look_of_which_a_list_was_changed_is_named(void **state)
{
	struct book *book = *state;
	long long first;

	for (int i = 0; i < 6; i++) {
		const char *const keys[] = { book_case(book), NULL };

		look_at_list(book, "case-list", keys);
	}
	first = book_number(book->path, "SELECT MIN(seq) FROM seen");
	book_sql(book->path, "UPDATE seen_set SET cases = ' WWWW-WWWW '");
	assert_int_equal(first_broken(book), first);
}

/* A list at which nobody looked was slipped in: no row of the audit speaks of it. */
static void a_list_that_nobody_looked_at_is_seen(void **state)
{
	struct book *book = *state;
	char hash[KS_SHA256_HEX];
	long long next;

	book_case(book);
	next = book_number(book->path, "SELECT MAX(seq) + 1 FROM audit");
	ks_sha256(" WWWW-WWWW ", 11, hash);
	assert_int_equal(first_broken(book), 0);
	book_sql(book->path, ks_fmt(&book->arena, "INSERT INTO seen_set VALUES ('%s', ' WWWW-WWWW ')",
				    hash));
	assert_int_equal(first_broken(book), next);
}

static void for_whom_somebody_works_is_recorded(void **state)
{
	struct book *book = *state;

	ks_store_set_actor(book->store, (struct ks_actor){ "lea", "verloskundige", NULL, "anna" });
	book_case(book);
	assert_int_equal(book_number(book->path, "SELECT COUNT(*) FROM audit WHERE "
						 "user_name = 'lea' AND on_behalf = 'anna'"),
			 1);
	assert_int_equal(first_broken(book), 0);
}

static void a_change_of_the_book_itself_is_seen(void **state)
{
	struct book *book = *state;

	fill(book);
	book_sql(book->path, "UPDATE book SET created = 'once'");
	assert_int_equal(first_broken(book), 1);
}

static void an_answer_taken_away_is_seen_at_its_transaction(void **state)
{
	struct book *book = *state;

	fill(book);
	book_sql(book->path, "UPDATE screening SET answers = ''");
	assert_int_equal(first_broken(book), 2);
}

static void an_answer_slipped_in_is_seen(void **state)
{
	struct book *book = *state;

	fill(book);
	book_sql(book->path, "UPDATE screening SET answers = answers || ' netwerk'");
	assert_int_equal(first_broken(book), 2);
}

static void a_row_cut_out_of_the_middle_is_seen(void **state)
{
	struct book *book = *state;

	fill(book);
	book_sql(book->path, "PRAGMA foreign_keys = 0; " UNLOCK "DELETE FROM audit WHERE seq = 2");
	assert_int_equal(first_broken(book), 2);
}

/* Reading writes nothing else, so only the head kept elsewhere tells. */
static void a_tail_that_was_cut_shows_in_the_head_alone(void **state)
{
	struct book *book = *state;
	char before[KS_SHA256_HEX], after[KS_SHA256_HEX];
	long long broken = -1;

	fill(book);
	ks_audit_verify(book->store, &broken, before);
	book_sql(book->path, UNLOCK "DELETE FROM audit WHERE seq = (SELECT MAX(seq) FROM audit); "
			     "DELETE FROM seen; DELETE FROM seen_set");
	ks_audit_verify(book->store, &broken, after);
	assert_int_equal(broken, 0);
	assert_string_not_equal(before, after);
}

static void marking_a_case_erased_does_not_hide_a_change(void **state)
{
	struct book *book = *state;

	fill(book);
	book_sql(book->path, "UPDATE cases SET erased = '2026-11-21'; DELETE FROM screening");
	assert_int_equal(first_broken(book), 2);
}

static void the_audit_holds_no_words_about_a_family(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);

	book_begin(book, key);
	ks_case_set(book->store, key, KS_FACT_WISH, "eindelijk slapen");
	book_commit(book);
	assert_int_equal(book_number(book->path,
				     "SELECT COUNT(*) FROM audit WHERE event || COALESCE(object, '') "
				     "|| digest LIKE '%slapen%'"),
			 0);
	assert_int_equal(book_number(book->path, "SELECT COUNT(DISTINCT digest) FROM audit"), 3);
}

static void a_head_kept_elsewhere_is_found_until_the_tail_is_cut(void **state)
{
	struct book *book = *state;
	char head[KS_SHA256_HEX];
	long long broken = -1, at = -1;

	fill(book);
	ks_audit_verify(book->store, &broken, head);
	book_begin(book, NULL);
	book_commit(book);
	assert_int_equal(ks_audit_find_head(book->store, head, &at), KS_OK);
	assert_int_equal(at, book_number(book->path, "SELECT MAX(seq) - 1 FROM audit"));
	book_sql(book->path, UNLOCK "DELETE FROM audit WHERE seq > 3");
	assert_int_equal(ks_audit_find_head(book->store, head, &at), KS_OK);
	assert_int_equal(at, 0);
}

static size_t rows_of(struct book *book, struct ks_audit_filter filter)
{
	struct ks_audit_row *rows = NULL;
	size_t n = 0;

	assert_int_equal(ks_audit_list(book->store, &filter, &rows, &n), KS_OK);
	for (size_t i = 1; i < n; i++)
		assert_true(rows[i - 1].seq < rows[i].seq);
	return n;
}

static void the_rows_of_a_case_a_person_and_a_period_can_be_listed(void **state)
{
	struct book *book = *state;
	struct ks_audit_filter all = { .from = KS_NO_DAY, .until = KS_NO_DAY }, some = all;
	size_t whole;

	fill(book);
	whole = rows_of(book, all);
	assert_int_equal(whole, book_number(book->path, "SELECT COUNT(*) FROM audit"));
	some.case_key = book_case(book);
	assert_int_equal(rows_of(book, some), 1);
	some = all;
	some.user = "anna";
	assert_int_equal(rows_of(book, some), whole + 1);
	some.user = "an";
	assert_int_equal(rows_of(book, some), 0);
	some = all;
	some.from = some.until = book_day("2026-11-21");
	assert_int_equal(rows_of(book, some), whole + 1);
	some.from = book_day("2026-11-22");
	assert_int_equal(rows_of(book, some), 0);
	some.from = KS_NO_DAY;
	some.until = book_day("2026-11-20");
	assert_int_equal(rows_of(book, some), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, book_start, book_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_honest_book_fits),
		TEST(the_audit_cannot_be_changed_by_a_plain_statement),
		TEST(a_change_of_any_column_is_seen),
		TEST(a_change_of_a_later_consent_is_seen),
		TEST(a_list_is_told_to_who_stood_on_it),
		TEST(a_list_of_very_many_is_told_too),
		TEST(the_first_look_of_which_a_list_was_changed_is_named),
		TEST(a_list_that_nobody_looked_at_is_seen),
		TEST(for_whom_somebody_works_is_recorded),
		TEST(a_change_of_the_book_itself_is_seen),
		TEST(an_answer_taken_away_is_seen_at_its_transaction),
		TEST(an_answer_slipped_in_is_seen),
		TEST(a_row_cut_out_of_the_middle_is_seen),
		TEST(a_tail_that_was_cut_shows_in_the_head_alone),
		TEST(marking_a_case_erased_does_not_hide_a_change),
		TEST(a_head_kept_elsewhere_is_found_until_the_tail_is_cut),
		TEST(the_rows_of_a_case_a_person_and_a_period_can_be_listed),
		TEST(the_audit_holds_no_words_about_a_family),
	};

	return cmocka_run_group_tests_name("audit", tests, NULL, NULL);
}
