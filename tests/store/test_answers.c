/* SPDX-License-Identifier: EUPL-1.2 */
/* Answers as they are kept: to text and back, and texts that ks never wrote. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/store/answers.h"

static const struct ks_factor roken = { .id = "roken" }, present = { .id = "present" };

struct spot {
	struct ks_arena arena;
};

static int start(void **state)
{
	static struct spot spot;

	ks_arena_init(&spot.arena);
	*state = &spot;
	return 0;
}

static int end(void **state)
{
	struct spot *spot = *state;

	ks_arena_release(&spot->arena);
	return 0;
}

static void none_are_no_text(void **state)
{
	struct spot *spot = *state;
	struct ks_answer_words words = { .rest = ks_strdup(&spot->arena, "") };

	assert_string_equal(ks_answers_text(&spot->arena, NULL, 0), "");
	assert_false(ks_answers_next(&words));
	assert_false(words.damaged);
}

static void what_stays_the_same_is_said_once(void **state)
{
	struct spot *spot = *state;
	const struct ks_answer answers[] = {
		{ &roken, KS_MOTHER, KS_PRESENT, KS_BY_SELF, 0, 0 },
		{ &present, KS_MOTHER, KS_PRESENT, KS_BY_SELF, 0, 0 },
		{ &roken, KS_PARTNER, KS_NOT_ASKED, KS_BY_SELF, 0, 0 },
		{ &roken, KS_PARTNER, KS_NOT_ASKED, KS_BY_FILE, 0, 0 },
	};

	assert_string_equal(ks_answers_text(&spot->arena, answers, 4),
			    "self: mother: present: roken present partner: not-asked: roken "
			    "file: roken");
}

/* Every one after every other: 3 x 5 x 4 of them, in an order that changes all and one. */
static void every_answer_comes_back_as_it_was(void **state)
{
	enum { ALL = KS_BYS * KS_SUBJECTS * 4 };
	struct spot *spot = *state;
	struct ks_answer answers[ALL * ALL];
	struct ks_answer_words words = { .damaged = false };

	for (int i = 0; i < ALL * ALL; i++) {
		int kind = i % 2 ? i / 2 / ALL % ALL : i / 2 % ALL;

		answers[i] = (struct ks_answer){ kind % 2 ? &roken : &present,
						 (enum ks_subject)(kind % KS_SUBJECTS),
						 (enum ks_reply)(kind / KS_SUBJECTS % 4),
						 (enum ks_by)(kind / KS_SUBJECTS / 4), 0, 0 };
	}
	words.rest = ks_strdup(&spot->arena, ks_answers_text(&spot->arena, answers, ALL * ALL));
	for (int i = 0; i < ALL * ALL; i++) {
		assert_true(ks_answers_next(&words));
		assert_string_equal(words.id, answers[i].factor->id);
		assert_int_equal(words.subject, answers[i].subject);
		assert_int_equal(words.reply, answers[i].reply);
		assert_int_equal(words.by, answers[i].by);
	}
	assert_false(ks_answers_next(&words));
	assert_false(words.damaged);
}

static void a_text_that_was_never_written_is_damage(void **state)
{
	static const char *const texts[] = {
		"roken", " ", ":", "self: mother: roken", "self: present: roken",
		"mother: present: roken", "self: mother: present:  roken", "zelf: mother: present: roken",
		"self: mother: present: roken x:", "self:mother: roken",
	};
	struct spot *spot = *state;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct ks_answer_words words = { .rest = ks_strdup(&spot->arena, texts[i]) };

		while (ks_answers_next(&words))
			assert_string_equal(words.id, "roken");
		if (!words.damaged)
			fail_msg("taken for ours: '%s'", texts[i]);
		assert_false(ks_answers_next(&words));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, start, end)
		TEST(none_are_no_text),
		TEST(what_stays_the_same_is_said_once),
		TEST(every_answer_comes_back_as_it_was),
		TEST(a_text_that_was_never_written_is_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
