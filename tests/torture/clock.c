/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any clock: forward and back, in eleven zones, over leap days, changes to and
 * from summer time, 1970, 2038 and beyond. Every command still works, the day
 * is the day of that place, the moment is in UTC, and the audit holds.
 */
#define _GNU_SOURCE
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "torture/attacks.h"

static const char *const zones[] = {
	"UTC0",
	"CET-1CEST,M3.5.0,M10.5.0/3",	   /* the Netherlands */
	"AST4",				   /* Curacao */
	"<-12>12",
	"<+14>-14",
	"<+0545>-5:45",
	"EST5EDT,M3.2.0,M11.1.0",
	"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", /* half an hour of summer */
	"<-0330>3:30<-0230>,M3.2.0,M11.1.0",
	"<+0330>-3:30",
	"<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45",
};
#define ZONES (sizeof(zones) / sizeof(zones[0]))

/* Seconds of 1970; not in order: the clock goes back as often as forward. */
static const long long moments[] = {
	1795256000, 0,		1,	    59,		86399,	   86400,      951782400,
	951868799,  951868800,	1078012800, 1709164800, 1709251199, 1709251200, 1740787199,
	1835395200, 1835481599, 1835481600, 4107456000, 4107542400, 4107628800, 1774745999,
	1774746000, 1774749600, 1792889999, 1792890000, 1792893600, 1792897200, 1798761599,
	1798761600, 1767225599, 1767225600, 2147483646, 2147483647, 2147483648, 2147483649,
	4294967295, 4294967296, 32503679999, 32503680000, 253402214400, 1795256001, 978307199,
	978307200,  946684799,	946684800,  1795255999,
};
#define MOMENTS (sizeof(moments) / sizeof(moments[0]))

struct clocked {
	const char *shim, *zone;
	long long moment;
};

static void prepare(const void *arg)
{
	const struct clocked *c = arg;
	char text[32];

	snprintf(text, sizeof(text), "%lld", c->moment);
	setenv("LD_PRELOAD", c->shim, 1);
	setenv("TORTURE_CLOCK", text, 1);
	setenv("TZ", c->zone, 1);
	unsetenv("KS_TODAY");
}

/* What the newest audit row says of its day and its moment. */
static void read_row(const struct place *p, char day[16], char at[32])
{
	sqlite3_stmt *row = NULL;
	sqlite3 *db = NULL;
	char path[400];

	day[0] = at[0] = '\0';
	snprintf(path, sizeof(path), "%s/book.db", p->folder);
	sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL);
	sqlite3_prepare_v2(db, "SELECT today, at FROM audit ORDER BY seq DESC LIMIT 1", -1, &row,
			   NULL);
	if (row && sqlite3_step(row) == SQLITE_ROW) {
		snprintf(day, 16, "%s", (const char *)sqlite3_column_text(row, 0));
		snprintf(at, 32, "%s", (const char *)sqlite3_column_text(row, 1));
	}
	sqlite3_finalize(row);
	sqlite3_close(db);
}

static void expect(const struct clocked *c, char day[16], char at[32])
{
	time_t moment = (time_t)c->moment;
	struct tm here, utc;

	setenv("TZ", c->zone, 1);
	tzset();
	localtime_r(&moment, &here);
	gmtime_r(&moment, &utc);
	strftime(day, 16, "%Y-%m-%d", &here);
	strftime(at, 32, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

/* One book through all moments of one zone: its audit has seen every step back. */
static void live_in(struct place *p, long zone, void *arg)
{
	static const struct command set = { .name = "config set",
					    .words = { "config", "set", "lang", "nl" } };
	const char *const verify[] = { "audit", "verify", NULL }, *const doctor[] = { "doctor", NULL };
	char day[16], at[32], right_day[16], right_at[32];

	(void)arg;
	place_reset(p);
	for (size_t i = 0; i < MOMENTS; i++) {
		struct clocked c = { p->w->shim, zones[zone], moments[i] };

		run_command(p, &set, prepare, &c);
		read_row(p, day, at);
		expect(&c, right_day, right_at);
		tried(p->w,
		      p->end.status == 0 && strcmp(day, right_day) == 0 && strcmp(at, right_at) == 0,
		      "%s at %lld: status %d, %s %s, not %s %s: %s", c.zone, c.moment, p->end.status,
		      day, at, right_day, right_at, p->end.err);
	}
	run_words(p, verify);
	tried(p->w, p->end.status == 0, "%s: audit verify: %s", zones[zone], p->end.out);
	run_words(p, doctor);
	tried(p->w, p->end.status == 0 && strstr(p->end.out, "klok") != NULL,
	      "%s: doctor says nothing of the clock that went back: %s", zones[zone], p->end.out);
}

void attack_clock(struct world *w)
{
	in_parallel(w, (long)ZONES, live_in, NULL);
}
