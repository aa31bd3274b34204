/* SPDX-License-Identifier: EUPL-1.2 */
/* Paths, owners and modes of the casebook. */
#define _XOPEN_SOURCE 700	/* realpath() */
#include "ks/store/place.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#ifdef __linux__
#include <sys/vfs.h>
#endif
#include <unistd.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"

#define MODE_BITS 07777
#define GROUP_BITS 070
#define OTHER_BITS 07
#define FOLDER_SHARED 02770
#define FILE_SHARED 0660
#define FILE_PRIVATE 0600

static enum ks_status refuse(struct ks_diag *diag, enum ks_msg msg, const char *path,
			     const char *reason)
{
	ks_error(diag, ks_nowhere(), msg, KS_ARGS({ "path", path }, { "reason", reason }), NULL);
	return KS_STORE;
}

/* Makes every missing folder of a path, 0700. Fails in the open() that follows. */
static void make_folders(struct ks_arena *arena, const char *folder)
{
	char *path = ks_strdup(arena, folder);

	for (char *c = path + 1; *c; c++) {
		if (*c != '/')
			continue;
		*c = '\0';
		mkdir(path, 0700);
		*c = '/';
	}
	mkdir(path, 0700);
}

enum ks_status ks_place_find(struct ks_arena *arena, struct ks_diag *diag, const char *path,
			     bool make, struct ks_place *out)
{
	const char *slash = path ? strrchr(path, '/') : NULL;
	const char *name = slash ? slash + 1 : path;
	const char *folder = ".";
	char *real;

	if (!name || !*name)
		return refuse(diag, KS_MSG_store_no_name, "", "");
	if (slash)
		folder = slash == path ? "/" : ks_strndup(arena, path, (size_t)(slash - path));
	if (make)
		make_folders(arena, folder);
	real = realpath(folder, NULL);
	if (!real && errno == ENOENT && !make)
		return refuse(diag, KS_MSG_store_missing, path, "");
	if (!real && errno == EACCES)
		return refuse(diag, KS_MSG_store_folder_closed, folder, "");
	if (!real && errno == ENOENT)
		return refuse(diag, KS_MSG_store_folder_missing, folder, "");
	if (!real)
		return refuse(diag, KS_MSG_store_no_folder, folder, strerror(errno));
	out->folder = ks_strdup(arena, real);
	out->path = ks_fmt(arena, "%s/%s", ks_streq(real, "/") ? "" : real, name);
	free(real);
	return KS_OK;
}

static const struct group *find_group(struct ks_diag *diag, const char *name)
{
	const struct group *group = getgrnam(name);

	if (!group)
		ks_error(diag, ks_nowhere(), KS_MSG_store_unknown_group, KS_ARGS({ "group", name }),
			 NULL);
	return group;
}

/* A shared book in a folder that its group cannot use would lock everybody out. */
static enum ks_status check_folder(struct ks_diag *diag, const struct ks_place *place,
				   const struct group *group)
{
	struct stat st;

	if (stat(place->folder, &st) == 0 && st.st_gid == group->gr_gid &&
	    (st.st_mode & MODE_BITS) == FOLDER_SHARED)
		return KS_OK;
	ks_error(diag, ks_nowhere(), KS_MSG_store_shared_folder,
		 KS_ARGS({ "group", group->gr_name }, { "path", place->folder }), NULL);
	return KS_STORE;
}

/* Pages without their commit: then the journal beside the file holds something. */
static bool is_unfinished(struct ks_arena *arena, const char *path)
{
	struct stat st;

	return lstat(ks_fmt(arena, "%s-journal", path), &st) == 0 && S_ISREG(st.st_mode) &&
	       st.st_size > 0 && st.st_uid == geteuid();
}

/*
 * The file was there: fine only when it is our own and still empty, or was
 * being made when ks was stopped. Opening it tells whether a book is in it.
 */
static enum ks_status take_existing(struct ks_arena *arena, struct ks_diag *diag,
				    const struct ks_place *place)
{
	struct stat st;

	if (lstat(place->path, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() &&
	    (st.st_size == 0 || is_unfinished(arena, place->path)))
		return KS_OK;
	return refuse(diag, KS_MSG_store_exists, place->path, "");
}

static enum ks_status make_file(struct ks_arena *arena, struct ks_diag *diag,
				const struct ks_place *place, const struct group *group)
{
	int fd = open(place->path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
		      FILE_PRIVATE);
	enum ks_status status = KS_OK;

	if (fd < 0 && errno == EEXIST)
		return take_existing(arena, diag, place);
	if (fd < 0)
		return refuse(diag, KS_MSG_store_cannot_make, place->path, strerror(errno));
	if (group && (fchown(fd, (uid_t)-1, group->gr_gid) || fchmod(fd, FILE_SHARED)))
		status = refuse(diag, KS_MSG_store_cannot_make, place->path, strerror(errno));
	close(fd);
	return status;
}

enum ks_status ks_place_make(struct ks_arena *arena, struct ks_diag *diag,
			     const struct ks_place *place, const char *group_name)
{
	const struct group *group = NULL;

	if (group_name) {
		group = find_group(diag, group_name);
		if (!group)
			return KS_INPUT;
		if (check_folder(diag, place, group))
			return KS_STORE;
	}
	return make_file(arena, diag, place, group);
}

/* By the numbers of linux/magic.h; elsewhere nothing is known. */
const char *ks_place_network(const char *path)
{
#ifdef __linux__
	static const struct {
		unsigned long type;
		const char *name;
	} known[] = {
		{ 0x6969, "NFS" },	 { 0xff534d42, "SMB/CIFS" }, { 0xfe534d42, "SMB/CIFS" },
		{ 0x517b, "SMB/CIFS" },	 { 0x01021997, "9P" },	     { 0x65735546, "FUSE" },
		{ 0x00c36400, "Ceph" },	 { 0x5346414f, "AFS" },
	};
	struct statfs fs;

	if (statfs(path, &fs) != 0)
		return "";
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (((unsigned long)fs.f_type & 0xffffffffUL) == known[i].type)
			return known[i].name;
#else
	(void)path;
#endif
	return NULL;
}

static enum ks_status open_to_others(struct ks_arena *arena, struct ks_diag *diag,
				     const char *path, mode_t mode, int right)
{
	ks_error(diag, ks_nowhere(), KS_MSG_store_open_to_others,
		 KS_ARGS({ "path", path }, { "mode", ks_fmt(arena, "%04o", mode & MODE_BITS) },
			 { "right", ks_fmt(arena, "%o", right) }),
		 NULL);
	return KS_STORE;
}

enum ks_status ks_place_check(struct ks_arena *arena, struct ks_diag *diag,
			      const struct ks_place *place)
{
	struct stat st;

	if (lstat(place->path, &st)) {
		if (errno == ENOENT)
			return refuse(diag, KS_MSG_store_missing, place->path, "");
		if (errno == EACCES)
			return refuse(diag, KS_MSG_store_no_access, place->path, "");
		return refuse(diag, KS_MSG_store_cannot_open, place->path, strerror(errno));
	}
	if (!S_ISREG(st.st_mode))
		return refuse(diag, KS_MSG_store_not_a_file, place->path, "");
	/* Of a book that is made already the book itself says what it may be: see below. */
	if (st.st_mode & OTHER_BITS && st.st_size == 0)
		return open_to_others(arena, diag, place->path, st.st_mode, FILE_PRIVATE);
	if (access(place->path, R_OK))
		return refuse(diag, KS_MSG_store_no_access, place->path, "");
	if (access(place->path, W_OK))
		return refuse(diag, KS_MSG_store_read_only, place->path, "");
	return KS_OK;
}

enum ks_status ks_place_check_shared(struct ks_arena *arena, struct ks_diag *diag,
				     const struct ks_place *place, const char *group_name)
{
	const struct group *group;
	struct stat st;

	if (lstat(place->path, &st))
		return refuse(diag, KS_MSG_store_cannot_open, place->path, strerror(errno));
	if (!group_name) {
		if (st.st_uid != geteuid())
			return refuse(diag, KS_MSG_store_not_yours, place->path, "");
		if (st.st_mode & (GROUP_BITS | OTHER_BITS))
			return open_to_others(arena, diag, place->path, st.st_mode, FILE_PRIVATE);
		return KS_OK;
	}
	group = find_group(diag, group_name);
	if (!group)
		return KS_STORE;
	if (st.st_gid != group->gr_gid || (st.st_mode & MODE_BITS) != FILE_SHARED)
		return open_to_others(arena, diag, place->path, st.st_mode, FILE_SHARED);
	return check_folder(diag, place, group);
}
