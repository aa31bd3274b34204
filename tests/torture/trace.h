/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef TORTURE_TRACE_H
#define TORTURE_TRACE_H
/*
 * Running a command under ptrace, from the moment it protects itself (the
 * first thing it does; before that only the linker worked): counting its
 * system calls, killing it before one of them, letting some fail, and writing
 * down what it does to files.
 */
#include "torture/world.h"

/* One call, as it ended. */
struct call {
	int number;
	unsigned long long args[6];
	long long result;
	char *data;			/* written bytes, or the path (and the second path) */
	char *data2;
	size_t len;
};

enum what_to_do {
	COUNT,		/* only look */
	KILL,		/* before call `at` */
	FAIL_ONCE,	/* the first call `number` from `at` on, with `error` */
	FAIL_EVER,	/* that one and every later one of its kind */
	RECORD		/* data too */
};

struct tracing {
	enum what_to_do todo;
	long at;
	int number;	/* of the call that is to fail */
	int error;
	/* What was seen. */
	struct call *calls;
	size_t n;
	bool was_hit;
	int failed_fd;	/* on which descriptor the first one failed */
};

/* Runs a command so. p->end is filled in; a killed one has status -SIGKILL. */
void trace_run(struct place *p, const struct command *c, struct tracing *t);
void trace_free(struct tracing *t);

/* Does a call change what another run could see? */
bool call_changes(const struct call *call);

/* Name of a call for messages. */
const char *call_name(int number);

/* False where the registers are not known: then nothing can be made to fail. */
bool trace_can_fail(void);

#endif
