/* SPDX-License-Identifier: EUPL-1.2 */
/* The list of cases, and a change of one. */
#include "ks/output/cases.h"

#include "ks/base/arena.h"
#include "ks/output/label.h"

/* ---- list ---------------------------------------------------------------- */

static void json_week(struct ks_json *in, int days)
{
	char text[KS_DATE_TEXT];

	ks_format_week(days, text);
	ks_json_text(in, "week", *text ? text : NULL);
}

static void list_json(struct ks_out *out, const struct ks_case_row *rows, size_t n)
{
	struct ks_json *document = ks_json_document(out);
	struct ks_json *cases = ks_json_array(document, "cases");

	for (size_t i = 0; i < n; i++) {
		struct ks_json *object = ks_json_object(cases, NULL);
		int class_now = rows[i].class_now;

		ks_json_text(object, "case", rows[i].key);
		ks_json_text(object, "class", class_now < 0 ? NULL : ks_class_words[class_now]);
		ks_json_text(object, "phase", ks_phase_words[rows[i].phase]);
		json_week(object, rows[i].week);
		ks_json_text(object, "municipality", rows[i].municipality);
		ks_json_day(object, "screened", rows[i].screened);
		ks_json_int(object, "open_handovers", rows[i].open_handovers);
		ks_json_int(object, "overdue", rows[i].overdue);
	}
	ks_json_end(out, document);
}

static const char *text_or(const char *text, const char *other)
{
	return text ? text : other;
}

static const char *open_words(struct ks_out *out, const struct ks_case_row *row)
{
	const char *n = ks_fmt(out->arena, "%d", row->open_handovers);

	if (!row->overdue)
		return n;
	return ks_msg_make(out->arena, out->lang, KS_MSG_list_some_overdue,
			   KS_ARGS({ "n", n }, { "overdue", ks_fmt(out->arena, "%d", row->overdue) }));
}

/* The last column is left out where nobody has a reference. */
static bool has_refs(const struct ks_case_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].ref)
			return true;
	return false;
}

/* While an intake is not finished, or nothing was asked, that nothing was named says nothing. */
static const char *class_words(struct ks_out *out, const struct ks_case_row *row)
{
	if (row->class_now == KS_GEEN && row->incomplete)
		return ks_msg_text(out->lang, KS_MSG_list_class_unknown);
	if (row->class_now == KS_GEEN && row->nothing_asked)
		return ks_msg_text(out->lang, KS_MSG_list_nothing_asked);
	return row->class_now < 0 ? "" : ks_label_class(out, (enum ks_class)row->class_now);
}

static void put_row(struct ks_out *out, struct ks_table *table, const struct ks_case_row *row)
{
	char *week = KS_NEW_N(out->arena, KS_DATE_TEXT, char);
	char *screened = KS_NEW_N(out->arena, KS_DATE_TEXT, char);

	ks_format_week(row->week, week);
	ks_format_date(row->screened, screened);
	const char *const cells[] = {
		row->key,
		ks_label_phase(out, row->phase),
		week,
		class_words(out, row),
		row->incomplete ? ks_msg_text(out->lang, KS_MSG_list_incomplete) : screened,
		open_words(out, row),
		text_or(row->municipality, ""),
		text_or(row->ref, ""),
	};

	ks_table_row(table, cells);
}

static void put_no_cases(struct ks_out *out, bool ended_too)
{
	ks_out_msg(out, 0, KS_MSG_case_list_empty, NULL);
	if (!ended_too)
		ks_out_msg(out, 0, KS_MSG_case_list_ended_apart, NULL);
}

static void list_text(struct ks_out *out, const struct ks_case_row *rows, size_t n)
{
	static const enum ks_msg names[] = {
		KS_MSG_list_case, KS_MSG_list_phase, KS_MSG_list_week,
		KS_MSG_list_class, KS_MSG_list_screened, KS_MSG_list_open,
		KS_MSG_list_municipality, KS_MSG_list_ref,
	};
	const char *headings[sizeof(names) / sizeof(names[0])];
	struct ks_table *table;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		headings[i] = ks_msg_text(out->lang, names[i]);
	ks_out_msg(out, 0, KS_MSG_alone_line, NULL);
	table = ks_table_new(out, headings,
			     sizeof(names) / sizeof(names[0]) - !has_refs(rows, n));
	for (size_t i = 0; i < n; i++)
		put_row(out, table, &rows[i]);
	ks_table_end(table);
}

void ks_write_case_list(struct ks_out *out, const struct ks_case_row *rows, size_t n,
			bool ended_too)
{
	if (out->format == KS_AS_JSON)
		list_json(out, rows, n);
	else if (n)
		list_text(out, rows, n);
	else
		put_no_cases(out, ended_too);
}

/* ---- change -------------------------------------------------------------- */

static void change_json(struct ks_out *out, const struct ks_case_change *change)
{
	static const char *const kinds[] = { "set", "birth", "end", "close", "reopen", "erase" };
	struct ks_json *document = ks_json_document(out), *list;

	ks_json_text(document, "case", change->key);
	ks_json_text(document, "change", kinds[change->kind]);
	ks_json_day(document, "date", change->date);
	list = ks_json_array(document, "open_handovers");
	for (size_t i = 0; i < change->n_open; i++)
		ks_json_text(list, NULL, change->open[i].id);
	ks_json_end(out, document);
}

static enum ks_msg change_sentence(const struct ks_case_change *change)
{
	switch (change->kind) {
	case KS_CASE_SET:
		return change->changed ? KS_MSG_case_was_set : KS_MSG_case_was_same;
	case KS_CASE_BIRTH:
		return KS_MSG_case_was_born;
	case KS_CASE_CLOSE:
		return KS_MSG_case_was_closed;
	case KS_CASE_REOPEN:
		return KS_MSG_case_was_reopened;
	case KS_CASE_ERASE:
		return KS_MSG_case_is_erased;
	case KS_CASE_END:
		break;
	}
	return KS_MSG_case_was_ended;
}

static enum ks_msg open_heading(const struct ks_case_change *change)
{
	if (change->kind == KS_CASE_BIRTH)
		return KS_MSG_open_after_birth;
	if (change->kind == KS_CASE_SET)
		return KS_MSG_open_after_move;
	return change->kind == KS_CASE_CLOSE ? KS_MSG_open_after_close : KS_MSG_open_after_end;
}

static void put_open(struct ks_out *out, const struct ks_case_change *change)
{
	if (!change->n_open)
		return;
	ks_out_blank(out);
	ks_out_msg(out, 0, open_heading(change), NULL);
	ks_put_open_handovers(out, change->open, change->n_open,
			      change->kind == KS_CASE_SET ? "moved" : "other");
}

void ks_write_case_change(struct ks_out *out, const struct ks_case_change *change)
{
	if (out->format == KS_AS_JSON) {
		change_json(out, change);
	} else {
		ks_out_msg(out, 0, change_sentence(change),
			   KS_ARGS({ "case", change->key },
				   { "date", ks_day_words(out, change->date) }));
		put_open(out, change);
	}
}
