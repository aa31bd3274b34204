/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ks cards impact: every open case under the present files and under others.
 * A case that the difference cannot concern is only counted. The others are
 * looked at one by one in memory of their own; only what differs outlives the
 * look, and for who may see totals alone only what is counted.
 */
#include <stdlib.h>
#include <string.h>

#include "cards.h"
#include "ks/base/arena.h"
#include "ks/cards/load.h"
#include "ks/cmd/place.h"
#include "ks/engine/affected.h"
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
	bool totals_only;		/* who asks sees no cases: none is kept */
	struct ks_impact_case *cases;
	size_t n;
	struct ks_impact_totals totals;
	struct ks_progress progress;
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

static enum ks_status find_orphans(struct weighing *w, struct ks_arena *arena,
				   const struct ks_comparison *comparison,
				   struct ks_impact_case *item)
{
	struct ks_open_step *open = NULL;
	size_t n = 0;
	enum ks_status status = KS_OK;

	if (ks_shifts_count(&item->shifts, KS_LOST))
		status = ks_handover_open_steps(w->ctx->store, item->key, &open, &n);
	for (size_t i = 0; i < n; i++) {
		const char **slot;

		if (!is_lost(comparison, open[i].step))
			continue;
		slot = ks_grow(arena, &item->orphaned, &item->n_orphaned, sizeof(*item->orphaned));
		*slot = ks_strdup(arena, open[i].handover);
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

/* What is shown later outlives the case; what is only counted does not. */
static enum ks_status count_difference(struct weighing *w, struct ks_arena *scratch,
				       const char *key, const struct ks_comparison *comparison)
{
	struct ks_arena *arena = w->totals_only ? scratch : w->ctx->arena;
	struct ks_impact_case counted = { .key = key }, *item = &counted;
	enum ks_status status;

	if (!w->totals_only) {
		item = ks_grow(arena, &w->cases, &w->n, sizeof(*item));
		item->key = ks_strdup(arena, key);
	}
	item->shifts = ks_shifts_of(arena, comparison);
	status = find_orphans(w, arena, comparison, item);
	count(&w->totals, item);
	return status;
}

/* As each coalition understands it, so that neither sees what the other knows. */
static enum ks_status compare(struct weighing *w, const struct ks_case *cases,
			      struct ks_arena *scratch)
{
	const struct ks_coalition *const c[] = { w->ctx->coalition, w->after };
	const struct ks_route *routes[2];
	struct ks_comparison comparison;
	enum ks_status status = KS_OK;

	note_forgotten(w, &cases[0], &cases[1]);
	for (int i = 0; i < 2; i++)
		routes[i] = ks_route_outline(scratch, c[i], &cases[i].family, w->ctx->today);
	comparison = ks_compare(scratch, routes[0], routes[1]);
	if (ks_compare_differs(&comparison))
		status = count_difference(w, scratch, cases[0].key, &comparison);
	return status;
}

/*
 * Not one of the cases that are not read has an answer that would be forgotten:
 * what can be asked is the same then.
 */
static enum ks_status look_at(void *context, const struct ks_case *cases, struct ks_arena *scratch)
{
	struct weighing *w = context;

	ks_progress_step(&w->progress, ++w->totals.cases);
	return cases ? compare(w, cases, scratch) : KS_OK;
}

/* ---- the caseload -------------------------------------------------------- */

static int compare_keys(const void *left, const void *right)
{
	const struct ks_impact_case *a = left, *b = right;

	return strcmp(a->key, b->key);
}

static enum ks_status look_at_all(struct weighing *w)
{
	const struct ks_coalition *const c[] = { w->ctx->coalition, w->after };
	const struct ks_affected affected = ks_affected_by(w->ctx->arena, c[0], c[1]);
	enum ks_status status;

	w->totals_only = !ks_may(w->ctx, KS_DEED_LIST);
	ks_progress_begin(&w->progress, w->ctx->out, ks_open_cases(w->ctx->store));
	status = ks_caseload(w->ctx->store, c, &affected, w->ctx->today, look_at, w);
	ks_progress_end(&w->progress);
	if (w->n)
		qsort(w->cases, w->n, sizeof(*w->cases), compare_keys);
	report_forgotten(w);
	return status;
}

static void show(const struct weighing *w)
{
	const struct ks_impact_view view = {
		.before = w->ctx->coalition,
		.after = w->after,
		.day = w->ctx->today,
		.cases = w->cases,
		.n_cases = w->n,
		.totals = w->totals,
		.totals_only = w->totals_only,
	};

	for (size_t i = 0; i < view.n_cases; i++)
		ks_store_seen(w->ctx->store, view.cases[i].key);
	ks_write_impact(w->ctx->out, &view);
}

/* Nothing to read is wrong input here, not a broken place to work in. */
static enum ks_status load_other(struct weighing *w)
{
	const struct ks_load_options options = { .written = true };
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
	.needs = KS_NEED_CARDS | KS_NEED_WRITTEN | KS_NEED_STORE,
	.deed = KS_DEED_TOTALS,
	.min_args = 1,
	.max_args = 1,
	.run = run,
};
