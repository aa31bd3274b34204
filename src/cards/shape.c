/* SPDX-License-Identifier: EUPL-1.2 */
/* The walker over a shape, and the readers of values that stand by themselves. */
#include "ks/cards/shape.h"

#include <assert.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/near.h"
#include "ks/base/str.h"

#define MAX_ERRORS 500 /* of a whole coalition */
#define QUOTED 60 /* bytes of a value in a message */

/* ---- reporting ------------------------------------------------------------- */

bool ks_is_hopeless(const struct ks_reader *r)
{
	return r->diag->errors > MAX_ERRORS;
}

void ks_wrong(struct ks_reader *r, struct ks_loc loc, enum ks_msg msg, const struct ks_arg *args,
	      const char *near)
{
	if (ks_is_hopeless(r))
		return;
	if (r->diag->errors == MAX_ERRORS) {
		ks_error(r->diag, loc, KS_MSG_too_many_errors, NULL, NULL);
		return;
	}
	ks_diag_add(r->diag, KS_ERROR, loc, msg, args, near)->card = r->card;
}

const char *ks_quoted(struct ks_arena *arena, const char *text)
{
	size_t n = strcspn(text, "\n");

	if (n == strlen(text) && n <= QUOTED)
		return text;
	n = n < QUOTED ? n : QUOTED;
	while (n && ((unsigned char)text[n] & 0xc0) == 0x80)
		n--;
	return ks_fmt(arena, "%.*s…", (int)n, text);
}

/* What a value is called: its key, or for an item of a list its text. */
static const char *name_of(const struct ks_node *node)
{
	return node->key ? node->key : node->kind == KS_SCALAR ? node->text : "-";
}

void ks_wrong_value(struct ks_reader *r, const struct ks_node *node, enum ks_msg msg)
{
	const char *value = node->kind == KS_SCALAR ? node->text : "";

	ks_wrong(r, node->loc, msg,
		 KS_ARGS({ "key", ks_quoted(r->arena, name_of(node)) },
			 { "value", ks_quoted(r->arena, value) }),
		 NULL);
}

/* ---- keys ------------------------------------------------------------------ */

static const struct ks_key *find_key(const struct ks_shape *shape, const char *name)
{
	for (size_t i = 0; i < shape->n; i++)
		if (shape->keys[i].name[0] == name[0] && strcmp(shape->keys[i].name, name) == 0)
			return &shape->keys[i];
	return NULL;
}

static void report_unknown(struct ks_reader *r, const struct ks_shape *shape,
			   const struct ks_node *node)
{
	struct ks_near near;

	if (ks_is_hopeless(r))
		return;
	ks_near_start(&near, node->key);
	for (size_t i = 0; i < shape->n; i++)
		ks_near_offer(&near, shape->keys[i].name);
	ks_wrong(r, ks_key_loc(node), KS_MSG_unknown_key,
		 KS_ARGS({ "key", ks_quoted(r->arena, node->key) }), near.best);
}

const struct ks_key *ks_known_key(struct ks_reader *r, const struct ks_shape *shape,
				  const struct ks_node *node)
{
	const struct ks_key *key = find_key(shape, node->key);

	if (!key)
		report_unknown(r, shape, node);
	return key;
}

static void report_missing(struct ks_reader *r, const struct ks_shape *shape, uint64_t seen,
			   const struct ks_node *node)
{
	bool withdrawn = shape->entry && ks_node_get(node, "withdrawn");

	for (size_t i = 0; i < shape->n; i++) {
		const struct ks_key *key = &shape->keys[i];

		if (!key->required || seen & (UINT64_C(1) << i) || (withdrawn && i > 0))
			continue;
		ks_wrong(r, node->loc, KS_MSG_missing_key, KS_ARGS({ "key", key->name }), NULL);
	}
}

/* The names of the keys to choose from, with commas. */
static const char *choice_words(struct ks_reader *r, const struct ks_shape *shape)
{
	struct ks_buf buf;

	ks_buf_init(&buf, r->arena);
	for (size_t i = 0; i < shape->n; i++)
		if (shape->keys[i].choice)
			ks_buf_addf(&buf, "%s%s", buf.len ? ", " : "", shape->keys[i].name);
	return buf.text;
}

/* Where an entry as a whole is pointed at: at its id. */
static struct ks_loc loc_of(const struct ks_shape *shape, const struct ks_node *node)
{
	const struct ks_node *id = shape->entry ? ks_node_get(node, shape->keys[0].name) : NULL;

	return id ? id->loc : node->loc;
}

static void check_choice(struct ks_reader *r, const struct ks_shape *shape, uint64_t seen,
			 const struct ks_node *node)
{
	size_t n = 0;

	for (size_t i = 0; i < shape->n; i++)
		n += shape->keys[i].choice && seen & (UINT64_C(1) << i);
	if (shape->choice == KS_CHOICE_SOME ? n > 0 : n == 1)
		return;
	ks_wrong(r, loc_of(shape, node), shape->choice_msg,
		 KS_ARGS({ "key", node->key ? node->key : shape->name },
			 { "words", choice_words(r, shape) }),
		 NULL);
}

/* A key that belongs to one word of another key: there with it, and only then. */
static void check_with(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node)
{
	const struct ks_node *own = ks_node_get(node, key->name);
	const struct ks_node *other = ks_node_get(node, key->with);
	bool due = other && other->kind == KS_SCALAR && ks_streq(other->text, key->with_word);

	if (!other)
		return;
	if (own && !due)
		ks_wrong(r, ks_key_loc(own), key->not_with, NULL, NULL);
	else if (!own && due)
		ks_wrong(r, node->loc, KS_MSG_missing_key, KS_ARGS({ "key", key->name }), NULL);
}

/* What keys must hold together; nothing of it for what is taken out. */
static void check_together(struct ks_reader *r, const struct ks_shape *shape, uint64_t seen,
			   const struct ks_node *node)
{
	if (shape->entry && ks_node_get(node, "withdrawn"))
		return;
	if (shape->choice)
		check_choice(r, shape, seen, node);
	for (size_t i = 0; i < shape->n; i++)
		if (shape->keys[i].with)
			check_with(r, &shape->keys[i], node);
}

/* ---- where values go ------------------------------------------------------- */

static void *field(void *base, size_t at)
{
	return (unsigned char *)base + at;
}

void *ks_slot(struct ks_reader *r, const struct ks_key *key, void *base)
{
	return key->at == KS_UNSTORED ? r->scratch : field(base, key->at);
}

size_t *ks_count(struct ks_reader *r, const struct ks_key *key, void *base)
{
	return key->n ? field(base, key->n) : (void *)(r->scratch + sizeof(r->scratch) / 2);
}

/* ---- scalars --------------------------------------------------------------- */

const char *ks_scalar(struct ks_reader *r, const struct ks_node *node)
{
	if (node->kind != KS_SCALAR) {
		ks_wrong_value(r, node, KS_MSG_need_scalar);
		return NULL;
	}
	if (!*node->text) {
		ks_wrong_value(r, node, KS_MSG_need_value);
		return NULL;
	}
	return node->text;
}

const char *ks_scalar_id(struct ks_reader *r, const struct ks_node *node)
{
	const char *text = ks_scalar(r, node);

	if (text && !ks_is_id(text)) {
		ks_wrong_value(r, node, KS_MSG_need_id);
		return NULL;
	}
	return text;
}

/* A folded text (`>`) ends in a newline, and somebody may leave blanks. */
static const char *trimmed(struct ks_reader *r, const char *text)
{
	size_t n = strlen(text), start = 0;

	while (ks_is_space(text[start]))
		start++;
	while (n > start && ks_is_space(text[n - 1]))
		n--;
	if (text[n] == '\0')
		return text + start;
	return ks_strndup(r->arena, text + start, n - start);
}

static const char *read_words(struct ks_reader *r, const struct ks_node *node)
{
	const char *text = ks_scalar(r, node);

	if (!text)
		return NULL;
	text = trimmed(r, text);
	if (!*text)
		ks_wrong_value(r, node, KS_MSG_need_value);
	return text;
}

static void read_string(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
			void *base)
{
	const char **out = ks_slot(r, key, base);

	*out = read_words(r, node);
}

static void read_text(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		      void *base)
{
	struct ks_text *out = ks_slot(r, key, base);

	if (node->kind == KS_MAP)
		ks_read_map(r, &ks_shape_text, node, out);
	else if (node->kind == KS_SCALAR)
		out->nl = read_words(r, node);
	else
		ks_wrong_value(r, node, KS_MSG_need_text);
}

static void read_id(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		    void *base)
{
	const char **out = ks_slot(r, key, base);

	*out = ks_scalar_id(r, node);
}

static void read_int(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		     void *base)
{
	const char *text = ks_scalar(r, node);
	int *out = ks_slot(r, key, base);

	if (!text)
		return;
	if (!ks_parse_int(text, KS_MAX_INT, out))
		ks_wrong_value(r, node, KS_MSG_need_int);
	else if (*out < key->value)
		ks_wrong(r, node->loc, KS_MSG_int_too_small,
			 KS_ARGS({ "key", key->name },
				 { "least", ks_fmt(r->arena, "%d", key->value) }),
			 NULL);
}

static void read_bool(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		      void *base)
{
	const char *text = ks_scalar(r, node);
	bool *out = ks_slot(r, key, base);
	int i = text ? ks_word_index(ks_bool_words, text) : 0;

	if (i < 0)
		ks_wrong_value(r, node, KS_MSG_need_bool);
	*out = i >= KS_NO_WORDS;
}

static void read_true(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		      void *base)
{
	const bool *out = ks_slot(r, key, base);

	read_bool(r, key, node, base);
	if (!*out)
		ks_wrong(r, node->loc, KS_MSG_always_true, NULL, NULL);
}

static void read_date(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		      void *base)
{
	const char *text = ks_scalar(r, node);
	ks_day *out = ks_slot(r, key, base);

	if (text && !ks_parse_date(text, out))
		ks_wrong_value(r, node, KS_MSG_need_date);
}

static void read_span(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		      void *base)
{
	const char *text = ks_scalar(r, node);
	struct ks_span *out = ks_slot(r, key, base);

	if (text && !ks_parse_span(text, out))
		ks_wrong_value(r, node, KS_MSG_need_span);
}

static void read_term(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		      void *base)
{
	const char *text = ks_scalar(r, node);
	struct ks_span *out = ks_slot(r, key, base);

	if (text && (!ks_parse_span(text, out) || out->unit == KS_MONTHS || out->unit == KS_YEARS))
		ks_wrong_value(r, node, KS_MSG_need_term);
}

/* ---- words of closed lists ------------------------------------------------- */

static void report_word(struct ks_reader *r, const char *const *words, const struct ks_node *node)
{
	ks_wrong(r, node->loc, KS_MSG_unknown_word,
		 KS_ARGS({ "value", ks_quoted(r->arena, node->text) },
			 { "words", ks_join_words(r->arena, words) }),
		 ks_near_of(node->text, words));
}

/* Index in the list, or -1 after reporting. */
static int read_index(struct ks_reader *r, const char *const *words, const struct ks_node *node)
{
	const char *text = ks_scalar(r, node);
	int i = text ? ks_word_index(words, text) : -1;

	if (text && i < 0)
		report_word(r, words, node);
	return i;
}

static void read_word(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		      void *base)
{
	int i = read_index(r, key->words, node);

	/* Every enum of the model is as wide as an int; its own type is not known here. */
	if (i >= 0)
		memcpy(ks_slot(r, key, base), &i, sizeof(i));
}

static void read_second(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
			void *base)
{
	bool *out = ks_slot(r, key, base);

	*out = read_index(r, key->words, node) == 1;
}

/* ---- lists of words -------------------------------------------------------- */

const struct ks_node *ks_list(struct ks_reader *r, const struct ks_key *key,
			      const struct ks_node *node, size_t *n)
{
	*n = node->kind == KS_SCALAR ? 1 : node->n;
	if (node->kind == KS_MAP || (node->kind == KS_SCALAR && !*node->text)) {
		ks_wrong_value(r, node, KS_MSG_need_list);
		*n = 0;
	} else if (!*n && key->some) {
		ks_wrong_value(r, node, KS_MSG_no_items);
	} else if (*n > KS_MAX_LIST) {
		ks_wrong_value(r, node, KS_MSG_list_too_long);
		*n = 0;
	}
	return node->kind == KS_SCALAR ? node : node->kids;
}

static void read_ids(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		     void *base)
{
	size_t n, *count = ks_count(r, key, base);
	const struct ks_node *item = ks_list(r, key, node, &n);
	const char ***out = ks_slot(r, key, base);
	const char **ids = KS_NEW_N(r->arena, n, const char *);

	*out = ids;
	*count = 0;
	for (size_t i = 0; i < n; i++, item = item->next) {
		const char *id = ks_scalar_id(r, item);

		if (id)
			ids[(*count)++] = id;
	}
}

static void read_phases(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
			void *base)
{
	size_t n;
	const struct ks_node *item = ks_list(r, key, node, &n);
	unsigned *out = ks_slot(r, key, base);

	*out = 0;
	for (size_t i = 0; i < n; i++, item = item->next) {
		int phase = read_index(r, ks_phase_words, item);

		if (phase >= 0)
			*out |= 1U << phase;
	}
}

static void add_subject(struct ks_reader *r, struct ks_factor *factor, enum ks_subject subject,
			const struct ks_node *node)
{
	if (ks_factor_has_subject(factor, subject))
		ks_wrong_value(r, node, KS_MSG_twice);
	else
		factor->subjects[factor->n_subjects++] = subject;
}

static void read_subjects(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
			  void *base)
{
	size_t n;
	const struct ks_node *item = ks_list(r, key, node, &n);

	for (size_t i = 0; i < n; i++, item = item->next) {
		int subject = read_index(r, ks_subject_words, item);

		if (subject >= 0)
			add_subject(r, base, (enum ks_subject)subject, item);
	}
}

/* ---- instruments and codes ------------------------------------------------- */

struct minmax {
	int min, max;
};

static void read_minmax(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
			void *base)
{
	struct minmax *out = ks_slot(r, key, base);
	const struct ks_node *kid = node->kids;

	if (node->kind != KS_LIST || node->n != 2 || kid->kind != KS_SCALAR ||
	    kid->next->kind != KS_SCALAR || !ks_parse_int(kid->text, KS_MAX_INT, &out->min) ||
	    !ks_parse_int(kid->next->text, KS_MAX_INT, &out->max) || out->min > out->max) {
		ks_wrong_value(r, node, KS_MSG_need_minmax);
		/* Said once: no score shall be out of a range that nobody knows. */
		*out = (struct minmax){ 0, KS_MAX_INT };
	}
}

static bool is_map(struct ks_reader *r, const struct ks_node *node)
{
	if (node->kind != KS_MAP)
		ks_wrong_value(r, node, KS_MSG_need_map);
	return node->kind == KS_MAP;
}

static void check_key_id(struct ks_reader *r, const struct ks_node *node)
{
	if (!ks_is_id(node->key))
		ks_wrong(r, ks_key_loc(node), KS_MSG_need_id,
			 KS_ARGS({ "value", ks_quoted(r->arena, node->key) }), NULL);
}

static void read_items(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		       void *base)
{
	static const struct ks_key limits = { .at = offsetof(struct ks_item, min) };
	struct ks_item **out = ks_slot(r, key, base);
	size_t *n = ks_count(r, key, base);

	_Static_assert(offsetof(struct ks_item, max) ==
			       offsetof(struct ks_item, min) + offsetof(struct minmax, max),
		       "an item's limits are read as a pair");
	if (!is_map(r, node))
		return;
	*out = KS_NEW_N(r->arena, node->n, struct ks_item);
	*n = 0;
	for (const struct ks_node *kid = node->kids; kid; kid = kid->next) {
		struct ks_item *item = &(*out)[(*n)++];

		check_key_id(r, kid);
		item->id = kid->key;
		read_minmax(r, &limits, kid, item);
	}
}

static void read_codes(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		       void *base)
{
	struct ks_code **out = ks_slot(r, key, base);
	size_t *n = ks_count(r, key, base);

	if (!is_map(r, node))
		return;
	*out = KS_NEW_N(r->arena, node->n, struct ks_code);
	*n = 0;
	for (const struct ks_node *kid = node->kids; kid; kid = kid->next) {
		check_key_id(r, kid);
		(*out)[(*n)++] = (struct ks_code){ kid->key, read_words(r, kid) };
	}
}

/* ---- mappings -------------------------------------------------------------- */

static void read_one_map(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
			 void *base)
{
	ks_read_map(r, key->shape, node, key->at == KS_UNSTORED ? base : field(base, key->at));
}

static void read_maps(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		      void *base)
{
	void **out = ks_slot(r, key, base);
	size_t size = key->shape->size, i = 0;
	unsigned char *items;

	if (node->kind != KS_LIST) {
		ks_wrong_value(r, node, KS_MSG_need_maps);
		return;
	}
	if (!node->n && key->some)
		ks_wrong_value(r, node, KS_MSG_no_items);
	items = ks_alloc_n(r->arena, node->n, size);
	memcpy(out, &items, sizeof(items));
	*ks_count(r, key, base) = node->n;
	for (const struct ks_node *kid = node->kids; kid; kid = kid->next)
		ks_read_map(r, key->shape, kid, items + size * i++);
}

static ks_read_fn *const readers[] = {
	[KS_T_TEXT] = read_text,
	[KS_T_STRING] = read_string,
	[KS_T_ID] = read_id,
	[KS_T_IDS] = read_ids,
	[KS_T_INT] = read_int,
	[KS_T_BOOL] = read_bool,
	[KS_T_TRUE] = read_true,
	[KS_T_DATE] = read_date,
	[KS_T_TERM] = read_term,
	[KS_T_SPAN] = read_span,
	[KS_T_WORD] = read_word,
	[KS_T_SECOND] = read_second,
	[KS_T_PHASES] = read_phases,
	[KS_T_SUBJECTS] = read_subjects,
	[KS_T_SOURCES] = ks_read_sources,
	[KS_T_SOURCE] = ks_read_source,
	[KS_T_ROLE] = ks_read_role,
	[KS_T_INTERVENTION] = ks_read_intervention,
	[KS_T_INSTRUMENT] = ks_read_instrument,
	[KS_T_RAISED] = ks_read_raised,
	[KS_T_SIGNAL] = ks_read_factor,
	[KS_T_PROTECTIVE] = ks_read_factor,
	[KS_T_FACTORS] = ks_read_factors,
	[KS_T_SIGNALS] = ks_read_signals,
	[KS_T_HELP] = ks_read_steps,
	[KS_T_STEPS] = ks_read_steps,
	[KS_T_OPTIONS] = ks_read_steps,
	[KS_T_SCORES] = ks_read_scores,
	[KS_T_TERMS] = ks_read_terms,
	[KS_T_AFTER] = ks_read_after,
	[KS_T_COND] = ks_read_cond,
	[KS_T_CONDS] = ks_read_conds,
	[KS_T_WINDOW] = ks_read_window,
	[KS_T_LIMIT_WEEK] = ks_read_limit_week,
	[KS_T_LIMIT_AGE] = ks_read_limit_age,
	[KS_T_LIMIT_INT] = ks_read_limit_int,
	[KS_T_LIMIT_CLASS] = ks_read_limit_class,
	[KS_T_MINMAX] = read_minmax,
	[KS_T_ITEMS] = read_items,
	[KS_T_CODES] = read_codes,
	[KS_T_MAP] = read_one_map,
	[KS_T_MAPS] = read_maps,
};

/* Conditions and subjects look into entries that may not have been read yet. */
static bool must_wait(const struct ks_reader *r, enum ks_type type)
{
	return !r->late && (type == KS_T_COND || type == KS_T_WINDOW || type == KS_T_RAISED);
}

static void put_off(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		    void *base)
{
	struct ks_later *later = ks_grow(r->arena, &r->later, &r->n_later, sizeof(*later));

	*later = (struct ks_later){ key, node, base, r->card, r->resolve };
}

void ks_read_value(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		   void *base)
{
	if (key->flag)
		*(bool *)field(base, key->flag) = true;
	if (key->place)
		*(struct ks_loc *)field(base, key->place) = node->loc;
	if (must_wait(r, key->type))
		put_off(r, key, node, base);
	else
		readers[key->type](r, key, node, base);
}

void ks_read_later(struct ks_reader *r)
{
	const char *card = r->card;
	bool resolve = r->resolve;

	r->late = true;
	for (size_t i = 0; i < r->n_later; i++) {
		const struct ks_later *later = &r->later[i];

		r->card = later->card;
		r->resolve = later->resolve;
		readers[later->key->type](r, later->key, later->node, later->base);
	}
	r->card = card;
	r->resolve = resolve;
}

void ks_read_map(struct ks_reader *r, const struct ks_shape *shape, const struct ks_node *node,
		 void *base)
{
	uint64_t seen = 0;
	bool known = true;

	assert(shape->n <= 64);
	if (!is_map(r, node))
		return;
	if (shape->place)
		*(struct ks_loc *)field(base, shape->place) = node->loc;
	for (const struct ks_node *kid = node->kids; kid; kid = kid->next) {
		const struct ks_key *key = ks_known_key(r, shape, kid);

		known &= key != NULL;
		if (!key)
			continue;
		seen |= UINT64_C(1) << (key - shape->keys);
		ks_read_value(r, key, kid, base);
	}
	report_missing(r, shape, seen, node);
	/* A key that is not known may be the one that is missed. */
	if (known)
		check_together(r, shape, seen, node);
}
