/* SPDX-License-Identifier: EUPL-1.2 */
/* Keeping a route where it is new. */
#include "ks/cmd/route_keep.h"

#include "ks/base/str.h"
#include "ks/cmd/route_show.h"
#include "ks/store/routes.h"

/* Hashing every file costs a sixth of a route, so only where the hash is kept or shown. */
static const char *hash_files(const struct ks_ctx *ctx, struct ks_keeping *keeping)
{
	if (!keeping->sha256[0] && ctx->cards_sha256)
		return ctx->cards_sha256;
	if (!keeping->sha256[0])
		ks_coalition_sha256(ctx->coalition, keeping->sha256);
	return keeping->sha256;
}

static enum ks_status keep(struct ks_ctx *ctx, const struct ks_weighed *weighed,
			   const char *signature, struct ks_keeping *keeping)
{
	const char *key = weighed->data.key;
	enum ks_status status;

	ks_store_action(ctx->store, KS_CREATE);
	status = ks_route_keep(ctx->store, key, ctx->coalition, hash_files(ctx, keeping),
			       weighed->route, signature, &keeping->id);
	if (status == KS_OK)
		ks_store_about(ctx->store, key, keeping->id);
	return status;
}

enum ks_status ks_route_keep_if_new(struct ks_ctx *ctx, const struct ks_weighed *weighed,
				    bool always, struct ks_keeping *keeping)
{
	char signature[KS_SHA256_HEX];
	struct ks_kept_route last;
	enum ks_status status =
		ks_route_last(ctx->store, weighed->data.key, ctx->today, &last);

	if (status != KS_OK)
		return status;
	ks_route_sign(ctx->arena, weighed->route, signature);
	keeping->kept = true;
	keeping->id = last.id;
	if (last.id && !always && ks_streq(last.signature, signature))
		return KS_OK;
	return keep(ctx, weighed, signature, keeping);
}
