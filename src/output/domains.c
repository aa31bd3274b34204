/* SPDX-License-Identifier: EUPL-1.2 */
/* Parts of life in the words of the conversation. */
#include "ks/output/talk.h"

#include "ks/base/str.h"

struct domain_words {
	const char *id;
	enum ks_msg title, opening;
};

/* In the order of a conversation; a coalition may have others. */
static const struct domain_words domains[] = {
	{ "zwangerschap-nu", KS_MSG_talk_d_zwangerschap_nu, KS_MSG_talk_o_zwangerschap_nu },
	{ "eerdere-zwangerschap", KS_MSG_talk_d_eerdere_zwangerschap,
	  KS_MSG_talk_o_eerdere_zwangerschap },
	{ "zorg", KS_MSG_talk_d_zorg, KS_MSG_talk_o_zorg },
	{ "gezin", KS_MSG_talk_d_gezin, KS_MSG_talk_o_gezin },
	{ "netwerk", KS_MSG_talk_d_netwerk, KS_MSG_talk_o_netwerk },
	{ "wonen", KS_MSG_talk_d_wonen, KS_MSG_talk_o_wonen },
	{ "werk-inkomen", KS_MSG_talk_d_werk_inkomen, KS_MSG_talk_o_werk_inkomen },
	{ "taal-opleiding", KS_MSG_talk_d_taal_opleiding, KS_MSG_talk_o_taal_opleiding },
	{ "leefstijl", KS_MSG_talk_d_leefstijl, KS_MSG_talk_o_leefstijl },
	{ "mentaal", KS_MSG_talk_d_mentaal, KS_MSG_talk_o_mentaal },
	{ "hechting", KS_MSG_talk_d_hechting, KS_MSG_talk_o_hechting },
};

static const struct domain_words *find_domain(const char *id)
{
	for (size_t i = 0; i < sizeof(domains) / sizeof(domains[0]); i++)
		if (ks_streq(domains[i].id, id))
			return &domains[i];
	return NULL;
}

const char *ks_domain_title(struct ks_out *out, const char *id)
{
	const struct domain_words *words = find_domain(id);

	return words ? ks_msg_text(out->lang, words->title) : id;
}

enum ks_msg ks_domain_opening(const char *id)
{
	const struct domain_words *words = find_domain(id);

	return words ? words->opening : KS_MSG_talk_o_other;
}
