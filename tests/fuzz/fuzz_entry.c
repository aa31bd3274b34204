/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes as one file of entries (a card, an example, factors ...), read by
 * the tables of shapes against a coalition that stands: what fuzz_cards does
 * with a whole coalition around it, without loading that for every input.
 */
#include <stdint.h>

#include "ks/cards/merge.h"
#include "small.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *root_key(const struct ks_kind_file *file)
{
	return file->list ? file->list : file->id_key;
}

/* The kind whose key the mapping has; else a card. */
static enum ks_kind kind_of(const struct ks_node *root)
{
	for (enum ks_kind kind = 0; kind < KS_KINDS; kind++)
		if (ks_node_get(root, root_key(&ks_kind_files[kind])))
			return kind;
	return KS_A_CARD;
}

static void read_entries(struct ks_reader *r, enum ks_kind kind, const struct ks_node *root)
{
	const struct ks_shape *shape = ks_kind_files[kind].shape;
	struct ks_merge merge = { .reader = r };

	if (ks_kind_files[kind].list)
		ks_merge_add_list(&merge, kind, root, 1);
	else
		ks_merge_add_one(&merge, kind, root, 1);
	for (size_t i = 0; i < merge.kinds[kind].n; i++) {
		const struct ks_entry *entry = &merge.kinds[kind].items[i];

		r->card = kind == KS_A_CARD ? entry->id : NULL;
		ks_read_map(r, shape, entry->node, ks_alloc(r->arena, shape->size));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ks_source_text in = { .name = "fuzz.yaml", .len = size };
	struct ks_coalition c = *small_coalition();
	struct ks_arena arena;
	struct ks_diag diag;
	struct ks_reader r = { .arena = &arena, .diag = &diag, .c = &c, .resolve = true,
			       .late = true };
	const struct ks_node *root;

	ks_arena_init(&arena);
	ks_diag_init(&diag, &arena);
	in.text = small_copy(&arena, data, size);
	root = ks_yaml_read(&arena, &in, &diag);
	must(!root == (diag.errors > 0));
	if (root)
		read_entries(&r, kind_of(root), root);
	must_be_sayable(&diag, size);
	ks_arena_release(&arena);
	return 0;
}
