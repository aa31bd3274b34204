/* SPDX-License-Identifier: EUPL-1.2 */
/* A route with all that goes with it: the decision, what others may see of it, what to ask. */
#include "ks/engine/route.h"

#include <string.h>

#include "ks/base/str.h"
#include "ks/engine/plan.h"

const struct ks_route *ks_route_make(struct ks_arena *arena, const struct ks_coalition *c,
				     const struct ks_family *family, ks_day day)
{
	struct ks_plan plan = { .arena = arena };
	struct ks_route *route = ks_plan_route(&plan, arena, c, family, day, KS_WHOLE);

	ks_route_mark_shown(&plan, route);
	ks_route_questions(&plan, route);
	return route;
}

const struct ks_route_step *ks_route_find(const struct ks_route *route, const char *number_or_id)
{
	int number;

	for (size_t i = 0; i < route->n_steps; i++)
		if (strcmp(route->steps[i].id, number_or_id) == 0)
			return &route->steps[i];
	if (ks_parse_int(number_or_id, (int)route->n_steps, &number) && number > 0)
		return &route->steps[number - 1];
	return NULL;
}
