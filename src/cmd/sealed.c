/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading a backup: see sealed.h. */
#include "sealed.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ks/base/arena.h"
#include "ks/exchange/files.h"

enum ks_status ks_sealed_fail(struct ks_ctx *ctx, enum ks_sealed sealed, const char *path)
{
	static const struct {
		enum ks_status status;
		enum ks_msg msg;
	} said[] = {
		[KS_SEALED_NOT_OURS] = { KS_INPUT, KS_MSG_backup_not_ours },
		[KS_SEALED_NEWER] = { KS_STORE, KS_MSG_backup_newer },
		[KS_SEALED_OTHER_KEY] = { KS_INPUT, KS_MSG_backup_other_key },
		[KS_SEALED_DAMAGED] = { KS_STORE, KS_MSG_backup_damaged },
		[KS_SEALED_CUT] = { KS_STORE, KS_MSG_backup_cut },
		[KS_SEALED_NO_MEMORY] = { KS_STORE, KS_MSG_backup_no_memory },
		[KS_SEALED_FAILED] = { KS_STORE, KS_MSG_backup_failed },
	};
	const char *reason = strerror(errno);

	if (sealed == KS_SEALED_FINE)
		return KS_OK;
	return ks_fail(ctx, said[sealed].status, said[sealed].msg,
		       KS_ARGS({ "file", path }, { "reason", reason }));
}

static enum ks_status open_file(struct ks_ctx *ctx, struct ks_sealed_file *file)
{
	struct stat st;

	file->fd = open(file->path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (file->fd < 0)
		return ks_fail(ctx, KS_STORE, KS_MSG_backup_unreadable,
			       KS_ARGS({ "file", file->path }, { "reason", strerror(errno) }));
	if (fstat(file->fd, &st) != 0 || !S_ISREG(st.st_mode))
		return ks_sealed_fail(ctx, KS_SEALED_NOT_OURS, file->path);
	return KS_OK;
}

/* A file that asks for the one is not tried with the other. */
static enum ks_status get_secret(struct ks_ctx *ctx, const struct ks_sealed_file *file,
				 const char *key_file, struct ks_secret *secret)
{
	unsigned char first[16];
	long n = pread(file->fd, first, sizeof(first), 0);
	int kind = n > 0 ? ks_seal_kind(first, (size_t)n) : 0;

	if (!kind)
		return ks_sealed_fail(ctx, KS_SEALED_NOT_OURS, file->path);
	if (key_file && kind == KS_SECRET_PASSPHRASE)
		return ks_fail(ctx, KS_INPUT, KS_MSG_backup_by_passphrase,
			       KS_ARGS({ "file", file->path }));
	if (!key_file && kind == KS_SECRET_FILE)
		return ks_fail(ctx, KS_USAGE, KS_MSG_backup_by_file, KS_ARGS({ "file", file->path }));
	return key_file ? ks_secret_read(ctx, key_file, secret) : ks_secret_ask(ctx, false, secret);
}

enum ks_status ks_sealed_read_label(struct ks_ctx *ctx, const struct ks_secret *secret,
				    struct ks_sealed_file *file)
{
	char text[KS_SEAL_LABEL + 1];
	enum ks_sealed sealed;

	file->seal = ks_seal_new(ctx->arena);
	sealed = ks_seal_open(file->seal, secret, ks_file_take, &file->fd, text);
	file->other_secret = sealed == KS_SEALED_OTHER_KEY;
	if (!sealed && !ks_backup_label_read(ctx->arena, text, &file->label))
		sealed = KS_SEALED_NEWER;
	return ks_sealed_fail(ctx, sealed, file->path);
}

enum ks_status ks_actor_of_book(struct ks_store *store, struct ks_actor *actor)
{
	enum ks_status status = KS_OK;

	if (!actor->user)
		status = ks_store_setting_get(store, "user", &actor->user);
	if (status == KS_OK && !actor->role)
		status = ks_store_setting_get(store, "role", &actor->role);
	if (status == KS_OK && !actor->organisation)
		status = ks_store_setting_get(store, "organisation", &actor->organisation);
	return status;
}

/* Where there is no casebook, or none that opens, nothing can be recorded. */
static void record_attempt(struct ks_ctx *ctx, const char *event)
{
	struct ks_diag unheard;
	struct ks_actor actor = ctx->actor;
	const struct ks_store_options options = { .path = ctx->db_path,
						  .mode = KS_STORE_OPEN,
						  .actor = actor,
						  .today = ctx->today,
						  .now = ctx->now,
						  .arena = ctx->arena,
						  .diag = &unheard };
	struct ks_store *store = NULL;

	ks_diag_init(&unheard, ctx->arena);
	if (!ctx->db_path || ks_store_open(&options, &store) != KS_OK)
		return;
	if (ks_actor_of_book(store, &actor) == KS_OK)
		ks_store_set_actor(store, actor);
	if (ks_store_begin(store, KS_EXECUTE, event, __func__) == KS_OK)
		ks_store_rollback(store, KS_REFUSED);
	ks_store_close(store);
}

enum ks_status ks_sealed_open(struct ks_ctx *ctx, const char *path, const char *key_file,
			      const char *event, struct ks_sealed_file *file)
{
	struct ks_secret secret = { .n = 0 };
	enum ks_status status;

	*file = (struct ks_sealed_file){ .path = path, .fd = -1 };
	status = open_file(ctx, file);
	if (status == KS_OK)
		status = get_secret(ctx, file, key_file, &secret);
	if (status == KS_OK)
		status = ks_sealed_read_label(ctx, &secret, file);
	ks_secret_forget(&secret);
	if (file->other_secret)
		record_attempt(ctx, event);
	return status;
}

enum ks_status ks_sealed_read(struct ks_ctx *ctx, struct ks_sealed_file *file, int *to)
{
	enum ks_sealed sealed = KS_SEALED_FINE;
	long long all = 0;
	bool last = false;

	while (!sealed && !last) {
		const unsigned char *bytes;
		size_t n;

		sealed = ks_seal_next(file->seal, &bytes, &n, &last);
		if (!sealed && to && !ks_file_give(to, bytes, n))
			sealed = KS_SEALED_FAILED;
		all += sealed ? 0 : (long long)n;
	}
	if (!sealed && all != file->label.bytes)
		sealed = KS_SEALED_DAMAGED;
	return ks_sealed_fail(ctx, sealed, file->path);
}

void ks_sealed_close(struct ks_sealed_file *file)
{
	ks_seal_forget(file->seal);
	file->seal = NULL;
	if (file->fd >= 0)
		close(file->fd);
	file->fd = -1;
}
