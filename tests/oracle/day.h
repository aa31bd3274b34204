/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Dates for the oracle: days counted one by one from 1 January 2000 (a Saturday, day 0).
 * Deliberately simple minded, so that it cannot share a mistake with a clever algorithm.
 */
#ifndef ORACLE_DAY_H
#define ORACLE_DAY_H

#include <stdbool.h>

enum { NO_DAY = -1 };

enum unit { UNIT_DAYS, UNIT_WEEKS, UNIT_MONTHS, UNIT_YEARS, UNIT_WORKING_DAYS, UNIT_SAME_DAY };

struct duration {
	int n;
	enum unit unit;
};

struct civil {
	int year, month, day;
};

int day_of(int year, int month, int day);
struct civil day_civil(int day);

/* A month or a year later is the same day of that month, or its last day where it has none. */
int day_add(int day, struct duration by);

/* Monday to Friday, without the days of art. 3 Algemene termijnenwet. */
bool day_is_working(int day);

/* "2026-11-21" in a buffer of at least 11, and back; NO_DAY is "-". */
void day_text(int day, char out[16]);
int day_read(const char *text);

#endif
