/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Every call on files fails with every error that is likely for it, once and
 * from then on. A run that says it succeeded has done so; any other says why.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "torture/attacks.h"
#include "torture/trace.h"

#define MOST_ERRORS 8

static const struct {
	const char *call;
	int errors[MOST_ERRORS];
} likely[] = {
	{ "openat", { EACCES, EMFILE, EROFS, EIO, ENOSPC, EINTR, ENFILE } },
	{ "open", { EACCES, EMFILE, EROFS, EIO } },
	{ "read", { EIO, EINTR } },
	{ "pread", { EIO, EINTR } },
	{ "write", { EIO, ENOSPC, EINTR, EPIPE, EDQUOT, EFBIG } },
	{ "pwrite", { EIO, ENOSPC, EINTR, EDQUOT, EFBIG } },
	{ "pwritev", { EIO, ENOSPC } },
	{ "fsync", { EIO, ENOSPC, EROFS, EINTR } },
	{ "fdatasync", { EIO, ENOSPC, EROFS, EINTR } },
	{ "ftruncate", { EIO, EINTR, EROFS, EACCES } },
	{ "unlink", { EACCES, EROFS, EIO } },
	{ "rename", { EACCES, EROFS, EIO, ENOSPC } },
	{ "fcntl", { EINTR, EACCES, ENOLCK, EIO } },
	{ "close", { EIO, EINTR } },
	{ "fstat", { EIO } },
	{ "fstatat", { EACCES, EIO } },
	{ "stat", { EACCES, EIO } },
	{ "lstat", { EACCES, EIO } },
	{ "access", { EACCES, EIO } },
	{ "getdents", { EIO } },
	{ "lseek", { EIO } },
	{ "mkdir", { EACCES, ENOSPC } },
	{ "readlink", { EACCES } },
	{ "fchmod", { EPERM } },
	{ "fchown", { EPERM } },
	{ "getrandom", { EINTR } },
	{ "statfs", { EACCES, EIO } },
};
#define LIKELY (sizeof(likely) / sizeof(likely[0]))

struct fault {
	const struct command *c;
	long at;
	int number, error;
	bool ever;
};

struct faults {
	struct fault *items;
	size_t n;
	const struct call *calls;	/* of the command that is planned */
	bool is_long;
};

static void add(struct faults *f, const struct command *c, const struct call *call, int error)
{
	/* Interrupted for ever is trying for ever; a lock that is never given, waiting. */
	long at = call - f->calls;
	bool waits = call->number == SYS_fcntl && (!f->is_long || at % 16);
	int ways = error == EINTR || waits ? 1 : 2;

	f->items = realloc(f->items, (f->n + 2) * sizeof(*f->items));
	for (int ever = 0; ever < ways; ever++)
		f->items[f->n++] = (struct fault){ c, at, call->number, error, ever != 0 };
}

static void plan(struct place *p, const struct command *c, struct faults *f)
{
	struct tracing t = { .todo = COUNT };

	place_reset(p);
	trace_run(p, c, &t);
	f->calls = t.calls;
	for (size_t i = 0; i < t.n; i++) {
		const char *name = call_name(t.calls[i].number);

		for (size_t j = 0; name && j < LIKELY; j++)
			for (int e = 0; strcmp(name, likely[j].call) == 0 && likely[j].errors[e]; e++)
				add(f, c, &t.calls[i], likely[j].errors[e]);
	}
	trace_free(&t);
}

static void fail(struct place *p, long i, void *arg)
{
	const struct fault *f = &((const struct faults *)arg)->items[i];
	struct tracing t = { .todo = f->ever ? FAIL_EVER : FAIL_ONCE, .at = f->at,
			     .number = f->number, .error = f->error };
	bool fine = true, mute, acknowledged;
	const char *name = call_name(f->number);
	char what[96];

	place_reset(p);
	trace_run(p, f->c, &t);
	snprintf(what, sizeof(what), "call %ld (%s) %s with %s", f->at, name,
		 f->ever ? "fails for ever" : "fails", strerrorname_np(f->error));
	/* Who cannot be told anything is not told. */
	mute = strcmp(name, "write") == 0 &&
	       (f->ever || t.failed_fd == STDERR_FILENO || f->error == EPIPE);
	trace_free(&t);
	if (p->end.status < 0 || !mute)
		fine = is_honest(p, f->c, what);
	acknowledged = p->end.status == f->c->status && p->end.n_out > 0;
	fine = world_check(p, f->c, acknowledged, what) && fine;
	tried(p->w, fine, "%s: %s", f->c->name, what);
}

/* Of a long list every so many. */
static void thin_out(struct faults *f, size_t wanted)
{
	size_t n = 0;

	while (n < wanted && f->n > wanted) {
		f->items[n] = f->items[n * f->n / wanted];
		n++;
	}
	f->n = n ? n : f->n;
}

void attack_calls(struct world *w)
{
	struct faults faults = { .is_long = w->is_long };
	struct place p;

	place_open(&p, w, "plan");
	for (size_t i = 0; i < w->n_commands && trace_can_fail(); i++)
		plan(&p, &w->commands[i], &faults);
	place_close(&p);
	if (!w->is_long)
		thin_out(&faults, 500);
	in_parallel(w, (long)faults.n, fail, &faults);
	free(faults.items);
}
