/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_REASONS_H
#define KS_OUTPUT_REASONS_H
/* Why: sentences for the class, for what dropped out and for gaps. */
#include "ks/engine/route.h"
#include "ks/output/out.h"

/* A sentence and the id of the source it rests on. */
struct ks_why {
	const char *text, *source;
	enum ks_source_status status;	/* of that source */
};

/* Why the class is what it is: the rule that decided, then what was judged. */
size_t ks_why_class(struct ks_out *out, const struct ks_coalition *c,
		    const struct ks_route *route, const struct ks_why **whys);

/* "VoorZorg vervalt: 31+0 weken, grens 28+0". */
const char *ks_why_dropped(struct ks_out *out, const struct ks_route *route,
			   const struct ks_family *family, const struct ks_dropped *dropped);

const char *ks_why_gap(struct ks_out *out, const struct ks_gap *gap);

/* What to ask first, in words; its id where it has none. */
const char *ks_ask_words(struct ks_out *out, const struct ks_ask *ask);

/* The name of an intervention, or what a `do` says. */
const char *ks_help_title(struct ks_out *out, const struct ks_intervention *intervention,
			  const struct ks_step *step);

#endif
