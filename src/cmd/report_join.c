/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A new table beside those that were printed before (engine/printed.h): what
 * the months between them count is counted once more, by month, and of the new
 * table so much is held back that no small number follows from all together.
 * For each way to split on its own, but neighbourhoods with the municipalities
 * they make up: that two others are about the same families is not looked at,
 * but every split of a period is of the same day.
 */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/engine/printed.h"
#include "ks/store/published.h"
#include "report.h"

#define WHOLE (-1)	/* not split: no enum report_by */

/* A table that was printed before. */
struct earlier {
	struct ks_period period;
	bool is_split;
	struct ks_published_cell *rows;
	size_t n;
};

/* What a table has of a label beside all of it. */
struct line {
	int by;
	const char *key;
	size_t at;			/* among the lines of the label */
};

struct joining {
	struct counting *mine;
	struct earlier *earlier;
	size_t n_earlier;
	struct counting *months;
	int first, n_months;		/* number of the first month, and how many */
	bool split;			/* any of them is */
	/* Of the way that is looked at: */
	int by;
	const char **keys;		/* its parts; "municipality\nneighbourhood" */
	size_t n_keys;
	struct line *lines;
	size_t n_lines, n_groups;
	bool *in_group;			/* see engine/printed.h */
};

/* Labels that follow each other in the tallies, and what they are together. */
struct group {
	size_t at, n;			/* index in the tallies */
	const struct tally *total;	/* of mine; NULL */
	bool is_exact;			/* each of them, where it is not split */
	bool has_rest;			/* the rest of the total is one label more, never printed */
};

static int small_cell(const struct joining *j)
{
	return j->mine->ctx->coalition->policy[KS_SMALL_CELL].number;
}

/* ---- what was printed, and what there is by month ---------------------------------- */

static void stretch(struct ks_period *span, struct ks_period by)
{
	span->from = by.from < span->from ? by.from : span->from;
	span->to = by.to > span->to ? by.to : span->to;
}

static enum ks_status read_tables(struct joining *j, struct ks_period period,
				  struct ks_period *span)
{
	struct ks_store *store = j->mine->ctx->store;
	struct ks_published *tables = NULL;
	enum ks_status status =
		ks_published_near(store, period.from, period.to, &tables, &j->n_earlier);

	j->earlier = KS_NEW_N(j->mine->ctx->arena, j->n_earlier + 1, struct earlier);
	for (size_t i = 0; !status && i < j->n_earlier; i++) {
		struct earlier *e = &j->earlier[i];

		e->period = (struct ks_period){ tables[i].from, tables[i].to };
		e->is_split = ks_report_is_whole(e->period);
		stretch(span, e->period);
		status = ks_published_cells(store, tables[i].id, &e->rows, &e->n);
	}
	return status;
}

static void plan_month(struct joining *j, int month, struct counted *all)
{
	int number = j->first + month - 1;
	struct ks_period period = { ks_day_of(number / 12, number % 12 + 1, 1),
				    ks_day_of((number + 1) / 12, (number + 1) % 12 + 1, 1) - 1 };

	ks_counting_start(j->mine->ctx, period, j->split, &j->months[month]);
	ks_counted_add(all, &j->months[month]);
}

static void plan_months(struct joining *j, struct ks_period span, struct counted *all)
{
	j->first = ks_month_number(span.from);
	j->n_months = ks_month_number(span.to) - j->first + 1;
	j->months = KS_NEW_N(j->mine->ctx->arena, (size_t)j->n_months + 1, struct counting);
	for (int month = 0; month < j->n_months; month++)
		plan_month(j, month, all);
}

/* ---- keys ----------------------------------------------------------------------------- */

static void add_key(struct joining *j, const char *key)
{
	for (size_t i = 0; i < j->n_keys; i++)
		if (strcmp(j->keys[i], key) == 0)
			return;
	*(const char **)ks_grow(j->mine->ctx->arena, &j->keys, &j->n_keys, sizeof(*j->keys)) = key;
}

static void add_keys_of(struct joining *j, const struct counting *c)
{
	bool is_nested = j->by == REPORT_BY_NEIGHBOURHOOD;
	const char **keys = is_nested ? c->places : c->keys[j->by];
	size_t n = is_nested ? c->n_places : c->n_keys[j->by];

	for (size_t i = 0; i < n; i++)
		add_key(j, keys[i]);
}

/* A place is in its municipality, and in the neighbourhood of its name. */
static bool is_part_of(const char *place, int by, const char *key)
{
	size_t length = strcspn(place, "\n");

	if (by == REPORT_BY_NEIGHBOURHOOD)
		return strcmp(place + length + (place[length] != '\0'), key) == 0;
	return strlen(key) == length && memcmp(place, key, length) == 0;
}

static bool is_known(const struct joining *j, int by, const char *key)
{
	for (size_t i = 0; i < j->n_keys; i++)
		if (is_part_of(j->keys[i], by, key))
			return true;
	return false;
}

/* What an earlier table has may be nobody's any more. */
static void add_earlier_key(struct joining *j, const struct ks_published_cell *row)
{
	const char *by = ks_report_by_words[j->by];
	const char *town = ks_report_by_words[REPORT_BY_MUNICIPALITY];

	if (j->by != REPORT_BY_NEIGHBOURHOOD) {
		if (strcmp(row->by, by) == 0)
			add_key(j, row->key);
	} else if (strcmp(row->by, by) == 0 && !is_known(j, j->by, row->key)) {
		add_key(j, ks_fmt(j->mine->ctx->arena, "\n%s", row->key));
	} else if (strcmp(row->by, town) == 0 && !is_known(j, REPORT_BY_MUNICIPALITY, row->key)) {
		add_key(j, ks_fmt(j->mine->ctx->arena, "%s\n", row->key));
	}
}

static void collect_keys(struct joining *j)
{
	j->keys = NULL;
	j->n_keys = 0;
	if (j->by == WHOLE) {
		add_key(j, "");
		return;
	}
	add_keys_of(j, j->mine);
	for (int month = 0; month < j->n_months; month++)
		add_keys_of(j, &j->months[month]);
	for (size_t i = 0; i < j->n_earlier; i++)
		for (size_t row = 0; row < j->earlier[i].n; row++)
			add_earlier_key(j, &j->earlier[i].rows[row]);
}

/* ---- lines ------------------------------------------------------------------------------- */

static void add_line(struct joining *j, int by, const char *key, size_t at)
{
	for (size_t i = 0; i < j->n_lines; i++)
		if (j->lines[i].by == by && strcmp(j->lines[i].key, key) == 0)
			return;
	*(struct line *)ks_grow(j->mine->ctx->arena, &j->lines, &j->n_lines, sizeof(*j->lines)) =
		(struct line){ by, key, at };
}

/* Neighbourhoods and municipalities: groups of the places that are both. */
static void group_places(struct joining *j)
{
	struct ks_arena *arena = j->mine->ctx->arena;

	for (size_t i = 0; i < j->n_keys; i++) {
		const char *key = j->keys[i];
		size_t length = strcspn(key, "\n");

		add_line(j, REPORT_BY_MUNICIPALITY, ks_strndup(arena, key, length), 0);
		add_line(j, REPORT_BY_NEIGHBOURHOOD, key + length + (key[length] != '\0'), 0);
	}
	j->n_groups = j->n_lines;
	j->in_group = KS_NEW_N(arena, j->n_groups * j->n_keys + 1, bool);
	for (size_t i = 0; i < j->n_lines; i++) {
		j->lines[i].at = 1 + j->n_keys + i;
		for (size_t part = 0; part < j->n_keys; part++)
			j->in_group[i * j->n_keys + part] =
				is_part_of(j->keys[part], j->lines[i].by, j->lines[i].key);
	}
}

static void make_lines(struct joining *j)
{
	j->lines = NULL;
	j->n_lines = j->n_groups = 0;
	if (j->by == REPORT_BY_NEIGHBOURHOOD)
		group_places(j);
	else
		for (size_t i = 0; j->by != WHOLE && i < j->n_keys; i++)
			add_line(j, j->by, j->keys[i], i + 1);
}

/* ---- counts ----------------------------------------------------------------------------- */

static int count_of(const struct joining *j, struct counting *c, size_t tally, size_t key)
{
	const struct tally *t = &c->tallies[tally];
	const struct sum *sums;
	size_t n = 0;
	long long count = 0;

	if (j->by == WHOLE)
		return (int)t->n_hits;
	sums = t->id ? sums_of(&c->sums, t->id, ks_report_by_words[j->by], &n) : NULL;
	for (size_t i = 0; i < n; i++)
		if (strcmp(sums[i].part, j->keys[key]) == 0)
			count += sums[i].n;
	return (int)count;
}

static size_t labels_of(const struct group *group)
{
	return group->n + group->has_rest;
}

/* Of one label in one month; the last may be what the others leave of the total. */
static int count_label(const struct joining *j, const struct group *group,
		       struct counting *month, size_t label, size_t key)
{
	int count = 0;

	if (label < group->n)
		return count_of(j, month, group->at + label, key);
	count = count_of(j, month, (size_t)(group->total - j->mine->tallies), key);
	for (size_t i = 0; i < group->n; i++)
		count -= count_of(j, month, group->at + i, key);
	return count;
}

static int *count_group(const struct joining *j, const struct group *group)
{
	size_t n_months = (size_t)j->n_months, n = labels_of(group);
	int *counts = KS_NEW_N(j->mine->ctx->arena, n * j->n_keys * n_months + 1, int);

	for (size_t label = 0; label < n; label++)
		for (size_t key = 0; key < j->n_keys; key++)
			for (size_t month = 0; month < n_months; month++)
				counts[(label * j->n_keys + key) * n_months + month] =
					count_label(j, group, &j->months[month], label, key);
	return counts;
}

/* What a cell would be counted as now; labels and parts from..to of the counts. */
static int recount(const struct ks_printed *joint, const struct ks_printed_cell *cell, size_t label,
		   size_t line)
{
	size_t to_label = label == joint->n_labels ? label : label + 1;
	size_t from = label == joint->n_labels ? 0 : label, months = (size_t)joint->n_months;
	int sum = 0;

	for (size_t l = from; l < to_label; l++)
		for (size_t p = 0; p < joint->n_parts; p++)
			for (int m = cell->first < 0 ? 0 : cell->first;
			     ks_printed_has(joint, line, p) && m <= cell->last &&
			     m < joint->n_months; m++)
				sum += joint->counts[(l * joint->n_parts + p) * months + (size_t)m];
	return sum;
}

/* ---- cells ------------------------------------------------------------------------------- */

static struct ks_printed_cell *add_cell(const struct joining *j, struct ks_printed *joint,
				      struct ks_period period, size_t label, size_t line)
{
	struct ks_printed_cell *cell = ks_printed_add(j->mine->ctx->arena, joint, label, line);

	cell->first = ks_month_number(period.from) - j->first;
	cell->last = ks_month_number(period.to) - j->first;
	return cell;
}

static void add_mine(const struct joining *j, struct ks_printed *joint, size_t label, size_t line,
		     struct ks_cell *mine, bool is_exact)
{
	struct ks_printed_cell *cell = add_cell(j, joint, j->mine->period, label, line);

	cell->cell = *mine;
	cell->mine = mine;
	cell->is_exact = is_exact;
}

static const struct ks_published_cell *find_row(const struct earlier *e, const char *measure,
						const char *by, const char *key)
{
	for (size_t i = 0; i < e->n; i++)
		if (strcmp(e->rows[i].measure, measure) == 0 && strcmp(e->rows[i].by, by) == 0 &&
		    strcmp(e->rows[i].key, key) == 0)
			return &e->rows[i];
	return NULL;
}

/* As it was printed; the count of a hidden one is what it would be now, where that can be told. */
static void add_earlier(const struct joining *j, struct ks_printed *joint, const struct earlier *e,
			const struct ks_published_cell *row, size_t label, size_t line)
{
	static const enum ks_mark marks[] = { KS_CELL_SHOWN, KS_CELL_SMALL, KS_CELL_HELD,
					      KS_CELL_SHOWN };
	struct ks_printed_cell *cell = add_cell(j, joint, e->period, label, line);

	cell->cell.mark = row ? marks[row->mark] : KS_CELL_SHOWN;
	cell->cell.count = recount(joint, cell, label, line);
	cell->is_rigid = cell->first < 0 || cell->last >= j->n_months;
	if (cell->cell.mark == KS_CELL_SMALL && cell->cell.count < 1)
		cell->cell.count = 1;
	if (cell->cell.mark == KS_CELL_SMALL && cell->cell.count >= small_cell(j))
		cell->cell.count = small_cell(j) - 1;
}

static bool is_printed(const struct joining *j, struct ks_period period)
{
	bool found = j->mine->period.from == period.from && j->mine->period.to == period.to;

	for (size_t i = 0; i < j->n_earlier; i++)
		found = found || (j->earlier[i].period.from == period.from &&
				  j->earlier[i].period.to == period.to);
	return found;
}

/*
 * A month that was not printed follows from the other two and their quarter,
 * a quarter split by places from the other three: they are hidden numbers too.
 */
static void add_unprinted(const struct joining *j, struct ks_printed *joint, size_t label)
{
	for (int number = j->first; number < j->first + j->n_months; number++) {
		struct ks_period month = j->months[number - j->first].period;
		struct ks_period quarter = { month.from,
					     j->months[number - j->first].period.to };
		int last = number - j->first + 2;

		if (!is_printed(j, month)) {
			struct ks_printed_cell *cell = add_cell(j, joint, month, label, 0);

			cell->is_unprinted = true;
			cell->cell.count = recount(joint, cell, label, 0);
		}
		if (j->by == WHOLE || (number - 1) % 3 != 0 || last >= j->n_months)
			continue;
		quarter.to = j->months[last].period.to;
		for (size_t i = 0; !is_printed(j, quarter) && i < j->n_lines; i++) {
			size_t line = j->lines[i].at;
			struct ks_printed_cell *cell = add_cell(j, joint, quarter, label, line);

			cell->is_unprinted = true;
			cell->cell.count = recount(joint, cell, label, line);
		}
	}
}

static void add_my_line(const struct joining *j, struct ks_printed *joint, struct tally *t,
			size_t label, const struct line *line)
{
	const struct counting *c = j->mine;

	for (size_t i = 0; t->parts[line->by] && i < c->n_keys[line->by]; i++)
		if (strcmp(c->keys[line->by][i], line->key) == 0)
			add_mine(j, joint, label, line->at, &t->parts[line->by][i], false);
}

static void add_earlier_tally(const struct joining *j, struct ks_printed *joint,
			      const struct earlier *e, const struct tally *t, size_t label,
			      bool parted)
{
	if (!find_row(e, t->id, "", ""))
		return;
	add_earlier(j, joint, e, find_row(e, t->id, "", ""), label, 0);
	for (size_t i = 0; parted && e->is_split && i < j->n_lines; i++) {
		const struct line *line = &j->lines[i];

		add_earlier(j, joint, e,
			    find_row(e, t->id, ks_report_by_words[line->by], line->key), label,
			    line->at);
	}
}

/* A tally in every table: its whole, and where it is split its parts. */
static void add_tally(const struct joining *j, struct ks_printed *joint, struct tally *t, size_t label,
		      bool is_exact)
{
	bool parted = j->by != WHOLE && ks_report_can_split(j->mine, t, (enum report_by)j->by);

	add_mine(j, joint, label, 0, &t->cell, is_exact);
	for (size_t i = 0; parted && i < j->n_lines; i++)
		add_my_line(j, joint, t, label, &j->lines[i]);
	if (!is_exact)
		add_unprinted(j, joint, label);
	for (size_t i = 0; i < j->n_earlier; i++)
		add_earlier_tally(j, joint, &j->earlier[i], t, label, parted);
}

static void add_rest_of(const struct joining *j, struct ks_printed *joint, size_t label,
			size_t line, struct ks_period period)
{
	struct ks_printed_cell *cell = add_cell(j, joint, period, label, line);

	cell->is_unprinted = true;
	cell->is_rigid = cell->first < 0 || cell->last >= j->n_months;
	cell->cell.count = recount(joint, cell, label, line);
}

/* What is left of the total follows wherever both are printed: in every table, of every part. */
static void add_rest(const struct joining *j, struct ks_printed *joint, const struct group *group)
{
	for (size_t i = 0; i <= j->n_earlier; i++) {
		bool is_mine = i == j->n_earlier;
		struct ks_period period = is_mine ? j->mine->period : j->earlier[i].period;
		bool is_split = is_mine ? j->mine->is_split[0] : j->earlier[i].is_split;

		if (!group->is_exact)
			add_rest_of(j, joint, group->n, 0, period);
		for (size_t k = 0; is_split && k < j->n_lines; k++)
			add_rest_of(j, joint, group->n, j->lines[k].at, period);
	}
}

static void join_group(struct joining *j, const struct group *group)
{
	struct counting *c = j->mine;
	struct ks_printed joint = { .small_cell = small_cell(j),
				  .n_labels = labels_of(group),
				  .n_parts = j->n_keys,
				  .n_months = j->n_months,
				  .n_groups = j->n_groups,
				  .in_group = j->in_group };

	joint.lines = KS_NEW_N(c->ctx->arena,
			       (joint.n_labels + 1) * (1 + j->n_keys + j->n_groups),
			       struct ks_printed_line);
	joint.counts = count_group(j, group);
	for (size_t label = 0; label < group->n; label++)
		if (c->tallies[group->at + label].id)
			add_tally(j, &joint, &c->tallies[group->at + label], label,
				  group->is_exact);
	if (group->has_rest)
		add_rest(j, &joint, group);
	if (group->total)
		add_tally(j, &joint, &c->tallies[group->total - c->tallies], joint.n_labels,
			  group->is_exact || group->total == &c->fixed[T_CASES]);
	ks_printed_protect(&joint);
}

/* ---- all of it ---------------------------------------------------------------------------- */

static size_t index_of(const struct joining *j, const struct tally *t)
{
	return (size_t)(t - j->mine->tallies);
}

static void join_each(struct joining *j, const struct tally *first, size_t n, bool is_exact)
{
	for (size_t i = 0; i < n; i++) {
		const struct tally *whole = ks_tally_whole(j->mine, &first[i]);

		if (first[i].id && !first[i].is_median)
			join_group(j, &(struct group){ index_of(j, &first[i]), 1, whole, is_exact,
						       whole != NULL });
	}
}

static void join_by(struct joining *j, int by)
{
	struct counting *c = j->mine;
	size_t n_factors = c->ctx->coalition->n_factors;

	j->by = by;
	collect_keys(j);
	make_lines(j);
	join_group(j, &(struct group){ index_of(j, c->classes), KS_CLASSES, &c->fixed[T_CASES],
				       false, false });
	join_group(j, &(struct group){ index_of(j, c->gaps), n_factors, &c->fixed[T_OPEN_GAPS],
				       false, false });
	join_group(j, &(struct group){ index_of(j, c->declined), N_REASONS, NULL, false, false });
	join_each(j, c->signals, n_factors, false);
	join_each(j, &c->fixed[T_DOMAINS], T_BY_FACTS - T_DOMAINS + 1, false);
	join_each(j, c->cards, c->ctx->coalition->n_cards, false);
	if (by == WHOLE)
		join_each(j, c->not_asked, n_factors, false);
	else
		join_each(j, &c->fixed[T_SCREENINGS], T_FIXED - T_SCREENINGS, true);
}

enum ks_status ks_report_join_plan(struct counting *c, struct counted *all, struct joining **join)
{
	struct joining *j = KS_NEW(c->ctx->arena, struct joining);
	struct ks_period span = c->period;
	enum ks_status status;

	j->mine = c;
	j->split = c->split;
	status = read_tables(j, c->period, &span);
	/* Tables that only touch those are counted in too: what they tell, they tell here. */
	if (!status && j->n_earlier)
		status = read_tables(j, span, &(struct ks_period){ span.from, span.to });
	if (status || !j->n_earlier)
		return status;
	for (size_t i = 0; i < j->n_earlier; i++)
		j->split = j->split || j->earlier[i].is_split;
	plan_months(j, span, all);
	*join = j;
	return KS_OK;
}

void ks_report_join(struct joining *j)
{
	for (int by = WHOLE; by < (j->split ? REPORT_BYS : 0); by++)
		join_by(j, by);
}
