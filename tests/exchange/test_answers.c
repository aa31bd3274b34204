/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ks/exchange/answers.h"
#include "support/coalition.h"

static const char interventions[] = "  - {id: hulp, title: Hulp, phase: [during], role: team,\n"
				    "     source: proposal}\n";
static const char *const no_cards[] = { NULL };

static int start(void **state)
{
	static struct made m;

	made_start(&m, interventions, no_cards);
	*state = &m;
	return 0;
}

static int end(void **state)
{
	made_end(*state);
	return 0;
}

static enum ks_status read_text(struct made *m, const char *text, struct ks_answers *answers)
{
	struct ks_source_text *in = KS_NEW(&m->arena, struct ks_source_text);

	*in = (struct ks_source_text){ .name = "a.yaml", .text = text, .len = strlen(text) };
	ks_diag_init(&m->diag, &m->arena);
	return ks_answers_read(&m->arena, in, &m->diag, answers);
}

static enum ks_status settle_text(struct made *m, const char *text, struct ks_intake *intake)
{
	struct ks_answers answers = { .present = { NULL, 0 } };

	assert_int_equal(read_text(m, text, &answers), KS_OK);
	return ks_answers_settle(&m->arena, m->c, &answers, TODAY, &m->diag, intake);
}

static void a_file_says_what_options_say(void **state)
{
	struct made *m = *state;
	struct ks_intake intake;

	assert_int_equal(settle_text(m, "due: 2027-05-19\nmunicipality: Deventer\nage: 31\n"
					"first-child: nee\nby: self\ndate: 2026-11-20\n"
					"present: [schulden, roken@partner]\nabsent: [netwerk]\n"
					"declined: [stress]\nscore: {epds: 14, epds.item10: 0}\n"
					"already: [hulp@team]\njudgement: in-balance\n"
					"with-parent: ja\n",
				     &intake),
			 KS_OK);
	assert_int_equal(intake.due, ks_day_of(2027, 5, 19));
	assert_string_equal(intake.municipality, "deventer");
	assert_int_equal(intake.age, 31);
	assert_int_equal(intake.first_child, 0);
	assert_int_equal(intake.date, ks_day_of(2026, 11, 20));
	assert_int_equal(intake.n_answers, 4);
	assert_int_equal(intake.answers[1].subject, KS_PARTNER);
	assert_int_equal(intake.answers[1].by, KS_BY_SELF);
	assert_int_equal(intake.answers[2].reply, KS_ABSENT);
	assert_int_equal(intake.answers[3].reply, KS_DECLINED);
	assert_int_equal(intake.n_scores, 2);
	assert_int_equal(intake.scores[0].value, 14);
	assert_string_equal(intake.scores[1].item, "item10");
	assert_int_equal(intake.n_already, 1);
	assert_int_equal(intake.judgement, KS_IN_BALANCE);
	assert_true(intake.with_parent);
	assert_true(ks_intake_has_answers(&intake));
}

static void a_key_may_be_spelled_as_in_our_own_documents(void **state)
{
	struct made *m = *state;
	struct ks_intake intake;

	assert_int_equal(settle_text(m, "format: 1\nfirst_child: no\nwith_parent: yes\n"
					"scores: epds=14, epds.item10=0\n"
					"present: schulden, roken@partner\n"
					"absent: netwerk\n",
				     &intake),
			 KS_OK);
	assert_int_equal(intake.first_child, 0);
	assert_true(intake.with_parent);
	assert_int_equal(intake.n_scores, 2);
	assert_int_equal(intake.n_answers, 3);
	assert_int_equal(intake.answers[1].subject, KS_PARTNER);
}

static void json_is_read_by_the_same_door(void **state)
{
	struct ks_intake intake;

	assert_int_equal(settle_text(*state, "{\"present\": [\"schulden\"], \"score\": {\"epds\": 3}}",
				     &intake),
			 KS_OK);
	assert_int_equal(intake.n_answers, 1);
	assert_int_equal(intake.scores[0].value, 3);
	assert_int_equal(intake.age, KS_NO_AGE);
	assert_int_equal(intake.due, KS_NO_DAY);
	assert_int_equal(intake.date, TODAY);
}

static void nothing_asked_is_nothing_answered(void **state)
{
	struct ks_intake intake;

	assert_int_equal(settle_text(*state, "age: 31\n", &intake), KS_OK);
	assert_false(ks_intake_has_answers(&intake));
}

static void what_was_said_first_stands_and_lists_grow(void **state)
{
	struct made *m = *state;
	struct ks_answers answers = { .due = { .text = "2027-06-01" } };

	ks_told_add(&m->arena, &answers.present, ks_told_by(&m->arena, "--present", "roken"));
	assert_int_equal(read_text(m, "due: 2027-05-19\npresent: [schulden]\n", &answers), KS_OK);
	assert_string_equal(answers.due.text, "2027-06-01");
	assert_int_equal(answers.present.n, 2);
}

static void shapes_that_are_wrong_have_their_place(void **state)
{
	static const struct {
		const char *text;
		enum ks_msg msg;
		int line, col;
	} cases[] = {
		{ "- schulden\n", KS_MSG_yaml_root, 1, 1 },
		{ "age: 3\npresnt: [a]\n", KS_MSG_answers_unknown_key, 2, 1 },
		{ "format: 2\n", KS_MSG_answers_other_format, 1, 9 },
		{ "first__child: no\n", KS_MSG_answers_unknown_key, 1, 1 },
		{ "present: {a: b}\n", KS_MSG_answers_need_list, 1, 10 },
		{ "age: [31]\n", KS_MSG_answers_need_text, 1, 6 },
		{ "present: [[a]]\n", KS_MSG_answers_need_text, 1, 11 },
		{ "ref: bsn 123456782\n", KS_MSG_has_bsn, 1, 6 },
		{ "score: {123456782: 1}\n", KS_MSG_has_bsn, 1, 20 },
	};
	struct made *m = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ks_answers answers = { .present = { NULL, 0 } };

		assert_int_equal(read_text(m, cases[i].text, &answers), KS_INPUT);
		assert_int_equal(m->diag.first->loc.line, cases[i].line);
		assert_int_equal(m->diag.first->loc.col, cases[i].col);
		if (cases[i].msg != KS_MSG_yaml_root)
			assert_int_equal(m->diag.first->msg, cases[i].msg);
	}
}

static void values_that_are_wrong_are_refused(void **state)
{
	static const struct {
		const char *text;
		enum ks_msg msg;
		const char *near;
	} cases[] = {
		{ "present: [schuldn]\n", KS_MSG_unknown_factor, "schulden" },
		{ "present: [schulden@mother]\n", KS_MSG_subject_not_of_factor, NULL },
		{ "present: [roken]\nabsent: [roken@mother]\n", KS_MSG_answered_both_ways, NULL },
		{ "due: 2027-02-29\n", KS_MSG_need_date, NULL },
		{ "due: 2027-08-29\n", KS_MSG_due_too_far, NULL },
		{ "due: 2026-10-30\n", KS_MSG_due_too_early, NULL },
		{ "due: 2027-05-19\nlmp: 2026-08-13\n", KS_MSG_two_due_dates, NULL },
		{ "score: [epds=14, epds=15]\n", KS_MSG_scored_both_ways, NULL },
		{ "due: 2027-05-19\nphase: before\n", KS_MSG_due_before_pregnancy, NULL },
		{ "lmp: 2026-11-22\n", KS_MSG_date_in_future, NULL },
		{ "scan: 2026-11-02\n", KS_MSG_bad_scan, NULL },
		{ "scan: 2026-11-02=11.5\n", KS_MSG_bad_scan, NULL },
		{ "scan: 2026-11-02=43+1\n", KS_MSG_bad_scan, NULL },
		{ "scan: 2026-12-02=11+5\n", KS_MSG_date_in_future, NULL },
		{ "date: 2026-11-22\n", KS_MSG_date_in_future, NULL },
		{ "phase: durin\n", KS_MSG_unknown_word, "during" },
		{ "phase: ended\n", KS_MSG_unknown_word, NULL },
		{ "by: moeder\n", KS_MSG_unknown_word, NULL },
		{ "judgement: ''\n", KS_MSG_unknown_word, NULL },
		{ "raise: spoet\n", KS_MSG_unknown_word, "spoed" },
		{ "age: 9\n", KS_MSG_bad_age, NULL },
		{ "age: 66\n", KS_MSG_bad_age, NULL },
		{ "first-child: misschien\n", KS_MSG_need_bool, NULL },
		{ "municipality: a_b\n", KS_MSG_bad_municipality, NULL },
		{ "score: [epds]\n", KS_MSG_bad_score, NULL },
		{ "score: [epsd=1]\n", KS_MSG_unknown_instrument, "epds" },
		{ "score: [epds.item9=1]\n", KS_MSG_unknown_item, "item10" },
		{ "score: [epds=31]\n", KS_MSG_score_out_of_range, NULL },
		{ "score: [epds=-1]\n", KS_MSG_score_out_of_range, NULL },
		{ "score: [epds.item10=4]\n", KS_MSG_score_out_of_range, NULL },
		{ "already: [hulp]\n", KS_MSG_need_help, NULL },
		{ "already: [hulpe@team]\n", KS_MSG_unknown_intervention, "hulp" },
		{ "already: [hulp@teem]\n", KS_MSG_unknown_role, "team" },
	};
	struct made *m = *state;
	struct ks_intake intake;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (settle_text(m, cases[i].text, &intake) != KS_INPUT)
			fail_msg("accepted: %s", cases[i].text);
		assert_int_equal(m->diag.errors, 1);
		assert_int_equal(m->diag.first->msg, cases[i].msg);
		if (cases[i].near)
			assert_string_equal(m->diag.first->near, cases[i].near);
	}
}

static void a_scan_goes_before_a_period(void **state)
{
	struct ks_intake intake;

	assert_int_equal(settle_text(*state, "lmp: 2026-08-12\n", &intake), KS_OK);
	assert_int_equal(intake.due, ks_day_of(2027, 5, 19));
	assert_string_equal(intake.due_source, "lmp");
	assert_int_equal(settle_text(*state, "lmp: 2026-08-01\nscan: 2026-11-02=11+5\n", &intake),
			 KS_OK);
	assert_int_equal(intake.due, ks_day_of(2027, 5, 19));
	assert_string_equal(intake.due_source, "scan");
}

static void a_family_may_live_elsewhere(void **state)
{
	struct made *m = *state;
	struct ks_intake intake;

	assert_int_equal(settle_text(m, "municipality: Den Haag\n", &intake), KS_OK);
	assert_string_equal(intake.municipality, "den-haag");
	assert_int_equal(m->diag.first->severity, KS_NOTE);
	assert_int_equal(settle_text(m, "municipality: devnter\n", &intake), KS_OK);
	assert_string_equal(m->diag.first->near, "deventer");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_file_says_what_options_say, start, end),
		cmocka_unit_test_setup_teardown(a_key_may_be_spelled_as_in_our_own_documents, start, end),
		cmocka_unit_test_setup_teardown(json_is_read_by_the_same_door, start, end),
		cmocka_unit_test_setup_teardown(nothing_asked_is_nothing_answered, start, end),
		cmocka_unit_test_setup_teardown(what_was_said_first_stands_and_lists_grow, start, end),
		cmocka_unit_test_setup_teardown(shapes_that_are_wrong_have_their_place, start, end),
		cmocka_unit_test_setup_teardown(values_that_are_wrong_are_refused, start, end),
		cmocka_unit_test_setup_teardown(a_scan_goes_before_a_period, start, end),
		cmocka_unit_test_setup_teardown(a_family_may_live_elsewhere, start, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
