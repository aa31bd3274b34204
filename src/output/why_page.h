/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_WHY_PAGE_H
#define KS_OUTPUT_WHY_PAGE_H
/* What the pages that explain a route share. */
#include "ks/output/why.h"

/* A condition as a tree, a line a node, with what stood behind each leaf. */
void ks_put_why_tree(struct ks_out *out, const struct ks_route_view *view, int indent,
		     const struct ks_why_node *node);

/* A leaf in words, with what is known now behind it where that is a fact. */
const char *ks_why_leaf_words(struct ks_out *out, const struct ks_route_view *view,
			      const struct ks_why_node *node);

/* "ja, zelf gezegd, 21 november 2026; screening 2" for one thing behind a leaf. */
const char *ks_why_basis_words(struct ks_out *out, const struct ks_basis *basis);

/* True when a leaf may be read out at the table. */
bool ks_table_shows_leaf(const struct ks_why_node *leaf);

/* True when nothing in a condition is shielded, so that a card's sentence hints at nothing. */
bool ks_table_shows_cond(const struct ks_cond *cond);

/* "why" of a reason, "condition" and the like: a node and all below it; null for NULL. */
void ks_json_why_node(struct ks_out *out, struct ks_json *in, const char *key,
		      const struct ks_why_node *node);
void ks_json_basis(struct ks_json *in, const char *key, const struct ks_basis *const *basis,
		   size_t n);

/* The "why" of step i of a route. */
void ks_json_why(struct ks_out *out, struct ks_json *step, const struct ks_route_view *view,
		 size_t i);

/* "open_questions" as ks_json_questions() writes it, each with its "witness"; null: not decided. */
void ks_json_witnesses(struct ks_out *out, struct ks_json *in, const struct ks_route_view *view);

/* What the first few open questions would change; at the table as far as that may be told. */
void ks_put_witnesses(struct ks_out *out, const struct ks_route_view *view);

/* The page of `ks route --why`. */
void ks_route_why(struct ks_out *out, const struct ks_route_view *view);

#endif
