/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CARDS_YAML_H
#define KS_CARDS_YAML_H
/*
 * YAML text to a tree of nodes with places. The only module that knows
 * libyaml, and only its event API: depth, size and everything the contract
 * refuses (anchors, aliases, tags, duplicate keys, directives other than
 * %YAML, second documents, invisible and control characters also when
 * escaped, UTF-16) is refused here, with its line and column, before and
 * while reading. Every scalar is text; the key that reads it says what it
 * must be. JSON is read by the same door (it is YAML in flow style).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ks/base/diag.h"
#include "ks/base/status.h"

struct ks_arena;

#define KS_YAML_MAX_FILE (1024 * 1024)	/* bytes */
#define KS_YAML_MAX_SCALAR (64 * 1024)	/* bytes */
#define KS_YAML_MAX_DEPTH 32
#define KS_YAML_MAX_NODES 60000

enum ks_node_kind { KS_SCALAR, KS_LIST, KS_MAP };

/* There are as many as the cards have words, and all stay: it pays that they are small. */
struct ks_node {
	enum ks_node_kind kind;
	bool plain;			/* SCALAR: written without quotes */
	uint16_t n;			/* number of children */
	struct ks_loc loc;
	const char *key;		/* of this entry in its mapping, else NULL */
	int key_line, key_col;		/* see ks_key_loc() */
	const char *text;		/* SCALAR, decoded, no NUL inside */
	struct ks_node *kids;		/* LIST, MAP: first child */
	struct ks_node *next;		/* next sibling, in file order */
};

/*
 * Reads one document whose root is a mapping. The text must outlive the tree.
 * Returns NULL after reporting every problem that can be found (at most 20,
 * and one of YAML's own); an empty file is an error. Places count from 1, and
 * a byte order mark at the start counts for no column.
 */
const struct ks_node *ks_yaml_read(struct ks_arena *arena, const struct ks_source_text *in,
				   struct ks_diag *diag);

/* The same with the nodes in an arena of their own: what they point at may outlive them. */
const struct ks_node *ks_yaml_read_apart(struct ks_arena *arena, struct ks_arena *nodes,
					 const struct ks_source_text *in, struct ks_diag *diag);

/* Where the key of an entry stands. */
struct ks_loc ks_key_loc(const struct ks_node *node);

/* Child of a mapping by key; NULL when absent. */
const struct ks_node *ks_node_get(const struct ks_node *map, const char *key);

#endif
