/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_WEIGH_H
#define KS_CMD_WEIGH_H
/* A case read from the book and evaluated: what most commands begin with. */
#include "ks/cmd/cmd.h"
#include "ks/engine/route.h"
#include "ks/output/screen.h"
#include "ks/store/cases.h"

struct ks_weighed {
	struct ks_case data;
	const struct ks_route *route;
};

/* As everything stands now, on ctx->today. */
enum ks_status ks_weigh(struct ks_ctx *ctx, const char *key, struct ks_weighed *out);

/* As it was on another day: only what is dated up to then. */
enum ks_status ks_weigh_on(struct ks_ctx *ctx, const char *key, ks_day day,
			   struct ks_weighed *out);

/* Keeps with the case the class that lists show; after every change of a case. */
enum ks_status ks_weigh_keep(struct ks_ctx *ctx, const struct ks_weighed *weighed);

/* What the writers of screenings and routes need of it. */
struct ks_screen_view ks_screen_view_of(const struct ks_ctx *ctx,
					const struct ks_weighed *weighed);

#endif
