/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_EVALUATION_H
#define KS_OUTPUT_EVALUATION_H
/*
 * The yearly evaluation: a page for each card, ready for the working group
 * that owns it. What was agreed, how often it came up and what became of it
 * (protected like every part of a report), and what nobody has tried yet.
 */
#include "ks/engine/mutant.h"
#include "ks/output/report.h"

struct ks_card_page {
	const char *id;
	const struct ks_card *card;		/* NULL: it is not in the agreements any more */
	const struct ks_measure *counts;	/* fired, handovers, refused, declined:REASON, ... */
	size_t n_counts;
	bool never_fired;			/* it gave no family a step in this year */
	bool review_due;			/* review_by is on or before the day of the pack */
	bool untested;				/* no example is a family this card is for */
	const struct ks_step *const *untested_steps;	/* that no example asks for */
	size_t n_untested_steps;
	size_t mutants, noticed;		/* small changes of this card, and those noticed */
	const struct ks_mutant *const *questions;	/* those that no example notices */
	size_t n_questions;
};

struct ks_evaluation_view {
	const struct ks_report_view *report;	/* period, coalition, what is said on every page */
	ks_day today;
	size_t n_examples;
	bool is_split;		/* else the year still runs: only what fired is counted by card */
	const struct ks_card_page *pages;	/* by id */
	size_t n;
};

/* By out->format, out->md and out->html. */
void ks_out_evaluation(struct ks_out *out, const struct ks_evaluation_view *view);

#endif
