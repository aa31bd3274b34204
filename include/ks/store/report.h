/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_STORE_REPORT_H
#define KS_STORE_REPORT_H
/*
 * Counts for `ks report`: what stands in the casebook over a period, never a
 * population figure. A case counts in the period of its first screening, with
 * its class and present signals at the end of the period; so the caller asks
 * for the cases of the period and evaluates each at that day.
 */
#include "ks/store/cases.h"
#include "ks/store/handovers.h"

struct ks_period {
	ks_day from, to;		/* both included */
};

/* Plain totals of work done, exact. */
struct ks_work_counts {
	int screenings, routes, steps, already, refused;
};

enum ks_status ks_report_work(struct ks_store *store, struct ks_period period,
			      struct ks_work_counts *out);

/* Keys of the cases whose first screening lies in the period, sorted. */
enum ks_status ks_report_cases(struct ks_store *store, struct ks_period period, const char ***keys,
			       size_t *n);

/* Reads a case as it was on a day: answers, scores and facts dated up to then. */
enum ks_status ks_case_read_on(struct ks_store *store, const struct ks_coalition *c,
			       const char *key, ks_day day, struct ks_case *out);

/* Handovers first requested (or refused) in the period, with all their moves. */
enum ks_status ks_report_handovers(struct ks_store *store, struct ks_period period,
				   struct ks_handover **items, size_t *n);

#endif
