/* SPDX-License-Identifier: EUPL-1.2 */
/* Two histories of one handover: see engine/parcel.h. */
#include "ks/engine/parcel.h"

#include "ks/base/arena.h"
#include "ks/base/str.h"

/* What counts now: statuses, the last on top; a correction takes the top away. */
struct history {
	enum ks_handover_status *statuses;
	size_t n;
	ks_day last;
};

/* The words said with a move may have stayed behind; who did what when has not. */
static bool is_same(const struct ks_parcel_move *a, const struct ks_parcel_move *b)
{
	return a->verb == b->verb && a->status == b->status && a->date == b->date &&
	       a->until == b->until && ks_streq(a->at, b->at) && ks_streq(a->by.role, b->by.role) &&
	       ks_streq(a->by.organisation, b->by.organisation) &&
	       ks_streq(a->by.user, b->by.user) && ks_streq(a->reason, b->reason) &&
	       ks_streq(a->outcome, b->outcome) && ks_streq(a->present, b->present);
}

static bool takes_back(struct history *h, enum ks_handover_status status)
{
	if (h->n < 2 || h->statuses[h->n - 2] != status)
		return false;
	h->n--;
	return true;
}

/* How it begins: asked at once, or as a draft first. */
static bool is_begin(const struct ks_parcel_move *move)
{
	return move->verb == KS_VERB_NEW &&
	       (move->status == KS_H_REQUESTED || move->status == KS_H_DRAFT);
}

static bool is_legal(const struct history *h, const struct ks_parcel_move *move)
{
	if (!h->n)
		return is_begin(move);
	return ks_loop_next(h->statuses[h->n - 1], move->verb) == (int)move->status;
}

static enum ks_merge_result take(struct history *h, const struct ks_parcel_move *move)
{
	if (h->n && move->date < h->last)
		return KS_MERGE_DATE;
	if (move->verb == KS_VERB_CORRECT ? !takes_back(h, move->status) : !is_legal(h, move))
		return KS_MERGE_ILLEGAL;
	if (move->verb != KS_VERB_CORRECT)
		h->statuses[h->n++] = move->status;
	h->last = move->date;
	return KS_MERGE_OK;
}

/* What is ours was judged when it was recorded. */
static void take_ours(struct history *h, const struct ks_parcel_move *move)
{
	if (move->verb != KS_VERB_CORRECT)
		h->statuses[h->n++] = move->status;
	else if (h->n > 1)
		h->n--;
	h->last = move->date;
}

/* Their moves that we have too come first, in our order; false when they do not. */
static bool align(const struct ks_parcel_move *ours, size_t n_ours,
		  const struct ks_parcel_move *theirs, size_t n_theirs, struct ks_merge *merge)
{
	size_t mine = 0;

	merge->first_new = n_theirs;
	for (size_t i = 0; i < n_theirs; i++) {
		size_t found = mine;

		while (found < n_ours && !is_same(&ours[found], &theirs[i]))
			found++;
		merge->culprit = i;
		if (found == n_ours) {
			merge->first_new = i < merge->first_new ? i : merge->first_new;
		} else if (merge->first_new < i) {
			return false;
		} else {
			mine = found + 1;
		}
	}
	return !n_ours || merge->first_new > 0;
}

struct ks_merge ks_parcel_merge(struct ks_arena *arena, const struct ks_parcel_move *ours,
				size_t n_ours, const struct ks_parcel_move *theirs, size_t n_theirs)
{
	struct ks_merge merge = { .result = KS_MERGE_APART };
	struct history h = {
		.statuses = KS_NEW_N(arena, n_ours + n_theirs + 1, enum ks_handover_status)
	};

	if (!align(ours, n_ours, theirs, n_theirs, &merge))
		return merge;
	merge.result = KS_MERGE_OK;
	for (size_t i = 0; i < n_ours; i++)
		take_ours(&h, &ours[i]);
	for (size_t i = merge.first_new; i < n_theirs && merge.result == KS_MERGE_OK; i++) {
		merge.culprit = i;
		merge.before = h.n ? h.statuses[h.n - 1] : KS_H_DRAFT;
		merge.result = take(&h, &theirs[i]);
	}
	return merge;
}
