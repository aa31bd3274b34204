/* SPDX-License-Identifier: EUPL-1.2 */
/* From a signal to the cards it can bring about, without a family. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "ks/base/str.h"
#include "ks/engine/reach.h"
#include "support/coalition.h"

#define CARD(id, phase, when, steps)                                                              \
	"card: " id "\ntitle: " id "\nversion: 2026.1\nphase: " phase "\nowner: toets\n"         \
	"review_by: 2027-01-01\nagreed: Afspraak.\nsources: [proposal]\nwhen: " when "\nsteps:\n" \
	steps

#define STEP(name, when)                                                                          \
	"  - {step: " name ", refer_to: team, do: Doe iets., urgency: soon, within: 14d,\n"       \
	"     handover: phone, source: proposal" when "}\n"

static const char *const cards[] = {
	CARD("een", "[during]", "{signal: schulden}", STEP("a", "") STEP("b", "")),
	CARD("twee", "[during]", "{all: [{signal: schulden}, {signal: stress}]}", STEP("a", "")),
	CARD("drie", "[during]", "{any: [{signal: somber}, {signal: roken}]}",
	     STEP("a", ", when: {signal: somber}") STEP("b", ", when: {signal: roken}")),
	CARD("vier", "[during, after]",
	     "{all: [{signal: stress}, {phase: after}, {week: {from: 12+0}}]}", STEP("a", "")),
	CARD("vijf", "[during]", "{all: [{signal: jong}, {not: {signal: geweld}}]}", STEP("a", "")),
	CARD("zes", "[during]", "{at_least: {count: 2, of: [{signal: jong}, {signal: roken}]}}",
	     STEP("a", "")),
	CARD("zeven", "[during]", "{any: [{always: true}]}",
	     STEP("a", "") STEP("b", ", when: {signal: partnergeweld}")),
	NULL,
};

static struct made m;

static int start(void **state)
{
	(void)state;
	made_start(&m, "  []\n", cards);
	return 0;
}

static int end(void **state)
{
	(void)state;
	made_end(&m);
	return 0;
}

/* "card/step" of each, with a ! behind what needs something else too. */
static const char *reached(const char *signal, unsigned phases)
{
	struct ks_reach *found;
	size_t n = ks_reach_of(&m.arena, m.c, ks_find_factor(m.c, signal), phases, &found);
	struct ks_buf buf;

	ks_buf_init(&buf, &m.arena);
	for (size_t i = 0; i < n; i++)
		ks_buf_addf(&buf, "%s%s%s", i ? " " : "", found[i].first->id,
			    found[i].alone ? "" : "!");
	return buf.text;
}

static void test_alone_and_together(void **state)
{
	(void)state;
	assert_string_equal(reached("schulden", 1U << KS_DURING), "een/a twee/a!");
	assert_string_equal(reached("stress", 1U << KS_DURING), "twee/a!");
}

static void test_the_step_is_the_one_for_the_signal(void **state)
{
	(void)state;
	assert_string_equal(reached("somber", KS_ALL_PHASES), "drie/a");
	assert_string_equal(reached("roken", KS_ALL_PHASES), "drie/b zes/a!");
	assert_string_equal(reached("partnergeweld", KS_ALL_PHASES), "zeven/b");
}

static void test_the_phase_counts(void **state)
{
	(void)state;
	assert_string_equal(reached("stress", 1U << KS_AFTER), "vier/a");
	assert_string_equal(reached("schulden", 1U << KS_AFTER), "");
	assert_string_equal(reached("schulden", 1U << KS_BEFORE), "");
}

static void test_absence_is_not_reach(void **state)
{
	(void)state;
	assert_string_equal(reached("geweld", KS_ALL_PHASES), "");
	assert_string_equal(reached("jong", KS_ALL_PHASES), "vijf/a zes/a!");
}

/* One card with this `when`, beside the signal stress: does stress reach it, alone or not? */
static const char *reached_when(const char *when, unsigned phases)
{
	const char *one[2] = { NULL, NULL };
	struct ks_reach *found;
	struct made own;
	const char *how;
	char card[1024];
	size_t n;

	snprintf(card, sizeof card, CARD("kaart", "[during, after]", "{all: [{signal: stress}, %s]}",
					 STEP("a", "")),
		 when);
	one[0] = card;
	made_start(&own, "  []\n", one);
	n = ks_reach_of(&own.arena, own.c, ks_find_factor(own.c, "stress"), phases, &found);
	how = !n ? "never" : found[0].alone ? "alone" : "together";
	made_end(&own);
	return how;
}

/* A `not` holds unless what stands in it is sure to be so when the signal is there. */
static void test_a_not_stops_only_what_is_certain(void **state)
{
	static const struct {
		const char *when, *how;
	} cases[] = {
		{ "{not: {signal: stress}}", "never" },
		{ "{not: {any: [{signal: stress}, {signal: roken}]}}", "never" },
		{ "{not: {all: [{signal: stress}, {signal: roken}]}}", "alone" },
		{ "{not: {all: [{signal: stress}, {always: true}]}}", "never" },
		{ "{not: {at_least: {count: 1, of: [{signal: stress}, {signal: roken}]}}}", "never" },
		{ "{not: {at_least: {count: 2, of: [{signal: stress}, {signal: roken}]}}}", "alone" },
		{ "{not: {not: {signal: stress}}}", "alone" },
		{ "{not: {week: {from: 12+0}}}", "alone" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_string_equal(reached_when(cases[i].when, 1U << KS_DURING), cases[i].how);
}

static void test_one_signal_is_one_part_of_life_and_no_score(void **state)
{
	(void)state;
	assert_string_equal(reached_when("{domains: {at_least: 1}}", 1U << KS_DURING), "alone");
	assert_string_equal(reached_when("{domains: {at_least: 2}}", 1U << KS_DURING), "together");
	assert_string_equal(reached_when("{score: {instrument: epds, at_least: 9}}",
					 1U << KS_DURING),
			    "together");
	assert_string_equal(reached_when("{at_least: {count: 2, of: [{signal: stress}, "
					 "{signal: roken}]}}",
					 1U << KS_DURING),
			    "together");
	assert_string_equal(reached_when("{since_birth: {until: 6m}}", 1U << KS_DURING), "never");
	assert_string_equal(reached_when("{since_birth: {until: 6m}}", 1U << KS_AFTER), "alone");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_alone_and_together),
		cmocka_unit_test(test_the_step_is_the_one_for_the_signal),
		cmocka_unit_test(test_the_phase_counts),
		cmocka_unit_test(test_absence_is_not_reach),
		cmocka_unit_test(test_a_not_stops_only_what_is_certain),
		cmocka_unit_test(test_one_signal_is_one_part_of_life_and_no_score),
	};

	return cmocka_run_group_tests(tests, start, end);
}
