/* SPDX-License-Identifier: EUPL-1.2 */
/* ks route --why-not and --what-if: read what is asked, explain, compare. */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/near.h"
#include "ks/cards/load.h"
#include "ks/output/why.h"
#include "route.h"

/* ---- why not ----------------------------------------------------------------------- */

/* "iv@role": both halves must be known. */
static struct ks_target step_target(const struct ks_routing *r, const char *text, const char *at)
{
	const struct ks_coalition *c = r->ctx->coalition;
	struct ks_target target = { .role = ks_find_role(c, at + 1) };

	target.intervention = ks_find_intervention(
		c, ks_strndup(r->ctx->arena, text, (size_t)(at - text)));
	return target.role && target.intervention ? target : (struct ks_target){ .card = NULL };
}

/* A card goes before an intervention of the same id, and that before a role. */
static struct ks_target find_target(const struct ks_routing *r, const char *text)
{
	const struct ks_coalition *c = r->ctx->coalition;
	const char *at = strchr(text, '@');
	struct ks_target target = { .card = NULL };

	if (at)
		return step_target(r, text, at);
	target.card = ks_find_card(c, text);
	if (!target.card)
		target.intervention = ks_find_intervention(c, text);
	if (!target.card && !target.intervention)
		target.role = ks_find_role(c, text);
	return target;
}

static const char *nearest(const struct ks_coalition *c, const char *text)
{
	struct ks_near near = { .typed = NULL };

	ks_near_start(&near, text);
	for (size_t i = 0; i < c->n_cards; i++)
		ks_near_offer(&near, c->cards[i]->id);
	for (size_t i = 0; i < c->n_interventions; i++)
		ks_near_offer(&near, c->interventions[i]->id);
	for (size_t i = 0; i < c->n_roles; i++)
		ks_near_offer(&near, c->roles[i]->id);
	return near.best;
}

enum ks_status ks_routing_why_not(const struct ks_routing *r)
{
	struct ks_ctx *ctx = r->ctx;
	const char *text = r->o->why_not;
	struct ks_target target = find_target(r, text);
	struct ks_route_view route = { .alone = false };
	struct ks_why_not_view view = { .route = &route, .target = text };
	enum ks_status status;

	if (!target.card && !target.intervention && !target.role) {
		ks_error(ctx->diag, ks_nowhere(), KS_MSG_why_not_unknown, KS_ARGS({ "id", text }),
			 nearest(ctx->coalition, text));
		return KS_INPUT;
	}
	status = ks_routing_view(r, &r->weighed, &route);
	if (status != KS_OK)
		return status;
	view.why_not = ks_why_not(ctx->arena, ctx->coalition, &r->weighed.data.family,
				  r->weighed.route, target);
	ks_write_why_not(ctx->out, &view);
	return KS_OK;
}

/* ---- what if ------------------------------------------------------------------------ */

/* "F=present" taken apart; false after saying what is wrong with it. */
static bool read_item(struct ks_ctx *ctx, const char *text, struct ks_supposition *item)
{
	const char *is = strchr(text, '=');
	int reply = is ? ks_word_index(ks_reply_words, is + 1) : -1;

	if (reply < 0) {
		ks_error(ctx->diag, ks_nowhere(), KS_MSG_what_if_shape, KS_ARGS({ "value", text }),
			 NULL);
		return false;
	}
	item->reply = (enum ks_reply)reply;
	item->factor = ks_parse_factor(ctx->coalition,
				       ks_strndup(ctx->arena, text, (size_t)(is - text)),
				       ks_nowhere(), ctx->diag, &item->subject);
	return item->factor != NULL;
}

/* Two different words about one and the same thing leave nothing to suppose. */
static bool is_contradicted(const struct ks_supposition *items, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (items[i].factor == items[n].factor && items[i].subject == items[n].subject &&
		    items[i].reply != items[n].reply)
			return true;
	return false;
}

static bool check_item(const struct ks_routing *r, const struct ks_supposition *items, size_t n)
{
	const struct ks_arg *args = KS_ARGS({ "id", items[n].factor->id });
	bool fact = ks_suppose_is_fact(r->weighed.route, &items[n]);

	if (!fact && !is_contradicted(items, n))
		return true;
	ks_error(r->ctx->diag, ks_nowhere(), fact ? KS_MSG_what_if_fact : KS_MSG_what_if_twice,
		 args, NULL);
	return false;
}

/* Everything that is wrong is said in one go. */
static enum ks_status read_items(const struct ks_routing *r, struct ks_supposition *items)
{
	const struct ks_list *list = &r->o->what_if;
	bool good = true;

	for (size_t i = 0; i < list->n; i++)
		good &= read_item(r->ctx, list->items[i], &items[i]);
	for (size_t i = 0; i < list->n && good; i++)
		good &= check_item(r, items, i);
	return good ? KS_OK : KS_INPUT;
}

enum ks_status ks_routing_what_if(const struct ks_routing *r)
{
	struct ks_ctx *ctx = r->ctx;
	struct ks_weighed then = r->weighed;
	ks_day day = r->weighed.route->day;
	size_t n = r->o->what_if.n;
	struct ks_supposition *items = KS_NEW_N(ctx->arena, n, struct ks_supposition);
	struct ks_route_view before = { .alone = false }, after = { .alone = false };
	struct ks_what_if_view view = { &before, &after, NULL, items, n };
	struct ks_comparison comparison;
	enum ks_status status = read_items(r, items);

	if (status != KS_OK)
		return status;
	then.data.family = ks_suppose(ctx->arena, &r->weighed.data.family, day, items, n);
	then.route = ks_route_make(ctx->arena, ctx->coalition, &then.data.family, day);
	comparison = ks_compare(ctx->arena, r->weighed.route, then.route);
	view.comparison = &comparison;
	status = ks_routing_view(r, &r->weighed, &before);
	if (status == KS_OK)
		status = ks_routing_view(r, &then, &after);
	if (status == KS_OK)
		ks_write_what_if(ctx->out, &view);
	return status;
}
