/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_REPORT_LOOP_H
#define KS_OUTPUT_REPORT_LOOP_H
/*
 * What a report draws besides its measures: how far families and handovers
 * came, how each receiving organisation kept its terms, and who hands over to
 * whom. Numbers are as in output/report.h: what may not be seen is not here.
 *
 * Families and handovers are two things and are never drawn on one scale: a
 * family may have no handover, or four.
 */
#include <stdbool.h>
#include <stddef.h>

/* A number as it may be printed. */
struct ks_number {
	int value;			/* -1: hidden, or there is none */
	bool half;			/* and a half: a median */
	const char *shown;		/* "12", "2,5", "<10", "-", "n.v.t." */
};

enum ks_stage_id {
	KS_STAGE_SCREENED, KS_STAGE_SIGNAL, KS_STAGE_ROUTE,	/* families */
	KS_STAGE_REQUESTED, KS_STAGE_ACCEPTED, KS_STAGE_MET, KS_STAGE_TOLD,	/* handovers */
	KS_STAGES
};
#define KS_STAGE_FIRST_HANDOVER KS_STAGE_REQUESTED

/* One step of the way; each stage of handovers counts those of the one before. */
struct ks_stage {
	const char *id, *label, *definition;
	struct ks_number number;
};

enum ks_term_kind { KS_TERM_RESPONSE, KS_TERM_CONTACT, KS_TERM_FEEDBACK, KS_TERM_KINDS };

/* Of what was due, how many were in time. */
struct ks_kept_term {
	struct ks_number in_term, due;
};

struct ks_partner {
	const char *key, *label;	/* the receiving organisation */
	struct ks_number handovers;
	struct ks_kept_term terms[KS_TERM_KINDS];
};

/* Who hands over to whom; n_from by n_to. */
struct ks_pairs {
	const char **from, **to;
	size_t n_from, n_to;
	struct ks_number *cells;	/* sender by sender */
	struct ks_number *from_totals, *to_totals;
};

struct ks_report_loop {
	struct ks_stage stages[KS_STAGES];
	bool split;			/* partners and pairs: only of what has ended */
	struct ks_partner *partners;	/* most handovers first, hidden ones last */
	size_t n_partners;
	struct ks_pairs pairs;
};

#endif
