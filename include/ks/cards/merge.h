/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CARDS_MERGE_H
#define KS_CARDS_MERGE_H
/*
 * Which entries a coalition ends up with: those of its own folder and of the
 * folders it extends, where the most local one with an id replaces the others
 * as a whole, and `withdrawn` takes it out. Afterwards every id is known in
 * the coalition, and reading of what the entries say can begin.
 */
#include "ks/cards/shape.h"

/* Level of a card that was given on the command line: above every folder. */
#define KS_TOP_LEVEL 1000000

struct ks_entry {
	const char *id;			/* NULL: it has none that is good */
	const struct ks_node *node;	/* NULL: built in */
	struct ks_loc loc;		/* of the id */
	int level;			/* the higher the more local */
	size_t order;			/* as read */
	bool replaced;			/* a more local one counts */
	bool ignored;			/* replaced by a card of the command line: not even read */
	void *made;			/* the entry of the model; NULL when it does not count */
};

struct ks_entries {
	struct ks_entry *items;
	size_t n;
};

struct ks_merge {
	struct ks_reader *reader;
	struct ks_entries kinds[KS_KINDS];
};

/* How entries of a kind stand in files. */
struct ks_kind_file {
	const char *word;		/* factor */
	const char *file;		/* factors.yaml, or NULL for one entry a file */
	const char *folder;		/* cards/ */
	const char *list;		/* key of the list in the file */
	const char *id_key;
	const struct ks_shape *shape;
};
extern const struct ks_kind_file ks_kind_files[KS_KINDS];

/* Takes in a list of entries (of factors.yaml ...) or a single one (a card). */
void ks_merge_add_list(struct ks_merge *merge, enum ks_kind kind, const struct ks_node *root,
		       int level);
void ks_merge_add_one(struct ks_merge *merge, enum ks_kind kind, const struct ks_node *node,
		      int level);

/* Takes in a source that exists without being listed. */
void ks_merge_add_builtin(struct ks_merge *merge, struct ks_source *source);

/* Decides what counts, and puts the (still empty) entries into the coalition. */
void ks_merge_settle(struct ks_merge *merge);

/* Reads what the entries of a kind say. */
void ks_merge_read(struct ks_merge *merge, enum ks_kind kind);

/* The nodes go: no entry of the coalition may point at one any more. */
void ks_merge_forget_nodes(struct ks_merge *merge);

#endif
