/* SPDX-License-Identifier: EUPL-1.2 */
/* A page of the yearly evaluation in words, whatever the format. */
#include "evaluation_page.h"

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/output/label.h"
#include "cards_test.h"
#include "report_page.h"

#define REVIEW_SOON_DAYS 92	/* a quarter: the time between two meetings of a group */

static const char *word(struct ks_out *out, enum ks_msg msg)
{
	return ks_msg_text(out->lang, msg);
}

static const char *number_text(struct ks_out *out, size_t n)
{
	return ks_fmt(out->arena, "%zu", n);
}

/* ---- what was agreed ------------------------------------------------------- */

static void add_fact(struct ks_out *out, struct ks_card_words *words, enum ks_msg what, const char *text)
{
	struct ks_sheet_item *row;

	if (!text || !*text)
		return;
	row = ks_grow(out->arena, &words->facts, &words->n_facts, sizeof(*row));
	row->label = word(out, what);
	row->text = text;
}

static void add_facts(struct ks_out *out, struct ks_card_words *words, const struct ks_card *card)
{
	add_fact(out, words, KS_MSG_md_owner, card->owner);
	add_fact(out, words, KS_MSG_md_version, card->version);
	add_fact(out, words, KS_MSG_md_phase, ks_label_phases(out, card->phases));
	add_fact(out, words, KS_MSG_md_review, ks_day_words(out, card->review_by));
	add_fact(out, words, KS_MSG_col_file, card->loc.in ? card->loc.in->name : NULL);
}

static const char *source_words(struct ks_out *out, const struct ks_source *source)
{
	const char *status = ks_label_source_status(out, source->status);
	const char *year = source->year ? ks_fmt(out->arena, " %d", source->year) : "";

	if (!source->organisation || !source->title)
		return ks_streq(source->id, "proposal") ?
			       status :
			       ks_fmt(out->arena, "%s (%s)", source->id, status);
	return ks_fmt(out->arena, "%s%s: %s (%s)", source->organisation, year,
		      source->titles.nl ? ks_text_in(source->titles, out->lang) : source->title,
		      status);
}

static void add_sources(struct ks_out *out, struct ks_card_words *words, struct ks_sources sources)
{
	words->sources = KS_NEW_N(out->arena, sources.n + 1, const char *);
	for (size_t i = 0; i < sources.n; i++)
		words->sources[words->n_sources++] = source_words(out, sources.items[i]);
	if (!sources.n)
		words->sources[words->n_sources++] = ks_label_source_status(out, KS_PROPOSAL);
}

/* ---- what became of it ------------------------------------------------------- */

/* A denominator stands beside its number, a reason that did not occur is left out. */
static bool is_left_out(const struct ks_measure *m)
{
	return (m->group == KS_GROUP_TERMS && !m->of) ||
	       (m->group == KS_GROUP_DECLINED && m->number.value == 0);
}

static const char *count_words(struct ks_out *out, const struct ks_measure *m)
{
	if (m->group != KS_GROUP_DECLINED)
		return m->group == KS_GROUP_CARDS ? word(out, KS_MSG_evaluation_fired) : m->label;
	return ks_fmt(out->arena, "%s: %s", ks_label_status(out, KS_H_DECLINED), m->label);
}

static bool is_held(const struct ks_measure *m)
{
	return m->group == KS_GROUP_DECLINED && m->number.shown[0] == '-';
}

/* Is every reason held back? Then one line says so. */
static bool are_reasons_held(const struct ks_card_page *page)
{
	size_t n = 0;

	for (size_t i = 0; i < page->n_counts; i++) {
		if (page->counts[i].group == KS_GROUP_DECLINED && !is_held(&page->counts[i]))
			return false;
		n += is_held(&page->counts[i]);
	}
	return n > 0;
}

static void add_counts(struct ks_out *out, struct ks_card_words *words, const struct ks_card_page *page)
{
	bool are_held = are_reasons_held(page);

	words->counts = KS_NEW_N(out->arena, page->n_counts + 2, struct ks_sheet_item);
	for (size_t i = 0; i < page->n_counts; i++) {
		const struct ks_measure *m = &page->counts[i];
		struct ks_sheet_item *row = &words->counts[words->n_counts];

		if (is_left_out(m) || (are_held && is_held(m)))
			continue;
		row->label = count_words(out, m);
		row->text = m->number.shown;
		if (m->of)
			row->text = ks_fmt(out->arena, "%s %s", m->number.shown,
					    ks_msg_make(out->arena, out->lang, KS_MSG_report_of,
							KS_ARGS({ "n", m->of->number.shown })));
		words->n_counts++;
	}
	if (are_held)
		words->counts[words->n_counts++] = (struct ks_sheet_item){
			word(out, KS_MSG_evaluation_declined_held), "-" };
}

/* ---- what to talk about -------------------------------------------------------- */

static void add_point(struct ks_out *out, struct ks_card_words *words, enum ks_msg msg,
		      const struct ks_arg *args)
{
	const char **slot = ks_grow(out->arena, &words->points, &words->n_points, sizeof(*slot));

	*slot = ks_msg_make(out->arena, out->lang, msg, args);
}

static size_t count_proposals(const struct ks_card *card)
{
	size_t n = !card->sources.n;

	for (size_t i = 0; i < card->sources.n; i++)
		n += card->sources.items[i]->status == KS_PROPOSAL;
	return n;
}

static void add_review(struct ks_out *out, struct ks_card_words *words,
		       const struct ks_evaluation_view *view, const struct ks_card_page *page)
{
	const struct ks_arg *args = KS_ARGS({ "day", ks_day_words(out, page->card->review_by) });

	if (page->review_due)
		add_point(out, words, KS_MSG_evaluation_review_due, args);
	else if (page->card->review_by <= view->today + REVIEW_SOON_DAYS)
		add_point(out, words, KS_MSG_evaluation_review_soon, args);
}

static void add_untested(struct ks_out *out, struct ks_card_words *words, const struct ks_card_page *page)
{
	if (page->untested)
		add_point(out, words, KS_MSG_evaluation_untested, NULL);
	for (size_t i = 0; !page->untested && i < page->n_untested_steps; i++)
		add_point(out, words, KS_MSG_evaluation_untested_step,
			  KS_ARGS({ "step", page->untested_steps[i]->name }));
}

static void add_points(struct ks_out *out, struct ks_card_words *words,
		       const struct ks_evaluation_view *view, const struct ks_card_page *page)
{
	if (!page->card) {
		add_point(out, words, KS_MSG_evaluation_gone, NULL);
		return;
	}
	if (page->never_fired)
		add_point(out, words, KS_MSG_evaluation_never_fired, NULL);
	add_review(out, words, view, page);
	add_untested(out, words, page);
	if (count_proposals(page->card))
		add_point(out, words, KS_MSG_evaluation_proposals,
			  KS_ARGS({ "n", number_text(out, count_proposals(page->card)) }));
	if (!words->n_points && !page->n_questions)
		add_point(out, words, KS_MSG_evaluation_nothing, NULL);
}

/* The first says how many there are; without changes to try there is nothing to ask. */
static void add_questions(struct ks_out *out, struct ks_card_words *words,
			  const struct ks_card_page *page)
{
	words->questions = KS_NEW_N(out->arena, page->n_questions + 2, const char *);
	if (!page->mutants)
		return;
	words->questions[words->n_questions++] =
		ks_msg_make(out->arena, out->lang, KS_MSG_evaluation_tried,
			    KS_ARGS({ "all", number_text(out, page->mutants) },
				    { "noticed", number_text(out, page->noticed) }));
	for (size_t i = 0; i < page->n_questions; i++)
		words->questions[words->n_questions++] =
			ks_fmt(out->arena, "%s:%d: %s",
			       page->questions[i]->loc.in ? page->questions[i]->loc.in->name : "",
			       page->questions[i]->loc.line,
			       ks_mutant_question(out, page->questions[i]));
}

struct ks_card_words ks_evaluation_words(struct ks_out *out, const struct ks_evaluation_view *view,
				    const struct ks_card_page *page)
{
	struct ks_card_words words = { .title = page->id };

	if (page->card) {
		words.title = ks_text_in(page->card->title, out->lang);
		words.agreed = ks_text_in(page->card->agreed, out->lang);
		add_facts(out, &words, page->card);
		add_sources(out, &words, page->card->sources);
	}
	add_counts(out, &words, page);
	add_points(out, &words, view, page);
	add_questions(out, &words, page);
	return words;
}

/* ---- before the pages -------------------------------------------------------------- */

const char *ks_evaluation_title(struct ks_out *out, const struct ks_evaluation_view *view)
{
	const struct ks_report_view *report = view->report;

	return ks_msg_make(out->arena, out->lang, KS_MSG_evaluation_title,
			   KS_ARGS({ "coalition", ks_text_in(report->coalition->title, out->lang) },
				   { "year", report->period }));
}

const char *const *ks_evaluation_cautions(struct ks_out *out, const struct ks_evaluation_view *view)
{
	const char *const *every = ks_report_cautions(out, view->report);
	size_t n = 0, at = 0;
	const char **said;

	while (every[n])
		n++;
	said = KS_NEW_N(out->arena, n + 4, const char *);
	said[at++] = word(out, KS_MSG_evaluation_how);
	for (size_t i = 0; i < n; i++)
		said[at++] = every[i];
	if (!view->is_split)
		said[at++] = word(out, KS_MSG_evaluation_open);
	said[at] = ks_msg_make(out->arena, out->lang, KS_MSG_evaluation_examples,
			       KS_ARGS({ "n", number_text(out, view->n_examples) }));
	return said;
}
