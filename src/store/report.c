/* SPDX-License-Identifier: EUPL-1.2 */
/* Counts of what stands in the casebook over a period. */
#include "ks/store/report.h"

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/store/inside.h"

static int count(struct ks_store *store, enum ks_sql sql, struct ks_period period)
{
	return (int)ks_db_number(store->db, sql, KS_VALUES(KS_DAY(period.from), KS_DAY(period.to)));
}

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

static bool is_refusal_in(const struct ks_handover_move *move, struct ks_period period)
{
	return !move->undone && ks_streq(move->reason, "parent-refused") &&
	       move->date >= period.from && move->date <= period.to;
}

/* Handovers that a parent refused; one that was corrected is none. */
static int count_refused(struct ks_store *store, struct ks_period period)
{
	struct ks_handover *items;
	const char **ids;
	size_t n_ids, n;
	int refused = 0;

	list(store, KS_SQL_refused_ids, period, &ids, &n_ids);
	if (ks_handovers_of(store, ids, n_ids, &items, &n))
		return 0;
	for (size_t i = 0; i < n; i++) {
		bool is_refused = false;

		for (size_t j = 0; j < items[i].n_moves; j++)
			is_refused = is_refused || is_refusal_in(&items[i].moves[j], period);
		refused += is_refused;
	}
	return refused;
}

enum ks_status ks_report_work(struct ks_store *store, struct ks_period period,
			      struct ks_work_counts *out)
{
	out->screenings = count(store, KS_SQL_count_screenings, period);
	out->routes = count(store, KS_SQL_count_routes, period);
	out->steps = count(store, KS_SQL_count_steps, period);
	out->already = count(store, KS_SQL_count_already, period);
	out->refused = count_refused(store, period);
	return ks_db_status(store->db);
}

enum ks_status ks_report_cases(struct ks_store *store, struct ks_period period, const char ***keys,
			       size_t *n)
{
	list(store, KS_SQL_first_screened, period, keys, n);
	return ks_db_status(store->db);
}

enum ks_status ks_report_handovers(struct ks_store *store, struct ks_period period,
				   struct ks_handover **items, size_t *n)
{
	const char **ids;
	size_t n_ids;

	list(store, KS_SQL_handover_counted, period, &ids, &n_ids);
	return ks_handovers_of(store, ids, n_ids, items, n);
}
