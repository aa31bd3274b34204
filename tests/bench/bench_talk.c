/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a person waits for at a terminal (goal 10): from the start of `ks
 * screen` to its first question, and from Enter to the next one, which is
 * kept in the casebook before it comes. Through a pseudo-terminal; medians.
 *
 *   bench_talk BUILD
 */
#define _XOPEN_SOURCE 700	/* pseudo-terminals */

#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define TALKS 15
#define KEYS 20
#define WAIT_MS 10000

static void die(const char *what)
{
	fprintf(stderr, "bench: %s\n", what);
	exit(1);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double median(double *values, size_t n)
{
	qsort(values, n, sizeof *values, by_value);
	return values[n / 2];
}

/* ---- the terminal -------------------------------------------------------- */

static void become_ks(const char *slave, const char *ks)
{
	int fd;

	setsid();
	fd = open(slave, O_RDWR);	/* the first terminal of a session becomes its own */
	for (int i = 0; i < 3; i++)
		if (dup2(fd, i) < 0)
			_exit(99);
	execl(ks, ks, "screen", (char *)NULL);
	_exit(99);
}

static pid_t start(const char *ks, int *master)
{
	char slave[100];
	pid_t pid;

	*master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (*master < 0 || grantpt(*master) != 0 || unlockpt(*master) != 0)
		die("no pseudo-terminal");
	snprintf(slave, sizeof slave, "%s", ptsname(*master));
	pid = fork();
	if (pid == 0)
		become_ks(slave, ks);
	return pid;
}

/* Reads until it asks for a line; the milliseconds since the given moment. */
static double until_prompt(int master, double since)
{
	struct pollfd fd = { .fd = master, .events = POLLIN };
	char last[3] = { 0 }, piece[4096];

	do {
		ssize_t n = poll(&fd, 1, WAIT_MS) > 0 ? read(master, piece, sizeof piece) : 0;

		if (n <= 0)
			die("no question came");
		for (ssize_t i = n > 3 ? n - 3 : 0; i < n; i++) {
			memmove(last, last + 1, 2);
			last[2] = piece[i];
		}
	} while (memcmp(last, "\n> ", 3) != 0);
	return now() - since;
}

/* One conversation: words to begin a case with, Enter at every other question, then broken off. */
static double talk(const char *ks, double *keys)
{
	double moment = now(), first;
	int master, status;
	pid_t pid = start(ks, &master);

	first = until_prompt(master, moment);
	for (int i = 0; i < KEYS; i++) {
		const char *line = i ? "\n" : "Zij zingt.\n";

		moment = now();
		if (write(master, line, strlen(line)) != (ssize_t)strlen(line))
			die("could not type");
		keys[i] = until_prompt(master, moment);
	}
	if (write(master, "\003", 1) != 1)
		die("could not break off");
	waitpid(pid, &status, 0);
	close(master);
	return first;
}

/* ---- the world ----------------------------------------------------------- */

static void make_book(const char *ks, const char *dir)
{
	char text[400];

	snprintf(text, sizeof text, "%s/casebook.db", dir);
	setenv("KS_DB", text, 1);
	setenv("KS_ROUTES", "routes/deventer", 1);
	setenv("KS_USER", "bench", 1);
	setenv("KS_ROLE", "verloskundige", 1);
	setenv("KS_ORG", "Bench", 1);
	setenv("KS_TODAY", "2026-11-21", 1);
	setenv("TERM", "dumb", 1);
	snprintf(text, sizeof text, "%s init >/dev/null", ks);
	if (system(text) != 0)
		die("cannot make a casebook");
}

int main(int argc, char **argv)
{
	char dir[] = "/tmp/ks-bench-XXXXXX", ks[200], text[200];
	double first[TALKS], keys[TALKS * KEYS];

	snprintf(ks, sizeof ks, "%s/ks", argc > 1 ? argv[1] : "build");
	if (!mkdtemp(dir))
		die("cannot make a folder");
	make_book(ks, dir);
	for (int i = 0; i < TALKS; i++)
		first[i] = talk(ks, &keys[i * KEYS]);
	printf("%-44s %7.2f ms  goal <= %.0f ms\n", "10 ks screen at a terminal, first question",
	       median(first, TALKS), 20.0);
	printf("%-44s %7.2f ms  goal <= %.0f ms\n", "10 a key to the next question",
	       median(keys, sizeof keys / sizeof *keys), 5.0);
	snprintf(text, sizeof text, "rm -rf '%s'", dir);
	return system(text) == 0 ? 0 : 1;
}
