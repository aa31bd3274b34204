/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_EXCHANGE_FILES_H
#define KS_EXCHANGE_FILES_H
/*
 * Files that ks makes, whole or not at all. What people go on with (agreements,
 * never anything about a family) may be read by who may read the folder and
 * never overwrites anything; what is about families is its owner's alone.
 */
#include <stdbool.h>
#include <stddef.h>

#include "ks/base/diag.h"
#include "ks/base/status.h"

struct ks_arena;

struct ks_new_file {
	const char *name;	/* below the folder: "cards/geldzorgen.yaml" */
	const char *text;	/* NULL: a folder */
};

/*
 * Makes one file, and the folder it stands in when that is missing (but not
 * the folder above). KS_STORE after saying why when it cannot be, or when
 * something has that name already.
 */
enum ks_status ks_make_file(struct ks_arena *arena, const char *path, const char *text,
			    struct ks_diag *diag);

/*
 * Writes a file that only its owner may read: under another name first, on the
 * disk, and then in the place of what had that name.
 */
enum ks_status ks_put_file(struct ks_arena *arena, const char *path, const char *text,
			   struct ks_diag *diag);

/*
 * A file that is written piece by piece and of which nothing shows until it is
 * whole: private, under another name, then on the disk, then under its own
 * name, which nothing may have by then.
 */
struct ks_fresh_file {
	const char *path, *first;	/* its name; the one it has meanwhile */
	int fd;				/* -1: not open */
};

/* Says at once when something has the name already. */
enum ks_status ks_fresh_start(struct ks_arena *arena, const char *path,
			      struct ks_fresh_file *file, struct ks_diag *diag);

/* Adds bytes; file is a struct ks_fresh_file. False with errno set. */
bool ks_fresh_give(void *file, const unsigned char *bytes, size_t n);

/* Gives it its name. */
enum ks_status ks_fresh_keep(struct ks_arena *arena, struct ks_fresh_file *file,
			     struct ks_diag *diag);

/* Throws away what was not kept; does nothing when there is nothing. */
void ks_fresh_drop(struct ks_fresh_file *file);

/* Reads from the descriptor that from points at: n bytes, fewer only at the end; -1: errno. */
long ks_file_take(void *from, unsigned char *bytes, size_t n);

/* Writes to the descriptor that to points at; false with errno set. */
bool ks_file_give(void *to, const unsigned char *bytes, size_t n);

/*
 * Makes a folder with files and folders, in the order given. It is made under
 * another name first, so that nobody ever finds half of it.
 */
enum ks_status ks_make_folder(struct ks_arena *arena, const char *path,
			      const struct ks_new_file *files, size_t n, struct ks_diag *diag);

#endif
