/* SPDX-License-Identifier: EUPL-1.2 */
/* Chooses the reader of a route. */
#include "ks/output/route.h"

#include "route_page.h"

struct ks_sources ks_reason_sources(const struct ks_reason *reason)
{
	const struct ks_step *step = reason->step;

	return step->sources.n ? step->sources : step->card->sources;
}

void ks_write_route(struct ks_out *out, const struct ks_route_view *view)
{
	switch (out->format) {
	case KS_JSON:
		ks_route_json(out, view);
		break;
	case KS_TEXT:
		if (view->parents)
			ks_route_parents(out, view);
		else if (view->alone)
			ks_route_alone(out, view);
		else
			ks_route_table(out, view);
		break;
	}
}
