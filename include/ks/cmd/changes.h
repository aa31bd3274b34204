/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_CHANGES_H
#define KS_CMD_CHANGES_H
/* What was said at the last screening and was otherwise known before it. */
#include "ks/cmd/weigh.h"
#include "ks/output/route.h"

/*
 * The changes, in order of factor and subject; the day of the screening
 * before, or KS_NO_DAY when there is none to compare with.
 */
ks_day ks_changes_since(struct ks_ctx *ctx, const struct ks_weighed *weighed,
			const struct ks_change **changes, size_t *n);

/* The scores of the last screening that are new, or other than they were before. */
void ks_score_changes(struct ks_ctx *ctx, const struct ks_case *data,
		      const struct ks_score_change **changes, size_t *n);

#endif
