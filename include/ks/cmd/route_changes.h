/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_ROUTE_CHANGES_H
#define KS_CMD_ROUTE_CHANGES_H
/* Why each kept route of a case differs from the one before it. */
#include "ks/cmd/cmd.h"
#include "ks/output/route_change.h"
#include "ks/store/routes.h"

/*
 * One change for each route but the first, in the order of the routes (as
 * from ks_routes_of()): (*out)[i] is between routes[i] and routes[i + 1].
 */
enum ks_status ks_route_changes(struct ks_ctx *ctx, const struct ks_kept_route *routes, size_t n,
				struct ks_route_change **out);

#endif
