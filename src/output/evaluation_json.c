/* SPDX-License-Identifier: EUPL-1.2 */
/* The yearly evaluation as JSON: every count, zeros too. */
#include "evaluation_page.h"

#include "cards_test.h"
#include "report_page.h"

static void json_count(struct ks_json *in, const struct ks_measure *m)
{
	struct ks_json *json = ks_json_object(in, NULL);

	ks_json_text(json, "id", m->id);
	ks_report_json_number(json, m->number);
	ks_json_text(json, "label", m->label);
	ks_json_text(json, "of", m->of ? m->of->id : NULL);
}

static void json_card(struct ks_out *out, struct ks_json *json, const struct ks_card *card)
{
	struct ks_json *sources;

	ks_json_text(json, "title", ks_text_in(card->title, out->lang));
	ks_json_text(json, "agreed", ks_text_in(card->agreed, out->lang));
	ks_json_text(json, "owner", card->owner);
	ks_json_text(json, "version", card->version);
	ks_json_day(json, "review_by", card->review_by);
	ks_json_text(json, "file", card->loc.in ? card->loc.in->name : NULL);
	sources = ks_json_array(json, "sources");
	for (size_t i = 0; i < card->sources.n; i++) {
		struct ks_json *source = ks_json_object(sources, NULL);

		ks_json_text(source, "id", card->sources.items[i]->id);
		ks_json_text(source, "status",
			     ks_source_status_words[card->sources.items[i]->status]);
	}
}

static void json_tried(struct ks_out *out, struct ks_json *json, const struct ks_card_page *page)
{
	struct ks_json *list = ks_json_array(json, "untested_steps");

	for (size_t i = 0; i < page->n_untested_steps; i++)
		ks_json_text(list, NULL, page->untested_steps[i]->name);
	ks_json_int(json, "mutants", (long long)page->mutants);
	ks_json_int(json, "noticed", (long long)page->noticed);
	list = ks_json_array(json, "questions");
	for (size_t i = 0; i < page->n_questions; i++) {
		const struct ks_mutant *mutant = page->questions[i];
		struct ks_json *one = ks_json_object(list, NULL);

		ks_json_text(one, "kind", ks_mutant_words[mutant->kind]);
		ks_json_text(one, "file", mutant->loc.in ? mutant->loc.in->name : NULL);
		ks_json_int(one, "line", mutant->loc.line);
		ks_json_text(one, "question", ks_mutant_question(out, mutant));
	}
}

static void json_page(struct ks_out *out, struct ks_json *json, const struct ks_card_page *page)
{
	struct ks_json *counts;

	ks_json_text(json, "card", page->id);
	ks_json_bool(json, "in_agreements", page->card != NULL);
	if (page->card)
		json_card(out, json, page->card);
	counts = ks_json_array(json, "counts");
	for (size_t i = 0; i < page->n_counts; i++)
		json_count(counts, &page->counts[i]);
	ks_json_bool(json, "never_fired", page->never_fired);
	ks_json_bool(json, "review_due", page->review_due);
	ks_json_bool(json, "untested", page->untested);
	json_tried(out, json, page);
}

void ks_evaluation_json(struct ks_out *out, const struct ks_evaluation_view *view)
{
	struct ks_json *document = ks_json_document(out), *cards;

	ks_report_json_head(out, document, view->report);
	ks_json_bool(document, "counted_by_card", view->is_split);
	ks_json_int(document, "examples", (long long)view->n_examples);
	cards = ks_json_array(document, "cards");
	for (size_t i = 0; i < view->n; i++)
		json_page(out, ks_json_object(cards, NULL), &view->pages[i]);
	ks_json_end(out, document);
}
