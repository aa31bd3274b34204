/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_HTML_H
#define KS_OUTPUT_HTML_H
/* Pages of HTML that fetch nothing and run nothing: they work from a stick and on paper. */
#include "ks/output/out.h"

/* Adds any text, made safe, as text or as the value of an attribute in double quotes. */
void ks_html_text(struct ks_buf *buf, const char *text);

/* <tag>text</tag> on a line of its own; nothing without text. */
void ks_html_line(struct ks_buf *buf, const char *tag, const char *text);

/* From the doctype to <body>, and from there to the end. */
void ks_html_begin(struct ks_out *out, const char *title, const char *css);
void ks_html_end(struct ks_out *out);

#endif
