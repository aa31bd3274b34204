/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Conditions in three values, and windows. Contract: the table of condition keys and rule 5.
 */
#ifndef ORACLE_COND_H
#define ORACLE_COND_H

#include <stdint.h>

#include "mind.h"

/* One bit for each factor. */
typedef uint32_t factor_set;

enum tri cond_judge(const struct mind *mind, const struct cond *cond);

/* A condition on facts alone, judged on the facts of some day (null is true). */
enum tri cond_judge_facts(const struct facts *facts, const struct cond *cond);

/* One on facts of some day, and on what is known of factors (null is true). */
enum tri cond_judge_then(const struct mind *mind, const struct facts *facts,
			 const struct cond *cond);

/*
 * The signals that stand present in a true branch of a true condition. Nothing below a `not`
 * is a branch that leads to a step.
 */
factor_set cond_signals(const struct mind *mind, const struct cond *cond);

bool range_holds(const struct range *range, int value);

enum window_state { WINDOW_OPEN, WINDOW_NOT_YET, WINDOW_PASSED, WINDOW_UNKNOWN };

struct window_view {
	enum window_state state;
	int opens;                      /* NOT_YET */
	const struct limit *failed;     /* PASSED */
};

struct window_view window_judge(const struct facts *facts, const struct window *window);

#endif
