/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_EXCHANGE_FHIR_H
#define KS_EXCHANGE_FHIR_H
/*
 * A bundle from another ks, read (engine/fhir.h says in which shape). Strict:
 * the text has to be JSON (the caller asks ks_json_is_valid() first), read by
 * the same door as every file of ours, so duplicate keys, depth and size are
 * refused there. What changes the meaning of the rest (modifierExtension,
 * implicitRules) and kinds of resources we never write are refused; a field
 * that we do not know is not taken, and named.
 */
#include "ks/base/status.h"
#include "ks/engine/parcel.h"

struct ks_arena;

struct ks_fhir_read {
	struct ks_parcel parcel;
	const char **not_taken;		/* "Task.description", each once, in order of the file */
	size_t n_not_taken;
};

/* KS_INPUT after reporting everything that is wrong, with its place. */
enum ks_status ks_fhir_read(struct ks_arena *arena, const struct ks_source_text *in,
			    struct ks_diag *diag, struct ks_fhir_read *out);

#endif
