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

/*
 * What every page has: colours that can be read in the light, in the dark and
 * on paper. On paper each sheet says what the page is, and its number.
 */
static const char base_css[] =
	"@page { size: A4; margin: 16mm; }\n"
	":root { color-scheme: light dark; --paper: #ffffff; --ink: #1c2329; --muted: #55606a; "
	"--line: #c9d1d8; --bar: #1f5f8b; --track: #d3e0ea; --soft: #f1f5f8; --first: #8a1c14; "
	"--s1: #edf3f8; --s2: #d9e6f0; --s3: #bfd5e6; --s4: #a3c3db; --s5: #86b0cf; }\n"
	"@media screen and (prefers-color-scheme: dark) { :root { --paper: #14191e; --ink: #e7ebee; "
	"--muted: #a9b4bd; --line: #3d4852; --bar: #7ab8e0; --track: #2f4455; --soft: #1d252c; "
	"--first: #f0958c; --s1: #1b2731; --s2: #21374a; --s3: #27475f; --s4: #2d5675; "
	"--s5: #35678c; } }\n"
	"body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; padding: 0 1rem; "
	"color: var(--ink); background: var(--paper); }\n"
	".training { border: 2px dashed var(--ink); padding: 0.2rem 0.8rem; font-weight: 600; }\n"
	"@media print { :root { color-scheme: light; } body { margin: 0; padding: 0; "
	"max-width: none; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }\n";

/* OEFENDATA above every sheet that is printed. */
static const char training_css[] =
	"@page { @top-right { content: \"OEFENDATA\"; font: 600 9pt sans-serif; } }\n";

#define NOTHING_FROM_OUTSIDE \
	"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; " \
	"style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"

void ks_html_begin(struct ks_out *out, const char *title, const char *css)
{
	ks_buf_addf(&out->text,
		    "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
		    NOTHING_FROM_OUTSIDE
		    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		    "<title>",
		    out->lang == KS_NL ? "nl" : "en");
	ks_html_text(&out->text, title);
	ks_buf_addf(&out->text, "</title>\n<style>\n%s%s%s</style>\n</head>\n<body>\n", base_css, css,
		    out->training ? training_css : "");
	if (out->training) {
		ks_buf_add(&out->text, "<p class=\"training\" role=\"note\">");
		ks_html_text(&out->text, ks_msg_text(out->lang, KS_MSG_training_data));
		ks_buf_add(&out->text, "</p>\n");
	}
}

void ks_html_end(struct ks_out *out)
{
	ks_buf_add(&out->text, "</body>\n</html>\n");
}
