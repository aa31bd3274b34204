/* SPDX-License-Identifier: EUPL-1.2 */
/* Memory of one item after the other: see store/inside.h. */
#include "ks/base/arena.h"
#include "ks/store/inside.h"

#define ROWS_IN_TURN 64

struct ks_arena *ks_store_lend(struct ks_store *store, struct ks_arena *arena)
{
	struct ks_arena *before = store->arena;

	store->arena = arena;
	ks_db_lend(store->db, arena);
	return before;
}

void ks_turn_start(struct ks_turn *turn, struct ks_store *store)
{
	turn->store = store;
	turn->rows = 0;
	ks_arena_init(&turn->scratch);
	turn->lent = ks_store_lend(store, &turn->scratch);
}

void ks_turn_next(struct ks_turn *turn)
{
	ks_arena_release(&turn->scratch);
	turn->rows = 0;
}

void ks_turn_next_row(struct ks_turn *turn)
{
	if (++turn->rows == ROWS_IN_TURN)
		ks_turn_next(turn);
}

enum ks_status ks_turn_end(struct ks_turn *turn)
{
	ks_store_lend(turn->store, turn->lent);
	ks_arena_release(&turn->scratch);
	return ks_db_status(turn->store->db);
}
