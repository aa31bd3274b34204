/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ks/engine/loop.h"

/* Every legal move, written out from the contract; what is not here is not legal. */
static const struct {
	const char *from, *verb, *to;
} legal[] = {
	{ "draft", "send", "requested" },
	{ "draft", "withdraw", "withdrawn" },
	{ "requested", "receive", "received" },
	{ "requested", "accept", "accepted" },
	{ "requested", "decline", "declined" },
	{ "requested", "waitlist", "waiting" },
	{ "requested", "meet", "met" },
	{ "requested", "withdraw", "withdrawn" },
	{ "received", "accept", "accepted" },
	{ "received", "decline", "declined" },
	{ "received", "waitlist", "waiting" },
	{ "received", "meet", "met" },
	{ "received", "withdraw", "withdrawn" },
	{ "accepted", "schedule", "scheduled" },
	{ "accepted", "meet", "met" },
	{ "accepted", "start", "started" },
	{ "accepted", "waitlist", "waiting" },
	{ "accepted", "stop", "stopped" },
	{ "accepted", "withdraw", "withdrawn" },
	{ "waiting", "waitlist", "waiting" },
	{ "waiting", "accept", "accepted" },
	{ "waiting", "schedule", "scheduled" },
	{ "waiting", "meet", "met" },
	{ "waiting", "decline", "declined" },
	{ "waiting", "withdraw", "withdrawn" },
	{ "scheduled", "schedule", "scheduled" },
	{ "scheduled", "meet", "met" },
	{ "scheduled", "no-show", "no-show" },
	{ "scheduled", "stop", "stopped" },
	{ "scheduled", "withdraw", "withdrawn" },
	{ "no-show", "schedule", "scheduled" },
	{ "no-show", "meet", "met" },
	{ "no-show", "stop", "stopped" },
	{ "no-show", "withdraw", "withdrawn" },
	{ "met", "start", "started" },
	{ "met", "complete", "completed" },
	{ "met", "stop", "stopped" },
	{ "started", "meet", "started" },
	{ "started", "complete", "completed" },
	{ "started", "stop", "stopped" },
	{ "declined", "feedback", "closed" },
	{ "completed", "feedback", "closed" },
	{ "stopped", "feedback", "closed" },
};

static const char *expected_after(const char *from, const char *verb)
{
	for (size_t i = 0; i < sizeof(legal) / sizeof(legal[0]); i++)
		if (!strcmp(legal[i].from, from) && !strcmp(legal[i].verb, verb))
			return legal[i].to;
	return "";
}

static void every_status_allows_exactly_the_agreed_moves(void **state)
{
	size_t n = 0;

	(void)state;
	for (int from = 0; from < KS_H_STATUSES; from++) {
		for (int verb = 0; verb < KS_VERBS; verb++) {
			int to = ks_loop_next((enum ks_handover_status)from, (enum ks_verb)verb);

			assert_string_equal(to < 0 ? "" : ks_handover_status_words[to],
					    expected_after(ks_handover_status_words[from],
							   ks_verb_words[verb]));
			n += to >= 0;
		}
	}
	assert_int_equal(n, sizeof(legal) / sizeof(legal[0]));
}

static void only_closed_and_withdrawn_wait_for_nobody(void **state)
{
	(void)state;
	for (int status = 0; status < KS_H_STATUSES; status++) {
		const char *word = ks_handover_status_words[status];

		assert_int_equal(ks_loop_is_open((enum ks_handover_status)status),
				 strcmp(word, "closed") != 0 && strcmp(word, "withdrawn") != 0);
	}
}

static ks_day day(const char *iso)
{
	ks_day d = KS_NO_DAY;

	if (*iso)
		assert_true(ks_parse_date(iso, &d));
	return d;
}

static void assert_day(ks_day got, const char *iso)
{
	char text[KS_DATE_TEXT];

	ks_format_date(got, text);
	assert_string_equal(text, iso);
}

/* Requested on Monday 2 November 2026, answered on the 4th, ended on the 20th. */
static void every_status_asks_for_its_own_term(void **state)
{
	static const struct {
		enum ks_handover_status status;
		const char *respond_by, *contact_by, *feedback_by, *next_by;
	} cases[] = {
		{ KS_H_DRAFT, "", "", "", "" },
		{ KS_H_REQUESTED, "2026-11-04", "", "", "2026-11-04" },
		{ KS_H_RECEIVED, "2026-11-04", "", "", "2026-11-04" },
		{ KS_H_ACCEPTED, "", "2026-11-18", "", "2026-11-18" },
		{ KS_H_SCHEDULED, "", "2026-11-18", "", "2026-11-18" },
		{ KS_H_NO_SHOW, "", "2026-11-18", "", "2026-11-18" },
		{ KS_H_WAITING, "", "", "", "2026-12-01" },
		{ KS_H_MET, "", "", "", "" },
		{ KS_H_STARTED, "", "", "", "" },
		{ KS_H_DECLINED, "", "", "2026-12-20", "2026-12-20" },
		{ KS_H_COMPLETED, "", "", "2026-12-20", "2026-12-20" },
		{ KS_H_STOPPED, "", "", "2026-12-20", "2026-12-20" },
		{ KS_H_WITHDRAWN, "", "", "", "" },
		{ KS_H_CLOSED, "", "", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ks_loop_state loop = {
			.status = cases[i].status,
			.requested = day("2026-11-02"),
			.responded = day("2026-11-04"),
			.met = KS_NO_DAY,
			.ended = day("2026-11-20"),
			.until = day("2026-12-01"),
			.promised = KS_NO_DAY,
			.respond_within = { 2, KS_WORKING_DAYS },
			.contact_within = { 2, KS_WEEKS },
			.feedback_within = { 1, KS_MONTHS },
		};
		struct ks_loop_terms terms = ks_loop_terms_on(&loop, day("2026-11-02"));
		ks_day next = day(cases[i].next_by);

		assert_day(terms.respond_by, cases[i].respond_by);
		assert_day(terms.contact_by, cases[i].contact_by);
		assert_day(terms.feedback_by, cases[i].feedback_by);
		assert_day(terms.next_by, cases[i].next_by);
		assert_false(ks_loop_terms_on(&loop, next).overdue);
		assert_int_equal(ks_loop_terms_on(&loop, next + 1).overdue, next != KS_NO_DAY);
	}
}

static void a_first_contact_is_due_when_the_step_was_promised_or_sooner(void **state)
{
	struct ks_loop_state loop = {
		.status = KS_H_ACCEPTED,
		.requested = 100,
		.responded = 105,
		.met = KS_NO_DAY,
		.ended = KS_NO_DAY,
		.until = KS_NO_DAY,
		.promised = 114,
		.contact_within = { 14, KS_DAYS },
	};

	(void)state;
	assert_int_equal(ks_loop_terms_on(&loop, 105).contact_by, 114);
	loop.contact_within.n = 3;
	assert_int_equal(ks_loop_terms_on(&loop, 105).contact_by, 108);
	loop.responded = 114;
	assert_int_equal(ks_loop_terms_on(&loop, 114).contact_by, 114);
	/* From a waiting list, after the promise: the term starts anew. */
	loop.responded = 115;
	assert_int_equal(ks_loop_terms_on(&loop, 115).contact_by, 118);
}

static void a_refusal_before_anybody_was_asked_waits_for_nothing(void **state)
{
	struct ks_loop_state loop = {
		.status = KS_H_STOPPED,
		.requested = KS_NO_DAY,
		.responded = KS_NO_DAY,
		.met = KS_NO_DAY,
		.ended = 100,
		.until = KS_NO_DAY,
		.promised = KS_NO_DAY,
		.feedback_within = { 1, KS_DAYS },
	};

	(void)state;
	assert_int_equal(ks_loop_terms_on(&loop, 1000).next_by, KS_NO_DAY);
	assert_false(ks_loop_terms_on(&loop, 1000).overdue);
}

static void a_meeting_is_warm_with_a_parent_and_the_receiver(void **state)
{
	static const struct {
		const char *present;
		bool warm;
	} cases[] = {
		{ "mother,receiver", true },
		{ "receiver, partner", true },
		{ "sender,mother,receiver,interpreter", true },
		{ " receiver , mother ", true },
		{ "mother", false },
		{ "receiver", false },
		{ "sender,receiver", false },
		{ "grandmother,receiver", false },
		{ "mothers,receiver", false },
		{ "mother,receivers", false },
		{ "mother receiver", false },
		{ "", false },
		{ ",,", false },
		{ NULL, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(ks_loop_is_warm(cases[i].present), cases[i].warm);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_status_allows_exactly_the_agreed_moves),
		cmocka_unit_test(only_closed_and_withdrawn_wait_for_nobody),
		cmocka_unit_test(every_status_asks_for_its_own_term),
		cmocka_unit_test(a_first_contact_is_due_when_the_step_was_promised_or_sooner),
		cmocka_unit_test(a_refusal_before_anybody_was_asked_waits_for_nothing),
		cmocka_unit_test(a_meeting_is_warm_with_a_parent_and_the_receiver),
	};

	return cmocka_run_group_tests_name("loop", tests, NULL, NULL);
}
