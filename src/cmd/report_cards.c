/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * `ks report --year Y --cards`: the yearly evaluation. The numbers are those
 * of the year split by card; beside them what the examples of the coalition
 * try of each card, as `ks cards test --mutate` finds it.
 */
#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/cards/load.h"
#include "ks/exchange/mutation.h"
#include "ks/output/evaluation.h"
#include "ks/output/progress.h"
#include "report.h"

struct evaluating {
	struct ks_ctx *ctx;
	const struct counting *c;
	const struct ks_coalition *cards;	/* with its examples */
	struct ks_parts parts;
	struct ks_mutation mutation;
};

/* ---- what was tried ------------------------------------------------------------ */

static void show_progress(void *context, size_t done)
{
	ks_progress_step(context, done);
}

static void try_examples(struct evaluating *e)
{
	struct ks_arena *arena = e->ctx->arena;
	struct ks_bench *bench = KS_NEW(arena, struct ks_bench);
	struct ks_progress progress;

	ks_bench_make(arena, e->cards, e->cards->examples, e->cards->n_examples, bench);
	e->parts = ks_bench_touch(arena, bench);
	e->mutation.mutants = ks_mutants_of(arena, &bench->twin);
	ks_progress_begin(&progress, e->ctx->out, e->mutation.mutants.n);
	ks_bench_mutate(arena, bench, show_progress, &progress, &e->mutation);
	ks_progress_end(&progress);
}

static bool is_of(const struct ks_owner *owner, const char *card)
{
	return owner->card && ks_streq(owner->card->id, card);
}

static void add_untested(const struct evaluating *e, struct ks_card_page *page)
{
	const struct ks_step **steps = KS_NEW_N(e->ctx->arena, page->card->n_steps + 1,
						const struct ks_step *);

	for (size_t i = 0; i < e->parts.n; i++) {
		const struct ks_touch_part *part = &e->parts.items[i];

		if (part->touched || !is_of(&part->owner, page->id))
			continue;
		if (part->kind == KS_PART_CARD)
			page->untested = true;
		else if (part->kind == KS_PART_STEP && page->n_untested_steps < page->card->n_steps)
			steps[page->n_untested_steps++] = part->owner.step;
	}
	page->untested_steps = steps;
}

static void add_questions(const struct evaluating *e, struct ks_card_page *page)
{
	const struct ks_mutants *mutants = &e->mutation.mutants;
	const struct ks_mutant **asked = KS_NEW_N(e->ctx->arena, mutants->n + 1,
						  const struct ks_mutant *);

	for (size_t i = 0; i < mutants->n; i++) {
		if (!is_of(&mutants->items[i].owner, page->id))
			continue;
		page->mutants++;
		if (e->mutation.by[i])
			page->noticed++;
		else
			asked[page->n_questions++] = &mutants->items[i];
	}
	page->questions = asked;
}

/* ---- what became of it -------------------------------------------------------------- */

/* What a card's page counts, besides the families it gave a step. */
static const enum fixed_tally counted[] = {
	T_HANDOVERS, T_WARM, T_REFUSED, T_AGAIN, T_DEVIATIONS, T_WAITING, T_NO_SHOW, T_OVERDUE,
	T_RESPONSE_IN_TERM, T_RESPONSE_DUE, T_CONTACT_IN_TERM, T_CONTACT_DUE, T_FEEDBACK_IN_TERM,
	T_FEEDBACK_DUE,
};
#define COUNTED (sizeof(counted) / sizeof(counted[0]))

static struct ks_measure measure_of(const struct tally *t, struct ks_number number)
{
	return (struct ks_measure){ .id = t->id,
				    .group = t->group,
				    .label = t->label,
				    .definition = t->definition,
				    .source = t->source,
				    .number = number };
}

/* The part of a number that is this card's; a dash while it is not split. */
static struct ks_measure part_of(const struct evaluating *e, const struct tally *t, const char *card)
{
	const enum report_by by = REPORT_BY_CARD;
	struct ks_cell none = { 0, KS_CELL_SHOWN };

	if (!e->c->is_split[by])
		none.mark = KS_CELL_HELD;
	for (size_t key = 0; t->parts[by] && key < e->c->n_keys[by]; key++)
		if (ks_streq(e->c->keys[by][key], card))
			return measure_of(t, ks_report_number(e->ctx, t, &t->parts[by][key]));
	return measure_of(t, ks_report_number(e->ctx, t, &none));
}

static const struct ks_measure *find(const struct ks_measure *measures, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (ks_streq(measures[i].id, id))
			return &measures[i];
	return NULL;
}

static void add_counts(const struct evaluating *e, const struct tally *fired,
		       struct ks_card_page *page)
{
	struct ks_measure *counts =
		KS_NEW_N(e->ctx->arena, COUNTED + N_REASONS + 1, struct ks_measure);
	size_t n = 0;

	counts[n++] = measure_of(fired, ks_report_number(e->ctx, fired, &fired->cell));
	for (size_t i = 0; i < COUNTED; i++)
		counts[n++] = part_of(e, &e->c->fixed[counted[i]], page->id);
	for (size_t i = 0; i < N_REASONS; i++)
		counts[n++] = part_of(e, &e->c->declined[i], page->id);
	for (size_t i = 0; i < COUNTED; i++)
		if (e->c->fixed[counted[i]].of)
			counts[i + 1].of = find(counts, n, e->c->fixed[counted[i]].of->id);
	page->counts = counts;
	page->n_counts = n;
	page->never_fired = counts[0].number.value == 0;
}

/* ---- pages -------------------------------------------------------------------------- */

static void make_page(const struct evaluating *e, const char *id, const struct tally *fired,
		      struct ks_card_page *page)
{
	page->id = id;
	page->card = ks_find_card(e->cards, id);
	add_counts(e, fired, page);
	if (!page->card)
		return;
	page->review_due = page->card->review_by <= e->ctx->today;
	add_untested(e, page);
	add_questions(e, page);
}

static int by_id(const void *a, const void *b)
{
	const struct ks_card_page *x = a, *y = b;

	return strcmp(x->id, y->id);
}

static struct ks_card_page *make_pages(const struct evaluating *e, size_t *n)
{
	const struct counting *c = e->c;
	size_t n_cards = c->ctx->coalition->n_cards;
	struct ks_card_page *pages =
		KS_NEW_N(e->ctx->arena, n_cards + c->n_gone + 1, struct ks_card_page);

	for (size_t i = 0; i < n_cards; i++)
		make_page(e, c->ctx->coalition->cards[i]->id, &c->cards[i], &pages[i]);
	for (size_t i = 0; i < c->n_gone; i++)
		make_page(e, c->gone[i].label, &c->gone[i], &pages[n_cards + i]);
	*n = n_cards + c->n_gone;
	qsort(pages, *n, sizeof(*pages), by_id);
	return pages;
}

/* Examples are read only here: no other report needs them. What is doubtful is not said again. */
static enum ks_status read_examples(struct evaluating *e)
{
	const struct ks_load_options options = { .examples = true };
	struct ks_diag unheard;

	ks_diag_init(&unheard, e->ctx->arena);
	if (ks_load(e->ctx->arena, e->ctx->routes_dir, &options, &unheard, &e->cards) == KS_OK)
		return KS_OK;
	return ks_load(e->ctx->arena, e->ctx->routes_dir, &options, e->ctx->diag, &e->cards);
}

enum ks_status ks_report_cards(struct ks_ctx *ctx, const struct counting *c,
			       const struct ks_report_view *report)
{
	struct evaluating e = { .ctx = ctx, .c = c };
	struct ks_evaluation_view view = { .report = report, .today = ctx->today };
	enum ks_status status = read_examples(&e);

	if (status)
		return status;
	try_examples(&e);
	view.n_examples = e.cards->n_examples;
	view.is_split = c->is_split[REPORT_BY_CARD];
	view.pages = make_pages(&e, &view.n);
	ks_out_evaluation(ctx->out, &view);
	return KS_OK;
}
