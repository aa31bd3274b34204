/* SPDX-License-Identifier: EUPL-1.2 */
/* Backups and what was restored from one. */
#include "ks/output/backup.h"

#include "ks/base/arena.h"

static const char *number(struct ks_out *out, long long n)
{
	return ks_fmt(out->arena, "%lld", n);
}

/* ---- ks backup ----------------------------------------------------------- */

static void backup_json(struct ks_out *out, const struct ks_backup_view *view)
{
	struct ks_json *document = ks_json_document(out);

	ks_json_text(document, "backup", view->backup);
	ks_json_text(document, "file", view->file);
	ks_json_bool(document, "checked", view->checked);
	ks_json_text(document, "made", view->made);
	ks_json_text(document, "book", view->book);
	ks_json_text(document, "head", view->head);
	ks_json_int(document, "rows", view->rows);
	ks_json_text(document, "last", view->last);
	ks_json_int(document, "cases", view->cases);
	ks_json_int(document, "handovers", view->handovers);
	ks_json_end(out, document);
}

static void backup_text(struct ks_out *out, const struct ks_backup_view *view)
{
	const struct ks_arg args[] = {
		{ "file", view->file },
		{ "backup", view->backup },
		{ "made", view->made },
		{ "last", view->last },
		{ "rows", number(out, view->rows) },
		{ "cases", number(out, view->cases) },
		{ "handovers", number(out, view->handovers) },
		{ NULL, NULL },
	};

	ks_out_msg(out, 0, view->checked ? KS_MSG_backup_checked : KS_MSG_backup_made, args);
	ks_out_msg(out, 0, KS_MSG_backup_holds, args);
	ks_out_msg(out, 0, KS_MSG_backup_head, NULL);
	ks_out_wrapped(out, 2, "", view->head);
	if (!view->checked)
		ks_out_msg(out, 0, KS_MSG_backup_keep, args);
}

void ks_write_backup(struct ks_out *out, const struct ks_backup_view *view)
{
	if (out->format == KS_AS_JSON)
		backup_json(out, view);
	else
		backup_text(out, view);
}

/* ---- ks restore ---------------------------------------------------------- */

static const char *const over_words[] = { "nothing", "unreadable", "other", "apart", "later",
					  "same" };

static void restore_json(struct ks_out *out, const struct ks_restore_view *view)
{
	struct ks_json *document = ks_json_document(out), *list;

	ks_json_text(document, "backup", view->backup);
	ks_json_text(document, "file", view->file);
	ks_json_text(document, "casebook", view->path);
	ks_json_text(document, "made", view->made);
	ks_json_text(document, "head", view->head);
	ks_json_int(document, "cases", view->cases);
	ks_json_int(document, "handovers", view->handovers);
	ks_json_text(document, "over", over_words[view->over]);
	ks_json_text(document, "kept", view->kept);
	ks_json_int(document, "lost_rows", view->lost_rows);
	ks_json_int(document, "lost_changes", view->lost_changes);
	list = ks_json_array(document, "erased_cases_back");
	for (size_t i = 0; i < view->n_erased; i++)
		ks_json_text(list, NULL, view->erased[i]);
	ks_json_end(out, document);
}

static enum ks_msg over_sentence(const struct ks_restore_view *view)
{
	static const enum ks_msg said[] = {
		[KS_OVER_UNREADABLE] = KS_MSG_restore_over_unreadable,
		[KS_OVER_OTHER] = KS_MSG_restore_over_other,
		[KS_OVER_APART] = KS_MSG_restore_over_apart,
		[KS_OVER_LATER] = KS_MSG_restore_over_later,
		[KS_OVER_SAME] = KS_MSG_restore_over_same,
	};

	if (view->over == KS_OVER_LATER && view->lost_rows == 1)
		return view->lost_changes ? KS_MSG_restore_over_one_written :
					    KS_MSG_restore_over_one_read;
	return said[view->over];
}

static void put_over(struct ks_out *out, const struct ks_restore_view *view)
{
	if (view->over == KS_OVER_NOTHING)
		return;
	ks_out_msg(out, 0, over_sentence(view),
		   KS_ARGS({ "path", view->path }, { "made", view->made },
			   { "rows", number(out, view->lost_rows) },
			   { "changes", number(out, view->lost_changes) }));
}

static void put_erased(struct ks_out *out, const struct ks_restore_view *view)
{
	if (!view->n_erased)
		return;
	ks_out_msg(out, 0, KS_MSG_restore_erased_back, NULL);
	for (size_t i = 0; i < view->n_erased; i++)
		ks_out_wrapped(out, 2, "ks case erase ", view->erased[i]);
}

static void restore_text(struct ks_out *out, const struct ks_restore_view *view)
{
	ks_out_msg(out, 0, KS_MSG_restore_done,
		   KS_ARGS({ "path", view->path }, { "made", view->made },
			   { "cases", number(out, view->cases) },
			   { "handovers", number(out, view->handovers) }));
	put_over(out, view);
	if (view->kept) {
		ks_out_msg(out, 0, KS_MSG_restore_kept, NULL);
		ks_out_wrapped(out, 2, "", view->kept);
	}
	put_erased(out, view);
	ks_out_msg(out, 0, KS_MSG_restore_head, NULL);
	ks_out_wrapped(out, 2, "", view->head);
}

void ks_write_restore(struct ks_out *out, const struct ks_restore_view *view)
{
	if (out->format == KS_AS_JSON)
		restore_json(out, view);
	else
		restore_text(out, view);
}

/* ---- questions ----------------------------------------------------------- */

/* What is being built stays as it is: this goes another way. */
static void to_err(struct ks_out *out, struct ks_buf before)
{
	fwrite(out->text.text, 1, out->text.len, out->err);
	fflush(out->err);
	out->text = before;
}

void ks_out_ask(struct ks_out *out, enum ks_msg msg, const struct ks_arg *args)
{
	fputs(ks_msg_make(out->arena, out->lang, msg, args), out->err);
	fputs("\n> ", out->err);
	fflush(out->err);
}

void ks_ask_restore(struct ks_out *out, const struct ks_restore_view *view)
{
	struct ks_buf before = out->text;

	ks_buf_init(&out->text, out->arena);
	put_over(out, view);
	put_erased(out, view);
	ks_out_msg(out, 0, KS_MSG_restore_keeps, KS_ARGS({ "kept", view->kept }));
	to_err(out, before);
	ks_out_ask(out, KS_MSG_restore_ask, NULL);
}
