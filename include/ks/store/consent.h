/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_STORE_CONSENT_H
#define KS_STORE_CONSENT_H
/* Consent that is given when a draft is sent; `new` records it by itself. */
#include "ks/store/handovers.h"

/*
 * Records consent for a handover. Earlier consent stays as a row; the last one
 * counts.
 */
enum ks_status ks_handover_consent(struct ks_store *store, const char *id,
				   const struct ks_consent *consent);

#endif
