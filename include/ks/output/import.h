/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_IMPORT_H
#define KS_OUTPUT_IMPORT_H
/* What a bundle from another casebook does here: before, and after. */
#include "ks/output/handover.h"

struct ks_import_view {
	const char *handover;		/* id here; before: NULL where it is new */
	const char *there;		/* id in the book of origin */
	const char *case_key;		/* NULL: a new case, not made yet */
	bool fresh, new_case;		/* a new handover; with a new case */
	struct ks_party from, to;
	const struct ks_move_view *moves;	/* the new ones */
	size_t n_moves;
	ks_day consent_revoked;		/* that consent is withdrawn is new; else KS_NO_DAY */
	const char *const *not_taken;
	size_t n_not_taken;
};

bool ks_import_changes(const struct ks_import_view *view);

/* As text: what will happen. */
void ks_write_import_plan(struct ks_out *out, const struct ks_import_view *view);

/* What happened; the whole answer as JSON. */
void ks_write_imported(struct ks_out *out, const struct ks_import_view *view);

#endif
