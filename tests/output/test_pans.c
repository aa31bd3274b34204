/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/output/pans.h"

/* "Aanmelden" may be said to a parent, "melden" may not. */
static void words_that_feed_a_fear_are_kept_from_the_table(void **state)
{
	static const char *const kept[] = {
		"We melden dit.",	 "Melding doen",	"de meldcode",
		"is gemeld bij",	 "Veilig Thuis",	"bel VEILIG THUIS",
		"Raad voor de Kinderbescherming", "We report this", "een uithuisplaatsing", "OTS",
	};
	static const char *const said[] = {
		"Samen aanmelden bij de cursus", "We melkten de koe", "vermeld staan", "",
		"Een veilig huis", "thuis", "plots", "afgemeld", "support", "Botsing",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		if (ks_table_may_say(kept[i]))
			fail_msg("may be said: %s", kept[i]);
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		if (!ks_table_may_say(said[i]))
			fail_msg("kept back: %s", said[i]);
}

static void weeks_are_said_as_people_say_them(void **state)
{
	struct ks_arena arena;
	struct ks_out out;

	(void)state;
	ks_arena_init(&arena);
	ks_out_init(&out, &arena, stdout, stderr);
	assert_string_equal(ks_week_words(&out, 14 * 7 + 3), "14 weken en 3 dagen");
	assert_string_equal(ks_week_words(&out, 14 * 7 + 1), "14 weken en 1 dag");
	assert_string_equal(ks_week_words(&out, 14 * 7), "14 weken");
	ks_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_that_feed_a_fear_are_kept_from_the_table),
		cmocka_unit_test(weeks_are_said_as_people_say_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
