/* SPDX-License-Identifier: EUPL-1.2 */
/* Why something is not on the route, and which answers bring it there: one sentence a test. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ks/base/str.h"
#include "ks/engine/why_not.h"
#include "support/coalition.h"

#define HELP                                                                                     \
	"  - {id: cursus, title: Cursus, phase: [during], role: team,\n"                              \
	"     criteria: {all: [{first_child: true}, {not: {signal: stress}}]},\n"                     \
	"     window: {week: {before: 30+0}}, coverage: [zwolle, deventer],\n"                        \
	"     alternative: groep, source: [proposal]}\n"                                              \
	"  - {id: groep, title: Groep, phase: [during, after], role: jgz, source: [proposal]}\n"      \
	"  - {id: los, title: Los, phase: [during], role: team, source: [proposal]}\n"

#define CARD(id, phase, when, what)                                                              \
	"card: " id "\ntitle: " id "\nversion: 2026.1\nphase: [" phase "]\nowner: toets\n"           \
	"review_by: 2027-01-01\nagreed: Afspraak.\nsources: [proposal]\nwhen: " when "\nsteps:\n"    \
	"  - {step: bel, refer_to: team, " what ", urgency: soon, within: 14d, handover: phone,\n"   \
	"     source: proposal}\n"

#define CARDS                                                                                    \
	((const char *const[]){                                                                      \
		CARD("geld", "during", "{any: [{signal: schulden}, {all: [{signal: somber},\n"        \
				       "      {protective: netwerk}]}]}",                              \
		     "intervention: cursus"),                                                          \
		CARD("later", "after", "{signal: stress}", "do: Bel nog eens"),                       \
		CARD("veilig", "during", "{signal: geweld}", "do: Overleg"),                          \
		CARD("samen", "during", "{signal: partnergeweld@partner}", "do: Praat apart"),        \
		CARD("veel", "during", "{class: {at_least: kwetsbaar}}", "do: Samen kijken"),         \
		CARD("rook", "during", "{not: {signal: roken}}", "do: Complimenteer"),                \
		CARD("eigen", "during", "{signal: schulden}",                                          \
		     "when: {signal: somber}, do: Bel de huisarts"),                                   \
		NULL })

static struct made m;

static int start(void **state)
{
	(void)state;
	made_start(&m, HELP, CARDS);
	m.family.first_child = 1;
	m.family.municipality = "deventer";
	m.family.due = TODAY + 180;
	return 0;
}

static int end(void **state)
{
	(void)state;
	made_end(&m);
	return 0;
}

static const struct ks_why_not *why_not(const char *id)
{
	struct ks_target target = { .card = ks_find_card(m.c, id) };

	if (!target.card)
		target.intervention = ks_find_intervention(m.c, id);
	if (!target.card && !target.intervention)
		target.role = ks_find_role(m.c, id);
	return ks_why_not(&m.arena, m.c, &m.family, made_route(&m), target);
}

/* "schulden+ | netwerk+ somber+": each set, with how it may be spoken of. */
static const char *sets(const struct ks_why_not *why)
{
	struct ks_buf buf;

	ks_buf_init(&buf, &m.arena);
	for (size_t i = 0; i < why->n_sets; i++) {
		ks_buf_addf(&buf, "%s%s:", i ? " | " : "", ks_spoken_words[why->sets[i].spoken]);
		for (size_t a = 0; a < why->sets[i].n; a++)
			ks_buf_addf(&buf, " %s@%s%s", why->sets[i].items[a]->factor->id,
				    ks_subject_words[why->sets[i].items[a]->subject],
				    why->sets[i].items[a]->present ? "+" : "-");
	}
	return buf.text;
}

static void an_unknown_card_cites_the_leaf_that_is_not_known(void **state)
{
	const struct ks_why_not *why = why_not("veilig");

	(void)state;
	assert_int_equal(why->n_ways, 1);
	assert_int_equal(why->ways[0].first.obstacle, KS_OBSTACLE_CARD);
	assert_true(why->ways[0].first.unknown);
	assert_int_equal(why->ways[0].first.loc.line, 9);
}

static void all_smallest_sets_are_found_smallest_first(void **state)
{
	(void)state;
	assert_string_equal(sets(why_not("geld")),
			    "ask: schulden@family+ | ask: netwerk@network+ somber@mother+");
}

static void a_step_has_a_condition_of_its_own(void **state)
{
	const struct ks_why_not *why;

	(void)state;
	assert_string_equal(sets(why_not("eigen")), "ask: schulden@family+ somber@mother+");
	made_answer(&m, "schulden", KS_PRESENT);
	why = why_not("eigen");
	assert_int_equal(why->ways[0].first.obstacle, KS_OBSTACLE_STEP);
	assert_string_equal(sets(why), "ask: somber@mother+");
}

static void an_answer_that_was_given_is_told_as_given(void **state)
{
	const struct ks_why_not *why;

	(void)state;
	made_answer(&m, "schulden", KS_ABSENT);
	made_answer(&m, "somber", KS_PRESENT);
	why = why_not("geld");
	assert_string_equal(sets(why), "ask: netwerk@network+ | given: schulden@family+");
	assert_int_equal(why->sets[1].items[0]->n_basis, 1);
}

static void what_she_does_not_want_to_say_is_not_asked_again(void **state)
{
	(void)state;
	made_answer(&m, "schulden", KS_DECLINED);
	assert_string_equal(sets(why_not("geld")),
			    "declined: schulden@family+ | ask: netwerk@network+ somber@mother+");
}

static void violence_is_never_what_would_have_to_be_so(void **state)
{
	(void)state;
	assert_string_equal(sets(why_not("veilig")), "never: geweld@mother+");
	assert_string_equal(sets(why_not("samen")), "never: partnergeweld@partner+");
}

static void a_not_asks_for_absent(void **state)
{
	(void)state;
	assert_string_equal(sets(why_not("rook")), "ask: roken@mother-");
	made_answer_full(&m, "roken", KS_PARTNER, KS_PRESENT, KS_BY_SELF, TODAY);
	made_answer_full(&m, "roken", KS_MOTHER, KS_PRESENT, KS_BY_SELF, TODAY);
	assert_string_equal(sets(why_not("rook")), "given: roken@mother- roken@partner-");
}

static void facts_leave_no_answer_that_helps(void **state)
{
	const struct ks_why_not *why;

	(void)state;
	m.family.first_child = 0;
	made_answer(&m, "schulden", KS_PRESENT);
	why = why_not("cursus");
	assert_true(why->never);
	assert_int_equal(why->n_sets, 0);
	assert_int_equal(why->ways[0].first.obstacle, KS_OBSTACLE_CRITERIA);
}

static void what_would_stop_it_next_is_told_too(void **state)
{
	const struct ks_why_not *why;

	(void)state;
	m.family.municipality = "utrecht";
	why = why_not("cursus");
	assert_int_equal(why->ways[0].first.obstacle, KS_OBSTACLE_CARD);
	assert_int_equal(why->ways[0].also.obstacle, KS_OBSTACLE_COVERAGE);
	assert_true(why->never);
}

static void a_passed_window_is_cited_at_its_limit(void **state)
{
	const struct ks_why_not *why;

	(void)state;
	m.family.due = TODAY + 30;
	made_answer(&m, "schulden", KS_PRESENT);
	why = why_not("cursus");
	assert_int_equal(why->ways[0].first.obstacle, KS_OBSTACLE_WINDOW);
	assert_non_null(why->ways[0].first.bound);
	assert_string_equal(made_steps(&m, made_route(&m)), "groep@jgz");
}

static void an_alternative_waits_until_what_goes_before_it_drops_out(void **state)
{
	const struct ks_why_not *why;

	(void)state;
	made_answer(&m, "schulden", KS_PRESENT);
	why = why_not("groep");
	assert_int_equal(why->ways[0].first.obstacle, KS_OBSTACLE_EARLIER);
	assert_string_equal(why->ways[0].first.earlier->id, "cursus");
	assert_string_equal(sets(why), "ask: stress@mother+");
}

static void a_role_is_reached_through_alternatives_too(void **state)
{
	(void)state;
	assert_int_equal(why_not("jgz")->n_ways, 1);
	assert_string_equal(sets(why_not("jgz")),
			    "ask: schulden@family+ stress@mother+ | "
			    "ask: netwerk@network+ somber@mother+ stress@mother+");
}

static void a_card_for_another_phase_is_a_matter_of_facts(void **state)
{
	const struct ks_why_not *why = why_not("later");

	(void)state;
	assert_int_equal(why->ways[0].first.obstacle, KS_OBSTACLE_CARD_PHASE);
	assert_true(why->never);
}

static void where_no_card_leads_it_is_said_where_it_is_defined(void **state)
{
	const struct ks_why_not *why = why_not("los");

	(void)state;
	assert_int_equal(why->n_ways, 0);
	assert_true(why->defined.line > 0);
	assert_non_null(why->defined.in);
}

static void what_is_on_the_route_has_no_sets(void **state)
{
	const struct ks_why_not *why;

	(void)state;
	made_answer(&m, "schulden", KS_PRESENT);
	why = why_not("geld");
	assert_true(why->stands);
	assert_int_equal(why->ways[0].first.obstacle, KS_NO_OBSTACLE);
	assert_int_equal(why->n_sets, 0);
}

static void what_is_only_counted_is_not_decided_per_answer(void **state)
{
	const struct ks_why_not *why = why_not("veel");

	(void)state;
	assert_true(why->by_number);
	assert_false(why->never);
	assert_int_equal(why->n_sets, 0);
}

static void start_with(const char *card)
{
	made_end(&m);
	made_start(&m, HELP, (const char *const[]){ card, NULL });
}

/* About whom it is does not matter to the card: she is asked about herself first. */
static void either_of_two_people_is_a_set_of_its_own(void **state)
{
	(void)state;
	start_with(CARD("adem", "during", "{any: [{signal: roken@partner}, {signal: roken@mother}]}",
			"do: Bel"));
	assert_string_equal(sets(why_not("adem")), "ask: roken@mother+ | ask: roken@partner+");
	made_answer_full(&m, "roken", KS_PARTNER, KS_DECLINED, KS_BY_SELF, TODAY);
	assert_string_equal(sets(why_not("adem")), "ask: roken@mother+ | declined: roken@partner+");
}

/* An answer that the card names counts for the class as well; what is not so does not. */
static void an_answer_may_bring_the_class_that_goes_with_it(void **state)
{
	(void)state;
	start_with(CARD("beide", "during", "{all: [{signal: schulden}, {class: {at_least: kwetsbaar}}]}",
			"do: Bel"));
	made_answer(&m, "netwerk", KS_PRESENT);
	made_answer(&m, "roken", KS_PRESENT);
	assert_string_equal(sets(why_not("beide")), "");
	made_answer(&m, "somber", KS_PRESENT);
	assert_string_equal(sets(why_not("beide")), "ask: schulden@family+");
}

/* Without a due date no limit of the week is what stops it. */
static void a_week_that_is_not_known_has_no_limit_to_cite(void **state)
{
	const struct ks_why_not *why;

	(void)state;
	start_with(CARD("week", "during", "{week: {from: 30+0}}", "do: Bel"));
	m.family.due = KS_NO_DAY;
	why = why_not("week");
	assert_int_equal(why->ways[0].first.obstacle, KS_OBSTACLE_CARD);
	assert_true(why->ways[0].first.unknown);
	assert_null(why->ways[0].first.bound);
	m.family.due = TODAY + 180;
	why = why_not("week");
	assert_false(why->ways[0].first.unknown);
	assert_non_null(why->ways[0].first.bound);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_unknown_card_cites_the_leaf_that_is_not_known),
		TEST(all_smallest_sets_are_found_smallest_first),
		TEST(a_step_has_a_condition_of_its_own),
		TEST(an_answer_that_was_given_is_told_as_given),
		TEST(what_she_does_not_want_to_say_is_not_asked_again),
		TEST(violence_is_never_what_would_have_to_be_so),
		TEST(a_not_asks_for_absent),
		TEST(facts_leave_no_answer_that_helps),
		TEST(what_would_stop_it_next_is_told_too),
		TEST(a_passed_window_is_cited_at_its_limit),
		TEST(an_alternative_waits_until_what_goes_before_it_drops_out),
		TEST(a_role_is_reached_through_alternatives_too),
		TEST(a_card_for_another_phase_is_a_matter_of_facts),
		TEST(where_no_card_leads_it_is_said_where_it_is_defined),
		TEST(what_is_on_the_route_has_no_sets),
		TEST(what_is_only_counted_is_not_decided_per_answer),
		TEST(either_of_two_people_is_a_set_of_its_own),
		TEST(an_answer_may_bring_the_class_that_goes_with_it),
		TEST(a_week_that_is_not_known_has_no_limit_to_cite),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
