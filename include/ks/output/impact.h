/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_IMPACT_H
#define KS_OUTPUT_IMPACT_H
/* The answer of `ks cards impact`: what other cards do with the open caseload. */
#include "ks/cards/model.h"
#include "ks/output/shifts.h"

/* A case whose route would differ. */
struct ks_impact_case {
	const char *key;
	struct ks_shifts shifts;
	const char **orphaned;		/* open handovers whose step is lost; sorted */
	size_t n_orphaned;
};

struct ks_impact_totals {
	size_t cases, differing;	/* looked at; with a difference */
	size_t class_changes, gained, lost, moved, orphaned;
	const char **forgotten;		/* answered, and known to the present files alone; sorted */
	size_t n_forgotten;
};

struct ks_impact_view {
	const struct ks_coalition *before, *after;
	ks_day day;
	const struct ks_impact_case *cases;	/* sorted by key */
	size_t n_cases;
	struct ks_impact_totals totals;
	bool totals_only;		/* for who sees no cases */
};

void ks_write_impact(struct ks_out *out, const struct ks_impact_view *view);

#endif
