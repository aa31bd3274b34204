/* SPDX-License-Identifier: EUPL-1.2 */
/* ks replay: a kept route once more, from the texts and the answers of then. */
#include "ks/base/arena.h"
#include "ks/cmd/commands.h"
#include "ks/cmd/past.h"
#include "ks/cmd/route_show.h"
#include "ks/output/replay.h"

struct replay_opts {
	bool alone, parents;
};

#define OPT(field) offsetof(struct replay_opts, field)

static const struct ks_opt opts[] = {
	{ "alone", KS_OPT_FLAG, OPT(alone), NULL, NULL, KS_MSG_help_opt_alone },
	{ "parents", KS_OPT_FLAG, OPT(parents), NULL, NULL, KS_MSG_help_opt_parents },
	{ .name = NULL },
};

struct replaying {
	struct ks_ctx then;		/* as the run, with the coalition and the day of then */
	struct ks_diag *diag;
	const struct replay_opts *o;
	struct ks_kept_route kept;
	struct ks_past_cards cards;
	struct ks_weighed weighed;
};

static void finding(struct replaying *r, enum ks_msg msg, const struct ks_arg *args)
{
	ks_diag_add(r->diag, KS_FINDING, ks_nowhere(), msg, args, NULL);
}

/* ---- what cannot be made again ------------------------------------------- */

static const struct ks_left_step *left_steps(struct replaying *r)
{
	const struct ks_kept_route *kept = &r->kept;
	struct ks_left_step *steps =
		KS_NEW_N(r->then.arena, kept->n_steps + 1, struct ks_left_step);

	for (size_t i = 0; i < kept->n_steps; i++) {
		const struct ks_kept_step *step = &kept->steps[i];

		steps[i] = (struct ks_left_step){ step->number,	 step->id,	step->role,
						  step->organisation, step->urgency, step->form,
						  step->due,	 step->opens,	step->already };
	}
	return steps;
}

static enum ks_status show_left(struct replaying *r, enum ks_left why)
{
	const struct ks_kept_route *kept = &r->kept;
	const struct ks_left_view view = {
		.why = why,
		.alone = r->o->alone,
		.route = kept->id,
		.case_key = kept->case_key,
		.date = kept->date,
		.erased = kept->erased,
		.coalition = kept->coalition,
		.version = kept->version,
		.sha256 = kept->sha256,
		.class_then = kept->class_now,
		.altered = r->cards.altered,
		.n_altered = r->cards.n_altered,
		.steps = left_steps(r),
		.n_steps = kept->n_steps,
	};

	ks_write_left(r->then.out, &view);
	return KS_FOUND;
}

/* A text that changed since, or a list of texts that did: nothing is made from it. */
static enum ks_status show_altered(struct replaying *r)
{
	for (size_t i = 0; i < r->cards.n_altered; i++)
		finding(r, KS_MSG_replay_altered, KS_ARGS({ "file", r->cards.altered[i] }));
	if (!r->cards.n_altered)
		finding(r, KS_MSG_replay_set_altered, KS_ARGS({ "route", r->kept.id }));
	return show_left(r, KS_LEFT_ALTERED);
}

static enum ks_status show_unreadable(struct replaying *r)
{
	finding(r, KS_MSG_replay_unreadable, KS_ARGS({ "route", r->kept.id }));
	return show_left(r, KS_LEFT_UNREADABLE);
}

/* ---- is it the same? ----------------------------------------------------- */

static bool is_same_step(const struct ks_kept_step *was, const struct ks_route_step *is)
{
	const char *organisation = is->filler ? ks_text_in(is->filler->organisation, KS_NL) : NULL;

	return was->number == is->number && ks_streq(was->id, is->id) &&
	       ks_streq(was->role, is->role->id) &&
	       (was->organisation ? ks_streq(was->organisation, organisation) : !organisation) &&
	       ks_streq(was->urgency, ks_urgency_words[is->urgency]) &&
	       ks_streq(was->form, ks_form_words[is->form]) && was->due == is->due &&
	       was->opens == is->opens && was->already == is->already;
}

/* What was kept is the signature and, in rows of their own, class and steps. */
static bool is_same(const struct replaying *r)
{
	const struct ks_route *route = r->weighed.route;
	const struct ks_kept_route *kept = &r->kept;
	char signature[KS_SHA256_HEX];

	ks_route_sign(r->then.arena, route, signature);
	if (!ks_streq(signature, kept->signature) || kept->n_steps != route->n_steps ||
	    kept->class_now != route->balance.class)
		return false;
	for (size_t i = 0; i < route->n_steps; i++)
		if (!is_same_step(&kept->steps[i], &route->steps[i]))
			return false;
	return true;
}

/* "kwetsbaar, a@b 2026-12-05, c@d 2026-12-01". */
static void add_step(struct ks_buf *buf, const char *id, ks_day due)
{
	char day[KS_DATE_TEXT];

	ks_format_date(due, day);
	ks_buf_addf(buf, ", %s %s", id, due == KS_NO_DAY ? "-" : day);
}

/* Class and steps, for who looks alone: the page itself may lie on the table. */
static enum ks_status report_difference(struct replaying *r)
{
	const struct ks_route *route = r->weighed.route;
	struct ks_buf was, is;

	if (!r->o->alone && r->then.out->format == KS_AS_TEXT) {
		finding(r, KS_MSG_replay_differs, KS_ARGS({ "route", r->kept.id }));
		return KS_FOUND;
	}
	ks_buf_init(&was, r->then.arena);
	ks_buf_init(&is, r->then.arena);
	ks_buf_add(&was, ks_class_words[r->kept.class_now]);
	ks_buf_add(&is, ks_class_words[route->balance.class]);
	for (size_t i = 0; i < r->kept.n_steps; i++)
		add_step(&was, r->kept.steps[i].id, r->kept.steps[i].due);
	for (size_t i = 0; i < route->n_steps; i++)
		add_step(&is, route->steps[i].id, route->steps[i].due);
	finding(r, KS_MSG_replay_differs_in,
		KS_ARGS({ "route", r->kept.id }, { "was", was.text }, { "is", is.text }));
	return KS_FOUND;
}

/* ---- the whole ----------------------------------------------------------- */

static enum ks_status show(struct replaying *r)
{
	const char *const *statuses = NULL;
	enum ks_status status = ks_route_statuses(&r->then, r->kept.case_key, r->weighed.route,
						  r->kept.seq, &statuses);
	struct ks_route_view view = ks_route_view_of(&r->then, &r->weighed);

	if (status != KS_OK)
		return status;
	view.id = r->kept.id;
	view.kept = true;
	view.again = true;
	view.sha256 = r->kept.sha256;
	view.statuses = statuses;
	view.alone = r->o->alone;
	view.parents = r->o->parents;
	ks_write_route(r->then.out, &view);
	return is_same(r) ? KS_OK : report_difference(r);
}

static enum ks_status make_again(struct replaying *r)
{
	struct ks_diag unheard;
	enum ks_status status;

	ks_diag_init(&unheard, r->then.arena);
	status = ks_past_cards_read(&r->then, &r->kept, &unheard, &r->cards);
	if (status != KS_OK)
		return status;
	if (r->cards.n_altered || !r->cards.whole)
		return show_altered(r);
	if (!r->cards.coalition)
		return show_unreadable(r);
	r->then.coalition = r->cards.coalition;
	r->then.today = r->kept.date;
	status = ks_past_weigh(&r->then, r->cards.coalition, &r->kept, false, &r->weighed);
	return status == KS_OK ? show(r) : status;
}

static enum ks_status replay(struct replaying *r)
{
	enum ks_status status = ks_route_read(r->then.store, r->then.args[0], &r->kept);

	if (status != KS_OK)
		return status;
	ks_store_about(r->then.store, r->kept.case_key, r->kept.id);
	return r->kept.erased == KS_NO_DAY ? make_again(r) : show_left(r, KS_LEFT_ERASED);
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts_ptr)
{
	struct replaying r = { .then = *ctx, .diag = ctx->diag, .o = opts_ptr };
	enum ks_status status;

	if (r.o->alone && r.o->parents)
		return ks_fail(ctx, KS_USAGE, KS_MSG_alone_or_parents, NULL);
	status = ks_store_begin(ctx->store, KS_READ, "replay", __func__);
	return status == KS_OK ? ks_finish(ctx, replay(&r)) : status;
}

const struct ks_cmd ks_cmd_replay = {
	.name = "replay",
	.summary = KS_MSG_summary_replay,
	.help = KS_MSG_help_replay,
	.usage = "ROUTE",
	.opts = opts,
	.opts_size = sizeof(struct replay_opts),
	.needs = KS_NEED_STORE | KS_NEED_FAMILY,
	.min_args = 1,
	.max_args = 1,
	.run = run,
};
