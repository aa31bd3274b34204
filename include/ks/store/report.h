/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_STORE_REPORT_H
#define KS_STORE_REPORT_H
/*
 * What `ks report` counts: what stands in the casebook over a period, never a
 * population figure. Everything comes one item at a time, with the family it
 * was about: so a number can be opened and split, and the parts always add up
 * to it. An item and its texts live until the next one: a book of a million
 * families is counted in the memory of one, and who needs more copies it.
 *
 * A case counts in the period of its first screening, with its class and
 * present signals at the end of the period.
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

typedef void ks_each_work(void *context, const struct ks_work_row *row);

/* In no order, but FIRED: all of one family together. */
enum ks_status ks_report_work(struct ks_store *store, enum ks_work event, struct ks_period period,
			      ks_each_work *each, void *context);

/*
 * The cases whose first screening lies in the period, each as it was on a day.
 * scratch is where it was read, for what is computed from it.
 */
typedef void ks_each_case(void *context, struct ks_case *item, struct ks_arena *scratch);

enum ks_status ks_report_cases(struct ks_store *store, const struct ks_coalition *c,
			       struct ks_period period, ks_day day, ks_each_case *each,
			       void *context);

/* How many families and handovers that is about, to say how far a count is. */
size_t ks_report_size(struct ks_store *store, struct ks_period period);

/* Where each family lived on a day, sorted by key; NULL where not known. */
struct ks_place_of {
	const char *case_key, *municipality, *neighbourhood;
};

enum ks_status ks_report_places(struct ks_store *store, ks_day day, struct ks_place_of **rows,
				size_t *n);

/* Reads a case as it was on a day: answers, scores and facts dated up to then. */
enum ks_status ks_case_read_on(struct ks_store *store, const struct ks_coalition *c,
			       const char *key, ks_day day, struct ks_case *out);

/*
 * The caseload: every case that is open (not closed, not ended, not erased) as
 * it was on a day, in the order of their keys and in one pass over the book.
 * Each is given as either coalition understands it. Who recorded a screening
 * is not read. A status that is not KS_OK ends the pass.
 */
typedef enum ks_status ks_each_open(void *context, const struct ks_case cases[2],
				    struct ks_arena *scratch);

enum ks_status ks_caseload(struct ks_store *store, const struct ks_coalition *const c[2],
			   ks_day day, ks_each_open *each, void *context);

/* How many those are. */
size_t ks_open_cases(struct ks_store *store);

typedef void ks_each_handover(void *context, const struct ks_handover *item);

/* Handovers first requested (or refused) in the period, with all their moves. */
enum ks_status ks_report_handovers(struct ks_store *store, struct ks_period period,
				   ks_each_handover *each, void *context);

/* Handovers that a parent refused in the period; one that was corrected is none. */
enum ks_status ks_report_refused(struct ks_store *store, struct ks_period period,
				 ks_each_handover *each, void *context);

/* True when a route of the family was kept in the period. */
bool ks_report_has_route(struct ks_store *store, const char *case_key, struct ks_period period);

/* True when this family had a handover for the same step before. */
bool ks_report_is_again(struct ks_store *store, const char *handover);

#endif
