/* SPDX-License-Identifier: EUPL-1.2 */
/* Which files are opened as a casebook, and which are refused and why. */
#define _GNU_SOURCE	/* RTLD_NEXT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dlfcn.h>
#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ks/base/str.h"
#include "support/book.h"

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static mode_t mode_of(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return st.st_mode & 07777;
}

static void a_new_book_is_private_and_has_one_audit_row(void **state)
{
	struct book *book = *state;

	assert_int_equal(mode_of(book->path), 0600);
	assert_int_equal(book_number(book->path, "SELECT COUNT(*) FROM audit"), 1);
	assert_int_equal(book_number(book->path, "SELECT COUNT(*) FROM audit WHERE event = 'init' "
						 "AND action = 'C' AND user_name = 'anna'"),
			 1);
	assert_int_equal(book_number(book->path, "SELECT shared FROM book"), 0);
	assert_int_equal(strlen(ks_store_book_id(book->store)), 12);
	assert_string_equal(ks_store_path(book->store), book->path);
}

static void an_existing_file_is_never_overwritten(void **state)
{
	struct book *book = *state;
	const char *other = book_file(book, "notes.txt");

	assert_int_equal(book_try(book, book->path, KS_STORE_CREATE, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_exists);
	write_file(other, "groceries\n");
	assert_int_equal(book_try(book, other, KS_STORE_CREATE, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_exists);
}

static void an_interrupted_init_can_be_finished(void **state)
{
	struct book *book = *state;
	const char *empty = book_file(book, "empty.db");

	write_file(empty, "");
	assert_int_equal(book_try(book, empty, KS_STORE_OPEN, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_unfinished);
	assert_int_equal(book_try(book, empty, KS_STORE_CREATE, NULL), KS_OK);
	assert_int_equal(book_try(book, empty, KS_STORE_OPEN, NULL), KS_OK);
}

static void a_missing_book_names_the_way_out(void **state)
{
	struct book *book = *state;

	assert_int_equal(book_try(book, book_file(book, "none.db"), KS_STORE_OPEN, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_missing);
	assert_int_equal(book_try(book, book_file(book, "no/such/folder.db"), KS_STORE_OPEN, NULL),
			 KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_missing);
	assert_int_equal(access(book_file(book, "none.db"), F_OK), -1);
	assert_int_equal(access(book_file(book, "no"), F_OK), -1);
}

static void init_makes_missing_folders_private(void **state)
{
	struct book *book = *state;

	assert_int_equal(book_try(book, book_file(book, "deep/book.db"), KS_STORE_CREATE, NULL),
			 KS_OK);
	assert_int_equal(mode_of(book_file(book, "deep")), 0700);
}

static void names_without_a_file_are_refused(void **state)
{
	struct book *book = *state;
	static const char *const names[] = { "", "folder/", "/" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		assert_int_equal(book_try(book, names[i], KS_STORE_OPEN, NULL), KS_STORE);
		assert_int_equal(book_complaint(book), KS_MSG_store_no_name);
	}
	assert_int_equal(book_try(book, NULL, KS_STORE_OPEN, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_no_name);
}

/* SQLite would keep these in memory or read them as addresses, and forget everything. */
static void names_with_a_meaning_for_sqlite_are_just_names(void **state)
{
	struct book *book = *state;
	static const char *const names[] = { ":memory:", "file:x?mode=memory", "a%20b?c#d" };
	char before[256];

	assert_non_null(getcwd(before, sizeof(before)));
	assert_int_equal(chdir(book->folder), 0);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		assert_int_equal(book_try(book, names[i], KS_STORE_CREATE, NULL), KS_OK);
		assert_true(access(book_file(book, names[i]), F_OK) == 0);
		assert_int_equal(book_try(book, names[i], KS_STORE_OPEN, NULL), KS_OK);
	}
	assert_int_equal(chdir(before), 0);
}

static void a_link_a_folder_and_a_pipe_are_no_casebooks(void **state)
{
	struct book *book = *state;

	assert_int_equal(symlink(book->path, book_file(book, "link.db")), 0);
	assert_int_equal(mkdir(book_file(book, "folder.db"), 0700), 0);
	assert_int_equal(mkfifo(book_file(book, "pipe.db"), 0600), 0);
	assert_int_equal(book_try(book, book_file(book, "link.db"), KS_STORE_OPEN, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_not_a_file);
	assert_int_equal(book_try(book, book_file(book, "folder.db"), KS_STORE_OPEN, NULL),
			 KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_not_a_file);
	assert_int_equal(book_try(book, book_file(book, "pipe.db"), KS_STORE_OPEN, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_not_a_file);
	assert_int_equal(book_try(book, book_file(book, "link.db"), KS_STORE_CREATE, NULL),
			 KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_exists);
}

static void a_link_in_the_folder_above_is_fine(void **state)
{
	struct book *book = *state;

	assert_int_equal(symlink(book->folder, book_file(book, "round")), 0);
	assert_int_equal(book_try(book, book_file(book, "round/book.db"), KS_STORE_OPEN, NULL),
			 KS_OK);
}

static void a_book_that_others_can_reach_is_refused(void **state)
{
	struct book *book = *state;
	static const mode_t modes[] = { 0604, 0602, 0660, 0640, 0666, 0601 };

	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		assert_int_equal(chmod(book->path, modes[i]), 0);
		assert_int_equal(book_try(book, book->path, KS_STORE_OPEN, NULL), KS_STORE);
		assert_int_equal(book_complaint(book), KS_MSG_store_open_to_others);
	}
	assert_int_equal(chmod(book->path, 0600), 0);
	assert_int_equal(book_try(book, book->path, KS_STORE_OPEN, NULL), KS_OK);
}

static void a_text_file_is_not_a_casebook(void **state)
{
	struct book *book = *state;
	const char *path = book_file(book, "letter.db");
	struct ks_buf text;

	ks_buf_init(&text, &book->arena);
	for (int i = 0; i < 500; i++)
		ks_buf_add(&text, "Dear reader, this is not a database.\n");
	write_file(path, text.text);
	assert_int_equal(book_try(book, path, KS_STORE_OPEN, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_not_a_casebook);
}

static void the_database_of_another_program_is_not_a_casebook(void **state)
{
	struct book *book = *state;
	const char *path = book_file(book, "other.db");

	book_sql(path, "CREATE TABLE bookmarks (url TEXT); PRAGMA user_version = 1");
	assert_int_equal(chmod(path, 0600), 0);
	assert_int_equal(book_try(book, path, KS_STORE_OPEN, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_not_a_casebook);
	assert_int_equal(book_number(path, "SELECT COUNT(*) FROM sqlite_schema"), 1);
}

static void a_newer_book_is_refused_and_left_alone(void **state)
{
	struct book *book = *state;

	book_sql(book->path, "PRAGMA user_version = 2; CREATE TABLE future (x TEXT)");
	assert_int_equal(book_try(book, book->path, KS_STORE_OPEN, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_newer);
	assert_int_equal(book_number(book->path, "PRAGMA user_version"), 2);
	assert_int_equal(book_number(book->path, "SELECT COUNT(*) FROM audit"), 1);
}

static void anything_added_or_taken_from_the_tables_is_seen(void **state)
{
	struct book *book = *state;
	static const struct {
		const char *change, *back;
	} cases[] = {
		{ "CREATE TRIGGER spy AFTER INSERT ON fact BEGIN DELETE FROM fact; END",
		  "DROP TRIGGER spy" },
		{ "CREATE TABLE extra (x TEXT)", "DROP TABLE extra" },
		{ "CREATE VIEW v AS SELECT * FROM cases", "DROP VIEW v" },
		{ "CREATE INDEX i ON fact (value)", "DROP INDEX i" },
		{ "ALTER TABLE setting ADD COLUMN extra TEXT", "ALTER TABLE setting DROP COLUMN extra" },
		{ "DROP TRIGGER audit_is_not_cut", NULL },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		book_sql(book->path, cases[i].change);
		assert_int_equal(book_try(book, book->path, KS_STORE_OPEN, NULL), KS_STORE);
		assert_int_equal(book_complaint(book), KS_MSG_store_changed);
		if (!cases[i].back)
			continue;
		book_sql(book->path, cases[i].back);
		assert_int_equal(book_try(book, book->path, KS_STORE_OPEN, NULL), KS_OK);
	}
}

static void a_backup_copy_is_the_same_book(void **state)
{
	struct book *book = *state;
	const char *copy = book_file(book, "copy.db");

	book_sql(book->path, ks_fmt(&book->arena, "VACUUM INTO '%s'", copy));
	assert_int_equal(book_try(book, copy, KS_STORE_OPEN, NULL), KS_OK);
}

static void a_damaged_book_is_refused_without_a_crash(void **state)
{
	struct book *book = *state;
	int fd;

	ks_store_close(book->store);
	book->store = NULL;
	fd = open(book->path, O_RDWR | O_CLOEXEC);
	assert_true(fd >= 0);
	for (off_t at = 108; at < 4096; at += 16)
		assert_int_equal(pwrite(fd, "\xFF\xFF\xFF\xFF", 4, at), 4);
	close(fd);
	assert_int_equal(book_try(book, book->path, KS_STORE_OPEN, NULL), KS_STORE);
	assert_true(book_complaint(book) >= 0);
}

/* Root may write anywhere, so the test steps down in a child. */
static void a_book_that_cannot_be_written_is_not_read_either(void **state)
{
	struct book *book = *state;
	int status = 0;
	pid_t child;

	assert_int_equal(chmod(book->folder, 0755), 0);
	if (getuid() == 0)
		assert_int_equal(chown(book->path, 65534, (gid_t)-1), 0);
	assert_int_equal(chmod(book->path, 0400), 0);
	child = fork();
	if (child == 0) {
		if (getuid() == 0 && setuid(65534))
			_exit(99);
		if (book_try(book, book->path, KS_STORE_OPEN, NULL) != KS_STORE)
			_exit(98);
		_exit(book_complaint(book) == KS_MSG_store_read_only ? 0 : 97);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(WEXITSTATUS(status), 0);
}

/* What opening a path says to somebody who is not root: the complaint, or -2 when it opened. */
static int said_to_somebody(struct book *book, const char *path, enum ks_store_mode mode,
			    const char *group)
{
	int said[2], msg = -2;
	pid_t child;

	assert_int_equal(pipe(said), 0);
	fflush(NULL);
	child = fork();
	if (child == 0) {
		if (getuid() == 0 && (setgid(65534) || setuid(65534)))
			exit(99);
		if (book_try(book, path, mode, group) != KS_OK)
			msg = book_complaint(book);
		exit(write(said[1], &msg, sizeof(msg)) == (ssize_t)sizeof(msg) ? 0 : 98);
	}
	assert_int_equal(waitpid(child, NULL, 0), child);
	assert_int_equal(read(said[0], &msg, sizeof(msg)), sizeof(msg));
	close(said[0]);
	close(said[1]);
	return msg;
}

static void a_closed_door_is_told_apart_from_a_missing_book(void **state)
{
	struct book *book = *state;
	const char *closed = book_file(book, "dicht"), *open = book_file(book, "open");

	assert_int_equal(chmod(book->folder, 0755), 0);
	assert_int_equal(mkdir(closed, 0700), 0);
	assert_int_equal(mkdir(open, 0755), 0);
	assert_int_equal(chmod(open, 0555), 0);
	if (getuid() != 0)
		assert_int_equal(chmod(closed, 0), 0);
	assert_int_equal(said_to_somebody(book, book_file(book, "dicht/in/b.db"), KS_STORE_OPEN, NULL),
			 KS_MSG_store_folder_closed);
	assert_int_equal(said_to_somebody(book, book_file(book, "dicht/b.db"), KS_STORE_OPEN, NULL),
			 getuid() ? KS_MSG_store_folder_closed : KS_MSG_store_no_access);
	assert_int_equal(said_to_somebody(book, book_file(book, "open/b.db"), KS_STORE_CREATE, NULL),
			 KS_MSG_store_cannot_make);
	assert_int_equal(said_to_somebody(book, book_file(book, "open/in/b.db"), KS_STORE_CREATE,
					  NULL),
			 KS_MSG_store_folder_missing);
	if (getuid() == 0)
		assert_int_equal(said_to_somebody(book, book->path, KS_STORE_OPEN, NULL),
				 KS_MSG_store_no_access);
	chmod(closed, 0700);
	chmod(open, 0700);
}

/* ---- what the system refuses --------------------------------------------------- */

/*
 * These stand before the C library's own, because root is refused nothing: the
 * call of this name fails with this error, from the n-th time on.
 */
static struct {
	const char *call;
	int error, from;
} refused;

static bool is_refused(const char *call)
{
	if (!refused.call || !ks_streq(refused.call, call) || --refused.from > 0)
		return false;
	errno = refused.error;
	return true;
}

#define REAL(name) *(void **)&real = dlsym(RTLD_NEXT, name)

int said_access(const char *path, int mode) __asm__("access");
int said_lstat(const char *path, struct stat *st) __asm__("lstat");
int said_fchmod(int fd, mode_t mode) __asm__("fchmod");
int said_fchown(int fd, uid_t user, gid_t group) __asm__("fchown");
char *said_realpath(const char *path, char *out) __asm__("realpath");

int said_access(const char *path, int mode)
{
	static int (*real)(const char *, int);

	if (!real)
		REAL("access");
	return is_refused(mode == W_OK ? "access-write" : "access") ? -1 : real(path, mode);
}

int said_lstat(const char *path, struct stat *st)
{
	static int (*real)(const char *, struct stat *);

	if (!real)
		REAL("lstat");
	return is_refused("lstat") ? -1 : real(path, st);
}

int said_fchmod(int fd, mode_t mode)
{
	static int (*real)(int, mode_t);

	if (!real)
		REAL("fchmod");
	return is_refused("fchmod") ? -1 : real(fd, mode);
}

int said_fchown(int fd, uid_t user, gid_t group)
{
	static int (*real)(int, uid_t, gid_t);

	if (!real)
		REAL("fchown");
	return is_refused("fchown") ? -1 : real(fd, user, group);
}

char *said_realpath(const char *path, char *out)
{
	static char *(*real)(const char *, char *);

	if (!real)
		REAL("realpath");
	return is_refused("realpath") ? NULL : real(path, out);
}

int sqlite3_db_readonly(sqlite3 *db, const char *name)
{
	static int (*real)(sqlite3 *, const char *);

	if (!real)
		REAL("sqlite3_db_readonly");
	return is_refused("read-only") ? 1 : real(db, name);
}

static int said_when(struct book *book, const char *call, int error, int from)
{
	refused.call = call;
	refused.error = error;
	refused.from = from;
	assert_int_equal(book_try(book, book->path, KS_STORE_OPEN, NULL), KS_STORE);
	refused.call = NULL;
	return book_complaint(book);
}

static void what_the_system_refuses_is_said_in_its_own_words(void **state)
{
	struct book *book = *state;

	assert_int_equal(said_when(book, "access", EACCES, 1), KS_MSG_store_no_access);
	assert_int_equal(said_when(book, "access-write", EROFS, 1), KS_MSG_store_read_only);
	assert_int_equal(said_when(book, "lstat", EACCES, 1), KS_MSG_store_no_access);
	assert_int_equal(said_when(book, "lstat", EIO, 1), KS_MSG_store_cannot_open);
	assert_int_equal(said_when(book, "lstat", EIO, 2), KS_MSG_store_cannot_open);
	assert_int_equal(said_when(book, "realpath", EACCES, 1), KS_MSG_store_folder_closed);
	assert_int_equal(said_when(book, "realpath", ELOOP, 1), KS_MSG_store_no_folder);
	assert_int_equal(said_when(book, "read-only", 0, 1), KS_MSG_store_read_only);
	assert_int_equal(book_try(book, book->path, KS_STORE_OPEN, NULL), KS_OK);
}

/* A shared book that its group could not use is not made. */
static void a_shared_book_that_cannot_be_given_to_its_group_is_not_made(void **state)
{
	static const char *const calls[] = { "fchown", "fchmod" };
	struct book *book = *state;
	const struct group *group = getgrgid(getgid());

	if (!group)
		skip();
	assert_int_equal(mkdir(book_file(book, "team"), 02770), 0);
	assert_int_equal(chmod(book_file(book, "team"), 02770), 0);
	for (int i = 0; i < 2; i++) {
		const char *path = book_file(book, ks_fmt(&book->arena, "team/b%d.db", i));

		refused.call = calls[i];
		refused.error = EPERM;
		refused.from = 1;
		assert_int_equal(book_try(book, path, KS_STORE_CREATE, group->gr_name), KS_STORE);
		refused.call = NULL;
		assert_int_equal(book_complaint(book), KS_MSG_store_cannot_make);
	}
}

static void where_nothing_can_be_made_no_book_is(void **state)
{
	struct book *book = *state;

	assert_int_equal(book_try(book, "/proc/book.db", KS_STORE_CREATE, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_cannot_make);
	assert_int_equal(book_try(book, "/proc/no/such/book.db", KS_STORE_CREATE, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_folder_missing);
}

/* Bytes without a book: only beside a journal that holds something they may be an init's. */
static void what_is_not_empty_is_taken_only_with_its_journal(void **state)
{
	struct book *book = *state;
	const char *half = book_file(book, "half.db"), *journal = book_file(book, "half.db-journal");

	write_file(half, "half");
	assert_int_equal(mkdir(journal, 0700), 0);
	assert_int_equal(book_try(book, half, KS_STORE_CREATE, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_exists);
	assert_int_equal(rmdir(journal), 0);
	write_file(journal, "");
	assert_int_equal(book_try(book, half, KS_STORE_CREATE, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_exists);
	write_file(journal, "not one of SQLite");
	if (getuid() == 0) {
		assert_int_equal(chown(journal, 65534, (gid_t)-1), 0);
		assert_int_equal(book_try(book, half, KS_STORE_CREATE, NULL), KS_STORE);
		assert_int_equal(book_complaint(book), KS_MSG_store_exists);
		assert_int_equal(chown(journal, getuid(), (gid_t)-1), 0);
	}
	/* Taken, and then seen to be none. */
	assert_int_equal(book_try(book, half, KS_STORE_CREATE, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_not_a_casebook);
}

/* Our number, and a version that was never made. */
static void a_book_without_a_version_is_not_a_casebook(void **state)
{
	struct book *book = *state;

	ks_store_close(book->store);
	book->store = NULL;
	book_sql(book->path, "PRAGMA user_version=0");
	assert_int_equal(book_try(book, book->path, KS_STORE_OPEN, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_not_a_casebook);
	book_sql(book->path, "PRAGMA user_version=1");
	assert_int_equal(book_reopen(book, "2026-11-21"), KS_OK);
}

static void what_cannot_be_a_path_is_refused(void **state)
{
	struct book *book = *state;
	char long_name[400];

	memset(long_name, 'a', sizeof(long_name) - 1);
	long_name[sizeof(long_name) - 1] = '\0';
	assert_int_equal(book_try(book, book_file(book, "book.db/in/b.db"), KS_STORE_OPEN, NULL),
			 KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_no_folder);
	assert_int_equal(book_try(book, book_file(book, long_name), KS_STORE_OPEN, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_cannot_open);
	assert_int_equal(book_try(book, "/er-is-geen-boek.db", KS_STORE_OPEN, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_missing);
	assert_int_equal(book_try(book, "er-is-geen-boek.db", KS_STORE_OPEN, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_missing);
}

static void an_empty_file_is_taken_only_when_it_is_an_own_plain_file(void **state)
{
	struct book *book = *state;
	const char *other = book_file(book, "ander.db"), *link = book_file(book, "link.db");

	write_file(other, "");
	assert_int_equal(symlink(other, link), 0);
	assert_int_equal(book_try(book, link, KS_STORE_CREATE, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_exists);
	assert_int_equal(chmod(other, 0604), 0);
	assert_int_equal(book_try(book, other, KS_STORE_OPEN, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_open_to_others);
	if (getuid() != 0)
		return;
	assert_int_equal(chown(other, 65534, (gid_t)-1), 0);
	assert_int_equal(book_try(book, other, KS_STORE_CREATE, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_exists);
}

/* The book says that it is shared; its group is gone, or it is another one now. */
static void a_shared_book_whose_group_changed_is_refused(void **state)
{
	struct book *book = *state;
	const struct group *group = getgrgid(getgid());
	const char *path = book_file(book, "team/book.db");

	if (!group || getuid() != 0)
		skip();
	assert_int_equal(mkdir(book_file(book, "team"), 02770), 0);
	assert_int_equal(chmod(book_file(book, "team"), 02770), 0);
	assert_int_equal(book_try(book, path, KS_STORE_CREATE, group->gr_name), KS_OK);
	assert_int_equal(chown(path, (uid_t)-1, 65534), 0);
	assert_int_equal(book_try(book, path, KS_STORE_OPEN, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_open_to_others);
	assert_int_equal(chown(path, (uid_t)-1, group->gr_gid), 0);
	assert_int_equal(chown(book_file(book, "team"), (uid_t)-1, 65534), 0);
	assert_int_equal(book_try(book, path, KS_STORE_OPEN, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_shared_folder);
	book_sql(path, "UPDATE book SET group_name = 'er-is-geen-groep'");
	assert_int_equal(book_try(book, path, KS_STORE_OPEN, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_unknown_group);
}

/* Another init holds the empty file; when it lets go there is a book. */
static void an_init_that_was_overtaken_leaves_the_other_book_alone(void **state)
{
	struct book *book = *state;
	const char *path = book_file(book, "samen.db");
	int locked[2];
	char go = 0;
	pid_t child;

	write_file(path, "");
	assert_int_equal(pipe(locked), 0);
	fflush(NULL);
	child = fork();
	if (child == 0) {
		sqlite3 *db = NULL;
		int code = sqlite3_open(path, &db);

		code |= sqlite3_exec(db, "BEGIN IMMEDIATE; CREATE TABLE ander (x); "
				     "PRAGMA user_version = 7", NULL, NULL, NULL);
		code |= write(locked[1], &go, 1) != 1;
		sqlite3_sleep(300);
		code |= sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
		_exit(code | sqlite3_close(db));
	}
	assert_int_equal(read(locked[0], &go, 1), 1);
	assert_int_equal(book_try(book, path, KS_STORE_CREATE, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_exists);
	assert_int_equal(waitpid(child, NULL, 0), child);
	assert_int_equal(book_number(path, "SELECT COUNT(*) FROM sqlite_schema"), 1);
}

/* A file that lost its book row, or never was one of ours. */
static void a_book_without_a_book_in_it_is_not_a_casebook(void **state)
{
	struct book *book = *state;

	ks_store_close(book->store);
	book->store = NULL;
	book_sql(book->path, "DELETE FROM book");
	assert_int_equal(book_try(book, book->path, KS_STORE_OPEN, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_not_a_casebook);
}

static void a_book_of_somebody_else_is_refused(void **state)
{
	struct book *book = *state;

	if (getuid() != 0)
		skip();
	assert_int_equal(chown(book->path, 65534, (gid_t)-1), 0);
	assert_int_equal(book_try(book, book->path, KS_STORE_OPEN, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_not_yours);
}

static void a_shared_book_needs_its_group_and_its_folder(void **state)
{
	struct book *book = *state;
	const struct group *group = getgrgid(getgid());
	const char *folder = book_file(book, "team"), *path = book_file(book, "team/book.db");
	const char *name;

	if (!group)
		skip();
	name = ks_strdup(&book->arena, group->gr_name);
	assert_int_equal(book_try(book, path, KS_STORE_CREATE, "no-such-group"), KS_INPUT);
	assert_int_equal(book_complaint(book), KS_MSG_store_unknown_group);
	assert_int_equal(book_try(book, path, KS_STORE_CREATE, name), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_shared_folder);
	assert_int_equal(chmod(folder, 02770), 0);
	assert_int_equal(book_try(book, path, KS_STORE_CREATE, name), KS_OK);
	assert_int_equal(mode_of(path), 0660);
	assert_int_equal(book_number(path, "SELECT shared FROM book"), 1);
	assert_int_equal(book_try(book, path, KS_STORE_OPEN, NULL), KS_OK);
	assert_int_equal(chmod(path, 0664), 0);
	assert_int_equal(book_try(book, path, KS_STORE_OPEN, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_open_to_others);
	assert_int_equal(chmod(path, 0660), 0);
	assert_int_equal(chmod(folder, 0700), 0);
	assert_int_equal(book_try(book, path, KS_STORE_OPEN, NULL), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_shared_folder);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, book_start, book_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_new_book_is_private_and_has_one_audit_row),
		TEST(an_existing_file_is_never_overwritten),
		TEST(an_interrupted_init_can_be_finished),
		TEST(a_missing_book_names_the_way_out),
		TEST(init_makes_missing_folders_private),
		TEST(names_without_a_file_are_refused),
		TEST(names_with_a_meaning_for_sqlite_are_just_names),
		TEST(a_link_a_folder_and_a_pipe_are_no_casebooks),
		TEST(a_link_in_the_folder_above_is_fine),
		TEST(a_book_that_others_can_reach_is_refused),
		TEST(a_text_file_is_not_a_casebook),
		TEST(the_database_of_another_program_is_not_a_casebook),
		TEST(a_newer_book_is_refused_and_left_alone),
		TEST(anything_added_or_taken_from_the_tables_is_seen),
		TEST(a_backup_copy_is_the_same_book),
		TEST(a_damaged_book_is_refused_without_a_crash),
		TEST(a_book_that_cannot_be_written_is_not_read_either),
		TEST(a_closed_door_is_told_apart_from_a_missing_book),
		TEST(what_cannot_be_a_path_is_refused),
		TEST(what_the_system_refuses_is_said_in_its_own_words),
		TEST(a_shared_book_that_cannot_be_given_to_its_group_is_not_made),
		TEST(where_nothing_can_be_made_no_book_is),
		TEST(what_is_not_empty_is_taken_only_with_its_journal),
		TEST(a_book_without_a_version_is_not_a_casebook),
		TEST(an_empty_file_is_taken_only_when_it_is_an_own_plain_file),
		TEST(a_shared_book_whose_group_changed_is_refused),
		TEST(an_init_that_was_overtaken_leaves_the_other_book_alone),
		TEST(a_book_without_a_book_in_it_is_not_a_casebook),
		TEST(a_book_of_somebody_else_is_refused),
		TEST(a_shared_book_needs_its_group_and_its_folder),
	};

	return cmocka_run_group_tests_name("open", tests, NULL, NULL);
}
