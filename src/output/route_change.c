/* SPDX-License-Identifier: EUPL-1.2 */
#include "ks/output/route_change.h"

#include "ks/base/arena.h"

#define DEEPER 2

/* ---- JSON ---------------------------------------------------------------- */

static void json_ids(struct ks_json *in, const char *key, const char *const *ids, size_t n)
{
	struct ks_json *list = ks_json_array(in, key);

	for (size_t i = 0; i < n; i++)
		ks_json_text(list, NULL, ids[i]);
}

static void json_cards(struct ks_json *in, const struct ks_route_change *change)
{
	struct ks_json *list = ks_json_array(in, "cards");

	for (size_t i = 0; i < change->n_cards; i++) {
		struct ks_json *object = ks_json_object(list, NULL);

		ks_json_text(object, "card", change->cards[i].card);
		ks_json_text(object, "before", change->cards[i].before);
		ks_json_text(object, "after", change->cards[i].after);
	}
}

void ks_json_route_change(struct ks_json *in, const struct ks_route_change *change)
{
	ks_json_text(in, "from", change->from);
	ks_json_text(in, "to", change->to);
	ks_json_bool(in, "explained", change->explained);
	if (!change->explained)
		return;
	ks_json_shifts(ks_json_object(in, "by_answers"), &change->by_answers);
	json_ids(in, "answers", change->answers, change->n_answers);
	json_ids(in, "facts", change->facts, change->n_facts);
	ks_json_shifts(ks_json_object(in, "by_cards"), &change->by_cards);
	json_cards(in, change);
}

/* ---- text ---------------------------------------------------------------- */

static void add_word(struct ks_buf *buf, const char *word)
{
	ks_buf_addf(buf, "%s%s", buf->len ? ", " : "", word);
}

/* A word of the facts as people say it. */
static const char *fact_words(struct ks_out *out, const char *fact)
{
	static const struct {
		const char *word;
		enum ks_msg label;
	} facts[] = {
		{ "already", KS_MSG_changed_already }, { "judgement", KS_MSG_changed_judgement },
		{ "raise", KS_MSG_changed_raise },     { "score", KS_MSG_changed_score },
		{ "phase", KS_MSG_fact_phase },	       { "due", KS_MSG_fact_due },
		{ "born", KS_MSG_fact_born },	       { "age", KS_MSG_fact_age },
		{ "first-child", KS_MSG_fact_first_child },
		{ "municipality", KS_MSG_fact_municipality },
	};

	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		if (ks_streq(facts[i].word, fact))
			return ks_msg_text(out->lang, facts[i].label);
	return fact;
}

static void put_by_answers(struct ks_out *out, int indent, const struct ks_route_change *change)
{
	struct ks_buf what;

	if (!ks_shifts_differ(&change->by_answers))
		return;
	ks_buf_init(&what, out->arena);
	for (size_t i = 0; i < change->n_answers; i++)
		add_word(&what, change->answers[i]);
	for (size_t i = 0; i < change->n_facts; i++)
		add_word(&what, fact_words(out, change->facts[i]));
	ks_out_msg(out, indent,
		   change->n_facts ? KS_MSG_change_by_known :
		   what.len	   ? KS_MSG_change_by_answers :
				     KS_MSG_change_by_time,
		   KS_ARGS({ "what", what.text }));
	ks_put_shifts(out, indent + DEEPER, &change->by_answers);
}

/* "geldzorgen 2026.1 -> 2026.2"; a card that came or went says so. */
static const char *card_words(struct ks_out *out, const struct ks_card_change *card)
{
	enum ks_msg msg = !card->before ? KS_MSG_change_card_new :
			  !card->after	? KS_MSG_change_card_gone :
			  ks_streq(card->before, card->after) ? KS_MSG_change_card_text :
								KS_MSG_change_card;

	return ks_msg_make(out->arena, out->lang, msg,
			   KS_ARGS({ "card", card->card },
				   { "before", card->before ? card->before : "" },
				   { "after", card->after ? card->after : "" }));
}

/* Without a card that changed it was something else in the files: a menu entry, a policy. */
static void put_by_cards(struct ks_out *out, int indent, const struct ks_route_change *change)
{
	struct ks_buf what;

	if (!ks_shifts_differ(&change->by_cards))
		return;
	ks_buf_init(&what, out->arena);
	for (size_t i = 0; i < change->n_cards; i++)
		add_word(&what, card_words(out, &change->cards[i]));
	if (!what.len)
		ks_buf_addf(&what, "%s %s -> %s %s", change->coalition[0], change->version[0],
			    change->coalition[1], change->version[1]);
	ks_out_msg(out, indent, KS_MSG_change_by_cards, KS_ARGS({ "what", what.text }));
	ks_put_shifts(out, indent + DEEPER, &change->by_cards);
}

void ks_put_route_change(struct ks_out *out, int indent, const struct ks_route_change *change)
{
	ks_out_msg(out, indent, KS_MSG_change_between,
		   KS_ARGS({ "from", change->from }, { "from_day", ks_day_words(out, change->from_day) },
			   { "to", change->to }));
	indent += DEEPER;
	if (!change->explained) {
		ks_out_msg(out, indent, KS_MSG_change_unexplained, NULL);
		return;
	}
	if (!ks_shifts_differ(&change->by_answers) && !ks_shifts_differ(&change->by_cards))
		ks_out_msg(out, indent, KS_MSG_change_none, NULL);
	put_by_answers(out, indent, change);
	put_by_cards(out, indent, change);
}
