/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reading YAML: what is refused, with the whole of what is said about it, and
 * what is fine, with the tree it becomes. The first list goes by the threats
 * of a card that somebody sends (alias bombs, hidden keys, other encodings).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <time.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/cards/yaml.h"

struct yaml_case {
	const char *name;
	const char *text;
	size_t len;
	const char *expected;
};

#define TEXT(literal) literal, sizeof(literal) - 1

static const struct yaml_case refused[] = {
	{ "an_anchor_is_refused",
	  TEXT("a: &x 1\n"
	  "b: 2\n"),
	  "x.yaml:1:4: error: an anchor ('&') or alias ('*') is not allowed; write the "
	  "value out [yaml-anchor]\n"
	  "    1 | a: &x 1\n"
	  "      |    ^\n" },
	{ "an_alias_is_refused_even_without_an_anchor",
	  TEXT("a: *x\n"),
	  "x.yaml:1:4: error: an anchor ('&') or alias ('*') is not allowed; write the "
	  "value out [yaml-anchor]\n"
	  "    1 | a: *x\n"
	  "      |    ^\n" },
	{ "an_alias_is_no_key_either",
	  TEXT("*x : 1\n"),
	  "x.yaml:1:1: error: an anchor ('&') or alias ('*') is not allowed; write the "
	  "value out [yaml-anchor]\n"
	  "    1 | *x : 1\n"
	  "      | ^\n" },
	{ "an_alias_bomb_is_refused_at_its_first_anchor",
	  TEXT("a: &a [x, x]\n"
	  "b: &b [*a, *a]\n"
	  "c: [*b, *b]\n"),
	  "x.yaml:1:4: error: an anchor ('&') or alias ('*') is not allowed; write the "
	  "value out [yaml-anchor]\n"
	  "    1 | a: &a [x, x]\n"
	  "      |    ^\n"
	  "x.yaml:2:4: error: an anchor ('&') or alias ('*') is not allowed; write the "
	  "value out [yaml-anchor]\n"
	  "    2 | b: &b [*a, *a]\n"
	  "      |    ^\n"
	  "x.yaml:2:8: error: an anchor ('&') or alias ('*') is not allowed; write the "
	  "value out [yaml-anchor]\n"
	  "    2 | b: &b [*a, *a]\n"
	  "      |        ^\n"
	  "x.yaml:2:12: error: an anchor ('&') or alias ('*') is not allowed; write the "
	  "value out [yaml-anchor]\n"
	  "    2 | b: &b [*a, *a]\n"
	  "      |            ^\n"
	  "x.yaml:3:5: error: an anchor ('&') or alias ('*') is not allowed; write the "
	  "value out [yaml-anchor]\n"
	  "    3 | c: [*b, *b]\n"
	  "      |     ^\n"
	  "x.yaml:3:9: error: an anchor ('&') or alias ('*') is not allowed; write the "
	  "value out [yaml-anchor]\n"
	  "    3 | c: [*b, *b]\n"
	  "      |         ^\n" },
	{ "a_merge_key_is_refused",
	  TEXT("a: {x: 1}\n"
	  "b:\n"
	  "  <<: {x: 1}\n"),
	  "x.yaml:3:3: error: merging with '<<' is not allowed; write the keys out "
	  "[yaml-merge]\n"
	  "    3 |   <<: {x: 1}\n"
	  "      |   ^\n" },
	{ "a_quoted_merge_key_is_refused_too",
	  TEXT("'<<': {x: 1}\n"),
	  "x.yaml:1:1: error: merging with '<<' is not allowed; write the keys out "
	  "[yaml-merge]\n"
	  "    1 | '<<': {x: 1}\n"
	  "      | ^\n" },
	{ "thirty_three_levels_are_too_deep",
	  TEXT("a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n"),
	  "x.yaml:1:35: error: nested more than 32 levels deep [yaml-depth]\n"
	  "    1 | a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n"
	  "      |                                   ^\n" },
	{ "block_lists_count_as_levels",
	  TEXT("a:\n"
	  " - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - x\n"),
	  "x.yaml:2:64: error: nested more than 32 levels deep [yaml-depth]\n"
	  "    2 |  - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - x\n"
	  "      |                                                                ^\n" },
	{ "a_tag_directive_is_refused",
	  TEXT("%TAG ! tag:example.org,2026:\n"
	  "---\n"
	  "a: 1\n"),
	  "x.yaml:1:1: error: no line may start with '%' except '%YAML' [yaml-directive]\n"
	  "    1 | %TAG ! tag:example.org,2026:\n"
	  "      | ^\n" },
	{ "a_line_with_percent_is_refused_inside_a_text_too",
	  TEXT("a: |\n"
	  "  x\n"
	  "%b: 1\n"),
	  "x.yaml:3:1: error: no line may start with '%' except '%YAML' [yaml-directive]\n"
	  "    3 | %b: 1\n"
	  "      | ^\n" },
	{ "a_duplicate_key_is_refused",
	  TEXT("id: a\n"
	  "id: b\n"),
	  "x.yaml:2:1: error: key 'id' stands here twice; the first time on line 1 "
	  "[yaml-duplicate]\n"
	  "    2 | id: b\n"
	  "      | ^\n" },
	{ "a_duplicate_key_in_quotes_is_the_same_key",
	  TEXT("id: a\n"
	  "'id': b\n"),
	  "x.yaml:2:1: error: key 'id' stands here twice; the first time on line 1 "
	  "[yaml-duplicate]\n"
	  "    2 | 'id': b\n"
	  "      | ^\n" },
	{ "a_duplicate_key_in_escapes_is_the_same_key",
	  TEXT("id: a\n"
	  "\"\\x69d\": b\n"),
	  "x.yaml:2:1: error: key 'id' stands here twice; the first time on line 1 "
	  "[yaml-duplicate]\n"
	  "    2 | \"\\x69d\": b\n"
	  "      | ^\n" },
	{ "a_duplicate_key_among_many_is_found",
	  TEXT("k00: 1\n"
	  "k01: 1\n"
	  "k02: 1\n"
	  "k03: 1\n"
	  "k04: 1\n"
	  "k05: 1\n"
	  "k06: 1\n"
	  "k07: 1\n"
	  "k08: 1\n"
	  "k09: 1\n"
	  "k10: 1\n"
	  "k11: 1\n"
	  "k12: 1\n"
	  "k13: 1\n"
	  "k14: 1\n"
	  "k15: 1\n"
	  "k16: 1\n"
	  "k17: 1\n"
	  "k18: 1\n"
	  "k19: 1\n"
	  "k07: 2\n"),
	  "x.yaml:21:1: error: key 'k07' stands here twice; the first time on line 8 "
	  "[yaml-duplicate]\n"
	  "   21 | k07: 2\n"
	  "      | ^\n" },
	{ "a_tag_is_refused",
	  TEXT("a: !!python/object:os.system ls\n"),
	  "x.yaml:1:4: error: a tag ('!') is not allowed; every value is plain text "
	  "[yaml-tag]\n"
	  "    1 | a: !!python/object:os.system ls\n"
	  "      |    ^\n" },
	{ "a_tag_on_a_list_or_mapping_is_refused",
	  TEXT("a: !x [1]\n"
	  "b: !!set {c: 1}\n"),
	  "x.yaml:1:4: error: a tag ('!') is not allowed; every value is plain text "
	  "[yaml-tag]\n"
	  "    1 | a: !x [1]\n"
	  "      |    ^\n"
	  "x.yaml:2:4: error: a tag ('!') is not allowed; every value is plain text "
	  "[yaml-tag]\n"
	  "    2 | b: !!set {c: 1}\n"
	  "      |    ^\n" },
	{ "an_include_is_a_tag_and_refused",
	  TEXT("a: !include /etc/passwd\n"),
	  "x.yaml:1:4: error: a tag ('!') is not allowed; every value is plain text "
	  "[yaml-tag]\n"
	  "    1 | a: !include /etc/passwd\n"
	  "      |    ^\n" },
	{ "binary_is_a_tag_and_refused",
	  TEXT("a: !!binary aGVsbG8=\n"),
	  "x.yaml:1:4: error: a tag ('!') is not allowed; every value is plain text "
	  "[yaml-tag]\n"
	  "    1 | a: !!binary aGVsbG8=\n"
	  "      |    ^\n" },
	{ "a_second_document_is_refused",
	  TEXT("a: 1\n"
	  "---\n"
	  "b: 2\n"),
	  "x.yaml:2:1: error: a second document starts here; give each a file of its "
	  "own [yaml-documents]\n"
	  "    2 | ---\n"
	  "      | ^\n" },
	{ "an_empty_file_is_refused",
	  TEXT(""),
	  "x.yaml:1:1: error: the file is empty [yaml-empty]\n"
	  "    1 | \n"
	  "      | ^\n" },
	{ "a_file_of_only_comments_is_refused",
	  TEXT("# niets\n"
	  "\n"),
	  "x.yaml:1:1: error: the file is empty [yaml-empty]\n"
	  "    1 | # niets\n"
	  "      | ^\n" },
	{ "a_word_is_not_a_file",
	  TEXT("hallo\n"),
	  "x.yaml:1:1: error: the file must consist of keys with values, like 'id: ...' "
	  "[yaml-root]\n"
	  "    1 | hallo\n"
	  "      | ^\n" },
	{ "a_list_is_not_a_file",
	  TEXT("- a: 1\n"),
	  "x.yaml:1:1: error: the file must consist of keys with values, like 'id: ...' "
	  "[yaml-root]\n"
	  "    1 | - a: 1\n"
	  "      | ^\n" },
	{ "a_nul_byte_is_refused",
	  TEXT("a: veilig\000 gevaarlijk\n"),
	  "x.yaml:1:10: error: an invisible or control character (U+0000) may not stand "
	  "here [yaml-character]\n"
	  "    1 | a: veilig\\u{0} gevaarlijk\n"
	  "      |          ^\n" },
	{ "an_escaped_nul_is_refused",
	  TEXT("a: \"veilig\\0 gevaarlijk\"\n"),
	  "x.yaml:1:4: error: this text has an invisible or control character in it as "
	  "an escape [yaml-escaped]\n"
	  "    1 | a: \"veilig\\0 gevaarlijk\"\n"
	  "      |    ^\n" },
	{ "an_escaped_nul_in_a_key_is_refused",
	  TEXT("\"a\\0b\": 1\n"),
	  "x.yaml:1:1: error: this text has an invisible or control character in it as "
	  "an escape [yaml-escaped]\n"
	  "    1 | \"a\\0b\": 1\n"
	  "      | ^\n" },
	{ "broken_utf_8_is_refused_with_its_place",
	  TEXT("a: 1\n"
	  "b: caf\351\n"),
	  "x.yaml:2:7: error: this byte is not valid UTF-8; save the file as UTF-8 "
	  "[yaml-encoding]\n"
	  "    2 | b: caf\\x{e9}\n"
	  "      |       ^\n" },
	{ "overlong_utf_8_is_refused",
	  TEXT("a: \300\257\n"),
	  "x.yaml:1:4: error: this byte is not valid UTF-8; save the file as UTF-8 "
	  "[yaml-encoding]\n"
	  "    1 | a: \\x{c0}\\x{af}\n"
	  "      |    ^\n" },
	{ "a_surrogate_in_utf_8_is_refused",
	  TEXT("a: \355\240\200\n"),
	  "x.yaml:1:4: error: this byte is not valid UTF-8; save the file as UTF-8 "
	  "[yaml-encoding]\n"
	  "    1 | a: \\x{ed}\\x{a0}\\x{80}\n"
	  "      |    ^\n" },
	{ "utf_16_is_refused",
	  TEXT("\377\376a\000:\000 \0001\000\n"
	  "\000"),
	  "x.yaml:1:1: error: the file is UTF-16; save it as UTF-8 [yaml-utf16]\n"
	  "    1 | \\x{ff}\\x{fe}a\\u{0}:\\u{0} \\u{0}1\\u{0}\n"
	  "      | ^\n" },
	{ "utf_16_without_a_mark_is_refused",
	  TEXT("\000a\000:\000 \0001\000\n"),
	  "x.yaml:1:1: error: the file is UTF-16; save it as UTF-8 [yaml-utf16]\n"
	  "    1 | \\u{0}a\\u{0}:\\u{0} \\u{0}1\\u{0}\n"
	  "      | ^\n" },
	{ "a_tab_cannot_indent",
	  TEXT("a:\n"
	  "\tb: 1\n"),
	  "x.yaml:2:1: error: a tab cannot indent; use spaces [yaml-tab]\n"
	  "    2 |  b: 1\n"
	  "      | ^\n" },
	{ "next_line_cannot_hide_a_key",
	  TEXT("a: 1\302\205b: 2\n"),
	  "x.yaml:1:5: error: an invisible or control character (U+0085) may not stand "
	  "here [yaml-character]\n"
	  "    1 | a: 1\\u{85}b: 2\n"
	  "      |     ^\n" },
	{ "a_line_separator_cannot_hide_a_key",
	  TEXT("a: 1\342\200\250b: 2\n"),
	  "x.yaml:1:5: error: an invisible or control character (U+2028) may not stand "
	  "here [yaml-character]\n"
	  "    1 | a: 1\\u{2028}b: 2\n"
	  "      |     ^\n" },
	{ "a_paragraph_separator_cannot_hide_a_key",
	  TEXT("a: 1\342\200\251b: 2\n"),
	  "x.yaml:1:5: error: an invisible or control character (U+2029) may not stand "
	  "here [yaml-character]\n"
	  "    1 | a: 1\\u{2029}b: 2\n"
	  "      |     ^\n" },
	{ "a_lone_return_cannot_hide_a_key",
	  TEXT("a: 1\rb: 2\n"),
	  "x.yaml:1:5: error: a lone carriage return is no end of line [yaml-lone-cr]\n"
	  "    1 | a: 1\\u{d}b: 2\n"
	  "      |     ^\n" },
	{ "an_escape_sequence_is_refused",
	  TEXT("a: \033[31mrood\n"),
	  "x.yaml:1:4: error: an invisible or control character (U+001B) may not stand "
	  "here [yaml-character]\n"
	  "    1 | a: \\u{1b}[31mrood\n"
	  "      |    ^\n" },
	{ "a_bidirectional_control_is_refused",
	  TEXT("a: x\342\200\256gpj.exe\n"),
	  "x.yaml:1:5: error: an invisible or control character (U+202E) may not stand "
	  "here [yaml-character]\n"
	  "    1 | a: x\\u{202e}gpj.exe\n"
	  "      |     ^\n" },
	{ "an_escaped_bidirectional_control_is_refused",
	  TEXT("a: \"x\\u202egpj\"\n"),
	  "x.yaml:1:4: error: this text has an invisible or control character in it as "
	  "an escape [yaml-escaped]\n"
	  "    1 | a: \"x\\u202egpj\"\n"
	  "      |    ^\n" },
	{ "a_zero_width_character_is_refused",
	  TEXT("schul\342\200\213den: 1\n"),
	  "x.yaml:1:6: error: an invisible or control character (U+200B) may not stand "
	  "here [yaml-character]\n"
	  "    1 | schul\\u{200b}den: 1\n"
	  "      |      ^\n" },
	{ "a_mark_in_the_middle_is_refused",
	  TEXT("a: 1\n"
	  "b: \357\273\2772\n"),
	  "x.yaml:2:4: error: an invisible or control character (U+FEFF) may not stand "
	  "here [yaml-character]\n"
	  "    2 | b: \\u{feff}2\n"
	  "      |    ^\n" },
	{ "several_bad_bytes_are_all_named",
	  TEXT("a: \001\n"
	  "b: caf\351\n"
	  "%x\n"),
	  "x.yaml:1:4: error: an invisible or control character (U+0001) may not stand "
	  "here [yaml-character]\n"
	  "    1 | a: \\u{1}\n"
	  "      |    ^\n"
	  "x.yaml:2:7: error: this byte is not valid UTF-8; save the file as UTF-8 "
	  "[yaml-encoding]\n"
	  "    2 | b: caf\\x{e9}\n"
	  "      |       ^\n"
	  "x.yaml:3:1: error: no line may start with '%' except '%YAML' [yaml-directive]\n"
	  "    3 | %x\n"
	  "      | ^\n" },
	{ "an_open_quote_is_shown_where_it_begins",
	  TEXT("a: 1\n"
	  "b: 'open\n"
	  "c: 2\n"),
	  "x.yaml:2:4: error: the quotes that start here are not closed [yaml-open-quote]\n"
	  "    2 | b: 'open\n"
	  "      |    ^\n" },
	{ "a_colon_inside_a_text_is_explained",
	  TEXT("a: Let op: dit gaat mis\n"),
	  "x.yaml:1:10: error: unexpected colon; put a text that has ': ' in it between "
	  "quotes [yaml-colon]\n"
	  "    1 | a: Let op: dit gaat mis\n"
	  "      |          ^\n" },
	{ "an_open_list_is_explained",
	  TEXT("a: [b, c\n"
	  "d: 1\n"),
	  "x.yaml:2:2: error: the list that starts on line 1 is not closed properly "
	  "with ']' [yaml-open-list]\n"
	  "    2 | d: 1\n"
	  "      |  ^\n" },
	{ "an_open_block_is_explained",
	  TEXT("a: {b: c\n"
	  "d: 1\n"),
	  "x.yaml:2:2: error: the block that starts on line 1 is not closed properly "
	  "with '}' [yaml-open-map]\n"
	  "    2 | d: 1\n"
	  "      |  ^\n" },
	{ "a_missing_colon_is_explained",
	  TEXT("a: 1\n"
	  "bb\n"
	  "c: 2\n"),
	  "x.yaml:2:1: error: a colon is missing after this key [yaml-no-colon]\n"
	  "    2 | bb\n"
	  "      | ^\n" },
	{ "wrong_indentation_is_explained",
	  TEXT("a:\n"
	  "  b: 1\n"
	  " c: 2\n"),
	  "x.yaml:3:2: error: the indentation does not fit the block that starts on "
	  "line 1 [yaml-indent]\n"
	  "    3 |  c: 2\n"
	  "      |  ^\n" },
	{ "a_list_inside_a_mapping_is_explained",
	  TEXT("a: 1\n"
	  "- b\n"),
	  "x.yaml:2:1: error: the indentation does not fit the block that starts on "
	  "line 1 [yaml-indent]\n"
	  "    2 | - b\n"
	  "      | ^\n" },
	{ "an_unknown_escape_is_explained",
	  TEXT("a: \"c:\\pad\"\n"),
	  "x.yaml:1:7: error: unknown escape in a text between double quotes "
	  "[yaml-escape]\n"
	  "    1 | a: \"c:\\pad\"\n"
	  "      |       ^\n" },
	{ "a_strange_first_character_is_explained",
	  TEXT("a: @pad\n"),
	  "x.yaml:1:4: error: a value cannot start with this character; put quotes "
	  "around it [yaml-start]\n"
	  "    1 | a: @pad\n"
	  "      |    ^\n" },
	{ "a_key_that_is_a_list_is_refused",
	  TEXT("? [a, b]\n"
	  ": 1\n"),
	  "x.yaml:1:3: error: a key must be a word [yaml-key]\n"
	  "    1 | ? [a, b]\n"
	  "      |   ^\n" },
	{ "the_version_of_yaml_must_be_known",
	  TEXT("%YAML 3.0\n"
	  "---\n"
	  "a: 1\n"),
	  "x.yaml:1:1: error: this is not valid YAML (found incompatible YAML document) "
	  "[yaml-syntax]\n"
	  "    1 | %YAML 3.0\n"
	  "      | ^\n" },
};

static const struct yaml_case fine[] = {
	{ "a_byte_order_mark_is_fine",
	  TEXT("\357\273\277a: 1\n"),
	  "{a: 1}" },
	{ "windows_line_ends_are_fine",
	  TEXT("a: 1\r\n"
	  "b:\r\n"
	  "  - x\r\n"),
	  "{a: 1, b: [x]}" },
	{ "no_newline_at_the_end_is_fine",
	  TEXT("a: 1"),
	  "{a: 1}" },
	{ "trailing_blanks_are_fine",
	  TEXT("a: 1  \n"
	  "b: x\t\n"),
	  "{a: 1, b: x}" },
	{ "a_tab_after_a_colon_is_fine",
	  TEXT("a:\t1\n"),
	  "{a: 1}" },
	{ "comments_are_fine",
	  TEXT("# x\n"
	  "a: 1 # y\n"
	  "\n"
	  "# z\n"),
	  "{a: 1}" },
	{ "all_quotes_mean_the_same",
	  TEXT("a: x\n"
	  "b: 'x'\n"
	  "c: \"x\"\n"),
	  "{a: x, b: x, c: x}" },
	{ "a_quoted_key_is_a_key",
	  TEXT("\"a\": 1\n"),
	  "{a: 1}" },
	{ "a_version_of_yaml_is_fine",
	  TEXT("%YAML 1.1\n"
	  "---\n"
	  "a: 1\n"),
	  "{a: 1}" },
	{ "a_document_with_begin_and_end_is_fine",
	  TEXT("---\n"
	  "a: 1\n"
	  "...\n"),
	  "{a: 1}" },
	{ "json_is_fine",
	  TEXT("{\"a\": [1, 2.5, true, null], \"b\":{\"c\":\"d\\/e\\u00e9\"}}\n"),
	  "{a: [1, 2.5, true, null], b: {c: d/e\303\251}}" },
	{ "json_indented_with_tabs_is_fine",
	  TEXT("{\n"
	  "\t\"a\": 1,\n"
	  "\t\"b\": [\n"
	  "\t\t2\n"
	  "\t]\n"
	  "}\n"),
	  "{a: 1, b: [2]}" },
	{ "no_and_yes_stay_text",
	  TEXT("a: no\n"
	  "b: off\n"
	  "c: ~\n"
	  "d: 012\n"
	  "e: 1:30\n"
	  "f: 2026-11-21\n"
	  "g: 1_000\n"
	  "h: 0o7\n"
	  "i: .inf\n"),
	  "{a: no, b: off, c: ~, d: 012, e: 1:30, f: 2026-11-21, g: 1_000, h: 0o7, i: .inf}" },
	{ "an_empty_value_is_an_empty_text",
	  TEXT("a:\n"
	  "b: ''\n"
	  "c: [ ]\n"
	  "d: {}\n"),
	  "{a: , b: , c: [], d: {}}" },
	{ "folded_and_literal_texts_are_read",
	  TEXT("a: >\n"
	  "  x\n"
	  "  y\n"
	  "b: |\n"
	  "  x\n"
	  "  y\n"),
	  "{a: x y\n"
	  ", b: x\n"
	  "y\n"
	  "}" },
	{ "accents_and_pictures_are_fine",
	  TEXT("a: Ma'maatje dreumes-caf\303\251 \360\237\221\266\n"),
	  "{a: Ma'maatje dreumes-caf\303\251 \360\237\221\266}" },
	{ "thirty_two_levels_are_fine",
	  TEXT("a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n"),
	  "{a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}" },
};

struct reading {
	struct ks_arena arena;
	struct ks_diag diag;
	struct ks_source_text in;
	const struct ks_node *root;
};

static void read_start(struct reading *r, const char *text, size_t len)
{
	ks_arena_init(&r->arena);
	ks_diag_init(&r->diag, &r->arena);
	r->in = (struct ks_source_text){ .name = "x.yaml", .text = text, .len = len };
	r->root = ks_yaml_read(&r->arena, &r->in, &r->diag);
	ks_diag_sort(&r->diag);
}

static const char *diagnostics(struct reading *r)
{
	struct ks_buf buf;

	ks_buf_init(&buf, &r->arena);
	for (const struct ks_diag_item *item = r->diag.first; item; item = item->next)
		ks_diag_format(&buf, KS_EN, item);
	return buf.text;
}

static void put_node(struct ks_buf *buf, const struct ks_node *node)
{
	if (node->kind == KS_SCALAR) {
		ks_buf_add(buf, node->text);
		return;
	}
	ks_buf_addc(buf, node->kind == KS_MAP ? '{' : '[');
	for (const struct ks_node *kid = node->kids; kid; kid = kid->next) {
		if (kid->key)
			ks_buf_addf(buf, "%s: ", kid->key);
		put_node(buf, kid);
		ks_buf_add(buf, kid->next ? ", " : "");
	}
	ks_buf_addc(buf, node->kind == KS_MAP ? '}' : ']');
}

static void is_refused(void **state)
{
	const struct yaml_case *c = *state;
	struct reading r;

	read_start(&r, c->text, c->len);
	assert_null(r.root);
	assert_string_equal(diagnostics(&r), c->expected);
	ks_arena_release(&r.arena);
}

static void is_fine(void **state)
{
	const struct yaml_case *c = *state;
	struct reading r;
	struct ks_buf buf;

	read_start(&r, c->text, c->len);
	assert_string_equal(diagnostics(&r), "");
	ks_buf_init(&buf, &r.arena);
	put_node(&buf, r.root);
	assert_string_equal(buf.text, c->expected);
	ks_arena_release(&r.arena);
}

static void places_count_lines_and_characters_from_one(void **state)
{
	static const char text[] = "\xef\xbb\xbf" "a: {\xc3\xa9: x, b: y}\n";
	const struct ks_node *b;
	struct reading r;

	(void)state;
	read_start(&r, text, sizeof(text) - 1);
	b = ks_node_get(ks_node_get(r.root, "a"), "b");
	assert_int_equal(ks_key_loc(b).line, 1);
	assert_int_equal(ks_key_loc(b).col, 11);
	assert_int_equal(b->loc.col, 14);
	assert_ptr_equal(b->loc.in, &r.in);
	ks_arena_release(&r.arena);
}

static void plain_and_quoted_are_told_apart(void **state)
{
	static const char text[] = "a: 1\nb: '1'\n";
	struct reading r;

	(void)state;
	read_start(&r, text, sizeof(text) - 1);
	assert_true(ks_node_get(r.root, "a")->plain);
	assert_false(ks_node_get(r.root, "b")->plain);
	assert_null(ks_node_get(r.root, "c"));
	ks_arena_release(&r.arena);
}

/* Large hostile files: an answer within a second, and one that names the limit. */

static char *filled(struct ks_arena *arena, size_t len, const char *piece)
{
	size_t n = strlen(piece);
	char *text = ks_alloc(arena, len + 1);

	for (size_t i = 0; i < len; i++)
		text[i] = piece[i % n];
	return text;
}

static void is_refused_quickly(const char *start, size_t len, const char *piece,
			       const char *expected)
{
	struct ks_arena arena;
	struct reading r;
	clock_t before;
	char *text;

	ks_arena_init(&arena);
	text = filled(&arena, len, piece);
	memcpy(text, start, strlen(start));
	before = clock();
	read_start(&r, text, len);
	assert_true(clock() - before < CLOCKS_PER_SEC);
	assert_null(r.root);
	assert_non_null(strstr(diagnostics(&r), expected));
	ks_arena_release(&r.arena);
	ks_arena_release(&arena);
}

#define FULL ((size_t)KS_YAML_MAX_FILE)

static void a_megabyte_of_brackets_is_refused_quickly(void **state)
{
	(void)state;
	is_refused_quickly("a: ", FULL, "[", "nested more than 32 levels deep [yaml-depth]\n");
}

static void a_megabyte_of_dashes_is_refused_quickly(void **state)
{
	(void)state;
	is_refused_quickly("a:\n", FULL, "- ", "nested more than 32 levels deep [yaml-depth]\n");
}

static void a_megabyte_of_braces_is_refused_quickly(void **state)
{
	(void)state;
	is_refused_quickly("a: ", FULL, "{a: ", "nested more than 32 levels deep [yaml-depth]\n");
}

static void a_flood_of_tag_directives_is_refused_quickly(void **state)
{
	(void)state;
	is_refused_quickly("", FULL, "%TAG !a! !b\n", "too many errors in this file");
}

static void a_flood_of_anchors_is_refused_quickly(void **state)
{
	(void)state;
	is_refused_quickly("a: [x,", FULL, "&a x, ", "too many errors in this file");
}

static void a_flood_of_values_is_refused_quickly(void **state)
{
	(void)state;
	is_refused_quickly("a: [", FULL, "x,", "more than 60000 values in one file [yaml-nodes]\n");
}

static void a_flood_of_double_keys_is_refused_quickly(void **state)
{
	(void)state;
	is_refused_quickly("b: 1\n", FULL / 10, "a: 1\n", "too many errors in this file");
}

static void a_flood_of_controls_is_refused_quickly(void **state)
{
	(void)state;
	is_refused_quickly("", FULL, "\001", "too many errors in this file");
}

static void a_very_long_text_is_refused(void **state)
{
	(void)state;
	is_refused_quickly("a: ", 70000, "x", "this text is longer than 65536 bytes [yaml-scalar]\n");
}

static void a_file_over_a_megabyte_is_refused(void **state)
{
	(void)state;
	is_refused_quickly("a: ", FULL + 1, "x", "the file is larger than 1 MiB [file-too-large]\n");
}

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

int main(void)
{
	const struct CMUnitTest others[] = {
		cmocka_unit_test(places_count_lines_and_characters_from_one),
		cmocka_unit_test(plain_and_quoted_are_told_apart),
		cmocka_unit_test(a_megabyte_of_brackets_is_refused_quickly),
		cmocka_unit_test(a_megabyte_of_dashes_is_refused_quickly),
		cmocka_unit_test(a_megabyte_of_braces_is_refused_quickly),
		cmocka_unit_test(a_flood_of_tag_directives_is_refused_quickly),
		cmocka_unit_test(a_flood_of_anchors_is_refused_quickly),
		cmocka_unit_test(a_flood_of_values_is_refused_quickly),
		cmocka_unit_test(a_flood_of_double_keys_is_refused_quickly),
		cmocka_unit_test(a_flood_of_controls_is_refused_quickly),
		cmocka_unit_test(a_very_long_text_is_refused),
		cmocka_unit_test(a_file_over_a_megabyte_is_refused),
	};
	struct CMUnitTest tests[COUNT(refused) + COUNT(fine) + COUNT(others)];
	size_t n = 0;

	for (size_t i = 0; i < COUNT(refused); i++)
		tests[n++] = (struct CMUnitTest){ refused[i].name, is_refused, NULL, NULL,
						  (void *)(uintptr_t)&refused[i] };
	for (size_t i = 0; i < COUNT(fine); i++)
		tests[n++] = (struct CMUnitTest){ fine[i].name, is_fine, NULL, NULL,
						  (void *)(uintptr_t)&fine[i] };
	memcpy(&tests[n], others, sizeof(others));
	return cmocka_run_group_tests_name("cards/yaml", tests, NULL, NULL);
}
