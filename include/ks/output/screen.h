/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_SCREEN_H
#define KS_OUTPUT_SCREEN_H
/* The answer of `ks screen`: what was told, on two pans. */
#include "ks/engine/route.h"
#include "ks/output/out.h"

struct ks_route_view;

/* Who concluded something, and when; user NULL: not known. */
struct ks_said_by {
	const char *user;
	ks_day date;
	const char *because;		/* of a raise; NULL */
};

/* A family at its last screening. */
struct ks_screen_view {
	const char *case_key;		/* NULL: a try-out without a case */
	int screening;			/* its number; 0: none yet */
	ks_day date;			/* of that screening; KS_NO_DAY: none yet */
	bool complete;			/* false: "intake niet af" */
	bool waits;			/* questions wait for a moment that she is alone */
	ks_day due;			/* KS_NO_DAY when not known */
	enum ks_joint judgement;
	struct ks_said_by judged, raised;	/* where there is a judgement, a raise */
	int raised_to;			/* enum ks_class; KS_NO_CLASS: no raise stands */
	const struct ks_coalition *coalition;
	const struct ks_route *route;
	bool dry_run;
	bool may_move;			/* where a known family lives was said */
	const struct ks_route_view *agreed;	/* output/route.h: also what we agree; NULL: not */
};

void ks_write_screen(struct ks_out *out, const struct ks_screen_view *view);

#endif
