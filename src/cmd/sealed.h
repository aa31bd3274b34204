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
};

/*
 * Opens a backup with its secret (asked for, or from key_file when not NULL)
 * and reads its label. Close it, also after a failure.
 */
enum ks_status ks_sealed_open(struct ks_ctx *ctx, const char *path, const char *key_file,
			      struct ks_sealed_file *file);

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
