/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_ROUTE_H
#define KS_CMD_ROUTE_H
/* What `ks route` was asked, and the answers beside the route itself. */
#include "ks/cmd/route_keep.h"
#include "ks/cmd/route_show.h"

struct ks_route_opts {
	ks_day on;
	bool alone, parents, keep, why;
	const char *why_not;
	struct ks_list what_if;
};

/* One run of the command. */
struct ks_routing {
	struct ks_ctx *ctx;
	const struct ks_route_opts *o;
	char key[KS_KEY_SIZE];
	struct ks_weighed weighed;
	struct ks_keeping keeping;
};

/*
 * A route of this case as a view: the one that was weighed, or another of the
 * same family. Reads what became of its steps. In cmd/route_show.c.
 */
enum ks_status ks_routing_view(const struct ks_routing *r, const struct ks_weighed *weighed,
			       struct ks_route_view *out);

/* `--why-not X` and `--what-if F=...`: cmd/route_why.c. Neither writes anything. */
enum ks_status ks_routing_why_not(const struct ks_routing *r);
enum ks_status ks_routing_what_if(const struct ks_routing *r);

#endif
