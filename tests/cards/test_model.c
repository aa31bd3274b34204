/* SPDX-License-Identifier: EUPL-1.2 */
/* Looking up by id: what is there is found, what is not is not, also where there is nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ks/cards/model.h"
#include "support/texts.h"

static void nothing_is_found_where_there_is_nothing(void **state)
{
	const struct ks_coalition none = { .id = "leeg" };

	(void)state;
	assert_null(ks_find_source(&none, "proposal"));
	assert_null(ks_find_factor(&none, "roken"));
	assert_null(ks_find_instrument(&none, "epds"));
	assert_null(ks_find_role(&none, "team"));
	assert_null(ks_find_intervention(&none, "schuldhulp"));
	assert_null(ks_find_card(&none, "geweld"));
}

static void what_is_there_is_found_by_its_whole_id(void **state)
{
	struct texts t;

	(void)state;
	texts_start(&t, NULL);
	texts_load(&t);
	assert_non_null(t.c);
	assert_string_equal(ks_find_source(t.c, "daemers")->id, "daemers");
	assert_string_equal(ks_find_factor(t.c, "roken")->id, "roken");
	assert_string_equal(ks_find_instrument(t.c, "epds")->id, "epds");
	assert_string_equal(ks_find_role(t.c, "team")->id, "team");
	assert_string_equal(ks_find_intervention(t.c, "schuldhulp")->id, "schuldhulp");
	assert_string_equal(ks_find_card(t.c, "geweld")->id, "geweld");
	assert_null(ks_find_source(t.c, "daemer"));
	assert_null(ks_find_factor(t.c, "rokend"));
	assert_null(ks_find_instrument(t.c, ""));
	assert_null(ks_find_role(t.c, "Team"));
	assert_null(ks_find_intervention(t.c, "zzz"));
	assert_null(ks_find_card(t.c, "a"));
	texts_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_found_where_there_is_nothing),
		cmocka_unit_test(what_is_there_is_found_by_its_whole_id),
	};

	return cmocka_run_group_tests_name("model", tests, NULL, NULL);
}
