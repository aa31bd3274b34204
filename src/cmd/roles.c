/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of roles: see cmd/roles.h. */
#include "ks/cmd/roles.h"

#include <stddef.h>

#include "ks/base/str.h"

enum may { NO, OWN, YES };

enum column {
#define KS_ROLE_COLUMN(id, role, title) COLUMN_##id,
#include "ks/cmd/roles.def"
#undef KS_ROLE_COLUMN
	COLUMNS
};

static const struct {
	const char *role, *title;
} columns[] = {
#define KS_ROLE_COLUMN(id, role, title) { role, title },
#include "ks/cmd/roles.def"
#undef KS_ROLE_COLUMN
};

static const struct {
	enum ks_msg words;
	enum may may[COLUMNS];
} deeds[] = {
#define KS_DEED(id, words, ...) [KS_DEED_##id] = { KS_MSG_##words, { __VA_ARGS__ } },
#include "ks/cmd/roles.def"
#undef KS_DEED
};

static enum column column_of(const char *role)
{
	for (size_t i = 0; role && i < COLUMNS; i++)
		if (ks_streq(columns[i].role, role))
			return (enum column)i;
	return COLUMN_OTHER;
}

bool ks_role_may(const char *role, enum ks_deed deed, bool shared)
{
	enum may may;

	if (deed == KS_DEED_ANY)
		return true;
	may = deeds[deed].may[column_of(role)];
	return may == YES || (may == OWN && !shared);
}

enum ks_msg ks_deed_words(enum ks_deed deed)
{
	return deeds[deed].words;
}

void ks_roles_table(struct ks_buf *out)
{
	static const char *const words[] = { [NO] = "no", [OWN] = "own book", [YES] = "yes" };

	ks_buf_add(out, "| what |");
	for (size_t i = 0; i < COLUMNS; i++)
		ks_buf_addf(out, " %s |", columns[i].title);
	ks_buf_add(out, "\n|---|");
	for (size_t i = 0; i < COLUMNS; i++)
		ks_buf_add(out, "---|");
	for (int deed = KS_DEED_ANY + 1; deed < KS_DEED_LAST; deed++) {
		ks_buf_addf(out, "\n| %s |", ks_msg_text(KS_EN, deeds[deed].words));
		for (size_t i = 0; i < COLUMNS; i++)
			ks_buf_addf(out, " %s |", words[deeds[deed].may[i]]);
	}
	ks_buf_addc(out, '\n');
}
