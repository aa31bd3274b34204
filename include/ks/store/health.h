/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_STORE_HEALTH_H
#define KS_STORE_HEALTH_H
/*
 * What can be wrong in a casebook that could be opened: opening itself has
 * already compared the schema, the owner and the modes. Each inside a
 * transaction of the caller.
 */
#include "ks/base/hash.h"
#include "ks/store/store.h"

struct ks_health {
	const char *damage;		/* first thing SQLite found wrong; NULL: nothing */
	long long orphans;		/* rows that point at a row that is not there */
	long long broken;		/* first audit row that does not fit; 0: all fit */
	char head[KS_SHA256_HEX];	/* of the chain */
	long long off;			/* cases and handovers whose "kept for lists" differs */
	long long altered;		/* sets of cards kept with routes that are not what they were */
	long long clock_back;		/* audit rows dated before the one before them */
	long long overdue;		/* open handovers past their term, today */
	const char *network;		/* see ks_place_network() */
};

enum ks_status ks_store_examine(struct ks_store *store, struct ks_health *out);

/* Makes what is kept for lists again from the rows it follows from. */
enum ks_status ks_store_recount(struct ks_store *store);

/* A case of which casework was closed. */
struct ks_closed_case {
	const char *key;
	ks_day closed;
};

/* Rows of the audit that are older than a term; oldest KS_NO_DAY when there are none. */
struct ks_past_rows {
	long long n;
	ks_day oldest;
};

enum ks_status ks_audit_past(struct ks_store *store, struct ks_span keep, struct ks_past_rows *out);

enum ks_status ks_cases_closed(struct ks_store *store, struct ks_closed_case **items, size_t *n);

#endif
