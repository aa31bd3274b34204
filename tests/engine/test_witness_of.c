/* SPDX-License-Identifier: EUPL-1.2 */
/* With which other answers a question makes a difference, and which: one sentence a test. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "ks/base/str.h"
#include "ks/engine/witness_of.h"
#include "support/coalition.h"

#define HELP "  - {id: cursus, title: Cursus, phase: [during], role: team, source: [proposal]}\n"

#define CARD(id, when, what)                                                                     \
	"card: " id "\ntitle: " id "\nversion: 2026.1\nphase: [during]\nowner: toets\n"              \
	"review_by: 2027-01-01\nagreed: Afspraak.\nsources: [proposal]\nwhen: " when "\nsteps:\n"    \
	"  - {step: bel, refer_to: team, " what ", urgency: soon, within: 14d, handover: phone,\n"   \
	"     source: proposal}\n"

static struct made m;

static int end(void **state)
{
	(void)state;
	made_end(&m);
	return 0;
}

static void start(const char *const *cards)
{
	made_start(&m, HELP, cards);
	m.family.municipality = "deventer";
}

/* "netwerk@network+ | absent present | kwetsbaar | bel/bel": what is needed and what differs. */
static const char *witness(const char *id)
{
	const struct ks_route *route = made_route(&m);
	struct ks_witnesses *all = ks_witnesses_new(&m.arena, m.c, &m.family, route);
	struct ks_witness_of found;
	struct ks_buf buf;
	size_t i = 0;

	while (i < route->n_questions && !ks_streq(route->questions[i].id, id))
		i++;
	if (i == route->n_questions)
		return "not listed";
	found = ks_witness_of_question(all, &route->questions[i]);
	assert_true(found.decided);
	ks_buf_init(&buf, &m.arena);
	for (i = 0; i < found.n; i++)
		ks_buf_addf(&buf, "%s@%s%s ", found.with[i].factor->id,
			    ks_subject_words[found.with[i].subject],
			    found.with[i].reply == KS_PRESENT ? "+" : "-");
	ks_buf_addf(&buf, "| %s %s |", ks_reply_words[found.answers[0]],
		    ks_reply_words[found.answers[1]]);
	if (found.comparison.class_changed)
		ks_buf_addf(&buf, " %s", ks_class_words[found.comparison.after->balance.class]);
	for (i = 0; i < found.comparison.n; i++)
		ks_buf_addf(&buf, " %s %s", ks_shift_words[found.comparison.items[i].shift],
			    found.comparison.items[i].step);
	return buf.text;
}

static void what_makes_a_difference_by_itself_needs_nothing_else(void **state)
{
	(void)state;
	start((const char *const[]){ CARD("geld", "{signal: schulden}", "do: Bel"), NULL });
	assert_string_equal(witness("schulden"),
			    "| absent present | potentieel-kwetsbaar gained geld/bel");
}

static void an_answer_that_has_to_go_with_it_is_named(void **state)
{
	(void)state;
	start((const char *const[]){
		CARD("geld", "{all: [{signal: schulden}, {protective: netwerk}]}", "do: Bel"), NULL });
	assert_string_equal(witness("schulden"),
			    "netwerk@network+ | absent present | potentieel-kwetsbaar gained geld/bel");
}

/* Either answer will do: the one that something is so tells more than that it is not. */
static void one_other_answer_is_rather_that_something_is_so(void **state)
{
	(void)state;
	start((const char *const[]){
		CARD("geld", "{any: [{all: [{signal: schulden}, {signal: roken}]}, {all: [{signal: "
			     "schulden}, {not: {signal: roken}}]}]}", "do: Bel"), NULL });
	assert_string_equal(witness("schulden"),
			    "roken@mother+ | absent present | gained geld/bel");
}

static void several_answers_are_named_and_no_more_than_needed(void **state)
{
	(void)state;
	start((const char *const[]){
		CARD("geld", "{all: [{signal: schulden}, {signal: stress}, {not: {signal: roken}}]}",
		     "do: Bel"),
		CARD("rust", "{signal: somber}", "do: Bel"), NULL });
	assert_string_equal(witness("roken"), "schulden@family+ stress@mother+ | absent present | "
					      "kwetsbaar lost geld/bel");
}

static void a_choice_falls_on_what_may_be_spoken_of(void **state)
{
	(void)state;
	start((const char *const[]){
		CARD("samen", "{all: [{signal: schulden}, {any: [{signal: partnergeweld}, "
			      "{signal: stress}]}]}", "do: Bel"), NULL });
	made_answer(&m, "somber", KS_DECLINED);
	assert_string_equal(witness("schulden"), "stress@mother+ | absent present | gained samen/bel");
}

static void numbers_become_signals_by_name(void **state)
{
	(void)state;
	start((const char *const[]){ CARD("veel", "{class: {at_least: kwetsbaar}}", "do: Bel"), NULL });
	assert_string_equal(witness("schulden"), "roken@mother+ somber@mother+ | absent present | "
						 "kwetsbaar gained veel/bel");
}

static void what_only_moves_the_class_shows_the_class(void **state)
{
	(void)state;
	start((const char *const[]){ CARD("geld", "{signal: schulden}", "do: Bel"), NULL });
	made_answer(&m, "schulden", KS_PRESENT);
	assert_string_equal(witness("stress"), "roken@mother+ | absent present | kwetsbaar");
}

/*
 * About the partner it is not about the number of domains, as long as she
 * herself does not smoke; when she does, it stands already.
 */
static void an_answer_about_somebody_else_may_have_made_it_count_already(void **state)
{
	static const char *const no[] = { "geweld", "partnergeweld", "somber", "stress" };

	(void)state;
	start((const char *const[]){
		CARD("adem", "{signal: roken@mother}", "do: Bel"),
		CARD("som", "{at_least: {count: 2, of: [{signal: roken@partner}, {signal: schulden},\n"
			    "      {domains: {at_most: 1}}]}}", "do: Bel"), NULL });
	m.family.age = 30;
	made_answer(&m, "schulden", KS_PRESENT);
	for (size_t i = 0; i < sizeof no / sizeof no[0]; i++)
		made_answer(&m, no[i], KS_ABSENT);
	assert_string_equal(witness("roken@partner"),
			    "roken@mother+ | absent present | gained som/bel");
}

static void what_makes_a_score_raise_a_signal_is_asked(void **state)
{
	(void)state;
	start((const char *const[]){ CARD("rust", "{signal: stress@mother}", "do: Bel"), NULL });
	made_answer(&m, "stress", KS_ABSENT);
	assert_string_equal(witness("roken"), "| absent present | potentieel-kwetsbaar");
	made_score(&m, "druk", NULL, 2, made_route(&m)->day);
	assert_string_equal(witness("roken"), "| absent present | potentieel-kwetsbaar");
	made_score(&m, "druk", NULL, 3, made_route(&m)->day);
	assert_string_equal(witness("roken"),
			    "| absent present | potentieel-kwetsbaar gained rust/bel");
	made_answer(&m, "roken", KS_PRESENT);
	assert_string_equal(witness("roken"), "not listed");
}

static void one_answer_that_brings_two_signals_moves_the_class_as_two(void **state)
{
	(void)state;
	start((const char *const[]){ CARD("rust", "{signal: stress}", "do: Bel"), NULL });
	made_answer(&m, "stress", KS_PRESENT);
	made_answer(&m, "schulden", KS_PRESENT);
	made_score(&m, "druk", NULL, 3, made_route(&m)->day);
	assert_string_equal(witness("roken"), "| absent present | kwetsbaar");
}

#define TEST(name) cmocka_unit_test_teardown(name, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_makes_a_difference_by_itself_needs_nothing_else),
		TEST(an_answer_that_has_to_go_with_it_is_named),
		TEST(one_other_answer_is_rather_that_something_is_so),
		TEST(several_answers_are_named_and_no_more_than_needed),
		TEST(a_choice_falls_on_what_may_be_spoken_of),
		TEST(numbers_become_signals_by_name),
		TEST(what_only_moves_the_class_shows_the_class),
		TEST(what_makes_a_score_raise_a_signal_is_asked),
		TEST(one_answer_that_brings_two_signals_moves_the_class_as_two),
		TEST(an_answer_about_somebody_else_may_have_made_it_count_already),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
