/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A new table beside those that were printed before (engine/printed.h): what
 * the months between them count is counted once more, by month, and of the new
 * table so much is held back that no small number follows from all together.
 * Ways to split that are about the same families are looked at together:
 * neighbourhoods with the municipalities they make up; organisations, roles and
 * cards, which are the same handovers, also where nothing was printed before.
 * Each of those is a group of what everybody may know there is: a neighbourhood
 * of a municipality; an organisation that fills a role for a card. Of places and
 * of receivers a period has the same total, and no more than that.
 */
#include <stdlib.h>
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

/* Ways to split that follow each other and are looked at together. */
struct ways {
	int first, last;		/* enum report_by; WHOLE */
	const char *sums;		/* by what the parts that are in all of them are summed */
};

static const struct ways all_ways[] = {
	{ WHOLE, WHOLE, NULL },
	{ REPORT_BY_MUNICIPALITY, REPORT_BY_MUNICIPALITY, "municipality" },
	{ REPORT_BY_MUNICIPALITY, REPORT_BY_NEIGHBOURHOOD, "neighbourhood" },
	{ REPORT_BY_ORGANISATION, REPORT_BY_ORGANISATION, "organisation" },
	{ REPORT_BY_ROLE, REPORT_BY_ROLE, "role" },
	{ REPORT_BY_CARD, REPORT_BY_CARD, "card" },
	{ REPORT_BY_ORGANISATION, REPORT_BY_CARD, BY_RECEIVER },
};

#define N_WAYS (sizeof(all_ways) / sizeof(all_ways[0]))
#define RECEIVERS (&all_ways[N_WAYS - 1])

struct joining {
	struct counting *mine;
	struct earlier *earlier;
	size_t n_earlier;
	struct counting *months;	/* only mine, where it is joined with nothing earlier */
	int first, n_months;		/* number of the first month, and how many */
	bool split;			/* any of them is */
	/* Of the ways that are looked at: */
	const struct ways *ways;
	const char **keys;		/* sorted parts: a name a way, "municipality\nneighbourhood" */
	size_t n_keys;
	struct line *lines;
	size_t n_lines, n_groups;
	size_t *group_of;		/* see engine/printed.h */
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

static bool is_one_way(const struct joining *j)
{
	return j->ways->first == j->ways->last;
}

static bool has_key(const struct joining *j, const char *key)
{
	for (size_t i = 0; i < j->n_keys; i++)
		if (strcmp(j->keys[i], key) == 0)
			return true;
	return false;
}

static void add_key(struct joining *j, const char *key)
{
	if (!has_key(j, key))
		*(const char **)ks_grow(j->mine->ctx->arena, &j->keys, &j->n_keys,
					sizeof(*j->keys)) = key;
}

/* Those that something was counted of: nobody can be where everybody knows that there is none. */
static void add_keys_of(struct joining *j, struct counting *c, enum fixed_tally which)
{
	size_t n = 0;
	const struct sum *sums = sums_of(&c->sums, c->fixed[which].id, j->ways->sums, &n);

	for (size_t i = 0; sums && i < n; i++)
		if (sums[i].n)
			add_key(j, sums[i].part);
}

static void add_all_keys_of(struct joining *j, struct counting *c)
{
	if (j->ways == RECEIVERS) {
		add_keys_of(j, c, T_HANDOVERS);
		add_keys_of(j, c, T_REFUSED);
		return;
	}
	for (size_t i = 0; is_one_way(j) && i < c->n_keys[j->ways->first]; i++)
		add_key(j, c->keys[j->ways->first][i]);
	for (size_t i = 0; !is_one_way(j) && i < c->n_places; i++)
		add_key(j, c->places[i]);
}

/* The name of a part in the way-th of its ways, which are apart by a newline; *n its length. */
static const char *name_in(const char *part, size_t way, size_t *n)
{
	for (; way > 0; way--) {
		part += strcspn(part, "\n");
		part += *part != '\0';
	}
	*n = strcspn(part, "\n");
	return part;
}

static bool is_part_of(const struct joining *j, const char *part, int by, const char *key)
{
	size_t length;
	const char *name = name_in(part, (size_t)(by - j->ways->first), &length);

	return strlen(key) == length && memcmp(name, key, length) == 0;
}

static bool is_known(const struct joining *j, int by, const char *key)
{
	for (size_t i = 0; i < j->n_keys; i++)
		if (is_part_of(j, j->keys[i], by, key))
			return true;
	return false;
}

/* A part of which only the name in one way is known. */
static const char *part_with(const struct joining *j, int by, const char *key)
{
	struct ks_buf part;

	ks_buf_init(&part, j->mine->ctx->arena);
	for (int way = j->ways->first; way <= j->ways->last; way++)
		ks_buf_addf(&part, "%s%s", way > j->ways->first ? "\n" : "", way == by ? key : "");
	return part.text;
}

/* What an earlier table has may be nobody's any more. */
static void add_earlier_key(struct joining *j, const struct ks_published_cell *row)
{
	for (int by = j->ways->first; by <= j->ways->last; by++)
		if (strcmp(row->by, ks_report_by_words[by]) == 0 && !is_known(j, by, row->key))
			add_key(j, part_with(j, by, row->key));
}

static int by_text(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

static void collect_keys(struct joining *j)
{
	j->keys = NULL;
	j->n_keys = 0;
	if (j->ways->first == WHOLE) {
		add_key(j, "");
		return;
	}
	add_all_keys_of(j, j->mine);
	for (int month = 0; month < j->n_months; month++)
		add_all_keys_of(j, &j->months[month]);
	for (size_t i = 0; i < j->n_earlier; i++)
		for (size_t row = 0; row < j->earlier[i].n; row++)
			add_earlier_key(j, &j->earlier[i].rows[row]);
	if (j->n_keys)
		qsort(j->keys, j->n_keys, sizeof(*j->keys), by_text);
}

/* ---- lines ------------------------------------------------------------------------------- */

/* Gives which one it is. */
static size_t add_line(struct joining *j, int by, const char *key, size_t at)
{
	for (size_t i = 0; i < j->n_lines; i++)
		if (j->lines[i].by == by && strcmp(j->lines[i].key, key) == 0)
			return i;
	*(struct line *)ks_grow(j->mine->ctx->arena, &j->lines, &j->n_lines, sizeof(*j->lines)) =
		(struct line){ by, key, at };
	return j->n_lines - 1;
}

static size_t n_ways(const struct joining *j)
{
	return (size_t)(j->ways->last - j->ways->first) + 1;
}

/* Each name in each way: a group of the parts that are in it. */
static void group_parts(struct joining *j)
{
	struct ks_arena *arena = j->mine->ctx->arena;

	j->group_of = KS_NEW_N(arena, n_ways(j) * j->n_keys + 1, size_t);
	for (size_t i = 0; i < j->n_keys; i++)
		for (size_t way = 0; way < n_ways(j); way++) {
			size_t length, at = 1 + j->n_keys + j->n_lines;
			const char *name = name_in(j->keys[i], way, &length);

			j->group_of[i * n_ways(j) + way] = add_line(
				j, j->ways->first + (int)way, ks_strndup(arena, name, length), at);
		}
	j->n_groups = j->n_lines;
}

static void make_lines(struct joining *j)
{
	j->lines = NULL;
	j->n_lines = j->n_groups = 0;
	if (!is_one_way(j))
		group_parts(j);
	else
		for (size_t i = 0; j->ways->first != WHOLE && i < j->n_keys; i++)
			add_line(j, j->ways->first, j->keys[i], i + 1);
}

/* ---- counts ----------------------------------------------------------------------------- */

static size_t labels_of(const struct group *group)
{
	return group->n + group->has_rest;
}

/* So often what a month counts of a tally is added, part by part, months apart. */
static void add_counts(const struct joining *j, struct counting *month, size_t tally, int times,
		       int *counts)
{
	const struct tally *t = &month->tallies[tally];
	size_t n = 0;
	const struct sum *sums = NULL;

	if (j->ways->first == WHOLE)
		counts[0] += times * (int)t->n_hits;
	else if (t->id)
		sums = sums_of(&month->sums, t->id, j->ways->sums, &n);
	for (size_t i = 0; sums && i < n; i++) {
		const char **key = bsearch(&sums[i].part, j->keys, j->n_keys, sizeof(*j->keys),
					   by_text);

		if (key)
			counts[(size_t)(key - j->keys) * (size_t)j->n_months] +=
				times * (int)sums[i].n;
	}
}

/* By label, part and month; the last label may be what the others leave of the total. */
static int *count_group(const struct joining *j, const struct group *group)
{
	size_t n_months = (size_t)j->n_months, of_label = j->n_keys * n_months;
	int *counts = KS_NEW_N(j->mine->ctx->arena, labels_of(group) * of_label + 1, int);

	for (size_t m = 0; m < n_months; m++) {
		int *rest = &counts[group->n * of_label + m];

		for (size_t label = 0; label < group->n; label++) {
			add_counts(j, &j->months[m], group->at + label, 1,
				   &counts[label * of_label + m]);
			if (group->has_rest)
				add_counts(j, &j->months[m], group->at + label, -1, rest);
		}
		if (group->has_rest)
			add_counts(j, &j->months[m], (size_t)(group->total - j->mine->tallies), 1,
				   rest);
	}
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

	cell->first = j->n_earlier ? ks_month_number(period.from) - j->first : 0;
	cell->last = j->n_earlier ? ks_month_number(period.to) - j->first : 0;
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
		if (j->ways->first == WHOLE || (number - 1) % 3 != 0 || last >= j->n_months)
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

static bool is_split_so(const struct joining *j, const struct tally *t)
{
	return ks_report_can_split(j->mine, t, (enum report_by)j->ways->first) &&
	       ks_report_can_split(j->mine, t, (enum report_by)j->ways->last);
}

/* A tally in every table: its whole, and where it is split its parts. */
static void add_tally(const struct joining *j, struct ks_printed *joint, struct tally *t, size_t label,
		      bool is_exact)
{
	bool parted = j->ways->first != WHOLE && is_split_so(j, t);

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

/* Those of a group are split alike; that of a factor that protects is none. */
static bool is_group_split_so(const struct joining *j, const struct group *group)
{
	for (size_t i = 0; i < group->n; i++)
		if (is_split_so(j, &j->mine->tallies[group->at + i]))
			return true;
	return false;
}

/* Where no world was found nothing is printed of its parts but dashes. */
static void withhold(const struct joining *j, const struct group *group)
{
	struct counting *c = j->mine;

	for (size_t i = group->at; i < group->at + group->n; i++)
		for (int by = j->ways->first; by <= j->ways->last; by++)
			for (size_t key = 0; c->tallies[i].parts[by] && key < c->n_keys[by]; key++)
				c->tallies[i].parts[by][key].mark = KS_CELL_HELD;
}

static void join_group(struct joining *j, const struct group *group)
{
	struct counting *c = j->mine;
	struct ks_printed joint = { .small_cell = small_cell(j),
				  .n_labels = labels_of(group),
				  .n_parts = j->n_keys,
				  .n_months = j->n_months,
				  .n_groups = j->n_groups,
				  .n_ways = is_one_way(j) ? 0 : n_ways(j),
				  .group_of = j->group_of };

	if (j->ways->first != WHOLE && !is_group_split_so(j, group))
		return;
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
	if (ks_printed_protect(&joint) > 0 && !j->n_earlier)
		withhold(j, group);
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

static void join_by(struct joining *j, const struct ways *ways)
{
	struct counting *c = j->mine;
	size_t n_factors = c->ctx->coalition->n_factors;

	j->ways = ways;
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
	if (ways->first == WHOLE)
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
	if (status || (!j->n_earlier && !c->split))
		return status;
	for (size_t i = 0; i < j->n_earlier; i++)
		j->split = j->split || j->earlier[i].is_split;
	if (j->n_earlier)
		plan_months(j, span, all);
	*join = j;
	return KS_OK;
}

/* Its own pages beside each other, as if there were nothing earlier. */
static void join_own(const struct joining *j)
{
	struct joining own = { .mine = j->mine, .months = j->mine, .n_months = 1 };

	join_by(&own, RECEIVERS);
}

void ks_report_join(struct joining *j)
{
	if (j->mine->split)
		join_own(j);
	for (size_t i = 0; j->n_earlier && i < (j->split ? N_WAYS : 1); i++)
		join_by(j, &all_ways[i]);
}
