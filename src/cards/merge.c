/* SPDX-License-Identifier: EUPL-1.2 */
/* Gathering entries by id over the layers of a coalition. */
#include "ks/cards/merge.h"

#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"

const struct ks_kind_file ks_kind_files[KS_KINDS] = {
	[KS_A_SOURCE] = { "source", "sources.yaml", NULL, "sources", "id", &ks_shape_source },
	[KS_A_FACTOR] = { "factor", "factors.yaml", NULL, "factors", "id", &ks_shape_factor },
	[KS_AN_INSTRUMENT] = { "instrument", "instruments.yaml", NULL, "instruments", "id",
			       &ks_shape_instrument },
	[KS_A_ROLE] = { "role", "roles.yaml", NULL, "roles", "id", &ks_shape_role },
	[KS_AN_INTERVENTION] = { "intervention", "interventions.yaml", NULL, "interventions", "id",
				 &ks_shape_intervention },
	[KS_A_CARD] = { "card", NULL, "cards/", NULL, "card", &ks_shape_card },
	[KS_AN_EXAMPLE] = { "example", NULL, "examples/", NULL, "example", &ks_shape_example },
};

/* ---- taking in ------------------------------------------------------------- */

void ks_merge_add_one(struct ks_merge *merge, enum ks_kind kind, const struct ks_node *node,
		      int level)
{
	struct ks_entries *entries = &merge->kinds[kind];
	const struct ks_node *id = ks_node_get(node, ks_kind_files[kind].id_key);
	struct ks_entry *entry =
		ks_grow(merge->reader->arena, &entries->items, &entries->n, sizeof(*entry));

	entry->node = node;
	entry->level = level;
	entry->order = entries->n;
	entry->loc = id ? id->loc : node->loc;
	if (id && id->kind == KS_SCALAR && ks_is_id(id->text))
		entry->id = id->text;
	else
		merge->reader->incomplete[kind] = true;
}

void ks_merge_add_builtin(struct ks_merge *merge, struct ks_source *source)
{
	struct ks_entries *entries = &merge->kinds[KS_A_SOURCE];
	struct ks_entry *entry =
		ks_grow(merge->reader->arena, &entries->items, &entries->n, sizeof(*entry));

	*entry = (struct ks_entry){ .id = source->id, .level = -1, .made = source };
}

static void add_items(struct ks_merge *merge, enum ks_kind kind, const struct ks_node *list,
		      int level)
{
	if (list->kind != KS_LIST) {
		merge->reader->incomplete[kind] = true;
		ks_wrong_value(merge->reader, list, KS_MSG_need_maps);
		return;
	}
	for (const struct ks_node *kid = list->kids; kid; kid = kid->next)
		ks_merge_add_one(merge, kind, kid, level);
}

void ks_merge_add_list(struct ks_merge *merge, enum ks_kind kind, const struct ks_node *root,
		       int level)
{
	const struct ks_key keys[] = { { .name = ks_kind_files[kind].list } };
	const struct ks_shape shape = { .keys = keys, .n = 1 };

	for (const struct ks_node *kid = root->kids; kid; kid = kid->next)
		if (ks_known_key(merge->reader, &shape, kid))
			add_items(merge, kind, kid, level);
		else
			merge->reader->incomplete[kind] = true;
}

/* ---- settling -------------------------------------------------------------- */

/* By id, the most local first, and then as read. Entries without an id come first. */
static int compare(const void *left, const void *right)
{
	const struct ks_entry *a = left, *b = right;
	int order = strcmp(a->id ? a->id : "", b->id ? b->id : "");

	if (!order)
		order = (a->level < b->level) - (a->level > b->level);
	return order ? order : (a->order > b->order) - (a->order < b->order);
}

static void report_duplicate(struct ks_merge *merge, const struct ks_entry *first,
			     const struct ks_entry *second)
{
	struct ks_arena *arena = merge->reader->arena;

	ks_wrong(merge->reader, second->loc, KS_MSG_duplicate_id,
		 KS_ARGS({ "id", second->id },
			 { "place", ks_fmt(arena, "%s:%d", first->loc.in->name, first->loc.line) }),
		 NULL);
}

static struct ks_text text_of(const struct ks_node *node)
{
	const struct ks_node *nl = ks_node_get(node, "nl"), *en = ks_node_get(node, "en");

	if (node && node->kind == KS_SCALAR)
		return (struct ks_text){ node->text, NULL };
	return (struct ks_text){ nl ? nl->text : NULL, en ? en->text : NULL };
}

static void add_withdrawn(struct ks_merge *merge, enum ks_kind kind, const struct ks_entry *entry,
			  bool inherited)
{
	struct ks_coalition *c = merge->reader->c;
	const struct ks_node *withdrawn = ks_node_get(entry->node, "withdrawn");
	struct ks_withdrawn *out =
		ks_grow(merge->reader->arena, &c->withdrawn, &c->n_withdrawn, sizeof(*out));

	out->kind = ks_kind_files[kind].word;
	out->id = entry->id;
	out->why = text_of(ks_node_get(withdrawn, "why"));
	out->inherited = inherited;
	out->loc = entry->loc;
}

static void *make(struct ks_merge *merge, enum ks_kind kind, struct ks_entry *entry)
{
	struct ks_entry_head *head;

	if (entry->made)
		return entry->made;
	head = ks_alloc(merge->reader->arena, ks_kind_files[kind].shape->size);
	*head = (struct ks_entry_head){ entry->id, entry->node };
	return head;
}

/* One id: the first entry counts, later ones of its level are double, lower ones replaced. */
static void settle_group(struct ks_merge *merge, enum ks_kind kind, struct ks_entry *group,
			 size_t n)
{
	bool inherited = false;

	for (size_t i = 1; i < n; i++) {
		group[i].replaced = group[i].level < group[0].level;
		group[i].ignored = group[i].replaced && group[0].level == KS_TOP_LEVEL;
		inherited |= group[i].replaced;
		if (!group[i].replaced)
			report_duplicate(merge, &group[0], &group[i]);
	}
	if (ks_node_get(group[0].node, "withdrawn"))
		add_withdrawn(merge, kind, &group[0], inherited);
	else
		group[0].made = make(merge, kind, &group[0]);
	for (size_t i = 1; i < n; i++)
		group[i].made = NULL;
}

static size_t group_size(const struct ks_entries *entries, size_t from)
{
	size_t to = from + 1;

	while (to < entries->n && ks_streq(entries->items[to].id, entries->items[from].id))
		to++;
	return to - from;
}

static size_t settle_kind(struct ks_merge *merge, enum ks_kind kind)
{
	struct ks_entries *entries = &merge->kinds[kind];
	size_t made = 0;

	if (entries->n)
		qsort(entries->items, entries->n, sizeof(*entries->items), compare);
	for (size_t i = 0, n; i < entries->n; i += n) {
		n = group_size(entries, i);
		if (!entries->items[i].id)
			continue;
		settle_group(merge, kind, &entries->items[i], n);
		made += entries->items[i].made != NULL;
	}
	return made;
}

#define PUT(kind, type, list)                                                             \
	static void put_##list(struct ks_merge *merge, size_t made)                       \
	{                                                                                 \
		const struct ks_entries *entries = &merge->kinds[kind];                   \
		struct ks_coalition *c = merge->reader->c;                                \
                                                                                          \
		c->list = KS_NEW_N(merge->reader->arena, made, const struct ks_##type *); \
		for (size_t i = 0; i < entries->n; i++)                                   \
			if (entries->items[i].made)                                       \
				c->list[c->n_##list++] = entries->items[i].made;          \
	}

PUT(KS_A_SOURCE, source, sources)
PUT(KS_A_FACTOR, factor, factors)
PUT(KS_AN_INSTRUMENT, instrument, instruments)
PUT(KS_A_ROLE, role, roles)
PUT(KS_AN_INTERVENTION, intervention, interventions)
PUT(KS_A_CARD, card, cards)
PUT(KS_AN_EXAMPLE, example, examples)

void ks_merge_settle(struct ks_merge *merge)
{
	static void (*const put[KS_KINDS])(struct ks_merge *, size_t) = {
		[KS_A_SOURCE] = put_sources,
		[KS_A_FACTOR] = put_factors,
		[KS_AN_INSTRUMENT] = put_instruments,
		[KS_A_ROLE] = put_roles,
		[KS_AN_INTERVENTION] = put_interventions,
		[KS_A_CARD] = put_cards,
		[KS_AN_EXAMPLE] = put_examples,
	};

	for (enum ks_kind kind = 0; kind < KS_KINDS; kind++)
		put[kind](merge, settle_kind(merge, kind));
}

/* ---- reading --------------------------------------------------------------- */

/*
 * An inherited example may name what this coalition replaced or took out: it
 * comes out differently then, and that is for its test to say.
 */
static bool counts_here(const struct ks_reader *r, enum ks_kind kind, const struct ks_entry *entry)
{
	return kind != KS_AN_EXAMPLE || entry->level >= (int)r->c->n_folders;
}

void ks_merge_read(struct ks_merge *merge, enum ks_kind kind)
{
	const struct ks_entries *entries = &merge->kinds[kind];
	const struct ks_shape *shape = ks_kind_files[kind].shape;
	struct ks_reader *r = merge->reader;

	for (size_t i = 0; i < entries->n; i++) {
		const struct ks_entry *entry = &entries->items[i];
		/* What does not count is read as well, for what is wrong in it. */
		void *base = entry->made ? entry->made : ks_alloc(r->arena, shape->size);

		if (!entry->node || entry->ignored)
			continue;
		r->card = kind == KS_A_CARD ? entry->id : NULL;
		r->resolve = !entry->replaced && counts_here(r, kind, entry);
		ks_read_map(r, shape, entry->node, base);
	}
	r->card = NULL;
	r->resolve = true;
}

void ks_merge_forget_nodes(struct ks_merge *merge)
{
	for (enum ks_kind kind = 0; kind < KS_KINDS; kind++)
		for (size_t i = 0; i < merge->kinds[kind].n; i++) {
			struct ks_entry_head *head = merge->kinds[kind].items[i].made;

			if (head)
				head->node = NULL;
		}
}
