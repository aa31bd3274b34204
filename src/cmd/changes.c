/* SPDX-License-Identifier: EUPL-1.2 */
/* Two pictures side by side: with the answers of the last screening and without. */
#include "ks/cmd/changes.h"

#include "ks/base/arena.h"

/* The family as it was known before a screening; scores are left out of both. */
static struct ks_family without(struct ks_ctx *ctx, const struct ks_family *family, int screening)
{
	struct ks_answer *answers = KS_NEW_N(ctx->arena, family->n_answers + 1, struct ks_answer);
	struct ks_family before = *family;

	before.n_answers = 0;
	for (size_t i = 0; i < family->n_answers; i++)
		if (family->answers[i].screening != screening)
			answers[before.n_answers++] = family->answers[i];
	before.answers = answers;
	before.n_scores = 0;
	return before;
}

ks_day ks_changes_since(struct ks_ctx *ctx, const struct ks_weighed *weighed,
			const struct ks_change **changes, size_t *n)
{
	const struct ks_case *data = &weighed->data;
	const struct ks_coalition *c = ctx->coalition;
	struct ks_picture was = { .factors = NULL }, is = { .factors = NULL };
	struct ks_family before, now;
	struct ks_change *found = NULL;

	*n = 0;
	*changes = NULL;
	if (data->n_screenings < 2)
		return KS_NO_DAY;
	before = without(ctx, &data->family, data->screenings[data->n_screenings - 1].number);
	now = without(ctx, &data->family, 0);
	ks_picture_make(ctx->arena, c, &before, weighed->route->day, &was);
	ks_picture_make(ctx->arena, c, &now, weighed->route->day, &is);
	for (size_t i = 0; i < c->n_factors * KS_SUBJECTS; i++) {
		bool present = is.pairs[i] == KS_TRUE;
		struct ks_change *change;

		if (present == (was.pairs[i] == KS_TRUE))
			continue;
		change = ks_grow(ctx->arena, &found, n, sizeof(*change));
		*change = (struct ks_change){ c->factors[i / KS_SUBJECTS],
					      (enum ks_subject)(i % KS_SUBJECTS), present };
	}
	*changes = found;
	return data->screenings[data->n_screenings - 2].date;
}
