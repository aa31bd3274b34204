/* SPDX-License-Identifier: EUPL-1.2 */
/* Copies of a whole casebook: made, looked over, put in place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ks/base/str.h"
#include "ks/store/audit.h"
#include "ks/store/cases.h"
#include "ks/store/copy.h"
#include "ks/store/db.h"
#include "ks/store/erase.h"
#include "ks/store/inside.h"
#include "support/book.h"

static struct ks_store_options options_of(struct book *book, const char *path)
{
	return (struct ks_store_options){ .path = path,
					  .mode = KS_STORE_OPEN,
					  .actor = { "anna", "verloskundige", NULL, NULL },
					  .today = book_day("2026-11-21"),
					  .now = "2026-11-21T10:11:12Z",
					  .arena = &book->arena,
					  .diag = &book->diag };
}

static struct ks_copy *copy_of(struct book *book, struct ks_copy_facts *facts)
{
	struct ks_store_options options = options_of(book, book->path);
	struct ks_copy *copy = NULL;

	assert_int_equal(ks_copy_new(&options, &copy), KS_OK);
	assert_int_equal(ks_copy_take(copy, book->store), KS_OK);
	assert_int_equal(ks_copy_examine(copy, facts), KS_OK);
	return copy;
}

/* Names in the folder of the book besides the book and its journal. */
static int others(struct book *book)
{
	DIR *folder = opendir(book->folder);
	struct dirent *entry;
	int n = 0;

	while ((entry = readdir(folder)))
		n += !ks_streq(entry->d_name, ".") && !ks_streq(entry->d_name, "..") &&
		     strncmp(entry->d_name, "book.db", 7) != 0;
	closedir(folder);
	return n;
}

static void a_copy_says_what_the_book_holds(void **state)
{
	struct book *book = *state;
	struct ks_copy_facts facts;
	struct ks_copy *copy;

	book_case(book);
	book_case(book);
	copy = copy_of(book, &facts);
	assert_string_equal(facts.book, ks_store_book_id(book->store));
	assert_int_equal(facts.cases, 2);
	assert_int_equal(facts.handovers, 0);
	assert_int_equal(facts.rows, book_number(book->path, "SELECT COUNT(*) FROM audit"));
	assert_string_equal(facts.last, "2026-11-21T10:11:12Z");
	assert_null(facts.group);
	ks_copy_end(copy);
}

/* Killed here, nothing that can be read would be left. */
static void an_open_copy_has_no_name(void **state)
{
	struct book *book = *state;
	struct ks_copy_facts facts;
	struct ks_copy *copy;
	struct stat st;

	book_case(book);
	copy = copy_of(book, &facts);
	assert_int_equal(others(book), 0);
	assert_int_equal(fstat(ks_copy_file(copy), &st), 0);
	assert_int_equal(st.st_nlink, 0);
	assert_true(st.st_size > 0);
	/* And it is a whole casebook all the same, in which can be written. */
	assert_int_equal(ks_store_begin(ks_copy_store(copy), KS_EXECUTE, "restore", __func__),
			 KS_OK);
	assert_int_equal(ks_store_commit(ks_copy_store(copy)), KS_OK);
	assert_int_equal(others(book), 0);
	ks_copy_end(copy);
	assert_int_equal(book_number(book->path,
				     "SELECT COUNT(*) FROM audit WHERE event = 'restore'"),
			 0);
}

static void a_copy_is_of_one_moment(void **state)
{
	struct book *book = *state;
	struct ks_copy_facts facts;
	pid_t writer = fork();
	int status = 0;

	assert_true(writer >= 0);
	if (writer == 0) {
		/* On a connection of its own: one must not be carried into another process. */
		struct ks_store_options options = options_of(book, book->path);

		if (ks_store_open(&options, &book->store) != KS_OK)
			_exit(1);
		for (int i = 0; i < 30; i++)
			book_case(book);
		_exit(0);
	}
	for (int i = 0; i < 10; i++) {
		struct ks_copy *copy = copy_of(book, &facts);

		assert_int_equal(facts.rows, facts.cases + 1);
		ks_copy_end(copy);
	}
	assert_int_equal(waitpid(writer, &status, 0), writer);
	assert_int_equal(status, 0);
	assert_int_equal(book_number(book->path, "SELECT COUNT(*) FROM cases"), 30);
}

static void a_copy_settles_where_there_is_nothing(void **state)
{
	struct book *book = *state;
	const char *path = book_file(book, "new.db");
	struct ks_copy_facts facts;
	struct ks_copy *copy;
	struct stat st;

	book_case(book);
	copy = copy_of(book, &facts);
	assert_int_equal(ks_copy_settle(copy, &facts, path), KS_OK);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(book_number(path, "SELECT COUNT(*) FROM cases"), 1);
	/* Never over something. */
	assert_int_equal(ks_copy_settle(copy, &facts, path), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_exists);
	assert_int_equal(ks_copy_settle(copy, &facts, book->path), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_exists);
	ks_copy_end(copy);
}

static void what_is_replaced_is_kept(void **state)
{
	struct book *book = *state;
	const char *keep = book_file(book, "kept.db");
	struct ks_copy_facts facts;
	struct ks_copy *copy;
	long long broken = -1;
	char head[KS_SHA256_HEX];

	book_case(book);
	copy = copy_of(book, &facts);
	book_case(book);
	assert_int_equal(ks_copy_replace(copy, book->store, keep), KS_OK);
	ks_copy_end(copy);
	assert_int_equal(book_number(book->path, "SELECT COUNT(*) FROM cases"), 1);
	assert_int_equal(book_number(keep, "SELECT COUNT(*) FROM cases"), 2);
	/* Who had it open goes on in the restored book. */
	book_begin(book, NULL);
	assert_int_equal(ks_audit_verify(book->store, &broken, head), KS_OK);
	assert_int_equal(broken, 0);
	assert_string_equal(head, facts.head);
	book_commit(book);
	assert_int_equal(book_reopen(book, "2026-11-21"), KS_OK);
}

/* Between keeping and replacing somebody recorded something: that is not lost. */
static void a_change_in_between_stops_it(void **state)
{
	struct book *book = *state;
	struct ks_copy_facts facts;
	struct ks_copy *copy;
	struct ks_store *other;
	struct ks_store_options options = options_of(book, book->path);
	long long stamp;
	bool changed = false;

	book_case(book);
	copy = copy_of(book, &facts);
	stamp = ks_db_stamp(book->store->db);
	assert_true(stamp > 0);
	assert_int_equal(ks_store_open(&options, &other), KS_OK);
	assert_int_equal(ks_store_begin(other, KS_UPDATE, "between", __func__), KS_OK);
	assert_int_equal(ks_store_commit(other), KS_OK);
	ks_store_close(other);
	assert_int_equal(ks_db_copy(ks_copy_store(copy)->db, book->store->db, &stamp, &changed),
			 KS_OK);
	assert_true(changed);
	assert_int_equal(book_number(book->path, "SELECT COUNT(*) FROM audit WHERE event = 'between'"),
			 1);
	stamp = ks_db_stamp(book->store->db);
	assert_int_equal(ks_db_copy(ks_copy_store(copy)->db, book->store->db, &stamp, &changed),
			 KS_OK);
	assert_false(changed);
	assert_int_equal(book_number(book->path, "SELECT COUNT(*) FROM audit WHERE event = 'between'"),
			 0);
	ks_copy_end(copy);
}

static void a_copy_that_is_not_sound_is_refused(void **state)
{
	static const char *const harm[] = {
		"UPDATE answer SET reply = 'absent'",
		"DELETE FROM screening",
		"INSERT INTO setting VALUES ('lang', 'en', 1)",
		"CREATE TABLE extra (x)",
	};
	struct book *book = *state;

	book_case(book);
	for (size_t i = 0; i < sizeof(harm) / sizeof(harm[0]); i++) {
		const char *path = book_file(book, ks_fmt(&book->arena, "harm%zu.db", i));
		struct ks_store_options options = options_of(book, book->path);
		struct ks_copy *copy = NULL;
		struct ks_copy_facts facts;
		enum ks_status status;
		char bytes[4096];
		ssize_t n;
		int fd;

		copy = copy_of(book, &facts);
		assert_int_equal(ks_copy_settle(copy, &facts, path), KS_OK);
		ks_copy_end(copy);
		book_sql(path, "PRAGMA foreign_keys=OFF");
		book_sql(path, harm[i]);
		assert_int_equal(ks_copy_new(&options, &copy), KS_OK);
		fd = open(path, O_RDONLY);
		while ((n = read(fd, bytes, sizeof(bytes))) > 0)
			assert_int_equal(write(ks_copy_file(copy), bytes, (size_t)n), n);
		close(fd);
		status = ks_copy_open(copy);
		if (status == KS_OK)
			status = ks_copy_examine(copy, &facts);
		assert_int_equal(status, KS_STORE);
		assert_true(book_complaint(book) >= 0);
		ks_copy_end(copy);
	}
}

static void a_copy_knows_what_it_lacks(void **state)
{
	struct book *book = *state;
	struct ks_copy_difference d;
	struct ks_copy_facts facts;
	struct ks_copy *copy;
	const char *key = book_case(book);

	copy = copy_of(book, &facts);
	assert_int_equal(ks_copy_compare(copy, book->store, &d), KS_OK);
	assert_true(d.same_book && d.nothing_lost);
	assert_int_equal(d.rows, 0);
	book_case(book);
	assert_int_equal(ks_store_begin(book->store, KS_READ, "case-list", __func__), KS_OK);
	book_commit(book);
	assert_int_equal(ks_store_begin(book->store, KS_DELETE, "case-erase", __func__), KS_OK);
	ks_store_about(book->store, key, NULL);
	assert_int_equal(ks_case_erase(book->store, key), KS_OK);
	book_commit(book);
	assert_int_equal(ks_copy_compare(copy, book->store, &d), KS_OK);
	assert_true(d.same_book && !d.nothing_lost);
	assert_int_equal(d.rows, 3);
	assert_int_equal(d.changes, 2);
	assert_int_equal(d.n_erased_back, 1);
	assert_string_equal(d.erased_back[0], key);
	ks_copy_end(copy);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, book_start, book_end)
	const struct CMUnitTest tests[] = {
		T(a_copy_says_what_the_book_holds),
		T(an_open_copy_has_no_name),
		T(a_copy_is_of_one_moment),
		T(a_copy_settles_where_there_is_nothing),
		T(what_is_replaced_is_kept),
		T(a_change_in_between_stops_it),
		T(a_copy_that_is_not_sound_is_refused),
		T(a_copy_knows_what_it_lacks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
