/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An outcome: what `ks route --json` must say, as plain data. The oracle makes one, the JSON
 * of the program is read into one (`reading.h`), and the two are compared here.
 *
 * Texts for people (labels, sentences, reasons) are not in it: their words are free. An empty
 * string stands for null.
 */
#ifndef ORACLE_OUTCOME_H
#define ORACLE_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "world.h"

enum {
	ID_SIZE = 2 * NAME_SIZE + 8,
	ENTRY_SIZE = NAME_SIZE + 12,    /* an id, or ID@subject */
	MAX_NAMES = 20,
	MAX_ROUTE = 32,
	MAX_REASONS = 24,
	MAX_DROPPED = 128,
	MAX_QUESTIONS = 40,
};

struct names {
	int n;
	char name[MAX_NAMES][ENTRY_SIZE];
};

struct because {
	char card[NAME_SIZE], step[NAME_SIZE], version[NAME_SIZE], file[NAME_SIZE * 3];
	struct place place;
	struct names signals;
};

struct taken {
	char id[ID_SIZE], intervention[NAME_SIZE], role[NAME_SIZE], organisation[NAME_SIZE];
	char urgency[NAME_SIZE], form[NAME_SIZE], status[NAME_SIZE], consent[NAME_SIZE];
	int due, opens;
	bool check;
	int n_because;
	struct because because[MAX_REASONS];
};

/* `kind` is for the reader of a report; the JSON has a sentence there. */
struct dropped {
	char intervention[ID_SIZE], role[NAME_SIZE], alternative[NAME_SIZE], kind[NAME_SIZE];
	char step_id[ID_SIZE];          /* a `do` step may be named by its id instead of null */
	char file[NAME_SIZE * 3];
	struct place place;
};

enum marked { NOT_MARKED, MARKED, EITHER };

struct question {
	char factor[ENTRY_SIZE];
	bool moves_class, moves_route;
	enum marked declined;
};

struct outcome {
	char verdict[NAME_SIZE], computed[NAME_SIZE], week[NAME_SIZE];
	int count[FACTOR_CLASSES];
	struct names domains, signals, capacity_present, capacity_absent, gaps;
	struct names safety_now, safety_consult;        /* cards */
	int n_steps, n_dropped, n_questions;
	struct taken step[MAX_ROUTE];
	struct dropped dropped[MAX_DROPPED];
	struct question question[MAX_QUESTIONS];
};

/*
 * Adds a name where it is not there yet and keeps the list sorted. A full list takes no more:
 * no world fills it, so a document that does differs from what is wanted anyway.
 */
void names_add(struct names *names, const char *name);
bool names_equal(const struct names *a, const struct names *b);

/* Copies at most size - 1 bytes; a null text is the empty one. */
void text_set(char *to, size_t size, const char *from);

/* Puts what has no order of its own (reasons, dropped) in a fixed one. */
void outcome_sort(struct outcome *o);

enum places { PLACES_IGNORED, PLACES_COMPARED };

/*
 * True when both say the same; else `why` tells the first difference. `want` has two lines for
 * a place (see world.h), either of which `got` may give.
 */
bool outcome_equal(const struct outcome *want, const struct outcome *got, enum places places,
		   char *why, size_t why_size);

void outcome_print(FILE *to, const struct outcome *o);

#endif
