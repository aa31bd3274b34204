/* SPDX-License-Identifier: EUPL-1.2 */
/* The drawings of the report: key numbers, the way, the months, receivers, pairs. */
#include "report_charts.h"

#include <stdlib.h>
#include <string.h>

#include "chart.h"
#include "html.h"
#include "ks/base/arena.h"

static const char *word(const struct ks_out *out, enum ks_msg msg)
{
	return ks_msg_text(out->lang, msg);
}

static void put(struct ks_out *out, const char *open, const char *text, const char *close)
{
	ks_buf_add(&out->text, open);
	ks_html_text(&out->text, text ? text : "");
	ks_buf_add(&out->text, close);
}

static int small_cell(const struct ks_report_view *view)
{
	return view->coalition->policy[KS_SMALL_CELL].number;
}

static const struct ks_measure *find(const struct ks_report_view *view, const char *id)
{
	for (size_t i = 0; i < view->n; i++)
		if (strcmp(view->measures[i].id, id) == 0)
			return &view->measures[i];
	return NULL;
}

static void begin_section(struct ks_out *out, const char *id, enum ks_msg heading)
{
	ks_buf_addf(&out->text, "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">", id, id);
	ks_html_text(&out->text, word(out, heading));
	ks_buf_add(&out->text, "</h2>\n");
}

static void end_section(struct ks_out *out, enum ks_msg limits)
{
	put(out, "<p class=\"limits\">", word(out, limits), "</p>\n</section>\n");
}

/* What may not fit moves sideways, with the keys too. */
static void begin_wide(struct ks_out *out, enum ks_msg name)
{
	put(out, "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"", word(out, name),
	    "\">\n");
}

/* ---- key numbers ------------------------------------------------------------------- */

static void put_key(struct ks_out *out, const struct ks_measure *m)
{
	put(out, "<div><dt>", m->label, "</dt><dd><strong>");
	put(out, "", m->number.shown, "</strong>");
	if (m->of)
		put(out, "", ks_msg_make(out->arena, out->lang, KS_MSG_report_of,
					 KS_ARGS({ "n", m->of->number.shown })), "");
	if (m->rolling.shown)
		put(out, "<span class=\"twelve\">",
		    ks_fmt(out->arena, "%s: %s", word(out, KS_MSG_col_twelve), m->rolling.shown),
		    "</span>");
	ks_buf_add(&out->text, "</dd></div>\n");
}

void ks_report_html_key(struct ks_out *out, const struct ks_report_view *view)
{
	static const char *const ids[] = { "cases", "routes", "handovers", "handovers_warm",
					   "contact_in_term", "feedback_in_term" };

	ks_buf_add(&out->text, "<dl class=\"key\">\n");
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		const struct ks_measure *m = find(view, ids[i]);

		if (m)
			put_key(out, m);
	}
	ks_buf_add(&out->text, "</dl>\n");
}

/* ---- the way -------------------------------------------------------------------------- */

static void put_stages(struct ks_out *out, const struct ks_report_view *view, enum ks_msg heading,
		       enum ks_stage_id first, enum ks_stage_id end)
{
	int most = ks_stages_most(view->loop, first, end);

	put(out, "<table class=\"way\"><caption>", word(out, heading), "</caption><tbody>\n");
	for (int i = (int)first; i < (int)end; i++) {
		const struct ks_stage *stage = &view->loop->stages[i];
		bool is_part = i > (int)first && i != KS_STAGE_ROUTE;

		put(out, "<tr><th scope=\"row\">", stage->label, "</th>");
		put(out, "<td class=\"n\">", stage->number.shown, "</td><td class=\"bar\">");
		ks_chart_bar(out, stage->number, is_part ? view->loop->stages[i - 1].number.value :
							   most, most, small_cell(view));
		ks_buf_add(&out->text, "</td></tr>\n");
	}
	ks_buf_add(&out->text, "</tbody></table>\n");
}

void ks_report_html_way(struct ks_out *out, const struct ks_report_view *view)
{
	begin_section(out, "way", KS_MSG_report_way);
	put_stages(out, view, KS_MSG_report_way_families, (enum ks_stage_id)0,
		   KS_STAGE_FIRST_HANDOVER);
	put_stages(out, view, KS_MSG_report_way_handovers, KS_STAGE_FIRST_HANDOVER, KS_STAGES);
	end_section(out, KS_MSG_report_way_note);
}

/* ---- months ----------------------------------------------------------------------------- */

struct months {
	const char *names[KS_TREND], *initials[KS_TREND], *years[KS_TREND];
	int left;		/* months that have begun */
};

static const char *initial(struct ks_out *out, const char *name)
{
	return ks_strndup(out->arena, name, 1);
}

static void name_months(struct ks_out *out, const struct ks_report_view *view, struct months *months)
{
	int last = ks_month_number(view->to), counted = ks_month_number(view->counted_on);

	for (int i = 0; i < KS_TREND; i++) {
		int number = last - (KS_TREND - 1 - i);
		const char *name = word(out, (enum ks_msg)((int)KS_MSG_month_1 + number % 12));
		/* A year stands below its January, and below the first month when that is far. */
		bool begins = number % 12 == 0 || (i == 0 && number % 12 < 10);

		months->names[i] = ks_fmt(out->arena, "%s %d", name, number / 12);
		months->initials[i] = initial(out, name);
		months->years[i] = begins ? ks_fmt(out->arena, "%d", number / 12) : NULL;
		if (number <= counted)
			months->left = i + 1;
	}
}

/* The four that belong together, on one scale. */
#define N_TRENDS 4

static size_t find_trends(const struct ks_report_view *view, const struct ks_measure *trends[N_TRENDS],
			  int *most)
{
	static const char *const ids[N_TRENDS] = { "screenings", "routes", "handovers",
						   "handovers_warm" };
	size_t n = 0;

	*most = 0;
	for (size_t i = 0; i < N_TRENDS; i++) {
		const struct ks_measure *m = find(view, ids[i]);

		if (!m || !m->has_trend)
			continue;
		trends[n++] = m;
		for (int month = 0; month < KS_TREND; month++)
			*most = m->trend[month] > *most ? m->trend[month] : *most;
	}
	return n;
}

static const char *values_said(struct ks_out *out, const struct ks_measure *m,
			       const struct months *months)
{
	struct ks_buf buf;

	ks_buf_init(&buf, out->arena);
	for (int i = 0; i < months->left; i++)
		ks_buf_addf(&buf, "%s%s %d", i ? ", " : "", months->names[i], m->trend[i]);
	return buf.text;
}

static void put_panel(struct ks_out *out, const struct ks_report_view *view,
		      const struct ks_measure *m, const struct months *months, int most)
{
	int values[KS_TREND];
	struct ks_columns columns = { .title = m->label,
				      .description = values_said(out, m, months),
				      .id = ks_fmt(out->arena, "trend-%s", m->id),
				      .values = values,
				      .initials = months->initials,
				      .years = months->years,
				      .n = KS_TREND,
				      .scale = ks_scale_for(most),
				      .last_runs = view->running };

	for (int i = 0; i < KS_TREND; i++)
		values[i] = i < months->left ? m->trend[i] : -1;
	put(out, "<div class=\"panel\"><h3>", m->label, "</h3>\n");
	ks_chart_columns(out, &columns);
	ks_buf_add(&out->text, "</div>\n");
}

static void put_months(struct ks_out *out, const struct ks_measure *const *trends, size_t n,
		       const struct months *months)
{
	begin_wide(out, KS_MSG_report_by_month);
	put(out, "<table class=\"months\"><caption>", word(out, KS_MSG_report_by_month),
	    "</caption><thead><tr><th scope=\"col\">");
	put(out, "", word(out, KS_MSG_col_month), "</th>");
	for (size_t i = 0; i < n; i++)
		put(out, "<th scope=\"col\" class=\"n\">", trends[i]->label, "</th>");
	ks_buf_add(&out->text, "</tr></thead><tbody>\n");
	for (int month = 0; month < months->left; month++) {
		put(out, "<tr><th scope=\"row\">", months->names[month], "</th>");
		for (size_t i = 0; i < n; i++)
			ks_buf_addf(&out->text, "<td class=\"n\">%d</td>", trends[i]->trend[month]);
		ks_buf_add(&out->text, "</tr>\n");
	}
	ks_buf_add(&out->text, "</tbody></table></div>\n");
}

/* Work of each month: exact, so nothing is hidden in it. */
void ks_report_html_trend(struct ks_out *out, const struct ks_report_view *view)
{
	const struct ks_measure *trends[N_TRENDS];
	struct months months = { .left = 0 };
	int most = 0;
	size_t n = find_trends(view, trends, &most);

	if (!n || !most)
		return;
	name_months(out, view, &months);
	begin_section(out, "trend", KS_MSG_report_trend);
	ks_buf_add(&out->text, "<div class=\"panels\">\n");
	for (size_t i = 0; i < n; i++)
		put_panel(out, view, trends[i], &months, most);
	ks_buf_add(&out->text, "</div>\n");
	put_months(out, trends, n, &months);
	end_section(out, view->running ? KS_MSG_report_trend_runs : KS_MSG_report_trend_note);
}

/* ---- receivers ---------------------------------------------------------------------------- */

static int most_due(const struct ks_report_loop *loop)
{
	int most = 0;

	for (size_t i = 0; i < ks_partners_shown(loop); i++)
		for (int term = 0; term < KS_TERM_KINDS; term++)
			if (loop->partners[i].terms[term].due.value > most)
				most = loop->partners[i].terms[term].due.value;
	return most;
}

static void put_partner(struct ks_out *out, const struct ks_report_view *view,
			const struct ks_partner *partner, int most)
{
	put(out, "<tr><th scope=\"row\">", partner->label, "</th>");
	put(out, "<td class=\"n\">", partner->handovers.shown, "</td>");
	for (int term = 0; term < KS_TERM_KINDS; term++) {
		const struct ks_kept_term *kept = &partner->terms[term];

		put(out, "<td class=\"kept\">", ks_kept_text(out, kept), "");
		ks_chart_bar(out, kept->in_term, kept->due.value, most, small_cell(view));
		ks_buf_add(&out->text, "</td>");
	}
	ks_buf_add(&out->text, "</tr>\n");
}

static void put_partner_table(struct ks_out *out, const struct ks_report_view *view)
{
	int most = most_due(view->loop);

	put(out, "<table class=\"partners\"><caption>", word(out, KS_MSG_report_partners_caption),
	    "</caption><thead><tr><th scope=\"col\">");
	put(out, "", word(out, KS_MSG_col_receiver), "</th>");
	put(out, "<th scope=\"col\" class=\"n\">", word(out, KS_MSG_col_asked), "</th>");
	for (int term = 0; term < KS_TERM_KINDS; term++)
		put(out, "<th scope=\"col\">", word(out, ks_term_label((enum ks_term_kind)term)),
		    "</th>");
	ks_buf_add(&out->text, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < ks_partners_shown(view->loop); i++)
		put_partner(out, view, &view->loop->partners[i], most);
	ks_buf_add(&out->text, "</tbody></table>\n");
}

void ks_report_html_partners(struct ks_out *out, const struct ks_report_view *view)
{
	const struct ks_report_loop *loop = view->loop;

	begin_section(out, "partners", KS_MSG_report_partners);
	if (!loop->split || !loop->n_partners) {
		ks_html_line(&out->text, "p", word(out, loop->split ? KS_MSG_report_no_handovers :
								      KS_MSG_report_split_later));
		ks_buf_add(&out->text, "</section>\n");
		return;
	}
	if (ks_partners_shown(loop))
		put_partner_table(out, view);
	ks_html_line(&out->text, "p", ks_partners_hidden(out, loop));
	end_section(out, KS_MSG_report_partners_note);
}

/* ---- pairs ---------------------------------------------------------------------------------- */

/* A line or a column whose total is shown, to be put in order. */
struct place {
	size_t at;
	int total;
};

static int by_total(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->total != y->total)
		return y->total - x->total;
	return (x->at > y->at) - (x->at < y->at);
}

static struct place *places_of(struct ks_out *out, const struct ks_number *totals, size_t n,
			       size_t *shown)
{
	struct place *places = KS_NEW_N(out->arena, n + 1, struct place);

	*shown = 0;
	for (size_t i = 0; i < n; i++)
		if (totals[i].value > 0)
			places[(*shown)++] = (struct place){ i, totals[i].value };
	if (*shown)
		qsort(places, *shown, sizeof(*places), by_total);
	return places;
}

/* Five shades, and stripes for what is hidden. */
static const char *shade(struct ks_number number, int most)
{
	static const char *const shades[] = { "s1", "s2", "s3", "s4", "s5" };

	if (number.value < 0)
		return "n hidden";
	return number.value == 0 || !most ? "n none" : shades[(number.value - 1) * 5 / most];
}

struct matrix {
	const struct ks_pairs *pairs;
	struct place *rows, *columns;
	size_t n_rows, n_columns;
	int most;
};

static void put_matrix_head(struct ks_out *out, const struct matrix *m)
{
	put(out, "<thead><tr><th scope=\"col\">", word(out, KS_MSG_col_sender), "</th>");
	for (size_t i = 0; i < m->n_columns; i++)
		put(out, "<th scope=\"col\" class=\"turned\"><span>",
		    m->pairs->to[m->columns[i].at], "</span></th>");
	put(out, "<th scope=\"col\" class=\"turned\"><span>", word(out, KS_MSG_col_total),
	    "</span></th></tr></thead><tbody>\n");
}

static void put_matrix_row(struct ks_out *out, const struct matrix *m, size_t row)
{
	put(out, "<tr><th scope=\"row\">", m->pairs->from[row], "</th>");
	for (size_t i = 0; i < m->n_columns; i++) {
		struct ks_number number =
			m->pairs->cells[row * m->pairs->n_to + m->columns[i].at];

		ks_buf_addf(&out->text, "<td class=\"%s\">", shade(number, m->most));
		put(out, "", number.shown, "</td>");
	}
	put(out, "<td class=\"n total\">", m->pairs->from_totals[row].shown, "</td></tr>\n");
}

static void put_matrix_totals(struct ks_out *out, const struct matrix *m)
{
	put(out, "</tbody><tfoot><tr><th scope=\"row\">", word(out, KS_MSG_col_total), "</th>");
	for (size_t i = 0; i < m->n_columns; i++)
		put(out, "<td class=\"n total\">", m->pairs->to_totals[m->columns[i].at].shown,
		    "</td>");
	ks_buf_add(&out->text, "<td></td></tr></tfoot></table></div>\n");
}

static void put_matrix(struct ks_out *out, const struct matrix *m)
{
	begin_wide(out, KS_MSG_report_pairs);
	put(out, "<table class=\"pairs\"><caption>", word(out, KS_MSG_report_pairs_caption),
	    "</caption>");
	put_matrix_head(out, m);
	for (size_t i = 0; i < m->n_rows; i++)
		put_matrix_row(out, m, m->rows[i].at);
	put_matrix_totals(out, m);
}

void ks_report_html_pairs(struct ks_out *out, const struct ks_report_view *view)
{
	const struct ks_pairs *pairs = &view->loop->pairs;
	struct matrix m = { .pairs = pairs };

	m.rows = places_of(out, pairs->from_totals, pairs->n_from, &m.n_rows);
	m.columns = places_of(out, pairs->to_totals, pairs->n_to, &m.n_columns);
	if (!m.n_rows || !m.n_columns)
		return;
	for (size_t i = 0; i < pairs->n_from * pairs->n_to; i++)
		m.most = pairs->cells[i].value > m.most ? pairs->cells[i].value : m.most;
	begin_section(out, "pairs", KS_MSG_report_pairs);
	put_matrix(out, &m);
	end_section(out, KS_MSG_report_pairs_note);
}
