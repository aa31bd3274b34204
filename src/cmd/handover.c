/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * `ks handover`: passing a family on, and every move until the sender has
 * heard what became of it. A verb is data: a name, its sentences, the options
 * it takes. `new` makes a handover, `show` and `list` look, all others move.
 */
#include "handover.h"
#include "ks/base/arena.h"
#include "ks/cmd/commands.h"
#include "ks/output/moves.h"
#include "ks/store/cases.h"

/* ---- options ------------------------------------------------------------- */

#define AT(field) .offset = offsetof(struct handover_opts, field)
#define NOTE { "note", KS_OPT_TEXT, AT(note), NULL, "TEXT", KS_MSG_opt_h_note }
#define DATE { "date", KS_OPT_DATE, AT(date), NULL, "DATE", KS_MSG_opt_h_date }
#define REASON { "reason", KS_OPT_WORD, AT(reason), ks_reason_words, "REASON", KS_MSG_opt_h_reason }
#define BECAUSE { "because", KS_OPT_TEXT, AT(because), NULL, "TEXT", KS_MSG_opt_h_because }
#define ASK { "ask", KS_OPT_TEXT, AT(ask), NULL, "TEXT", KS_MSG_opt_h_ask }
#define END { 0 }
#define EVERY_MOVE NOTE, DATE, END
#define CONSENT                                                                                    \
	{ "consent", KS_OPT_WORD, AT(consent), ks_consent_words, "spoken|written",                 \
	  KS_MSG_opt_h_consent },                                                                  \
	{ "consent-by", KS_OPT_WORD, AT(consent_by), givers, "mother|partner",                     \
	  KS_MSG_opt_h_consent_by },                                                               \
	{ "consent-until", KS_OPT_DATE, AT(consent_until), NULL, "DATE",                           \
	  KS_MSG_opt_h_consent_until },                                                            \
	{ "share", KS_OPT_LIST, AT(share), NULL, "IDS", KS_MSG_opt_h_share }

static const char *const givers[] = { "mother", "partner", NULL };

static const struct ks_opt new_opts[] = {
	{ "step", KS_OPT_NAME, AT(step), NULL, "N|ID", KS_MSG_opt_h_step },
	{ "to", KS_OPT_NAME, AT(to), NULL, "ROLE", KS_MSG_opt_h_to },
	{ "intervention", KS_OPT_NAME, AT(intervention), NULL, "ID", KS_MSG_opt_h_intervention },
	CONSENT,
	{ "ground", KS_OPT_WORD, AT(ground), ks_ground_words, "GROUND", KS_MSG_opt_h_ground },
	BECAUSE,
	ASK,
	{ "own-words", KS_OPT_TEXT, AT(own_words), NULL, "TEXT", KS_MSG_opt_h_own_words },
	{ "works-well", KS_OPT_TEXT, AT(works_well), NULL, "TEXT", KS_MSG_opt_h_works_well },
	{ "agreements", KS_OPT_TEXT, AT(agreements), NULL, "TEXT", KS_MSG_opt_h_agreements },
	{ "safe-contact", KS_OPT_TEXT, AT(safe_contact), NULL, "TEXT", KS_MSG_opt_h_safe_contact },
	{ "keeps-contact", KS_OPT_NAME, AT(keeps_contact), NULL, "ROLE",
	  KS_MSG_opt_h_keeps_contact },
	{ "form", KS_OPT_WORD, AT(form), ks_form_words, "FORM", KS_MSG_opt_h_form },
	{ "urgency", KS_OPT_WORD, AT(urgency), ks_urgency_words, "URGENCY", KS_MSG_opt_h_urgency },
	{ "draft", KS_OPT_FLAG, AT(draft), NULL, NULL, KS_MSG_opt_h_draft },
	{ "refused", KS_OPT_FLAG, AT(refused), NULL, NULL, KS_MSG_opt_h_refused },
	EVERY_MOVE,
};
static const struct ks_opt send_opts[] = { CONSENT, ASK, EVERY_MOVE };
static const struct ks_opt plain_opts[] = { EVERY_MOVE };
static const struct ks_opt reason_opts[] = { REASON, EVERY_MOVE };
static const struct ks_opt waitlist_opts[] = {
	{ "until", KS_OPT_DATE, AT(until), NULL, "DATE", KS_MSG_opt_h_until }, EVERY_MOVE
};
static const struct ks_opt schedule_opts[] = {
	{ "on", KS_OPT_DATE, AT(on), NULL, "DATE", KS_MSG_opt_h_on }, EVERY_MOVE
};
static const struct ks_opt meet_opts[] = {
	{ "present", KS_OPT_LIST, AT(present), NULL, "WHO", KS_MSG_opt_h_present }, EVERY_MOVE
};
static const struct ks_opt complete_opts[] = {
	{ "outcome", KS_OPT_WORD, AT(outcome), ks_outcome_words, "OUTCOME", KS_MSG_opt_h_outcome },
	EVERY_MOVE
};
static const struct ks_opt correct_opts[] = { BECAUSE, DATE, END };
static const struct ks_opt list_opts[] = {
	{ "case", KS_OPT_NAME, AT(case_key), NULL, "CASE", KS_MSG_opt_h_case },
	{ "role", KS_OPT_NAME, AT(role), NULL, "ROLE", KS_MSG_opt_h_role },
	{ "org", KS_OPT_NAME, AT(organisation), NULL, "NAME", KS_MSG_opt_h_org },
	{ "open", KS_OPT_FLAG, AT(open_only), NULL, NULL, KS_MSG_opt_h_open },
	END
};

/* ---- show and list ------------------------------------------------------- */

static enum ks_status read_one(struct ks_ctx *ctx, struct ks_handover *h)
{
	enum ks_status status = ks_handover_read(ctx->store, ctx->args[0], h);

	if (!status)
		ks_store_about(ctx->store, h->case_key, h->id);
	return status;
}

/* As JSON a receiver gets the moves and what was shared, not the agreement it came from. */
static void leave_out_origin(struct ks_handover_view *view)
{
	view->route = view->step = view->card = view->card_version = NULL;
	view->because = NULL;
}

/* HTML and Markdown are the receiver's page; so is text for who receives. */
static enum ks_status show_one(struct ks_ctx *ctx, const struct ks_handover *h,
			       struct ks_handover_view *view)
{
	bool receives = ks_handover_is_receiver(ctx, h);
	bool json = ctx->out->format == KS_AS_JSON;

	if (ctx->out->format == KS_AS_HTML || ctx->out->format == KS_AS_MD)
		return ks_handover_letter(ctx, h, view);
	if (receives && !json) {
		enum ks_status status = ks_handover_letter(ctx, h, view);

		if (!status)
			ks_put_handover_next(ctx->out, view);
		return status;
	}
	if (receives)
		leave_out_origin(view);
	ks_out_handover(ctx->out, view);
	return KS_OK;
}

static enum ks_status run_show(struct ks_ctx *ctx, const void *opts)
{
	struct ks_handover h = { 0 };
	struct ks_handover_view view;
	enum ks_status status = ks_store_begin(ctx->store, KS_READ, "handover-show", __func__);

	(void)opts;
	if (!status)
		status = read_one(ctx, &h);
	if (!status) {
		ks_handover_view_make(ctx, &h, &view);
		status = show_one(ctx, &h, &view);
	}
	return ks_finish(ctx, status);
}

static enum ks_status read_all(struct ks_ctx *ctx, const struct handover_opts *opts,
			       struct ks_handover **items, size_t *n)
{
	struct ks_handover_filter filter = { NULL, opts->role, opts->organisation,
					     opts->open_only };
	char key[KS_KEY_SIZE];

	if (opts->role && !ks_find_role(ctx->coalition, opts->role))
		return ks_handover_no_such_role(ctx, opts->role);
	if (opts->case_key) {
		enum ks_status status = ks_case_find(ctx->store, opts->case_key, key);

		if (status)
			return status;
		filter.case_key = key;
		ks_store_about(ctx->store, ks_strdup(ctx->arena, key), NULL);
	}
	return ks_handover_list(ctx->store, &filter, items, n);
}

static enum ks_status run_list(struct ks_ctx *ctx, const void *opts)
{
	struct ks_handover *items = NULL;
	struct ks_handover_view *views;
	size_t n = 0;
	enum ks_status status = ks_store_begin(ctx->store, KS_READ, "handover-list", __func__);

	if (!status)
		status = read_all(ctx, opts, &items, &n);
	views = KS_NEW_N(ctx->arena, n + 1, struct ks_handover_view);
	for (size_t i = 0; i < n; i++) {
		ks_handover_view_make(ctx, &items[i], &views[i]);
		ks_store_seen(ctx->store, items[i].case_key);
	}
	if (!status)
		ks_out_handovers(ctx->out, views, n);
	return ks_finish(ctx, status);
}

/* ---- the verbs ----------------------------------------------------------- */

#define LOOKS (KS_NEED_CARDS | KS_NEED_STORE)
#define WRITES (LOOKS | KS_NEED_ACTOR)

#define VERB(var, verb, sentence, table, what, function, args, least, most)                        \
	static const struct ks_cmd var = {                                                         \
		.name = verb,                                                                      \
		.summary = KS_MSG_summary_handover_##sentence,                                     \
		.help = KS_MSG_help_handover_##sentence,                                           \
		.usage = args,                                                                     \
		.opts = table,                                                                     \
		.opts_size = sizeof(struct handover_opts),                                         \
		.needs = what,                                                                     \
		.deed = KS_DEED_HANDOVER,                                                          \
		.min_args = least,                                                                 \
		.max_args = most,                                                                  \
		.run = function,                                                                   \
	}
#define MOVE(var, verb, sentence, table)                                                           \
	VERB(var, verb, sentence, table, WRITES, ks_handover_run_move, "HANDOVER", 1, 1)

static const struct ks_cmd cmd_new = {
	.name = "new",
	.summary = KS_MSG_summary_handover_new,
	.help = KS_MSG_help_handover_new,
	.usage = "CASE",
	.opts = new_opts,
	.opts_size = sizeof(struct handover_opts),
	.needs = WRITES,
	.deed = KS_DEED_HANDOVER,
	.is_ready = ks_handover_is_ready,
	.min_args = 1,
	.max_args = 1,
	.run = ks_handover_run_new,
};
MOVE(cmd_send, "send", send, send_opts);
MOVE(cmd_receive, "receive", receive, plain_opts);
MOVE(cmd_accept, "accept", accept, plain_opts);
MOVE(cmd_decline, "decline", decline, reason_opts);
MOVE(cmd_waitlist, "waitlist", waitlist, waitlist_opts);
MOVE(cmd_schedule, "schedule", schedule, schedule_opts);
MOVE(cmd_no_show, "no-show", no_show, plain_opts);
MOVE(cmd_meet, "meet", meet, meet_opts);
MOVE(cmd_start, "start", start, plain_opts);
MOVE(cmd_complete, "complete", complete, complete_opts);
MOVE(cmd_stop, "stop", stop, reason_opts);
MOVE(cmd_withdraw, "withdraw", withdraw, reason_opts);
MOVE(cmd_feedback, "feedback", feedback, plain_opts);
MOVE(cmd_correct, "correct", correct, correct_opts);
static const struct ks_cmd cmd_show = {
	.name = "show",
	.summary = KS_MSG_summary_handover_show,
	.help = KS_MSG_help_handover_show,
	.usage = "HANDOVER",
	.needs = LOOKS,
	.deed = KS_DEED_HANDOVER,
	.min_args = 1,
	.max_args = 1,
	.formats = KS_HAS(KS_AS_HTML) | KS_HAS(KS_AS_MD),
	.run = run_show,
};
VERB(cmd_list, "list", list, list_opts, LOOKS, run_list, "", 0, 0);

static enum ks_status run_moves(struct ks_ctx *ctx, const void *opts)
{
	(void)opts;
	ks_write_moves(ctx->out);
	return KS_OK;
}

static const struct ks_cmd cmd_moves = {
	.name = "moves",
	.summary = KS_MSG_summary_handover_moves,
	.help = KS_MSG_help_handover_moves,
	.usage = "",
	.formats = KS_HAS(KS_AS_MD),
	.run = run_moves,
};

static const struct ks_cmd *const verbs[] = {
	&cmd_new,	&cmd_send,    &cmd_receive, &cmd_accept,   &cmd_decline,  &cmd_waitlist,
	&cmd_schedule,	&cmd_no_show, &cmd_meet,    &cmd_start,	   &cmd_complete, &cmd_stop,
	&cmd_withdraw,	&cmd_feedback, &cmd_correct, &cmd_show,	   &cmd_list,	  &cmd_moves,
	NULL,
};

const struct ks_cmd ks_cmd_handover = {
	.name = "handover",
	.summary = KS_MSG_summary_handover,
	.help = KS_MSG_help_handover,
	.subs = verbs,
};
