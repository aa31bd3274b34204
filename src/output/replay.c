/* SPDX-License-Identifier: EUPL-1.2 */
/* A kept route that cannot be made again: only what the book itself still says. */
#include "ks/output/replay.h"

#include "ks/base/arena.h"
#include "ks/engine/route.h"
#include "ks/output/label.h"

static const char *const why_words[] = { "erased", "altered", "unreadable" };

/* ---- JSON ---------------------------------------------------------------- */

static void json_step(struct ks_json *list, const struct ks_left_step *step)
{
	struct ks_json *object = ks_json_object(list, NULL), *to;

	ks_json_int(object, "step", step->number);
	ks_json_text(object, "id", step->id);
	to = ks_json_object(object, "refer_to");
	ks_json_text(to, "role", step->role);
	ks_json_text(to, "organisation", step->organisation);
	ks_json_text(object, "urgency", step->urgency);
	ks_json_day(object, "due", step->due);
	ks_json_day(object, "opens", step->opens);
	ks_json_text(object, "handover", step->form);
	ks_json_bool(object, "already", step->already);
}

static void json_coalition(struct ks_json *in, const struct ks_left_view *view)
{
	struct ks_json *object;

	if (!view->coalition) {
		ks_json_null(in, "coalition");
		return;
	}
	object = ks_json_object(in, "coalition");
	ks_json_text(object, "id", view->coalition);
	ks_json_text(object, "version", view->version);
	ks_json_text(object, "sha256", view->sha256);
}

static void show_json(struct ks_out *out, const struct ks_left_view *view)
{
	struct ks_json *document = ks_json_document(out), *list;
	bool erased = view->why == KS_LEFT_ERASED;

	ks_json_text(document, "case", view->case_key);
	ks_json_text(document, "route", view->route);
	ks_json_day(document, "date", view->date);
	ks_json_bool(document, "replayed", false);
	ks_json_text(document, "why", why_words[view->why]);
	ks_json_day(document, "erased", view->erased);
	json_coalition(document, view);
	ks_json_text(document, "class", erased ? NULL : ks_class_words[view->class_then]);
	list = ks_json_array(document, "altered");
	for (size_t i = 0; i < view->n_altered; i++)
		ks_json_text(list, NULL, view->altered[i]);
	list = ks_json_array(document, "steps");
	for (size_t i = 0; i < view->n_steps; i++)
		json_step(list, &view->steps[i]);
	ks_json_end(out, document);
}

/* ---- text ---------------------------------------------------------------- */

static void put_step(struct ks_out *out, const struct ks_left_step *step)
{
	const char *to = step->organisation ? step->organisation : step->role;

	ks_out_wrapped(out, 0, ks_fmt(out->arena, "%d. ", step->number),
		       ks_msg_make(out->arena, out->lang,
				   step->already ? KS_MSG_left_step_already : KS_MSG_left_step,
				   KS_ARGS({ "id", step->id }, { "to", to },
					   { "due", ks_day_words(out, step->due) })));
}

static void put_kept(struct ks_out *out, const struct ks_left_view *view)
{
	ks_out_msg(out, 0,
		   view->why == KS_LEFT_ALTERED ? KS_MSG_left_altered : KS_MSG_left_unreadable,
		   KS_ARGS({ "coalition", view->coalition }, { "version", view->version }));
	ks_out_blank(out);
	ks_out_heading(out, ks_msg_text(out->lang, KS_MSG_left_kept));
	ks_out_msg(out, 0, KS_MSG_left_class,
		   KS_ARGS({ "class", ks_label_class(out, view->class_then) }));
	for (size_t i = 0; i < view->n_steps; i++)
		put_step(out, &view->steps[i]);
	if (!view->n_steps)
		ks_out_msg(out, 0, KS_MSG_left_no_steps, NULL);
}

/*
 * Where a parent may look along: why not, and nothing of what stood there. The
 * ids of steps and the class are for who looks alone.
 */
static void put_table(struct ks_out *out, const struct ks_left_view *view)
{
	static const enum ks_msg why[] = {
		[KS_LEFT_ERASED] = KS_MSG_left_family_erased,
		[KS_LEFT_ALTERED] = KS_MSG_left_altered,
		[KS_LEFT_UNREADABLE] = KS_MSG_left_unreadable,
	};

	ks_out_msg(out, 0, KS_MSG_left_not_again,
		   KS_ARGS({ "route", view->route }, { "date", ks_day_words(out, view->date) }));
	ks_out_msg(out, 0, why[view->why],
		   KS_ARGS({ "erased", ks_day_words(out, view->erased) },
			   { "coalition", view->coalition }, { "version", view->version }));
	for (size_t i = 0; i < view->n_altered; i++)
		ks_out_wrapped(out, 0, "- ", view->altered[i]);
	ks_out_msg(out, 0, KS_MSG_left_look_alone, KS_ARGS({ "route", view->route }));
}

static void put_alone(struct ks_out *out, const struct ks_left_view *view)
{
	ks_out_msg(out, 0, KS_MSG_alone_first, NULL);
	ks_out_blank(out);
	ks_out_heading(out, ks_msg_make(out->arena, out->lang, KS_MSG_left_title,
					KS_ARGS({ "route", view->route },
						{ "case", view->case_key },
						{ "date", ks_day_words(out, view->date) })));
	if (view->why == KS_LEFT_ERASED)
		ks_out_msg(out, 0, KS_MSG_left_erased,
			   KS_ARGS({ "erased", ks_day_words(out, view->erased) }));
	else
		put_kept(out, view);
}

void ks_write_left(struct ks_out *out, const struct ks_left_view *view)
{
	if (out->format == KS_AS_JSON) {
		show_json(out, view);
	} else {
		if (view->alone)
			put_alone(out, view);
		else
			put_table(out, view);
	}
}
