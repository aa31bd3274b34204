/* SPDX-License-Identifier: EUPL-1.2 */
/* Civil dates by arithmetic on the proleptic Gregorian calendar. */
#include "ks/base/date.h"

#include <stdio.h>
#include <string.h>

#include "ks/base/str.h"

#define DAYS_IN_ERA 146097	/* 400 years */
#define DAYS_TO_1970 719468	/* from 1 March of year 0 */
#define FIRST_YEAR 1900
#define LAST_YEAR 2199
#define LONGEST_SPAN 9999

/*
 * Years are counted from 1 March, so that the leap day is the last of its
 * year, and in eras of 400 years, after which the calendar repeats.
 */
ks_day ks_day_of(int year, int month, int day)
{
	int y = month <= 2 ? year - 1 : year;
	int era = (y >= 0 ? y : y - 399) / 400;
	int year_of_era = y - era * 400;
	int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * DAYS_IN_ERA + day_of_era - DAYS_TO_1970;
}

struct ks_civil ks_civil_of(ks_day day)
{
	int z = day + DAYS_TO_1970;
	int era = (z >= 0 ? z : z - (DAYS_IN_ERA - 1)) / DAYS_IN_ERA;
	int day_of_era = z - era * DAYS_IN_ERA;
	int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
			   day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int shifted = (5 * day_of_year + 2) / 153;
	struct ks_civil civil = {
		.month = shifted < 10 ? shifted + 3 : shifted - 9,
		.day = day_of_year - (153 * shifted + 2) / 5 + 1,
	};

	civil.year = year_of_era + era * 400 + (civil.month <= 2);
	return civil;
}

int ks_month_number(ks_day day)
{
	struct ks_civil civil = ks_civil_of(day);

	return civil.year * 12 + civil.month - 1;
}

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Exactly n digits; false at anything else. */
static bool digits(const char *s, int n, int *out)
{
	*out = 0;
	for (int i = 0; i < n; i++) {
		if (!ks_is_digit(s[i]))
			return false;
		*out = *out * 10 + (s[i] - '0');
	}
	return true;
}

static bool make_day(int year, int month, int day, ks_day *out)
{
	if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1 ||
	    day > days_in_month(year, month))
		return false;
	*out = ks_day_of(year, month, day);
	return true;
}

bool ks_parse_date(const char *s, ks_day *out)
{
	int year, month, day;

	return strnlen(s, 11) == 10 && digits(s, 4, &year) && s[4] == '-' &&
	       digits(s + 5, 2, &month) && s[7] == '-' && digits(s + 8, 2, &day) &&
	       make_day(year, month, day, out);
}

/* "5" and "05", as people write a day or a month; what stands behind it, NULL at anything else. */
static const char *short_number(const char *s, int *out)
{
	int n = ks_is_digit(s[0]) && ks_is_digit(s[1]) ? 2 : 1;

	return digits(s, n, out) ? s + n : NULL;
}

bool ks_parse_date_typed(const char *s, ks_day *out)
{
	int year, month, day;

	if (ks_parse_date(s, out))
		return true;
	s = short_number(s, &day);
	s = s && *s == '-' ? short_number(s + 1, &month) : NULL;
	return s && *s == '-' && digits(s + 1, 4, &year) && !s[5] &&
	       make_day(year, month, day, out);
}

/* Exactly n digits; returns what comes behind them. */
static char *put_digits(char *to, int n, int value)
{
	for (int i = n; i-- > 0; value /= 10)
		to[i] = (char)('0' + value % 10);
	return to + n;
}

static char *put_number(char *to, int value)
{
	if (value >= 10)
		to = put_number(to, value / 10);
	return put_digits(to, 1, value);
}

/* Lists of thousands of cases are dates for a good part: no printf. */
void ks_format_date(ks_day day, char out[KS_DATE_TEXT])
{
	struct ks_civil civil;

	out[0] = '\0';
	if (day == KS_NO_DAY)
		return;
	civil = ks_civil_of(day);
	out = put_digits(out, 4, civil.year);
	*out++ = '-';
	out = put_digits(out, 2, civil.month);
	*out++ = '-';
	*put_digits(out, 2, civil.day) = '\0';
}

/* 1 January 1970 was a Thursday. */
int ks_weekday(ks_day day)
{
	int weekday = (day % 7 + 3) % 7;

	return weekday < 0 ? weekday + 7 : weekday;
}

bool ks_parse_week(const char *s, int *days)
{
	size_t len = strnlen(s, 5);
	int week_digits = ks_is_digit(s[0]) && ks_is_digit(s[1]) ? 2 : 1;
	int weeks, rest = 0;

	if (!digits(s, week_digits, &weeks))
		return false;
	if (len != (size_t)week_digits &&
	    (len != (size_t)week_digits + 2 || s[week_digits] != '+' ||
	     !digits(s + week_digits + 1, 1, &rest) || rest > 6))
		return false;
	*days = weeks * 7 + rest;
	return true;
}

void ks_format_week(int days, char out[KS_DATE_TEXT])
{
	out[0] = '\0';
	if (days < 0)
		return;
	out = put_number(out, days / 7);
	*out++ = '+';
	*put_digits(out, 1, days % 7) = '\0';
}

int ks_week_on(ks_day due, ks_day day)
{
	return KS_TERM_OF_PREGNANCY - (due - day);
}

static const char *const unit_names[] = {
	[KS_DAYS] = "d", [KS_WEEKS] = "w", [KS_MONTHS] = "m",
	[KS_YEARS] = "y", [KS_WORKING_DAYS] = "wd",
};
#define UNITS (sizeof(unit_names) / sizeof(unit_names[0]))

static bool parse_unit(const char *s, enum ks_unit *out)
{
	for (size_t i = 0; i < UNITS; i++) {
		if (ks_streq(s, unit_names[i])) {
			*out = (enum ks_unit)i;
			return true;
		}
	}
	return false;
}

bool ks_parse_span(const char *s, struct ks_span *out)
{
	struct ks_span span = { 0, KS_DAYS };
	char number[5] = "";
	size_t n = 0;

	if (ks_streq(s, "same-day")) {
		*out = span;
		return true;
	}
	while (n < sizeof(number) - 1 && ks_is_digit(s[n])) {
		number[n] = s[n];
		n++;
	}
	if (!ks_parse_int(number, LONGEST_SPAN, &span.n) || !parse_unit(s + n, &span.unit))
		return false;
	*out = span;
	return true;
}

void ks_format_span(struct ks_span span, char out[KS_DATE_TEXT])
{
	if (span.n == 0 && span.unit == KS_DAYS)
		snprintf(out, KS_DATE_TEXT, "same-day");
	else
		snprintf(out, KS_DATE_TEXT, "%d%s", span.n, unit_names[span.unit]);
}

static ks_day add_months(ks_day day, int months)
{
	int number = ks_month_number(day) + months, year = number / 12, month = number % 12 + 1;
	int wanted = ks_civil_of(day).day, last = days_in_month(year, month);

	return ks_day_of(year, month, wanted < last ? wanted : last);
}

static ks_day add_working_days(ks_day day, int n)
{
	while (n > 0)
		if (ks_is_working_day(++day))
			n--;
	return day;
}

ks_day ks_add_span(ks_day day, struct ks_span span)
{
	if (day == KS_NO_DAY)
		return KS_NO_DAY;
	switch (span.unit) {
	case KS_DAYS:
		return day + span.n;
	case KS_WEEKS:
		return day + span.n * 7;
	case KS_MONTHS:
		return add_months(day, span.n);
	case KS_YEARS:
		return add_months(day, span.n * 12);
	case KS_WORKING_DAYS:
		return add_working_days(day, span.n);
	}
	return day;
}

/* Easter Sunday: the anonymous Gregorian computation (Nature, 1876). */
static ks_day easter_of(int year)
{
	int a = year % 19, b = year / 100, c = year % 100;
	int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
	int h = (19 * a + b - d - g + 15) % 30;
	int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
	int m = (a + 11 * h + 22 * l) / 451;
	int n = h + l - 7 * m + 114;

	return ks_day_of(year, n / 31, n % 31 + 1);
}

/* 27 April, the day before when that is a Sunday. */
static bool is_kings_day(struct ks_civil civil, int weekday)
{
	return civil.month == 4 && ((civil.day == 27 && weekday != 6) ||
				    (civil.day == 26 && weekday == 5));
}

static bool is_fixed_holiday(struct ks_civil civil)
{
	return (civil.month == 1 && civil.day == 1) || (civil.month == 5 && civil.day == 5) ||
	       (civil.month == 12 && (civil.day == 25 || civil.day == 26));
}

/* Good Friday, Easter Monday, Ascension Day and Whit Monday. */
static bool is_moving_holiday(ks_day day, int year)
{
	int after = day - easter_of(year);

	return after == -2 || after == 1 || after == 39 || after == 50;
}

bool ks_is_working_day(ks_day day)
{
	struct ks_civil civil = ks_civil_of(day);
	int weekday = ks_weekday(day);

	return weekday < 5 && !is_fixed_holiday(civil) && !is_kings_day(civil, weekday) &&
	       !is_moving_holiday(day, civil.year);
}
