/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_CARDS_H
#define KS_CMD_CARDS_H
/* The parts of `ks cards`. */
#include "ks/cmd/cmd.h"

extern const struct ks_cmd ks_cmd_cards_list;
extern const struct ks_cmd ks_cmd_cards_show;
extern const struct ks_cmd ks_cmd_cards_graph;
extern const struct ks_cmd ks_cmd_cards_check;
extern const struct ks_cmd ks_cmd_cards_impact;
extern const struct ks_cmd ks_cmd_cards_new;
extern const struct ks_cmd ks_cmd_cards_schema;
extern const struct ks_cmd ks_cmd_cards_test;

/* KS_INPUT, with the nearest card there is. */
enum ks_status ks_no_such_card(struct ks_ctx *ctx, const char *id);

/* A folder by its own name: where it stands differs from one machine to the next. */
const char *ks_folder_name(struct ks_arena *arena, const char *dir);

#endif
