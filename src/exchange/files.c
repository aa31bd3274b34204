/* SPDX-License-Identifier: EUPL-1.2 */
/* Making files and folders that were not there: see exchange/files.h. */
#include "ks/exchange/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ks/base/arena.h"

#define READ_WRITE 0666	/* of the bits of the folder: those that make sense for a file */
#define WHOLE 0777

static enum ks_status refuse(struct ks_diag *diag, const char *path, int error)
{
	enum ks_msg msg = error == EEXIST ? KS_MSG_file_exists : KS_MSG_file_not_made;

	ks_error(diag, ks_nowhere(), msg,
		 KS_ARGS({ "file", path }, { "reason", strerror(error) }), NULL);
	return KS_STORE;
}

static const char *folder_of(struct ks_arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return ".";
	return slash == path ? "/" : ks_strndup(arena, path, (size_t)(slash - path));
}

/* The bits of a folder: what is made in it may be read by the same people. */
static mode_t bits_of(const char *folder)
{
	struct stat st;

	return stat(folder, &st) == 0 ? (st.st_mode & WHOLE) | S_IRWXU : S_IRWXU;
}

bool ks_file_give(void *to, const unsigned char *bytes, size_t n)
{
	const int *fd = to;

	while (n) {
		ssize_t done = write(*fd, bytes, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		bytes += done;
		n -= (size_t)done;
	}
	return true;
}

long ks_file_take(void *from, unsigned char *bytes, size_t n)
{
	const int *fd = from;
	size_t got = 0;

	while (got < n) {
		ssize_t some = read(*fd, bytes + got, n - got);

		if (some < 0 && errno == EINTR)
			continue;
		if (some < 0)
			return -1;
		if (some == 0)
			break;
		got += (size_t)some;
	}
	return (long)got;
}

static bool write_all(int fd, const char *text)
{
	return ks_file_give(&fd, (const unsigned char *)text, strlen(text));
}

/* A name is on the disk only when its folder is. Not every file system can say so. */
static void settle_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	(void)fsync(fd);
	close(fd);
}

/* False with errno set; then there is nothing under that name that was not there before. */
static bool make_file(const char *path, const char *text, mode_t bits)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
		      S_IRUSR | S_IWUSR);
	bool made;
	int error;

	if (fd < 0)
		return false;
	made = write_all(fd, text) && fchmod(fd, bits & READ_WRITE) == 0 && fsync(fd) == 0;
	error = errno;
	if (close(fd) < 0 && made) {
		made = false;
		error = errno;
	}
	if (!made)
		unlink(path);
	errno = error;
	return made;
}

/* False with errno set. */
static bool make_dir(const char *path, mode_t bits)
{
	return mkdir(path, S_IRWXU) == 0 && chmod(path, bits) == 0;
}

enum ks_status ks_make_file(struct ks_arena *arena, const char *path, const char *text,
			    struct ks_diag *diag)
{
	const char *folder = folder_of(arena, path);
	bool fresh = make_dir(folder, bits_of(folder_of(arena, folder)));

	if (!make_file(path, text, bits_of(folder))) {
		enum ks_status status = refuse(diag, path, errno);

		if (fresh)
			rmdir(folder);
		return status;
	}
	settle_folder(folder);
	return KS_OK;
}

/* A casebook, or anything that is no plain file, is never what somebody meant to write over. */
static bool must_stay(const char *path)
{
	static const char database[] = "SQLite format 3";
	char start[sizeof(database)] = "";
	struct stat st;
	bool stays;
	int fd;

	if (lstat(path, &st) < 0)
		return false;
	if (!S_ISREG(st.st_mode))
		return true;
	fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return errno != ENOENT;
	stays = read(fd, start, sizeof(start)) == (ssize_t)sizeof(start) &&
		memcmp(start, database, sizeof(database)) == 0;
	close(fd);
	return stays;
}

/* For the owner's eyes alone, whatever the folder says; what was there stays until all is written. */
enum ks_status ks_put_file(struct ks_arena *arena, const char *path, const char *text,
			   struct ks_diag *diag)
{
	const char *folder = folder_of(arena, path);
	char *first = ks_fmt(arena, "%s/.new-XXXXXX", folder);
	bool made;
	int fd;

	if (must_stay(path)) {
		ks_error(diag, ks_nowhere(), KS_MSG_file_stays, KS_ARGS({ "file", path }), NULL);
		return KS_STORE;
	}
	fd = mkstemp(first);
	if (fd < 0)
		return refuse(diag, path, errno);
	made = write_all(fd, text) && fsync(fd) == 0;
	made = close(fd) == 0 && made;
	if (!made || rename(first, path) < 0) {
		int error = errno;

		unlink(first);
		return refuse(diag, path, error);
	}
	settle_folder(folder);
	return KS_OK;
}

/* ---- piece by piece -------------------------------------------------------- */

/* rename() would put the folder in the place of an empty one. */
static bool is_free(const char *path)
{
	struct stat st;

	if (lstat(path, &st) < 0)
		return errno == ENOENT;
	errno = EEXIST;
	return false;
}

enum ks_status ks_fresh_start(struct ks_arena *arena, const char *path,
			      struct ks_fresh_file *file, struct ks_diag *diag)
{
	char *first = ks_fmt(arena, "%s/.new-XXXXXX", folder_of(arena, path));

	*file = (struct ks_fresh_file){ .path = path, .first = first, .fd = -1 };
	if (is_free(path))
		file->fd = mkstemp(first);
	return file->fd < 0 ? refuse(diag, path, errno) : KS_OK;
}

bool ks_fresh_give(void *file, const unsigned char *bytes, size_t n)
{
	struct ks_fresh_file *fresh = file;

	return ks_file_give(&fresh->fd, bytes, n);
}

/* Two that want one name at once: a link sees that. A memory stick knows no links. */
static bool take_name(const struct ks_fresh_file *file)
{
	if (link(file->first, file->path) == 0)
		return unlink(file->first) == 0;
	return errno != EEXIST && is_free(file->path) && rename(file->first, file->path) == 0;
}

enum ks_status ks_fresh_keep(struct ks_arena *arena, struct ks_fresh_file *file,
			     struct ks_diag *diag)
{
	bool whole = fsync(file->fd) == 0;
	int error = errno;

	if (close(file->fd) != 0 && whole) {
		whole = false;
		error = errno;
	}
	file->fd = -1;
	if (whole && take_name(file)) {
		settle_folder(folder_of(arena, file->path));
		return KS_OK;
	}
	error = whole ? errno : error;
	unlink(file->first);
	return refuse(diag, file->path, error);
}

void ks_fresh_drop(struct ks_fresh_file *file)
{
	if (file->fd < 0)
		return;
	close(file->fd);
	file->fd = -1;
	unlink(file->first);
}

/* ---- folders --------------------------------------------------------------- */

struct making {
	struct ks_arena *arena;
	const char *folder;	/* under its first name */
	const struct ks_new_file *files;
	size_t n;
	mode_t bits;
};

static const char *path_in(const struct making *m, size_t i)
{
	return ks_fmt(m->arena, "%s/%s", m->folder, m->files[i].name);
}

static bool fill(const struct making *m)
{
	for (size_t i = 0; i < m->n; i++) {
		const char *path = path_in(m, i), *text = m->files[i].text;

		if (text ? !make_file(path, text, m->bits) : !make_dir(path, m->bits))
			return false;
		settle_folder(text ? folder_of(m->arena, path) : path);
	}
	return chmod(m->folder, m->bits) == 0;
}

/* Takes away what was made, the last first; errno stays what it was. */
static void take_away(const struct making *m)
{
	int error = errno;

	for (size_t i = m->n; i-- > 0;)
		(void)remove(path_in(m, i));
	rmdir(m->folder);
	errno = error;
}

enum ks_status ks_make_folder(struct ks_arena *arena, const char *path,
			      const struct ks_new_file *files, size_t n, struct ks_diag *diag)
{
	const char *parent = folder_of(arena, path);
	char *first = ks_fmt(arena, "%s/.new-XXXXXX", parent);
	struct making making = { arena, first, files, n, bits_of(parent) };

	if (!is_free(path) || !mkdtemp(first))
		return refuse(diag, path, errno);
	if (!fill(&making) || rename(first, path) < 0) {
		take_away(&making);
		return refuse(diag, path, errno == ENOTEMPTY ? EEXIST : errno);
	}
	settle_folder(parent);
	return KS_OK;
}
