/* SPDX-License-Identifier: EUPL-1.2 */
/* A table that adds up both ways, hidden so that no small cell follows. */
#include "ks/engine/grid.h"

#include <assert.h>
#include <limits.h>

#include "ks/base/arena.h"

/* A number as an edge of the flow: total of a row, cell, or total of a column. */
struct edge {
	size_t from, to;
	int low, high, now;		/* what it can be, for this proof */
};

struct flow {
	struct edge *edges;
	size_t n_edges, n_nodes;
	size_t *by;			/* the edge by which a node was reached, or n_edges */
	size_t *queue;
};

/* Nodes: rows, then columns, then where rows come from and columns go to. */
static size_t column_node(const struct ks_grid *grid, size_t column)
{
	return grid->rows + column;
}

static struct edge *add_edge(struct flow *flow, size_t from, size_t to, int count)
{
	struct edge *edge = &flow->edges[flow->n_edges++];

	*edge = (struct edge){ from, to, count, count, count };
	return edge;
}

/* A shown number is what it is; a hidden one stays on its own side of small_cell. */
static void let_vary(struct edge *edge, const struct ks_cell *cell, int small_cell)
{
	if (cell->mark == KS_CELL_SMALL) {
		edge->low = 1;
		edge->high = small_cell - 1;
	} else if (cell->mark == KS_CELL_HELD && cell->count >= small_cell) {
		edge->low = small_cell;
		edge->high = INT_MAX;
	}
}

static bool is_unseen(const struct ks_grid *grid, size_t row, size_t column)
{
	return grid->row_totals[row].mark != KS_CELL_SHOWN ||
	       grid->column_totals[column].mark != KS_CELL_SHOWN;
}

static void add_cell(struct flow *flow, const struct ks_grid *grid, size_t row, size_t column)
{
	const struct ks_cell *cell = &grid->cells[row * grid->columns + column];
	struct edge *edge = add_edge(flow, row, column_node(grid, column), cell->count);

	if (is_unseen(grid, row, column)) {
		edge->low = 0;
		edge->high = INT_MAX;
	} else {
		let_vary(edge, cell, grid->small_cell);
	}
}

/* The cells come first, in their own order. The grand total is what it is. */
static void make_flow(struct flow *flow, const struct ks_grid *grid)
{
	size_t source = grid->rows + grid->columns, sink = source + 1;

	flow->n_edges = 0;
	for (size_t i = 0; i < grid->rows; i++)
		for (size_t j = 0; j < grid->columns; j++)
			add_cell(flow, grid, i, j);
	for (size_t i = 0; i < grid->rows; i++) {
		struct edge *edge = add_edge(flow, source, i, grid->row_totals[i].count);

		if (!grid->rows_stay)
			let_vary(edge, &grid->row_totals[i], grid->small_cell);
	}
	for (size_t j = 0; j < grid->columns; j++) {
		struct edge *edge =
			add_edge(flow, column_node(grid, j), sink, grid->column_totals[j].count);

		if (!grid->columns_stay)
			let_vary(edge, &grid->column_totals[j], grid->small_cell);
	}
	assert(flow->n_edges + 1 == (grid->rows + 1) * (grid->columns + 1));
}

static void begin(struct flow *flow, struct ks_arena *arena, const struct ks_grid *grid)
{
	flow->n_nodes = grid->rows + grid->columns + 2;
	flow->edges = KS_NEW_N(arena, (grid->rows + 1) * (grid->columns + 1), struct edge);
	flow->by = KS_NEW_N(arena, flow->n_nodes, size_t);
	flow->queue = KS_NEW_N(arena, flow->n_nodes, size_t);
}

/* ---- a way round ------------------------------------------------------------- */

/* Where one more unit can go from a node by an edge: its other end, or n_nodes. */
static size_t next_by(const struct flow *flow, const struct edge *edge, size_t node)
{
	if (edge->from == node && edge->now < edge->high)
		return edge->to;
	if (edge->to == node && edge->now > edge->low)
		return edge->from;
	return flow->n_nodes;
}

static size_t reach_from(struct flow *flow, size_t node, size_t not_by, size_t tail)
{
	for (size_t e = 0; e < flow->n_edges; e++) {
		size_t next = next_by(flow, &flow->edges[e], node);

		if (e == not_by || next == flow->n_nodes || flow->by[next] != flow->n_edges)
			continue;
		assert(tail < flow->n_nodes);
		flow->by[next] = e;
		flow->queue[tail++] = next;
	}
	return tail;
}

static bool find_way(struct flow *flow, size_t from, size_t to, size_t not_by)
{
	size_t head = 0, tail = 0;

	for (size_t i = 0; i < flow->n_nodes; i++)
		flow->by[i] = flow->n_edges;
	flow->by[from] = flow->n_edges + 1;
	flow->queue[tail++] = from;
	while (head < tail && flow->by[to] == flow->n_edges)
		tail = reach_from(flow, flow->queue[head++], not_by, tail);
	return flow->by[to] != flow->n_edges;
}

/* One unit along the way that was found, back from its end. */
static void take_way(struct flow *flow, size_t from, size_t to)
{
	while (to != from) {
		struct edge *edge = &flow->edges[flow->by[to]];
		bool forward = edge->to == to;

		edge->now += forward ? 1 : -1;
		to = forward ? edge->from : edge->to;
	}
}

/* Can the cell get to this value, one unit at a time? */
static bool gets_to(struct flow *flow, const struct ks_grid *grid, size_t cell, int value)
{
	make_flow(flow, grid);
	while (flow->edges[cell].now != value) {
		struct edge *edge = &flow->edges[cell];
		bool up = edge->now < value;
		size_t from = up ? edge->to : edge->from, to = up ? edge->from : edge->to;

		if (!find_way(flow, from, to, cell))
			return false;
		take_way(flow, from, to);
		edge->now += up ? 1 : -1;
	}
	return true;
}

static bool is_free(struct flow *flow, const struct ks_grid *grid, size_t cell)
{
	return gets_to(flow, grid, cell, 1) && gets_to(flow, grid, cell, grid->small_cell - 1);
}

/* ---- holding back --------------------------------------------------------------- */

static bool can_hold(const struct ks_grid *grid, size_t row, size_t column)
{
	const struct ks_cell *cell = &grid->cells[row * grid->columns + column];

	return cell->mark == KS_CELL_SHOWN && cell->count > 0 && !is_unseen(grid, row, column);
}

/* Where the largest cell is that can still be held back; row or column SIZE_MAX: any. */
static bool hold_largest(struct ks_grid *grid, size_t row, size_t column)
{
	struct ks_cell *best = NULL;

	for (size_t i = 0; i < grid->rows; i++)
		for (size_t j = 0; j < grid->columns; j++) {
			struct ks_cell *cell = &grid->cells[i * grid->columns + j];

			if ((row != (size_t)-1 && i != row) || (column != (size_t)-1 && j != column))
				continue;
			if (can_hold(grid, i, j) && (!best || cell->count > best->count))
				best = cell;
		}
	if (best)
		best->mark = KS_CELL_HELD;
	return best != NULL;
}

/* One more in its row and one in its column, else anywhere. */
static bool hold_for(struct ks_grid *grid, size_t cell)
{
	bool in_row = hold_largest(grid, cell / grid->columns, (size_t)-1);
	bool in_column = hold_largest(grid, (size_t)-1, cell % grid->columns);

	return in_row || in_column || hold_largest(grid, (size_t)-1, (size_t)-1);
}

static void mark(struct ks_grid *grid)
{
	ks_cells_mark_small(grid->cells, grid->rows * grid->columns, grid->small_cell);
	for (size_t i = 0; i < grid->rows; i++)
		for (size_t j = 0; j < grid->columns; j++)
			if (is_unseen(grid, i, j))
				grid->cells[i * grid->columns + j].mark = KS_CELL_HELD;
}

/* Where two lines that need it cross is only seen by trying: each small cell until it is free. */
static bool free_all(struct flow *flow, struct ks_grid *grid)
{
	for (size_t cell = 0; cell < grid->rows * grid->columns; cell++) {
		if (grid->cells[cell].mark != KS_CELL_SMALL)
			continue;
		while (!is_free(flow, grid, cell))
			if (!hold_for(grid, cell))
				return false;
	}
	return true;
}

static bool can_move(struct flow *flow, const struct ks_grid *grid, size_t cell)
{
	int count = grid->cells[cell].count;

	return gets_to(flow, grid, cell, count + 1) ||
	       (count > grid->small_cell && gets_to(flow, grid, cell, count - 1));
}

/* What is held back and can be one value only hides nothing: whoever subtracts has it. */
static void show_known(struct flow *flow, struct ks_grid *grid)
{
	for (size_t cell = 0; cell < grid->rows * grid->columns; cell++)
		if (grid->cells[cell].mark == KS_CELL_HELD &&
		    !is_unseen(grid, cell / grid->columns, cell % grid->columns) &&
		    !can_move(flow, grid, cell))
			grid->cells[cell].mark = KS_CELL_SHOWN;
}

bool ks_grid_protect(struct ks_arena *arena, struct ks_grid *grid)
{
	struct flow flow = { .edges = NULL };
	bool is_safe;

	begin(&flow, arena, grid);
	mark(grid);
	is_safe = free_all(&flow, grid);
	if (is_safe)
		show_known(&flow, grid);
	for (size_t i = 0; !is_safe && i < grid->rows * grid->columns; i++)
		grid->cells[i].mark = KS_CELL_HELD;
	return is_safe;
}
