/* SPDX-License-Identifier: EUPL-1.2 */
/* Answers that come in, as text and as JSON. */
#include "ks/base/arena.h"
#include "ks/output/import.h"
#include "ks/output/label.h"
#include "ks/output/pans.h"
#include "route_page.h"

/* ---- text ---------------------------------------------------------------- */

static const char *reply_words(struct ks_out *out, enum ks_reply reply)
{
	static const enum ks_msg said[] = { KS_MSG_reply_present, KS_MSG_reply_absent,
					    KS_MSG_reply_declined, KS_MSG_reply_not_asked };

	return ks_msg_text(out->lang, said[reply]);
}

static const char *score_name(struct ks_out *out, const struct ks_score *score)
{
	const char *id = score->instrument->id;

	return score->item ? ks_fmt(out->arena, "%s.%s", id, score->item) : id;
}

static void put_day(struct ks_out *out, const struct ks_import_day *day)
{
	ks_out_wrapped(out, 2, "", ks_day_words(out, day->date));
	for (size_t i = 0; i < day->n_answers; i++) {
		const struct ks_answer *answer = &day->answers[i];

		ks_out_msg(out, 4, KS_MSG_import_answer,
			   KS_ARGS({ "label", ks_label_factor(out->arena, out->lang, answer->factor,
							      (int)answer->subject) },
				   { "answer", reply_words(out, answer->reply) }));
	}
	for (size_t i = 0; i < day->n_scores; i++) {
		const struct ks_score *score = &day->scores[i];

		ks_out_msg(out, 4, KS_MSG_import_answer,
			   KS_ARGS({ "label", score_name(out, score) },
				   { "answer", score->outcome ? score->outcome :
								ks_fmt(out->arena, "%d",
								       score->value) }));
	}
}

void ks_write_import_answers_plan(struct ks_out *out, const struct ks_import_answers_view *view)
{
	static const enum ks_msg sources[KS_BYS] = { KS_MSG_measure_by_self,
						     KS_MSG_measure_by_professional,
						     KS_MSG_measure_by_file };

	ks_out_msg(out, 0, KS_MSG_alone_line, NULL);
	ks_out_msg(out, 0, view->n_days ? KS_MSG_import_answers : KS_MSG_import_answers_same,
		   KS_ARGS({ "case", view->case_key },
			   { "source", ks_msg_text(out->lang, sources[view->by]) }));
	for (size_t i = 0; i < view->n_days; i++)
		put_day(out, &view->days[i]);
	if (view->n_known && view->n_days)
		ks_out_msg(out, 0, KS_MSG_import_answers_known,
			   KS_ARGS({ "n", ks_fmt(out->arena, "%zu", view->n_known) }));
	for (size_t i = 0; i < view->n_not_taken; i++)
		ks_out_msg(out, 0, KS_MSG_import_not_taken_file,
			   KS_ARGS({ "what", view->not_taken[i] }));
}

/* ---- what happened ------------------------------------------------------- */

static void json_day(struct ks_json *list, const struct ks_import_day *day)
{
	struct ks_json *object = ks_json_object(list, NULL), *items;

	ks_json_day(object, "date", day->date);
	ks_json_int(object, "screening", day->screening);
	items = ks_json_array(object, "answers");
	for (size_t i = 0; i < day->n_answers; i++) {
		const struct ks_answer *answer = &day->answers[i];
		struct ks_json *item = ks_json_object(items, NULL);

		ks_json_text(item, "factor", answer->factor->id);
		ks_json_text(item, "subject", ks_subject_words[answer->subject]);
		ks_json_text(item, "answer", ks_reply_words[answer->reply]);
	}
	items = ks_json_array(object, "scores");
	for (size_t i = 0; i < day->n_scores; i++) {
		const struct ks_score *score = &day->scores[i];
		struct ks_json *item = ks_json_object(items, NULL);

		ks_json_text(item, "instrument", score->instrument->id);
		ks_json_text(item, "item", score->item);
		if (score->outcome)
			ks_json_text(item, "score", score->outcome);
		else
			ks_json_int(item, "score", score->value);
	}
}

static void json_imported(struct ks_out *out, const struct ks_import_answers_view *view)
{
	struct ks_json *document = ks_json_document(out), *list;

	ks_json_text(document, "case", view->case_key);
	ks_json_text(document, "by", ks_by_words[view->by]);
	ks_json_bool(document, "changed", view->n_days > 0);
	list = ks_json_array(document, "screenings");
	for (size_t i = 0; i < view->n_days; i++)
		json_day(list, &view->days[i]);
	ks_json_int(document, "known", (long long)view->n_known);
	list = ks_json_array(document, "not_taken");
	for (size_t i = 0; i < view->n_not_taken; i++)
		ks_json_text(list, NULL, view->not_taken[i]);
	ks_json_end(out, document);
}

void ks_write_imported_answers(struct ks_out *out, const struct ks_import_answers_view *view)
{
	if (out->format == KS_AS_JSON) {
		json_imported(out, view);
		return;
	}
	if (view->route && view->route->n_safety) {
		ks_out_blank(out);
		ks_put_safety(out, view->route);
	}
	for (size_t i = 0; i < view->n_days; i++)
		ks_out_msg(out, 0, KS_MSG_import_answers_done,
			   KS_ARGS({ "n", ks_fmt(out->arena, "%d", view->days[i].screening) },
				   { "date", ks_day_words(out, view->days[i].date) },
				   { "case", view->case_key }));
	if (view->n_days)
		ks_out_msg(out, 0, view->route && ks_table_has_more(view->route) ?
					   KS_MSG_import_look_alone : KS_MSG_import_answers_next,
			   KS_ARGS({ "case", view->case_key }));
}
