/* SPDX-License-Identifier: EUPL-1.2 */
/* ks config: the settings of the casebook. */
#include "ks/base/near.h"
#include "ks/cards/load.h"
#include "ks/cmd/commands.h"
#include "ks/cmd/place.h"
#include "ks/output/setup.h"

static const char *const keys[] = { "user",   "role", "organisation", "on-behalf",
				     "routes", "lang", NULL };
static const char *const langs[] = { "nl", "en", NULL };
static const char *const verbs[] = { "show", "get", "set", NULL };

#define N_KEYS (sizeof(keys) / sizeof(keys[0]) - 1)

/* The key as recorded; NULL after reporting that there is none such. */
static const char *known_key(struct ks_ctx *ctx, const char *typed)
{
	struct ks_near near;

	if (ks_streq(typed, "org"))
		typed = "organisation";
	ks_near_start(&near, typed);
	for (size_t i = 0; keys[i]; i++) {
		if (ks_streq(keys[i], typed))
			return keys[i];
		ks_near_offer(&near, keys[i]);
	}
	ks_error(ctx->diag, ks_nowhere(), KS_MSG_unknown_setting, KS_ARGS({ "key", typed }),
		 near.best);
	return NULL;
}

/* ---- reading ------------------------------------------------------------- */

static enum ks_status show(struct ks_ctx *ctx)
{
	struct ks_setting_view items[N_KEYS] = { { .key = NULL } };
	enum ks_status status = KS_OK;

	for (size_t i = 0; i < N_KEYS && status == KS_OK; i++) {
		items[i].key = keys[i];
		status = ks_store_setting_get(ctx->store, keys[i], &items[i].value);
	}
	if (status == KS_OK)
		ks_write_settings(ctx->out, ks_store_path(ctx->store), items, N_KEYS);
	return status;
}

static enum ks_status get(struct ks_ctx *ctx)
{
	struct ks_setting_view item = { .key = known_key(ctx, ctx->args[1]) };
	enum ks_status status;

	if (!item.key)
		return KS_INPUT;
	status = ks_store_setting_get(ctx->store, item.key, &item.value);
	if (status == KS_OK)
		ks_write_setting(ctx->out, &item);
	return status;
}

/* ---- writing ------------------------------------------------------------- */

/* Only a role is judged by the cards: a broken folder must not keep one from naming another. */
static enum ks_status check_role(struct ks_ctx *ctx, const char *role)
{
	const struct ks_load_options none = { .examples = false };
	const struct ks_coalition *c;
	enum ks_status status = ks_load(ctx->arena, ctx->routes_dir, &none, ctx->diag, &c);

	return status == KS_OK ? ks_check_role(ctx, c, role) : status;
}

static enum ks_status check_routes(struct ks_ctx *ctx, const char **value)
{
	const char *path;

	if (ks_is_unknown_routes(ctx->arena, ctx->diag, ctx->env, *value))
		return KS_INPUT;
	path = ks_absolute_dir(ctx->arena, ks_find_routes(ctx->arena, ctx->env, *value));
	if (!path)
		return ks_fail(ctx, KS_INPUT, KS_MSG_routes_not_found, KS_ARGS({ "dir", *value }));
	*value = path;
	return KS_OK;
}

static enum ks_status check_value(struct ks_ctx *ctx, const char *key, const char **value)
{
	if (ks_streq(key, "role"))
		return check_role(ctx, *value);
	if (ks_streq(key, "routes"))
		return check_routes(ctx, value);
	if (ks_streq(key, "lang") && ks_word_index(langs, *value) < 0)
		return ks_fail(ctx, KS_INPUT, KS_MSG_unknown_word,
			       KS_ARGS({ "value", *value }, { "words", "nl, en" }));
	return KS_OK;
}

static enum ks_status set(struct ks_ctx *ctx)
{
	const char *key = known_key(ctx, ctx->args[1]), *value = ctx->args[2];
	enum ks_status status;

	if (!key)
		return KS_INPUT;
	if (!*value)
		return ks_fail(ctx, KS_USAGE, KS_MSG_empty_setting, NULL);
	status = check_value(ctx, key, &value);
	if (status != KS_OK)
		return status;
	status = ks_store_begin(ctx->store, KS_UPDATE, "config-set", __func__);
	if (status == KS_OK)
		status = ks_finish(ctx, ks_store_setting_set(ctx->store, key, value));
	if (status == KS_OK) {
		const struct ks_setting_view item = { key, value };

		ks_write_settings(ctx->out, ks_store_path(ctx->store), &item, 1);
	}
	return status;
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts_ptr)
{
	static const size_t words_needed[] = { 1, 2, 3 };
	int verb = ctx->n_args ? ks_word_index(verbs, ctx->args[0]) : 0;

	(void)opts_ptr;
	if (verb < 0 || (ctx->n_args && ctx->n_args != words_needed[verb]))
		return ks_fail(ctx, KS_USAGE, KS_MSG_config_usage, NULL);
	if (verb == 0)
		return show(ctx);
	return verb == 1 ? get(ctx) : set(ctx);
}

const struct ks_cmd ks_cmd_config = {
	.name = "config",
	.summary = KS_MSG_help_config_summary,
	.help = KS_MSG_help_config,
	.usage = "[show | get KEY | set KEY VALUE]",
	.needs = KS_NEED_STORE,
	.deed = KS_DEED_CHECK,
	.max_args = 3,
	.run = run,
};
