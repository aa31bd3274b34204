/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_MADE_H
#define KS_OUTPUT_MADE_H
/* What `ks cards new` made, and what to do next. */
#include "ks/output/out.h"

struct ks_made_view {
	const char *path;		/* of the file or the folder */
	const char *card;		/* NULL: a coalition */
	const char *coalition;		/* NULL: a card */
	const char *copied;		/* coalition copied beside the new one, or NULL */
	const char *replaces;		/* file of the card with the same id, or NULL */
};

void ks_write_made(struct ks_out *out, const struct ks_made_view *view);

#endif
