/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of one family, or of all of them in one pass over the book. */
#include "ks/store/pass.h"

/* The same columns in both; of all families, the key comes after them. */
static const struct {
	enum ks_sql one, all;
	int key;
} tables[KS_ROWS_KINDS] = {
	[KS_ROWS_FACTS] = { KS_SQL_fact_rows, KS_SQL_all_facts, 5 },
	[KS_ROWS_SCREENINGS] = { KS_SQL_screening_rows, KS_SQL_all_screenings, 13 },
	[KS_ROWS_TALK] = { KS_SQL_talk_rows, KS_SQL_all_talk, 8 },
	[KS_ROWS_SCORES] = { KS_SQL_score_rows, KS_SQL_all_scores, 7 },
	[KS_ROWS_ALREADY] = { KS_SQL_already_rows, KS_SQL_all_already, 4 },
	[KS_ROWS_STANDING] = { KS_SQL_standing_rows, KS_SQL_all_standing, 4 },
	[KS_ROWS_SCREENED] = { KS_SQL_report_screened, KS_SQL_all_screened, 3 },
	[KS_ROWS_ROUTES] = { KS_SQL_report_routes, KS_SQL_all_routes, 3 },
	[KS_ROWS_STEPS] = { KS_SQL_report_steps, KS_SQL_all_steps, 3 },
	[KS_ROWS_NOTES] = { KS_SQL_report_notes, KS_SQL_all_notes, 3 },
	[KS_ROWS_FIRED] = { KS_SQL_report_fired, KS_SQL_all_fired, 3 },
	[KS_ROWS_PLACES] = { KS_SQL_report_places, KS_SQL_all_places, 3 },
	[KS_ROWS_HANDOVERS] = { KS_SQL_report_handovers, KS_SQL_all_handovers, 24 },
};

enum ks_sql ks_rows_sql(const struct ks_pass *pass, enum ks_rows rows)
{
	return pass ? tables[rows].all : tables[rows].one;
}

void ks_rows_start(const struct ks_rows_of *of, enum ks_rows rows)
{
	struct ks_db *db = of->store->db;

	if (!of->pass)
		ks_db_query(db, tables[rows].one,
			    KS_VALUES(KS_TEXT(of->key), KS_INT(of->seq), KS_DAY(of->day)));
	else if (!of->pass->of[rows].begun)
		ks_db_query(db, tables[rows].all, NULL, 0);
	if (of->pass)
		of->pass->of[rows].begun = true;
}

static bool next_of_pass(const struct ks_rows_of *of, enum ks_rows rows)
{
	const enum ks_sql sql = tables[rows].all;
	bool *waits = &of->pass->of[rows].waits, *ended = &of->pass->of[rows].ended;
	int order;

	do {
		if (!*waits)
			*ended = *ended || !ks_db_next(of->store->db, sql);
		if (*ended)
			return false;
		order = ks_db_compare(of->store->db, sql, tables[rows].key, of->key);
		*waits = order > 0;
	} while (order < 0);
	return order == 0;
}

bool ks_rows_next(const struct ks_rows_of *of, enum ks_rows rows)
{
	return of->pass ? next_of_pass(of, rows) : ks_db_next(of->store->db, tables[rows].one);
}

void ks_pass_end(struct ks_pass *pass, struct ks_store *store)
{
	for (int i = 0; i < KS_ROWS_KINDS; i++)
		if (pass->of[i].begun)
			ks_db_end(store->db, tables[i].all);
}
