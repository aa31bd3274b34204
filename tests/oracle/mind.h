/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is known of a family on a day: the facts, the picture of each factor and subject, and
 * the class that follows. Contract: "How a route is computed", rules 1 to 3.
 */
#ifndef ORACLE_MIND_H
#define ORACLE_MIND_H

#include "world.h"

enum tri { T_NO, T_YES, T_UNKNOWN };

enum { PREGNANCY_DAYS = 280, LAST_KNOWN_DAY = 43 * 7 };

struct facts {
	int day;
	enum phase phase;
	int due, born, age;
	enum yes_no first_child;
	int municipality;
};

struct mind {
	const struct coalition *c;
	const struct family *f;
	struct facts facts;
	enum tri said[MAX_FACTORS][MAX_SUBJECTS];       /* answered or derived: before raises */
	enum tri picture[MAX_FACTORS][MAX_SUBJECTS];
	enum verdict computed, verdict;
	int n_domains;
	int n_class[FACTOR_CLASSES];
	bool domain[DOMAINS];
};

/* The facts as they stood on a day: before the birth she was still pregnant. */
struct facts facts_at(const struct family *f, int day);

/* Days of pregnancy, or NONE where the contract calls the week unknown or the child is born. */
int facts_week(const struct facts *facts);

/* The picture at the family's today, with derived and raised signals, and the class. */
void mind_make(struct mind *mind, const struct coalition *c, const struct family *f);

/* Makes the picture anew from what was said (which the caller may have changed), and weighs. */
void mind_see(struct mind *mind);

/* True when the raise is about this score, whatever its `when`. */
bool mind_reaches(const struct mind *mind, const struct raise *raise, const struct score *score);

/* Computes class and domains anew from the picture (which the caller may have changed). */
void mind_weigh(struct mind *mind);

/* A factor about anybody: present in one picture is present. */
enum tri mind_bare(const struct mind *mind, int factor);

/* True where the latest word of some source on this factor and subject is `declined`. */
bool mind_declined(const struct mind *mind, int factor, int subject);

/* The latest score at the family's today, or null. */
const struct score *mind_score(const struct mind *mind, int instrument, int item);

#endif
