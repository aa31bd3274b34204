/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes as a YAML or JSON file: refused with a place, or a tree in which
 * no text holds a NUL or a forbidden character and nothing is too deep.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/base/utf8.h"
#include "ks/cards/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void walk(const struct ks_node *node, int depth)
{
	size_t n = 0;

	/* A word in the deepest list is no level of its own. */
	if (depth > KS_YAML_MAX_DEPTH + (node->kind == KS_SCALAR))
		abort();
	if (node->loc.line < 1 || node->loc.col < 1)
		abort();
	if (node->kind == KS_SCALAR &&
	    ks_utf8_find_bad(node->text, strlen(node->text), true) != strlen(node->text))
		abort();
	for (const struct ks_node *kid = node->kids; kid; kid = kid->next, n++)
		walk(kid, depth + 1);
	if (n != node->n)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ks_arena arena;
	struct ks_diag diag;
	struct ks_source_text in = { .name = "fuzz.yaml", .len = size };
	const struct ks_node *root;
	struct ks_buf text;
	int printed = 0;
	char *copy;

	ks_arena_init(&arena);
	ks_diag_init(&diag, &arena);
	copy = ks_alloc(&arena, size + 1);	/* not ks_strndup(), which stops at a NUL */
	if (size)
		memcpy(copy, data, size);
	in.text = copy;
	root = ks_yaml_read(&arena, &in, &diag);
	if (!root == !diag.errors)
		abort();
	if (root)
		walk(root, 1);
	ks_buf_init(&text, &arena);
	/* Printing costs far more than reading: a few are enough. */
	for (const struct ks_diag_item *item = diag.first; item && printed++ < 4; item = item->next)
		ks_diag_format(&text, KS_NL, item);
	if (ks_utf8_find_bad(text.text, text.len, true) != text.len)
		abort();
	ks_arena_release(&arena);
	return 0;
}
