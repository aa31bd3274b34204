/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Consent, or a ground from a closed list instead of it (product.md §5
 * "Handover"). An intervention with `consent: explicit` accepts nothing but
 * consent; during pregnancy that is the pregnant woman's own (national position
 * on the prenatal home visit, October 2025).
 */
#include "handover.h"
#include "ks/base/arena.h"
#include "ks/cards/load.h"
#include "ks/engine/cond.h"
#include "ks/exchange/answers.h"

/* Who can give consent: the subjects that are parents. */
static const char *const givers[] = { "mother", "partner", NULL };

static const char *giver(const struct handover_opts *opts)
{
	return givers[opts->consent_by < 0 ? 0 : opts->consent_by];
}

static bool is_hers_alone(const struct ks_intervention *intervention)
{
	return intervention && intervention->consent_explicit &&
	       (intervention->phases & 1U << KS_DURING);
}

/* What may be shared: ids of factors, joined; NULL when nothing was said. */
static enum ks_status take_share(struct ks_ctx *ctx, const struct ks_list *ids, const char **out)
{
	struct ks_buf buf;
	int errors = ctx->diag->errors;

	ks_buf_init(&buf, ctx->arena);
	for (size_t i = 0; i < ids->n; i++) {
		enum ks_subject subject;

		ks_parse_factor(ctx->coalition, ids->items[i],
				ks_told_by(ctx->arena, "--share", ids->items[i]).loc, ctx->diag,
				&subject);
		ks_buf_add(&buf, i ? "," : "");
		ks_buf_add(&buf, ids->items[i]);
	}
	*out = ids->n ? buf.text : NULL;
	return ctx->diag->errors > errors ? KS_INPUT : KS_OK;
}

static enum ks_status take_given(struct ks_ctx *ctx, const struct handover_opts *opts,
				 const struct ks_intervention *intervention, ks_day day,
				 struct ks_handover *out)
{
	if (opts->consent_by > 0 && is_hers_alone(intervention))
		return ks_fail(ctx, KS_REFUSED, KS_MSG_consent_is_hers,
			       KS_ARGS({ "intervention", intervention->id }));
	if (opts->consent_until != KS_NO_DAY && opts->consent_until < day)
		return ks_fail(ctx, KS_INPUT, KS_MSG_consent_until_past, NULL);
	out->has_consent = true;
	out->consent = (struct ks_consent){ .by = giver(opts),
					    .how = ks_consent_words[opts->consent],
					    .date = day,
					    .until = opts->consent_until,
					    .revoked = KS_NO_DAY };
	return take_share(ctx, &opts->share, &out->consent.share);
}

static enum ks_status take_ground(struct ks_ctx *ctx, const struct handover_opts *opts,
				  const struct ks_intervention *intervention,
				  struct ks_handover *out)
{
	if (intervention && intervention->consent_explicit)
		return ks_fail(ctx, KS_REFUSED, KS_MSG_ground_not_accepted,
			       KS_ARGS({ "intervention", intervention->id }));
	if (!opts->because)
		return ks_fail(ctx, KS_USAGE, KS_MSG_ground_needs_because, NULL);
	out->ground = ks_ground_words[opts->ground];
	out->because = opts->because;
	return KS_OK;
}

enum ks_status ks_handover_take_consent(struct ks_ctx *ctx, const struct handover_opts *opts,
					const struct ks_intervention *intervention, ks_day day,
					struct ks_handover *out)
{
	if (opts->consent >= 0)
		return take_given(ctx, opts, intervention, day, out);
	if (opts->ground >= 0)
		return take_ground(ctx, opts, intervention, out);
	if (intervention && intervention->consent_explicit)
		return ks_fail(ctx, KS_REFUSED, KS_MSG_consent_explicit_missing,
			       KS_ARGS({ "intervention", intervention->id }));
	return ks_fail(ctx, KS_REFUSED, KS_MSG_consent_missing, NULL);
}

/* ---- whose consent it is ------------------------------------------------- */

/* Below this age a parent or guardian decides with her: WGBO, BW 7:447 and 7:450. */
#define DECIDES_ALONE_AT 16

struct whose {
	bool partners, others;		/* a signal about the partner; about anybody else */
};

static void look_at(void *context, const struct ks_cond *leaf)
{
	struct whose *whose = context;
	enum ks_subject subject;

	if (leaf->kind != KS_COND_SIGNAL || leaf->factor->protective)
		return;
	subject = leaf->subject == KS_ANY_SUBJECT ? leaf->factor->subjects[0]
						  : (enum ks_subject)leaf->subject;
	if (subject == KS_PARTNER)
		whose->partners = true;
	else
		whose->others = true;
}

/* True when the agreement behind a step speaks of the partner alone. */
static bool is_partners(const struct ks_step *step)
{
	struct whose whose = { false, false };

	ks_cond_leaves(step->card->when, look_at, &whose);
	if (step->when)
		ks_cond_leaves(step->when, look_at, &whose);
	return whose.partners && !whose.others;
}

void ks_handover_note_whose(struct ks_ctx *ctx, const struct handover_opts *opts,
			    const struct ks_step *step, int age)
{
	bool hers = opts->consent >= 0 && opts->consent_by <= 0;

	if (!hers)
		return;
	if (age != KS_NO_AGE && age < DECIDES_ALONE_AT)
		ks_diag_add(ctx->diag, KS_NOTE, ks_nowhere(), KS_MSG_consent_of_minor, NULL, NULL);
	if (step && is_partners(step))
		ks_diag_add(ctx->diag, KS_NOTE, ks_nowhere(), KS_MSG_consent_of_partner, NULL, NULL);
}
