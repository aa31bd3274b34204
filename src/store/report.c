/* SPDX-License-Identifier: EUPL-1.2 */
/* What stands in the casebook over a period, to be counted. */
#include "ks/store/report.h"

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/store/inside.h"

/* The first column of a query over a period, as a list. */
static void list(struct ks_store *store, enum ks_sql sql, struct ks_period period,
		 const char ***items, size_t *n)
{
	*items = NULL;
	*n = 0;
	ks_db_query(store->db, sql, KS_VALUES(KS_DAY(period.from), KS_DAY(period.to)));
	while (ks_db_next(store->db, sql)) {
		const char **slot = ks_grow(store->arena, items, n, sizeof(**items));

		*slot = ks_db_text(store->db, sql, 0);
	}
}

enum ks_status ks_report_work(struct ks_store *store, enum ks_work event,
				struct ks_period period, struct ks_work_row **rows, size_t *n)
{
	static const enum ks_sql queries[KS_WORKS] = {
		[KS_WORK_SCREENING] = KS_SQL_report_screenings,
		[KS_WORK_ROUTE] = KS_SQL_report_routes,
		[KS_WORK_STEP] = KS_SQL_report_steps,
		[KS_WORK_ALREADY] = KS_SQL_report_already,
		[KS_WORK_DEVIATION] = KS_SQL_report_deviations,
		[KS_WORK_MEETING] = KS_SQL_report_meetings,
		[KS_WORK_FIRED] = KS_SQL_report_fired,
	};
	bool has_card = event == KS_WORK_DEVIATION || event == KS_WORK_FIRED;
	enum ks_sql sql = queries[event];

	*rows = NULL;
	*n = 0;
	ks_db_query(store->db, sql, KS_VALUES(KS_DAY(period.from), KS_DAY(period.to)));
	while (ks_db_next(store->db, sql)) {
		struct ks_work_row *row = ks_grow(store->arena, rows, n, sizeof(**rows));

		row->case_key = ks_db_text(store->db, sql, 0);
		row->date = ks_db_day(store->db, sql, 1);
		row->card = has_card ? ks_db_text(store->db, sql, 2) : NULL;
	}
	return ks_db_status(store->db);
}

enum ks_status ks_report_cases(struct ks_store *store, struct ks_period period, const char ***keys,
			       size_t *n)
{
	list(store, KS_SQL_first_screened, period, keys, n);
	return ks_db_status(store->db);
}

enum ks_status ks_report_places(struct ks_store *store, ks_day day, struct ks_place_of **rows,
				size_t *n)
{
	struct ks_db *db = store->db;

	*rows = NULL;
	*n = 0;
	ks_db_query(db, KS_SQL_report_places, KS_VALUES(KS_DAY(day)));
	while (ks_db_next(db, KS_SQL_report_places)) {
		struct ks_place_of *row = ks_grow(store->arena, rows, n, sizeof(**rows));

		row->case_key = ks_db_text(db, KS_SQL_report_places, 0);
		row->municipality = ks_db_text(db, KS_SQL_report_places, 1);
		row->neighbourhood = ks_db_text(db, KS_SQL_report_places, 2);
	}
	return ks_db_status(db);
}

enum ks_status ks_report_handovers(struct ks_store *store, struct ks_period period,
				   struct ks_handover **items, size_t *n)
{
	const char **ids;
	size_t n_ids;

	list(store, KS_SQL_handover_counted, period, &ids, &n_ids);
	return ks_handovers_of(store, ids, n_ids, items, n);
}

static bool is_refused_in(const struct ks_handover *handover, struct ks_period period)
{
	for (size_t i = 0; i < handover->n_moves; i++) {
		const struct ks_handover_move *move = &handover->moves[i];

		if (!move->undone && ks_streq(move->reason, "parent-refused") &&
		    move->date >= period.from && move->date <= period.to)
			return true;
	}
	return false;
}

enum ks_status ks_report_refused(struct ks_store *store, struct ks_period period,
				 struct ks_handover **items, size_t *n)
{
	struct ks_handover *asked = NULL;
	const char **ids;
	size_t n_ids, n_asked = 0, kept = 0;

	*items = NULL;
	*n = 0;
	list(store, KS_SQL_refused_ids, period, &ids, &n_ids);
	if (ks_handovers_of(store, ids, n_ids, &asked, &n_asked))
		return ks_db_status(store->db);
	for (size_t i = 0; i < n_asked; i++)
		if (is_refused_in(&asked[i], period))
			asked[kept++] = asked[i];
	*items = asked;
	*n = kept;
	return KS_OK;
}

enum ks_status ks_report_again(struct ks_store *store, struct ks_period period, const char ***ids,
			       size_t *n)
{
	list(store, KS_SQL_report_again, period, ids, n);
	return ks_db_status(store->db);
}
