/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Domain by domain: a state is (counts per class, watched domains
 * touched), and holds as a set of bits which numbers of domains go with it.
 */
#include "ks/engine/numbers.h"

#include <string.h>

struct table {
	const struct ks_numbers *numbers;
	size_t sizes[KS_SIGNAL_CLASSES];	/* cap + 1 */
	size_t n;				/* states */
	uint64_t *now, *next;			/* bit d: d domains touched */
};

static int smaller(int a, int b)
{
	return a < b ? a : b;
}

static size_t state_of(const struct table *t, const int counts[KS_SIGNAL_CLASSES],
		       unsigned watched)
{
	size_t state = watched;

	for (int i = 0; i < KS_SIGNAL_CLASSES; i++)
		state = state * t->sizes[i] +
			(size_t)smaller(counts[i], t->numbers->caps[i]);
	return state;
}

/* The counts of a state; returns which watched domains are touched. */
static unsigned spell(const struct table *t, size_t state, int counts[KS_SIGNAL_CLASSES])
{
	for (int i = KS_SIGNAL_CLASSES - 1; i >= 0; i--) {
		counts[i] = (int)(state % t->sizes[i]);
		state /= t->sizes[i];
	}
	return (unsigned)state;
}

/* One domain more for every number in the set; the cap takes what goes beyond. */
static uint64_t one_more(const struct table *t, uint64_t set)
{
	uint64_t top = (uint64_t)1 << t->numbers->domain_cap;
	uint64_t more = set << 1;

	return more > top ? (more & (top - 1)) | top : more;
}

static void add_option(struct table *t, size_t state, const int option[KS_SIGNAL_CLASSES],
		       size_t domain)
{
	const struct ks_domain_numbers *in = &t->numbers->domains[domain];
	int counts[KS_SIGNAL_CLASSES], sum = 0;
	unsigned watched = spell(t, state, counts);
	bool touches;

	for (int i = 0; i < KS_SIGNAL_CLASSES; i++) {
		counts[i] += option[i];
		sum += option[i];
	}
	touches = sum > 0 && !in->touched;
	if (sum > 0 || in->touched)
		watched |= in->watch;
	t->next[state_of(t, counts, watched)] |=
		touches ? one_more(t, t->now[state]) : t->now[state];
}

static void add_options(struct table *t, size_t state, size_t domain)
{
	const struct ks_domain_numbers *in = &t->numbers->domains[domain];
	int most[KS_SIGNAL_CLASSES], o[KS_SIGNAL_CLASSES];

	for (int i = 0; i < KS_SIGNAL_CLASSES; i++)
		most[i] = smaller(in->open[i], t->numbers->caps[i]);
	for (o[0] = 0; o[0] <= most[0]; o[0]++)
		for (o[1] = 0; o[1] <= most[1]; o[1]++)
			for (o[2] = 0; o[2] <= most[2]; o[2]++)
				add_option(t, state, o, domain);
}

static void add_domain(struct table *t, size_t domain)
{
	uint64_t *swap = t->now;

	memset(t->next, 0, t->n * sizeof *t->next);
	for (size_t state = 0; state < t->n; state++)
		if (t->now[state])
			add_options(t, state, domain);
	t->now = t->next;
	t->next = swap;
}

size_t ks_numbers_room(const struct ks_numbers *numbers)
{
	size_t states = (size_t)1 << numbers->n_watched;

	for (int i = 0; i < KS_SIGNAL_CLASSES; i++)
		states *= (size_t)numbers->caps[i] + 1;
	return 2 * states;
}

static void start(struct table *t)
{
	int touched = 0;

	t->n = ks_numbers_room(t->numbers) / 2;
	for (int i = 0; i < KS_SIGNAL_CLASSES; i++)
		t->sizes[i] = (size_t)t->numbers->caps[i] + 1;
	t->now = t->numbers->room;
	t->next = t->now + t->n;
	memset(t->now, 0, t->n * sizeof *t->now);
	for (size_t i = 0; i < t->numbers->n_domains; i++)
		touched += t->numbers->domains[i].touched;
	t->now[state_of(t, t->numbers->now, 0)] =
		(uint64_t)1 << smaller(touched, t->numbers->domain_cap);
}

static bool visit_state(const struct table *t, size_t state, ks_outcome_visit *visit, void *context)
{
	struct ks_outcome outcome;

	outcome.watched = spell(t, state, outcome.counts);
	for (outcome.n_domains = 0; outcome.n_domains <= t->numbers->domain_cap;
	     outcome.n_domains++)
		if (t->now[state] >> outcome.n_domains & 1 && visit(context, &outcome))
			return true;
	return false;
}

bool ks_numbers_each(const struct ks_numbers *numbers, ks_outcome_visit *visit, void *context)
{
	struct table t = { .numbers = numbers };

	start(&t);
	for (size_t i = 0; i < numbers->n_domains; i++)
		add_domain(&t, i);
	for (size_t state = 0; state < t.n; state++)
		if (t.now[state] && visit_state(&t, state, visit, context))
			return true;
	return false;
}
