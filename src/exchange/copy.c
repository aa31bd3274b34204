/* SPDX-License-Identifier: EUPL-1.2 */
/* A coalition's folders, copied to where they can be worked on. */
#include <string.h>
#include <unistd.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/cards/folder.h"
#include "ks/exchange/scaffold.h"

static bool is_there(const char *path)
{
	return access(path, F_OK) == 0;
}

/* The folders of a coalition come first, then what is in them. */
static size_t list(struct ks_arena *arena, const struct ks_files *texts, const char *folder,
		   struct ks_new_file **out)
{
	struct ks_new_file *files = KS_NEW_N(arena, texts->n + 2, struct ks_new_file);
	size_t n = 0, prefix = strlen(folder) + 1;

	files[n++].name = "cards";
	files[n++].name = "examples";
	for (size_t i = 0; i < texts->n; i++)
		files[n++] = (struct ks_new_file){ texts->items[i]->name + prefix,
						   texts->items[i]->text };
	*out = files;
	return n;
}

static enum ks_status copy_folder(struct ks_arena *arena, const char *folder, const char *from,
				  const char *to, struct ks_diag *diag)
{
	const struct ks_shelf shelf = { .arena = arena, .diag = diag, .parent = from,
					.examples = true };
	const char *path = ks_fmt(arena, "%s/%s", to, folder);
	struct ks_new_file *files;
	struct ks_files texts = { 0 };
	size_t n;

	if (is_there(path))
		return KS_OK;
	if (!ks_shelf_read(&shelf, folder, &texts) || diag->errors)
		return KS_STORE;
	n = list(arena, &texts, folder, &files);
	return ks_make_folder(arena, path, files, n, diag);
}

enum ks_status ks_copy_coalition(struct ks_arena *arena, const struct ks_coalition *c,
				 const char *from, const char *to, struct ks_diag *diag)
{
	enum ks_status status = is_there(to) ? KS_OK : ks_make_folder(arena, to, NULL, 0, diag);

	/* A file's name begins with its folder's; after the first of a folder the rest is there. */
	for (size_t i = 0; status == KS_OK && i < c->n_files; i++) {
		const char *name = c->files[i]->name, *slash = strchr(name, '/');

		if (slash)
			status = copy_folder(arena,
					     ks_strndup(arena, name, (size_t)(slash - name)),
					     from, to, diag);
	}
	return status;
}
