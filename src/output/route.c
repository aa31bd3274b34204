/* SPDX-License-Identifier: EUPL-1.2 */
/* Chooses the reader of a route. */
#include "ks/output/route.h"

#include "ks/base/arena.h"
#include "route_page.h"
#include "why_page.h"

/* Above the page: it is not about today. */
static void put_again(struct ks_out *out, const struct ks_route_view *view)
{
	ks_out_msg(out, 0, KS_MSG_replay_head,
		   KS_ARGS({ "route", view->id },
			   { "date", ks_day_words(out, view->screen.route->day) },
			   { "coalition", view->screen.coalition->id },
			   { "version", view->screen.coalition->version }));
	ks_out_blank(out);
}

void ks_write_route(struct ks_out *out, const struct ks_route_view *view)
{
	if (view->again && out->format != KS_AS_JSON)
		put_again(out, view);
	if (out->format == KS_AS_JSON)
		ks_route_json(out, view);
	else if (view->parents)
		ks_route_parents(out, view);
	else if (view->why)
		ks_route_why(out, view);
	else if (view->alone)
		ks_route_alone(out, view);
	else
		ks_route_table(out, view);
}
