/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * `ks todo`: what waits, the overdue first. An item is shown to who has to
 * act and to who follows the family, because the sender of a handover wants to
 * know that no answer came. Without --role it is the role of who asks.
 */
#include <stdlib.h>
#include <string.h>

#include "handover.h"
#include "ks/base/arena.h"
#include "ks/base/near.h"
#include "ks/cmd/commands.h"
#include "ks/engine/family.h"
#include "ks/output/todo.h"
#include "ks/store/todo.h"

#define A_WEEK 7

struct todo_opts {
	const char *role, *organisation;
	bool all, ics;
	int fail_if;
};

/* Closed list of --fail-if. */
static const char *const fail_words[] = { "overdue", NULL };

struct gathering {
	struct ks_ctx *ctx;
	struct ks_todo_view *view;
	struct ks_todo_screening *intakes;	/* not finished */
	size_t n_intakes;
};

/* ---- whose --------------------------------------------------------------- */

static bool is_asked_for(const struct ks_todo_view *view, const struct ks_party *party)
{
	if (view->role && !(party->role && ks_streq(party->role, view->role)))
		return false;
	return !view->organisation ||
	       (party->organisation && ks_streq(party->organisation, view->organisation));
}

static enum ks_todo_when when_of(ks_day due, ks_day today)
{
	if (due == KS_NO_DAY || due > today + A_WEEK)
		return KS_TODO_LATER;
	if (due < today)
		return KS_TODO_OVERDUE;
	return due == today ? KS_TODO_TODAY : KS_TODO_WEEK;
}

static bool is_incomplete(const struct gathering *g, const char *key)
{
	for (size_t i = 0; i < g->n_intakes; i++)
		if (ks_streq(g->intakes[i].case_key, key))
			return true;
	return false;
}

static void add_item(const struct gathering *g, const struct ks_todo_item *item)
{
	struct ks_todo_view *view = g->view;
	struct ks_todo_item *slot;

	if (!is_asked_for(view, &item->acts) && !is_asked_for(view, &item->from))
		return;
	slot = ks_grow(g->ctx->arena, &view->items, &view->n, sizeof(*slot));
	*slot = *item;
	slot->when = when_of(item->due, g->ctx->today);
	slot->incomplete = is_incomplete(g, item->case_key);
}

/* ---- handovers ----------------------------------------------------------- */

/* What a status asks for; KS_TODO_KINDS: nothing. */
static enum ks_todo_kind kind_of(enum ks_handover_status status)
{
	static const enum ks_todo_kind kinds[KS_H_STATUSES] = {
		[KS_H_DRAFT] = KS_TODO_SEND,	       [KS_H_REQUESTED] = KS_TODO_ANSWER,
		[KS_H_RECEIVED] = KS_TODO_ANSWER,      [KS_H_ACCEPTED] = KS_TODO_CONTACT,
		[KS_H_DECLINED] = KS_TODO_OTHER_WAY,   [KS_H_WAITING] = KS_TODO_WAITING,
		[KS_H_SCHEDULED] = KS_TODO_APPOINTMENT, [KS_H_NO_SHOW] = KS_TODO_RESCHEDULE,
		[KS_H_MET] = KS_TODO_START,	       [KS_H_STARTED] = KS_TODO_KINDS,
		[KS_H_COMPLETED] = KS_TODO_FEEDBACK,   [KS_H_STOPPED] = KS_TODO_FEEDBACK,
		[KS_H_WITHDRAWN] = KS_TODO_KINDS,      [KS_H_CLOSED] = KS_TODO_KINDS,
	};

	return kinds[status];
}

/*
 * An appointment waits for its own day; after a no, and while it is a draft, the
 * step is still to be done by its own; the rest waits for the term that stands.
 */
static ks_day due_of(const struct ks_handover_view *h)
{
	if (h->status == KS_H_SCHEDULED && h->until != KS_NO_DAY)
		return h->until;
	if ((h->status == KS_H_DECLINED || h->status == KS_H_DRAFT) && h->due != KS_NO_DAY)
		return h->due;
	return h->terms.next_by;
}

/* Drafts and the way on after a no are the sender's. */
static bool is_senders(enum ks_todo_kind kind)
{
	return kind == KS_TODO_SEND || kind == KS_TODO_OTHER_WAY;
}

/* What rests on consent that runs out while the help is still to come or going on. */
static void add_expiry(const struct gathering *g, const struct ks_handover_view *h)
{
	bool is_over = h->status == KS_H_DECLINED || h->status == KS_H_COMPLETED ||
		       h->status == KS_H_STOPPED;

	if (is_over || !h->has_consent || h->consent_until == KS_NO_DAY ||
	    h->consent_revoked != KS_NO_DAY)
		return;
	add_item(g, &(struct ks_todo_item){ .kind = KS_TODO_CONSENT,
					    .due = h->consent_until,
					    .case_key = h->case_key,
					    .handover = h->id,
					    .step = h->step,
					    .what = h->intervention,
					    .acts = h->from,
					    .from = h->from,
					    .to = h->to });
}

static void add_handover(const struct gathering *g, const struct ks_handover *handover)
{
	struct ks_handover_view h;
	struct ks_loop_state state;
	enum ks_todo_kind kind;

	ks_handover_state(handover, KS_ALL_DAYS, &state);
	if (state.case_ended)
		return;
	kind = kind_of(state.status);
	ks_handover_view_make(g->ctx, handover, &h);
	add_expiry(g, &h);
	/* Not wanted by the parent before anybody was asked: nobody owes anything. */
	if (kind == KS_TODO_KINDS || (kind == KS_TODO_FEEDBACK && state.requested == KS_NO_DAY))
		return;
	add_item(g, &(struct ks_todo_item){ .kind = kind,
					    .due = due_of(&h),
					    .case_key = h.case_key,
					    .handover = h.id,
					    .route = h.route,
					    .step = h.step,
					    .what = h.intervention,
					    .acts = is_senders(kind) ? h.from : h.to,
					    .from = h.from,
					    .to = h.to,
					    .keeps_contact = h.keeps_contact,
					    .other_way = h.other_way });
}

static enum ks_status add_handovers(const struct gathering *g)
{
	struct ks_handover_filter filter = { .open_only = true };
	struct ks_handover *items = NULL;
	size_t n = 0;
	enum ks_status status = ks_handover_list(g->ctx->store, &filter, &items, &n);

	for (size_t i = 0; !status && i < n; i++)
		add_handover(g, &items[i]);
	return status;
}

static void add_holder(const struct gathering *g, const struct ks_handover *handover)
{
	struct ks_handover_view h;

	ks_handover_view_make(g->ctx, handover, &h);
	add_item(g, &(struct ks_todo_item){ .kind = KS_TODO_HOLDER,
					    .due = h.due != KS_NO_DAY ? h.due :
							ks_handover_days_on(handover, KS_ALL_DAYS)
								.ended,
					    .case_key = h.case_key,
					    .handover = h.id,
					    .route = h.route,
					    .step = h.step,
					    .what = h.intervention,
					    .acts = h.from,
					    .from = h.from,
					    .to = h.to });
}

/* What ended with a no of the receiver and nobody took up. */
static enum ks_status add_holders(const struct gathering *g)
{
	struct ks_handover *items = NULL;
	size_t n = 0;
	enum ks_status status = ks_handovers_unheld(g->ctx, NULL, &items, &n);

	for (size_t i = 0; !status && i < n; i++)
		add_holder(g, &items[i]);
	return status;
}

/* ---- steps and screenings ------------------------------------------------ */

static struct ks_party doer(struct ks_ctx *ctx, const struct ks_doer *by)
{
	return ks_party_of(ctx, by->role, by->organisation, NULL);
}

static void add_step(const struct gathering *g, const struct ks_todo_step *step)
{
	/* Before there is consent a step is nobody's business but the sender's. */
	struct ks_party from = doer(g->ctx, &step->kept_by);
	bool is_own = from.role && ks_streq(from.role, step->role);
	bool is_closed = step->opens != KS_NO_DAY && step->opens > g->ctx->today;

	add_item(g, &(struct ks_todo_item){ .kind = is_own ? KS_TODO_OWN_STEP : KS_TODO_STEP,
					    .due = is_closed ? step->opens : step->due,
					    .case_key = step->case_key,
					    .route = step->route,
					    .step = step->id,
					    .number = step->number,
					    .what = ks_step_named(g->ctx, step->intervention,
								  step->id),
					    .acts = from,
					    .from = from,
					    .to = ks_party_of(g->ctx, step->role,
							      step->organisation, NULL) });
}

static enum ks_status add_steps(const struct gathering *g)
{
	struct ks_todo_step *items = NULL;
	size_t n = 0;
	enum ks_status status = ks_todo_steps(g->ctx->store, &items, &n);

	for (size_t i = 0; !status && i < n; i++)
		add_step(g, &items[i]);
	return status;
}

static void add_screening(const struct gathering *g, const struct ks_todo_screening *screening,
			  struct ks_span again)
{
	struct ks_party by = doer(g->ctx, &screening->screened_by);

	add_item(g, &(struct ks_todo_item){ .kind = KS_TODO_SCREENING,
					    .due = ks_add_span(screening->screened, again),
					    .case_key = screening->case_key,
					    .acts = by,
					    .from = by });
}

/* The last day of which the span has passed: months have no inverse, so by trying. */
static ks_day before(ks_day today, struct ks_span span)
{
	ks_day day = today;

	while (ks_add_span(day, span) > today)
		day--;
	return day;
}

static enum ks_status add_screenings(const struct gathering *g)
{
	struct ks_span again = g->ctx->coalition->policy[KS_RESCREEN_AFTER].span;
	struct ks_todo_screening *items = NULL;
	size_t n = 0;
	ks_day last = before(g->ctx->today, again);
	enum ks_status status = ks_todo_screenings(g->ctx->store, last, &items, &n);

	for (size_t i = 0; !status && i < n; i++)
		add_screening(g, &items[i], again);
	return status;
}

/* The first day on which a pregnancy with this due date has no gestational age any more. */
static ks_day past_term(ks_day due)
{
	ks_day day = due;

	while (!ks_is_past_term(due, day))
		day++;
	return day;
}

static enum ks_status add_past_term(const struct gathering *g)
{
	struct ks_todo_screening *items = NULL;
	size_t n = 0;
	ks_day today = g->ctx->today;
	enum ks_status status = ks_todo_past_term(g->ctx->store, today, &items, &n);

	for (size_t i = 0; !status && i < n; i++) {
		struct ks_party by = doer(g->ctx, &items[i].screened_by);

		if (ks_is_past_term(items[i].screened, today))
			add_item(g, &(struct ks_todo_item){ .kind = KS_TODO_TERM,
							    .due = past_term(items[i].screened),
							    .case_key = items[i].case_key,
							    .acts = by,
							    .from = by });
	}
	return status;
}

/* Help of this book runs to the second birthday (product.md §2): then it is rounded off. */
static enum ks_status add_grown(const struct gathering *g)
{
	const struct ks_span two_years = { 2, KS_YEARS };
	struct ks_todo_screening *items = NULL;
	size_t n = 0;
	ks_day last = before(g->ctx->today, two_years);
	enum ks_status status = ks_todo_grown(g->ctx->store, last, &items, &n);

	for (size_t i = 0; !status && i < n; i++) {
		struct ks_party by = doer(g->ctx, &items[i].screened_by);

		add_item(g, &(struct ks_todo_item){ .kind = KS_TODO_CLOSING,
						    .due = ks_add_span(items[i].screened,
								       two_years),
						    .case_key = items[i].case_key,
						    .acts = by,
						    .from = by });
	}
	return status;
}

/* Steps made for a pregnancy are not those of a child that is there: first the route of now. */
static enum ks_status add_routes(const struct gathering *g)
{
	struct ks_todo_screening *items = NULL;
	size_t n = 0;
	enum ks_status status = ks_todo_routes(g->ctx->store, &items, &n);

	for (size_t i = 0; !status && i < n; i++) {
		struct ks_party by = doer(g->ctx, &items[i].screened_by);

		add_item(g, &(struct ks_todo_item){ .kind = KS_TODO_ROUTE,
						    .due = items[i].screened,
						    .case_key = items[i].case_key,
						    .acts = by,
						    .from = by });
	}
	return status;
}

static void add_intakes(const struct gathering *g)
{
	for (size_t i = 0; i < g->n_intakes; i++) {
		struct ks_party by = doer(g->ctx, &g->intakes[i].screened_by);

		add_item(g, &(struct ks_todo_item){ .kind = KS_TODO_INTAKE,
						    .due = g->intakes[i].screened,
						    .case_key = g->intakes[i].case_key,
						    .acts = by,
						    .from = by });
	}
}

/* ---- what notes left to be done ------------------------------------------ */

static void add_noted(const struct gathering *g, const struct ks_todo_noted *noted,
		      enum ks_todo_kind kind)
{
	add_item(g, &(struct ks_todo_item){ .kind = kind,
					    .due = noted->due,
					    .case_key = noted->case_key,
					    .note = noted->id,
					    .what = { NULL, noted->what },
					    .acts = doer(g->ctx, &noted->acts),
					    .from = doer(g->ctx, &noted->noted_by) });
}

typedef enum ks_status read_noted(struct ks_store *store, struct ks_todo_noted **items, size_t *n);

static enum ks_status add_all_noted(const struct gathering *g, read_noted *read,
				    enum ks_todo_kind kind)
{
	struct ks_todo_noted *items = NULL;
	size_t n = 0;
	enum ks_status status = read(g->ctx->store, &items, &n);

	for (size_t i = 0; !status && i < n; i++)
		add_noted(g, &items[i], kind);
	return status;
}

/* ---- order --------------------------------------------------------------- */

static int compare_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

/* No day comes after every day. */
static int compare_days(ks_day a, ks_day b)
{
	if (a == b)
		return 0;
	if (a == KS_NO_DAY || b == KS_NO_DAY)
		return a == KS_NO_DAY ? 1 : -1;
	return a < b ? -1 : 1;
}

static int compare(const void *left, const void *right)
{
	const struct ks_todo_item *a = left, *b = right;
	int order = (a->when > b->when) - (a->when < b->when);

	if (!order)
		order = compare_days(a->due, b->due);
	if (!order)
		order = compare_text(a->case_key, b->case_key);
	if (!order)
		order = (a->kind > b->kind) - (a->kind < b->kind);
	if (!order)
		order = compare_text(a->handover, b->handover);
	return order ? order : (a->number > b->number) - (a->number < b->number);
}

/* ---- the command --------------------------------------------------------- */

static enum ks_status take_filter(struct ks_ctx *ctx, const struct todo_opts *opts,
				  struct ks_todo_view *view)
{
	const char *role = opts->role ? opts->role : ctx->actor.role;
	struct ks_near near;

	view->today = ctx->today;
	view->organisation = opts->organisation;
	if (opts->all)
		return KS_OK;
	if (!role || ks_find_role(ctx->coalition, role))
		view->role = role;
	if (!opts->role || view->role)
		return KS_OK;
	ks_near_start(&near, opts->role);
	for (size_t i = 0; i < ctx->coalition->n_roles; i++)
		ks_near_offer(&near, ctx->coalition->roles[i]->id);
	ks_error(ctx->diag, ks_nowhere(), KS_MSG_handover_no_role, KS_ARGS({ "role", opts->role }),
		 near.best);
	return KS_INPUT;
}

static enum ks_status gather(struct ks_ctx *ctx, const struct todo_opts *opts,
			     struct ks_todo_view *view)
{
	struct gathering g = { .ctx = ctx, .view = view };
	enum ks_status status = take_filter(ctx, opts, view);

	if (!status)
		status = ks_todo_intakes(ctx->store, &g.intakes, &g.n_intakes);
	if (!status)
		status = add_handovers(&g);
	if (!status)
		status = add_holders(&g);
	if (!status)
		status = add_steps(&g);
	if (!status)
		status = add_routes(&g);
	if (!status)
		status = add_screenings(&g);
	if (!status)
		status = add_past_term(&g);
	if (!status)
		status = add_grown(&g);
	if (!status)
		add_intakes(&g);
	if (!status)
		status = add_all_noted(&g, ks_todo_agreements, KS_TODO_AGREEMENT);
	if (!status)
		status = add_all_noted(&g, ks_todo_evaluations, KS_TODO_EVALUATION);
	for (size_t i = 0; !status && i < view->n; i++)
		ks_store_seen(ctx->store, view->items[i].case_key);
	if (!status && view->n)
		qsort(view->items, view->n, sizeof(*view->items), compare);
	return status;
}

static bool is_overdue(const struct ks_todo_view *view)
{
	for (size_t i = 0; i < view->n; i++)
		if (view->items[i].when == KS_TODO_OVERDUE)
			return true;
	return false;
}

static enum ks_status show(struct ks_ctx *ctx, const struct todo_opts *opts,
			   const struct ks_todo_view *view)
{
	if (opts->ics)
		ks_out_todo_ics(ctx->out, view);
	else
		ks_out_todo(ctx->out, view);
	return opts->fail_if >= 0 && is_overdue(view) ? KS_FOUND : KS_OK;
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts_ptr)
{
	const struct todo_opts *o = opts_ptr;
	struct ks_todo_view view = { .now = ctx->now };
	enum ks_status status;

	if (o->ics && ctx->out->format == KS_AS_JSON)
		return ks_fail(ctx, KS_USAGE, KS_MSG_ics_or_json, NULL);
	status = ks_store_begin(ctx->store, KS_READ, "todo", __func__);
	if (!status)
		status = gather(ctx, o, &view);
	if (!status)
		status = show(ctx, o, &view);
	return ks_finish(ctx, status);
}

static const struct ks_opt opts[] = {
	{ "role", KS_OPT_NAME, offsetof(struct todo_opts, role), NULL, "ROLE", KS_MSG_opt_todo_role },
	{ "org", KS_OPT_NAME, offsetof(struct todo_opts, organisation), NULL, "NAME",
	  KS_MSG_opt_todo_org },
	{ "all", KS_OPT_FLAG, offsetof(struct todo_opts, all), NULL, NULL, KS_MSG_opt_todo_all },
	{ "ics", KS_OPT_FLAG, offsetof(struct todo_opts, ics), NULL, NULL, KS_MSG_opt_todo_ics },
	{ "fail-if", KS_OPT_WORD, offsetof(struct todo_opts, fail_if), fail_words, "overdue",
	  KS_MSG_opt_todo_fail_if },
	{ 0 }
};

const struct ks_cmd ks_cmd_todo = {
	.name = "todo",
	.summary = KS_MSG_summary_todo,
	.help = KS_MSG_help_todo,
	.opts = opts,
	.opts_size = sizeof(struct todo_opts),
	.needs = KS_NEED_CARDS | KS_NEED_STORE,
	.deed = KS_DEED_HANDOVER,
	.run = run,
};
