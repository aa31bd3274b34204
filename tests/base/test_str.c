/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"

static void a_buffer_is_always_a_string(void **state)
{
	struct ks_arena arena;
	struct ks_buf buf;

	(void)state;
	ks_arena_init(&arena);
	ks_buf_init(&buf, &arena);
	assert_string_equal(buf.text, "");
	for (int i = 0; i < 500; i++) {
		ks_buf_addc(&buf, 'a');
		ks_buf_addn(&buf, "bcd", 2);
		ks_buf_addf(&buf, "%d", i % 10);
		assert_int_equal(strlen(buf.text), buf.len);
		assert_true(buf.len < buf.cap);
	}
	assert_memory_equal(buf.text, "abc0abc1abc2", 12);
	assert_int_equal(buf.len, 2000);
	ks_arena_release(&arena);
}

static void a_formatted_part_may_exactly_fill_the_buffer(void **state)
{
	struct ks_arena arena;
	struct ks_buf buf;

	(void)state;
	ks_arena_init(&arena);
	for (int n = 0; n < 200; n++) {
		ks_buf_init(&buf, &arena);
		ks_buf_addf(&buf, "%0*d", n + 1, 1);
		assert_int_equal(strlen(buf.text), n + 1);
	}
	ks_arena_release(&arena);
}

static void null_equals_only_null(void **state)
{
	(void)state;
	assert_true(ks_streq("a", "a"));
	assert_false(ks_streq("a", "b"));
	assert_false(ks_streq("a", NULL));
	assert_false(ks_streq(NULL, ""));
	assert_true(ks_streq(NULL, NULL));
	assert_true(ks_streq_any_case("Niet Gevraagd", "niet gevraagD"));
	assert_false(ks_streq_any_case("ja", "jaa"));
	assert_false(ks_streq_any_case("jaa", "ja"));
	assert_false(ks_streq_any_case("@", "`"));
	assert_false(ks_streq_any_case("", "a"));
}

static void an_id_has_small_letters_digits_and_hyphens_only(void **state)
{
	static const struct {
		const char *s;
		bool is_id;
	} cases[] = {
		{ "schulden", true }, { "a", true }, { "epds-2", true }, { "-", true },
		{ "", false }, { "Schulden", false }, { "a_b", false }, { "a b", false },
		{ "sch\xC3\xBClden", false }, { "a@partner", false },
		{ "0123456789012345678901234567890123456789012345678901234567890123", true },
		{ "01234567890123456789012345678901234567890123456789012345678901234", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(ks_is_id(cases[i].s), cases[i].is_id);
}

static void a_number_is_whole_and_within_its_bound(void **state)
{
	static const struct {
		const char *s;
		int max, value;		/* -1: refused */
	} cases[] = {
		{ "0", 10, 0 }, { "10", 10, 10 }, { "007", 10, 7 }, { "11", 10, -1 },
		{ "", 10, -1 }, { "-1", 10, -1 }, { "+1", 10, -1 }, { "1 ", 10, -1 },
		{ " 1", 10, -1 }, { "1.5", 10, -1 }, { "1e2", 1000, -1 }, { "0x7", 99, -1 },
		{ "2147483647", 2147483647, 2147483647 }, { "2147483648", 2147483647, -1 },
		{ "99999999999999999999", 2147483647, -1 }, { "5", 4, -1 }, { "0", 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int value = -1;
		bool read = ks_parse_int(cases[i].s, cases[i].max, &value);

		assert_int_equal(value, cases[i].value);
		assert_int_equal(read, cases[i].value != -1);
	}
}

static void a_list_is_cut_trimmed_and_without_empty_parts(void **state)
{
	static const struct {
		const char *s;
		size_t n;
		const char *parts[4];
	} cases[] = {
		{ "a,b", 2, { "a", "b" } },
		{ " a , b\t,\r\n", 2, { "a", "b" } },
		{ ",,a,,", 1, { "a" } },
		{ "", 0, { NULL } },
		{ " , ", 0, { NULL } },
		{ "a b,c", 2, { "a b", "c" } },
	};
	struct ks_arena arena;

	(void)state;
	ks_arena_init(&arena);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t n = 99;
		char **parts = ks_split(&arena, cases[i].s, ',', &n);

		assert_int_equal(n, cases[i].n);
		for (size_t j = 0; j < n; j++)
			assert_string_equal(parts[j], cases[i].parts[j]);
		assert_null(parts[n]);
	}
	ks_arena_release(&arena);
}

static void a_list_of_any_length_is_ended(void **state)
{
	struct ks_arena arena;
	struct ks_buf buf;

	(void)state;
	ks_arena_init(&arena);
	ks_buf_init(&buf, &arena);
	for (size_t i = 1; i <= 40; i++) {
		size_t n;

		ks_buf_add(&buf, "x;");
		assert_null(ks_split(&arena, buf.text, ';', &n)[i]);
		assert_int_equal(n, i);
	}
	ks_arena_release(&arena);
}

static void a_word_is_found_whole_and_an_empty_one_never(void **state)
{
	(void)state;
	assert_true(ks_has_word(" a bc ", "a"));
	assert_true(ks_has_word(" bcd bc ", "bc"));
	assert_false(ks_has_word(" bcd abc ", "bc"));
	assert_false(ks_has_word("bc", "bc"));
	assert_false(ks_has_word("  ", ""));
	assert_false(ks_has_word("", ""));
}

static void only_ascii_counts_as_digit_or_space(void **state)
{
	(void)state;
	for (int c = 0; c < 256; c++) {
		assert_int_equal(ks_is_digit((char)c), c >= '0' && c <= '9');
		assert_int_equal(ks_is_space((char)c), c && strchr(" \t\r\n", c) != NULL);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_buffer_is_always_a_string),
		cmocka_unit_test(a_formatted_part_may_exactly_fill_the_buffer),
		cmocka_unit_test(null_equals_only_null),
		cmocka_unit_test(an_id_has_small_letters_digits_and_hyphens_only),
		cmocka_unit_test(a_number_is_whole_and_within_its_bound),
		cmocka_unit_test(a_list_is_cut_trimmed_and_without_empty_parts),
		cmocka_unit_test(a_list_of_any_length_is_ended),
		cmocka_unit_test(a_word_is_found_whole_and_an_empty_one_never),
		cmocka_unit_test(only_ascii_counts_as_digit_or_space),
	};

	return cmocka_run_group_tests_name("str", tests, NULL, NULL);
}
