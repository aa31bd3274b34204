/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_ROUTE_SHOW_H
#define KS_CMD_ROUTE_SHOW_H
/*
 * From a route that was weighed to the page that shows it: shared by
 * `ks route`, which makes one, and `ks replay`, which makes one again.
 */
#include "ks/base/hash.h"
#include "ks/cmd/weigh.h"
#include "ks/output/route.h"

/* The signature of a route (engine/route.h), hashed: as it is kept. */
void ks_route_sign(struct ks_arena *arena, const struct ks_route *route, char out[KS_SHA256_HEX]);

#define KS_ALL_SEQS 0LL

/*
 * What became of each step: "open", "already", the status of its handover
 * that was begun last, or "completed" by a note. Only what was recorded with a
 * seq up to the one given counts (KS_ALL_SEQS: all). As many words as the
 * route has steps.
 */
enum ks_status ks_route_statuses(struct ks_ctx *ctx, const char *key, const struct ks_route *route,
				 long long seq, const char *const **statuses);

/* The view of it; id, kept, sha256, statuses and the choice of page are the caller's. */
struct ks_route_view ks_route_view_of(struct ks_ctx *ctx, const struct ks_weighed *weighed);

/*
 * Adds to the view the handovers that are under way on a day: who asked whom
 * for what, and which of them stayed behind where the family lived.
 */
enum ks_status ks_route_asked(struct ks_ctx *ctx, const char *key, ks_day day,
			      struct ks_route_view *view);

#endif
