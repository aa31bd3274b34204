/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Writes YAML in as many ways as it may be written: block or flow, any quoting, keys and
 * unordered lists shuffled, comments, CRLF, a byte order mark. Build a tree of nodes, then
 * write it; the write tells on which line each part has come to stand.
 */
#ifndef ORACLE_YAML_OUT_H
#define ORACLE_YAML_OUT_H

#include <stdio.h>

#include "rng.h"
#include "world.h"

struct node;

/* Nodes live until the tree is freed; a node given to another belongs to it. */
struct node *node_scalar(const char *text);
__attribute__((format(printf, 1, 2))) struct node *node_format(const char *format, ...);

/* A sentence: may be folded over lines. */
struct node *node_prose(const char *text);
struct node *node_map(void);

/* A list whose order means something, and one that may be shuffled. */
struct node *node_list(void);
struct node *node_set(void);

/* A null value adds nothing. */
void node_put(struct node *map, const char *key, struct node *value);
void node_add(struct node *list, struct node *value);

/* Written on one line together with its key. */
struct node *node_flat(struct node *node);

/* Written as a block, so that each of its items begins a line of its own. */
struct node *node_block(struct node *node);

/* Where to write on which line this key or item, and its value, have come to stand. */
struct node *node_at(struct node *node, int *key_line, int *value_line);

/* Where to write on which line its value ends. */
struct node *node_until(struct node *node, int *last_line);

void node_free(struct node *node);

/* Writes the whole file, in a manner drawn from `rng`. */
void node_write(FILE *to, struct rng *rng, const struct node *root);

#endif
