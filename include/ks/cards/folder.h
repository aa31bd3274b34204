/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CARDS_FOLDER_H
#define KS_CARDS_FOLDER_H
/*
 * Where the files of coalitions come from: folders beside each other on disk,
 * or texts that were kept with a route. Reads files whole, in the order of
 * their names, and understands nothing of what is in them.
 *
 * Only regular files are read: no links, no pipes. Names that start with a
 * dot are not looked at.
 */
#include <sys/types.h>

#include "ks/base/diag.h"
#include "ks/base/near.h"
#include "ks/base/status.h"

struct ks_arena;

struct ks_files {
	struct ks_source_text **items;	/* sorted by name: "landelijk/cards/wonen.yaml" */
	size_t n;
};

/* A file that is read elsewhere and must not be read again. */
struct ks_inode {
	dev_t dev;
	ino_t ino;
};

struct ks_shelf {
	struct ks_arena *arena;
	struct ks_diag *diag;
	const char *parent;		/* folder that holds the coalitions' folders, or NULL: */
	struct ks_files texts;		/* everything there is, in memory */
	bool examples;
	const struct ks_inode *skip;
	size_t n_skip;
};

/*
 * The files of one folder: *.yaml in it and in cards/ (and examples/ when the
 * shelf says so). False when there is no such folder or it cannot be read
 * (errno says why); files that cannot be read are reported one by one.
 */
bool ks_shelf_read(const struct ks_shelf *shelf, const char *folder, struct ks_files *out);

/* Offers the names of all folders on the shelf. */
void ks_shelf_offer(const struct ks_shelf *shelf, struct ks_near *near);

/* A text that could not be read, so that something can be said about it. */
struct ks_source_text *ks_unread(struct ks_arena *arena, const char *name);

#endif
