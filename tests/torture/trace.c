/* SPDX-License-Identifier: EUPL-1.2 */
#define _GNU_SOURCE
#include "torture/trace.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/ptrace.h>

#define LONGEST_PATH 1024

static const struct {
	int number;
	const char *name;
	bool changes;
} known[] = {
	{ SYS_openat, "openat", false },	 { SYS_read, "read", false },
	{ SYS_pread64, "pread", false },	 { SYS_write, "write", true },
	{ SYS_pwrite64, "pwrite", true },	 { SYS_fsync, "fsync", false },
	{ SYS_fdatasync, "fdatasync", false },	 { SYS_ftruncate, "ftruncate", true },
	{ SYS_unlinkat, "unlinkat", true },	 { SYS_newfstatat, "fstatat", false },
	{ SYS_fcntl, "fcntl", false },		 { SYS_close, "close", false },
	{ SYS_lseek, "lseek", false },		 { SYS_mkdirat, "mkdirat", true },
	{ SYS_fchmod, "fchmod", true },		 { SYS_getdents64, "getdents", false },
	{ SYS_statfs, "statfs", false },	 { SYS_getrandom, "getrandom", false },
	{ SYS_fchown, "fchown", true },		 { SYS_faccessat, "faccessat", false },
	{ SYS_renameat, "renameat", true },	 { SYS_linkat, "linkat", true },
	{ SYS_fstat, "fstat", false },		 { SYS_fallocate, "fallocate", true },
	{ SYS_readlinkat, "readlinkat", false }, { SYS_pwritev, "pwritev", true },
#ifdef __x86_64__
	{ SYS_open, "open", false },		 { SYS_unlink, "unlink", true },
	{ SYS_rename, "rename", true },		 { SYS_mkdir, "mkdir", true },
	{ SYS_access, "access", false },	 { SYS_stat, "stat", false },
	{ SYS_lstat, "lstat", false },		 { SYS_chmod, "chmod", true },
	{ SYS_rmdir, "rmdir", true },		 { SYS_readlink, "readlink", false },
	{ SYS_link, "link", true },
#endif
};
#define KNOWN (sizeof(known) / sizeof(known[0]))

const char *call_name(int number)
{
	for (size_t i = 0; i < KNOWN; i++)
		if (known[i].number == number)
			return known[i].name;
	return NULL;
}

bool call_changes(const struct call *call)
{
	if (call->result < 0)
		return false;
	if (call->number == SYS_openat)
		return call->args[2] & (O_CREAT | O_TRUNC);
	for (size_t i = 0; i < KNOWN; i++)
		if (known[i].number == call->number)
			return known[i].changes;
	return false;
}

/* ---- registers ------------------------------------------------------------ */

#ifdef __x86_64__
bool trace_can_fail(void)
{
	return true;
}

static void set_number(pid_t child, int number)
{
	ptrace(PTRACE_POKEUSER, child, offsetof(struct user_regs_struct, orig_rax), number);
}

static void set_result(pid_t child, int error)
{
	ptrace(PTRACE_POKEUSER, child, offsetof(struct user_regs_struct, rax), -(long)error);
}

/* Stays readable for us while its data are recorded. */
static void stay_readable(pid_t child)
{
	ptrace(PTRACE_POKEUSER, child, offsetof(struct user_regs_struct, rsi), 1L);
}
#else
bool trace_can_fail(void)
{
	return false;
}

static void set_number(pid_t child, int number)
{
	(void)child;
	(void)number;
}

static void set_result(pid_t child, int error)
{
	(void)child;
	(void)error;
}

static void stay_readable(pid_t child)
{
	(void)child;
}
#endif

static void read_memory(pid_t child, unsigned long long from, char *to, size_t len)
{
	for (size_t i = 0; i < len; i += sizeof(long)) {
		long word = ptrace(PTRACE_PEEKDATA, child, from + i, 0);

		memcpy(to + i, &word, len - i < sizeof(long) ? len - i : sizeof(long));
	}
}

static char *read_path(pid_t child, unsigned long long from)
{
	char *path = calloc(1, LONGEST_PATH);

	for (size_t i = 0; i + sizeof(long) < LONGEST_PATH; i += sizeof(long)) {
		read_memory(child, from + i, path + i, sizeof(long));
		if (memchr(path + i, 0, sizeof(long)))
			break;
	}
	return path;
}

static void read_data(pid_t child, struct call *call)
{
	switch (call->number) {
	case SYS_write:
	case SYS_pwrite64:
		call->len = (size_t)call->args[2];
		call->data = malloc(call->len + 1);
		read_memory(child, call->args[1], call->data, call->len);
		break;
	case SYS_openat:
	case SYS_unlinkat:
		call->data = read_path(child, call->args[1]);
		break;
#ifdef __x86_64__
	case SYS_rename:
	case SYS_link:
		call->data2 = read_path(child, call->args[1]);
		call->data = read_path(child, call->args[0]);
		break;
	case SYS_unlink:
	case SYS_mkdir:
		call->data = read_path(child, call->args[0]);
		break;
#endif
	default:
		break;
	}
}

/* ---- following ------------------------------------------------------------ */

static struct call *add_call(struct tracing *t, const struct __ptrace_syscall_info *info)
{
	struct call *call;

	t->calls = realloc(t->calls, (t->n + 1) * sizeof(*t->calls));
	call = &t->calls[t->n++];
	memset(call, 0, sizeof(*call));
	call->number = (int)info->entry.nr;
	for (int i = 0; i < 6; i++)
		call->args[i] = info->entry.args[i];
	return call;
}

/*
 * A run may differ a little from the one that was planned (threads that wait for each other): what
 * fails is the kind of call that was planned, there or at the first one after it. A call that no
 * plan names may not fail: exit_group() has no such errors, and who calls it is not prepared.
 */
static bool must_fail(const struct tracing *t)
{
	long i = (long)t->n - 1;

	if (i < t->at || t->calls[i].number != t->number)
		return false;
	return t->todo == FAIL_EVER || (t->todo == FAIL_ONCE && !t->was_hit);
}

/* A call begins. False: the child is no more. */
static bool enter(pid_t child, struct tracing *t, const struct __ptrace_syscall_info *info,
		  bool *failing)
{
	struct call *call = add_call(t, info);

	*failing = false;
	if (t->todo == KILL && (long)t->n - 1 == t->at) {
		kill(child, SIGKILL);
		t->was_hit = true;
		return false;
	}
	if (t->todo == RECORD)
		read_data(child, call);
	if (must_fail(t)) {
		if (!t->was_hit)
			t->failed_fd = (int)call->args[0];
		t->was_hit = *failing = true;
		set_number(child, -1);
	}
	return true;
}

static int follow(pid_t child, struct tracing *t)
{
	bool begun = false, failing = false;
	struct __ptrace_syscall_info info;
	int status = 0, signal = 0;

	for (;;) {
		if (ptrace(PTRACE_SYSCALL, child, 0, signal) != 0 && errno == ESRCH)
			signal = 0;
		if (waitpid(child, &status, 0) < 0 || WIFEXITED(status) || WIFSIGNALED(status))
			return status;
		signal = 0;
		if (WSTOPSIG(status) != (SIGTRAP | 0x80)) {
			signal = WSTOPSIG(status) == SIGTRAP ? 0 : WSTOPSIG(status);
			continue;
		}
		if (ptrace(PTRACE_GET_SYSCALL_INFO, child, sizeof(info), &info) <= 0)
			continue;
		if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
			if (info.entry.nr == SYS_prctl && info.entry.args[0] == PR_SET_DUMPABLE) {
				begun = true;
				if (t->todo == RECORD)
					stay_readable(child);
			} else if (begun) {
				enter(child, t, &info, &failing);
			}
		} else if (info.op == PTRACE_SYSCALL_INFO_EXIT && begun && t->n) {
			t->calls[t->n - 1].result = failing ? -t->error : info.exit.rval;
			if (failing)
				set_result(child, t->error);
			failing = false;
		}
	}
}

void trace_run(struct place *p, const struct command *c, struct tracing *t)
{
	int pipes[2], status = 0;
	pid_t child = start_child(p, pipes, c->input);

	t->n = 0;
	t->calls = NULL;
	t->was_hit = false;
	if (child == 0) {
		ptrace(PTRACE_TRACEME, 0, 0, 0);
		raise(SIGSTOP);
		exec_command(p, c);
	}
	waitpid(child, &status, 0);
	ptrace(PTRACE_SETOPTIONS, child, 0, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
	status = follow(child, t);
	p->end.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
	collect(p, pipes, child, 1);
}

void trace_free(struct tracing *t)
{
	for (size_t i = 0; i < t->n; i++) {
		free(t->calls[i].data);
		free(t->calls[i].data2);
	}
	free(t->calls);
	t->calls = NULL;
	t->n = 0;
}
