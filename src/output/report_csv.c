/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The report as CSV (RFC 4180), one number a line; or as Dutch Excel opens it:
 * semicolons and a byte order mark. What could be taken for a formula gets an
 * apostrophe in front there.
 */
#include <string.h>

#include "ks/base/arena.h"
#include "report_page.h"

static bool needs_quotes(const char *text)
{
	return strpbrk(text, ",;\"\r\n") != NULL;
}

/* What a spreadsheet takes for the beginning of a formula, wide forms of East Asia too. */
static bool is_formula(const char *text)
{
	static const char *const wide[] = { "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20" };

	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		if (strncmp(text, wide[i], strlen(wide[i])) == 0)
			return true;
	return *text && strchr("=+-@\t\r\n", *text) != NULL && text[1] != '\0';
}

static void put_cell(struct ks_out *out, const struct ks_report_view *view, const char *text)
{
	bool quoted = needs_quotes(text), guarded = view->csv_excel && is_formula(text);

	ks_buf_add(&out->text, quoted ? "\"" : "");
	ks_buf_add(&out->text, guarded ? "'" : "");
	for (const char *c = text; *c; c++) {
		if (*c == '"')
			ks_buf_addc(&out->text, '"');
		ks_buf_addc(&out->text, *c);
	}
	ks_buf_add(&out->text, quoted ? "\"" : "");
}

static void put_line(struct ks_out *out, const struct ks_report_view *view,
		     const char *const *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i)
			ks_buf_addc(&out->text, view->csv_excel ? ';' : ',');
		put_cell(out, view, cells[i] ? cells[i] : "");
	}
	ks_buf_add(&out->text, "\r\n");
}

/* The number for a machine; empty where it is hidden. */
static const char *value_text(struct ks_out *out, const struct ks_report_view *view,
			      struct ks_number number)
{
	if (number.value < 0)
		return "";
	return ks_fmt(out->arena, number.half ? "%d%c5" : "%d", number.value,
		      view->csv_excel ? ',' : '.');
}

/* Excel takes 2026-11 for a day, and shows another text; in words it stays a text. */
static const char *period_text(struct ks_out *out, const struct ks_report_view *view)
{
	bool is_month = strlen(view->period) == strlen("2026-11") && view->period[5] != 'Q' &&
			view->period[5] != 'q';

	return view->csv_excel && is_month ?
		       ks_msg_make(out->arena, out->lang, KS_MSG_report_month_text,
				   KS_ARGS({ "text", view->period })) :
		       view->period;
}

static void put_number(struct ks_out *out, const struct ks_report_view *view,
		       const struct ks_measure *m, const char *key, struct ks_number number)
{
	const char *const cells[] = { period_text(out, view),
				      m->id,
				      key,
				      number.shown,
				      value_text(out, view, number),
				      m->label,
				      m->definition,
				      ks_msg_text(out->lang, ks_group_limits(m->group)),
				      m->source,
				      m->of ? m->of->id : "",
				      ks_msg_text(out->lang, KS_MSG_report_no_population),
				      out->training ? "OEFENDATA" : "" };

	put_line(out, view, cells, sizeof(cells) / sizeof(cells[0]));
}

/* Stages and pairs, as if they were measures. */
static void put_loop(struct ks_out *out, const struct ks_report_view *view)
{
	const struct ks_report_loop *loop = view->loop;
	struct ks_measure m = { .source = "casebook", .group = KS_GROUP_FAMILIES };

	for (int i = 0; i < KS_STAGES; i++) {
		m.group = i < KS_STAGE_FIRST_HANDOVER ? KS_GROUP_FAMILIES : KS_GROUP_WORK;
		m.id = ks_fmt(out->arena, "funnel:%s", loop->stages[i].id);
		m.label = loop->stages[i].label;
		m.definition = loop->stages[i].definition;
		put_number(out, view, &m, "", loop->stages[i].number);
	}
	m.id = "pair";
	m.label = ks_msg_text(out->lang, KS_MSG_report_pairs);
	m.definition = ks_msg_text(out->lang, KS_MSG_report_pairs_caption);
	for (size_t i = 0; i < loop->pairs.n_from * loop->pairs.n_to; i++)
		if (loop->pairs.cells[i].value != 0)
			put_number(out, view, &m,
				   ks_fmt(out->arena, "%s > %s", loop->pairs.from[i / loop->pairs.n_to],
					  loop->pairs.to[i % loop->pairs.n_to]),
				   loop->pairs.cells[i]);
}

void ks_report_csv(struct ks_out *out, const struct ks_report_view *view)
{
	static const char *const heads[] = { "period", "measure", "key",  "shown",  "value", "label",
					     "definition", "limits", "source", "of", "note",
					     "training" };

	if (view->csv_excel)
		ks_buf_add(&out->text, "\xEF\xBB\xBF");
	put_line(out, view, heads, sizeof(heads) / sizeof(heads[0]));
	for (size_t i = 0; i < view->n; i++) {
		const struct ks_measure *m = &view->measures[i];

		put_number(out, view, m, "", m->number);
		for (size_t j = 0; j < m->n_parts; j++)
			put_number(out, view, m, m->parts[j].key, m->parts[j].number);
	}
	put_loop(out, view);
}
