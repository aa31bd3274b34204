/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_STORE_AUDIT_H
#define KS_STORE_AUDIT_H
/*
 * The audit (NEN 7513): who did what with which case, when. Each row holds
 * the hash of the row before it, and a digest of every row its transaction
 * wrote, salted with a secret of the case: so a change anywhere is seen, and
 * erasing a family (rows and salt) leaves a chain that still fits and says
 * nothing. What a chain cannot see by itself is a tail that was cut off; that
 * is what the head is for, kept somewhere else.
 */
#include "ks/base/hash.h"
#include "ks/store/store.h"

/*
 * Follows the whole chain. *broken gets the seq of the first audit row that
 * does not fit, or whose transaction wrote something else than what now
 * stands there; 0 when everything fits. head gets the hash of the last row that fits.
 */
enum ks_status ks_audit_verify(struct ks_store *store, long long *broken,
			       char head[KS_SHA256_HEX]);

/*
 * Head of the chain before the running transaction; NULL outside one. It goes
 * into what leaves the book, so that a tail that was cut off can be noticed.
 */
const char *ks_audit_head(const struct ks_store *store);

/* Where a head that was kept elsewhere stands in the chain; 0: nowhere, so a tail was cut. */
enum ks_status ks_audit_find_head(struct ks_store *store, const char *head, long long *seq);

/* One row of the audit, without what only the chain needs. */
struct ks_audit_row {
	long long seq;
	const char *at;			/* real time in UTC, "2026-11-21T10:11:12Z" */
	const char *action;		/* C R U D E, NEN 7513 */
	const char *event, *result;	/* "case-show"; done, refused, not-found */
	const char *case_key, *object;	/* NULL where it is about none */
	const char *user, *role, *organisation, *on_behalf;	/* NULL where not known */
};

struct ks_audit_filter {
	const char *case_key;		/* NULL: all */
	const char *user;		/* NULL: all */
	ks_day from, until;		/* real days in UTC; KS_NO_DAY: no bound */
	long long seq;			/* this row only; 0: all */
};

/* Rows in order of recording. */
enum ks_status ks_audit_list(struct ks_store *store, const struct ks_audit_filter *filter,
			     struct ks_audit_row **rows, size_t *n);

#endif
