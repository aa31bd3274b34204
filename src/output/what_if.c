/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The answer of `ks route --what-if`: the route of now and the one with the
 * supposed answers, side by side. What is about safety is supposed on the
 * professional's own page only.
 */
#include "ks/base/arena.h"
#include "ks/engine/talk.h"
#include "ks/output/label.h"
#include "ks/output/pans.h"
#include "ks/output/shifts.h"
#include "reasons.h"
#include "route_page.h"
#include "why_page.h"

/* ---- what is supposed ------------------------------------------------------------- */

static const char *item_id(struct ks_out *out, const struct ks_supposition *item)
{
	if (item->subject == item->factor->subjects[0])
		return item->factor->id;
	return ks_fmt(out->arena, "%s@%s", item->factor->id, ks_subject_words[item->subject]);
}

static void put_came_to(struct ks_out *out, const struct ks_what_if_view *view,
			const struct ks_supposition *item)
{
	switch (ks_suppose_came_to(view->after->screen.route, item)) {
	case KS_STILL_RAISED:
		ks_out_msg(out, 2, KS_MSG_what_if_raised, NULL);
		break;
	case KS_STILL_OTHERS:
		ks_out_msg(out, 2, KS_MSG_what_if_others, NULL);
		break;
	case KS_SUPPOSED:
		break;
	}
}

static void put_item(struct ks_out *out, const struct ks_what_if_view *view,
		     const struct ks_supposition *item)
{
	static const enum ks_msg said[] = {
		[KS_PRESENT] = KS_MSG_reply_present,
		[KS_ABSENT] = KS_MSG_reply_absent,
		[KS_DECLINED] = KS_MSG_reply_declined,
		[KS_NOT_ASKED] = KS_MSG_reply_not_asked,
	};

	ks_out_wrapped(out, 0, "- ",
		       ks_msg_make(out->arena, out->lang, KS_MSG_what_if_item,
				   KS_ARGS({ "label",
					     ks_factor_label(out, item->factor, item->subject) },
					   { "id", item_id(out, item) },
					   { "answer", ks_msg_text(out->lang,
								   said[item->reply]) })));
	put_came_to(out, view, item);
}

/* ---- side by side ------------------------------------------------------------------- */

struct sides {
	struct ks_out *out;
	const struct ks_what_if_view *view;
	struct ks_table *table;		/* NULL until there is a row */
	int shifts[KS_MOVED + 1];	/* rows shown, by what happened */
};

static const struct ks_route_step *step_in(const struct ks_route_view *view, const char *id)
{
	const struct ks_route *route = view->screen.route;

	for (size_t i = 0; i < route->n_steps; i++)
		if (ks_streq(route->steps[i].id, id))
			return &route->steps[i];
	return NULL;
}

static const char *cell(const struct sides *s, const struct ks_route_step *step)
{
	struct ks_out *out = s->out;

	if (!step)
		return ks_msg_text(out->lang, KS_MSG_what_if_absent);
	if (step->already)
		return ks_msg_text(out->lang, KS_MSG_what_if_already);
	if (!s->view->before->alone)
		return ks_day_words(out, step->due);
	return ks_msg_make(out->arena, out->lang, KS_MSG_what_if_cell,
			   KS_ARGS({ "urgency", ks_label_urgency(out, step->urgency) },
				   { "due", ks_day_words(out, step->due) }));
}

static const struct ks_difference *difference_of(const struct sides *s, const char *id)
{
	const struct ks_comparison *comparison = s->view->comparison;

	for (size_t i = 0; i < comparison->n; i++)
		if (ks_streq(comparison->items[i].step, id))
			return &comparison->items[i];
	return NULL;
}

/* At the table a step is shown when it may be in whichever of the two it stands. */
static bool shows(const struct sides *s, const struct ks_route_step *before,
		  const struct ks_route_step *after)
{
	const struct ks_what_if_view *view = s->view;

	if (view->before->alone)
		return true;
	return (!before || ks_table_shows_step(s->out, view->before->screen.route, before)) &&
	       (!after || ks_table_shows_step(s->out, view->after->screen.route, after));
}

static void start_table(struct sides *s)
{
	const char *const headings[] = { ks_msg_text(s->out->lang, KS_MSG_what_if_step),
					 ks_msg_text(s->out->lang, KS_MSG_what_if_now),
					 ks_msg_text(s->out->lang, KS_MSG_what_if_then) };

	if (!s->table)
		s->table = ks_table_new(s->out, headings, 3);
}

static void put_row(struct sides *s, const struct ks_route_step *before,
		    const struct ks_route_step *after)
{
	const struct ks_route_step *step = after ? after : before;
	const struct ks_difference *difference = difference_of(s, step->id);
	const char *cells[3];

	if (!shows(s, before, after))
		return;
	start_table(s);
	cells[0] = ks_help_title(s->out, step->intervention, step->reasons[0].step);
	cells[1] = cell(s, before);
	cells[2] = difference ? cell(s, after)
			      : ks_msg_text(s->out->lang, KS_MSG_what_if_same);
	ks_table_row(s->table, cells);
	if (difference)
		s->shifts[difference->shift]++;
}

/* First the steps of now in their order, then what would come. */
static void put_rows(struct sides *s)
{
	const struct ks_route *now = s->view->before->screen.route;
	const struct ks_route *then = s->view->after->screen.route;

	for (size_t i = 0; i < now->n_steps; i++)
		put_row(s, &now->steps[i], step_in(s->view->after, now->steps[i].id));
	for (size_t i = 0; i < then->n_steps; i++)
		if (!step_in(s->view->before, then->steps[i].id))
			put_row(s, NULL, &then->steps[i]);
	if (s->table)
		ks_table_end(s->table);
	else
		ks_out_msg(s->out, 0, KS_MSG_what_if_no_steps, NULL);
}

static void put_count(const struct sides *s)
{
	struct ks_out *out = s->out;

	if (!s->shifts[KS_GAINED] && !s->shifts[KS_LOST] && !s->shifts[KS_MOVED]) {
		ks_out_msg(out, 0, KS_MSG_what_if_none, NULL);
		return;
	}
	ks_out_msg(out, 0, KS_MSG_what_if_counted,
		   KS_ARGS({ "gained", ks_fmt(out->arena, "%d", s->shifts[KS_GAINED]) },
			   { "lost", ks_fmt(out->arena, "%d", s->shifts[KS_LOST]) },
			   { "moved", ks_fmt(out->arena, "%d", s->shifts[KS_MOVED]) }));
}

/* ---- the page ------------------------------------------------------------------------ */

/* Alone: what differs in words too, the class among it, as in `ks case show`. */
static void put_shifts(struct ks_out *out, const struct ks_what_if_view *view)
{
	struct ks_shifts shifts = ks_shifts_of(out->arena, view->comparison);
	const struct ks_balance *now = &view->before->screen.route->balance;

	if (!view->comparison->class_changed)
		ks_out_msg(out, 0, KS_MSG_what_if_class_same,
			   KS_ARGS({ "before", ks_label_class(out, now->class) }));
	ks_put_shifts(out, 0, &shifts);
}

static void put_title(struct ks_out *out, const struct ks_what_if_view *view)
{
	const struct ks_route_view *now = view->before;

	if (now->alone) {
		ks_out_msg(out, 0, KS_MSG_alone_first, NULL);
		ks_out_blank(out);
	}
	ks_out_heading(out, ks_msg_make(out->arena, out->lang,
					now->alone ? KS_MSG_what_if_title
						   : KS_MSG_what_if_title_table,
					KS_ARGS({ "case", now->screen.case_key },
						{ "date", ks_day_words(out,
								       now->screen.route->day) })));
}

static bool may_suppose_aloud(const struct ks_what_if_view *view)
{
	for (size_t i = 0; i < view->n; i++)
		if (ks_talk_is_private(view->items[i].factor))
			return false;
	return true;
}

static void put_text(struct ks_out *out, const struct ks_what_if_view *view)
{
	struct sides sides = { .out = out, .view = view };

	if (!view->before->alone && !may_suppose_aloud(view)) {
		ks_out_msg(out, 0, KS_MSG_what_if_look_alone, NULL);
		return;
	}
	put_title(out, view);
	ks_out_msg(out, 0, KS_MSG_what_if_not_kept, NULL);
	for (size_t i = 0; i < view->n; i++)
		put_item(out, view, &view->items[i]);
	ks_out_blank(out);
	put_rows(&sides);
	ks_out_blank(out);
	if (view->before->alone)
		put_shifts(out, view);
	put_count(&sides);
}

/* ---- JSON ---------------------------------------------------------------------------- */

static void json_suppose(struct ks_json *in, const struct ks_what_if_view *view)
{
	struct ks_json *list = ks_json_array(in, "suppose");

	for (size_t i = 0; i < view->n; i++) {
		const struct ks_supposition *item = &view->items[i];
		struct ks_json *object = ks_json_object(list, NULL);

		ks_json_text(object, "factor", item->factor->id);
		ks_json_text(object, "subject", ks_subject_words[item->subject]);
		ks_json_text(object, "answer", ks_reply_words[item->reply]);
		ks_json_text(object, "came_to",
			     ks_supposed_words[ks_suppose_came_to(view->after->screen.route,
								  item)]);
	}
}

static void put_json(struct ks_out *out, const struct ks_what_if_view *view)
{
	struct ks_shifts shifts = ks_shifts_of(out->arena, view->comparison);
	struct ks_json *document = ks_json_document(out);

	ks_json_text(document, "case", view->before->screen.case_key);
	ks_json_day(document, "date", view->before->screen.route->day);
	json_suppose(document, view);
	ks_json_shifts(document, &shifts);
	ks_json_route(out, ks_json_object(document, "before"), view->before);
	ks_json_route(out, ks_json_object(document, "after"), view->after);
	ks_json_end(out, document);
}

void ks_write_what_if(struct ks_out *out, const struct ks_what_if_view *view)
{
	if (out->format == KS_AS_JSON)
		put_json(out, view);
	else
		put_text(out, view);
}
