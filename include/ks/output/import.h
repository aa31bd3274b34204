/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_IMPORT_H
#define KS_OUTPUT_IMPORT_H
/* What a file from elsewhere does here, before and after: a bundle, or answers. */
#include "ks/engine/family.h"
#include "ks/output/handover.h"

struct ks_import_view {
	const char *handover;		/* id here; before: NULL where it is new */
	const char *there;		/* id in the book of origin */
	const char *case_key;		/* NULL: a new case, not made yet */
	bool fresh, new_case;		/* a new handover; with a new case */
	struct ks_party from, to;
	const struct ks_move_view *moves;	/* the new ones */
	size_t n_moves;
	const struct ks_named *shared;	/* what may be told of the family */
	size_t n_shared;
	bool with_answers;		/* that becomes answers in the case here */
	size_t n_answers;		/* of which so many are new */
	ks_day consent_revoked;		/* that consent is withdrawn is new; else KS_NO_DAY */
	const char *const *not_taken;
	size_t n_not_taken;
};

bool ks_import_changes(const struct ks_import_view *view);

/* As text: what will happen. */
void ks_write_import_plan(struct ks_out *out, const struct ks_import_view *view);

/* What happened; the whole answer as JSON. */
void ks_write_imported(struct ks_out *out, const struct ks_import_view *view);

/* ---- answers from a table or a questionnaire ----------------------------- */

/* A screening to be made: what the case does not know yet of one day. */
struct ks_import_day {
	ks_day date;
	int screening;			/* its number; 0 before it is made */
	const struct ks_answer *answers;
	size_t n_answers;
	const struct ks_score *scores;
	size_t n_scores;
};

struct ks_import_answers_view {
	const char *case_key;
	enum ks_by by;
	struct ks_import_day *days;
	size_t n_days;
	size_t n_known;			/* answers and scores that are there already */
	const char *const *not_taken;
	size_t n_not_taken;
	const struct ks_route *route;	/* as it is with them; NULL: nothing was recorded */
};

/* As text: what will happen. */
void ks_write_import_answers_plan(struct ks_out *out, const struct ks_import_answers_view *view);

/* What happened; the whole answer as JSON. */
void ks_write_imported_answers(struct ks_out *out, const struct ks_import_answers_view *view);

#endif
