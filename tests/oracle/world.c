/* SPDX-License-Identifier: EUPL-1.2 */
#include "world.h"

const char *const phase_names[PHASES] = {"before", "during", "after"};
const char *const subject_names[SUBJECTS] = {"mother", "partner", "child", "family", "network"};
const char *const class_names[FACTOR_CLASSES] = {"safety", "urgent", "attention"};
const char *const verdict_names[VERDICTS] = {"geen-signalen", "potentieel-kwetsbaar", "kwetsbaar",
					     "zeer-kwetsbaar", "spoed"};
const char *const urgency_names[URGENCIES] = {"now", "urgent", "soon", "routine"};
const char *const form_names[FORMS] = {"together", "three-way", "call-together", "phone",
				       "written"};
const char *const source_names[SOURCES] = {"self", "professional", "file"};
const char *const domain_names[DOMAINS] = {"gezin",    "werk-inkomen", "wonen",
					   "mentaal",  "veiligheid",   "netwerk"};
const char *const municipality_names[MUNICIPALITIES] = {"utrecht", "deventer", "zeist"};
const char *const reply_names[4] = {"present", "absent", "declined", "not-asked"};
const char *const item_names[MAX_ITEMS] = {"item1", "item10"};
const char *const outcome_names[MAX_OUTCOMES] = {"laag", "verhoogd", "hoog"};

const char *coalition_folder(const struct coalition *c, bool in_base)
{
	return in_base && c->two_folders ? c->base : c->local;
}
