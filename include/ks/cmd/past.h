/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_PAST_H
#define KS_CMD_PAST_H
/*
 * A kept route made again: under the texts that were kept with it, for the
 * family as the book knew it then. Nothing of today goes into it.
 */
#include "ks/cmd/weigh.h"
#include "ks/store/routes.h"

/* The agreements a route was made under. */
struct ks_past_cards {
	const struct ks_coalition *coalition;	/* NULL: altered, or no longer to be read */
	const char *const *altered;		/* names of kept texts that do not fit their hash */
	size_t n_altered;
	bool whole;				/* the texts are those of the route's coalition */
};

/*
 * Reads and loads them. What is wrong with the texts is not a failure of the
 * book: it shows in *out, and why they cannot be loaded in diag.
 */
enum ks_status ks_past_cards_read(struct ks_ctx *ctx, const struct ks_kept_route *kept,
				  struct ks_diag *diag, struct ks_past_cards *out);

/*
 * The route that the family as it was when `kept` was kept has under some
 * agreements, those of then or others. decide_only leaves the open questions
 * out (engine/route.h).
 */
enum ks_status ks_past_weigh(struct ks_ctx *ctx, const struct ks_coalition *c,
			     const struct ks_kept_route *kept, bool decide_only,
			     struct ks_weighed *out);

#endif
