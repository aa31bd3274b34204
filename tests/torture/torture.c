/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Everything that may go wrong around `ks`, done to it on purpose: see
 * docs/trust.md for what is promised. Prints for each attack how much was
 * tried and how many promises broke; exits with 1 when any did.
 *
 *	torture --ks PROGRAM --shim LIBRARY --tests FOLDER [--long] [ATTACK...]
 */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "torture/attacks.h"

static const struct {
	const char *name, *what;
	void (*run)(struct world *);
} attacks[] = {
	{ "kill", "SIGKILL at system calls and moments", attack_kill },
	{ "power", "power cuts: unsynced writes lost, torn, in any order", attack_power },
	{ "calls", "system calls that fail, once and for ever", attack_calls },
	{ "memory", "allocations that fail, once and for ever", attack_memory },
	{ "disk", "full at every 4 KiB, read-only, /dev/full", attack_disk },
	{ "crowd", "writers, readers and a checker at once", attack_crowd },
	{ "stampede", "the same, and some of the writers killed", attack_crowd_killed },
	{ "damage", "bits, pages and lengths of the book", attack_damage },
	{ "columns", "a column that is never empty, emptied", attack_columns },
	{ "tamper", "columns and rows changed with another program", attack_tamper },
	{ "versions", "books of a newer program or another schema", attack_versions },
	{ "texts", "hostile texts through every input into every output", attack_texts },
	{ "clock", "moments forward and back, in eleven zones", attack_clock },
	{ "process", "calls, modes, cores, descriptors, links, environment", attack_process },
};
#define ATTACKS (sizeof(attacks) / sizeof(attacks[0]))

static bool is_asked(const char *name, char **names)
{
	if (!*names)
		return true;
	for (; *names; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static long run_attack(struct world *w, size_t i)
{
	double start = seconds();

	*w->tally = (struct tally){ .name = attacks[i].name };
	fflush(stdout);
	attacks[i].run(w);
	if (!w->tally->tried)
		w->tally->broken = 1;	/* what tried nothing promises nothing */
	printf("%-9s %8ld tried %6ld broken  %6.1f s  %s\n", attacks[i].name, w->tally->tried,
	       w->tally->broken, seconds() - start, attacks[i].what);
	return w->tally->broken;
}

static char **read_options(struct world *w, char **argv)
{
	for (; *argv && strncmp(*argv, "--", 2) == 0; argv++) {
		if (strcmp(*argv, "--long") == 0)
			w->is_long = true;
		else if (argv[1] && strcmp(*argv, "--ks") == 0)
			w->ks = *++argv;
		else if (argv[1] && strcmp(*argv, "--shim") == 0)
			w->shim = *++argv;
		else if (argv[1] && strcmp(*argv, "--tests") == 0)
			w->tests = *++argv;
	}
	return argv;
}

static const char *absolute(const char *path)
{
	const char *real = path ? realpath(path, NULL) : NULL;

	if (!real) {
		fprintf(stderr, "torture: '%s' is not there\n", path ? path : "");
		exit(2);
	}
	return real;
}

/* The day and who works, the same for all; nothing else of the environment reaches ks. */
static void set_the_scene(void)
{
	const char *tmp = getenv("TMPDIR"), *path = getenv("PATH");
	char *kept = tmp ? strdup(tmp) : NULL, *where = strdup(path ? path : "/usr/bin:/bin");

	clearenv();
	if (kept)
		setenv("TMPDIR", kept, 1);
	setenv("PATH", where, 1);
	setenv("KS_USER", "vk-1", 1);
	setenv("KS_ROLE", "verloskundige", 1);
	setenv("KS_ORG", "praktijk-noord", 1);
	setenv("KS_TODAY", "2026-11-21", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("TZ", "UTC0", 1);
	setenv("TERM", "dumb", 1);
	free(kept);
	free(where);
}

int main(int argc, char **argv)
{
	static struct world w;
	long tried = 0, broken = 0;
	char **names = read_options(&w, argv + (argc > 0));

	w.ks = absolute(w.ks);
	w.shim = absolute(w.shim);
	w.tests = absolute(w.tests);
	set_the_scene();
	w.tally = mmap(NULL, sizeof(*w.tally), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
		       -1, 0);
	world_make(&w);
	for (size_t i = 0; i < ATTACKS; i++) {
		if (!is_asked(attacks[i].name, names))
			continue;
		broken += run_attack(&w, i);
		tried += w.tally->tried;
	}
	world_remove(&w);
	printf("torture: %ld tried, %ld promises broken\n", tried, broken);
	return broken || !tried;
}
