/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The receiver's page. One list of parts, each a heading and lines; how they
 * are written differs a little between text, Markdown and HTML.
 */
#include "ks/output/letter.h"

#include "ks/base/arena.h"
#include "ks/output/label.h"
#include "html.h"
#include "md.h"

struct page {
	struct ks_out *out;
	const struct ks_letter_view *view;
	const struct ks_handover_view *h;
	bool in_part;		/* HTML: a section is open */
};

/* ---- writing a piece ----------------------------------------------------- */

enum piece { TITLE, PLAIN, STRONG, PART, LINE, QUOTE, SMALL };

static void put_html(struct ks_out *out, enum piece piece, const char *text)
{
	static const char *const before[] = { "<h1>", "<p>", "<p class=\"strong\">", "<h2>", "<p>",
					      "<blockquote><p>", "<p class=\"small\">" };
	static const char *const after[] = { "</h1>", "</p>", "</p>", "</h2>", "</p>",
					     "</p></blockquote>", "</p>" };

	ks_buf_add(&out->text, before[piece]);
	ks_html_text(&out->text, text);
	ks_buf_addf(&out->text, "%s\n", after[piece]);
}

static void put_md(struct ks_out *out, enum piece piece, const char *text)
{
	static const char *const before[] = { "# ", "\n", "\n**", "\n## ", "\n", "\n> ", "\n*" };
	static const char *const after[] = { "", "", "**", "", "", "", "*" };

	ks_buf_addf(&out->text, "%s%s%s\n", before[piece], ks_md_text(out, text), after[piece]);
}

static void put_text(struct ks_out *out, enum piece piece, const char *text)
{
	switch (piece) {
	case TITLE:
		ks_out_heading(out, text);
		break;
	case PART:
		ks_out_blank(out);
		ks_out_wrapped(out, 0, "", ks_fmt(out->arena, "%s:", text));
		break;
	case SMALL:
	case PLAIN:
	case STRONG:
		ks_out_wrapped(out, 0, "", text);
		break;
	case LINE:
	case QUOTE:
		ks_out_wrapped(out, 2, "  ", text);
		break;
	}
}

static void end_part(struct page *page)
{
	if (page->in_part)
		ks_buf_add(&page->out->text, "</section>\n");
	page->in_part = false;
}

static void begin_part(struct page *page)
{
	end_part(page);
	page->in_part = page->out->format == KS_AS_HTML;
	if (page->in_part)
		ks_buf_add(&page->out->text, "<section>\n");
}

static void put(struct page *page, enum piece piece, const char *text)
{
	if (!text || !*text)
		return;
	if (piece == PART)
		begin_part(page);
	if (page->out->format == KS_AS_HTML)
		put_html(page->out, piece, text);
	else if (page->out->format == KS_AS_MD)
		put_md(page->out, piece, text);
	else
		put_text(page->out, piece, text);
}

static const char *make(struct page *page, enum ks_msg msg, const struct ks_arg *args)
{
	return ks_msg_make(page->out->arena, page->out->lang, msg, args);
}

static void put_msg(struct page *page, enum piece piece, enum ks_msg msg, const struct ks_arg *args)
{
	put(page, piece, make(page, msg, args));
}

/* A heading with one text under it; nothing without the text. */
static void put_part(struct page *page, enum ks_msg heading, enum piece piece, const char *text)
{
	if (!text || !*text)
		return;
	put_msg(page, PART, heading, NULL);
	put(page, piece, text);
}

/* ---- what is on it ------------------------------------------------------- */

static const char *sender(struct page *page)
{
	const char *who = ks_party_words(page->out, &page->h->from);

	return page->h->from.user ?
		       ks_fmt(page->out->arena, "%s (%s)", who, page->h->from.user) : who;
}

/* The day it was asked: of the first move that still stands as a request, else the first. */
static ks_day asked_on(const struct ks_handover_view *h)
{
	for (size_t i = 0; i < h->n_moves; i++)
		if (h->moves[i].status == KS_H_REQUESTED && !h->moves[i].undone)
			return h->moves[i].date;
	return h->n_moves ? h->moves[0].date : KS_NO_DAY;
}

static void put_top(struct page *page)
{
	const struct ks_handover_view *h = page->h;
	ks_day by = h->terms.respond_by;

	put_msg(page, TITLE, KS_MSG_letter_title,
		KS_ARGS({ "to", ks_party_words(page->out, &h->to) }));
	put_msg(page, PLAIN, KS_MSG_letter_lead,
		KS_ARGS({ "from", sender(page) }, { "date", ks_day_words(page->out, asked_on(h)) }));
	if (page->view->kind == KS_LETTER_WITHDRAWN)
		return;
	if (by != KS_NO_DAY)
		put_msg(page, STRONG, KS_MSG_letter_answer_by,
			KS_ARGS({ "date", ks_day_words(page->out, by) }));
	else
		put_msg(page, STRONG, KS_MSG_letter_now,
			KS_ARGS({ "status", ks_label_status(page->out, h->status) }));
}

static void put_asked(struct page *page)
{
	const struct ks_handover_view *h = page->h;

	put_part(page, KS_MSG_letter_ask, LINE, h->ask);
	put_part(page, KS_MSG_letter_for, LINE, h->intervention.label);
	put_part(page, KS_MSG_letter_form, LINE, ks_label_form(page->out, h->form));
	put_part(page, KS_MSG_letter_urgency, LINE, ks_label_urgency(page->out, h->urgency));
	put_part(page, KS_MSG_letter_due, LINE, ks_day_words(page->out, h->due));
}

/* Several things in one line; a label may hold a comma of its own. */
static const char *labels(struct page *page, const struct ks_named *items, size_t n)
{
	struct ks_buf buf;

	ks_buf_init(&buf, page->out->arena);
	for (size_t i = 0; i < n; i++)
		ks_buf_addf(&buf, "%s%s", i ? "; " : "", items[i].label);
	return buf.text;
}

static void put_well(struct page *page)
{
	const struct ks_letter_view *view = page->view;
	const char *own = page->h->works_well;
	const char *shared = labels(page, view->strengths, view->n_strengths);

	put_part(page, KS_MSG_letter_works_well, LINE, own ? own : shared);
	if (own)
		put(page, LINE, shared);
	put_part(page, KS_MSG_letter_signals, LINE,
		 labels(page, view->signals, view->n_signals));
}

/* Who was at a meeting; the first one is what makes the handover warm or not. */
static void put_present(struct page *page)
{
	const struct ks_handover_view *h = page->h;
	bool met = false;

	put_msg(page, PART, KS_MSG_letter_present, NULL);
	for (size_t i = 0; i < h->n_moves; i++) {
		const struct ks_move_view *move = &h->moves[i];

		if (move->undone || move->verb != KS_VERB_MEET || !move->present)
			continue;
		met = true;
		put_msg(page, LINE, KS_MSG_letter_met_on,
			KS_ARGS({ "date", ks_day_words(page->out, move->date) },
				{ "who", ks_present_words(page->out, move->present) }));
	}
	if (!met || !h->warm)
		put_msg(page, LINE, KS_MSG_letter_not_met, NULL);
}

static void put_consent(struct page *page)
{
	const struct ks_handover_view *h = page->h;
	struct ks_out *out = page->out;

	put_msg(page, PART, KS_MSG_letter_consent, NULL);
	if (h->ground) {
		put_msg(page, LINE, KS_MSG_letter_ground,
			KS_ARGS({ "ground", ks_label_word(out, h->ground) }));
		return;
	}
	put_msg(page, LINE, KS_MSG_letter_consent_given,
		KS_ARGS({ "by", ks_label_word(out, h->consent_by) },
			{ "how", ks_label_word(out, h->consent_how) },
			{ "date", ks_day_words(out, h->consent_date) }));
	if (h->consent_until != KS_NO_DAY)
		put_msg(page, LINE, KS_MSG_letter_consent_until,
			KS_ARGS({ "date", ks_day_words(out, h->consent_until) }));
}

static void put_whole(struct page *page)
{
	const struct ks_handover_view *h = page->h;

	put_part(page, KS_MSG_letter_own_words, QUOTE, h->own_words);
	put_asked(page);
	put_well(page);
	put_present(page);
	put_part(page, KS_MSG_letter_agreements, LINE, h->agreements);
	put_part(page, KS_MSG_letter_safe_contact, LINE, h->safe_contact);
	put_part(page, KS_MSG_letter_keeper, LINE, h->keeps_contact);
	put_consent(page);
}

static void put_foot(struct page *page)
{
	bool whole = page->view->kind == KS_LETTER_WHOLE;
	const struct ks_arg *args =
		KS_ARGS({ "handover", page->h->id }, { "case", page->h->case_key });

	if (page->out->format != KS_AS_HTML && page->out->format != KS_AS_MD)
		ks_out_blank(page->out);
	put_msg(page, SMALL, whole ? KS_MSG_letter_foot : KS_MSG_letter_foot_advice, args);
	if (page->view->head)
		put_msg(page, SMALL, KS_MSG_letter_head, KS_ARGS({ "head", page->view->head }));
}

/* ---- the page ------------------------------------------------------------ */

static const char css[] =
	"@page { size: A4; margin: 15mm; }\n"
	":root { color-scheme: light dark; --line: #767676; --soft: #555; }\n"
	"body { font: 1.05rem/1.45 sans-serif; max-width: 46em; margin: 2rem auto; padding: 0 1rem; }\n"
	"h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 0.3rem; }\n"
	"section { display: grid; grid-template-columns: 11em 1fr; gap: 0 1rem; "
	"margin: 0.5rem 0; break-inside: avoid; }\n"
	"section > * { grid-column: 2; } section > h2 { grid-column: 1; font-size: 1rem; margin: 0; }\n"
	"p { margin: 0; white-space: pre-line; overflow-wrap: anywhere; }\n"
	"blockquote { margin: 0; padding: 0 0.8rem; border-left: 4px solid var(--line); "
	"font-size: 1.15rem; }\n"
	".strong { font-weight: bold; border: 2px solid var(--line); padding: 0.3rem 0.8rem; "
	"margin: 0.8rem 0; }\n"
	".small { font-size: 0.8rem; color: var(--soft); }\n"
	"footer { border-top: 1px solid var(--line); margin-top: 1rem; padding-top: 0.3rem; }\n"
	"@media (max-width: 34em) { section { display: block; } }\n"
	"@media (prefers-color-scheme: dark) { :root { --line: #9a9a9a; --soft: #bbb; } }\n"
	"@media print { :root { color-scheme: light; --line: #767676; --soft: #333; } "
	"html { font-size: 10pt; } body { line-height: 1.35; margin: 0; max-width: none; padding: 0; } "
	"section { display: grid; } }\n";

static void put_body(struct page *page)
{
	switch (page->view->kind) {
	case KS_LETTER_WHOLE:
		put_whole(page);
		break;
	case KS_LETTER_ADVICE:
		put_msg(page, PLAIN, KS_MSG_letter_advice, NULL);
		put_part(page, KS_MSG_letter_ask, LINE, page->h->ask);
		break;
	case KS_LETTER_WITHDRAWN:
		put_msg(page, PLAIN, KS_MSG_letter_withdrawn, NULL);
		break;
	}
}

void ks_write_letter(struct ks_out *out, const struct ks_letter_view *view)
{
	struct page page = { .out = out, .view = view, .h = view->handover };

	if (out->format == KS_AS_HTML) {
		ks_html_begin(out,
			      make(&page, KS_MSG_letter_title,
				   KS_ARGS({ "to", ks_party_words(out, &page.h->to) })),
			      css);
		ks_buf_add(&out->text, "<main>\n");
	}
	put_top(&page);
	put_body(&page);
	end_part(&page);
	if (out->format == KS_AS_HTML)
		ks_buf_add(&out->text, "</main>\n<footer>\n");
	put_foot(&page);
	if (out->format == KS_AS_HTML) {
		ks_buf_add(&out->text, "</footer>\n");
		ks_html_end(out);
	}
}
