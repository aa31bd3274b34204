/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_STORE_REPORT_H
#define KS_STORE_REPORT_H
/*
 * What `ks report` counts: what stands in the casebook over a period, never a
 * population figure. It comes one family at a time: what is counted of one
 * does not depend on any other, so every number is a sum over families, its
 * parts add up to it, and a book of a million is counted in the memory of one.
 *
 * Rows are only ever added, so a family can also be read as it was when the
 * audit was at seq: what it counted for then can be taken off a sum that was
 * kept (store/counts.h). KS_SEQ_NOW: as it is now.
 */
#include <limits.h>

#include "ks/engine/affected.h"
#include "ks/store/cases.h"
#include "ks/store/handovers.h"

#define KS_SEQ_NOW LLONG_MAX

struct ks_period {
	ks_day from, to;		/* both included */
};

/* Work that is counted by its day. */
enum ks_work {
	KS_WORK_SCREENING, KS_WORK_ROUTE, KS_WORK_STEP,
	KS_WORK_ALREADY,		/* a step that was there already; also a STEP */
	KS_WORK_DEVIATION, KS_WORK_MEETING,
	KS_WORK_FIRED,			/* a card that led to a step of a route */
	KS_WORKS
};

struct ks_work_row {
	enum ks_work event;
	ks_day date;			/* of a step or card: that of its route */
	const char *card;		/* DEVIATION, FIRED: the card; NULL where none */
};

/* A municipality or neighbourhood, from a day on; NULL where it was taken back. */
struct ks_place_row {
	enum ks_fact fact;
	const char *value;
	ks_day date;
};

/*
 * All of a family that is counted, but for its picture: ks_family_pictures(). Of a handover: its
 * step, card, receiver, terms and organisation that sent it; of a move what became of it, not by
 * whom or in what words.
 */
struct ks_family_rows {
	const char *key;
	long long seq;			/* as the book was then; KS_SEQ_NOW */
	ks_day screened;		/* first; KS_NO_DAY */
	struct ks_work_row *work;
	size_t n_work;
	struct ks_place_row *places;	/* in order of recording */
	size_t n_places;
	struct ks_handover *handovers;	/* in order of recording, with all their moves */
	size_t n_handovers;
	struct ks_pass *pass;		/* one of ks_families(); NULL: it was read alone */
};

/* Reads a family into the arena of the store. Of an erased one there is nothing. */
enum ks_status ks_family_read(struct ks_store *store, const char *key, long long seq,
			      struct ks_family_rows *out);

/*
 * Every family in order of its key, each in memory that is gone with the next
 * one; scratch is that memory.
 */
typedef enum ks_status ks_each_family(void *context, const struct ks_family_rows *family,
				      struct ks_arena *scratch);

enum ks_status ks_families(struct ks_store *store, ks_each_family *each, void *context);

/* How many that are, erased ones too, to say how far a count is. */
size_t ks_families_count(struct ks_store *store);

/* Keys of the families of which anything was recorded after seq. */
enum ks_status ks_families_since(struct ks_store *store, long long seq, const char ***keys,
				 size_t *n);

/* Some families, each first as it was at seq, then as it is now. */
enum ks_status ks_families_then_now(struct ks_store *store, const char *const *keys, size_t n,
				    long long seq, ks_each_family *each, void *context);

/* Where a family lived on a day, KS_FACT_MUNICIPALITY or KS_FACT_NEIGHBOURHOOD; NULL: not known. */
const char *ks_family_place(const struct ks_family_rows *family, enum ks_fact fact, ks_day day);

/* Did a parent refuse it in the period? A refusal that was corrected is none. */
bool ks_handover_is_refused_in(const struct ks_handover *handover, struct ks_period period);

/* Had the family a handover for the same step before this one of its handovers? */
bool ks_family_asked_before(const struct ks_family_rows *family,
			    const struct ks_handover *handover);

/* Reads a case as it was on a day: answers, scores and facts dated up to then. */
enum ks_status ks_case_read_on(struct ks_store *store, const struct ks_coalition *c,
			       const char *key, ks_day day, struct ks_case *out);

/*
 * The picture of a family that was read, as it was on each of n days: answers,
 * scores and facts dated up to then, when the audit was at the seq of its rows
 * (that row itself recorded nothing of a family). During ks_families() it can
 * be asked for once a family.
 */
enum ks_status ks_family_pictures(const struct ks_family_rows *family,
				  struct ks_store *store, const struct ks_coalition *c,
				  const ks_day *days, size_t n, struct ks_family *out);

/*
 * The caseload: every case that is open (not closed, not ended, not erased) as
 * it was on a day, in no order. Each is given as either coalition understands
 * it; of those that are not affected (engine/affected.h) nothing is read, and
 * NULL is given. A status that is not KS_OK ends it.
 */
typedef enum ks_status ks_each_open(void *context, const struct ks_case *cases,
				    struct ks_arena *scratch);

enum ks_status ks_caseload(struct ks_store *store, const struct ks_coalition *const c[2],
			   const struct ks_affected *affected, ks_day day, ks_each_open *each,
			   void *context);

/* How many those are. */
size_t ks_open_cases(struct ks_store *store);

#endif
