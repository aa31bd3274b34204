/* SPDX-License-Identifier: EUPL-1.2 */
/* What every page of Markdown needs. */
#include "md.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/utf8.h"

/* What means something in Markdown, in the middle of a line. */
#define SPECIAL "\\`*_[]<>|#&~"

const char *ks_md_text(struct ks_out *out, const char *text)
{
	struct ks_buf flat, safe, buf;

	ks_buf_init(&flat, out->arena);
	for (; text && *text; text++)
		if (!ks_is_space(*text))
			ks_buf_addc(&flat, *text);
		else if (flat.len && flat.text[flat.len - 1] != ' ')
			ks_buf_addc(&flat, ' ');
	while (flat.len && flat.text[flat.len - 1] == ' ')
		flat.text[--flat.len] = '\0';
	ks_buf_init(&safe, out->arena);
	ks_utf8_add_safe(&safe, flat.text);
	ks_buf_init(&buf, out->arena);
	for (const char *c = safe.text; *c; c++) {
		if (strchr(SPECIAL, *c))
			ks_buf_addc(&buf, '\\');
		ks_buf_addc(&buf, *c);
	}
	return buf.text;
}
