/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Sixteen writers on one book, four readers and a checker, each command a
 * process of its own; in a second run some writers are killed. Nobody is ever
 * refused because the book is in use, what was acknowledged is there once, and
 * no command waits long: of a hundred, one may take more than a second.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "torture/attacks.h"

#define WRITERS 16
#define READERS 4
#define MOST_EACH 100
#define LONGEST_WAIT 10.0	/* seconds: what is promised of a book in use */
#define LONG_WAIT 1.0
#define KILLED 30		/* percent */

enum note { NOT_TRIED, REFUSED, ACKNOWLEDGED, STOPPED };

/* Shared by all. */
struct crowd {
	struct world *w;
	struct place p;			/* the folder of all of them */
	char case_key[16];
	int each;
	bool kills, quiet;
	enum note notes[WRITERS][MOST_EACH];
	double took[WRITERS][MOST_EACH];
	int ready;			/* writers that are done */
};

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static struct place own_place(const struct crowd *c)
{
	struct place p = c->p;

	p.out = calloc(1, MOST_OUTPUT);
	p.err = calloc(1, MOST_OUTPUT);
	return p;
}

static bool write_note(struct crowd *c, struct place *p, int me, int i, unsigned long long *seed)
{
	struct command note = { .words = { "case", "note", c->case_key, "--kind", "note", "--text" } };
	char text[32];
	double start = seconds();
	int pipes[2];
	pid_t child;

	snprintf(text, sizeof(text), "note %d.%d.", me, i);
	note.words[6] = text;
	child = start_child(p, pipes, NULL);
	if (child == 0)
		exec_command(p, &note);
	if (c->kills && draw(seed, 100) < KILLED) {
		struct timespec moment = { 0, (long)draw(seed, 40000) * 1000 };

		nanosleep(&moment, NULL);
		kill(child, SIGKILL);
	}
	collect(p, pipes, child, 0);
	c->took[me][i] = seconds() - start;
	c->notes[me][i] = p->end.n_out && p->end.status <= 0 ? ACKNOWLEDGED
			  : p->end.status == -SIGKILL	     ? STOPPED
							     : REFUSED;
	return c->notes[me][i] != REFUSED;
}

static void write_notes(struct crowd *c, int me)
{
	struct place p = own_place(c);
	unsigned long long seed = (unsigned long long)me + 11;

	for (int i = 0; i < c->each; i++) {
		bool fine = write_note(c, &p, me, i, &seed);

		tried(c->w, fine, "writer %d: status %d after %.1f s: %s", me, p.end.status,
		      c->took[me][i], p.end.err);
	}
	__atomic_add_fetch(&c->ready, 1, __ATOMIC_SEQ_CST);
}

/* Until the writers are done. */
static void read_on(struct crowd *c, const char *const *words)
{
	const struct timespec pause = { 0, 20000000 };
	struct place p = own_place(c);

	do {
		run_words(&p, words);
		tried(c->w, p.end.status == 0, "'%s': status %d: %s%s", words[0], p.end.status,
		      p.end.out, p.end.err);
		nanosleep(&pause, NULL);
	} while (__atomic_load_n(&c->ready, __ATOMIC_SEQ_CST) < WRITERS);
}

static int count_notes(const struct crowd *c, int me, int i)
{
	sqlite3_stmt *statement = NULL;
	char path[400], text[32];
	sqlite3 *db = NULL;
	int n = -1;

	snprintf(path, sizeof(path), "%s/book.db", c->p.folder);
	snprintf(text, sizeof(text), "note %d.%d.", me, i);
	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(db, "SELECT COUNT(*) FROM note WHERE text = ?", -1, &statement,
			       NULL) == SQLITE_OK &&
	    sqlite3_bind_text(statement, 1, text, -1, SQLITE_TRANSIENT) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW)
		n = sqlite3_column_int(statement, 0);
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return n;
}

static int compare_times(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void check_times(const struct crowd *c)
{
	double all[WRITERS * MOST_EACH];
	size_t n = 0;

	for (int me = 0; me < WRITERS; me++)
		for (int i = 0; i < c->each; i++)
			all[n++] = c->took[me][i];
	qsort(all, n, sizeof(*all), compare_times);
	printf("  of %zu writes by %d at once: median %.0f ms, p99 %.0f ms, slowest %.0f ms\n", n,
	       WRITERS, 1e3 * all[n / 2], 1e3 * all[n * 99 / 100], 1e3 * all[n - 1]);
	tried(c->w, all[n - 1] < LONGEST_WAIT, "a write took %.1f s", all[n - 1]);
	/* On a machine that was busy already it says more of the machine. */
	if (c->quiet)
		tried(c->w, all[n * 99 / 100] < LONG_WAIT, "p99 %.1f s", all[n * 99 / 100]);
	else
		printf("  the machine was busy: p99 is not judged\n");
}

static void check(struct crowd *c)
{
	const char *const doctor[] = { "doctor", NULL };

	for (int me = 0; me < WRITERS; me++)
		for (int i = 0; i < c->each; i++) {
			int n = count_notes(c, me, i);
			enum note note = c->notes[me][i];

			tried(c->w, note == ACKNOWLEDGED ? n == 1 : note == STOPPED ? n <= 1 : n == 0,
			      "note %d.%d is there %d times (%d)", me, i, n, (int)note);
		}
	run_words(&c->p, doctor);
	tried(c->w, c->p.end.status == 0, "doctor: %s%s", c->p.end.out, c->p.end.err);
	check_times(c);
}

/* The case that commands are about. */
static void find_case(struct crowd *c)
{
	for (size_t i = 0; i < c->w->n_commands; i++)
		if (strcmp(c->w->commands[i].name, "case note") == 0)
			snprintf(c->case_key, sizeof(c->case_key), "%s",
				 c->w->commands[i].words[2]);
}

static void run(struct world *w, bool kills)
{
	struct crowd *c = mmap(NULL, sizeof(*c), PROT_READ | PROT_WRITE,
			       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	const char *const readers[READERS + 1][4] = { { "case", "list" },
						      { "todo", "--all" },
						      { "case", "show", c->case_key },
						      { "handover", "list" },
						      { "audit", "verify" } };

	double load = 0;

	getloadavg(&load, 1);
	*c = (struct crowd){ .w = w,
			     .each = w->is_long ? MOST_EACH : 10,
			     .kills = kills,
			     .quiet = load < (double)sysconf(_SC_NPROCESSORS_ONLN) };
	place_open(&c->p, w, "crowd");
	place_reset(&c->p);
	find_case(c);
	fflush(NULL);
	for (int i = 0; i < WRITERS + READERS + 1; i++)
		if (fork() == 0) {
			if (i < WRITERS)
				write_notes(c, i);
			else
				read_on(c, readers[i - WRITERS]);
			_exit(0);
		}
	while (wait(NULL) > 0 || errno == EINTR)
		continue;
	check(c);
	place_close(&c->p);
	munmap(c, sizeof(*c));
}

void attack_crowd(struct world *w)
{
	run(w, false);
}

void attack_crowd_killed(struct world *w)
{
	run(w, true);
}
