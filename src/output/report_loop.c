/* SPDX-License-Identifier: EUPL-1.2 */
/* Stages, partners and pairs as text, as Markdown and as JSON. */
#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "md.h"
#include "report_page.h"

#define BAR 24		/* blocks of the longest bar */

static const char *word(const struct ks_out *out, enum ks_msg msg)
{
	return ks_msg_text(out->lang, msg);
}

/* ---- what is shown of it ------------------------------------------------------------ */

enum ks_msg ks_term_label(enum ks_term_kind term)
{
	static const enum ks_msg labels[KS_TERM_KINDS] = {
		[KS_TERM_RESPONSE] = KS_MSG_term_response,
		[KS_TERM_CONTACT] = KS_MSG_term_contact,
		[KS_TERM_FEEDBACK] = KS_MSG_term_feedback,
	};

	return labels[term];
}

int ks_stages_most(const struct ks_report_loop *loop, enum ks_stage_id first, enum ks_stage_id end)
{
	int most = 0;

	for (int i = (int)first; i < (int)end; i++)
		if (loop->stages[i].number.value > most)
			most = loop->stages[i].number.value;
	return most;
}

size_t ks_partners_shown(const struct ks_report_loop *loop)
{
	size_t n = 0;

	while (n < loop->n_partners && loop->partners[n].handovers.value > 0)
		n++;
	return n;
}

const char *ks_partners_hidden(struct ks_out *out, const struct ks_report_loop *loop)
{
	struct ks_buf names;

	ks_buf_init(&names, out->arena);
	for (size_t i = ks_partners_shown(loop); i < loop->n_partners; i++)
		ks_buf_addf(&names, "%s%s", names.len ? "; " : "", loop->partners[i].label);
	if (!names.len)
		return NULL;
	return ks_msg_make(out->arena, out->lang, KS_MSG_report_partners_small,
			   KS_ARGS({ "names", names.text }));
}

const char *ks_kept_text(struct ks_out *out, const struct ks_kept_term *term)
{
	if (term->due.value == 0)
		return term->due.shown;
	return ks_fmt(out->arena, "%s %s", term->in_term.shown,
		      ks_msg_make(out->arena, out->lang, KS_MSG_report_of,
				  KS_ARGS({ "n", term->due.shown })));
}

static int by_number(const void *a, const void *b)
{
	const struct ks_pair *x = a, *y = b;

	if (x->number.value != y->number.value)
		return y->number.value - x->number.value;
	return strcmp(x->from, y->from) ? strcmp(x->from, y->from) : strcmp(x->to, y->to);
}

struct ks_pair *ks_pairs_shown(struct ks_out *out, const struct ks_pairs *pairs, size_t *n)
{
	size_t all = pairs->n_from * pairs->n_to;
	struct ks_pair *list = KS_NEW_N(out->arena, all + 1, struct ks_pair);

	*n = 0;
	for (size_t i = 0; i < all; i++)
		if (pairs->cells[i].value > 0)
			list[(*n)++] = (struct ks_pair){ pairs->from[i / pairs->n_to],
							 pairs->to[i % pairs->n_to],
							 pairs->cells[i] };
	if (*n)
		qsort(list, *n, sizeof(*list), by_number);
	return list;
}

/* ---- text ---------------------------------------------------------------------------- */

static const char *bar(struct ks_out *out, int value, int most)
{
	struct ks_buf buf;

	ks_buf_init(&buf, out->arena);
	for (int i = 0; most && value > 0 && i < (int)(((long long)value * BAR + most - 1) / most); i++)
		ks_buf_add(&buf, "█");
	return buf.text;
}

static void text_stages(struct ks_out *out, const struct ks_report_loop *loop, enum ks_msg heading,
			enum ks_stage_id first, enum ks_stage_id end)
{
	const char *const headings[] = { word(out, heading), word(out, KS_MSG_col_number), "" };
	struct ks_table *table = ks_table_new(out, headings, 3);
	int most = ks_stages_most(loop, first, end);

	for (int i = (int)first; i < (int)end; i++) {
		const struct ks_stage *stage = &loop->stages[i];
		const char *const cells[] = { stage->label, stage->number.shown,
					      bar(out, stage->number.value, most) };

		ks_table_row(table, cells);
	}
	ks_table_end(table);
}

static void text_partners(struct ks_out *out, const struct ks_report_loop *loop)
{
	const char *headings[2 + KS_TERM_KINDS] = { word(out, KS_MSG_col_receiver),
						    word(out, KS_MSG_col_handovers) };
	size_t shown = ks_partners_shown(loop);
	struct ks_table *table;

	for (int term = 0; term < KS_TERM_KINDS; term++)
		headings[2 + term] = word(out, ks_term_label((enum ks_term_kind)term));
	table = ks_table_new(out, headings, 2 + KS_TERM_KINDS);
	for (size_t i = 0; i < shown; i++) {
		const struct ks_partner *partner = &loop->partners[i];
		const char *cells[2 + KS_TERM_KINDS] = { partner->label, partner->handovers.shown };

		for (int term = 0; term < KS_TERM_KINDS; term++)
			cells[2 + term] = ks_kept_text(out, &partner->terms[term]);
		ks_table_row(table, cells);
	}
	if (shown)
		ks_table_end(table);
	if (ks_partners_hidden(out, loop))
		ks_out_wrapped(out, 0, "", ks_partners_hidden(out, loop));
	ks_out_msg(out, 0, KS_MSG_report_partners_note, NULL);
}

static void text_pairs(struct ks_out *out, const struct ks_pairs *pairs)
{
	const char *const headings[] = { word(out, KS_MSG_col_sender), word(out, KS_MSG_col_receiver),
					 word(out, KS_MSG_col_number) };
	size_t n = 0;
	const struct ks_pair *list = ks_pairs_shown(out, pairs, &n);
	struct ks_table *table;

	if (!pairs->n_from)
		return;
	ks_out_blank(out);
	ks_out_heading(out, word(out, KS_MSG_report_pairs));
	if (!n) {
		ks_out_msg(out, 0, KS_MSG_report_pairs_held, NULL);
		return;
	}
	table = ks_table_new(out, headings, 3);
	for (size_t i = 0; i < n; i++) {
		const char *const cells[] = { list[i].from, list[i].to, list[i].number.shown };

		ks_table_row(table, cells);
	}
	ks_table_end(table);
	ks_out_msg(out, 0, KS_MSG_report_pairs_list, NULL);
}

void ks_report_loop_text(struct ks_out *out, const struct ks_report_loop *loop)
{
	ks_out_blank(out);
	ks_out_heading(out, word(out, KS_MSG_report_way));
	text_stages(out, loop, KS_MSG_report_way_families, (enum ks_stage_id)0,
		    KS_STAGE_FIRST_HANDOVER);
	text_stages(out, loop, KS_MSG_report_way_handovers, KS_STAGE_FIRST_HANDOVER, KS_STAGES);
	ks_out_msg(out, 0, KS_MSG_report_way_note, NULL);
	if (!loop->split) {
		ks_out_msg(out, 0, KS_MSG_report_split_later, NULL);
		return;
	}
	if (!loop->n_partners)
		return;
	ks_out_blank(out);
	ks_out_heading(out, word(out, KS_MSG_report_partners));
	text_partners(out, loop);
	text_pairs(out, &loop->pairs);
}

/* ---- Markdown --------------------------------------------------------------------------- */

static void md_row(struct ks_out *out, const char *const *cells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		ks_buf_addf(&out->text, "| %s ", ks_md_text(out, cells[i]));
	ks_buf_add(&out->text, "|\n");
}

static void md_head(struct ks_out *out, const char *const *cells, size_t n, size_t n_texts)
{
	md_row(out, cells, n);
	for (size_t i = 0; i < n; i++)
		ks_buf_add(&out->text, i < n_texts ? "|---" : "|---:");
	ks_buf_add(&out->text, "|\n");
}

static void md_line(struct ks_out *out, const char *text)
{
	ks_buf_addf(&out->text, "\n%s\n", ks_md_text(out, text));
}

static void md_stages(struct ks_out *out, const struct ks_report_loop *loop, enum ks_msg heading,
		      enum ks_stage_id first, enum ks_stage_id end)
{
	const char *const headings[] = { word(out, heading), word(out, KS_MSG_report_meaning),
					 word(out, KS_MSG_col_number) };

	ks_buf_add(&out->text, "\n");
	md_head(out, headings, 3, 2);
	for (int i = (int)first; i < (int)end; i++) {
		const struct ks_stage *stage = &loop->stages[i];
		const char *const cells[] = { stage->label, stage->definition, stage->number.shown };

		md_row(out, cells, 3);
	}
}

static void md_partners(struct ks_out *out, const struct ks_report_loop *loop)
{
	const char *cells[2 + KS_TERM_KINDS] = { word(out, KS_MSG_col_receiver),
						 word(out, KS_MSG_col_handovers) };

	for (int term = 0; term < KS_TERM_KINDS; term++)
		cells[2 + term] = word(out, ks_term_label((enum ks_term_kind)term));
	ks_buf_addf(&out->text, "\n## %s\n\n", word(out, KS_MSG_report_partners));
	md_head(out, cells, 2 + KS_TERM_KINDS, 1);
	for (size_t i = 0; i < ks_partners_shown(loop); i++) {
		const struct ks_partner *partner = &loop->partners[i];

		cells[0] = partner->label;
		cells[1] = partner->handovers.shown;
		for (int term = 0; term < KS_TERM_KINDS; term++)
			cells[2 + term] = ks_kept_text(out, &partner->terms[term]);
		md_row(out, cells, 2 + KS_TERM_KINDS);
	}
	if (ks_partners_hidden(out, loop))
		md_line(out, ks_partners_hidden(out, loop));
	md_line(out, word(out, KS_MSG_report_partners_note));
}

static void md_pairs(struct ks_out *out, const struct ks_pairs *pairs)
{
	const char *const headings[] = { word(out, KS_MSG_col_sender), word(out, KS_MSG_col_receiver),
					 word(out, KS_MSG_col_number) };
	size_t n = 0;
	const struct ks_pair *list = ks_pairs_shown(out, pairs, &n);

	if (!pairs->n_from)
		return;
	ks_buf_addf(&out->text, "\n## %s\n", word(out, KS_MSG_report_pairs));
	if (!n) {
		md_line(out, word(out, KS_MSG_report_pairs_held));
		return;
	}
	ks_buf_add(&out->text, "\n");
	md_head(out, headings, 3, 2);
	for (size_t i = 0; i < n; i++) {
		const char *const cells[] = { list[i].from, list[i].to, list[i].number.shown };

		md_row(out, cells, 3);
	}
	md_line(out, word(out, KS_MSG_report_pairs_list));
}

void ks_report_loop_md(struct ks_out *out, const struct ks_report_loop *loop)
{
	ks_buf_addf(&out->text, "\n## %s\n", word(out, KS_MSG_report_way));
	md_stages(out, loop, KS_MSG_report_way_families, (enum ks_stage_id)0,
		  KS_STAGE_FIRST_HANDOVER);
	md_stages(out, loop, KS_MSG_report_way_handovers, KS_STAGE_FIRST_HANDOVER, KS_STAGES);
	md_line(out, word(out, KS_MSG_report_way_note));
	if (!loop->split)
		md_line(out, word(out, KS_MSG_report_split_later));
	if (!loop->n_partners)
		return;
	md_partners(out, loop);
	md_pairs(out, &loop->pairs);
}

/* ---- JSON -------------------------------------------------------------------------------- */

static void json_number(struct ks_json *json, struct ks_number number)
{
	ks_json_text(json, "shown", number.shown);
	if (number.value < 0)
		ks_json_null(json, "value");
	else
		ks_json_int(json, "value", number.value);
}

static void json_stages(struct ks_json *document, const struct ks_report_loop *loop)
{
	struct ks_json *list = ks_json_array(document, "funnel");

	for (int i = 0; i < KS_STAGES; i++) {
		const struct ks_stage *stage = &loop->stages[i];
		struct ks_json *one = ks_json_object(list, NULL);

		ks_json_text(one, "stage", stage->id);
		ks_json_text(one, "unit", i < KS_STAGE_FIRST_HANDOVER ? "cases" : "handovers");
		json_number(one, stage->number);
		ks_json_text(one, "definition", stage->definition);
	}
}

static void json_partners(struct ks_json *document, const struct ks_report_loop *loop)
{
	static const char *const keys[KS_TERM_KINDS] = { "response", "contact", "feedback" };
	struct ks_json *list = ks_json_array(document, "partners");

	for (size_t i = 0; i < loop->n_partners; i++) {
		const struct ks_partner *partner = &loop->partners[i];
		struct ks_json *one = ks_json_object(list, NULL);

		ks_json_text(one, "key", partner->key);
		json_number(ks_json_object(one, "handovers"), partner->handovers);
		for (int term = 0; term < KS_TERM_KINDS; term++) {
			struct ks_json *kept = ks_json_object(one, keys[term]);

			json_number(ks_json_object(kept, "in_term"), partner->terms[term].in_term);
			json_number(ks_json_object(kept, "due"), partner->terms[term].due);
		}
	}
}

static void json_pairs(struct ks_json *document, const struct ks_pairs *pairs)
{
	struct ks_json *list = ks_json_array(document, "pairs");

	for (size_t i = 0; i < pairs->n_from * pairs->n_to; i++) {
		struct ks_json *one;

		if (pairs->cells[i].value == 0)
			continue;
		one = ks_json_object(list, NULL);
		ks_json_text(one, "from", pairs->from[i / pairs->n_to]);
		ks_json_text(one, "to", pairs->to[i % pairs->n_to]);
		json_number(one, pairs->cells[i]);
	}
}

void ks_report_loop_json(struct ks_json *document, const struct ks_report_loop *loop)
{
	json_stages(document, loop);
	if (!loop->split)
		return;
	json_partners(document, loop);
	json_pairs(document, &loop->pairs);
}
