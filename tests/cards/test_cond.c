/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Conditions as cards write them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "support/texts.h"

#define GELD "landelijk/cards/geldzorgen.yaml"

static const struct text_case cases[] = {
	{ "several_keys",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {signal: schulden, week: {before: 12}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:26: error: a condition has a single key; "
	  "put several under 'all' or 'any' [cond-one-key]\n"
	  "   12 |     - {signal: schulden, week: {before: 12}}\n"
	  "      |                          ^\n" },
	{ "no_key",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:7: error: a condition is one key with a "
	  "value, like {signal: schulden} [need-cond]\n"
	  "   12 |     - {}\n"
	  "      |       ^\n" },
	{ "a_word",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - schulden\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:7: error: a condition is one key with a "
	  "value, like {signal: schulden} [need-cond]\n"
	  "   12 |     - schulden\n"
	  "      |       ^\n" },
	{ "a_list",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - [{signal: schulden}]\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:7: error: a condition is one key with a "
	  "value, like {signal: schulden} [need-cond]\n"
	  "   12 |     - [{signal: schulden}]\n"
	  "      |       ^\n" },
	{ "an_unknown_key",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {signaal: schulden}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:8: error: unknown key 'signaal' (did you "
	  "mean 'signal'?) [unknown-key]\n"
	  "   12 |     - {signaal: schulden}\n"
	  "      |        ^\n" },
	{ "always_false",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {always: false}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:16: error: 'always' can only be 'true' "
	  "[always-true]\n"
	  "   12 |     - {always: false}\n"
	  "      |                ^\n" },
	{ "a_week_with_a_point",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {week: {before: 30.6}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:23: error: '30.6' is not clear: weeks and "
	  "days or a fraction; write for example 30+6 [week-with-point]\n"
	  "   12 |     - {week: {before: 30.6}}\n"
	  "      |                       ^\n" },
	{ "a_week_with_a_comma",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {week: {before: '30,6'}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:23: error: '30,6' is not clear: weeks and "
	  "days or a fraction; write for example 30+6 [week-with-point]\n"
	  "   12 |     - {week: {before: '30,6'}}\n"
	  "      |                       ^\n" },
	{ "a_week_with_seven_days",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {week: {before: 30+7}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:23: error: '30+7' is no gestational age; "
	  "write for example 28 or 28+0 [need-week]\n"
	  "   12 |     - {week: {before: 30+7}}\n"
	  "      |                       ^\n" },
	{ "a_week_that_is_a_word",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {week: {before: later}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:23: error: 'later' is no gestational age; "
	  "write for example 28 or 28+0 [need-week]\n"
	  "   12 |     - {week: {before: later}}\n"
	  "      |                       ^\n" },
	{ "a_week_that_is_a_fraction_of_no_day",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {week: {before: 30.9}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:23: error: '30.9' is no gestational age; "
	  "write for example 28 or 28+0 [need-week]\n"
	  "   12 |     - {week: {before: 30.9}}\n"
	  "      |                       ^\n" },
	{ "a_week_without_limits",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {week: {}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:14: error: 'week' needs a limit: from, "
	  "until, before, after [no-limit]\n"
	  "   12 |     - {week: {}}\n"
	  "      |              ^\n" },
	{ "a_week_that_is_no_mapping",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {week: 28}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:14: error: 'week' must consist of keys "
	  "with values [need-map]\n"
	  "   12 |     - {week: 28}\n"
	  "      |              ^\n" },
	{ "a_week_with_limits_of_an_age",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {week: {below: 28}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:15: error: unknown key 'below' "
	  "[unknown-key]\n"
	  "   12 |     - {week: {below: 28}}\n"
	  "      |               ^\n" },
	{ "a_child_in_working_days",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {since_birth: {until: 5wd}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:29: error: '5wd' is no age of a child; "
	  "write for example 0d, 6w, 12m or 2y [need-child-age]\n"
	  "   12 |     - {since_birth: {until: 5wd}}\n"
	  "      |                             ^\n" },
	{ "a_child_on_the_same_day",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {since_birth: {until: same-day}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:29: error: 'same-day' is no age of a "
	  "child; write for example 0d, 6w, 12m or 2y [need-child-age]\n"
	  "   12 |     - {since_birth: {until: same-day}}\n"
	  "      |                             ^\n" },
	{ "an_age_without_limits",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {age: {}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:13: error: 'age' needs a limit: at_least, "
	  "at_most, below, above [no-limit]\n"
	  "   12 |     - {age: {}}\n"
	  "      |             ^\n" },
	{ "an_age_that_is_no_number",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {age: {below: twintig}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:21: error: 'twintig' is not a whole "
	  "number [need-int]\n"
	  "   12 |     - {age: {below: twintig}}\n"
	  "      |                     ^\n" },
	{ "a_class_that_is_none",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {class: {at_least: kwestbaar}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:26: error: 'kwestbaar' is not possible "
	  "here; choose from geen-signalen, potentieel-kwetsbaar, kwetsbaar, "
	  "zeer-kwetsbaar, spoed (did you mean 'kwetsbaar'?) [unknown-word]\n"
	  "   12 |     - {class: {at_least: kwestbaar}}\n"
	  "      |                          ^\n" },
	{ "domains_with_a_time_limit",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {domains: {from: 2}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:18: error: unknown key 'from' [unknown-key]\n"
	  "   12 |     - {domains: {from: 2}}\n"
	  "      |                  ^\n" },
	{ "a_first_child_that_is_neither",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {first_child: misschien}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:21: error: 'misschien' is neither yes nor "
	  "no; write yes or no [need-bool]\n"
	  "   12 |     - {first_child: misschien}\n"
	  "      |                     ^\n" },
	{ "an_unknown_phase",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {phase: zwanger}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:15: error: 'zwanger' is not possible "
	  "here; choose from before, during, after, ended [unknown-word]\n"
	  "   12 |     - {phase: zwanger}\n"
	  "      |               ^\n" },
	{ "no_municipality",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {municipality: []}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:22: error: the list of 'municipality' is "
	  "empty [no-items]\n"
	  "   12 |     - {municipality: []}\n"
	  "      |                      ^\n" },
	{ "a_municipality_with_a_capital",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {municipality: Utrecht}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:22: error: 'Utrecht' is no id: only small "
	  "letters, digits and hyphens, at most 64 [need-id]\n"
	  "   12 |     - {municipality: Utrecht}\n"
	  "      |                      ^\n" },
	{ "a_score_without_instrument",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {score: {at_least: 3}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:15: error: key 'instrument' is missing "
	  "here [missing-key]\n"
	  "   12 |     - {score: {at_least: 3}}\n"
	  "      |               ^\n" },
	{ "a_score_of_an_unknown_instrument",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {score: {instrument: epsd, at_least: 3}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:28: error: unknown instrument 'epsd' (did "
	  "you mean 'epds'?) [unknown-instrument]\n"
	  "   12 |     - {score: {instrument: epsd, at_least: 3}}\n"
	  "      |                            ^\n" },
	{ "a_score_without_limit",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {score: {instrument: epds}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:15: error: 'score' needs a limit: "
	  "at_least, at_most, below, above, outcome [no-limit]\n"
	  "   12 |     - {score: {instrument: epds}}\n"
	  "      |               ^\n" },
	{ "a_score_out_of_range",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {score: {instrument: epds, at_least: 31}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:34: error: 31 is impossible: 'epds' goes "
	  "from 0 to 30 [score-out-of-range]\n"
	  "   12 |     - {score: {instrument: epds, at_least: 31}}\n"
	  "      |                                  ^\n" },
	{ "a_score_of_an_unknown_item",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {score: {instrument: epds, item: item9, at_least: 1}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:40: error: instrument 'epds' has no item "
	  "'item9' (did you mean 'item1'?) [unknown-item]\n"
	  "   12 |     - {score: {instrument: epds, item: item9, at_least: 1}}\n"
	  "      |                                        ^\n" },
	{ "an_outcome_of_an_instrument_with_numbers",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {score: {instrument: epds, outcome: hoog}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:43: error: instrument 'epds' has numbers "
	  "and no outcomes [score-has-range]\n"
	  "   12 |     - {score: {instrument: epds, outcome: hoog}}\n"
	  "      |                                           ^\n" },
	{ "a_number_of_an_instrument_with_outcomes",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {score: {instrument: hark, at_least: 1}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:15: error: instrument 'hark' has outcomes "
	  "and no numbers; use 'outcome' [score-has-outcomes]\n"
	  "   12 |     - {score: {instrument: hark, at_least: 1}}\n"
	  "      |               ^\n" },
	{ "an_unknown_outcome",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {score: {instrument: hark, outcome: hogg}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:43: error: instrument 'hark' has no "
	  "outcome 'hogg' (did you mean 'hoog'?) [unknown-outcome]\n"
	  "   12 |     - {score: {instrument: hark, outcome: hogg}}\n"
	  "      |                                           ^\n" },
	{ "an_outcome_and_a_limit",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {score: {instrument: hark, outcome: hoog, at_least: 1}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:15: error: choose an 'outcome' or limits, "
	  "not both [outcome-or-limit]\n"
	  "   12 |     - {score: {instrument: hark, outcome: hoog, at_least: 1}}\n"
	  "      |               ^\n" },
	{ "all_of_nothing",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {all: []}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:13: error: the list of 'all' is empty "
	  "[no-items]\n"
	  "   12 |     - {all: []}\n"
	  "      |             ^\n" },
	{ "all_of_a_word",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {all: schulden}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:13: error: 'all' must be a list of which "
	  "each item consists of keys with values [need-maps]\n"
	  "   12 |     - {all: schulden}\n"
	  "      |             ^\n" },
	{ "not_a_list",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {not: [{signal: schulden}]}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:13: error: a condition is one key with a "
	  "value, like {signal: schulden} [need-cond]\n"
	  "   12 |     - {not: [{signal: schulden}]}\n"
	  "      |             ^\n" },
	{ "at_least_none",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {at_least: {count: 0, of: [{signal: schulden}]}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:26: error: 'count' must be at least 1 "
	  "[int-too-small]\n"
	  "   12 |     - {at_least: {count: 0, of: [{signal: schulden}]}}\n"
	  "      |                          ^\n" },
	{ "at_least_without_count",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {at_least: {of: [{signal: schulden}]}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:18: error: key 'count' is missing here "
	  "[missing-key]\n"
	  "   12 |     - {at_least: {of: [{signal: schulden}]}}\n"
	  "      |                  ^\n" },
	{ "something_wrong_deep_inside",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {all: [{any: [{not: {signal: schuldne}}]}]}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:36: error: unknown factor 'schuldne' (did "
	  "you mean 'schulden'?) [unknown-factor]\n"
	  "   12 |     - {all: [{any: [{not: {signal: schuldne}}]}]}\n"
	  "      |                                    ^\n" },
	{ "a_week_limit_that_is_a_list",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {week: {before: [12]}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:23: error: 'before' takes a single value "
	  "here [need-scalar]\n"
	  "   12 |     - {week: {before: [12]}}\n"
	  "      |                       ^\n" },
	{ "a_week_limit_without_value",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {week: {before: , from: 12}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:23: error: 'before' has no value "
	  "[need-value]\n"
	  "   12 |     - {week: {before: , from: 12}}\n"
	  "      |                       ^\n" },
	{ "a_child_age_without_value",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {since_birth: {until: ''}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:29: error: 'until' has no value "
	  "[need-value]\n"
	  "   12 |     - {since_birth: {until: ''}}\n"
	  "      |                             ^\n" },
	{ "a_number_without_value",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {age: {below: ''}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:21: error: 'below' has no value "
	  "[need-value]\n"
	  "   12 |     - {age: {below: ''}}\n"
	  "      |                     ^\n" },
	{ "a_score_that_is_a_number",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {score: 3}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:15: error: 'score' must consist of keys "
	  "with values [need-map]\n"
	  "   12 |     - {score: 3}\n"
	  "      |               ^\n" },
	{ "a_score_that_has_a_limit_and_no_value",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {score: {instrument: epds, at_least: ''}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:44: error: 'at_least' has no value "
	  "[need-value]\n"
	  "   12 |     - {score: {instrument: epds, at_least: ''}}\n"
	  "      |                                            ^\n" },
	{ "a_class_without_value",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {class: {at_least: ''}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:26: error: 'at_least' has no value "
	  "[need-value]\n"
	  "   12 |     - {class: {at_least: ''}}\n"
	  "      |                          ^\n" },
	{ "a_signal_that_is_a_list",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {signal: [schulden]}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:16: error: 'signal' takes a single value "
	  "here [need-scalar]\n"
	  "   12 |     - {signal: [schulden]}\n"
	  "      |                ^\n" },
	{ "a_signal_without_value",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {signal: ''}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:16: error: 'signal' has no value "
	  "[need-value]\n"
	  "   12 |     - {signal: ''}\n"
	  "      |                ^\n" },
	{ "a_phase_without_value",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {phase: ''}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:15: error: 'phase' must be a list, like "
	  "[a, b] [need-list]\n"
	  "   12 |     - {phase: ''}\n"
	  "      |               ^\n" },
	{ "a_phase_that_is_a_mapping",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {phase: {during: yes}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:15: error: 'phase' must be a list, like "
	  "[a, b] [need-list]\n"
	  "   12 |     - {phase: {during: yes}}\n"
	  "      |               ^\n" },
	{ "an_item_of_an_instrument_with_outcomes",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {score: {instrument: hark, item: a, at_least: 1}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:40: error: instrument 'hark' has no item "
	  "'a' [unknown-item]\n"
	  "   12 |     - {score: {instrument: hark, item: a, at_least: 1}}\n"
	  "      |                                        ^\n" },
	{ "any_with_one_bad_part",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {any: [schulden, {signal: schulden}, {}]}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:14: error: a condition is one key with a "
	  "value, like {signal: schulden} [need-cond]\n"
	  "   12 |     - {any: [schulden, {signal: schulden}, {}]}\n"
	  "      |              ^\n"
	  "landelijk/cards/geldzorgen.yaml:12:44: error: a condition is one key with a "
	  "value, like {signal: schulden} [need-cond]\n"
	  "   12 |     - {any: [schulden, {signal: schulden}, {}]}\n"
	  "      |                                            ^\n" },
	{ "at_least_of_too_many_keys",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {at_least: {count: 1, of: [{signal: roken}], off: 1}}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:52: error: unknown key 'off' (did you "
	  "mean 'of'?) [unknown-key]\n"
	  "   12 |     - {at_least: {count: 1, of: [{signal: roken}], off: 1}}\n"
	  "      |                                                    ^\n" },
	{ "a_long_id",
	  {
		  { GELD,
		    "    - signal: schulden\n",
		    "    - {signal: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		    "aaa}\n" },
	  },
	  "landelijk/cards/geldzorgen.yaml:12:16: error: "
	  "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\342\200\246' "
	  "is no factor; write an id or id@subject [need-factor]\n"
	  "   12 |     - {signal: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...\n"
	  "      |                ^\n" },
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

/* Conditions that are fine, with what they become. */
static const struct {
	const char *text;
	enum ks_cond_kind kind;
} fine[] = {
	{ "{always: true}", KS_COND_ALWAYS },
	{ "{always: ja}", KS_COND_ALWAYS },
	{ "{signal: roken@partner}", KS_COND_SIGNAL },
	{ "{protective: netwerk@network}", KS_COND_SIGNAL },
	{ "{week: {from: 28, before: '40+3'}}", KS_COND_WEEK },
	{ "{week: {from: 12, after: 13, until: 20, before: 30}}", KS_COND_WEEK },
	{ "{since_birth: {from: 0d, until: 12m}}", KS_COND_SINCE_BIRTH },
	{ "{since_birth: {after: 6w, before: 2y}}", KS_COND_SINCE_BIRTH },
	{ "{age: {at_least: 16, at_most: 20, above: 15, below: 21}}", KS_COND_AGE },
	{ "{class: {at_least: kwetsbaar}}", KS_COND_CLASS },
	{ "{domains: {at_least: 2}}", KS_COND_DOMAINS },
	{ "{first_child: no}", KS_COND_FIRST_CHILD },
	{ "{phase: during}", KS_COND_PHASE },
	{ "{phase: [during, after]}", KS_COND_PHASE },
	{ "{municipality: noord}", KS_COND_MUNICIPALITY },
	{ "{municipality: [noord, zuid]}", KS_COND_MUNICIPALITY },
	{ "{score: {instrument: epds, item: item10, at_least: 1}}", KS_COND_SCORE },
	{ "{score: {instrument: epds, above: 9, below: 11}}", KS_COND_SCORE },
	{ "{score: {instrument: hark, outcome: hoog}}", KS_COND_SCORE },
	{ "{at_least: {count: 1, of: [{signal: roken}]}}", KS_COND_AT_LEAST },
	{ "{not: {not: {signal: roken}}}", KS_COND_NOT },
	{ "{all: [{signal: roken}, {any: [{signal: schulden}]}]}", KS_COND_ALL },
};

/* Loads the coalition with this as the whole `when` of a card. */
static const struct ks_cond *when(struct texts *t, const char *text)
{
	static const char card[] = "card: proef\ntitle: Proef\nversion: 1\nphase: during\n"
				   "owner: ik\nreview_by: 2027-01-01\nagreed: Proef.\n"
				   "sources: proposal\nsteps:\n  - {step: a, refer_to: team, do: x, "
				   "urgency: soon, within: 1d, handover: phone, source: proposal}\n"
				   "when: ";
	struct edit edits[2] = { { "toets/cards/proef.yaml", NULL, NULL } };
	char whole[1000];

	strcpy(whole, card);
	strncat(whole, text, sizeof(whole) - strlen(whole) - 1);
	edits[0].to = whole;
	texts_start(t, edits);
	texts_load(t);
	assert_string_equal(texts_said(t), "");
	return ks_find_card(t->c, "proef")->when;
}

static void every_condition_of_the_table_is_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(fine) / sizeof(fine[0]); i++) {
		struct texts t;

		assert_int_equal(when(&t, fine[i].text)->kind, fine[i].kind);
		texts_end(&t);
	}
}

static void limits_keep_their_sense_and_place(void **state)
{
	const struct ks_cond *cond;
	struct texts t;

	(void)state;
	cond = when(&t, "{week: {from: 28, before: 40+3}}");
	assert_int_equal(cond->range.n, 2);
	assert_int_equal(cond->range.bounds[0].op, KS_GE);
	assert_int_equal(cond->range.bounds[0].value, 196);
	assert_int_equal(cond->range.bounds[1].op, KS_LT);
	assert_int_equal(cond->range.bounds[1].value, 283);
	assert_int_equal(cond->range.bounds[1].loc.line, 11);
	assert_int_equal(cond->range.bounds[1].loc.col, 25);
	assert_int_equal(cond->loc.col, 8);
	texts_end(&t);
}

static void all_four_limits_hold_together(void **state)
{
	const struct ks_cond *cond;
	struct texts t;

	(void)state;
	cond = when(&t, "{since_birth: {from: 1d, after: 2w, until: 3m, before: 4y}}");
	assert_int_equal(cond->range.n, 4);
	assert_int_equal(cond->range.bounds[1].op, KS_GT);
	assert_int_equal(cond->range.bounds[1].span.unit, KS_WEEKS);
	assert_int_equal(cond->range.bounds[2].op, KS_LE);
	assert_int_equal(cond->range.bounds[2].span.n, 3);
	assert_int_equal(cond->range.bounds[3].span.unit, KS_YEARS);
	texts_end(&t);
}

static void a_subject_is_kept_and_without_one_any_will_do(void **state)
{
	const struct ks_cond *cond;
	struct texts t;

	(void)state;
	cond = when(&t, "{all: [{signal: roken@partner}, {signal: roken}]}");
	assert_int_equal(cond->n_kids, 2);
	assert_string_equal(cond->kids[0]->factor->id, "roken");
	assert_int_equal(cond->kids[0]->subject, KS_PARTNER);
	assert_int_equal(cond->kids[1]->subject, KS_ANY_SUBJECT);
	texts_end(&t);
}

static void lists_and_words_are_kept(void **state)
{
	const struct ks_cond *cond;
	struct texts t;

	(void)state;
	cond = when(&t, "{all: [{phase: [during, after]}, {municipality: [noord, zuid]}, "
			"{first_child: nee}, {class: {above: kwetsbaar}}, "
			"{at_least: {count: 2, of: [{always: yes}, {first_child: ja}]}}, "
			"{score: {instrument: epds, item: item10, at_most: 2}}]}");
	assert_int_equal(cond->kids[0]->phases, 1U << KS_DURING | 1U << KS_AFTER);
	assert_int_equal(cond->kids[1]->n_words, 2);
	assert_string_equal(cond->kids[1]->words[1], "zuid");
	assert_false(cond->kids[2]->yes);
	assert_int_equal(cond->kids[3]->range.bounds[0].value, KS_KWETSBAAR);
	assert_int_equal(cond->kids[4]->count, 2);
	assert_true(cond->kids[4]->kids[1]->yes);
	assert_string_equal(cond->kids[5]->instrument->id, "epds");
	assert_string_equal(cond->kids[5]->item, "item10");
	texts_end(&t);
}

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

int main(void)
{
	const struct CMUnitTest others[] = {
		cmocka_unit_test(every_condition_of_the_table_is_read),
		cmocka_unit_test(limits_keep_their_sense_and_place),
		cmocka_unit_test(all_four_limits_hold_together),
		cmocka_unit_test(a_subject_is_kept_and_without_one_any_will_do),
		cmocka_unit_test(lists_and_words_are_kept),
	};
	struct CMUnitTest tests[COUNT(cases) + COUNT(others)];
	size_t n = 0;

	for (size_t i = 0; i < COUNT(cases); i++)
		tests[n++] = (struct CMUnitTest){ cases[i].name, says, NULL, NULL,
						  (void *)(uintptr_t)&cases[i] };
	memcpy(&tests[n], others, sizeof(others));
	return cmocka_run_group_tests_name("cards/cond", tests, NULL, NULL);
}
