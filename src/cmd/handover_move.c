/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The verbs that move a handover on. They differ in one word of the table of
 * moves (engine/loop.h) and in the option they cannot do without: both data.
 *
 * A move that is not legal is refused (5) before a missing option is noticed
 * (2), and that before a wrong date or name (3).
 */
#include <string.h>

#include "handover.h"
#include "ks/base/arena.h"
#include "ks/base/near.h"

/* What a verb needs to be told. */
enum needed { NOTHING, A_REASON, AN_OUTCOME, A_DATE_UNTIL, A_DATE_ON, WHO_WAS_THERE, A_BECAUSE };

static const enum needed needs[KS_VERBS] = {
	[KS_VERB_DECLINE] = A_REASON,	   [KS_VERB_WAITLIST] = A_DATE_UNTIL,
	[KS_VERB_SCHEDULE] = A_DATE_ON,	   [KS_VERB_MEET] = WHO_WAS_THERE,
	[KS_VERB_COMPLETE] = AN_OUTCOME,   [KS_VERB_STOP] = A_REASON,
	[KS_VERB_WITHDRAW] = A_REASON,	   [KS_VERB_CORRECT] = A_BECAUSE,
};

static const enum ks_msg missing[] = {
	[A_REASON] = KS_MSG_handover_needs_reason,   [AN_OUTCOME] = KS_MSG_handover_needs_outcome,
	[A_DATE_UNTIL] = KS_MSG_handover_needs_until, [A_DATE_ON] = KS_MSG_handover_needs_on,
	[WHO_WAS_THERE] = KS_MSG_handover_needs_present,
	[A_BECAUSE] = KS_MSG_handover_needs_because,
};

/* The handover, what is done to it and by which options. */
struct moving {
	struct ks_ctx *ctx;
	struct handover_opts given;
	const struct handover_opts *opts;	/* the same */
	enum ks_verb verb;
	struct ks_handover h;
	const struct ks_handover_move *last;
	struct ks_handover_move move;
};

static bool was_told(const struct handover_opts *opts, enum needed what)
{
	switch (what) {
	case NOTHING:
		break;
	case A_REASON:
		return opts->reason >= 0;
	case AN_OUTCOME:
		return opts->outcome >= 0;
	case A_DATE_UNTIL:
		return opts->until != KS_NO_DAY;
	case A_DATE_ON:
		return opts->on != KS_NO_DAY;
	case WHO_WAS_THERE:
		return opts->present.n > 0;
	case A_BECAUSE:
		return opts->because != NULL;
	}
	return true;
}

/* ---- is it legal --------------------------------------------------------- */

/* "accept, decline, waitlist": what can be done in a status. */
static const char *legal_verbs(struct ks_arena *arena, enum ks_handover_status status)
{
	struct ks_buf buf;

	ks_buf_init(&buf, arena);
	for (int verb = 0; verb < KS_VERBS; verb++) {
		if (ks_loop_next(status, (enum ks_verb)verb) < 0)
			continue;
		ks_buf_add(&buf, buf.len ? ", " : "");
		ks_buf_add(&buf, ks_verb_words[verb]);
	}
	return buf.text;
}

static enum ks_status refuse_move(const struct moving *m)
{
	const char *legal = legal_verbs(m->ctx->arena, m->last->status);
	const struct ks_arg *args = KS_ARGS({ "handover", m->h.id },
					    { "status", ks_handover_status_words[m->last->status] },
					    { "verb", ks_verb_words[m->verb] },
					    { "legal", legal });

	if (m->verb == KS_VERB_MEET && m->last->status == KS_H_MET)
		return ks_fail(m->ctx, KS_REFUSED, KS_MSG_handover_met_already, args);
	return ks_fail(m->ctx, KS_REFUSED,
		       *legal ? KS_MSG_handover_illegal : KS_MSG_handover_at_its_end, args);
}

/* The move that stands when the last one is taken back; NULL: there is none. */
static const struct ks_handover_move *before_last(const struct moving *m)
{
	const struct ks_handover_move *before = NULL;

	for (size_t i = 0; i < m->h.n_moves; i++) {
		const struct ks_handover_move *move = &m->h.moves[i];

		if (move == m->last)
			break;
		if (!move->undone && move->verb != KS_VERB_CORRECT)
			before = move;
	}
	return before;
}

static enum ks_status find_status(struct moving *m)
{
	const struct ks_handover_move *before;
	int next;

	if (m->verb != KS_VERB_CORRECT) {
		next = ks_loop_next(m->last->status, m->verb);
		if (next < 0)
			return refuse_move(m);
		m->move.status = (enum ks_handover_status)next;
		return KS_OK;
	}
	before = before_last(m);
	if (!before)
		return ks_fail(m->ctx, KS_REFUSED,
			       ks_loop_next(m->last->status, KS_VERB_WITHDRAW) >= 0
				       ? KS_MSG_handover_withdraw_instead
				       : KS_MSG_handover_nothing_to_undo,
			       KS_ARGS({ "handover", m->h.id }));
	m->move.status = before->status;
	m->move.until = before->until;
	return KS_OK;
}

static enum ks_status check_needs(const struct moving *m)
{
	enum needed what = needs[m->verb];

	/* What was never sent can be withdrawn without a reason. */
	if (m->verb == KS_VERB_WITHDRAW && m->last->status == KS_H_DRAFT)
		what = NOTHING;
	if (was_told(m->opts, what))
		return KS_OK;
	return ks_fail(m->ctx, KS_USAGE, missing[what],
		       KS_ARGS({ "verb", ks_verb_words[m->verb] }, { "handover", m->h.id }));
}

/* ---- dates --------------------------------------------------------------- */

static const char *day_text(struct ks_arena *arena, ks_day day)
{
	char text[KS_DATE_TEXT];

	ks_format_date(day, text);
	return ks_strdup(arena, text);
}

enum ks_status ks_handover_day(struct ks_ctx *ctx, const struct handover_opts *opts, ks_day *day)
{
	*day = opts->date == KS_NO_DAY ? ctx->today : opts->date;
	if (*day <= ctx->today)
		return KS_OK;
	return ks_fail(ctx, KS_INPUT, KS_MSG_handover_date_ahead,
		       KS_ARGS({ "date", day_text(ctx->arena, *day) },
			       { "today", day_text(ctx->arena, ctx->today) }));
}

static enum ks_status check_dates(struct moving *m)
{
	struct ks_arena *arena = m->ctx->arena;
	enum ks_status status = ks_handover_day(m->ctx, m->opts, &m->move.date);
	ks_day ahead = needs[m->verb] == A_DATE_UNTIL ? m->opts->until :
		       needs[m->verb] == A_DATE_ON    ? m->opts->on :
							KS_NO_DAY;

	if (status)
		return status;
	if (m->move.date < m->last->date)
		return ks_fail(m->ctx, KS_INPUT, KS_MSG_handover_date_before_last,
			       KS_ARGS({ "date", day_text(arena, m->move.date) },
				       { "last", day_text(arena, m->last->date) }));
	if (m->verb == KS_VERB_NO_SHOW && m->move.date < m->last->until)
		return ks_fail(m->ctx, KS_INPUT, KS_MSG_handover_not_missed_yet,
			       KS_ARGS({ "handover", m->h.id },
				       { "on", day_text(arena, m->last->until) }));
	if (ahead == KS_NO_DAY)
		return KS_OK;
	m->move.until = ahead;
	if (ahead >= m->move.date)
		return KS_OK;
	return ks_fail(m->ctx, KS_INPUT, KS_MSG_handover_date_past,
		       KS_ARGS({ "date", day_text(arena, ahead) },
			       { "move", day_text(arena, m->move.date) }));
}

/* ---- who was there ------------------------------------------------------- */

static const char *const attendants[] = { "mother",   "partner", "child",	"network",
					  "receiver", "sender",	 "interpreter", NULL };

static bool is_known_attendant(const struct ks_ctx *ctx, const char *word)
{
	return ks_word_index(attendants, word) >= 0 || ks_find_role(ctx->coalition, word);
}

static enum ks_status refuse_attendant(struct ks_ctx *ctx, const char *word)
{
	struct ks_near near;

	ks_near_start(&near, word);
	for (size_t i = 0; attendants[i]; i++)
		ks_near_offer(&near, attendants[i]);
	for (size_t i = 0; i < ctx->coalition->n_roles; i++)
		ks_near_offer(&near, ctx->coalition->roles[i]->id);
	ks_error(ctx->diag, ks_nowhere(), KS_MSG_handover_unknown_present,
		 KS_ARGS({ "word", word }), near.best);
	return KS_INPUT;
}

enum ks_status ks_handover_take_present(struct ks_ctx *ctx, const struct ks_list *present,
					const char **out)
{
	struct ks_buf buf;

	ks_buf_init(&buf, ctx->arena);
	for (size_t i = 0; i < present->n; i++) {
		if (!is_known_attendant(ctx, present->items[i]))
			return refuse_attendant(ctx, present->items[i]);
		ks_buf_add(&buf, i ? "," : "");
		ks_buf_add(&buf, present->items[i]);
	}
	*out = buf.text;
	return KS_OK;
}

static enum ks_status take_present(struct moving *m)
{
	if (m->verb != KS_VERB_MEET)
		return KS_OK;
	return ks_handover_take_present(m->ctx, &m->opts->present, &m->move.present);
}

/* ---- the move ------------------------------------------------------------ */

/* A draft that is sent needs consent, unless it has it. */
static enum ks_status take_consent(struct moving *m)
{
	const struct ks_intervention *intervention =
		m->h.intervention ? ks_find_intervention(m->ctx->coalition, m->h.intervention) : NULL;
	bool has_it = m->h.has_consent || m->h.ground;
	enum ks_status status;
	ks_day day;

	if (m->verb != KS_VERB_SEND || (has_it && m->opts->consent < 0))
		return KS_OK;
	day = m->opts->date == KS_NO_DAY ? m->ctx->today : m->opts->date;
	status = ks_handover_take_consent(m->ctx, m->opts, intervention, day, &m->h);
	return status ? status : ks_handover_consent(m->ctx->store, m->h.id, &m->h.consent);
}

/* Nothing is sent without a question: what the draft lacks is given here, and said once. */
static enum ks_status check_asked(const struct moving *m)
{
	const char *asked = m->opts->ask;

	if (m->verb != KS_VERB_SEND || (m->h.ask && !asked) ||
	    (!m->h.ask && asked && !m->opts->note))
		return KS_OK;
	return ks_fail(m->ctx, KS_USAGE,
		       m->h.ask ? KS_MSG_handover_has_ask :
		       asked	? KS_MSG_handover_ask_or_note :
				  KS_MSG_handover_needs_ask,
		       KS_ARGS({ "handover", m->h.id }));
}

static void take_words(struct moving *m)
{
	bool asks = m->verb == KS_VERB_SEND && m->opts->ask;

	m->move.reason = m->opts->reason < 0 ? NULL : ks_reason_words[m->opts->reason];
	m->move.outcome = m->opts->outcome < 0 ? NULL : ks_outcome_words[m->opts->outcome];
	m->move.note = m->verb == KS_VERB_CORRECT ? m->opts->because :
		       asks			   ? m->opts->ask :
						     m->opts->note;
	m->move.at = m->ctx->now;
	m->move.user = m->ctx->actor.user;
	m->move.role = m->ctx->actor.role;
	m->move.organisation = m->ctx->actor.organisation;
}

static enum ks_status check_move(struct moving *m)
{
	enum ks_status status = find_status(m);

	if (!status)
		status = check_needs(m);
	if (!status)
		status = check_dates(m);
	if (!status)
		status = take_present(m);
	if (!status)
		status = take_consent(m);
	if (!status)
		status = check_asked(m);
	return status;
}

static enum ks_status make_move(struct moving *m)
{
	struct ks_store *store = m->ctx->store;
	enum ks_status status = ks_handover_read(store, m->ctx->args[0], &m->h);

	if (status)
		return status;
	ks_store_about(store, m->h.case_key, m->h.id);
	m->last = ks_handover_last(&m->h, KS_ALL_DAYS);
	m->move = (struct ks_handover_move){ .verb = m->verb, .until = KS_NO_DAY };
	status = check_move(m);
	if (status)
		return status;
	take_words(m);
	return ks_handover_move(store, m->h.id, &m->move);
}

static enum ks_status show(struct moving *m)
{
	struct ks_handover_view view;
	enum ks_status status = ks_handover_read(m->ctx->store, m->h.id, &m->h);

	if (status)
		return status;
	ks_handover_view_make(m->ctx, &m->h, &view);
	ks_out_handover_done(m->ctx->out, &view, m->verb);
	return KS_OK;
}

static bool offers(const struct ks_cmd *cmd, const char *name)
{
	for (const struct ks_opt *opt = cmd->opts; opt->name; opt++)
		if (ks_streq(opt->name, name))
			return true;
	return false;
}

/*
 * What a verb's table does not offer was not given: words are -1 then, dates
 * KS_NO_DAY, as they are for an offered option that was left out.
 */
static void forget(const struct ks_cmd *cmd, struct handover_opts *opts)
{
	const struct {
		const char *name;
		int *value;
		int none;
	} all[] = {
		{ "reason", &opts->reason, -1 },	 { "outcome", &opts->outcome, -1 },
		{ "consent", &opts->consent, -1 },	 { "consent-by", &opts->consent_by, -1 },
		{ "ground", &opts->ground, -1 },	 { "until", &opts->until, KS_NO_DAY },
		{ "on", &opts->on, KS_NO_DAY },		 { "date", &opts->date, KS_NO_DAY },
		{ "consent-until", &opts->consent_until, KS_NO_DAY },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (!offers(cmd, all[i].name))
			*all[i].value = all[i].none;
}

enum ks_status ks_handover_run_move(struct ks_ctx *ctx, const void *opts)
{
	struct moving m = { .ctx = ctx, .given = *(const struct handover_opts *)opts };
	enum ks_status status;

	forget(ctx->cmd, &m.given);
	m.opts = &m.given;
	m.verb = (enum ks_verb)ks_word_index(ks_verb_words, ctx->cmd->name);
	status = ks_store_begin(ctx->store, KS_UPDATE,
				ks_fmt(ctx->arena, "handover-%s", ctx->cmd->name), __func__);
	if (!status)
		status = make_move(&m);
	if (!status && !ctx->unseen)
		status = show(&m);
	return ks_finish(ctx, status);
}
