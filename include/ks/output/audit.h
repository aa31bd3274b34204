/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_AUDIT_H
#define KS_OUTPUT_AUDIT_H
/*
 * The audit as people read it: who looked or wrote, when, and what was done
 * (NEN 7513); and whether the chain still fits together.
 */
#include "ks/output/out.h"

/* One event. Text is NULL where not known or not about one. */
struct ks_audit_line {
	long long seq;
	const char *at;			/* real time in UTC */
	const char *action, *event, *result;
	const char *case_key, *object;
	const char *user, *role, *organisation, *on_behalf;
};

struct ks_audit_view {
	const char *case_key;		/* NULL: the whole book */
	const struct ks_audit_line *lines;
	size_t n;
};

void ks_write_audit(struct ks_out *out, const struct ks_audit_view *view);

struct ks_chain_view {
	long long rows;			/* followed until the end, or until one that does not fit */
	const char *head;		/* hash of the last row followed */
	long long broken;		/* seq of the first that does not fit; 0: all fit */
	const struct ks_audit_line *at_break;	/* that row; NULL when it is gone itself */
	const char *wanted;		/* a head kept elsewhere; NULL: none given */
	long long wanted_at;		/* where it stands in the chain; 0: nowhere */
};

void ks_write_chain(struct ks_out *out, const struct ks_chain_view *view);

#endif
