/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading files and listing folders. */
#include "ks/cards/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/cards/bytes.h"
#include "ks/cards/load.h"
#include "ks/cards/yaml.h"

/* ---- one file -------------------------------------------------------------- */

struct ks_source_text *ks_unread(struct ks_arena *arena, const char *name)
{
	struct ks_source_text *text = KS_NEW(arena, struct ks_source_text);

	text->name = ks_strdup(arena, name);
	return text;
}

static enum ks_status refuse(struct ks_arena *arena, const char *name, struct ks_diag *diag,
			     enum ks_msg msg, int error)
{
	enum ks_status status = msg == KS_MSG_file_unreadable ? KS_STORE : KS_INPUT;

	if (status == KS_STORE && error == ENOENT)
		msg = KS_MSG_file_absent;
	if (status == KS_STORE && error == EACCES)
		msg = KS_MSG_file_no_access;
	ks_error(diag, (struct ks_loc){ ks_unread(arena, name), 1, 1 }, msg,
		 KS_ARGS({ "reason", strerror(error) }), NULL);
	return status;
}

/* Reads at most max bytes; more than that, or -1, is for the caller to refuse. */
static ssize_t read_all(int fd, char *buf, size_t max)
{
	size_t len = 0;

	while (len < max) {
		ssize_t n = read(fd, buf + len, max - len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		len += (size_t)n;
	}
	return (ssize_t)len;
}

static struct ks_source_text *text_of(struct ks_arena *arena, const char *name, const char *buf,
				      size_t len)
{
	struct ks_source_text *text = ks_unread(arena, name);
	size_t bom = ks_bytes_bom(buf, len);

	text->text = buf + bom;
	text->len = len - bom;
	return text;
}

/* The mark at the start is not part of the text; a second one is a character like any other. */
static enum ks_status check_mark(const struct ks_source_text *text, struct ks_diag *diag)
{
	if (!ks_bytes_bom(text->text, text->len))
		return KS_OK;
	ks_error(diag, (struct ks_loc){ text, 1, 1 }, KS_MSG_yaml_character,
		 KS_ARGS({ "char", "U+FEFF" }), NULL);
	return KS_INPUT;
}

/*
 * A file may grow while it is read, so its size is only where to begin; one
 * byte more than allowed is asked for, to see that it is too large.
 */
static enum ks_status read_open(struct ks_arena *arena, int fd, const char *name,
				struct ks_diag *diag, struct ks_source_text **out)
{
	struct stat st;
	size_t room;
	ssize_t len;
	char *buf;

	if (fstat(fd, &st) < 0)
		return refuse(arena, name, diag, KS_MSG_file_unreadable, errno);
	if (!S_ISREG(st.st_mode))
		return refuse(arena, name, diag, KS_MSG_file_not_regular, 0);
	if (st.st_size > KS_YAML_MAX_FILE)
		return refuse(arena, name, diag, KS_MSG_file_too_large, 0);
	room = (size_t)st.st_size + 1;
	buf = ks_alloc(arena, room + 1);
	len = read_all(fd, buf, room);
	if (len < 0)
		return refuse(arena, name, diag, KS_MSG_file_unreadable, errno);
	if ((size_t)len == room)
		return refuse(arena, name, diag, KS_MSG_file_unreadable, EBUSY);
	*out = text_of(arena, name, buf, (size_t)len);
	return check_mark(*out, diag);
}

enum ks_status ks_read_file(struct ks_arena *arena, const char *path, const char *name,
			    struct ks_diag *diag, struct ks_source_text **out)
{
	/* Opening must not follow a link, nor wait for the writer of a pipe. */
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	enum ks_status status;

	if (fd < 0)
		return refuse(arena, name, diag,
			      errno == ELOOP ? KS_MSG_file_not_regular : KS_MSG_file_unreadable,
			      errno);
	status = read_open(arena, fd, name, diag, out);
	close(fd);
	return status;
}

/* ---- folders on disk ------------------------------------------------------- */

struct names {
	char **items;
	size_t n;
};

static int compare_names(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

/* Names in a folder without those that start with a dot, sorted. False with errno set. */
static bool list_folder(struct ks_arena *arena, const char *path, struct names *out)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	int error;

	*out = (struct names){ NULL, 0 };
	if (!dir)
		return false;
	/* NULL is the end only when errno stays 0: half a folder is half the agreements. */
	while (errno = 0, (entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		*(char **)ks_grow(arena, &out->items, &out->n, sizeof(char *)) =
			ks_strdup(arena, entry->d_name);
	}
	error = errno;
	closedir(dir);
	errno = error;
	if (out->n)
		qsort(out->items, out->n, sizeof(*out->items), compare_names);
	return error == 0;
}

static bool ends_with(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);

	return n > m && strcmp(name + n - m, end) == 0;
}

static bool must_skip(const struct ks_shelf *shelf, const char *path)
{
	struct stat st;

	if (!shelf->n_skip || stat(path, &st) < 0)
		return false;
	for (size_t i = 0; i < shelf->n_skip; i++)
		if (shelf->skip[i].dev == st.st_dev && shelf->skip[i].ino == st.st_ino)
			return true;
	return false;
}

static void add_file(struct ks_arena *arena, struct ks_files *files, struct ks_source_text *text)
{
	struct ks_source_text **slot =
		ks_grow(arena, &files->items, &files->n, sizeof(struct ks_source_text *));

	*slot = text;
}

/* A name on the shelf is also the path below its parent. */
static void read_one(const struct ks_shelf *shelf, const char *name, struct ks_files *out)
{
	const char *path = ks_fmt(shelf->arena, "%s/%s", shelf->parent, name);
	struct ks_source_text *text = NULL;

	if (must_skip(shelf, path))
		return;
	if (ks_read_file(shelf->arena, path, name, shelf->diag, &text) == KS_OK)
		add_file(shelf->arena, out, text);
}

/* A file that is not read must not go unnoticed when it looks as if it should be. */
static void report_not_read(const struct ks_shelf *shelf, const char *name, const char *meant)
{
	ks_diag_add(shelf->diag, KS_FINDING, (struct ks_loc){ ks_unread(shelf->arena, name), 1, 1 },
		    KS_MSG_file_not_read, NULL, meant);
}

static void report_ignored(const struct ks_shelf *shelf, const char *name)
{
	if (ends_with(name, ".yml"))
		report_not_read(shelf, name,
				ks_fmt(shelf->arena, "%.*s.yaml", (int)strlen(name) - 4, name));
}

/* Files that lie a folder too deep: no folder inside cards/ or examples/ is read. */
static void report_too_deep(const struct ks_shelf *shelf, const char *inner, const char *folder)
{
	const char *path = ks_fmt(shelf->arena, "%s/%s/%s", shelf->parent, inner, folder);
	struct names names = { NULL, 0 };
	struct stat st;

	if (lstat(path, &st) < 0 || !S_ISDIR(st.st_mode) ||
	    !list_folder(shelf->arena, path, &names))
		return;
	for (size_t i = 0; i < names.n; i++)
		if (ends_with(names.items[i], ".yaml"))
			report_not_read(shelf,
					ks_fmt(shelf->arena, "%s/%s/%s", inner, folder,
					       names.items[i]),
					ks_fmt(shelf->arena, "%s/%s", inner, names.items[i]));
}

static void read_files(const struct ks_shelf *shelf, const char *folder, const struct names *names,
		       struct ks_files *out)
{
	for (size_t i = 0; i < names->n; i++) {
		const char *name = ks_fmt(shelf->arena, "%s/%s", folder, names->items[i]);

		if (ends_with(name, ".yaml"))
			read_one(shelf, name, out);
		else
			report_ignored(shelf, name);
	}
}

static void report_folder(const struct ks_shelf *shelf, const char *name, enum ks_msg msg)
{
	if (msg == KS_MSG_folder_unreadable && errno == EACCES)
		msg = KS_MSG_folder_no_access;
	ks_error(shelf->diag, (struct ks_loc){ ks_unread(shelf->arena, name), 1, 1 }, msg,
		 KS_ARGS({ "folder", name }, { "reason", strerror(errno) }), NULL);
}

/* A folder inside a coalition's folder; that it is not there is fine. */
static void read_inner(const struct ks_shelf *shelf, const char *name, struct ks_files *out)
{
	const char *path = ks_fmt(shelf->arena, "%s/%s", shelf->parent, name);
	struct names names = { NULL, 0 };
	struct stat st;

	if (lstat(path, &st) < 0) {
		if (errno != ENOENT)
			report_folder(shelf, name, KS_MSG_folder_unreadable);
		return;
	}
	if (S_ISLNK(st.st_mode))
		report_folder(shelf, name, KS_MSG_folder_link);
	else if (S_ISDIR(st.st_mode) && !list_folder(shelf->arena, path, &names))
		report_folder(shelf, name, KS_MSG_folder_unreadable);
	else if (S_ISDIR(st.st_mode))
		read_files(shelf, name, &names, out);
	for (size_t i = 0; i < names.n; i++)
		report_too_deep(shelf, name, names.items[i]);
}

static int compare_texts(const void *a, const void *b)
{
	const struct ks_source_text *const *x = a, *const *y = b;

	return strcmp((*x)->name, (*y)->name);
}

static bool read_folder(const struct ks_shelf *shelf, const char *folder, struct ks_files *out)
{
	struct names names;

	if (!list_folder(shelf->arena, ks_fmt(shelf->arena, "%s/%s", shelf->parent, folder),
			 &names))
		return false;
	read_files(shelf, folder, &names, out);
	read_inner(shelf, ks_fmt(shelf->arena, "%s/cards", folder), out);
	if (shelf->examples)
		read_inner(shelf, ks_fmt(shelf->arena, "%s/examples", folder), out);
	return true;
}

/* ---- texts in memory ------------------------------------------------------- */

static bool is_in(const char *name, const char *folder)
{
	size_t n = strlen(folder);

	return strncmp(name, folder, n) == 0 && name[n] == '/';
}

static bool pick_texts(const struct ks_shelf *shelf, const char *folder, struct ks_files *out)
{
	for (size_t i = 0; i < shelf->texts.n; i++)
		if (is_in(shelf->texts.items[i]->name, folder))
			add_file(shelf->arena, out, shelf->texts.items[i]);
	errno = ENOENT;
	return out->n > 0;
}

bool ks_shelf_read(const struct ks_shelf *shelf, const char *folder, struct ks_files *out)
{
	bool found;

	*out = (struct ks_files){ NULL, 0 };
	found = shelf->parent ? read_folder(shelf, folder, out) : pick_texts(shelf, folder, out);
	if (out->n)
		qsort(out->items, out->n, sizeof(struct ks_source_text *), compare_texts);
	return found;
}

void ks_shelf_offer(const struct ks_shelf *shelf, struct ks_near *near)
{
	struct names names;

	if (!shelf->parent || !list_folder(shelf->arena, shelf->parent, &names))
		return;
	for (size_t i = 0; i < names.n; i++)
		ks_near_offer(near, names.items[i]);
}
