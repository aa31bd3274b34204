/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_SCHEMA_H
#define KS_OUTPUT_SCHEMA_H
/*
 * The files of a coalition as a JSON Schema (2020-12), for editors that
 * complete and check while somebody types. It is made from the tables that
 * the loader checks with (cards/shape.h), so there is no second description,
 * and from the ids of one coalition, so that references are completed and a
 * misspelt one shows at once. It has to be made again after an id was added.
 *
 * A scalar of these files is text (`28`, `no` and `2026.1` are never anything
 * else), but an editor reads it as a number or a boolean first. So wherever
 * such a text may stand, the schema takes both.
 */
#include "ks/cards/model.h"
#include "ks/output/out.h"

/* The kinds of files, as `ks cards schema` names them. */
extern const char *const ks_schema_words[];	/* coalition sources .. example */

struct ks_schema_view {
	const struct ks_coalition *coalition;
	int file;			/* index in the words, or -1: any of them */
};

void ks_out_schema(struct ks_out *out, const struct ks_schema_view *view);

#endif
