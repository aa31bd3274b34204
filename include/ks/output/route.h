/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_ROUTE_H
#define KS_OUTPUT_ROUTE_H
/*
 * The answer of `ks route`, for three readers: the table (parents and
 * professional together), the professional alone, and programs.
 */
#include "ks/output/screen.h"

struct ks_route_view {
	struct ks_screen_view screen;	/* the family; holds route and coalition */
	const struct ks_family *family;
	const char *id;			/* "R-..."; NULL: nothing is kept */
	bool kept;			/* this is what stands as that route */
	const char *sha256;		/* of the coalition's files */
	const char *const *statuses;	/* a step: "open", "already", or of its last handover */
	bool alone;
};

void ks_write_route(struct ks_out *out, const struct ks_route_view *view);

#endif
