/* SPDX-License-Identifier: EUPL-1.2 */
#include "emit.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "emit_nodes.h"
#include "yaml_out.h"

/* One folder being written. */
struct folder {
	struct rng *rng;
	struct coalition *c;
	struct emitted *e;
	const char *root, *name;
	bool base;
	bool ok;
};

static void make_folder(struct folder *f, const char *below)
{
	char *path = f->e->made[f->e->n_folders++];

	snprintf(path, PATH_SIZE, "%s/%s%s", f->root, f->name, below);
	if (mkdir(path, 0700) != 0)
		f->ok = false;
}

/* Writes a tree to NAME below the folder and frees it. */
static void write_file(struct folder *f, const char *name, struct node *root)
{
	char *path = f->e->file[f->e->n_files++];

	snprintf(path, PATH_SIZE, "%s/%s/%s", f->root, f->name, name);
	FILE *to = fopen(path, "wb");
	if (to == NULL) {
		f->ok = false;
	} else {
		node_write(to, f->rng, root);
		if (ferror(to) != 0 || fclose(to) != 0)
			f->ok = false;
	}
	node_free(root);
}

static bool stands_here(const struct folder *f, bool in_base)
{
	return f->base == (in_base && f->c->two_folders);
}

/* A withdrawn entry stands in both: as it was in the base, as a line in the local folder. */
static struct node *withdrawal(const char *key, const char *id)
{
	struct node *entry = node_map(), *why = node_map();

	node_put(entry, key, node_scalar(id));
	node_put(why, "why", node_prose("Niet meer in gebruik."));
	node_put(entry, "withdrawn", why);
	return entry;
}

static void write_factors(struct folder *f)
{
	struct node *all = node_set(), *root = node_map();

	for (int i = 0; i < f->c->n_factors; i++) {
		const struct factor *factor = &f->c->factor[i];
		if (stands_here(f, factor->in_base))
			node_add(all, emit_factor(f->rng, f->c, factor));
		else if (factor->withdrawn)
			node_add(all, withdrawal("id", factor->id));
	}
	node_put(root, "factors", all);
	write_file(f, "factors.yaml", root);
}

static void write_instruments(struct folder *f)
{
	struct node *all = node_set(), *root = node_map();

	for (int i = 0; i < f->c->n_instruments; i++) {
		if (stands_here(f, f->c->instrument[i].in_base))
			node_add(all, emit_instrument(f->rng, f->c, &f->c->instrument[i]));
	}
	node_put(root, "instruments", all);
	write_file(f, "instruments.yaml", root);
}

static void write_roles(struct folder *f)
{
	struct node *all = node_set(), *root = node_map();

	for (int i = 0; i < f->c->n_roles; i++) {
		if (stands_here(f, f->c->role[i].in_base))
			node_add(all, emit_role(f->rng, f->c, &f->c->role[i]));
	}
	node_put(root, "roles", all);
	write_file(f, "roles.yaml", root);
}

static void write_interventions(struct folder *f)
{
	struct node *all = node_block(node_set()), *root = node_map();

	for (int i = 0; i < f->c->n_interventions; i++) {
		struct intervention *iv = &f->c->intervention[i];
		if (stands_here(f, iv->in_base))
			node_add(all, emit_intervention(f->rng, f->c, iv));
		else if (iv->withdrawn)
			node_add(all, withdrawal("id", iv->id));
	}
	node_put(root, "interventions", all);
	write_file(f, "interventions.yaml", root);
}

/* A card's file is free in its name: here it often sorts otherwise than the card does. */
static void write_card(struct folder *f, struct card *card)
{
	char name[NAME_SIZE + 24];

	if (!stands_here(f, card->in_base) && !card->withdrawn)
		return;
	snprintf(name, sizeof(name), "cards/%c%s.yaml",
		 (char)('a' + rng_between(f->rng, 0, 25)), card->id);
	if (!stands_here(f, card->in_base)) {
		write_file(f, name, withdrawal("card", card->id));
		return;
	}
	snprintf(card->file, sizeof(card->file), "%s/%s", f->name, name);
	write_file(f, name, emit_card(f->rng, f->c, card));
}

static void write_cards(struct folder *f)
{
	int order[MAX_CARDS];

	make_folder(f, "/cards");
	rng_shuffle(f->rng, order, f->c->n_cards);
	for (int i = 0; i < f->c->n_cards; i++)
		write_card(f, &f->c->card[order[i]]);
}

static bool write_folder(struct rng *rng, struct coalition *c, const char *root,
			 struct emitted *e, bool base)
{
	struct folder f = {rng, c, e, root, base ? c->base : c->local, base, true};

	make_folder(&f, "");
	write_file(&f, "coalition.yaml", emit_head(rng, c, base));
	write_file(&f, "sources.yaml", emit_sources(rng));
	write_factors(&f);
	if (c->n_instruments > 0)
		write_instruments(&f);
	write_roles(&f);
	write_interventions(&f);
	write_cards(&f);
	return f.ok;
}

bool emit_coalition(struct rng *rng, struct coalition *c, const char *root, struct emitted *e)
{
	e->n_files = e->n_folders = 0;
	snprintf(e->folder, sizeof(e->folder), "%s/%s", root, c->local);
	if (c->two_folders && !write_folder(rng, c, root, e, true))
		return false;
	return write_folder(rng, c, root, e, false);
}

void emit_remove(const struct emitted *e)
{
	for (int i = 0; i < e->n_files; i++)
		unlink(e->file[i]);
	for (int i = e->n_folders - 1; i >= 0; i--)
		rmdir(e->made[i]);
}
