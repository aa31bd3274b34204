/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Preloaded into ks (LD_PRELOAD): memory that runs out, and another clock.
 *
 *	TORTURE_ALLOC=N   allocation N fails; TORTURE_EVER=1: and every later one
 *	TORTURE_ALONE=1   no thread can be made, so that N is the same one in every run
 *	TORTURE_COUNT=F   which allocations there were is written to file F at the end: of
 *	                  every way through the program that leads to one, the first and last
 *	TORTURE_CLOCK=T   it is T, in seconds of 1970
 */
#define _GNU_SOURCE
#include <errno.h>
#include <execinfo.h>
#include <stdatomic.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);

#define OURS 3			/* frames of this file */
#define CALLERS 8		/* so many together are a way to an allocation */
#define MOST_WAYS 65536

struct way {
	unsigned long hash;
	long first, last;	/* allocations; 0: no way */
};

static struct way ways[MOST_WAYS];
static atomic_flag ways_in_use = ATOMIC_FLAG_INIT;
static _Thread_local int noting;	/* what this file allocates itself does not count */

static long fail_at;
static atomic_long seen;
static int for_ever, counts, was_read;

static long number_of(const char *name)
{
	const char *text = getenv(name);

	return text ? strtol(text, NULL, 10) : 0;
}

static unsigned long hash_of_callers(void)
{
	void *frames[OURS + CALLERS];
	int n = backtrace(frames, OURS + CALLERS);
	unsigned long hash = 14695981039346656037UL;

	for (int i = OURS; i < n; i++)
		hash = (hash ^ (unsigned long)frames[i]) * 1099511628211UL;
	return hash;
}

static void note_way(long allocation)
{
	unsigned long hash = hash_of_callers();
	size_t i = hash >> 48;

	while (atomic_flag_test_and_set(&ways_in_use))
		;
	while (ways[i].first && ways[i].hash != hash)
		i = (i + 1) % MOST_WAYS;
	if (!ways[i].first)
		ways[i] = (struct way){ hash, allocation, allocation };
	ways[i].last = allocation;
	atomic_flag_clear(&ways_in_use);
}

static void read_what_to_do(void)
{
	was_read = 1;
	fail_at = number_of("TORTURE_ALLOC");
	for_ever = number_of("TORTURE_EVER") != 0;
	counts = getenv("TORTURE_COUNT") != NULL;
}

static int fails(void)
{
	long allocation;

	if (noting)
		return 0;
	if (!was_read)
		read_what_to_do();
	allocation = ++seen;
	if (counts) {
		noting = 1;
		note_way(allocation);
		noting = 0;
	}
	if (!fail_at || allocation < fail_at || (allocation > fail_at && !for_ever))
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

int pthread_create(pthread_t *thread, const pthread_attr_t *how, void *(*run)(void *), void *arg)
{
	typedef int create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
	create *real;

	noting++;
	*(void **)&real = dlsym(RTLD_NEXT, "pthread_create");
	noting--;
	return real && !getenv("TORTURE_ALONE") ? real(thread, how, run, arg) : EAGAIN;
}

__attribute__((destructor)) static void tell(void)
{
	const char *path = getenv("TORTURE_COUNT");
	FILE *file = NULL;

	noting = 1;
	file = path ? fopen(path, "w") : NULL;
	for (size_t i = 0; file && i < MOST_WAYS; i++) {
		if (ways[i].first)
			fprintf(file, "%ld\n", ways[i].first);
		if (ways[i].last != ways[i].first)
			fprintf(file, "%ld\n", ways[i].last);
	}
	if (file)
		fclose(file);
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
