/* SPDX-License-Identifier: EUPL-1.2 */
/* The report as Markdown, with what each number means beside it. */
#include "ks/base/arena.h"
#include "html.h"
#include "report_page.h"

static void put_cell(struct ks_out *out, const char *text)
{
	for (const char *c = text ? text : ""; *c; c++) {
		if (*c == '|' || *c == '<' || *c == '*' || *c == '_')
			ks_buf_addc(&out->text, '\\');
		ks_buf_addc(&out->text, *c);
	}
	ks_buf_add(&out->text, " | ");
}

static void put_row(struct ks_out *out, const struct ks_report_view *view, const char *label,
		    const char *shown, const char *rolling, const char *definition)
{
	ks_buf_add(&out->text, "| ");
	put_cell(out, label);
	put_cell(out, shown);
	if (view->rolling)
		put_cell(out, rolling);
	put_cell(out, definition);
	out->text.text[--out->text.len] = '\0';
	ks_buf_addc(&out->text, '\n');
}

static void put_head(struct ks_out *out, const struct ks_report_view *view)
{
	put_row(out, view, ks_msg_text(out->lang, KS_MSG_col_what),
		ks_msg_text(out->lang, KS_MSG_col_number), ks_msg_text(out->lang, KS_MSG_col_twelve),
		ks_msg_text(out->lang, KS_MSG_report_meaning));
	ks_buf_add(&out->text, view->rolling ? "|---|---:|---:|---|\n" : "|---|---:|---|\n");
}

static void put_parts(struct ks_out *out, const struct ks_report_view *view,
		      const struct ks_measure *m)
{
	size_t n;
	const struct ks_part *parts = ks_report_parts(out, m, &n);

	for (size_t i = 0; i < n; i++)
		put_row(out, view, ks_fmt(out->arena, KS_PART_MARK "%s", parts[i].label),
			parts[i].number.shown, "", "");
}

static void put_group(struct ks_out *out, const struct ks_report_view *view,
		      enum ks_measure_group group)
{
	size_t n = 0, more = 0;
	const struct ks_measure **rows = ks_report_rows(out, view, group, &n, &more);

	ks_buf_addf(&out->text, "\n## %s\n\n", ks_msg_text(out->lang, ks_group_heading(group)));
	if (!n) {
		ks_buf_addf(&out->text, "%s\n",
			    ks_msg_text(out->lang, ks_report_why_empty(view, group)));
		return;
	}
	put_head(out, view);
	for (size_t i = 0; i < n; i++) {
		put_row(out, view, rows[i]->label, rows[i]->number.shown, rows[i]->rolling.shown,
			rows[i]->definition);
		put_parts(out, view, rows[i]);
	}
	ks_buf_addf(&out->text, "\n%s\n", ks_msg_text(out->lang, ks_group_limits(group)));
}

void ks_report_md(struct ks_out *out, const struct ks_report_view *view)
{
	ks_buf_addf(&out->text, "# %s\n\n", ks_report_title(out, view));
	for (const char *const *said = ks_report_cautions(out, view); *said; said++) {
		ks_html_text(&out->text, *said);
		ks_buf_add(&out->text, "\n\n");
	}
	ks_report_loop_md(out, view->loop);
	for (int group = 0; group < KS_GROUPS; group++)
		put_group(out, view, (enum ks_measure_group)group);
	ks_buf_addf(&out->text, "\n## %s\n", ks_msg_text(out->lang, KS_MSG_report_orientation));
	for (const char *const *said = ks_report_orientation(out); *said; said++)
		ks_buf_addf(&out->text, "\n%s\n", *said);
}
