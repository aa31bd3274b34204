/* SPDX-License-Identifier: EUPL-1.2 */
/* ks case: its parts. */
#include "case.h"

#include "ks/cmd/commands.h"

static const struct ks_cmd *const parts[] = {
	&ks_cmd_case_list, &ks_cmd_case_show, &ks_cmd_case_set,
	&ks_cmd_case_birth, &ks_cmd_case_end,
	&ks_cmd_case_note, &ks_cmd_case_consent,
	&ks_cmd_case_close, &ks_cmd_case_export,
	&ks_cmd_case_erase, NULL,
};

const struct ks_cmd ks_cmd_case = {
	.name = "case",
	.summary = KS_MSG_help_case_summary,
	.help = KS_MSG_help_case,
	.subs = parts,
};
