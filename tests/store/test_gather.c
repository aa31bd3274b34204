/* SPDX-License-Identifier: EUPL-1.2 */
/* Many transactions that reach the disk together are what they would have been one by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ks/store/audit.h"
#include "ks/store/cases.h"
#include "support/book.h"

static long long count(struct book *book, const char *sql)
{
	return book_number(book->path, sql);
}

static long long first_broken(struct book *book)
{
	char head[KS_SHA256_HEX];
	long long broken = -1;

	assert_int_equal(ks_audit_verify(book->store, &broken, head), KS_OK);
	return broken;
}

static void what_was_settled_is_there_each_with_its_audit_row(void **state)
{
	struct book *book = *state;
	long long before = count(book, "SELECT COUNT(*) FROM audit");

	assert_int_equal(ks_store_gather(book->store), KS_OK);
	book_case(book);
	book_case(book);
	assert_int_equal(ks_store_settle(book->store), KS_OK);
	assert_int_equal(count(book, "SELECT COUNT(*) FROM cases"), 2);
	assert_int_equal(count(book, "SELECT COUNT(*) FROM audit") - before, 2);
	assert_int_equal(book_reopen(book, "2026-11-25"), KS_OK);
	assert_int_equal(first_broken(book), 0);
}

static void nothing_is_there_before_it_is_settled(void **state)
{
	struct book *book = *state;

	assert_int_equal(ks_store_gather(book->store), KS_OK);
	book_case(book);
	assert_int_equal(book_reopen(book, "2026-11-25"), KS_OK);
	assert_int_equal(count(book, "SELECT COUNT(*) FROM cases"), 0);
	assert_int_equal(first_broken(book), 0);
}

static void what_is_undone_takes_nothing_else_with_it(void **state)
{
	struct book *book = *state;
	char key[KS_KEY_SIZE];

	assert_int_equal(ks_store_gather(book->store), KS_OK);
	book_case(book);
	assert_int_equal(ks_store_begin(book->store, KS_CREATE, "screen", __func__), KS_OK);
	assert_int_equal(ks_case_new(book->store, key), KS_OK);
	ks_store_rollback(book->store, KS_INPUT);
	book_case(book);
	assert_int_equal(ks_store_settle(book->store), KS_OK);
	assert_int_equal(count(book, "SELECT COUNT(*) FROM cases"), 2);
	assert_int_equal(first_broken(book), 0);
}

static void a_refusal_among_others_is_still_recorded(void **state)
{
	struct book *book = *state;

	assert_int_equal(ks_store_gather(book->store), KS_OK);
	book_case(book);
	assert_int_equal(ks_store_begin(book->store, KS_UPDATE, "case-set", __func__), KS_OK);
	ks_store_rollback(book->store, KS_REFUSED);
	assert_int_equal(ks_store_settle(book->store), KS_OK);
	assert_int_equal(count(book, "SELECT COUNT(*) FROM audit WHERE result = 'refused'"), 1);
	assert_int_equal(first_broken(book), 0);
}

static void afterwards_every_transaction_stands_alone_again(void **state)
{
	struct book *book = *state;

	assert_int_equal(ks_store_gather(book->store), KS_OK);
	assert_int_equal(ks_store_settle(book->store), KS_OK);
	book_case(book);
	assert_int_equal(count(book, "SELECT COUNT(*) FROM cases"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			what_was_settled_is_there_each_with_its_audit_row, book_start, book_end),
		cmocka_unit_test_setup_teardown(nothing_is_there_before_it_is_settled, book_start,
						book_end),
		cmocka_unit_test_setup_teardown(what_is_undone_takes_nothing_else_with_it,
						book_start, book_end),
		cmocka_unit_test_setup_teardown(a_refusal_among_others_is_still_recorded,
						book_start, book_end),
		cmocka_unit_test_setup_teardown(afterwards_every_transaction_stands_alone_again,
						book_start, book_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
