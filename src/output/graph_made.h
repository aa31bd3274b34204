/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_GRAPH_MADE_H
#define KS_OUTPUT_GRAPH_MADE_H
/* A drawing before it is written: points, lines between them, and frames around points. */
#include "ks/output/out.h"

enum ks_point_kind {
	KS_P_SIGNAL, KS_P_STRENGTH, KS_P_CONDITION, KS_P_SAFETY, KS_P_CARD, KS_P_STEP, KS_P_HELP,
	KS_P_WAY,		/* what is said or done after a no, or on a waiting list */
	KS_P_KINDS
};

enum ks_line_kind { KS_L_LEADS, KS_L_OTHERWISE };	/* drawn through; dashed */

struct ks_point {
	const char *id;		/* "signal:roken", "step:geldzorgen/bellen": once in the drawing */
	enum ks_point_kind kind;
	const char *label;	/* lines, separated by newlines */
	size_t frame;		/* 0: none, else index + 1 */
};

struct ks_line_between {
	size_t from, to;
	enum ks_line_kind kind;
	const char *label;	/* NULL: none */
};

struct ks_drawing {
	struct ks_out *out;
	const char *title;
	struct ks_point *points;
	size_t n_points;
	struct ks_line_between *lines;
	size_t n_lines;
	const char **frames;	/* titles */
	size_t n_frames;
};

extern const char *const ks_point_words[];	/* signal .. way, as in JSON */

void ks_drawing_dot(const struct ks_drawing *d);
void ks_drawing_mermaid(const struct ks_drawing *d);
void ks_drawing_json(const struct ks_drawing *d);

#endif
