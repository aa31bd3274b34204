/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * YAML text to nodes, by libyaml's events. Its document functions are not
 * used: they have no limit of depth, take duplicate keys and look up anchors
 * one by one (reliability §0.3, threats 1 to 8).
 */
#include "ks/cards/yaml.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/base/utf8.h"
#include "ks/cards/bytes.h"

_Static_assert(KS_YAML_MAX_NODES < UINT16_MAX, "one node can have all others as its children");

#define MAX_ERRORS 20 /* of one file */
#define FEW_KEYS 16   /* of one mapping: up to here comparing all pairs is fastest */

/* A list or mapping that is open; key is the one that waits for its value. */
struct frame {
	struct ks_node *node, **tail;
	const char *key;
	struct ks_loc key_loc;
};

struct reading {
	struct ks_arena *arena, *tree;	/* for texts; for nodes */
	const struct ks_source_text *in;
	struct ks_diag *diag;
	struct frame stack[KS_YAML_MAX_DEPTH];
	int depth, errors, documents;
	size_t nodes;
	struct ks_node *root;
	bool stop;
};

static struct ks_loc loc_of(const struct reading *r, yaml_mark_t mark)
{
	return (struct ks_loc){ r->in, (int)mark.line + 1, (int)mark.column + 1 };
}

static void report(struct reading *r, struct ks_loc loc, enum ks_msg msg, const struct ks_arg *args)
{
	bool enough = ++r->errors > MAX_ERRORS;

	if (enough)
		r->stop = true;
	ks_error(r->diag, loc, enough ? KS_MSG_yaml_too_many : msg, args, NULL);
}

/* Reports something after which reading on is dangerous or makes no sense. */
static void give_up(struct reading *r, struct ks_loc loc, enum ks_msg msg, long max)
{
	report(r, loc, msg, KS_ARGS({ "max", ks_fmt(r->arena, "%ld", max) }));
	r->stop = true;
}

static void refuse_properties(struct reading *r, const yaml_char_t *anchor, const yaml_char_t *tag,
			      struct ks_loc loc)
{
	if (anchor)
		report(r, loc, KS_MSG_yaml_anchor, NULL);
	if (tag)
		report(r, loc, KS_MSG_yaml_tag, NULL);
}

static struct frame *top(struct reading *r)
{
	return r->depth ? &r->stack[r->depth - 1] : NULL;
}

static void count_node(struct reading *r, struct ks_loc loc)
{
	if (++r->nodes > KS_YAML_MAX_NODES)
		give_up(r, loc, KS_MSG_yaml_nodes, KS_YAML_MAX_NODES);
}

/* Hangs a new node where the open list, the waiting key or the document wants it. */
static struct ks_node *add_node(struct reading *r, enum ks_node_kind kind, struct ks_loc loc)
{
	struct ks_node *node = KS_NEW(r->tree, struct ks_node);
	struct frame *in = top(r);

	node->kind = kind;
	node->loc = loc;
	count_node(r, loc);
	if (!in) {
		r->root = node;
		return node;
	}
	node->key = in->key;
	node->key_line = in->key_loc.line;
	node->key_col = in->key_loc.col;
	in->key = NULL;
	*in->tail = node;
	in->tail = &node->next;
	in->node->n++;
	return node;
}

/* True when what comes now stands where a key has to stand. */
static bool expects_key(struct reading *r)
{
	const struct frame *in = top(r);

	return in && in->node->kind == KS_MAP && !in->key;
}

static void open_node(struct reading *r, enum ks_node_kind kind, struct ks_loc loc)
{
	struct ks_node *node;

	if (expects_key(r)) {
		give_up(r, loc, KS_MSG_yaml_key, 0);
		return;
	}
	if (r->depth == KS_YAML_MAX_DEPTH) {
		give_up(r, loc, KS_MSG_yaml_depth, KS_YAML_MAX_DEPTH);
		return;
	}
	node = add_node(r, kind, loc);
	r->stack[r->depth++] = (struct frame){ .node = node, .tail = &node->kids };
}

static void report_duplicate(struct reading *r, const struct ks_node *first,
			     const struct ks_node *second)
{
	report(r, ks_key_loc(second), KS_MSG_yaml_duplicate,
	       KS_ARGS({ "key", second->key },
		       { "line", ks_fmt(r->arena, "%d", first->key_line) }));
}

static void compare_pairs(struct reading *r, const struct ks_node *map)
{
	for (const struct ks_node *a = map->kids; a; a = a->next)
		for (const struct ks_node *b = a->next; b; b = b->next)
			if (*a->key == *b->key && strcmp(a->key, b->key) == 0) {
				report_duplicate(r, a, b);
				break;
			}
}

static int compare_keys(const void *a, const void *b)
{
	const struct ks_node *x = *(const struct ks_node *const *)a;
	const struct ks_node *y = *(const struct ks_node *const *)b;
	int order = strcmp(x->key, y->key);

	if (!order)
		order = x->key_line - y->key_line;
	return order ? order : x->key_col - y->key_col;
}

static void compare_sorted(struct reading *r, const struct ks_node *map)
{
	const struct ks_node **sorted = KS_NEW_N(r->tree, map->n, const struct ks_node *);
	size_t n = 0;

	for (const struct ks_node *kid = map->kids; kid; kid = kid->next)
		sorted[n++] = kid;
	qsort(sorted, n, sizeof(*sorted), compare_keys);
	for (size_t i = 1; i < n && !r->stop; i++)
		if (strcmp(sorted[i - 1]->key, sorted[i]->key) == 0)
			report_duplicate(r, sorted[i - 1], sorted[i]);
}

static void close_node(struct reading *r)
{
	const struct ks_node *node = r->stack[--r->depth].node;

	assert(node);
	if (node->kind != KS_MAP)
		return;
	if (node->n <= FEW_KEYS)
		compare_pairs(r, node);
	else
		compare_sorted(r, node);
}

static void take_key(struct reading *r, const char *text, struct ks_loc loc)
{
	struct frame *in = top(r);

	assert(in);
	if (strcmp(text, "<<") == 0)
		report(r, loc, KS_MSG_yaml_merge, NULL);
	count_node(r, loc);
	in->key = text;
	in->key_loc = loc;
}

/* The bytes of the file were looked at before; only escapes can bring in something new. */
static bool is_clean(const yaml_event_t *event)
{
	const char *text = (const char *)event->data.scalar.value;
	size_t len = event->data.scalar.length;

	return event->data.scalar.style != YAML_DOUBLE_QUOTED_SCALAR_STYLE ||
	       ks_utf8_find_bad(text, len, true) == len;
}

static void take_scalar(struct reading *r, const yaml_event_t *event)
{
	struct ks_loc loc = loc_of(r, event->start_mark);
	size_t len = event->data.scalar.length;
	struct ks_node *node;
	const char *text;

	refuse_properties(r, event->data.scalar.anchor, event->data.scalar.tag, loc);
	if (len > KS_YAML_MAX_SCALAR)
		give_up(r, loc, KS_MSG_yaml_scalar, KS_YAML_MAX_SCALAR);
	if (!is_clean(event))
		report(r, loc, KS_MSG_yaml_escaped, NULL);
	text = ks_strndup(r->arena, (const char *)event->data.scalar.value, len);
	if (expects_key(r)) {
		take_key(r, text, loc);
		return;
	}
	node = add_node(r, KS_SCALAR, loc);
	node->text = text;
	node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
}

static void take_alias(struct reading *r, struct ks_loc loc)
{
	report(r, loc, KS_MSG_yaml_anchor, NULL);
	if (expects_key(r))
		take_key(r, "", loc);
	else
		add_node(r, KS_SCALAR, loc)->text = "";
}

static void begin_document(struct reading *r, struct ks_loc loc)
{
	if (++r->documents > 1)
		give_up(r, loc, KS_MSG_yaml_documents, 0);
}

static void take_event(struct reading *r, const yaml_event_t *event)
{
	struct ks_loc loc = loc_of(r, event->start_mark);

	switch (event->type) {
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_DOCUMENT_END_EVENT:
		break;
	case YAML_STREAM_END_EVENT:
		r->stop = true;
		break;
	case YAML_DOCUMENT_START_EVENT:
		begin_document(r, loc);
		break;
	case YAML_ALIAS_EVENT:
		take_alias(r, loc);
		break;
	case YAML_SCALAR_EVENT:
		take_scalar(r, event);
		break;
	case YAML_SEQUENCE_START_EVENT:
		refuse_properties(r, event->data.sequence_start.anchor,
				  event->data.sequence_start.tag, loc);
		open_node(r, KS_LIST, loc);
		break;
	case YAML_MAPPING_START_EVENT:
		refuse_properties(r, event->data.mapping_start.anchor,
				  event->data.mapping_start.tag, loc);
		open_node(r, KS_MAP, loc);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		close_node(r);
		break;
	}
}

/* What libyaml's commonest complaints mean to somebody who writes a card. */
struct complaint {
	const char *problem; /* as libyaml says it */
	const char *context; /* start of what it was doing then, or NULL for anything */
	enum ks_msg msg;
	bool at_context; /* the beginning says more than the end */
};

static const struct complaint complaints[] = {
	{ "found unexpected end of stream", "while scanning a quoted", KS_MSG_yaml_open_quote,
	  true },
	{ "mapping values are not allowed in this context", NULL, KS_MSG_yaml_colon, false },
	{ "did not find expected ',' or ']'", NULL, KS_MSG_yaml_open_list, false },
	{ "did not find expected ',' or '}'", NULL, KS_MSG_yaml_open_map, false },
	{ "could not find expected ':'", NULL, KS_MSG_yaml_no_colon, true },
	{ "did not find expected key", NULL, KS_MSG_yaml_indent, false },
	{ "did not find expected '-' indicator", NULL, KS_MSG_yaml_indent, false },
	{ "found unknown escape character", NULL, KS_MSG_yaml_escape, false },
	{ "found character that cannot start any token", NULL, KS_MSG_yaml_start, false },
};

static bool fits(const struct complaint *c, const yaml_parser_t *parser)
{
	if (!parser->problem || strcmp(c->problem, parser->problem) != 0)
		return false;
	return !c->context ||
	       (parser->context && strncmp(c->context, parser->context, strlen(c->context)) == 0);
}

static bool is_tab(const struct reading *r, yaml_mark_t mark)
{
	const char *p = r->in->text, *end = p + r->in->len;

	p += ks_bytes_bom(p, r->in->len);
	for (size_t i = 0; i < mark.index && p < end; i++) {
		uint32_t point;
		size_t n = ks_utf8_decode(p, (size_t)(end - p), &point);

		p += n ? n : 1;
	}
	return p < end && *p == '\t';
}

static enum ks_msg message_for(const struct reading *r, const struct complaint *c,
			       const yaml_parser_t *parser)
{
	if (c->msg == KS_MSG_yaml_start && is_tab(r, parser->problem_mark))
		return KS_MSG_yaml_tab;
	return c->msg;
}

static void report_syntax(struct reading *r, const yaml_parser_t *parser)
{
	struct ks_loc at = loc_of(r, parser->problem_mark);
	struct ks_loc context = loc_of(r, parser->context_mark);
	enum ks_msg msg = KS_MSG_yaml_syntax;
	const char *problem = parser->problem ? parser->problem : "?";

	for (size_t i = 0; i < sizeof(complaints) / sizeof(complaints[0]); i++)
		if (fits(&complaints[i], parser)) {
			msg = message_for(r, &complaints[i], parser);
			at = complaints[i].at_context ? context : at;
			break;
		}
	report(r, at, msg,
	       KS_ARGS({ "line", ks_fmt(r->arena, "%d", context.line) }, { "problem", problem }));
	r->stop = true;
}

static void read_events(struct reading *r, yaml_parser_t *parser)
{
	yaml_event_t event;

	while (!r->stop) {
		if (!yaml_parser_parse(parser, &event)) {
			/* Not what the text says: a card taken for wrong is a route without its steps. */
			if (parser->error == YAML_MEMORY_ERROR)
				ks_out_of_memory();
			report_syntax(r, parser);
			return;
		}
		take_event(r, &event);
		yaml_event_delete(&event);
	}
}

static void read_text(struct reading *r)
{
	size_t bom = ks_bytes_bom(r->in->text, r->in->len);
	yaml_parser_t parser;

	if (!yaml_parser_initialize(&parser))
		ks_out_of_memory();
	/* With the encoding set libyaml no longer looks for a byte order mark itself. */
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)r->in->text + bom,
				     r->in->len - bom);
	read_events(r, &parser);
	yaml_parser_delete(&parser);
}

/* The root has to be a mapping: a file of only comments, a word or a list says nothing. */
static void check_root(struct reading *r)
{
	struct ks_loc start = { r->in, 1, 1 };

	if (r->errors || (r->root && r->root->kind == KS_MAP))
		return;
	if (!r->root || (r->root->kind == KS_SCALAR && !*r->root->text))
		report(r, start, KS_MSG_yaml_empty, NULL);
	else
		report(r, r->root->loc, KS_MSG_yaml_root, NULL);
}

const struct ks_node *ks_yaml_read(struct ks_arena *arena, const struct ks_source_text *in,
				   struct ks_diag *diag)
{
	return ks_yaml_read_apart(arena, arena, in, diag);
}

const struct ks_node *ks_yaml_read_apart(struct ks_arena *arena, struct ks_arena *nodes,
					 const struct ks_source_text *in, struct ks_diag *diag)
{
	struct reading r = { .arena = arena, .tree = nodes, .in = in, .diag = diag };

	if (in->len > KS_YAML_MAX_FILE) {
		ks_error(diag, (struct ks_loc){ in, 1, 1 }, KS_MSG_file_too_large, NULL, NULL);
		return NULL;
	}
	if (!ks_bytes_check(in, diag))
		return NULL;
	read_text(&r);
	check_root(&r);
	return r.errors ? NULL : r.root;
}

struct ks_loc ks_key_loc(const struct ks_node *node)
{
	return (struct ks_loc){ node->loc.in, node->key_line, node->key_col };
}

const struct ks_node *ks_node_get(const struct ks_node *map, const char *key)
{
	if (!map || map->kind != KS_MAP)
		return NULL;
	for (const struct ks_node *kid = map->kids; kid; kid = kid->next)
		if (strcmp(kid->key, key) == 0)
			return kid;
	return NULL;
}
