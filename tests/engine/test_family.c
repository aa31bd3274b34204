/* SPDX-License-Identifier: EUPL-1.2 */
/* In which phase and week a family is on a day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ks/engine/family.h"

#define DUE (ks_day_of(2027, 3, 1))	/* the day of 40+0 */
#define WEEK(w, d) (DUE - 40 * 7 + (w) * 7 + (d))

static void a_week_is_counted_back_from_the_due_date(void **state)
{
	struct ks_family family;

	(void)state;
	ks_family_init(&family, KS_DURING);
	assert_int_equal(ks_family_week_on(&family, WEEK(14, 3)), -1);
	family.due = DUE;
	assert_int_equal(ks_family_week_on(&family, WEEK(0, 0) - 1), -1);
	assert_int_equal(ks_family_week_on(&family, WEEK(0, 0)), 0);
	assert_int_equal(ks_family_week_on(&family, WEEK(14, 3)), 14 * 7 + 3);
	assert_int_equal(ks_family_week_on(&family, WEEK(43, 0)), 43 * 7);
	assert_int_equal(ks_family_week_on(&family, WEEK(43, 1)), -1);
	family.phase = KS_BEFORE;
	assert_int_equal(ks_family_week_on(&family, WEEK(14, 3)), -1);
}

/* On a day before the birth she was pregnant, and so many weeks. */
static void before_the_birth_it_was_a_pregnancy(void **state)
{
	struct ks_family family;

	(void)state;
	ks_family_init(&family, KS_AFTER);
	family.due = DUE;
	family.born = WEEK(39, 0);
	assert_int_equal(ks_family_phase_on(&family, WEEK(38, 6)), KS_DURING);
	assert_int_equal(ks_family_phase_on(&family, WEEK(39, 0)), KS_AFTER);
	assert_int_equal(ks_family_week_on(&family, WEEK(38, 6)), 38 * 7 + 6);
	assert_int_equal(ks_family_week_on(&family, WEEK(39, 0)), -1);
}

/* Of a pregnancy without a due date nobody can say that it has ended. */
static void a_pregnancy_is_past_its_term_after_43_weeks(void **state)
{
	(void)state;
	assert_false(ks_is_past_term(DUE, DUE));
	assert_false(ks_is_past_term(DUE, WEEK(43, 0)));
	assert_true(ks_is_past_term(DUE, WEEK(43, 1)));
	assert_false(ks_is_past_term(KS_NO_DAY, WEEK(43, 1)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_week_is_counted_back_from_the_due_date),
		cmocka_unit_test(before_the_birth_it_was_a_pregnancy),
		cmocka_unit_test(a_pregnancy_is_past_its_term_after_43_weeks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
