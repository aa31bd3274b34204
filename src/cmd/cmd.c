/* SPDX-License-Identifier: EUPL-1.2 */
/* What every command does at its end, and what several ask. */
#include "ks/cmd/cmd.h"

#include <sys/stat.h>

#include "ks/base/arena.h"
#include "ks/base/near.h"
#include "ks/exchange/files.h"
#include "ks/output/progress.h"

/* Roles that refer nobody and to whom nobody is referred, so no entry of roles.yaml. */
enum { COORDINATOR, STEWARD };
static const char *const own_roles[] = { [COORDINATOR] = "coordinator", [STEWARD] = "steward",
					 NULL };

enum ks_status ks_fail(struct ks_ctx *ctx, enum ks_status status, enum ks_msg msg,
		       const struct ks_arg *args)
{
	ks_error(ctx->diag, ks_nowhere(), msg, args, NULL);
	return status;
}

enum ks_status ks_finish(struct ks_ctx *ctx, enum ks_status status)
{
	enum ks_status committed;

	if (status != KS_OK && status != KS_FOUND) {
		ks_store_rollback(ctx->store, status);
		return status;
	}
	committed = ks_store_commit(ctx->store);
	if (committed == KS_OK && ks_store_recorded(ctx->store))
		ctx->recorded = ks_store_recorded(ctx->store);
	return committed == KS_OK ? status : committed;
}

static void say_how_far(void *context, size_t n)
{
	ks_progress_step(context, n);
}

void ks_watch_begin(struct ks_ctx *ctx, struct ks_progress *progress)
{
	ks_progress_begin(progress, ctx->out, (size_t)ks_store_seq(ctx->store) - 1);
	ks_store_watch(ctx->store, say_how_far, progress);
}

void ks_watch_end(struct ks_ctx *ctx, struct ks_progress *progress)
{
	ks_store_watch(ctx->store, NULL, NULL);
	ks_progress_end(progress);
}

enum ks_status ks_put_answer(struct ks_ctx *ctx, const char *path)
{
	const char *text = ks_strdup(ctx->arena, ctx->out->text.text);
	struct stat there, book;

	ks_buf_init(&ctx->out->text, ctx->arena);
	if (stat(path, &there) == 0 && stat(ks_store_path(ctx->store), &book) == 0 &&
	    there.st_dev == book.st_dev && there.st_ino == book.st_ino)
		return ks_fail(ctx, KS_STORE, KS_MSG_not_over_the_book, KS_ARGS({ "path", path }));
	return ks_put_file(ctx->arena, path, text, ctx->diag);
}

bool ks_may(const struct ks_ctx *ctx, enum ks_deed deed)
{
	return ks_role_may(ctx->actor.role, deed, ctx->store && ks_store_group(ctx->store));
}

enum ks_status ks_refuse_deed(struct ks_ctx *ctx, enum ks_deed deed)
{
	const char *what = ks_msg_text(ctx->out->lang, ks_deed_words(deed));

	if (ks_is_coordinator(ctx) && deed != KS_DEED_COPY)
		return ks_fail(ctx, KS_REFUSED, KS_MSG_coordinator_refused, NULL);
	if (!ctx->actor.role)
		return ks_fail(ctx, KS_REFUSED, KS_MSG_role_not_said, KS_ARGS({ "deed", what }));
	return ks_fail(ctx, KS_REFUSED, KS_MSG_role_refused,
		       KS_ARGS({ "role", ctx->actor.role }, { "deed", what }));
}

bool ks_is_coordinator(const struct ks_ctx *ctx)
{
	return ks_streq(ctx->actor.role, own_roles[COORDINATOR]);
}

void ks_role_names(struct ks_arena *arena, const struct ks_coalition *c, struct ks_list *out)
{
	size_t n_own = sizeof(own_roles) / sizeof(own_roles[0]) - 1;

	out->items = KS_NEW_N(arena, c->n_roles + n_own, const char *);
	for (size_t i = 0; i < c->n_roles; i++)
		out->items[i] = c->roles[i]->id;
	for (size_t i = 0; i < n_own; i++)
		out->items[c->n_roles + i] = own_roles[i];
	out->n = c->n_roles + n_own;
}

enum ks_status ks_check_role(struct ks_ctx *ctx, const struct ks_coalition *c, const char *role)
{
	struct ks_near near;

	if (ks_find_role(c, role) || ks_word_index(own_roles, role) >= 0)
		return KS_OK;
	ks_near_start(&near, role);
	for (size_t i = 0; i < c->n_roles; i++)
		ks_near_offer(&near, c->roles[i]->id);
	for (size_t i = 0; own_roles[i]; i++)
		ks_near_offer(&near, own_roles[i]);
	ks_error(ctx->diag, ks_nowhere(), KS_MSG_unknown_role, KS_ARGS({ "id", role }), near.best);
	return KS_INPUT;
}
