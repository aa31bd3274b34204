/* SPDX-License-Identifier: EUPL-1.2 */
/* Cards to print and read: a page a card, as Markdown or HTML, from one order of what stands on it. */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/output/cards.h"
#include "ks/output/label.h"
#include "sheet.h"

static const char *word(struct ks_out *out, enum ks_msg msg)
{
	return ks_msg_text(out->lang, msg);
}

static const char *said(struct ks_out *out, struct ks_text text)
{
	return ks_text_in(text, out->lang);
}

static void put_item(struct ks_out *out, enum ks_msg label, const char *text)
{
	ks_sheet_item(out, word(out, label), text);
}

/* ---- conditions ---------------------------------------------------------- */

/* One list a level: what stands side by side is read side by side. */
static void put_cond(struct ks_out *out, int depth, const struct ks_cond *cond)
{
	ks_sheet_point(out, depth, ks_cond_words(out, cond));
	if (cond->n_kids) {
		ks_sheet_list(out);
		for (size_t i = 0; i < cond->n_kids; i++)
			put_cond(out, depth + 1, cond->kids[i]);
		ks_sheet_end_list(out);
	}
	ks_sheet_end_point(out);
}

static void put_cond_item(struct ks_out *out, enum ks_msg label, const struct ks_cond *cond)
{
	if (!cond)
		return;
	ks_sheet_item_list(out, word(out, label));
	put_cond(out, 1, cond);
	ks_sheet_end_item_list(out);
}

/* ---- sources ------------------------------------------------------------- */

/* A source by name and how sure it is. */
static const char *source_name(struct ks_out *out, const struct ks_source *source)
{
	const char *status = ks_label_source_status(out, source->status);
	const char *name = source->organisation ? source->organisation : source->id;

	if (ks_streq(source->id, "proposal"))
		return status;
	if (source->year)
		name = ks_fmt(out->arena, "%s %d", name, source->year);
	return ks_fmt(out->arena, "%s (%s)", name, status);
}

static const char *source_names(struct ks_out *out, struct ks_sources sources)
{
	struct ks_buf buf;

	ks_buf_init(&buf, out->arena);
	for (size_t i = 0; i < sources.n; i++)
		ks_buf_addf(&buf, "%s%s", i ? "; " : "", source_name(out, sources.items[i]));
	return sources.n ? buf.text : ks_label_source_status(out, KS_PROPOSAL);
}

/* Where the reader can look it up. */
static const char *address(struct ks_out *out, const struct ks_source *source)
{
	const char *given = source->doi ? source->doi : source->url;
	const char *before = source->doi ? "https://doi.org/" : "https://";

	if (!given)
		return NULL;
	return strstr(given, "://") ? given : ks_fmt(out->arena, "%s%s", before, given);
}

static void put_source(struct ks_out *out, const struct ks_source *source)
{
	bool titled = source->title && !ks_streq(source->id, "proposal");

	ks_sheet_source(out, source_name(out, source), titled ? said(out, source->titles) : NULL,
			address(out, source));
}

static void put_sources(struct ks_out *out, struct ks_sources sources, int level)
{
	ks_sheet_heading(out, level, word(out, KS_MSG_md_sources));
	ks_sheet_list(out);
	if (!sources.n)
		ks_sheet_source(out, ks_label_source_status(out, KS_PROPOSAL), NULL, NULL);
	for (size_t i = 0; i < sources.n; i++)
		put_source(out, sources.items[i]);
	ks_sheet_end_list(out);
}

/* ---- steps --------------------------------------------------------------- */

static const char *what(struct ks_out *out, const struct ks_step *step)
{
	return said(out, step->intervention ? step->intervention->title : step->do_what);
}

/* What the step waits for: a step of this card by what it is, another by its id. */
static const char *after_words(struct ks_out *out, const struct ks_step *step)
{
	struct ks_buf buf;

	ks_buf_init(&buf, out->arena);
	for (size_t i = 0; i < step->n_after; i++)
		ks_buf_addf(&buf, "%s%s", i ? "; " : "",
			    step->after[i].step ? what(out, step->after[i].step)
						: step->after[i].step_id);
	return buf.text;
}

static void put_help(struct ks_out *out, const struct ks_intervention *help)
{
	if (!help)
		return;
	put_item(out, KS_MSG_md_parents, said(out, help->parents));
	if (help->consent_explicit)
		put_item(out, KS_MSG_md_consent, word(out, KS_MSG_md_consent_explicit));
	if (help->for_professionals)
		put_item(out, KS_MSG_md_consent, word(out, KS_MSG_md_for_professionals));
}

static void put_step_items(struct ks_out *out, const struct ks_step *step)
{
	ks_sheet_items(out);
	put_item(out, KS_MSG_md_who, said(out, step->refer_to->label));
	put_item(out, KS_MSG_md_within,
		 ks_fmt(out->arena, "%s (%s)", ks_label_span(out, step->within),
			ks_label_urgency(out, step->urgency)));
	put_item(out, KS_MSG_md_how, ks_label_form(out, step->handover));
	put_item(out, KS_MSG_md_after, after_words(out, step));
	put_cond_item(out, KS_MSG_md_only_when, step->when);
	put_cond_item(out, KS_MSG_md_window, step->window);
	put_item(out, KS_MSG_md_why, said(out, step->why));
	put_help(out, step->intervention);
	put_item(out, KS_MSG_md_if_refused, ks_label_fallback(out, &step->if_refused));
	put_item(out, KS_MSG_md_if_waiting, ks_label_fallback(out, &step->if_waiting));
	put_item(out, KS_MSG_md_source, source_names(out, step->sources));
	ks_sheet_end_items(out);
}

static void put_step(struct ks_out *out, const struct ks_step *step, size_t number, int level)
{
	ks_sheet_part(out);
	ks_sheet_heading(out, level,
			 ks_msg_make(out->arena, out->lang, KS_MSG_md_step,
				     KS_ARGS({ "n", ks_fmt(out->arena, "%zu", number) },
					     { "what", what(out, step) })));
	put_step_items(out, step);
	ks_sheet_end_part(out);
}

/* ---- cards --------------------------------------------------------------- */

static void put_safety(struct ks_out *out, const struct ks_card *card)
{
	const char *phone = card->safety.phone;

	if (card->has_safety)
		ks_sheet_first(out, word(out, KS_MSG_md_first), said(out, card->safety.text),
			       phone ? ks_msg_make(out->arena, out->lang, KS_MSG_md_phone,
						   KS_ARGS({ "phone", phone }))
				     : NULL);
}

static void put_facts(struct ks_out *out, const struct ks_card *card)
{
	const struct ks_sheet_item facts[] = {
		{ word(out, KS_MSG_md_owner), card->owner },
		{ word(out, KS_MSG_md_version), card->version },
		{ word(out, KS_MSG_md_phase), ks_label_phases(out, card->phases) },
		{ word(out, KS_MSG_md_review), ks_day_words(out, card->review_by) },
	};

	ks_sheet_facts(out, facts, sizeof facts / sizeof *facts);
}

static void put_say(struct ks_out *out, const struct ks_card *card)
{
	if (!*said(out, card->say))
		return;
	ks_sheet_items(out);
	put_item(out, KS_MSG_md_say, said(out, card->say));
	ks_sheet_end_items(out);
}

/* level is that of the card's own heading. */
static void put_card(struct ks_out *out, const struct ks_card *card, int level)
{
	ks_sheet_heading(out, level, said(out, card->title));
	put_safety(out, card);
	ks_sheet_quote(out, said(out, card->agreed));
	put_facts(out, card);
	put_say(out, card);
	ks_sheet_heading(out, level + 1, word(out, KS_MSG_md_when));
	ks_sheet_list(out);
	put_cond(out, 0, card->when);
	ks_sheet_end_list(out);
	for (size_t i = 0; i < card->n_steps; i++)
		put_step(out, &card->steps[i], i + 1, level + 1);
	put_sources(out, card->sources, level + 1);
	ks_sheet_foot(out, ks_msg_make(out->arena, out->lang, KS_MSG_md_file,
				       KS_ARGS({ "card", card->id },
					       { "file", card->loc.in ? card->loc.in->name : "" })));
}

/* Both writings find a card by this. */
static const char *anchor(struct ks_out *out, const struct ks_cards_view *view, size_t i)
{
	return ks_fmt(out->arena, "%s-%s", view->coalition->id, view->cards[i]->id);
}

static void put_contents(struct ks_out *out, const struct ks_cards_view *view, const char *title)
{
	ks_sheet_heading(out, 1, title);
	ks_sheet_contents(out);
	for (size_t i = 0; i < view->n; i++)
		ks_sheet_link(out, anchor(out, view, i), said(out, view->cards[i]->title));
	ks_sheet_end_contents(out);
}

void ks_write_card_pages(struct ks_out *out, const struct ks_cards_view *view)
{
	bool alone = view->n == 1;
	const char *title = alone ? said(out, view->cards[0]->title)
				  : ks_msg_make(out->arena, out->lang, KS_MSG_md_contents,
						KS_ARGS({ "coalition", said(out, view->coalition->title) },
							{ "version", view->coalition->version }));

	ks_sheet_begin(out, title);
	if (!alone)
		put_contents(out, view, title);
	for (size_t i = 0; i < view->n; i++) {
		ks_sheet_page(out, anchor(out, view, i), !alone);
		put_card(out, view->cards[i], alone ? 1 : 2);
		ks_sheet_end_page(out);
	}
	ks_sheet_end(out);
}
