/* SPDX-License-Identifier: EUPL-1.2 */
/* The commands, in the order in which help shows them. */
#include "ks/cmd/commands.h"

const struct ks_cmd *const ks_commands[] = {
	&ks_cmd_init,
	&ks_cmd_screen,
	&ks_cmd_route,
	&ks_cmd_handover,
	&ks_cmd_todo,
	&ks_cmd_case,
	&ks_cmd_cards,
	&ks_cmd_report,
	&ks_cmd_replay,
	&ks_cmd_export,
	&ks_cmd_import,
	&ks_cmd_audit,
	&ks_cmd_backup,
	&ks_cmd_restore,
	&ks_cmd_doctor,
	&ks_cmd_config,
	NULL,
};
