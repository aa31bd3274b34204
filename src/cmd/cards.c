/* SPDX-License-Identifier: EUPL-1.2 */
/* ks cards: its parts. No casebook is needed for them. */
#include "cards.h"

#include "ks/cmd/commands.h"

static const struct ks_cmd *const subs[] = {
	&ks_cmd_cards_list,
	&ks_cmd_cards_show,
	&ks_cmd_cards_check,
	&ks_cmd_cards_test,
	&ks_cmd_cards_impact,
	&ks_cmd_cards_graph,
	&ks_cmd_cards_schema,
	&ks_cmd_cards_new,
	NULL,
};

const struct ks_cmd ks_cmd_cards = {
	.name = "cards",
	.summary = KS_MSG_summary_cards,
	.help = KS_MSG_help_cards,
	.subs = subs,
};
