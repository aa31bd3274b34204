/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The oracle: a second, deliberately plain reading of the contract's "How a route is computed".
 * It shares nothing with the program, knows no shortcuts and answers the open questions by
 * trying every completion there is.
 *
 * Where the contract leaves a choice, the reading taken here is:
 *  - every gate of an intervention that fails is told, not only the first;
 *  - help that is there already passes the same gates as the rest: if its window has passed it
 *    drops out too;
 *  - nothing below a `not` leads to a step;
 *  - a card's safety text heads the page when a safety or consult-first signal stands present in
 *    a true branch of its `when`; "now" with a safety signal, else "consult-first";
 *  - a subject that a condition asks for by name (`roken@mother`) is a question of its own while
 *    its own picture is unknown, also where that of another subject is known;
 *  - a step that comes `after` itself (two merged in one) waits for nothing;
 *  - a window that opens at the due date of a child that is late may open on a day in the past.
 */
#ifndef ORACLE_ORACLE_H
#define ORACLE_ORACLE_H

#include "mind.h"
#include "outcome.h"

/* More open factors than this and there are too many completions to try. */
enum { MAX_OPEN = 8 };

/* A factor and the subject (index in its own list) that an answer to it would be about. */
struct open_pair {
	int factor, subject;
};

/*
 * How many factors and factor@subjects a completion would have to fill in; `which` (or null)
 * has room for MAX_QUESTIONS of them.
 */
int oracle_open(const struct coalition *c, const struct family *f, struct open_pair *which);

/* The whole outcome; at most MAX_OPEN factors may be open. */
void oracle_ask(const struct coalition *c, const struct family *f, struct outcome *o);

#endif
