/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_STORE_PLACE_H
#define KS_STORE_PLACE_H
/*
 * Where the casebook stands and who can reach it: paths, owners and modes.
 * Private to src/store.
 *
 * A private book is a regular file of the one who works, 0600. A shared book
 * is 0660, of the group it was made for, in a folder of that group with mode
 * 2770. Others never reach either.
 */
#include <stdbool.h>

#include "ks/base/diag.h"
#include "ks/base/status.h"

struct ks_arena;

struct ks_place {
	const char *path;	/* absolute; its folder without links */
	const char *folder;
};

/*
 * Makes a path absolute. A name such as ":memory:" or "file:x" is a file of
 * that name. With make, missing folders above it are made, private.
 */
enum ks_status ks_place_find(struct ks_arena *arena, struct ks_diag *diag, const char *path,
			     bool make, struct ks_place *out);

/*
 * Makes the empty file, never over another one; what an init that was
 * interrupted left (an empty file, or one with the journal of its undoing
 * beside it) is taken. group: see ks_store_options.
 */
enum ks_status ks_place_make(struct ks_arena *arena, struct ks_diag *diag,
			     const struct ks_place *place, const char *group);

/* Looks at an existing book before it is opened: a regular file, closed to others. */
enum ks_status ks_place_check(struct ks_arena *arena, struct ks_diag *diag,
			      const struct ks_place *place);

/* What kind of network file system, or FUSE, a path is on; NULL: none that is known; "": it does not say. */
const char *ks_place_network(const char *path);

/* Looks at owner, group and modes, now that the book says whether it is shared. */
enum ks_status ks_place_check_shared(struct ks_arena *arena, struct ks_diag *diag,
				     const struct ks_place *place, const char *group);

#endif
