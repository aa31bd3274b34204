/* SPDX-License-Identifier: EUPL-1.2 */
/* One transaction a command: whole or absent, recorded, alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ks/base/str.h"
#include "ks/store/audit.h"
#include "ks/store/cases.h"
#include "support/book.h"

static long long audit_rows(struct book *book, const char *where)
{
	return book_number(book->path, ks_fmt(&book->arena, "SELECT COUNT(*) FROM audit WHERE %s",
					      where));
}

static void a_reading_is_recorded_too(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);

	assert_int_equal(ks_store_begin(book->store, KS_READ, "case-show", __func__), KS_OK);
	ks_store_about(book->store, key, "H-ABC");
	assert_int_equal(ks_store_commit(book->store), KS_OK);
	assert_int_equal(audit_rows(book, ks_fmt(&book->arena,
						 "event = 'case-show' AND action = 'R' AND "
						 "case_key = '%s' AND object = 'H-ABC' AND "
						 "user_name = 'anna' AND role = 'verloskundige' AND "
						 "organisation = 'Praktijk De Brug' AND "
						 "result = 'done' AND today = '2026-11-21' AND "
						 "at = '2026-11-21T10:11:12Z'",
						 key)),
			 1);
}

static void a_reading_that_turns_out_to_write_says_so(void **state)
{
	struct book *book = *state;

	assert_int_equal(ks_store_begin(book->store, KS_READ, "route", __func__), KS_OK);
	ks_store_action(book->store, KS_CREATE);
	assert_int_equal(ks_store_commit(book->store), KS_OK);
	assert_int_equal(audit_rows(book, "event = 'route' AND action = 'C'"), 1);
}

static void the_seq_announced_is_the_seq_written(void **state)
{
	struct book *book = *state;
	long long seq;

	book_begin(book, NULL);
	seq = ks_store_seq(book->store);
	book_commit(book);
	assert_int_equal(book_number(book->path, "SELECT MAX(seq) FROM audit"), seq);
}

static void what_is_rolled_back_leaves_nothing(void **state)
{
	struct book *book = *state;
	char key[KS_KEY_SIZE];

	book_begin(book, NULL);
	assert_int_equal(ks_case_new(book->store, key), KS_OK);
	ks_store_rollback(book->store, KS_INPUT);
	assert_int_equal(book_number(book->path, "SELECT COUNT(*) FROM cases"), 0);
	assert_int_equal(audit_rows(book, "1 = 1"), 1);
	book_begin(book, NULL);
	assert_int_equal(ks_case_new(book->store, key), KS_OK);
	ks_store_close(book->store);
	book->store = NULL;
	assert_int_equal(book_number(book->path, "SELECT COUNT(*) FROM cases"), 0);
}

static void a_refusal_is_recorded_without_what_it_tried_to_write(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	char head[KS_SHA256_HEX];
	long long broken = -1;

	book_begin(book, key);
	assert_int_equal(ks_case_set(book->store, key, KS_FACT_AGE, "30"), KS_OK);
	ks_store_rollback(book->store, KS_REFUSED);
	assert_int_equal(book_number(book->path, "SELECT COUNT(*) FROM fact"), 0);
	assert_int_equal(audit_rows(book, ks_fmt(&book->arena,
						 "result = 'refused' AND case_key = '%s'", key)),
			 1);
	assert_int_equal(ks_audit_verify(book->store, &broken, head), KS_OK);
	assert_int_equal(broken, 0);
}

static void a_transaction_inside_another_is_a_bug_that_is_named(void **state)
{
	struct book *book = *state;

	book_begin(book, NULL);
	assert_int_equal(ks_store_begin(book->store, KS_READ, "inner", __func__), KS_STORE);
	assert_string_equal(book->diag.first->args[1].value, "book_begin");
	assert_int_equal(book_complaint(book), KS_MSG_store_nested);
	assert_int_equal(ks_store_commit(book->store), KS_STORE);
	book_begin(book, NULL);
	book_commit(book);
}

static void settings_are_kept_and_the_latest_counts(void **state)
{
	struct book *book = *state;
	const char *value = "x";

	assert_int_equal(ks_store_setting_get(book->store, "routes", &value), KS_OK);
	assert_null(value);
	book_begin(book, NULL);
	assert_int_equal(ks_store_setting_set(book->store, "routes", "a"), KS_OK);
	assert_int_equal(ks_store_setting_set(book->store, "routes", "b"), KS_OK);
	book_commit(book);
	assert_int_equal(book_reopen(book, "2026-11-22"), KS_OK);
	assert_int_equal(ks_store_setting_get(book->store, "routes", &value), KS_OK);
	assert_string_equal(value, "b");
	book_begin(book, NULL);
	assert_int_equal(ks_store_setting_set(book->store, "routes", NULL), KS_OK);
	book_commit(book);
	assert_int_equal(ks_store_setting_get(book->store, "routes", &value), KS_OK);
	assert_null(value);
}

#define WRITERS 4
#define CASES_EACH 8

static int write_cases(struct book *book)
{
	if (book_reopen(book, "2026-11-21"))
		return 1;
	for (int i = 0; i < CASES_EACH; i++) {
		char key[KS_KEY_SIZE];

		if (ks_store_begin(book->store, KS_CREATE, "test", __func__) ||
		    ks_case_new(book->store, key) || ks_store_commit(book->store))
			return 2;
	}
	ks_store_close(book->store);
	return 0;
}

/* An open connection may not be carried over a fork: the parent closes first. */
static void several_writers_wait_for_each_other(void **state)
{
	struct book *book = *state;
	pid_t writers[WRITERS];
	char head[KS_SHA256_HEX];
	long long broken = -1;

	ks_store_close(book->store);
	book->store = NULL;
	for (int i = 0; i < WRITERS; i++) {
		writers[i] = fork();
		if (writers[i] == 0)
			_exit(write_cases(book));
	}
	for (int i = 0; i < WRITERS; i++) {
		int status = -1;

		assert_int_equal(waitpid(writers[i], &status, 0), writers[i]);
		assert_int_equal(status, 0);
	}
	assert_int_equal(book_reopen(book, "2026-11-21"), KS_OK);
	assert_int_equal(book_number(book->path, "SELECT COUNT(*) FROM cases"),
			 WRITERS * CASES_EACH);
	assert_int_equal(ks_audit_verify(book->store, &broken, head), KS_OK);
	assert_int_equal(broken, 0);
}

static void the_journal_is_empty_after_a_commit(void **state)
{
	struct book *book = *state;
	struct stat st;

	book_case(book);
	assert_int_equal(stat(book_file(book, "book.db-journal"), &st), 0);
	assert_int_equal(st.st_size, 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(access(book_file(book, "book.db-wal"), F_OK), -1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, book_start, book_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_reading_is_recorded_too),
		TEST(a_reading_that_turns_out_to_write_says_so),
		TEST(the_seq_announced_is_the_seq_written),
		TEST(what_is_rolled_back_leaves_nothing),
		TEST(a_refusal_is_recorded_without_what_it_tried_to_write),
		TEST(a_transaction_inside_another_is_a_bug_that_is_named),
		TEST(settings_are_kept_and_the_latest_counts),
		TEST(several_writers_wait_for_each_other),
		TEST(the_journal_is_empty_after_a_commit),
	};

	return cmocka_run_group_tests_name("transactions", tests, NULL, NULL);
}
