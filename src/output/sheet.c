/* SPDX-License-Identifier: EUPL-1.2 */
/* The pieces of a page for paper, in both writings. */
#include "sheet.h"

#include <string.h>

#include "ks/base/arena.h"
#include "html.h"
#include "md.h"

static bool is_html(const struct ks_out *out)
{
	return out->format == KS_AS_HTML;
}

/* What only one of the writings needs around a piece. */
static void add_html(struct ks_out *out, const char *tags)
{
	if (is_html(out))
		ks_buf_add(&out->text, tags);
}

/* Markdown wants an empty line between one kind of piece and the next. */
static void md_gap(struct ks_out *out)
{
	const struct ks_buf *buf = &out->text;

	if (is_html(out))
		return;
	while (out->text.len && !(buf->len > 1 && !strcmp(buf->text + buf->len - 2, "\n\n")))
		ks_buf_addc(&out->text, '\n');
}

/* ---- the document -------------------------------------------------------- */

void ks_sheet_begin(struct ks_out *out, const char *title, const char *css)
{
	if (is_html(out))
		ks_html_begin(out, title, css);
}

void ks_sheet_end(struct ks_out *out)
{
	if (is_html(out))
		ks_html_end(out);
}

void ks_sheet_page(struct ks_out *out, const char *anchor, bool new_paper)
{
	if (is_html(out)) {
		ks_buf_addf(&out->text, "<article class=\"page\" id=\"%s\">\n", anchor);
		return;
	}
	if (new_paper)
		md_gap(out);
	if (new_paper)
		ks_buf_add(&out->text, "<div style=\"page-break-before: always\"></div>\n\n");
	ks_buf_addf(&out->text, "<a id=\"%s\"></a>\n\n", anchor);
}

void ks_sheet_end_page(struct ks_out *out)
{
	add_html(out, "</article>\n");
}

void ks_sheet_contents(struct ks_out *out)
{
	add_html(out, "<nav>\n<ul>\n");
}

void ks_sheet_link(struct ks_out *out, const char *anchor, const char *text)
{
	if (!is_html(out)) {
		ks_buf_addf(&out->text, "- [%s](#%s)\n", ks_md_text(out, text), anchor);
		return;
	}
	ks_buf_addf(&out->text, "<li><a href=\"#%s\">", anchor);
	ks_html_text(&out->text, text);
	ks_buf_add(&out->text, "</a></li>\n");
}

void ks_sheet_end_contents(struct ks_out *out)
{
	add_html(out, "</ul>\n</nav>\n");
}

/* ---- pieces -------------------------------------------------------------- */

void ks_sheet_heading(struct ks_out *out, int level, const char *text)
{
	if (is_html(out)) {
		ks_html_line(&out->text, ks_fmt(out->arena, "h%d", level), text);
		return;
	}
	md_gap(out);
	ks_buf_addf(&out->text, "%.*s %s\n\n", level, "######", ks_md_text(out, text));
}

void ks_sheet_quote(struct ks_out *out, const char *text)
{
	if (!is_html(out)) {
		ks_buf_addf(&out->text, "> %s\n\n", ks_md_text(out, text));
		return;
	}
	ks_buf_add(&out->text, "<blockquote>\n");
	ks_html_line(&out->text, "p", text);
	ks_buf_add(&out->text, "</blockquote>\n");
}

void ks_sheet_first(struct ks_out *out, const char *label, const char *text, const char *more)
{
	if (is_html(out)) {
		ks_buf_add(&out->text, "<div class=\"first\">\n");
		ks_html_line(&out->text, "p", ks_fmt(out->arena, "%s: %s", label, text));
		ks_html_line(&out->text, "p", more);
		ks_buf_add(&out->text, "</div>\n");
		return;
	}
	ks_buf_addf(&out->text, "**%s:** %s\n", label, ks_md_text(out, text));
	if (more)
		ks_buf_addf(&out->text, "\n**%s**\n", ks_md_text(out, more));
	ks_buf_addc(&out->text, '\n');
}

/* ---- facts --------------------------------------------------------------- */

static void html_facts(struct ks_buf *buf, const char *name, const struct ks_sheet_item *items,
		       size_t n)
{
	ks_buf_add(buf, "<table aria-label=\"");
	ks_html_text(buf, name);
	ks_buf_add(buf, "\">\n");
	for (size_t i = 0; i < n; i++) {
		ks_buf_add(buf, "<tr><th scope=\"row\">");
		ks_html_text(buf, items[i].label);
		ks_buf_add(buf, "</th><td>");
		ks_html_text(buf, items[i].text);
		ks_buf_add(buf, "</td></tr>\n");
	}
	ks_buf_add(buf, "</table>\n");
}

static void md_facts(struct ks_out *out, const struct ks_sheet_item *items, size_t n)
{
	for (size_t i = 0; i < n; i++)
		ks_buf_addf(&out->text, "| %s ", items[i].label);
	ks_buf_add(&out->text, "|\n");
	for (size_t i = 0; i < n; i++)
		ks_buf_add(&out->text, "|---");
	ks_buf_add(&out->text, "|\n");
	for (size_t i = 0; i < n; i++)
		ks_buf_addf(&out->text, "| %s ", ks_md_text(out, items[i].text));
	ks_buf_add(&out->text, "|\n");
}

void ks_sheet_facts(struct ks_out *out, const struct ks_sheet_item *items, size_t n)
{
	if (is_html(out))
		html_facts(&out->text, ks_msg_text(out->lang, KS_MSG_card_facts), items, n);
	else
		md_facts(out, items, n);
}

/* ---- items --------------------------------------------------------------- */

void ks_sheet_part(struct ks_out *out)
{
	add_html(out, "<section class=\"step\">\n");
}

void ks_sheet_end_part(struct ks_out *out)
{
	add_html(out, "</section>\n");
}

void ks_sheet_items(struct ks_out *out)
{
	md_gap(out);
	add_html(out, "<dl>\n");
}

void ks_sheet_item(struct ks_out *out, const char *label, const char *text)
{
	if (!text || !*text)
		return;
	if (is_html(out)) {
		ks_html_line(&out->text, "dt", label);
		ks_html_line(&out->text, "dd", text);
		return;
	}
	ks_buf_addf(&out->text, "- **%s:** %s\n", label, ks_md_text(out, text));
}

void ks_sheet_end_items(struct ks_out *out)
{
	add_html(out, "</dl>\n");
}

void ks_sheet_item_list(struct ks_out *out, const char *label)
{
	if (is_html(out)) {
		ks_html_line(&out->text, "dt", label);
		ks_buf_add(&out->text, "<dd>");
		ks_sheet_list(out);
		return;
	}
	ks_buf_addf(&out->text, "- **%s:**\n", label);
}

void ks_sheet_end_item_list(struct ks_out *out)
{
	ks_sheet_end_list(out);
	add_html(out, "</dd>\n");
}

/* ---- lists --------------------------------------------------------------- */

void ks_sheet_list(struct ks_out *out)
{
	add_html(out, "<ul>\n");
}

void ks_sheet_point(struct ks_out *out, int depth, const char *text)
{
	if (!is_html(out)) {
		ks_buf_addf(&out->text, "%*s- %s\n", 2 * depth, "", ks_md_text(out, text));
		return;
	}
	ks_buf_add(&out->text, "<li>");
	ks_html_text(&out->text, text);
}

void ks_sheet_end_point(struct ks_out *out)
{
	add_html(out, "</li>\n");
}

void ks_sheet_end_list(struct ks_out *out)
{
	add_html(out, "</ul>\n");
}

void ks_sheet_source(struct ks_out *out, const char *name, const char *title, const char *address)
{
	if (is_html(out)) {
		ks_html_line(&out->text, "li",
			     ks_fmt(out->arena, "%s%s%s%s%s", name, title ? ": " : "",
				    title ? title : "", address ? ", " : "",
				    address ? address : ""));
		return;
	}
	ks_buf_addf(&out->text, "- %s", ks_md_text(out, name));
	if (title)
		ks_buf_addf(&out->text, ": *%s*", ks_md_text(out, title));
	/* An address that could break out of the link is left out. */
	if (address && !strpbrk(address, "<> \t\n"))
		ks_buf_addf(&out->text, " <%s>", address);
	ks_buf_addc(&out->text, '\n');
}

void ks_sheet_foot(struct ks_out *out, const char *text)
{
	if (is_html(out)) {
		ks_buf_add(&out->text, "<p class=\"file\">");
		ks_html_text(&out->text, text);
		ks_buf_add(&out->text, "</p>\n");
		return;
	}
	md_gap(out);
	ks_buf_addf(&out->text, "%s\n", ks_md_text(out, text));
}
