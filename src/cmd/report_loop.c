/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a report draws besides its measures: the stages from a first screening
 * to feedback, the terms of each partner, and who hands over to whom. Stages
 * are work done and exact, but for the families with a signal: that is all of
 * them without those of the first class, so it is shown where that class is.
 * Partners and pairs are breakdowns: only of what has ended, and protected by
 * the same tables as `--by organisation`.
 */
#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/engine/grid.h"
#include "report.h"

#define BY REPORT_BY_ORGANISATION

/* ---- stages --------------------------------------------------------------------- */

static int by_key(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

/* What is known of the families with a signal, by whoever knows the first class. */
static enum ks_mark mark_of_signals(const struct counting *c, int count)
{
	int small_cell = c->ctx->coalition->policy[KS_SMALL_CELL].number;

	if (c->classes[KS_GEEN].cell.mark != KS_CELL_SHOWN)
		return KS_CELL_HELD;
	return count > 0 && count < small_cell ? KS_CELL_SMALL : KS_CELL_SHOWN;
}

static void mark_stages(struct counting *c)
{
	int screened = (int)c->fixed[T_CASES].n_hits;
	int signals = screened - (int)c->classes[KS_GEEN].n_hits;

	c->stages[KS_STAGE_SCREENED].count = screened;
	c->stages[KS_STAGE_SIGNAL].count = signals;
	c->stages[KS_STAGE_SIGNAL].mark = mark_of_signals(c, signals);
}

static void fill_stages(const struct counting *c, struct ks_stage stages[KS_STAGES])
{
	static const struct {
		const char *id;
		enum ks_msg label, definition;
	} words[KS_STAGES] = {
#define STAGE(name) { #name, KS_MSG_stage_##name, KS_MSG_define_stage_##name }
		STAGE(screened), STAGE(signal), STAGE(route), STAGE(requested),
		STAGE(accepted), STAGE(met),	STAGE(told),
#undef STAGE
	};

	for (int i = 0; i < KS_STAGES; i++) {
		stages[i].id = words[i].id;
		stages[i].label = ks_msg_text(c->ctx->out->lang, words[i].label);
		stages[i].definition = ks_msg_text(c->ctx->out->lang, words[i].definition);
		stages[i].number = ks_report_number(c->ctx, &c->fixed[T_CASES], &c->stages[i]);
	}
}

/* ---- partners ------------------------------------------------------------------------ */

static const char *label_of(const struct counting *c, const char *key)
{
	return *key ? key : ks_msg_text(c->ctx->out->lang, KS_MSG_report_key_unknown);
}

static struct ks_number part_of(const struct counting *c, enum fixed_tally which, size_t key)
{
	const struct tally *t = &c->fixed[which];

	return t->parts[BY] ? ks_report_number(c->ctx, t, &t->parts[BY][key]) :
			      (struct ks_number){ -1, false, "-" };
}

/* Most handovers first; those of which the number is hidden last, in order of name. */
static int by_handovers(const void *a, const void *b)
{
	const struct ks_partner *x = a, *y = b;

	if (x->handovers.value != y->handovers.value)
		return y->handovers.value - x->handovers.value;
	return strcmp(x->key, y->key);
}

static void fill_partners(const struct counting *c, struct ks_report_loop *loop)
{
	static const enum fixed_tally due[KS_TERM_KINDS] = { T_RESPONSE_DUE, T_CONTACT_DUE,
							     T_FEEDBACK_DUE };

	loop->partners = KS_NEW_N(c->ctx->arena, c->n_keys[BY] + 1, struct ks_partner);
	for (size_t i = 0; i < c->n_keys[BY]; i++) {
		struct ks_partner *partner = &loop->partners[loop->n_partners];

		partner->key = *c->keys[BY][i] ? c->keys[BY][i] : "unknown";
		partner->label = label_of(c, c->keys[BY][i]);
		partner->handovers = part_of(c, T_HANDOVERS, i);
		for (int term = 0; term < KS_TERM_KINDS; term++) {
			partner->terms[term].due = part_of(c, due[term], i);
			partner->terms[term].in_term =
				part_of(c, (enum fixed_tally)(due[term] - 1), i);
		}
		loop->n_partners += partner->handovers.value != 0;
	}
	if (loop->n_partners)
		qsort(loop->partners, loop->n_partners, sizeof(*loop->partners), by_handovers);
}

/* ---- pairs ----------------------------------------------------------------------------- */

static size_t place_in(const char *const *keys, size_t n, const char *key)
{
	const char *const *found = bsearch(&key, keys, n, sizeof(*keys), by_key);

	return found ? (size_t)(found - keys) : n;
}

/* Pairs come in order of "from\nto", so those of one sender together. */
static const struct sum *pairs_of(struct counting *c, size_t *n)
{
	return sums_of(&c->sums, c->fixed[T_HANDOVERS].id, BY_PAIR, n);
}

static const char **senders(struct counting *c, size_t *n)
{
	const char **keys = NULL;
	size_t n_pairs;
	const struct sum *pairs = pairs_of(c, &n_pairs);

	*n = 0;
	for (size_t i = 0; i < n_pairs; i++) {
		const char *from = ks_strndup(c->ctx->arena, pairs[i].part,
					      strcspn(pairs[i].part, "\n"));

		if (pairs[i].n && (!*n || strcmp(keys[*n - 1], from) != 0))
			*(const char **)ks_grow(c->ctx->arena, &keys, n, sizeof(*keys)) = from;
	}
	if (*n)
		qsort(keys, *n, sizeof(*keys), by_key);
	return keys;
}

static void count_pairs(struct counting *c, const char *const *from, struct ks_grid *grid)
{
	size_t n;
	const struct sum *pairs = pairs_of(c, &n);

	for (size_t i = 0; i < n; i++) {
		size_t length = strcspn(pairs[i].part, "\n");
		const char *sender = ks_strndup(c->ctx->arena, pairs[i].part, length);
		size_t row = place_in(from, grid->rows, sender);
		size_t column = place_in(c->keys[BY], c->n_keys[BY], pairs[i].part + length + 1);

		if (!pairs[i].n)
			continue;
		grid->row_totals[row].count += (int)pairs[i].n;
		grid->cells[row * grid->columns + column].count += (int)pairs[i].n;
	}
	ks_cells_mark_small(grid->row_totals, grid->rows, grid->small_cell);
	ks_cells_hold_back(grid->row_totals, grid->rows, grid->small_cell);
	if (ks_cells_free(grid->row_totals, grid->rows, grid->small_cell))
		return;
	for (size_t i = 0; i < grid->rows; i++)
		grid->row_totals[i].mark = KS_CELL_HELD;
}

static struct ks_number *numbers_of(const struct counting *c, const struct ks_cell *cells, size_t n)
{
	struct ks_number *numbers = KS_NEW_N(c->ctx->arena, n + 1, struct ks_number);

	for (size_t i = 0; i < n; i++)
		numbers[i] = ks_report_number(c->ctx, &c->fixed[T_HANDOVERS], &cells[i]);
	return numbers;
}

static const char **labels_of(const struct counting *c, const char *const *keys, size_t n)
{
	const char **labels = KS_NEW_N(c->ctx->arena, n + 1, const char *);

	for (size_t i = 0; i < n; i++)
		labels[i] = label_of(c, keys[i]);
	return labels;
}

/* Where one sender has just a small number, and all others the least that is not small. */
static int least_apart(const struct ks_grid *grid)
{
	return grid->small_cell > 1 ? (int)grid->rows * grid->small_cell - 1 : 0;
}

/*
 * A receiver with less is not told apart by sender. There small numbers may have no other to hide
 * behind, and one of those would hide the whole table. It goes by its own number, which is known,
 * so that it is left out says nothing more.
 */
static struct ks_cell *told_apart(struct ks_arena *arena, const struct ks_grid *grid)
{
	struct ks_cell *columns = KS_NEW_N(arena, grid->columns + 1, struct ks_cell);

	for (size_t i = 0; i < grid->columns; i++) {
		columns[i] = grid->column_totals[i];
		if (columns[i].count > 0 && columns[i].count < least_apart(grid))
			columns[i].mark = KS_CELL_HELD;
	}
	return columns;
}

/* The receivers are the same table as --by organisation: what is hidden there is hidden here. */
static void split_pairs(struct counting *c)
{
	struct ks_arena *arena = c->ctx->arena;
	struct ks_grid grid = { .columns = c->n_keys[BY],
				.small_cell = c->ctx->coalition->policy[KS_SMALL_CELL].number,
				.column_totals = c->fixed[T_HANDOVERS].parts[BY],
				.columns_stay = true };
	struct ks_grid apart;
	const char **from = senders(c, &grid.rows);

	if (!grid.rows || !grid.column_totals)
		return;
	grid.cells = KS_NEW_N(arena, grid.rows * grid.columns + 1, struct ks_cell);
	grid.row_totals = KS_NEW_N(arena, grid.rows + 1, struct ks_cell);
	count_pairs(c, from, &grid);
	apart = grid;
	apart.column_totals = told_apart(arena, &grid);
	ks_grid_protect(arena, &apart);
	c->pairs = grid;
	c->senders = from;
}

static void fill_pairs(const struct counting *c, struct ks_pairs *pairs)
{
	const struct ks_grid *grid = &c->pairs;

	if (!grid->rows || !grid->column_totals)
		return;
	pairs->n_from = grid->rows;
	pairs->n_to = grid->columns;
	pairs->from = labels_of(c, c->senders, grid->rows);
	pairs->to = labels_of(c, c->keys[BY], grid->columns);
	pairs->cells = numbers_of(c, grid->cells, grid->rows * grid->columns);
	pairs->from_totals = numbers_of(c, grid->row_totals, grid->rows);
	pairs->to_totals = numbers_of(c, grid->column_totals, grid->columns);
}

/* ---- all of it -------------------------------------------------------------------------- */

void ks_report_count_loop(struct counting *c)
{
	mark_stages(c);
	if (c->is_split[BY])
		split_pairs(c);
}

void ks_report_loop_of(const struct counting *c, struct ks_report_loop *loop)
{
	*loop = (struct ks_report_loop){ .split = c->is_split[BY] };
	fill_stages(c, loop->stages);
	if (!loop->split)
		return;
	fill_partners(c, loop);
	fill_pairs(c, &loop->pairs);
}
