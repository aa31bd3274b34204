/* SPDX-License-Identifier: EUPL-1.2 */
/* What a page with a route needs beside the route. */
#include "ks/cmd/route_show.h"

#include <string.h>

#include "handover.h"
#include "ks/base/arena.h"
#include "ks/cmd/changes.h"
#include "ks/store/handovers.h"
#include "ks/store/notes.h"
#include "route.h"

void ks_route_sign(struct ks_arena *arena, const struct ks_route *route, char out[KS_SHA256_HEX])
{
	struct ks_buf buf;

	ks_buf_init(&buf, arena);
	ks_route_signature(route, &buf);
	ks_sha256(buf.text, buf.len, out);
}

/* ---- what became of each step -------------------------------------------- */

static const struct ks_handover_move *last_move(const struct ks_handover *handover)
{
	for (size_t i = handover->n_moves; i > 0; i--)
		if (!handover->moves[i - 1].undone)
			return &handover->moves[i - 1];
	return NULL;
}

/* The handover of a step that was begun last; one without a move had not begun. */
static const struct ks_handover *latest_of(const struct ks_handover *items, size_t n,
					   const char *step_id)
{
	const struct ks_handover *latest = NULL;

	for (size_t i = 0; i < n; i++) {
		if (!items[i].n_moves || !ks_handover_is_about(&items[i], step_id))
			continue;
		if (!latest || strcmp(items[i].moves[0].at, latest->moves[0].at) >= 0)
			latest = &items[i];
	}
	return latest;
}

/* What was recorded about the steps of a route. */
struct recorded {
	struct ks_handover *handovers;
	struct ks_note *notes;
	size_t n_handovers, n_notes;
};

static ks_day since(const struct ks_route_step *step)
{
	ks_day first = step->reasons[0].since;

	for (size_t i = 1; i < step->n_reasons; i++)
		if (step->reasons[i].since < first)
			first = step->reasons[i].since;
	return first;
}

/* An own step is not passed on: a note says that it is done (`ks case note --done`). */
static const char *status_of(const struct ks_route_step *step, const struct recorded *recorded)
{
	const struct ks_handover *latest =
		latest_of(recorded->handovers, recorded->n_handovers, step->id);
	const struct ks_handover_move *move = latest ? last_move(latest) : NULL;

	if (step->already)
		return "already";
	if (move)
		return ks_handover_status_words[move->status];
	return ks_note_settled(recorded->notes, recorded->n_notes, step->id, since(step))
		       ? ks_handover_status_words[KS_H_COMPLETED]
		       : "open";
}

/* Leaves out what was recorded after a seq. */
static void rewind_to(struct recorded *recorded, long long seq)
{
	if (seq == KS_ALL_SEQS)
		return;
	for (size_t i = 0; i < recorded->n_handovers; i++)
		ks_handover_rewind(&recorded->handovers[i], seq);
	while (recorded->n_notes && recorded->notes[recorded->n_notes - 1].seq > seq)
		recorded->n_notes--;
}

enum ks_status ks_route_statuses(struct ks_ctx *ctx, const char *key, const struct ks_route *route,
				 long long seq, const char *const **statuses)
{
	const struct ks_handover_filter filter = { .case_key = key };
	const char **words = KS_NEW_N(ctx->arena, route->n_steps + 1, const char *);
	struct recorded recorded = { NULL, NULL, 0, 0 };
	enum ks_status status = ks_handover_list(ctx->store, &filter, &recorded.handovers,
						 &recorded.n_handovers);

	if (status == KS_OK)
		status = ks_notes_of(ctx->store, key, &recorded.notes, &recorded.n_notes);
	rewind_to(&recorded, seq);
	for (size_t i = 0; i < route->n_steps; i++)
		words[i] = status_of(&route->steps[i], &recorded);
	*statuses = words;
	return status;
}

/* ---- who asked whom ------------------------------------------------------ */

/* The organisation where it is known: the role says less. */
static const char *party_name(struct ks_ctx *ctx, const char *role, const char *organisation)
{
	struct ks_party party = ks_party_of(ctx, role, organisation, NULL);

	return party.organisation ? party.organisation : party.label;
}

/* As ks_handover_is_about() reads it: a page that keeps a step back keeps this back too. */
static const char *step_of(struct ks_ctx *ctx, const struct ks_handover *h)
{
	if (h->step_id || !h->intervention)
		return h->step_id;
	return ks_fmt(ctx->arena, "%s@%s", h->intervention, h->to_role);
}

static struct ks_asked asked_of(struct ks_ctx *ctx, const struct ks_handover *h, ks_day day)
{
	const struct ks_handover_move *last = ks_handover_last(h, day);
	const struct ks_named what = ks_step_named(ctx, h->intervention, h->step_id);
	struct ks_loop_state state;
	struct ks_loop_terms terms;

	ks_handover_state(h, day, &state);
	terms = ks_loop_terms_on(&state, day);
	return (struct ks_asked){
		.help = h->intervention ? ks_find_intervention(ctx->coalition, h->intervention) :
					  NULL,
		.step_id = step_of(ctx, h),
		.card = h->card ? ks_find_card(ctx->coalition, h->card) : NULL,
		.with_ground = h->ground != NULL,
		.what = what.label ? what.label : h->ask,
		.to = party_name(ctx, h->to_role, h->to_organisation),
		.from = party_name(ctx, h->from_role, h->from_organisation),
		.date = h->moves[0].date,
		.status = last->status,
		.handover = h->id,
		.next_by = terms.next_by,
		.overdue = terms.overdue,
	};
}

/* ---- what stayed where the family lived ---------------------------------- */

/* Nobody there hears of a move, and a handover does not move along by itself. */
static bool was_left(struct ks_ctx *ctx, const struct ks_handover *h, const char *here,
		     const struct ks_fact_row *facts, size_t n)
{
	const struct ks_party to = ks_party_of(ctx, h->to_role, h->to_organisation, NULL);
	bool served = false;

	for (size_t i = 0; i < n && !served; i++)
		served = facts[i].fact == KS_FACT_MUNICIPALITY && facts[i].value &&
			 ks_party_serves(ctx, &to, facts[i].value);
	return served && !ks_party_serves(ctx, &to, here) && ks_handover_is_under_way(h);
}

static enum ks_status find_left(struct ks_ctx *ctx, const char *key,
				const struct ks_handover *items, size_t n,
				struct ks_route_view *view)
{
	struct ks_handover_view *left = KS_NEW_N(ctx->arena, n + 1, struct ks_handover_view);
	const char *here = view->family->municipality;
	struct ks_fact_row *facts = NULL;
	size_t n_facts = 0;
	enum ks_status status = KS_OK;

	if (n && here)
		status = ks_case_facts(ctx->store, key, &facts, &n_facts);
	view->left = left;
	for (size_t i = 0; i < n && status == KS_OK; i++)
		if (was_left(ctx, &items[i], here, facts, n_facts))
			ks_handover_view_make(ctx, &items[i], &left[view->n_left++]);
	return status;
}

enum ks_status ks_route_asked(struct ks_ctx *ctx, const char *key, ks_day day,
			      struct ks_route_view *view)
{
	const struct ks_handover_filter filter = { .case_key = key, .open_only = true };
	struct ks_handover *items = NULL;
	struct ks_asked *asked;
	size_t n = 0;
	enum ks_status status = ks_handover_list(ctx->store, &filter, &items, &n);

	asked = KS_NEW_N(ctx->arena, n + 1, struct ks_asked);
	view->asked = asked;
	for (size_t i = 0; status == KS_OK && i < n; i++)
		if (ks_handover_last(&items[i], day))
			asked[view->n_asked++] = asked_of(ctx, &items[i], day);
	return status == KS_OK ? find_left(ctx, key, items, n, view) : status;
}

/* ---- the view ------------------------------------------------------------ */

struct ks_route_view ks_route_view_of(struct ks_ctx *ctx, const struct ks_weighed *weighed)
{
	const char *const *facts = weighed->data.facts;
	struct ks_route_view view = {
		.screen = ks_screen_view_of(ctx, weighed),
		.family = &weighed->data.family,
		.own_role = ctx->actor.role,
		.proud = facts[KS_FACT_PROUD],
		.wish = facts[KS_FACT_WISH],
		.interpreter = facts[KS_FACT_INTERPRETER],
		.safe_contact = facts[KS_FACT_SAFE_CONTACT],
		.closed = KS_NO_DAY,
	};

	if (facts[KS_FACT_CLOSED])
		ks_parse_date(facts[KS_FACT_CLOSED], &view.closed);
	ks_score_changes(ctx, &weighed->data, &view.score_changes, &view.n_score_changes);
	view.before = ks_changes_since(ctx, weighed, &view.changes, &view.n_changes);
	return view;
}

/* ---- the view of a run ---------------------------------------------------- */

enum ks_status ks_routing_view(const struct ks_routing *r, const struct ks_weighed *weighed,
			       struct ks_route_view *out)
{
	*out = ks_route_view_of(r->ctx, weighed);
	out->id = r->keeping.id;
	out->kept = r->keeping.kept;
	out->sha256 = r->keeping.sha256;
	out->alone = r->o->alone;
	out->parents = r->o->parents;
	out->why = r->o->why;
	return ks_route_statuses(r->ctx, r->key, weighed->route, KS_ALL_SEQS, &out->statuses);
}
