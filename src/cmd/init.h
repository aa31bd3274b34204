/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_INIT_H
#define KS_CMD_INIT_H
/*
 * The questions of `ks init` at a terminal (product.md §5): with which
 * coalition, and who works here. What the line or the environment said is
 * not asked.
 */
#include "ks/cmd/cmd.h"

/* Is there somebody to ask: a terminal on both sides, and an answer as text? */
bool ks_init_can_ask(const struct ks_ctx *ctx);

/*
 * Asks what is missing and puts it in ctx: the actor, and with another
 * coalition than the usual one its folder and its cards. KS_INTERRUPTED when
 * it was broken off; nothing is made here, so then nothing is there.
 */
enum ks_status ks_init_ask(struct ks_ctx *ctx);

#endif
