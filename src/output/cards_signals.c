/* SPDX-License-Identifier: EUPL-1.2 */
/* From signal to card to first step: where the holes are. */
#include "ks/base/arena.h"
#include "ks/engine/reach.h"
#include "ks/output/cards.h"
#include "ks/output/label.h"

struct tally {
	size_t signals, holes, on_purpose;
};

/* What one signal leads to. */
struct row {
	const struct ks_factor *signal;
	struct ks_reach *cards;
	size_t n;
	bool on_purpose; /* it is said why there is none */
};

static unsigned phases_of(const struct ks_signals_view *view)
{
	return view->phase < 0 ? KS_ALL_PHASES : 1U << view->phase;
}

/* The signals of the coalition with what they lead to; counted as they come. */
static size_t rows_of(struct ks_out *out, const struct ks_signals_view *view, struct row **rows,
		      struct tally *tally)
{
	const struct ks_coalition *c = view->coalition;
	size_t n = 0;

	*tally = (struct tally){ 0 };
	*rows = KS_NEW_N(out->arena, c->n_factors + 1, struct row);
	for (size_t i = 0; i < c->n_factors; i++) {
		struct row *row = &(*rows)[n];

		if (c->factors[i]->protective)
			continue;
		n++;
		row->signal = c->factors[i];
		row->n = ks_reach_of(out->arena, c, row->signal, phases_of(view), &row->cards);
		tally->signals++;
		row->on_purpose = ks_factor_no_route(row->signal, phases_of(view));
		tally->on_purpose += !row->n && row->on_purpose;
		tally->holes += !row->n && !row->on_purpose;
	}
	return n;
}

/* ---- text ---------------------------------------------------------------- */

static const char *step_words(struct ks_out *out, const struct ks_reach *reach)
{
	if (reach->alone)
		return reach->first->id;
	return ks_msg_make(out->arena, out->lang, KS_MSG_signals_not_alone,
			   KS_ARGS({ "step", reach->first->id }));
}

/* The signal, and below it each card with what comes first. */
static void put_row(struct ks_out *out, const struct row *row)
{
	enum ks_msg none = row->on_purpose ? KS_MSG_signals_on_purpose : KS_MSG_signals_hole;

	ks_out_wrapped(out, 0, "", row->signal->id);
	if (!row->n)
		ks_out_msg(out, 2, none,
			   KS_ARGS({ "why", ks_text_in(row->signal->no_route, out->lang) }));
	for (size_t i = 0; i < row->n; i++)
		ks_out_wrapped(out, 2, ks_fmt(out->arena, "%s -> ", row->cards[i].card->id),
			       step_words(out, &row->cards[i]));
}

static void put_title(struct ks_out *out, const struct ks_signals_view *view)
{
	const struct ks_coalition *c = view->coalition;

	ks_out_msg(out, 0, KS_MSG_signals_title,
		   KS_ARGS({ "coalition", ks_text_in(c->title, out->lang) },
			   { "version", c->version }));
	if (view->phase >= 0)
		ks_out_msg(out, 0, KS_MSG_signals_phase,
			   KS_ARGS({ "phase", ks_label_phase(out, (enum ks_phase)view->phase) }));
	ks_out_blank(out);
}

static const char *number(struct ks_out *out, size_t n)
{
	return ks_fmt(out->arena, "%zu", n);
}

static void text_signals(struct ks_out *out, const struct ks_signals_view *view)
{
	struct tally tally;
	struct row *rows;
	size_t n = rows_of(out, view, &rows, &tally);

	put_title(out, view);
	for (size_t i = 0; i < n; i++)
		put_row(out, &rows[i]);
	ks_out_blank(out);
	ks_out_msg(out, 0, KS_MSG_signals_total,
		   KS_ARGS({ "n", number(out, tally.signals) },
			   { "holes", number(out, tally.holes) },
			   { "purpose", number(out, tally.on_purpose) }));
}

/* ---- JSON ---------------------------------------------------------------- */

static void json_row(struct ks_out *out, struct ks_json *json, const struct row *row)
{
	const char *why = ks_text_in(row->signal->no_route, out->lang);
	struct ks_json *list;

	ks_json_text(json, "id", row->signal->id);
	ks_json_text(json, "class", ks_signal_class_words[row->signal->signal_class]);
	ks_json_text(json, "label", ks_text_in(row->signal->label, out->lang));
	ks_json_bool(json, "hole", !row->n && !row->on_purpose);
	ks_json_text(json, "no_route", row->on_purpose ? why : NULL);
	list = ks_json_array(json, "cards");
	for (size_t i = 0; i < row->n; i++) {
		struct ks_json *card = ks_json_object(list, NULL);

		ks_json_text(card, "card", row->cards[i].card->id);
		ks_json_text(card, "step", row->cards[i].first->id);
		ks_json_bool(card, "alone", row->cards[i].alone);
	}
}

static void json_signals(struct ks_out *out, const struct ks_signals_view *view)
{
	struct ks_json *document = ks_json_document(out);
	struct ks_json *coalition = ks_json_object(document, "coalition");
	struct tally tally;
	struct ks_json *list;
	struct row *rows;
	size_t n = rows_of(out, view, &rows, &tally);

	ks_json_text(coalition, "id", view->coalition->id);
	ks_json_text(coalition, "version", view->coalition->version);
	ks_json_text(document, "phase", view->phase < 0 ? NULL : ks_phase_words[view->phase]);
	list = ks_json_array(document, "signals");
	for (size_t i = 0; i < n; i++)
		json_row(out, ks_json_object(list, NULL), &rows[i]);
	ks_json_int(document, "holes", (long long)tally.holes);
	ks_json_end(out, document);
}

void ks_out_signals(struct ks_out *out, const struct ks_signals_view *view)
{
	if (out->format == KS_AS_JSON)
		json_signals(out, view);
	else
		text_signals(out, view);
}
