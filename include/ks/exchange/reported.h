/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_EXCHANGE_REPORTED_H
#define KS_EXCHANGE_REPORTED_H
/*
 * Answers that another program wrote down: a table (CSV) or a FHIR R4
 * QuestionnaireResponse. Either becomes what was told on each day, and is then
 * judged by the rules that hold for `ks screen` (exchange/answers.h).
 *
 * docs/answers.md describes both for who has to make one. Nothing is guessed:
 * what is asked after goes by the ids of the coalition, and what is not
 * understood is refused with its place.
 */
#include "ks/engine/parcel.h"
#include "ks/exchange/answers.h"

struct ks_reported_day {
	ks_day date;
	struct ks_answers answers;
};

struct ks_reported {
	struct ks_reported_day *days;	/* by date */
	size_t n;
	struct ks_parcel_id about;	/* book and case it says it is about; NULL: it does not say */
	const char **not_taken;		/* what was passed over, by name, each once */
	size_t n_not_taken;
};

/* What the reader has to know besides the text. */
struct ks_reported_with {
	struct ks_arena *arena;
	const struct ks_coalition *c;
	ks_day date;			/* of what has no day of its own; KS_NO_DAY: then refused */
	struct ks_diag *diag;
};

/* A table: columns factor and answer, and when they are there subject and date. */
enum ks_status ks_table_read(const struct ks_reported_with *with, const struct ks_source_text *in,
			     struct ks_reported *out);

/* A QuestionnaireResponse: items by linkId; the text is JSON (ks_json_is_valid() said so). */
enum ks_status ks_response_read(const struct ks_reported_with *with,
				const struct ks_source_text *in, struct ks_reported *out);

/* The resourceType of a text in JSON; NULL when it has none. */
const char *ks_fhir_type(struct ks_arena *arena, const struct ks_source_text *in);

/* All of it understood: one intake for each day, by one source. */
enum ks_status ks_reported_settle(const struct ks_reported_with *with,
				  const struct ks_reported *reported, enum ks_by by, ks_day today,
				  struct ks_intake **out);

#endif
