/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef SUPPORT_COALITION_H
#define SUPPORT_COALITION_H
/*
 * A coalition from a few lines of YAML, for tests: the files are written to a
 * folder of their own and loaded by the real loader. Vocabulary, roles and a
 * policy are given; a test adds interventions and cards.
 */
#include "ks/base/arena.h"
#include "ks/cards/load.h"
#include "ks/engine/route.h"

struct made {
	struct ks_arena arena;
	struct ks_diag diag;
	const struct ks_coalition *c;
	struct ks_family family;
	struct ks_answer answers[32];
	struct ks_score scores[8];
};

/*
 * Loads a coalition with these interventions (list entries, two blanks in) and
 * cards (each the whole file); NULL ends the cards. Fails the test on any error.
 */
void made_start(struct made *m, const char *interventions, const char *const *cards);
void made_end(struct made *m);

/* One more answer of a professional about the factor's own subject, today. */
void made_answer(struct made *m, const char *factor, enum ks_reply reply);
void made_answer_full(struct made *m, const char *factor, enum ks_subject subject,
		      enum ks_reply reply, enum ks_by by, ks_day date);
void made_score(struct made *m, const char *instrument, const char *item, int value, ks_day date);

/* The day of all these tests, and the route on it. */
#define TODAY (ks_day_of(2026, 11, 21))
const struct ks_route *made_route(struct made *m);

/* Ids of the steps in order, separated by blanks; likewise what dropped and what is asked. */
const char *made_steps(struct made *m, const struct ks_route *route);
const char *made_dropped(struct made *m, const struct ks_route *route);
const char *made_gaps(struct made *m, const struct ks_route *route);
const char *made_questions(struct made *m, const struct ks_route *route);

#endif
