/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/date.h"
#include "ks/base/utf8.h"
#include "ks/output/out.h"

struct page {
	struct ks_arena arena;
	struct ks_out out;
};

static int start(void **state)
{
	static struct page page;

	ks_arena_init(&page.arena);
	ks_out_init(&page.out, &page.arena, stdout, stderr);
	page.out.width = 30;
	*state = &page;
	return 0;
}

static int end(void **state)
{
	struct page *page = *state;

	ks_arena_release(&page->arena);
	return 0;
}

static void words_are_wrapped_and_stay_whole(void **state)
{
	struct page *page = *state;

	ks_out_wrapped(&page->out, 2, "- ", "een twee drie vier vijf zes zeven acht");
	ks_out_wrapped(&page->out, 0, "", "prenataal-huisbezoek@jgz-verpleegkundige nu");
	ks_out_wrapped(&page->out, 0, "1. ", "");
	assert_string_equal(page->out.text.text, "  - een twee drie vier vijf\n"
						 "    zes zeven acht\n"
						 "prenataal-huisbezoek@jgz-verpleegkundige\n"
						 "nu\n"
						 "1. \n");
}

static void letters_of_more_than_a_byte_take_one_column(void **state)
{
	struct page *page = *state;

	ks_out_wrapped(&page->out, 0, "", "cliënten één éénéénéénéénééné x");
	assert_string_equal(page->out.text.text, "cliënten één éénéénéénéénééné\nx\n");
}

static void what_was_stored_can_not_steer_the_terminal(void **state)
{
	struct page *page = *state;

	ks_out_wrapped(&page->out, 0, "", "a\033[2J b\nVastgelegd\tals \xE2\x80\xAE x\xFF");
	ks_out_msg(&page->out, 0, KS_MSG_fact_value_due, NULL);
	ks_out_msg(&page->out, 0, KS_MSG_case_phase, KS_ARGS({ "phase", "a\nb\033c" }));
	assert_null(strchr(page->out.text.text, '\033'));
	assert_non_null(strstr(page->out.text.text, "a\\u{1b}[2J b Vastgelegd als"));
	assert_non_null(strstr(page->out.text.text, "\\u{202e}"));
	assert_non_null(strstr(page->out.text.text, "\\x{ff}"));
	assert_non_null(strstr(page->out.text.text, "a b\\u{1b}c\n"));
}

static void an_example_in_a_sentence_keeps_its_own_line(void **state)
{
	struct page *page = *state;

	ks_out_msg(&page->out, 0, KS_MSG_help_case_end, NULL);
	assert_non_null(strstr(page->out.text.text, "\n\n  ks case end K7QX --date\n      2026-12-03\n"));
}

static void a_heading_is_underlined_in_columns(void **state)
{
	struct page *page = *state;

	ks_out_heading(&page->out, "Eén");
	assert_string_equal(page->out.text.text, "Eén\n---\n");
	page->out.color = true;
	ks_out_heading(&page->out, "Eén");
	assert_non_null(strstr(page->out.text.text, "\033[1mEén\n\033[0m---\n"));
}

static void days_are_written_in_words(void **state)
{
	struct page *page = *state;

	assert_string_equal(ks_day_words(&page->out, ks_day_of(2026, 11, 21)), "21 november 2026");
	assert_string_equal(ks_day_words(&page->out, ks_day_of(2027, 5, 1)), "1 mei 2027");
	assert_string_equal(ks_day_words(&page->out, KS_NO_DAY), "");
	page->out.lang = KS_EN;
	assert_string_equal(ks_day_words(&page->out, ks_day_of(2024, 2, 29)), "29 February 2024");
}

static void a_full_device_is_seen(void **state)
{
	struct page *page = *state;

	page->out.out = fopen("/dev/full", "w");
	assert_non_null(page->out.out);
	ks_out_blank(&page->out);
	assert_int_equal(ks_out_flush(&page->out), KS_STORE);
	fclose(page->out.out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(words_are_wrapped_and_stay_whole, start, end),
		cmocka_unit_test_setup_teardown(letters_of_more_than_a_byte_take_one_column, start, end),
		cmocka_unit_test_setup_teardown(what_was_stored_can_not_steer_the_terminal, start, end),
		cmocka_unit_test_setup_teardown(an_example_in_a_sentence_keeps_its_own_line, start, end),
		cmocka_unit_test_setup_teardown(a_heading_is_underlined_in_columns, start, end),
		cmocka_unit_test_setup_teardown(days_are_written_in_words, start, end),
		cmocka_unit_test_setup_teardown(a_full_device_is_seen, start, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
