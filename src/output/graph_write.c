/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A drawing as DOT, as Mermaid and as JSON. Shapes carry what a point is, so
 * that it also shows without colour; the colours keep a contrast of at least
 * 7 with their text.
 */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/utf8.h"
#include "graph_made.h"

/* How a kind of point looks: in DOT, around its label in Mermaid, and its colours. */
const char *const ks_point_words[] = { "signal", "strength", "condition", "safety", "card", "step",
				       "help", "way", NULL };

static const struct look {
	const char *shape, *before, *after, *fill, *edge;
	bool heavy;
} looks[KS_P_KINDS] = {
	[KS_P_SIGNAL] = { "box", "([", "])", "#fdf3d8", "#7a5c00", false },
	[KS_P_STRENGTH] = { "box", "([", "])", "#e3f2e1", "#2e6b2a", false },
	[KS_P_CONDITION] = { "hexagon", "{{", "}}", "#ffffff", "#555555", false },
	[KS_P_SAFETY] = { "box, peripheries=2", "[[", "]]", "#fbe3e1", "#8a1c14", true },
	[KS_P_CARD] = { "folder", "[", "]", "#dde9f7", "#1b4b85", true },
	[KS_P_STEP] = { "box", "[", "]", "#ffffff", "#1b4b85", false },
	[KS_P_HELP] = { "box", "(", ")", "#e8e4f5", "#4a3a86", false },
	[KS_P_WAY] = { "note", ">", "]", "#f4f4f4", "#555555", false },
};

/* Corners that are round in Mermaid are so here too. */
static bool is_round(enum ks_point_kind kind)
{
	return kind == KS_P_SIGNAL || kind == KS_P_STRENGTH || kind == KS_P_HELP;
}

static const char *safe(struct ks_arena *arena, const char *text)
{
	struct ks_buf buf;

	ks_buf_init(&buf, arena);
	ks_utf8_add_safe(&buf, text);
	return buf.text;
}

/* ---- DOT ----------------------------------------------------------------- */

/* Lines of a label become \n; a quote and a backslash would mean something. */
static void dot_text(struct ks_buf *buf, const char *text)
{
	size_t n;
	char **lines = ks_split(buf->arena, text, '\n', &n);

	ks_buf_addc(buf, '"');
	for (size_t i = 0; i < n; i++) {
		ks_buf_add(buf, i ? "\\n" : "");
		for (const char *c = safe(buf->arena, lines[i]); *c; c++) {
			if (*c == '"' || *c == '\\')
				ks_buf_addc(buf, '\\');
			ks_buf_addc(buf, *c);
		}
	}
	ks_buf_addc(buf, '"');
}

static void dot_point(struct ks_buf *buf, const struct ks_drawing *d, size_t i, int indent)
{
	const struct ks_point *point = &d->points[i];
	const struct look *look = &looks[point->kind];

	ks_buf_addf(buf, "%*sn%zu [label=", indent, "", i + 1);
	dot_text(buf, point->label);
	ks_buf_addf(buf, ", shape=%s, style=\"filled%s%s\", fillcolor=\"%s\", color=\"%s\"];\n",
		    look->shape, is_round(point->kind) ? ",rounded" : "",
		    look->heavy ? ",bold" : "", look->fill, look->edge);
}

static void dot_frames(struct ks_buf *buf, const struct ks_drawing *d)
{
	for (size_t f = 0; f < d->n_frames; f++) {
		ks_buf_addf(buf, "  subgraph cluster_%zu {\n    label=", f + 1);
		dot_text(buf, d->frames[f]);
		ks_buf_add(buf, ";\n    style=dashed;\n");
		for (size_t i = 0; i < d->n_points; i++)
			if (d->points[i].frame == f + 1)
				dot_point(buf, d, i, 4);
		ks_buf_add(buf, "  }\n");
	}
}

static void dot_lines(struct ks_buf *buf, const struct ks_drawing *d)
{
	for (size_t i = 0; i < d->n_lines; i++) {
		const struct ks_line_between *line = &d->lines[i];

		ks_buf_addf(buf, "  n%zu -> n%zu", line->from + 1, line->to + 1);
		ks_buf_add(buf, line->kind == KS_L_OTHERWISE ? " [style=dashed" : "");
		if (line->label) {
			ks_buf_add(buf, line->kind == KS_L_OTHERWISE ? ", label=" : " [label=");
			dot_text(buf, line->label);
		}
		ks_buf_add(buf, line->kind == KS_L_OTHERWISE || line->label ? "];\n" : ";\n");
	}
}

void ks_drawing_dot(const struct ks_drawing *d)
{
	struct ks_buf *buf = &d->out->text;

	ks_buf_add(buf, "digraph ks {\n  label=");
	dot_text(buf, d->title);
	ks_buf_add(buf, ";\n  labelloc=t;\n  rankdir=LR;\n  ranksep=0.7;\n"
			"  node [fontname=\"sans-serif\", fontsize=11, margin=\"0.15,0.08\"];\n"
			"  edge [fontname=\"sans-serif\", fontsize=10, color=\"#444444\"];\n");
	dot_frames(buf, d);
	for (size_t i = 0; i < d->n_points; i++)
		if (!d->points[i].frame)
			dot_point(buf, d, i, 2);
	dot_lines(buf, d);
	ks_buf_add(buf, "}\n");
}

/* ---- Mermaid ------------------------------------------------------------- */

/*
 * Mermaid reads Markdown and its own signs within quotes; as #35; and the like
 * a sign is only itself. A number with a point would begin a list.
 */
static bool is_plain(const char *text, size_t at)
{
	unsigned char c = (unsigned char)text[at];
	bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;

	if (c == '.')
		return !at || !ks_is_digit(text[at - 1]);
	return letter || ks_is_digit(text[at]) || (at && (c == '-' || c == '+')) || strchr(" ,:()'?/", c);
}

static void mermaid_text(struct ks_buf *buf, const char *text)
{
	size_t n;
	char **lines = ks_split(buf->arena, text, '\n', &n);

	ks_buf_addc(buf, '"');
	for (size_t i = 0; i < n; i++) {
		const char *line = safe(buf->arena, lines[i]);

		ks_buf_add(buf, i ? "<br>" : "");
		for (size_t at = 0; line[at]; at++)
			if (is_plain(line, at))
				ks_buf_addc(buf, line[at]);
			else
				ks_buf_addf(buf, "#%d;", line[at]);
	}
	ks_buf_addc(buf, '"');
}

static void mermaid_point(struct ks_buf *buf, const struct ks_drawing *d, size_t i, int indent)
{
	const struct ks_point *point = &d->points[i];
	const struct look *look = &looks[point->kind];

	ks_buf_addf(buf, "%*sn%zu%s", indent, "", i + 1, look->before);
	mermaid_text(buf, point->label);
	ks_buf_addf(buf, "%s:::%s\n", look->after, ks_point_words[point->kind]);
}

static void mermaid_frames(struct ks_buf *buf, const struct ks_drawing *d)
{
	for (size_t f = 0; f < d->n_frames; f++) {
		ks_buf_addf(buf, "  subgraph f%zu[", f + 1);
		mermaid_text(buf, d->frames[f]);
		ks_buf_add(buf, "]\n");
		for (size_t i = 0; i < d->n_points; i++)
			if (d->points[i].frame == f + 1)
				mermaid_point(buf, d, i, 4);
		ks_buf_add(buf, "  end\n");
	}
}

static void mermaid_lines(struct ks_buf *buf, const struct ks_drawing *d)
{
	for (size_t i = 0; i < d->n_lines; i++) {
		const struct ks_line_between *line = &d->lines[i];

		ks_buf_addf(buf, "  n%zu %s", line->from + 1,
			    line->kind == KS_L_OTHERWISE ? "-.->" : "-->");
		if (line->label) {
			ks_buf_addc(buf, '|');
			mermaid_text(buf, line->label);
			ks_buf_addc(buf, '|');
		}
		ks_buf_addf(buf, " n%zu\n", line->to + 1);
	}
}

static void mermaid_looks(struct ks_buf *buf)
{
	for (size_t i = 0; i < KS_P_KINDS; i++)
		ks_buf_addf(buf, "  classDef %s fill:%s,stroke:%s,color:#000%s\n",
			    ks_point_words[i], looks[i].fill, looks[i].edge,
			    looks[i].heavy ? ",stroke-width:3px" : "");
}

void ks_drawing_mermaid(const struct ks_drawing *d)
{
	struct ks_buf *buf = &d->out->text;

	ks_buf_add(buf, "flowchart LR\n");
	mermaid_frames(buf, d);
	for (size_t i = 0; i < d->n_points; i++)
		if (!d->points[i].frame)
			mermaid_point(buf, d, i, 2);
	mermaid_lines(buf, d);
	mermaid_looks(buf);
}

/* ---- JSON ---------------------------------------------------------------- */

static void json_points(struct ks_json *document, const struct ks_drawing *d)
{
	struct ks_json *list = ks_json_array(document, "nodes");

	for (size_t i = 0; i < d->n_points; i++) {
		const struct ks_point *point = &d->points[i];
		struct ks_json *node = ks_json_object(list, NULL);

		ks_json_text(node, "id", point->id);
		ks_json_text(node, "kind", ks_point_words[point->kind]);
		ks_json_text(node, "label", point->label);
		ks_json_text(node, "group", point->frame ? d->frames[point->frame - 1] : NULL);
	}
}

void ks_drawing_json(const struct ks_drawing *d)
{
	struct ks_json *document = ks_json_document(d->out), *list;

	ks_json_text(document, "title", d->title);
	json_points(document, d);
	list = ks_json_array(document, "edges");
	for (size_t i = 0; i < d->n_lines; i++) {
		const struct ks_line_between *line = &d->lines[i];
		struct ks_json *edge = ks_json_object(list, NULL);

		ks_json_text(edge, "from", d->points[line->from].id);
		ks_json_text(edge, "to", d->points[line->to].id);
		ks_json_text(edge, "kind",
			     line->kind == KS_L_OTHERWISE ? "otherwise" : "leads-to");
		ks_json_text(edge, "label", line->label);
	}
	ks_json_end(d->out, document);
}
