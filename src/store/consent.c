/* SPDX-License-Identifier: EUPL-1.2 */
/* Consent for a handover that exists already. */
#include "ks/store/handovers.h"

#include "ks/store/inside.h"

enum ks_status ks_handover_consent(struct ks_store *store, const char *id,
				   const struct ks_consent *consent)
{
	long long earlier =
		ks_db_number(store->db, KS_SQL_consent_count, KS_VALUES(KS_TEXT(id)));

	ks_db_run(store->db, KS_SQL_consent_add,
		  KS_VALUES(KS_TEXT(id), KS_INT(earlier + 1), KS_TEXT(consent->by),
			    KS_TEXT(consent->how), KS_DAY(consent->date), KS_TEXT(consent->share),
			    KS_DAY(consent->until), KS_DAY(consent->revoked),
			    KS_INT(store->tx.seq)));
	return ks_db_status(store->db);
}
