/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/msg.h"
#include "ks/base/str.h"

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

/* True when every {field} of a stands in b too. */
static bool fields_stand_in(const char *a, const char *b)
{
	while ((a = strchr(a, '{')) != NULL) {
		const char *close = strchr(a, '}');
		char field[80] = "";

		if (!close || (size_t)(close - a) + 2 > sizeof(field))
			return false;
		memcpy(field, a, (size_t)(close - a) + 1);
		if (!strstr(b, field))
			return false;
		a = close;
	}
	return true;
}

static void every_sentence_is_complete_in_both_languages(void **state)
{
	for (int i = 0; i < KS_MSG_LAST; i++) {
		const char *nl = ks_msg_text(KS_NL, (enum ks_msg)i);
		const char *en = ks_msg_text(KS_EN, (enum ks_msg)i);
		const char *code = ks_msg_code(*state, (enum ks_msg)i);

		if (!*nl || !*en)
			fail_msg("%s: empty", code);
		if (!fields_stand_in(nl, en) || !fields_stand_in(en, nl))
			fail_msg("%s: fields differ between the languages", code);
	}
}

static void every_code_is_an_id_of_its_own(void **state)
{
	for (int i = 0; i < KS_MSG_LAST; i++) {
		const char *code = ks_msg_code(*state, (enum ks_msg)i);

		assert_true(ks_is_id(code));
		assert_null(strstr(code, "--"));
	}
	assert_string_equal(ks_msg_code(*state, KS_MSG_did_you_mean), "did-you-mean");
}

static void a_field_is_replaced_by_its_value(void **state)
{
	assert_string_equal(ks_msg_make(*state, KS_EN, KS_MSG_did_you_mean,
					KS_ARGS({ "other", "x" }, { "near", "urgency" })),
			    "did you mean 'urgency'?");
	assert_string_equal(ks_msg_make(*state, KS_NL, KS_MSG_did_you_mean,
					KS_ARGS({ "near", "roken" })),
			    "bedoelde u 'roken'?");
}

static void a_value_is_not_read_for_fields_again(void **state)
{
	assert_string_equal(ks_msg_make(*state, KS_EN, KS_MSG_did_you_mean,
					KS_ARGS({ "near", "{near}%s{" })),
			    "did you mean '{near}%s{'?");
}

static void an_unknown_field_is_left_as_it_stands(void **state)
{
	static const char as_it_stands[] = "did you mean '{near}'?";

	assert_string_equal(ks_msg_make(*state, KS_EN, KS_MSG_did_you_mean, NULL), as_it_stands);
	assert_string_equal(ks_msg_make(*state, KS_EN, KS_MSG_did_you_mean,
					KS_ARGS({ "nea", "x" }, { "nearby", "x" })),
			    as_it_stands);
	assert_string_equal(ks_msg_make(*state, KS_EN, KS_MSG_did_you_mean,
					KS_ARGS({ "near", NULL })),
			    as_it_stands);
}

static void a_text_falls_back_on_the_other_language(void **state)
{
	const struct ks_text both = { "hulp", "help" }, dutch = { "hulp", NULL };
	const struct ks_text english = { NULL, "help" }, none = { NULL, NULL };

	(void)state;
	assert_string_equal(ks_text_in(both, KS_NL), "hulp");
	assert_string_equal(ks_text_in(both, KS_EN), "help");
	assert_string_equal(ks_text_in(dutch, KS_EN), "hulp");
	assert_string_equal(ks_text_in(english, KS_NL), "help");
	assert_string_equal(ks_text_in(none, KS_NL), "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start_arena, end_arena)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_sentence_is_complete_in_both_languages),
		TEST(every_code_is_an_id_of_its_own),
		TEST(a_field_is_replaced_by_its_value),
		TEST(a_value_is_not_read_for_fields_again),
		TEST(an_unknown_field_is_left_as_it_stands),
		TEST(a_text_falls_back_on_the_other_language),
	};

	return cmocka_run_group_tests_name("msg", tests, NULL, NULL);
}
