/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_ROLES_H
#define KS_CMD_ROLES_H
/*
 * What each role may do (roles.def). Asked in one place, before a command runs;
 * a command asks again only where it depends on more than its name.
 *
 * A role is what somebody says of themselves, so this guards against mistakes.
 * Against who has the file guard accounts, groups and disk encryption.
 */
#include <stdbool.h>

#include "ks/base/msg.h"

enum ks_deed {
	KS_DEED_ANY,		/* nothing about families: no question asked */
#define KS_DEED(id, msg, ...) KS_DEED_##id,
#include "ks/cmd/roles.def"
#undef KS_DEED
	KS_DEED_LAST
};

/* May this role (NULL: not said) do this, in a book that is shared or not? */
bool ks_role_may(const char *role, enum ks_deed deed, bool shared);

/* What the deed is called: "casussen bijhouden (...)". */
enum ks_msg ks_deed_words(enum ks_deed deed);

struct ks_buf;

/* The table as Markdown, in English, for docs/trust.md. */
void ks_roles_table(struct ks_buf *out);

#endif
