/* SPDX-License-Identifier: EUPL-1.2 */
/* What leaves a casebook of one handover. */
#include "parcel.h"

#include "ks/base/arena.h"
#include "ks/output/label.h"
#include "ks/store/audit.h"
#include "ks/store/cases.h"

/* What the sender's side said with a move was not meant for the receiver. */
static bool is_senders(const struct ks_handover *h, const struct ks_handover_move *move)
{
	return ks_streq(move->role, h->from_role) &&
	       ks_streq(move->organisation, h->from_organisation);
}

struct ks_parcel_move *ks_parcel_moves(struct ks_arena *arena, const struct ks_handover *h)
{
	struct ks_parcel_move *moves = KS_NEW_N(arena, h->n_moves + 1, struct ks_parcel_move);

	for (size_t i = 0; i < h->n_moves; i++) {
		const struct ks_handover_move *move = &h->moves[i];
		const char *where = move->organisation ? move->organisation : move->role;

		moves[i] = (struct ks_parcel_move){
			.verb = move->verb,
			.status = move->status,
			.date = move->date,
			.until = move->until,
			.at = move->at,
			.by = { move->role, where, move->user },
			.note = is_senders(h, move) ? NULL : move->note,
			.reason = move->reason,
			.outcome = move->outcome,
			.present = move->present,
		};
	}
	return moves;
}

static void take_ids(struct ks_ctx *ctx, const struct ks_handover *h, struct ks_parcel *out)
{
	const char *book = ks_store_book_id(ctx->store);
	bool here = !h->origin_book;

	out->own = (struct ks_parcel_id){ book, h->id };
	out->origin = here ? out->own :
			     (struct ks_parcel_id){ h->origin_book, h->origin_id };
	out->origin_case = here ? h->case_key : h->origin_case;
	out->from = (struct ks_parcel_party){ h->from_role, h->from_organisation, h->from_user };
	out->to = (struct ks_parcel_party){ h->to_role, h->to_organisation, NULL };
	out->sender = (struct ks_parcel_party){ ctx->actor.role, ctx->actor.organisation,
						ctx->actor.user };
	out->sent = ctx->now;
	out->head = ks_audit_head(ctx->store);
}

static void take_terms(struct ks_ctx *ctx, const struct ks_handover *h, struct ks_parcel *out)
{
	struct ks_named named = ks_step_named(ctx, h->intervention, h->step_id);
	struct ks_loop_state state;

	ks_handover_state(h, KS_ALL_DAYS, &state);
	out->intervention = h->intervention;
	out->title = named.label;
	out->form = h->form;
	out->urgency = h->urgency;
	out->due = h->due;
	out->respond_by = ks_loop_terms_on(&state, ctx->today).respond_by;
	out->respond_within = h->respond_within;
	out->contact_within = h->contact_within;
	out->feedback_within = h->feedback_within;
	out->moves = ks_parcel_moves(ctx->arena, h);
	out->n_moves = h->n_moves;
}

static void take_consent(const struct ks_handover *h, struct ks_parcel *out)
{
	out->ground = h->has_consent ? NULL : h->ground;
	out->has_consent = h->has_consent;
	if (!h->has_consent)
		return;
	out->consent_by = h->consent.by;
	out->consent_how = h->consent.how;
	out->consent_date = h->consent.date;
	out->consent_until = h->consent.until;
	out->consent_revoked = h->consent.revoked;
}

static void take_factors(struct ks_ctx *ctx, const struct ks_shared *shared, struct ks_parcel *out)
{
	out->factors = KS_NEW_N(ctx->arena, shared->n + 1, struct ks_parcel_factor);
	for (size_t i = 0; i < shared->n; i++) {
		const struct ks_factor *factor = shared->items[i].factor;

		out->factors[out->n_factors++] = (struct ks_parcel_factor){
			shared->items[i].id,
			factor ? ks_label_factor(ctx->arena, KS_NL, factor,
						 shared->items[i].subject) :
				 shared->items[i].id
		};
	}
}

/* The words and, of the family, what a receiver cannot do without: when and where. */
static enum ks_status take_whole(struct ks_ctx *ctx, const struct ks_handover *h,
				 struct ks_parcel *out)
{
	struct ks_case data = { .key = "" };
	enum ks_status status = ks_case_read(ctx->store, ctx->coalition, h->case_key, &data);

	if (status)
		return status;
	out->whole = true;
	out->ask = h->ask;
	out->own_words = h->own_words;
	out->works_well = h->works_well;
	out->agreements = h->agreements;
	out->safe_contact = h->safe_contact;
	out->keeps_contact = h->keeps_contact;
	out->phase = (int)data.family.phase;
	out->family_due = data.family.due;
	out->family_born = data.family.born;
	out->municipality = data.family.municipality;
	return KS_OK;
}

enum ks_status ks_parcel_make(struct ks_ctx *ctx, const struct ks_handover *h,
			      struct ks_parcel *out)
{
	const struct ks_arg *args = KS_ARGS({ "handover", h->id });
	const struct ks_handover_move *last = ks_handover_last(h, KS_ALL_DAYS);
	struct ks_shared shared = { .n = 0 };
	enum ks_status status;

	*out = (struct ks_parcel){ .phase = -1, .family_due = KS_NO_DAY, .family_born = KS_NO_DAY };
	take_ids(ctx, h, out);
	take_terms(ctx, h, out);
	if (h->origin_book)
		return KS_OK;
	if (last && last->status == KS_H_DRAFT)
		return ks_fail(ctx, KS_REFUSED, KS_MSG_export_draft, args);
	status = ks_handover_shared(ctx, h, &shared);
	if (!status && shared.kind == KS_LETTER_ADVICE)
		return ks_fail(ctx, KS_REFUSED, KS_MSG_export_advice, args);
	if (status)
		return status;
	take_consent(h, out);
	take_factors(ctx, &shared, out);
	return shared.kind == KS_LETTER_WHOLE ? take_whole(ctx, h, out) : KS_OK;
}
