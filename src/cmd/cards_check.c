/* SPDX-License-Identifier: EUPL-1.2 */
/* `ks cards check`: what is wrong or doubtful in the agreements, and a family that shows it. */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/cards/check.h"
#include "ks/cards/load.h"
#include "ks/cmd/commands.h"
#include "ks/exchange/witness.h"
#include "ks/output/cards.h"

#include "cards.h"

#define MANY 1000	/* files at once */

/* Is the item about one of the files that were asked for? */
static bool is_in(const struct ks_diag_item *item, const char *const *files)
{
	for (size_t i = 0; files[i]; i++)
		if (item->loc.in && ks_streq(item->loc.in->name, files[i]))
			return true;
	return false;
}

/* Findings about a card in one of the files, wherever they point. */
static bool is_about(const struct ks_diag_item *item, const struct ks_coalition *c,
		     const char *const *files)
{
	const struct ks_card *card = c && item->card ? ks_find_card(c, item->card) : NULL;

	for (size_t i = 0; card && files[i]; i++)
		if (card->loc.in && ks_streq(card->loc.in->name, files[i]))
			return true;
	return false;
}

static void copy(struct ks_diag *to, const struct ks_diag_item *item)
{
	struct ks_diag_item *made =
		ks_diag_add(to, item->severity, item->loc, item->msg, item->args, item->near);

	made->card = item->card;
	made->witness = item->witness;
	made->no_witness = item->no_witness;
}

static void keep_own(const struct ks_diag *all, const struct ks_coalition *c,
		     const char *const *files, struct ks_diag *own)
{
	for (const struct ks_diag_item *item = all->first; item; item = item->next)
		if (is_in(item, files) || is_about(item, c, files))
			copy(own, item);
}

/* In JSON the items are the answer; as text they go where diagnostics go. */
static void hand_over(struct ks_ctx *ctx, const struct ks_diag *diag)
{
	if (ctx->out->format != KS_AS_TEXT)
		return;
	for (const struct ks_diag_item *item = diag->first; item; item = item->next)
		copy(ctx->diag, item);
}

/* Everybody who looks for findings, and then what was accepted for nothing. */
static size_t look(struct ks_ctx *ctx, const struct ks_coalition *c, struct ks_diag *diag)
{
	struct ks_findings findings;
	size_t undecided;

	ks_findings_start(&findings, ctx->arena, c, diag);
	ks_check(&findings, ctx->today);
	undecided = ks_find_doubts(&findings, ctx->today);
	ks_findings_end(&findings);
	ks_find_unshown(diag);
	return undecided;
}

/* ---- cards of the command line ------------------------------------------------ */

/* Is the file one of cards/? Without one of those the rest can be understood. */
static bool is_card_file(const char *name)
{
	const char *slash = strchr(name, '/');

	return slash && strncmp(slash, "/cards/", 7) == 0;
}

/*
 * The other cards that have errors, each once; false when there are none, or
 * when something is wrong that the files asked for cannot be read without.
 */
static bool find_broken(struct ks_ctx *ctx, const struct ks_diag *diag,
			struct ks_check_view *view)
{
	const char **names = NULL;
	size_t n = 0;

	for (const struct ks_diag_item *item = diag->first; item; item = item->next) {
		const char *name = item->loc.in ? item->loc.in->name : "";

		if (item->severity != KS_ERROR || is_in(item, ctx->args))
			continue;
		if (!is_card_file(name))
			return false;
		if (!n || !ks_streq(names[n - 1], name))
			*(const char **)ks_grow(ctx->arena, &names, &n, sizeof(*names)) = name;
	}
	view->left_out = names;
	view->n_left_out = n;
	return n > 0;
}

static enum ks_status load(struct ks_ctx *ctx, struct ks_check_view *view, struct ks_diag *diag)
{
	const struct ks_load_options options = { .examples = !ctx->n_args,
						 .card_files = ctx->args,
						 .n_card_files = ctx->n_args,
						 .left_out = view->left_out,
						 .n_left_out = view->n_left_out };

	ks_diag_init(diag, ctx->arena);
	return ks_load(ctx->arena, ctx->routes_dir, &options, diag, &view->coalition);
}

/*
 * What was read of the coalition, or of the files asked for: a card of others
 * that has errors must not keep somebody from checking their own.
 */
static enum ks_status read_all(struct ks_ctx *ctx, struct ks_check_view *view,
			       struct ks_diag *diag)
{
	enum ks_status status = load(ctx, view, diag);

	if (status == KS_INPUT && ctx->n_args && find_broken(ctx, diag, view))
		status = load(ctx, view, diag);
	return status;
}

/*
 * With files only what is theirs is reported; but when something else keeps
 * the coalition from being understood, that is told.
 */
static const struct ks_diag *reported(struct ks_ctx *ctx, const struct ks_diag *all,
				      const struct ks_coalition *c)
{
	struct ks_diag *own = KS_NEW(ctx->arena, struct ks_diag);

	if (!ctx->n_args)
		return all;
	ks_diag_init(own, ctx->arena);
	keep_own(all, c, ctx->args, own);
	return own->errors || c ? own : all;
}

static enum ks_status run_check(struct ks_ctx *ctx, const void *opts)
{
	struct ks_check_view view = { .routes = ks_folder_name(ctx->arena, ctx->routes_dir) };
	struct ks_diag all;
	enum ks_status status = read_all(ctx, &view, &all);

	(void)opts;
	if (view.coalition)
		view.undecided = look(ctx, view.coalition, &all);
	ks_diag_sort(&all);
	view.diag = reported(ctx, &all, view.coalition);
	hand_over(ctx, view.diag);
	ks_out_check(ctx->out, &view);
	/* With errors the answer is not thrown away: they are what was asked for. */
	if (status)
		return ks_out_flush(ctx->out) ? KS_STORE : status;
	return view.diag->findings ? KS_FOUND : KS_OK;
}

const struct ks_cmd ks_cmd_cards_check = {
	.name = "check",
	.summary = KS_MSG_summary_cards_check,
	.help = KS_MSG_help_cards_check,
	.usage = "[FILE...]",
	.max_args = MANY,
	.run = run_check,
};
