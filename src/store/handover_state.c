/* SPDX-License-Identifier: EUPL-1.2 */
/* From recorded moves to what the loop of a handover looks at. */
#include "ks/store/handovers.h"

#include <string.h>

#include "ks/base/str.h"

static bool counts(const struct ks_handover_move *move, ks_day day)
{
	return !move->undone && move->verb != KS_VERB_CORRECT && move->date <= day;
}

const struct ks_handover_move *ks_handover_last(const struct ks_handover *handover, ks_day day)
{
	const struct ks_handover_move *last = NULL;

	for (size_t i = 0; i < handover->n_moves; i++)
		if (counts(&handover->moves[i], day))
			last = &handover->moves[i];
	return last;
}

bool ks_handover_is_about(const struct ks_handover *h, const char *step_id)
{
	size_t len;

	if (h->step_id || !h->intervention)
		return ks_streq(h->step_id, step_id);
	len = strlen(h->intervention);
	return strncmp(step_id, h->intervention, len) == 0 && step_id[len] == '@' &&
	       ks_streq(step_id + len + 1, h->to_role);
}

/* Has the receiver said anything with this status? */
static bool is_answer(enum ks_handover_status status)
{
	switch (status) {
	case KS_H_DRAFT:
	case KS_H_REQUESTED:
	case KS_H_RECEIVED:
	case KS_H_WITHDRAWN:
	case KS_H_STATUSES:
		return false;
	case KS_H_ACCEPTED:
	case KS_H_DECLINED:
	case KS_H_WAITING:
	case KS_H_SCHEDULED:
	case KS_H_NO_SHOW:
	case KS_H_MET:
	case KS_H_STARTED:
	case KS_H_COMPLETED:
	case KS_H_STOPPED:
	case KS_H_CLOSED:
		break;
	}
	return true;
}

/*
 * The term of a first contact runs from the acceptance; who comes off a
 * waiting list straight to an appointment was accepted on that day.
 */
static void note_answer(struct ks_loop_state *state, enum ks_handover_status before,
			const struct ks_handover_move *move)
{
	bool from_list = before == KS_H_WAITING && move->status != KS_H_WAITING;

	if (!is_answer(move->status))
		return;
	if (state->responded == KS_NO_DAY || move->status == KS_H_ACCEPTED || from_list)
		state->responded = move->date;
}

static void take_move(struct ks_loop_state *state, const struct ks_handover_move *move)
{
	enum ks_handover_status before = state->status;

	state->status = move->status;
	if (move->status == KS_H_REQUESTED && state->requested == KS_NO_DAY)
		state->requested = move->date;
	note_answer(state, before, move);
	if (move->verb == KS_VERB_MEET && state->met == KS_NO_DAY)
		state->met = move->date;
	if (ks_loop_is_ended(move->status))
		state->ended = move->date;
	state->until = move->until;
}

void ks_handover_state(const struct ks_handover *handover, ks_day day, struct ks_loop_state *out)
{
	*out = (struct ks_loop_state){ .status = KS_H_DRAFT,
				       .requested = KS_NO_DAY,
				       .responded = KS_NO_DAY,
				       .met = KS_NO_DAY,
				       .ended = KS_NO_DAY,
				       .until = KS_NO_DAY,
				       .promised = handover->due,
				       .case_ended = handover->case_ended &&
						     handover->case_ended_on <= day,
				       .respond_within = handover->respond_within,
				       .contact_within = handover->contact_within,
				       .feedback_within = handover->feedback_within };
	for (size_t i = 0; i < handover->n_moves; i++)
		if (counts(&handover->moves[i], day))
			take_move(out, &handover->moves[i]);
}

bool ks_handover_is_taken(const struct ks_handover *handover, ks_day day)
{
	for (size_t i = 0; i < handover->n_moves; i++) {
		enum ks_handover_status status = handover->moves[i].status;

		if (counts(&handover->moves[i], day) &&
		    (status == KS_H_ACCEPTED || status == KS_H_SCHEDULED || status == KS_H_MET ||
		     status == KS_H_STARTED))
			return true;
	}
	return false;
}

bool ks_handover_is_warm(const struct ks_handover *handover, ks_day day)
{
	for (size_t i = 0; i < handover->n_moves; i++) {
		const struct ks_handover_move *move = &handover->moves[i];

		if (counts(move, day) && move->verb == KS_VERB_MEET &&
		    ks_loop_is_warm(move->present))
			return true;
	}
	return false;
}

static void first_on(ks_day *slot, ks_day day)
{
	if (*slot == KS_NO_DAY)
		*slot = day;
}

static void note_days(struct ks_handover_days *days, const struct ks_handover_move *move)
{
	if (is_answer(move->status) && move->verb != KS_VERB_NEW)
		first_on(&days->answered, move->date);
	if (move->status == KS_H_CLOSED)
		days->told = move->date;
	if (move->verb == KS_VERB_DECLINE)
		days->declined = move->reason;
	days->withdrawn = days->withdrawn || move->status == KS_H_WITHDRAWN;
}

struct ks_handover_days ks_handover_days_on(const struct ks_handover *handover, ks_day day)
{
	struct ks_handover_days days = { .answered = KS_NO_DAY, .told = KS_NO_DAY };
	struct ks_loop_state state;

	ks_handover_state(handover, day, &state);
	days.requested = state.requested;
	days.accepted = state.responded;
	days.met = state.met;
	days.ended = state.ended;
	for (size_t i = 0; i < handover->n_moves; i++)
		if (counts(&handover->moves[i], day))
			note_days(&days, &handover->moves[i]);
	return days;
}

const struct ks_handover_move *ks_handover_no(const struct ks_handover *handover)
{
	const struct ks_handover_move *last = ks_handover_last(handover, KS_ALL_DAYS), *end = NULL;

	if (!last || last->status != KS_H_CLOSED)
		return NULL;
	for (size_t i = 0; i < handover->n_moves; i++)
		if (counts(&handover->moves[i], KS_ALL_DAYS) &&
		    ks_loop_is_ended(handover->moves[i].status))
			end = &handover->moves[i];
	if (!end || end->status == KS_H_COMPLETED || ks_streq(end->reason, "parent-refused"))
		return NULL;
	return end;
}
