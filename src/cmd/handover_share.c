/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What of a family may go along with a handover: the one gate before the
 * receiver's page and before the bundle for another organisation.
 *
 * Consent names what may be shared. Where it names nothing, that is what the
 * step needs: the signals behind the step when its route was kept, without
 * those that are only asked alone (violence, and what calls for advice first).
 */
#include <string.h>

#include "handover.h"
#include "ks/base/arena.h"
#include "ks/cmd/past.h"
#include "ks/engine/talk.h"
#include "ks/store/audit.h"

/* ---- may anything go along ----------------------------------------------- */

static bool is_over(const struct ks_handover *h, ks_day today)
{
	const struct ks_consent *consent = &h->consent;

	return h->has_consent && (consent->revoked != KS_NO_DAY ||
				  (consent->until != KS_NO_DAY && consent->until < today));
}

static enum ks_letter_kind kind_of(const struct ks_handover *h, ks_day today)
{
	if (is_over(h, today))
		return KS_LETTER_WITHDRAWN;
	if (!h->has_consent && ks_streq(h->ground, "anonymous-advice"))
		return KS_LETTER_ADVICE;
	return KS_LETTER_WHOLE;
}

/* ---- which factors ------------------------------------------------------- */

static void add(struct ks_ctx *ctx, struct ks_shared *out, const char *id,
		const struct ks_factor *factor)
{
	struct ks_shared_factor *item;

	for (size_t i = 0; i < out->n; i++)
		if (ks_streq(out->items[i].id, id))
			return;
	item = ks_grow(ctx->arena, &out->items, &out->n, sizeof(*item));
	*item = (struct ks_shared_factor){ id, factor };
}

/* "schulden@partner" is about the factor "schulden". */
static const struct ks_factor *factor_of(const struct ks_ctx *ctx, const char *id)
{
	return ks_find_factor(ctx->coalition, ks_strndup(ctx->arena, id, strcspn(id, "@")));
}

static bool is_among(const struct ks_factor *factor, const struct ks_factor *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == factor)
			return true;
	return false;
}

/* Is it so, in the family's picture of today? What came from another book was so there. */
static bool is_so(const struct ks_handover *h, const struct ks_balance *balance,
		  const struct ks_factor *factor)
{
	if (h->origin_book)
		return true;
	return is_among(factor, balance->load, balance->n_load) ||
	       is_among(factor, balance->capacity_present, balance->n_capacity_present);
}

static enum ks_status take_named(struct ks_ctx *ctx, const struct ks_handover *h,
				 struct ks_shared *out)
{
	struct ks_weighed now = { .route = NULL };
	enum ks_status status = ks_weigh(ctx, h->case_key, &now);
	size_t n = 0;
	char **ids = ks_split(ctx->arena, h->consent.share, ',', &n);

	for (size_t i = 0; i < n && !status; i++) {
		const struct ks_factor *factor = factor_of(ctx, ids[i]);

		if (is_so(h, &now.route->balance, factor))
			add(ctx, out, ids[i], factor);
	}
	return status;
}

static void take_reason(struct ks_ctx *ctx, const struct ks_reason *reason, struct ks_shared *out)
{
	for (size_t i = 0; i < reason->n_signals; i++) {
		const struct ks_factor *factor = reason->signals[i];

		if (!ks_talk_is_private(factor))
			add(ctx, out, factor->id, factor);
	}
}

/* The step as it was when its route was kept; agreements that cannot be read any more say nothing. */
static enum ks_status take_needed(struct ks_ctx *ctx, const struct ks_handover *h,
				  struct ks_shared *out)
{
	struct ks_kept_route kept = { .id = NULL };
	struct ks_past_cards cards = { .coalition = NULL };
	struct ks_weighed then = { .route = NULL };
	struct ks_diag unheard;
	enum ks_status status = ks_route_read(ctx->store, h->route, &kept);

	ks_diag_init(&unheard, ctx->arena);
	if (!status && kept.erased == KS_NO_DAY)
		status = ks_past_cards_read(ctx, &kept, &unheard, &cards);
	if (status || !cards.coalition)
		return status;
	status = ks_past_weigh(ctx, cards.coalition, &kept, true, &then);
	for (size_t i = 0; !status && i < then.route->n_steps; i++) {
		const struct ks_route_step *step = &then.route->steps[i];

		for (size_t j = 0; ks_streq(step->id, h->step_id) && j < step->n_reasons; j++)
			take_reason(ctx, &step->reasons[j], out);
	}
	return status;
}

enum ks_status ks_handover_shared(struct ks_ctx *ctx, const struct ks_handover *h,
				  struct ks_shared *out)
{
	*out = (struct ks_shared){ .kind = kind_of(h, ctx->today) };
	if (!h->has_consent && !h->ground)
		return ks_fail(ctx, KS_REFUSED, KS_MSG_letter_needs_consent,
			       KS_ARGS({ "handover", h->id }));
	if (out->kind != KS_LETTER_WHOLE)
		return KS_OK;
	if (h->has_consent && h->consent.share)
		return take_named(ctx, h, out);
	return h->route && h->step_id ? take_needed(ctx, h, out) : KS_OK;
}

/* ---- the receiver's page ------------------------------------------------- */

/* Another organisation with the role that is asked sees what was meant for that role. */
bool ks_handover_is_receiver(const struct ks_ctx *ctx, const struct ks_handover *h)
{
	const struct ks_actor *actor = &ctx->actor;
	bool sends = ks_streq(actor->role, h->from_role) &&
		     ks_streq(actor->organisation, h->from_organisation);

	return actor->role && ks_streq(actor->role, h->to_role) && !sends;
}

static void add_named(struct ks_ctx *ctx, struct ks_named **items, size_t *n,
		      const struct ks_shared_factor *shared)
{
	struct ks_named *item = ks_grow(ctx->arena, items, n, sizeof(*item));

	item->id = shared->id;
	item->label = shared->factor ? ks_text_in(shared->factor->label, ctx->out->lang) :
				       shared->id;
}

enum ks_status ks_handover_letter(struct ks_ctx *ctx, const struct ks_handover *h,
				  const struct ks_handover_view *view)
{
	struct ks_letter_view letter = { .handover = view,
					 .head = ks_audit_head(ctx->store) };
	struct ks_shared shared = { .n = 0 };
	enum ks_status status = ks_handover_shared(ctx, h, &shared);

	if (status)
		return status;
	letter.kind = shared.kind;
	for (size_t i = 0; i < shared.n; i++) {
		const struct ks_factor *factor = shared.items[i].factor;

		if (factor && factor->protective)
			add_named(ctx, &letter.strengths, &letter.n_strengths, &shared.items[i]);
		else
			add_named(ctx, &letter.signals, &letter.n_signals, &shared.items[i]);
	}
	ks_write_letter(ctx->out, &letter);
	return KS_OK;
}
