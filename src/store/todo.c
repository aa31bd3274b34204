/* SPDX-License-Identifier: EUPL-1.2 */
/* What waits besides handovers. */
#include "ks/store/todo.h"

#include "ks/base/arena.h"
#include "ks/store/inside.h"

static void read_step(struct ks_db *db, struct ks_todo_step *out)
{
	const enum ks_sql sql = KS_SQL_todo_steps;

	*out = (struct ks_todo_step){
		.case_key = ks_db_text(db, sql, 0),
		.route = ks_db_text(db, sql, 1),
		.id = ks_db_text(db, sql, 2),
		.number = (int)ks_db_int(db, sql, 3),
		.intervention = ks_db_text(db, sql, 4),
		.role = ks_db_text(db, sql, 5),
		.organisation = ks_db_text(db, sql, 6),
		.urgency = ks_db_text(db, sql, 7),
		.due = ks_db_day(db, sql, 8),
		.opens = ks_db_day(db, sql, 9),
		.kept_by = { ks_db_text(db, sql, 10), ks_db_text(db, sql, 11) },
	};
}

enum ks_status ks_todo_steps(struct ks_store *store, struct ks_todo_step **items, size_t *n)
{
	*items = NULL;
	*n = 0;
	ks_db_query(store->db, KS_SQL_todo_steps, NULL, 0);
	while (ks_db_next(store->db, KS_SQL_todo_steps))
		read_step(store->db, ks_grow(store->arena, items, n, sizeof(**items)));
	return ks_db_status(store->db);
}

enum ks_status ks_todo_unheld(struct ks_store *store, const char *id, const char ***ids, size_t *n)
{
	const enum ks_sql sql = id ? KS_SQL_todo_unheld_one : KS_SQL_todo_unheld;

	*ids = NULL;
	*n = 0;
	ks_db_query(store->db, sql, KS_VALUES(KS_TEXT(id)));
	while (ks_db_next(store->db, sql))
		*(const char **)ks_grow(store->arena, ids, n, sizeof(**ids)) =
			ks_db_text(store->db, sql, 0);
	return ks_db_status(store->db);
}

static void read_screening(struct ks_db *db, enum ks_sql sql, struct ks_todo_screening *out)
{
	*out = (struct ks_todo_screening){
		.case_key = ks_db_text(db, sql, 0),
		.screened = ks_db_day(db, sql, 1),
		.screened_by = { ks_db_text(db, sql, 2), ks_db_text(db, sql, 3) },
	};
}

static enum ks_status read_screenings(struct ks_store *store, enum ks_sql sql,
				      struct ks_todo_screening **items, size_t *n)
{
	while (ks_db_next(store->db, sql))
		read_screening(store->db, sql, ks_grow(store->arena, items, n, sizeof(**items)));
	return ks_db_status(store->db);
}

enum ks_status ks_todo_screenings(struct ks_store *store, ks_day on_or_before,
				  struct ks_todo_screening **items, size_t *n)
{
	*items = NULL;
	*n = 0;
	ks_db_query(store->db, KS_SQL_todo_screenings, KS_VALUES(KS_DAY(on_or_before)));
	return read_screenings(store, KS_SQL_todo_screenings, items, n);
}

enum ks_status ks_todo_past_term(struct ks_store *store, ks_day due_before,
				 struct ks_todo_screening **items, size_t *n)
{
	*items = NULL;
	*n = 0;
	ks_db_query(store->db, KS_SQL_todo_past_term, KS_VALUES(KS_DAY(due_before)));
	return read_screenings(store, KS_SQL_todo_past_term, items, n);
}

enum ks_status ks_todo_grown(struct ks_store *store, ks_day born_by,
			     struct ks_todo_screening **items, size_t *n)
{
	*items = NULL;
	*n = 0;
	ks_db_query(store->db, KS_SQL_todo_grown, KS_VALUES(KS_DAY(born_by)));
	return read_screenings(store, KS_SQL_todo_grown, items, n);
}

enum ks_status ks_todo_routes(struct ks_store *store, struct ks_todo_screening **items, size_t *n)
{
	*items = NULL;
	*n = 0;
	ks_db_query(store->db, KS_SQL_todo_routes, NULL, 0);
	return read_screenings(store, KS_SQL_todo_routes, items, n);
}

enum ks_status ks_todo_intakes(struct ks_store *store, struct ks_todo_screening **items, size_t *n)
{
	*items = NULL;
	*n = 0;
	ks_db_query(store->db, KS_SQL_todo_intakes, NULL, 0);
	return read_screenings(store, KS_SQL_todo_intakes, items, n);
}

/* ---- what notes left to be done ------------------------------------------ */

static void read_noted(struct ks_db *db, enum ks_sql sql, struct ks_todo_noted *out)
{
	*out = (struct ks_todo_noted){
		.case_key = ks_db_text(db, sql, 0),
		.id = ks_db_text(db, sql, 1),
		.acts = { ks_db_text(db, sql, 2), ks_db_text(db, sql, 3) },
		.due = ks_db_day(db, sql, 4),
		.noted_by = { ks_db_text(db, sql, 5), ks_db_text(db, sql, 6) },
		.what = ks_db_text(db, sql, 7),
	};
}

static enum ks_status read_all_noted(struct ks_store *store, enum ks_sql sql,
				     struct ks_todo_noted **items, size_t *n)
{
	*items = NULL;
	*n = 0;
	ks_db_query(store->db, sql, NULL, 0);
	while (ks_db_next(store->db, sql))
		read_noted(store->db, sql, ks_grow(store->arena, items, n, sizeof(**items)));
	return ks_db_status(store->db);
}

enum ks_status ks_todo_agreements(struct ks_store *store, struct ks_todo_noted **items, size_t *n)
{
	return read_all_noted(store, KS_SQL_todo_agreements, items, n);
}

enum ks_status ks_todo_evaluations(struct ks_store *store, struct ks_todo_noted **items, size_t *n)
{
	return read_all_noted(store, KS_SQL_todo_evaluations, items, n);
}
