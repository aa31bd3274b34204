/* SPDX-License-Identifier: EUPL-1.2 */
/* The agreements and the family of then. */
#include "ks/cmd/past.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/cards/load.h"

/* The folder of a text: what comes before the first slash of its name. */
static const char *folder_of(struct ks_arena *arena, const struct ks_source_text *text)
{
	const char *slash = strchr(text->name, '/');

	return slash ? ks_strndup(arena, text->name, (size_t)(slash - text->name)) : text->name;
}

/*
 * Loads with one folder as the coalition's own. Only the right one brings
 * every text along; the folder it extends would leave the local ones out.
 */
static bool load_as(struct ks_ctx *ctx, const struct ks_kept_files *files, const char *folder,
		    const struct ks_kept_route *kept, struct ks_diag *diag,
		    struct ks_past_cards *out)
{
	const struct ks_coalition *c = NULL;

	if (ks_load_texts(ctx->arena, files->texts, files->n_texts, folder, diag, &c) != KS_OK ||
	    c->n_files != files->n_texts || !ks_streq(c->id, kept->coalition))
		return false;
	out->coalition = c;
	return true;
}

/* The id of a coalition is nearly always the name of its folder, so that goes first. */
static void load(struct ks_ctx *ctx, const struct ks_kept_files *files,
		 const struct ks_kept_route *kept, struct ks_diag *diag, struct ks_past_cards *out)
{
	const char *tried = kept->coalition;

	if (load_as(ctx, files, tried, kept, diag, out))
		return;
	for (size_t i = 0; i < files->n_texts; i++) {
		const char *folder = folder_of(ctx->arena, files->texts[i]);
		struct ks_diag unheard;

		if (ks_streq(folder, tried) || ks_streq(folder, kept->coalition))
			continue;
		tried = folder;
		ks_diag_init(&unheard, ctx->arena);
		if (load_as(ctx, files, folder, kept, &unheard, out))
			return;
	}
}

enum ks_status ks_past_cards_read(struct ks_ctx *ctx, const struct ks_kept_route *kept,
				  struct ks_diag *diag, struct ks_past_cards *out)
{
	struct ks_kept_files files = { .texts = NULL };
	enum ks_status status = ks_kept_files_read(ctx->store, kept->sha256, &files);

	*out = (struct ks_past_cards){ .altered = files.altered,
				       .n_altered = files.n_altered,
				       .whole = files.whole };
	if (status == KS_OK && files.whole && !files.n_altered)
		load(ctx, &files, kept, diag, out);
	return status;
}

enum ks_status ks_past_weigh(struct ks_ctx *ctx, const struct ks_coalition *c,
			     const struct ks_kept_route *kept, bool decide_only,
			     struct ks_weighed *out)
{
	enum ks_status status = ks_case_read_then(ctx->store, c, kept->case_key, kept->date,
						  kept->seq, &out->data);

	if (status == KS_OK)
		out->route = (decide_only ? ks_route_decide : ks_route_make)(
			ctx->arena, c, &out->data.family, kept->date);
	return status;
}
