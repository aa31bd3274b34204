/* SPDX-License-Identifier: EUPL-1.2 */
#include "yaml_out.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_MEMBERS = 40, TEXT_SIZE = 160 };

enum kind { SCALAR, PROSE, MAP, LIST, SET };
enum manner { ANY_MANNER, FLAT, BLOCK };

struct node {
	enum kind kind;
	enum manner manner;
	char text[TEXT_SIZE];
	int n;
	const char *key[MAX_MEMBERS];
	struct node *member[MAX_MEMBERS];
	int *key_line, *value_line, *last_line;
};

static struct node *new_node(enum kind kind)
{
	struct node *node = calloc(1, sizeof(*node));

	if (node == NULL)
		abort();
	node->kind = kind;
	return node;
}

struct node *node_scalar(const char *text)
{
	return node_format("%s", text);
}

struct node *node_format(const char *format, ...)
{
	struct node *node = new_node(SCALAR);
	va_list args;

	va_start(args, format);
	vsnprintf(node->text, sizeof(node->text), format, args);
	va_end(args);
	return node;
}

struct node *node_prose(const char *text)
{
	struct node *node = node_scalar(text);

	node->kind = PROSE;
	return node;
}

struct node *node_map(void)
{
	return new_node(MAP);
}

struct node *node_list(void)
{
	return new_node(LIST);
}

struct node *node_set(void)
{
	return new_node(SET);
}

void node_put(struct node *map, const char *key, struct node *value)
{
	if (value == NULL)
		return;
	assert(map->n < MAX_MEMBERS);
	map->key[map->n] = key;
	map->member[map->n++] = value;
}

void node_add(struct node *list, struct node *value)
{
	node_put(list, NULL, value);
}

struct node *node_flat(struct node *node)
{
	node->manner = FLAT;
	return node;
}

struct node *node_block(struct node *node)
{
	node->manner = BLOCK;
	return node;
}

struct node *node_at(struct node *node, int *key_line, int *value_line)
{
	node->key_line = key_line;
	node->value_line = value_line;
	return node;
}

struct node *node_until(struct node *node, int *last_line)
{
	node->last_line = last_line;
	return node;
}

void node_free(struct node *node)
{
	for (int i = 0; i < node->n; i++)
		node_free(node->member[i]);
	free(node);
}

struct writer {
	FILE *to;
	struct rng *rng;
	bool crlf;
	int line;
};

static void put(struct writer *w, const char *text)
{
	fputs(text, w->to);
}

static void indent(struct writer *w, int depth)
{
	for (int i = 0; i < depth; i++)
		put(w, " ");
}

static void end_line(struct writer *w)
{
	if (rng_chance(w->rng, 3))
		put(w, "   # opmerking: {geen} \"kaart\"");
	put(w, w->crlf ? "\r\n" : "\n");
	w->line++;
	if (rng_chance(w->rng, 3)) {
		put(w, rng_chance(w->rng, 50) ? "# regel" : "");
		put(w, w->crlf ? "\r\n" : "\n");
		w->line++;
	}
}

static void put_single(struct writer *w, const char *text)
{
	put(w, "'");
	for (; *text != '\0'; text++) {
		if (*text == '\'')
			put(w, "'");
		fputc(*text, w->to);
	}
	put(w, "'");
}

static void put_double(struct writer *w, const char *text)
{
	put(w, "\"");
	for (; *text != '\0'; text++) {
		bool letter = *text >= 'a' && *text <= 'z';
		if (*text == '"' || *text == '\\')
			fprintf(w->to, "\\%c", *text);
		else if (letter && rng_chance(w->rng, 2))
			fprintf(w->to, "\\u%04x", (unsigned)*text);
		else
			fputc(*text, w->to);
	}
	put(w, "\"");
}

/* Ids, numbers, dates and weeks may; a sentence may hold what means something in YAML. */
static bool may_be_plain(const char *text)
{
	return strpbrk(text, ":#,[]{}'\"&*!|>%`\\") == NULL;
}

static void put_scalar(struct writer *w, const struct node *node)
{
	static const int styles[] = {60, 20, 20};
	int style = rng_weighted(w->rng, styles, 3);

	if (style == 0 && may_be_plain(node->text))
		put(w, node->text);
	else if (style == 1)
		put_single(w, node->text);
	else
		put_double(w, node->text);
}

static void put_key(struct writer *w, const char *key)
{
	if (rng_chance(w->rng, 95))
		put(w, key);
	else if (rng_chance(w->rng, 50))
		put_single(w, key);
	else
		put_double(w, key);
	put(w, ":");
}

static void note(int *line, const struct writer *w)
{
	if (line != NULL)
		*line = w->line;
}

/* Maps and sets in any order, lists in their own. */
static void order_of(struct writer *w, const struct node *node, int order[MAX_MEMBERS])
{
	rng_shuffle(w->rng, order, node->n);
	for (int i = 0; node->kind == LIST && i < node->n; i++)
		order[i] = i;
}

static void put_flow(struct writer *w, const struct node *node, int depth, bool one_line);

static void put_flow_member(struct writer *w, const struct node *node, int i, int depth,
			    bool one_line)
{
	struct node *member = node->member[i];

	note(member->key_line, w);
	if (node->kind == MAP) {
		put_key(w, node->key[i]);
		put(w, " ");
	}
	put_flow(w, member, depth, one_line || member->manner == FLAT);
}

static void separate(struct writer *w, int depth, bool one_line)
{
	put(w, ",");
	if (one_line || rng_chance(w->rng, 80)) {
		put(w, " ");
		return;
	}
	put(w, w->crlf ? "\r\n" : "\n");
	w->line++;
	indent(w, depth + 4);
}

static void put_flow(struct writer *w, const struct node *node, int depth, bool one_line)
{
	int order[MAX_MEMBERS];

	note(node->value_line, w);
	if (node->kind == SCALAR || node->kind == PROSE) {
		put_scalar(w, node);
		return;
	}
	order_of(w, node, order);
	put(w, node->kind == MAP ? "{" : "[");
	for (int i = 0; i < node->n; i++) {
		if (i > 0)
			separate(w, depth, one_line);
		put_flow_member(w, node, order[i], depth, one_line);
	}
	put(w, node->kind == MAP ? "}" : "]");
	note(node->last_line, w);
}

/* A literal or folded block of words. */
static void put_words(struct writer *w, const char *text, int depth)
{
	put(w, rng_chance(w->rng, 50) ? ">" : "|");
	put(w, rng_chance(w->rng, 50) ? "-" : "");
	put(w, w->crlf ? "\r\n" : "\n");
	w->line++;
	indent(w, depth + 2);
	for (; *text != '\0'; text++) {
		if (*text != ' ' || !rng_chance(w->rng, 20)) {
			fputc(*text, w->to);
			continue;
		}
		put(w, w->crlf ? "\r\n" : "\n");
		w->line++;
		indent(w, depth + 2);
	}
	put(w, w->crlf ? "\r\n" : "\n");
	w->line++;
}

static bool wants_flow(struct writer *w, const struct node *node)
{
	if (node->manner == ANY_MANNER)
		return rng_chance(w->rng, 40);
	return node->manner == FLAT;
}

static bool has_block(const struct node *node)
{
	bool found = node->manner == BLOCK;

	for (int i = 0; i < node->n; i++)
		found |= has_block(node->member[i]);
	return found;
}

static void put_block(struct writer *w, const struct node *node, int depth);

/* The value of a key that has just been written, up to and including the end of its line. */
static void put_value(struct writer *w, const struct node *node, int depth, bool in_map)
{
	if (node->kind == PROSE && rng_chance(w->rng, 30)) {
		note(node->value_line, w);
		put(w, in_map ? " " : "");
		put_words(w, node->text, depth);
		return;
	}
	bool scalar = node->kind == SCALAR || node->kind == PROSE;
	if (scalar || node->n == 0 || (wants_flow(w, node) && !has_block(node))) {
		put(w, in_map ? " " : "");
		put_flow(w, node, depth, node->manner == FLAT);
		end_line(w);
		return;
	}
	end_line(w);
	bool same_column = node->kind != MAP && rng_chance(w->rng, 30);
	put_block(w, node, depth + (same_column ? 0 : 2));
}

/* Keys under each other. The first may follow a dash that stands on the line already. */
static void put_map(struct writer *w, const struct node *node, int depth, bool after_dash)
{
	int order[MAX_MEMBERS];

	note(node->value_line, w);
	order_of(w, node, order);
	for (int i = 0; i < node->n; i++) {
		const struct node *member = node->member[order[i]];
		if (i > 0 || !after_dash)
			indent(w, depth);
		note(member->key_line, w);
		put_key(w, node->key[order[i]]);
		put_value(w, member, depth, true);
	}
	if (node->last_line != NULL)
		*node->last_line = w->line - 1;
}

static void put_item(struct writer *w, const struct node *item, int depth)
{
	indent(w, depth);
	put(w, "- ");
	note(item->key_line, w);
	if (item->kind == MAP && item->n > 0 && (has_block(item) || !wants_flow(w, item))) {
		put_map(w, item, depth + 2, true);
		return;
	}
	put_flow(w, item, depth, item->manner == FLAT);
	end_line(w);
}

static void put_block(struct writer *w, const struct node *node, int depth)
{
	int order[MAX_MEMBERS];

	if (node->kind == MAP) {
		put_map(w, node, depth, false);
		return;
	}
	note(node->value_line, w);
	order_of(w, node, order);
	for (int i = 0; i < node->n; i++)
		put_item(w, node->member[order[i]], depth);
}

void node_write(FILE *to, struct rng *rng, const struct node *root)
{
	struct writer w = {to, rng, rng_chance(rng, 8), 1};

	if (rng_chance(rng, 6))
		put(&w, "\xEF\xBB\xBF");
	if (rng_chance(rng, 15)) {
		put(&w, "---");
		end_line(&w);
	}
	put_block(&w, root, 0);
}
