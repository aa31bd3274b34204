/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The answer of `ks route --why-not`. What would bring a step about is an
 * explanation, never an aim: see enum ks_spoken in engine/why_not.h for what
 * may be offered, what is only told, and what is not said at all.
 */
#include "ks/base/arena.h"
#include "ks/engine/talk.h"
#include "ks/output/cond.h"
#include "ks/output/label.h"
#include "ks/output/pans.h"
#include "reasons.h"
#include "route_page.h"
#include "why_page.h"

#define INDENT 2
#define DEEPER 4
#define SETS_SHOWN 5	/* of each kind; the rest is counted */

/* ---- words ---------------------------------------------------------------------- */

static const char *target_title(struct ks_out *out, const struct ks_target *target)
{
	if (target->card)
		return ks_text_in(target->card->title, out->lang);
	if (target->intervention)
		return ks_text_in(target->intervention->title, out->lang);
	return ks_text_in(target->role->label, out->lang);
}

static const char *way_title(struct ks_out *out, const struct ks_way *way)
{
	return ks_help_title(out, way->intervention, way->step);
}

/* What stops a way, as it goes into {what} of its sentence. */
static const char *stop_words(struct ks_out *out, const struct ks_why_not_view *view,
			      const struct ks_way *way, const struct ks_stop *stop)
{
	const struct ks_why_node *first = ks_why_first_unmet(stop->tree);

	if (stop->obstacle == KS_OBSTACLE_CARD_PHASE)
		return ks_label_phases(out, way->step->card->phases);
	if (stop->obstacle == KS_OBSTACLE_COVERAGE)
		return view->route->family->municipality;
	if (stop->earlier)
		return ks_text_in(stop->earlier->title, out->lang);
	if (first)
		return ks_why_leaf_words(out, view->route, first);
	return stop->cond ? ks_cond_words(out, stop->cond) : "";
}

static const char *why_stopped(struct ks_out *out, const struct ks_why_not_view *view,
			       const struct ks_way *way, const struct ks_stop *stop)
{
	static const enum ks_msg sentences[] = {
		[KS_NO_OBSTACLE] = KS_MSG_obstacle_none,
		[KS_OBSTACLE_CARD_PHASE] = KS_MSG_obstacle_card_phase,
		[KS_OBSTACLE_CARD] = KS_MSG_obstacle_card,
		[KS_OBSTACLE_STEP] = KS_MSG_obstacle_step,
		[KS_OBSTACLE_STEP_WINDOW] = KS_MSG_obstacle_step_window,
		[KS_OBSTACLE_EARLIER] = KS_MSG_obstacle_earlier,
		[KS_OBSTACLE_PHASE] = KS_MSG_obstacle_phase,
		[KS_OBSTACLE_COVERAGE] = KS_MSG_obstacle_coverage,
		[KS_OBSTACLE_WINDOW] = KS_MSG_obstacle_window,
		[KS_OBSTACLE_CRITERIA] = KS_MSG_obstacle_criteria,
	};
	enum ks_msg msg = sentences[stop->obstacle];

	if (stop->unknown && stop->obstacle == KS_OBSTACLE_CARD)
		msg = KS_MSG_obstacle_card_unknown;
	if (stop->unknown && stop->obstacle == KS_OBSTACLE_STEP)
		msg = KS_MSG_obstacle_step_unknown;
	return ks_msg_make(out->arena, out->lang, msg,
			   KS_ARGS({ "title", way_title(out, way) },
				   { "what", stop_words(out, view, way, stop) }));
}

static const char *answer_id(struct ks_out *out, const struct ks_other_answer *answer)
{
	if (answer->subject == answer->factor->subjects[0])
		return answer->factor->id;
	return ks_fmt(out->arena, "%s@%s", answer->factor->id, ks_subject_words[answer->subject]);
}

static const char *if_words(struct ks_out *out, const struct ks_other_answer *answer)
{
	return ks_msg_make(out->arena, out->lang,
			   answer->present ? KS_MSG_if_present : KS_MSG_if_absent,
			   KS_ARGS({ "label", ks_factor_label(out, answer->factor, answer->subject) },
				   { "id", answer_id(out, answer) }));
}

static const char *given_words(struct ks_out *out, const struct ks_other_answer *answer)
{
	const char *basis = "";

	for (size_t i = 0; i < answer->n_basis; i++)
		basis = i ? ks_fmt(out->arena, "%s; %s", basis,
				   ks_why_basis_words(out, answer->basis[i]))
			  : ks_why_basis_words(out, answer->basis[i]);
	return ks_msg_make(out->arena, out->lang, KS_MSG_given_answer,
			   KS_ARGS({ "label", ks_factor_label(out, answer->factor, answer->subject) },
				   { "id", answer_id(out, answer) }, { "basis", basis }));
}

static const char *joined(struct ks_out *out, const char *one, const char *other)
{
	if (!one)
		return other;
	return ks_msg_make(out->arena, out->lang, KS_MSG_if_and,
			   KS_ARGS({ "one", one }, { "other", other }));
}

/* The answers of a set that may be spoken of so, in one sentence; NULL: none. */
static const char *answers_in(struct ks_out *out, const struct ks_answer_set *set,
			      enum ks_spoken spoken)
{
	const char *text = NULL;

	for (size_t i = 0; i < set->n; i++) {
		const struct ks_other_answer *answer = set->items[i];

		if (answer->spoken == spoken)
			text = joined(out, text,
				      spoken == KS_SPOKEN_ASK ? if_words(out, answer)
							      : given_words(out, answer));
	}
	return text;
}

/* ---- alone ---------------------------------------------------------------------- */

static void put_stop(struct ks_out *out, const struct ks_why_not_view *view,
		     const struct ks_way *way, enum ks_msg msg, const struct ks_stop *stop)
{
	ks_out_msg(out, INDENT, msg,
		   KS_ARGS({ "why", why_stopped(out, view, way, stop) },
			   { "place", ks_place_words(out->arena, stop->loc) }));
	if (stop->tree && stop->tree->n_kids)
		ks_put_why_tree(out, view->route, DEEPER, stop->tree);
}

/* Steps of one card that are stopped by the card itself are told together. */
static bool stops_next_too(const struct ks_why_not *why, size_t i)
{
	const struct ks_way *way = &why->ways[i], *next = way + 1;

	return i + 1 < why->n_ways && next->step->card == way->step->card &&
	       next->first.obstacle == way->first.obstacle && !way->also.obstacle &&
	       (way->first.obstacle == KS_OBSTACLE_CARD ||
		way->first.obstacle == KS_OBSTACLE_CARD_PHASE);
}

static void put_way(struct ks_out *out, const struct ks_why_not_view *view, size_t i)
{
	const struct ks_way *way = &view->why_not->ways[i];
	const struct ks_step *step = way->step;

	ks_out_wrapped(out, 0, "- ",
		       ks_msg_make(out->arena, out->lang, KS_MSG_why_not_way,
				   KS_ARGS({ "card", ks_text_in(step->card->title, out->lang) },
					   { "step", step->name },
					   { "version", step->card->version },
					   { "place", ks_place_words(out->arena, step->loc) })));
	if (stops_next_too(view->why_not, i))
		return;
	put_stop(out, view, way, KS_MSG_why_not_stops, &way->first);
	if (way->also.obstacle)
		put_stop(out, view, way, KS_MSG_why_not_also, &way->also);
}

/* Of what stands already only the ways by which it does. */
static void put_ways(struct ks_out *out, const struct ks_why_not_view *view)
{
	const struct ks_why_not *why = view->why_not;

	for (size_t i = 0; i < why->n_ways; i++)
		if (!why->stands || !why->ways[i].first.obstacle)
			put_way(out, view, i);
}

static void put_ask(struct ks_out *out, const struct ks_answer_set *set)
{
	const char *given = answers_in(out, set, KS_SPOKEN_GIVEN);
	const char *ask = answers_in(out, set, KS_SPOKEN_ASK);

	if (ask)
		ks_out_wrapped(out, 0, "- ",
			       ks_msg_make(out->arena, out->lang, KS_MSG_why_not_ask,
					   KS_ARGS({ "what", ask })));
	if (given)
		ks_out_wrapped(out, ask ? INDENT : 0, ask ? "" : "- ",
			       ks_msg_make(out->arena, out->lang,
					   ask ? KS_MSG_why_not_with_given : KS_MSG_why_not_said,
					   KS_ARGS({ "what", given })));
}

/* The first few sets that may be spoken of so; the rest is counted. */
static void put_sets(struct ks_out *out, const struct ks_why_not *why, enum ks_spoken spoken)
{
	int shown = 0, more = 0;

	for (size_t i = 0; i < why->n_sets; i++) {
		if (why->sets[i].spoken != spoken)
			continue;
		if (shown < SETS_SHOWN)
			put_ask(out, &why->sets[i]);
		more += shown >= SETS_SHOWN;
		shown++;
	}
	if (more)
		ks_out_msg(out, 0, KS_MSG_why_not_more,
			   KS_ARGS({ "n", ks_fmt(out->arena, "%d", more) }));
}

static bool has_sets(const struct ks_why_not *why, enum ks_spoken spoken)
{
	for (size_t i = 0; i < why->n_sets; i++)
		if (why->sets[i].spoken == spoken)
			return true;
	return false;
}

/* How far the search went, where it did not go all the way. */
static void put_limits(struct ks_out *out, const struct ks_why_not *why)
{
	if (why->by_number)
		ks_out_msg(out, 0, KS_MSG_why_not_by_number, NULL);
	else if (!why->decided)
		ks_out_msg(out, 0, KS_MSG_why_not_bound, NULL);
	else if (!why->n_sets)
		ks_out_msg(out, 0, KS_MSG_why_not_none, NULL);
}

static void put_difference(struct ks_out *out, const struct ks_why_not *why)
{
	ks_out_blank(out);
	ks_out_heading(out, ks_msg_text(out->lang, KS_MSG_why_not_difference));
	if (why->never) {
		ks_out_msg(out, 0, KS_MSG_why_not_never, NULL);
		return;
	}
	if (why->n_sets)
		ks_out_msg(out, 0, KS_MSG_why_not_care, NULL);
	put_sets(out, why, KS_SPOKEN_ASK);
	put_sets(out, why, KS_SPOKEN_GIVEN);
	if (has_sets(why, KS_SPOKEN_DECLINED))
		ks_out_msg(out, 0, KS_MSG_why_not_declined, NULL);
	if (has_sets(why, KS_SPOKEN_NEVER))
		ks_out_msg(out, 0, KS_MSG_why_not_guarded, NULL);
	put_limits(out, why);
}

static const char *number_on_route(struct ks_out *out, const struct ks_why_not_view *view)
{
	const struct ks_route *route = view->route->screen.route;

	for (size_t i = 0; i < route->n_steps; i++)
		if (ks_target_is(&view->why_not->target, &route->steps[i]))
			return ks_fmt(out->arena, "%d", route->steps[i].number);
	return "";
}

static void put_alone(struct ks_out *out, const struct ks_why_not_view *view)
{
	const struct ks_why_not *why = view->why_not;
	const char *place = ks_place_words(out->arena, why->defined);

	ks_out_msg(out, 0, KS_MSG_alone_first, NULL);
	ks_out_blank(out);
	ks_out_heading(out, ks_msg_make(out->arena, out->lang, KS_MSG_why_not_title,
					KS_ARGS({ "title", target_title(out, &why->target) })));
	if (why->stands)
		ks_out_msg(out, 0, KS_MSG_why_not_stands,
			   KS_ARGS({ "step", number_on_route(out, view) },
				   { "case", view->route->screen.case_key }));
	if (!why->n_ways)
		ks_out_msg(out, 0, KS_MSG_why_not_no_way, KS_ARGS({ "place", place }));
	put_ways(out, view);
	if (!why->stands && why->n_ways)
		put_difference(out, why);
}

/* ---- at the table ----------------------------------------------------------------- */

/*
 * A way may be told only when everything its card looks at may: otherwise what
 * is left out would show by what is told.
 */
static bool shows_way(struct ks_out *out, const struct ks_way *way)
{
	const struct ks_card *card = way->step->card;

	return ks_table_shows_cond(card->when) && ks_table_shows_cond(way->step->when) &&
	       (!way->intervention || (ks_table_shows_cond(way->intervention->criteria) &&
				       !way->intervention->for_professionals)) &&
	       !card->has_safety && ks_table_may_say(ks_text_in(card->title, out->lang)) &&
	       ks_table_may_say(way_title(out, way)) &&
	       ks_table_may_say(ks_text_in(way->role->label, out->lang));
}

/* What stands already is told of only where its step may stand on the table. */
static bool shows_standing(struct ks_out *out, const struct ks_why_not_view *view)
{
	const struct ks_route *route = view->route->screen.route;

	for (size_t i = 0; i < route->n_steps; i++)
		if (ks_target_is(&view->why_not->target, &route->steps[i]) &&
		    !ks_table_shows_step(out, route, &route->steps[i]))
			return false;
	return true;
}

/* Steps of one card have the same words here: said once. */
static bool is_told(const struct ks_why_not *why, size_t i)
{
	const struct ks_way *way = &why->ways[i];

	for (size_t k = 0; k < i; k++)
		if (why->ways[k].step->card == way->step->card &&
		    why->ways[k].first.obstacle == way->first.obstacle &&
		    why->ways[k].first.cond == way->first.cond)
			return true;
	return false;
}

static bool shows_all(struct ks_out *out, const struct ks_why_not_view *view)
{
	const struct ks_why_not *why = view->why_not;

	if (!shows_standing(out, view))
		return false;
	for (size_t i = 0; i < why->n_ways; i++)
		if (!shows_way(out, &why->ways[i]))
			return false;
	return ks_table_may_say(target_title(out, &why->target));
}

static void put_unmet_aloud(void *context, const struct ks_why_node *leaf)
{
	struct ks_out *out = context;
	const char *label;

	if (!ks_table_shows_leaf(leaf) ||
	    (leaf->cond->kind == KS_COND_SIGNAL && ks_talk_is_private(leaf->cond->factor)))
		return;
	label = leaf->cond->kind == KS_COND_SIGNAL ? ks_text_in(leaf->cond->factor->label, out->lang)
						   : ks_cond_words(out, leaf->cond);
	ks_out_wrapped(out, INDENT, "- ",
		       ks_msg_make(out->arena, out->lang,
				   leaf->truth == KS_UNKNOWN ? KS_MSG_why_not_table_unknown
							     : KS_MSG_why_not_table_no,
				   KS_ARGS({ "label", label })));
}

/*
 * What stops a way that is no condition of the card has a sentence without class
 * or signals. The place is the card's: the line of the limit that failed would
 * tell which one holds, also of those that nobody reads out here.
 */
static void put_way_aloud(struct ks_out *out, const struct ks_why_not_view *view,
			  const struct ks_way *way)
{
	ks_out_wrapped(out, 0, "- ",
		       ks_fmt(out->arena, "%s (%s)", ks_text_in(way->step->card->title, out->lang),
			      ks_place_words(out->arena, way->step->card->loc)));
	if (way->first.tree)
		ks_why_each_unmet(way->first.tree, put_unmet_aloud, out);
	else
		ks_out_wrapped(out, INDENT, "- ", why_stopped(out, view, way, &way->first));
}

/* The last line is always there, so that it tells nothing. */
static void put_aloud(struct ks_out *out, const struct ks_why_not_view *view)
{
	const struct ks_why_not *why = view->why_not;

	if (shows_all(out, view)) {
		ks_out_heading(out,
			       ks_msg_make(out->arena, out->lang, KS_MSG_why_not_title,
					   KS_ARGS({ "title", target_title(out, &why->target) })));
		if (why->stands)
			ks_out_msg(out, 0, KS_MSG_why_not_stands_table, NULL);
		if (!why->n_ways)
			ks_out_msg(out, 0, KS_MSG_why_not_no_way,
				   KS_ARGS({ "place", ks_place_words(out->arena, why->defined) }));
		for (size_t i = 0; i < why->n_ways && !why->stands; i++)
			if (!is_told(why, i))
				put_way_aloud(out, view, &why->ways[i]);
		ks_out_blank(out);
	}
	ks_out_msg(out, 0, KS_MSG_why_not_look_alone,
		   KS_ARGS({ "case", view->route->screen.case_key }, { "id", view->target }));
}

/* ---- JSON -------------------------------------------------------------------------- */

static void json_stop(struct ks_out *out, struct ks_json *object,
		      const struct ks_why_not_view *view, const struct ks_way *way,
		      const struct ks_stop *stop)
{
	ks_json_text(object, "obstacle", ks_obstacle_words[stop->obstacle]);
	ks_json_bool(object, "unknown", stop->unknown);
	ks_json_text(object, "reason", why_stopped(out, view, way, stop));
	ks_json_place(object, stop->loc);
	ks_json_why_node(out, object, "condition", stop->tree);
}

static void json_way(struct ks_out *out, struct ks_json *list, const struct ks_why_not_view *view,
		     const struct ks_way *way)
{
	struct ks_json *object = ks_json_object(list, NULL);
	const struct ks_step *step = way->step;

	ks_json_text(object, "card", step->card->id);
	ks_json_text(object, "step", step->name);
	ks_json_text(object, "version", step->card->version);
	ks_json_text(object, "intervention", way->intervention ? way->intervention->id : NULL);
	ks_json_text(object, "role", way->role->id);
	json_stop(out, object, view, way, &way->first);
	if (way->also.obstacle)
		json_stop(out, ks_json_object(object, "also"), view, way, &way->also);
	else
		ks_json_null(object, "also");
}

static void json_answer(struct ks_json *list, const struct ks_other_answer *answer)
{
	struct ks_json *object = ks_json_object(list, NULL);

	ks_json_text(object, "factor", answer->factor->id);
	ks_json_text(object, "subject", ks_subject_words[answer->subject]);
	ks_json_text(object, "answer", ks_reply_words[answer->present ? KS_PRESENT : KS_ABSENT]);
	ks_json_text(object, "spoken", ks_spoken_words[answer->spoken]);
	ks_json_basis(object, "behind", answer->basis, answer->n_basis);
}

static void json_sets(struct ks_json *in, const struct ks_why_not *why)
{
	struct ks_json *list = ks_json_array(in, "sets");

	for (size_t i = 0; i < why->n_sets; i++) {
		struct ks_json *object = ks_json_object(list, NULL), *answers;

		ks_json_text(object, "spoken", ks_spoken_words[why->sets[i].spoken]);
		answers = ks_json_array(object, "answers");
		for (size_t a = 0; a < why->sets[i].n; a++)
			json_answer(answers, why->sets[i].items[a]);
	}
}

static void json_target(struct ks_json *in, const struct ks_why_not *why)
{
	struct ks_json *object = ks_json_object(in, "target");
	const struct ks_target *target = &why->target;

	ks_json_text(object, "card", target->card ? target->card->id : NULL);
	ks_json_text(object, "intervention",
		     target->intervention ? target->intervention->id : NULL);
	ks_json_text(object, "role", target->role ? target->role->id : NULL);
	ks_json_place(object, why->defined);
}

static void put_json(struct ks_out *out, const struct ks_why_not_view *view)
{
	const struct ks_why_not *why = view->why_not;
	struct ks_json *document = ks_json_document(out), *list, *object;

	ks_json_text(document, "case", view->route->screen.case_key);
	ks_json_day(document, "date", view->route->screen.route->day);
	json_target(document, why);
	ks_json_bool(document, "stands", why->stands);
	list = ks_json_array(document, "ways");
	for (size_t i = 0; i < why->n_ways; i++)
		json_way(out, list, view, &why->ways[i]);
	object = ks_json_object(document, "would_change");
	ks_json_int(object, "most", KS_WHY_NOT_MOST);
	ks_json_bool(object, "decided", why->decided);
	ks_json_bool(object, "by_number", why->by_number);
	ks_json_bool(object, "never", why->never);
	json_sets(object, why);
	ks_json_end(out, document);
}

void ks_write_why_not(struct ks_out *out, const struct ks_why_not_view *view)
{
	if (out->format == KS_AS_JSON)
		put_json(out, view);
	else if (view->route->alone)
		put_alone(out, view);
	else
		put_aloud(out, view);
}
