/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Routes per second in process, on one core: picture, balance, route, gaps and
 * open questions of the family Reuring under the shipped Deventer cards.
 *
 *   bench_engine BUILD
 */
#include <stdio.h>
#include <time.h>

#include "ks/base/arena.h"
#include "ks/cards/load.h"
#include "ks/engine/route.h"

#define ROUTES 2000

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct ks_answer present(const struct ks_coalition *c, const char *id)
{
	const struct ks_factor *factor = ks_find_factor(c, id);

	return (struct ks_answer){ factor, factor->subjects[0], KS_PRESENT, KS_BY_PROFESSIONAL,
				   ks_day_of(2026, 11, 21), 1 };
}

int main(void)
{
	struct ks_arena cards, run;
	struct ks_diag diag;
	struct ks_load_options none = { .examples = false };
	const struct ks_coalition *c;
	struct ks_family family;
	struct ks_answer answers[4];
	double start;

	ks_arena_init(&cards);
	ks_arena_init(&run);
	ks_diag_init(&diag, &cards);
	if (ks_load(&cards, "routes/deventer", &none, &diag, &c) != KS_OK)
		return 1;
	answers[0] = present(c, "onbedoeld-zwanger");
	answers[1] = present(c, "werkloos");
	answers[2] = present(c, "schulden");
	answers[3] = present(c, "veel-stress");
	ks_family_init(&family, KS_DURING);
	family.due = ks_day_of(2027, 5, 19);
	family.municipality = "deventer";
	family.answers = answers;
	family.n_answers = 4;
	start = now();
	for (int i = 0; i < ROUTES; i++) {
		ks_route_make(&run, c, &family, ks_day_of(2026, 11, 21));
		ks_arena_release(&run);
	}
	printf("4  routes in process, %zu cards, with open questions: %.0f a second\n", c->n_cards,
	       ROUTES / (now() - start));
	ks_arena_release(&cards);
	return 0;
}
