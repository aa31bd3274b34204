/* SPDX-License-Identifier: EUPL-1.2 */
/* ks route: the route of one family, kept when it differs from the last one. */
#include "ks/cmd/commands.h"
#include "route.h"

#define OPT(field) offsetof(struct ks_route_opts, field)

static const struct ks_opt opts[] = {
	{ "alone", KS_OPT_FLAG, OPT(alone), NULL, NULL, KS_MSG_help_opt_alone },
	{ "parents", KS_OPT_FLAG, OPT(parents), NULL, NULL, KS_MSG_help_opt_parents },
	{ "why", KS_OPT_FLAG, OPT(why), NULL, NULL, KS_MSG_help_opt_why },
	{ "why-not", KS_OPT_NAME, OPT(why_not), NULL, "ID", KS_MSG_help_opt_why_not },
	{ "what-if", KS_OPT_LIST, OPT(what_if), NULL, "F=ANSWER", KS_MSG_help_opt_what_if },
	{ "on", KS_OPT_DATE, OPT(on), NULL, "DATE", KS_MSG_help_opt_on },
	{ "keep", KS_OPT_FLAG, OPT(keep), NULL, NULL, KS_MSG_help_opt_keep },
	{ .name = NULL },
};

static enum ks_status show(const struct ks_routing *r)
{
	struct ks_route_view view = { .alone = false };
	enum ks_status status;

	if (r->ctx->unseen)
		return KS_OK;
	status = ks_routing_view(r, &r->weighed, &view);
	if (status == KS_OK)
		status = ks_route_asked(r->ctx, r->key, r->weighed.route->day, &view);
	if (status == KS_OK)
		ks_write_route(r->ctx->out, &view);
	return status;
}

/* The day on which something is known first: a screening may be dated before the case was made. */
static ks_day first_day(const struct ks_case *data)
{
	ks_day first = data->created;

	for (size_t i = 0; i < data->n_screenings; i++)
		if (data->screenings[i].date < first)
			first = data->screenings[i].date;
	return first;
}

static enum ks_status weigh_on(struct ks_routing *r)
{
	struct ks_case data = { .created = KS_NO_DAY };
	struct ks_ctx *ctx = r->ctx;
	enum ks_status status = ks_case_read(ctx->store, ctx->coalition, r->key, &data);
	char first[KS_DATE_TEXT];

	if (status != KS_OK)
		return status;
	if (r->o->on >= first_day(&data))
		return ks_weigh_on(ctx, r->key, r->o->on, &r->weighed);
	ks_format_date(first_day(&data), first);
	return ks_fail(ctx, KS_INPUT, KS_MSG_on_too_early,
		       KS_ARGS({ "case", r->key }, { "date", first }));
}

static enum ks_status weigh(struct ks_routing *r)
{
	if (r->o->on != KS_NO_DAY)
		return weigh_on(r);
	return ks_weigh(r->ctx, r->key, &r->weighed);
}

static enum ks_status make(struct ks_routing *r)
{
	enum ks_status status = ks_case_find(r->ctx->store, r->ctx->args[0], r->key);

	if (status != KS_OK)
		return status;
	ks_store_about(r->ctx->store, r->key, NULL);
	status = weigh(r);
	if (status != KS_OK)
		return status;
	if (r->ctx->out->format == KS_AS_JSON)
		ks_coalition_sha256(r->ctx->coalition, r->keeping.sha256);
	if (r->o->why_not)
		return ks_routing_why_not(r);
	if (r->o->what_if.n)
		return ks_routing_what_if(r);
	if (r->o->on == KS_NO_DAY)
		status = ks_route_keep_if_new(r->ctx, &r->weighed, r->o->keep, &r->keeping);
	return status == KS_OK ? show(r) : status;
}

/* What cannot go together; KS_OK when it can. */
static enum ks_status check_opts(struct ks_ctx *ctx, const struct ks_route_opts *o)
{
	bool looks = o->why_not || o->what_if.n;

	if (o->alone && o->parents)
		return ks_fail(ctx, KS_USAGE, KS_MSG_alone_or_parents, NULL);
	if (o->parents + o->why + (o->why_not != NULL) + (o->what_if.n > 0) > 1)
		return ks_fail(ctx, KS_USAGE, KS_MSG_one_view, NULL);
	if (ctx->out->format == KS_AS_HTML && !o->parents)
		return ks_fail(ctx, KS_USAGE, KS_MSG_html_is_for_parents, NULL);
	if (o->keep && o->on != KS_NO_DAY)
		return ks_fail(ctx, KS_USAGE, KS_MSG_on_never_keeps, NULL);
	if (o->keep && looks)
		return ks_fail(ctx, KS_USAGE, KS_MSG_never_keeps, NULL);
	return KS_OK;
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts_ptr)
{
	struct ks_routing r = { .ctx = ctx, .o = opts_ptr };
	enum ks_status status = check_opts(ctx, r.o);

	if (status != KS_OK)
		return status;
	status = ks_store_begin(ctx->store, KS_READ, "route", __func__);
	return status == KS_OK ? ks_finish(ctx, make(&r)) : status;
}

const struct ks_cmd ks_cmd_route = {
	.name = "route",
	.summary = KS_MSG_help_route_summary,
	.help = KS_MSG_help_route,
	.usage = "CASE",
	.opts = opts,
	.opts_size = sizeof(struct ks_route_opts),
	.needs = KS_NEED_CARDS | KS_NEED_STORE | KS_NEED_ACTOR | KS_NEED_FAMILY,
	.min_args = 1,
	.max_args = 1,
	.formats = KS_HAS(KS_AS_HTML),
	.run = run,
};
