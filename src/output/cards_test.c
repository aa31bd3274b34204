/* SPDX-License-Identifier: EUPL-1.2 */
/* What the examples of a coalition came to. */
#include "ks/base/arena.h"
#include "ks/output/cards.h"

static void put_difference(struct ks_out *out, const struct ks_difference *diff)
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
	for (size_t i = 0; i < example->n; i++)
		put_difference(out, &example->differences[i]);
}

static void text_examples(struct ks_out *out, const struct ks_example_view *examples, size_t n)
{
	for (size_t i = 0; i < n; i++)
		put_example(out, &examples[i]);
	ks_out_msg(out, 0, n ? KS_MSG_examples_total : KS_MSG_examples_none,
		   KS_ARGS({ "same", ks_fmt(out->arena, "%zu", n - failed(examples, n)) },
			   { "differ", ks_fmt(out->arena, "%zu", failed(examples, n)) }));
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
	}
}

static void json_examples(struct ks_out *out, const struct ks_example_view *examples, size_t n)
{
	struct ks_json *document = ks_json_document(out);
	struct ks_json *list = ks_json_array(document, "examples");

	for (size_t i = 0; i < n; i++)
		json_example(ks_json_object(list, NULL), &examples[i]);
	ks_json_int(document, "differ", (long long)failed(examples, n));
	ks_json_end(out, document);
}

void ks_out_examples(struct ks_out *out, const struct ks_example_view *examples, size_t n)
{
	switch (out->format) {
	case KS_TEXT:
		text_examples(out, examples, n);
		break;
	case KS_JSON:
		json_examples(out, examples, n);
		break;
	}
}
