/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ks restore: a casebook from a backup. The whole of it is read, authenticated
 * and looked over as a copy before anything that is there is touched; what is
 * there is kept.
 */
#include <string.h>
#include <sys/stat.h>

#include "ks/base/arena.h"
#include "ks/cmd/commands.h"
#include "ks/cmd/terminal.h"
#include "ks/output/backup.h"
#include "ks/store/audit.h"
#include "ks/store/copy.h"
#include "sealed.h"

struct restore_opts {
	const char *key_file;
	bool replace;
};

static const struct ks_opt opts[] = {
	{ "key-file", KS_OPT_NAME, offsetof(struct restore_opts, key_file), NULL, "FILE",
	  KS_MSG_opt_restore_key },
	{ "replace", KS_OPT_FLAG, offsetof(struct restore_opts, replace), NULL, NULL,
	  KS_MSG_opt_restore_replace },
	{ .name = NULL },
};

struct restoring {
	struct ks_ctx *ctx;
	const struct restore_opts *o;
	struct ks_store_options options;
	struct ks_sealed_file file;
	struct ks_copy *copy;
	struct ks_copy_facts facts;
	struct ks_store *old;		/* the book that is there; NULL: none, or unreadable */
	struct ks_restore_view view;
};

/* ---- reading it ---------------------------------------------------------- */

/* In the book that is put back, and in the one that is there. */
static enum ks_status check_role(struct restoring *r, const char *group)
{
	if (ks_role_may(r->ctx->actor.role, KS_DEED_COPY, group != NULL))
		return KS_OK;
	return ks_refuse_deed(r->ctx, KS_DEED_COPY);
}

/* Who works: as said, else as the book that is put back says. */
static enum ks_status settle_actor(struct restoring *r)
{
	struct ks_store *store = ks_copy_store(r->copy);
	struct ks_actor *actor = &r->ctx->actor;
	enum ks_status status = ks_actor_of_book(store, actor);

	if (status != KS_OK)
		return status;
	if (!actor->user || !actor->role)
		return ks_fail(r->ctx, KS_USAGE, KS_MSG_who_is_working, NULL);
	ks_store_set_actor(store, *actor);
	r->options.actor = *actor;
	return check_role(r, r->facts.group);
}

/* The label was made from the same copy: it must say the same. */
static enum ks_status compare_label(struct restoring *r)
{
	const struct ks_backup_label *label = &r->file.label;

	if (ks_streq(label->book, r->facts.book) && ks_streq(label->head, r->facts.head) &&
	    label->rows == r->facts.rows)
		return KS_OK;
	return ks_sealed_fail(r->ctx, KS_SEALED_DAMAGED, r->file.path);
}

static enum ks_status read_backup(struct restoring *r)
{
	int to;
	enum ks_status status =
		ks_sealed_open(r->ctx, r->ctx->args[0], r->o->key_file, "restore", &r->file);

	if (status == KS_OK)
		status = ks_copy_new(&r->options, &r->copy);
	if (status != KS_OK)
		return status;
	to = ks_copy_file(r->copy);
	status = ks_sealed_read(r->ctx, &r->file, &to);
	if (status == KS_OK)
		status = ks_copy_open(r->copy);
	if (status == KS_OK)
		status = ks_copy_examine(r->copy, &r->facts);
	if (status == KS_OK)
		status = compare_label(r);
	return status == KS_OK ? settle_actor(r) : status;
}

/* ---- what is there now --------------------------------------------------- */

/* Only a file that is no sound casebook may be put aside unread; one in use, or another's, may not. */
static bool is_hopeless(const struct ks_diag *diag)
{
	static const enum ks_msg reasons[] = { KS_MSG_store_not_a_casebook, KS_MSG_store_damaged,
					       KS_MSG_store_changed };

	for (size_t i = 0; diag->first && i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (diag->first->msg == reasons[i])
			return true;
	return false;
}

static enum ks_status open_old(struct restoring *r)
{
	struct ks_store_options options = r->options;
	struct ks_diag unheard;
	struct stat st;

	r->view.over = KS_OVER_NOTHING;
	if (lstat(options.path, &st) != 0 || (S_ISREG(st.st_mode) && st.st_size == 0))
		return KS_OK;
	ks_diag_init(&unheard, r->ctx->arena);
	options.diag = &unheard;
	if (ks_store_open(&options, &r->old) == KS_OK)
		return check_role(r, ks_store_group(r->old));
	if (is_hopeless(&unheard)) {
		r->view.over = KS_OVER_UNREADABLE;
		return KS_OK;
	}
	*r->ctx->diag = unheard;
	return KS_STORE;
}

static enum ks_status compare_old(struct restoring *r)
{
	struct ks_copy_difference d = { .same_book = false };
	enum ks_status status;

	if (!r->old)
		return KS_OK;
	status = ks_copy_compare(r->copy, r->old, &d);
	if (!d.same_book)
		r->view.over = KS_OVER_OTHER;
	else if (d.nothing_lost)
		r->view.over = KS_OVER_SAME;
	else
		r->view.over = d.rows ? KS_OVER_LATER : KS_OVER_APART;
	r->view.lost_rows = d.rows;
	r->view.lost_changes = d.changes;
	r->view.erased = d.erased_back;
	r->view.n_erased = d.n_erased_back;
	return status;
}

/* "casebook.db.before-2026-11-21T101112Z", with -2 and so on where there is one of that second. */
static const char *kept_name(const struct restoring *r)
{
	struct ks_buf name;
	const char *path;
	struct stat st;

	ks_buf_init(&name, r->ctx->arena);
	ks_buf_addf(&name, "%s.before-", r->options.path);
	for (const char *c = r->ctx->now; *c; c++)
		if (*c != ':')
			ks_buf_addc(&name, *c);
	path = name.text;
	for (int i = 2; i < 100 && lstat(path, &st) == 0; i++)
		path = ks_fmt(r->ctx->arena, "%s-%d", name.text, i);
	return path;
}

/* ---- is it meant? -------------------------------------------------------- */

/* The attempt stands in the book that stays. */
static enum ks_status refuse(struct restoring *r)
{
	if (r->old && ks_store_begin(r->old, KS_EXECUTE, "restore", __func__) == KS_OK) {
		ks_store_about(r->old, NULL, r->file.label.backup);
		ks_store_rollback(r->old, KS_REFUSED);
	}
	return ks_fail(r->ctx, KS_REFUSED, KS_MSG_restore_not_replaced,
		       KS_ARGS({ "path", r->options.path }));
}

static bool is_yes(const char *line)
{
	return ks_streq(line, "ja") || ks_streq(line, "yes");
}

static enum ks_status ask(struct restoring *r)
{
	struct ks_terminal *terminal = KS_NEW(r->ctx->arena, struct ks_terminal);
	bool yes = false;
	size_t len = 0;

	if (!ks_terminal_open(terminal))
		return refuse(r);
	ks_ask_restore(r->ctx->out, &r->view);
	if (ks_terminal_line(terminal, &len) == KS_LINE)
		yes = is_yes(terminal->line);
	ks_terminal_close(terminal);
	return yes ? KS_OK : refuse(r);
}

static enum ks_status confirm(struct restoring *r)
{
	if (r->view.over == KS_OVER_NOTHING)
		return KS_OK;
	r->view.kept = kept_name(r);
	if (r->o->replace)
		return KS_OK;
	return ks_terminal_is_there() ? ask(r) : refuse(r);
}

/* ---- doing it ------------------------------------------------------------ */

/* In the copy, before it is put in place: a book that came back always says so. */
static enum ks_status record(struct restoring *r)
{
	struct ks_store *store = ks_copy_store(r->copy);
	enum ks_status status = ks_store_begin(store, KS_EXECUTE, "restore", __func__);

	if (status != KS_OK)
		return status;
	ks_store_about(store, NULL, r->file.label.backup);
	return ks_store_commit(store);
}

static enum ks_status put(struct restoring *r)
{
	const char *path = r->options.path;
	enum ks_status status = KS_OK;

	if (r->old)
		return ks_copy_replace(r->copy, r->old, r->view.kept);
	if (r->view.kept)
		status = ks_copy_set_aside(&r->options, path, r->view.kept);
	return status == KS_OK ? ks_copy_settle(r->copy, &r->facts, path) : status;
}

/* Opened as any command would, and followed to the end. */
static enum ks_status verify(struct restoring *r)
{
	char *head = ks_alloc(r->ctx->arena, KS_SHA256_HEX);
	struct ks_store *store = NULL;
	long long broken = 0;
	enum ks_status status = ks_store_open(&r->options, &store);

	if (status != KS_OK)
		return status;
	status = ks_audit_verify(store, &broken, head);
	if (status == KS_OK && broken)
		status = ks_fail(r->ctx, KS_STORE, KS_MSG_store_audit_link,
				 KS_ARGS({ "path", r->options.path }));
	r->view.head = head;
	r->view.path = ks_strdup(r->ctx->arena, ks_store_path(store));
	ks_store_close(store);
	return status;
}

static enum ks_status restore(struct restoring *r)
{
	enum ks_status status = read_backup(r);

	if (status == KS_OK)
		status = open_old(r);
	if (status == KS_OK)
		status = compare_old(r);
	if (status == KS_OK)
		status = confirm(r);
	if (status == KS_OK)
		status = record(r);
	return status == KS_OK ? put(r) : status;
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts_ptr)
{
	struct restoring r = { .ctx = ctx, .o = opts_ptr, .file = { .fd = -1 } };
	enum ks_status status;

	if (!ctx->db_path)
		return ks_fail(ctx, KS_USAGE, KS_MSG_no_place_for_book, NULL);
	r.options = (struct ks_store_options){ .path = ctx->db_path,
					       .mode = KS_STORE_OPEN,
					       .actor = ctx->actor,
					       .today = ctx->today,
					       .now = ctx->now,
					       .arena = ctx->arena,
					       .diag = ctx->diag };
	r.view = (struct ks_restore_view){ .file = ctx->args[0], .path = ctx->db_path };
	status = restore(&r);
	ks_copy_end(r.copy);
	ks_store_close(r.old);
	ks_sealed_close(&r.file);
	if (status == KS_OK)
		status = verify(&r);
	if (status != KS_OK)
		return status;
	r.view.backup = r.file.label.backup;
	r.view.made = r.file.label.made;
	r.view.cases = r.facts.cases;
	r.view.handovers = r.facts.handovers;
	ks_write_restore(ctx->out, &r.view);
	return KS_OK;
}

const struct ks_cmd ks_cmd_restore = {
	.name = "restore",
	.summary = KS_MSG_summary_restore,
	.help = KS_MSG_help_restore,
	.usage = "FILE",
	.opts = opts,
	.opts_size = sizeof(struct restore_opts),
	.deed = KS_DEED_COPY,
	.min_args = 1,
	.max_args = 1,
	.run = run,
};
