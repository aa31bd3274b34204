/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ks import FILE, answers: one screening for each day that holds something
 * new. What a case knows already, said of the same person by the same source
 * on the same day, is no second screening; so the same file twice changes
 * nothing, and a longer one adds what is longer.
 */
#include <assert.h>
#include <string.h>

#include "import.h"
#include "ks/base/arena.h"
#include "ks/cmd/facts.h"
#include "ks/cmd/weigh.h"
#include "ks/exchange/reported.h"
#include "ks/store/handovers.h"

struct bringing {
	struct ks_ctx *ctx;
	const struct import_opts *o;
	const char *origin;		/* "table", "questionnaire" */
	struct ks_reported reported;
	struct ks_intake *intakes;	/* one for each day of reported */
	const char *key;
	struct ks_import_answers_view view;
};

/* ---- known --------------------------------------------------------------- */

bool ks_is_known_answer(const struct ks_case *data, const struct ks_answer *answer)
{
	for (size_t i = 0; i < data->n_answers; i++) {
		const struct ks_answer_row *row = &data->answers[i];

		if (ks_streq(row->factor_id, answer->factor->id) &&
		    row->answer.subject == answer->subject && row->answer.reply == answer->reply &&
		    row->answer.by == answer->by && row->answer.date == answer->date)
			return true;
	}
	return false;
}

bool ks_is_known_score(const struct ks_case *data, const struct ks_score *score)
{
	for (size_t i = 0; i < data->n_scores; i++) {
		const struct ks_score *known = &data->scores[i].score;

		if (!data->scores[i].taken_back && known->instrument == score->instrument &&
		    ks_streq(known->item, score->item) && known->value == score->value &&
		    ks_streq(known->outcome, score->outcome) && known->date == score->date)
			return true;
	}
	return false;
}

/* ---- reading ------------------------------------------------------------- */

static enum ks_status read_answers(struct bringing *b, const struct ks_source_text *in,
				   const char *type)
{
	struct ks_ctx *ctx = b->ctx;
	const struct ks_reported_with with = { ctx->arena, ctx->coalition, b->o->date, ctx->diag };
	enum ks_by by = b->o->by < 0 ? KS_BY_FILE : (enum ks_by)b->o->by;
	enum ks_status status = type ? ks_response_read(&with, in, &b->reported) :
				       ks_table_read(&with, in, &b->reported);

	b->origin = type ? "questionnaire" : "table";
	b->view.by = by;
	if (status)
		return status;
	return ks_reported_settle(&with, &b->reported, by, ctx->today, &b->intakes);
}

/* By its key when it is a case of this book, or one that came from that book; else as told. */
static enum ks_status find_case(struct bringing *b)
{
	struct ks_store *store = b->ctx->store;
	const struct ks_parcel_id *about = &b->reported.about;
	const char *said = NULL;
	enum ks_status status;

	if (about->book && ks_streq(about->book, ks_store_book_id(store)))
		said = about->id;
	else if (about->book)
		said = ks_case_of_origin(store, about->book, about->id);
	b->key = NULL;
	status = ks_import_case(b->ctx, b->o, &b->key);
	if (status)
		return status;
	if (!b->key && !said)
		return ks_fail(b->ctx, KS_USAGE, KS_MSG_import_which_case, NULL);
	if (b->key && said && !ks_streq(b->key, said))
		return ks_fail(b->ctx, KS_INPUT, KS_MSG_import_about_other,
			       KS_ARGS({ "case", said }));
	if (!b->key) {
		char *key = KS_NEW_N(b->ctx->arena, KS_KEY_SIZE, char);

		status = ks_case_find(store, said, key);
		b->key = key;
	}
	return status;
}

/* ---- what is new --------------------------------------------------------- */

static void take_day(struct bringing *b, const struct ks_case *data, const struct ks_intake *intake)
{
	struct ks_arena *arena = b->ctx->arena;
	struct ks_answer *answers = KS_NEW_N(arena, intake->n_answers + 1, struct ks_answer);
	struct ks_score *scores = KS_NEW_N(arena, intake->n_scores + 1, struct ks_score);
	struct ks_import_day day = { .date = intake->date, .answers = answers, .scores = scores };

	for (size_t i = 0; i < intake->n_answers; i++)
		if (!ks_is_known_answer(data, &intake->answers[i]))
			answers[day.n_answers++] = intake->answers[i];
	for (size_t i = 0; i < intake->n_scores; i++)
		if (!ks_is_known_score(data, &intake->scores[i]))
			scores[day.n_scores++] = intake->scores[i];
	b->view.n_known += intake->n_answers - day.n_answers + intake->n_scores - day.n_scores;
	if (day.n_answers || day.n_scores)
		b->view.days[b->view.n_days++] = day;
}

static enum ks_status check_open(struct bringing *b)
{
	struct ks_facts facts;

	ks_facts_init(&facts, b->ctx, b->key);
	return ks_facts_read(&facts);
}

static enum ks_status work_out(struct bringing *b)
{
	struct ks_case data = { .key = "" };
	enum ks_status status = find_case(b);

	if (status)
		return status;
	ks_store_about(b->ctx->store, b->key, NULL);
	status = check_open(b);
	if (!status)
		status = ks_case_read(b->ctx->store, b->ctx->coalition, b->key, &data);
	if (status)
		return status;
	b->view.case_key = b->key;
	b->view.not_taken = b->reported.not_taken;
	b->view.n_not_taken = b->reported.n_not_taken;
	b->view.days = KS_NEW_N(b->ctx->arena, b->reported.n + 1, struct ks_import_day);
	b->view.n_days = b->view.n_known = 0;
	for (size_t i = 0; i < b->reported.n; i++)
		take_day(b, &data, &b->intakes[i]);
	return KS_OK;
}

/* ---- doing it ------------------------------------------------------------ */

static enum ks_status record(struct bringing *b)
{
	struct ks_weighed weighed = { .route = NULL };
	enum ks_status status = work_out(b);

	for (size_t i = 0; i < b->view.n_days && !status; i++) {
		struct ks_import_day *day = &b->view.days[i];
		const struct ks_screening_new screening = { .date = day->date,
							    .complete = true,
							    .answers = day->answers,
							    .n_answers = day->n_answers,
							    .scores = day->scores,
							    .n_scores = day->n_scores,
							    .raised = KS_NO_CLASS,
							    .origin = b->origin };

		status = ks_screening_add(b->ctx->store, b->key, &screening, &day->screening);
	}
	if (!status)
		status = ks_weigh(b->ctx, b->key, &weighed);
	b->view.route = weighed.route;
	return status ? status : ks_weigh_keep(b->ctx, &weighed);
}

static enum ks_status in_transaction(struct bringing *b, enum ks_action action,
				     enum ks_status (*act)(struct bringing *))
{
	enum ks_status status = ks_store_begin(b->ctx->store, action, "import-answers", __func__);

	return status ? status : ks_finish(b->ctx, act(b));
}

enum ks_status ks_import_answers(struct ks_ctx *ctx, const struct import_opts *o,
				 const struct ks_source_text *in, const char *type)
{
	struct bringing b = { .ctx = ctx, .o = o };
	bool json = ctx->out->format == KS_AS_JSON, go_on = true;
	enum ks_status status = read_answers(&b, in, type);

	if (!status)
		status = in_transaction(&b, KS_READ, work_out);
	if (status)
		return status;
	if (!json)
		ks_write_import_answers_plan(ctx->out, &b.view);
	if (b.view.n_days)
		status = ks_import_ask(ctx, o, &go_on);
	if (status || !go_on)
		return status;
	if (b.view.n_days)
		status = in_transaction(&b, KS_CREATE, record);
	if (!status)
		ks_write_imported_answers(ctx->out, &b.view);
	return status;
}
