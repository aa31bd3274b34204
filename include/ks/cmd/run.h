/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_RUN_H
#define KS_CMD_RUN_H
/*
 * One run of the program without the process around it: arguments and
 * environment in, an exit status out. main gives it the clock and the
 * streams, a test its own.
 */
#include <stdio.h>

#include "ks/cmd/cmd.h"

/* What the program takes from its surroundings; NULL or 0 where not there. */
struct ks_environment {
	const char *db, *routes, *today, *lang;		/* KS_DB KS_ROUTES KS_TODAY KS_LANG */
	const char *user, *role, *organisation;		/* KS_USER KS_ROLE KS_ORG */
	const char *on_behalf;				/* KS_ON_BEHALF */
	const char *locale;		/* LC_ALL, else LC_MESSAGES, else LANG */
	const char *data_home, *home;	/* XDG_DATA_HOME HOME */
	const char *no_color;		/* NO_COLOR */
	bool dumb;			/* TERM=dumb */
	bool terminal;			/* standard output is one */
	bool watched;			/* standard error is one: somebody reads what we say */
	int columns;			/* of the terminal, or COLUMNS */
	const char *program;		/* absolute path of the running program */
	ks_day clock_day;		/* today by the clock */
	const char *now;		/* real time, UTC, ISO 8601 */
	FILE *out, *err;
};

/* argv after the program's name, ended with NULL. Returns the exit status. */
int ks_run(const struct ks_environment *env, const char *const *argv);

#endif
