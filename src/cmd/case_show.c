/* SPDX-License-Identifier: EUPL-1.2 */
/* ks case show: everything that happened in a case, in order of time. */
#include <stdlib.h>

#include "case.h"
#include "ks/base/arena.h"
#include "ks/cmd/route_changes.h"
#include "ks/cmd/weigh.h"
#include "ks/output/cases.h"
#include "ks/store/handovers.h"

/* Events as they are gathered: within a day in order of recording, then of gathering. */
struct entry {
	struct ks_case_event event;
	long long seq;
	size_t order;
};

struct gathering {
	struct ks_ctx *ctx;
	const char *key;
	struct entry *entries;
	size_t n;
};

static void add(struct gathering *g, long long seq, struct ks_case_event event)
{
	struct entry *entry = ks_grow(g->ctx->arena, &g->entries, &g->n, sizeof(*entry));

	entry->event = event;
	entry->seq = seq;
	entry->order = g->n;
}

static enum ks_status gather_facts(struct gathering *g)
{
	struct ks_fact_row *rows = NULL;
	size_t n = 0;
	enum ks_status status = ks_case_facts(g->ctx->store, g->key, &rows, &n);

	for (size_t i = 0; i < n && status == KS_OK; i++)
		add(g, rows[i].seq, (struct ks_case_event){ .kind = KS_EVENT_FACT,
					       .date = rows[i].date,
					       .user = rows[i].user,
					       .name = ks_fact_words[rows[i].fact],
					       .value = rows[i].value });
	return status;
}

static void gather_answers(struct gathering *g, const struct ks_case *data, int screening)
{
	for (size_t i = 0; i < data->n_answers; i++) {
		const struct ks_answer_row *row = &data->answers[i];

		if (row->answer.screening == screening)
			add(g, row->seq, (struct ks_case_event){
				       .kind = KS_EVENT_ANSWER,
				       .date = row->answer.date,
				       .name = row->factor_id,
				       .value = ks_by_words[row->answer.by],
				       .word = ks_reply_words[row->answer.reply],
				       .subject = ks_subject_words[row->answer.subject],
				       .number = screening,
				       .other = row->superseded_by });
	}
}

static void gather_screenings(struct gathering *g, const struct ks_case *data)
{
	for (size_t i = 0; i < data->n_screenings; i++) {
		const struct ks_screening *s = &data->screenings[i];

		add(g, s->seq, (struct ks_case_event){ .kind = KS_EVENT_SCREENING,
					       .date = s->date,
					       .user = s->user,
					       .value = s->raised == KS_NO_CLASS
								? NULL
								: ks_class_words[s->raised],
					       .word = ks_joint_words[s->judgement],
					       .note = s->because,
					       .origin = s->origin,
					       .number = s->number,
					       .other = s->corrects });
		gather_answers(g, data, s->number);
	}
}

static void gather_scores(struct gathering *g, const struct ks_case *data)
{
	struct ks_arena *arena = g->ctx->arena;

	for (size_t i = 0; i < data->n_scores; i++) {
		const struct ks_score_row *row = &data->scores[i];
		const struct ks_score *score = &row->score;
		const char *id = score->instrument->id;

		if (row->taken_back)
			continue;
		add(g, row->seq, (struct ks_case_event){
			       .kind = KS_EVENT_SCORE,
			       .date = score->date,
			       .name = score->item ? ks_fmt(arena, "%s.%s", id, score->item) : id,
			       .value = score->outcome ? score->outcome
						       : ks_fmt(arena, "%d", score->value),
			       .other = row->superseded_by });
	}
}

/* Every kept route, and what changed since the one before it. */
static enum ks_status gather_routes(struct gathering *g)
{
	struct ks_kept_route *routes = NULL;
	struct ks_route_change *changes = NULL;
	size_t n = 0;
	enum ks_status status = ks_routes_of(g->ctx->store, g->key, &routes, &n);

	if (status == KS_OK)
		status = ks_route_changes(g->ctx, routes, n, &changes);
	for (size_t i = 0; i < n && status == KS_OK; i++)
		add(g, routes[i].seq, (struct ks_case_event){
					      .kind = KS_EVENT_ROUTE,
					      .date = routes[i].date,
					      .name = routes[i].id,
					      .word = ks_class_words[routes[i].class_now],
					      .number = (int)routes[i].n_steps,
					      .change = i ? &changes[i - 1] : NULL });
	return status;
}

static const char *receiver(const struct ks_handover *handover)
{
	return handover->to_organisation ? handover->to_organisation : handover->to_role;
}

static void gather_moves(struct gathering *g, const struct ks_handover *handover)
{
	for (size_t i = 0; i < handover->n_moves; i++) {
		const struct ks_handover_move *move = &handover->moves[i];

		add(g, move->seq, (struct ks_case_event){ .kind = KS_EVENT_MOVE,
					       .date = move->date,
					       .user = move->user,
					       .name = handover->id,
					       .value = receiver(handover),
					       .word = ks_handover_status_words[move->status],
					       .note = move->note,
					       .undone = move->undone });
	}
}

static enum ks_status gather_handovers(struct gathering *g)
{
	const struct ks_handover_filter filter = { .case_key = g->key };
	struct ks_handover *items = NULL;
	size_t n = 0;
	enum ks_status status = ks_handover_list(g->ctx->store, &filter, &items, &n);

	for (size_t i = 0; i < n && status == KS_OK; i++)
		gather_moves(g, &items[i]);
	return status;
}

static enum ks_status gather_notes(struct gathering *g)
{
	struct ks_note *notes = NULL;
	size_t n = 0;
	enum ks_status status = ks_notes_of(g->ctx->store, g->key, &notes, &n);

	for (size_t i = 0; i < n && status == KS_OK; i++) {
		struct ks_note_view *view = KS_NEW(g->ctx->arena, struct ks_note_view);

		*view = ks_note_view_of(g->ctx, &notes[i]);
		add(g, notes[i].seq, (struct ks_case_event){ .kind = KS_EVENT_NOTE,
							     .date = notes[i].date,
							     .user = notes[i].user,
							     .said = view });
	}
	return status;
}

static int compare(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;

	if (a->event.date != b->event.date)
		return a->event.date < b->event.date ? -1 : 1;
	if (a->seq != b->seq)
		return a->seq < b->seq ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

static const struct ks_case_event *in_order(struct gathering *g)
{
	struct ks_case_event *events = KS_NEW_N(g->ctx->arena, g->n + 1, struct ks_case_event);

	if (g->n)
		qsort(g->entries, g->n, sizeof(*g->entries), compare);
	for (size_t i = 0; i < g->n; i++)
		events[i] = g->entries[i].event;
	return events;
}

static enum ks_status gather(struct gathering *g, const struct ks_weighed *weighed)
{
	enum ks_status status = gather_facts(g);

	gather_screenings(g, &weighed->data);
	gather_scores(g, &weighed->data);
	if (status == KS_OK)
		status = gather_routes(g);
	if (status == KS_OK)
		status = gather_handovers(g);
	return status == KS_OK ? gather_notes(g) : status;
}

enum ks_status ks_case_page(struct ks_ctx *ctx, const char *key, bool given_out)
{
	struct gathering g = { .ctx = ctx, .key = key };
	struct ks_weighed weighed;
	enum ks_status status = ks_weigh(ctx, key, &weighed);

	if (status == KS_OK)
		status = gather(&g, &weighed);
	if (status == KS_OK) {
		const struct ks_case_view view = {
			.given_out = given_out,
			.screen = ks_screen_view_of(ctx, &weighed),
			.events = in_order(&g),
			.n_events = g.n,
			.unknown_factors = weighed.data.unknown_factors,
			.n_unknown_factors = weighed.data.n_unknown_factors,
		};

		ks_write_case(ctx->out, &view);
	}
	return status;
}

static enum ks_status show(struct ks_ctx *ctx)
{
	char key[KS_KEY_SIZE];
	enum ks_status status = ks_case_find(ctx->store, ctx->args[0], key);

	if (status != KS_OK)
		return status;
	ks_store_about(ctx->store, key, NULL);
	return ks_case_page(ctx, key, false);
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts_ptr)
{
	enum ks_status status = ks_store_begin(ctx->store, KS_READ, "case-show", __func__);

	(void)opts_ptr;
	return status == KS_OK ? ks_finish(ctx, show(ctx)) : status;
}

const struct ks_cmd ks_cmd_case_show = {
	.name = "show",
	.summary = KS_MSG_help_case_show_summary,
	.help = KS_MSG_help_case_show,
	.usage = "CASE",
	.needs = KS_NEED_CARDS | KS_NEED_STORE | KS_NEED_FAMILY,
	.min_args = 1,
	.max_args = 1,
	.run = run,
};
