/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_HELP_H
#define KS_CMD_HELP_H
/* Help at every level, made from the option tables. */
#include "ks/cmd/opt.h"

/* The program as a whole: what it is, its commands, where to go on. */
void ks_help_program(struct ks_out *out, const struct ks_cmd *const *commands);

/* One command or, for a group, its parts; path is how it is typed: "case consent". */
void ks_help_command(struct ks_out *out, const char *path, const struct ks_cmd *cmd);

#endif
