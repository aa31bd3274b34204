/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_BASE_DATE_H
#define KS_BASE_DATE_H
/*
 * Civil dates, gestational age and terms. No clock and no time zone: the day
 * of today is always an argument (`--today`).
 *
 * A day is the number of days since 1970-01-01 (Gregorian). Gestational age
 * is a number of days, printed as weeks+days ("14+3"); the due date is day 280
 * (Sdu, NVOG model protocol; the calendar form of Naegele's rule drifts).
 */
#include <stdbool.h>

typedef int ks_day;

#define KS_NO_DAY (-1000000)	/* "not known"; before every real date */
#define KS_TERM_OF_PREGNANCY 280	/* days from last period to due date */
#define KS_LAST_WEEK (43 * 7)	/* beyond 43+0 a gestational age says nothing */

/* Room for every ISO date and every "14+3", with its NUL. */
#define KS_DATE_TEXT 16

struct ks_civil {
	int year, month, day;
};

ks_day ks_day_of(int year, int month, int day);
struct ks_civil ks_civil_of(ks_day day);

/* Months since January of the year 0: one more is the next month, across years. */
int ks_month_number(ks_day day);

/* Reads YYYY-MM-DD, nothing else and nothing behind it, in 1900..2199. */
bool ks_parse_date(const char *s, ks_day *out);

/* As above, or DD-MM-YYYY, also without the zeros (5-7-2027): what a person may type. */
bool ks_parse_date_typed(const char *s, ks_day *out);

/* "2026-11-21"; an empty string for KS_NO_DAY. */
void ks_format_date(ks_day day, char out[KS_DATE_TEXT]);

/* 0 = Monday .. 6 = Sunday. */
int ks_weekday(ks_day day);

/*
 * Reads a gestational age: "28+0" or "28" (meaning 28+0). "30.6" is refused,
 * because in Dutch birth care it means 30+6 and elsewhere 30.6 weeks.
 */
bool ks_parse_week(const char *s, int *days);

/* "14+3"; an empty string for a negative number of days. */
void ks_format_week(int days, char out[KS_DATE_TEXT]);

/* Gestational age on a day, in days; may be negative or beyond 43+0. */
int ks_week_on(ks_day due, ks_day day);

/* A span of time: 14d, 2w, 3m, 1y, 5wd (working days), or same-day. */
enum ks_unit { KS_DAYS, KS_WEEKS, KS_MONTHS, KS_YEARS, KS_WORKING_DAYS };

struct ks_span {
	int n;
	enum ks_unit unit;
};

/* Reads a term: same-day, 14d, 2w, 5wd (`within`, `every`, policies add m, y). */
bool ks_parse_span(const char *s, struct ks_span *out);

/* The text ks_parse_span() reads back. */
void ks_format_span(struct ks_span span, char out[KS_DATE_TEXT]);

/*
 * The day a span after a day. Months and years keep the day of the month,
 * or take the month's last day when it has no such day (29 February + 1 year
 * = 28 February). Working days: Monday to Friday without the days of art. 3
 * Algemene termijnenwet, Good Friday included.
 */
ks_day ks_add_span(ks_day day, struct ks_span span);

bool ks_is_working_day(ks_day day);

#endif
