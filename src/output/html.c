/* SPDX-License-Identifier: EUPL-1.2 */
/* What every page of HTML needs. */
#include "html.h"

#include "ks/base/arena.h"
#include "ks/base/utf8.h"

void ks_html_text(struct ks_buf *buf, const char *text)
{
	struct ks_buf safe;

	ks_buf_init(&safe, buf->arena);
	ks_utf8_add_safe(&safe, text);
	for (const char *c = safe.text; *c; c++) {
		if (*c == '&')
			ks_buf_add(buf, "&amp;");
		else if (*c == '<')
			ks_buf_add(buf, "&lt;");
		else if (*c == '>')
			ks_buf_add(buf, "&gt;");
		else if (*c == '"')
			ks_buf_add(buf, "&quot;");
		else
			ks_buf_addc(buf, *c);
	}
}

void ks_html_line(struct ks_buf *buf, const char *tag, const char *text)
{
	if (!text || !*text)
		return;
	ks_buf_addf(buf, "<%s>", tag);
	ks_html_text(buf, text);
	ks_buf_addf(buf, "</%s>\n", tag);
}

void ks_html_begin(struct ks_out *out, const char *title, const char *css)
{
	ks_buf_addf(&out->text,
		    "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
		    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		    "<title>",
		    out->lang == KS_NL ? "nl" : "en");
	ks_html_text(&out->text, title);
	ks_buf_addf(&out->text, "</title>\n<style>\n%s</style>\n</head>\n<body>\n", css);
	if (out->training)
		ks_html_line(&out->text, "p", ks_msg_text(out->lang, KS_MSG_training_data));
}

void ks_html_end(struct ks_out *out)
{
	ks_buf_add(&out->text, "</body>\n</html>\n");
}
