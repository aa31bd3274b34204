/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_STORE_ROUTES_H
#define KS_STORE_ROUTES_H
/*
 * Kept routes: the decision, its reasons with the day since when each has
 * stood, and the text of the coalition's files at that moment (stored once
 * per content), so that a route can be replayed years and cards later.
 */
#include "ks/engine/route.h"
#include "ks/store/store.h"

struct ks_kept_step {
	int number;
	const char *id, *intervention, *role, *organisation;	/* intervention NULL for a `do` */
	const char *urgency, *form;				/* words */
	ks_day due, opens;
	bool already;
};

struct ks_kept_route {
	const char *id;			/* "R-..." ; NULL when none is kept yet */
	const char *case_key;
	ks_day date;
	ks_day erased;			/* the family was erased then: only id, case and date are left */
	enum ks_class class_now;
	const char *coalition, *version, *sha256, *signature;
	long long seq;
	struct ks_kept_step *steps;
	size_t n_steps;
	struct ks_standing *reasons;
	size_t n_reasons;
};

/* A step by number or id; NULL: there is none. */
const struct ks_kept_step *ks_kept_step_find(const struct ks_kept_route *kept,
					     const char *number_or_id);

/* The last route kept on or before a day (KS_NO_DAY: ever). id NULL: none. */
enum ks_status ks_route_last(struct ks_store *store, const char *case_key, ks_day on_or_before,
			     struct ks_kept_route *out);

/* The same among those that were kept before the audit row seq. */
enum ks_status ks_route_before(struct ks_store *store, const char *case_key, ks_day on_or_before,
			       long long seq, struct ks_kept_route *out);

/* Every kept route of a case, from the first to the last. */
enum ks_status ks_routes_of(struct ks_store *store, const char *case_key,
			    struct ks_kept_route **items, size_t *n);

/*
 * By id or a unique prefix of it, as handovers; KS_INPUT with a diagnostic
 * otherwise. Of a family that was erased only what the audit says is left.
 */
enum ks_status ks_route_read(struct ks_store *store, const char *typed, struct ks_kept_route *out);

/* The texts of a coalition as they were kept, and whether they still are what they were. */
struct ks_kept_files {
	struct ks_source_text **texts;	/* sorted by name; for ks_load_texts() */
	size_t n_texts;
	const char **altered;		/* names of those that do not fit their hash, or are gone */
	size_t n_altered;
	bool whole;			/* together they are the coalition of that hash */
};

enum ks_status ks_kept_files_read(struct ks_store *store, const char *sha256,
				  struct ks_kept_files *out);

/* Keeps the texts of a coalition's files, each once; sha256 as from ks_coalition_sha256(). */
enum ks_status ks_coalition_keep(struct ks_store *store, const struct ks_coalition *c,
				 const char *sha256);

/*
 * Keeps a route. sha256 and signature as from ks_coalition_sha256() and
 * ks_route_signature() (the latter hashed). id gets its new id.
 */
enum ks_status ks_route_keep(struct ks_store *store, const char *case_key,
			     const struct ks_coalition *c, const char *sha256,
			     const struct ks_route *route, const char *signature, const char **id);

#endif
