/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The program under test, as the property test needs it. subject.c is the only file of the
 * oracle that may include headers of the program; nothing else in this folder knows them.
 */
#ifndef ORACLE_SUBJECT_H
#define ORACLE_SUBJECT_H

#include <stddef.h>

#include "rng.h"
#include "world.h"

struct subject;

/*
 * Loads the coalition in `folder` (a folder of YAML files whose base, if any, is its sibling).
 * Null when the program refuses it; `why` then holds what it says.
 */
struct subject *subject_load(const char *folder, char *why, size_t why_size);

/*
 * The route of one family as the JSON of `ks route --json`, nothing kept, in memory that the
 * caller frees. Null when the program fails; `why` then holds what it says.
 *
 * `c` serves to turn the indices in `f` into names: factors, instruments, cards and steps,
 * interventions and roles. All of `f` is to be handed over as it is:
 *  - every answer with subject, source, date and order, those after today and the superseded
 *    included (where the program leaves the first to its store, leave them out here);
 *  - every score with its date, in this order; `item` NONE is the total;
 *  - the judgement (with the parent) and the raise, both at the last screening, on `judged`;
 *  - `previous`: the reasons of the last kept route with the day since which they stood.
 */
char *subject_route(const struct subject *s, const struct coalition *c, const struct family *f,
		    char *why, size_t why_size);

/* Another answer about a factor and a subject (index in its own list). */
struct other {
	int factor, subject;
	bool present;
};

enum { MAX_SET = 3, MAX_SETS = 400, MAX_PROVEN = 16 };

struct sets {
	bool stands, decided, by_number, never;
	int n;                          /* at most MAX_SETS are told */
	struct {
		int n;
		struct other item[MAX_SET];
	} set[MAX_SETS];
};

/* The route with one answer supposed, as subject_route() gives it. */
char *subject_what_if(const struct subject *s, const struct coalition *c, const struct family *f,
		      struct other other, char *why, size_t why_size);

/* What the program says would bring an intervention on the route. */
void subject_why_not(const struct subject *s, const struct coalition *c, const struct family *f,
		     int intervention, struct sets *sets);

/* What the program says an open question could change, and with which other answers. */
struct witness {
	int factor, subject;            /* the question; subject 0 where it is about anybody */
	bool moves_route;               /* else it is about the class */
	bool decided;
	int n;
	struct other with[MAX_PROVEN];
	enum reply answer[2];           /* PRESENT, ABSENT, or NOT_ASKED: left unanswered */
};

/* One for each open question; returns how many, at most `room`. */
int subject_witnesses(const struct subject *s, const struct coalition *c, const struct family *f,
		      struct witness *witness, int room);

/*
 * The same coalition with one of its files changed a little, at random: a digit, an `any` that
 * becomes `all` or the reverse, a card that goes. Null when the program refuses what comes of it.
 */
struct subject *subject_change(const struct subject *s, struct rng *rng);

/* What `ks cards impact` does with a family: reads it or not; has it another route or not. */
enum impact { LEFT_ALONE, READ_FOR_NOTHING, READ_AND_CHANGED, MISSED };

enum impact subject_impact(const struct subject *before, const struct subject *after,
			   const struct coalition *c, const struct family *f);

void subject_free(struct subject *s);

#endif
