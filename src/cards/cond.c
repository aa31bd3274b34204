/* SPDX-License-Identifier: EUPL-1.2 */
/* Conditions: one key, its value, and what must hold for the two together. */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/base/near.h"
#include "ks/cards/shape.h"

/* ---- limits ---------------------------------------------------------------- */

static void add_limit(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		      void *base, struct ks_bound bound)
{
	struct ks_range *range = ks_slot(r, key, base);

	bound.op = (enum ks_op)key->value;
	bound.loc = ks_key_loc(node);
	if (range->n < sizeof(range->bounds) / sizeof(range->bounds[0]))
		range->bounds[range->n++] = bound;
}

/* "30.6" is how some write 30+6, and others thirty weeks and four days. */
static bool has_point(const char *text)
{
	size_t n = strspn(text, "0123456789");

	return n && n < 3 && (text[n] == '.' || text[n] == ',') && text[n + 1] >= '0' &&
	       text[n + 1] <= '6' && !text[n + 2];
}

static void wrong_week(struct ks_reader *r, const struct ks_node *node)
{
	char *example = ks_strdup(r->arena, ks_quoted(r->arena, node->text));

	if (!has_point(node->text)) {
		ks_wrong_value(r, node, KS_MSG_need_week);
		return;
	}
	example[strcspn(example, ".,")] = '+';
	ks_wrong(r, node->loc, KS_MSG_week_with_point,
		 KS_ARGS({ "value", node->text }, { "example", example }), NULL);
}

void ks_read_limit_week(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
			void *base)
{
	const char *text = ks_scalar(r, node);
	struct ks_bound bound = { .value = 0 };

	if (!text)
		return;
	if (ks_parse_week(text, &bound.value))
		add_limit(r, key, node, base, bound);
	else
		wrong_week(r, node);
}

static bool parse_child_age(const char *text, struct ks_span *span)
{
	return ks_parse_span(text, span) && span->unit != KS_WORKING_DAYS &&
	       strcmp(text, "same-day") != 0;
}

void ks_read_limit_age(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		       void *base)
{
	const char *text = ks_scalar(r, node);
	struct ks_bound bound = { .value = 0 };

	if (!text)
		return;
	if (parse_child_age(text, &bound.span))
		add_limit(r, key, node, base, bound);
	else
		ks_wrong_value(r, node, KS_MSG_need_child_age);
}

void ks_read_limit_int(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		       void *base)
{
	const char *text = ks_scalar(r, node);
	struct ks_bound bound = { .value = 0 };

	if (!text)
		return;
	if (ks_parse_int(text, KS_MAX_INT, &bound.value))
		add_limit(r, key, node, base, bound);
	else
		ks_wrong_value(r, node, KS_MSG_need_int);
}

void ks_read_limit_class(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
			 void *base)
{
	static const struct ks_key word = { .type = KS_T_WORD, .words = ks_class_words };
	struct ks_bound bound = { .value = -1 };

	ks_read_value(r, &word, node, &bound.value);
	if (bound.value >= 0)
		add_limit(r, key, node, base, bound);
}

/* ---- scores ---------------------------------------------------------------- */

const struct ks_item *ks_find_item(const struct ks_instrument *instrument, const char *id)
{
	size_t low = 0, high = instrument->n_items;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(id, instrument->items[middle].id);

		if (!order)
			return &instrument->items[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

bool ks_has_outcome(const struct ks_instrument *instrument, const char *outcome)
{
	for (size_t i = 0; i < instrument->n_outcomes; i++)
		if (strcmp(instrument->outcomes[i], outcome) == 0)
			return true;
	return false;
}

static void check_bound(struct ks_reader *r, const struct ks_bound *bound, const char *what,
			int min, int max)
{
	if (bound->value >= min && bound->value <= max)
		return;
	ks_wrong(r, bound->loc, KS_MSG_score_out_of_range,
		 KS_ARGS({ "value", ks_fmt(r->arena, "%d", bound->value) }, { "what", what },
			 { "min", ks_fmt(r->arena, "%d", min) },
			 { "max", ks_fmt(r->arena, "%d", max) }),
		 NULL);
}

static void check_bounds(struct ks_reader *r, const struct ks_range *range, const char *what,
			 int min, int max)
{
	for (size_t i = 0; i < range->n; i++)
		check_bound(r, &range->bounds[i], what, min, max);
}

/* The nearest item or outcome; NULL where that is not what is wrong. */
static const char *nearest_measure(const struct ks_instrument *instrument, enum ks_msg msg,
				   const char *id)
{
	struct ks_near near;

	ks_near_start(&near, id);
	for (size_t i = 0; msg == KS_MSG_unknown_item && i < instrument->n_items; i++)
		ks_near_offer(&near, instrument->items[i].id);
	for (size_t i = 0; msg == KS_MSG_unknown_outcome && i < instrument->n_outcomes; i++)
		ks_near_offer(&near, instrument->outcomes[i]);
	return near.best;
}

/* Shown at the key that says it, if there is one. */
static void wrong_measure(struct ks_reader *r, const struct ks_node *node, const char *key,
			  const char *id, enum ks_msg msg, const struct ks_instrument *instrument)
{
	const struct ks_node *value = ks_node_get(node, key);

	ks_wrong(r, value ? value->loc : node->loc, msg,
		 KS_ARGS({ "instrument", instrument->id }, { "id", ks_quoted(r->arena, id) }),
		 nearest_measure(instrument, msg, id));
}

static void check_item(struct ks_reader *r, const struct ks_instrument *instrument, const char *id,
		       const struct ks_range *range, const struct ks_node *node)
{
	const struct ks_item *item = ks_find_item(instrument, id);

	if (item)
		check_bounds(r, range, item->id, item->min, item->max);
	else
		wrong_measure(r, node, "item", id, KS_MSG_unknown_item, instrument);
}

static void check_total(struct ks_reader *r, const struct ks_instrument *instrument,
			const struct ks_range *range, const struct ks_node *node)
{
	if (instrument->has_range)
		check_bounds(r, range, instrument->id, instrument->min, instrument->max);
	else if (range->n && instrument->n_outcomes)
		wrong_measure(r, node, "", "", KS_MSG_score_has_outcomes, instrument);
}

static void check_outcome(struct ks_reader *r, const struct ks_instrument *instrument,
			  const char *outcome, const struct ks_node *node)
{
	if (instrument->has_range)
		wrong_measure(r, node, "outcome", outcome, KS_MSG_score_has_range, instrument);
	else if (instrument->n_outcomes && !ks_has_outcome(instrument, outcome))
		wrong_measure(r, node, "outcome", outcome, KS_MSG_unknown_outcome, instrument);
}

void ks_check_measure(struct ks_reader *r, const struct ks_instrument *instrument, const char *item,
		      const char *outcome, const struct ks_range *range, const struct ks_node *node)
{
	if (outcome && (range->n || item))
		ks_wrong(r, node->loc, KS_MSG_outcome_or_limit, NULL, NULL);
	else if (outcome)
		check_outcome(r, instrument, outcome, node);
	else if (item)
		check_item(r, instrument, item, range, node);
	else
		check_total(r, instrument, range, node);
}

/* ---- conditions ------------------------------------------------------------ */

/* What a score must be beyond its shape. */
static void check_score(struct ks_reader *r, const struct ks_cond *cond, const struct ks_node *node)
{
	if (node->kind == KS_MAP && cond->instrument)
		ks_check_measure(r, cond->instrument, cond->item, cond->outcome, &cond->range,
				 node);
}

/* The one key of a condition; NULL after reporting. */
static const struct ks_key *cond_key(struct ks_reader *r, const struct ks_node *node)
{
	if (node->kind != KS_MAP || !node->n) {
		ks_wrong_value(r, node, KS_MSG_need_cond);
		return NULL;
	}
	if (node->n > 1) {
		ks_wrong(r, ks_key_loc(node->kids->next), KS_MSG_cond_one_key, NULL, NULL);
		return NULL;
	}
	return ks_known_key(r, &ks_shape_cond, node->kids);
}

static struct ks_cond *read_cond(struct ks_reader *r, const struct ks_node *node)
{
	const struct ks_key *key = cond_key(r, node);
	struct ks_cond *cond;

	if (!key)
		return NULL;
	cond = KS_NEW(r->arena, struct ks_cond);
	cond->kind = (enum ks_cond_kind)key->value;
	cond->loc = ks_key_loc(node->kids);
	cond->subject = KS_ANY_SUBJECT;
	ks_read_value(r, key, node->kids, cond);
	if (cond->kind == KS_COND_SCORE)
		check_score(r, cond, node->kids);
	return cond;
}

void ks_read_cond(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		  void *base)
{
	struct ks_cond **out = ks_slot(r, key, base);

	*out = read_cond(r, node);
}

/* `not` has one condition, the others a list of them. */
void ks_read_conds(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		   void *base)
{
	bool single = key->value == KS_COND_NOT;
	const struct ks_node *kid = single ? node : node->kids;
	size_t n = single ? 1 : node->n, *count = ks_count(r, key, base);
	struct ks_cond ***out = ks_slot(r, key, base);

	if (!single && node->kind != KS_LIST) {
		ks_wrong_value(r, node, KS_MSG_need_maps);
		return;
	}
	if (!n)
		ks_wrong_value(r, node, KS_MSG_no_items);
	*out = KS_NEW_N(r->arena, n, struct ks_cond *);
	*count = 0;
	for (size_t i = 0; i < n; i++, kid = kid->next) {
		struct ks_cond *cond = read_cond(r, kid);

		if (cond)
			(*out)[(*count)++] = cond;
	}
}

void ks_read_window(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		    void *base)
{
	struct ks_cond **out = ks_slot(r, key, base);

	*out = read_cond(r, node);
	if (*out && (*out)->kind != KS_COND_WEEK && (*out)->kind != KS_COND_SINCE_BIRTH)
		ks_wrong(r, node->loc, KS_MSG_need_window, NULL, NULL);
}
