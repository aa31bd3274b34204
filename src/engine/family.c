/* SPDX-License-Identifier: EUPL-1.2 */
/* The engine's input: words of its closed lists, and dates read off a family. */
#include "ks/engine/family.h"

#include <string.h>

const char *const ks_reply_words[] = { "present", "absent", "declined", "not-asked", NULL };
const char *const ks_by_words[] = { "self", "professional", "file", NULL };
const char *const ks_joint_words[] = { "", "in-balance", "out-of-balance", NULL };

void ks_family_init(struct ks_family *family, enum ks_phase phase)
{
	*family = (struct ks_family){ .phase = phase,
				      .due = KS_NO_DAY,
				      .born = KS_NO_DAY,
				      .age = KS_NO_AGE,
				      .first_child = -1,
				      .raised = KS_NO_CLASS };
}

bool ks_family_has_already(const struct ks_family *family, const char *id)
{
	for (size_t i = 0; i < family->n_already; i++)
		if (strcmp(family->already[i], id) == 0)
			return true;
	return false;
}

enum ks_phase ks_family_phase_on(const struct ks_family *family, ks_day day)
{
	if (family->phase == KS_AFTER && day < family->born)
		return KS_DURING;
	return family->phase;
}

bool ks_is_past_term(ks_day due, ks_day day)
{
	return due != KS_NO_DAY && ks_week_on(due, day) > KS_LAST_WEEK;
}

int ks_family_week_on(const struct ks_family *family, ks_day day)
{
	int days;

	if (family->due == KS_NO_DAY || ks_family_phase_on(family, day) != KS_DURING)
		return -1;
	days = ks_week_on(family->due, day);
	return days < 0 || days > KS_LAST_WEEK ? -1 : days;
}
