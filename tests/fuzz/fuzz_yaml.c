/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes as a YAML or JSON file: refused with a place, or a tree in which
 * no text holds a NUL or a forbidden character and nothing is too deep.
 */
#include <stdint.h>

#include "ks/cards/yaml.h"
#include "small.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void walk(const struct ks_node *node, int depth)
{
	size_t n = 0;

	/* A word in the deepest list is no level of its own. */
	must(depth <= KS_YAML_MAX_DEPTH + (node->kind == KS_SCALAR));
	must(node->loc.line > 0 && node->loc.col > 0);
	must(node->kind != KS_SCALAR ||
	     ks_utf8_find_bad(node->text, strlen(node->text), true) == strlen(node->text));
	for (const struct ks_node *kid = node->kids; kid; kid = kid->next, n++)
		walk(kid, depth + 1);
	must(n == node->n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ks_source_text in = { .name = "fuzz.yaml", .len = size };
	const struct ks_node *root;
	struct ks_arena arena;
	struct ks_diag diag;

	ks_arena_init(&arena);
	ks_diag_init(&diag, &arena);
	in.text = small_copy(&arena, data, size);
	root = ks_yaml_read(&arena, &in, &diag);
	must(!root == (diag.errors > 0));
	if (root)
		walk(root, 1);
	must_be_sayable(&diag, size);
	ks_arena_release(&arena);
	return 0;
}
