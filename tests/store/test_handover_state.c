/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ks/store/handovers.h"

#define MOST 12

/* A handover whose terms are all of different length. */
static struct ks_handover with_moves(struct ks_handover_move *moves, size_t n)
{
	return (struct ks_handover){ .moves = moves,
				     .n_moves = n,
				     .respond_within = { 2, KS_DAYS },
				     .contact_within = { 5, KS_DAYS },
				     .feedback_within = { 9, KS_DAYS } };
}

static struct ks_handover_move move(enum ks_verb verb, enum ks_handover_status status, ks_day date)
{
	return (struct ks_handover_move){ .verb = verb,
					  .status = status,
					  .date = date,
					  .until = KS_NO_DAY };
}

static struct ks_loop_terms terms(struct ks_handover *h, ks_day day)
{
	struct ks_loop_state state;

	ks_handover_state(h, KS_ALL_DAYS, &state);
	return ks_loop_terms_on(&state, day);
}

static void terms_run_from_the_moves(void **state)
{
	struct ks_handover_move moves[MOST] = {
		move(KS_VERB_NEW, KS_H_DRAFT, 90),
		move(KS_VERB_SEND, KS_H_REQUESTED, 100),
		move(KS_VERB_RECEIVE, KS_H_RECEIVED, 101),
		move(KS_VERB_ACCEPT, KS_H_ACCEPTED, 102),
		move(KS_VERB_MEET, KS_H_MET, 103),
		move(KS_VERB_START, KS_H_STARTED, 104),
		move(KS_VERB_COMPLETE, KS_H_COMPLETED, 105),
		move(KS_VERB_FEEDBACK, KS_H_CLOSED, 106),
	};
	static const struct {
		size_t n;
		ks_day next_by;
	} cases[] = { { 1, KS_NO_DAY }, { 2, 102 }, { 3, 102 }, { 4, 107 },
		      { 5, KS_NO_DAY }, { 6, KS_NO_DAY }, { 7, 114 }, { 8, KS_NO_DAY } };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ks_handover h = with_moves(moves, cases[i].n);

		assert_int_equal(terms(&h, 100).next_by, cases[i].next_by);
	}
}

static void an_acceptance_after_waiting_starts_the_term_of_contact(void **state)
{
	struct ks_handover_move moves[MOST] = {
		move(KS_VERB_NEW, KS_H_REQUESTED, 100),
		move(KS_VERB_WAITLIST, KS_H_WAITING, 101),
		move(KS_VERB_SCHEDULE, KS_H_SCHEDULED, 120),
	};
	struct ks_handover h = with_moves(moves, 3);

	(void)state;
	moves[1].until = 119;
	assert_int_equal(terms(&h, 120).contact_by, 125);
	h.n_moves = 2;
	assert_int_equal(terms(&h, 119).next_by, 119);
	assert_false(terms(&h, 119).overdue);
	assert_true(terms(&h, 120).overdue);
}

static void what_was_undone_does_not_count(void **state)
{
	struct ks_handover_move moves[MOST] = {
		move(KS_VERB_NEW, KS_H_REQUESTED, 100),
		move(KS_VERB_MEET, KS_H_MET, 101),
		move(KS_VERB_CORRECT, KS_H_REQUESTED, 102),
	};
	struct ks_handover h = with_moves(moves, 3);

	(void)state;
	moves[1].present = "mother,receiver";
	assert_true(ks_handover_is_warm(&h, KS_ALL_DAYS));
	moves[1].undone = true;
	assert_false(ks_handover_is_warm(&h, KS_ALL_DAYS));
	assert_ptr_equal(ks_handover_last(&h, KS_ALL_DAYS), &moves[0]);
	assert_int_equal(terms(&h, 103).next_by, 102);
}

static void it_can_be_seen_as_it_stood_on_a_day(void **state)
{
	struct ks_handover_move moves[MOST] = {
		move(KS_VERB_NEW, KS_H_REQUESTED, 100),
		move(KS_VERB_ACCEPT, KS_H_ACCEPTED, 110),
	};
	struct ks_handover h = with_moves(moves, 2);
	struct ks_loop_state then;

	(void)state;
	ks_handover_state(&h, 109, &then);
	assert_int_equal(then.status, KS_H_REQUESTED);
	assert_int_equal(then.responded, KS_NO_DAY);
	ks_handover_state(&h, 110, &then);
	assert_int_equal(then.status, KS_H_ACCEPTED);
	assert_int_equal(then.responded, 110);
	assert_null(ks_handover_last(&h, 99));
}

static void a_refusal_owes_nobody_anything(void **state)
{
	struct ks_handover_move moves[MOST] = { move(KS_VERB_NEW, KS_H_STOPPED, 100) };
	struct ks_handover h = with_moves(moves, 1);

	(void)state;
	assert_int_equal(terms(&h, 200).next_by, KS_NO_DAY);
	assert_false(terms(&h, 200).overdue);
}

static void warm_takes_a_meeting_of_a_parent_and_the_receiver(void **state)
{
	static const struct {
		const char *present;
		bool warm;
	} cases[] = { { "mother,receiver", true }, { "receiver,partner,sender", true },
		      { "mother", false },	   { "receiver,sender", false },
		      { "child,receiver", false } };
	struct ks_handover_move moves[MOST] = { move(KS_VERB_NEW, KS_H_REQUESTED, 100),
						move(KS_VERB_MEET, KS_H_MET, 101) };
	struct ks_handover h = with_moves(moves, 2);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		moves[1].present = cases[i].present;
		assert_int_equal(ks_handover_is_warm(&h, KS_ALL_DAYS), cases[i].warm);
		assert_false(ks_handover_is_warm(&h, 100));
	}
}

/* Whether somebody has to take it up: after a no that is not the parent's, once it is closed. */
static void a_no_asks_for_a_next_holder_once_it_is_closed(void **state)
{
	static const struct {
		enum ks_verb verb;
		enum ks_handover_status status;
		const char *reason;
		bool no;
	} cases[] = { { KS_VERB_DECLINE, KS_H_DECLINED, "no-capacity", true },
		      { KS_VERB_DECLINE, KS_H_DECLINED, "parent-refused", false },
		      { KS_VERB_STOP, KS_H_STOPPED, "moved", true },
		      { KS_VERB_STOP, KS_H_STOPPED, "parent-refused", false },
		      { KS_VERB_COMPLETE, KS_H_COMPLETED, NULL, false } };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ks_handover_move moves[MOST] = {
			move(KS_VERB_NEW, KS_H_REQUESTED, 100),
			move(KS_VERB_DECLINE, KS_H_DECLINED, 101),
			move(KS_VERB_CORRECT, KS_H_REQUESTED, 101),
			move(cases[i].verb, cases[i].status, 102),
			move(KS_VERB_FEEDBACK, KS_H_CLOSED, 103),
		};
		struct ks_handover h = with_moves(moves, 4);

		moves[1].reason = "other";
		moves[1].undone = true;
		moves[3].reason = cases[i].reason;
		assert_null(ks_handover_no(&h));
		h.n_moves = 5;
		assert_ptr_equal(ks_handover_no(&h), cases[i].no ? &moves[3] : NULL);
	}
}

/* What counts first stays first: asked again, met again, put further back on the list. */
static void the_first_of_each_is_what_the_report_measures(void **state)
{
	struct ks_handover_move moves[MOST] = {
		move(KS_VERB_NEW, KS_H_REQUESTED, 100),
		move(KS_VERB_ACCEPT, KS_H_ACCEPTED, 101),
		move(KS_VERB_CORRECT, KS_H_REQUESTED, 102),
		move(KS_VERB_WAITLIST, KS_H_WAITING, 103),
		move(KS_VERB_WAITLIST, KS_H_WAITING, 110),
		move(KS_VERB_ACCEPT, KS_H_ACCEPTED, 120),
		move(KS_VERB_START, KS_H_STARTED, 121),
		move(KS_VERB_MEET, KS_H_STARTED, 122),
		move(KS_VERB_MEET, KS_H_STARTED, 123),
		move(KS_VERB_STOP, KS_H_STOPPED, 124),
		move(KS_VERB_FEEDBACK, KS_H_CLOSED, 130),
	};
	struct ks_handover h = with_moves(moves, 11);
	struct ks_handover_days days;

	(void)state;
	moves[1].undone = true;
	days = ks_handover_days_on(&h, KS_ALL_DAYS);
	assert_int_equal(days.requested, 100);
	assert_int_equal(days.answered, 103);
	assert_int_equal(days.accepted, 120);
	assert_int_equal(days.met, 122);
	assert_int_equal(days.ended, 124);
	assert_int_equal(days.told, 130);
	assert_false(days.withdrawn);
	/* As it was known on a day: what came later is not there yet. */
	days = ks_handover_days_on(&h, 119);
	assert_int_equal(days.answered, 103);
	assert_int_equal(days.met, KS_NO_DAY);
	assert_int_equal(days.told, KS_NO_DAY);
}

static void a_withdrawal_is_known_from_its_day(void **state)
{
	struct ks_handover_move moves[MOST] = { move(KS_VERB_NEW, KS_H_DRAFT, 100),
						move(KS_VERB_WITHDRAW, KS_H_WITHDRAWN, 105) };
	struct ks_handover h = with_moves(moves, 2);

	(void)state;
	assert_false(ks_handover_days_on(&h, 104).withdrawn);
	assert_true(ks_handover_days_on(&h, 105).withdrawn);
	assert_int_equal(ks_handover_days_on(&h, 105).requested, KS_NO_DAY);
}

static void no_term_runs_from_the_day_a_pregnancy_ended(void **state)
{
	struct ks_handover_move moves[MOST] = { move(KS_VERB_NEW, KS_H_REQUESTED, 100) };
	struct ks_handover h = with_moves(moves, 1);
	struct ks_loop_state before, after;

	(void)state;
	h.case_ended = true;
	h.case_ended_on = 101;
	ks_handover_state(&h, 100, &before);
	ks_handover_state(&h, 101, &after);
	assert_int_equal(ks_loop_terms_on(&before, 100).respond_by, 102);
	assert_int_equal(ks_loop_terms_on(&after, 101).respond_by, KS_NO_DAY);
}

static void a_step_is_known_by_its_id_or_by_what_it_hands_over(void **state)
{
	const struct ks_handover by_id = { .step_id = "geldzorgen/bellen" };
	const struct ks_handover by_help = { .intervention = "hulp", .to_role = "team" };
	const struct ks_handover by_nothing = { .to_role = "team" };

	(void)state;
	assert_true(ks_handover_is_about(&by_id, "geldzorgen/bellen"));
	assert_false(ks_handover_is_about(&by_id, "geldzorgen/terug"));
	assert_true(ks_handover_is_about(&by_help, "hulp@team"));
	assert_false(ks_handover_is_about(&by_help, "hulp@anders"));
	assert_false(ks_handover_is_about(&by_help, "hulpvraag@team"));
	assert_false(ks_handover_is_about(&by_help, "zorg@team"));
	assert_false(ks_handover_is_about(&by_nothing, "hulp@team"));
}

/* Who accepted, made an appointment, met or started has taken it; who asked or waits has not. */
static void who_took_it_is_told_apart(void **state)
{
	static const struct {
		enum ks_handover_status status;
		bool taken;
	} cases[] = { { KS_H_REQUESTED, false }, { KS_H_RECEIVED, false }, { KS_H_WAITING, false },
		      { KS_H_DECLINED, false },	 { KS_H_ACCEPTED, true },  { KS_H_SCHEDULED, true },
		      { KS_H_MET, true },	 { KS_H_STARTED, true } };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ks_handover_move moves[] = { move(KS_VERB_NEW, cases[i].status, 100) };
		struct ks_handover h = with_moves(moves, 1);

		assert_int_equal(ks_handover_is_taken(&h, 100), cases[i].taken);
		assert_false(ks_handover_is_taken(&h, 99));
		moves[0].undone = true;
		assert_false(ks_handover_is_taken(&h, 100));
	}
}

/* Asked again after a correction: the first day counts; taken back twice is taken back. */
static void the_first_asking_counts(void **state)
{
	struct ks_handover_move moves[] = { move(KS_VERB_NEW, KS_H_REQUESTED, 100),
					    move(KS_VERB_SEND, KS_H_REQUESTED, 103),
					    move(KS_VERB_WITHDRAW, KS_H_WITHDRAWN, 104),
					    move(KS_VERB_WITHDRAW, KS_H_WITHDRAWN, 105) };
	struct ks_handover h = with_moves(moves, 4);
	struct ks_handover_days days = ks_handover_days_on(&h, KS_ALL_DAYS);

	(void)state;
	assert_int_equal(days.requested, 100);
	assert_true(days.withdrawn);
	h.n_moves = 2;
	assert_false(ks_handover_days_on(&h, KS_ALL_DAYS).withdrawn);
}

/* A no that was told: with its reason, and never of who was helped or did not want it herself. */
static void only_a_no_that_was_told_is_one(void **state)
{
	struct ks_handover_move moves[] = { move(KS_VERB_NEW, KS_H_REQUESTED, 100),
					    move(KS_VERB_DECLINE, KS_H_DECLINED, 101),
					    move(KS_VERB_FEEDBACK, KS_H_CLOSED, 102) };
	struct ks_handover h = with_moves(moves, 0);

	(void)state;
	assert_null(ks_handover_no(&h));
	h.n_moves = 2;
	assert_null(ks_handover_no(&h));
	h.n_moves = 3;
	moves[1].reason = "no-capacity";
	assert_ptr_equal(ks_handover_no(&h), &moves[1]);
	moves[1].reason = "parent-refused";
	assert_null(ks_handover_no(&h));
	moves[1].reason = NULL;
	moves[1].status = KS_H_COMPLETED;
	assert_null(ks_handover_no(&h));
	moves[1].status = KS_H_ACCEPTED;
	assert_null(ks_handover_no(&h));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_step_is_known_by_its_id_or_by_what_it_hands_over),
		cmocka_unit_test(who_took_it_is_told_apart),
		cmocka_unit_test(the_first_asking_counts),
		cmocka_unit_test(only_a_no_that_was_told_is_one),
		cmocka_unit_test(terms_run_from_the_moves),
		cmocka_unit_test(an_acceptance_after_waiting_starts_the_term_of_contact),
		cmocka_unit_test(what_was_undone_does_not_count),
		cmocka_unit_test(it_can_be_seen_as_it_stood_on_a_day),
		cmocka_unit_test(a_refusal_owes_nobody_anything),
		cmocka_unit_test(a_no_asks_for_a_next_holder_once_it_is_closed),
		cmocka_unit_test(the_first_of_each_is_what_the_report_measures),
		cmocka_unit_test(a_withdrawal_is_known_from_its_day),
		cmocka_unit_test(no_term_runs_from_the_day_a_pregnancy_ended),
		cmocka_unit_test(warm_takes_a_meeting_of_a_parent_and_the_receiver),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
