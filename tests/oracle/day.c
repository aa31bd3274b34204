/* SPDX-License-Identifier: EUPL-1.2 */
#include "day.h"

#include <stdio.h>

enum { FIRST_YEAR = 2000 };

static bool is_leap(int year)
{
	if (year % 400 == 0)
		return true;
	return year % 4 == 0 && year % 100 != 0;
}

static int days_in_month(int year, int month)
{
	if (month == 2)
		return is_leap(year) ? 29 : 28;
	if (month == 4 || month == 6 || month == 9 || month == 11)
		return 30;
	return 31;
}

int day_of(int year, int month, int day)
{
	int count = 0;

	for (int y = FIRST_YEAR; y < year; y++)
		count += is_leap(y) ? 366 : 365;
	for (int m = 1; m < month; m++)
		count += days_in_month(year, m);
	return count + day - 1;
}

struct civil day_civil(int day)
{
	struct civil date = {FIRST_YEAR, 1, 1};

	while (day >= (is_leap(date.year) ? 366 : 365)) {
		day -= is_leap(date.year) ? 366 : 365;
		date.year++;
	}
	while (day >= days_in_month(date.year, date.month)) {
		day -= days_in_month(date.year, date.month);
		date.month++;
	}
	date.day += day;
	return date;
}

static int add_months(int day, int months)
{
	struct civil date = day_civil(day);

	for (int i = 0; i < months; i++) {
		date.month++;
		if (date.month > 12) {
			date.month = 1;
			date.year++;
		}
	}
	int last = days_in_month(date.year, date.month);
	return day_of(date.year, date.month, date.day > last ? last : date.day);
}

static int add_working_days(int day, int n)
{
	while (n > 0) {
		day++;
		if (day_is_working(day))
			n--;
	}
	return day;
}

int day_add(int day, struct duration by)
{
	switch (by.unit) {
	case UNIT_DAYS:
		return day + by.n;
	case UNIT_WEEKS:
		return day + by.n * 7;
	case UNIT_MONTHS:
		return add_months(day, by.n);
	case UNIT_YEARS:
		return add_months(day, by.n * 12);
	case UNIT_WORKING_DAYS:
		return add_working_days(day, by.n);
	case UNIT_SAME_DAY:
		break;
	}
	return day;
}

/* 0 is Sunday; day 0 was a Saturday. */
static int weekday(int day)
{
	return (day + 6) % 7;
}

/*
 * Easter is the Sunday after the full moon of spring. That moon follows from the year's place
 * in the cycle of nineteen; these are the dates (March days, 31 + n is April n) for 1900-2199.
 */
static int easter(int year)
{
	static const int full_moon[19] = {45, 34, 23, 42, 31, 49, 39, 28, 47, 36,
					  25, 44, 33, 22, 41, 30, 48, 38, 27};
	int day = day_of(year, 3, 1) + full_moon[year % 19] - 1;

	do {
		day++;
	} while (weekday(day) != 0);
	return day;
}

static bool is_kings_day(struct civil date)
{
	bool on_sunday = weekday(day_of(date.year, 4, 27)) == 0;

	return date.month == 4 && date.day == (on_sunday ? 26 : 27);
}

/* Good Friday, Easter Monday, Ascension Day, Whit Monday (Sundays are no working days anyway). */
static bool is_moving_holiday(int day, int year)
{
	int after_easter = day - easter(year);

	return after_easter == -2 || after_easter == 1 || after_easter == 39 ||
	       after_easter == 50;
}

bool day_is_working(int day)
{
	struct civil date = day_civil(day);

	if (weekday(day) == 0 || weekday(day) == 6)
		return false;
	if (date.month == 1 && date.day == 1)
		return false;
	if (date.month == 5 && date.day == 5)
		return false;
	if (date.month == 12 && (date.day == 25 || date.day == 26))
		return false;
	return !is_kings_day(date) && !is_moving_holiday(day, date.year);
}

void day_text(int day, char out[16])
{
	if (day == NO_DAY) {
		out[0] = '-';
		out[1] = '\0';
		return;
	}
	struct civil date = day_civil(day);
	unsigned year = (unsigned)date.year % 10000, month = (unsigned)date.month % 100;
	snprintf(out, 16, "%04u-%02u-%02u", year, month, (unsigned)date.day % 100);
}

int day_read(const char *text)
{
	int year, month, day;

	if (sscanf(text, "%4d-%2d-%2d", &year, &month, &day) != 3)
		return NO_DAY;
	return day_of(year, month, day);
}
