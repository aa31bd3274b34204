/* SPDX-License-Identifier: EUPL-1.2 */
/* ks route: the route of one family, kept when it differs from the last one. */
#include "ks/cmd/commands.h"
#include "ks/cmd/route_keep.h"
#include "ks/cmd/route_show.h"

struct route_opts {
	ks_day on;
	bool alone, parents, keep;
};

#define OPT(field) offsetof(struct route_opts, field)

static const struct ks_opt opts[] = {
	{ "alone", KS_OPT_FLAG, OPT(alone), NULL, NULL, KS_MSG_help_opt_alone },
	{ "parents", KS_OPT_FLAG, OPT(parents), NULL, NULL, KS_MSG_help_opt_parents },
	{ "on", KS_OPT_DATE, OPT(on), NULL, "DATE", KS_MSG_help_opt_on },
	{ "keep", KS_OPT_FLAG, OPT(keep), NULL, NULL, KS_MSG_help_opt_keep },
	{ .name = NULL },
};

struct routing {
	struct ks_ctx *ctx;
	const struct route_opts *o;
	char key[KS_KEY_SIZE];
	struct ks_weighed weighed;
	struct ks_keeping keeping;
	const char *const *statuses;
};

/* ---- the whole ----------------------------------------------------------- */

static enum ks_status show(const struct routing *r)
{
	struct ks_route_view view = ks_route_view_of(r->ctx, &r->weighed);
	enum ks_status status =
		ks_route_asked(r->ctx, r->key, r->weighed.route->day, &view);

	view.id = r->keeping.id;
	view.kept = r->keeping.kept;
	view.sha256 = r->keeping.sha256;
	view.statuses = r->statuses;
	view.alone = r->o->alone;
	view.parents = r->o->parents;
	if (status == KS_OK)
		ks_write_route(r->ctx->out, &view);
	return status;
}

static enum ks_status weigh(struct routing *r)
{
	if (r->o->on != KS_NO_DAY)
		return ks_weigh_on(r->ctx, r->key, r->o->on, &r->weighed);
	return ks_weigh(r->ctx, r->key, &r->weighed);
}

static enum ks_status make(struct routing *r)
{
	enum ks_status status = ks_case_find(r->ctx->store, r->ctx->args[0], r->key);

	if (status != KS_OK)
		return status;
	ks_store_about(r->ctx->store, r->key, NULL);
	status = weigh(r);
	if (status != KS_OK)
		return status;
	if (r->ctx->out->format == KS_JSON)
		ks_coalition_sha256(r->ctx->coalition, r->keeping.sha256);
	if (r->o->on == KS_NO_DAY)
		status = ks_route_keep_if_new(r->ctx, &r->weighed, r->o->keep, &r->keeping);
	if (status == KS_OK)
		status = ks_route_statuses(r->ctx, r->key, r->weighed.route, KS_ALL_SEQS,
					   &r->statuses);
	return status == KS_OK ? show(r) : status;
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts_ptr)
{
	struct routing r = { .ctx = ctx, .o = opts_ptr };
	enum ks_status status;

	if (r.o->alone && r.o->parents)
		return ks_fail(ctx, KS_USAGE, KS_MSG_alone_or_parents, NULL);
	if (ctx->out->html && !r.o->parents)
		return ks_fail(ctx, KS_USAGE, KS_MSG_no_html, NULL);
	if (r.o->keep && r.o->on != KS_NO_DAY)
		return ks_fail(ctx, KS_USAGE, KS_MSG_on_never_keeps, NULL);
	status = ks_store_begin(ctx->store, KS_READ, "route", __func__);
	return status == KS_OK ? ks_finish(ctx, make(&r)) : status;
}

const struct ks_cmd ks_cmd_route = {
	.name = "route",
	.summary = KS_MSG_help_route_summary,
	.help = KS_MSG_help_route,
	.usage = "CASE",
	.opts = opts,
	.opts_size = sizeof(struct route_opts),
	.needs = KS_NEED_CARDS | KS_NEED_STORE | KS_NEED_ACTOR | KS_NEED_FAMILY,
	.min_args = 1,
	.max_args = 1,
	.html = true,
	.run = run,
};
