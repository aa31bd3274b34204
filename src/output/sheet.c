/* SPDX-License-Identifier: EUPL-1.2 */
/* The pieces of a page for paper, in both writings. */
#include "sheet.h"

#include <string.h>

#include "ks/base/arena.h"
#include "html.h"
#include "md.h"

static const char css[] =
	"@page { size: A4; margin: 18mm; }\n"
	":root { color-scheme: light dark; --line: #767676; --first: #8a1c14; }\n"
	"body { font: 1rem/1.5 sans-serif; max-width: 46em; margin: 2rem auto; padding: 0 1rem; }\n"
	"h1 { font-size: 1.8rem; }\n"
	"h2 { font-size: 1.3rem; margin: 1.6rem 0 0.3rem; break-after: avoid; }\n"
	"h3 { font-size: 1.1rem; margin: 1.4rem 0 0.3rem; break-after: avoid; }\n"
	"blockquote { margin: 1rem 0; padding: 0 1rem; border-left: 4px solid var(--line); }\n"
	".first { border: 3px solid var(--first); padding: 0.2rem 1rem; }\n"
	"dl { margin: 0; } dt { font-weight: bold; } dd { margin: 0 0 0.3rem 1.2rem; }\n"
	"table { border-collapse: collapse; margin-bottom: 0.8rem; }\n"
	"th, td { border: 1px solid var(--line); padding: 0.2rem 0.6rem; text-align: left; }\n"
	"td, th, li { overflow-wrap: anywhere; } td.n { text-align: right; font-variant-numeric: tabular-nums; }\n"
	"ul { margin: 0.2rem 0; padding-left: 1.4rem; }\n"
	".step { break-inside: avoid; } .file { font-size: 0.85rem; }\n"
	"@media (prefers-color-scheme: dark) { :root { --line: #9a9a9a; --first: #f0958c; } }\n"
	"@media print { :root { color-scheme: light; --line: #767676; --first: #8a1c14; } "
	"body { font-size: 10.5pt; margin: 0; max-width: none; } "
	".page + .page, nav + .page { break-before: page; } "
	/* A card with its numbers is one sheet to talk about. */
	".counts, .counts ~ ul { font-size: 9.5pt; line-height: 1.25; } "
	".counts th, .counts td { padding: 0.05rem 0.5rem; } .counts { break-inside: avoid; } "
	"blockquote, blockquote p { margin: 0.4rem 0; } table { line-height: 1.3; } "
	".counts + p { font-size: 9.5pt; margin: 0.3rem 0; } "
	".counts ~ ul:last-child { font-size: 8.5pt; line-height: 1.2; } "
	".counts ~ h3 { font-size: 1rem; margin: 0.5rem 0 0.1rem; } .page > h2 { margin-top: 0; } "
	"nav ul { columns: 2; } }\n";

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

void ks_sheet_begin(struct ks_out *out, const char *title)
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

void ks_sheet_text(struct ks_out *out, const char *text)
{
	md_gap(out);
	if (is_html(out))
		ks_html_line(&out->text, "p", text);
	else
		ks_buf_addf(&out->text, "%s\n\n", ks_md_text(out, text));
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

/* open begins the table, cell what stands behind a label. */
static void html_table(struct ks_buf *buf, const char *open, const char *name, const char *cell,
		       const struct ks_sheet_item *items, size_t n)
{
	ks_buf_addf(buf, "%s aria-label=\"", open);
	ks_html_text(buf, name);
	ks_buf_add(buf, "\">\n");
	for (size_t i = 0; i < n; i++) {
		ks_buf_add(buf, "<tr><th scope=\"row\">");
		ks_html_text(buf, items[i].label);
		ks_buf_addf(buf, "</th>%s", cell);
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
		html_table(&out->text, "<table", ks_msg_text(out->lang, KS_MSG_card_facts), "<td>",
			   items, n);
	else
		md_facts(out, items, n);
}

void ks_sheet_counts(struct ks_out *out, const char *name, const struct ks_sheet_item *items,
		     size_t n)
{
	if (is_html(out)) {
		html_table(&out->text, "<table class=\"counts\"", name, "<td class=\"n\">", items, n);
		return;
	}
	ks_buf_addf(&out->text, "| %s | %s |\n|---|---:|\n", ks_msg_text(out->lang, KS_MSG_col_what),
		    ks_msg_text(out->lang, KS_MSG_col_number));
	for (size_t i = 0; i < n; i++)
		ks_buf_addf(&out->text, "| %s | %s |\n", ks_md_text(out, items[i].label),
			    ks_md_text(out, items[i].text));
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
