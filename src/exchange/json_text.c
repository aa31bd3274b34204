/* SPDX-License-Identifier: EUPL-1.2 */
/* Halves of a character, joined: see json_text.h. */
#include "json_text.h"

#include <string.h>

#include "ks/base/arena.h"

static bool is_half(const char *s, const char *first, unsigned *value)
{
	static const char hex[] = "0123456789abcdef0123456789ABCDEF";

	if (s[0] != '\\' || s[1] != 'u' || !strchr("dD", s[2]) || !s[2] || !strchr(first, s[3]))
		return false;
	*value = 0;
	for (int i = 2; i < 6; i++) {
		const char *digit = s[i] ? strchr(hex, s[i]) : NULL;

		if (!digit)
			return false;
		*value = *value * 16 + (unsigned)((digit - hex) % 16);
	}
	return true;
}

static const char *join_halves(struct ks_arena *arena, const char *text)
{
	char *out = ks_strdup(arena, text), *to = out;
	unsigned high, low;

	while (*text) {
		if (is_half(text, "89abAB", &high) && is_half(text + 6, "cdefCDEF", &low)) {
			unsigned point = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);

			memcpy(to, ks_fmt(arena, "\\U%08X", point), 10);
			to += 10;
			text += 12;
		} else if (*text == '\\' && text[1]) {
			*to++ = *text++;
			*to++ = *text++;
		} else {
			*to++ = *text++;
		}
	}
	*to = '\0';
	return out;
}

const struct ks_source_text *ks_json_joined(struct ks_arena *arena,
					    const struct ks_source_text *given)
{
	struct ks_source_text *in = KS_NEW(arena, struct ks_source_text);

	*in = *given;
	if (strlen(given->text) == given->len && strchr(given->text, '{')) {
		in->text = join_halves(arena, given->text);
		in->len = strlen(in->text);
	}
	return in;
}
