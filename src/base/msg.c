/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of sentences and the filling in of their fields. */
#include "ks/base/msg.h"

#include <assert.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"

struct sentence {
	const char *id;
	const char *text[KS_LANGS];
};

static const struct sentence sentences[] = {
#define KS_MSG(id, nl, en) [KS_MSG_##id] = { #id, { nl, en } },
#include "ks/base/msg/all.def"
#undef KS_MSG
};

const char *ks_msg_text(enum ks_lang lang, enum ks_msg msg)
{
	assert(msg < KS_MSG_LAST);
	return sentences[msg].text[lang];
}

const char *ks_msg_code(struct ks_arena *arena, enum ks_msg msg)
{
	char *code;

	assert(msg < KS_MSG_LAST);
	code = ks_strdup(arena, sentences[msg].id);
	for (char *c = code; *c; c++)
		if (*c == '_')
			*c = '-';
	return code;
}

static const char *value_of(const struct ks_arg *args, const char *name, size_t n)
{
	for (; args && args->name; args++)
		if (strlen(args->name) == n && memcmp(args->name, name, n) == 0)
			return args->value;
	return NULL;
}

/* Adds what stands at an opening brace; returns where the text goes on. */
static const char *put_field(struct ks_buf *buf, const char *open, const struct ks_arg *args)
{
	const char *close = strchr(open, '}');
	const char *value = close ? value_of(args, open + 1, (size_t)(close - open - 1)) : NULL;

	if (!value) {
		ks_buf_addc(buf, '{');
		return open + 1;
	}
	ks_buf_add(buf, value);
	return close + 1;
}

void ks_msg_put(struct ks_buf *buf, enum ks_lang lang, enum ks_msg msg, const struct ks_arg *args)
{
	const char *at = ks_msg_text(lang, msg);
	const char *open;

	while ((open = strchr(at, '{')) != NULL) {
		ks_buf_addn(buf, at, (size_t)(open - at));
		at = put_field(buf, open, args);
	}
	ks_buf_add(buf, at);
}

const char *ks_msg_make(struct ks_arena *arena, enum ks_lang lang, enum ks_msg msg,
			const struct ks_arg *args)
{
	struct ks_buf buf;

	ks_buf_init(&buf, arena);
	ks_msg_put(&buf, lang, msg, args);
	return buf.text;
}

const char *ks_text_in(struct ks_text text, enum ks_lang lang)
{
	if (lang == KS_EN && text.en)
		return text.en;
	if (text.nl)
		return text.nl;
	return text.en ? text.en : "";
}
