/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_ROUTE_KEEP_H
#define KS_CMD_ROUTE_KEEP_H
/*
 * Keeping the route of a case, by `ks route` and by the end of a conversation:
 * terms run from the day that a step was first shown to somebody.
 */
#include "ks/base/hash.h"
#include "ks/cmd/weigh.h"

struct ks_keeping {
	char sha256[KS_SHA256_HEX];	/* of the coalition's files; "" when not needed */
	const char *id;			/* of the route that now stands; NULL: none */
	bool kept;
};

/*
 * Keeps what was weighed when it differs from the last kept route, or always.
 * Within the transaction of the caller; fills keeping, where a hash may stand
 * already.
 */
enum ks_status ks_route_keep_if_new(struct ks_ctx *ctx, const struct ks_weighed *weighed,
				    bool always, struct ks_keeping *keeping);

#endif
