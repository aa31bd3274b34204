/* SPDX-License-Identifier: EUPL-1.2 */
/* Chooses the reader of a route. */
#include "ks/output/route.h"

#include "ks/base/arena.h"
#include "route_page.h"
#include "why_page.h"

struct ks_sources ks_reason_sources(const struct ks_reason *reason)
{
	const struct ks_step *step = reason->step;

	return step->sources.n ? step->sources : step->card->sources;
}

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

const char *ks_source_ids(struct ks_out *out, struct ks_sources sources)
{
	struct ks_buf buf;

	ks_buf_init(&buf, out->arena);
	for (size_t i = 0; i < sources.n; i++)
		ks_buf_addf(&buf, "%s%s", i ? ", " : "", sources.items[i]->id);
	return buf.len ? buf.text : "proposal";
}

const char *ks_place_words(struct ks_arena *arena, struct ks_loc loc)
{
	return loc.in ? ks_fmt(arena, "%s:%d", loc.in->name, loc.line) : "";
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
