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
#include <sys/file.h>
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
		"UPDATE screening SET answers = REPLACE(answers, 'present', 'absent')",
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

/* ---- what was left behind ----------------------------------------------------- */

static void a_copy_left_behind_is_counted_and_taken_away(void **state)
{
	struct book *book = *state;
	const char *left = book_file(book, ".ks-copy-abcdef"), *used = book_file(book, ".ks-copy-123456");
	int lock;

	assert_int_equal(ks_copies_left(book->store, false), 0);
	assert_int_equal(mkdir(left, 0700), 0);
	assert_int_equal(mkdir(used, 0700), 0);
	book_sql(ks_fmt(&book->arena, "%s/copy.db", left), "CREATE TABLE secret (x)");
	lock = open(used, O_RDONLY | O_DIRECTORY);
	assert_int_equal(flock(lock, LOCK_EX), 0);
	assert_int_equal(ks_copies_left(book->store, false), 1);
	assert_int_equal(ks_copies_left(book->store, true), 0);
	assert_int_not_equal(access(left, F_OK), 0);
	assert_int_equal(access(used, F_OK), 0);
	close(lock);
	assert_int_equal(ks_copies_left(book->store, false), 1);
	/* What somebody else put there is not ours to throw away. */
	book_sql(ks_fmt(&book->arena, "%s/own.db", used), "CREATE TABLE own (x)");
	assert_int_equal(ks_copies_left(book->store, true), 1);
	assert_int_equal(unlink(ks_fmt(&book->arena, "%s/own.db", used)), 0);
	assert_int_equal(ks_copies_left(book->store, true), 0);
}

/* The folder went away from under an open book. */
static void a_folder_that_cannot_be_read_is_not_called_clean(void **state)
{
	struct book *book = *state;
	const char *here = ks_strndup(&book->arena, book_file(book, ""), strlen(book_file(book, "")) - 1);
	const char *away = ks_fmt(&book->arena, "%s-away", here);

	assert_int_equal(rename(here, away), 0);
	assert_int_equal(ks_copies_left(book->store, false), -1);
	assert_int_equal(rename(away, here), 0);
	assert_int_equal(ks_copies_left(book->store, false), 0);
}

/* A file or a link of that name is no folder that ks made. */
static void a_link_with_the_name_of_a_copy_is_not_followed(void **state)
{
	struct book *book = *state;
	const char *there = book_file(book, "there");

	assert_int_equal(mkdir(there, 0700), 0);
	book_sql(ks_fmt(&book->arena, "%s/copy.db", there), "CREATE TABLE own (x)");
	assert_int_equal(symlink(there, book_file(book, ".ks-copy-abcdef")), 0);
	assert_int_equal(ks_copies_left(book->store, true), 0);
	assert_int_equal(access(ks_fmt(&book->arena, "%s/copy.db", there), F_OK), 0);
}

/* ---- what cannot be -------------------------------------------------------------- */

static void a_copy_where_nothing_can_be_made_says_so(void **state)
{
	struct book *book = *state;
	struct ks_store_options options = options_of(book, ks_fmt(&book->arena, "%s/x.db", book->path));
	struct ks_copy *copy = NULL;

	assert_int_equal(ks_copy_new(&options, &copy), KS_STORE);
	assert_true(book_complaint(book) >= 0);
	ks_copy_end(copy);
	options.path = "";
	assert_int_equal(ks_copy_new(&options, &copy), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_no_name);
	ks_copy_end(copy);
	options.path = "/proc/x.db";
	assert_int_equal(ks_copy_new(&options, &copy), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_cannot_make);
	ks_copy_end(copy);
	ks_copy_end(NULL);
}

static void a_damaged_copy_is_named(void **state)
{
	struct book *book = *state;
	struct ks_store_options options = options_of(book, book->path);
	struct ks_copy *copy = NULL;
	struct ks_copy_facts facts;

	book_case(book);
	book_sql(book->path, "PRAGMA ignore_check_constraints=ON; UPDATE screening SET complete = 7");
	assert_int_equal(ks_copy_new(&options, &copy), KS_OK);
	assert_int_equal(ks_copy_take(copy, book->store), KS_OK);
	assert_int_equal(ks_copy_examine(copy, &facts), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_copy_is_wrong);
	ks_copy_end(copy);
}

/* Another casebook: nothing of it can come back in this one. */
static void a_copy_of_another_book_is_told_apart(void **state)
{
	struct book *book = *state, *other;
	struct ks_copy_difference d;
	struct ks_copy_facts facts;
	void *another = NULL;
	struct ks_copy *copy;

	assert_int_equal(book_start(&another), 0);
	other = another;
	copy = copy_of(book, &facts);
	assert_int_equal(ks_copy_compare(copy, other->store, &d), KS_OK);
	assert_false(d.same_book || d.nothing_lost);
	assert_int_equal(d.rows, 0);
	ks_copy_end(copy);
	book_end(&another);
}

/* Erased after the copy, and erased before it: only who was in the copy comes back. */
static void only_who_is_in_the_copy_comes_back(void **state)
{
	struct book *book = *state;
	struct ks_copy_difference d;
	struct ks_copy_facts facts;
	struct ks_copy *copy;
	const char *key;

	book_case(book);
	copy = copy_of(book, &facts);
	key = book_case(book);
	assert_int_equal(ks_store_begin(book->store, KS_DELETE, "case-erase", __func__), KS_OK);
	ks_store_about(book->store, key, NULL);
	assert_int_equal(ks_case_erase(book->store, key), KS_OK);
	book_commit(book);
	assert_int_equal(ks_copy_compare(copy, book->store, &d), KS_OK);
	assert_int_equal(d.n_erased_back, 0);
	ks_copy_end(copy);
}

/* A book that cannot be opened goes aside whole, its journal too, and over nothing. */
static void a_book_is_set_aside_with_its_journal(void **state)
{
	struct book *book = *state;
	struct ks_store_options options = options_of(book, book->path);
	const char *keep = book_file(book, "aside.db"), *other = book_file(book, "other.db");
	const char *journal = ks_fmt(&book->arena, "%s-journal", other);

	book_sql(other, "CREATE TABLE x (y)");
	assert_int_equal(close(open(journal, O_CREAT | O_EXCL | O_WRONLY, 0600)), 0);
	assert_int_equal(ks_copy_set_aside(&options, other, keep), KS_OK);
	assert_int_equal(access(keep, F_OK), 0);
	assert_int_equal(access(ks_fmt(&book->arena, "%s-journal", keep), F_OK), 0);
	assert_int_not_equal(access(other, F_OK), 0);
	assert_int_not_equal(access(journal, F_OK), 0);
	/* What stands there already stays, and so does what is not there. */
	book_sql(other, "CREATE TABLE x (y)");
	assert_int_equal(ks_copy_set_aside(&options, other, keep), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_exists);
	assert_int_equal(access(other, F_OK), 0);
	assert_int_equal(ks_copy_set_aside(&options, book_file(book, "none.db"),
					   book_file(book, "more.db")), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_cannot_make);
	assert_int_equal(ks_copy_set_aside(&options, other, "/nowhere/at/all/keep.db"), KS_STORE);
	assert_true(book_complaint(book) >= 0);
	assert_int_equal(ks_copy_set_aside(&options, "/nowhere/at/all/book.db", other), KS_STORE);
	assert_true(book_complaint(book) >= 0);
	assert_int_equal(access(other, F_OK), 0);
}

/* A book that failed already is not copied, and not copied into. */
static void what_failed_is_not_copied(void **state)
{
	struct book *book = *state;
	struct ks_copy_facts facts;
	struct ks_copy *copy = copy_of(book, &facts);
	bool changed = false;

	ks_db_fail(ks_copy_store(copy)->db, KS_STORE, KS_MSG_store_damaged, NULL);
	assert_int_equal(ks_db_copy(book->store->db, ks_copy_store(copy)->db, NULL, &changed),
			 KS_STORE);
	ks_db_fail(book->store->db, KS_INPUT, KS_MSG_store_damaged, NULL);
	assert_int_equal(ks_db_copy(book->store->db, ks_copy_store(copy)->db, NULL, &changed),
			 KS_INPUT);
	ks_copy_end(copy);
}

/* A file that is gone, or too short, has no stamp. */
static void what_cannot_be_read_has_no_stamp(void **state)
{
	struct book *book = *state;

	assert_int_equal(rename(book->path, book_file(book, "gone")), 0);
	assert_int_equal(ks_db_stamp(book->store->db), -1);
	assert_int_equal(rename(book_file(book, "gone"), book->path), 0);
	assert_true(ks_db_stamp(book->store->db) > 0);
	ks_store_close(book->store);
	book->store = NULL;
	assert_int_equal(book_reopen(book, "2026-11-21"), KS_OK);
	assert_int_equal(truncate(book->path, 10), 0);
	assert_int_equal(ks_db_stamp(book->store->db), -1);
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
		T(a_copy_left_behind_is_counted_and_taken_away),
		T(a_folder_that_cannot_be_read_is_not_called_clean),
		T(a_link_with_the_name_of_a_copy_is_not_followed),
		T(a_copy_where_nothing_can_be_made_says_so),
		T(a_damaged_copy_is_named),
		T(a_copy_of_another_book_is_told_apart),
		T(only_who_is_in_the_copy_comes_back),
		T(a_book_is_set_aside_with_its_journal),
		T(what_failed_is_not_copied),
		T(what_cannot_be_read_has_no_stamp),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
