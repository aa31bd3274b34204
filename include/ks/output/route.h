/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_ROUTE_H
#define KS_OUTPUT_ROUTE_H
/*
 * The answer of `ks route`, for three readers: the table (parents and
 * professional together), the professional alone, and programs.
 */
#include "ks/output/screen.h"

/* What is known now and was otherwise before the last screening. */
struct ks_change {
	const struct ks_factor *factor;
	enum ks_subject subject;
	bool present;			/* now; false: no longer so */
};

struct ks_route_view {
	struct ks_screen_view screen;	/* the family; holds route and coalition */
	const struct ks_family *family;
	const char *id;			/* "R-..."; NULL: nothing is kept */
	bool kept;			/* this is what stands as that route */
	const char *sha256;		/* of the coalition's files */
	const char *const *statuses;	/* a step: "open", "already", or of its last handover */
	const char *proud, *wish;	/* her own words; NULL where not said */
	const char *interpreter, *safe_contact;	/* idem */
	ks_day before;			/* the screening before the last; KS_NO_DAY: none */
	const struct ks_change *changes;	/* since then */
	size_t n_changes;
	bool alone, parents;
	bool again;			/* a kept route, replayed: nothing follows from it now */
};

void ks_write_route(struct ks_out *out, const struct ks_route_view *view);

#endif
