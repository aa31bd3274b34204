/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who is in the room. A partner or a relative who came in later hears and reads
 * only what was told while they sat there; so after a break it is asked again.
 */
#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/engine/route.h"
#include "talk_state.h"

static const char *room_place(void)
{
	return ks_page_words[KS_PAGE_ROOM];
}

bool room_was_asked(const struct talk *talk)
{
	for (size_t i = 0; i < talk->n_said; i++)
		if (ks_streq(talk->said[i].place, room_place()))
			return true;
	return false;
}

/* What was said of the room last; NULL: nothing was. */
static const char *last_room(const struct talk *talk)
{
	const char *room = NULL;

	for (size_t i = 0; i < talk->n_said; i++)
		if (ks_streq(talk->said[i].place, room_place()) && talk->said[i].said)
			room = talk->said[i].said;
	return room;
}

void take_room(struct talk *talk, const char *said)
{
	const char *room = said ? said : last_room(talk);

	if (!room)
		return;
	talk->company = ks_talk_is_company(room);
	talk->joined_at = talk->data.n_answers;
}

/* Others sat there whenever that was asked in this screening. */
static bool was_in_company(const struct talk *talk, int number)
{
	bool in_company = false;

	for (size_t i = 0; i < talk->data.n_screenings; i++) {
		const struct ks_screening *screening = &talk->data.screenings[i];

		for (size_t j = 0; screening->number == number && j < screening->n_talk; j++) {
			const struct ks_said *said = &screening->talk[j];

			if (!ks_streq(said->place, room_place()) || !said->said)
				continue;
			if (!ks_talk_is_company(said->said))
				return false;
			in_company = true;
		}
	}
	return in_company;
}

bool was_heard(const struct talk *talk, size_t row)
{
	return !talk->company || row >= talk->joined_at ||
	       was_in_company(talk, talk->data.answers[row].answer.screening);
}

bool joined_later(const struct talk *talk)
{
	return talk->company && !was_in_company(talk, talk->screening);
}

/* In the order of the family's answers: those of the history that count. */
static const bool *told_in_company(const struct talk *talk)
{
	const struct ks_case *data = &talk->data;
	bool *told = KS_NEW_N(talk->ctx->arena, data->n_answers + 1, bool);
	size_t n = 0;

	for (size_t i = 0; i < data->n_answers; i++)
		if (!data->answers[i].superseded_by && data->answers[i].answer.factor)
			told[n++] = was_heard(talk, i);
	return told;
}

const struct ks_route *route_at_table(const struct talk *talk, const struct ks_route *route)
{
	struct ks_ctx *ctx = talk->ctx;
	const bool *told = talk->company ? told_in_company(talk) : NULL;

	if (!talk->company && !ks_talk_waits(talk->said, talk->n_said))
		return route;
	return ks_route_in_company(ctx->arena, ctx->coalition, route, &talk->data.family, told);
}
