/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Preloaded into ks (LD_PRELOAD): memory that runs out, and another clock.
 *
 *	TORTURE_ALLOC=N   allocation N fails; TORTURE_EVER=1: and every later one
 *	TORTURE_COUNT=F   the number of allocations is written to file F at the end
 *	TORTURE_CLOCK=T   it is T, in seconds of 1970
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);

static long fail_at, seen;
static int for_ever, was_read;

static long number_of(const char *name)
{
	const char *text = getenv(name);

	return text ? strtol(text, NULL, 10) : 0;
}

static int fails(void)
{
	if (!was_read) {
		was_read = 1;
		fail_at = number_of("TORTURE_ALLOC");
		for_ever = number_of("TORTURE_EVER") != 0;
	}
	seen++;
	if (!fail_at || seen < fail_at || (seen > fail_at && !for_ever))
		return 0;
	errno = ENOMEM;
	return 1;
}

void *malloc(size_t size)
{
	return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
	return fails() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *old, size_t size)
{
	return fails() ? NULL : __libc_realloc(old, size);
}

__attribute__((destructor)) static void tell(void)
{
	const char *path = getenv("TORTURE_COUNT");
	FILE *file = path ? fopen(path, "w") : NULL;

	if (file) {
		fprintf(file, "%ld\n", seen);
		fclose(file);
	}
}

time_t time(time_t *out)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	if (out)
		*out = now.tv_sec;
	return now.tv_sec;
}

int gettimeofday(struct timeval *restrict out, void *restrict zone)
{
	(void)zone;
	out->tv_sec = time(NULL);
	out->tv_usec = 0;
	return 0;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
	const char *moment = getenv("TORTURE_CLOCK");

	if (clock != CLOCK_REALTIME || !moment)
		return (int)syscall(SYS_clock_gettime, clock, now);
	*now = (struct timespec){ strtoll(moment, NULL, 10), 0 };
	return 0;
}
