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

/* ---- scores -------------------------------------------------------------- */

static const char *value_words(struct ks_arena *arena, const struct ks_score *score)
{
	return score->outcome ? score->outcome : ks_fmt(arena, "%d", score->value);
}

static bool counts(const struct ks_score_row *row)
{
	return !row->superseded_by && !row->taken_back;
}

/* What the same measure came to at an earlier screening; NULL: not taken then. */
static const struct ks_score *earlier_score(const struct ks_case *data,
					    const struct ks_score_row *now)
{
	const struct ks_score *found = NULL;

	for (size_t i = 0; i < data->n_scores; i++) {
		const struct ks_score_row *row = &data->scores[i];

		if (counts(row) && row->screening < now->screening &&
		    row->score.instrument == now->score.instrument &&
		    ks_streq(row->score.item, now->score.item))
			found = &row->score;
	}
	return found;
}

void ks_score_changes(struct ks_ctx *ctx, const struct ks_case *data,
		      const struct ks_score_change **changes, size_t *n)
{
	int last = data->n_screenings ? data->screenings[data->n_screenings - 1].number : 0;
	struct ks_score_change *found = NULL;

	*n = 0;
	for (size_t i = 0; i < data->n_scores; i++) {
		const struct ks_score_row *row = &data->scores[i];
		const struct ks_score *was = earlier_score(data, row);
		const char *before = was ? value_words(ctx->arena, was) : NULL;
		const char *now = value_words(ctx->arena, &row->score);
		struct ks_score_change *change;

		if (!counts(row) || row->screening != last || ks_streq(before, now))
			continue;
		change = ks_grow(ctx->arena, &found, n, sizeof(*change));
		*change = (struct ks_score_change){ row->score.instrument, row->score.item, before,
						    now };
	}
	*changes = found;
}
