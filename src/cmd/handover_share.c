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
#include "ks/output/label.h"
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
		const struct ks_factor *factor, int subject)
{
	struct ks_shared_factor *item;

	for (size_t i = 0; i < out->n; i++)
		if (ks_streq(out->items[i].id, id))
			return;
	item = ks_grow(ctx->arena, &out->items, &out->n, sizeof(*item));
	*item = (struct ks_shared_factor){ id, factor, subject };
}

/*
 * Adds the factor as it is so in a picture, about the subject that was named
 * and nobody else. Where none was named that is its first subject, as in an
 * answer, or else the one it is so of: then the id says of whom.
 */
static void add_so(struct ks_ctx *ctx, struct ks_shared *out, const struct ks_picture *picture,
		   const struct ks_factor *factor, int named)
{
	const ks_truth *pairs = &picture->pairs[factor->index * KS_SUBJECTS];

	for (size_t i = 0; i < factor->n_subjects; i++) {
		enum ks_subject subject = factor->subjects[i];

		if (pairs[subject] != KS_TRUE || (named != KS_ANY_SUBJECT && named != (int)subject))
			continue;
		if (i == 0)
			add(ctx, out, factor->id, factor, KS_ANY_SUBJECT);
		else
			add(ctx, out,
			    ks_fmt(ctx->arena, "%s@%s", factor->id, ks_subject_words[subject]),
			    factor, (int)subject);
		return;
	}
}

/* What came from another book was so there; here the picture of today says it. */
static enum ks_status take_named(struct ks_ctx *ctx, const struct ks_handover *h,
				 struct ks_shared *out)
{
	struct ks_weighed now = { .route = NULL };
	enum ks_status status = ks_weigh(ctx, h->case_key, &now);
	size_t n = 0;
	char **ids = ks_split(ctx->arena, h->consent.share, ',', &n);

	for (size_t i = 0; i < n && !status; i++) {
		int subject;
		const struct ks_factor *factor = ks_shared_factor_of(ctx, ids[i], &subject);

		if (h->origin_book)
			add(ctx, out, ids[i], factor, subject);
		else if (factor)
			add_so(ctx, out, &now.route->picture, factor, subject);
	}
	return status;
}

/* A signal about whom a condition asks for it. */
static void take_asked(struct ks_ctx *ctx, const struct ks_picture *then,
		       const struct ks_factor *signal, const struct ks_cond *cond,
		       struct ks_shared *out)
{
	if (!cond || cond->kind == KS_COND_NOT)
		return;
	if (cond->kind == KS_COND_SIGNAL && cond->factor == signal)
		add_so(ctx, out, then, signal, cond->subject);
	for (size_t i = 0; i < cond->n_kids; i++)
		take_asked(ctx, then, signal, cond->kids[i], out);
}

static void take_reason(struct ks_ctx *ctx, const struct ks_picture *then,
			const struct ks_reason *reason, struct ks_shared *out)
{
	for (size_t i = 0; i < reason->n_signals; i++) {
		const struct ks_factor *signal = reason->signals[i];

		if (ks_talk_is_private(signal))
			continue;
		take_asked(ctx, then, signal, reason->step->card->when, out);
		take_asked(ctx, then, signal, reason->step->when, out);
	}
}

/* The step as it was when its route was kept; agreements that cannot be read say nothing. */
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
			take_reason(ctx, &then.route->picture, &step->reasons[j], out);
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
	item->label = shared->factor ? ks_label_factor(ctx->arena, ctx->out->lang, shared->factor,
						       shared->subject) :
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
