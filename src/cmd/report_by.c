/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * `ks report --by`: every number split by where families live, who receives
 * them or which card asked. Every part is protected, whatever the total is;
 * the parts of a hidden number are not shown at all.
 *
 * Whoever knows the region knows which neighbourhoods make up a municipality.
 * So neighbourhoods are counted and hidden as parts of their municipality's
 * number, and of that of all only through it: what is shown inside one
 * municipality says nothing of another. A neighbourhood that families of two
 * municipalities have, as "not known" often is, is such a part of each; the sum
 * is shown where all of those may be.
 */
#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/engine/grid.h"
#include "report.h"

const char *const ks_report_by_words[] = { "municipality", "neighbourhood", "organisation", "role",
					   "card", NULL };

/* Keys in a row that together are a number that is printed too. */
struct whole {
	size_t at, n;
	size_t municipality;			/* its key, where the keys are places in one */
};

struct splitting {
	struct counting *c;
	enum report_by by;
	/* Sorted; not known is "" and comes first. Of neighbourhoods: "municipality\nit". */
	const char **keys;
	size_t n_keys;
	struct whole *wholes;
	size_t n_wholes;
	bool is_folded;				/* keys are neighbourhoods, wherever they are */
};

static bool is_by_place(enum report_by by)
{
	return by == REPORT_BY_MUNICIPALITY || by == REPORT_BY_NEIGHBOURHOOD;
}

/* A quarter or a year of the calendar, however it was asked for: those are split. */
bool ks_report_is_whole(struct ks_period period)
{
	struct ks_civil from = ks_civil_of(period.from), to = ks_civil_of(period.to);
	int months = (to.year - from.year) * 12 + to.month - from.month + 1;

	return (months == 12 && from.month == 1) || (months == 3 && from.month % 3 == 1);
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

/* The neighbourhood of a part that says its municipality too. */
static const char *name_in(const char *part)
{
	const char *end = strchr(part, '\n');

	return end ? end + 1 : part;
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

static void sort_keys(struct splitting *s)
{
	if (s->n_keys)
		qsort(s->keys, s->n_keys, sizeof(*s->keys), by_text);
}

static void collect_keys(struct splitting *s)
{
	for (size_t i = 0; i < s->c->n; i++)
		if (can_split(s, &s->c->tallies[i]))
			add_keys(s, &s->c->tallies[i]);
	sort_keys(s);
}

/* ---- what they are parts of ------------------------------------------------------------ */

static bool is_in(const char *key, const char *municipality)
{
	size_t length = strcspn(key, "\n");

	return strlen(municipality) == length && memcmp(key, municipality, length) == 0;
}

static size_t municipality_of(const struct counting *c, const char *key)
{
	size_t i = 0;

	while (i < c->n_keys[REPORT_BY_MUNICIPALITY] &&
	       !is_in(key, c->keys[REPORT_BY_MUNICIPALITY][i]))
		i++;
	return i;
}

/* Neighbourhoods of their municipality, all others of the number itself. */
static void find_wholes(struct splitting *s)
{
	bool is_nested = s->by == REPORT_BY_NEIGHBOURHOOD;

	for (size_t i = 0; i < s->n_keys; i++) {
		size_t at = is_nested ? municipality_of(s->c, s->keys[i]) : 0;

		if (i == 0 || at != s->wholes[s->n_wholes - 1].municipality)
			*(struct whole *)ks_grow(s->c->ctx->arena, &s->wholes, &s->n_wholes,
						 sizeof(*s->wholes)) = (struct whole){ i, 0, at };
		s->wholes[s->n_wholes - 1].n++;
	}
}

static struct ks_cell whole_of(const struct splitting *s, const struct tally *t,
			       const struct whole *whole)
{
	if (s->by != REPORT_BY_NEIGHBOURHOOD)
		return t->cell;
	if (!t->parts[REPORT_BY_MUNICIPALITY])
		return (struct ks_cell){ 0, KS_CELL_HELD };
	return t->parts[REPORT_BY_MUNICIPALITY][whole->municipality];
}

/* ---- numbers -------------------------------------------------------------------------- */

static int small_cell(const struct splitting *s)
{
	return s->c->ctx->coalition->policy[KS_SMALL_CELL].number;
}

static const char *key_of(const struct splitting *s, const char *part)
{
	return s->is_folded ? name_in(part) : part;
}

static struct ks_cell *count_parts(struct splitting *s, const struct tally *t)
{
	struct ks_cell *cells = KS_NEW_N(s->c->ctx->arena, s->n_keys + 1, struct ks_cell);
	size_t n;
	const struct sum *parts = parts_of(s, t, &n);

	for (size_t i = 0; i < n; i++)
		if (parts[i].n)
			cells[find_key(s, key_of(s, parts[i].part))].count += (int)parts[i].n;
	return cells;
}

static void split_alone(struct splitting *s, struct tally *t)
{
	struct ks_cell *cells = count_parts(s, t);

	for (size_t i = 0; i < s->n_wholes; i++) {
		struct ks_cell whole = whole_of(s, t, &s->wholes[i]);

		ks_cells_hide_parts(&cells[s->wholes[i].at], s->wholes[i].n, &whole,
				    small_cell(s));
	}
	t->parts[s->by] = cells;
}

/* Tallies that together are another, split by the same keys: a table that adds up both ways. */
static void split_grid(struct splitting *s, struct tally *rows, size_t n, const struct tally *all,
		       const struct whole *whole)
{
	struct ks_arena *arena = s->c->ctx->arena;
	size_t columns = whole->n, at = whole->at;
	struct ks_grid grid = { .rows = n, .columns = columns, .small_cell = small_cell(s) };

	grid.cells = KS_NEW_N(arena, n * columns + 1, struct ks_cell);
	grid.row_totals = KS_NEW_N(arena, n + 1, struct ks_cell);
	grid.column_totals = &all->parts[s->by][at];
	grid.rows_stay = s->by == REPORT_BY_NEIGHBOURHOOD;
	for (size_t i = 0; i < n; i++) {
		grid.row_totals[i] = whole_of(s, &rows[i], whole);
		if (!rows[i].parts[s->by])
			rows[i].parts[s->by] = count_parts(s, &rows[i]);
		memcpy(&grid.cells[i * columns], &rows[i].parts[s->by][at],
		       columns * sizeof(*grid.cells));
	}
	ks_grid_protect(arena, &grid);
	for (size_t i = 0; i < n; i++)
		memcpy(&rows[i].parts[s->by][at], &grid.cells[i * columns],
		       columns * sizeof(*grid.cells));
}

static int median_of_key(const struct splitting *s, const struct tally *t, size_t key)
{
	struct lengths lengths = { NULL, 0 };
	size_t n;
	const struct sum *parts = parts_of(s, t, &n);

	for (size_t i = 0; i < n; i++)
		if (strcmp(key_of(s, parts[i].part), s->keys[key]) == 0)
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

	if (!whole || !t->parts[s->by] || !whole->parts[s->by])
		return;
	for (size_t i = 0; i < s->n_wholes; i++) {
		size_t at = s->wholes[i].at;

		ks_cells_beside(&t->parts[s->by][at], &whole->parts[s->by][at], s->wholes[i].n,
				small_cell(s));
	}
}

static void split_numbers(struct splitting *s)
{
	struct counting *c = s->c;
	size_t n_factors = c->ctx->coalition->n_factors;

	for (size_t i = 0; i < c->n; i++)
		if (can_split(s, &c->tallies[i]) && !c->tallies[i].is_median)
			split_alone(s, &c->tallies[i]);
	for (int i = 0; i < T_FIXED; i++)
		split_beside(s, &c->fixed[i]);
	for (size_t i = 0; is_by_place(s->by) && i < s->n_wholes; i++) {
		split_grid(s, c->classes, KS_CLASSES, &c->fixed[T_CASES], &s->wholes[i]);
		split_grid(s, c->gaps, n_factors, &c->fixed[T_OPEN_GAPS], &s->wholes[i]);
	}
}

/* What a middle is of, as far as it is printed. */
static const struct ks_cell *counts_beside(const struct counting *c, const struct tally *median,
					   int by)
{
	return c->fixed[median == &c->fixed[T_CONTACT_DAYS] ? T_CONTACT_DUE : T_RESPONSE_DUE]
		.parts[by];
}

/* That there is a middle, or none, would say how many there are: it is hidden where they are. */
static void hide_median(const struct counting *c, const struct tally *median, int by)
{
	const struct ks_cell *handovers = c->fixed[T_HANDOVERS].parts[by];
	const struct ks_cell *due = counts_beside(c, median, by);

	for (size_t i = 0; median->parts[by] && i < c->n_keys[by]; i++)
		if (!handovers || handovers[i].mark != KS_CELL_SHOWN || !due ||
		    due[i].mark != KS_CELL_SHOWN)
			median->parts[by][i].mark = KS_CELL_HELD;
}

void ks_report_hide_medians(struct counting *c)
{
	for (size_t i = 0; i < c->n; i++)
		for (int by = 0; c->tallies[i].is_median && by < REPORT_BYS; by++)
			hide_median(c, &c->tallies[i], by);
}

static void split_medians(struct splitting *s)
{
	for (size_t i = 0; i < s->c->n; i++)
		if (can_split(s, &s->c->tallies[i]) && s->c->tallies[i].is_median)
			split_median(s, &s->c->tallies[i]);
}

/* ---- neighbourhoods by their own name ---------------------------------------------------- */

static void fold_parts(const struct splitting *s, const struct splitting *names, struct tally *t)
{
	const struct ks_cell *parts = t->parts[s->by];

	if (!parts)
		return;
	t->parts[s->by] = KS_NEW_N(s->c->ctx->arena, names->n_keys + 1, struct ks_cell);
	for (size_t i = 0; i < s->n_keys; i++)
		ks_cell_add(&t->parts[s->by][find_key(names, name_in(s->keys[i]))], &parts[i]);
}

static void fold(struct splitting *s)
{
	struct splitting names = { .c = s->c, .by = s->by, .is_folded = true };

	for (size_t i = 0; i < s->n_keys; i++)
		add_key(&names, name_in(s->keys[i]));
	sort_keys(&names);
	s->c->places = s->keys;
	s->c->n_places = s->n_keys;
	for (size_t i = 0; i < s->c->n; i++)
		fold_parts(s, &names, &s->c->tallies[i]);
	*s = names;
}

static void split_by(struct counting *c, enum report_by by)
{
	struct splitting s = { .c = c, .by = by };

	collect_keys(&s);
	find_wholes(&s);
	if (s.n_keys)
		split_numbers(&s);
	if (by == REPORT_BY_NEIGHBOURHOOD)
		fold(&s);
	if (s.n_keys)
		split_medians(&s);
	c->is_split[by] = true;
	c->keys[by] = s.keys;
	c->n_keys[by] = s.n_keys;
}

/* Neighbourhoods after the municipalities they are in. */
void ks_report_split(struct counting *c)
{
	for (int by = 0; by < REPORT_BYS; by++)
		split_by(c, (enum report_by)by);
}
