/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_SECRET_H
#define KS_CMD_SECRET_H
/*
 * The secret of a backup: a passphrase typed at the terminal without showing
 * it, or a key file. Never an option or the environment: other accounts can
 * read the one, other programs the other.
 */
#include "ks/cmd/cmd.h"
#include "ks/exchange/seal.h"

/* For a new backup, when twice: typed two times alike. Forget it afterwards. */
enum ks_status ks_secret_ask(struct ks_ctx *ctx, bool twice, struct ks_secret *secret);

/* The bytes of a file that nobody else may read: 32 to 4096 of them. */
enum ks_status ks_secret_read(struct ks_ctx *ctx, const char *path, struct ks_secret *secret);

#endif
