/* SPDX-License-Identifier: EUPL-1.2 */
/* From a stored handover to what its page shows. */
#include <string.h>

#include "handover.h"
#include "ks/base/arena.h"
#include "ks/output/label.h"

static const char *in_language(const struct ks_ctx *ctx, struct ks_text text)
{
	return ks_text_in(text, ctx->out->lang);
}

static const char *role_label(const struct ks_ctx *ctx, const char *id)
{
	const struct ks_role *role = id ? ks_find_role(ctx->coalition, id) : NULL;

	return role ? in_language(ctx, role->label) : id;
}

/* The book keeps the Dutch name; a coalition may also say it in another language. */
static const char *organisation_label(const struct ks_ctx *ctx, const char *id,
				      const char *organisation)
{
	const struct ks_role *role = id ? ks_find_role(ctx->coalition, id) : NULL;

	for (size_t i = 0; role && i < role->n_filled_by; i++)
		if (ks_streq(ks_text_in(role->filled_by[i].organisation, KS_NL), organisation))
			return in_language(ctx, role->filled_by[i].organisation);
	return organisation;
}

struct ks_party ks_party_of(struct ks_ctx *ctx, const char *role, const char *organisation,
			    const char *user)
{
	return (struct ks_party){ role, role_label(ctx, role), organisation, user,
				  organisation_label(ctx, role, organisation) };
}

bool ks_party_serves(const struct ks_ctx *ctx, const struct ks_party *party,
		     const char *municipality)
{
	const struct ks_role *role = ks_find_role(ctx->coalition, party->role);
	const struct ks_filler *filler = role ? ks_role_filler(role, municipality) : NULL;

	return filler && ks_streq(ks_text_in(filler->organisation, KS_NL), party->organisation);
}

bool ks_handover_is_under_way(const struct ks_handover *handover)
{
	const struct ks_handover_move *last = ks_handover_last(handover, KS_ALL_DAYS);

	return last && (ks_loop_next(last->status, KS_VERB_STOP) >= 0 ||
			ks_loop_next(last->status, KS_VERB_WITHDRAW) >= 0);
}

static struct ks_named named_intervention(const struct ks_ctx *ctx, const char *id)
{
	const struct ks_intervention *found = id ? ks_find_intervention(ctx->coalition, id) : NULL;

	return (struct ks_named){ id, found ? in_language(ctx, found->title) : id };
}

/* The text of a `do`, by its id "card/step". */
static const char *do_label(const struct ks_ctx *ctx, const char *step_id)
{
	const char *slash = strchr(step_id, '/');
	const struct ks_card *card;

	if (!slash)
		return NULL;
	card = ks_find_card(ctx->coalition,
			    ks_strndup(ctx->arena, step_id, (size_t)(slash - step_id)));
	for (size_t i = 0; card && i < card->n_steps; i++)
		if (ks_streq(card->steps[i].id, step_id))
			return in_language(ctx, card->steps[i].do_what);
	return NULL;
}

struct ks_named ks_step_named(const struct ks_ctx *ctx, const char *intervention,
			      const char *step_id)
{
	if (intervention || !step_id)
		return named_intervention(ctx, intervention);
	return (struct ks_named){ NULL, do_label(ctx, step_id) };
}

const struct ks_factor *ks_shared_factor_of(const struct ks_ctx *ctx, const char *id, int *subject)
{
	size_t n = strcspn(id, "@");

	*subject = id[n] ? ks_word_index(ks_subject_words, id + n + 1) : KS_ANY_SUBJECT;
	return ks_find_factor(ctx->coalition, ks_strndup(ctx->arena, id, n));
}

static struct ks_named named_factor(const struct ks_ctx *ctx, const char *id)
{
	int subject;
	const struct ks_factor *factor = ks_shared_factor_of(ctx, id, &subject);

	return (struct ks_named){ id, factor ? ks_label_factor(ctx->arena, ctx->out->lang, factor,
							       subject) :
					       id };
}

static void take_consent(const struct ks_ctx *ctx, const struct ks_handover *h,
			 struct ks_handover_view *out)
{
	char **ids = h->consent.share ? ks_split(ctx->arena, h->consent.share, ',', &out->n_share) :
					NULL;

	out->has_consent = h->has_consent;
	out->consent_by = h->consent.by;
	out->consent_how = h->consent.how;
	out->consent_date = h->has_consent ? h->consent.date : KS_NO_DAY;
	out->consent_until = h->has_consent ? h->consent.until : KS_NO_DAY;
	out->consent_revoked = h->has_consent ? h->consent.revoked : KS_NO_DAY;
	out->share = KS_NEW_N(ctx->arena, out->n_share + 1, struct ks_named);
	for (size_t i = 0; ids && i < out->n_share; i++)
		out->share[i] = named_factor(ctx, ids[i]);
}

static void take_moves(const struct ks_ctx *ctx, const struct ks_handover *h,
		       struct ks_handover_view *out)
{
	out->n_moves = h->n_moves;
	out->moves = KS_NEW_N(ctx->arena, h->n_moves + 1, struct ks_move_view);
	for (size_t i = 0; i < h->n_moves; i++) {
		const struct ks_handover_move *move = &h->moves[i];

		out->moves[i] = (struct ks_move_view){ .date = move->date,
						       .until = move->until,
						       .verb = move->verb,
						       .status = move->status,
						       .by = move->user,
						       .role = role_label(ctx, move->role),
						       .note = move->note,
						       .reason = move->reason,
						       .outcome = move->outcome,
						       .present = move->present,
						       .undone = move->undone };
	}
}

static void take_legal(const struct ks_ctx *ctx, struct ks_handover_view *out)
{
	out->legal = KS_NEW_N(ctx->arena, KS_VERBS, const char *);
	for (int verb = 0; verb < KS_VERBS; verb++)
		if (ks_loop_next(out->status, (enum ks_verb)verb) >= 0)
			out->legal[out->n_legal++] = ks_verb_words[verb];
}

/* The step of the card that asked for it, as the cards of today have it; NULL. */
static const struct ks_step *card_step(const struct ks_ctx *ctx, const struct ks_handover *h)
{
	const struct ks_card *card = h->card ? ks_find_card(ctx->coalition, h->card) : NULL;

	for (size_t i = 0; card && i < card->n_steps; i++)
		if (ks_streq(card->steps[i].id, h->step_id))
			return &card->steps[i];
	return NULL;
}

/* Who sends it keeps it: only another role is a way on. */
static void add_way(const struct ks_handover *h, struct ks_handover_view *out,
		    const struct ks_role *role, const char *intervention)
{
	if (role && out->n_ways < KS_WAYS_MOST && !ks_streq(role->id, h->from_role))
		out->ways[out->n_ways++] = (struct ks_way){ role->id, intervention };
}

static void take_ways(const struct ks_ctx *ctx, const struct ks_handover *h, bool waits,
		      struct ks_handover_view *out)
{
	const struct ks_intervention *iv =
		h->intervention ? ks_find_intervention(ctx->coalition, h->intervention) : NULL;
	const struct ks_step *step = card_step(ctx, h);

	if (step)
		add_way(h, out, (waits ? step->if_waiting : step->if_refused).refer_to, NULL);
	if (!iv || !iv->alternative)
		return;
	out->alternative = named_intervention(ctx, iv->alternative->id);
	add_way(h, out, iv->alternative->role, iv->alternative->id);
}

/* What else can be done: after a no of the parent or the receiver, or while nothing moves. */
static void take_other_way(struct ks_ctx *ctx, const struct ks_handover *h,
			   struct ks_handover_view *out)
{
	bool waits = out->status == KS_H_WAITING || out->status == KS_H_NO_SHOW;
	bool is_no = out->status == KS_H_DECLINED || out->status == KS_H_STOPPED || out->unheld;

	if (!waits && !is_no)
		return;
	out->other_way = waits ? h->if_waiting : h->if_refused;
	take_ways(ctx, h, waits, out);
}

/* What cannot be known is left to `ks todo`, which fails when the book cannot be read. */
static bool is_unheld(struct ks_ctx *ctx, const struct ks_handover *h)
{
	struct ks_handover *items = NULL;
	size_t n = 0;

	return ks_handover_no(h) &&
	       ks_handovers_unheld(ctx, h->id, &items, &n) == KS_OK && n > 0;
}

static void take_loop(const struct ks_ctx *ctx, const struct ks_handover *h,
		      struct ks_handover_view *out)
{
	struct ks_loop_state state;

	ks_handover_state(h, KS_ALL_DAYS, &state);
	out->status = state.status;
	out->until = state.until;
	out->warm = ks_handover_is_warm(h, KS_ALL_DAYS);
	out->terms = ks_loop_terms_on(&state, ctx->today);
	out->respond_within = h->respond_within;
	out->contact_within = h->contact_within;
	out->feedback_within = h->feedback_within;
}

void ks_handover_view_make(struct ks_ctx *ctx, const struct ks_handover *h,
			   struct ks_handover_view *out)
{
	*out = (struct ks_handover_view){
		.id = h->id,
		.case_key = h->case_key,
		.form = h->form,
		.urgency = h->urgency,
		.from = ks_party_of(ctx, h->from_role, h->from_organisation, h->from_user),
		.to = ks_party_of(ctx, h->to_role, h->to_organisation, NULL),
		.intervention = ks_step_named(ctx, h->intervention, h->step_id),
		.route = h->route,
		.step = h->step_id,
		.card = h->card,
		.card_version = h->card_version,
		.ask = h->ask,
		.own_words = h->own_words,
		.works_well = h->works_well,
		.agreements = h->agreements,
		.safe_contact = h->safe_contact,
		.keeps_contact = role_label(ctx, h->keeps_contact),
		.due = h->due,
		.ground = h->ground,
		.because = h->because,
		.incomplete = h->case_incomplete,
	};
	take_consent(ctx, h, out);
	take_moves(ctx, h, out);
	take_loop(ctx, h, out);
	out->unheld = is_unheld(ctx, h);
	take_legal(ctx, out);
	take_other_way(ctx, h, out);
}
