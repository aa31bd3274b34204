/* SPDX-License-Identifier: EUPL-1.2 */
/* `ks cards new`: a card to fill in, or a coalition to begin with. */
#include <string.h>
#include <unistd.h>

#include "ks/base/arena.h"
#include "ks/cards/load.h"
#include "ks/cmd/place.h"
#include "ks/exchange/scaffold.h"
#include "ks/output/made.h"

#include "cards.h"

#define SCHEMA_FILE "schema.json"	/* as the help of `ks cards schema` calls it */

struct new_opts {
	const char *coalition, *extends, *in;
};

#define OPT(field) offsetof(struct new_opts, field)

static const struct ks_opt opts[] = {
	{ "coalition", KS_OPT_NAME, OPT(coalition), NULL, "ID", KS_MSG_opt_new_coalition },
	{ "extends", KS_OPT_NAME, OPT(extends), NULL, "ID", KS_MSG_opt_new_extends },
	{ "in", KS_OPT_NAME, OPT(in), NULL, "DIR", KS_MSG_opt_new_in },
	{ .name = NULL },
};

const char *ks_folder_name(struct ks_arena *arena, const char *dir)
{
	size_t end = strlen(dir), start;

	while (end > 1 && dir[end - 1] == '/')
		end--;
	for (start = end; start > 0 && dir[start - 1] != '/'; start--)
		;
	return start < end ? ks_strndup(arena, dir + start, end - start) : dir;
}

static bool is_coalition(struct ks_arena *arena, const char *dir)
{
	return access(ks_fmt(arena, "%s/coalition.yaml", dir), R_OK) == 0;
}

static enum ks_status check_name(struct ks_ctx *ctx, const char *name)
{
	if (ks_is_id(name))
		return KS_OK;
	return ks_fail(ctx, KS_INPUT, KS_MSG_new_bad_name, KS_ARGS({ "value", name }));
}

/* A path without slashes at its end, as it is shown and built upon. */
static const char *trimmed(struct ks_arena *arena, const char *dir)
{
	size_t n = strlen(dir);

	while (n > 1 && dir[n - 1] == '/')
		n--;
	return ks_strndup(arena, dir, n);
}

/* ---- a card ---------------------------------------------------------------- */

/*
 * The coalition's words, when it can be understood: a card whose blanks are
 * not filled in yet must not keep the next one from being made.
 */
static const struct ks_coalition *peek(struct ks_ctx *ctx)
{
	const struct ks_load_options options = { .examples = false };
	const struct ks_coalition *c = NULL;
	struct ks_diag unheard;

	ks_diag_init(&unheard, ctx->arena);
	return ks_load(ctx->arena, ctx->routes_dir, &options, &unheard, &c) == KS_OK ? c : NULL;
}

/* The file that `ks cards schema` was written to, where an editor would look for it. */
static const char *schema_beside(struct ks_arena *arena, const char *dir)
{
	return access(ks_fmt(arena, "%s/" SCHEMA_FILE, dir), R_OK) == 0 ? "../" SCHEMA_FILE : NULL;
}

static void show_card(struct ks_ctx *ctx, const struct ks_coalition *c, const char *path)
{
	const struct ks_card *old = c ? ks_find_card(c, ctx->args[0]) : NULL;
	const struct ks_made_view view = { .path = path,
					   .card = ctx->args[0],
					   .replaces = old && old->loc.in ? old->loc.in->name
									  : NULL };

	ks_write_made(ctx->out, &view);
}

static enum ks_status new_card(struct ks_ctx *ctx)
{
	const char *dir = trimmed(ctx->arena, ctx->routes_dir), *name = ctx->args[0];
	struct ks_scaffold with = { ctx->arena, ctx->out->lang, ctx->today, NULL, NULL };
	const char *path = ks_fmt(ctx->arena, "%s/cards/%s.yaml", dir, name);
	enum ks_status status = check_name(ctx, name);

	if (status)
		return status;
	if (!is_coalition(ctx->arena, dir))
		return ks_fail(ctx, KS_INPUT, KS_MSG_new_no_coalition, KS_ARGS({ "dir", dir }));
	with.base = peek(ctx);
	with.schema = schema_beside(ctx->arena, dir);
	status = ks_make_file(ctx->arena, path, ks_scaffold_card(&with, name), ctx->diag);
	if (status == KS_OK)
		show_card(ctx, with.base, path);
	return status;
}

/* ---- a coalition ----------------------------------------------------------- */

/* The folder that holds the current coalition, and those beside it. */
static const char *shelf(struct ks_ctx *ctx)
{
	const char *dir = trimmed(ctx->arena, ctx->routes_dir);
	const char *slash = strrchr(dir, '/');

	if (slash && slash != dir)
		return ks_strndup(ctx->arena, dir, (size_t)(slash - dir));
	dir = ks_absolute_dir(ctx->arena, ks_fmt(ctx->arena, "%s/..", dir));
	return dir ? dir : ".";
}

/* Loads the base from the folder, or else from where the current coalition is. */
static enum ks_status load_base(struct ks_ctx *ctx, const char *dir, const char *base,
				const char **from, const struct ks_coalition **out)
{
	const struct ks_load_options options = { .examples = false };

	*from = dir;
	if (!is_coalition(ctx->arena, ks_fmt(ctx->arena, "%s/%s", dir, base)))
		*from = shelf(ctx);
	dir = ks_fmt(ctx->arena, "%s/%s", *from, base);
	if (!is_coalition(ctx->arena, dir))
		return ks_fail(ctx, KS_INPUT, KS_MSG_new_no_base,
			       KS_ARGS({ "dir", *from }, { "base", base }));
	return ks_load(ctx->arena, dir, &options, ctx->diag, out);
}

static enum ks_status write_coalition(struct ks_ctx *ctx, const struct ks_scaffold *with,
				      const struct new_opts *o, const char *path)
{
	struct ks_new_file *files;
	size_t n = ks_scaffold_coalition(with, o->coalition, o->extends, &files);

	return ks_make_folder(ctx->arena, path, files, n, ctx->diag);
}

static enum ks_status make_coalition(struct ks_ctx *ctx, const struct new_opts *o, const char *dir)
{
	struct ks_scaffold with = { ctx->arena, ctx->out->lang, ctx->today, NULL, NULL };
	const char *path = ks_fmt(ctx->arena, "%s/%s", dir, o->coalition);
	struct ks_made_view view = { .path = path, .coalition = o->coalition };
	const char *from;
	enum ks_status status = load_base(ctx, dir, o->extends, &from, &with.base);

	if (status == KS_OK && !ks_streq(from, dir)) {
		status = ks_copy_coalition(ctx->arena, with.base, from, dir, ctx->diag);
		view.copied = o->extends;
	}
	if (status == KS_OK)
		status = write_coalition(ctx, &with, o, path);
	if (status == KS_OK)
		ks_write_made(ctx->out, &view);
	return status;
}

static enum ks_status new_coalition(struct ks_ctx *ctx, const struct new_opts *o)
{
	enum ks_status status;

	if (!o->extends)
		return ks_fail(ctx, KS_USAGE, KS_MSG_new_needs_extends, NULL);
	status = check_name(ctx, o->coalition);
	if (status == KS_OK)
		status = check_name(ctx, o->extends);
	if (status)
		return status;
	return make_coalition(ctx, o, o->in ? trimmed(ctx->arena, o->in) : shelf(ctx));
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts_ptr)
{
	const struct new_opts *o = opts_ptr;

	if (!o->coalition && (o->extends || o->in))
		return ks_fail(ctx, KS_USAGE, KS_MSG_new_only_coalition, NULL);
	if ((ctx->n_args > 0) == (o->coalition != NULL))
		return ks_fail(ctx, KS_USAGE, KS_MSG_new_card_or_coalition, NULL);
	return o->coalition ? new_coalition(ctx, o) : new_card(ctx);
}

const struct ks_cmd ks_cmd_cards_new = {
	.name = "new",
	.summary = KS_MSG_summary_cards_new,
	.help = KS_MSG_help_cards_new,
	.usage = "[CARD]",
	.opts = opts,
	.opts_size = sizeof(struct new_opts),
	.max_args = 1,
	.run = run,
};
