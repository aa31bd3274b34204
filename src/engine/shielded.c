/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which steps would not be there without what is shielded. Looking at a step's
 * own signals is not enough: a class or a number of domains that a shielded
 * signal brought about leads to steps as well, and they would give it away.
 * So the same family is routed once more without it, and the ids are compared.
 */
#include "ks/engine/plan.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"

/* A measure of something shielded tells of it, whatever it came to. */
static bool tells_of_shielded(const struct ks_score *score)
{
	for (size_t i = 0; i < score->instrument->n_raises; i++) {
		const struct ks_raise *raise = &score->instrument->raises[i];

		if (raise->signal->shielded && (!raise->item || ks_streq(raise->item, score->item)))
			return true;
	}
	return false;
}

static struct ks_family without_shielded(struct ks_arena *arena, const struct ks_family *family)
{
	struct ks_family out = *family;
	struct ks_answer *answers = KS_NEW_N(arena, family->n_answers + 1, struct ks_answer);
	struct ks_score *scores = KS_NEW_N(arena, family->n_scores + 1, struct ks_score);

	out.answers = answers;
	out.n_answers = 0;
	for (size_t i = 0; i < family->n_answers; i++)
		if (!family->answers[i].factor->shielded)
			answers[out.n_answers++] = family->answers[i];
	out.scores = scores;
	out.n_scores = 0;
	for (size_t i = 0; i < family->n_scores; i++)
		if (!tells_of_shielded(&family->scores[i]))
			scores[out.n_scores++] = family->scores[i];
	return out;
}

static bool has_step(const struct ks_route *route, const char *id)
{
	for (size_t i = 0; i < route->n_steps; i++)
		if (strcmp(route->steps[i].id, id) == 0)
			return true;
	return false;
}

void ks_route_mark_shielded(const struct ks_plan *plan, struct ks_route *route)
{
	struct ks_family plain = without_shielded(plan->arena, plan->family);
	const struct ks_route *other;

	if (plain.n_answers == plan->family->n_answers && plain.n_scores == plan->family->n_scores)
		return;
	other = ks_route_decide(plan->arena, plan->c, &plain, route->day);
	for (size_t i = 0; i < route->n_steps; i++)
		route->steps[i].by_shielded = !has_step(other, route->steps[i].id);
}
