/* SPDX-License-Identifier: EUPL-1.2 */
/* Tables that were printed, kept as they were shown. */
#include "ks/store/published.h"

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/store/inside.h"
#include "ks/store/routes.h"

const char *const ks_published_marks[] = { "shown", "small", "held", "none", NULL };

static struct ks_published read_table(struct ks_db *db, enum ks_sql sql)
{
	return (struct ks_published){ .id = ks_db_must(db, sql, 0),
				      .from = ks_db_day(db, sql, 1),
				      .to = ks_db_day(db, sql, 2),
				      .made = ks_db_day(db, sql, 3),
				      .coalition = ks_db_must(db, sql, 4),
				      .version = ks_db_must(db, sql, 5),
				      .sha256 = ks_db_must(db, sql, 6) };
}

static const char *id_of(struct ks_store *store, ks_day from, ks_day to)
{
	char first[KS_DATE_TEXT], last[KS_DATE_TEXT];

	ks_format_date(from, first);
	ks_format_date(to, last);
	return ks_fmt(store->arena, "%s..%s", first, last);
}

enum ks_status ks_published_find(struct ks_store *store, ks_day from, ks_day to,
				 struct ks_published *out)
{
	const enum ks_sql sql = KS_SQL_published_find;

	*out = (struct ks_published){ .id = NULL };
	ks_db_query(store->db, sql, KS_VALUES(KS_TEXT(id_of(store, from, to))));
	if (ks_db_next(store->db, sql))
		*out = read_table(store->db, sql);
	ks_db_end(store->db, sql);
	return ks_db_status(store->db);
}

enum ks_status ks_published_near(struct ks_store *store, ks_day from, ks_day to,
				 struct ks_published **items, size_t *n)
{
	const enum ks_sql sql = KS_SQL_published_near;

	*items = NULL;
	*n = 0;
	ks_db_query(store->db, sql, KS_VALUES(KS_DAY(from), KS_DAY(to)));
	while (ks_db_next(store->db, sql)) {
		struct ks_published *slot = ks_grow(store->arena, items, n, sizeof(*slot));

		*slot = read_table(store->db, sql);
	}
	return ks_db_status(store->db);
}

enum ks_status ks_published_cells(struct ks_store *store, const char *id,
				  struct ks_published_cell **cells, size_t *n)
{
	const enum ks_sql sql = KS_SQL_published_cells;

	*cells = NULL;
	*n = 0;
	ks_db_query(store->db, sql, KS_VALUES(KS_TEXT(id)));
	while (ks_db_next(store->db, sql)) {
		struct ks_published_cell *cell = ks_grow(store->arena, cells, n, sizeof(*cell));

		cell->measure = ks_db_must(store->db, sql, 0);
		cell->by = ks_db_must(store->db, sql, 1);
		cell->key = ks_db_must(store->db, sql, 2);
		cell->mark = ks_stored_word(store, ks_published_marks,
					    ks_db_text(store->db, sql, 3));
		cell->value = ks_db_int(store->db, sql, 4);
	}
	return ks_db_status(store->db);
}

static void add_cell(struct ks_store *store, const char *id, size_t number,
		     const struct ks_published_cell *cell)
{
	struct ks_value values[] = { KS_TEXT(id),
				     KS_INT(number),
				     KS_INT(store->tx.seq),
				     KS_TEXT(cell->measure),
				     KS_TEXT(cell->by),
				     KS_TEXT(cell->key),
				     KS_TEXT(ks_published_marks[cell->mark]),
				     KS_INT(cell->value) };

	if (cell->mark != 0)
		values[7] = (struct ks_value)KS_TEXT(NULL);
	ks_db_run(store->db, KS_SQL_published_cell_add, values, sizeof(values) / sizeof(values[0]));
}

enum ks_status ks_published_keep(struct ks_store *store, struct ks_published *table,
				 const struct ks_coalition *c,
				 const struct ks_published_cell *cells, size_t n)
{
	table->id = id_of(store, table->from, table->to);
	table->made = store->today;
	if (ks_coalition_keep(store, c, table->sha256))
		return ks_db_status(store->db);
	ks_db_run(store->db, KS_SQL_published_add,
		  KS_VALUES(KS_TEXT(table->id), KS_INT(store->tx.seq), KS_DAY(table->from),
			    KS_DAY(table->to), KS_DAY(table->made), KS_TEXT(table->coalition),
			    KS_TEXT(table->version), KS_TEXT(table->sha256)));
	for (size_t i = 0; i < n; i++)
		add_cell(store, table->id, i + 1, &cells[i]);
	return ks_db_status(store->db);
}
