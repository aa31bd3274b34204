/* SPDX-License-Identifier: EUPL-1.2 */
/* ks init: makes the casebook, says who works here and with which coalition. */
#include "ks/cmd/commands.h"
#include "ks/cmd/place.h"
#include "ks/output/setup.h"
#include "init.h"
#include "training.h"

struct init_opts {
	const char *shared, *user, *role, *org;
	int training, seed;
};

#define OPT(field) offsetof(struct init_opts, field)

static const struct ks_opt opts[] = {
	{ "user", KS_OPT_NAME, OPT(user), NULL, "NAME", KS_MSG_help_opt_user },
	{ "role", KS_OPT_NAME, OPT(role), NULL, "ROLE", KS_MSG_help_opt_role },
	{ "org", KS_OPT_NAME, OPT(org), NULL, "TEXT", KS_MSG_help_opt_org },
	{ "shared", KS_OPT_NAME, OPT(shared), NULL, "GROUP", KS_MSG_help_opt_shared },
	{ "training", KS_OPT_INT, OPT(training), NULL, "N", KS_MSG_opt_training },
	{ "seed", KS_OPT_INT, OPT(seed), NULL, "S", KS_MSG_opt_seed },
	{ .name = NULL },
};

/* What an option says goes before what the surroundings say. */
static void settle_actor(struct ks_ctx *ctx, const struct init_opts *o)
{
	if (o->user)
		ctx->actor.user = o->user;
	if (o->role)
		ctx->actor.role = o->role;
	if (o->org)
		ctx->actor.organisation = o->org;
}

/* Nobody is asked who works in a book that is there already. */
static bool is_there(const struct ks_ctx *ctx)
{
	struct ks_store *store = NULL;
	struct ks_diag unheard;
	const struct ks_store_options options = {
		.path = ctx->db_path,
		.mode = KS_STORE_OPEN,
		.actor = ctx->actor,
		.today = ctx->today,
		.now = ctx->now,
		.arena = ctx->arena,
		.diag = &unheard,
	};
	bool there;

	ks_diag_init(&unheard, ctx->arena);
	there = ks_store_open(&options, &store) == KS_OK;
	ks_store_close(store);
	return there;
}

static enum ks_status settle(struct ks_ctx *ctx)
{
	if (!ctx->db_path || !ks_init_can_ask(ctx))
		return KS_OK;
	if (is_there(ctx))
		return ks_fail(ctx, KS_STORE, KS_MSG_store_exists,
			       KS_ARGS({ "path", ctx->db_path }));
	return ks_init_ask(ctx);
}

static enum ks_status check(struct ks_ctx *ctx)
{
	if (!ctx->db_path)
		return ks_fail(ctx, KS_USAGE, KS_MSG_no_place_for_book, NULL);
	if (!ctx->actor.user || !ctx->actor.role)
		return ks_fail(ctx, KS_USAGE, KS_MSG_init_who_is_working, NULL);
	return ks_check_role(ctx, ctx->coalition, ctx->actor.role);
}

static enum ks_status make_book(struct ks_ctx *ctx, const struct init_opts *o)
{
	const struct ks_store_options options = {
		.path = ctx->db_path,
		.mode = KS_STORE_CREATE,
		.group = o->shared,
		.actor = ctx->actor,
		.today = ctx->today,
		.now = ctx->now,
		.arena = ctx->arena,
		.diag = ctx->diag,
	};

	return ks_store_open(&options, &ctx->store);
}

static enum ks_status set(struct ks_ctx *ctx, const char *key, const char *value)
{
	return value ? ks_store_setting_set(ctx->store, key, value) : KS_OK;
}

/* The national folder is found wherever the program is; only another is recorded. */
static enum ks_status set_routes(struct ks_ctx *ctx)
{
	const char *path;

	if (!ctx->routes_given)
		return KS_OK;
	path = ks_absolute_dir(ctx->arena, ctx->routes_dir);
	if (!path)
		return ks_fail(ctx, KS_INPUT, KS_MSG_routes_not_found,
			       KS_ARGS({ "dir", ctx->routes_dir }));
	return set(ctx, "routes", path);
}

/* In a shared book everybody says who they are; there is no usual person. */
static enum ks_status set_actor(struct ks_ctx *ctx)
{
	enum ks_status status = set(ctx, "user", ctx->actor.user);

	if (status == KS_OK)
		status = set(ctx, "role", ctx->actor.role);
	if (status == KS_OK)
		status = set(ctx, "organisation", ctx->actor.organisation);
	return status;
}

static enum ks_status fill(struct ks_ctx *ctx, const struct init_opts *o)
{
	enum ks_status status = ks_store_begin(ctx->store, KS_CREATE, "init", __func__);

	if (status != KS_OK)
		return status;
	status = set_routes(ctx);
	if (status == KS_OK && !o->shared)
		status = set_actor(ctx);
	if (status == KS_OK && o->training >= 0)
		status = set(ctx, "training", "yes");
	return ks_finish(ctx, status);
}

static void show(struct ks_ctx *ctx, const struct init_opts *o)
{
	const struct ks_init_view view = {
		.path = ks_store_path(ctx->store),
		.coalition = ctx->coalition,
		.user = ctx->actor.user,
		.role = ctx->actor.role,
		.organisation = ctx->actor.organisation,
		.group = o->shared,
	};

	ks_write_init(ctx->out, &view);
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts_ptr)
{
	const struct init_opts *o = opts_ptr;
	enum ks_status status;

	settle_actor(ctx, o);
	status = settle(ctx);
	if (status == KS_OK)
		status = check(ctx);
	if (status == KS_OK)
		status = make_book(ctx, o);
	if (status == KS_OK)
		status = fill(ctx, o);
	if (status == KS_OK && o->training >= 0)
		status = ks_training_fill(ctx, o->training, o->seed < 0 ? 1 : o->seed);
	ctx->out->training = o->training >= 0;
	if (status == KS_OK)
		show(ctx, o);
	return status;
}

const struct ks_cmd ks_cmd_init = {
	.name = "init",
	.summary = KS_MSG_help_init_summary,
	.help = KS_MSG_help_init,
	.usage = "",
	.opts = opts,
	.opts_size = sizeof(struct init_opts),
	.needs = KS_NEED_CARDS,
	.run = run,
};
