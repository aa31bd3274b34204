/* SPDX-License-Identifier: EUPL-1.2 */
/* What the writers of a report share: which rows are shown, and what has to be said. */
#include "report_page.h"

#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"

#define MOST_NOT_ASKED 10	/* of a list as long as the vocabulary */

/* ---- groups ----------------------------------------------------------------- */

enum ks_msg ks_group_heading(enum ks_measure_group group)
{
	static const enum ks_msg headings[KS_GROUPS] = {
		[KS_GROUP_FAMILIES] = KS_MSG_report_families,
		[KS_GROUP_CLASSES] = KS_MSG_report_classes,
		[KS_GROUP_SIGNALS] = KS_MSG_report_signals,
		[KS_GROUP_SOURCES] = KS_MSG_report_sources,
		[KS_GROUP_GAPS] = KS_MSG_report_gaps,
		[KS_GROUP_WORK] = KS_MSG_report_work,
		[KS_GROUP_TERMS] = KS_MSG_report_terms,
		[KS_GROUP_STATUSES] = KS_MSG_report_statuses,
		[KS_GROUP_DECLINED] = KS_MSG_report_declined,
		[KS_GROUP_CARDS] = KS_MSG_report_cards,
		[KS_GROUP_NOT_ASKED] = KS_MSG_report_not_asked,
	};

	return headings[group];
}

enum ks_msg ks_group_limits(enum ks_measure_group group)
{
	static const enum ks_msg limits[KS_GROUPS] = {
		[KS_GROUP_FAMILIES] = KS_MSG_not_families,
		[KS_GROUP_CLASSES] = KS_MSG_not_signals,
		[KS_GROUP_SIGNALS] = KS_MSG_not_signals,
		[KS_GROUP_SOURCES] = KS_MSG_not_sources,
		[KS_GROUP_GAPS] = KS_MSG_not_gaps,
		[KS_GROUP_WORK] = KS_MSG_not_work,
		[KS_GROUP_TERMS] = KS_MSG_not_terms,
		[KS_GROUP_STATUSES] = KS_MSG_not_work,
		[KS_GROUP_DECLINED] = KS_MSG_not_declined,
		[KS_GROUP_CARDS] = KS_MSG_not_cards,
		[KS_GROUP_NOT_ASKED] = KS_MSG_not_not_asked,
	};

	return limits[group];
}

/* Long lists leave out what did not occur, and say so. */
bool ks_group_is_long(enum ks_measure_group group)
{
	switch (group) {
	case KS_GROUP_SIGNALS:
	case KS_GROUP_GAPS:
	case KS_GROUP_STATUSES:
	case KS_GROUP_DECLINED:
	case KS_GROUP_CARDS:
	case KS_GROUP_NOT_ASKED:
		return true;
	case KS_GROUP_FAMILIES:
	case KS_GROUP_CLASSES:
	case KS_GROUP_SOURCES:
	case KS_GROUP_WORK:
	case KS_GROUP_TERMS:
	case KS_GROUPS:
		break;
	}
	return false;
}

enum ks_msg ks_group_definition(enum ks_measure_group group)
{
	static const enum ks_msg each[KS_GROUPS] = {
		[KS_GROUP_FAMILIES] = KS_MSG_LAST,
		[KS_GROUP_CLASSES] = KS_MSG_each_class,
		[KS_GROUP_SIGNALS] = KS_MSG_each_signal,
		[KS_GROUP_SOURCES] = KS_MSG_each_source,
		[KS_GROUP_GAPS] = KS_MSG_each_gap,
		[KS_GROUP_WORK] = KS_MSG_LAST,
		[KS_GROUP_TERMS] = KS_MSG_LAST,
		[KS_GROUP_STATUSES] = KS_MSG_each_status,
		[KS_GROUP_DECLINED] = KS_MSG_each_declined,
		[KS_GROUP_CARDS] = KS_MSG_each_card,
		[KS_GROUP_NOT_ASKED] = KS_MSG_each_not_asked,
	};

	return each[group];
}

/* ---- rows ------------------------------------------------------------------- */

/* Parts of a number that was not split up are all held back: nothing to list. */
static bool is_withheld(const struct ks_measure *m)
{
	return m->group == KS_GROUP_GAPS && m->number.shown[0] == '-';
}

/* Numbers that may be laid beside each other. */
bool ks_group_has_bars(enum ks_measure_group group)
{
	return group == KS_GROUP_CLASSES || group == KS_GROUP_SIGNALS || group == KS_GROUP_STATUSES ||
	       group == KS_GROUP_CARDS || group == KS_GROUP_GAPS || group == KS_GROUP_SOURCES;
}

static bool is_left_out(const struct ks_measure *m)
{
	if (is_withheld(m) && (!m->rolling.shown || m->rolling.shown[0] == '-'))
		return true;
	return ks_group_is_long(m->group) && m->number.value == 0 &&
	       (!m->rolling.shown || m->rolling.value == 0);
}

/* Lists as long as the vocabulary are read by their numbers; what is hidden comes by name. */
static bool is_by_number(enum ks_measure_group group)
{
	return group == KS_GROUP_SIGNALS || group == KS_GROUP_GAPS || group == KS_GROUP_CARDS ||
	       group == KS_GROUP_NOT_ASKED;
}

static int by_number(const void *a, const void *b)
{
	const struct ks_measure *x = *(const struct ks_measure *const *)a;
	const struct ks_measure *y = *(const struct ks_measure *const *)b;

	if (x->number.value != y->number.value)
		return y->number.value - x->number.value;
	if (x->rolling.value != y->rolling.value)
		return y->rolling.value - x->rolling.value;
	return strcmp(x->label, y->label);
}

const struct ks_measure **ks_report_rows(struct ks_out *out, const struct ks_report_view *view,
					 enum ks_measure_group group, size_t *n, size_t *more)
{
	const struct ks_measure **rows = KS_NEW_N(out->arena, view->n + 1, const struct ks_measure *);

	*n = *more = 0;
	for (size_t i = 0; i < view->n; i++)
		if (view->measures[i].group == group && !is_left_out(&view->measures[i]))
			rows[(*n)++] = &view->measures[i];
	if (*n && is_by_number(group))
		qsort(rows, *n, sizeof(*rows), by_number);
	if (group == KS_GROUP_NOT_ASKED && *n > MOST_NOT_ASKED) {
		*more = *n - MOST_NOT_ASKED;
		*n = MOST_NOT_ASKED;
	}
	return rows;
}

static int part_by_number(const void *a, const void *b)
{
	const struct ks_part *x = a, *y = b;

	if (x->number.value != y->number.value)
		return y->number.value - x->number.value;
	return strcmp(x->label, y->label);
}

const struct ks_part *ks_report_parts(struct ks_out *out, const struct ks_measure *m, size_t *n)
{
	struct ks_part *parts = KS_NEW_N(out->arena, m->n_parts + 2, struct ks_part);
	bool is_withheld = m->n_parts > 1;

	*n = 0;
	for (size_t i = 0; i < m->n_parts; i++) {
		is_withheld = is_withheld && m->parts[i].number.shown[0] == '-';
		if (m->parts[i].number.value != 0)
			parts[(*n)++] = m->parts[i];
	}
	if (*n)
		qsort(parts, *n, sizeof(*parts), part_by_number);
	if (!is_withheld)
		return parts;
	parts[0].label = ks_msg_text(out->lang, KS_MSG_report_parts_held);
	*n = 1;
	return parts;
}

enum ks_msg ks_report_why_empty(const struct ks_report_view *view, enum ks_measure_group group)
{
	for (size_t i = 0; i < view->n; i++)
		if (view->measures[i].group == group && is_withheld(&view->measures[i]))
			return KS_MSG_report_all_held;
	return KS_MSG_report_none;
}

/* ---- what has to be said ------------------------------------------------------ */

/* National figures stand apart, after all that was counted here. */
const char *const *ks_report_orientation(struct ks_out *out)
{
	const char **said = KS_NEW_N(out->arena, 4, const char *);

	said[0] = ks_msg_text(out->lang, KS_MSG_orientation_note);
	said[1] = ks_msg_text(out->lang, KS_MSG_orientation_vulnerable);
	said[2] = ks_msg_text(out->lang, KS_MSG_orientation_smoking);
	return said;
}

static const char *small_cell_text(struct ks_out *out, const struct ks_report_view *view)
{
	return ks_fmt(out->arena, "%d", view->coalition->policy[KS_SMALL_CELL].number);
}

/* What has to stand on every report: at most eight sentences, NULL ended. */
const char *const *ks_report_cautions(struct ks_out *out, const struct ks_report_view *view)
{
	const struct ks_policy *policy = &view->coalition->policy[KS_SMALL_CELL];
	const struct ks_arg *args = KS_ARGS({ "n", small_cell_text(out, view) },
					    { "source", policy->source->id });
	const char **said = KS_NEW_N(out->arena, 9, const char *);
	size_t n = 0;

	said[n++] = ks_msg_make(out->arena, out->lang, KS_MSG_report_period,
				KS_ARGS({ "from", ks_day_words(out, view->from) },
					{ "to", ks_day_words(out, view->to) }));
	said[n++] = ks_msg_text(out->lang, KS_MSG_report_no_population);
	said[n++] = ks_msg_make(out->arena, out->lang, KS_MSG_report_small_cells, args);
	if (view->few)
		said[n++] = ks_msg_make(out->arena, out->lang, KS_MSG_report_few, args);
	if (view->by)
		said[n++] = ks_msg_text(out->lang, KS_MSG_report_by_meaning);
	if (view->running)
		said[n++] = ks_msg_make(out->arena, out->lang, KS_MSG_report_running,
					KS_ARGS({ "to", ks_day_words(out, view->to) },
						{ "on", ks_day_words(out, view->counted_on) }));
	if (view->running)
		said[n++] = ks_msg_text(out->lang, KS_MSG_report_draft);
	if (view->made != KS_NO_DAY)
		said[n++] = ks_msg_make(out->arena, out->lang, KS_MSG_report_kept_on,
					KS_ARGS({ "day", ks_day_words(out, view->made) }));
	return said;
}

/* "2026-12" as a coordinator says it; a year says itself. */
static const char *period_words(struct ks_out *out, const struct ks_report_view *view)
{
	struct ks_civil from = ks_civil_of(view->from), to = ks_civil_of(view->to);
	enum ks_msg name = (enum ks_msg)((int)KS_MSG_month_1 + to.month - 1);
	const char *month = ks_fmt(out->arena, "%s %d", ks_msg_text(out->lang, name), to.year);
	int months = (to.year - from.year) * 12 + to.month - from.month + 1;
	const char *n = ks_fmt(out->arena, "%d", (to.month + 2) / 3);

	if (months == 1)
		return month;
	if (months == 3)
		return ks_msg_make(out->arena, out->lang, KS_MSG_report_quarter_words,
				   KS_ARGS({ "n", n }, { "year", ks_fmt(out->arena, "%d", to.year) }));
	if (strchr(view->period, '.'))
		return ks_msg_make(out->arena, out->lang, KS_MSG_report_twelve_words,
				   KS_ARGS({ "month", month }));
	return view->period;
}

const char *ks_report_title(struct ks_out *out, const struct ks_report_view *view)
{
	return ks_msg_make(out->arena, out->lang, KS_MSG_report_title,
			   KS_ARGS({ "coalition", ks_text_in(view->coalition->title, out->lang) },
				   { "period", period_words(out, view) }));
}
