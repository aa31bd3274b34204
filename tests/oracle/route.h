/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The steps for one mind: which cards apply, what drops out and what comes in its place, when
 * each step is due and in what order. Contract: "How a route is computed", rules 4 to 9.
 */
#ifndef ORACLE_ROUTE_H
#define ORACLE_ROUTE_H

#include "cond.h"
#include "outcome.h"

struct reason {
	int card, step;
	int due, opens;                 /* opens NO_DAY = its windows are open (or not known) */
	bool check;
	factor_set signals;
};

struct route_step {
	char id[ID_SIZE];
	int intervention, role;         /* intervention NONE: a `do` step */
	enum urgency urgency;
	enum form form;
	int due, opens;
	bool check, already, unfilled;
	const char *organisation;       /* null = none */
	factor_set signals;
	int n_reasons;
	struct reason reason[MAX_REASONS];
};

enum drop_kind { DROP_STEP_WINDOW, DROP_WINDOW, DROP_CRITERIA, DROP_COVERAGE, DROP_PHASE };

extern const char *const drop_names[DROP_PHASE + 1];

struct drop {
	enum drop_kind kind;
	int intervention, role;
	int card, step;                 /* whose window it was: DROP_STEP_WINDOW */
	const struct place *place;
};

struct route {
	int n_steps, n_drops;
	struct route_step step[MAX_ROUTE];
	struct drop drop[MAX_DROPPED];
	bool card_applies[MAX_CARDS];
};

/* The steps in no particular order; the same steps make the same route_mark(). */
void route_make(struct route *route, const struct mind *mind);

/* Puts the steps in the order of rule 9. */
void route_order(struct route *route, const struct mind *mind);

/* One number for the set of (id, urgency, due, form). */
uint64_t route_mark(const struct route *route);

/* The file of a drop below the folder of coalition folders. */
void drop_file(const struct coalition *c, const struct drop *drop, char *to, size_t size);

#endif
