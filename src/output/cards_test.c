/* SPDX-License-Identifier: EUPL-1.2 */
/* What the examples of a coalition came to. */
#include "ks/base/arena.h"
#include "ks/output/cards.h"
#include "ks/output/cond.h"

#include "cards_test.h"

/* What stops a way first; the innermost part that is not so, when there is one. */
static const struct ks_cond *unmet(const struct ks_stop *stop)
{
	const struct ks_why_node *first = ks_why_first_unmet(stop->tree);

	return first ? first->cond : stop->cond;
}

static void put_way(struct ks_out *out, const struct ks_way *way)
{
	const struct ks_stop *stop = &way->first;
	const struct ks_cond *cond = unmet(stop);
	enum ks_msg msg = KS_MSG_way_facts;

	if (stop->obstacle == KS_NO_OBSTACLE)
		msg = KS_MSG_way_added;
	else if (stop->obstacle == KS_OBSTACLE_CARD_PHASE)
		msg = KS_MSG_way_phase;
	else if (stop->earlier)
		msg = KS_MSG_way_earlier;
	else if (cond)
		msg = stop->unknown ? KS_MSG_way_unknown : KS_MSG_way_unmet;
	ks_out_msg(out, 4, msg,
		   KS_ARGS({ "card", way->step->card->id }, { "step", way->step->name },
			   { "words", cond ? ks_cond_words(out, cond) : "" },
			   { "earlier", stop->earlier ? stop->earlier->id : "" },
			   { "file", stop->loc.in ? stop->loc.in->name : "" },
			   { "line", ks_fmt(out->arena, "%d", stop->loc.line) }));
}

static void put_difference(struct ks_out *out, const struct ks_example_difference *diff)
{
	static const struct {
		const char *what;
		enum ks_msg missing, extra;
	} sentences[] = {
		{ "step", KS_MSG_example_step_missing, KS_MSG_example_step_extra },
		{ "dropped", KS_MSG_example_dropped_missing, KS_MSG_example_dropped_extra },
		{ "gap", KS_MSG_example_gap_missing, KS_MSG_example_gap_extra },
		{ "urgency", KS_MSG_example_urgency, KS_MSG_example_urgency },
		{ "due", KS_MSG_example_due_none, KS_MSG_example_due },
		{ "form", KS_MSG_example_form, KS_MSG_example_form },
	};
	const struct ks_arg *args = KS_ARGS({ "expected", diff->expected ? diff->expected : "" },
					    { "got", diff->got ? diff->got : "" },
					    { "step", diff->about ? diff->about : "" });

	for (size_t i = 0; i < sizeof(sentences) / sizeof(sentences[0]); i++) {
		if (!ks_streq(sentences[i].what, diff->what))
			continue;
		ks_out_msg(out, 2, diff->got ? sentences[i].extra : sentences[i].missing, args);
		return;
	}
	ks_out_msg(out, 2, KS_MSG_example_class, args);
}

static size_t failed(const struct ks_example_view *examples, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += examples[i].n > 0;
	return count;
}

static void put_example(struct ks_out *out, const struct ks_example_view *example)
{
	ks_out_msg(out, 0, example->n ? KS_MSG_example_differs : KS_MSG_example_same,
		   KS_ARGS({ "example", example->id }, { "file", example->file },
			   { "line", ks_fmt(out->arena, "%d", example->line) }));
	for (size_t i = 0; i < example->n; i++) {
		put_difference(out, &example->differences[i]);
		for (size_t w = 0; w < example->differences[i].n_ways; w++)
			put_way(out, &example->differences[i].ways[w]);
	}
}

/* Asked how sharp the examples are, one need not read again which are good. */
static void text_examples(struct ks_out *out, const struct ks_test_view *view)
{
	size_t differ = failed(view->examples, view->n);

	for (size_t i = 0; i < view->n; i++)
		if (!view->mutation || view->examples[i].n)
			put_example(out, &view->examples[i]);
	ks_out_msg(out, 0, view->n ? KS_MSG_examples_total : KS_MSG_examples_none,
		   KS_ARGS({ "same", ks_fmt(out->arena, "%zu", view->n - differ) },
			   { "differ", ks_fmt(out->arena, "%zu", differ) }));
}

static void json_ways(struct ks_json *in, const struct ks_example_difference *difference)
{
	struct ks_json *list = ks_json_array(in, "because"), *json;

	for (size_t i = 0; i < difference->n_ways; i++) {
		const struct ks_way *way = &difference->ways[i];

		json = ks_json_object(list, NULL);
		ks_json_text(json, "card", way->step->card->id);
		ks_json_text(json, "step", way->step->name);
		ks_json_text(json, "obstacle", ks_obstacle_words[way->first.obstacle]);
		ks_json_bool(json, "unknown", way->first.unknown);
		ks_json_text(json, "file", way->first.loc.in ? way->first.loc.in->name : NULL);
		ks_json_int(json, "line", way->first.loc.line);
	}
}

static void json_example(struct ks_json *json, const struct ks_example_view *example)
{
	struct ks_json *list;

	ks_json_text(json, "example", example->id);
	ks_json_text(json, "file", example->file);
	ks_json_int(json, "line", example->line);
	ks_json_bool(json, "same", example->n == 0);
	list = ks_json_array(json, "differences");
	for (size_t i = 0; i < example->n; i++) {
		struct ks_json *diff = ks_json_object(list, NULL);

		ks_json_text(diff, "what", example->differences[i].what);
		ks_json_text(diff, "step", example->differences[i].about);
		ks_json_text(diff, "expected", example->differences[i].expected);
		ks_json_text(diff, "got", example->differences[i].got);
		json_ways(diff, &example->differences[i]);
	}
}

/* ---- what no example touches --------------------------------------------- */

/* The part itself, in words; NULL for a whole card or step. */
static const char *part_words(struct ks_out *out, const struct ks_touch_part *part)
{
	struct ks_cond alone;

	if (!part->cond)
		return NULL;
	if (!part->bound)
		return part->cond->kind == KS_COND_NOT
			       ? ks_fmt(out->arena, "%s %s", ks_cond_words(out, part->cond),
					ks_cond_words(out, part->cond->kids[0]))
			       : ks_cond_words(out, part->cond);
	alone = *part->cond;
	alone.range = (struct ks_range){ .bounds = { *part->bound }, .n = 1 };
	return ks_cond_words(out, &alone);
}

static void put_part(struct ks_out *out, const struct ks_touch_part *part)
{
	static const enum ks_msg sentences[] = { KS_MSG_untouched_card, KS_MSG_untouched_step,
						 KS_MSG_untouched_cond, KS_MSG_untouched_limit };
	const char *words = part_words(out, part);

	ks_out_msg(out, 2, sentences[part->kind],
		   KS_ARGS({ "file", part->loc.in ? part->loc.in->name : "" },
			   { "line", ks_fmt(out->arena, "%d", part->loc.line) },
			   { "entry", ks_owner_id(&part->owner) },
			   { "step", part->owner.step ? part->owner.step->name : "" },
			   { "words", words ? words : "" }));
}

static size_t untouched(const struct ks_parts *parts)
{
	size_t n = 0;

	for (size_t i = 0; i < parts->n; i++)
		n += !parts->items[i].touched;
	return n;
}

static void text_parts(struct ks_out *out, const struct ks_parts *parts)
{
	size_t n = untouched(parts);

	ks_out_msg(out, 0, n ? KS_MSG_untouched_some : KS_MSG_untouched_none,
		   KS_ARGS({ "n", ks_fmt(out->arena, "%zu", n) },
			   { "all", ks_fmt(out->arena, "%zu", parts->n) }));
	for (size_t i = 0; i < parts->n; i++)
		if (!parts->items[i].touched)
			put_part(out, &parts->items[i]);
}

static void json_part(struct ks_out *out, struct ks_json *json, const struct ks_touch_part *part)
{
	ks_json_text(json, "part", ks_part_words[part->kind]);
	ks_json_text(json, "entry", ks_owner_kind(&part->owner));
	ks_json_text(json, "id", ks_owner_id(&part->owner));
	ks_json_text(json, "step", part->owner.step ? part->owner.step->name : NULL);
	ks_json_text(json, "file", part->loc.in ? part->loc.in->name : NULL);
	ks_json_int(json, "line", part->loc.line);
	ks_json_text(json, "text", part_words(out, part));
}

static void json_parts(struct ks_out *out, struct ks_json *in, const struct ks_parts *parts)
{
	struct ks_json *list;

	if (!parts) {
		ks_json_null(in, "untouched");
		return;
	}
	list = ks_json_array(in, "untouched");
	for (size_t i = 0; i < parts->n; i++)
		if (!parts->items[i].touched)
			json_part(out, ks_json_object(list, NULL), &parts->items[i]);
}

/* ---- the whole ----------------------------------------------------------- */

static void text_test(struct ks_out *out, const struct ks_test_view *view)
{
	text_examples(out, view);
	if (view->parts)
		text_parts(out, view->parts);
	if (view->mutation)
		ks_text_mutation(out, view->mutation);
}

static void json_test(struct ks_out *out, const struct ks_test_view *view)
{
	struct ks_json *document = ks_json_document(out);
	struct ks_json *list = ks_json_array(document, "examples");

	for (size_t i = 0; i < view->n; i++)
		json_example(ks_json_object(list, NULL), &view->examples[i]);
	ks_json_int(document, "differ", (long long)failed(view->examples, view->n));
	json_parts(out, document, view->parts);
	if (view->mutation)
		ks_json_mutation(out, document, view->mutation);
	else
		ks_json_null(document, "mutation");
	ks_json_end(out, document);
}

void ks_out_test(struct ks_out *out, const struct ks_test_view *view)
{
	if (out->format == KS_AS_JSON)
		json_test(out, view);
	else
		text_test(out, view);
}
