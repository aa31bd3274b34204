/* SPDX-License-Identifier: EUPL-1.2 */
/* Looking a casebook over, and making its caches again. */
#include "ks/store/health.h"

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/store/audit.h"
#include "ks/store/counts.h"
#include "ks/store/handovers.h"
#include "ks/store/inside.h"
#include "ks/store/marks.h"
#include "ks/store/place.h"
#include "ks/store/routes.h"

/* What a route was decided with is kept beside it: a replay is worth what that is worth. */
static long long altered_sets(struct ks_store *store)
{
	const char **sets = NULL;
	long long altered = 0;
	size_t n = 0;

	ks_db_query(store->db, KS_SQL_route_sets, NULL, 0);
	while (ks_db_next(store->db, KS_SQL_route_sets))
		*(const char **)ks_grow(store->arena, &sets, &n, sizeof(*sets)) =
			ks_db_text(store->db, KS_SQL_route_sets, 0);
	for (size_t i = 0; i < n; i++) {
		struct ks_kept_files files = { .texts = NULL };

		if (ks_kept_files_read(store, sets[i], &files) == KS_OK)
			altered += !files.whole || files.n_altered;
	}
	return altered;
}

enum ks_status ks_store_examine(struct ks_store *store, struct ks_health *out)
{
	struct ks_db *db = store->db;
	const char *said;

	*out = (struct ks_health){ .damage = NULL };
	said = ks_db_word(db, KS_SQL_integrity, NULL, 0);
	if (!ks_streq(said, "ok"))
		out->damage = said;
	out->orphans = ks_db_number(db, KS_SQL_orphans, NULL, 0);
	ks_audit_verify(store, &out->broken, out->head);
	out->off = ks_db_number(db, KS_SQL_cases_off, NULL, 0);
	ks_marks_recount(store, false, &out->off);
	ks_handovers_recount(store, false, &out->off);
	out->altered = altered_sets(store);
	out->clock_back = ks_db_number(db, KS_SQL_clock_back, NULL, 0);
	out->overdue = ks_db_number(db, KS_SQL_overdue_count, KS_VALUES(KS_DAY(store->today)));
	out->network = ks_place_network(store->path);
	return ks_db_status(db);
}

enum ks_status ks_store_recount(struct ks_store *store)
{
	long long n = 0;

	ks_counts_forget(store);
	ks_db_run(store->db, KS_SQL_cases_mend, NULL, 0);
	ks_marks_recount(store, true, &n);
	return ks_handovers_recount(store, true, &n);
}

/* A later day is never past its term before an earlier one, so the first that is not ends it. */
enum ks_status ks_audit_past(struct ks_store *store, struct ks_span keep, struct ks_past_rows *out)
{
	const enum ks_sql sql = KS_SQL_audit_days;

	*out = (struct ks_past_rows){ .oldest = KS_NO_DAY };
	ks_db_query(store->db, sql, NULL, 0);
	while (ks_db_next(store->db, sql)) {
		ks_day day = ks_db_day(store->db, sql, 0);

		if (ks_add_span(day, keep) >= store->today)
			break;
		if (!out->n)
			out->oldest = day;
		out->n += ks_db_int(store->db, sql, 1);
	}
	ks_db_end(store->db, sql);
	return ks_db_status(store->db);
}

enum ks_status ks_cases_closed(struct ks_store *store, struct ks_closed_case **items, size_t *n)
{
	const enum ks_sql sql = KS_SQL_cases_closed;

	*items = NULL;
	*n = 0;
	ks_db_query(store->db, sql, NULL, 0);
	while (ks_db_next(store->db, sql)) {
		struct ks_closed_case *item = ks_grow(store->arena, items, n, sizeof(*item));

		item->key = ks_db_text(store->db, sql, 0);
		item->closed = ks_db_day(store->db, sql, 1);
	}
	return ks_db_status(store->db);
}
