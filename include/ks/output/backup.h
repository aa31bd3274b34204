/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_BACKUP_H
#define KS_OUTPUT_BACKUP_H
/* What `ks backup` made or read, and what `ks restore` put back. */
#include "ks/output/out.h"

struct ks_backup_view {
	const char *file;
	bool checked;			/* read with --check, not made */
	const char *backup, *book, *head, *made, *last;
	long long rows, cases, handovers;
};

void ks_write_backup(struct ks_out *out, const struct ks_backup_view *view);

/* How a backup relates to the casebook that it would replace. */
enum ks_restore_over {
	KS_OVER_NOTHING,	/* there is no casebook */
	KS_OVER_UNREADABLE,	/* there is a file, and it cannot be opened as a casebook */
	KS_OVER_OTHER,		/* another casebook altogether */
	KS_OVER_APART,		/* the same book, but each has rows that the other has not */
	KS_OVER_LATER,		/* the same book, with more in it than the backup */
	KS_OVER_SAME		/* nothing in it that the backup has not */
};

struct ks_restore_view {
	const char *file, *path;	/* of the backup; of the casebook */
	const char *backup, *made, *head;	/* head: after the row that tells of it */
	long long cases, handovers;
	enum ks_restore_over over;
	long long lost_rows;		/* LATER: recorded since the backup, reads too */
	long long lost_changes;		/* of those: that wrote something */
	const char *kept;		/* where the old one is; NULL: there was none */
	const char *const *erased;	/* cases erased since the backup, that are back now */
	size_t n_erased;
};

void ks_write_restore(struct ks_out *out, const struct ks_restore_view *view);

/* Before it is done: what is there now and what would be lost, and the question. */
void ks_ask_restore(struct ks_out *out, const struct ks_restore_view *view);

/* A question and a prompt, on standard error: the answer of the program may be a document. */
void ks_out_ask(struct ks_out *out, enum ks_msg msg, const struct ks_arg *args);

#endif
