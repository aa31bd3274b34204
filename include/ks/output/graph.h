/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_GRAPH_H
#define KS_OUTPUT_GRAPH_H
/*
 * Cards as a drawing, for a working group around a table: what leads to a
 * card, what comes first, the steps, the help they lead to, and the other ways
 * in. Written as Mermaid (also what text is), as DOT for Graphviz, or as JSON.
 *
 * One card is drawn whole, with its conditions. All cards together are drawn
 * without steps, by phase: signals, cards, and what they lead to.
 */
#include "ks/cards/model.h"
#include "ks/output/out.h"

struct ks_graph_view {
	const struct ks_coalition *coalition;
	const struct ks_card *card;	/* NULL: all of them */
};

void ks_out_graph(struct ks_out *out, const struct ks_graph_view *view);

#endif
