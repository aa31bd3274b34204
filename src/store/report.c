/* SPDX-License-Identifier: EUPL-1.2 */
/* What stands in the casebook over a period, to be counted. */
#include "ks/store/report.h"

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/store/inside.h"

static void query(struct ks_store *store, enum ks_sql sql, struct ks_period period)
{
	ks_db_query(store->db, sql, KS_VALUES(KS_DAY(period.from), KS_DAY(period.to)));
}

enum ks_status ks_report_work(struct ks_store *store, enum ks_work event, struct ks_period period,
			      ks_each_work *each, void *context)
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
	struct ks_turn turn;

	ks_turn_start(&turn, store);
	query(store, sql, period);
	while (ks_db_next(store->db, sql)) {
		const struct ks_work_row row = {
			.case_key = ks_db_text(store->db, sql, 0),
			.date = ks_db_day(store->db, sql, 1),
			.card = has_card ? ks_db_text(store->db, sql, 2) : NULL,
		};

		each(context, &row);
		ks_turn_next_row(&turn);
	}
	return ks_turn_end(&turn);
}

enum ks_status ks_report_cases(struct ks_store *store, const struct ks_coalition *c,
			       struct ks_period period, ks_day day, ks_each_case *each,
			       void *context)
{
	const enum ks_sql sql = KS_SQL_first_screened;
	enum ks_status status = KS_OK, ended;
	struct ks_turn turn;

	ks_turn_start(&turn, store);
	query(store, sql, period);
	while (!status && ks_db_next(store->db, sql)) {
		struct ks_case item = { .key = "" };

		status = ks_case_read_on(store, c, ks_db_text(store->db, sql, 0), day, &item);
		if (!status)
			each(context, &item, &turn.scratch);
		ks_turn_next(&turn);
	}
	ks_db_end(store->db, sql);
	ended = ks_turn_end(&turn);
	return status ? status : ended;
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

/* The handovers whose ids a query gives; of those refused: if they still are. */
static enum ks_status handovers(struct ks_store *store, enum ks_sql sql, struct ks_period period,
				ks_each_handover *each, void *context)
{
	struct ks_turn turn;

	ks_turn_start(&turn, store);
	query(store, sql, period);
	while (ks_db_next(store->db, sql)) {
		const char *id = ks_db_text(store->db, sql, 0);
		struct ks_handover *item = NULL;
		size_t n = 0;

		if (!ks_handovers_of(store, &id, 1, &item, &n) && n &&
		    (sql != KS_SQL_refused_ids || is_refused_in(item, period)))
			each(context, item);
		ks_turn_next(&turn);
	}
	return ks_turn_end(&turn);
}

enum ks_status ks_report_handovers(struct ks_store *store, struct ks_period period,
				   ks_each_handover *each, void *context)
{
	return handovers(store, KS_SQL_handover_counted, period, each, context);
}

enum ks_status ks_report_refused(struct ks_store *store, struct ks_period period,
				 ks_each_handover *each, void *context)
{
	return handovers(store, KS_SQL_refused_ids, period, each, context);
}

size_t ks_report_size(struct ks_store *store, struct ks_period period)
{
	return (size_t)ks_db_number(store->db, KS_SQL_report_size,
				    KS_VALUES(KS_DAY(period.from), KS_DAY(period.to)));
}

bool ks_report_has_route(struct ks_store *store, const char *case_key, struct ks_period period)
{
	return ks_db_number(store->db, KS_SQL_report_has_route,
			    KS_VALUES(KS_TEXT(case_key), KS_DAY(period.from),
				      KS_DAY(period.to))) > 0;
}

bool ks_report_is_again(struct ks_store *store, const char *handover)
{
	return ks_db_number(store->db, KS_SQL_report_again, KS_VALUES(KS_TEXT(handover))) > 0;
}
