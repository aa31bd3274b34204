/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>
#include <string.h>

#include "ks/base/date.h"

static ks_day day(const char *iso)
{
	ks_day d = KS_NO_DAY;

	assert_true(ks_parse_date(iso, &d));
	return d;
}

static const char *text(ks_day d)
{
	static char out[KS_DATE_TEXT];

	ks_format_date(d, out);
	return out;
}

static void every_day_of_three_centuries_reads_back(void **state)
{
	ks_day last = day("2199-12-31");

	(void)state;
	for (ks_day d = day("1900-01-01"); d <= last; d++) {
		struct ks_civil civil = ks_civil_of(d);
		ks_day back = KS_NO_DAY;

		assert_int_equal(ks_day_of(civil.year, civil.month, civil.day), d);
		assert_true(ks_parse_date(text(d), &back));
		assert_int_equal(back, d);
	}
	assert_int_equal(last - day("1900-01-01") + 1, 300 * 365 + 73);
}

static void known_days_have_their_number_and_weekday(void **state)
{
	(void)state;
	assert_int_equal(day("1970-01-01"), 0);
	assert_int_equal(day("2000-03-01"), 11017);
	assert_int_equal(ks_weekday(day("1970-01-01")), 3);
	assert_int_equal(ks_weekday(day("2026-11-21")), 5);
	assert_int_equal(ks_weekday(day("1900-01-01")), 0);
	assert_int_equal(ks_weekday(day("1969-12-28")), 6);
}

static void only_a_real_iso_date_is_read(void **state)
{
	static const char *const refused[] = {
		"", "2026", "2026-11-2", "2026-11-211", "2026-11-21 ", " 2026-11-21", "2026/11/21",
		"2026-13-01", "2026-00-10", "2026-11-31", "2026-02-29", "1900-02-29", "2100-02-29",
		"1899-12-31", "2200-01-01", "21-11-2026", "2026-11-0a", "+026-11-21", "2026-11-00",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		ks_day d = 7;

		assert_false(ks_parse_date(refused[i], &d));
		assert_int_equal(d, 7);
	}
	assert_string_equal(text(day("2024-02-29")), "2024-02-29");
	assert_string_equal(text(day("2000-02-29")), "2000-02-29");
	assert_string_equal(text(KS_NO_DAY), "");
}

static void a_person_may_type_the_day_first(void **state)
{
	ks_day d;

	(void)state;
	assert_true(ks_parse_date_typed("21-11-2026", &d));
	assert_int_equal(d, day("2026-11-21"));
	assert_true(ks_parse_date_typed("2026-11-21", &d));
	assert_int_equal(d, day("2026-11-21"));
	assert_false(ks_parse_date_typed("11-21-2026", &d));
	assert_true(ks_parse_date_typed("1-11-2026", &d));
	assert_int_equal(d, ks_day_of(2026, 11, 1));
	assert_true(ks_parse_date_typed("1-2-2026", &d));
	assert_int_equal(d, ks_day_of(2026, 2, 1));
	assert_false(ks_parse_date_typed("001-2-2026", &d));
	assert_false(ks_parse_date_typed("1--2026", &d));
	assert_false(ks_parse_date_typed("1-2-20260", &d));
	assert_false(ks_parse_date_typed("1-", &d));
	assert_false(ks_parse_date_typed("", &d));
	assert_false(ks_parse_date_typed("21-11-26", &d));
	assert_false(ks_parse_date_typed("21-11-2026x", &d));
}

static void a_gestational_age_is_weeks_and_days(void **state)
{
	static const struct {
		const char *s;
		int days;		/* -1: refused */
	} cases[] = {
		{ "28+0", 196 }, { "28", 196 }, { "14+3", 101 }, { "0+0", 0 }, { "9", 63 },
		{ "9+6", 69 }, { "43+0", 301 }, { "30.6", -1 }, { "30,6", -1 }, { "28+7", -1 },
		{ "28+", -1 }, { "+3", -1 }, { "28+10", -1 }, { "128+0", -1 }, { "", -1 },
		{ "28 +0", -1 }, { "28+0 ", -1 }, { "-1", -1 }, { "w28", -1 }, { "280", -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int days = -1;
		bool read = ks_parse_week(cases[i].s, &days);

		assert_int_equal(days, cases[i].days);
		assert_int_equal(read, cases[i].days >= 0);
	}
}

static void the_due_date_is_day_280(void **state)
{
	char out[KS_DATE_TEXT];
	ks_day due = day("2027-05-19");

	(void)state;
	assert_int_equal(ks_week_on(due, due), 40 * 7);
	assert_int_equal(ks_week_on(due, due - 280), 0);
	assert_int_equal(ks_week_on(due, due - 281), -1);
	ks_format_week(ks_week_on(due, day("2026-11-21")), out);
	assert_string_equal(out, "14+3");
	ks_format_week(0, out);
	assert_string_equal(out, "0+0");
	ks_format_week(-1, out);
	assert_string_equal(out, "");
}

static void a_term_reads_back_as_it_was_written(void **state)
{
	static const char *const good[] = { "14d", "2w", "3m", "1y", "5wd", "same-day", "0wd",
					    "9999d" };
	static const char *const bad[] = { "", "d", "14", "14 d", "-1d", "1.5w", "2W", "5dw",
					   "10000d", "14dd", "sameday", "w2", "2w " };
	struct ks_span span;
	char out[KS_DATE_TEXT];

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_true(ks_parse_span(good[i], &span));
		ks_format_span(span, out);
		assert_string_equal(out, good[i]);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(ks_parse_span(bad[i], &span));
	assert_true(ks_parse_span("0d", &span));
	assert_int_equal(span.n, 0);
}

static void a_span_after_a_day_is_the_day_people_expect(void **state)
{
	static const struct {
		const char *from, *span, *to;
	} cases[] = {
		{ "2026-11-21", "same-day", "2026-11-21" },
		{ "2026-11-21", "14d", "2026-12-05" },
		{ "2026-12-28", "2w", "2027-01-11" },
		{ "2026-01-31", "1m", "2026-02-28" },
		{ "2024-01-31", "1m", "2024-02-29" },
		{ "2026-03-31", "6m", "2026-09-30" },
		{ "2026-11-30", "3m", "2027-02-28" },
		{ "2026-12-15", "1m", "2027-01-15" },
		{ "2026-02-28", "1m", "2026-03-28" },
		{ "2024-02-29", "1y", "2025-02-28" },
		{ "2024-02-29", "4y", "2028-02-29" },
		{ "2026-05-19", "24m", "2028-05-19" },
		/* Working days: Saturday counts from the Monday after it. */
		{ "2026-11-20", "1wd", "2026-11-23" },
		{ "2026-11-21", "2wd", "2026-11-24" },
		{ "2026-11-23", "5wd", "2026-11-30" },
		/* Christmas on Friday and Saturday. */
		{ "2026-12-24", "1wd", "2026-12-28" },
		{ "2026-12-31", "1wd", "2027-01-04" },
		/* Good Friday and Easter Monday. */
		{ "2026-04-02", "1wd", "2026-04-07" },
		{ "2026-05-13", "1wd", "2026-05-15" },
		{ "2026-04-24", "0wd", "2026-04-24" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ks_span span;

		assert_true(ks_parse_span(cases[i].span, &span));
		assert_string_equal(text(ks_add_span(day(cases[i].from), span)), cases[i].to);
	}
	assert_int_equal(ks_add_span(KS_NO_DAY, (struct ks_span){ 14, KS_DAYS }), KS_NO_DAY);
}

/* The days of a year that fall in Monday to Friday and are no working days. */
static void assert_holidays(int year, const char *const *expected)
{
	for (ks_day d = ks_day_of(year, 1, 1); d <= ks_day_of(year, 12, 31); d++) {
		if (ks_weekday(d) >= 5) {
			assert_false(ks_is_working_day(d));
		} else if (!ks_is_working_day(d)) {
			assert_non_null(*expected);
			assert_string_equal(text(d), *expected++);
		}
	}
	assert_null(*expected);
}

static void the_holidays_of_the_law_are_no_working_days(void **state)
{
	static const char *const in_2024[] = {
		"2024-01-01", "2024-03-29", "2024-04-01", "2024-05-09", "2024-05-20",
		"2024-12-25", "2024-12-26", NULL,
	};
	static const char *const in_2025[] = {
		"2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05", "2025-05-29",
		"2025-06-09", "2025-12-25", "2025-12-26", NULL,
	};
	static const char *const in_2026[] = {
		"2026-01-01", "2026-04-03", "2026-04-06", "2026-04-27", "2026-05-05",
		"2026-05-14", "2026-05-25", "2026-12-25", NULL,
	};
	static const char *const in_2027[] = {
		"2027-01-01", "2027-03-26", "2027-03-29", "2027-04-27", "2027-05-05",
		"2027-05-06", "2027-05-17", NULL,
	};
	/* Ascension Day on 5 May: counted once. */
	static const char *const in_2016[] = {
		"2016-01-01", "2016-03-25", "2016-03-28", "2016-04-27", "2016-05-05",
		"2016-05-16", "2016-12-26", NULL,
	};

	(void)state;
	assert_holidays(2016, in_2016);
	assert_holidays(2024, in_2024);
	assert_holidays(2025, in_2025);
	assert_holidays(2026, in_2026);
	assert_holidays(2027, in_2027);
}

/* Earliest and latest Easter there is, and some between. */
static void easter_monday_follows_the_gregorian_computation(void **state)
{
	static const char *const mondays[] = {
		"2000-04-24", "2008-03-24", "2011-04-25", "2019-04-22", "2023-04-10",
		"2030-04-22", "2038-04-26", "2049-04-19", "2076-04-20", "2100-03-29",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(mondays) / sizeof(mondays[0]); i++) {
		ks_day monday = day(mondays[i]);

		assert_int_equal(ks_weekday(monday), 0);
		assert_false(ks_is_working_day(monday));
		assert_false(ks_is_working_day(monday - 3));
		assert_false(ks_is_working_day(monday + 38));
		assert_false(ks_is_working_day(monday + 49));
	}
}

static void kings_day_moves_to_saturday_not_to_monday(void **state)
{
	(void)state;
	assert_int_equal(ks_weekday(day("2025-04-27")), 6);
	assert_true(ks_is_working_day(day("2025-04-28")));
	assert_true(ks_is_working_day(day("2027-04-26")));
	assert_false(ks_is_working_day(day("2027-04-27")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_of_three_centuries_reads_back),
		cmocka_unit_test(known_days_have_their_number_and_weekday),
		cmocka_unit_test(only_a_real_iso_date_is_read),
		cmocka_unit_test(a_person_may_type_the_day_first),
		cmocka_unit_test(a_gestational_age_is_weeks_and_days),
		cmocka_unit_test(the_due_date_is_day_280),
		cmocka_unit_test(a_term_reads_back_as_it_was_written),
		cmocka_unit_test(a_span_after_a_day_is_the_day_people_expect),
		cmocka_unit_test(the_holidays_of_the_law_are_no_working_days),
		cmocka_unit_test(easter_monday_follows_the_gregorian_computation),
		cmocka_unit_test(kings_day_moves_to_saturday_not_to_monday),
	};

	return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
