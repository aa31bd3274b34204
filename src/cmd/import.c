/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ks import: a handover from another casebook, or how one of ours stands
 * there; answers are in import_answers.c.
 */
#include <assert.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/cards/load.h"
#include "ks/cmd/commands.h"
#include "ks/cmd/facts.h"
#include "ks/cmd/opt.h"
#include "ks/cmd/terminal.h"
#include "ks/cmd/weigh.h"
#include "ks/exchange/fhir.h"
#include "ks/exchange/reported.h"
#include "ks/output/label.h"
#include "import.h"
#include "parcel.h"

static const struct ks_opt opts[] = {
	{ "case", KS_OPT_NAME, offsetof(struct import_opts, case_key), NULL, "CASE",
	  KS_MSG_opt_import_case },
	{ "with-answers", KS_OPT_FLAG, offsetof(struct import_opts, with_answers), NULL, NULL,
	  KS_MSG_opt_import_with_answers },
	{ "by", KS_OPT_WORD, offsetof(struct import_opts, by), ks_by_words,
	  "self|professional|file", KS_MSG_opt_import_by },
	{ "date", KS_OPT_DATE, offsetof(struct import_opts, date), NULL, "DATE",
	  KS_MSG_opt_import_date },
	{ "yes", KS_OPT_FLAG, offsetof(struct import_opts, yes), NULL, NULL,
	  KS_MSG_opt_import_yes },
	{ .name = NULL },
};

struct taking {
	struct ks_ctx *ctx;
	const struct import_opts *o;
	struct ks_fhir_read read;
	const struct ks_parcel *p;	/* in read */
	bool known;			/* the handover is here */
	struct ks_handover h;		/* then: as it stands */
	const char *case_key;		/* NULL: a new case */
	struct ks_merge merge;
	bool revokes;			/* the bundle says that consent was taken back */
	struct ks_answer *answers;	/* what was shared and becomes an answer */
	size_t n_answers;
};

static const char *day_text(struct taking *t, ks_day day)
{
	char text[KS_DATE_TEXT];

	ks_format_date(day, text);
	return ks_strdup(t->ctx->arena, text);
}

/* ---- which handover, which case ------------------------------------------ */

static enum ks_status find_handover(struct taking *t)
{
	struct ks_store *store = t->ctx->store;
	const struct ks_parcel_id *origin;
	enum ks_status status;
	const char *id;
	bool ours;

	assert(t->p);
	origin = &t->p->origin;
	ours = ks_streq(origin->book, ks_store_book_id(store));
	id = ours ? origin->id : ks_handover_of_origin(store, origin->book, origin->id);
	status = id ? ks_handover_read(store, id, &t->h) : KS_OK;
	if (ours && (status == KS_INPUT || !ks_streq(t->h.id, id)))
		return ks_fail(t->ctx, KS_INPUT, KS_MSG_import_not_here,
			       KS_ARGS({ "handover", origin->id }));
	t->known = id && !status;
	return status;
}

static enum ks_status check_same(struct taking *t)
{
	const struct ks_handover *h = &t->h;

	if (!ks_streq(h->from_role, t->p->from.role) || !ks_streq(h->to_role, t->p->to.role))
		return ks_fail(t->ctx, KS_INPUT, KS_MSG_import_other_terms,
			       KS_ARGS({ "handover", h->id }, { "from", h->from_role },
				       { "to", h->to_role }));
	if (t->case_key && !ks_streq(t->case_key, h->case_key))
		return ks_fail(t->ctx, KS_INPUT, KS_MSG_import_other_case,
			       KS_ARGS({ "handover", h->id }, { "case", h->case_key }));
	t->case_key = h->case_key;
	return KS_OK;
}

/* What a new handover must have here, as when it is made here. */
static enum ks_status check_new(struct taking *t)
{
	const struct ks_parcel *p = t->p;
	const struct ks_intervention *help =
		p->intervention ? ks_find_intervention(t->ctx->coalition, p->intervention) : NULL;

	if (!p->whole)
		return ks_fail(t->ctx, KS_INPUT, KS_MSG_import_only_status,
			       KS_ARGS({ "handover", p->origin.id }));
	if (!ks_find_role(t->ctx->coalition, p->to.role))
		return ks_fail(t->ctx, KS_INPUT, KS_MSG_import_unknown_role,
			       KS_ARGS({ "role", p->to.role }));
	if (help && help->consent_explicit && !p->has_consent)
		return ks_fail(t->ctx, KS_REFUSED, KS_MSG_consent_explicit_missing,
			       KS_ARGS({ "intervention", help->id }));
	if (!t->case_key)
		t->case_key = ks_case_of_origin(t->ctx->store, p->origin.book, p->origin_case);
	return KS_OK;
}

/* ---- which moves --------------------------------------------------------- */

static enum ks_status refuse_move(struct taking *t)
{
	const struct ks_parcel_move *move = &t->p->moves[t->merge.culprit];
	const struct ks_arg *args =
		KS_ARGS({ "handover", t->known ? t->h.id : t->p->origin.id },
			{ "verb", ks_verb_words[move->verb] }, { "date", day_text(t, move->date) },
			{ "status", ks_handover_status_words[t->merge.before] },
			{ "today", day_text(t, t->ctx->today) });

	switch (t->merge.result) {
	case KS_MERGE_APART:
		return ks_fail(t->ctx, KS_INPUT, KS_MSG_import_apart, args);
	case KS_MERGE_ILLEGAL:
		return ks_fail(t->ctx, KS_REFUSED, KS_MSG_import_illegal, args);
	case KS_MERGE_DATE:
		return ks_fail(t->ctx, KS_INPUT, KS_MSG_import_date, args);
	case KS_MERGE_OK:
		break;
	}
	return ks_fail(t->ctx, KS_INPUT, KS_MSG_import_ahead, args);
}

static enum ks_status find_moves(struct taking *t)
{
	const struct ks_parcel *p = t->p;
	const struct ks_parcel_move *ours =
		t->known ? ks_parcel_moves(t->ctx->arena, &t->h) : NULL;

	t->merge = ks_parcel_merge(t->ctx->arena, ours, t->known ? t->h.n_moves : 0, p->moves,
				   p->n_moves);
	if (t->merge.result != KS_MERGE_OK)
		return refuse_move(t);
	for (size_t i = t->merge.first_new; i < p->n_moves; i++) {
		t->merge.culprit = i;
		if (p->moves[i].date > t->ctx->today)
			return refuse_move(t);
	}
	t->revokes = t->known && t->h.origin_book && p->has_consent &&
		     p->consent_revoked != KS_NO_DAY && t->h.has_consent &&
		     t->h.consent.revoked == KS_NO_DAY;
	return KS_OK;
}

/* ---- what was shared ----------------------------------------------------- */

/* A factor the cards of this coalition know, about whom it is; else NULL. */
static const struct ks_factor *known_factor(struct taking *t, const char *id,
					    enum ks_subject *subject)
{
	struct ks_diag unheard;

	ks_diag_init(&unheard, t->ctx->arena);
	return ks_parse_factor(t->ctx->coalition, id, ks_nowhere(), &unheard, subject);
}

/* As answers from a file, of the day it was asked: what the case does not know yet. */
static void take_shared(struct taking *t, const struct ks_case *data)
{
	const struct ks_parcel *p = t->p;

	t->answers = KS_NEW_N(t->ctx->arena, p->n_factors + 1, struct ks_answer);
	for (size_t i = 0; i < p->n_factors; i++) {
		enum ks_subject subject = KS_MOTHER;
		struct ks_answer answer = {
			.factor = known_factor(t, p->factors[i].id, &subject),
			.reply = KS_PRESENT,
			.by = KS_BY_FILE,
			.date = p->moves[0].date,
		};

		answer.subject = subject;
		if (answer.factor && (!data || !ks_is_known_answer(data, &answer)))
			t->answers[t->n_answers++] = answer;
	}
}

/*
 * A new case begins with what was shared. To a case that is here already it is
 * added only when somebody says so: that case has answers of its own.
 */
static enum ks_status find_answers(struct taking *t)
{
	struct ks_case data = { .key = "" };
	struct ks_facts facts;
	enum ks_status status;

	t->n_answers = 0;
	if (!t->case_key)
		take_shared(t, NULL);
	if (!t->case_key || !t->o->with_answers || (t->known && !t->h.origin_book))
		return KS_OK;
	ks_facts_init(&facts, t->ctx, t->case_key);
	status = ks_facts_read(&facts);
	if (!status)
		status = ks_case_read(t->ctx->store, t->ctx->coalition, t->case_key, &data);
	if (!status)
		take_shared(t, &data);
	return status;
}

static enum ks_status work_out(struct taking *t)
{
	enum ks_status status;

	t->case_key = NULL;
	status = ks_import_case(t->ctx, t->o, &t->case_key);
	t->known = false;
	if (!status)
		status = find_handover(t);
	if (!status)
		status = t->known ? check_same(t) : check_new(t);
	if (!status)
		status = find_moves(t);
	if (!status)
		status = find_answers(t);
	if (!status)
		ks_store_about(t->ctx->store, t->case_key, t->known ? t->h.id : NULL);
	return status;
}

/* ---- what it comes to, on a page ----------------------------------------- */

static const char *who(struct taking *t, const struct ks_parcel_party *by)
{
	return ks_fmt(t->ctx->arena, "%s, %s (%s)",
		      ks_party_of(t->ctx, by->role, NULL, NULL).label, by->organisation, by->user);
}

/* What may be told, by name; a factor the cards do not know is called as the bundle calls it. */
static struct ks_named *shared_names(struct taking *t)
{
	const struct ks_parcel *p = t->p;
	struct ks_named *names = KS_NEW_N(t->ctx->arena, p->n_factors + 1, struct ks_named);

	for (size_t i = 0; i < p->n_factors; i++) {
		int subject;
		const struct ks_factor *factor =
			ks_shared_factor_of(t->ctx, p->factors[i].id, &subject);

		names[i].id = p->factors[i].id;
		names[i].label = factor ? ks_label_factor(t->ctx->arena, t->ctx->out->lang, factor,
							  subject) :
					  p->factors[i].label;
	}
	return names;
}

static struct ks_import_view view_of(struct taking *t)
{
	const struct ks_parcel *p = t->p;
	struct ks_move_view *moves = KS_NEW_N(t->ctx->arena, p->n_moves + 1, struct ks_move_view);
	struct ks_import_view view = {
		.handover = t->known ? t->h.id : NULL,
		.there = p->origin.id,
		.case_key = t->case_key,
		.fresh = !t->known,
		.new_case = !t->case_key,
		.from = ks_party_of(t->ctx, p->sender.role, p->sender.organisation, NULL),
		.to = ks_party_of(t->ctx, p->to.role, p->to.organisation, NULL),
		.moves = moves,
		.consent_revoked = t->revokes ? p->consent_revoked : KS_NO_DAY,
		.shared = shared_names(t),
		.n_shared = p->n_factors,
		.with_answers = t->o->with_answers || !t->case_key,
		.n_answers = t->n_answers,
		.not_taken = t->read.not_taken,
		.n_not_taken = t->read.n_not_taken,
	};

	for (size_t i = t->merge.first_new; i < p->n_moves; i++)
		moves[view.n_moves++] = (struct ks_move_view){ .date = p->moves[i].date,
							       .status = p->moves[i].status,
							       .reason = p->moves[i].reason,
							       .note = p->moves[i].note,
							       .by = who(t, &p->moves[i].by) };
	return view;
}

/* ---- doing it ------------------------------------------------------------ */

static struct ks_handover_move move_of(const struct ks_parcel_move *move)
{
	return (struct ks_handover_move){ .verb = move->verb,
					  .status = move->status,
					  .date = move->date,
					  .until = move->until,
					  .at = move->at,
					  .user = move->by.user,
					  .role = move->by.role,
					  .organisation = move->by.organisation,
					  .note = move->note,
					  .reason = move->reason,
					  .outcome = move->outcome,
					  .present = move->present };
}

static struct ks_consent consent_of(struct taking *t)
{
	const struct ks_parcel *p = t->p;
	struct ks_buf share;

	ks_buf_init(&share, t->ctx->arena);
	for (size_t i = 0; i < p->n_factors; i++)
		ks_buf_addf(&share, "%s%s", i ? "," : "", p->factors[i].id);
	return (struct ks_consent){ .by = p->consent_by,
				    .how = p->consent_how,
				    .date = p->consent_date,
				    .until = p->consent_until,
				    .revoked = p->consent_revoked,
				    .share = share.text };
}

static enum ks_status add_answers(struct taking *t)
{
	const struct ks_screening_new screening = { .date = t->p->moves[0].date,
						    .complete = true,
						    .answers = t->answers,
						    .n_answers = t->n_answers,
						    .raised = KS_NO_CLASS,
						    .origin = t->h.id };
	struct ks_weighed weighed = { .route = NULL };
	int number;
	enum ks_status status =
		ks_screening_add(t->ctx->store, t->case_key, &screening, &number);

	if (!status)
		status = ks_weigh(t->ctx, t->case_key, &weighed);
	return status ? status : ks_weigh_keep(t->ctx, &weighed);
}

static enum ks_status make_case(struct taking *t)
{
	const struct ks_parcel *p = t->p;
	struct ks_facts facts;
	char *key = KS_NEW_N(t->ctx->arena, KS_KEY_SIZE, char);
	enum ks_status status = ks_case_new(t->ctx->store, key);

	t->case_key = key;
	ks_facts_init(&facts, t->ctx, key);
	ks_facts_text(&facts, KS_FACT_PHASE, ks_phase_words[p->phase < 0 ? KS_DURING : p->phase]);
	ks_facts_day(&facts, KS_FACT_DUE, p->family_due);
	ks_facts_day(&facts, KS_FACT_BORN, p->family_born);
	ks_facts_text(&facts, KS_FACT_MUNICIPALITY, p->municipality);
	return status ? status : ks_facts_status(&facts);
}

static enum ks_status add_handover(struct taking *t)
{
	const struct ks_parcel *p = t->p;
	enum ks_status status = t->case_key ? KS_OK : make_case(t);

	t->h = (struct ks_handover){
		.case_key = t->case_key,
		.intervention = p->intervention,
		.from_role = p->from.role,
		.from_organisation = p->from.organisation,
		.from_user = p->from.user,
		.to_role = p->to.role,
		.to_organisation = p->to.organisation,
		.form = p->form,
		.urgency = p->urgency,
		.ask = p->ask,
		.own_words = p->own_words,
		.works_well = p->works_well,
		.agreements = p->agreements,
		.safe_contact = p->safe_contact,
		.keeps_contact = p->keeps_contact,
		.due = p->due,
		.respond_within = p->respond_within,
		.contact_within = p->contact_within,
		.feedback_within = p->feedback_within,
		.has_consent = p->has_consent,
		.ground = p->ground,
		.origin_book = p->origin.book,
		.origin_id = p->origin.id,
		.origin_case = p->origin_case,
	};
	if (p->has_consent)
		t->h.consent = consent_of(t);
	t->h.moves = KS_NEW_N(t->ctx->arena, p->n_moves, struct ks_handover_move);
	t->h.n_moves = p->n_moves;
	for (size_t i = 0; i < p->n_moves; i++)
		t->h.moves[i] = move_of(&p->moves[i]);
	return status ? status : ks_handover_add(t->ctx->store, &t->h);
}

static enum ks_status update_handover(struct taking *t)
{
	struct ks_consent consent = t->h.consent;
	enum ks_status status = KS_OK;

	for (size_t i = t->merge.first_new; i < t->p->n_moves && !status; i++) {
		struct ks_handover_move move = move_of(&t->p->moves[i]);

		status = ks_handover_move(t->ctx->store, t->h.id, &move);
	}
	if (status || !t->revokes)
		return status;
	consent.revoked = t->p->consent_revoked;
	return ks_handover_consent(t->ctx->store, t->h.id, &consent);
}

static enum ks_status take(struct taking *t, struct ks_import_view *view)
{
	enum ks_status status = work_out(t);
	bool new_case;

	if (status)
		return status;
	*view = view_of(t);
	if (!ks_import_changes(view))
		return KS_OK;
	new_case = !t->case_key;
	ks_store_action(t->ctx->store, t->known ? KS_UPDATE : KS_CREATE);
	status = t->known ? update_handover(t) : add_handover(t);
	/* A new case is screened with what was shared, be it nothing. */
	if (!status && (new_case || t->n_answers))
		status = add_answers(t);
	ks_store_about(t->ctx->store, t->case_key, t->h.id);
	view->handover = t->h.id;
	view->case_key = t->case_key;
	return status;
}

/* ---- the command --------------------------------------------------------- */

static enum ks_status read_file(struct ks_ctx *ctx, struct ks_source_text **in)
{
	const char *name = ctx->args[0];

	return strcmp(name, "-") == 0 ? ks_read_stdin(ctx->arena, ctx->diag, ctx->out, "ks import",
							  in) :
					ks_read_file(ctx->arena, name, name, ctx->diag, in);
}

/* JSON begins with a brace, also when it is not sound: a table never does. */
static bool looks_like_json(const struct ks_source_text *in)
{
	const char *text = in->text;

	if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
		text += 3;
	while (ks_is_space(*text))
		text++;
	return *text == '{' || *text == '[';
}

static enum ks_status look(struct taking *t, struct ks_import_view *view)
{
	enum ks_status status = ks_store_begin(t->ctx->store, KS_READ, "import", __func__);

	if (status)
		return status;
	status = work_out(t);
	if (!status)
		*view = view_of(t);
	return ks_finish(t->ctx, status);
}

static enum ks_status do_it(struct taking *t, struct ks_import_view *view)
{
	enum ks_status status = ks_store_begin(t->ctx->store, KS_READ, "import", __func__);

	return status ? status : ks_finish(t->ctx, take(t, view));
}

static enum ks_status import_bundle(struct ks_ctx *ctx, const struct import_opts *o,
				    const struct ks_source_text *in)
{
	struct taking t = { .ctx = ctx, .o = o };
	struct ks_import_view view = { .handover = NULL };
	bool json = ctx->out->format == KS_AS_JSON, go_on = true;
	enum ks_status status = ks_fhir_read(ctx->arena, in, ctx->diag, &t.read);

	t.p = &t.read.parcel;
	if (!status)
		status = look(&t, &view);
	if (status)
		return status;
	if (!json)
		ks_write_import_plan(ctx->out, &view);
	if (ks_import_changes(&view))
		status = ks_import_ask(ctx, o, &go_on);
	if (status || !go_on)
		return status;
	if (ks_import_changes(&view))
		status = do_it(&t, &view);
	if (!status)
		ks_write_imported(ctx->out, &view);
	return status;
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts_ptr)
{
	struct ks_source_text *in = NULL;
	enum ks_status status = read_file(ctx, &in);
	const char *type;

	if (status)
		return status;
	if (!looks_like_json(in))
		return ks_import_answers(ctx, opts_ptr, in, NULL);
	if (!ks_json_is_valid(in->text, in->len))
		return ks_fail(ctx, KS_INPUT, KS_MSG_fhir_not_json, NULL);
	type = ks_fhir_type(ctx->arena, in);
	if (ks_streq(type, "QuestionnaireResponse"))
		return ks_import_answers(ctx, opts_ptr, in, type);
	return import_bundle(ctx, opts_ptr, in);
}

const struct ks_cmd ks_cmd_import = {
	.name = "import",
	.summary = KS_MSG_summary_import,
	.help = KS_MSG_help_import,
	.usage = "FILE",
	.opts = opts,
	.opts_size = sizeof(struct import_opts),
	.needs = KS_NEED_CARDS | KS_NEED_STORE | KS_NEED_ACTOR,
	.deed = KS_DEED_HANDOVER,
	.min_args = 1,
	.max_args = 1,
	.run = run,
};
