/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What each open question could still change, for programs and in a sentence.
 * At the table a question is left out altogether when not all there is to say
 * about it may be said there: what it looks at, what goes with it, and every
 * condition behind the steps it would change.
 */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/engine/witness_of.h"
#include "ks/output/balance.h"
#include "ks/output/label.h"
#include "ks/output/pans.h"
#include "ks/output/shifts.h"
#include "reasons.h"
#include "route_page.h"
#include "why_page.h"

#define SHOWN_MOST 5	/* of what is about safety, and of the rest */

static struct ks_witnesses *witnesses_of(struct ks_out *out, const struct ks_route_view *view)
{
	return ks_witnesses_new(out->arena, view->screen.coalition, view->family,
				view->screen.route);
}

/* ---- for programs -------------------------------------------------------- */

static void json_witness(struct ks_out *out, struct ks_json *in,
			 const struct ks_witness_of *witness)
{
	struct ks_shifts shifts = ks_shifts_of(out->arena, &witness->comparison);
	struct ks_json *object = ks_json_object(in, "witness");
	struct ks_json *list = ks_json_array(object, "with");

	for (size_t i = 0; i < witness->n; i++) {
		struct ks_json *item = ks_json_object(list, NULL);

		ks_json_text(item, "factor", witness->with[i].factor->id);
		ks_json_text(item, "subject", ks_subject_words[witness->with[i].subject]);
		ks_json_text(item, "answer", ks_reply_words[witness->with[i].reply]);
	}
	list = ks_json_array(object, "answers");
	for (size_t i = 0; i < 2; i++)
		ks_json_text(list, NULL, ks_reply_words[witness->answers[i]]);
	ks_json_shifts(object, &shifts);
}

void ks_json_witnesses(struct ks_out *out, struct ks_json *in, const struct ks_route_view *view)
{
	const struct ks_route *route = view->screen.route;
	struct ks_witnesses *witnesses = witnesses_of(out, view);
	struct ks_json *list = ks_json_array(in, "open_questions");

	for (size_t i = 0; i < route->n_questions; i++) {
		struct ks_json *object = ks_json_question(list, &route->questions[i]);
		struct ks_witness_of witness =
			ks_witness_of_question(witnesses, &route->questions[i]);

		if (witness.decided)
			json_witness(out, object, &witness);
		else
			ks_json_null(object, "witness");
	}
}

/* ---- what may be told at the table ---------------------------------------- */

/* Class, numbers and scores rest on everything, so on what is held back too. */
static bool may_rest_on(const struct ks_cond *cond)
{
	if (!cond)
		return true;
	if (cond->kind == KS_COND_CLASS || cond->kind == KS_COND_DOMAINS ||
	    cond->kind == KS_COND_SCORE)
		return false;
	for (size_t i = 0; i < cond->n_kids; i++)
		if (!may_rest_on(cond->kids[i]))
			return false;
	return ks_table_shows_cond(cond);
}

static bool may_tell_step(struct ks_out *out, const struct ks_route *route,
			  const struct ks_route_step *step)
{
	if (!step)
		return true;
	for (size_t i = 0; i < step->n_reasons; i++) {
		const struct ks_step *from = step->reasons[i].step;

		if (!may_rest_on(from->card->when) || !may_rest_on(from->when) ||
		    (from->intervention && !may_rest_on(from->intervention->criteria)))
			return false;
	}
	return (!step->intervention || may_rest_on(step->intervention->criteria)) &&
	       ks_table_shows_step(out, route, step);
}

static bool may_tell(struct ks_out *out, const struct ks_witness_of *witness)
{
	const struct ks_comparison *c = &witness->comparison;

	for (size_t i = 0; i < witness->n; i++)
		if (!ks_table_names(out, witness->with[i].factor))
			return false;
	for (size_t i = 0; i < c->n; i++)
		if (!may_tell_step(out, c->before, c->items[i].before) ||
		    !may_tell_step(out, c->after, c->items[i].after))
			return false;
	return witness->decided && c->n > 0;
}

/* ---- in words --------------------------------------------------------------- */

/* What another one follows ends no line. */
static const char *add(struct ks_out *out, const char *list, const char *mark, const char *item)
{
	return *list ? ks_fmt(out->arena, "%s%s%s", ks_label_within(out, list), mark, item) : item;
}

static const struct ks_route_step *step_of(const struct ks_difference *item)
{
	return item->after ? item->after : item->before;
}

/* At the table what it is; alone its id, to ask on with --why-not. */
static const char *step_words(struct ks_out *out, const struct ks_route_step *step, bool alone)
{
	return alone ? step->id : ks_help_title(out, step->intervention, step->reasons[0].step);
}

/* A sentence of a card has commas of its own; then they cannot keep the steps apart. */
static const char *between(struct ks_out *out, const struct ks_comparison *c, bool alone)
{
	for (size_t i = 0; i < c->n; i++)
		if (strchr(step_words(out, step_of(&c->items[i]), alone), ','))
			return "; ";
	return ", ";
}

static const char *shifted(struct ks_out *out, const struct ks_comparison *c, enum ks_shift shift,
			   bool alone)
{
	const char *list = "";

	for (size_t i = 0; i < c->n; i++)
		if (c->items[i].shift == shift)
			list = add(out, list, between(out, c, alone),
				   step_words(out, step_of(&c->items[i]), alone));
	return list;
}

static const char *steps_words(struct ks_out *out, const struct ks_comparison *c, bool alone)
{
	static const enum ks_msg sentences[] = {
		[KS_GAINED] = KS_MSG_witness_gained,
		[KS_LOST] = KS_MSG_witness_lost,
		[KS_MOVED] = KS_MSG_witness_moved,
	};
	const char *what = "";

	for (enum ks_shift shift = KS_GAINED; shift <= KS_MOVED; shift++) {
		const char *steps = shifted(out, c, shift, alone);

		if (*steps)
			what = add(out, what, "; ",
				   ks_msg_make(out->arena, out->lang, sentences[shift],
					       KS_ARGS({ "steps", steps })));
	}
	return what;
}

static const char *what_words(struct ks_out *out, const struct ks_comparison *c, bool alone)
{
	const char *what = steps_words(out, c, alone);

	if (!alone || !c->class_changed)
		return what;
	return add(out, what, "; ",
		   ks_msg_make(out->arena, out->lang, KS_MSG_witness_class,
			       KS_ARGS({ "before", ks_label_class(out, c->before->balance.class) },
				       { "after", ks_label_class(out, c->after->balance.class) })));
}

static const char *with_words(struct ks_out *out, const struct ks_witness_of *witness)
{
	const char *list = NULL;

	for (size_t i = 0; i < witness->n; i++) {
		const struct ks_supposition *item = &witness->with[i];
		const char *one =
			ks_msg_make(out->arena, out->lang,
				    item->reply == KS_PRESENT ? KS_MSG_witness_present
							      : KS_MSG_witness_absent,
				    KS_ARGS({ "label", ks_factor_label(out, item->factor,
								       item->subject) }));

		list = list ? ks_msg_make(out->arena, out->lang, KS_MSG_if_and,
					  KS_ARGS({ "one", list }, { "other", one }))
			    : one;
	}
	return list;
}

static const char *answer_words(struct ks_out *out, enum ks_reply answer)
{
	if (answer == KS_NOT_ASKED)
		return ks_msg_text(out->lang, KS_MSG_witness_nothing_said);
	return ks_msg_text(out->lang, answer == KS_PRESENT ? KS_MSG_reply_present
							   : KS_MSG_reply_absent);
}

static void put_witness(struct ks_out *out, const struct ks_witness_of *witness, bool alone)
{
	const char *with = with_words(out, witness);

	if (!witness->decided) {
		ks_out_msg(out, 2, KS_MSG_witness_undecided, NULL);
		return;
	}
	ks_out_msg(out, 2, with ? KS_MSG_witness_together : KS_MSG_witness_alone,
		   KS_ARGS({ "with", with ? with : "" },
			   { "from", answer_words(out, witness->answers[0]) },
			   { "to", answer_words(out, witness->answers[1]) },
			   { "what", what_words(out, &witness->comparison, alone) }));
}

static void put_question(struct ks_out *out, const struct ks_question *question, bool alone)
{
	size_t subject = question->subject == KS_ANY_SUBJECT ? question->factor->subjects[0]
							     : (size_t)question->subject;
	const char *label = ks_factor_label(out, question->factor, (enum ks_subject)subject);

	ks_out_wrapped(out, 0, "- ",
		       alone ? ks_msg_make(out->arena, out->lang, KS_MSG_witness_question,
					   KS_ARGS({ "label", label }, { "id", question->id }))
			     : label);
}

static void put_title(struct ks_out *out, bool alone)
{
	ks_out_blank(out);
	ks_out_heading(out, ks_msg_text(out->lang, alone ? KS_MSG_witness_title
							 : KS_MSG_witness_title_table));
}

/* What she did not want to say is not pressed, so it is not explained either. */
static bool may_ask(struct ks_out *out, const struct ks_question *question, bool alone)
{
	return !question->declined && (alone || ks_table_names(out, question->factor));
}

static bool is_safety(const struct ks_question *question)
{
	return !question->factor->protective && question->factor->signal_class == KS_SAFETY;
}

/* False when it may not be told after all. */
static bool put_told(struct ks_out *out, const struct ks_question *question,
		     const struct ks_witness_of *witness, bool alone, bool first)
{
	if (!alone && !may_tell(out, witness))
		return false;
	if (first)
		put_title(out, alone);
	put_question(out, question, alone);
	put_witness(out, witness, alone);
	return true;
}

/* What is left is counted only where the reader may know that it is there. */
void ks_put_witnesses(struct ks_out *out, const struct ks_route_view *view)
{
	const struct ks_route *route = view->screen.route;
	struct ks_witnesses *witnesses = witnesses_of(out, view);
	int shown[2] = { 0, 0 }, more = 0;

	for (size_t i = 0; i < route->n_questions; i++) {
		const struct ks_question *question = &route->questions[i];
		int *of_kind = &shown[is_safety(question)];
		struct ks_witness_of witness;

		if (!may_ask(out, question, view->alone) || *of_kind == SHOWN_MOST) {
			more += !question->declined;
			continue;
		}
		witness = ks_witness_of_question(witnesses, question);
		*of_kind += put_told(out, question, &witness, view->alone, shown[0] + shown[1] == 0);
	}
	if (view->alone && more)
		ks_out_msg(out, 0, KS_MSG_questions_more,
			   KS_ARGS({ "n", ks_fmt(out->arena, "%d", more) }));
}
