/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ks backup: the whole casebook in one sealed file, made while others go on
 * writing, and read back before it gets its name.
 */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "ks/base/arena.h"
#include "ks/base/hash.h"
#include "ks/cmd/commands.h"
#include "ks/exchange/files.h"
#include "ks/output/backup.h"
#include "ks/store/copy.h"
#include "sealed.h"

#define ID_LETTERS 6
#define DAY_CHARACTERS 10	/* of a moment */

struct backup_opts {
	const char *out, *key_file, *check;
};

#define OPT(field) offsetof(struct backup_opts, field)

static const struct ks_opt opts[] = {
	{ "out", KS_OPT_NAME, OPT(out), NULL, "FILE", KS_MSG_opt_backup_out },
	{ "key-file", KS_OPT_NAME, OPT(key_file), NULL, "FILE", KS_MSG_opt_backup_key },
	{ "check", KS_OPT_NAME, OPT(check), NULL, "FILE", KS_MSG_opt_backup_check },
	{ .name = NULL },
};

static void show(struct ks_ctx *ctx, const struct ks_sealed_file *file, bool checked)
{
	const struct ks_backup_label *label = &file->label;
	const struct ks_backup_view view = {
		.file = file->path,
		.checked = checked,
		.backup = label->backup,
		.book = label->book,
		.head = label->head,
		.made = label->made,
		.last = label->last,
		.rows = label->rows,
		.cases = label->cases,
		.handovers = label->handovers,
	};

	ks_write_backup(ctx->out, &view);
}

/* ---- checking one -------------------------------------------------------- */

static enum ks_status check(struct ks_ctx *ctx, const struct backup_opts *o)
{
	struct ks_sealed_file file;
	enum ks_status status = ks_sealed_open(ctx, o->check, o->key_file, "backup-check", &file);

	if (status == KS_OK)
		status = ks_sealed_read(ctx, &file, NULL);
	ks_sealed_close(&file);
	if (status == KS_OK)
		show(ctx, &file, true);
	return status;
}

/* ---- making one ---------------------------------------------------------- */

struct making {
	struct ks_ctx *ctx;
	struct ks_secret secret;
	struct ks_fresh_file file;
	struct ks_copy *copy;
	struct ks_copy_facts facts;
	const char *id;
};

/* In the book before it is copied, so that the backup too knows of itself. */
static enum ks_status record(struct making *m)
{
	struct ks_ctx *ctx = m->ctx;
	char letters[ID_LETTERS + 1];
	enum ks_status status = ks_store_begin(ctx->store, KS_EXECUTE, "backup", __func__);

	if (status != KS_OK)
		return status;
	ks_random_letters(letters, ID_LETTERS);
	m->id = ks_fmt(ctx->arena, "B-%s", letters);
	ks_store_about(ctx->store, NULL, m->id);
	return ks_finish(ctx, KS_OK);
}

static enum ks_status take_copy(struct making *m)
{
	struct ks_ctx *ctx = m->ctx;
	const struct ks_store_options options = {
		.path = ks_store_path(ctx->store),
		.mode = KS_STORE_OPEN,
		.actor = ctx->actor,
		.today = ctx->today,
		.now = ctx->now,
		.arena = ctx->arena,
		.diag = ctx->diag,
	};
	enum ks_status status = ks_copy_new(&options, &m->copy);

	if (status == KS_OK)
		status = ks_copy_take(m->copy, ctx->store);
	return status == KS_OK ? ks_copy_examine(m->copy, &m->facts) : status;
}

static enum ks_sealed seal_content(struct ks_seal *seal, int from)
{
	unsigned char piece[4096];
	enum ks_sealed sealed = KS_SEALED_FINE;
	long n;

	if (lseek(from, 0, SEEK_SET) != 0)
		return KS_SEALED_FAILED;
	while (!sealed && (n = ks_file_take(&from, piece, sizeof(piece))) != 0)
		sealed = n < 0 ? KS_SEALED_FAILED : ks_seal_add(seal, piece, (size_t)n);
	ks_secret_wipe(piece, sizeof(piece));
	return sealed ? sealed : ks_seal_end(seal);
}

static enum ks_status seal(struct making *m)
{
	struct ks_ctx *ctx = m->ctx;
	int from = ks_copy_file(m->copy);
	const struct ks_backup_label label = {
		.backup = m->id,
		.book = m->facts.book,
		.head = m->facts.head,
		.made = ctx->now,
		.last = m->facts.last,
		.rows = m->facts.rows,
		.cases = m->facts.cases,
		.handovers = m->facts.handovers,
		.bytes = (long long)lseek(from, 0, SEEK_END),
	};
	struct ks_seal *with = ks_seal_new(ctx->arena);
	enum ks_sealed sealed = ks_seal_start(with, &m->secret, NULL,
					      ks_backup_label_write(ctx->arena, &label),
					      ks_fresh_give, &m->file);

	if (!sealed)
		sealed = seal_content(with, from);
	ks_seal_forget(with);
	return ks_sealed_fail(ctx, sealed, m->file.path);
}

/* A backup that cannot be read back is none. */
static enum ks_status read_back(struct making *m, struct ks_sealed_file *file)
{
	enum ks_status status;

	*file = (struct ks_sealed_file){ .path = m->file.path, .fd = m->file.fd };
	if (lseek(file->fd, 0, SEEK_SET) != 0)
		return ks_sealed_fail(m->ctx, KS_SEALED_FAILED, file->path);
	status = ks_sealed_read_label(m->ctx, &m->secret, file);
	if (status == KS_OK)
		status = ks_sealed_read(m->ctx, file, NULL);
	ks_seal_forget(file->seal);
	return status;
}

static enum ks_status make(struct making *m)
{
	struct ks_sealed_file file = { .fd = -1 };
	enum ks_status status = record(m);

	if (status == KS_OK)
		status = take_copy(m);
	if (status == KS_OK)
		status = seal(m);
	ks_copy_end(m->copy);
	if (status == KS_OK)
		status = read_back(m, &file);
	if (status == KS_OK)
		status = ks_fresh_keep(m->ctx->arena, &m->file, m->ctx->diag);
	if (status == KS_OK)
		show(m->ctx, &file, false);
	return status;
}

/* "casebook-2026-11-21.ks" here, by the real day. */
static const char *usual_name(struct ks_ctx *ctx)
{
	return ks_fmt(ctx->arena, "casebook-%.*s.ks", DAY_CHARACTERS, ctx->now);
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts_ptr)
{
	const struct backup_opts *o = opts_ptr;
	struct making *m;
	enum ks_status status;

	if (o->check && o->out)
		return ks_fail(ctx, KS_USAGE, KS_MSG_backup_out_or_check, NULL);
	if (o->check)
		return check(ctx, o);
	m = KS_NEW(ctx->arena, struct making);
	m->ctx = ctx;
	status = ks_fresh_start(ctx->arena, o->out ? o->out : usual_name(ctx), &m->file, ctx->diag);
	if (status == KS_OK)
		status = o->key_file ? ks_secret_read(ctx, o->key_file, &m->secret) :
				       ks_secret_ask(ctx, true, &m->secret);
	if (status == KS_OK)
		status = make(m);
	ks_secret_forget(&m->secret);
	ks_fresh_drop(&m->file);
	return status;
}

/* A backup can be checked where there is no casebook. */
static unsigned needs_with(const void *opts_ptr)
{
	const struct backup_opts *o = opts_ptr;

	return o->check ? 0 : KS_NEED_STORE | KS_NEED_ACTOR;
}

const struct ks_cmd ks_cmd_backup = {
	.name = "backup",
	.summary = KS_MSG_summary_backup,
	.help = KS_MSG_help_backup,
	.usage = "",
	.opts = opts,
	.opts_size = sizeof(struct backup_opts),
	.deed = KS_DEED_COPY,
	.needs_with = needs_with,
	.run = run,
};
