/* SPDX-License-Identifier: EUPL-1.2 */
/* Whom a change of the files can concern; tests/oracle/property.c tries it on random ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ks/base/str.h"
#include "ks/engine/affected.h"
#include "support/texts.h"

#define MONEY "landelijk/cards/geldzorgen.yaml"
#define VIOLENCE "landelijk/cards/geweld.yaml"
#define MONEY_WHEN "any:\n    - signal: schulden\n    - all: [{signal: roken@mother}, {not: {protective: netwerk}}]"
#define NEW_CARD(when, steps)                                                                      \
	"card: nieuw\ntitle: Nieuw\nversion: 1\nphase: during\nowner: w\nreview_by: 2027-01-01\n"  \
	"agreed: Afspraak.\nsources: [proposal]\nwhen: " when "\nsteps:\n" steps
#define STEP(name, more)                                                                           \
	"  - {step: " name ", refer_to: veilig, do: Doe iets., urgency: soon, within: 14d,\n"      \
	"     handover: phone, source: proposal" more "}\n"
#define NEW "toets/cards/nieuw.yaml"

static const struct {
	const char *name;
	struct edit edits[2];
	const char *expected;
} changes[] = {
	{ "nothing", { { NULL, NULL, NULL } }, "" },
	{ "another order of keys", { { MONEY, "    urgency: routine\n    within: 14d\n",
				       "    within: 14d\n    urgency: routine\n" } }, "" },
	{ "the version and the title", { { "toets/coalition.yaml", "2026.2", "2027.1" } }, "" },
	{ "a source", { { "landelijk/sources.yaml", "2024", "2025" } }, "" },
	{ "the term of a step", { { MONEY, "within: 14d", "within: 7d" } }, "epds roken schulden" },
	{ "a text of a card", { { MONEY, "samen bellen", "samen gaan" } }, "epds roken schulden" },
	{ "one phase as a list", { { VIOLENCE, "phase: during", "phase: [during]" } },
	  "epds geweld hark" },
	{ "a card goes", { { VIOLENCE, NULL, NULL } }, "epds geweld hark" },
	{ "a card comes", { { NEW, NULL, NEW_CARD("{protective: netwerk}", STEP("a", "")) } },
	  "netwerk" },
	{ "a card of all", { { NEW, NULL, NEW_CARD("{always: true}", STEP("a", "")) } }, "everyone" },
	{ "all, but no step is of all",
	  { { NEW, NULL, NEW_CARD("{phase: during}", STEP("a", ", when: {signal: schulden}")) } },
	  "schulden" },
	{ "one step of all",
	  { { NEW, NULL, NEW_CARD("{phase: during}", STEP("a", ", when: {signal: schulden}")
					     STEP("b", "")) } }, "everyone" },
	{ "a score", { { NEW, NULL, NEW_CARD("{score: {instrument: epds, at_least: 9}}",
					     STEP("a", "")) } }, "epds" },
	{ "what follows from facts", { { NEW, NULL, NEW_CARD("{signal: tienerouder}",
							     STEP("a", "")) } }, "everyone" },
	{ "what is not so", { { NEW, NULL, NEW_CARD("{not: {signal: schulden}}", STEP("a", "")) } },
	  "everyone" },
	{ "a class", { { NEW, NULL, NEW_CARD("{class: {at_least: kwetsbaar}}", STEP("a", "")) } },
	  "everyone" },
	{ "the rarest of all", { { NEW, NULL, NEW_CARD("{all: [{week: {from: 12+0}}, {signal: "
						       "geweld}, {signal: schulden}]}",
						       STEP("a", "")) } }, "schulden" },
	{ "either of two, one by itself",
	  { { NEW, NULL, NEW_CARD("{any: [{signal: schulden}, {first_child: true}]}",
				  STEP("a", "")) } }, "everyone" },
	{ "two of three, one by itself",
	  { { NEW, NULL, NEW_CARD("{at_least: {count: 2, of: [{signal: schulden}, {protective: "
				  "netwerk}, {first_child: true}]}}", STEP("a", "")) } },
	  "netwerk schulden" },
	{ "one of three, one by itself",
	  { { NEW, NULL, NEW_CARD("{at_least: {count: 1, of: [{signal: schulden}, {protective: "
				  "netwerk}, {first_child: true}]}}", STEP("a", "")) } },
	  "everyone" },
	{ "who fills a role", { { "toets/roles.yaml", "Ons team", "Hun team" } },
	  "epds geweld hark roken schulden" },
	{ "a role of one card", { { "landelijk/roles.yaml", "organisation: Veilig Thuis",
				    "organisation: Veilig" } }, "epds geweld hark" },
	{ "a role that is not used", { { "landelijk/roles.yaml", "  - id: team\n    label: {nl: "
					 "Sociaal", "  - id: team\n    label: {nl: Ander" } }, "" },
	{ "an alternative", { { "landelijk/interventions.yaml", "title: Schuldhulp",
				"title: Hulp" } }, "epds geweld hark roken schulden" },
	{ "an intervention of one card", { { "landelijk/interventions.yaml", "until: 16+0",
					     "until: 17+0" } }, "epds geweld hark" },
	{ "a factor", { { "landelijk/factors.yaml", "class: attention", "class: urgent" } },
	  "everyone" },
	{ "an instrument", { { "landelijk/instruments.yaml", "at_least: 11", "at_least: 12" } },
	  "everyone" },
	{ "a threshold", { { "landelijk/coalition.yaml", "value: 4", "value: 5" } }, "everyone" },
	{ "another threshold", { { "landelijk/coalition.yaml", "policy:\n", "policy:\n  urgent_at: "
				   "{value: 3, source: proposal}\n" } }, "everyone" },
	{ "a term", { { "toets/coalition.yaml", "value: 1y", "value: 2y" } }, "everyone" },
	{ "the unit of a term", { { "toets/coalition.yaml", "value: 1y", "value: 1m" } },
	  "everyone" },
};

static int compare(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return strcmp(*a, *b);
}

static const char *said(struct ks_arena *arena, struct ks_affected *affected)
{
	struct ks_buf buf;

	if (affected->everyone)
		return "everyone";
	ks_buf_init(&buf, arena);
	if (affected->n)
		qsort(affected->ids, affected->n, sizeof(*affected->ids), compare);
	for (size_t i = 0; i < affected->n; i++)
		ks_buf_addf(&buf, "%s%s", i ? " " : "", affected->ids[i]);
	return buf.text ? buf.text : "";
}

/* Either way round: what comes for one goes for the other. */
static void who_a_change_concerns(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		struct texts before, after;

		texts_start(&before, NULL);
		texts_load(&before);
		texts_start(&after, changes[i].edits);
		texts_load(&after);
		assert_string_equal(texts_said(&before), "");
		if (after.status != KS_OK)
			fail_msg("%s: %s", changes[i].name, texts_said(&after));
		for (int turn = 0; turn < 2; turn++) {
			struct ks_affected affected =
				turn ? ks_affected_by(&after.arena, after.c, before.c) :
				       ks_affected_by(&after.arena, before.c, after.c);
			const char *got = said(&after.arena, &affected);

			if (strcmp(got, changes[i].expected) != 0)
				fail_msg("%s: %s", changes[i].name, got);
		}
		texts_end(&before);
		texts_end(&after);
	}
}

static void marks_are_whole_words(void **state)
{
	const char *ids[] = { "roken", "hark" };
	const struct ks_affected some = { false, ids, 2 }, none = { .everyone = false },
				 all = { .everyone = true }, all_and_some = { true, ids, 2 };

	(void)state;
	assert_true(ks_affects(&some, " schulden roken "));
	assert_true(ks_affects(&some, " roken-partner partner-roken roken "));
	assert_true(ks_affects(&some, " hark "));
	assert_false(ks_affects(&some, " roken-partner partner-roken "));
	assert_false(ks_affects(&some, " "));
	assert_false(ks_affects(&none, " roken "));
	assert_true(ks_affects(&all, " "));
	assert_true(ks_affects(&all_and_some, " schulden "));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_a_change_concerns),
		cmocka_unit_test(marks_are_whole_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
