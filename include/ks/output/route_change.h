/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_ROUTE_CHANGE_H
#define KS_OUTPUT_ROUTE_CHANGE_H
/*
 * What changed between two kept routes of a case, and why: what the family
 * told (or time passing) changed, and what other agreements changed. The
 * middle is the family of the later route under the agreements of the earlier.
 */
#include "ks/output/shifts.h"

/* A card that reads otherwise; before or after NULL: it was not there. */
struct ks_card_change {
	const char *card;
	const char *before, *after;	/* versions */
};

struct ks_route_change {
	const char *from, *to;		/* routes */
	ks_day from_day, to_day;
	bool explained;			/* false: kept texts were altered or cannot be read */
	struct ks_shifts by_answers, by_cards;
	/* What the family told otherwise: "schulden", "roken@partner"; sorted. */
	const char **answers;
	size_t n_answers;
	/* What else is known otherwise: already judgement raise score phase due born age .... */
	const char **facts;
	size_t n_facts;
	const struct ks_card_change *cards;
	size_t n_cards;
	const char *coalition[2], *version[2];
};

void ks_json_route_change(struct ks_json *in, const struct ks_route_change *change);

void ks_put_route_change(struct ks_out *out, int indent, const struct ks_route_change *change);

#endif
