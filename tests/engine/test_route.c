/* SPDX-License-Identifier: EUPL-1.2 */
/* The rules of product.md §4, one sentence a test. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "support/coalition.h"

#define CARD(id, when, steps)                                                                     \
	"card: " id "\ntitle: " id "\nversion: 2026.1\nphase: [during, after]\nowner: toets\n"        \
	"review_by: 2027-01-01\nagreed: Afspraak.\nsources: [proposal]\nwhen: " when "\nsteps:\n" steps

#define STEP(name, role, what, urgency, within, form)                                             \
	"  - {step: " name ", refer_to: " role ", " what ", urgency: " urgency ", within: " within   \
	", handover: " form ", source: proposal}\n"

#define DEBT_HELP                                                                                 \
	"  - {id: schuldhulp, title: Schuldhulp, phase: [during, after], role: team,\n"               \
	"     source: [proposal]}\n"

static struct made m;

static void start(const char *interventions, const char *const *cards)
{
	made_start(&m, interventions, cards);
}

static int end(void **state)
{
	(void)state;
	made_end(&m);
	return 0;
}

#define CARDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void a_signal_leads_to_its_step_with_term_and_organisation(void **state)
{
	const struct ks_route *route;

	(void)state;
	start(DEBT_HELP, CARDS(CARD("geld", "{signal: schulden}",
				    STEP("bel", "team", "intervention: schuldhulp", "routine", "14d",
					 "call-together"))));
	made_answer(&m, "schulden", KS_PRESENT);
	route = made_route(&m);
	assert_string_equal(made_steps(&m, route), "schuldhulp@team");
	assert_int_equal(route->steps[0].due, TODAY + 14);
	assert_string_equal(route->steps[0].filler->organisation.nl, "Team Deventer");
	assert_string_equal(route->steps[0].reasons[0].signals[0]->id, "schulden");
	assert_int_equal(route->balance.class, KS_POTENTIEEL);
	assert_string_equal(made_gaps(&m, route), "");
}

static void not_asked_is_not_absent(void **state)
{
	const struct ks_route *route;

	(void)state;
	start(DEBT_HELP,
	      CARDS(CARD("geld", "{all: [{signal: schulden}, {not: {protective: netwerk}}]}",
			 STEP("bel", "team", "intervention: schuldhulp", "routine", "14d", "phone"))));
	made_answer(&m, "schulden", KS_PRESENT);
	route = made_route(&m);
	assert_string_equal(made_steps(&m, route), "");
	assert_string_equal(made_gaps(&m, route), "schulden:condition");
	assert_string_equal(made_questions(&m, route), "geweld:c netwerk:r jong:c "
						       "partnergeweld:c roken:c somber:c stress:c");
}

static void a_source_that_declines_keeps_what_it_said_before(void **state)
{
	const struct ks_route *route;

	(void)state;
	start(DEBT_HELP, CARDS(CARD("geld", "{signal: schulden}",
				    STEP("bel", "team", "intervention: schuldhulp", "routine", "14d",
					 "phone"))));
	made_answer_full(&m, "schulden", KS_FAMILY, KS_PRESENT, KS_BY_SELF, TODAY - 9);
	made_answer_full(&m, "schulden", KS_FAMILY, KS_DECLINED, KS_BY_SELF, TODAY);
	route = made_route(&m);
	assert_string_equal(made_steps(&m, route), "schuldhulp@team");
}

static void sources_that_disagree_make_a_signal_present(void **state)
{
	const struct ks_route *route;

	(void)state;
	start(DEBT_HELP, CARDS(CARD("geld", "{signal: schulden}",
				    STEP("bel", "team", "intervention: schuldhulp", "routine", "14d",
					 "phone"))));
	made_answer_full(&m, "schulden", KS_FAMILY, KS_ABSENT, KS_BY_SELF, TODAY);
	made_answer_full(&m, "schulden", KS_FAMILY, KS_PRESENT, KS_BY_PROFESSIONAL, TODAY - 30);
	route = made_route(&m);
	assert_string_equal(made_steps(&m, route), "schuldhulp@team");
}

static void a_later_low_score_never_makes_a_signal_absent(void **state)
{
	const struct ks_route *route;

	(void)state;
	start(DEBT_HELP, CARDS(CARD("somber", "{signal: somber}",
				    STEP("praat", "jgz", "do: Praten", "soon", "5wd", "together"))));
	made_score(&m, "epds", NULL, 12, TODAY - 20);	/* week 11+4: cut-off 11 */
	made_score(&m, "epds", NULL, 3, TODAY);
	route = made_route(&m);
	assert_string_equal(made_steps(&m, route), "somber/praat");
	assert_int_equal(route->picture.basis[route->balance.load[0]->index]->kind, KS_BASIS_SCORE);
}

static void a_score_is_judged_at_its_own_date(void **state)
{
	(void)state;
	start(DEBT_HELP, CARDS(CARD("somber", "{signal: somber}",
				    STEP("praat", "jgz", "do: Praten", "soon", "5wd", "together"))));
	made_score(&m, "epds", NULL, 10, TODAY - 20);	/* enough only from 14+0 */
	assert_int_equal(made_route(&m)->balance.n_load, 0);
	made_score(&m, "epds", NULL, 10, TODAY);
	assert_int_equal(made_route(&m)->balance.n_load, 1);
}

static void a_window_not_open_yet_keeps_the_step_with_its_day(void **state)
{
	const struct ks_route *route;

	(void)state;
	start("  - {id: bezoek, title: Bezoek, phase: [during], role: jgz,\n"
	      "     window: {week: {from: 16+0}}, source: [proposal]}\n",
	      CARDS(CARD("b", "{signal: stress}",
			 STEP("ga", "jgz", "intervention: bezoek", "soon", "3d", "together"))));
	made_answer(&m, "stress", KS_PRESENT);
	route = made_route(&m);
	assert_int_equal(route->steps[0].opens, TODAY + 11);	/* 14+3 today */
	assert_int_equal(route->steps[0].due, TODAY + 11);
}

static void a_passed_window_takes_the_alternative_with_the_same_reasons(void **state)
{
	const struct ks_route *route;

	(void)state;
	start("  - {id: vroeg, title: Vroeg, phase: [during], role: jgz, alternative: later,\n"
	      "     window: {week: {before: 12+0}}, source: [proposal]}\n"
	      "  - {id: later, title: Later, phase: [during], role: team, source: [proposal]}\n",
	      CARDS(CARD("b", "{signal: stress}",
			 STEP("ga", "jgz", "intervention: vroeg", "urgent", "3d", "three-way"))));
	made_answer(&m, "stress", KS_PRESENT);
	route = made_route(&m);
	assert_string_equal(made_steps(&m, route), "later@team");
	assert_string_equal(made_dropped(&m, route), "vroeg:window");
	assert_int_equal(route->steps[0].urgency, KS_URGENT_STEP);
	assert_int_equal(route->steps[0].form, KS_THREE_WAY);
	assert_string_equal(route->dropped[0].alternative->id, "later");
	assert_string_equal(made_gaps(&m, route), "");
}

static void a_step_whose_own_window_passed_has_no_alternative(void **state)
{
	const struct ks_route *route;

	(void)state;
	start(DEBT_HELP,
	      CARDS(CARD("b", "{signal: stress}",
			 STEP("ga", "team", "intervention: schuldhulp, window: {week: {until: 10}}",
			      "urgent", "3d", "phone"))));
	made_answer(&m, "stress", KS_PRESENT);
	route = made_route(&m);
	assert_string_equal(made_steps(&m, route), "");
	assert_string_equal(made_dropped(&m, route), "schuldhulp:step-window");
	assert_string_equal(made_gaps(&m, route), "stress:dropped");
}

/* The same help asked for three times, each with a window of its own that passed. */
static void what_drops_for_one_reason_in_several_places_is_listed_by_place(void **state)
{
#define PASSED(name) \
	STEP(name, "team", "intervention: schuldhulp, window: {week: {until: 10}}", "urgent", "3d", \
	     "phone")
	const struct ks_route *route;

	(void)state;
	start(DEBT_HELP, CARDS(CARD("b", "{signal: stress}", PASSED("x") PASSED("y")),
			       CARD("a", "{signal: stress}", PASSED("z"))));
	made_answer(&m, "stress", KS_PRESENT);
	route = made_route(&m);
	assert_int_equal(route->n_dropped, 3);
	for (size_t i = 1; i < 3; i++) {
		const struct ks_loc before = route->dropped[i - 1].loc, here = route->dropped[i].loc;
		int order = strcmp(before.in->name, here.in->name);

		assert_true(order < 0 || (order == 0 && before.line < here.line));
	}
#undef PASSED
}

static void a_step_is_found_by_its_number_or_its_id(void **state)
{
	const struct ks_route *route;

	(void)state;
	start(DEBT_HELP, CARDS(CARD("a", "{signal: stress}",
				    STEP("x", "team", "intervention: schuldhulp", "soon", "3d", "phone"))));
	made_answer(&m, "stress", KS_PRESENT);
	route = made_route(&m);
	assert_ptr_equal(ks_route_find(route, "1"), &route->steps[0]);
	assert_ptr_equal(ks_route_find(route, "schuldhulp@team"), &route->steps[0]);
	assert_null(ks_route_find(route, "0"));
	assert_null(ks_route_find(route, "2"));
	assert_null(ks_route_find(route, "schuldhulp"));
}

static void unknown_criteria_keep_the_step_with_what_to_ask(void **state)
{
	const struct ks_route *route;

	(void)state;
	start("  - {id: eerste, title: Eerste, phase: [during], role: jgz,\n"
	      "     criteria: {first_child: true}, source: [proposal]}\n",
	      CARDS(CARD("b", "{signal: stress}",
			 STEP("ga", "jgz", "intervention: eerste", "soon", "3d", "phone"))));
	made_answer(&m, "stress", KS_PRESENT);
	route = made_route(&m);
	assert_string_equal(made_steps(&m, route), "eerste@jgz");
	assert_int_equal(route->steps[0].n_check, 1);
	assert_string_equal(route->steps[0].check[0].id, "first-child");
}

static void the_same_help_at_the_same_role_is_one_step_with_the_best_of_both(void **state)
{
	const struct ks_route *route;

	(void)state;
	start(DEBT_HELP,
	      CARDS(CARD("a", "{signal: schulden}",
			 STEP("x", "team", "intervention: schuldhulp", "routine", "3d", "written")),
		    CARD("b", "{signal: stress}",
			 STEP("y", "team", "intervention: schuldhulp", "urgent", "14d", "together"))));
	made_answer(&m, "schulden", KS_PRESENT);
	made_answer(&m, "stress", KS_PRESENT);
	route = made_route(&m);
	assert_string_equal(made_steps(&m, route), "schuldhulp@team");
	assert_int_equal(route->steps[0].n_reasons, 2);
	assert_int_equal(route->steps[0].urgency, KS_URGENT_STEP);
	assert_int_equal(route->steps[0].form, KS_TOGETHER);
	assert_int_equal(route->steps[0].due, TODAY + 3);
}

/* Two cards ask for help at the same role; each has criteria that nobody answered yet. */
static void what_is_to_be_asked_first_is_gathered_from_every_reason_once_by_id(void **state)
{
	static const char *const expected[] = { "age",	 "due",		  "epds",
						"first-child", "roken@partner", "somber",
						"stress" };
	const struct ks_route_step *step;

	(void)state;
	start("  - id: eerste\n"
	      "    title: Eerste\n"
	      "    phase: [during]\n"
	      "    role: jgz\n"
	      "    criteria:\n"
	      "      all:\n"
	      "        - {signal: stress}\n"
	      "        - {signal: somber@mother}\n"
	      "        - {first_child: true}\n"
	      "        - {age: {at_least: 18}}\n"
	      "        - {signal: roken@partner}\n"
	      "        - {score: {instrument: epds, at_least: 9}}\n"
	      "        - {any: [{signal: stress}, {signal: roken@partner}]}\n"
	      "    source: [proposal]\n",
	      CARDS(CARD("a", "{signal: schulden}",
			 STEP("x", "jgz", "intervention: eerste, window: {week: {until: 30}}",
			      "soon", "3d", "phone")),
		    CARD("b", "{signal: schulden}",
			 STEP("y", "jgz", "intervention: eerste", "soon", "3d", "phone"))));
	m.family.due = KS_NO_DAY;
	made_answer(&m, "schulden", KS_PRESENT);
	step = ks_route_find(made_route(&m), "eerste@jgz");
	assert_non_null(step);
	assert_int_equal(step->n_reasons, 2);
	assert_int_equal(step->n_check, sizeof expected / sizeof expected[0]);
	for (size_t i = 0; i < step->n_check; i++)
		assert_string_equal(step->check[i].id, expected[i]);
}

static void what_drops_by_a_week_points_at_the_limit_that_failed(void **state)
{
	const struct ks_route *route;

	(void)state;
	start("  - id: vroeg\n"
	      "    title: Vroeg\n"
	      "    phase: [during]\n"
	      "    role: jgz\n"
	      "    criteria:\n"
	      "      week:\n"
	      "        from: 2+0\n"
	      "        before: 12+0\n"
	      "    source: [proposal]\n",
	      CARDS(CARD("a", "{signal: stress}",
			 STEP("x", "jgz", "intervention: vroeg", "soon", "3d", "phone"))));
	made_answer(&m, "stress", KS_PRESENT);
	route = made_route(&m);
	assert_string_equal(made_dropped(&m, route), "vroeg:criteria");
	assert_non_null(route->dropped[0].bound);
	assert_int_equal(route->dropped[0].bound->op, KS_LT);
	assert_int_equal(route->dropped[0].loc.line, 9);	/* below "interventions:" */
}

/* The first day of a pregnancy is a day that is known. */
static void week_nought_is_a_week(void **state)
{
	const struct ks_route *route;

	(void)state;
	start("  - {id: later, title: Later, phase: [during], role: jgz,\n"
	      "     window: {week: {from: 12+0}}, source: [proposal]}\n",
	      CARDS(CARD("a", "{signal: stress}",
			 STEP("x", "jgz", "intervention: later", "soon", "3d", "phone"))));
	made_answer(&m, "stress", KS_PRESENT);
	m.family.due = TODAY + KS_TERM_OF_PREGNANCY;
	route = made_route(&m);
	assert_int_equal(route->n_steps, 1);
	assert_int_equal(route->steps[0].opens, TODAY + 12 * 7);
	assert_int_equal(route->steps[0].n_check, 0);
}

static void running_the_route_again_never_moves_a_deadline(void **state)
{
	static const struct ks_standing standing = { "geld", "bel", 0 };
	struct ks_standing since = standing;

	(void)state;
	start(DEBT_HELP, CARDS(CARD("geld", "{signal: schulden}",
				    STEP("bel", "team", "intervention: schuldhulp", "routine", "14d",
					 "phone"))));
	since.since = TODAY - 10;
	made_answer(&m, "schulden", KS_PRESENT);
	m.family.standing = &since;
	m.family.n_standing = 1;
	assert_int_equal(made_route(&m)->steps[0].due, TODAY + 4);
}

static void help_already_there_stays_without_a_term(void **state)
{
	const char *already = "schuldhulp@team";
	const struct ks_route *route;

	(void)state;
	start(DEBT_HELP, CARDS(CARD("geld", "{signal: schulden}",
				    STEP("bel", "team", "intervention: schuldhulp", "routine", "14d",
					 "phone"))));
	made_answer(&m, "schulden", KS_PRESENT);
	m.family.already = &already;
	m.family.n_already = 1;
	route = made_route(&m);
	assert_true(route->steps[0].already);
	assert_int_equal(route->steps[0].due, KS_NO_DAY);
}

static void a_role_nobody_fills_is_a_gap_and_keeps_its_step(void **state)
{
	const struct ks_route *route;

	(void)state;
	start(DEBT_HELP, CARDS(CARD("b", "{signal: stress}",
				    STEP("ga", "niemand", "do: Iets", "soon", "3d", "phone"))));
	made_answer(&m, "stress", KS_PRESENT);
	route = made_route(&m);
	assert_string_equal(made_steps(&m, route), "b/ga");
	assert_null(route->steps[0].filler);
	assert_string_equal(made_gaps(&m, route), "stress:role-not-filled");
}

static void safety_comes_first_then_after_then_date(void **state)
{
	const struct ks_route *route;

	(void)state;
	start(DEBT_HELP,
	      CARDS(CARD("a", "{signal: stress}",
			 STEP("laat", "jgz", "do: Laat", "soon", "1d", "phone")
			 "  - {step: eerst, refer_to: jgz, do: Eerst, urgency: soon, within: 9d,\n"
			 "     handover: phone, source: proposal}\n"
			 "  - {step: dan, refer_to: jgz, do: Dan, urgency: soon, within: 2d,\n"
			 "     handover: phone, source: proposal, after: [eerst]}\n"),
		    CARD("z", "{signal: geweld}",
			 STEP("nu", "jgz", "do: Nu", "routine", "30d", "phone"))));
	made_answer(&m, "stress", KS_PRESENT);
	made_answer(&m, "geweld", KS_PRESENT);
	route = made_route(&m);
	assert_string_equal(made_steps(&m, route), "z/nu a/laat a/eerst a/dan");
	assert_string_equal(route->steps[3].after[0], "a/eerst");
	assert_int_equal(route->balance.class, KS_SPOED);
}

static void a_circle_of_after_falls_back_to_the_date(void **state)
{
	(void)state;
	start(DEBT_HELP,
	      CARDS(CARD("a", "{signal: stress}",
			 "  - {step: x, refer_to: jgz, do: X, urgency: soon, within: 9d,\n"
			 "     handover: phone, source: proposal, after: [y]}\n"
			 "  - {step: y, refer_to: jgz, do: Y, urgency: soon, within: 2d,\n"
			 "     handover: phone, source: proposal, after: [x]}\n")));
	made_answer(&m, "stress", KS_PRESENT);
	assert_string_equal(made_steps(&m, made_route(&m)), "a/y a/x");
}

static void judgement_moves_one_class_and_never_the_highest(void **state)
{
	(void)state;
	start(DEBT_HELP, CARDS(CARD("a", "{signal: stress}",
				    STEP("x", "jgz", "do: X", "soon", "1d", "phone"))));
	made_answer(&m, "stress", KS_PRESENT);
	made_answer(&m, "schulden", KS_PRESENT);
	made_answer(&m, "roken", KS_PRESENT);
	m.family.judgement = KS_IN_BALANCE;
	assert_int_equal(made_route(&m)->balance.class, KS_POTENTIEEL);
	made_answer(&m, "partnergeweld", KS_PRESENT);
	assert_int_equal(made_route(&m)->balance.class, KS_ZEER);
	m.family.raised = KS_SPOED;
	assert_int_equal(made_route(&m)->balance.class, KS_SPOED);
}

static void a_raise_stands_when_more_signals_turn_out_present(void **state)
{
	(void)state;
	start(DEBT_HELP, CARDS(CARD("a", "{signal: stress}",
				    STEP("x", "jgz", "do: X", "soon", "1d", "phone"))));
	made_answer(&m, "stress", KS_PRESENT);
	m.family.judgement = KS_IN_BALANCE;
	m.family.raised = KS_KWETSBAAR;
	assert_int_equal(made_route(&m)->balance.class, KS_KWETSBAAR);
	made_answer(&m, "schulden", KS_PRESENT);
	made_answer(&m, "roken", KS_PRESENT);
	assert_int_equal(made_route(&m)->balance.class, KS_KWETSBAAR);
}

static void a_derived_signal_follows_the_age(void **state)
{
	(void)state;
	start(DEBT_HELP, CARDS(CARD("a", "{signal: jong}",
				    STEP("x", "jgz", "do: X", "soon", "1d", "phone"))));
	m.family.age = 19;
	assert_string_equal(made_steps(&m, made_route(&m)), "a/x");
	m.family.age = 20;
	made_answer(&m, "jong", KS_PRESENT);
	assert_string_equal(made_steps(&m, made_route(&m)), "");
}

static void a_bare_signal_holds_for_any_subject(void **state)
{
	(void)state;
	start(DEBT_HELP, CARDS(CARD("a", "{signal: roken}",
				    STEP("x", "jgz", "do: X", "soon", "1d", "phone")),
			       CARD("p", "{signal: roken@mother}",
				    STEP("y", "jgz", "do: Y", "soon", "1d", "phone"))));
	made_answer_full(&m, "roken", KS_PARTNER, KS_PRESENT, KS_BY_PROFESSIONAL, TODAY);
	assert_string_equal(made_steps(&m, made_route(&m)), "a/x");
}

static void an_ended_pregnancy_has_no_steps(void **state)
{
	(void)state;
	start(DEBT_HELP, CARDS(CARD("a", "{signal: stress}",
				    STEP("x", "jgz", "do: X", "soon", "1d", "phone"))));
	made_answer(&m, "stress", KS_PRESENT);
	m.family.phase = KS_ENDED;
	assert_string_equal(made_steps(&m, made_route(&m)), "");
	assert_string_equal(made_gaps(&m, made_route(&m)), "stress:other-phase");
}

static void a_question_that_cannot_change_anything_is_not_asked(void **state)
{
	(void)state;
	start(DEBT_HELP, CARDS(CARD("a", "{any: [{signal: stress}, {signal: somber}]}",
				    STEP("x", "jgz", "do: X", "soon", "1d", "phone"))));
	made_answer(&m, "stress", KS_PRESENT);
	made_answer(&m, "geweld", KS_PRESENT);	/* spoed: no class above it */
	assert_string_equal(made_questions(&m, made_route(&m)), "");
}

#define T(f) cmocka_unit_test_teardown(f, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_signal_leads_to_its_step_with_term_and_organisation),
		T(not_asked_is_not_absent),
		T(a_source_that_declines_keeps_what_it_said_before),
		T(sources_that_disagree_make_a_signal_present),
		T(a_later_low_score_never_makes_a_signal_absent),
		T(a_score_is_judged_at_its_own_date),
		T(a_window_not_open_yet_keeps_the_step_with_its_day),
		T(a_passed_window_takes_the_alternative_with_the_same_reasons),
		T(a_step_whose_own_window_passed_has_no_alternative),
		T(what_drops_for_one_reason_in_several_places_is_listed_by_place),
		T(a_step_is_found_by_its_number_or_its_id),
		T(unknown_criteria_keep_the_step_with_what_to_ask),
		T(the_same_help_at_the_same_role_is_one_step_with_the_best_of_both),
		T(what_is_to_be_asked_first_is_gathered_from_every_reason_once_by_id),
		T(what_drops_by_a_week_points_at_the_limit_that_failed),
		T(week_nought_is_a_week),
		T(running_the_route_again_never_moves_a_deadline),
		T(help_already_there_stays_without_a_term),
		T(a_role_nobody_fills_is_a_gap_and_keeps_its_step),
		T(safety_comes_first_then_after_then_date),
		T(a_circle_of_after_falls_back_to_the_date),
		T(judgement_moves_one_class_and_never_the_highest),
		T(a_raise_stands_when_more_signals_turn_out_present),
		T(a_derived_signal_follows_the_age),
		T(a_bare_signal_holds_for_any_subject),
		T(an_ended_pregnancy_has_no_steps),
		T(a_question_that_cannot_change_anything_is_not_asked),
	};

	return cmocka_run_group_tests_name("engine: route", tests, NULL, NULL);
}
