/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_BASE_MSG_H
#define KS_BASE_MSG_H
/*
 * Every sentence the program can say, in Dutch and English.
 *
 * One table, msg/all.def, that includes one list per area. A sentence is
 * whole and has named {fields}, so that a translator may reorder them; no
 * sentence is ever glued together from pieces. The Dutch text is the source.
 */
#include <stddef.h>

struct ks_buf;
struct ks_arena;

enum ks_lang { KS_NL, KS_EN };
#define KS_LANGS 2

enum ks_msg {
#define KS_MSG(id, nl, en) KS_MSG_##id,
#include "ks/base/msg/all.def"
#undef KS_MSG
	KS_MSG_LAST
};

/* A named field and what to put there; a list ends with a NULL name. */
struct ks_arg {
	const char *name, *value;
};

#define KS_ARGS(...) ((const struct ks_arg[]){ __VA_ARGS__, { NULL, NULL } })

/* The sentence with its {fields} as they stand. */
const char *ks_msg_text(enum ks_lang lang, enum ks_msg msg);

/* The id with hyphens, as printed in [brackets] behind a diagnostic. */
const char *ks_msg_code(struct ks_arena *arena, enum ks_msg msg);

/* Adds the sentence with its fields filled in; args may be NULL. */
void ks_msg_put(struct ks_buf *buf, enum ks_lang lang, enum ks_msg msg, const struct ks_arg *args);

/* The same as a string of its own. */
const char *ks_msg_make(struct ks_arena *arena, enum ks_lang lang, enum ks_msg msg,
			const struct ks_arg *args);

/* A text of the coalition in both languages; en may be NULL (then nl is shown). */
struct ks_text {
	const char *nl, *en;
};

/* The text in a language; "" when there is none at all. */
const char *ks_text_in(struct ks_text text, enum ks_lang lang);

#endif
