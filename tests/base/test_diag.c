/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/diag.h"
#include "ks/base/str.h"
#include "ks/base/utf8.h"

static int start_arena(void **state)
{
	static struct ks_arena arena;

	ks_arena_init(&arena);
	*state = &arena;
	return 0;
}

static int end_arena(void **state)
{
	ks_arena_release(*state);
	return 0;
}

static struct ks_source_text source(const char *name, const char *text)
{
	return (struct ks_source_text){ .name = name, .text = text, .len = strlen(text) };
}

/* One error at a place, as printed. The sentence is that of did_you_mean. */
static const char *printed(struct ks_arena *arena, struct ks_loc loc, const char *value,
			   const char *near)
{
	struct ks_diag diag;
	struct ks_buf buf;

	ks_diag_init(&diag, arena);
	ks_buf_init(&buf, arena);
	ks_error(&diag, loc, KS_MSG_did_you_mean, KS_ARGS({ "near", value }), near);
	ks_diag_format(&buf, KS_EN, diag.first);
	return buf.text;
}

static void an_error_shows_its_place_its_line_and_a_caret(void **state)
{
	struct ks_source_text in = source("cards/geldzorgen.yaml",
					  "card: geldzorgen\nsteps:\n    urgncy: soon\n");

	assert_string_equal(printed(*state, (struct ks_loc){ &in, 3, 5 }, "a", "urgency"),
		"cards/geldzorgen.yaml:3:5: error: did you mean 'a'? (did you mean 'urgency'?) "
		"[did-you-mean]\n"
		"    3 |     urgncy: soon\n"
		"      |     ^\n");
}

static void without_a_place_the_program_is_named(void **state)
{
	assert_string_equal(printed(*state, ks_nowhere(), "a", NULL),
			    "ks: error: did you mean 'a'? [did-you-mean]\n");
}

static void a_source_without_a_line_is_named_only(void **state)
{
	struct ks_source_text in = source("--present", "roken");

	assert_string_equal(printed(*state, (struct ks_loc){ &in, 0, 0 }, "a", NULL),
			    "--present: error: did you mean 'a'? [did-you-mean]\n");
	assert_string_equal(printed(*state, (struct ks_loc){ &in, 9, 4 }, "a", NULL),
			    "--present:9:4: error: did you mean 'a'? [did-you-mean]\n");
}

static void the_caret_stands_under_the_character(void **state)
{
	static const struct {
		const char *line;
		int col;
		const char *shown;
	} cases[] = {
		{ "abc", 1, "    1 | abc\n      | ^\n" },
		{ "abc", 4, "    1 | abc\n      |    ^\n" },
		{ "abc", 99, "    1 | abc\n      |    ^\n" },
		{ "abc", 0, "    1 | abc\n      | ^\n" },
		{ "", 1, "    1 | \n      | ^\n" },
		{ "abc\r\ndef", 2, "    1 | abc\n      |  ^\n" },
		{ "\tx: y", 2, "    1 |  x: y\n      |  ^\n" },
		{ "\xC3\xA9\xC3\xA9n: x", 4, "    1 | \xC3\xA9\xC3\xA9n: x\n      |    ^\n" },
		{ "\xE4\xB8\xADx", 2, "    1 | \xE4\xB8\xADx\n      |   ^\n" },
		{ "e\xCC\x81x", 3, "    1 | e\xCC\x81x\n      |  ^\n" },
		{ "\x1Bx", 2, "    1 | \\u{1b}x\n      |       ^\n" },
		{ "\xE9x", 2, "    1 | \\x{e9}x\n      |       ^\n" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ks_source_text in = source("f", cases[i].line);
		const char *out = printed(*state, (struct ks_loc){ &in, 1, cases[i].col }, "a",
					  NULL);

		assert_string_equal(strchr(out, '\n') + 1, cases[i].shown);
	}
}

static void the_last_line_is_found_without_its_newline(void **state)
{
	struct ks_source_text in = source("f", "a\nb");
	const char *out = printed(*state, (struct ks_loc){ &in, 2, 1 }, "a", NULL);

	assert_string_equal(strchr(out, '\n') + 1, "    2 | b\n      | ^\n");
}

/* The character above the caret, by columns (the text is ASCII). */
static char above_caret(const char *out)
{
	const char *line = strchr(out, '\n') + 1;
	const char *carets = strchr(line, '\n') + 1;

	return line[strcspn(carets, "^")];
}

static void a_long_line_is_cut_around_the_column(void **state)
{
	char text[5001];
	struct ks_source_text in = { .name = "f", .text = text, .len = 5000 };

	memset(text, '-', 5000);
	text[5000] = '\0';
	for (int col = 1; col <= 5000; col += 7) {
		const char *out, *line;

		text[col - 1] = '#';
		out = printed(*state, (struct ks_loc){ &in, 1, col }, "a", NULL);
		line = strchr(out, '\n') + 1;
		assert_int_equal(above_caret(out), '#');
		assert_true(strcspn(line, "\n") <= 76);
		assert_true(strcspn(strchr(line, '\n') + 1, "\n") <= 76);
		text[col - 1] = '-';
	}
}

static void a_line_that_just_fits_is_not_cut(void **state)
{
	char text[70] = "";
	struct ks_source_text in = { .name = "f", .text = text, .len = 68 };
	const char *out;

	memset(text, 'x', 68);
	out = printed(*state, (struct ks_loc){ &in, 1, 68 }, "a", NULL);
	assert_null(strstr(out, "..."));
	text[68] = 'x';
	in.len = 69;
	assert_non_null(strstr(printed(*state, (struct ks_loc){ &in, 1, 1 }, "a", NULL), "x...\n"));
}

static void a_line_of_marks_without_width_is_bounded(void **state)
{
	struct ks_source_text in = { .name = "f" };
	struct ks_buf text;
	const char *out;

	ks_buf_init(&text, *state);
	for (int i = 0; i < 100000; i++)
		ks_buf_add(&text, "\xCC\x81");
	in.text = text.text;
	in.len = text.len;
	out = printed(*state, (struct ks_loc){ &in, 1, 50000 }, "a", NULL);
	assert_true(strlen(out) < 2000);
}

static void what_was_typed_cannot_steer_the_terminal(void **state)
{
	struct ks_source_text in = source("a\x1B.yaml", "x\x1B]52;c\n");
	const char *out = printed(*state, (struct ks_loc){ &in, 1, 1 }, "b\x07\nc", "\xE2\x80\xAE");

	assert_null(strpbrk(out, "\x1B\x07"));
	assert_int_equal(ks_utf8_find_bad(out, strlen(out), true), strlen(out));
	assert_non_null(strstr(out, "a\\u{1b}.yaml:1:1: error: did you mean 'b\\u{7}\\u{a}c'?"));
	assert_non_null(strstr(out, "(did you mean '\\u{202e}'?)"));
}

static void a_nul_in_the_text_is_shown(void **state)
{
	struct ks_source_text in = { .name = "f", .text = "a\0b", .len = 3 };
	const char *out = printed(*state, (struct ks_loc){ &in, 1, 3 }, "a", NULL);

	assert_string_equal(strchr(out, '\n') + 1, "    1 | a\\u{0}b\n      |       ^\n");
}

static void errors_and_findings_are_counted_and_named(void **state)
{
	static const char *const words[] = { "note", "finding", "error" };
	struct ks_diag diag;

	ks_diag_init(&diag, *state);
	for (int severity = KS_NOTE; severity <= KS_ERROR; severity++) {
		struct ks_buf buf;
		struct ks_diag_item *item = ks_diag_add(&diag, (enum ks_severity)severity,
							ks_nowhere(), KS_MSG_note, NULL, NULL);
		char expected[40];

		ks_buf_init(&buf, *state);
		ks_diag_format(&buf, KS_EN, item);
		snprintf(expected, sizeof(expected), "ks: %s: note [note]\n", words[severity]);
		assert_string_equal(buf.text, expected);
	}
	assert_int_equal(diag.errors, 1);
	assert_int_equal(diag.findings, 1);
}

static void arguments_are_copied(void **state)
{
	char value[] = "roken";
	struct ks_diag diag;

	ks_diag_init(&diag, *state);
	ks_error(&diag, ks_nowhere(), KS_MSG_did_you_mean, KS_ARGS({ "near", value }), value);
	memset(value, 'x', sizeof(value) - 1);
	assert_string_equal(diag.first->args[0].value, "roken");
	assert_string_equal(diag.first->near, "roken");
	assert_null(diag.first->args[1].name);
}

static void items_are_ordered_by_place_and_then_by_entry(void **state)
{
	struct ks_source_text a = source("a.yaml", ""), b = source("b.yaml", "");
	const struct {
		struct ks_loc loc;
		const char *name;
	} items[] = {
		{ { &b, 1, 1 }, "4" }, { { &a, 10, 2 }, "3" }, { { &a, 9, 9 }, "1" },
		{ { &a, 10, 1 }, "2" }, { { &b, 1, 1 }, "5" }, { { NULL, 0, 0 }, "0" },
		{ { &b, 1, 1 }, "6" },
	};
	struct ks_diag diag;
	char order[16] = "";

	ks_diag_init(&diag, *state);
	for (size_t i = 0; i < sizeof(items) / sizeof(items[0]); i++)
		ks_error(&diag, items[i].loc, KS_MSG_note, KS_ARGS({ "n", items[i].name }), NULL);
	ks_diag_sort(&diag);
	for (struct ks_diag_item *item = diag.first; item; item = item->next)
		strncat(order, item->args[0].value, 1);
	assert_string_equal(order, "0123456");
	ks_error(&diag, ks_nowhere(), KS_MSG_note, KS_ARGS({ "n", "7" }), NULL);
	assert_int_equal(diag.errors, 8);
	while (diag.first->next)
		diag.first = diag.first->next;
	assert_string_equal(diag.first->args[0].value, "7");
}

static void sorting_nothing_is_fine(void **state)
{
	struct ks_diag diag;

	ks_diag_init(&diag, *state);
	ks_diag_sort(&diag);
	assert_null(diag.first);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start_arena, end_arena)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_error_shows_its_place_its_line_and_a_caret),
		TEST(without_a_place_the_program_is_named),
		TEST(a_source_without_a_line_is_named_only),
		TEST(the_caret_stands_under_the_character),
		TEST(the_last_line_is_found_without_its_newline),
		TEST(a_long_line_is_cut_around_the_column),
		TEST(a_line_that_just_fits_is_not_cut),
		TEST(a_line_of_marks_without_width_is_bounded),
		TEST(what_was_typed_cannot_steer_the_terminal),
		TEST(a_nul_in_the_text_is_shown),
		TEST(errors_and_findings_are_counted_and_named),
		TEST(arguments_are_copied),
		TEST(items_are_ordered_by_place_and_then_by_entry),
		TEST(sorting_nothing_is_fine),
	};

	return cmocka_run_group_tests_name("diag", tests, NULL, NULL);
}
