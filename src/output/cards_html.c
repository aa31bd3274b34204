/* SPDX-License-Identifier: EUPL-1.2 */
/* Cards as a page of HTML: to print on A4, or to read in the light or the dark. */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/output/cards.h"
#include "ks/output/label.h"
#include "html.h"

static const char css[] =
	"@page { size: A4; margin: 18mm; }\n"
	":root { color-scheme: light dark; --line: #767676; --first: #8a1c14; }\n"
	"body { font: 1rem/1.5 sans-serif; max-width: 46em; margin: 2rem auto; padding: 0 1rem; }\n"
	"h1 { font-size: 1.8rem; }\n"
	"h2 { font-size: 1.3rem; margin: 1.6rem 0 0.3rem; break-after: avoid; }\n"
	"h3 { font-size: 1.1rem; margin: 1.4rem 0 0.3rem; break-after: avoid; }\n"
	"blockquote { margin: 1rem 0; padding: 0 1rem; border-left: 4px solid var(--line); }\n"
	".first { border: 3px solid var(--first); padding: 0.2rem 1rem; }\n"
	"dl { margin: 0; } dt { font-weight: bold; } dd { margin: 0 0 0.3rem 1.2rem; }\n"
	"table { border-collapse: collapse; margin-bottom: 0.8rem; }\n"
	"th, td { border: 1px solid var(--line); padding: 0.2rem 0.6rem; text-align: left; }\n"
	"ul { margin: 0.2rem 0; padding-left: 1.4rem; }\n"
	".step { break-inside: avoid; } .file { font-size: 0.85rem; }\n"
	"@media (prefers-color-scheme: dark) { :root { --line: #9a9a9a; --first: #f0958c; } }\n"
	"@media print { :root { color-scheme: light; --line: #767676; --first: #8a1c14; } "
	"body { font-size: 10.5pt; margin: 0; max-width: none; } .card { break-before: page; } "
	".card:first-of-type { break-before: auto; } nav + .card { break-before: page; } }\n";

static const char *word(struct ks_out *out, enum ks_msg msg)
{
	return ks_msg_text(out->lang, msg);
}

static const char *said(struct ks_out *out, struct ks_text text)
{
	return ks_text_in(text, out->lang);
}

/* ---- pieces -------------------------------------------------------------- */

static void put_item(struct ks_out *out, enum ks_msg label, const char *text)
{
	if (!text || !*text)
		return;
	ks_html_line(&out->text, "dt", word(out, label));
	ks_html_line(&out->text, "dd", text);
}

/* One list a level: what stands side by side is read side by side. */
static void put_point(struct ks_out *out, const struct ks_cond *cond)
{
	ks_buf_add(&out->text, "<li>");
	ks_html_text(&out->text, ks_cond_words(out, cond));
	if (cond->n_kids)
		ks_buf_add(&out->text, "\n<ul>\n");
	for (size_t i = 0; i < cond->n_kids; i++)
		put_point(out, cond->kids[i]);
	ks_buf_add(&out->text, cond->n_kids ? "</ul></li>\n" : "</li>\n");
}

static void put_cond(struct ks_out *out, const struct ks_cond *cond)
{
	ks_buf_add(&out->text, "<ul>\n");
	put_point(out, cond);
	ks_buf_add(&out->text, "</ul>\n");
}

static void put_cond_item(struct ks_out *out, enum ks_msg label, const struct ks_cond *cond)
{
	if (!cond)
		return;
	ks_html_line(&out->text, "dt", word(out, label));
	ks_buf_add(&out->text, "<dd>");
	put_cond(out, cond);
	ks_buf_add(&out->text, "</dd>\n");
}

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

static void put_sources(struct ks_out *out, struct ks_sources sources, const char *tag)
{
	ks_html_line(&out->text, tag, word(out, KS_MSG_md_sources));
	ks_buf_add(&out->text, "<ul>\n");
	for (size_t i = 0; i < sources.n; i++) {
		const struct ks_source *source = sources.items[i];
		const char *name = source_name(out, source);

		if (source->title && !ks_streq(source->id, "proposal"))
			name = ks_fmt(out->arena, "%s: %s", name, said(out, source->titles));
		if (source->doi || source->url)
			name = ks_fmt(out->arena, "%s, %s%s", name,
				      source->doi ? "https://doi.org/" : "",
				      source->doi ? source->doi : source->url);
		ks_html_line(&out->text, "li", name);
	}
	ks_buf_add(&out->text, "</ul>\n");
}

/* ---- steps --------------------------------------------------------------- */

static const char *what(struct ks_out *out, const struct ks_step *step)
{
	return said(out, step->intervention ? step->intervention->title : step->do_what);
}

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

static void put_step(struct ks_out *out, const struct ks_step *step, size_t number, const char *tag)
{
	ks_buf_add(&out->text, "<section class=\"step\">\n");
	ks_html_line(&out->text, tag,
		     ks_msg_make(out->arena, out->lang, KS_MSG_md_step,
				 KS_ARGS({ "n", ks_fmt(out->arena, "%zu", number) },
					 { "what", what(out, step) })));
	ks_buf_add(&out->text, "<dl>\n");
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
	ks_buf_add(&out->text, "</dl>\n</section>\n");
}

/* ---- cards --------------------------------------------------------------- */

static void put_safety(struct ks_out *out, const struct ks_card *card)
{
	if (!card->has_safety)
		return;
	ks_buf_add(&out->text, "<div class=\"first\">\n");
	ks_html_line(&out->text, "p",
		     ks_msg_make(out->arena, out->lang, KS_MSG_graph_first,
				 KS_ARGS({ "text", said(out, card->safety.text) })));
	if (card->safety.phone)
		ks_html_line(&out->text, "p",
			     ks_msg_make(out->arena, out->lang, KS_MSG_md_phone,
					 KS_ARGS({ "phone", card->safety.phone })));
	ks_buf_add(&out->text, "</div>\n");
}

static void put_fact(struct ks_out *out, enum ks_msg label, const char *text)
{
	ks_buf_add(&out->text, "<tr><th scope=\"row\">");
	ks_html_text(&out->text, word(out, label));
	ks_buf_add(&out->text, "</th><td>");
	ks_html_text(&out->text, text);
	ks_buf_add(&out->text, "</td></tr>\n");
}

static void put_facts(struct ks_out *out, const struct ks_card *card)
{
	ks_buf_add(&out->text, "<table>\n");
	put_fact(out, KS_MSG_md_owner, card->owner);
	put_fact(out, KS_MSG_md_version, card->version);
	put_fact(out, KS_MSG_md_phase, ks_label_phases(out, card->phases));
	put_fact(out, KS_MSG_md_review, ks_day_words(out, card->review_by));
	ks_buf_add(&out->text, "</table>\n");
	if (!*said(out, card->say))
		return;
	ks_buf_add(&out->text, "<dl>\n");
	put_item(out, KS_MSG_md_say, said(out, card->say));
	ks_buf_add(&out->text, "</dl>\n");
}

static void put_page(struct ks_out *out, const struct ks_card *card, bool alone)
{
	const char *tag = alone ? "h2" : "h3";

	ks_buf_addf(&out->text, "<article class=\"card\" id=\"%s\">\n", card->id);
	ks_html_line(&out->text, alone ? "h1" : "h2", said(out, card->title));
	put_safety(out, card);
	ks_buf_add(&out->text, "<blockquote>\n");
	ks_html_line(&out->text, "p", said(out, card->agreed));
	ks_buf_add(&out->text, "</blockquote>\n");
	put_facts(out, card);
	ks_html_line(&out->text, tag, word(out, KS_MSG_md_when));
	put_cond(out, card->when);
	for (size_t i = 0; i < card->n_steps; i++)
		put_step(out, &card->steps[i], i + 1, tag);
	put_sources(out, card->sources, tag);
	ks_buf_add(&out->text, "<p class=\"file\">");
	ks_html_text(&out->text,
		     ks_msg_make(out->arena, out->lang, KS_MSG_md_file,
				 KS_ARGS({ "card", card->id },
					 { "file", card->loc.in ? card->loc.in->name : "" })));
	ks_buf_add(&out->text, "</p>\n</article>\n");
}

static void put_contents(struct ks_out *out, const struct ks_cards_view *view, const char *title)
{
	ks_html_line(&out->text, "h1", title);
	ks_buf_add(&out->text, "<nav>\n<ul>\n");
	for (size_t i = 0; i < view->n; i++) {
		ks_buf_addf(&out->text, "<li><a href=\"#%s\">", view->cards[i]->id);
		ks_html_text(&out->text, said(out, view->cards[i]->title));
		ks_buf_add(&out->text, "</a></li>\n");
	}
	ks_buf_add(&out->text, "</ul>\n</nav>\n");
}

void ks_cards_html(struct ks_out *out, const struct ks_cards_view *view)
{
	bool alone = view->n == 1;
	const char *title = alone ? said(out, view->cards[0]->title)
				  : ks_msg_make(out->arena, out->lang, KS_MSG_md_contents,
						KS_ARGS({ "coalition", said(out, view->coalition->title) },
							{ "version", view->coalition->version }));

	ks_html_begin(out, title, css);
	if (!alone)
		put_contents(out, view, title);
	for (size_t i = 0; i < view->n; i++)
		put_page(out, view->cards[i], alone);
	ks_html_end(out);
}
