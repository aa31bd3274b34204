/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/base/utf8.h"

static void code_points_are_decoded_strictly(void **state)
{
	static const struct {
		const char *s;
		size_t len;		/* 0: refused */
		uint32_t point;
	} cases[] = {
		{ "a", 1, 'a' },
		{ "\x7F", 1, 0x7F },
		{ "\xC2\x80", 2, 0x80 },
		{ "\xC3\xAB", 2, 0xEB },
		{ "\xE0\xA0\x80", 3, 0x800 },
		{ "\xED\x9F\xBF", 3, 0xD7FF },
		{ "\xEE\x80\x80", 3, 0xE000 },
		{ "\xF0\x90\x80\x80", 4, 0x10000 },
		{ "\xF4\x8F\xBF\xBF", 4, 0x10FFFF },
		{ "\xC0\x80", 0, 0 },		/* overlong NUL */
		{ "\xC1\xBF", 0, 0 },		/* overlong DEL */
		{ "\xE0\x9F\xBF", 0, 0 },	/* overlong 7FF */
		{ "\xF0\x8F\xBF\xBF", 0, 0 },	/* overlong FFFF */
		{ "\xED\xA0\x80", 0, 0 },	/* surrogate D800 */
		{ "\xED\xBF\xBF", 0, 0 },	/* surrogate DFFF */
		{ "\xF4\x90\x80\x80", 0, 0 },	/* 110000 */
		{ "\xF5\x80\x80\x80", 0, 0 },
		{ "\xFF", 0, 0 },
		{ "\x80", 0, 0 },		/* continuation alone */
		{ "\xC3", 0, 0 },		/* cut off */
		{ "\xE2\x82", 0, 0 },
		{ "\xC3" "a", 0, 0 },
		{ "", 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		uint32_t point = 0;
		size_t n = ks_utf8_decode(cases[i].s, strlen(cases[i].s), &point);

		assert_int_equal(n, cases[i].len);
		assert_int_equal(point, cases[i].point);
	}
}

static void characters_that_cannot_be_seen_are_forbidden(void **state)
{
	static const uint32_t bad[] = {
		0x00, 0x07, 0x09, 0x0A, 0x0D, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9B, 0x9F, 0xAD,
		0x061C, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A,
		0x202E, 0x2060, 0x2064, 0x2066, 0x2069, 0x206F, 0x2800, 0x3164, 0xFDD0, 0xFE0F,
		0xFEFF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF, 0xE0001, 0xE0041, 0xE007F, 0xE0100,
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_true(ks_utf8_is_forbidden(bad[i]));
}

static void letters_of_any_language_are_welcome(void **state)
{
	static const uint32_t good[] = {
		' ', '~', 0xA0, 0xE9, 0x0301, 0x0142, 0x011F, 0x0628, 0x064B, 0x05D0, 0x0939,
		0x1200, 0x2019, 0x2026, 0x20AC, 0x4E2D, 0xAC00, 0xFFFD, 0x1F476,
	};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_false(ks_utf8_is_forbidden(good[i]));
}

static void the_first_bad_byte_is_found(void **state)
{
	static const struct {
		const char *s;
		bool newlines;
		size_t at;
	} cases[] = {
		{ "zo\xC3\xABven", false, 7 },
		{ "a\nb\tc", true, 5 },
		{ "a\nb\tc", false, 1 },
		{ "ab\tc", false, 2 },
		{ "a\r\n", true, 1 },
		{ "ab\x1B[2J", true, 2 },
		{ "caf\xE9", true, 3 },
		{ "a\xC2\x85" "b", true, 1 },
		{ "ab\xE2\x80\xAE" "c", true, 2 },
		{ "\xEF\xBB\xBFx", true, 0 },
		{ "", true, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(ks_utf8_find_bad(cases[i].s, strlen(cases[i].s), cases[i].newlines),
				 cases[i].at);
	assert_int_equal(ks_utf8_find_bad("a\0b", 3, true), 1);
}

static void width_is_counted_in_columns(void **state)
{
	static const struct {
		const char *s;
		int width;
	} cases[] = {
		{ "", 0 },
		{ "moeder", 6 },
		{ "\xC3\xA9\xC3\xA9n", 3 },			/* precomposed */
		{ "e\xCC\x81\x65\xCC\x81n", 3 },		/* combining */
		{ "\xE4\xB8\xAD\xE6\x96\x87", 4 },		/* two wide ones */
		{ "\xF0\x9F\x91\xB6", 2 },			/* picture */
		{ "a\xE2\x80\x8B" "b", 2 },			/* zero width */
		{ "\xCC\x81", 0 },
		{ "a\xFF" "b", 3 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(ks_utf8_width(cases[i].s), cases[i].width);
	assert_int_equal(ks_utf8_width_n("\xC3\xA9\xC3\xA9n", 4), 2);
}

static void hostile_text_is_shown_and_not_obeyed(void **state)
{
	static const struct {
		const char *s, *shown;
	} cases[] = {
		{ "gewoon \xE2\x82\xAC 5", "gewoon \xE2\x82\xAC 5" },
		{ "\x1B[2J", "\\u{1b}[2J" },
		{ "a\nb", "a\\u{a}b" },
		{ "a\tb", "a\\u{9}b" },
		{ "\xC2\x9B" "31m", "\\u{9b}31m" },
		{ "x\xE2\x80\xAEy", "x\\u{202e}y" },
		{ "x\xF3\xA0\x81\x81y", "x\\u{e0041}y" },
		{ "caf\xE9!", "caf\\x{e9}!" },
		{ "\xED\xA0\x80", "\\x{ed}\\x{a0}\\x{80}" },
		{ "", "" },
	};
	struct ks_arena arena;

	(void)state;
	ks_arena_init(&arena);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ks_buf buf;

		ks_buf_init(&buf, &arena);
		ks_utf8_add_safe(&buf, cases[i].s);
		assert_string_equal(buf.text, cases[i].shown);
		assert_int_equal(ks_utf8_find_bad(buf.text, buf.len, false), buf.len);
		assert_string_equal(ks_utf8_safe(&arena, cases[i].s), cases[i].shown);
	}
	ks_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(code_points_are_decoded_strictly),
		cmocka_unit_test(characters_that_cannot_be_seen_are_forbidden),
		cmocka_unit_test(letters_of_any_language_are_welcome),
		cmocka_unit_test(the_first_bad_byte_is_found),
		cmocka_unit_test(width_is_counted_in_columns),
		cmocka_unit_test(hostile_text_is_shown_and_not_obeyed),
	};

	return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
