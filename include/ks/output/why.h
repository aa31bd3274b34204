/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_WHY_H
#define KS_OUTPUT_WHY_H
/*
 * Three answers beside the route: why these steps (`--why`), why not this one
 * (`--why-not`), and what if she had answered otherwise (`--what-if`).
 *
 * All are for the professional, yet the same two views hold: without --alone
 * no shielded item, no class and nothing that hints at either; with it
 * everything, to file, line, version, source and status. JSON is always whole.
 */
#include "ks/engine/compare.h"
#include "ks/engine/suppose.h"
#include "ks/engine/why.h"
#include "ks/engine/why_not.h"
#include "ks/output/route.h"

struct ks_why_not_view {
	const struct ks_route_view *route;	/* the route as it stands; alone and family too */
	const struct ks_why_not *why_not;
	const char *target;			/* its id, as found */
};

void ks_write_why_not(struct ks_out *out, const struct ks_why_not_view *view);

struct ks_what_if_view {
	const struct ks_route_view *before, *after;	/* as it is, and as supposed */
	const struct ks_comparison *comparison;
	const struct ks_supposition *items;
	size_t n;
};

void ks_write_what_if(struct ks_out *out, const struct ks_what_if_view *view);

#endif
