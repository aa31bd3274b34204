/* SPDX-License-Identifier: EUPL-1.2 */
/* A conversation and the casebook: each step is a transaction of its own. */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/clock.h"
#include "ks/cmd/facts.h"
#include "ks/engine/balance.h"
#include "talk_state.h"

#define WIDE 60			/* columns from which a page holds more points */
#define POINTS_WIDE 7
#define POINTS_NARROW 4

/* ---- what follows from what was read ------------------------------------- */

static const struct ks_screening *this_screening(const struct talk *talk)
{
	for (size_t i = 0; i < talk->data.n_screenings; i++)
		if (talk->data.screenings[i].number == talk->screening)
			return &talk->data.screenings[i];
	return NULL;
}

static bool counts_here(const struct talk *talk, const struct ks_answer_row *row)
{
	return row->answer.screening == talk->screening && !row->superseded_by &&
	       row->answer.factor && row->answer.reply != KS_NOT_ASKED;
}

static void set_answers(struct talk *talk)
{
	const struct ks_answer_row *rows = talk->data.answers;
	size_t most = talk->data.n_answers + 1, n = 0, n_heard = 0;
	struct ks_answer *answers = KS_NEW_N(talk->ctx->arena, most, struct ks_answer);
	struct ks_answer *heard = KS_NEW_N(talk->ctx->arena, most, struct ks_answer);

	for (size_t i = 0; i < talk->data.n_answers && talk->screening; i++) {
		if (!counts_here(talk, &rows[i]))
			continue;
		answers[n++] = rows[i].answer;
		if (was_heard(talk, i))
			heard[n_heard++] = rows[i].answer;
	}
	talk->answers = answers;
	talk->n_answers = n;
	talk->heard = heard;
	talk->n_heard = n_heard;
}

void refresh(struct talk *talk)
{
	const struct ks_screening *screening = this_screening(talk);
	struct ks_talk input = { .c = talk->ctx->coalition, .family = &talk->data.family,
				 .day = talk->intake->date };

	set_answers(talk);
	talk->said = screening ? screening->talk : NULL;
	talk->n_said = screening ? screening->n_talk : 0;
	input.answers = talk->answers;
	input.n_answers = talk->n_answers;
	input.said = talk->said;
	input.n_said = talk->n_said;
	input.is_short = talk->is_short;
	input.most = talk->ctx->out->width < WIDE ? POINTS_NARROW : POINTS_WIDE;
	talk->pages = ks_talk_pages(talk->ctx->arena, &input, &talk->n_pages);
}

/* ---- going on ------------------------------------------------------------ */

static bool is_talk(const struct ks_screening *screening)
{
	return screening->n_talk > 0;
}

/* The one that was broken off last; else the last one, when questions wait in it. */
static const struct ks_screening *to_go_on_with(const struct ks_case *data)
{
	const struct ks_screening *found = NULL;

	for (size_t i = 0; i < data->n_screenings; i++)
		if (is_talk(&data->screenings[i]) && !data->screenings[i].complete)
			found = &data->screenings[i];
	if (found || !data->n_screenings)
		return found;
	found = &data->screenings[data->n_screenings - 1];
	return is_talk(found) && ks_talk_waits(found->talk, found->n_talk) ? found : NULL;
}

/* Where it was broken off; that who is here was asked again is no place in it. */
static const char *last_place(const struct ks_screening *screening)
{
	size_t n = screening->n_talk;

	while (n > 1 && ks_streq(screening->talk[n - 1].place, ks_page_words[KS_PAGE_ROOM]))
		n--;
	return screening->talk[n - 1].place;
}

static void go_on(struct talk *talk, const struct ks_screening *screening, const char **place)
{
	const char *begun = ks_talk_said(screening->talk, screening->n_talk, KS_TALK_BEGIN);

	talk->screening = screening->number;
	talk->is_short = ks_streq(begun, KS_TALK_SHORT);
	talk->resumed = true;
	talk->again = screening->complete;
	*place = screening->complete ? ks_page_words[KS_PAGE_ALONE]
				     : last_place(screening);
}

static enum ks_status read_case(struct talk *talk)
{
	return ks_case_read(talk->ctx->store, talk->ctx->coalition, talk->key, &talk->data);
}

static enum ks_status check_not_ended(struct talk *talk)
{
	if (talk->data.family.phase != KS_ENDED)
		return ks_check_not_closed(talk->ctx, &talk->data);
	return ks_fail(talk->ctx, KS_REFUSED, KS_MSG_case_has_ended, KS_ARGS({ "case", talk->key }));
}

enum ks_status find_place(struct talk *talk, const char **place)
{
	struct ks_ctx *ctx = talk->ctx;
	const struct ks_screening *screening;
	enum ks_status status;

	*place = NULL;
	if (!ctx->n_args) {
		ks_family_init(&talk->data.family, ks_first_phase(talk->intake));
		talk->data.family.born = talk->intake->born;
		return KS_OK;
	}
	status = ks_store_begin(ctx->store, KS_READ, "screen", __func__);
	if (status == KS_OK)
		status = ks_case_find(ctx->store, ctx->args[0], talk->key);
	if (status == KS_OK) {
		ks_store_about(ctx->store, talk->key, NULL);
		status = read_case(talk);
	}
	if (status == KS_OK)
		status = check_not_ended(talk);
	status = ks_finish(ctx, status);
	screening = status == KS_OK ? to_go_on_with(&talk->data) : NULL;
	if (screening)
		go_on(talk, screening, place);
	return status;
}

/* ---- recording ----------------------------------------------------------- */

/* A conversation outlasts the moment it began. */
static enum ks_status begin(struct talk *talk)
{
	char now[KS_CLOCK_TEXT];

	ks_clock_now(now);
	if (*now)
		ks_store_set_now(talk->ctx->store, now);
	return ks_store_begin(talk->ctx->store, *talk->key ? KS_UPDATE : KS_CREATE, "screen-talk",
			      __func__);
}

static void start_facts(struct talk *talk, struct ks_facts *facts)
{
	ks_facts_init(facts, talk->ctx, talk->key);
	memcpy(facts->now, talk->data.facts, sizeof(facts->now));
}

/* A new case has the phase and whatever the command line said of it. */
static enum ks_status make_case(struct talk *talk)
{
	const struct ks_intake *intake = talk->intake;
	struct ks_facts facts;
	enum ks_status status = ks_case_new(talk->ctx->store, talk->key);

	if (status != KS_OK)
		return status;
	start_facts(talk, &facts);
	ks_facts_begin(&facts, intake);
	ks_facts_intake(&facts, intake);
	return ks_facts_status(&facts);
}

static enum ks_status open_screening(struct talk *talk)
{
	const struct ks_screening_part part = { .date = talk->intake->date,
						.place = KS_TALK_BEGIN,
						.said = talk->is_short ? KS_TALK_SHORT :
									 KS_TALK_WHOLE };
	enum ks_status status = ks_screening_open(talk->ctx->store, talk->key, talk->intake->date,
						  &talk->screening);

	if (status == KS_OK)
		status = ks_screening_extend(talk->ctx->store, talk->key, talk->screening, &part);
	return status;
}

static enum ks_status set_step_facts(struct talk *talk, const struct step *step)
{
	struct ks_facts facts;

	if (step->sets_fact)
		return ks_case_set(talk->ctx->store, talk->key, step->fact, step->value);
	if (!step->has_intake)
		return KS_OK;
	start_facts(talk, &facts);
	ks_facts_intake(&facts, &step->intake);
	return ks_facts_status(&facts);
}

/* Reads what is now there, and keeps with the case the class that lists show. */
static enum ks_status read_again(struct talk *talk)
{
	struct ks_ctx *ctx = talk->ctx;
	enum ks_status status = read_case(talk);
	struct ks_picture picture = { .factors = NULL };
	struct ks_balance balance;

	if (status != KS_OK || !talk->screening)
		return status;
	ks_picture_make(ctx->arena, ctx->coalition, &talk->data.family, ctx->today, &picture);
	ks_balance_make(ctx->arena, ctx->coalition, &talk->data.family, &picture, &balance);
	return ks_case_summarise(ctx->store, talk->key, balance.class, talk->intake->date);
}

static enum ks_status write_step(struct talk *talk, const struct step *step)
{
	enum ks_status status = *talk->key ? KS_OK : make_case(talk);

	if (status == KS_OK) {
		ks_store_about(talk->ctx->store, talk->key, NULL);
		status = talk->screening ? KS_OK : open_screening(talk);
	}
	if (status == KS_OK)
		status = set_step_facts(talk, step);
	if (status == KS_OK)
		status = ks_screening_extend(talk->ctx->store, talk->key, talk->screening,
					     &step->part);
	return status == KS_OK ? read_again(talk) : status;
}

enum ks_status record_step(struct talk *talk, const struct step *step)
{
	enum ks_status status;

	/* Nothing was ever said: there is no case to make of it. */
	if (step->empty && !talk->screening)
		return KS_OK;
	status = begin(talk);
	if (status == KS_OK)
		status = ks_finish(talk->ctx, write_step(talk, step));
	refresh(talk);
	return status;
}

static bool says_facts(const struct ks_intake *intake)
{
	return intake->due != KS_NO_DAY || intake->municipality || intake->age != KS_NO_AGE ||
	       intake->first_child >= 0 || intake->ref || intake->interpreter || intake->follows ||
	       intake->phase >= 0 || intake->born != KS_NO_DAY;
}

static enum ks_status write_given(struct talk *talk)
{
	struct ks_facts facts;
	enum ks_status status = KS_OK;

	if (!*talk->key)
		status = make_case(talk);
	else {
		start_facts(talk, &facts);
		ks_facts_phase_said(&facts, talk->intake->phase);
		ks_facts_intake(&facts, talk->intake);
		status = ks_facts_status(&facts);
	}
	ks_store_about(talk->ctx->store, talk->key, NULL);
	if (status == KS_OK && !talk->screening)
		status = open_screening(talk);
	return status == KS_OK ? read_again(talk) : status;
}

enum ks_status record_given(struct talk *talk)
{
	enum ks_status status;

	if (!says_facts(talk->intake))
		return KS_OK;
	status = begin(talk);
	return status == KS_OK ? ks_finish(talk->ctx, write_given(talk)) : status;
}
