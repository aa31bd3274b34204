/* SPDX-License-Identifier: EUPL-1.2 */
/* Answers from a table: see exchange/reported.h and docs/answers.md. */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/bsn.h"
#include "ks/base/str.h"
#include "ks/exchange/csv.h"
#include "reporting.h"

enum column { FACTOR, ANSWER, SUBJECT, DATE, COLUMNS };

static const char *const names[COLUMNS][2] = {
	[FACTOR] = { "factor", "signaal" },
	[ANSWER] = { "answer", "antwoord" },
	[SUBJECT] = { "subject", "over" },
	[DATE] = { "date", "datum" },
};

struct table {
	struct ks_reporting r;
	struct ks_csv csv;
	size_t places[COLUMNS]; /* 1, 2, ...; 0: not there */
};

/* Anything that could be a BSN, in a column that is taken or not. */
static bool has_bsn(struct table *t, const struct ks_csv_row *row)
{
	for (size_t i = 0; i < row->n; i++) {
		if (!ks_has_bsn(row->cells[i].text))
			continue;
		ks_error(
			t->r.with->diag, row->cells[i].loc, KS_MSG_has_bsn,
			KS_ARGS({ "where", ks_fmt(t->r.with->arena, "%d:%d", row->cells[i].loc.line,
						  row->cells[i].loc.col) }),
			NULL);
		t->r.errors++;
		return true;
	}
	return false;
}

/* ---- the first line ------------------------------------------------------ */

static int column_of(const char *text)
{
	for (int i = 0; i < COLUMNS; i++)
		if (ks_streq_any_case(names[i][0], text) || ks_streq_any_case(names[i][1], text))
			return i;
	return -1;
}

static void take_name(struct table *t, const struct ks_csv_cell *cell, size_t number)
{
	int column = column_of(cell->text);

	if (column < 0) {
		if (*cell->text)
			ks_reporting_not_taken(&t->r, cell->text);
		return;
	}
	if (t->places[column])
		ks_reporting_wrong(&t->r, cell->loc, KS_MSG_csv_twice, cell->text);
	t->places[column] = number;
}

static bool take_names(struct table *t, const struct ks_source_text *in)
{
	const struct ks_loc start = { in, 1, 1 };

	if (t->csv.n && has_bsn(t, &t->csv.rows[0]))
		return false;
	for (size_t i = 0; t->csv.n && i < t->csv.rows[0].n; i++)
		take_name(t, &t->csv.rows[0].cells[i], i + 1);
	if (!t->places[FACTOR] || !t->places[ANSWER])
		ks_reporting_wrong(&t->r, t->csv.n ? t->csv.rows[0].cells[0].loc : start,
				   KS_MSG_csv_columns, "");
	return !t->r.errors;
}

/* ---- a row --------------------------------------------------------------- */

/* A row may be shorter than the first one: what is not there is empty. */
static struct ks_told cell_of(const struct table *t, const struct ks_csv_row *row,
			      enum column column)
{
	size_t place = t->places[column];

	if (!place || place > row->n)
		return (struct ks_told){ "", row->cells[0].loc };
	return (struct ks_told){ row->cells[place - 1].text, row->cells[place - 1].loc };
}

static const char *subject_id(const char *word)
{
	static const char *const dutch[] = { "moeder", "partner", "kind", "gezin", "netwerk" };

	for (size_t i = 0; i < KS_SUBJECTS; i++)
		if (ks_streq_any_case(dutch[i], word))
			return ks_subject_words[i];
	return word;
}

/* "1-2-2026", as Dutch Excel shows a date, with both digits. */
static const char *padded(struct ks_arena *arena, const char *text)
{
	const char *month = strchr(text, '-'), *year = month ? strchr(month + 1, '-') : NULL;

	if (!year || month - text > 2 || year - month > 3 || strlen(year) != 5)
		return text;
	return ks_fmt(arena, "%s%.*s-%s%.*s%s", month - text == 1 ? "0" : "", (int)(month - text),
		      text, year - month == 2 ? "0" : "", (int)(year - month - 1), month + 1, year);
}

static void take_row(struct table *t, const struct ks_csv_row *row)
{
	struct ks_told what = cell_of(t, row, FACTOR), about = cell_of(t, row, SUBJECT);
	struct ks_told day = cell_of(t, row, DATE);

	if (has_bsn(t, row))
		return;
	if (*about.text)
		what.text = ks_fmt(t->r.with->arena, "%s@%s", what.text, subject_id(about.text));
	day.text = padded(t->r.with->arena, day.text);
	ks_reporting_add(&t->r, what, cell_of(t, row, ANSWER), day);
}

enum ks_status ks_table_read(const struct ks_reported_with *with, const struct ks_source_text *in,
			     struct ks_reported *out)
{
	struct table t = { .r = { .with = with, .out = out } };
	enum ks_status status = ks_csv_read(with->arena, in, with->diag, &t.csv);

	*out = (struct ks_reported){ .n = 0 };
	if (status)
		return status;
	if (!take_names(&t, in))
		return KS_INPUT;
	for (size_t i = 1; i < t.csv.n && t.r.errors < KS_REPORTING_MOST_ERRORS; i++)
		take_row(&t, &t.csv.rows[i]);
	return ks_reporting_end(&t.r);
}
