/* SPDX-License-Identifier: EUPL-1.2 */
/* Copies of a whole casebook: see the header. */
#include "ks/store/copy.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/store/audit.h"
#include "ks/store/health.h"
#include "ks/store/inside.h"
#include "ks/store/place.h"

#define COPY_FOLDER ".ks-copy-"
#define COPY_NAME "copy.db"
#define TRIES 5		/* to replace a book in which others keep writing */

struct ks_copy {
	struct ks_store_options options;	/* path: of the copy */
	const char *folder;			/* NULL: gone already */
	int lock;				/* on that folder: it is in use */
	int fd;
	struct ks_db *db;
	struct ks_store *store;
};

static enum ks_status fail(const struct ks_store_options *options, enum ks_msg msg,
			   const char *path, const char *reason)
{
	ks_error(options->diag, ks_nowhere(), msg,
		 KS_ARGS({ "path", path }, { "reason", reason }), NULL);
	return KS_STORE;
}

/* ---- the folder ---------------------------------------------------------- */

/* Its descriptor; -1 when somebody else has it, or it cannot be entered. */
static int lock_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) == 0)
		return fd;
	close(fd);
	return -1;
}

/* Left behind, and still there. Whose lock is held is at work; another account's is not seen. */
static bool is_left(const char *folder, bool remove)
{
	int fd;

	errno = 0;
	fd = lock_folder(folder);
	if (fd < 0)
		return errno == EACCES;
	if (remove) {
		unlinkat(fd, COPY_NAME, 0);
		remove = rmdir(folder) == 0;
	}
	close(fd);
	return !remove;
}

long long ks_copies_left(const struct ks_store *store, bool remove)
{
	const char *slash = strrchr(store->path, '/');
	const char *folder = ks_strndup(store->arena, store->path, (size_t)(slash - store->path) + 1);
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	long long n = 0;
	bool is_whole;

	if (!dir)
		return -1;
	while ((errno = 0, entry = readdir(dir)) != NULL)
		if (strncmp(entry->d_name, COPY_FOLDER, strlen(COPY_FOLDER)) == 0)
			n += is_left(ks_fmt(store->arena, "%s%s", folder, entry->d_name), remove);
	is_whole = errno == 0;
	closedir(dir);
	return is_whole ? n : -1;
}

/* ---- the file ------------------------------------------------------------ */

enum ks_status ks_copy_new(const struct ks_store_options *options, struct ks_copy **out)
{
	struct ks_copy *copy = KS_NEW(options->arena, struct ks_copy);
	struct ks_place place = { NULL, NULL };
	char *folder;
	enum ks_status status =
		ks_place_find(options->arena, options->diag, options->path, true, &place);

	*out = copy;
	copy->options = *options;
	copy->fd = -1;
	copy->lock = -1;
	if (status != KS_OK)
		return status;
	folder = ks_fmt(options->arena, "%s/" COPY_FOLDER "XXXXXX", place.folder);
	if (!mkdtemp(folder))
		return fail(options, KS_MSG_store_cannot_make, folder, strerror(errno));
	copy->folder = folder;
	copy->lock = lock_folder(folder);
	copy->options.path = ks_fmt(options->arena, "%s/" COPY_NAME, folder);
	copy->fd = open(copy->options.path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
			S_IRUSR | S_IWUSR);
	if (copy->fd < 0)
		return fail(options, KS_MSG_store_cannot_make, copy->options.path, strerror(errno));
	return KS_OK;
}

int ks_copy_file(const struct ks_copy *copy)
{
	return copy->fd;
}

static void take_name_away(struct ks_copy *copy)
{
	if (!copy->folder)
		return;
	unlink(copy->options.path);
	rmdir(copy->folder);
	copy->folder = NULL;
	if (copy->lock >= 0)
		close(copy->lock);
	copy->lock = -1;
}

void ks_copy_end(struct ks_copy *copy)
{
	if (!copy)
		return;
	if (copy->store)
		ks_store_close(copy->store);
	else
		ks_db_close(copy->db);
	if (copy->fd >= 0)
		close(copy->fd);
	copy->fd = -1;
	copy->db = NULL;
	copy->store = NULL;
	take_name_away(copy);
}

/* ---- opening ------------------------------------------------------------- */

/* SQLite reads the first page here, so that it needs the name no more. */
static enum ks_status open_db(struct ks_copy *copy, bool is_empty)
{
	const struct ks_store_options *o = &copy->options;
	int version = 0;
	enum ks_status status =
		ks_db_open(o->arena, o->diag, o->path, is_empty, &copy->db, &version);

	ks_db_is_scratch(copy->db);
	take_name_away(copy);
	return status ? status : ks_db_status(copy->db);
}

enum ks_status ks_copy_open(struct ks_copy *copy)
{
	enum ks_status status = open_db(copy, false);

	return status ? status : ks_store_over(&copy->options, copy->db, &copy->store);
}

enum ks_status ks_copy_take(struct ks_copy *copy, struct ks_store *store)
{
	bool changed = false;
	enum ks_status status = open_db(copy, true);

	if (status == KS_OK)
		status = ks_db_copy(store->db, copy->db, NULL, &changed);
	return status ? status : ks_store_over(&copy->options, copy->db, &copy->store);
}

struct ks_store *ks_copy_store(struct ks_copy *copy)
{
	return copy->store;
}

/* ---- looking it over ----------------------------------------------------- */

static void read_facts(struct ks_copy *copy, struct ks_copy_facts *facts)
{
	struct ks_db *db = copy->db;

	facts->book = ks_store_book_id(copy->store);
	facts->rows = ks_db_number(db, KS_SQL_audit_rows_count, NULL, 0);
	facts->last = ks_db_word(db, KS_SQL_audit_last_moment, NULL, 0);
	facts->cases = ks_db_number(db, KS_SQL_cases_count, NULL, 0);
	facts->handovers = ks_db_number(db, KS_SQL_handovers_count, NULL, 0);
	facts->group = ks_store_group(copy->store);
}

static void wrong(const struct ks_copy *copy, const char *what)
{
	ks_db_fail(copy->db, KS_STORE, KS_MSG_copy_is_wrong, KS_ARGS({ "what", what }));
}

enum ks_status ks_copy_examine(struct ks_copy *copy, struct ks_copy_facts *facts)
{
	struct ks_arena *arena = copy->options.arena;
	struct ks_health health = { .damage = NULL };

	ks_store_examine(copy->store, &health);
	read_facts(copy, facts);
	facts->head = ks_strdup(arena, health.head);
	if (health.damage)
		wrong(copy, health.damage);
	else if (health.orphans)
		wrong(copy, ks_fmt(arena, "references: %lld", health.orphans));
	else if (health.broken)
		wrong(copy, ks_fmt(arena, "audit: %lld", health.broken));
	return ks_db_status(copy->db);
}

/* ---- beside the book that is there --------------------------------------- */

/* An erasure that the copy does not know of: who was forgotten would be back. */
static void find_erased_back(struct ks_copy *copy, struct ks_store *book,
			     struct ks_copy_difference *out)
{
	const enum ks_sql sql = KS_SQL_erased_keys;
	const char **keys = NULL;

	ks_db_query(book->db, sql, NULL, 0);
	while (ks_db_next(book->db, sql)) {
		const char *key = ks_db_text(book->db, sql, 0);

		if (ks_db_number(copy->db, KS_SQL_case_is_there, KS_VALUES(KS_TEXT(key))))
			*(const char **)ks_grow(copy->options.arena, &keys, &out->n_erased_back,
						sizeof(*keys)) = key;
	}
	out->erased_back = keys;
}

/* How many rows a chain has, and where a head stands in it. */
struct stand {
	long long rows, found;
};

static struct stand stand_of(struct ks_store *in, struct ks_store *head_of)
{
	const char *head = ks_db_word(head_of->db, KS_SQL_audit_last_hash, NULL, 0);
	struct stand stand = { .rows = ks_db_number(in->db, KS_SQL_audit_rows_count, NULL, 0) };

	if (head)
		ks_audit_find_head(in, head, &stand.found);
	return stand;
}

enum ks_status ks_copy_compare(struct ks_copy *copy, struct ks_store *book,
			       struct ks_copy_difference *out)
{
	struct stand here = stand_of(book, copy->store);	/* the copy's head in the book */
	struct stand there = stand_of(copy->store, book);

	*out = (struct ks_copy_difference){
		.same_book = ks_streq(book->book_id, copy->store->book_id),
		.nothing_lost = there.found > 0,
	};
	if (here.found) {
		out->rows = here.rows - here.found;
		out->changes = ks_db_number(book->db, KS_SQL_audit_changes_since,
					    KS_VALUES(KS_INT(here.found)));
	}
	if (out->same_book)
		find_erased_back(copy, book, out);
	return ks_db_status(book->db) ? ks_db_status(book->db) : ks_db_status(copy->db);
}

/* ---- putting it in place ------------------------------------------------- */

/* Fills a file of its own with what a database is now; nothing stays of it when that fails. */
static enum ks_status fill_file(const struct ks_store_options *o, struct ks_db *from,
				const char *path, const char *group, const char **made)
{
	struct ks_place place = { NULL, NULL };
	struct ks_db *db = NULL;
	bool changed = false;
	int version = 0;
	enum ks_status status = ks_place_find(o->arena, o->diag, path, true, &place);

	if (status == KS_OK)
		status = ks_place_make(o->arena, o->diag, &place, group);
	if (status != KS_OK)
		return status;
	status = ks_db_open(o->arena, o->diag, place.path, true, &db, &version);
	/* The file was made empty; a casebook in it is somebody else's, made just now. */
	if (status == KS_OK && version > 0)
		return ks_db_close(db), fail(o, KS_MSG_store_exists, place.path, "");
	if (status == KS_OK)
		status = ks_db_copy(from, db, NULL, &changed);
	ks_db_close(db);
	if (status != KS_OK)
		unlink(place.path);
	*made = place.path;
	return status;
}

/* The name itself has to reach the disk too. */
static void settle_name(const struct ks_store_options *o, const char *path)
{
	const char *slash = strrchr(path, '/');
	int fd;

	if (!slash)
		return;
	fd = open(ks_strndup(o->arena, path, (size_t)(slash - path) + 1),
		  O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return;
	(void)fsync(fd);
	close(fd);
}

enum ks_status ks_copy_settle(struct ks_copy *copy, const struct ks_copy_facts *facts,
			      const char *path)
{
	const char *made = NULL;
	enum ks_status status = fill_file(&copy->options, copy->db, path, facts->group, &made);

	if (status == KS_OK)
		settle_name(&copy->options, made);
	return status;
}

enum ks_status ks_copy_replace(struct ks_copy *copy, struct ks_store *old, const char *keep)
{
	const struct ks_store_options *o = &copy->options;
	const char *kept = NULL;
	bool changed = true;

	for (int i = 0; changed && i < TRIES; i++) {
		long long stamp = ks_db_stamp(old->db);
		enum ks_status status;

		if (kept)
			unlink(kept);
		status = fill_file(o, old->db, keep, NULL, &kept);
		if (status != KS_OK)
			return status;
		settle_name(o, kept);
		status = ks_db_copy(copy->db, old->db, &stamp, &changed);
		if (status != KS_OK)
			return status;
	}
	return changed ? fail(o, KS_MSG_store_busy, old->path, "") : KS_OK;
}

enum ks_status ks_copy_set_aside(const struct ks_store_options *options, const char *path,
				 const char *keep)
{
	struct ks_place from = { NULL, NULL }, to = { NULL, NULL };
	struct ks_arena *arena = options->arena;
	struct stat st;
	enum ks_status status = ks_place_find(arena, options->diag, path, false, &from);

	if (status == KS_OK)
		status = ks_place_find(arena, options->diag, keep, false, &to);
	if (status != KS_OK)
		return status;
	if (lstat(to.path, &st) == 0)
		return fail(options, KS_MSG_store_exists, to.path, "");
	/* The journal first: a book without its journal is whole or damaged, never mistaken. */
	if (rename(ks_fmt(arena, "%s-journal", from.path), ks_fmt(arena, "%s-journal", to.path)) &&
	    errno != ENOENT)
		return fail(options, KS_MSG_store_cannot_make, to.path, strerror(errno));
	if (rename(from.path, to.path))
		return fail(options, KS_MSG_store_cannot_make, to.path, strerror(errno));
	settle_name(options, to.path);
	return KS_OK;
}
