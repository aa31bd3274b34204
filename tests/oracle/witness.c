/* SPDX-License-Identifier: EUPL-1.2 */
#include "witness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "oracle.h"
#include "route.h"

enum { DRAWS = 8 };

/* What one completion leads to. */
struct end {
	enum verdict verdict;
	uint64_t mark;
};

struct bench {
	struct mind mind;               /* as it is */
	struct route route;
	struct witness witness[MAX_QUESTIONS];
	int n;
	struct open_pair open[MAX_QUESTIONS];
	int n_open;
};

static struct end end_of(struct bench *b, struct mind *mind)
{
	mind_see(mind);
	route_make(&b->route, mind);
	return (struct end){mind->verdict, route_mark(&b->route)};
}

static bool same_end(struct end x, struct end y, bool by_route)
{
	return by_route ? x.mark == y.mark : x.verdict == y.verdict;
}

static const enum tri of_reply[] = {[PRESENT] = T_YES, [ABSENT] = T_NO, [NOT_ASKED] = T_UNKNOWN};

/* With those of the other answers that have their bit set. */
static struct end with_answers(struct bench *b, const struct witness *w, unsigned bits,
			       enum tri answer)
{
	struct mind then = b->mind;

	for (int i = 0; i < w->n; i++)
		if (bits >> i & 1)
			then.said[w->with[i].factor][w->with[i].subject] =
				w->with[i].present ? T_YES : T_NO;
	then.said[w->factor][w->subject] = answer;
	return end_of(b, &then);
}

/* Nothing that can be said to the question makes a difference with these others. */
static bool is_dead(struct bench *b, const struct witness *w, unsigned bits)
{
	struct end first = with_answers(b, w, bits, T_NO);

	return same_end(first, with_answers(b, w, bits, T_YES), w->moves_route) &&
	       same_end(first, with_answers(b, w, bits, T_UNKNOWN), w->moves_route);
}

static const char *wrong_with(struct bench *b, const struct witness *w)
{
	unsigned all = (1U << w->n) - 1;

	if (!w->decided)
		return "has no witness";
	if (same_end(with_answers(b, w, all, of_reply[w->answer[0]]),
		     with_answers(b, w, all, of_reply[w->answer[1]]), w->moves_route))
		return "has a witness that shows no difference";
	for (unsigned bits = 0; bits < all; bits++)
		if (!is_dead(b, w, bits))
			return "has a witness with more answers than needed";
	return NULL;
}

/* ---- what is not listed ---------------------------------------------------------------- */

static bool is_listed(const struct bench *b, const struct open_pair *open)
{
	for (int i = 0; i < b->n; i++)
		if (b->witness[i].factor == open->factor && b->witness[i].subject == open->subject)
			return true;
	return false;
}

static void draw(const struct bench *b, struct rng *rng, struct mind *mind, bool listed)
{
	for (int i = 0; i < b->n_open; i++)
		if (is_listed(b, &b->open[i]) == listed)
			mind->said[b->open[i].factor][b->open[i].subject] =
				(enum tri)rng_between(rng, T_NO, T_UNKNOWN);
}

static bool unlisted_are_idle(struct bench *b, struct rng *rng)
{
	for (int i = 0; i < DRAWS; i++) {
		struct mind one = b->mind, other;
		struct end first, second;

		draw(b, rng, &one, true);
		other = one;
		draw(b, rng, &other, false);
		first = end_of(b, &one);
		second = end_of(b, &other);
		if (!same_end(first, second, true) || !same_end(first, second, false))
			return false;
	}
	return true;
}

static bool try_all(struct bench *b, const struct coalition *c, struct rng *rng, char *why,
		    size_t why_size)
{
	for (int i = 0; i < b->n; i++) {
		const struct witness *w = &b->witness[i];
		const char *wrong = wrong_with(b, w);

		if (wrong == NULL)
			continue;
		snprintf(why, why_size, "question %s (subject %d) %s", c->factor[w->factor].id,
			 w->subject, wrong);
		return false;
	}
	if (b->n < b->n_open && !unlisted_are_idle(b, rng)) {
		snprintf(why, why_size, "what is open and not listed makes a difference");
		return false;
	}
	return true;
}

bool witness_try(const struct subject *s, const struct coalition *c, const struct family *f,
		 struct rng *rng, char *why, size_t why_size)
{
	struct bench *b = calloc(1, sizeof(*b));
	bool good;

	if (b == NULL)
		abort();
	mind_make(&b->mind, c, f);
	b->n = subject_witnesses(s, c, f, b->witness, MAX_QUESTIONS);
	b->n_open = oracle_open(c, f, b->open);
	good = try_all(b, c, rng, why, why_size);
	free(b);
	return good;
}
