/* SPDX-License-Identifier: EUPL-1.2 */
/* An answers file: keys to fields, nothing understood yet. */
#include "ks/exchange/answers.h"

#include <string.h>

#include "json_text.h"
#include "ks/base/arena.h"
#include "ks/base/bsn.h"
#include "ks/base/near.h"
#include "ks/base/str.h"
#include "ks/cards/yaml.h"

#define FIELD(name) offsetof(struct ks_answers, name)

struct key {
	const char *name;
	bool list;
	size_t offset;
};

static const struct key keys[] = {
	{ "phase", false, FIELD(phase) },
	{ "born", false, FIELD(born) },
	{ "due", false, FIELD(due) },
	{ "lmp", false, FIELD(lmp) },
	{ "scan", false, FIELD(scan) },
	{ "municipality", false, FIELD(municipality) },
	{ "age", false, FIELD(age) },
	{ "first-child", false, FIELD(first_child) },
	{ "ref", false, FIELD(ref) },
	{ "follows", false, FIELD(follows) },
	{ "interpreter", false, FIELD(interpreter) },
	{ "by", false, FIELD(by) },
	{ "judgement", false, FIELD(judgement) },
	{ "with-parent", false, FIELD(with_parent) },
	{ "raise", false, FIELD(raise) },
	{ "because", false, FIELD(because) },
	{ "correct", false, FIELD(correct) },
	{ "date", false, FIELD(date) },
	{ "present", true, FIELD(present) },
	{ "absent", true, FIELD(absent) },
	{ "declined", true, FIELD(declined) },
	{ "score", true, FIELD(score) },
	{ "already", true, FIELD(already) },
};

#define N_KEYS (sizeof(keys) / sizeof(keys[0]))

struct reading {
	struct ks_arena *arena;
	struct ks_diag *diag;
	struct ks_answers *answers;
	const struct ks_node *seen[N_KEYS];	/* by key, however it was spelled */
	int errors;
};

static void wrong(struct reading *r, struct ks_loc loc, enum ks_msg msg, const struct ks_arg *args,
		  const char *near)
{
	ks_error(r->diag, loc, msg, args, near);
	r->errors++;
}

struct ks_told ks_told_by(struct ks_arena *arena, const char *option, const char *text)
{
	struct ks_source_text *in = KS_NEW(arena, struct ks_source_text);

	*in = (struct ks_source_text){ .name = option, .text = text, .len = strlen(text) };
	return (struct ks_told){ text, { in, 1, 1 } };
}

void ks_told_add(struct ks_arena *arena, struct ks_told_list *list, struct ks_told told)
{
	struct ks_told *place = ks_grow(arena, &list->items, &list->n, sizeof(*place));

	*place = told;
}

/* The text of a scalar; NULL after reporting what is wrong with it. */
static const char *scalar(struct reading *r, const char *key, const struct ks_node *node)
{
	if (node->kind != KS_SCALAR) {
		wrong(r, node->loc, KS_MSG_answers_need_text, KS_ARGS({ "key", key }), NULL);
		return NULL;
	}
	if (ks_has_bsn(node->text)) {
		wrong(r, node->loc, KS_MSG_has_bsn, KS_ARGS({ "where", key }), NULL);
		return NULL;
	}
	return node->text;
}

static void add_item(struct reading *r, const struct key *key, const struct ks_node *node)
{
	struct ks_told_list *list = (void *)((char *)r->answers + key->offset);
	const char *text = scalar(r, key->name, node);

	/* A mapping, as for scores: "epds: 14" says what "epds=14" says. */
	if (text && node->key)
		text = ks_fmt(r->arena, "%s=%s", node->key, text);
	if (text && ks_has_bsn(text))
		wrong(r, node->loc, KS_MSG_has_bsn, KS_ARGS({ "where", key->name }), NULL);
	else if (text)
		ks_told_add(r->arena, list, (struct ks_told){ text, node->loc });
}

/* "schulden, roken@partner" is the list that it looks like. */
static void add_words(struct reading *r, const struct key *key, const struct ks_node *node)
{
	struct ks_told_list *list = (void *)((char *)r->answers + key->offset);
	const char *text = scalar(r, key->name, node);
	size_t n = 0;
	char **words = text ? ks_split(r->arena, text, ',', &n) : NULL;

	for (size_t i = 0; i < n; i++)
		ks_told_add(r->arena, list, (struct ks_told){ words[i], node->loc });
}

static void add_list(struct reading *r, const struct key *key, const struct ks_node *node)
{
	bool may_map = strcmp(key->name, "score") == 0;

	if (node->kind == KS_SCALAR) {
		add_words(r, key, node);
		return;
	}
	if (node->kind == KS_MAP && !may_map) {
		wrong(r, node->loc, KS_MSG_answers_need_list, KS_ARGS({ "key", key->name }), NULL);
		return;
	}
	for (const struct ks_node *kid = node->kids; kid; kid = kid->next)
		add_item(r, key, kid);
}

static void set_one(struct reading *r, const struct key *key, const struct ks_node *node)
{
	struct ks_told *told = (void *)((char *)r->answers + key->offset);
	const char *text = scalar(r, key->name, node);

	if (text && !told->text)
		*told = (struct ks_told){ text, node->loc };
}

static void unknown(struct reading *r, const struct ks_node *node)
{
	struct ks_near near;

	if (ks_has_bsn(node->key)) {
		wrong(r, ks_key_loc(node), KS_MSG_has_bsn_word, NULL, NULL);
		return;
	}
	ks_near_start(&near, node->key);
	for (size_t i = 0; i < N_KEYS; i++)
		ks_near_offer(&near, keys[i].name);
	wrong(r, ks_key_loc(node), KS_MSG_answers_unknown_key, KS_ARGS({ "key", node->key }),
	      near.best);
}

/* As our own JSON writes it, or as the option is called: first_child, first-child. */
static bool is_key(const char *name, const char *typed)
{
	if (strcmp(typed, "scores") == 0)
		typed = "score";
	for (; *name && (*name == *typed || (*name == '-' && *typed == '_')); name++)
		typed++;
	return !*name && !*typed;
}

/* The format of ours that is written at the top of a document. */
static void check_format(struct reading *r, const struct ks_node *node)
{
	const char *text = scalar(r, node->key, node);

	if (text && !ks_streq(text, "1"))
		wrong(r, node->loc, KS_MSG_answers_other_format, KS_ARGS({ "value", text }), NULL);
}

/* first_child and first-child are one key, so both together are one too many. */
static bool is_repeated(struct reading *r, size_t key, const struct ks_node *node)
{
	const struct ks_node *first = r->seen[key];

	r->seen[key] = node;
	if (!first)
		return false;
	wrong(r, ks_key_loc(node), KS_MSG_yaml_duplicate,
	      KS_ARGS({ "key", node->key },
		      { "line", ks_fmt(r->arena, "%d", first->key_line) }),
	      NULL);
	return true;
}

static void take(struct reading *r, const struct ks_node *node)
{
	if (strcmp(node->key, "format") == 0) {
		check_format(r, node);
		return;
	}
	for (size_t i = 0; i < N_KEYS; i++) {
		if (!is_key(keys[i].name, node->key))
			continue;
		if (is_repeated(r, i, node))
			return;
		if (keys[i].list)
			add_list(r, &keys[i], node);
		else
			set_one(r, &keys[i], node);
		return;
	}
	unknown(r, node);
}

enum ks_status ks_answers_read(struct ks_arena *arena, const struct ks_source_text *given,
			       struct ks_diag *diag, struct ks_answers *answers)
{
	struct reading r = { .arena = arena, .diag = diag, .answers = answers };
	const struct ks_node *root = ks_yaml_read(arena, ks_json_joined(arena, given), diag);

	if (!root)
		return KS_INPUT;
	if (root->kind != KS_MAP)
		wrong(&r, root->loc, KS_MSG_answers_need_map, NULL, NULL);
	for (const struct ks_node *kid = root->kids; root->kind == KS_MAP && kid; kid = kid->next)
		take(&r, kid);
	return r.errors ? KS_INPUT : KS_OK;
}
