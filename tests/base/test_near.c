/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ks/base/near.h"

/* The best of a NULL-ended list, "" when none is near. */
static const char *nearest(const char *typed, const char *const *known, int *distance)
{
	struct ks_near near = { 0 };

	ks_near_start(&near, typed);
	for (; *known; known++)
		ks_near_offer(&near, *known);
	*distance = near.distance;
	return near.best ? near.best : "";
}

static void a_slip_finds_the_name_that_was_meant(void **state)
{
	static const char *const known[] = { "urgency", "within", "when", "handover", "refer_to",
					     "epds", "schulden", "roken", NULL };
	static const struct {
		const char *typed, *best;
		int distance;
	} cases[] = {
		{ "urgncy", "urgency", 1 },	/* left out */
		{ "urgencyy", "urgency", 1 },	/* doubled */
		{ "urgemcy", "urgency", 1 },	/* replaced */
		{ "ugrency", "urgency", 1 },	/* swapped: one, not two */
		{ "wehn", "when", 1 },
		{ "EPDS", "epds", 0 },
		{ "refer-to", "refer_to", 1 },
		{ "schuld", "schulden", 2 },
		{ "shculdne", "schulden", 2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int distance;

		assert_string_equal(nearest(cases[i].typed, known, &distance), cases[i].best);
		assert_int_equal(distance, cases[i].distance);
	}
}

static void a_word_of_a_name_is_nearer_than_a_slip(void **state)
{
	static const char *const known[] = { "ggz", "stevig-ouderschap-verpleegkundige",
					     "jgz-verpleegkundige", "jgz-arts", "veel-stress",
					     "ggz-crisis", NULL };
	int distance;

	(void)state;
	assert_string_equal(nearest("jgz", known, &distance), "jgz-arts");
	assert_string_equal(nearest("stress", known, &distance), "veel-stress");
	assert_string_equal(nearest("verpleegkundige", known, &distance), "jgz-verpleegkundige");
	assert_string_equal(nearest("tress", known, &distance), "");
	assert_string_equal(nearest("el", known, &distance), "");
}

static void a_different_word_finds_nothing(void **state)
{
	static const char *const known[] = { "when", "do", "why", "say", "", NULL };
	static const char *const typed[] = { "municipality", "x", "", "abc", "ok" };
	int distance;

	(void)state;
	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++)
		assert_string_equal(nearest(typed[i], known, &distance), "");
}

static void of_equally_near_names_the_first_stays(void **state)
{
	static const char *const known[] = { "kaart", "baard", NULL };
	static const char *const turned[] = { "baard", "kaart", NULL };
	int distance;

	(void)state;
	assert_string_equal(nearest("baart", known, &distance), "kaart");
	assert_string_equal(nearest("baart", turned, &distance), "baard");
}

static void very_long_names_are_left_alone(void **state)
{
	char typed[4096];
	const char *known[] = { "when", typed, NULL };
	int distance;

	(void)state;
	memset(typed, 'a', sizeof(typed) - 1);
	typed[sizeof(typed) - 1] = '\0';
	assert_string_equal(nearest(typed, known, &distance), "");
	typed[64] = '\0';
	assert_string_equal(nearest(typed, known, &distance), typed);
	assert_int_equal(distance, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_slip_finds_the_name_that_was_meant),
		cmocka_unit_test(a_word_of_a_name_is_nearer_than_a_slip),
		cmocka_unit_test(a_different_word_finds_nothing),
		cmocka_unit_test(of_equally_near_names_the_first_stays),
		cmocka_unit_test(very_long_names_are_left_alone),
	};

	return cmocka_run_group_tests_name("near", tests, NULL, NULL);
}
