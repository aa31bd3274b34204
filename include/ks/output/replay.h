/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_REPLAY_H
#define KS_OUTPUT_REPLAY_H
/*
 * What is left of a kept route that cannot be made again. One that can is
 * shown as any route (output/route.h, with `again` set).
 */
#include "ks/cards/model.h"
#include "ks/output/out.h"

/* Why it cannot. */
enum ks_left { KS_LEFT_ERASED, KS_LEFT_ALTERED, KS_LEFT_UNREADABLE };

struct ks_left_step {
	int number;
	const char *id, *role, *organisation;	/* organisation NULL: nobody filled the role */
	const char *urgency, *form;		/* words */
	ks_day due, opens;
	bool already;
};

struct ks_left_view {
	enum ks_left why;
	bool alone;			/* false: somebody may look along, so only that it cannot */
	const char *route, *case_key;
	ks_day date;
	/* Of an erased family nothing below is known, except when it was erased. */
	ks_day erased;
	const char *coalition, *version, *sha256;	/* NULL when erased */
	enum ks_class class_then;
	const char *const *altered;	/* names of texts */
	size_t n_altered;
	const struct ks_left_step *steps;
	size_t n_steps;
};

void ks_write_left(struct ks_out *out, const struct ks_left_view *view);

#endif
