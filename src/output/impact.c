/* SPDX-License-Identifier: EUPL-1.2 */
#include "ks/output/impact.h"

#include "ks/base/arena.h"

#define INDENT 2

/* ---- JSON ---------------------------------------------------------------- */

static void json_case(struct ks_json *list, const struct ks_impact_case *item)
{
	struct ks_json *object = ks_json_object(list, NULL), *ids;

	ks_json_text(object, "case", item->key);
	ks_json_shifts(object, &item->shifts);
	ids = ks_json_array(object, "orphaned_handovers");
	for (size_t i = 0; i < item->n_orphaned; i++)
		ks_json_text(ids, NULL, item->orphaned[i]);
}

static void json_totals(struct ks_json *in, const struct ks_impact_totals *totals)
{
	struct ks_json *object = ks_json_object(in, "totals"), *ids;

	ks_json_int(object, "cases", (long long)totals->cases);
	ks_json_int(object, "differing", (long long)totals->differing);
	ks_json_int(object, "class_changes", (long long)totals->class_changes);
	ks_json_int(object, "gained", (long long)totals->gained);
	ks_json_int(object, "lost", (long long)totals->lost);
	ks_json_int(object, "moved", (long long)totals->moved);
	ks_json_int(object, "orphaned_handovers", (long long)totals->orphaned);
	ids = ks_json_array(object, "forgotten_factors");
	for (size_t i = 0; i < totals->n_forgotten; i++)
		ks_json_text(ids, NULL, totals->forgotten[i]);
}

static void show_json(struct ks_out *out, const struct ks_impact_view *view)
{
	struct ks_json *document = ks_json_document(out), *cases;

	if (!view->totals_only) {
		cases = ks_json_array(document, "cases");
		for (size_t i = 0; i < view->n_cases; i++)
			json_case(cases, &view->cases[i]);
	}
	json_totals(document, &view->totals);
	ks_json_end(out, document);
}

/* ---- text ---------------------------------------------------------------- */

static void put_case(struct ks_out *out, const struct ks_impact_case *item)
{
	ks_out_wrapped(out, 0, "", item->key);
	ks_put_shifts(out, INDENT, &item->shifts);
	for (size_t i = 0; i < item->n_orphaned; i++)
		ks_out_msg(out, INDENT, KS_MSG_impact_orphan,
			   KS_ARGS({ "handover", item->orphaned[i] }));
}

static void put_cases(struct ks_out *out, const struct ks_impact_view *view)
{
	if (!view->n_cases)
		return;
	ks_out_heading(out, ks_msg_text(out->lang, KS_MSG_impact_cases));
	for (size_t i = 0; i < view->n_cases; i++)
		put_case(out, &view->cases[i]);
	ks_out_blank(out);
}

static void put_totals(struct ks_out *out, const struct ks_impact_totals *totals)
{
	const struct {
		enum ks_msg label;
		size_t n;
	} rows[] = {
		{ KS_MSG_impact_looked_at, totals->cases },
		{ KS_MSG_impact_differing, totals->differing },
		{ KS_MSG_impact_class, totals->class_changes },
		{ KS_MSG_impact_gained, totals->gained },
		{ KS_MSG_impact_lost, totals->lost },
		{ KS_MSG_impact_moved, totals->moved },
		{ KS_MSG_impact_orphaned, totals->orphaned },
	};
	const char *const headings[] = { ks_msg_text(out->lang, KS_MSG_impact_what),
					 ks_msg_text(out->lang, KS_MSG_impact_number) };
	struct ks_table *table;

	ks_out_heading(out, ks_msg_text(out->lang, KS_MSG_impact_totals));
	table = ks_table_new(out, headings, 2);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *const cells[] = { ks_msg_text(out->lang, rows[i].label),
					      ks_fmt(out->arena, "%zu", rows[i].n) };

		ks_table_row(table, cells);
	}
	ks_table_end(table);
}

static void show_text(struct ks_out *out, const struct ks_impact_view *view)
{
	if (!view->totals_only) {
		ks_out_msg(out, 0, KS_MSG_alone_first, NULL);
		ks_out_blank(out);
	}
	ks_out_heading(out, ks_msg_make(out->arena, out->lang, KS_MSG_impact_title,
					KS_ARGS({ "date", ks_day_words(out, view->day) })));
	ks_out_msg(out, 0, KS_MSG_impact_sides,
		   KS_ARGS({ "now", view->before->id }, { "now_version", view->before->version },
			   { "new", view->after->id }, { "new_version", view->after->version }));
	if (!view->totals.differing)
		ks_out_msg(out, 0, KS_MSG_impact_none, NULL);
	ks_out_blank(out);
	put_cases(out, view);
	put_totals(out, &view->totals);
}

void ks_write_impact(struct ks_out *out, const struct ks_impact_view *view)
{
	if (out->format == KS_AS_JSON)
		show_json(out, view);
	else
		show_text(out, view);
}
