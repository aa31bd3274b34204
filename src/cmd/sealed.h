/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_SEALED_H
#define KS_CMD_SEALED_H
/* A backup that is read: for `ks backup --check` and `ks restore`. */
#include "ks/cmd/cmd.h"
#include "ks/cmd/secret.h"
#include "ks/exchange/backup_label.h"
#include "ks/exchange/seal.h"

struct ks_sealed_file {
	const char *path;
	int fd;				/* -1: not open */
	struct ks_seal *seal;
	struct ks_backup_label label;
	bool other_secret;		/* it did not open with the one that was given */
};

/*
 * Opens a backup with its secret (asked for, or from key_file when not NULL)
 * and reads its label. Close it, also after a failure. Another secret is an
 * attempt: the casebook at ctx->db_path, if one can be opened there, records it
 * as a refused event.
 */
enum ks_status ks_sealed_open(struct ks_ctx *ctx, const char *path, const char *key_file,
			      const char *event, struct ks_sealed_file *file);

/* Who works, as far as not said: as a book's own settings say. */
enum ks_status ks_actor_of_book(struct ks_store *store, struct ks_actor *actor);

/* The same of a file that is open and whose secret is known. */
enum ks_status ks_sealed_read_label(struct ks_ctx *ctx, const struct ks_secret *secret,
				    struct ks_sealed_file *file);

/*
 * Reads all of it, every byte authenticated, into a descriptor (NULL: only
 * reads). What has been written when it fails is worth nothing.
 */
enum ks_status ks_sealed_read(struct ks_ctx *ctx, struct ks_sealed_file *file, int *to);

void ks_sealed_close(struct ks_sealed_file *file);

/* Says what is wrong with a sealed file. */
enum ks_status ks_sealed_fail(struct ks_ctx *ctx, enum ks_sealed sealed, const char *path);

#endif
