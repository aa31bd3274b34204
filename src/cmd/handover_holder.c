/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Nothing ends without a next holder (docs/handover.md): after a no of the
 * receiver somebody takes it up, or it is written down that it rests with the
 * parents.
 */
#include "handover.h"
#include "ks/base/arena.h"
#include "ks/store/todo.h"

/* Is it the help itself, or what the menukaart offers in its place, down the chain? */
static bool is_instead_of(const struct ks_ctx *ctx, const char *help, const char *intervention)
{
	const struct ks_intervention *iv = ks_find_intervention(ctx->coalition, intervention);

	for (size_t i = 0; iv && i <= ctx->coalition->n_interventions; i++, iv = iv->alternative)
		if (ks_streq(iv->id, help))
			return true;
	return false;
}

/* Made after the no, and not itself ended by one or withdrawn. */
static bool takes_up(const struct ks_ctx *ctx, const struct ks_handover *later,
		     const struct ks_handover *h)
{
	const struct ks_handover_move *last = ks_handover_last(later, KS_ALL_DAYS);

	if (!last || last->status == KS_H_WITHDRAWN ||
	    later->moves[0].seq < ks_handover_no(h)->seq || ks_handover_no(later))
		return false;
	if (h->step_id && ks_streq(later->step_id, h->step_id))
		return true;
	if (!h->intervention)
		return !h->step_id;
	return later->intervention && is_instead_of(ctx, later->intervention, h->intervention);
}

static enum ks_status has_holder(struct ks_ctx *ctx, const struct ks_handover *h, bool *has)
{
	const struct ks_handover_filter filter = { .case_key = h->case_key };
	struct ks_handover *all = NULL;
	size_t n = 0;
	enum ks_status status = ks_handover_list(ctx->store, &filter, &all, &n);

	*has = false;
	for (size_t i = 0; i < n && !status && !*has; i++)
		*has = takes_up(ctx, &all[i], h);
	return status;
}

enum ks_status ks_handovers_unheld(struct ks_ctx *ctx, const char *id, struct ks_handover **items,
				   size_t *n)
{
	const char **ids = NULL;
	size_t n_ids = 0;
	enum ks_status status = ks_todo_unheld(ctx->store, id, &ids, &n_ids);

	*items = NULL;
	*n = 0;
	for (size_t i = 0; i < n_ids && !status; i++) {
		struct ks_handover h = { .id = NULL };
		bool has = true;

		status = ks_handover_read(ctx->store, ids[i], &h);
		if (!status && ks_handover_no(&h))
			status = has_holder(ctx, &h, &has);
		if (!status && !has)
			*(struct ks_handover *)ks_grow(ctx->arena, items, n, sizeof(h)) = h;
	}
	return status;
}
