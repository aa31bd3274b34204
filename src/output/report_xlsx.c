/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The report as a workbook: a sheet of numbers, one for each drawing of the
 * page of HTML, and one of what each number means and does not say.
 */
#include "ks/base/arena.h"
#include "report_page.h"
#include "xlsx.h"

#define WIDE 40
#define NARROW 14

struct book {
	struct ks_out *out;
	const struct ks_report_view *view;
	struct ks_xlsx *xlsx;
	const char *note;		/* on every sheet */
};

static const char *word(const struct book *b, enum ks_msg msg)
{
	return ks_msg_text(b->out->lang, msg);
}

static void begin(const struct book *b, enum ks_msg name, const struct ks_xlsx_column *columns,
		  size_t n)
{
	ks_xlsx_sheet(b->xlsx, word(b, name), b->note, columns, n);
}

/* ---- what it is ---------------------------------------------------------------------- */

static void put_cover(const struct book *b)
{
	const struct ks_xlsx_column columns[] = { { ks_report_title(b->out, b->view), 100 } };

	begin(b, KS_MSG_sheet_report, columns, 1);
	for (const char *const *said = ks_report_cautions(b->out, b->view); *said; said++) {
		ks_xlsx_text(b->xlsx, *said);
		ks_xlsx_row(b->xlsx);
	}
}

/* ---- numbers ---------------------------------------------------------------------------- */

static void put_measure(const struct book *b, const struct ks_measure *m, const char *part,
			struct ks_number number, struct ks_number rolling)
{
	ks_xlsx_text(b->xlsx, word(b, ks_group_heading(m->group)));
	ks_xlsx_text(b->xlsx, m->label);
	ks_xlsx_text(b->xlsx, part);
	ks_xlsx_number(b->xlsx, number);
	if (m->of)
		ks_xlsx_number(b->xlsx, m->of->number);
	else
		ks_xlsx_text(b->xlsx, NULL);
	ks_xlsx_number(b->xlsx, rolling);
	ks_xlsx_text(b->xlsx, m->id);
	ks_xlsx_row(b->xlsx);
}

static void put_numbers(const struct book *b)
{
	const struct ks_xlsx_column columns[] = {
		{ word(b, KS_MSG_col_group), 30 },	    { word(b, KS_MSG_col_what), WIDE },
		{ word(b, KS_MSG_col_part), 24 },	    { word(b, KS_MSG_col_number), NARROW },
		{ word(b, KS_MSG_col_of), NARROW }, { word(b, KS_MSG_col_twelve), NARROW },
		{ word(b, KS_MSG_col_measure), 30 },
	};
	const struct ks_number none = { -1, false, NULL };

	begin(b, KS_MSG_sheet_numbers, columns, sizeof(columns) / sizeof(columns[0]));
	for (size_t i = 0; i < b->view->n; i++) {
		const struct ks_measure *m = &b->view->measures[i];

		put_measure(b, m, NULL, m->number, m->rolling.shown ? m->rolling : none);
		for (size_t j = 0; j < m->n_parts; j++)
			put_measure(b, m, m->parts[j].label, m->parts[j].number, none);
	}
}

/* ---- the drawings ------------------------------------------------------------------------- */

static void put_way(const struct book *b)
{
	const struct ks_xlsx_column columns[] = { { word(b, KS_MSG_col_group), 20 },
						  { word(b, KS_MSG_col_what), WIDE },
						  { word(b, KS_MSG_col_number), NARROW },
						  { word(b, KS_MSG_report_meaning), 80 } };

	begin(b, KS_MSG_sheet_way, columns, 4);
	for (int i = 0; i < KS_STAGES; i++) {
		const struct ks_stage *stage = &b->view->loop->stages[i];

		ks_xlsx_text(b->xlsx, word(b, i < KS_STAGE_FIRST_HANDOVER ?
						      KS_MSG_report_way_families :
						      KS_MSG_report_way_handovers));
		ks_xlsx_text(b->xlsx, stage->label);
		ks_xlsx_number(b->xlsx, stage->number);
		ks_xlsx_text(b->xlsx, stage->definition);
		ks_xlsx_row(b->xlsx);
	}
}

static void put_partners(const struct book *b)
{
	const struct ks_report_loop *loop = b->view->loop;
	struct ks_xlsx_column columns[2 + 2 * KS_TERM_KINDS] = {
		{ word(b, KS_MSG_col_receiver), WIDE }, { word(b, KS_MSG_col_asked), NARROW }
	};

	for (int term = 0; term < KS_TERM_KINDS; term++) {
		const char *name = word(b, ks_term_label((enum ks_term_kind)term));

		columns[2 + 2 * term] = (struct ks_xlsx_column){
			ks_fmt(b->out->arena, "%s, %s", name, word(b, KS_MSG_col_in_term)), 18
		};
		columns[3 + 2 * term] = (struct ks_xlsx_column){
			ks_fmt(b->out->arena, "%s, %s", name, word(b, KS_MSG_col_due)), 18
		};
	}
	begin(b, KS_MSG_sheet_receivers, columns, sizeof(columns) / sizeof(columns[0]));
	for (size_t i = 0; i < loop->n_partners; i++) {
		ks_xlsx_text(b->xlsx, loop->partners[i].label);
		ks_xlsx_number(b->xlsx, loop->partners[i].handovers);
		for (int term = 0; term < KS_TERM_KINDS; term++) {
			ks_xlsx_number(b->xlsx, loop->partners[i].terms[term].in_term);
			ks_xlsx_number(b->xlsx, loop->partners[i].terms[term].due);
		}
		ks_xlsx_row(b->xlsx);
	}
}

/* A line for each pair: a sheet that can be sorted and turned. */
static void put_pairs(const struct book *b)
{
	const struct ks_pairs *pairs = &b->view->loop->pairs;
	const struct ks_xlsx_column columns[] = { { word(b, KS_MSG_col_sender), WIDE },
						  { word(b, KS_MSG_col_receiver), WIDE },
						  { word(b, KS_MSG_col_number), NARROW } };

	begin(b, KS_MSG_sheet_pairs, columns, 3);
	for (size_t i = 0; i < pairs->n_from * pairs->n_to; i++) {
		if (pairs->cells[i].value == 0)
			continue;
		ks_xlsx_text(b->xlsx, pairs->from[i / pairs->n_to]);
		ks_xlsx_text(b->xlsx, pairs->to[i % pairs->n_to]);
		ks_xlsx_number(b->xlsx, pairs->cells[i]);
		ks_xlsx_row(b->xlsx);
	}
}

/* ---- what it means --------------------------------------------------------------------------- */

static void put_meanings(const struct book *b)
{
	const struct ks_xlsx_column columns[] = { { word(b, KS_MSG_col_what), WIDE },
						  { word(b, KS_MSG_report_meaning), 70 },
						  { word(b, KS_MSG_col_limits), 50 },
						  { word(b, KS_MSG_col_source), 20 },
						  { word(b, KS_MSG_col_measure), 30 } };

	begin(b, KS_MSG_sheet_meaning, columns, 5);
	for (size_t i = 0; i < b->view->n; i++) {
		const struct ks_measure *m = &b->view->measures[i];

		ks_xlsx_text(b->xlsx, m->label);
		ks_xlsx_text(b->xlsx, m->definition);
		ks_xlsx_text(b->xlsx, word(b, ks_group_limits(m->group)));
		ks_xlsx_text(b->xlsx, m->source);
		ks_xlsx_text(b->xlsx, m->id);
		ks_xlsx_row(b->xlsx);
	}
}

void ks_report_xlsx(struct ks_out *out, const struct ks_report_view *view)
{
	struct book b = { .out = out, .view = view };

	b.note = ks_fmt(out->arena, "%s%s", out->training ? "OEFENDATA. " : "",
			word(&b, KS_MSG_report_no_population));
	b.xlsx = ks_xlsx_new(out, ks_report_title(out, view), view->counted_on);
	if (!b.xlsx) {
		out->broken = true;
		return;
	}
	put_cover(&b);
	put_numbers(&b);
	put_way(&b);
	if (view->loop->split && view->loop->n_partners) {
		put_partners(&b);
		put_pairs(&b);
	}
	put_meanings(&b);
	out->broken = !ks_xlsx_end(b.xlsx);
}
