/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * `ks report --by`: every number split by where families live, who receives
 * them or which card asked. Every part is protected, whatever the total is;
 * the parts of a hidden number are not shown at all.
 */
#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/engine/grid.h"
#include "report.h"

const char *const ks_report_by_words[] = { "municipality", "neighbourhood", "organisation", "role",
					   "card", NULL };

struct splitting {
	struct counting *c;
	enum report_by by;
	const char **keys;			/* sorted; not known is "" and comes first */
	size_t n_keys;
};

static bool is_by_place(enum report_by by)
{
	return by == REPORT_BY_MUNICIPALITY || by == REPORT_BY_NEIGHBOURHOOD;
}

bool ks_report_can_split(const struct counting *c, const struct tally *t, enum report_by by)
{
	if (!t->id || t->group == KS_GROUP_STATUSES || t->group == KS_GROUP_NOT_ASKED)
		return false;
	if (is_by_place(by))
		return true;
	if (t == &c->fixed[T_DEVIATIONS])
		return by == REPORT_BY_CARD;
	return t->group == KS_GROUP_TERMS || t->group == KS_GROUP_DECLINED ||
	       (t >= &c->fixed[T_HANDOVERS] && t <= &c->fixed[T_NO_SHOW]);
}

static bool can_split(const struct splitting *s, const struct tally *t)
{
	return ks_report_can_split(s->c, t, s->by);
}

/* ---- keys --------------------------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

static size_t find_key(const struct splitting *s, const char *key)
{
	const char **found = s->n_keys ? bsearch(&key, s->keys, s->n_keys, sizeof(*s->keys), by_text) :
					 NULL;

	return found ? (size_t)(found - s->keys) : s->n_keys;
}

/* The keys of a tally are in order; of all together they are put in order afterwards. */
static void add_key(struct splitting *s, const char *key)
{
	for (size_t i = s->n_keys; i-- > 0;)
		if (strcmp(s->keys[i], key) == 0)
			return;
	*(const char **)ks_grow(s->c->ctx->arena, &s->keys, &s->n_keys, sizeof(*s->keys)) = key;
}

/* Of a tally without id there are none. */
static const struct sum *parts_of(const struct splitting *s, const struct tally *t, size_t *n)
{
	*n = 0;
	if (!t->id)
		return NULL;
	return sums_of(&s->c->sums, t->id, ks_report_by_words[s->by], n);
}

static void add_keys(struct splitting *s, const struct tally *t)
{
	const char *last = NULL;
	size_t n;
	const struct sum *parts = parts_of(s, t, &n);

	for (size_t i = 0; i < n; i++) {
		if (!parts[i].n || (last && strcmp(last, parts[i].part) == 0))
			continue;
		last = parts[i].part;
		add_key(s, last);
	}
}

static void collect_keys(struct splitting *s)
{
	for (size_t i = 0; i < s->c->n; i++)
		if (can_split(s, &s->c->tallies[i]))
			add_keys(s, &s->c->tallies[i]);
	if (s->n_keys)
		qsort(s->keys, s->n_keys, sizeof(*s->keys), by_text);
}

/* ---- numbers -------------------------------------------------------------------------- */

static int small_cell(const struct splitting *s)
{
	return s->c->ctx->coalition->policy[KS_SMALL_CELL].number;
}

static struct ks_cell *count_parts(struct splitting *s, const struct tally *t)
{
	struct ks_cell *cells = KS_NEW_N(s->c->ctx->arena, s->n_keys + 1, struct ks_cell);
	size_t n;
	const struct sum *parts = parts_of(s, t, &n);

	for (size_t i = 0; i < n; i++)
		if (parts[i].n)
			cells[find_key(s, parts[i].part)].count += (int)parts[i].n;
	return cells;
}

static void withhold(struct ks_cell *cells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		cells[i].mark = KS_CELL_HELD;
}

static void split_alone(struct splitting *s, struct tally *t)
{
	struct ks_cell *cells = count_parts(s, t);

	ks_cells_mark_small(cells, s->n_keys, small_cell(s));
	ks_cells_hold_back(cells, s->n_keys, small_cell(s));
	if (t->cell.mark != KS_CELL_SHOWN || !ks_cells_free(cells, s->n_keys, small_cell(s)))
		withhold(cells, s->n_keys);
	t->parts[s->by] = cells;
}

/* Tallies that together are another, split by the same keys: a table that adds up both ways. */
static void split_grid(struct splitting *s, struct tally *rows, size_t n, const struct tally *all)
{
	struct ks_arena *arena = s->c->ctx->arena;
	struct ks_grid grid = { .rows = n, .columns = s->n_keys, .small_cell = small_cell(s) };

	grid.cells = KS_NEW_N(arena, n * s->n_keys + 1, struct ks_cell);
	grid.row_totals = KS_NEW_N(arena, n + 1, struct ks_cell);
	grid.column_totals = all->parts[s->by];
	for (size_t i = 0; i < n; i++) {
		const struct ks_cell *parts = count_parts(s, &rows[i]);

		grid.row_totals[i] = rows[i].cell;
		rows[i].parts[s->by] = &grid.cells[i * s->n_keys];
		memcpy(rows[i].parts[s->by], parts, s->n_keys * sizeof(*parts));
	}
	ks_grid_protect(arena, &grid);
}

static int median_of_key(const struct splitting *s, const struct tally *t, size_t key)
{
	struct lengths lengths = { NULL, 0 };
	size_t n;
	const struct sum *parts = parts_of(s, t, &n);

	for (size_t i = 0; i < n; i++)
		if (strcmp(parts[i].part, s->keys[key]) == 0)
			ks_lengths_add(s->c->ctx->arena, &lengths, parts[i].at, (size_t)parts[i].n);
	return ks_lengths_median(&lengths);
}

/* A middle of few says of each who they are: only of small_cell and more. */
static void split_median(struct splitting *s, struct tally *t)
{
	struct ks_cell *cells = count_parts(s, t);

	ks_cells_mark_small(cells, s->n_keys, small_cell(s));
	for (size_t i = 0; i < s->n_keys; i++)
		if (cells[i].mark == KS_CELL_SMALL)
			cells[i].mark = KS_CELL_HELD;
		else
			cells[i].count = median_of_key(s, t, i);
	t->parts[s->by] = cells;
}

/* Parts of a share beside those of its whole; where all are held back already nothing is shown. */
static void split_beside(struct splitting *s, struct tally *t)
{
	const struct tally *whole = ks_tally_whole(s->c, t);

	if (whole && t->parts[s->by] && whole->parts[s->by])
		ks_cells_beside(t->parts[s->by], whole->parts[s->by], s->n_keys, small_cell(s));
}

static void split_all(struct splitting *s)
{
	struct counting *c = s->c;
	size_t n_factors = c->ctx->coalition->n_factors;

	for (size_t i = 0; i < c->n; i++)
		if (can_split(s, &c->tallies[i]) && c->tallies[i].is_median)
			split_median(s, &c->tallies[i]);
		else if (can_split(s, &c->tallies[i]))
			split_alone(s, &c->tallies[i]);
	for (int i = 0; i < T_FIXED; i++)
		split_beside(s, &c->fixed[i]);
	if (!is_by_place(s->by))
		return;
	split_grid(s, c->classes, KS_CLASSES, &c->fixed[T_CASES]);
	split_grid(s, c->gaps, n_factors, &c->fixed[T_OPEN_GAPS]);
}

static void split_by(struct counting *c, enum report_by by)
{
	struct splitting s = { .c = c, .by = by };

	collect_keys(&s);
	if (s.n_keys)
		split_all(&s);
	c->is_split[by] = true;
	c->keys[by] = s.keys;
	c->n_keys[by] = s.n_keys;
}

void ks_report_split(struct counting *c)
{
	for (int by = 0; by < REPORT_BYS; by++)
		split_by(c, (enum report_by)by);
}
