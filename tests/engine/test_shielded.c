/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a page that others may see shows of a step: what would be there without
 * what is hidden, and exactly that. At the table hidden is what is shielded
 * (geweld), at home all that is asked alone (partnergeweld as well).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "support/coalition.h"

#define HELP                                                                                      \
	"  - {id: hulp, title: Hulp, phase: [during, after], role: team, source: [proposal]}\n"
#define CARD(id, when, what, within, form)                                                        \
	"card: " id "\ntitle: " id "\nversion: 2026.1\nphase: [during, after]\nowner: toets\n"        \
	"review_by: 2027-01-01\nagreed: Afspraak.\nsources: [proposal]\nwhen: " when "\nsteps:\n"      \
	"  - {step: x, refer_to: team, " what ", urgency: soon, within: " within ", handover: " form  \
	", source: proposal}\n"
#define CARDS(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define ONE(id) CARD(id, "{signal: " id "}", "do: Iets", "9d", "phone")

static struct made m;

static void start(const char *const *cards)
{
	made_start(&m, HELP, cards);
}

static int end(void **state)
{
	(void)state;
	made_end(&m);
	return 0;
}

static const struct ks_route_step *step(const struct ks_route *route, const char *id)
{
	const struct ks_route_step *found = ks_route_find(route, id);

	assert_non_null(found);
	return found;
}

/* Where a step is shown: table, home, both or neither. */
static const char *shown(const struct ks_route *route, const char *id)
{
	static const char *const words[] = { "neither", "home", "table", "both" };
	const struct ks_route_step *found = step(route, id);

	return words[found->at_table.there * 2 + found->at_home.there];
}

static void what_nothing_hidden_led_to_is_shown_as_it_is(void **state)
{
	const struct ks_route_step *found;
	const struct ks_route *route;

	(void)state;
	start(CARDS(ONE("stress")));
	made_answer(&m, "stress", KS_PRESENT);
	route = made_route(&m);
	found = step(route, "stress/x");
	assert_string_equal(shown(route, "stress/x"), "both");
	assert_int_equal(found->at_table.due, found->due);
	assert_int_equal(found->at_table.form, found->form);
	assert_int_equal(found->at_table.number, found->number);
	assert_int_equal(found->at_home.due, found->due);
}

static void what_a_hidden_signal_led_to_is_not_shown(void **state)
{
	const struct ks_route *route;

	(void)state;
	start(CARDS(ONE("geweld"), ONE("partnergeweld"), ONE("stress")));
	made_answer(&m, "geweld", KS_PRESENT);
	made_answer(&m, "partnergeweld", KS_PRESENT);
	made_answer(&m, "stress", KS_PRESENT);
	route = made_route(&m);
	assert_string_equal(made_steps(&m, route), "geweld/x partnergeweld/x stress/x");
	assert_string_equal(shown(route, "geweld/x"), "neither");
	assert_string_equal(shown(route, "partnergeweld/x"), "table");
	assert_string_equal(shown(route, "stress/x"), "both");
	assert_int_equal(step(route, "stress/x")->number, 3);
	assert_int_equal(step(route, "stress/x")->at_table.number, 2);
	assert_int_equal(step(route, "stress/x")->at_home.number, 1);
	assert_int_equal(step(route, "partnergeweld/x")->at_home.due, KS_NO_DAY);
	assert_int_equal(step(route, "partnergeweld/x")->at_home.opens, KS_NO_DAY);
}

static void a_step_that_is_there_anyway_keeps_the_term_it_has_without(void **state)
{
	const struct ks_route_step *found;

	(void)state;
	start(CARDS(CARD("a", "{signal: stress}", "intervention: hulp", "30d", "phone"),
		    CARD("b", "{signal: geweld}", "intervention: hulp", "1d", "three-way")));
	made_answer(&m, "geweld", KS_PRESENT);
	made_answer(&m, "stress", KS_PRESENT);
	found = step(made_route(&m), "hulp@team");
	assert_int_equal(found->due, TODAY + 1);
	assert_int_equal(found->form, KS_THREE_WAY);
	assert_int_equal(found->at_table.due, TODAY + 30);
	assert_int_equal(found->at_table.form, KS_PHONE);
	assert_int_equal(found->at_home.due, TODAY + 30);
}

static void what_a_score_says_of_something_hidden_is_hidden(void **state)
{
	const struct ks_route *route;

	(void)state;
	start(CARDS(ONE("geweld"), ONE("partnergeweld"), ONE("somber")));
	made_score(&m, "epds", NULL, 12, TODAY);
	made_score(&m, "veilig", "vraag1", 2, TODAY);
	made_score(&m, "veilig", NULL, 4, TODAY);
	route = made_route(&m);
	assert_string_equal(made_steps(&m, route), "geweld/x partnergeweld/x somber/x");
	assert_string_equal(shown(route, "geweld/x"), "neither");
	assert_string_equal(shown(route, "partnergeweld/x"), "table");
	assert_string_equal(shown(route, "somber/x"), "both");
}

/* A step that is there because something hidden is not so tells of it as well. */
static void what_rests_on_a_hidden_no_is_hidden(void **state)
{
	(void)state;
	start(CARDS(ONE("stress"), CARD("rust", "{not: {signal: geweld}}", "do: Iets", "9d", "phone"),
		    CARD("kalm", "{not: {signal: partnergeweld}}", "do: Iets", "9d", "phone")));
	made_answer(&m, "geweld", KS_ABSENT);
	assert_string_equal(shown(made_route(&m), "rust/x"), "neither");
	m.family.n_answers = 0;
	made_answer(&m, "stress", KS_PRESENT);
	made_answer_full(&m, "partnergeweld", KS_MOTHER, KS_ABSENT, KS_BY_PROFESSIONAL, TODAY);
	assert_string_equal(shown(made_route(&m), "kalm/x"), "table");
	assert_string_equal(shown(made_route(&m), "stress/x"), "both");
}

static void what_rests_on_a_score_about_something_hidden_is_hidden(void **state)
{
	(void)state;
	start(CARDS(CARD("a", "{score: {instrument: veilig, item: vraag1, at_most: 0}}", "do: Iets",
			 "9d", "phone"),
		    CARD("b", "{score: {instrument: veilig, at_most: 2}}", "do: Iets", "9d",
			 "phone")));
	made_score(&m, "veilig", "vraag1", 0, TODAY);
	assert_string_equal(shown(made_route(&m), "a/x"), "neither");
	m.family.n_scores = 0;
	made_score(&m, "epds", NULL, 3, TODAY);
	made_score(&m, "veilig", NULL, 1, TODAY);
	assert_string_equal(shown(made_route(&m), "b/x"), "table");
}

#define BY_CLASS CARD("klasse", "{class: {at_least: zeer-kwetsbaar}}", "do: Iets", "9d", "phone")

static void a_class_that_was_raised_is_hidden_with_what_it_may_rest_on(void **state)
{
	(void)state;
	start(CARDS(ONE("stress"), BY_CLASS));
	made_answer(&m, "stress", KS_PRESENT);
	m.family.raised = KS_ZEER;
	assert_string_equal(shown(made_route(&m), "klasse/x"), "both");
	made_answer(&m, "geweld", KS_ABSENT);
	assert_string_equal(shown(made_route(&m), "klasse/x"), "both");
	made_answer_full(&m, "partnergeweld", KS_PARTNER, KS_PRESENT, KS_BY_PROFESSIONAL, TODAY);
	assert_string_equal(shown(made_route(&m), "klasse/x"), "table");
}

static void a_class_that_was_raised_is_hidden_at_the_table_too(void **state)
{
	(void)state;
	start(CARDS(ONE("stress"), BY_CLASS));
	made_answer(&m, "stress", KS_PRESENT);
	made_score(&m, "veilig", "vraag1", 1, TODAY);
	m.family.raised = KS_ZEER;
	assert_string_equal(shown(made_route(&m), "klasse/x"), "neither");
	assert_string_equal(shown(made_route(&m), "stress/x"), "both");
}

/* ---- with others at the table ---------------------------------------------- */

static const struct ks_route *in_company(const bool *told)
{
	return ks_route_in_company(&m.arena, m.c, made_route(&m), &m.family, told);
}

static void at_a_table_with_others_only_that_is_shown_that_may_go_home(void **state)
{
	const struct ks_route *route;

	(void)state;
	start(CARDS(ONE("partnergeweld"), ONE("stress")));
	made_answer(&m, "partnergeweld", KS_PRESENT);
	made_answer(&m, "stress", KS_PRESENT);
	route = made_route(&m);
	/* The route itself stays as it was. */
	assert_string_equal(shown(ks_route_in_company(&m.arena, m.c, route, &m.family, NULL),
				  "partnergeweld/x"), "neither");
	assert_string_equal(shown(route, "partnergeweld/x"), "table");
	route = in_company(NULL);
	assert_string_equal(made_steps(&m, route), "partnergeweld/x stress/x");
	assert_string_equal(shown(route, "partnergeweld/x"), "neither");
	assert_string_equal(shown(route, "stress/x"), "both");
	assert_int_equal(step(route, "stress/x")->at_table.number, 1);
	assert_int_equal(step(route, "stress/x")->due, TODAY + 9);
}

static void others_see_only_what_was_told_in_their_hearing(void **state)
{
	static const bool told[] = { true, false, false };
	const struct ks_route *route;

	(void)state;
	start(CARDS(ONE("schulden"), ONE("stress"), ONE("somber")));
	made_answer(&m, "schulden", KS_PRESENT);
	made_answer(&m, "stress", KS_PRESENT);
	made_answer(&m, "partnergeweld", KS_PRESENT);
	made_score(&m, "veilig", "vraag1", 2, TODAY);
	made_score(&m, "epds", NULL, 12, TODAY);
	route = in_company(told);
	assert_int_equal(route->n_steps, 3);
	assert_string_equal(shown(route, "schulden/x"), "both");
	assert_string_equal(shown(route, "stress/x"), "neither");
	assert_string_equal(shown(route, "somber/x"), "neither");
	assert_int_equal(step(route, "stress/x")->at_home.due, KS_NO_DAY);
	/* The pans are of what was told, and of what pages never show anyway. */
	assert_int_equal(route->balance.counts[KS_ATTENTION], 1);
	assert_int_equal(route->balance.counts[KS_URGENT], 1);
	assert_int_equal(route->balance.counts[KS_SAFETY], 1);
	assert_int_equal(route->picture.factors[ks_find_factor(m.c, "stress")->index], KS_UNKNOWN);
}

#define T(f) cmocka_unit_test_teardown(f, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(what_nothing_hidden_led_to_is_shown_as_it_is),
		T(what_a_hidden_signal_led_to_is_not_shown),
		T(a_step_that_is_there_anyway_keeps_the_term_it_has_without),
		T(what_a_score_says_of_something_hidden_is_hidden),
		T(what_rests_on_a_hidden_no_is_hidden),
		T(what_rests_on_a_score_about_something_hidden_is_hidden),
		T(a_class_that_was_raised_is_hidden_with_what_it_may_rest_on),
		T(a_class_that_was_raised_is_hidden_at_the_table_too),
		T(at_a_table_with_others_only_that_is_shown_that_may_go_home),
		T(others_see_only_what_was_told_in_their_hearing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
