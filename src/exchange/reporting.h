/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_EXCHANGE_REPORTING_H
#define KS_EXCHANGE_REPORTING_H
/* What the readers of a table and of a response share. Private to exchange. */
#include "ks/exchange/reported.h"

/* After so many errors nobody reads on. */
#define KS_REPORTING_MOST_ERRORS 20

struct ks_reporting {
	const struct ks_reported_with *with;
	struct ks_reported *out;
	int errors;
};

void ks_reporting_wrong(struct ks_reporting *r, struct ks_loc loc, enum ks_msg msg,
			const char *what);

/* One thing told: of a factor or instrument, by id, what was said on a day. */
void ks_reporting_add(struct ks_reporting *r, struct ks_told what, struct ks_told said,
		      struct ks_told day);

void ks_reporting_not_taken(struct ks_reporting *r, const char *what);

/* The days in order; what the reading came to. */
enum ks_status ks_reporting_end(struct ks_reporting *r);

#endif
