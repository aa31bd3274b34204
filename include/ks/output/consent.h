/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_CONSENT_H
#define KS_OUTPUT_CONSENT_H
/* What the parents consented to, per receiver, and what taking it back did. */
#include "ks/output/handover.h"

struct ks_consent_line {
	struct ks_handover_view handover;
	int stopped;			/* taking back: 1 the handover ended by it, 0 it had; else -1 */
};

struct ks_consent_view {
	const char *case_key;
	ks_day today;
	bool revoked;			/* the lines are what was taken back just now */
	struct ks_consent_line *lines;
	size_t n;
};

void ks_write_consents(struct ks_out *out, const struct ks_consent_view *view);

#endif
