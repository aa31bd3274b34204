/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_EXCHANGE_FILES_H
#define KS_EXCHANGE_FILES_H
/*
 * Files for people to go on with: agreements, never anything about a family.
 * Nothing that is there already is ever written over, and what is made is made
 * whole or not at all. Who may read it is as for the folder it is made in.
 */
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
 * Makes a folder with files and folders, in the order given. It is made under
 * another name first, so that nobody ever finds half of it.
 */
enum ks_status ks_make_folder(struct ks_arena *arena, const char *path,
			      const struct ks_new_file *files, size_t n, struct ks_diag *diag);

#endif
