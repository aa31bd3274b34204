/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_NUMBERS_H
#define KS_ENGINE_NUMBERS_H
/*
 * How many: every way in which open signals can still come out as numbers of
 * present signals per class and of domains touched. Class and domains are all
 * that such signals can change, so going through these numbers is going
 * through every completion, without trying signals one by one.
 *
 * Numbers are capped where the policy and the conditions stop counting.
 * Private to the engine.
 */
#include <stdint.h>

#include "ks/cards/model.h"

/* At most so many domains are told apart; a cap beyond it is not counted exactly. */
#define KS_NUMBERS_MAX_DOMAINS 62

/* At most so many are watched: each doubles the states. */
#define KS_NUMBERS_MAX_WATCHED 10

/* Open signals of each class in one domain, and whether a present one touches it. */
struct ks_domain_numbers {
	int open[KS_SIGNAL_CLASSES];
	bool touched;
	unsigned watch;			/* its bit, to tell touched from not; 0: never mind */
};

struct ks_numbers {
	const struct ks_domain_numbers *domains;
	size_t n_domains;
	size_t n_watched;			/* bits in use, from the lowest */
	int now[KS_SIGNAL_CLASSES];		/* present already */
	int caps[KS_SIGNAL_CLASSES];		/* numbers above it count as it */
	int domain_cap;
	uint64_t *room;				/* ks_numbers_room() of them */
};

/* How many words of working room an enumeration with such caps takes. */
size_t ks_numbers_room(const struct ks_numbers *numbers);

/* One outcome: capped numbers, domains touched, and which watched ones are. */
struct ks_outcome {
	int counts[KS_SIGNAL_CLASSES];
	int n_domains;
	unsigned watched;
};

/* Calls visit for every outcome; stops and returns true when visit does. */
typedef bool ks_outcome_visit(void *context, const struct ks_outcome *outcome);
bool ks_numbers_each(const struct ks_numbers *numbers, ks_outcome_visit *visit, void *context);

#endif
