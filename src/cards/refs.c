/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * References: ids that must exist in the merged coalition. In an entry that
 * was replaced (reader->resolve false) only their form is looked at.
 */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/near.h"
#include "ks/base/str.h"
#include "ks/cards/load.h"
#include "ks/cards/shape.h"

/* Names offered for "did you mean" in one load: a hostile file must not make it long. */
#define MAX_OFFERED 200000

/* ---- kinds of entries ------------------------------------------------------ */

size_t ks_kind_count(const struct ks_coalition *c, enum ks_kind kind)
{
	const size_t counts[KS_KINDS] = {
		[KS_A_SOURCE] = c->n_sources,
		[KS_A_FACTOR] = c->n_factors,
		[KS_AN_INSTRUMENT] = c->n_instruments,
		[KS_A_ROLE] = c->n_roles,
		[KS_AN_INTERVENTION] = c->n_interventions,
		[KS_A_CARD] = c->n_cards,
		[KS_AN_EXAMPLE] = c->n_examples,
	};

	return counts[kind];
}

const char *ks_kind_id(const struct ks_coalition *c, enum ks_kind kind, size_t i)
{
	switch (kind) {
	case KS_A_SOURCE:
		return c->sources[i]->id;
	case KS_A_FACTOR:
		return c->factors[i]->id;
	case KS_AN_INSTRUMENT:
		return c->instruments[i]->id;
	case KS_A_ROLE:
		return c->roles[i]->id;
	case KS_AN_INTERVENTION:
		return c->interventions[i]->id;
	case KS_A_CARD:
		return c->cards[i]->id;
	case KS_AN_EXAMPLE:
		return c->examples[i]->id;
	case KS_KINDS:
		break;
	}
	return NULL;
}

static const char *nearest(const struct ks_coalition *c, enum ks_kind kind, const char *id)
{
	struct ks_near near;

	ks_near_start(&near, id);
	for (size_t i = 0; i < ks_kind_count(c, kind); i++)
		ks_near_offer(&near, ks_kind_id(c, kind, i));
	return near.best;
}

static const char *near_within_budget(struct ks_reader *r, enum ks_kind kind, const char *id)
{
	r->offered += ks_kind_count(r->c, kind);
	return r->offered > MAX_OFFERED ? NULL : nearest(r->c, kind, id);
}

static const struct {
	const char *name;
	enum ks_msg unknown;
} kinds[KS_KINDS] = {
	[KS_A_SOURCE] = { "source", KS_MSG_unknown_source },
	[KS_A_FACTOR] = { "factor", KS_MSG_unknown_factor },
	[KS_AN_INSTRUMENT] = { "instrument", KS_MSG_unknown_instrument },
	[KS_A_ROLE] = { "role", KS_MSG_unknown_role },
	[KS_AN_INTERVENTION] = { "intervention", KS_MSG_unknown_intervention },
	[KS_A_CARD] = { "card", KS_MSG_unknown_card },
	[KS_AN_EXAMPLE] = { "example", KS_MSG_unknown_example },
};

static const struct ks_withdrawn *find_withdrawn(const struct ks_coalition *c, enum ks_kind kind,
						 const char *id)
{
	for (size_t i = 0; i < c->n_withdrawn; i++)
		if (strcmp(c->withdrawn[i].id, id) == 0 &&
		    strcmp(c->withdrawn[i].kind, kinds[kind].name) == 0)
			return &c->withdrawn[i];
	return NULL;
}

void ks_wrong_id(struct ks_reader *r, struct ks_loc loc, enum ks_kind kind, const char *id)
{
	const struct ks_withdrawn *withdrawn;
	const char *shown = ks_quoted(r->arena, id);

	if (ks_is_hopeless(r) || r->incomplete[kind])
		return;
	withdrawn = find_withdrawn(r->c, kind, id);
	if (withdrawn)
		ks_wrong(r, loc, KS_MSG_withdrawn_id,
			 KS_ARGS({ "id", shown },
				 { "why", ks_quoted(r->arena, ks_text_in(withdrawn->why, KS_NL)) }),
			 near_within_budget(r, kind, id));
	else
		ks_wrong(r, loc, kinds[kind].unknown, KS_ARGS({ "id", shown }),
			 near_within_budget(r, kind, id));
}

/* ---- single references ----------------------------------------------------- */

/* Reads an id and looks it up; the result is NULL when it is not there, or does not count. */
#define LOOK_UP(type, kind)                                                       \
	static const struct ks_##type *look_up_##type(struct ks_reader *r,        \
						      const struct ks_node *node) \
	{                                                                         \
		const char *id = ks_scalar_id(r, node);                           \
		const struct ks_##type *found;                                    \
                                                                                  \
		if (!id || !r->resolve)                                           \
			return NULL;                                              \
		found = ks_find_##type(r->c, id);                                 \
		if (!found)                                                       \
			ks_wrong_id(r, node->loc, kind, id);                      \
		return found;                                                     \
	}                                                                         \
                                                                                  \
	void ks_read_##type(struct ks_reader *r, const struct ks_key *key,        \
			    const struct ks_node *node, void *base)               \
	{                                                                         \
		const struct ks_##type **out = ks_slot(r, key, base);             \
                                                                                  \
		*out = look_up_##type(r, node);                                   \
	}

LOOK_UP(source, KS_A_SOURCE)
LOOK_UP(instrument, KS_AN_INSTRUMENT)
LOOK_UP(role, KS_A_ROLE)
LOOK_UP(intervention, KS_AN_INTERVENTION)

void ks_read_sources(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		     void *base)
{
	size_t n;
	const struct ks_node *item = ks_list(r, key, node, &n);
	struct ks_sources *out = ks_slot(r, key, base);

	*out = (struct ks_sources){ KS_NEW_N(r->arena, n, const struct ks_source *), 0 };
	for (size_t i = 0; i < n; i++, item = item->next) {
		const struct ks_source *source = look_up_source(r, item);

		if (source)
			out->items[out->n++] = source;
	}
}

/* ---- factors --------------------------------------------------------------- */

static const char *subjects_of(struct ks_arena *arena, const struct ks_factor *factor)
{
	struct ks_buf buf;

	ks_buf_init(&buf, arena);
	for (size_t i = 0; i < factor->n_subjects; i++) {
		ks_buf_add(&buf, i ? ", " : "");
		ks_buf_add(&buf, ks_subject_words[factor->subjects[i]]);
	}
	return buf.text;
}

/* The text after '@', or NULL; *id gets what stands before it. */
static const char *split_at(struct ks_arena *arena, const char *text, char separator,
			    const char **id)
{
	const char *at = strchr(text, separator);

	*id = at ? ks_strndup(arena, text, (size_t)(at - text)) : text;
	return at ? at + 1 : NULL;
}

static void wrong_subject(struct ks_reader *r, struct ks_loc loc, const struct ks_factor *factor,
			  const char *subject)
{
	bool known = ks_word_index(ks_subject_words, subject) >= 0;
	struct ks_near near;

	ks_near_start(&near, subject);
	for (size_t i = 0; i < factor->n_subjects; i++)
		ks_near_offer(&near, ks_subject_words[factor->subjects[i]]);
	ks_wrong(r, loc, known ? KS_MSG_subject_not_of_factor : KS_MSG_unknown_subject,
		 KS_ARGS({ "id", factor->id }, { "value", ks_quoted(r->arena, subject) },
			 { "words", subjects_of(r->arena, factor) }),
		 near.best);
}

/* The subject named after '@', checked against the factor; -1 after reporting. */
static int subject_named(struct ks_reader *r, struct ks_loc loc, const struct ks_factor *factor,
			 const char *word)
{
	int subject = ks_word_index(ks_subject_words, word);

	if (subject >= 0 && ks_factor_has_subject(factor, (enum ks_subject)subject))
		return subject;
	wrong_subject(r, loc, factor, word);
	return -1;
}

static bool has_form(const char *id, const char *subject)
{
	return ks_is_id(id) && (!subject || *subject);
}

/*
 * Reads ID or ID@subject. *subject becomes KS_ANY_SUBJECT when not said. NULL
 * after reporting, or when references do not count.
 */
static const struct ks_factor *take_factor(struct ks_reader *r, const char *text, struct ks_loc loc,
					   int *subject)
{
	const char *id, *word = split_at(r->arena, text, '@', &id);
	const struct ks_factor *factor;

	if (!has_form(id, word)) {
		ks_wrong(r, loc, KS_MSG_need_factor,
			 KS_ARGS({ "value", ks_quoted(r->arena, text) }), NULL);
		return NULL;
	}
	if (!r->resolve)
		return NULL;
	factor = ks_find_factor(r->c, id);
	if (!factor) {
		ks_wrong_id(r, loc, KS_A_FACTOR, id);
		return NULL;
	}
	*subject = word ? subject_named(r, loc, factor, word) : KS_ANY_SUBJECT;
	return word && *subject < 0 ? NULL : factor;
}

const struct ks_factor *ks_parse_factor(const struct ks_coalition *c, const char *text,
					struct ks_loc loc, struct ks_diag *diag,
					enum ks_subject *subject)
{
	/* The reader only looks things up in the coalition; it changes nothing. */
	struct ks_coalition copy = *c;
	struct ks_reader r = { .arena = diag->arena, .diag = diag, .c = &copy, .resolve = true };
	int named = KS_ANY_SUBJECT;
	const struct ks_factor *factor = take_factor(&r, text, loc, &named);

	if (factor)
		*subject = named == KS_ANY_SUBJECT ? factor->subjects[0] : (enum ks_subject)named;
	return factor;
}

static const struct ks_factor *factor_of(struct ks_reader *r, const struct ks_node *node,
					 int *subject)
{
	const char *text = ks_scalar(r, node);

	*subject = KS_ANY_SUBJECT;
	return text ? take_factor(r, text, node->loc, subject) : NULL;
}

static bool is_kind(struct ks_reader *r, struct ks_loc loc, const struct ks_factor *factor,
		    bool protective)
{
	if (factor->protective != protective)
		ks_wrong(r, loc, protective ? KS_MSG_is_signal : KS_MSG_is_protective,
			 KS_ARGS({ "id", factor->id }), NULL);
	return factor->protective == protective;
}

void ks_read_factor(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		    void *base)
{
	struct ks_cond *cond = base;
	const struct ks_factor *factor = factor_of(r, node, &cond->subject);

	if (factor && is_kind(r, node->loc, factor, key->type == KS_T_PROTECTIVE))
		cond->factor = factor;
}

void ks_read_raised(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		    void *base)
{
	struct ks_raise *raise = base;
	int subject;
	const struct ks_factor *factor = factor_of(r, node, &subject);

	(void)key;
	if (!factor || !is_kind(r, node->loc, factor, false))
		return;
	raise->signal = factor;
	raise->subject = subject == KS_ANY_SUBJECT ? factor->subjects[0] : (enum ks_subject)subject;
}

void ks_read_factors(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		     void *base)
{
	size_t n;
	const struct ks_node *item = ks_list(r, key, node, &n);
	int subject;

	(void)base;
	for (size_t i = 0; i < n; i++, item = item->next)
		factor_of(r, item, &subject);
}

void ks_read_signals(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		     void *base)
{
	size_t n;
	const struct ks_node *item = ks_list(r, key, node, &n);
	int subject;

	(void)base;
	for (size_t i = 0; i < n; i++, item = item->next) {
		const struct ks_factor *factor = factor_of(r, item, &subject);

		if (factor)
			is_kind(r, item->loc, factor, false);
	}
}

/* ---- steps ----------------------------------------------------------------- */

static const struct ks_step *find_step(const struct ks_card *card, const char *name)
{
	for (size_t i = 0; i < card->n_steps; i++)
		if (ks_streq(card->steps[i].name, name))
			return &card->steps[i];
	return NULL;
}

static void check_card_step(struct ks_reader *r, struct ks_loc loc, const char *id,
			    const char *name)
{
	const struct ks_card *card = ks_find_card(r->c, id);
	struct ks_near near;

	if (!card) {
		ks_wrong_id(r, loc, KS_A_CARD, id);
		return;
	}
	if (find_step(card, name))
		return;
	ks_near_start(&near, name);
	for (size_t i = 0; i < card->n_steps; i++)
		if (card->steps[i].name)
			ks_near_offer(&near, card->steps[i].name);
	ks_wrong(r, loc, KS_MSG_unknown_step,
		 KS_ARGS({ "card", card->id }, { "id", ks_quoted(r->arena, name) }), near.best);
}

static void check_help(struct ks_reader *r, struct ks_loc loc, const char *id, const char *role)
{
	if (!ks_find_intervention(r->c, id))
		ks_wrong_id(r, loc, KS_AN_INTERVENTION, id);
	if (role && !ks_find_role(r->c, role))
		ks_wrong_id(r, loc, KS_A_ROLE, role);
}

static enum ks_msg message_for(enum ks_type type)
{
	return type == KS_T_HELP    ? KS_MSG_need_help
	       : type == KS_T_AFTER ? KS_MSG_need_after
				    : KS_MSG_need_step;
}

/* A step as text: intervention@role, card/step, or just an id where that will do. */
static void check_step(struct ks_reader *r, enum ks_type type, const struct ks_node *node)
{
	const char *text = ks_scalar(r, node);
	const char *id, *rest;
	char separator;

	if (!text)
		return;
	separator = strchr(text, '/') && type != KS_T_HELP && type != KS_T_AFTER ? '/' : '@';
	rest = split_at(r->arena, text, separator, &id);
	if (!ks_is_id(id) || (rest && !ks_is_id(rest)) ||
	    (!rest && type != KS_T_OPTIONS && type != KS_T_AFTER))
		ks_wrong_value(r, node, message_for(type));
	else if (!r->resolve || (!rest && type == KS_T_AFTER))
		return;
	else if (separator == '/')
		check_card_step(r, node->loc, id, rest);
	else
		check_help(r, node->loc, id, rest);
}

void ks_read_steps(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		   void *base)
{
	size_t n;
	const struct ks_node *item = ks_list(r, key, node, &n);

	(void)base;
	for (size_t i = 0; i < n; i++, item = item->next)
		check_step(r, key->type, item);
}

/* A bare name is looked up among the card's steps once these have all been read. */
void ks_read_after(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		   void *base)
{
	size_t n, *count = ks_count(r, key, base);
	const struct ks_node *item = ks_list(r, key, node, &n);
	struct ks_after **out = ks_slot(r, key, base);

	*out = KS_NEW_N(r->arena, n, struct ks_after);
	*count = 0;
	for (size_t i = 0; i < n; i++, item = item->next) {
		check_step(r, KS_T_AFTER, item);
		if (item->kind == KS_SCALAR)
			(*out)[(*count)++] = (struct ks_after){ NULL, item->text, item->loc };
	}
}

/* ---- scores of examples ---------------------------------------------------- */

static void check_score(struct ks_reader *r, const struct ks_instrument *instrument,
			const char *item, const struct ks_node *node)
{
	struct ks_range range = { .bounds = { { .op = KS_GE, .loc = node->loc } }, .n = 1 };
	const char *text = ks_scalar(r, node);

	if (!text)
		return;
	if (!instrument->has_range && !item)
		ks_check_measure(r, instrument, NULL, text, &(struct ks_range){ .n = 0 }, node);
	else if (ks_parse_int(text, KS_MAX_INT, &range.bounds[0].value))
		ks_check_measure(r, instrument, item, NULL, &range, node);
	else
		ks_wrong_value(r, node, KS_MSG_need_int);
}

void ks_read_scores(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		    void *base)
{
	(void)key;
	(void)base;
	if (node->kind != KS_MAP) {
		ks_wrong_value(r, node, KS_MSG_need_map);
		return;
	}
	for (const struct ks_node *kid = node->kids; kid; kid = kid->next) {
		const char *id, *item = split_at(r->arena, kid->key, '.', &id);
		const struct ks_instrument *instrument = ks_find_instrument(r->c, id);

		if (!r->resolve)
			continue;
		if (instrument)
			check_score(r, instrument, item, kid);
		else
			ks_wrong_id(r, ks_key_loc(kid), KS_AN_INSTRUMENT, id);
	}
}

/* ---- what an example expects of a step ------------------------------------- */

/* An urgency, a form, a date or a term: no word is two of these. */
static void check_agreed(struct ks_reader *r, const struct ks_node *node)
{
	const char *text = ks_scalar(r, node);
	struct ks_span span;
	ks_day day;

	if (text && ks_word_index(ks_urgency_words, text) < 0 &&
	    ks_word_index(ks_form_words, text) < 0 && !ks_parse_date(text, &day) &&
	    !ks_parse_span(text, &span))
		ks_wrong_value(r, node, KS_MSG_need_agreed);
}

void ks_read_terms(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		   void *base)
{
	(void)base;
	if (node->kind != KS_MAP) {
		ks_wrong_value(r, node, KS_MSG_need_map);
		return;
	}
	for (const struct ks_node *kid = node->kids; kid; kid = kid->next) {
		struct ks_node step = { .kind = KS_SCALAR, .key = kid->key, .text = kid->key,
					.loc = ks_key_loc(kid), .key_line = kid->key_line,
					.key_col = kid->key_col };
		size_t n;
		const struct ks_node *item = ks_list(r, key, kid, &n);

		check_step(r, KS_T_STEPS, &step);
		for (size_t i = 0; i < n; i++, item = item->next)
			check_agreed(r, item);
	}
}
