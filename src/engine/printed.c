/* SPDX-License-Identifier: EUPL-1.2 */
/* A new table beside those that were printed before. */
#include "ks/engine/printed.h"

#include <stdlib.h>

#include "ks/base/arena.h"

#define NONE ((size_t)-1)
#define MOST_TRIES 20000	/* worlds for one cell; then it counts as not free, and more is held */
#define MOST_PARTS 4		/* that change in one world */
#define MOST_HELD 64		/* cells that are held for one */

/*
 * One more (or less) in some parts and one less (or more) in others; where `to`
 * is given the other way round there.
 */
struct change {
	size_t label, to_label;		/* of labels; to NONE: nowhere instead */
	int month, to_month;		/* to -1: nowhere instead */
	size_t parts[MOST_PARTS], n_parts;
	int signs[MOST_PARTS];
};

static size_t n_lines(const struct ks_printed *joint)
{
	return 1 + joint->n_parts + joint->n_groups;
}

bool ks_printed_has(const struct ks_printed *joint, size_t line, size_t part)
{
	if (line <= joint->n_parts)
		return line == 0 || line - 1 == part;
	for (size_t way = 0; way < joint->n_ways; way++)
		if (joint->group_of[part * joint->n_ways + way] == line - 1 - joint->n_parts)
			return true;
	return false;
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
	int sum = 0;

	for (size_t i = 0; i < change->n_parts; i++)
		if (ks_printed_has(joint, line, change->parts[i]))
			sum += change->signs[i];
	return sum;
}

static int in_months(const struct change *change, const struct ks_printed_cell *cell)
{
	int at = change->month >= cell->first && change->month <= cell->last;
	int to = change->to_month >= 0 && change->to_month >= cell->first &&
		 change->to_month <= cell->last;

	return at - to;
}

/* Would the cell be printed the same with so much more, when it is hidden? */
static bool hides_same(const struct ks_printed *joint, const struct ks_cell *cell, int count)
{
	if (cell->mark == KS_CELL_SMALL)
		return count >= 1 && count < joint->small_cell;
	if (cell->count == 0)
		return false;
	/* Held: of small_cell and more it stays so; a small one is in a table that is withheld. */
	return cell->count >= joint->small_cell ? count >= joint->small_cell : count >= 0;
}

static bool may_hold(const struct ks_printed_cell *cell)
{
	return cell->mine && !cell->is_exact && cell->cell.mark == KS_CELL_SHOWN &&
	       cell->cell.count > 0;
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
	if (label == NONE)
		return true;
	return is_there(joint, label, part, change->month, more) &&
	       (change->to_month < 0 || is_there(joint, label, part, change->to_month, -more));
}

static bool parts_are_there(const struct ks_printed *joint, const struct change *change)
{
	for (size_t i = 0; i < change->n_parts; i++)
		if (!months_are_there(joint, change, change->label, change->parts[i],
				      change->signs[i]) ||
		    !months_are_there(joint, change, change->to_label, change->parts[i],
				      -change->signs[i]))
			return false;
	return true;
}

/* ---- looking for a world ----------------------------------------------------------- */

/* Which cell is to become another number, and what may be held for that. */
struct search {
	const struct ks_printed *joint;
	const struct ks_printed_cell *cell;
	size_t line;
	struct change change;
	size_t most_parts;
	struct ks_printed_cell *held[MOST_HELD];
	size_t n_held, most_held;
	int tries;
};

/* A cell that would be printed otherwise, and its line. */
struct blocked {
	struct ks_printed_cell *cell;
	size_t line;
	int more;
};

static bool is_held(const struct search *s, const struct ks_printed_cell *cell)
{
	for (size_t i = 0; i < s->n_held; i++)
		if (s->held[i] == cell)
			return true;
	return false;
}

static bool prints_same(const struct search *s, const struct ks_printed_cell *cell, int more)
{
	int count = cell->cell.count + more;

	if (more == 0)
		return true;
	if (cell->is_unprinted)
		return count >= 0;
	if (cell->is_rigid)
		return false;
	if (cell->cell.mark == KS_CELL_SHOWN)
		return is_held(s, cell) && count >= s->joint->small_cell;
	return hides_same(s->joint, &cell->cell, count);
}

/* The first cell of a line of a label that would be printed otherwise with so much more. */
static bool blocks(const struct search *s, size_t label, size_t line, int more,
		   struct blocked *out)
{
	const struct ks_printed_line *l = &s->joint->lines[label * n_lines(s->joint) + line];
	int factor = more * in_label(s->joint, &s->change, label);

	for (size_t i = 0; factor && i < l->n; i++) {
		int in_cell = factor * in_months(&s->change, &l->cells[i]);

		if (prints_same(s, &l->cells[i], in_cell))
			continue;
		*out = (struct blocked){ &l->cells[i], line, in_cell };
		return true;
	}
	return false;
}

static bool line_blocks(const struct search *s, size_t line, struct blocked *out)
{
	int more = in_line(s->joint, &s->change, line);

	return more && (blocks(s, s->change.label, line, more, out) ||
			(s->change.to_label != NONE &&
			 blocks(s, s->change.to_label, line, more, out)) ||
			blocks(s, s->joint->n_labels, line, more, out));
}

static bool groups_block(const struct search *s, size_t part, struct blocked *out)
{
	const struct ks_printed *joint = s->joint;

	for (size_t way = 0; way < joint->n_ways; way++) {
		size_t group = joint->group_of[part * joint->n_ways + way];

		if (group < joint->n_groups &&
		    line_blocks(s, 1 + joint->n_parts + group, out))
			return true;
	}
	return false;
}

/* First in the lines that count few parts: those leave the fewest ways round. */
static bool find_blocked(const struct search *s, struct blocked *out)
{
	for (size_t i = 0; i < s->change.n_parts; i++)
		if (line_blocks(s, s->change.parts[i] + 1, out))
			return true;
	for (size_t i = 0; i < s->change.n_parts; i++)
		if (groups_block(s, s->change.parts[i], out))
			return true;
	return line_blocks(s, 0, out);
}

static bool find_world(struct search *s);

/* Holds the cell that is in the way. */
static bool hold(struct search *s, const struct blocked *blocked)
{
	if (s->n_held == s->most_held || !may_hold(blocked->cell) ||
	    blocked->cell->cell.count + blocked->more < s->joint->small_cell ||
	    is_held(s, blocked->cell))
		return false;
	s->held[s->n_held++] = blocked->cell;
	if (find_world(s))
		return true;
	s->n_held--;
	return false;
}

static bool is_changed(const struct change *change, size_t part)
{
	for (size_t i = 0; i < change->n_parts; i++)
		if (change->parts[i] == part)
			return true;
	return false;
}

/* One less (or more) in another part that the line counts, so that it stays what it is. */
static bool make_up(struct search *s, size_t line)
{
	struct change *change = &s->change;
	int sign = in_line(s->joint, change, line) > 0 ? -1 : 1;

	if (change->n_parts == s->most_parts)
		return false;
	for (size_t part = 0; part < s->joint->n_parts && s->tries > 0; part++) {
		if (!ks_printed_has(s->joint, line, part) || is_changed(change, part))
			continue;
		change->parts[change->n_parts] = part;
		change->signs[change->n_parts++] = sign;
		if (find_world(s))
			return true;
		change->n_parts--;
	}
	return false;
}

/* The change as far as it goes, and what that asks for. */
static bool find_world(struct search *s)
{
	struct blocked blocked = { NULL, 0, 0 };

	if (s->tries-- <= 0 || !parts_are_there(s->joint, &s->change))
		return false;
	if (!find_blocked(s, &blocked))
		return in_line(s->joint, &s->change, s->line) != 0;
	return hold(s, &blocked) || make_up(s, blocked.line);
}

/* Both ways, in this month alone and with every other month instead. */
static bool try_months(struct search *s, size_t part)
{
	struct change *change = &s->change;

	for (change->to_month = -1; change->to_month < s->joint->n_months; change->to_month++) {
		if (change->to_month >= s->cell->first && change->to_month <= s->cell->last)
			continue;
		for (int sign = -1; sign <= 1; sign += 2) {
			change->parts[0] = part;
			change->signs[0] = sign;
			change->n_parts = 1;
			if (find_world(s))
				return true;
		}
	}
	return false;
}

static bool try_labels(struct search *s, size_t part, bool all_labels)
{
	struct change *change = &s->change;

	for (size_t to = NONE; to == NONE || to < s->joint->n_labels; to++) {
		change->to_label = to;
		if ((to != NONE && (all_labels || to == change->label)) || s->tries <= 0)
			continue;
		if (try_months(s, part))
			return true;
	}
	return false;
}

static bool try_parts(struct search *s, size_t label, bool all_labels)
{
	s->change.label = label;
	for (size_t p = 0; p < s->joint->n_parts; p++)
		for (int m = s->cell->first < 0 ? 0 : s->cell->first;
		     m <= s->cell->last && m < s->joint->n_months; m++) {
			s->change.month = m;
			if (ks_printed_has(s->joint, s->line, p) && try_labels(s, p, all_labels))
				return true;
		}
	return false;
}

/* A world for which so many cells are held, with so many parts changed; what is held is in s. */
static bool search(struct search *s, size_t label, size_t most_held, size_t most_parts)
{
	bool all_labels = label == s->joint->n_labels;

	s->most_held = most_held;
	s->most_parts = most_parts;
	s->n_held = 0;
	s->tries = MOST_TRIES;
	for (size_t l = all_labels ? 0 : label; l < (all_labels ? s->joint->n_labels : label + 1); l++)
		if (try_parts(s, l, all_labels))
			return true;
	return false;
}

/* In few parts before in more; what is held for it is in s. */
static bool find(struct search *s, size_t label, size_t most_held)
{
	return search(s, label, most_held, 2) || search(s, label, most_held, MOST_PARTS);
}

bool ks_printed_is_free(const struct ks_printed *joint, size_t label, size_t line,
		      const struct ks_printed_cell *cell)
{
	struct search s = { .joint = joint, .cell = cell, .line = line };

	return find(&s, label, 0);
}

/* ---- holding back --------------------------------------------------------------------- */

/* Holds as few cells as a world is found for. */
static bool free_one(struct ks_printed *joint, size_t label, size_t line,
		     const struct ks_printed_cell *cell)
{
	struct search s = { .joint = joint, .cell = cell, .line = line };
	struct search fewer = s;

	if (find(&s, label, 0))
		return true;
	if (!find(&s, label, MOST_HELD))
		return false;
	for (size_t most = 1; most < s.n_held; most++)
		if (find(&fewer, label, most))
			s = fewer;
	for (size_t h = 0; h < s.n_held; h++)
		s.held[h]->cell.mark = s.held[h]->mine->mark = KS_CELL_HELD;
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
