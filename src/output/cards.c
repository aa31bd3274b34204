/* SPDX-License-Identifier: EUPL-1.2 */
/* Cards, findings and examples as text and as JSON. */
#include "ks/output/cards.h"

#include "ks/base/arena.h"
#include "ks/engine/cond.h"
#include "ks/output/cond.h"
#include "ks/output/label.h"

/* ---- the signals a card answers to --------------------------------------- */

struct signals {
	struct ks_out *out;
	const char **ids;
	size_t n;
};

static void note_signal(void *context, const struct ks_cond *leaf)
{
	struct signals *signals = context;
	const char **slot;

	if (leaf->kind != KS_COND_SIGNAL || leaf->factor->protective)
		return;
	for (size_t i = 0; i < signals->n; i++)
		if (ks_streq(signals->ids[i], leaf->factor->id))
			return;
	slot = ks_grow(signals->out->arena, &signals->ids, &signals->n, sizeof(*slot));
	*slot = leaf->factor->id;
}

static struct signals signals_of(struct ks_out *out, const struct ks_card *card)
{
	struct signals signals = { out, NULL, 0 };

	ks_cond_leaves(card->when, note_signal, &signals);
	return signals;
}

static const char *joined(struct ks_out *out, const char *const *items, size_t n)
{
	struct ks_buf buf;

	ks_buf_init(&buf, out->arena);
	for (size_t i = 0; i < n; i++) {
		ks_buf_add(&buf, i ? ", " : "");
		ks_buf_add(&buf, items[i]);
	}
	return buf.text;
}

static const char *file_of(struct ks_loc loc)
{
	return loc.in ? loc.in->name : "";
}

/* ---- the list ------------------------------------------------------------ */

/* One card: what it is called, what it answers to and begins with, where it is. */
static void put_card_lines(struct ks_out *out, const struct ks_card *card)
{
	struct signals signals = signals_of(out, card);

	ks_out_blank(out);
	ks_out_msg(out, 0, KS_MSG_cards_card,
		   KS_ARGS({ "card", card->id }, { "title", ks_text_in(card->title, out->lang) },
			   { "version", card->version },
			   { "phases", ks_label_phases(out, card->phases) }));
	ks_out_wrapped(out, 2, "",
		       ks_fmt(out->arena, "%s -> %s", joined(out, signals.ids, signals.n),
			      card->n_steps ? card->steps[0].id : ""));
	ks_out_wrapped(out, 2, "", file_of(card->loc));
}

/* The withdrawn card from *i on, which comes past it; NULL: no more. */
static const struct ks_withdrawn *next_withdrawn(const struct ks_coalition *c, size_t *i)
{
	while (*i < c->n_withdrawn) {
		const struct ks_withdrawn *withdrawn = &c->withdrawn[(*i)++];

		if (ks_streq(withdrawn->kind, "card"))
			return withdrawn;
	}
	return NULL;
}

static void put_withdrawn(struct ks_out *out, const struct ks_coalition *c)
{
	const struct ks_withdrawn *withdrawn;

	for (size_t i = 0; (withdrawn = next_withdrawn(c, &i));) {
		ks_out_blank(out);
		ks_out_msg(out, 0, KS_MSG_cards_withdrawn,
			   KS_ARGS({ "card", withdrawn->id },
				   { "why", ks_text_in(withdrawn->why, out->lang) }));
		ks_out_wrapped(out, 2, "", file_of(withdrawn->loc));
	}
}

static void text_list(struct ks_out *out, const struct ks_coalition *c)
{
	ks_out_msg(out, 0, KS_MSG_cards_title,
		   KS_ARGS({ "coalition", ks_text_in(c->title, out->lang) },
			   { "version", c->version },
			   { "n", ks_fmt(out->arena, "%zu", c->n_cards) }));
	for (size_t i = 0; i < c->n_cards; i++)
		put_card_lines(out, c->cards[i]);
	put_withdrawn(out, c);
}

/* ---- one card ------------------------------------------------------------ */

static void put_line(struct ks_out *out, int indent, enum ks_msg label, const char *text)
{
	if (text && *text)
		ks_out_wrapped(out, indent,
			       ks_fmt(out->arena, "%s: ", ks_msg_text(out->lang, label)), text);
}

static const char *date_text(struct ks_out *out, ks_day day)
{
	char *text = KS_NEW_N(out->arena, KS_DATE_TEXT, char);

	ks_format_date(day, text);
	return text;
}

/* "Pharos (2020): Title [id, nagezocht]"; a proposal is just that. */
static const char *source_words(struct ks_out *out, const struct ks_source *source)
{
	const char *status = ks_label_source_status(out, source->status);
	const char *year = source->year ? ks_fmt(out->arena, " (%d)", source->year) : "";

	if (!source->organisation || !source->title)
		return ks_fmt(out->arena, "%s: %s", source->id, status);
	return ks_fmt(out->arena, "%s: %s%s, %s; %s", source->id, source->organisation, year,
		      source->titles.nl ? ks_text_in(source->titles, out->lang) : source->title,
		      status);
}

static void put_sources(struct ks_out *out, int indent, struct ks_sources sources)
{
	if (!sources.n)
		put_line(out, indent, KS_MSG_card_source,
			 ks_label_source_status(out, KS_PROPOSAL));
	for (size_t i = 0; i < sources.n; i++)
		put_line(out, indent, KS_MSG_card_source, source_words(out, sources.items[i]));
}

static const char *step_words(struct ks_out *out, const struct ks_step *step)
{
	if (step->intervention)
		return ks_text_in(step->intervention->title, out->lang);
	return ks_text_in(step->do_what, out->lang);
}

static void put_condition(struct ks_out *out, int indent, enum ks_msg label,
			  const struct ks_cond *cond)
{
	if (!cond)
		return;
	ks_out_wrapped(out, indent, "", ks_msg_text(out->lang, label));
	ks_out_cond(out, indent + 2, cond);
}

static void put_step(struct ks_out *out, const struct ks_step *step, size_t number)
{
	const char *role = ks_text_in(step->refer_to->label, out->lang);

	ks_out_blank(out);
	ks_out_wrapped(out, 0, ks_fmt(out->arena, "%zu. ", number), step_words(out, step));
	put_line(out, 2, KS_MSG_card_step, step->id);
	put_line(out, 2, KS_MSG_card_role, ks_fmt(out->arena, "%s (%s)", role, step->refer_to->id));
	ks_out_msg(out, 2, KS_MSG_card_term,
		   KS_ARGS({ "urgency", ks_label_urgency(out, step->urgency) },
			   { "within", ks_label_span(out, step->within) },
			   { "form", ks_label_form(out, step->handover) }));
	put_condition(out, 2, KS_MSG_card_step_when, step->when);
	put_condition(out, 2, KS_MSG_card_step_window, step->window);
	put_line(out, 2, KS_MSG_card_why, ks_text_in(step->why, out->lang));
	put_line(out, 2, KS_MSG_card_if_refused, ks_label_fallback(out, &step->if_refused));
	put_line(out, 2, KS_MSG_card_if_waiting, ks_label_fallback(out, &step->if_waiting));
	put_sources(out, 2, step->sources);
}

static void put_card_facts(struct ks_out *out, const struct ks_card *card)
{
	put_line(out, 0, KS_MSG_col_card, card->id);
	put_line(out, 0, KS_MSG_col_version, card->version);
	put_line(out, 0, KS_MSG_col_phase, ks_label_phases(out, card->phases));
	put_line(out, 0, KS_MSG_card_owner, card->owner);
	put_line(out, 0, KS_MSG_card_review_by, date_text(out, card->review_by));
	put_line(out, 0, KS_MSG_col_file,
		 ks_fmt(out->arena, "%s:%d", file_of(card->loc), card->loc.line));
}

static void put_safety(struct ks_out *out, const struct ks_card *card)
{
	if (!card->has_safety)
		return;
	put_line(out, 0, KS_MSG_card_safety, ks_text_in(card->safety.text, out->lang));
	put_line(out, 2, KS_MSG_card_phone, card->safety.phone);
}

static void text_card(struct ks_out *out, const struct ks_card *card)
{
	ks_out_heading(out, ks_text_in(card->title, out->lang));
	put_card_facts(out, card);
	ks_out_blank(out);
	put_safety(out, card);
	put_line(out, 0, KS_MSG_card_agreed, ks_text_in(card->agreed, out->lang));
	put_line(out, 0, KS_MSG_card_say, ks_text_in(card->say, out->lang));
	put_condition(out, 0, KS_MSG_card_when, card->when);
	for (size_t i = 0; i < card->n_steps; i++)
		put_step(out, &card->steps[i], i + 1);
	ks_out_blank(out);
	put_sources(out, 0, card->sources);
}

/* ---- JSON of cards ------------------------------------------------------- */

static void json_words(struct ks_json *in, const char *key, const char *const *words, size_t n)
{
	struct ks_json *list = ks_json_array(in, key);

	for (size_t i = 0; i < n; i++)
		ks_json_text(list, NULL, words[i]);
}

static void json_phases(struct ks_json *in, unsigned phases)
{
	struct ks_json *list = ks_json_array(in, "phase");

	for (unsigned phase = 0; phase < KS_PHASES; phase++)
		if (phases & 1U << phase)
			ks_json_text(list, NULL, ks_phase_words[phase]);
}

static void json_sources(struct ks_json *in, struct ks_sources sources)
{
	struct ks_json *list = ks_json_array(in, "source");

	for (size_t i = 0; i < sources.n; i++)
		ks_json_text(list, NULL, sources.items[i]->id);
	ks_json_text(in, "source_status", ks_source_status_words[ks_sources_status(sources)]);
}

static void json_text(struct ks_out *out, struct ks_json *in, const char *key, struct ks_text text)
{
	const char *said = ks_text_in(text, out->lang);

	ks_json_text(in, key, *said ? said : NULL);
}

static void json_card_head(struct ks_out *out, struct ks_json *json, const struct ks_card *card)
{
	struct signals signals = signals_of(out, card);

	ks_json_text(json, "card", card->id);
	json_text(out, json, "title", card->title);
	ks_json_text(json, "version", card->version);
	json_phases(json, card->phases);
	ks_json_text(json, "owner", card->owner);
	ks_json_day(json, "review_by", card->review_by);
	ks_json_text(json, "file", file_of(card->loc));
	ks_json_int(json, "line", card->loc.line);
	json_words(json, "signals", signals.ids, signals.n);
}

static void json_withdrawn(struct ks_out *out, struct ks_json *in, const struct ks_coalition *c)
{
	struct ks_json *list = ks_json_array(in, "withdrawn");
	const struct ks_withdrawn *withdrawn;

	for (size_t i = 0; (withdrawn = next_withdrawn(c, &i));) {
		struct ks_json *json = ks_json_object(list, NULL);

		ks_json_text(json, "card", withdrawn->id);
		json_text(out, json, "why", withdrawn->why);
		ks_json_text(json, "file", file_of(withdrawn->loc));
		ks_json_int(json, "line", withdrawn->loc.line);
	}
}

static void json_list(struct ks_out *out, const struct ks_coalition *c)
{
	struct ks_json *document = ks_json_document(out);
	struct ks_json *coalition = ks_json_object(document, "coalition");
	struct ks_json *list = ks_json_array(document, "cards");

	ks_json_text(coalition, "id", c->id);
	ks_json_text(coalition, "version", c->version);
	for (size_t i = 0; i < c->n_cards; i++) {
		const struct ks_card *card = c->cards[i];
		struct ks_json *json = ks_json_object(list, NULL), *steps;

		json_card_head(out, json, card);
		steps = ks_json_array(json, "steps");
		for (size_t s = 0; s < card->n_steps; s++)
			ks_json_text(steps, NULL, card->steps[s].id);
	}
	json_withdrawn(out, document, c);
	ks_json_end(out, document);
}

static const char *span_text(struct ks_out *out, struct ks_span span)
{
	char text[KS_DATE_TEXT];

	ks_format_span(span, text);
	return ks_strdup(out->arena, text);
}

static void json_fallback(struct ks_out *out, struct ks_json *in, const char *key,
			  const struct ks_fallback *way)
{
	struct ks_json *json;

	if (!way->given) {
		ks_json_null(in, key);
		return;
	}
	json = ks_json_object(in, key);
	json_text(out, json, "say", way->say);
	ks_json_text(json, "refer_to", way->refer_to ? way->refer_to->id : NULL);
	ks_json_text(json, "intervention", way->intervention ? way->intervention->id : NULL);
	ks_json_text(json, "every", way->has_every ? span_text(out, way->every) : NULL);
}

static void json_step(struct ks_out *out, struct ks_json *json, const struct ks_step *step)
{
	ks_json_text(json, "step", step->name);
	ks_json_text(json, "id", step->id);
	ks_json_text(json, "refer_to", step->refer_to->id);
	ks_json_text(json, "intervention", step->intervention ? step->intervention->id : NULL);
	json_text(out, json, "do", step->do_what);
	ks_json_text(json, "urgency", ks_urgency_words[step->urgency]);
	ks_json_text(json, "within", span_text(out, step->within));
	ks_json_text(json, "handover", ks_form_words[step->handover]);
	json_text(out, json, "why", step->why);
	json_fallback(out, json, "if_refused", &step->if_refused);
	json_fallback(out, json, "if_waiting", &step->if_waiting);
	json_sources(json, step->sources);
	ks_json_int(json, "line", step->loc.line);
}

static void json_safety(struct ks_out *out, struct ks_json *in, const struct ks_card *card)
{
	struct ks_json *json;

	if (!card->has_safety) {
		ks_json_null(in, "safety");
		return;
	}
	json = ks_json_object(in, "safety");
	json_text(out, json, "text", card->safety.text);
	ks_json_text(json, "phone", card->safety.phone);
}

static void json_page(struct ks_out *out, struct ks_json *json, const struct ks_card *card)
{
	struct ks_json *steps;

	json_card_head(out, json, card);
	json_text(out, json, "agreed", card->agreed);
	json_text(out, json, "say", card->say);
	json_safety(out, json, card);
	json_sources(json, card->sources);
	steps = ks_json_array(json, "steps");
	for (size_t i = 0; i < card->n_steps; i++)
		json_step(out, ks_json_object(steps, NULL), &card->steps[i]);
}

static void json_card(struct ks_out *out, const struct ks_card *card)
{
	struct ks_json *document = ks_json_document(out);

	json_page(out, document, card);
	ks_json_end(out, document);
}

/* ---- several cards ------------------------------------------------------- */

static void text_pages(struct ks_out *out, const struct ks_cards_view *view)
{
	for (size_t i = 0; i < view->n; i++) {
		if (i) {
			ks_out_blank(out);
			ks_out_blank(out);
		}
		text_card(out, view->cards[i]);
	}
}

static void json_pages(struct ks_out *out, const struct ks_cards_view *view)
{
	struct ks_json *document = ks_json_document(out);
	struct ks_json *coalition = ks_json_object(document, "coalition");
	struct ks_json *list;

	ks_json_text(coalition, "id", view->coalition->id);
	ks_json_text(coalition, "version", view->coalition->version);
	list = ks_json_array(document, "cards");
	for (size_t i = 0; i < view->n; i++)
		json_page(out, ks_json_object(list, NULL), view->cards[i]);
	ks_json_end(out, document);
}

/* ---- check --------------------------------------------------------------- */

static void text_check(struct ks_out *out, const struct ks_check_view *view)
{
	const struct ks_diag *diag = view->diag;
	enum ks_msg msg = KS_MSG_check_clean;

	if (diag->errors)
		msg = KS_MSG_check_errors;
	else if (diag->findings)
		msg = KS_MSG_check_findings;
	ks_out_msg(out, 0, msg,
		   KS_ARGS({ "routes", view->routes },
			   { "errors", ks_fmt(out->arena, "%d", diag->errors) },
			   { "findings", ks_fmt(out->arena, "%d", diag->findings) }));
	if (view->n_left_out)
		ks_out_msg(out, 0, KS_MSG_check_left_out,
			   KS_ARGS({ "files", joined(out, view->left_out, view->n_left_out) }));
	if (view->undecided)
		ks_out_msg(out, 0, KS_MSG_doubts_undecided,
			   KS_ARGS({ "n", ks_fmt(out->arena, "%zu", view->undecided) }));
}

static void json_item(struct ks_out *out, struct ks_json *json, const struct ks_diag_item *item)
{
	ks_json_text(json, "code", ks_msg_code(out->arena, item->msg));
	ks_json_text(json, "text", ks_msg_make(out->arena, out->lang, item->msg, item->args));
	ks_json_text(json, "near", item->near);
	ks_json_text(json, "card", item->card);
	ks_json_text(json, "file", item->loc.in ? item->loc.in->name : NULL);
	ks_json_int(json, "line", item->loc.line);
	ks_json_int(json, "column", item->loc.col);
	ks_json_text(json, "witness", item->witness);
	ks_json_text(json, "no_witness",
		     item->no_witness == KS_MSG_LAST ? NULL
						     : ks_msg_text(out->lang, item->no_witness));
}

static void json_items(struct ks_out *out, struct ks_json *in, const char *key,
		       const struct ks_diag *diag, enum ks_severity severity)
{
	struct ks_json *list = ks_json_array(in, key);

	for (const struct ks_diag_item *item = diag->first; item; item = item->next)
		if (item->severity == severity)
			json_item(out, ks_json_object(list, NULL), item);
}

static void json_check(struct ks_out *out, const struct ks_check_view *view)
{
	struct ks_json *document = ks_json_document(out), *list;

	ks_json_text(document, "coalition", view->coalition ? view->coalition->id : NULL);
	json_items(out, document, "errors", view->diag, KS_ERROR);
	json_items(out, document, "findings", view->diag, KS_FINDING);
	ks_json_int(document, "undecided", (int)view->undecided);
	list = ks_json_array(document, "left_out");
	for (size_t i = 0; i < view->n_left_out; i++)
		ks_json_text(list, NULL, view->left_out[i]);
	ks_json_end(out, document);
}

/* ---- by format ----------------------------------------------------------- */

void ks_out_cards(struct ks_out *out, const struct ks_coalition *c)
{
	if (out->format == KS_AS_JSON)
		json_list(out, c);
	else
		text_list(out, c);
}

void ks_out_card(struct ks_out *out, const struct ks_card *card)
{
	if (out->format == KS_AS_JSON)
		json_card(out, card);
	else
		text_card(out, card);
}

void ks_out_card_pages(struct ks_out *out, const struct ks_cards_view *view)
{
	if (out->format == KS_AS_JSON)
		json_pages(out, view);
	else
		text_pages(out, view);
}

void ks_out_check(struct ks_out *out, const struct ks_check_view *view)
{
	if (out->format == KS_AS_JSON)
		json_check(out, view);
	else
		text_check(out, view);
}
