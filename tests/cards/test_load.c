/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Loading: shapes, references and layers, each as an edit of a coalition that
 * is in order; and what a good coalition becomes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ks/base/str.h"
#include "support/texts.h"

#define GELD "landelijk/cards/geldzorgen.yaml"

static const struct text_case cases[] = {
	{ "an_unknown_key_is_reported_with_its_line_and_the_nearest_one",
	  {
		  { GELD,
		    "    urgency: routine",
		    "    urgncy: routine" },
	  },
	  "landelijk/cards/geldzorgen.yaml:16:5: error: key 'urgency' is missing here "
	  "[missing-key]\n"
	  "   16 |   - step: bellen\n"
	  "      |     ^\n"
	  "landelijk/cards/geldzorgen.yaml:19:5: error: unknown key 'urgncy' (did you "
	  "mean 'urgency'?) [unknown-key]\n"
	  "   19 |     urgncy: routine\n"
	  "      |     ^\n" },
	{ "a_missing_key_is_reported_at_its_mapping",
	  {
		  { GELD,
		    "owner: werkgroep\n",
		    "" },
	  },
	  "landelijk/cards/geldzorgen.yaml:1:1: error: key 'owner' is missing here "
	  "[missing-key]\n"
	  "    1 | card: geldzorgen\n"
	  "      | ^\n" },
	{ "everything_wrong_in_a_card_is_reported_at_once",
	  {
		  { GELD,
		    "review_by: 2027-01-01",
		    "review_by: 1 januari" },
		  { GELD,
		    "urgency: routine",
		    "urgency: rutine" },
		  { GELD,
		    "within: 14d",
		    "within: 14 dagen" },
		  { GELD,
		    "refer_to: team",
		    "refer_to: teem" },
	  },
	  "landelijk/cards/geldzorgen.yaml:6:12: error: '1 januari' is no date; write "
	  "YYYY-MM-DD [need-date]\n"
	  "    6 | review_by: 1 januari\n"
	  "      |            ^\n"
	  "landelijk/cards/geldzorgen.yaml:17:15: error: unknown role 'teem' (did you "
	  "mean 'team'?) [unknown-role]\n"
	  "   17 |     refer_to: teem\n"
	  "      |               ^\n"
	  "landelijk/cards/geldzorgen.yaml:19:14: error: 'rutine' is not possible here; "
	  "choose from now, urgent, soon, routine (did you mean 'routine'?) "
	  "[unknown-word]\n"
	  "   19 |     urgency: rutine\n"
	  "      |              ^\n"
	  "landelijk/cards/geldzorgen.yaml:20:13: error: '14 dagen' is no term; write "
	  "for example 14d, 2w, 5wd or same-day [need-term]\n"
	  "   20 |     within: 14 dagen\n"
	  "      |             ^\n" },
	{ "a_list_where_a_text_belongs",
	  {
		  { GELD,
		    "title: Geldzorgen",
		    "title: [a, b]" },
	  },
	  "landelijk/cards/geldzorgen.yaml:2:8: error: 'title' must be a text, or {nl: "
	  "..., en: ...} [need-text]\n"
	  "    2 | title: [a, b]\n"
	  "      |        ^\n" },
	{ "a_mapping_where_a_word_belongs",
	  {
		  { GELD,
		    "owner: werkgroep",
		    "owner: {nl: x}" },
	  },
	  "landelijk/cards/geldzorgen.yaml:5:8: error: 'owner' takes a single value "
	  "here [need-scalar]\n"
	  "    5 | owner: {nl: x}\n"
	  "      |        ^\n" },
	{ "a_word_where_a_list_of_mappings_belongs",
	  {
		  { "landelijk/cards/geweld.yaml",
		    "steps:\n",
		    "steps: geen\n"
		    "x:\n" },
	  },
	  "landelijk/cards/geweld.yaml:11:8: error: 'steps' must be a list of which "
	  "each item consists of keys with values [need-maps]\n"
	  "   11 | steps: geen\n"
	  "      |        ^\n"
	  "landelijk/cards/geweld.yaml:12:1: error: unknown key 'x' [unknown-key]\n"
	  "   12 | x:\n"
	  "      | ^\n" },
	{ "a_word_where_a_mapping_belongs",
	  {
		  { "landelijk/cards/geweld.yaml",
		    "safety: {text: Bel 112., phone: '112'}",
		    "safety: bel" },
	  },
	  "landelijk/cards/geweld.yaml:10:9: error: 'safety' must consist of keys with "
	  "values [need-map]\n"
	  "   10 | safety: bel\n"
	  "      |         ^\n" },
	{ "an_empty_text_is_no_text",
	  {
		  { GELD,
		    "owner: werkgroep",
		    "owner: \"\"" },
	  },
	  "landelijk/cards/geldzorgen.yaml:5:8: error: 'owner' has no value [need-value]\n"
	  "    5 | owner: \"\"\n"
	  "      |        ^\n" },
	{ "a_text_of_blanks_is_no_text",
	  {
		  { GELD,
		    "owner: werkgroep",
		    "owner: \"  \"" },
	  },
	  "landelijk/cards/geldzorgen.yaml:5:8: error: 'owner' has no value [need-value]\n"
	  "    5 | owner: \"  \"\n"
	  "      |        ^\n" },
	{ "an_empty_value_is_no_list",
	  {
		  { GELD,
		    "sources: [daemers]",
		    "sources:" },
	  },
	  "landelijk/cards/geldzorgen.yaml:9:9: error: 'sources' must be a list, like "
	  "[a, b] [need-list]\n"
	  "    9 | sources:\n"
	  "      |         ^\n" },
	{ "an_empty_list_is_refused_where_something_is_needed",
	  {
		  { GELD,
		    "sources: [daemers]",
		    "sources: []" },
	  },
	  "landelijk/cards/geldzorgen.yaml:9:10: error: the list of 'sources' is empty "
	  "[no-items]\n"
	  "    9 | sources: []\n"
	  "      |          ^\n" },
	{ "a_text_in_english_alone_misses_dutch",
	  {
		  { GELD,
		    "say: Zullen we samen bellen?",
		    "say: {en: Shall we?}" },
	  },
	  "landelijk/cards/geldzorgen.yaml:14:6: error: key 'nl' is missing here "
	  "[missing-key]\n"
	  "   14 | say: {en: Shall we?}\n"
	  "      |      ^\n" },
	{ "a_text_has_no_third_language",
	  {
		  { GELD,
		    "say: Zullen we samen bellen?",
		    "say: {nl: Zullen we?, de: Rufen wir an?}" },
	  },
	  "landelijk/cards/geldzorgen.yaml:14:23: error: unknown key 'de' [unknown-key]\n"
	  "   14 | say: {nl: Zullen we?, de: Rufen wir an?}\n"
	  "      |                       ^\n" },
	{ "a_date_is_year_month_day",
	  {
		  { GELD,
		    "2027-01-01",
		    "01-01-2027" },
	  },
	  "landelijk/cards/geldzorgen.yaml:6:12: error: '01-01-2027' is no date; write "
	  "YYYY-MM-DD [need-date]\n"
	  "    6 | review_by: 01-01-2027\n"
	  "      |            ^\n" },
	{ "a_date_must_exist",
	  {
		  { GELD,
		    "2027-01-01",
		    "2027-02-30" },
	  },
	  "landelijk/cards/geldzorgen.yaml:6:12: error: '2027-02-30' is no date; write "
	  "YYYY-MM-DD [need-date]\n"
	  "    6 | review_by: 2027-02-30\n"
	  "      |            ^\n" },
	{ "a_term_has_no_months",
	  {
		  { GELD,
		    "within: 14d",
		    "within: 1m" },
	  },
	  "landelijk/cards/geldzorgen.yaml:20:13: error: '1m' is no term; write for "
	  "example 14d, 2w, 5wd or same-day [need-term]\n"
	  "   20 |     within: 1m\n"
	  "      |             ^\n" },
	{ "a_term_has_no_years",
	  {
		  { GELD,
		    "within: 14d",
		    "within: 1y" },
	  },
	  "landelijk/cards/geldzorgen.yaml:20:13: error: '1y' is no term; write for "
	  "example 14d, 2w, 5wd or same-day [need-term]\n"
	  "   20 |     within: 1y\n"
	  "      |             ^\n" },
	{ "an_id_has_small_letters",
	  {
		  { GELD,
		    "card: geldzorgen",
		    "card: Geld Zorgen" },
	  },
	  "landelijk/cards/geldzorgen.yaml:1:7: error: 'Geld Zorgen' is no id: only "
	  "small letters, digits and hyphens, at most 64 [need-id]\n"
	  "    1 | card: Geld Zorgen\n"
	  "      |       ^\n" },
	{ "an_id_is_never_a_path",
	  {
		  { GELD,
		    "card: geldzorgen",
		    "card: ../../etc/passwd" },
	  },
	  "landelijk/cards/geldzorgen.yaml:1:7: error: '../../etc/passwd' is no id: "
	  "only small letters, digits and hyphens, at most 64 [need-id]\n"
	  "    1 | card: ../../etc/passwd\n"
	  "      |       ^\n" },
	{ "a_word_of_a_closed_list_is_offered",
	  {
		  { GELD,
		    "handover: call-together",
		    "handover: call-togehter" },
	  },
	  "landelijk/cards/geldzorgen.yaml:21:15: error: 'call-togehter' is not "
	  "possible here; choose from together, three-way, call-together, phone, "
	  "written (did you mean 'call-together'?) [unknown-word]\n"
	  "   21 |     handover: call-togehter\n"
	  "      |               ^\n" },
	{ "a_phase_is_one_of_four",
	  {
		  { "landelijk/cards/geweld.yaml",
		    "phase: during",
		    "phase: [during, zwanger]" },
	  },
	  "landelijk/cards/geweld.yaml:4:17: error: 'zwanger' is not possible here; "
	  "choose from before, during, after, ended [unknown-word]\n"
	  "    4 | phase: [during, zwanger]\n"
	  "      |                 ^\n" },
	{ "no_is_not_nee_silently",
	  {
		  { "landelijk/factors.yaml",
		    "core: ja",
		    "core: nope" },
	  },
	  "landelijk/factors.yaml:11:11: error: 'nope' is neither yes nor no; write yes "
	  "or no [need-bool]\n"
	  "   11 |     core: nope\n"
	  "      |           ^\n" },
	{ "a_yes_or_no_may_be_in_quotes_and_dutch",
	  {
		  { "landelijk/factors.yaml",
		    "core: ja",
		    "core: 'nee'" },
	  },
	  "" },
	{ "on_and_off_are_not_yes_and_no",
	  {
		  { "landelijk/factors.yaml",
		    "core: ja",
		    "core: on" },
	  },
	  "landelijk/factors.yaml:11:11: error: 'on' is neither yes nor no; write yes "
	  "or no [need-bool]\n"
	  "   11 |     core: on\n"
	  "      |           ^\n" },
	{ "a_number_is_not_reinterpreted",
	  {
		  { "landelijk/sources.yaml",
		    "year: 2024",
		    "year: 0x7e8" },
	  },
	  "landelijk/sources.yaml:2:52: error: '0x7e8' is not a whole number [need-int]\n"
	  "    2 | ...aemers, organisation: J Psychosom, year: 0x7e8, title: Telrege...\n"
	  "      |                                             ^\n" },
	{ "a_number_in_words_of_yaml_is_no_number",
	  {
		  { "landelijk/sources.yaml",
		    "year: 2024",
		    "year: 2_024" },
	  },
	  "landelijk/sources.yaml:2:52: error: '2_024' is not a whole number [need-int]\n"
	  "    2 | ...aemers, organisation: J Psychosom, year: 2_024, title: Telrege...\n"
	  "      |                                             ^\n" },
	{ "a_policy_number_is_at_least_one",
	  {
		  { "landelijk/coalition.yaml",
		    "value: 4",
		    "value: 0" },
	  },
	  "landelijk/coalition.yaml:5:24: error: 'value' must be at least 1 "
	  "[int-too-small]\n"
	  "    5 |   stacking_at: {value: 0, source: daemers}\n"
	  "      |                        ^\n" },
	{ "a_policy_is_one_of_the_known_ones",
	  {
		  { "landelijk/coalition.yaml",
		    "stacking_at",
		    "stapel_vanaf" },
	  },
	  "landelijk/coalition.yaml:5:3: error: unknown key 'stapel_vanaf' [unknown-key]\n"
	  "    5 |   stapel_vanaf: {value: 4, source: daemers}\n"
	  "      |   ^\n" },
	{ "a_policy_needs_a_source",
	  {
		  { "landelijk/coalition.yaml",
		    "{value: 4, source: daemers}",
		    "{value: 4}" },
	  },
	  "landelijk/coalition.yaml:5:16: error: key 'source' is missing here "
	  "[missing-key]\n"
	  "    5 |   stacking_at: {value: 4}\n"
	  "      |                ^\n" },
	{ "a_policy_span_is_no_number",
	  {
		  { "landelijk/coalition.yaml",
		    "value: 3y",
		    "value: 3" },
	  },
	  "landelijk/coalition.yaml:6:22: error: '3' is no span of time; write for "
	  "example 14d, 2w, 3m, 1y or 5wd [need-span]\n"
	  "    6 |   keep_case: {value: 3, source: proposal}\n"
	  "      |                      ^\n" },
	{ "a_subject_stands_once",
	  {
		  { "landelijk/factors.yaml",
		    "[mother, partner]",
		    "[mother, mother]" },
	  },
	  "landelijk/factors.yaml:17:23: error: 'mother' stands in it twice [twice]\n"
	  "   17 |     subject: [mother, mother]\n"
	  "      |                       ^\n"
	  "landelijk/instruments.yaml:8:18: error: 'roken' is not about 'partner' but "
	  "about mother [subject-not-of-factor]\n"
	  "    8 |       - {signal: roken@partner, at_least: 11, when: {week: {befor...\n"
	  "      |                  ^\n" },
	{ "a_subject_is_one_of_five",
	  {
		  { "landelijk/factors.yaml",
		    "[mother, partner]",
		    "[mother, vader]" },
	  },
	  "landelijk/factors.yaml:17:23: error: 'vader' is not possible here; choose "
	  "from mother, partner, child, family, network [unknown-word]\n"
	  "   17 |     subject: [mother, vader]\n"
	  "      |                       ^\n"
	  "landelijk/instruments.yaml:8:18: error: 'roken' is not about 'partner' but "
	  "about mother [subject-not-of-factor]\n"
	  "    8 |       - {signal: roken@partner, at_least: 11, when: {week: {befor...\n"
	  "      |                  ^\n" },
	{ "a_signal_needs_a_class",
	  {
		  { "landelijk/factors.yaml",
		    "    class: safety\n",
		    "" },
	  },
	  "landelijk/factors.yaml:20:5: error: key 'class' is missing here [missing-key]\n"
	  "   20 |   - id: geweld\n"
	  "      |     ^\n" },
	{ "a_protective_factor_has_no_class",
	  {
		  { "landelijk/factors.yaml",
		    "    kind: protective\n",
		    "    kind: protective\n"
		    "    class: urgent\n" },
	  },
	  "landelijk/factors.yaml:38:5: error: a protective factor has no 'class' "
	  "[class-on-protective]\n"
	  "   38 |     class: urgent\n"
	  "      |     ^\n" },
	{ "consent_is_required_or_explicit",
	  {
		  { "landelijk/interventions.yaml",
		    "consent: explicit",
		    "consent: expliciet" },
	  },
	  "landelijk/interventions.yaml:17:14: error: 'expliciet' is not possible here; "
	  "choose from required, explicit (did you mean 'explicit'?) [unknown-word]\n"
	  "   17 |     consent: expliciet\n"
	  "      |              ^\n" },
	{ "evidence_needs_a_level",
	  {
		  { "landelijk/interventions.yaml",
		    "{level: goede aanwijzingen, date: 2021-09-30}",
		    "{date: 2021-09-30}" },
	  },
	  "landelijk/interventions.yaml:18:15: error: key 'level' is missing here "
	  "[missing-key]\n"
	  "   18 |     evidence: {date: 2021-09-30}\n"
	  "      |               ^\n" },
	{ "an_instrument_has_a_range_or_outcomes",
	  {
		  { "landelijk/instruments.yaml",
		    "    outcomes: [laag, hoog]\n",
		    "    outcomes: [laag, hoog]\n"
		    "    range: [0, 3]\n" },
	  },
	  "landelijk/instruments.yaml:10:9: error: an instrument has a 'range' or "
	  "'outcomes': one of the two [range-or-outcomes]\n"
	  "   10 |   - id: hark\n"
	  "      |         ^\n"
	  "landelijk/instruments.yaml:15:35: error: instrument 'hark' has numbers and "
	  "no outcomes [score-has-range]\n"
	  "   15 |       - {signal: geweld, outcome: hoog, source: [proposal]}\n"
	  "      |                                   ^\n" },
	{ "an_instrument_without_either_says_nothing",
	  {
		  { "landelijk/instruments.yaml",
		    "    range: [0, 30]\n",
		    "" },
		  { "landelijk/instruments.yaml",
		    "at_least: 11, ",
		    "at_least: 11, " },
	  },
	  "landelijk/instruments.yaml:2:9: error: an instrument has a 'range' or "
	  "'outcomes': one of the two [range-or-outcomes]\n"
	  "    2 |   - id: epds\n"
	  "      |         ^\n" },
	{ "a_range_goes_up",
	  {
		  { "landelijk/instruments.yaml",
		    "range: [0, 30]",
		    "range: [30, 0]" },
	  },
	  "landelijk/instruments.yaml:4:12: error: 'range' must be a lowest and a "
	  "highest number, like [0, 30] [need-minmax]\n"
	  "    4 |     range: [30, 0]\n"
	  "      |            ^\n" },
	{ "a_range_has_two_numbers",
	  {
		  { "landelijk/instruments.yaml",
		    "range: [0, 30]",
		    "range: 0-30" },
	  },
	  "landelijk/instruments.yaml:4:12: error: 'range' must be a lowest and a "
	  "highest number, like [0, 30] [need-minmax]\n"
	  "    4 |     range: 0-30\n"
	  "      |            ^\n" },
	{ "a_raise_lies_within_the_range",
	  {
		  { "landelijk/instruments.yaml",
		    "at_least: 11",
		    "at_least: 31" },
	  },
	  "landelijk/instruments.yaml:8:33: error: 31 is impossible: 'epds' goes from 0 "
	  "to 30 [score-out-of-range]\n"
	  "    8 |       - {signal: roken@partner, at_least: 31, when: {week: {befor...\n"
	  "      |                                 ^\n" },
	{ "a_raise_of_an_item_lies_within_its_range",
	  {
		  { "landelijk/instruments.yaml",
		    "item: item10, at_least: 1",
		    "item: item10, at_least: 4" },
	  },
	  "landelijk/instruments.yaml:7:40: error: 4 is impossible: 'item10' goes from "
	  "0 to 3 [score-out-of-range]\n"
	  "    7 |       - {signal: geweld, item: item10, at_least: 4, source: propo...\n"
	  "      |                                        ^\n" },
	{ "a_raise_names_an_item_there_is",
	  {
		  { "landelijk/instruments.yaml",
		    "item: item10",
		    "item: item11" },
	  },
	  "landelijk/instruments.yaml:7:32: error: instrument 'epds' has no item "
	  "'item11' (did you mean 'item1'?) [unknown-item]\n"
	  "    7 |       - {signal: geweld, item: item11, at_least: 1, source: propo...\n"
	  "      |                                ^\n" },
	{ "a_raise_names_an_outcome_there_is",
	  {
		  { "landelijk/instruments.yaml",
		    "outcome: hoog",
		    "outcome: middel" },
	  },
	  "landelijk/instruments.yaml:14:35: error: instrument 'hark' has no outcome "
	  "'middel' [unknown-outcome]\n"
	  "   14 |       - {signal: geweld, outcome: middel, source: [proposal]}\n"
	  "      |                                   ^\n" },
	{ "a_raise_needs_a_limit",
	  {
		  { "landelijk/instruments.yaml",
		    "item: item10, at_least: 1, ",
		    "item: item10, " },
	  },
	  "landelijk/instruments.yaml:7:9: error: 'raises' needs a limit: at_least, "
	  "at_most, below, above, outcome [no-limit]\n"
	  "    7 |       - {signal: geweld, item: item10, source: proposal}\n"
	  "      |         ^\n" },
	{ "a_raise_cannot_wait_for_the_class",
	  {
		  { "landelijk/instruments.yaml",
		    "when: {week: {before: 14+0}}",
		    "when: {not: {class: {at_least: kwetsbaar}}}" },
	  },
	  "landelijk/instruments.yaml:8:60: error: a score counts for class and domains, so its "
	  "'when' cannot look at them [raise-no-class]\n"
	  "    8 | ...oken@partner, at_least: 11, when: {not: {class: {at_least: kwe...\n"
	  "      |                                             ^\n" },
	{ "a_raise_raises_a_signal",
	  {
		  { "landelijk/instruments.yaml",
		    "signal: geweld, item",
		    "signal: netwerk, item" },
	  },
	  "landelijk/instruments.yaml:7:18: error: 'netwerk' is a protective factor, "
	  "not a signal [is-protective]\n"
	  "    7 |       - {signal: netwerk, item: item10, at_least: 1, source: prop...\n"
	  "      |                  ^\n" },
	{ "a_step_has_an_intervention_or_something_to_do",
	  {
		  { GELD,
		    "    do: Vraag hoe het ging.\n",
		    "" },
	  },
	  "landelijk/cards/geldzorgen.yaml:26:5: error: a step has an 'intervention' or "
	  "a 'do': one of the two [intervention-or-do]\n"
	  "   26 |   - step: terugkomen\n"
	  "      |     ^\n" },
	{ "a_step_has_not_both",
	  {
		  { GELD,
		    "    intervention: schuldhulp\n",
		    "    intervention: schuldhulp\n"
		    "    do: Bel.\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:16:5: error: a step has an 'intervention' or "
	  "a 'do': one of the two [intervention-or-do]\n"
	  "   16 |   - step: bellen\n"
	  "      |     ^\n" },
	{ "a_step_has_a_name_of_its_own",
	  {
		  { GELD,
		    "step: terugkomen",
		    "step: bellen" },
	  },
	  "landelijk/cards/geldzorgen.yaml:26:5: error: step 'bellen' stands on this "
	  "card twice; also on line 16 [duplicate-step]\n"
	  "   26 |   - step: bellen\n"
	  "      |     ^\n" },
	{ "a_long_value_is_cut_in_the_message",
	  {
		  { GELD,
		    "2027-01-01",
		    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
		    "xxxxxxxxxxxxxxxxxxxxxxx" },
	  },
	  "landelijk/cards/geldzorgen.yaml:6:12: error: "
	  "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\342\200\246' "
	  "is no date; write YYYY-MM-DD [need-date]\n"
	  "    6 | review_by: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...\n"
	  "      |            ^\n" },
	{ "a_file_with_another_list_is_not_understood",
	  {
		  { "landelijk/roles.yaml",
		    "roles:",
		    "rollen:" },
	  },
	  "landelijk/roles.yaml:1:1: error: unknown key 'rollen' (did you mean "
	  "'roles'?) [unknown-key]\n"
	  "    1 | rollen:\n"
	  "      | ^\n" },
	{ "an_entry_that_is_no_mapping",
	  {
		  { "landelijk/roles.yaml",
		    "  - id: verloskundige",
		    "  - los woord\n"
		    "  - id: verloskundige" },
	  },
	  "landelijk/roles.yaml:2:5: error: 'los woord' must consist of keys with "
	  "values [need-map]\n"
	  "    2 |   - los woord\n"
	  "      |     ^\n" },
	{ "a_role_of_ks_itself_is_not_described",
	  {
		  { "landelijk/roles.yaml",
		    "roles:\n",
		    "roles:\n  - {id: steward, label: Beheer}\n" },
	  },
	  "landelijk/roles.yaml:2:10: error: 'steward' is a role of ks itself and cannot be "
	  "described here [reserved-role]\n"
	  "    2 |   - {id: steward, label: Beheer}\n"
	  "      |          ^\n" },
	{ "a_role_of_ks_itself_is_not_described_nor_is_that_of_who_coordinates",
	  {
		  { "landelijk/roles.yaml",
		    "roles:\n",
		    "roles:\n  - {id: coordinator, label: Regie}\n" },
	  },
	  "landelijk/roles.yaml:2:10: error: 'coordinator' is a role of ks itself and cannot be "
	  "described here [reserved-role]\n"
	  "    2 |   - {id: coordinator, label: Regie}\n"
	  "      |          ^\n" },
	{ "a_title_of_a_source_may_be_in_both_languages",
	  {
		  { "landelijk/sources.yaml",
		    "title: Telregel",
		    "title: {nl: Telregel, en: Counting rule}" },
	  },
	  "" },
	{ "a_list_of_entries_is_a_list",
	  {
		  { "landelijk/roles.yaml",
		    NULL,
		    "roles: {id: team}\n" },
	  },
	  "landelijk/roles.yaml:1:8: error: 'roles' must be a list of which each item "
	  "consists of keys with values [need-maps]\n"
	  "    1 | roles: {id: team}\n"
	  "      |        ^\n" },
	{ "a_week_is_written_with_a_plus_and_a_point_could_mean_two_things",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - signal: schulden\n"
		    "    - {week: {from: '30.6'}}\n"
		    "    - {week: {from: '30,4'}}\n"
		    "    - {week: {from: '30.7'}}\n"
		    "    - {week: {from: '123.4'}}\n"
		    "    - {week: {from: '30.66'}}\n"
		    "    - {week: {from: 'x.1'}}\n"
		    "    - {week: {from: '30.'}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:13:21: error: '30.6' is not clear: "
	  "weeks and days or a fraction; write for example 30+6 [week-with-point]\n"
	  "   13 |     - {week: {from: '30.6'}}\n"
	  "      |                     ^\n"
	  "landelijk/cards/geldzorgen.yaml:14:21: error: '30,4' is not clear: "
	  "weeks and days or a fraction; write for example 30+4 [week-with-point]\n"
	  "   14 |     - {week: {from: '30,4'}}\n"
	  "      |                     ^\n"
	  "landelijk/cards/geldzorgen.yaml:15:21: error: '30.7' is no gestational "
	  "age; write for example 28 or 28+0 [need-week]\n"
	  "   15 |     - {week: {from: '30.7'}}\n"
	  "      |                     ^\n"
	  "landelijk/cards/geldzorgen.yaml:16:21: error: '123.4' is no gestational "
	  "age; write for example 28 or 28+0 [need-week]\n"
	  "   16 |     - {week: {from: '123.4'}}\n"
	  "      |                     ^\n"
	  "landelijk/cards/geldzorgen.yaml:17:21: error: '30.66' is no gestational "
	  "age; write for example 28 or 28+0 [need-week]\n"
	  "   17 |     - {week: {from: '30.66'}}\n"
	  "      |                     ^\n"
	  "landelijk/cards/geldzorgen.yaml:18:21: error: 'x.1' is no gestational "
	  "age; write for example 28 or 28+0 [need-week]\n"
	  "   18 |     - {week: {from: 'x.1'}}\n"
	  "      |                     ^\n"
	  "landelijk/cards/geldzorgen.yaml:19:21: error: '30.' is no gestational "
	  "age; write for example 28 or 28+0 [need-week]\n"
	  "   19 |     - {week: {from: '30.'}}\n"
	  "      |                     ^\n" },
	{ "the_age_of_a_child_is_no_working_days",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - signal: schulden\n"
		    "    - {since_birth: {until: 5wd}}\n"
		    "    - {since_birth: {until: same-day}}\n"
		    "    - {since_birth: {until: morgen}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:13:29: error: '5wd' is no age of a "
	  "child; write for example 0d, 6w, 12m or 2y [need-child-age]\n"
	  "   13 |     - {since_birth: {until: 5wd}}\n"
	  "      |                             ^\n"
	  "landelijk/cards/geldzorgen.yaml:14:29: error: 'same-day' is no age of a "
	  "child; write for example 0d, 6w, 12m or 2y [need-child-age]\n"
	  "   14 |     - {since_birth: {until: same-day}}\n"
	  "      |                             ^\n"
	  "landelijk/cards/geldzorgen.yaml:15:29: error: 'morgen' is no age of a "
	  "child; write for example 0d, 6w, 12m or 2y [need-child-age]\n"
	  "   15 |     - {since_birth: {until: morgen}}\n"
	  "      |                             ^\n" },
	{ "a_range_of_one_number",
	  {
		  { "landelijk/instruments.yaml",
		    "range: [0, 30]",
		    "range: [0]" },
	  },
	  "landelijk/instruments.yaml:4:12: error: 'range' must be a lowest and a "
	  "highest number, like [0, 30] [need-minmax]\n"
	  "    4 |     range: [0]\n"
	  "      |            ^\n" },
	{ "a_range_from_a_word",
	  {
		  { "landelijk/instruments.yaml",
		    "range: [0, 30]",
		    "range: [nul, 30]" },
	  },
	  "landelijk/instruments.yaml:4:12: error: 'range' must be a lowest and a "
	  "highest number, like [0, 30] [need-minmax]\n"
	  "    4 |     range: [nul, 30]\n"
	  "      |            ^\n" },
	{ "a_range_up_to_a_word",
	  {
		  { "landelijk/instruments.yaml",
		    "range: [0, 30]",
		    "range: [0, dertig]" },
	  },
	  "landelijk/instruments.yaml:4:12: error: 'range' must be a lowest and a "
	  "highest number, like [0, 30] [need-minmax]\n"
	  "    4 |     range: [0, dertig]\n"
	  "      |            ^\n" },
	{ "a_range_from_a_mapping",
	  {
		  { "landelijk/instruments.yaml",
		    "range: [0, 30]",
		    "range: [{a: 1}, 30]" },
	  },
	  "landelijk/instruments.yaml:4:12: error: 'range' must be a lowest and a "
	  "highest number, like [0, 30] [need-minmax]\n"
	  "    4 |     range: [{a: 1}, 30]\n"
	  "      |            ^\n" },
	{ "a_range_up_to_a_mapping",
	  {
		  { "landelijk/instruments.yaml",
		    "range: [0, 30]",
		    "range: [0, {a: 1}]" },
	  },
	  "landelijk/instruments.yaml:4:12: error: 'range' must be a lowest and a "
	  "highest number, like [0, 30] [need-minmax]\n"
	  "    4 |     range: [0, {a: 1}]\n"
	  "      |            ^\n" },
	{ "a_range_that_is_no_list",
	  {
		  { "landelijk/instruments.yaml",
		    "range: [0, 30]",
		    "range: {min: 0, max: 30}" },
	  },
	  "landelijk/instruments.yaml:4:12: error: 'range' must be a lowest and a "
	  "highest number, like [0, 30] [need-minmax]\n"
	  "    4 |     range: {min: 0, max: 30}\n"
	  "      |            ^\n" },
	{ "a_score_is_asked_for_as_its_instrument_gives_it",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - signal: schulden\n"
		    "    - {score: {instrument: hark, at_least: 1}}\n"
		    "    - {score: {instrument: hark, outcome: midden}}\n"
		    "    - {score: {instrument: epds, outcome: hoog}}\n"
		    "    - {score: {instrument: hark, outcome: hoog, at_least: 1}}\n"
		    "    - {score: {instrument: epds, item: item10, outcome: hoog}}\n"
		    "    - {score: {instrument: epds, item: item2, at_least: 1}}\n"
		    "    - {score: {instrument: epds, at_least: 31}}\n"
		    "    - {score: {instrument: epds, at_most: 40}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:13:15: error: instrument 'hark' has "
	  "outcomes and no numbers; use 'outcome' [score-has-outcomes]\n"
	  "   13 |     - {score: {instrument: hark, at_least: 1}}\n"
	  "      |               ^\n"
	  "landelijk/cards/geldzorgen.yaml:14:43: error: instrument 'hark' has no "
	  "outcome 'midden' [unknown-outcome]\n"
	  "   14 |     - {score: {instrument: hark, outcome: midden}}\n"
	  "      |                                           ^\n"
	  "landelijk/cards/geldzorgen.yaml:15:43: error: instrument 'epds' has "
	  "numbers and no outcomes [score-has-range]\n"
	  "   15 |     - {score: {instrument: epds, outcome: hoog}}\n"
	  "      |                                           ^\n"
	  "landelijk/cards/geldzorgen.yaml:16:15: error: choose an 'outcome' or "
	  "limits, not both [outcome-or-limit]\n"
	  "   16 |     - {score: {instrument: hark, outcome: hoog, at_least: 1}}\n"
	  "      |               ^\n"
	  "landelijk/cards/geldzorgen.yaml:17:15: error: choose an 'outcome' or "
	  "limits, not both [outcome-or-limit]\n"
	  "   17 |     - {score: {instrument: epds, item: item10, outcome: hoog}}\n"
	  "      |               ^\n"
	  "landelijk/cards/geldzorgen.yaml:18:40: error: instrument 'epds' has no "
	  "item 'item2' (did you mean 'item1'?) [unknown-item]\n"
	  "   18 |     - {score: {instrument: epds, item: item2, at_least: 1}}\n"
	  "      |                                        ^\n"
	  "landelijk/cards/geldzorgen.yaml:19:34: error: 31 is impossible: 'epds' "
	  "goes from 0 to 30 [score-out-of-range]\n"
	  "   19 |     - {score: {instrument: epds, at_least: 31}}\n"
	  "      |                                  ^\n"
	  "landelijk/cards/geldzorgen.yaml:20:34: error: 40 is impossible: 'epds' "
	  "goes from 0 to 30 [score-out-of-range]\n"
	  "   20 |     - {score: {instrument: epds, at_most: 40}}\n"
	  "      |                                  ^\n" },
	{ "a_name_that_nothing_has_is_said_with_the_nearest",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - signal: schulden\n"
		    "    - {score: {instrument: edps, at_least: 1}}\n"
		    "    - {signal: roke}\n" },
		  { "landelijk/interventions.yaml",
		    "alternative: schuldhulp",
		    "alternative: schuldhulb" },
		  { "landelijk/cards/geweld.yaml",
		    "source: proposal\n"
		    "    after: [advies",
		    "source: daemer\n"
		    "    after: [adviez" },
	  },
	  "landelijk/cards/geldzorgen.yaml:13:28: error: unknown instrument 'edps' "
	  "(did you mean 'epds'?) [unknown-instrument]\n"
	  "   13 |     - {score: {instrument: edps, at_least: 1}}\n"
	  "      |                            ^\n"
	  "landelijk/cards/geldzorgen.yaml:14:16: error: unknown factor 'roke' "
	  "(did you mean 'roken'?) [unknown-factor]\n"
	  "   14 |     - {signal: roke}\n"
	  "      |                ^\n"
	  "landelijk/cards/geweld.yaml:25:13: error: unknown source 'daemer' (did "
	  "you mean 'daemers'?) [unknown-source]\n"
	  "   25 |     source: daemer\n"
	  "      |             ^\n"
	  "landelijk/cards/geweld.yaml:26:13: error: card 'geweld' has no step "
	  "'adviez' (did you mean 'advies'?) [unknown-step]\n"
	  "   26 |     after: [adviez, schuldhulp@team]\n"
	  "      |             ^\n"
	  "landelijk/interventions.yaml:19:18: error: unknown intervention "
	  "'schuldhulb' (did you mean 'schuldhulp'?) [unknown-intervention]\n"
	  "   19 |     alternative: schuldhulb\n"
	  "      |                  ^\n" },
	{ "a_long_value_is_never_cut_within_a_letter",
	  {
		  { GELD,
		    "within: 14d",
		    "within: xëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëë" },
	  },
	  "landelijk/cards/geldzorgen.yaml:20:13: error: "
	  "'xëëëëëëëëëëëëëëëëëëëëëëëëëëëëë…' is no term; write for example 14d, "
	  "2w, 5wd or same-day [need-term]\n"
	  "   20 |     within: "
	  "xëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëëë...\n"
	  "      |             ^\n" },
	{ "a_window_is_about_time",
	  {
		  { "landelijk/interventions.yaml",
		    "window: {week: {from: 12+0, until: 16+0}}",
		    "window: {first_child: true}" },
	  },
	  "landelijk/interventions.yaml:15:13: error: a 'window' is a 'week' or a "
	  "'since_birth' [need-window]\n"
	  "   15 |     window: {first_child: true}\n"
	  "      |             ^\n" },
	{ "a_window_that_is_a_word",
	  {
		  { "landelijk/interventions.yaml",
		    "window: {week: {from: 12+0, until: 16+0}}",
		    "window: later" },
	  },
	  "landelijk/interventions.yaml:15:13: error: a condition is one key with a "
	  "value, like {signal: schulden} [need-cond]\n"
	  "   15 |     window: later\n"
	  "      |             ^\n" },
	{ "items_are_a_mapping",
	  {
		  { "landelijk/instruments.yaml",
		    "items: {item10: [0, 3], item1: [0, 3]}",
		    "items: [item10]" },
	  },
	  "landelijk/instruments.yaml:5:12: error: 'items' must consist of keys with "
	  "values [need-map]\n"
	  "    5 |     items: [item10]\n"
	  "      |            ^\n"
	  "landelijk/instruments.yaml:7:32: error: instrument 'epds' has no item "
	  "'item10' [unknown-item]\n"
	  "    7 |       - {signal: geweld, item: item10, at_least: 1, source: propo...\n"
	  "      |                                ^\n" },
	{ "items_have_ids_and_ranges",
	  {
		  { "landelijk/instruments.yaml",
		    "item1: [0, 3]}",
		    "Item 1: [3]}" },
	  },
	  "landelijk/instruments.yaml:5:29: error: 'Item 1' is no id: only small "
	  "letters, digits and hyphens, at most 64 [need-id]\n"
	  "    5 |     items: {item10: [0, 3], Item 1: [3]}\n"
	  "      |                             ^\n"
	  "landelijk/instruments.yaml:5:37: error: 'Item 1' must be a lowest and a "
	  "highest number, like [0, 30] [need-minmax]\n"
	  "    5 |     items: {item10: [0, 3], Item 1: [3]}\n"
	  "      |                                     ^\n" },
	{ "codes_are_a_mapping_of_texts",
	  {
		  { "landelijk/interventions.yaml",
		    "codes: {snomed: '123', bds: x}",
		    "codes: {SNOMED: '123', bds: [x]}" },
	  },
	  "landelijk/interventions.yaml:8:13: error: 'SNOMED' is no id: only small "
	  "letters, digits and hyphens, at most 64 [need-id]\n"
	  "    8 |     codes: {SNOMED: '123', bds: [x]}\n"
	  "      |             ^\n"
	  "landelijk/interventions.yaml:8:33: error: 'bds' takes a single value here "
	  "[need-scalar]\n"
	  "    8 |     codes: {SNOMED: '123', bds: [x]}\n"
	  "      |                                 ^\n" },
	{ "codes_are_no_list",
	  {
		  { "landelijk/interventions.yaml",
		    "codes: {snomed: '123', bds: x}",
		    "codes: [x]" },
	  },
	  "landelijk/interventions.yaml:8:12: error: 'codes' must consist of keys with "
	  "values [need-map]\n"
	  "    8 |     codes: [x]\n"
	  "      |            ^\n" },
	{ "a_date_without_value",
	  {
		  { GELD,
		    "review_by: 2027-01-01",
		    "review_by:" },
	  },
	  "landelijk/cards/geldzorgen.yaml:6:11: error: 'review_by' has no value "
	  "[need-value]\n"
	  "    6 | review_by:\n"
	  "      |           ^\n" },
	{ "a_term_without_value",
	  {
		  { GELD,
		    "within: 14d",
		    "within:" },
	  },
	  "landelijk/cards/geldzorgen.yaml:20:12: error: 'within' has no value "
	  "[need-value]\n"
	  "   20 |     within:\n"
	  "      |            ^\n" },
	{ "a_span_without_value",
	  {
		  { "landelijk/coalition.yaml",
		    "value: 3y",
		    "value: " },
	  },
	  "landelijk/coalition.yaml:6:22: error: 'value' has no value [need-value]\n"
	  "    6 |   keep_case: {value: , source: proposal}\n"
	  "      |                      ^\n" },
	{ "a_number_that_is_no_scalar",
	  {
		  { "landelijk/sources.yaml",
		    "year: 2024",
		    "year: [2024]" },
	  },
	  "landelijk/sources.yaml:2:52: error: 'year' takes a single value here "
	  "[need-scalar]\n"
	  "    2 | ...aemers, organisation: J Psychosom, year: [2024], title: Telreg...\n"
	  "      |                                             ^\n" },
	{ "a_yes_or_no_without_value",
	  {
		  { "landelijk/factors.yaml",
		    "core: ja",
		    "core:" },
	  },
	  "landelijk/factors.yaml:11:10: error: 'core' has no value [need-value]\n"
	  "   11 |     core:\n"
	  "      |          ^\n" },
	{ "a_raise_that_is_a_word",
	  {
		  { "landelijk/instruments.yaml",
		    "      - {signal: geweld, item: item10, at_least: 1, source: proposal}\n",
		    "      - geweld\n" },
	  },
	  "landelijk/instruments.yaml:7:9: error: 'geweld' must consist of keys with "
	  "values [need-map]\n"
	  "    7 |       - geweld\n"
	  "      |         ^\n" },
	{ "tags_are_no_mapping",
	  {
		  { "landelijk/interventions.yaml",
		    "tags: [geld]",
		    "tags: {a: b}" },
	  },
	  "landelijk/interventions.yaml:7:11: error: 'tags' must be a list, like [a, b] "
	  "[need-list]\n"
	  "    7 |     tags: {a: b}\n"
	  "      |           ^\n" },
	{ "a_step_that_is_a_word",
	  {
		  { "landelijk/cards/geweld.yaml",
		    "  - step: advies\n"
		    "    refer_to: veilig\n"
		    "    do: Vraag advies.\n"
		    "    urgency: now\n"
		    "    within: same-day\n"
		    "    handover: phone\n"
		    "    source: proposal\n",
		    "  - bellen\n" },
		  { "landelijk/cards/geweld.yaml",
		    "after: [advies, ",
		    "after: [" },
	  },
	  "landelijk/cards/geweld.yaml:12:5: error: 'bellen' must consist of keys with "
	  "values [need-map]\n"
	  "   12 |   - bellen\n"
	  "      |     ^\n" },
	{ "an_after_that_is_a_list",
	  {
		  { "landelijk/cards/geweld.yaml",
		    "after: [advies, schuldhulp@team]",
		    "after: [[advies]]" },
	  },
	  "landelijk/cards/geweld.yaml:26:13: error: '-' takes a single value here "
	  "[need-scalar]\n"
	  "   26 |     after: [[advies]]\n"
	  "      |             ^\n" },
	{ "an_after_without_value",
	  {
		  { "landelijk/cards/geweld.yaml",
		    "after: [advies, schuldhulp@team]",
		    "after: \"\"" },
	  },
	  "landelijk/cards/geweld.yaml:26:12: error: 'after' must be a list, like [a, "
	  "b] [need-list]\n"
	  "   26 |     after: \"\"\n"
	  "      |            ^\n" },
	{ "an_extends_that_is_a_list",
	  {
		  { "toets/coalition.yaml",
		    "extends: landelijk",
		    "extends: [landelijk]" },
	  },
	  "toets/coalition.yaml:4:10: error: 'extends' takes a single value here "
	  "[need-scalar]\n"
	  "    4 | extends: [landelijk]\n"
	  "      |          ^\n" },
	{ "a_factor_is_a_signal_or_protective",
	  {
		  { "landelijk/factors.yaml",
		    "kind: protective",
		    "kind: kracht" },
	  },
	  "landelijk/cards/geldzorgen.yaml:13:56: error: 'netwerk' is a signal, not a "
	  "protective factor [is-signal]\n"
	  "   13 |     - all: [{signal: roken@mother}, {not: {protective: netwerk}}]\n"
	  "      |                                                        ^\n"
	  "landelijk/factors.yaml:37:11: error: 'kracht' is not possible here; choose "
	  "from signal, protective [unknown-word]\n"
	  "   37 |     kind: kracht\n"
	  "      |           ^\n" },
	{ "an_empty_file_of_a_kind",
	  {
		  { "landelijk/sources.yaml",
		    NULL,
		    "# niets\n" },
	  },
	  "landelijk/sources.yaml:1:1: error: the file is empty [yaml-empty]\n"
	  "    1 | # niets\n"
	  "      | ^\n" },
	{ "an_id_without_value",
	  {
		  { "landelijk/factors.yaml",
		    "  - id: geweld\n",
		    "  - id:\n" },
	  },
	  "landelijk/factors.yaml:20:8: error: 'id' has no value [need-value]\n"
	  "   20 |   - id:\n"
	  "      |        ^\n" },
	{ "a_withdrawal_that_is_a_word",
	  {
		  { "toets/cards/geweld.yaml",
		    NULL,
		    "card: geweld\n"
		    "withdrawn: ja\n" },
	  },
	  "toets/cards/geweld.yaml:2:12: error: 'withdrawn' must consist of keys with "
	  "values [need-map]\n"
	  "    2 | withdrawn: ja\n"
	  "      |            ^\n" },
	{ "a_withdrawal_in_two_languages",
	  {
		  { "toets/cards/geweld.yaml",
		    NULL,
		    "card: geweld\n"
		    "withdrawn: {why: {nl: Anders., en: Else.}}\n" },
	  },
	  "" },
	{ "an_unknown_source_is_reported_with_the_nearest_one",
	  {
		  { GELD,
		    "sources: [daemers]",
		    "sources: [deamers]" },
	  },
	  "landelijk/cards/geldzorgen.yaml:9:11: error: unknown source 'deamers' (did "
	  "you mean 'daemers'?) [unknown-source]\n"
	  "    9 | sources: [deamers]\n"
	  "      |           ^\n" },
	{ "an_unknown_signal_is_reported_with_the_nearest_one",
	  {
		  { GELD,
		    "signal: schulden",
		    "signal: schuldn" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:15: error: unknown factor 'schuldn' (did "
	  "you mean 'schulden'?) [unknown-factor]\n"
	  "   12 |     - signal: schuldn\n"
	  "      |               ^\n" },
	{ "an_unknown_role_intervention_and_instrument",
	  {
		  { "landelijk/interventions.yaml",
		    "role: team",
		    "role: tim" },
		  { "landelijk/interventions.yaml",
		    "alternative: schuldhulp",
		    "alternative: schuldhlp" },
	  },
	  "landelijk/interventions.yaml:5:11: error: unknown role 'tim' [unknown-role]\n"
	  "    5 |     role: tim\n"
	  "      |           ^\n"
	  "landelijk/interventions.yaml:19:18: error: unknown intervention 'schuldhlp' "
	  "(did you mean 'schuldhulp'?) [unknown-intervention]\n"
	  "   19 |     alternative: schuldhlp\n"
	  "      |                  ^\n" },
	{ "a_protective_factor_is_no_signal",
	  {
		  { GELD,
		    "signal: schulden",
		    "signal: netwerk" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:15: error: 'netwerk' is a protective "
	  "factor, not a signal [is-protective]\n"
	  "   12 |     - signal: netwerk\n"
	  "      |               ^\n" },
	{ "a_signal_is_no_protective_factor",
	  {
		  { GELD,
		    "protective: netwerk",
		    "protective: schulden" },
	  },
	  "landelijk/cards/geldzorgen.yaml:13:56: error: 'schulden' is a signal, not a "
	  "protective factor [is-signal]\n"
	  "   13 |     - all: [{signal: roken@mother}, {not: {protective: schulden}}]\n"
	  "      |                                                        ^\n" },
	{ "a_subject_must_be_one_of_the_factor",
	  {
		  { GELD,
		    "roken@mother",
		    "roken@child" },
	  },
	  "landelijk/cards/geldzorgen.yaml:13:22: error: 'roken' is not about 'child' "
	  "but about mother, partner [subject-not-of-factor]\n"
	  "   13 |     - all: [{signal: roken@child}, {not: {protective: netwerk}}]\n"
	  "      |                      ^\n" },
	{ "a_subject_must_be_known",
	  {
		  { GELD,
		    "roken@mother",
		    "roken@moeder" },
	  },
	  "landelijk/cards/geldzorgen.yaml:13:22: error: 'moeder' is no subject; choose "
	  "from mother, partner (did you mean 'mother'?) [unknown-subject]\n"
	  "   13 |     - all: [{signal: roken@moeder}, {not: {protective: netwerk}}]\n"
	  "      |                      ^\n" },
	{ "a_factor_has_one_subject",
	  {
		  { GELD,
		    "roken@mother",
		    "roken@" },
	  },
	  "landelijk/cards/geldzorgen.yaml:13:22: error: 'roken@' is no factor; write "
	  "an id or id@subject [need-factor]\n"
	  "   13 |     - all: [{signal: roken@}, {not: {protective: netwerk}}]\n"
	  "      |                      ^\n" },
	{ "a_name_after_that_is_not_there",
	  {
		  { GELD,
		    "after: [bellen]",
		    "after: [beln]" },
	  },
	  "landelijk/cards/geldzorgen.yaml:33:13: error: card 'geldzorgen' has no step "
	  "'beln' (did you mean 'bellen'?) [unknown-step]\n"
	  "   33 |     after: [beln]\n"
	  "      |             ^\n" },
	{ "an_after_of_another_card_must_exist",
	  {
		  { "landelijk/cards/geweld.yaml",
		    "schuldhulp@team",
		    "schuldhlp@teem" },
	  },
	  "landelijk/cards/geweld.yaml:26:21: error: unknown role 'teem' (did you mean "
	  "'team'?) [unknown-role]\n"
	  "   26 |     after: [advies, schuldhlp@teem]\n"
	  "      |                     ^\n"
	  "landelijk/cards/geweld.yaml:26:21: error: unknown intervention 'schuldhlp' "
	  "(did you mean 'schuldhulp'?) [unknown-intervention]\n"
	  "   26 |     after: [advies, schuldhlp@teem]\n"
	  "      |                     ^\n" },
	{ "an_after_is_a_name_or_intervention_at_role",
	  {
		  { "landelijk/cards/geweld.yaml",
		    "schuldhulp@team",
		    "geldzorgen/bellen" },
	  },
	  "landelijk/cards/geweld.yaml:26:21: error: 'geldzorgen/bellen' is no step; "
	  "write the name of a step of this card or intervention@role [need-after]\n"
	  "   26 |     after: [advies, geldzorgen/bellen]\n"
	  "      |                     ^\n" },
	{ "a_factor_derived_from_answers",
	  {
		  { "landelijk/factors.yaml",
		    "derive: {age: {below: 20}}",
		    "derive: {any: [{age: {below: 20}}, {signal: tienerouder}]}" },
	  },
	  "landelijk/factors.yaml:33:41: error: 'derive' looks at facts only: age, week, phase, "
	  "child, municipality [derive-no-fact]\n"
	  "   33 |     derive: {any: [{age: {below: 20}}, {signal: tienerouder}]}\n"
	  "      |                                         ^\n" },
	{ "a_circle_of_alternatives",
	  {
		  { "landelijk/interventions.yaml",
		    "    role: team\n",
		    "    role: team\n"
		    "    alternative: voorzorg\n" },
	  },
	  "landelijk/interventions.yaml:6:18: error: these interventions are one "
	  "another's alternative in a circle: schuldhulp \342\206\222 voorzorg "
	  "\342\206\222 schuldhulp [alternative-circle]\n"
	  "    6 |     alternative: voorzorg\n"
	  "      |                  ^\n" },
	{ "an_alternative_of_itself",
	  {
		  { "landelijk/interventions.yaml",
		    "alternative: schuldhulp",
		    "alternative: voorzorg" },
	  },
	  "landelijk/interventions.yaml:19:18: error: these interventions are one "
	  "another's alternative in a circle: voorzorg \342\206\222 voorzorg "
	  "[alternative-circle]\n"
	  "   19 |     alternative: voorzorg\n"
	  "      |                  ^\n" },
	{ "the_same_id_twice_in_one_file",
	  {
		  { "landelijk/sources.yaml",
		    "id: praktijk",
		    "id: daemers" },
	  },
	  "landelijk/factors.yaml:12:23: error: unknown source 'praktijk' "
	  "[unknown-source]\n"
	  "   12 |     source: [daemers, praktijk]\n"
	  "      |                       ^\n"
	  "landelijk/sources.yaml:3:10: error: 'daemers' stands here twice; also at "
	  "landelijk/sources.yaml:2 [duplicate-id]\n"
	  "    3 |   - {id: daemers, organisation: Veld, title: Ervaring, url: examp...\n"
	  "      |          ^\n"
	  "toets/roles.yaml:5:72: error: unknown source 'praktijk' [unknown-source]\n"
	  "    5 | ... Buurteam, municipality: [zuid], source: praktijk}]\n"
	  "      |                                             ^\n" },
	{ "the_same_card_in_two_files",
	  {
		  { "landelijk/cards/geweld.yaml",
		    "card: geweld",
		    "card: geldzorgen" },
	  },
	  "landelijk/cards/geweld.yaml:1:7: error: 'geldzorgen' stands here twice; also "
	  "at landelijk/cards/geldzorgen.yaml:1 [duplicate-id]\n"
	  "    1 | card: geldzorgen\n"
	  "      |       ^\n" },
	{ "the_source_proposal_is_a_proposal",
	  {
		  { "landelijk/sources.yaml",
		    "sources:\n",
		    "sources:\n"
		    "  - {id: proposal, organisation: X, title: Y, status: verified}\n" },
	  },
	  "landelijk/sources.yaml:2:10: error: source 'proposal' exists already and "
	  "always is a proposal [reserved-source]\n"
	  "    2 |   - {id: proposal, organisation: X, title: Y, status: verified}\n"
	  "      |          ^\n" },
	{ "the_source_proposal_may_be_listed",
	  {
		  { "landelijk/sources.yaml",
		    "sources:\n",
		    "sources:\n"
		    "  - {id: proposal, organisation: X, title: Y, status: proposal}\n" },
	  },
	  "" },
	{ "a_reference_without_value",
	  {
		  { GELD,
		    "refer_to: team",
		    "refer_to:" },
	  },
	  "landelijk/cards/geldzorgen.yaml:17:14: error: 'refer_to' has no value "
	  "[need-value]\n"
	  "   17 |     refer_to:\n"
	  "      |              ^\n" },
	{ "a_reference_that_is_a_list",
	  {
		  { GELD,
		    "refer_to: team",
		    "refer_to: [team]" },
	  },
	  "landelijk/cards/geldzorgen.yaml:17:15: error: 'refer_to' takes a single "
	  "value here [need-scalar]\n"
	  "   17 |     refer_to: [team]\n"
	  "      |               ^\n" },
	{ "a_reference_that_is_no_id",
	  {
		  { GELD,
		    "refer_to: team",
		    "refer_to: Sociaal team" },
	  },
	  "landelijk/cards/geldzorgen.yaml:17:15: error: 'Sociaal team' is no id: only "
	  "small letters, digits and hyphens, at most 64 [need-id]\n"
	  "   17 |     refer_to: Sociaal team\n"
	  "      |               ^\n" },
	{ "a_raise_of_a_factor_there_is_not",
	  {
		  { "landelijk/instruments.yaml",
		    "signal: geweld, item",
		    "signal: gewald, item" },
	  },
	  "landelijk/instruments.yaml:7:18: error: unknown factor 'gewald' (did you "
	  "mean 'geweld'?) [unknown-factor]\n"
	  "    7 |       - {signal: gewald, item: item10, at_least: 1, source: propo...\n"
	  "      |                  ^\n" },
	{ "a_local_entry_replaces_the_inherited_one_as_a_whole",
	  {
		  { "toets/roles.yaml",
		    "label: Team van hier",
		    "lable: Team van hier" },
	  },
	  "toets/roles.yaml:2:5: error: key 'label' is missing here [missing-key]\n"
	  "    2 |   - id: team\n"
	  "      |     ^\n"
	  "toets/roles.yaml:3:5: error: unknown key 'lable' (did you mean 'label'?) "
	  "[unknown-key]\n"
	  "    3 |     lable: Team van hier\n"
	  "      |     ^\n" },
	{ "a_replaced_entry_is_not_checked_for_references",
	  {
		  { "landelijk/roles.yaml",
		    "phone: '0123', responds_within: 5wd, source: proposal",
		    "source: weg" },
	  },
	  "" },
	{ "a_replaced_entry_is_checked_for_its_shape",
	  {
		  { "landelijk/roles.yaml",
		    "phone: '0123'",
		    "fone: '0123'" },
	  },
	  "landelijk/roles.yaml:9:59: error: unknown key 'fone' (did you mean 'phone'?) "
	  "[unknown-key]\n"
	  "    9 | ...tion: Team Noord, municipality: [noord], fone: '0123', respond...\n"
	  "      |                                             ^\n" },
	{ "a_withdrawn_card_needs_nothing_but_its_id_and_why",
	  {
		  { "toets/cards/geweld.yaml",
		    NULL,
		    "card: geweld\n"
		    "withdrawn: {why: Wij doen dit anders.}\n" },
	  },
	  "" },
	{ "withdrawing_needs_a_reason",
	  {
		  { "toets/cards/geweld.yaml",
		    NULL,
		    "card: geweld\n"
		    "withdrawn: {}\n" },
	  },
	  "toets/cards/geweld.yaml:2:12: error: key 'why' is missing here [missing-key]\n"
	  "    2 | withdrawn: {}\n"
	  "      |            ^\n" },
	{ "a_withdrawn_entry_still_has_known_keys",
	  {
		  { "toets/cards/geweld.yaml",
		    NULL,
		    "card: geweld\n"
		    "titel: x\n"
		    "withdrawn: {why: Anders.}\n" },
	  },
	  "toets/cards/geweld.yaml:2:1: error: unknown key 'titel' (did you mean "
	  "'title'?) [unknown-key]\n"
	  "    2 | titel: x\n"
	  "      | ^\n" },
	{ "what_was_withdrawn_of_another_kind_is_not_what_is_meant",
	  { { "landelijk/cards/geldzorgen.yaml", "{not: {protective: netwerk}}", "{phase: after}" },
	    { "landelijk/cards/geldzorgen.yaml", "intervention: schuldhulp", "intervention: netwerk" },
	    { "toets/factors.yaml", NULL,
	      "factors:\n  - {id: netwerk, withdrawn: {why: Anders.}}\n" } },
	  "landelijk/cards/geldzorgen.yaml:18:19: error: unknown intervention 'netwerk' "
	  "[unknown-intervention]\n"
	  "   18 |     intervention: netwerk\n"
	  "      |                   ^\n" },
	{ "a_card_has_a_step_but_an_instrument_may_raise_nothing",
	  { { "landelijk/cards/geweld.yaml", "steps:\n", "steps: []\nx:\n" },
	    { "landelijk/instruments.yaml",
	      "    raises:\n      - {signal: geweld, outcome: hoog, source: [proposal]}\n",
	      "    raises: []\n" } },
	  "landelijk/cards/geweld.yaml:11:8: error: the list of 'steps' is empty [no-items]\n"
	  "   11 | steps: []\n"
	  "      |        ^\n"
	  "landelijk/cards/geweld.yaml:12:1: error: unknown key 'x' [unknown-key]\n"
	  "   12 | x:\n"
	  "      | ^\n" },
	{ "a_folder_whose_name_only_begins_the_same_is_another",
	  { { "toets2/factors.yaml", NULL, "niets: [\n" },
	    { "landelijk-oud/factors.yaml", NULL, "niets: [\n" } },
	  "" },
	{ "a_reference_to_something_withdrawn_says_why",
	  {
		  { "toets/interventions.yaml",
		    NULL,
		    "interventions:\n"
		    "  - {id: schuldhulp, withdrawn: {why: Gestopt in juli.}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:18:19: error: 'schuldhulp' was withdrawn by "
	  "the coalition: Gestopt in juli. [withdrawn-id]\n"
	  "   18 |     intervention: schuldhulp\n"
	  "      |                   ^\n"
	  "landelijk/cards/geweld.yaml:26:21: error: 'schuldhulp' was withdrawn by the "
	  "coalition: Gestopt in juli. [withdrawn-id]\n"
	  "   26 |     after: [advies, schuldhulp@team]\n"
	  "      |                     ^\n"
	  "landelijk/interventions.yaml:19:18: error: 'schuldhulp' was withdrawn by the "
	  "coalition: Gestopt in juli. [withdrawn-id]\n"
	  "   19 |     alternative: schuldhulp\n"
	  "      |                  ^\n" },
	{ "a_folder_that_is_not_there",
	  {
		  { "toets/coalition.yaml",
		    "extends: landelijk",
		    "extends: landelik" },
	  },
	  "toets/coalition.yaml:4:10: error: there is no folder 'landelik' beside this "
	  "one [extends-unknown]\n"
	  "    4 | extends: landelik\n"
	  "      |          ^\n" },
	{ "folders_in_a_circle",
	  {
		  { "landelijk/coalition.yaml",
		    "version: 2026.1\n",
		    "version: 2026.1\n"
		    "extends: toets\n" },
	  },
	  "landelijk/coalition.yaml:4:10: error: these folders extend one another in a "
	  "circle: toets \342\206\222 landelijk \342\206\222 toets [extends-circle]\n"
	  "    4 | extends: toets\n"
	  "      |          ^\n" },
	{ "a_folder_extends_an_id_and_never_a_path",
	  {
		  { "toets/coalition.yaml",
		    "extends: landelijk",
		    "extends: ../landelijk" },
	  },
	  "toets/coalition.yaml:4:10: error: '../landelijk' is no id: only small "
	  "letters, digits and hyphens, at most 64 [need-id]\n"
	  "    4 | extends: ../landelijk\n"
	  "      |          ^\n" },
	{ "a_coalition_needs_its_file",
	  {
		  { "toets/coalition.yaml",
		    NULL,
		    NULL },
	  },
	  "toets/coalition.yaml:1:1: error: this file is missing from folder 'toets'; every "
	  "coalition needs it "
	  "[no-coalition-file]\n" },
	{ "a_base_needs_its_file_too",
	  {
		  { "landelijk/coalition.yaml",
		    NULL,
		    NULL },
	  },
	  "landelijk/coalition.yaml:1:1: error: this file is missing from folder 'landelijk'; every "
	  "coalition needs "
	  "it [no-coalition-file]\n" },
	{ "a_file_that_nobody_reads_is_noticed",
	  {
		  { "toets/intervention.yaml",
		    NULL,
		    "interventions: []\n" },
	  },
	  "toets/intervention.yaml:1:1: finding: this file is not read; the folder of a "
	  "coalition knows no such file (did you mean 'interventions.yaml'?) "
	  "[file-not-read]\n"
	  "    1 | interventions: []\n"
	  "      | ^\n" },
	{ "a_syntax_error_in_one_file_does_not_hide_others",
	  {
		  { "landelijk/sources.yaml",
		    "sources:",
		    "sources: [" },
		  { "landelijk/roles.yaml",
		    "id: veilig",
		    "id: Veilig" },
	  },
	  "landelijk/roles.yaml:11:9: error: 'Veilig' is no id: only small letters, "
	  "digits and hyphens, at most 64 [need-id]\n"
	  "   11 |   - id: Veilig\n"
	  "      |         ^\n"
	  "landelijk/sources.yaml:2:3: error: this is not valid YAML (did not find "
	  "expected node content) [yaml-syntax]\n"
	  "    2 |   - {id: daemers, organisation: J Psychosom, year: 2024, title: T...\n"
	  "      |   ^\n" },
};

static void says(void **state)
{
	const struct text_case *c = *state;
	struct texts t;

	texts_start(&t, c->edits);
	texts_load(&t);
	assert_string_equal(texts_said(&t), c->expected);
	assert_int_equal(t.status, t.diag.errors ? KS_INPUT : KS_OK);
	assert_true(!t.c == (t.diag.errors > 0));
	texts_end(&t);
}

static void start(struct texts *t, const struct edit *edits)
{
	texts_start(t, edits);
	texts_load(t);
	assert_string_equal(texts_said(t), "");
	assert_int_equal(t->status, KS_OK);
}

static void lists_are_sorted_by_id(void **state)
{
	struct texts t;

	(void)state;
	start(&t, NULL);
	assert_int_equal(t.c->n_sources, 3);
	assert_int_equal(t.c->n_factors, 5);
	for (size_t i = 0; i < t.c->n_factors; i++) {
		assert_int_equal(t.c->factors[i]->index, i);
		assert_true(!i || strcmp(t.c->factors[i - 1]->id, t.c->factors[i]->id) < 0);
		assert_string_equal(t.c->domains[t.c->factors[i]->domain_index],
				    t.c->factors[i]->domain);
	}
	assert_int_equal(t.c->n_domains, 4);
	assert_string_equal(t.c->domains[0], "geld");
	assert_int_equal(t.c->n_cards, 2);
	assert_int_equal(t.c->cards[1]->index, 1);
	texts_end(&t);
}

static void a_factor_keeps_what_its_file_says(void **state)
{
	const struct ks_factor *f;
	struct texts t;

	(void)state;
	start(&t, NULL);
	f = ks_find_factor(t.c, "schulden");
	assert_string_equal(ks_text_in(f->label, KS_EN), "Debts");
	assert_string_equal(ks_text_in(f->ask, KS_EN), "Lukt het?");
	assert_int_equal(f->signal_class, KS_ATTENTION);
	assert_int_equal(f->level, KS_MACRO);
	assert_int_equal(f->subjects[0], KS_FAMILY);
	assert_true(f->core && !f->shielded && !f->protective);
	assert_int_equal(f->sources.n, 2);
	assert_int_equal(ks_sources_status(f->sources), KS_GENERAL_KNOWLEDGE);
	assert_string_equal(f->loc.in->name, "landelijk/factors.yaml");
	assert_int_equal(f->loc.line, 2);
	f = ks_find_factor(t.c, "tienerouder");
	assert_int_equal(f->derive->kind, KS_COND_AGE);
	assert_true(f->has_no_route);
	assert_int_equal(f->subjects[0], KS_MOTHER);
	assert_null(ks_find_factor(t.c, "tienerouders"));
	texts_end(&t);
}

static void an_instrument_keeps_what_its_file_says(void **state)
{
	const struct ks_instrument *epds;
	struct texts t;

	(void)state;
	start(&t, NULL);
	epds = ks_find_instrument(t.c, "epds");
	assert_true(epds->has_range);
	assert_int_equal(epds->max, 30);
	assert_int_equal(epds->n_items, 2);
	assert_string_equal(epds->items[1].id, "item10");
	assert_int_equal(epds->items[1].max, 3);
	assert_string_equal(epds->raises[0].item, "item10");
	assert_string_equal(epds->raises[1].signal->id, "roken");
	assert_int_equal(epds->raises[1].subject, KS_PARTNER);
	assert_int_equal(epds->raises[1].when->kind, KS_COND_WEEK);
	assert_int_equal(epds->raises[1].loc.line, 8);
	assert_string_equal(ks_find_instrument(t.c, "hark")->raises[0].outcome, "hoog");
	texts_end(&t);
}

static void an_intervention_keeps_what_its_file_says(void **state)
{
	const struct ks_intervention *iv;
	struct texts t;

	(void)state;
	start(&t, NULL);
	iv = ks_find_intervention(t.c, "voorzorg");
	assert_int_equal(iv->phases, 1U << KS_DURING);
	assert_int_equal(iv->phase_loc.line, 12);
	assert_string_equal(iv->role->id, "verloskundige");
	assert_int_equal(iv->criteria->n_kids, 2);
	assert_int_equal(iv->window->range.n, 2);
	assert_int_equal(iv->n_coverage, 2);
	assert_int_equal(iv->coverage_loc.line, 16);
	assert_true(iv->consent_explicit && !iv->for_professionals);
	assert_string_equal(iv->alternative->id, "schuldhulp");
	assert_int_equal(iv->evidence_date, ks_day_of(2021, 9, 30));
	assert_int_equal(iv->alternative->evidence_date, KS_NO_DAY);
	assert_string_equal(iv->alternative->codes[0].system, "snomed");
	assert_string_equal(iv->alternative->codes[0].code, "123");
	texts_end(&t);
}

static void a_card_keeps_what_its_file_says(void **state)
{
	const struct ks_card *card;
	struct texts t;

	(void)state;
	start(&t, NULL);
	card = ks_find_card(t.c, "geldzorgen");
	assert_string_equal(card->agreed.nl, "Bij schulden bellen we samen.");
	assert_string_equal(card->version, "2026.1");
	assert_int_equal(card->review_by, ks_day_of(2027, 1, 1));
	assert_int_equal(card->when->n_kids, 2);
	assert_int_equal(card->n_steps, 2);
	assert_false(card->has_safety);
	assert_string_equal(ks_find_card(t.c, "geweld")->safety.phone, "112");
	texts_end(&t);
}

static void a_step_keeps_what_its_file_says(void **state)
{
	const struct ks_card *card;
	const struct ks_step *step;
	struct texts t;

	(void)state;
	start(&t, NULL);
	card = ks_find_card(t.c, "geldzorgen");
	step = &card->steps[0];
	assert_string_equal(step->id, "schuldhulp@team");
	assert_ptr_equal(step->card, card);
	assert_int_equal(step->urgency, KS_ROUTINE);
	assert_int_equal(step->handover, KS_CALL_TOGETHER);
	assert_int_equal(step->within.n, 14);
	assert_true(step->if_refused.given && step->if_waiting.has_every);
	assert_string_equal(step->if_waiting.refer_to->id, "verloskundige");
	assert_int_equal(step->loc.line, 16);
	step = &card->steps[1];
	assert_string_equal(step->id, "geldzorgen/terugkomen");
	assert_ptr_equal(step->after[0].step, &card->steps[0]);
	assert_null(step->after[0].step_id);
	assert_string_equal(ks_find_card(t.c, "geweld")->steps[1].after[1].step_id,
			    "schuldhulp@team");
	texts_end(&t);
}

static void a_local_role_replaces_the_inherited_one(void **state)
{
	const struct ks_role *role;
	struct texts t;

	(void)state;
	start(&t, NULL);
	role = ks_find_role(t.c, "team");
	assert_string_equal(role->label.nl, "Team van hier");
	assert_string_equal(role->loc.in->name, "toets/roles.yaml");
	assert_string_equal(ks_role_filler(role, "zuid")->organisation.nl, "Buurteam");
	assert_null(ks_role_filler(role, "oost"));
	assert_null(ks_role_filler(role, NULL));
	texts_end(&t);
}

static void the_first_filler_that_covers_the_municipality_wins(void **state)
{
	static const struct edit edits[] = {
		{ "toets/roles.yaml", NULL, NULL },
		{ NULL, NULL, NULL },
	};
	const struct ks_role *role;
	struct texts t;

	(void)state;
	start(&t, edits);
	role = ks_find_role(t.c, "team");
	assert_string_equal(ks_role_filler(role, "noord")->organisation.nl, "Team Noord");
	assert_string_equal(ks_role_filler(role, "zuid")->organisation.nl, "Team overal");
	assert_string_equal(ks_role_filler(role, NULL)->organisation.nl, "Team overal");
	assert_int_equal(role->filled_by[0].responds_within.unit, KS_WORKING_DAYS);
	texts_end(&t);
}

static void policy_is_inherited_one_by_one(void **state)
{
	const struct ks_policy *p;
	struct texts t;

	(void)state;
	start(&t, NULL);
	p = t.c->policy;
	assert_int_equal(p[KS_STACKING_AT].number, 4);
	assert_string_equal(p[KS_STACKING_AT].source->id, "daemers");
	assert_string_equal(p[KS_STACKING_AT].loc.in->name, "landelijk/coalition.yaml");
	assert_int_equal(p[KS_KEEP_CASE].span.n, 1);
	assert_string_equal(p[KS_KEEP_CASE].loc.in->name, "toets/coalition.yaml");
	assert_string_equal(t.c->id, "toets");
	assert_string_equal(t.c->version, "2026.2");
	assert_int_equal(t.c->n_municipalities, 2);
	texts_end(&t);
}

static void what_nobody_sets_is_a_proposal(void **state)
{
	static const struct {
		enum ks_policy_key key;
		int n;
		enum ks_unit unit;
	} spans[] = {
		{ KS_RESCREEN_AFTER, 12, KS_WEEKS },	   { KS_RESPOND_WITHIN, 2, KS_WORKING_DAYS },
		{ KS_CONTACT_WITHIN, 5, KS_WORKING_DAYS }, { KS_FEEDBACK_WITHIN, 4, KS_WEEKS },
		{ KS_KEEP_AUDIT, 5, KS_YEARS },
	};
	const struct ks_policy *p;
	struct texts t;

	(void)state;
	start(&t, NULL);
	p = t.c->policy;
	assert_int_equal(p[KS_URGENT_AT].number, 1);
	assert_int_equal(p[KS_DOMAINS_FLAG_AT].number, 2);
	assert_int_equal(p[KS_SMALL_CELL].number, 10);
	for (size_t i = 0; i < sizeof(spans) / sizeof(spans[0]); i++) {
		assert_int_equal(p[spans[i].key].span.n, spans[i].n);
		assert_int_equal(p[spans[i].key].span.unit, spans[i].unit);
		assert_int_equal(p[spans[i].key].source->status, KS_PROPOSAL);
		assert_null(p[spans[i].key].loc.in);
	}
	assert_string_equal(ks_policy_words[KS_KEEP_AUDIT], "keep_audit");
	texts_end(&t);
}

static void what_is_withdrawn_is_listed_with_its_reason(void **state)
{
	static const struct edit edits[] = {
		{ "toets/cards/geweld.yaml", NULL, "card: geweld\nwithdrawn: {why: Anders.}\n" },
		{ NULL, NULL, NULL },
	};
	struct texts t;

	(void)state;
	start(&t, edits);
	assert_int_equal(t.c->n_cards, 1);
	assert_null(ks_find_card(t.c, "geweld"));
	assert_int_equal(t.c->n_withdrawn, 1);
	assert_string_equal(t.c->withdrawn[0].kind, "card");
	assert_string_equal(t.c->withdrawn[0].why.nl, "Anders.");
	assert_true(t.c->withdrawn[0].inherited);
	texts_end(&t);
}

static void the_digest_covers_names_and_contents(void **state)
{
	static const struct edit edits[] = {
		{ GELD, "Vier weken.", "Zes weken." },
		{ NULL, NULL, NULL },
	};
	char first[65], second[65], again[65];
	struct texts t, other;

	(void)state;
	start(&t, NULL);
	start(&other, edits);
	ks_coalition_sha256(t.c, first);
	ks_coalition_sha256(t.c, again);
	ks_coalition_sha256(other.c, second);
	assert_string_equal(first, again);
	assert_string_not_equal(first, second);
	assert_int_equal(strlen(t.c->files[0]->sha256), 64);
	assert_int_equal(t.c->n_files, t.n);
	texts_end(&t);
	texts_end(&other);
}

/* Words of the command line: the same rules as in files. */
static void a_factor_is_parsed_with_its_subject(void **state)
{
	enum ks_subject subject = KS_CHILD;
	struct ks_loc nowhere = ks_nowhere();
	struct texts t;

	(void)state;
	start(&t, NULL);
	assert_string_equal(ks_parse_factor(t.c, "roken", nowhere, &t.diag, &subject)->id, "roken");
	assert_int_equal(subject, KS_MOTHER);
	assert_non_null(ks_parse_factor(t.c, "roken@partner", nowhere, &t.diag, &subject));
	assert_int_equal(subject, KS_PARTNER);
	assert_non_null(ks_parse_factor(t.c, "schulden", nowhere, &t.diag, &subject));
	assert_int_equal(subject, KS_FAMILY);
	assert_null(ks_parse_factor(t.c, "schuldn", nowhere, &t.diag, &subject));
	assert_null(ks_parse_factor(t.c, "roken@kat", nowhere, &t.diag, &subject));
	assert_null(ks_parse_factor(t.c, "roken@child", nowhere, &t.diag, &subject));
	assert_null(ks_parse_factor(t.c, "@mother", nowhere, &t.diag, &subject));
	assert_string_equal(
		texts_said(&t),
		"ks: error: unknown factor 'schuldn' (did you mean 'schulden'?) [unknown-factor]\n"
		"ks: error: 'kat' is no subject; choose from mother, partner [unknown-subject]\n"
		"ks: error: 'roken' is not about 'child' but about mother, partner "
		"[subject-not-of-factor]\n"
		"ks: error: '@mother' is no factor; write an id or id@subject [need-factor]\n");
	texts_end(&t);
}

static void an_error_in_a_card_carries_its_id(void **state)
{
	static const struct edit edits[] = {
		{ GELD, "signal: schulden", "signal: schuldn" },
		{ NULL, NULL, NULL },
	};
	struct texts t;

	(void)state;
	texts_start(&t, edits);
	texts_load(&t);
	assert_string_equal(t.diag.first->card, "geldzorgen");
	texts_end(&t);
}

static void no_sources_claim_nothing(void **state)
{
	(void)state;
	assert_int_equal(ks_sources_status((struct ks_sources){ NULL, 0 }), KS_PROPOSAL);
}

static void an_unknown_folder_cannot_be_read(void **state)
{
	struct texts t;

	(void)state;
	texts_start(&t, NULL);
	t.status = ks_load_texts(&t.arena, t.files, t.n, "elders", &t.diag, &t.c);
	assert_int_equal(t.status, KS_STORE);
	assert_null(t.c);
	texts_end(&t);
}

/* A hostile coalition: very many errors end in one sentence, and quickly. */
static void a_flood_of_errors_is_cut_off(void **state)
{
	struct edit edits[2] = { { "landelijk/factors.yaml", NULL, NULL } };
	struct ks_arena arena;
	struct ks_buf buf;
	struct texts t;

	(void)state;
	ks_arena_init(&arena);
	ks_buf_init(&buf, &arena);
	ks_buf_add(&buf, "factors:\n");
	for (int i = 0; i < 6000; i++)
		ks_buf_addf(&buf, "  - {id: f%d, knid: signal, source: [x%d]}\n", i, i);
	edits[0].to = buf.text;
	texts_start(&t, edits);
	texts_load(&t);
	assert_int_equal(t.status, KS_INPUT);
	assert_int_equal(t.diag.errors, 501);
	assert_non_null(strstr(texts_said(&t), "too many errors; the rest is not shown"));
	texts_end(&t);
	ks_arena_release(&arena);
}

static void a_list_of_thousands_is_refused(void **state)
{
	struct edit edits[2] = { { GELD, "sources: [daemers]", NULL } };
	struct ks_arena arena;
	struct ks_buf buf;
	struct texts t;

	(void)state;
	ks_arena_init(&arena);
	ks_buf_init(&buf, &arena);
	ks_buf_add(&buf, "sources: [daemers");
	for (int i = 0; i < 1000; i++)
		ks_buf_add(&buf, ", daemers");
	ks_buf_addc(&buf, ']');
	edits[0].to = buf.text;
	texts_start(&t, edits);
	texts_load(&t);
	assert_int_equal(t.diag.errors, 1);
	assert_int_equal(t.diag.first->msg, KS_MSG_list_too_long);
	texts_end(&t);
	ks_arena_release(&arena);
}

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

int main(void)
{
	const struct CMUnitTest others[] = {
		cmocka_unit_test(lists_are_sorted_by_id),
		cmocka_unit_test(a_factor_keeps_what_its_file_says),
		cmocka_unit_test(an_instrument_keeps_what_its_file_says),
		cmocka_unit_test(an_intervention_keeps_what_its_file_says),
		cmocka_unit_test(a_card_keeps_what_its_file_says),
		cmocka_unit_test(a_step_keeps_what_its_file_says),
		cmocka_unit_test(a_local_role_replaces_the_inherited_one),
		cmocka_unit_test(the_first_filler_that_covers_the_municipality_wins),
		cmocka_unit_test(policy_is_inherited_one_by_one),
		cmocka_unit_test(what_nobody_sets_is_a_proposal),
		cmocka_unit_test(what_is_withdrawn_is_listed_with_its_reason),
		cmocka_unit_test(the_digest_covers_names_and_contents),
		cmocka_unit_test(a_factor_is_parsed_with_its_subject),
		cmocka_unit_test(an_error_in_a_card_carries_its_id),
		cmocka_unit_test(no_sources_claim_nothing),
		cmocka_unit_test(an_unknown_folder_cannot_be_read),
		cmocka_unit_test(a_flood_of_errors_is_cut_off),
		cmocka_unit_test(a_list_of_thousands_is_refused),
	};
	struct CMUnitTest tests[COUNT(cases) + COUNT(others)];
	size_t n = 0;

	for (size_t i = 0; i < COUNT(cases); i++)
		tests[n++] = (struct CMUnitTest){ cases[i].name, says, NULL, NULL,
						  (void *)(uintptr_t)&cases[i] };
	memcpy(&tests[n], others, sizeof(others));
	return cmocka_run_group_tests_name("cards/load", tests, NULL, NULL);
}
