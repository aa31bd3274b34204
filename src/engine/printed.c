/* SPDX-License-Identifier: EUPL-1.2 */
/* A new table beside those that were printed before. */
#include "ks/engine/printed.h"

#include <stdlib.h>

#include "ks/base/arena.h"

#define NONE ((size_t)-1)
#define MOST_TRIES 20000	/* worlds for one cell; then it counts as not free, and more is held */

/* One more (or less) here, and where `to` is given one less (or more) there. */
struct change {
	size_t label, to_label;		/* of labels; to NONE: nowhere instead */
	size_t part, to_part;
	int month, to_month;		/* to -1: nowhere instead */
	int sign;
};

static size_t n_lines(const struct ks_printed *joint)
{
	return 1 + joint->n_parts + joint->n_groups;
}

bool ks_printed_has(const struct ks_printed *joint, size_t line, size_t part)
{
	if (line <= joint->n_parts)
		return line == 0 || line - 1 == part;
	return joint->in_group[(line - 1 - joint->n_parts) * joint->n_parts + part];
}

struct ks_printed_cell *ks_printed_add(struct ks_arena *arena, struct ks_printed *joint, size_t label,
				   size_t line)
{
	struct ks_printed_line *l = &joint->lines[label * n_lines(joint) + line];

	return ks_grow(arena, &l->cells, &l->n, sizeof(*l->cells));
}

/* ---- what a change does --------------------------------------------------------- */

/* By how much the change counts in a label, or in all of them (the last). */
static int in_label(const struct ks_printed *joint, const struct change *change, size_t label)
{
	if (label == joint->n_labels)
		return change->to_label == NONE;
	return (label == change->label) - (label == change->to_label);
}

static int in_line(const struct ks_printed *joint, const struct change *change, size_t line)
{
	return ks_printed_has(joint, line, change->part) -
	       (change->to_part != NONE && ks_printed_has(joint, line, change->to_part));
}

static int in_months(const struct change *change, const struct ks_printed_cell *cell)
{
	int at = change->month >= cell->first && change->month <= cell->last;
	int to = change->to_month >= 0 && change->to_month >= cell->first &&
		 change->to_month <= cell->last;

	return at - to;
}

/* Would the cell be printed the same with so much more? */
static bool prints_same(const struct ks_printed *joint, const struct ks_printed_cell *cell, int more)
{
	int count = cell->cell.count + more;

	if (more == 0)
		return true;
	if (cell->is_unprinted)
		return count >= 0;
	if (cell->is_rigid || cell->cell.mark == KS_CELL_SHOWN)
		return false;
	if (cell->cell.mark == KS_CELL_SMALL)
		return count >= 1 && count < joint->small_cell;
	if (cell->cell.count == 0)
		return false;
	/* Held: of small_cell and more it stays so; a small one is in a table that is withheld. */
	return cell->cell.count >= joint->small_cell ? count >= joint->small_cell : count >= 0;
}

static bool line_prints_same(const struct ks_printed *joint, const struct change *change,
			     size_t label, size_t line)
{
	const struct ks_printed_line *l = &joint->lines[label * n_lines(joint) + line];
	int factor = change->sign * in_label(joint, change, label) * in_line(joint, change, line);

	for (size_t i = 0; factor && i < l->n; i++)
		if (!prints_same(joint, &l->cells[i], factor * in_months(change, &l->cells[i])))
			return false;
	return true;
}

static bool groups_print_same(const struct ks_printed *joint, const struct change *change,
			      size_t label)
{
	for (size_t line = 1 + joint->n_parts; line < n_lines(joint); line++)
		if (!line_prints_same(joint, change, label, line))
			return false;
	return true;
}

static bool label_prints_same(const struct ks_printed *joint, const struct change *change,
			      size_t label)
{
	if (label == NONE)
		return true;
	return line_prints_same(joint, change, label, 0) &&
	       line_prints_same(joint, change, label, change->part + 1) &&
	       (change->to_part == NONE ||
		line_prints_same(joint, change, label, change->to_part + 1)) &&
	       groups_print_same(joint, change, label);
}

/* Nothing can be less than none. */
static bool is_there(const struct ks_printed *joint, size_t label, size_t part, int month, int more)
{
	size_t at = (label * joint->n_parts + part) * (size_t)joint->n_months + (size_t)month;

	return more >= 0 || joint->counts[at] > 0;
}

static bool months_are_there(const struct ks_printed *joint, const struct change *change,
			     size_t label, size_t part, int more)
{
	if (label == NONE || part == NONE)
		return true;
	return is_there(joint, label, part, change->month, more) &&
	       (change->to_month < 0 || is_there(joint, label, part, change->to_month, -more));
}

static bool can_be(const struct ks_printed *joint, const struct change *change)
{
	int sign = change->sign;

	return months_are_there(joint, change, change->label, change->part, sign) &&
	       months_are_there(joint, change, change->label, change->to_part, -sign) &&
	       months_are_there(joint, change, change->to_label, change->part, -sign) &&
	       months_are_there(joint, change, change->to_label, change->to_part, sign) &&
	       label_prints_same(joint, change, change->label) &&
	       label_prints_same(joint, change, change->to_label) &&
	       label_prints_same(joint, change, joint->n_labels);
}

/* ---- looking for a world ----------------------------------------------------------- */

/* Which cell is to become another number. */
struct target {
	const struct ks_printed *joint;
	const struct ks_printed_cell *cell;
	size_t line;
	int tries;
};

/* Both ways, in this month alone and with every other month instead. */
static bool try_months(struct target *t, struct change *change)
{
	for (change->to_month = -1; change->to_month < t->joint->n_months; change->to_month++) {
		if (change->to_month >= t->cell->first && change->to_month <= t->cell->last)
			continue;
		for (change->sign = -1; change->sign <= 1; change->sign += 2)
			if (t->tries-- > 0 && can_be(t->joint, change))
				return true;
	}
	return false;
}

/* In this part alone, and with every part instead that the line does not count. */
static bool try_parts(struct target *t, struct change *change)
{
	for (size_t to = NONE; to == NONE || to < t->joint->n_parts; to++) {
		change->to_part = to;
		if ((to != NONE && ks_printed_has(t->joint, t->line, to)) || t->tries <= 0)
			continue;
		if (try_months(t, change))
			return true;
	}
	return false;
}

static bool try_labels(struct target *t, struct change *change, bool all_labels)
{
	for (size_t to = NONE; to == NONE || to < t->joint->n_labels; to++) {
		change->to_label = to;
		if ((to != NONE && (all_labels || to == change->label)) || t->tries <= 0)
			continue;
		if (try_parts(t, change))
			return true;
	}
	return false;
}

bool ks_printed_is_free(const struct ks_printed *joint, size_t label, size_t line,
		      const struct ks_printed_cell *cell)
{
	struct target t = { joint, cell, line, MOST_TRIES };
	bool all_labels = label == joint->n_labels;

	for (size_t l = all_labels ? 0 : label; l < (all_labels ? joint->n_labels : label + 1); l++)
		for (size_t p = 0; p < joint->n_parts; p++)
			for (int m = cell->first < 0 ? 0 : cell->first;
			     m <= cell->last && m < joint->n_months; m++) {
				struct change change = { .label = l, .part = p, .month = m };

				if (ks_printed_has(joint, line, p) &&
				    try_labels(&t, &change, all_labels))
					return true;
			}
	return false;
}

/* ---- holding back --------------------------------------------------------------------- */

static bool may_hold(const struct ks_printed_cell *cell)
{
	return cell->mine && !cell->is_exact && cell->cell.mark == KS_CELL_SHOWN &&
	       cell->cell.count > 0;
}

/* How near a line is to another: 0 the same, then the same part, the same label, any. */
static int distance(size_t label, size_t line, size_t other_label, size_t other_line)
{
	return (label != other_label) * (1 + (line == 0)) + (line != other_line) * 2;
}

/* Holds the nearest cell of the new table, of those the largest; NULL: there is none left. */
static struct ks_printed_cell *hold_near(struct ks_printed *joint, size_t label, size_t line)
{
	struct ks_printed_cell *best = NULL;
	int best_distance = 0;

	for (size_t i = 0; i < (joint->n_labels + 1) * n_lines(joint); i++)
		for (size_t j = 0; j < joint->lines[i].n; j++) {
			struct ks_printed_cell *cell = &joint->lines[i].cells[j];
			int far = distance(label, line, i / n_lines(joint),
					   i % n_lines(joint));

			if (may_hold(cell) &&
			    (!best || far < best_distance ||
			     (far == best_distance && cell->cell.count > best->cell.count))) {
				best = cell;
				best_distance = far;
			}
		}
	if (best)
		best->cell.mark = best->mine->mark = KS_CELL_HELD;
	return best;
}

/* What was held for nothing is shown again. */
static bool free_one(struct ks_printed *joint, size_t label, size_t line, struct ks_printed_cell *cell)
{
	struct ks_printed_cell *held[64];
	size_t n = 0;

	while (!ks_printed_is_free(joint, label, line, cell)) {
		struct ks_printed_cell *more = n < 64 ? hold_near(joint, label, line) : NULL;

		if (more) {
			held[n++] = more;
			continue;
		}
		while (n-- > 0)
			held[n]->cell.mark = held[n]->mine->mark = KS_CELL_SHOWN;
		return false;
	}
	return true;
}

static bool is_hidden_small(const struct ks_printed *joint, const struct ks_printed_cell *cell)
{
	return (cell->is_unprinted || cell->cell.mark != KS_CELL_SHOWN) && !cell->is_rigid &&
	       cell->cell.count > 0 && cell->cell.count < joint->small_cell;
}

size_t ks_printed_protect(struct ks_printed *joint)
{
	size_t told = 0;

	for (size_t i = 0; i < (joint->n_labels + 1) * n_lines(joint); i++)
		for (size_t j = 0; j < joint->lines[i].n; j++) {
			struct ks_printed_cell *cell = &joint->lines[i].cells[j];

			if (is_hidden_small(joint, cell))
				told += !free_one(joint, i / n_lines(joint),
						  i % n_lines(joint), cell);
		}
	return told;
}
