/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_LETTER_H
#define KS_OUTPUT_LETTER_H
/*
 * What the receiver of a handover gets: one page, as text, Markdown or HTML.
 * Why, in the parent's own words; what is asked; what works well; who was
 * there; agreements; safe contact; by when an answer. It holds what was
 * consented to and nothing else (product.md §5 "Handover"; domain: routes.md
 * §5.2): no class, no card, no route, no note between professionals.
 */
#include "ks/output/handover.h"

/* How much of the family may be on the page. */
enum ks_letter_kind {
	KS_LETTER_WHOLE,	/* what was consented to, or what a ground allows */
	KS_LETTER_ADVICE,	/* anonymous advice: the question, nothing of a family */
	KS_LETTER_WITHDRAWN	/* consent was taken back or is over: nothing any more */
};

struct ks_letter_view {
	const struct ks_handover_view *handover;
	enum ks_letter_kind kind;
	struct ks_named *signals, *strengths;	/* what may be shared, present */
	size_t n_signals, n_strengths;
	const char *head;			/* of the audit's chain, before this reading */
};

/* As ks_out says: HTML, Markdown, else text. */
void ks_write_letter(struct ks_out *out, const struct ks_letter_view *view);

#endif
