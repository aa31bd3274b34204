/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_CARDS_H
#define KS_OUTPUT_CARDS_H
/* Pages of the working group: the cards, one card, what check found. */
#include "ks/cards/model.h"
#include "ks/output/cond.h"
#include "ks/output/out.h"

void ks_out_cards(struct ks_out *out, const struct ks_coalition *c);

/* The card as a page: what was agreed, when, the steps, sources with their status. */
void ks_out_card(struct ks_out *out, const struct ks_card *card);

/* Pages of several cards, in the order given. */
struct ks_cards_view {
	const struct ks_coalition *coalition;
	const struct ks_card *const *cards;
	size_t n;
};

/* One after the other, each whole. */
void ks_out_card_pages(struct ks_out *out, const struct ks_cards_view *view);

/* As Markdown or HTML: each card a page to print, after a list of contents when there are several. */
void ks_write_card_pages(struct ks_out *out, const struct ks_cards_view *view);

/* Which cards a signal can bring about, and what comes first then. */
struct ks_signals_view {
	const struct ks_coalition *coalition;
	int phase;				/* enum ks_phase, or -1: any */
};

void ks_out_signals(struct ks_out *out, const struct ks_signals_view *view);

/* The signals and strengths, by the part of life they are about. */
void ks_out_factors(struct ks_out *out, const struct ks_coalition *c);

struct ks_check_view {
	const char *routes;			/* folder that was read */
	const struct ks_coalition *coalition;	/* NULL when it could not be understood */
	const char *const *files;		/* cards that were asked for; NULL-ended or NULL */
	const struct ks_diag *diag;		/* what is reported, in order */
	const char *const *left_out;		/* files with errors that others were read without */
	size_t n_left_out;
	size_t undecided;			/* questions over all cards that were not decided */
};

/* The summary as text (the items go to standard error), or everything as JSON. */
void ks_out_check(struct ks_out *out, const struct ks_check_view *view);

#endif
