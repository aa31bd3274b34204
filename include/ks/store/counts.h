/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_STORE_COUNTS_H
#define KS_STORE_COUNTS_H
/*
 * Counts of the report that were kept: the sums over all families of a period,
 * counted on a day under some cards, and up to which audit row. Who counts the
 * same again only looks at the families of which something was recorded since.
 *
 * It is a cache of exact numbers: no promise of the audit or of a backup rests
 * on it, nobody gets to see it before small numbers were hidden, and it may be
 * thrown away at any time. Erasing a family throws all of it away; `ks doctor`
 * counts it again from nothing.
 */
#include "ks/store/report.h"

struct ks_kept_count {
	struct ks_period period;
	ks_day counted_on;		/* the last day that counts */
	const char *sha256;		/* of the cards */
	bool split;			/* with parts by place, organisation, role and card */
	long long upto;			/* everything up to this audit row is in it */
	const char *sums;		/* text of whoever counts */
};

/* The one of these days and cards; sums NULL when there is none, or it is not what was kept. */
enum ks_status ks_count_find(struct ks_store *store, struct ks_kept_count *count);

/*
 * Keeps one as counted up to the running transaction, in place of an earlier
 * one of the same days and cards. One that is too long for a value is not kept.
 */
enum ks_status ks_count_keep(struct ks_store *store, const struct ks_kept_count *count);

/*
 * Drops what will not be asked for again: other cards, earlier days of periods
 * that still ran, and all but the last years of ended months.
 */
enum ks_status ks_counts_tidy(struct ks_store *store, const char *sha256);

/* Every one; of those that are not what was kept sums is NULL. */
enum ks_status ks_counts_all(struct ks_store *store, struct ks_kept_count **counts, size_t *n);

void ks_counts_forget(struct ks_store *store);

#endif
