/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_IMPORT_H
#define KS_CMD_IMPORT_H
/*
 * Shared between the files of `ks import`: a bundle (import.c), answers from a
 * table or a questionnaire (import_answers.c). Each first works out what will
 * happen and shows it, without holding the book; then, after a yes, works it
 * out again and does it, in one transaction.
 */
#include "ks/cmd/cmd.h"
#include "ks/output/import.h"
#include "ks/store/cases.h"

struct import_opts {
	const char *case_key;
	int by;			/* enum ks_by, or -1 */
	ks_day date;
	bool yes, with_answers;
};

/* ---- import_ask.c --------------------------------------------------------- */

/* KS_OK and go_on; or, when somebody said no, KS_OK and not. */
enum ks_status ks_import_ask(struct ks_ctx *ctx, const struct import_opts *o, bool *go_on);

/* The case named with --case; key stays as it is where none was. */
enum ks_status ks_import_case(struct ks_ctx *ctx, const struct import_opts *o, const char **key);

/* ---- import_answers.c ----------------------------------------------------- */

/* in is no bundle: a table, or JSON of the type given. */
enum ks_status ks_import_answers(struct ks_ctx *ctx, const struct import_opts *o,
				 const struct ks_source_text *in, const char *type);

/* Was this very answer given before: who it is about, by whom, when, and what was said? */
bool ks_is_known_answer(const struct ks_case *data, const struct ks_answer *answer);
bool ks_is_known_score(const struct ks_case *data, const struct ks_score *score);

#endif
