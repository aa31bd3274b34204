/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Findings, each as an edit of a coalition that has none.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ks/cards/check.h"
#include "support/texts.h"

#define GELD "landelijk/cards/geldzorgen.yaml"

static const struct text_case cases[] = {
	{ "a_coalition_in_order_has_no_findings",
	  {
		  { NULL, NULL, NULL },
	  },
	  "" },
	{ "a_signal_without_a_card_is_found",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - signal: roken\n" },
	  },
	  "landelijk/factors.yaml:2:5: finding: no card is about signal 'schulden', and "
	  "'no_route' does not say why [signal-without-card]\n"
	  "    2 |   - id: schulden\n"
	  "      |     ^\n" },
	{ "a_signal_under_not_leads_to_nothing",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - not: {signal: schulden}\n" },
	  },
	  "landelijk/factors.yaml:2:5: finding: no card is about signal 'schulden', and "
	  "'no_route' does not say why [signal-without-card]\n"
	  "    2 |   - id: schulden\n"
	  "      |     ^\n" },
	{ "saying_why_there_is_no_card_in_one_phase_does_not_cover_the_others",
	  {
		  { "landelijk/factors.yaml",
		    "    no_route: {why: Loopt via andere kaarten.}\n",
		    "    no_route: {why: Kan dan niet., phase: [before]}\n" },
	  },
	  "landelijk/factors.yaml:28:5: finding: no card is about signal 'tienerouder', and "
	  "'no_route' does not say why [signal-without-card]\n"
	  "   28 |   - id: tienerouder\n"
	  "      |     ^\n" },
	{ "saying_it_for_each_phase_covers_all",
	  {
		  { "landelijk/factors.yaml",
		    "    no_route: {why: Loopt via andere kaarten.}\n",
		    "    no_route: {why: Elders., phase: [before, during, after]}\n" },
	  },
	  "" },
	{ "a_signal_of_a_step_is_reached",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - signal: roken\n" },
		  { GELD,
		    "    why: Vier weken.\n",
		    "    why: Vier weken.\n"
		    "    when: {signal: schulden}\n" },
	  },
	  "" },
	{ "a_protective_factor_needs_no_card",
	  {
		  { GELD,
		    "{not: {protective: netwerk}}",
		    "{signal: roken}" },
	  },
	  "" },
	{ "a_role_that_nobody_fills_is_found",
	  {
		  { "landelijk/roles.yaml",
		    "    filled_by: [{organisation: Veilig Thuis, source: proposal}]\n",
		    "" },
	  },
	  "landelijk/roles.yaml:11:5: finding: nobody fills role 'veilig', which "
	  "'geweld' refers to [role-not-filled]\n"
	  "   11 |   - id: veilig\n"
	  "      |     ^\n" },
	{ "a_role_that_nobody_fills_somewhere_is_found",
	  {
		  { "toets/roles.yaml",
		    "municipality: [zuid]",
		    "municipality: [oost]" },
	  },
	  "toets/roles.yaml:2:5: finding: nobody fills role 'team', which 'geldzorgen' "
	  "refers to, in zuid [role-not-filled-in]\n"
	  "    2 |   - id: team\n"
	  "      |     ^\n" },
	{ "a_role_of_an_intervention_counts_too",
	  {
		  { "landelijk/roles.yaml",
		    "  - id: veilig\n",
		    "  - {id: eenzaam, label: Niemand}\n"
		    "  - id: veilig\n" },
		  { "landelijk/interventions.yaml",
		    "    role: verloskundige\n",
		    "    role: eenzaam\n" },
		  { "landelijk/cards/geweld.yaml",
		    "    intervention: voorzorg\n",
		    "    do: Iets.\n" },
	  },
	  "landelijk/roles.yaml:11:5: finding: nobody fills role 'eenzaam', which "
	  "'voorzorg' refers to [role-not-filled]\n"
	  "   11 |   - {id: eenzaam, label: Niemand}\n"
	  "      |     ^\n" },
	{ "a_role_that_nobody_refers_to_need_not_be_filled",
	  {
		  { "landelijk/roles.yaml",
		    "  - id: veilig\n",
		    "  - {id: eenzaam, label: Niemand}\n"
		    "  - id: veilig\n" },
	  },
	  "" },
	{ "a_coalition_for_every_municipality_has_its_roles_looked_at_as_well",
	  {
		  { "toets/coalition.yaml",
		    "municipalities: [noord, zuid]\n",
		    "" },
		  { "landelijk/roles.yaml",
		    "    filled_by: [{organisation: Veilig Thuis, source: proposal}]\n",
		    "" },
	  },
	  "landelijk/roles.yaml:11:5: finding: nobody fills role 'veilig', which "
	  "'geweld' refers to [role-not-filled]\n"
	  "   11 |   - id: veilig\n"
	  "      |     ^\n" },
	{ "a_review_date_in_the_past_is_found",
	  {
		  { GELD,
		    "2027-01-01",
		    "2026-11-20" },
	  },
	  "landelijk/cards/geldzorgen.yaml:1:1: finding: this card should have been "
	  "reviewed by 2026-11-20 [review-past]\n"
	  "    1 | card: geldzorgen\n"
	  "      | ^\n" },
	{ "a_review_date_of_today_is_in_time",
	  {
		  { GELD,
		    "2027-01-01",
		    "2026-11-21" },
	  },
	  "" },
	{ "a_single_step_without_why_is_found",
	  {
		  { "landelijk/cards/geweld.yaml",
		    "  - step: hulp\n"
		    "    refer_to: verloskundige\n"
		    "    intervention: voorzorg\n"
		    "    urgency: urgent\n"
		    "    within: 5wd\n"
		    "    handover: three-way\n"
		    "    source: proposal\n"
		    "    after: [advies, schuldhulp@team]\n",
		    "" },
	  },
	  "landelijk/cards/geweld.yaml:12:5: finding: this card has only one step and "
	  "does not say in 'why' why that is enough [single-step-why]\n"
	  "   12 |   - step: advies\n"
	  "      |     ^\n" },
	{ "steps_that_wait_for_one_another_are_found",
	  {
		  { GELD,
		    "    why: Vier weken.\n",
		    "    why: Vier weken.\n"
		    "    after: [terugkomen]\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:24:13: finding: these steps wait for one "
	  "another in a circle: geldzorgen/terugkomen \342\206\222 schuldhulp@team "
	  "\342\206\222 geldzorgen/terugkomen [after-circle]\n"
	  "   24 |     after: [terugkomen]\n"
	  "      |             ^\n" },
	{ "a_circle_over_cards_is_found",
	  {
		  { GELD,
		    "    why: Vier weken.\n",
		    "    why: Vier weken.\n"
		    "    after: [voorzorg@verloskundige]\n" },
	  },
	  "landelijk/cards/geweld.yaml:26:21: finding: these steps wait for one another "
	  "in a circle: schuldhulp@team \342\206\222 voorzorg@verloskundige "
	  "\342\206\222 schuldhulp@team [after-circle]\n"
	  "   26 |     after: [advies, schuldhulp@team]\n"
	  "      |                     ^\n" },
	{ "a_step_that_waits_for_itself_is_found",
	  {
		  { GELD,
		    "after: [bellen]",
		    "after: [terugkomen]" },
	  },
	  "landelijk/cards/geldzorgen.yaml:33:13: finding: these steps wait for one "
	  "another in a circle: geldzorgen/terugkomen \342\206\222 "
	  "geldzorgen/terugkomen [after-circle]\n"
	  "   33 |     after: [terugkomen]\n"
	  "      |             ^\n" },
	{ "waiting_for_a_step_that_no_card_has_is_found",
	  {
		  { "landelijk/cards/geweld.yaml",
		    "schuldhulp@team",
		    "schuldhulp@veilig" },
	  },
	  "landelijk/cards/geweld.yaml:26:21: finding: no card has step "
	  "'schuldhulp@veilig', so there is nothing to wait for [after-nobody]\n"
	  "   26 |     after: [advies, schuldhulp@veilig]\n"
	  "      |                     ^\n" },
	{ "waiting_for_an_alternative_is_fine",
	  {
		  { "landelijk/cards/geweld.yaml",
		    "intervention: voorzorg\n",
		    "do: Iets.\n" },
		  { "landelijk/interventions.yaml",
		    "    role: team\n",
		    "    role: veilig\n" },
		  { "landelijk/cards/geweld.yaml",
		    "schuldhulp@team",
		    "schuldhulp@veilig" },
	  },
	  "" },
	{ "an_intervention_of_another_phase_is_found",
	  {
		  { "landelijk/cards/geweld.yaml",
		    "phase: during",
		    "phase: before" },
	  },
	  "landelijk/cards/geweld.yaml:19:5: finding: intervention 'voorzorg' is not "
	  "offered in any of the phases of this card [other-phase]\n"
	  "   19 |   - step: hulp\n"
	  "      |     ^\n" },
	{ "a_count_above_the_number_of_conditions_is_found",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - signal: schulden\n"
		    "    - at_least: {count: 3, of: [{signal: roken}, {signal: schulden}]}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:13:7: finding: 3 of 2 conditions can never "
	  "be [count-too-high]\n"
	  "   13 |     - at_least: {count: 3, of: [{signal: roken}, {signal: schulde...\n"
	  "      |       ^\n" },
	{ "a_range_without_a_value_is_found",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - signal: schulden\n"
		    "    - week: {from: 20+0, before: 20+0}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:13:26: finding: no value satisfies these "
	  "limits together [empty-range]\n"
	  "   13 |     - week: {from: 20+0, before: 20+0}\n"
	  "      |                          ^\n" },
	{ "a_week_after_the_last_is_fine_because_it_holds_after_birth",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - signal: schulden\n"
		    "    - week: {after: 43+0}\n" },
	  },
	  "" },
	{ "an_age_of_a_child_without_a_value_is_found",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - signal: schulden\n"
		    "    - since_birth: {from: 12m, before: 1y}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:13:32: finding: no value satisfies these "
	  "limits together [empty-range]\n"
	  "   13 |     - since_birth: {from: 12m, before: 1y}\n"
	  "      |                                ^\n" },
	{ "a_class_above_the_highest_is_found",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - signal: schulden\n"
		    "    - class: {above: spoed}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:13:15: finding: no value satisfies these "
	  "limits together [empty-range]\n"
	  "   13 |     - class: {above: spoed}\n"
	  "      |               ^\n" },
	{ "a_score_below_the_lowest_is_found",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - signal: schulden\n"
		    "    - score: {instrument: epds, item: item10, below: 0}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:13:47: finding: no value satisfies these "
	  "limits together [empty-range]\n"
	  "   13 |     - score: {instrument: epds, item: item10, below: 0}\n"
	  "      |                                               ^\n" },
	{ "an_empty_window_is_found",
	  {
		  { "landelijk/interventions.yaml",
		    "{from: 12+0, until: 16+0}",
		    "{from: 16+0, before: 16+0}" },
	  },
	  "landelijk/interventions.yaml:15:33: finding: no value satisfies these limits "
	  "together [empty-range]\n"
	  "   15 |     window: {week: {from: 16+0, before: 16+0}}\n"
	  "      |                                 ^\n" },
	{ "a_raise_that_never_happens_is_found",
	  {
		  { "landelijk/instruments.yaml",
		    "at_least: 11, ",
		    "above: 30, " },
	  },
	  "landelijk/instruments.yaml:8:33: finding: no value satisfies these limits "
	  "together [empty-range]\n"
	  "    8 |       - {signal: roken@partner, above: 30, when: {week: {before: ...\n"
	  "      |                                 ^\n" },
	{ "a_range_of_one_value_is_fine",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - signal: schulden\n"
		    "    - week: {from: 20+0, until: 20+0}\n" },
	  },
	  "" },
	{ "a_card_in_a_file_with_another_name_is_found",
	  {
		  { "landelijk/cards/geweld.yaml",
		    "card: geweld",
		    "card: geweldig" },
	  },
	  "landelijk/cards/geweld.yaml:1:1: finding: the file has another name than the "
	  "card 'geweldig' [file-name]\n"
	  "    1 | card: geweldig\n"
	  "      | ^\n" },
	{ "a_card_in_a_file_with_another_name_that_is_longer_too",
	  {
		  { "landelijk/cards/geweld.yaml",
		    "card: geweld",
		    "card: gewel" },
	  },
	  "landelijk/cards/geweld.yaml:1:1: finding: the file has another name than the "
	  "card 'gewel' [file-name]\n"
	  "    1 | card: gewel\n"
	  "      | ^\n" },
	{ "a_safety_signal_without_a_safety_text_is_found",
	  {
		  { "landelijk/cards/geweld.yaml",
		    "safety: {text: Bel 112., phone: '112'}\n",
		    "" },
	  },
	  "landelijk/cards/geweld.yaml:1:1: finding: signal 'geweld' is about safety, "
	  "but none of its cards has a 'safety' [safety-without-text]\n"
	  "    1 | card: geweld\n"
	  "      | ^\n" },
	{ "withdrawing_what_is_not_inherited_is_found",
	  {
		  { "toets/cards/iets.yaml",
		    NULL,
		    "card: iets\n"
		    "withdrawn: {why: Nooit gehad.}\n" },
	  },
	  "toets/cards/iets.yaml:1:7: finding: 'iets' is in no folder that this one "
	  "extends: there is nothing to withdraw [withdrawn-nothing]\n"
	  "    1 | card: iets\n"
	  "      |       ^\n" },
	{ "an_accepted_finding_is_not_repeated",
	  {
		  { GELD,
		    "2027-01-01",
		    "2026-01-01" },
		  { GELD,
		    "sources: [daemers]",
		    "sources: [daemers]\n"
		    "accepted: [{finding: review-past, why: Volgende maand.}]" },
	  },
	  "" },
	{ "an_accepted_finding_of_another_entry_stays",
	  {
		  { GELD,
		    "2027-01-01",
		    "2026-01-01" },
		  { "toets/roles.yaml",
		    "    label: Team van hier\n",
		    "    label: Team van hier\n"
		    "    accepted: [{finding: review-past, why: Nee.}]\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:1:1: finding: this card should have been "
	  "reviewed by 2026-01-01 [review-past]\n"
	  "    1 | card: geldzorgen\n"
	  "      | ^\n"
	  "toets/roles.yaml:4:16: finding: 'review-past' is no finding here "
	  "[accepted-nothing]\n"
	  "    4 |     accepted: [{finding: review-past, why: Nee.}]\n"
	  "      |                ^\n" },
	{ "an_accepted_finding_that_is_none_is_found",
	  {
		  { "toets/cards/geweld.yaml",
		    NULL,
		    "card: geweld\n"
		    "withdrawn: {why: Elders.}\n" },
		  { "toets/cards/roken.yaml",
		    NULL,
		    "card: roken\n"
		    "title: Roken\n"
		    "version: 1\n"
		    "phase: during\n"
		    "owner: werkgroep\n"
		    "review_by: 2027-01-01\n"
		    "agreed: Eerst veilig.\n"
		    "sources: [proposal]\n"
		    "when: {signal: geweld}\n"
		    "accepted: [{finding: reviewpast, why: Nee.}]\n"
		    "safety: {text: Bel 112.}\n"
		    "steps:\n"
		    "  - {step: a, refer_to: veilig, do: Vraag., urgency: now, within: 1d,\n"
		    "     handover: phone, source: proposal, why: Daarom.}\n" },
	  },
	  "toets/cards/roken.yaml:10:12: finding: 'reviewpast' is no finding here "
	  "[accepted-nothing]\n"
	  "   10 | accepted: [{finding: reviewpast, why: Nee.}]\n"
	  "      |            ^\n" },
	{ "what_the_base_accepts_need_not_be_found_here",
	  {
		  { GELD,
		    "sources: [daemers]",
		    "sources: [daemers]\n"
		    "accepted: [{finding: review-past, why: Nee.}]" },
		  { "landelijk/sources.yaml",
		    "status: verified}",
		    "status: verified, accepted: [{finding: review-past, why: Nee.}]}" },
	  },
	  "" },
	{ "a_role_that_nobody_fills_can_be_accepted_in_the_base",
	  {
		  { "landelijk/roles.yaml",
		    "    filled_by: [{organisation: Veilig Thuis, source: proposal}]\n",
		    "    accepted: [{finding: role-not-filled, why: Doet elke coalitie zelf.}]\n" },
	  },
	  "" },
	{ "a_signal_without_a_card_can_be_accepted",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - signal: roken\n" },
		  { "landelijk/factors.yaml",
		    "    ask: Lukt het?\n",
		    "    ask: Lukt het?\n"
		    "    accepted: [{finding: signal-without-card, why: Volgt.}]\n" },
	  },
	  "" },
	{ "limits_of_the_menukaart_can_be_accepted",
	  {
		  { "landelijk/interventions.yaml",
		    "    window: {week: {from: 12+0, until: 16+0}}\n",
		    "    window: {week: {from: 16+0, until: 12+0}}\n"
		    "    accepted: [{finding: empty-range, why: Proef.}]\n" },
	  },
	  "" },
	{ "limits_of_an_instrument_can_be_accepted",
	  {
		  { "landelijk/instruments.yaml",
		    "    licence: Eigendom\n",
		    "    licence: Eigendom\n"
		    "    accepted: [{finding: empty-range, why: Proef.}]\n" },
		  { "landelijk/instruments.yaml",
		    "at_least: 11, when",
		    "at_least: 11, below: 5, when" },
	  },
	  "" },
};

static void check(struct texts *t)
{
	struct ks_findings findings;

	ks_findings_start(&findings, &t->arena, t->c, &t->diag);
	ks_check(&findings, ks_day_of(2026, 11, 21));
	ks_findings_end(&findings);
}

static void says(void **state)
{
	const struct text_case *c = *state;
	struct texts t;

	texts_start(&t, c->edits);
	texts_load(&t);
	assert_non_null(t.c);
	check(&t);
	assert_string_equal(texts_said(&t), c->expected);
	assert_int_equal(t.diag.errors, 0);
	texts_end(&t);
}

/* The card an item is about, so that one card can be looked at alone. */
static void a_finding_about_a_card_carries_its_id(void **state)
{
	static const struct edit edits[] = {
		{ GELD, "2027-01-01", "2026-01-01" },
		{ NULL, NULL, NULL },
	};
	struct texts t;

	(void)state;
	texts_start(&t, edits);
	texts_load(&t);
	check(&t);
	assert_int_equal(t.diag.findings, 1);
	assert_string_equal(t.diag.first->card, "geldzorgen");
	texts_end(&t);
}

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

int main(void)
{
	const struct CMUnitTest others[] = {
		cmocka_unit_test(a_finding_about_a_card_carries_its_id),
	};
	struct CMUnitTest tests[COUNT(cases) + COUNT(others)];
	size_t n = 0;

	for (size_t i = 0; i < COUNT(cases); i++)
		tests[n++] = (struct CMUnitTest){ cases[i].name, says, NULL, NULL,
						  (void *)(uintptr_t)&cases[i] };
	memcpy(&tests[n], others, sizeof(others));
	return cmocka_run_group_tests_name("cards/check", tests, NULL, NULL);
}
