/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ks cards impact: every open case under the present files and under others.
 * Cases are looked at one by one in memory of their own; only what differs
 * outlives the look.
 */
#include <stdlib.h>
#include <string.h>

#include "cards.h"
#include "ks/base/arena.h"
#include "ks/cards/load.h"
#include "ks/cmd/place.h"
#include "ks/engine/compare.h"
#include "ks/output/impact.h"
#include "ks/output/progress.h"
#include "ks/store/handovers.h"
#include "ks/store/report.h"

struct impact_opts {
	int fail_if;
};

static const char *const fail_words[] = { "lost", NULL };
enum { FAIL_IF_LOST };

static const struct ks_opt opts[] = {
	{ "fail-if", KS_OPT_WORD, offsetof(struct impact_opts, fail_if), fail_words, NULL,
	  KS_MSG_opt_impact_fail_if },
	{ .name = NULL },
};

struct weighing {
	struct ks_ctx *ctx;
	const struct ks_coalition *after;
	struct ks_arena scratch;	/* of the case at hand */
	struct ks_impact_case *cases;
	size_t n;
	struct ks_impact_totals totals;
};

/* ---- answers that would no longer be understood --------------------------- */

static bool is_among(const char *const *ids, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (ks_streq(ids[i], id))
			return true;
	return false;
}

static int compare_ids(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return strcmp(*a, *b);
}

/* What the family was asked, and the new files do not know while the present ones do. */
static void note_forgotten(struct weighing *w, const struct ks_case *before,
			   const struct ks_case *after)
{
	struct ks_impact_totals *totals = &w->totals;

	for (size_t i = 0; i < after->n_unknown_factors; i++) {
		const char *id = after->unknown_factors[i], **slot;

		if (is_among(before->unknown_factors, before->n_unknown_factors, id) ||
		    is_among(totals->forgotten, totals->n_forgotten, id))
			continue;
		slot = ks_grow(w->ctx->arena, &totals->forgotten, &totals->n_forgotten,
			       sizeof(*totals->forgotten));
		*slot = ks_strdup(w->ctx->arena, id);
	}
}

static void report_forgotten(struct weighing *w)
{
	struct ks_impact_totals *totals = &w->totals;

	if (totals->n_forgotten)
		qsort(totals->forgotten, totals->n_forgotten, sizeof(*totals->forgotten),
		      compare_ids);
	for (size_t i = 0; i < totals->n_forgotten; i++)
		ks_diag_add(w->ctx->diag, KS_FINDING, ks_nowhere(), KS_MSG_impact_forgotten,
			    KS_ARGS({ "factor", totals->forgotten[i] }), NULL);
}

/* ---- one case ------------------------------------------------------------ */

static bool is_lost(const struct ks_comparison *comparison, const char *step)
{
	for (size_t i = 0; i < comparison->n; i++)
		if (comparison->items[i].shift == KS_LOST &&
		    ks_streq(comparison->items[i].step, step))
			return true;
	return false;
}

static enum ks_status find_orphans(struct weighing *w, const struct ks_comparison *comparison,
				   struct ks_impact_case *item)
{
	struct ks_open_step *open = NULL;
	size_t n = 0;
	enum ks_status status = ks_handover_open_steps(w->ctx->store, item->key, &open, &n);

	for (size_t i = 0; i < n; i++) {
		const char **slot;

		if (!is_lost(comparison, open[i].step))
			continue;
		slot = ks_grow(w->ctx->arena, &item->orphaned, &item->n_orphaned,
			       sizeof(*item->orphaned));
		*slot = ks_strdup(w->ctx->arena, open[i].handover);
	}
	return status;
}

static void count(struct ks_impact_totals *totals, const struct ks_impact_case *item)
{
	totals->differing++;
	totals->class_changes += item->shifts.class_then[0] != item->shifts.class_then[1];
	totals->gained += ks_shifts_count(&item->shifts, KS_GAINED);
	totals->lost += ks_shifts_count(&item->shifts, KS_LOST);
	totals->moved += ks_shifts_count(&item->shifts, KS_MOVED);
	totals->orphaned += item->n_orphaned;
}

static enum ks_status keep_difference(struct weighing *w, const char *key,
				      const struct ks_comparison *comparison)
{
	struct ks_impact_case *item = ks_grow(w->ctx->arena, &w->cases, &w->n, sizeof(*item));
	enum ks_status status;

	item->key = key;
	item->shifts = ks_shifts_of(w->ctx->arena, comparison);
	status = find_orphans(w, comparison, item);
	count(&w->totals, item);
	return status;
}

static const struct ks_route *decide(struct weighing *w, const struct ks_coalition *c,
				     const struct ks_case *data)
{
	return ks_route_decide(&w->scratch, c, &data->family, w->ctx->today);
}

/* Read under each coalition, so that neither sees what the other knows. */
static enum ks_status look_at(struct weighing *w, const char *key)
{
	const struct ks_coalition *now = w->ctx->coalition;
	struct ks_case before = { .key = "" }, after = { .key = "" };
	struct ks_comparison comparison;
	enum ks_status status =
		ks_case_read_on(w->ctx->store, now, key, w->ctx->today, &before);

	if (status == KS_OK)
		status = ks_case_read_on(w->ctx->store, w->after, key, w->ctx->today, &after);
	if (status != KS_OK)
		return status;
	note_forgotten(w, &before, &after);
	comparison = ks_compare(&w->scratch, decide(w, now, &before), decide(w, w->after, &after));
	w->totals.cases++;
	return ks_compare_differs(&comparison) ? keep_difference(w, key, &comparison) : KS_OK;
}

/* ---- the caseload -------------------------------------------------------- */

static enum ks_status look_at_all(struct weighing *w)
{
	const char **keys = NULL;
	size_t n = 0;
	enum ks_status status = ks_caseload(w->ctx->store, &keys, &n);
	struct ks_arena *own = ks_store_lend(w->ctx->store, &w->scratch);
	struct ks_progress progress;

	ks_progress_begin(&progress, w->ctx->out, n);
	for (size_t i = 0; i < n && status == KS_OK; i++) {
		ks_arena_init(&w->scratch);
		status = look_at(w, keys[i]);
		ks_arena_release(&w->scratch);
		ks_progress_step(&progress, i + 1);
	}
	ks_progress_end(&progress);
	ks_store_lend(w->ctx->store, own);
	report_forgotten(w);
	return status;
}

static void show(const struct weighing *w)
{
	bool totals_only = !ks_may(w->ctx, KS_DEED_LIST);
	const struct ks_impact_view view = {
		.before = w->ctx->coalition,
		.after = w->after,
		.day = w->ctx->today,
		.cases = totals_only ? NULL : w->cases,
		.n_cases = totals_only ? 0 : w->n,
		.totals = w->totals,
		.totals_only = totals_only,
	};

	for (size_t i = 0; i < view.n_cases; i++)
		ks_store_seen(w->ctx->store, view.cases[i].key);
	ks_write_impact(w->ctx->out, &view);
}

/* Nothing to read is wrong input here, not a broken place to work in. */
static enum ks_status load_other(struct weighing *w)
{
	const struct ks_load_options options = { .examples = false };
	struct ks_ctx *ctx = w->ctx;
	enum ks_status status;

	if (ks_is_unknown_routes(ctx->arena, ctx->diag, ctx->env, ctx->args[0]))
		return KS_INPUT;
	status = ks_load(ctx->arena, ks_find_routes(ctx->arena, ctx->env, ctx->args[0]), &options,
			 ctx->diag, &w->after);
	return status == KS_OK ? KS_OK : KS_INPUT;
}

static enum ks_status weigh_all(struct weighing *w, const struct impact_opts *o)
{
	enum ks_status status = look_at_all(w);

	if (status != KS_OK)
		return status;
	show(w);
	return o->fail_if == FAIL_IF_LOST && w->totals.lost ? KS_FOUND : KS_OK;
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts_ptr)
{
	struct weighing w = { .ctx = ctx };
	enum ks_status status = load_other(&w);

	if (status != KS_OK)
		return status;
	status = ks_store_begin(ctx->store, KS_EXECUTE, "cards-impact", __func__);
	return status == KS_OK ? ks_finish(ctx, weigh_all(&w, opts_ptr)) : status;
}

const struct ks_cmd ks_cmd_cards_impact = {
	.name = "impact",
	.summary = KS_MSG_summary_cards_impact,
	.help = KS_MSG_help_cards_impact,
	.usage = "NEWDIR",
	.opts = opts,
	.opts_size = sizeof(struct impact_opts),
	.needs = KS_NEED_CARDS | KS_NEED_STORE,
	.deed = KS_DEED_TOTALS,
	.min_args = 1,
	.max_args = 1,
	.run = run,
};
