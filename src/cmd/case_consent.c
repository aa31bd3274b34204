/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ks case consent: what the parents consented to, per receiver, and taking it
 * back. Taking back is always possible and stops every handover that rests on
 * it: visibly, with the reason that the parent does not want it any more.
 */
#include "case.h"
#include "handover.h"
#include "ks/base/arena.h"
#include "ks/output/consent.h"

struct consent_opts {
	const char *handover, *to, *note;
	bool all;
	ks_day date;
};

#define OPT(field) offsetof(struct consent_opts, field)

static const struct ks_opt revoke_opts[] = {
	{ "handover", KS_OPT_NAME, OPT(handover), NULL, "H", KS_MSG_opt_revoke_handover },
	{ "to", KS_OPT_NAME, OPT(to), NULL, "ROLE", KS_MSG_opt_revoke_to },
	{ "all", KS_OPT_FLAG, OPT(all), NULL, NULL, KS_MSG_opt_revoke_all },
	{ "note", KS_OPT_TEXT, OPT(note), NULL, "TEXT", KS_MSG_opt_h_note },
	{ "date", KS_OPT_DATE, OPT(date), NULL, "DATE", KS_MSG_opt_h_date },
	{ .name = NULL },
};

struct consenting {
	struct ks_ctx *ctx;
	const struct consent_opts *o;	/* NULL: only showing */
	char key[KS_KEY_SIZE];
	const char *only;		/* id of the one handover, or NULL */
	ks_day day;
	struct ks_consent_view view;
};

static bool is_revoked(const struct ks_handover *h)
{
	return h->consent.revoked != KS_NO_DAY;
}

/* ---- showing ------------------------------------------------------------- */

static struct ks_consent_line *add_line(struct consenting *c, const struct ks_handover *h)
{
	struct ks_consent_line *line = ks_grow(c->ctx->arena, &c->view.lines, &c->view.n,
					       sizeof(*line));

	*line = (struct ks_consent_line){ .stopped = -1 };
	ks_handover_view_make(c->ctx, h, &line->handover);
	return line;
}

static enum ks_status gather(struct consenting *c, struct ks_handover **items, size_t *n)
{
	const struct ks_handover_filter filter = { .case_key = c->key };
	enum ks_status status = ks_case_find(c->ctx->store, c->ctx->args[0], c->key);

	*items = NULL;
	*n = 0;
	if (status != KS_OK)
		return status;
	ks_store_about(c->ctx->store, c->key, NULL);
	c->view.case_key = c->key;
	c->view.today = c->ctx->today;
	return ks_handover_list(c->ctx->store, &filter, items, n);
}

static enum ks_status run_show(struct ks_ctx *ctx, const void *opts)
{
	struct consenting c = { .ctx = ctx };
	struct ks_handover *items = NULL;
	size_t n = 0;
	enum ks_status status = ks_store_begin(ctx->store, KS_READ, "consent-show", __func__);

	(void)opts;
	if (status != KS_OK)
		return status;
	status = ks_finish(ctx, gather(&c, &items, &n));
	for (size_t i = 0; i < n && status == KS_OK; i++)
		if (items[i].has_consent || items[i].ground)
			add_line(&c, &items[i]);
	if (status == KS_OK)
		ks_write_consents(ctx->out, &c.view);
	return status;
}

/* ---- taking back --------------------------------------------------------- */

/* How an open handover ends when its consent goes: stopped where that is a move, else withdrawn. */
static int ending_of(enum ks_handover_status status)
{
	if (ks_loop_next(status, KS_VERB_STOP) >= 0)
		return KS_VERB_STOP;
	return ks_loop_next(status, KS_VERB_WITHDRAW) >= 0 ? KS_VERB_WITHDRAW : -1;
}

static enum ks_status end_handover(struct consenting *c, const struct ks_handover *h)
{
	const struct ks_handover_move *last = ks_handover_last(h, KS_ALL_DAYS);
	int verb = last ? ending_of(last->status) : -1;
	const struct ks_ctx *ctx = c->ctx;
	struct ks_handover_move move = { .until = KS_NO_DAY };

	if (verb < 0)
		return KS_OK;
	move.verb = (enum ks_verb)verb;
	move.status = (enum ks_handover_status)ks_loop_next(last->status, move.verb);
	move.date = c->day;
	move.reason = "parent-refused";
	move.note = c->o->note;
	move.at = ctx->now;
	move.user = ctx->actor.user;
	move.role = ctx->actor.role;
	move.organisation = ctx->actor.organisation;
	return ks_handover_move(ctx->store, h->id, &move);
}

static enum ks_status revoke(struct consenting *c, const struct ks_handover *h)
{
	struct ks_consent consent = h->consent;
	struct ks_handover now = { .id = NULL };
	const struct ks_handover_move *last = ks_handover_last(h, KS_ALL_DAYS);
	enum ks_status status;

	if (c->day < consent.date || (last && c->day < last->date))
		return ks_fail(c->ctx, KS_INPUT, KS_MSG_revoke_before, KS_ARGS({ "handover", h->id }));
	consent.revoked = c->day;
	status = ks_handover_consent(c->ctx->store, h->id, &consent);
	if (status == KS_OK)
		status = end_handover(c, h);
	if (status == KS_OK)
		status = ks_handover_read(c->ctx->store, h->id, &now);
	if (status == KS_OK)
		add_line(c, &now)->stopped = last && ending_of(last->status) >= 0;
	return status;
}

static bool is_meant(const struct consenting *c, const struct ks_handover *h)
{
	if (!h->has_consent || is_revoked(h))
		return false;
	if (c->only)
		return ks_streq(h->id, c->only);
	return c->o->all || ks_streq(h->to_role, c->o->to);
}

static enum ks_status find_only(struct consenting *c)
{
	struct ks_handover h = { .id = NULL };
	enum ks_status status;

	if (!c->o->handover)
		return KS_OK;
	status = ks_handover_read(c->ctx->store, c->o->handover, &h);
	c->only = h.id;
	return status;
}

static enum ks_status revoke_all(struct consenting *c)
{
	struct ks_handover *items = NULL;
	size_t n = 0;
	enum ks_status status = gather(c, &items, &n);

	if (status == KS_OK)
		status = find_only(c);
	for (size_t i = 0; i < n && status == KS_OK; i++)
		if (is_meant(c, &items[i]))
			status = revoke(c, &items[i]);
	if (status == KS_OK && !c->view.n)
		return ks_fail(c->ctx, KS_REFUSED, KS_MSG_revoke_nothing,
			       KS_ARGS({ "case", c->key }));
	return status;
}

static enum ks_status run_revoke(struct ks_ctx *ctx, const void *opts_ptr)
{
	struct consenting c = { .ctx = ctx, .o = opts_ptr, .view = { .revoked = true } };
	int ways = (c.o->handover != NULL) + (c.o->to != NULL) + c.o->all;
	enum ks_status status;

	if (ways != 1)
		return ks_fail(ctx, KS_USAGE, KS_MSG_revoke_which, NULL);
	if (c.o->to && !ks_find_role(ctx->coalition, c.o->to))
		return ks_handover_no_such_role(ctx, c.o->to);
	c.day = c.o->date == KS_NO_DAY ? ctx->today : c.o->date;
	status = ks_check_past(ctx, "date", c.day);
	if (status == KS_OK)
		status = ks_store_begin(ctx->store, KS_UPDATE, "consent-revoke", __func__);
	if (status != KS_OK)
		return status;
	status = ks_finish(ctx, revoke_all(&c));
	if (status == KS_OK)
		ks_write_consents(ctx->out, &c.view);
	return status;
}

/* ---- the commands -------------------------------------------------------- */

static const struct ks_cmd show_cmd = {
	.name = "show",
	.summary = KS_MSG_summary_consent_show,
	.help = KS_MSG_help_consent_show,
	.usage = "CASE",
	.needs = KS_NEED_CARDS | KS_NEED_STORE | KS_NEED_FAMILY,
	.min_args = 1,
	.max_args = 1,
	.run = run_show,
};

static const struct ks_cmd revoke_cmd = {
	.name = "revoke",
	.summary = KS_MSG_summary_consent_revoke,
	.help = KS_MSG_help_consent_revoke,
	.usage = "CASE",
	.opts = revoke_opts,
	.opts_size = sizeof(struct consent_opts),
	.needs = KS_NEED_CARDS | KS_NEED_STORE | KS_NEED_ACTOR | KS_NEED_FAMILY,
	.min_args = 1,
	.max_args = 1,
	.run = run_revoke,
};

static const struct ks_cmd *const parts[] = { &show_cmd, &revoke_cmd, NULL };

const struct ks_cmd ks_cmd_case_consent = {
	.name = "consent",
	.summary = KS_MSG_summary_case_consent,
	.help = KS_MSG_help_case_consent,
	.subs = parts,
};
