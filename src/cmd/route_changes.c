/* SPDX-License-Identifier: EUPL-1.2 */
/* Two kept routes, made again with a third between them: see output/route_change.h. */
#include "ks/cmd/route_changes.h"

#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/cmd/past.h"

/* A kept route, made again as far as that is possible. */
struct again {
	const struct ks_kept_route *kept;
	struct ks_past_cards cards;
	struct ks_weighed weighed;	/* under its own cards; route NULL: not possible */
};

/* Kept under the same files as the one before: these need not be loaded again. */
static enum ks_status make_again(struct ks_ctx *ctx, const struct again *before,
				 struct again *out)
{
	struct ks_diag unheard;
	enum ks_status status = KS_OK;

	ks_diag_init(&unheard, ctx->arena);
	if (before && ks_streq(before->kept->sha256, out->kept->sha256))
		out->cards = before->cards;
	else
		status = ks_past_cards_read(ctx, out->kept, &unheard, &out->cards);
	if (status == KS_OK && out->cards.coalition)
		status = ks_past_weigh(ctx, out->cards.coalition, out->kept, true, &out->weighed);
	return status;
}

/* ---- what is known otherwise --------------------------------------------- */

static void add_id(struct ks_arena *arena, const char ***ids, size_t *n, const char *id)
{
	const char **slot = ks_grow(arena, ids, n, sizeof(**ids));

	*slot = id;
}

static int compare_ids(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return strcmp(*a, *b);
}

static const char *factor_id(struct ks_arena *arena, const struct ks_factor *factor,
			     enum ks_subject subject)
{
	if (subject == factor->subjects[0])
		return factor->id;
	return ks_fmt(arena, "%s@%s", factor->id, ks_subject_words[subject]);
}

/* Pictures of one coalition, so that a place in them means the same. */
static void compare_pictures(struct ks_arena *arena, const struct ks_coalition *c,
			     const struct ks_picture *was, const struct ks_picture *is,
			     struct ks_route_change *out)
{
	for (size_t i = 0; i < c->n_factors * KS_SUBJECTS; i++)
		if (was->pairs[i] != is->pairs[i])
			add_id(arena, &out->answers, &out->n_answers,
			       factor_id(arena, c->factors[i / KS_SUBJECTS],
					 (enum ks_subject)(i % KS_SUBJECTS)));
	if (out->n_answers)
		qsort(out->answers, out->n_answers, sizeof(*out->answers), compare_ids);
}

static bool same_help(const struct ks_family *a, const struct ks_family *b)
{
	size_t found = 0;

	for (size_t i = 0; i < a->n_already; i++)
		for (size_t j = 0; j < b->n_already; j++)
			found += ks_streq(a->already[i], b->already[j]);
	return a->n_already == b->n_already && found == a->n_already;
}

static bool same_scores(const struct ks_family *a, const struct ks_family *b)
{
	bool same = a->n_scores == b->n_scores;

	for (size_t i = 0; same && i < a->n_scores; i++) {
		const struct ks_score *x = &a->scores[i], *y = &b->scores[i];

		same = x->instrument == y->instrument && x->value == y->value &&
		       x->date == y->date;
	}
	return same;
}

static void compare_facts(struct ks_arena *arena, const struct ks_family *a,
			  const struct ks_family *b, struct ks_route_change *out)
{
	const struct {
		const char *word;
		bool same;
	} facts[] = {
		{ "phase", a->phase == b->phase },
		{ "due", a->due == b->due },
		{ "born", a->born == b->born },
		{ "age", a->age == b->age },
		{ "first-child", a->first_child == b->first_child },
		{ "municipality", ks_streq(a->municipality, b->municipality) },
		{ "already", same_help(a, b) },
		{ "judgement", a->judgement == b->judgement },
		{ "raise", a->raised == b->raised },
		{ "score", same_scores(a, b) },
	};

	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		if (!facts[i].same)
			add_id(arena, &out->facts, &out->n_facts, facts[i].word);
}

/* ---- which cards read otherwise ------------------------------------------ */

static bool reads_the_same(const struct ks_card *a, const struct ks_card *b)
{
	return a && b && a->loc.in && b->loc.in && ks_streq(a->loc.in->text, b->loc.in->text);
}

struct card_changes {
	struct ks_arena *arena;
	const struct ks_coalition *before, *after;
	struct ks_card_change *items;
	size_t n;
};

static void add_card(struct card_changes *changes, const char *id)
{
	const struct ks_card *a = ks_find_card(changes->before, id);
	const struct ks_card *b = ks_find_card(changes->after, id);
	struct ks_card_change *slot;

	for (size_t i = 0; i < changes->n; i++)
		if (ks_streq(changes->items[i].card, id))
			return;
	if (reads_the_same(a, b))
		return;
	slot = ks_grow(changes->arena, &changes->items, &changes->n, sizeof(*slot));
	*slot = (struct ks_card_change){ id, a ? a->version : NULL, b ? b->version : NULL };
}

static void add_cards_of(struct card_changes *changes, const struct ks_route_step *step)
{
	for (size_t i = 0; step && i < step->n_reasons; i++)
		add_card(changes, step->reasons[i].step->card->id);
}

/* Of the cards behind the steps that differ: those whose file reads otherwise. */
static void compare_cards(struct ks_arena *arena, const struct again *a, const struct again *b,
			  const struct ks_comparison *comparison, struct ks_route_change *out)
{
	struct card_changes changes = { .arena = arena,
					.before = a->cards.coalition,
					.after = b->cards.coalition };

	for (size_t i = 0; i < comparison->n; i++) {
		add_cards_of(&changes, comparison->items[i].before);
		add_cards_of(&changes, comparison->items[i].after);
	}
	out->cards = changes.items;
	out->n_cards = changes.n;
}

/* ---- the whole ----------------------------------------------------------- */

static enum ks_status explain(struct ks_ctx *ctx, const struct again *a, const struct again *b,
			      struct ks_route_change *out)
{
	struct ks_weighed middle = { .route = NULL };
	struct ks_comparison answers, cards;
	enum ks_status status = ks_past_weigh(ctx, a->cards.coalition, b->kept, true, &middle);

	if (status != KS_OK)
		return status;
	answers = ks_compare(ctx->arena, a->weighed.route, middle.route);
	cards = ks_compare(ctx->arena, middle.route, b->weighed.route);
	out->by_answers = ks_shifts_of(ctx->arena, &answers);
	out->by_cards = ks_shifts_of(ctx->arena, &cards);
	compare_pictures(ctx->arena, a->cards.coalition, &a->weighed.route->picture,
			 &middle.route->picture, out);
	compare_facts(ctx->arena, &a->weighed.data.family, &middle.data.family, out);
	compare_cards(ctx->arena, a, b, &cards, out);
	return KS_OK;
}

static enum ks_status compare(struct ks_ctx *ctx, const struct again *a, const struct again *b,
			      struct ks_route_change *out)
{
	*out = (struct ks_route_change){
		.from = a->kept->id,
		.to = b->kept->id,
		.from_day = a->kept->date,
		.to_day = b->kept->date,
		.explained = a->weighed.route && b->weighed.route,
		.coalition = { a->kept->coalition, b->kept->coalition },
		.version = { a->kept->version, b->kept->version },
	};
	return out->explained ? explain(ctx, a, b, out) : KS_OK;
}

enum ks_status ks_route_changes(struct ks_ctx *ctx, const struct ks_kept_route *routes, size_t n,
				struct ks_route_change **out)
{
	struct again *all = KS_NEW_N(ctx->arena, n + 1, struct again);
	enum ks_status status = KS_OK;

	*out = KS_NEW_N(ctx->arena, n + 1, struct ks_route_change);
	for (size_t i = 0; n > 1 && i < n && status == KS_OK; i++) {
		all[i].kept = &routes[i];
		status = make_again(ctx, i ? &all[i - 1] : NULL, &all[i]);
		if (i && status == KS_OK)
			status = compare(ctx, &all[i - 1], &all[i], &(*out)[i - 1]);
	}
	return status;
}
