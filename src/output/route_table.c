/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The page that lies on the table. A parent can read it, or have it read
 * aloud: what is heavy, what helps, what we agree, what is not possible now,
 * and what is for another time. Nothing here comes from a shielded item: see
 * output/pans.h.
 */
#include "ks/base/arena.h"
#include "ks/output/pans.h"
#include "route_page.h"

/* After a loss there is nothing to weigh and nothing to arrange. */
static void put_ended(struct ks_out *out, const struct ks_route_view *view)
{
	ks_out_heading(out, ks_day_words(out, view->screen.route->day));
	ks_out_msg(out, 0, ks_ended_sentence(view), NULL);
}

/* What was concluded together is what the agreements below rest on. */
static void put_judgement(struct ks_out *out, enum ks_joint judgement)
{
	if (judgement == KS_NO_JUDGEMENT)
		return;
	ks_out_blank(out);
	ks_out_msg(out, 0,
		   judgement == KS_IN_BALANCE ? KS_MSG_table_in_balance : KS_MSG_table_out_of_balance,
		   NULL);
}

void ks_put_arrangements(struct ks_out *out, const struct ks_route_view *view)
{
	ks_put_agreed(out, view);
	if (ks_casework_is_over(view))
		return;
	ks_put_not_now(out, view);
	ks_put_later(out, view);
}

void ks_route_table(struct ks_out *out, const struct ks_route_view *view)
{
	const struct ks_route *route = view->screen.route;
	bool over = ks_casework_is_over(view);

	if (route->phase == KS_ENDED) {
		put_ended(out, view);
		return;
	}
	if (ks_table_has_more(route)) {
		ks_out_msg(out, 0,
			   view->again ? KS_MSG_replay_look_alone_first : KS_MSG_look_alone_first,
			   KS_ARGS({ "case", view->screen.case_key }, { "route", view->id }));
		ks_out_blank(out);
	}
	ks_out_heading(out, ks_msg_make(out->arena, out->lang, KS_MSG_table_title,
					KS_ARGS({ "date", ks_day_words(out, route->day) })));
	ks_put_pregnancy(out, route, view->screen.due);
	ks_put_intake(out, &view->screen);
	ks_put_casework_over(out, view);
	ks_out_blank(out);
	if (!over)
		ks_put_before_talk(out, view);
	ks_put_pans(out, route);
	put_judgement(out, view->screen.judgement);
	ks_put_arrangements(out, view);
	ks_put_next_step(out, view);
}
