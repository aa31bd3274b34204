/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_TALK_H
#define KS_CMD_TALK_H
/*
 * `ks screen` at a terminal: the intake as a conversation. Each line typed is
 * recorded at once, in a transaction of its own; what is broken off goes on
 * with `ks screen CASE`.
 */
#include "ks/cmd/cmd.h"
#include "ks/exchange/answers.h"

/*
 * Holds the conversation: a new one, or about the case ctx->args[0]. Facts in
 * the intake are recorded first and not asked; is_short counts for a new
 * screening, one that goes on stays as it was begun. KS_INTERRUPTED when it was
 * broken off.
 */
enum ks_status ks_talk_hold(struct ks_ctx *ctx, const struct ks_intake *intake, bool is_short);

#endif
