/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads a case and evaluates it. */
#include "ks/cmd/weigh.h"

#include "ks/store/report.h"

enum ks_status ks_weigh(struct ks_ctx *ctx, const char *key, struct ks_weighed *out)
{
	enum ks_status status = ks_case_read(ctx->store, ctx->coalition, key, &out->data);

	if (status)
		return status;
	/* What is recorded follows from the decision; the questions are for who reads them. */
	out->route = (ctx->unseen ? ks_route_decide : ks_route_make)(ctx->arena, ctx->coalition,
								     &out->data.family, ctx->today);
	return KS_OK;
}

enum ks_status ks_weigh_on(struct ks_ctx *ctx, const char *key, ks_day day, struct ks_weighed *out)
{
	enum ks_status status =
		ks_case_read_on(ctx->store, ctx->coalition, key, day, &out->data);

	if (status == KS_OK)
		out->route = ks_route_make(ctx->arena, ctx->coalition, &out->data.family, day);
	return status;
}

static const struct ks_screening *last_screening(const struct ks_case *data)
{
	return data->n_screenings ? &data->screenings[data->n_screenings - 1] : NULL;
}

enum ks_status ks_weigh_keep(struct ks_ctx *ctx, const struct ks_weighed *weighed)
{
	const struct ks_screening *last = last_screening(&weighed->data);

	if (!last)
		return KS_OK;
	return ks_case_summarise(ctx->store, weighed->data.key, weighed->route->balance.class,
				 last->date);
}

/* What is being recorded has no row in the audit yet that says who does it. */
static const char *said_by(const struct ks_ctx *ctx, const struct ks_screening *screening)
{
	return screening->user ? screening->user : ctx->actor.user;
}

static void add_conclusions(const struct ks_ctx *ctx, const struct ks_case *data,
			    struct ks_screen_view *view)
{
	const struct ks_screening *judged = data->judged, *raised = data->raised;

	if (judged)
		view->judged =
			(struct ks_said_by){ said_by(ctx, judged), judged->judged_on, NULL };
	if (!raised || raised->raised == KS_GEEN)
		return;
	view->raised = (struct ks_said_by){ said_by(ctx, raised), raised->date, raised->because };
	view->raised_to = raised->raised;
}

struct ks_screen_view ks_screen_view_of(const struct ks_ctx *ctx, const struct ks_weighed *weighed)
{
	const struct ks_screening *last = last_screening(&weighed->data);
	struct ks_screen_view view = {
		.case_key = weighed->data.key,
		.date = KS_NO_DAY,
		.raised_to = KS_NO_CLASS,
		.due = weighed->data.family.due,
		.coalition = ctx->coalition,
		.route = weighed->route,
	};

	if (last) {
		view.screening = last->number;
		view.date = last->date;
		view.complete = last->complete && !weighed->data.unfinished;
		view.waits = ks_talk_waits(last->talk, last->n_talk);
		view.judgement = weighed->data.family.judgement;
		add_conclusions(ctx, &weighed->data, &view);
	}
	return view;
}
