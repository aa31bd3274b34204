/* SPDX-License-Identifier: EUPL-1.2 */
/* ks route: the route of one family, kept when it differs from the last one. */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/hash.h"
#include "ks/cmd/changes.h"
#include "ks/cmd/commands.h"
#include "ks/cmd/weigh.h"
#include "ks/output/route.h"
#include "ks/store/handovers.h"
#include "ks/store/routes.h"

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
	char sha256[KS_SHA256_HEX];
	const char *id;
	bool kept;
	const char **statuses;
};

/* ---- keeping ------------------------------------------------------------- */

static void sign(const struct routing *r, char out[KS_SHA256_HEX])
{
	struct ks_buf buf;

	ks_buf_init(&buf, r->ctx->arena);
	ks_route_signature(r->weighed.route, &buf);
	ks_sha256(buf.text, buf.len, out);
}

/* Hashing every file costs a sixth of a route, so only where the hash is kept or shown. */
static const char *hash_files(struct routing *r)
{
	if (!r->sha256[0])
		ks_coalition_sha256(r->ctx->coalition, r->sha256);
	return r->sha256;
}

static enum ks_status keep(struct routing *r, const char *signature)
{
	struct ks_ctx *ctx = r->ctx;
	enum ks_status status;

	ks_store_action(ctx->store, KS_CREATE);
	status = ks_route_keep(ctx->store, r->key, ctx->coalition, hash_files(r),
			       r->weighed.route, signature, &r->id);
	if (status == KS_OK)
		ks_store_about(ctx->store, r->key, r->id);
	return status;
}

static enum ks_status keep_if_new(struct routing *r)
{
	char signature[KS_SHA256_HEX];
	struct ks_kept_route last;
	enum ks_status status =
		ks_route_last(r->ctx->store, r->key, r->ctx->today, &last);

	if (status != KS_OK)
		return status;
	sign(r, signature);
	r->kept = true;
	r->id = last.id;
	if (last.id && !r->o->keep && ks_streq(last.signature, signature))
		return KS_OK;
	return keep(r, signature);
}

/* ---- what became of each step -------------------------------------------- */

static const struct ks_handover_move *last_move(const struct ks_handover *handover)
{
	for (size_t i = handover->n_moves; i > 0; i--)
		if (!handover->moves[i - 1].undone)
			return &handover->moves[i - 1];
	return NULL;
}

static const char *first_moment(const struct ks_handover *handover)
{
	return handover->n_moves ? handover->moves[0].at : "";
}

/* The handover of a step that was begun last. */
static const struct ks_handover *latest_of(const struct ks_handover *items, size_t n,
					   const char *step_id)
{
	const struct ks_handover *latest = NULL;

	for (size_t i = 0; i < n; i++) {
		if (!ks_streq(items[i].step_id, step_id))
			continue;
		if (!latest || strcmp(first_moment(&items[i]), first_moment(latest)) >= 0)
			latest = &items[i];
	}
	return latest;
}

static const char *status_of(const struct ks_route_step *step, const struct ks_handover *items,
			     size_t n)
{
	const struct ks_handover *latest = latest_of(items, n, step->id);
	const struct ks_handover_move *move = latest ? last_move(latest) : NULL;

	if (step->already)
		return "already";
	return move ? ks_handover_status_words[move->status] : "open";
}

static enum ks_status read_statuses(struct routing *r)
{
	const struct ks_route *route = r->weighed.route;
	const struct ks_handover_filter filter = { .case_key = r->key };
	struct ks_handover *items = NULL;
	size_t n = 0;
	enum ks_status status = ks_handover_list(r->ctx->store, &filter, &items, &n);

	r->statuses = KS_NEW_N(r->ctx->arena, route->n_steps + 1, const char *);
	for (size_t i = 0; i < route->n_steps; i++)
		r->statuses[i] = status_of(&route->steps[i], items, n);
	return status;
}

/* ---- the whole ----------------------------------------------------------- */

static void show(const struct routing *r)
{
	const char *const *facts = r->weighed.data.facts;
	struct ks_route_view view = {
		.screen = ks_screen_view_of(r->ctx, &r->weighed),
		.family = &r->weighed.data.family,
		.id = r->id,
		.kept = r->kept,
		.sha256 = r->sha256,
		.statuses = r->statuses,
		.proud = facts[KS_FACT_PROUD],
		.wish = facts[KS_FACT_WISH],
		.interpreter = facts[KS_FACT_INTERPRETER],
		.safe_contact = facts[KS_FACT_SAFE_CONTACT],
		.alone = r->o->alone,
		.parents = r->o->parents,
	};

	view.before = ks_changes_since(r->ctx, &r->weighed, &view.changes, &view.n_changes);

	ks_write_route(r->ctx->out, &view);
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
		hash_files(r);
	if (r->o->on == KS_NO_DAY)
		status = keep_if_new(r);
	if (status == KS_OK)
		status = read_statuses(r);
	if (status == KS_OK)
		show(r);
	return status;
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
