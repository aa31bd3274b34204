/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of a route share. */
#include "route_page.h"

#include "ks/base/arena.h"

/* ---- where it stands ------------------------------------------------------- */

/* A child that was born and died is not called a pregnancy that ended. */
enum ks_msg ks_ended_sentence(const struct ks_route_view *view)
{
	return view->family->born == KS_NO_DAY ? KS_MSG_table_ended : KS_MSG_table_ended_born;
}

bool ks_casework_is_over(const struct ks_route_view *view)
{
	return view->closed != KS_NO_DAY && !view->again &&
	       view->closed <= view->screen.route->day;
}

void ks_put_casework_over(struct ks_out *out, const struct ks_route_view *view)
{
	if (ks_casework_is_over(view))
		ks_out_msg(out, 0, KS_MSG_route_closed,
			   KS_ARGS({ "date", ks_day_words(out, view->closed) }));
}

/* ---- on what it rests ------------------------------------------------------ */

struct ks_sources ks_reason_sources(const struct ks_reason *reason)
{
	const struct ks_step *step = reason->step;

	return step->sources.n ? step->sources : step->card->sources;
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

void ks_json_place(struct ks_json *in, struct ks_loc loc)
{
	ks_json_text(in, "file", loc.in ? loc.in->name : NULL);
	if (loc.in)
		ks_json_int(in, "line", loc.line);
	else
		ks_json_null(in, "line");
}
