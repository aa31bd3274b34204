/* SPDX-License-Identifier: EUPL-1.2 */
/* The shapes of the files, and the ids of one coalition, as JSON Schema. */
#include "ks/output/schema.h"

#include <assert.h>

#include "ks/base/arena.h"
#include "ks/cards/merge.h"
#include "ks/cards/shape.h"

#define DIALECT "https://json-schema.org/draft/2020-12/schema"
#define MAX_WEEK 99
#define FEW_SCORES 200	/* so many numbers can still be listed in a pattern */

const char *const ks_schema_words[] = { "coalition", "sources", "factors", "instruments", "roles",
					"interventions", "card", "example", NULL };

struct schema {
	struct ks_out *out;
	const struct ks_coalition *c;
};

/* ---- pieces -------------------------------------------------------------- */

static void put_ref(struct ks_json *in, struct schema *s, const char *definition)
{
	ks_json_text(in, "$ref", ks_fmt(s->out->arena, "#/$defs/%s", definition));
}

static void put_help(struct ks_json *in, struct schema *s, enum ks_msg help)
{
	ks_json_text(in, "description", ks_msg_text(s->out->lang, help));
}

static void put_list(struct ks_json *in, const char *key, const char *const *words)
{
	struct ks_json *list = ks_json_array(in, key);

	for (; *words; words++)
		if (**words)
			ks_json_text(list, NULL, *words);
}

static void put_array(struct ks_json *in, bool some, int most)
{
	ks_json_text(in, "type", "array");
	if (some)
		ks_json_int(in, "minItems", 1);
	if (most)
		ks_json_int(in, "maxItems", most);
}

/* {"required": [name]} */
static void put_required(struct ks_json *in, const char *at, const char *name)
{
	ks_json_text(ks_json_array(ks_json_object(in, at), "required"), NULL, name);
}

/* ---- scalars ------------------------------------------------------------- */

/* What an editor may take the text for, besides a string. */
static const char *const *json_types(enum ks_type type)
{
	static const char *const any[] = { "string", "number", "boolean", NULL };
	static const char *const whole[] = { "string", "integer", NULL };
	static const char *const text[] = { "string", NULL };

	if (type == KS_T_STRING)
		return any;
	return type == KS_T_ID || type == KS_T_INT || type == KS_T_LIMIT_INT ||
			       type == KS_T_LIMIT_WEEK
		       ? whole
		       : text;
}

static void put_look(struct ks_json *in, enum ks_type type)
{
	put_list(in, "type", json_types(type));
	ks_json_text(in, "pattern", ks_looks[type].pattern);
	if (ks_looks[type].examples)
		put_list(in, "examples", ks_looks[type].examples);
}

static void put_int(struct ks_json *in, int least)
{
	assert(least == 0 || least == 1);
	put_look(in, KS_T_INT);
	ks_json_int(in, "minimum", least);
	ks_json_int(in, "maximum", KS_MAX_INT);
	if (least) {
		struct ks_json *none = ks_json_object(in, "not");

		ks_json_text(none, "type", "string");
		ks_json_text(none, "pattern", "^0+$");
	}
}

/* A score from min to max; a text of digits has no minimum, so it is listed. */
static void put_score(struct ks_json *in, struct schema *s, int min, int max)
{
	struct ks_buf buf;

	put_list(in, "type", json_types(KS_T_INT));
	ks_json_int(in, "minimum", min);
	ks_json_int(in, "maximum", max);
	if (max - min > FEW_SCORES) {
		ks_json_text(in, "pattern", ks_looks[KS_T_INT].pattern);
		return;
	}
	ks_buf_init(&buf, s->out->arena);
	for (int i = min; i <= max; i++)
		ks_buf_addf(&buf, "%s%d", i > min ? "|" : "^0*(", i);
	ks_buf_add(&buf, ")$");
	ks_json_text(in, "pattern", buf.text);
}

/* ---- ids of the coalition ------------------------------------------------ */

/* One of the ids of a kind; any id where there are none yet. */
static void put_ids(struct ks_json *in, struct schema *s, enum ks_kind kind)
{
	size_t n = ks_kind_count(s->c, kind);
	struct ks_json *list;

	if (!n) {
		put_ref(in, s, "id");
		return;
	}
	list = ks_json_array(in, "enum");
	for (size_t i = 0; i < n; i++)
		ks_json_text(list, NULL, ks_kind_id(s->c, kind, i));
}

enum which { SIGNALS = 1, STRENGTHS = 2 };

static void put_factor_ids(struct ks_json *list, struct schema *s, const struct ks_factor *factor)
{
	ks_json_text(list, NULL, factor->id);
	for (size_t i = 0; i < factor->n_subjects; i++)
		ks_json_text(list, NULL,
			     ks_fmt(s->out->arena, "%s@%s", factor->id,
				    ks_subject_words[factor->subjects[i]]));
}

/* ID, and ID@subject for whom it can be asked about. */
static void put_factors(struct ks_json *in, struct schema *s, unsigned which)
{
	struct ks_json *list = NULL;

	for (size_t i = 0; i < s->c->n_factors; i++) {
		const struct ks_factor *factor = s->c->factors[i];

		if (!(which & (factor->protective ? STRENGTHS : SIGNALS)))
			continue;
		if (!list)
			list = ks_json_array(in, "enum");
		put_factor_ids(list, s, factor);
	}
	if (!list)
		put_ref(in, s, "id");
}

/* (a|b|c): any id of the kind. */
static void add_any(struct ks_buf *buf, struct schema *s, enum ks_kind kind)
{
	size_t n = ks_kind_count(s->c, kind);

	ks_buf_add(buf, n ? "(" : "([a-z0-9-]{1,64}");
	for (size_t i = 0; i < n; i++)
		ks_buf_addf(buf, "%s%s", i ? "|" : "", ks_kind_id(s->c, kind, i));
	ks_buf_addc(buf, ')');
}

/* card/(step|step) for each card. */
static void add_card_steps(struct ks_buf *buf, struct schema *s)
{
	for (size_t i = 0; i < s->c->n_cards; i++) {
		const struct ks_card *card = s->c->cards[i];

		ks_buf_addf(buf, "|%s/(", card->id);
		for (size_t j = 0; j < card->n_steps; j++)
			ks_buf_addf(buf, "%s%s", j ? "|" : "", card->steps[j].name);
		ks_buf_addc(buf, ')');
	}
}

/* Steps as the cards have them: those somebody is likely to mean. */
static void put_step_examples(struct ks_json *in, struct schema *s, bool of_cards)
{
	struct ks_json *list = ks_json_array(in, "examples");

	for (size_t i = 0; i < s->c->n_interventions; i++)
		ks_json_text(list, NULL,
			     ks_fmt(s->out->arena, "%s@%s", s->c->interventions[i]->id,
				    s->c->interventions[i]->role->id));
	for (size_t i = 0; of_cards && i < s->c->n_cards; i++)
		for (size_t j = 0; j < s->c->cards[i]->n_steps; j++)
			if (!s->c->cards[i]->steps[j].intervention)
				ks_json_text(list, NULL, s->c->cards[i]->steps[j].id);
}

/*
 * What the loader takes where a step is named (cards/refs.c): any intervention
 * at any role; a step of a card; for AFTER a bare name, for OPTIONS a bare
 * intervention.
 */
static void put_step_name(struct ks_json *in, struct schema *s, enum ks_type type)
{
	bool of_cards = type == KS_T_STEPS || type == KS_T_OPTIONS;
	struct ks_buf buf;

	ks_buf_init(&buf, s->out->arena);
	ks_buf_add(&buf, "^(");
	add_any(&buf, s, KS_AN_INTERVENTION);
	ks_buf_add(&buf, type == KS_T_OPTIONS ? "(@" : "@");
	add_any(&buf, s, KS_A_ROLE);
	ks_buf_add(&buf, type == KS_T_OPTIONS ? ")?" : "");
	if (of_cards)
		add_card_steps(&buf, s);
	ks_buf_add(&buf, type == KS_T_AFTER ? "|[a-z0-9-]{1,64})$" : ")$");
	ks_json_text(in, "type", "string");
	ks_json_text(in, "pattern", buf.text);
	put_step_examples(in, s, of_cards);
}

static void put_outcomes(struct ks_json *in, const struct ks_instrument *instrument)
{
	struct ks_json *list = ks_json_array(in, "enum");

	for (size_t i = 0; i < instrument->n_outcomes; i++)
		ks_json_text(list, NULL, instrument->outcomes[i]);
}

/* What was agreed of a step: an urgency, a form, a date or a term. */
static void put_agreed(struct ks_json *in, struct schema *s)
{
	struct ks_json *ways = ks_json_array(in, "anyOf");

	put_list(ks_json_object(ways, NULL), "enum", ks_urgency_words);
	put_list(ks_json_object(ways, NULL), "enum", ks_form_words);
	put_ref(ks_json_object(ways, NULL), s, "date");
	put_ref(ks_json_object(ways, NULL), s, "span");
}

/* A mapping of a step to what was agreed of it. */
static void put_terms(struct ks_json *in, struct schema *s)
{
	struct ks_json *ways, *list;

	ks_json_text(in, "type", "object");
	put_ref(ks_json_object(in, "propertyNames"), s, "step");
	ways = ks_json_array(ks_json_object(in, "additionalProperties"), "anyOf");
	put_ref(ks_json_object(ways, NULL), s, "agreed");
	list = ks_json_object(ways, NULL);
	put_array(list, false, KS_MAX_LIST);
	put_ref(ks_json_object(list, "items"), s, "agreed");
}

static void put_instrument_scores(struct ks_json *properties, struct schema *s,
				  const struct ks_instrument *instrument)
{
	struct ks_json *total = ks_json_object(properties, instrument->id);

	put_help(total, s, KS_MSG_schema_score);
	if (instrument->has_range)
		put_score(total, s, instrument->min, instrument->max);
	else
		put_outcomes(total, instrument);
	for (size_t i = 0; i < instrument->n_items; i++) {
		const struct ks_item *item = &instrument->items[i];
		const char *name = ks_fmt(s->out->arena, "%s.%s", instrument->id, item->id);

		put_score(ks_json_object(properties, name), s, item->min, item->max);
	}
}

static void put_scores(struct ks_json *in, struct schema *s)
{
	struct ks_json *properties;

	ks_json_text(in, "type", "object");
	properties = ks_json_object(in, "properties");
	for (size_t i = 0; i < s->c->n_instruments; i++)
		put_instrument_scores(properties, s, s->c->instruments[i]);
	ks_json_bool(in, "additionalProperties", false);
}

/* ---- values of keys ------------------------------------------------------ */

static void put_shape(struct ks_json *in, struct schema *s, const struct ks_shape *shape);

/* Where the value of a type, or one item of its list, is described. */
static const char *definition_of(enum ks_type type)
{
	static const char *const names[KS_TYPES] = {
		[KS_T_TEXT] = "text", [KS_T_STRING] = "words", [KS_T_ID] = "id",
		[KS_T_IDS] = "id", [KS_T_BOOL] = "yes-no", [KS_T_TRUE] = "yes",
		[KS_T_DATE] = "date", [KS_T_TERM] = "term", [KS_T_SPAN] = "span",
		[KS_T_SOURCES] = "source", [KS_T_SOURCE] = "source", [KS_T_ROLE] = "role",
		[KS_T_INTERVENTION] = "intervention", [KS_T_INSTRUMENT] = "instrument",
		[KS_T_RAISED] = "signal", [KS_T_SIGNAL] = "signal",
		[KS_T_PROTECTIVE] = "protective", [KS_T_FACTORS] = "factor",
		[KS_T_SIGNALS] = "signal", [KS_T_HELP] = "help", [KS_T_STEPS] = "step",
		[KS_T_OPTIONS] = "option", [KS_T_SCORES] = "scores", [KS_T_AFTER] = "after",
		[KS_T_TERMS] = "terms",
		[KS_T_COND] = "condition", [KS_T_CONDS] = "condition", [KS_T_WINDOW] = "window",
		[KS_T_LIMIT_WEEK] = "week", [KS_T_LIMIT_AGE] = "child-age",
		[KS_T_LIMIT_INT] = "number", [KS_T_MINMAX] = "lowest-highest",
	};

	return names[type];
}

/* A list of scalars may also be just one of them. */
static bool is_list(enum ks_type type)
{
	switch (type) {
	case KS_T_IDS:
	case KS_T_PHASES:
	case KS_T_SUBJECTS:
	case KS_T_SOURCES:
	case KS_T_FACTORS:
	case KS_T_SIGNALS:
	case KS_T_HELP:
	case KS_T_STEPS:
	case KS_T_OPTIONS:
	case KS_T_AFTER:
		return true;
	default:
		return false;
	}
}

static void put_words(struct ks_json *in, const char *const *words)
{
	put_list(in, "enum", words);
}

/* A mapping of ids to values of one kind. */
static void put_named(struct ks_json *in, struct schema *s, const char *definition)
{
	ks_json_text(in, "type", "object");
	put_ref(ks_json_object(in, "propertyNames"), s, "id");
	put_ref(ks_json_object(in, "additionalProperties"), s, definition);
}

/* One value, or one item of a list of scalars. */
static void put_item(struct ks_json *in, struct schema *s, const struct ks_key *key)
{
	switch (key->type) {
	case KS_T_WORD:
	case KS_T_SECOND:
		put_words(in, key->words);
		break;
	case KS_T_PHASES:
		put_words(in, ks_phase_words);
		break;
	case KS_T_SUBJECTS:
		put_words(in, ks_subject_words);
		break;
	case KS_T_LIMIT_CLASS:
		put_words(in, ks_class_words);
		break;
	case KS_T_INT:
		put_int(in, key->value);
		break;
	case KS_T_ITEMS:
		put_named(in, s, "lowest-highest");
		break;
	case KS_T_CODES:
		put_named(in, s, "words");
		break;
	case KS_T_MAP:
	case KS_T_MAPS:
		put_shape(in, s, key->shape);
		break;
	default:
		put_ref(in, s, definition_of(key->type));
		break;
	}
}

static void put_scalar_list(struct ks_json *in, struct schema *s, const struct ks_key *key)
{
	struct ks_json *ways = ks_json_array(in, "anyOf"), *list;

	put_item(ks_json_object(ways, NULL), s, key);
	list = ks_json_object(ways, NULL);
	put_array(list, key->some, KS_MAX_LIST);
	put_item(ks_json_object(list, "items"), s, key);
}

static void put_value(struct ks_json *in, struct schema *s, const struct ks_key *key)
{
	/* `not` has one condition, the others a list of them (cards/cond.c). */
	bool conds = key->type == KS_T_CONDS && key->value != KS_COND_NOT;

	put_help(in, s, key->help);
	if (is_list(key->type)) {
		put_scalar_list(in, s, key);
	} else if (conds || key->type == KS_T_MAPS) {
		put_array(in, conds || key->some, 0);
		put_item(ks_json_object(in, "items"), s, key);
	} else {
		put_item(in, s, key);
	}
}

/* ---- mappings ------------------------------------------------------------ */

/* Keys that must be there; of an entry the id apart, as that always must. */
static void put_required_keys(struct ks_json *in, const struct ks_shape *shape, size_t from,
			      size_t to)
{
	struct ks_json *list = NULL;

	for (size_t i = from; i < to; i++) {
		if (!shape->keys[i].required)
			continue;
		if (!list)
			list = ks_json_array(in, "required");
		ks_json_text(list, NULL, shape->keys[i].name);
	}
}

static void put_choice(struct ks_json *in, const struct ks_shape *shape)
{
	struct ks_json *ways;

	if (!shape->choice)
		return;
	ways = ks_json_array(in, shape->choice == KS_CHOICE_ONE ? "oneOf" : "anyOf");
	for (size_t i = 0; i < shape->n; i++)
		if (shape->keys[i].choice)
			ks_json_text(ks_json_array(ks_json_object(ways, NULL), "required"), NULL,
				     shape->keys[i].name);
}

/* A key that belongs to one word of another key. */
static void put_with(struct ks_json *in, const struct ks_key *key)
{
	struct ks_json *when, *then;

	if (!key->with)
		return;
	when = ks_json_object(in, "if");
	ks_json_text(ks_json_object(ks_json_object(when, "properties"), key->with), "const",
		     key->with_word);
	then = ks_json_object(in, "then");
	ks_json_text(ks_json_array(then, "required"), NULL, key->name);
	ks_json_bool(ks_json_object(ks_json_object(in, "else"), "properties"), key->name, false);
}

/* What holds for a mapping that was not taken out. */
static void put_together(struct ks_json *in, const struct ks_shape *shape, size_t from)
{
	put_required_keys(in, shape, from, shape->n);
	put_choice(in, shape);
	for (size_t i = 0; i < shape->n; i++)
		put_with(in, &shape->keys[i]);
}

static void put_properties(struct ks_json *in, struct schema *s, const struct ks_shape *shape)
{
	struct ks_json *properties = ks_json_object(in, "properties");

	for (size_t i = 0; i < shape->n; i++)
		put_value(ks_json_object(properties, shape->keys[i].name), s, &shape->keys[i]);
	ks_json_bool(in, "additionalProperties", false);
}

static void put_shape(struct ks_json *in, struct schema *s, const struct ks_shape *shape)
{
	ks_json_text(in, "type", "object");
	put_properties(in, s, shape);
	if (shape->one) {
		ks_json_int(in, "minProperties", 1);
		ks_json_int(in, "maxProperties", 1);
	} else if (shape->entry) {
		put_required_keys(in, shape, 0, 1);
		put_required(in, "if", "withdrawn");
		put_together(ks_json_object(in, "else"), shape, 1);
	} else {
		put_together(in, shape, 0);
	}
}

/* ---- definitions --------------------------------------------------------- */

static void put_text(struct ks_json *in, struct schema *s)
{
	struct ks_json *ways;

	put_help(in, s, ks_shape_text.help);
	ways = ks_json_array(in, "anyOf");
	put_ref(ks_json_object(ways, NULL), s, "words");
	put_shape(ks_json_object(ways, NULL), s, &ks_shape_text);
}

static void put_yes(struct ks_json *in, struct schema *s, bool only_yes)
{
	struct ks_json *list;

	(void)s;
	list = ks_json_array(in, "enum");
	ks_json_bool(list, NULL, true);
	if (!only_yes)
		ks_json_bool(list, NULL, false);
	for (size_t i = only_yes ? KS_NO_WORDS : 0; ks_bool_words[i]; i++)
		ks_json_text(list, NULL, ks_bool_words[i]);
}

static void put_condition(struct ks_json *in, struct schema *s)
{
	put_help(in, s, ks_shape_cond.help);
	put_shape(in, s, &ks_shape_cond);
}

/* The conditions that a window can be. */
static void put_window(struct ks_json *in, struct schema *s)
{
	struct ks_json *list;

	put_ref(in, s, "condition");
	list = ks_json_array(ks_json_object(in, "propertyNames"), "enum");
	for (size_t i = 0; i < ks_shape_cond.n; i++)
		if (ks_shape_cond.keys[i].value == KS_COND_WEEK ||
		    ks_shape_cond.keys[i].value == KS_COND_SINCE_BIRTH)
			ks_json_text(list, NULL, ks_shape_cond.keys[i].name);
}

static void put_lowest_highest(struct ks_json *in, struct schema *s)
{
	ks_json_text(in, "type", "array");
	put_ref(ks_json_object(in, "items"), s, "number");
	ks_json_int(in, "minItems", 2);
	ks_json_int(in, "maxItems", 2);
}

static void define_scalars(struct ks_json *defs, struct schema *s)
{
	static const struct {
		const char *name;
		enum ks_type type;
	} scalars[] = { { "words", KS_T_STRING },	  { "id", KS_T_ID },
			{ "date", KS_T_DATE },		  { "term", KS_T_TERM },
			{ "span", KS_T_SPAN },		  { "child-age", KS_T_LIMIT_AGE },
			{ "week", KS_T_LIMIT_WEEK } };

	for (size_t i = 0; i < sizeof(scalars) / sizeof(scalars[0]); i++) {
		struct ks_json *scalar = ks_json_object(defs, scalars[i].name);

		put_look(scalar, scalars[i].type);
		if (scalars[i].type == KS_T_LIMIT_WEEK) {
			ks_json_int(scalar, "minimum", 0);
			ks_json_int(scalar, "maximum", MAX_WEEK);
		}
	}
	put_int(ks_json_object(defs, "number"), 0);
	put_text(ks_json_object(defs, "text"), s);
	put_yes(ks_json_object(defs, "yes-no"), s, false);
	put_yes(ks_json_object(defs, "yes"), s, true);
	put_lowest_highest(ks_json_object(defs, "lowest-highest"), s);
}

static void define_references(struct ks_json *defs, struct schema *s)
{
	put_ids(ks_json_object(defs, "source"), s, KS_A_SOURCE);
	put_ids(ks_json_object(defs, "role"), s, KS_A_ROLE);
	put_ids(ks_json_object(defs, "intervention"), s, KS_AN_INTERVENTION);
	put_ids(ks_json_object(defs, "instrument"), s, KS_AN_INSTRUMENT);
	put_factors(ks_json_object(defs, "signal"), s, SIGNALS);
	put_factors(ks_json_object(defs, "protective"), s, STRENGTHS);
	put_factors(ks_json_object(defs, "factor"), s, SIGNALS | STRENGTHS);
	put_step_name(ks_json_object(defs, "help"), s, KS_T_HELP);
	put_step_name(ks_json_object(defs, "step"), s, KS_T_STEPS);
	put_step_name(ks_json_object(defs, "option"), s, KS_T_OPTIONS);
	put_step_name(ks_json_object(defs, "after"), s, KS_T_AFTER);
	put_scores(ks_json_object(defs, "scores"), s);
	put_agreed(ks_json_object(defs, "agreed"), s);
	put_terms(ks_json_object(defs, "terms"), s);
	put_condition(ks_json_object(defs, "condition"), s);
	put_window(ks_json_object(defs, "window"), s);
}

/* ---- files --------------------------------------------------------------- */

/* A file with a list of entries under one key. */
static void put_list_file(struct ks_json *in, struct schema *s, const struct ks_kind_file *how)
{
	struct ks_json *list;

	ks_json_text(in, "type", "object");
	ks_json_text(ks_json_array(in, "required"), NULL, how->list);
	list = ks_json_object(ks_json_object(in, "properties"), how->list);
	ks_json_text(list, "type", "array");
	put_ref(ks_json_object(list, "items"), s,
		ks_fmt(s->out->arena, "%s-entry", how->word));
	ks_json_bool(in, "additionalProperties", false);
}

static void put_entry(struct ks_json *in, struct schema *s, const struct ks_shape *shape)
{
	put_help(in, s, shape->help);
	put_shape(in, s, shape);
}

static const char *file_definition(struct schema *s, const char *word)
{
	return ks_fmt(s->out->arena, "%s-file", word);
}

/* One file that holds one mapping: coalition.yaml, a card, an example. */
static void define_file(struct ks_json *defs, struct schema *s, const char *word,
			const struct ks_shape *shape)
{
	put_entry(ks_json_object(defs, file_definition(s, word)), s, shape);
}

static void define_files(struct ks_json *defs, struct schema *s)
{
	define_file(defs, s, "coalition", &ks_shape_coalition);
	for (enum ks_kind kind = 0; kind < KS_KINDS; kind++) {
		const struct ks_kind_file *how = &ks_kind_files[kind];

		if (!how->file) {
			define_file(defs, s, how->word, how->shape);
			continue;
		}
		put_entry(ks_json_object(defs, ks_fmt(s->out->arena, "%s-entry", how->word)), s,
			  how->shape);
		put_list_file(ks_json_object(defs, file_definition(s, how->list)), s, how);
	}
}

/* ---- the whole ----------------------------------------------------------- */

static void put_head(struct ks_json *document, struct schema *s)
{
	char sha256[65];

	ks_coalition_sha256(s->c, sha256);
	ks_json_text(document, "$schema", DIALECT);
	ks_json_text(document, "$comment",
		     ks_fmt(s->out->arena, "ks cards schema: %s %s, sha256 %s", s->c->id,
			    s->c->version, sha256));
	ks_json_text(document, "title", ks_msg_text(s->out->lang, KS_MSG_schema_title));
}

static void put_root(struct ks_json *document, struct schema *s, int file)
{
	struct ks_json *ways;

	if (file >= 0) {
		put_ref(document, s, file_definition(s, ks_schema_words[file]));
		return;
	}
	ways = ks_json_array(document, "oneOf");
	for (const char *const *word = ks_schema_words; *word; word++)
		put_ref(ks_json_object(ways, NULL), s, file_definition(s, *word));
}

void ks_out_schema(struct ks_out *out, const struct ks_schema_view *view)
{
	struct ks_json *document = ks_json_foreign(out), *defs;
	struct schema s = { out, view->coalition };

	put_head(document, &s);
	put_root(document, &s, view->file);
	defs = ks_json_object(document, "$defs");
	define_files(defs, &s);
	define_references(defs, &s);
	define_scalars(defs, &s);
	ks_json_end(out, document);
}
