/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_STORE_REPORT_H
#define KS_STORE_REPORT_H
/*
 * What `ks report` counts: what stands in the casebook over a period, never a
 * population figure. Everything comes as lists, one item for each thing that
 * is counted, with the family it was about: so a number can be opened and
 * split, and the parts always add up to it.
 *
 * A case counts in the period of its first screening, with its class and
 * present signals at the end of the period; so the caller asks for the cases
 * of the period and evaluates each at that day.
 */
#include "ks/store/cases.h"
#include "ks/store/handovers.h"

struct ks_period {
	ks_day from, to;		/* both included */
};

/* Work that is counted by its day. An erased family is not in any of them. */
enum ks_work {
	KS_WORK_SCREENING, KS_WORK_ROUTE,
	KS_WORK_STEP,			/* each step of a route kept in the period */
	KS_WORK_ALREADY,		/* those of them that were there already */
	KS_WORK_DEVIATION, KS_WORK_MEETING,
	KS_WORK_FIRED,			/* each family once for each card, by card */
	KS_WORKS
};

struct ks_work_row {
	const char *case_key;
	ks_day date;			/* FIRED: KS_NO_DAY */
	const char *card;		/* DEVIATION, FIRED: the card; NULL where none */
};

enum ks_status ks_report_work(struct ks_store *store, enum ks_work event,
				struct ks_period period, struct ks_work_row **rows, size_t *n);

/* Keys of the cases whose first screening lies in the period, sorted. */
enum ks_status ks_report_cases(struct ks_store *store, struct ks_period period, const char ***keys,
			       size_t *n);

/* Where each family lived on a day, sorted by key; NULL where not known. */
struct ks_place_of {
	const char *case_key, *municipality, *neighbourhood;
};

enum ks_status ks_report_places(struct ks_store *store, ks_day day, struct ks_place_of **rows,
				size_t *n);

/* Reads a case as it was on a day: answers, scores and facts dated up to then. */
enum ks_status ks_case_read_on(struct ks_store *store, const struct ks_coalition *c,
			       const char *key, ks_day day, struct ks_case *out);

/* Handovers first requested (or refused) in the period, with all their moves. */
enum ks_status ks_report_handovers(struct ks_store *store, struct ks_period period,
				   struct ks_handover **items, size_t *n);

/* Handovers that a parent refused in the period; one that was corrected is none. */
enum ks_status ks_report_refused(struct ks_store *store, struct ks_period period,
				 struct ks_handover **items, size_t *n);

/* Those of the period for whose step this family had a handover before; sorted ids. */
enum ks_status ks_report_again(struct ks_store *store, struct ks_period period, const char ***ids,
			       size_t *n);

#endif
