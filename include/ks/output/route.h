/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_ROUTE_H
#define KS_OUTPUT_ROUTE_H
/*
 * The answer of `ks route`, for three readers: the table (parents and
 * professional together), the professional alone, and programs.
 */
#include "ks/engine/loop.h"
#include "ks/output/screen.h"

struct ks_handover_view;		/* output/handover.h */

/* What is known now and was otherwise before the last screening. */
struct ks_change {
	const struct ks_factor *factor;
	enum ks_subject subject;
	bool present;			/* now; false: no longer so */
};

/* A score of the last screening that is new or other than before. */
struct ks_score_change {
	const struct ks_instrument *instrument;
	const char *item;		/* NULL: the total */
	const char *was, *now;		/* was NULL: not taken before */
};

/* A handover that is under way: who asked whom for what. */
struct ks_asked {
	const struct ks_intervention *help;	/* NULL: a `do` */
	const char *step_id;			/* of a route; NULL: no such step */
	const struct ks_card *card;		/* NULL: none */
	bool with_ground;			/* on a ground instead of consent: never at the table */
	const char *what, *to, *from;		/* in words */
	ks_day date;				/* asked on */
	enum ks_handover_status status;
	const char *handover;		/* "H-..." */
	ks_day next_by;			/* the earliest term that runs; KS_NO_DAY: none */
	bool overdue;
};

struct ks_route_view {
	struct ks_screen_view screen;	/* the family; holds route and coalition */
	const struct ks_family *family;
	const char *id;			/* "R-..."; NULL: nothing is kept */
	bool kept;			/* this is what stands as that route */
	ks_day closed;			/* when casework ended; KS_NO_DAY: it goes on */
	const char *sha256;		/* of the coalition's files */
	const char *const *statuses;	/* a step: "open", "already", or of its last handover */
	const char *own_role;			/* of who is working; NULL where nobody is known */
	const char *proud, *wish;	/* her own words; NULL where not said */
	const char *interpreter, *safe_contact;	/* idem */
	ks_day before;			/* the screening before the last; KS_NO_DAY: none */
	const struct ks_change *changes;	/* since then */
	size_t n_changes;
	const struct ks_score_change *score_changes;
	size_t n_score_changes;
	const struct ks_asked *asked;
	size_t n_asked;
	const struct ks_handover_view *left;	/* under way where she lived; not where she lives */
	size_t n_left;
	bool alone, parents, why;
	bool again;			/* a kept route, replayed: nothing follows from it now */
};

/*
 * The table without the pans: what we agree, what is not possible now, what is
 * for another time. Begins with an empty line.
 */
void ks_put_arrangements(struct ks_out *out, const struct ks_route_view *view);

void ks_write_route(struct ks_out *out, const struct ks_route_view *view);

#endif
