/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * `ks handover new`: from a step of the last kept route, or to a role, to a
 * handover that is requested, kept as a draft, or was not wanted.
 */
#include <string.h>

#include "handover.h"
#include "ks/cmd/facts.h"
#include "ks/base/arena.h"
#include "ks/base/near.h"
#include "ks/engine/route.h"
#include "ks/output/label.h"
#include "ks/store/cases.h"
#include "ks/store/routes.h"

struct making {
	struct ks_ctx *ctx;
	const struct handover_opts *opts;
	struct ks_case family;
	const struct ks_role *role;
	const struct ks_intervention *intervention;
	const struct ks_step *step;		/* the card's, that sets the terms; NULL */
	ks_day day;
	struct ks_handover h;
	struct ks_handover_move move;
};

/* ---- to whom: a step of the kept route ----------------------------------- */

/* "b": steps have letters where a page leaves some out, so that they name no number. */
static bool is_letter_of_page(const char *step)
{
	return step[0] >= 'a' && step[0] <= 'z' &&
	       (!step[1] || (step[1] >= 'a' && step[1] <= 'z' && !step[2]));
}

static enum ks_status no_such_step(const struct making *m, const struct ks_kept_route *kept)
{
	struct ks_near near;

	if (!kept->id)
		return ks_fail(m->ctx, KS_INPUT, KS_MSG_handover_no_route,
			       KS_ARGS({ "case", m->h.case_key }));
	if (is_letter_of_page(m->opts->step))
		return ks_fail(m->ctx, KS_INPUT, KS_MSG_handover_step_letter,
			       KS_ARGS({ "step", m->opts->step }, { "case", m->h.case_key }));
	ks_near_start(&near, m->opts->step);
	for (size_t i = 0; i < kept->n_steps; i++)
		ks_near_offer(&near, kept->steps[i].id);
	ks_error(m->ctx->diag, ks_nowhere(), KS_MSG_handover_no_step,
		 KS_ARGS({ "step", m->opts->step }, { "route", kept->id }, { "case", m->h.case_key },
			 { "n", ks_fmt(m->ctx->arena, "%zu", kept->n_steps) }),
		 near.best);
	return KS_INPUT;
}

/* Of the reasons for a step the one that is due first sets the terms. */
static const struct ks_step *leading_step(const struct making *m, const char *id)
{
	const struct ks_route *route = ks_route_decide(m->ctx->arena, m->ctx->coalition,
						       &m->family.family, m->day);
	const struct ks_route_step *step = ks_route_find(route, id);
	const struct ks_reason *lead = NULL;

	for (size_t i = 0; step && i < step->n_reasons; i++)
		if (!lead || step->reasons[i].due < lead->due)
			lead = &step->reasons[i];
	return lead ? lead->step : NULL;
}

static void take_kept_step(struct making *m, const struct ks_kept_route *kept,
			   const struct ks_kept_step *step)
{
	m->h.route = kept->id;
	m->h.step_id = step->id;
	m->h.due = step->due;
	m->h.form = (enum ks_form)ks_word_index(ks_form_words, step->form);
	m->h.urgency = (enum ks_urgency)ks_word_index(ks_urgency_words, step->urgency);
	m->h.intervention = step->intervention;
	m->h.to_role = step->role;
	m->h.to_organisation = step->organisation;
	m->role = ks_find_role(m->ctx->coalition, step->role);
	m->intervention = step->intervention ?
		ks_find_intervention(m->ctx->coalition, step->intervention) : NULL;
	m->step = leading_step(m, step->id);
	if (!m->step)
		return;
	m->h.card = m->step->card->id;
	m->h.card_version = m->step->card->version;
}

/* --intervention beside --step may say again what the step is about, nothing else. */
static enum ks_status check_same(const struct making *m, const struct ks_kept_step *step)
{
	const char *typed = m->opts->intervention;
	struct ks_near near;

	if (!typed || ks_streq(typed, step->intervention))
		return KS_OK;
	if (!step->intervention)
		return ks_fail(m->ctx, KS_INPUT, KS_MSG_handover_step_is_do,
			       KS_ARGS({ "step", step->id }));
	ks_near_start(&near, typed);
	ks_near_offer(&near, step->intervention);
	ks_error(m->ctx->diag, ks_nowhere(), KS_MSG_handover_other_intervention,
		 KS_ARGS({ "step", m->opts->step }, { "own", step->intervention },
			 { "intervention", typed }),
		 near.best);
	return KS_INPUT;
}

/* Nobody passed a family on before there was a reason to. */
static enum ks_status check_not_before(const struct making *m, enum ks_msg msg, const char *route,
				       ks_day first)
{
	char day[KS_DATE_TEXT], since[KS_DATE_TEXT];

	if (first == KS_NO_DAY || m->day >= first)
		return KS_OK;
	ks_format_date(m->day, day);
	ks_format_date(first, since);
	return ks_fail(m->ctx, KS_INPUT, msg,
		       KS_ARGS({ "date", day }, { "route", route ? route : "" },
			       { "first", since }));
}

static enum ks_status take_step(struct making *m)
{
	struct ks_kept_route kept;
	enum ks_status status = ks_route_last(m->ctx->store, m->h.case_key, KS_NO_DAY, &kept);
	const struct ks_kept_step *step;

	if (status)
		return status;
	step = kept.id ? ks_kept_step_find(&kept, m->opts->step) : NULL;
	if (!step)
		return no_such_step(m, &kept);
	status = check_same(m, step);
	if (status)
		return status;
	take_kept_step(m, &kept, step);
	return check_not_before(m, KS_MSG_handover_before_route, kept.id, kept.date);
}

/* ---- to whom: a role ----------------------------------------------------- */

enum ks_status ks_handover_no_such_role(struct ks_ctx *ctx, const char *id)
{
	struct ks_near near;

	ks_near_start(&near, id);
	for (size_t i = 0; i < ctx->coalition->n_roles; i++)
		ks_near_offer(&near, ctx->coalition->roles[i]->id);
	ks_error(ctx->diag, ks_nowhere(), KS_MSG_handover_no_role, KS_ARGS({ "role", id }),
		 near.best);
	return KS_INPUT;
}

static enum ks_status no_such_intervention(struct ks_ctx *ctx, const char *id)
{
	struct ks_near near;

	ks_near_start(&near, id);
	for (size_t i = 0; i < ctx->coalition->n_interventions; i++)
		ks_near_offer(&near, ctx->coalition->interventions[i]->id);
	ks_error(ctx->diag, ks_nowhere(), KS_MSG_handover_no_intervention,
		 KS_ARGS({ "intervention", id }), near.best);
	return KS_INPUT;
}

static enum ks_status take_intervention(struct making *m)
{
	if (!m->opts->intervention)
		return KS_OK;
	m->intervention = ks_find_intervention(m->ctx->coalition, m->opts->intervention);
	if (!m->intervention)
		return no_such_intervention(m->ctx, m->opts->intervention);
	m->h.intervention = m->intervention->id;
	return KS_OK;
}

static ks_day first_screened(const struct making *m)
{
	ks_day first = KS_NO_DAY;

	for (size_t i = 0; i < m->family.n_screenings; i++)
		if (first == KS_NO_DAY || m->family.screenings[i].date < first)
			first = m->family.screenings[i].date;
	return first;
}

static enum ks_status take_role(struct making *m)
{
	enum ks_status status;

	m->role = ks_find_role(m->ctx->coalition, m->opts->to);
	if (!m->role)
		return ks_handover_no_such_role(m->ctx, m->opts->to);
	m->h.to_role = m->role->id;
	m->h.form = KS_THREE_WAY;
	m->h.urgency = KS_ROUTINE;
	status = check_not_before(m, KS_MSG_handover_before_screening, NULL, first_screened(m));
	return status ? status : take_intervention(m);
}

static enum ks_status take_target(struct making *m)
{
	enum ks_status status;

	if (!m->opts->step == !m->opts->to)
		return ks_fail(m->ctx, KS_USAGE, KS_MSG_handover_needs_target, NULL);
	status = m->opts->step ? take_step(m) : take_role(m);
	if (status)
		return status;
	if (m->opts->form >= 0)
		m->h.form = (enum ks_form)m->opts->form;
	if (m->opts->urgency >= 0)
		m->h.urgency = (enum ks_urgency)m->opts->urgency;
	return KS_OK;
}

/* ---- terms, as agreed now ------------------------------------------------ */

static const struct ks_filler *filler(const struct making *m)
{
	return m->role ? ks_role_filler(m->role, m->family.family.municipality) : NULL;
}

static struct ks_span sooner(ks_day from, struct ks_span a, struct ks_span b)
{
	return ks_add_span(from, b) < ks_add_span(from, a) ? b : a;
}

/*
 * An answer: what the role promised, else the policy, and never later than
 * the card wants the step done. A first contact: the card's term, else the
 * policy's. Feedback: the policy's.
 */
static void take_terms(struct making *m)
{
	const struct ks_policy *policy = m->ctx->coalition->policy;
	const struct ks_filler *who = filler(m);
	bool promised = who && who->has_responds_within;

	m->h.respond_within = promised ? who->responds_within : policy[KS_RESPOND_WITHIN].span;
	m->h.contact_within = policy[KS_CONTACT_WITHIN].span;
	m->h.feedback_within = policy[KS_FEEDBACK_WITHIN].span;
	if (!m->h.to_organisation && who)
		m->h.to_organisation = ks_text_in(who->organisation, KS_NL);
	if (!m->step)
		return;
	m->h.respond_within = sooner(m->day, m->h.respond_within, m->step->within);
	m->h.contact_within = m->step->within;
}

/* ---- the card's other way -------------------------------------------------- */

static void take_other_ways(struct making *m)
{
	const char *keeper = m->opts->keeps_contact;

	if (m->step) {
		m->h.if_refused = ks_label_fallback(m->ctx->out, &m->step->if_refused);
		m->h.if_waiting = ks_label_fallback(m->ctx->out, &m->step->if_waiting);
		if (!keeper && m->step->if_waiting.refer_to)
			keeper = m->step->if_waiting.refer_to->id;
	}
	m->h.keeps_contact = keeper ? keeper : m->ctx->actor.role;
}

/* ---- consent, words, first move ------------------------------------------ */

static bool has_consent_option(const struct handover_opts *opts)
{
	return opts->consent >= 0 || opts->ground >= 0;
}

/* As take_consent() has it: without any of these it refuses. */
bool ks_handover_is_ready(const void *opts)
{
	const struct handover_opts *o = opts;

	return o->refused || o->draft || has_consent_option(o);
}

static enum ks_status take_consent(struct making *m)
{
	if (m->opts->refused && (m->opts->draft || has_consent_option(m->opts)))
		return ks_fail(m->ctx, KS_USAGE, KS_MSG_handover_refused_alone, NULL);
	if (m->opts->refused || (m->opts->draft && !has_consent_option(m->opts)))
		return KS_OK;
	return ks_handover_take_consent(m->ctx, m->opts, m->intervention, m->day, &m->h);
}

static enum ks_status take_words(struct making *m)
{
	const struct handover_opts *opts = m->opts;

	if (!opts->ask && !opts->refused && !opts->draft)
		return ks_fail(m->ctx, KS_USAGE, KS_MSG_handover_needs_ask, NULL);
	m->h.ask = opts->ask;
	m->h.own_words = opts->own_words;
	m->h.works_well = opts->works_well;
	m->h.agreements = opts->agreements;
	m->h.safe_contact = opts->safe_contact ? opts->safe_contact :
						 m->family.facts[KS_FACT_SAFE_CONTACT];
	m->h.from_role = m->ctx->actor.role;
	m->h.from_organisation = m->ctx->actor.organisation;
	m->h.from_user = m->ctx->actor.user;
	return KS_OK;
}

static void take_move(struct making *m)
{
	const struct handover_opts *opts = m->opts;

	m->move = (struct ks_handover_move){
		.number = 1,
		.status = opts->refused ? KS_H_STOPPED : opts->draft ? KS_H_DRAFT : KS_H_REQUESTED,
		.verb = KS_VERB_NEW,
		.date = m->day,
		.at = m->ctx->now,
		.user = m->ctx->actor.user,
		.role = m->ctx->actor.role,
		.organisation = m->ctx->actor.organisation,
		.note = opts->note,
		.reason = opts->refused ? "parent-refused" : NULL,
		.until = KS_NO_DAY,
	};
	m->h.moves = &m->move;
	m->h.n_moves = 1;
}

/* One that ended and waits for feedback alone stands in nobody's way. */
static bool still_runs(const struct ks_handover *h)
{
	const struct ks_handover_move *last = ks_handover_last(h, KS_ALL_DAYS);

	return last && !ks_loop_is_ended(last->status);
}

/* Nothing forbids a second one; nobody should make it without knowing of the first. */
static enum ks_status notice_earlier(struct making *m)
{
	const struct ks_handover_filter filter = { .case_key = m->h.case_key, .open_only = true };
	struct ks_handover *items = NULL;
	size_t n = 0;
	enum ks_status status = ks_handover_list(m->ctx->store, &filter, &items, &n);

	for (size_t i = 0; i < n && !status; i++)
		if (m->h.step_id && still_runs(&items[i]) &&
		    ks_handover_is_about(&items[i], m->h.step_id))
			ks_diag_add(m->ctx->diag, KS_NOTE, ks_nowhere(), KS_MSG_handover_earlier,
				    KS_ARGS({ "handover", items[i].id }, { "step", m->h.step_id }),
				    NULL);
	return status;
}

/* Who asks herself waits for an answer that nobody will give. */
static void notice_own(const struct making *m)
{
	const struct ks_handover *h = &m->h;

	if (!h->step_id || m->opts->refused || m->opts->organisation ||
	    !ks_streq(h->to_role, h->from_role))
		return;
	ks_diag_add(m->ctx->diag, KS_NOTE, ks_nowhere(), KS_MSG_handover_own_step,
		    KS_ARGS({ "handover", h->id }, { "case", h->case_key }, { "step", h->step_id }),
		    NULL);
}

static bool tells(const char *text, const char *language)
{
	return text && (strstr(text, language) || strstr(text, "tolk") ||
			strstr(text, "interpreter"));
}

/* Her language is hers to tell, so it goes along only in words she agreed to. */
static void notice_language(struct making *m)
{
	const char *language = m->family.facts[KS_FACT_INTERPRETER];
	const struct ks_handover *h = &m->h;

	if (!language || m->opts->refused || ks_streq(h->ground, "anonymous-advice") ||
	    tells(h->ask, language) || tells(h->agreements, language) ||
	    tells(h->safe_contact, language) || tells(h->own_words, language))
		return;
	ks_diag_add(m->ctx->diag, KS_NOTE, ks_nowhere(), KS_MSG_handover_language,
		    KS_ARGS({ "language", language }), NULL);
}

/* ---- together ------------------------------------------------------------ */

static enum ks_status open_case(struct making *m)
{
	struct ks_store *store = m->ctx->store;
	char *key = KS_NEW_N(m->ctx->arena, KS_KEY_SIZE, char);
	enum ks_status status = ks_case_find(store, m->ctx->args[0], key);

	if (status)
		return status;
	ks_store_about(store, key, NULL);
	m->h.case_key = key;
	m->h.due = KS_NO_DAY;
	status = ks_case_read(store, m->ctx->coalition, key, &m->family);
	if (!status && m->family.family.phase == KS_ENDED)
		return ks_fail(m->ctx, KS_REFUSED, KS_MSG_case_has_ended, KS_ARGS({ "case", key }));
	return status ? status : ks_check_not_closed(m->ctx, &m->family);
}

static enum ks_status gather(struct making *m)
{
	enum ks_status status = take_target(m);

	if (!status)
		status = take_consent(m);
	if (!status)
		status = take_words(m);
	if (!status)
		status = ks_handover_day(m->ctx, m->opts, &m->day);
	return status;
}

static enum ks_status make(struct making *m)
{
	enum ks_status status = open_case(m);

	m->day = m->opts->date == KS_NO_DAY ? m->ctx->today : m->opts->date;
	if (!status)
		status = gather(m);
	if (!status)
		status = notice_earlier(m);
	if (status)
		return status;
	ks_handover_note_whose(m->ctx, m->opts, m->step, m->family.family.age);
	notice_language(m);
	take_terms(m);
	take_other_ways(m);
	take_move(m);
	status = ks_handover_add(m->ctx->store, &m->h);
	if (status)
		return status;
	notice_own(m);
	ks_store_about(m->ctx->store, m->h.case_key, m->h.id);
	return KS_OK;
}

static void show(struct making *m)
{
	struct ks_handover_view view;

	ks_handover_view_make(m->ctx, &m->h, &view);
	view.incomplete = m->family.unfinished != 0;
	ks_out_handover_done(m->ctx->out, &view, KS_VERB_NEW);
}

enum ks_status ks_handover_run_new(struct ks_ctx *ctx, const void *opts)
{
	struct making m = { .ctx = ctx, .opts = opts };
	enum ks_status status = ks_store_begin(ctx->store, KS_CREATE, "handover-new", __func__);

	if (!status)
		status = make(&m);
	if (!status && !ctx->unseen)
		show(&m);
	return ks_finish(ctx, status);
}
