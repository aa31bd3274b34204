/* SPDX-License-Identifier: EUPL-1.2 */
/* ks cards list and show: the agreements themselves. */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/near.h"
#include "ks/cards/load.h"
#include "ks/cmd/place.h"
#include "ks/output/cards.h"

#include "cards.h"

/* ---- list, show ---------------------------------------------------------- */

struct list_opts {
	bool factors, signals;
	int phase;	/* index in card_phases, or -1 */
};

#define LIST_OPT(field) offsetof(struct list_opts, field)

/* Those that cards are for, in the order of enum ks_phase. */
static const char *const card_phases[] = { "before", "during", "after", NULL };

static const struct ks_opt list_opts[] = {
	{ "factors", KS_OPT_FLAG, LIST_OPT(factors), NULL, NULL, KS_MSG_opt_cards_factors },
	{ "signals", KS_OPT_FLAG, LIST_OPT(signals), NULL, NULL, KS_MSG_opt_cards_signals },
	{ "phase", KS_OPT_WORD, LIST_OPT(phase), card_phases, NULL, KS_MSG_opt_cards_phase },
	{ .name = NULL },
};

static enum ks_status run_list(struct ks_ctx *ctx, const void *opts)
{
	const struct list_opts *o = opts;
	const struct ks_signals_view view = { ctx->coalition, o->phase };

	if (o->factors && o->signals)
		return ks_fail(ctx, KS_USAGE, KS_MSG_factors_or_signals, NULL);
	if (o->phase >= 0 && !o->signals)
		return ks_fail(ctx, KS_USAGE, KS_MSG_signals_phase_alone, NULL);
	if (o->factors)
		ks_out_factors(ctx->out, ctx->coalition);
	else if (o->signals)
		ks_out_signals(ctx->out, &view);
	else
		ks_out_cards(ctx->out, ctx->coalition);
	return KS_OK;
}

struct show_opts {
	bool own;
};

static const struct ks_opt show_opts[] = {
	{ "own", KS_OPT_FLAG, offsetof(struct show_opts, own), NULL, NULL, KS_MSG_opt_cards_own },
	{ .name = NULL },
};

static enum ks_status no_longer(struct ks_ctx *ctx, const struct ks_withdrawn *card)
{
	ks_error(ctx->diag, card->loc, KS_MSG_withdrawn_id,
		 KS_ARGS({ "id", card->id }, { "why", ks_text_in(card->why, ctx->out->lang) }),
		 NULL);
	return KS_INPUT;
}

enum ks_status ks_no_such_card(struct ks_ctx *ctx, const char *id)
{
	const struct ks_coalition *c = ctx->coalition;
	struct ks_near near;

	for (size_t i = 0; i < c->n_withdrawn; i++)
		if (ks_streq(c->withdrawn[i].kind, "card") && ks_streq(c->withdrawn[i].id, id))
			return no_longer(ctx, &c->withdrawn[i]);
	ks_near_start(&near, id);
	for (size_t i = 0; i < c->n_cards; i++)
		ks_near_offer(&near, c->cards[i]->id);
	ks_error(ctx->diag, ks_nowhere(), KS_MSG_cards_no_card, KS_ARGS({ "card", id }), near.best);
	return KS_INPUT;
}

/* Does the card stand in the coalition's own folder? Names begin with their folder. */
static bool is_own(const struct ks_ctx *ctx, const struct ks_card *card)
{
	const char *dir = ks_absolute_dir(ctx->arena, ctx->routes_dir);
	const char *name = ks_folder_name(ctx->arena, dir ? dir : ctx->routes_dir);
	size_t n = strlen(name);

	return card->loc.in && strncmp(card->loc.in->name, name, n) == 0 &&
	       card->loc.in->name[n] == '/';
}

/* The cards that are named, or all; with --own only those of the folder. */
static enum ks_status choose_cards(struct ks_ctx *ctx, bool own, const struct ks_card **cards,
				   size_t *n)
{
	const struct ks_coalition *c = ctx->coalition;
	enum ks_status status = KS_OK;

	for (size_t i = 0; i < ctx->n_args; i++) {
		cards[*n] = ks_find_card(c, ctx->args[i]);
		if (cards[*n])
			++*n;
		else
			status = ks_no_such_card(ctx, ctx->args[i]);
	}
	for (size_t i = 0; !ctx->n_args && i < c->n_cards; i++)
		if (!own || is_own(ctx, c->cards[i]))
			cards[(*n)++] = c->cards[i];
	return status;
}

static enum ks_status run_show(struct ks_ctx *ctx, const void *opts)
{
	const struct show_opts *o = opts;
	size_t most = ctx->coalition->n_cards + ctx->n_args + 1;
	const struct ks_card **cards = KS_NEW_N(ctx->arena, most, const struct ks_card *);
	struct ks_cards_view view = { ctx->coalition, cards, 0 };
	enum ks_status status = choose_cards(ctx, o->own, cards, &view.n);

	if (status)
		return status;
	if (ctx->out->format == KS_AS_HTML || ctx->out->format == KS_AS_MD)
		ks_write_card_pages(ctx->out, &view);
	else if (ctx->n_args == 1)
		ks_out_card(ctx->out, cards[0]);
	else
		ks_out_card_pages(ctx->out, &view);
	return KS_OK;
}

/* ---- the commands -------------------------------------------------------- */

#define MANY 1000	/* files or examples at once */

const struct ks_cmd ks_cmd_cards_list = {
	.name = "list",
	.summary = KS_MSG_summary_cards_list,
	.help = KS_MSG_help_cards_list,
	.usage = "",
	.opts = list_opts,
	.opts_size = sizeof(struct list_opts),
	.needs = KS_NEED_CARDS,
	.run = run_list,
};

const struct ks_cmd ks_cmd_cards_show = {
	.name = "show",
	.summary = KS_MSG_summary_cards_show,
	.help = KS_MSG_help_cards_show,
	.usage = "[CARD...]",
	.opts = show_opts,
	.opts_size = sizeof(struct show_opts),
	.needs = KS_NEED_CARDS,
	.max_args = MANY,
	.formats = KS_HAS(KS_AS_HTML) | KS_HAS(KS_AS_MD),
	.run = run_show,
};
