/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef TORTURE_WORLD_H
#define TORTURE_WORLD_H
/*
 * The world that is attacked: a casebook with a family in it, made once by
 * `ks` itself, and for every attempt a fresh folder with a copy of it.
 *
 * What is promised is checked in one place, world_check(): whatever was done
 * to the copy, `ks doctor` finds nothing wrong and the book holds at least
 * what was acknowledged and at most one whole command more.
 */
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define MOST_WORDS 32
#define MOST_COMMANDS 64
#define MOST_OUTPUT (1U << 20)

/* What a command does besides answering. */
enum effect {
	READS,		/* adds its row to the audit */
	WRITES,		/* and something about a family */
	MAKES_BOOK,	/* makes new.db */
	MAKES_FILE	/* writes out.file, and its row to the audit */
};

/* A line of tests/torture/commands. */
struct command {
	char line[512];		/* the words, ended by NUL */
	const char *name, *words[MOST_WORDS + 1], *input;
	enum effect effect;
	/* What an undisturbed run does: rows after it, bytes it prints and writes to out.file. */
	long long rows;
	size_t printed, written;
	int status;
};

struct world {
	const char *ks, *shim, *tests;
	bool is_long;
	char room[256];			/* everything is below it */
	char start[300];		/* the folder that every attempt begins with */
	long long rows;			/* audit rows in it */
	size_t book_size;
	struct command commands[MOST_COMMANDS];
	size_t n_commands;
	struct tally *tally;		/* shared by the workers */
};

/* How a run ended. */
struct ending {
	int status;			/* exit status, or -signal */
	size_t n_out, n_err;
	char *out, *err;		/* ended by NUL; of the caller's struct place */
};

/* A folder to work in, one for each worker, and room for what was printed. */
struct place {
	const struct world *w;
	char folder[300];
	char *out, *err;
	struct ending end;
	int extra;			/* audit rows that an attack itself may have added */
	int looks;			/* audit rows of the last look whether the book is sound */
};

/* One attack: what was tried, what broke. Shared memory, atomic. */
struct tally {
	const char *name;
	long tried, broken, shown;
};

void world_make(struct world *w);
void world_remove(struct world *w);

void place_open(struct place *p, const struct world *w, const char *name);
void place_reset(struct place *p);	/* the folder as it was at the start */
void place_close(struct place *p);

/* Forks, with pipes where the output goes; collect() ends what start_child() began. */
pid_t start_child(struct place *p, int pipes[2], const char *input);
void exec_command(const struct place *p, const struct command *c);	/* in the child; no return */
void collect(struct place *p, const int pipes[2], pid_t child, int waited);

/* Runs a command; prepare() is called in the child just before. */
void run_command(struct place *p, const struct command *c, void (*prepare)(const void *),
		 const void *arg);

/* Runs ks with these words (NULL ends them). */
void run_words(struct place *p, const char *const *words);

/* Is the ending what it claims to be? Complains under the name of the attack otherwise. */
bool is_honest(struct place *p, const struct command *c, const char *what);
/* Does the folder keep the promises? acknowledged: the answer had come. */
bool world_check(struct place *p, const struct command *c, bool acknowledged, const char *what);

/* Counts one attempt of w->tally; says what broke, the first few times. */
void tried(const struct world *w, bool fine, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Splits n attempts over the processors; attempt(p, i) works in a place of its own. */
void in_parallel(const struct world *w, long n, void (*attempt)(struct place *, long, void *),
		 void *arg);

/* Files. */
char *slurp(const char *path, size_t *len);		/* NULL: not there; free() */
bool spill(const char *path, const void *text, size_t len);
void copy_folder(const char *from, const char *to);	/* its files */
void empty_folder(const char *path);
long long rows_of(const char *book);			/* -1: cannot be read */

/* The same sequence everywhere. */
unsigned draw(unsigned long long *seed, unsigned n);

#endif
