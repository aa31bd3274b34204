/* SPDX-License-Identifier: EUPL-1.2 */
/* Erasing a family: see the header. */
#include "ks/store/erase.h"

#include "ks/store/counts.h"
#include "ks/store/inside.h"

/* Rows go before the rows they refer to. */
static const enum ks_sql deletions[] = {
	KS_SQL_erase_agreement, KS_SQL_erase_note,	 KS_SQL_erase_consent,
	KS_SQL_erase_move,	KS_SQL_erase_handover,	 KS_SQL_erase_route_reason,
	KS_SQL_erase_route_step, KS_SQL_erase_route,	 KS_SQL_erase_already,
	KS_SQL_erase_talk,	KS_SQL_erase_score,	 KS_SQL_erase_screening,
	KS_SQL_erase_fact,
};

enum ks_status ks_case_erase(struct ks_store *store, const char *key)
{
	for (size_t i = 0; i < sizeof(deletions) / sizeof(deletions[0]); i++)
		ks_db_run(store->db, deletions[i], KS_VALUES(KS_TEXT(key)));
	ks_db_run(store->db, KS_SQL_erase_case, KS_VALUES(KS_TEXT(key), KS_DAY(store->today)));
	ks_counts_forget(store);
	ks_store_action(store, KS_DELETE);
	return ks_db_status(store->db);
}
