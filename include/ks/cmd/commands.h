/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_COMMANDS_H
#define KS_CMD_COMMANDS_H
/* The commands, each defined in the file of its name in src/cmd. */
#include "ks/cmd/cmd.h"

extern const struct ks_cmd ks_cmd_init;
extern const struct ks_cmd ks_cmd_screen;
extern const struct ks_cmd ks_cmd_route;
extern const struct ks_cmd ks_cmd_handover;
extern const struct ks_cmd ks_cmd_todo;
extern const struct ks_cmd ks_cmd_case;
extern const struct ks_cmd ks_cmd_cards;
extern const struct ks_cmd ks_cmd_report;
extern const struct ks_cmd ks_cmd_replay;
extern const struct ks_cmd ks_cmd_export;
extern const struct ks_cmd ks_cmd_import;
extern const struct ks_cmd ks_cmd_audit;
extern const struct ks_cmd ks_cmd_backup;
extern const struct ks_cmd ks_cmd_restore;
extern const struct ks_cmd ks_cmd_doctor;
extern const struct ks_cmd ks_cmd_config;

/* All of them, in the order help shows them; NULL-ended. */
extern const struct ks_cmd *const ks_commands[];

#endif
