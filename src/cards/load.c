/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Loading: the folders a coalition is made of, the entries in their files,
 * and then what these say, in an order in which every reference can be looked
 * up when it is met.
 */
#define _XOPEN_SOURCE 700 /* realpath() is not in plain POSIX */

#include "ks/cards/load.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ks/base/arena.h"
#include "ks/base/near.h"
#include "ks/base/str.h"
#include "ks/cards/finish.h"
#include "ks/cards/folder.h"
#include "ks/cards/merge.h"
#include "ks/cards/parse.h"
#include "ks/cards/yaml.h"

/* One folder: the coalition's own is layer 0, what it extends follows. */
struct layer {
	const char *name;
	struct ks_files files;
	const struct ks_node *root; /* of coalition.yaml; NULL when there is none that is good */
};

/* What is known of a file before it is read. */
struct about {
	enum ks_kind kind;
	int level;
};

struct loading {
	struct ks_arena *arena;
	struct ks_arena nodes;	/* of the files with entries */
	struct ks_diag *diag;
	struct ks_shelf shelf;
	const struct ks_load_options *options;	/* NULL: none */
	struct layer *layers;
	size_t n_layers;
	struct ks_parse *texts;	/* the files with entries */
	struct about *about;	/* and what each is */
	size_t n_texts, n_about;
	struct ks_coalition *c;
	struct ks_reader reader;
	struct ks_merge merge;
};

static struct ks_loc whole_file(struct loading *l, const char *name)
{
	return (struct ks_loc){ ks_unread(l->arena, name), 1, 1 };
}

/* ---- folders --------------------------------------------------------------- */

static struct ks_source_text *find_file(const struct ks_files *files, const char *name)
{
	for (size_t i = 0; i < files->n; i++)
		if (strcmp(files->items[i]->name, name) == 0)
			return files->items[i];
	return NULL;
}

static void read_root(struct loading *l, struct layer *layer)
{
	const char *name = ks_fmt(l->arena, "%s/coalition.yaml", layer->name);
	const struct ks_source_text *file = find_file(&layer->files, name);
	struct stat st;

	if (file)
		layer->root = ks_yaml_read(l->arena, file, l->diag);
	else if (!l->shelf.parent ||
		 lstat(ks_fmt(l->arena, "%s/%s", l->shelf.parent, name), &st) < 0)
		ks_error(l->diag, whole_file(l, name), KS_MSG_no_coalition_file,
			 KS_ARGS({ "folder", layer->name }), NULL);
}

/* Something to build on is missing: that ids are unknown then says nothing new. */
static void lose_base(struct loading *l)
{
	for (enum ks_kind kind = 0; kind < KS_KINDS; kind++)
		l->reader.incomplete[kind] = true;
}

static bool add_layer(struct loading *l, const char *name)
{
	struct layer *layer = ks_grow(l->arena, &l->layers, &l->n_layers, sizeof(*layer));

	layer->name = name;
	if (!ks_shelf_read(&l->shelf, name, &layer->files)) {
		l->n_layers--;
		return false;
	}
	read_root(l, layer);
	if (!layer->root)
		lose_base(l);
	return true;
}

/* The folder that the last layer extends; NULL when it extends none. */
static const struct ks_node *next_folder(struct loading *l)
{
	const struct ks_node *extends = ks_node_get(l->layers[l->n_layers - 1].root, "extends");

	if (!extends)
		return NULL;
	if (extends->kind == KS_SCALAR && ks_is_id(extends->text))
		return extends;
	/* The shape of coalition.yaml will report it. */
	lose_base(l);
	return NULL;
}

static bool is_circle(struct loading *l, const struct ks_node *extends)
{
	struct ks_buf chain;

	ks_buf_init(&chain, l->arena);
	for (size_t i = 0; i < l->n_layers; i++) {
		if (!chain.len && strcmp(l->layers[i].name, extends->text) != 0)
			continue;
		ks_buf_addf(&chain, "%s → ", l->layers[i].name);
	}
	if (!chain.len)
		return false;
	ks_buf_add(&chain, extends->text);
	ks_error(l->diag, extends->loc, KS_MSG_extends_circle, KS_ARGS({ "chain", chain.text }),
		 NULL);
	return true;
}

static void report_no_folder(struct loading *l, const struct ks_node *extends)
{
	struct ks_near near;

	lose_base(l);
	ks_near_start(&near, extends->text);
	ks_shelf_offer(&l->shelf, &near);
	ks_error(l->diag, extends->loc, KS_MSG_extends_unknown,
		 KS_ARGS({ "folder", extends->text }), near.best);
}

static bool read_folders(struct loading *l, const char *own)
{
	const struct ks_node *extends;

	if (!add_layer(l, own))
		return false;
	while ((extends = next_folder(l)) != NULL) {
		if (is_circle(l, extends))
			break;
		if (!add_layer(l, extends->text)) {
			report_no_folder(l, extends);
			break;
		}
	}
	return true;
}

/* ---- files ----------------------------------------------------------------- */

static void keep_file(struct loading *l, struct ks_source_text *file)
{
	struct ks_coalition *c = l->c;

	*(struct ks_source_text **)ks_grow(l->arena, &c->files, &c->n_files,
					   sizeof(struct ks_source_text *)) = file;
}

static enum ks_kind kind_of(const char *name)
{
	for (enum ks_kind kind = 0; kind < KS_KINDS; kind++) {
		const struct ks_kind_file *how = &ks_kind_files[kind];

		if (how->file ? strcmp(name, how->file) == 0
			      : strncmp(name, how->folder, strlen(how->folder)) == 0)
			return kind;
	}
	return KS_KINDS;
}

static void report_ignored(struct loading *l, const struct ks_source_text *file, const char *name)
{
	struct ks_near near;

	ks_near_start(&near, name);
	for (enum ks_kind kind = 0; kind < KS_KINDS; kind++)
		if (ks_kind_files[kind].file)
			ks_near_offer(&near, ks_kind_files[kind].file);
	ks_diag_add(l->diag, KS_FINDING, (struct ks_loc){ file, 1, 1 }, KS_MSG_file_not_read, NULL,
		    near.best);
}

static bool is_left_out(const struct ks_load_options *options, const char *name)
{
	for (size_t i = 0; options && i < options->n_left_out; i++)
		if (strcmp(options->left_out[i], name) == 0)
			return true;
	return false;
}

/* A file whose entries are to be read. */
static void add_text(struct loading *l, const struct ks_source_text *file, enum ks_kind kind,
		     int level)
{
	struct ks_parse *text = ks_grow(l->arena, &l->texts, &l->n_texts, sizeof(*text));
	struct about *about = ks_grow(l->arena, &l->about, &l->n_about, sizeof(*about));

	text->in = file;
	*about = (struct about){ kind, level };
}

static void choose_file(struct loading *l, const struct layer *layer, struct ks_source_text *file,
			int level)
{
	const char *name = file->name + strlen(layer->name) + 1;
	enum ks_kind kind = kind_of(name);
	bool is_root = strcmp(name, "coalition.yaml") == 0;

	if (is_left_out(l->options, file->name))
		return;
	if (kind == KS_KINDS && !is_root) {
		report_ignored(l, file, name);
		return;
	}
	if (kind != KS_AN_EXAMPLE)
		keep_file(l, file);
	else if (!l->shelf.examples)
		return;
	if (!is_root)
		add_text(l, file, kind, level);
}

static void name_folders(struct loading *l)
{
	l->c->folders = KS_NEW_N(l->arena, l->n_layers, const char *);
	l->c->n_folders = l->n_layers;
	for (size_t i = 0; i < l->n_layers; i++)
		l->c->folders[i] = l->layers[i].name;
}

static void choose_files(struct loading *l)
{
	name_folders(l);
	for (size_t i = 0; i < l->n_layers; i++)
		for (size_t j = 0; j < l->layers[i].files.n; j++)
			choose_file(l, &l->layers[i], l->layers[i].files.items[j],
				    (int)(l->n_layers - i));
}

static enum ks_status choose_card_files(struct loading *l, const struct ks_load_options *options)
{
	enum ks_status status = KS_OK;

	for (size_t i = 0; i < options->n_card_files; i++) {
		const char *path = options->card_files[i];
		struct ks_source_text *file;
		enum ks_status read = ks_read_file(l->arena, path, path, l->diag, &file);

		if (read == KS_OK) {
			keep_file(l, file);
			add_text(l, file, KS_A_CARD, KS_TOP_LEVEL);
		} else if (read > status) {
			status = read;
		}
	}
	return status;
}

static void take_entries(struct loading *l, const struct ks_node *root, struct about about)
{
	if (!root)
		l->reader.incomplete[about.kind] = true;
	else if (ks_kind_files[about.kind].file)
		ks_merge_add_list(&l->merge, about.kind, root, about.level);
	else
		ks_merge_add_one(&l->merge, about.kind, root, about.level);
}

static void take_files(struct loading *l)
{
	ks_parse_all(l->arena, &l->nodes, l->texts, l->n_texts, l->diag);
	for (size_t i = 0; i < l->n_texts; i++)
		take_entries(l, l->texts[i].root, l->about[i]);
}

static int compare_files(const void *a, const void *b)
{
	const struct ks_source_text *const *x = a, *const *y = b;

	return strcmp((*x)->name, (*y)->name);
}

/* ---- what the files say ---------------------------------------------------- */

static struct ks_source *make_proposal(struct ks_arena *arena)
{
	struct ks_source *source = KS_NEW(arena, struct ks_source);

	source->id = "proposal";
	source->title = ks_msg_text(KS_NL, KS_MSG_proposal_title);
	source->status = KS_PROPOSAL;
	return source;
}

static void inherit_policy(struct ks_coalition *c, const struct ks_coalition *layer)
{
	for (size_t i = 0; i < KS_POLICY_KEYS; i++)
		if (layer->policy[i].loc.in)
			c->policy[i] = layer->policy[i];
}

static void take_own(struct ks_coalition *c, const struct ks_coalition *own)
{
	c->id = own->id;
	c->version = own->version;
	c->title = own->title;
	c->municipalities = own->municipalities;
	c->n_municipalities = own->n_municipalities;
}

/* From the base to the coalition's own folder, so that the most local policy stays. */
static void read_coalition_files(struct loading *l)
{
	for (size_t i = l->n_layers; i-- > 0;) {
		struct ks_coalition *layer = KS_NEW(l->arena, struct ks_coalition);

		if (!l->layers[i].root)
			continue;
		ks_read_map(&l->reader, &ks_shape_coalition, l->layers[i].root, layer);
		inherit_policy(l->c, layer);
		if (i == 0)
			take_own(l->c, layer);
	}
}

static void read_entries(struct loading *l)
{
	struct ks_source *proposal = make_proposal(l->arena);

	ks_merge_add_builtin(&l->merge, proposal);
	ks_merge_settle(&l->merge);
	ks_default_policy(l->c, proposal);
	read_coalition_files(l);
	for (enum ks_kind kind = 0; kind < KS_AN_EXAMPLE; kind++)
		ks_merge_read(&l->merge, kind);
	ks_finish_entries(&l->merge);
	ks_read_later(&l->reader);
	ks_finish_cards(&l->merge);
	ks_merge_read(&l->merge, KS_AN_EXAMPLE);
	ks_finish_examples(&l->merge);
}

/* ---- the whole ------------------------------------------------------------- */

static struct loading *begin(struct ks_arena *arena, struct ks_diag *diag)
{
	struct loading *l = KS_NEW(arena, struct loading);

	ks_arena_init_brief(&l->nodes);
	l->arena = l->shelf.arena = l->reader.arena = arena;
	l->diag = l->shelf.diag = l->reader.diag = diag;
	l->c = l->reader.c = KS_NEW(arena, struct ks_coalition);
	l->reader.resolve = true;
	l->merge.reader = &l->reader;
	return l;
}

/* The nodes are a third of what a load takes, and few look at them once they are read. */
static void leave_nodes(struct loading *l)
{
	if (!l->options || l->options->written || l->options->examples) {
		ks_arena_adopt(l->arena, &l->nodes);
		return;
	}
	ks_merge_forget_nodes(&l->merge);
	ks_arena_release(&l->nodes);
}

static enum ks_status finish(struct loading *l, enum ks_status status, int errors_before,
			     const struct ks_coalition **out)
{
	leave_nodes(l);
	if (l->c->n_files)
		qsort(l->c->files, l->c->n_files, sizeof(*l->c->files), compare_files);
	ks_diag_sort(l->diag);
	if (status == KS_OK && l->diag->errors > errors_before)
		status = KS_INPUT;
	*out = status == KS_OK ? l->c : NULL;
	return status;
}

static enum ks_status no_folder(struct loading *l, const char *dir)
{
	enum ks_msg msg = errno == ENOENT ? KS_MSG_folder_absent :
			  errno == EACCES ? KS_MSG_folder_no_access :
			  errno == ENOTDIR ? KS_MSG_folder_is_file :
					     KS_MSG_folder_unreadable;

	ks_error(l->diag, ks_nowhere(), msg,
		 KS_ARGS({ "folder", dir }, { "reason", strerror(errno) }), NULL);
	return KS_STORE;
}

/* Cards of the command line are read from there, and not again as part of the folder. */
static void skip_card_files(struct loading *l, const struct ks_load_options *options)
{
	struct ks_inode *skip = KS_NEW_N(l->arena, options->n_card_files, struct ks_inode);
	size_t n = 0;
	struct stat st;

	for (size_t i = 0; i < options->n_card_files; i++)
		if (stat(options->card_files[i], &st) == 0)
			skip[n++] = (struct ks_inode){ st.st_dev, st.st_ino };
	l->shelf.skip = skip;
	l->shelf.n_skip = n;
}

/* Splits dir into the folder's own name and the folder that holds it. */
static const char *take_dir(struct loading *l, const char *dir)
{
	char *real = realpath(dir, NULL);
	const char *own;
	char *slash;

	if (!real)
		return NULL;
	slash = strrchr(real, '/');
	own = ks_strdup(l->arena, slash + 1);
	l->shelf.parent = ks_strndup(l->arena, real, (size_t)(slash - real));
	free(real);
	return own;
}

enum ks_status ks_load(struct ks_arena *arena, const char *dir,
		       const struct ks_load_options *options, struct ks_diag *diag,
		       const struct ks_coalition **out)
{
	struct loading *l = begin(arena, diag);
	int errors = diag->errors;
	const char *own = take_dir(l, dir);
	enum ks_status status;

	*out = NULL;
	l->shelf.examples = options->examples;
	l->options = options;
	skip_card_files(l, options);
	if (!own || !read_folders(l, own))
		return no_folder(l, dir);
	choose_files(l);
	status = choose_card_files(l, options);
	take_files(l);
	read_entries(l);
	return finish(l, status, errors, out);
}

enum ks_status ks_load_texts(struct ks_arena *arena, struct ks_source_text *const *texts, size_t n,
			     const char *folder, struct ks_diag *diag,
			     const struct ks_coalition **out)
{
	struct loading *l = begin(arena, diag);
	int errors = diag->errors;

	*out = NULL;
	for (size_t i = 0; i < n; i++)
		*(struct ks_source_text **)ks_grow(arena, &l->shelf.texts.items, &l->shelf.texts.n,
						   sizeof(struct ks_source_text *)) = texts[i];
	if (!read_folders(l, folder)) {
		errno = ENOENT;
		return no_folder(l, folder);
	}
	choose_files(l);
	take_files(l);
	read_entries(l);
	return finish(l, KS_OK, errors, out);
}
