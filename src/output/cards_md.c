/* SPDX-License-Identifier: EUPL-1.2 */
/* Cards as Markdown: a page a card, as a working group prints it. */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/utf8.h"
#include "ks/output/cards.h"
#include "ks/output/cond.h"
#include "ks/output/label.h"
#include "md.h"

#define NEW_PAGE "<div style=\"page-break-before: always\"></div>\n\n"

/* ---- text ---------------------------------------------------------------- */

static const char *said(struct ks_out *out, struct ks_text text)
{
	return ks_md_text(out, ks_text_in(text, out->lang));
}

static const char *word(struct ks_out *out, enum ks_msg msg)
{
	return ks_msg_text(out->lang, msg);
}

/* "- **Wie:** Sociaal team"; nothing when there is nothing to say. */
static void put_item(struct ks_out *out, enum ks_msg label, const char *text)
{
	if (text && *text)
		ks_buf_addf(&out->text, "- **%s:** %s\n", word(out, label), text);
}

static void put_cond(struct ks_out *out, int indent, const struct ks_cond *cond)
{
	ks_buf_addf(&out->text, "%*s- %s\n", indent, "", ks_md_text(out, ks_cond_words(out, cond)));
	for (size_t i = 0; i < cond->n_kids; i++)
		put_cond(out, indent + 2, cond->kids[i]);
}

static void put_cond_item(struct ks_out *out, enum ks_msg label, const struct ks_cond *cond)
{
	if (!cond)
		return;
	ks_buf_addf(&out->text, "- **%s:**\n", word(out, label));
	put_cond(out, 2, cond);
}

/* ---- sources ------------------------------------------------------------- */

/* In a line of a step: its name and how sure it is. */
static const char *source_name(struct ks_out *out, const struct ks_source *source)
{
	const char *status = ks_label_source_status(out, source->status);
	const char *name = source->organisation ? ks_md_text(out, source->organisation) : source->id;

	if (ks_streq(source->id, "proposal"))
		return status;
	if (source->year)
		name = ks_fmt(out->arena, "%s %d", name, source->year);
	return ks_fmt(out->arena, "%s (%s)", name, status);
}

static const char *source_names(struct ks_out *out, struct ks_sources sources)
{
	struct ks_buf buf;

	if (!sources.n)
		return ks_label_source_status(out, KS_PROPOSAL);
	ks_buf_init(&buf, out->arena);
	for (size_t i = 0; i < sources.n; i++)
		ks_buf_addf(&buf, "%s%s", i ? "; " : "", source_name(out, sources.items[i]));
	return buf.text;
}

/* Where the reader can look it up; an address that could break out of the link is left out. */
static void put_link(struct ks_out *out, const char *before, const char *address)
{
	if (!address || strpbrk(address, "<> \t\n"))
		return;
	ks_buf_addf(&out->text, " <%s%s>", strstr(address, "://") ? "" : before, address);
}

static void put_source(struct ks_out *out, const struct ks_source *source)
{
	ks_buf_addf(&out->text, "- %s", source_name(out, source));
	if (source->title && !ks_streq(source->id, "proposal"))
		ks_buf_addf(&out->text, ": *%s*", ks_md_text(out, source->title));
	if (source->doi)
		put_link(out, "https://doi.org/", source->doi);
	else
		put_link(out, "https://", source->url);
	ks_buf_addc(&out->text, '\n');
}

static void put_sources(struct ks_out *out, struct ks_sources sources)
{
	ks_buf_addf(&out->text, "\n### %s\n\n", word(out, KS_MSG_md_sources));
	if (!sources.n)
		ks_buf_addf(&out->text, "- %s\n", source_names(out, sources));
	for (size_t i = 0; i < sources.n; i++)
		put_source(out, sources.items[i]);
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
	for (size_t i = 0; i < step->n_after; i++) {
		const struct ks_after *after = &step->after[i];

		ks_buf_add(&buf, i ? "; " : "");
		ks_buf_add(&buf, after->step ? what(out, after->step) : ks_md_text(out, after->step_id));
	}
	return buf.text;
}

static void put_intervention(struct ks_out *out, const struct ks_intervention *intervention)
{
	if (!intervention)
		return;
	put_item(out, KS_MSG_md_parents, said(out, intervention->parents));
	if (intervention->consent_explicit)
		put_item(out, KS_MSG_md_consent, word(out, KS_MSG_md_consent_explicit));
	if (intervention->for_professionals)
		put_item(out, KS_MSG_md_consent, word(out, KS_MSG_md_for_professionals));
}

static void put_step(struct ks_out *out, const struct ks_step *step, size_t number)
{
	ks_buf_addf(&out->text, "\n### %s\n\n",
		    ks_msg_make(out->arena, out->lang, KS_MSG_md_step,
				KS_ARGS({ "n", ks_fmt(out->arena, "%zu", number) },
					{ "what", what(out, step) })));
	put_item(out, KS_MSG_md_who, said(out, step->refer_to->label));
	put_item(out, KS_MSG_md_within,
		 ks_fmt(out->arena, "%s (%s)", ks_label_span(out, step->within),
			ks_label_urgency(out, step->urgency)));
	put_item(out, KS_MSG_md_how, ks_label_form(out, step->handover));
	put_item(out, KS_MSG_md_after, after_words(out, step));
	put_cond_item(out, KS_MSG_md_only_when, step->when);
	put_cond_item(out, KS_MSG_md_window, step->window);
	put_item(out, KS_MSG_md_why, said(out, step->why));
	put_intervention(out, step->intervention);
	put_item(out, KS_MSG_md_if_refused, ks_md_text(out, ks_label_fallback(out, &step->if_refused)));
	put_item(out, KS_MSG_md_if_waiting, ks_md_text(out, ks_label_fallback(out, &step->if_waiting)));
	put_item(out, KS_MSG_md_source, source_names(out, step->sources));
}

/* ---- cards --------------------------------------------------------------- */

static void put_safety(struct ks_out *out, const struct ks_card *card)
{
	if (!card->has_safety)
		return;
	ks_buf_addf(&out->text, "**%s:** %s\n", word(out, KS_MSG_md_first),
		    said(out, card->safety.text));
	if (card->safety.phone)
		ks_buf_addf(&out->text, "\n**%s**\n",
			    ks_msg_make(out->arena, out->lang, KS_MSG_md_phone,
					KS_ARGS({ "phone", ks_md_text(out, card->safety.phone) })));
	ks_buf_addc(&out->text, '\n');
}

static void put_facts(struct ks_out *out, const struct ks_card *card)
{
	ks_buf_addf(&out->text, "| %s | %s | %s | %s |\n|---|---|---|---|\n",
		    word(out, KS_MSG_md_owner), word(out, KS_MSG_md_version),
		    word(out, KS_MSG_md_phase), word(out, KS_MSG_md_review));
	ks_buf_addf(&out->text, "| %s | %s | %s | %s |\n", ks_md_text(out, card->owner),
		    ks_md_text(out, card->version), ks_label_phases(out, card->phases),
		    ks_day_words(out, card->review_by));
}

static void put_when(struct ks_out *out, const struct ks_card *card)
{
	if (*ks_text_in(card->say, out->lang))
		ks_buf_addf(&out->text, "\n**%s:** %s\n", word(out, KS_MSG_md_say),
			    said(out, card->say));
	ks_buf_addf(&out->text, "\n### %s\n\n", word(out, KS_MSG_md_when));
	put_cond(out, 0, card->when);
}

static void put_page(struct ks_out *out, const struct ks_coalition *c, const struct ks_card *card)
{
	const char *file = card->loc.in ? card->loc.in->name : "";

	ks_buf_addf(&out->text, "<a id=\"%s-%s\"></a>\n\n## %s\n\n", c->id, card->id,
		    said(out, card->title));
	put_safety(out, card);
	ks_buf_addf(&out->text, "> %s\n\n", said(out, card->agreed));
	put_facts(out, card);
	put_when(out, card);
	for (size_t i = 0; i < card->n_steps; i++)
		put_step(out, &card->steps[i], i + 1);
	put_sources(out, card->sources);
	ks_buf_addf(&out->text, "\n%s\n",
		    ks_msg_make(out->arena, out->lang, KS_MSG_md_file,
				KS_ARGS({ "card", ks_fmt(out->arena, "`%s`", card->id) },
					{ "file", ks_fmt(out->arena, "`%s`", file) })));
}

/* Several pages begin with where each is. */
static void put_contents(struct ks_out *out, const struct ks_cards_view *view)
{
	const struct ks_coalition *c = view->coalition;

	ks_buf_addf(&out->text, "# %s\n\n",
		    ks_msg_make(out->arena, out->lang, KS_MSG_md_contents,
				KS_ARGS({ "coalition", said(out, c->title) },
					{ "version", ks_md_text(out, c->version) })));
	for (size_t i = 0; i < view->n; i++)
		ks_buf_addf(&out->text, "- [%s](#%s-%s)\n", said(out, view->cards[i]->title), c->id,
			    view->cards[i]->id);
}

void ks_cards_md(struct ks_out *out, const struct ks_cards_view *view)
{
	bool several = view->n != 1;

	if (several)
		put_contents(out, view);
	for (size_t i = 0; i < view->n; i++) {
		ks_buf_add(&out->text, several ? "\n" NEW_PAGE : "");
		put_page(out, view->coalition, view->cards[i]);
	}
}
