/* SPDX-License-Identifier: EUPL-1.2 */
/* The loop of a handover as one table of moves (product.md §5 "Handover"). */
#include "ks/engine/loop.h"

#include <string.h>

#include "ks/base/str.h"

const char *const ks_handover_status_words[] = {
	[KS_H_DRAFT] = "draft",		[KS_H_REQUESTED] = "requested",
	[KS_H_RECEIVED] = "received",	[KS_H_ACCEPTED] = "accepted",
	[KS_H_DECLINED] = "declined",	[KS_H_WAITING] = "waiting",
	[KS_H_SCHEDULED] = "scheduled", [KS_H_NO_SHOW] = "no-show",
	[KS_H_MET] = "met",		[KS_H_STARTED] = "started",
	[KS_H_COMPLETED] = "completed", [KS_H_STOPPED] = "stopped",
	[KS_H_WITHDRAWN] = "withdrawn", [KS_H_CLOSED] = "closed",
	[KS_H_STATUSES] = NULL,
};

const char *const ks_verb_words[] = {
	[KS_VERB_NEW] = "new",		 [KS_VERB_SEND] = "send",
	[KS_VERB_RECEIVE] = "receive",	 [KS_VERB_ACCEPT] = "accept",
	[KS_VERB_DECLINE] = "decline",	 [KS_VERB_WAITLIST] = "waitlist",
	[KS_VERB_SCHEDULE] = "schedule", [KS_VERB_NO_SHOW] = "no-show",
	[KS_VERB_MEET] = "meet",	 [KS_VERB_START] = "start",
	[KS_VERB_COMPLETE] = "complete", [KS_VERB_STOP] = "stop",
	[KS_VERB_WITHDRAW] = "withdraw", [KS_VERB_FEEDBACK] = "feedback",
	[KS_VERB_CORRECT] = "correct",	 [KS_VERBS] = NULL,
};

const char *const ks_reason_words[] = { "no-capacity",	  "not-eligible", "unreachable",
					"parent-refused", "moved",	  "other",
					NULL };
const char *const ks_outcome_words[] = { "helped", "partly", "passed-on", "not-needed", NULL };
const char *const ks_ground_words[] = { "meldcode", "acute-danger", "anonymous-advice", NULL };
const char *const ks_consent_words[] = { "spoken", "written", NULL };

/* Status after a move, plus one, so that an empty place means "not legal". */
typedef unsigned char moves[KS_VERBS];

#define TO(status) (KS_H_##status + 1)
#define ANSWERS                                                                                    \
	[KS_VERB_ACCEPT] = TO(ACCEPTED), [KS_VERB_DECLINE] = TO(DECLINED),                         \
	[KS_VERB_WAITLIST] = TO(WAITING), [KS_VERB_MEET] = TO(MET),                                \
	[KS_VERB_WITHDRAW] = TO(WITHDRAWN)
#define APPOINTMENT                                                                                \
	[KS_VERB_SCHEDULE] = TO(SCHEDULED), [KS_VERB_MEET] = TO(MET),                              \
	[KS_VERB_STOP] = TO(STOPPED), [KS_VERB_WITHDRAW] = TO(WITHDRAWN)
#define ENDING [KS_VERB_COMPLETE] = TO(COMPLETED), [KS_VERB_STOP] = TO(STOPPED)

static const moves table[KS_H_STATUSES] = {
	[KS_H_DRAFT] = { [KS_VERB_SEND] = TO(REQUESTED), [KS_VERB_WITHDRAW] = TO(WITHDRAWN) },
	[KS_H_REQUESTED] = { [KS_VERB_RECEIVE] = TO(RECEIVED), ANSWERS },
	[KS_H_RECEIVED] = { ANSWERS },
	[KS_H_ACCEPTED] = { APPOINTMENT, [KS_VERB_START] = TO(STARTED),
			    [KS_VERB_WAITLIST] = TO(WAITING) },
	[KS_H_WAITING] = { ANSWERS, [KS_VERB_SCHEDULE] = TO(SCHEDULED) },
	[KS_H_SCHEDULED] = { APPOINTMENT, [KS_VERB_NO_SHOW] = TO(NO_SHOW) },
	[KS_H_NO_SHOW] = { APPOINTMENT },
	[KS_H_MET] = { ENDING, [KS_VERB_START] = TO(STARTED) },
	[KS_H_STARTED] = { ENDING, [KS_VERB_MEET] = TO(STARTED) },
	[KS_H_DECLINED] = { [KS_VERB_FEEDBACK] = TO(CLOSED) },
	[KS_H_COMPLETED] = { [KS_VERB_FEEDBACK] = TO(CLOSED) },
	[KS_H_STOPPED] = { [KS_VERB_FEEDBACK] = TO(CLOSED) },
};

int ks_loop_next(enum ks_handover_status from, enum ks_verb verb)
{
	return (int)table[from][verb] - 1;
}

bool ks_loop_is_open(enum ks_handover_status status)
{
	return status != KS_H_CLOSED && status != KS_H_WITHDRAWN;
}

bool ks_loop_is_ended(enum ks_handover_status status)
{
	return status == KS_H_DECLINED || status == KS_H_COMPLETED || status == KS_H_STOPPED;
}

static ks_day earlier(ks_day a, ks_day b)
{
	if (a == KS_NO_DAY)
		return b;
	return b == KS_NO_DAY || a < b ? a : b;
}

/* A promise that had passed when it was accepted, after a waiting list, binds nobody any more. */
ks_day ks_loop_contact_by(const struct ks_loop_state *state)
{
	ks_day by = ks_add_span(state->responded, state->contact_within);

	return state->promised >= state->responded ? earlier(by, state->promised) : by;
}

struct ks_loop_terms ks_loop_terms_on(const struct ks_loop_state *state, ks_day day)
{
	struct ks_loop_terms terms = { KS_NO_DAY, KS_NO_DAY, KS_NO_DAY, KS_NO_DAY, false };

	if (state->case_ended)
		return terms;
	switch (state->status) {
	case KS_H_REQUESTED:
	case KS_H_RECEIVED:
		terms.respond_by = ks_add_span(state->requested, state->respond_within);
		break;
	case KS_H_ACCEPTED:
	case KS_H_SCHEDULED:
	case KS_H_NO_SHOW:
		if (state->met == KS_NO_DAY)
			terms.contact_by = ks_loop_contact_by(state);
		break;
	case KS_H_WAITING:
		terms.next_by = state->until;
		break;
	case KS_H_DECLINED:
	case KS_H_COMPLETED:
	case KS_H_STOPPED:
		/* Refused before anybody was asked: there is nobody to hear back from. */
		if (state->requested != KS_NO_DAY)
			terms.feedback_by = ks_add_span(state->ended, state->feedback_within);
		break;
	case KS_H_DRAFT:
	case KS_H_MET:
	case KS_H_STARTED:
	case KS_H_WITHDRAWN:
	case KS_H_CLOSED:
	case KS_H_STATUSES:
		break;
	}
	terms.next_by = earlier(terms.next_by, earlier(terms.respond_by, terms.contact_by));
	terms.next_by = earlier(terms.next_by, terms.feedback_by);
	terms.overdue = terms.next_by != KS_NO_DAY && terms.next_by < day;
	return terms;
}

/* True when word is one of the comma separated words of list. */
static bool lists(const char *list, const char *word)
{
	size_t len = strlen(word);

	while (*list) {
		size_t n;

		while (ks_is_space(*list))
			list++;
		n = strcspn(list, ", \t\r\n");
		if (n == len && memcmp(list, word, n) == 0)
			return true;
		list += strcspn(list, ",");
		list += *list == ',';
	}
	return false;
}

bool ks_loop_is_warm(const char *present)
{
	return present && lists(present, "receiver") &&
	       (lists(present, "mother") || lists(present, "partner"));
}
