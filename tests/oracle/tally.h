/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Counts what the worlds have met, so that nobody takes a test of empty routes for a pass.
 */
#ifndef ORACLE_TALLY_H
#define ORACLE_TALLY_H

#include <stdio.h>

#include "outcome.h"

enum tally_of {
	MET_STEP,
	MET_MERGED,
	MET_DO,
	MET_ALREADY,
	MET_OPENS,
	MET_OPENS_AFTER_BIRTH,
	MET_CHECK,
	MET_EXPLICIT,
	MET_UNFILLED,
	MET_REORDERED,
	MET_OLD_TERM,
	MET_DROP_STEP_WINDOW,
	MET_DROP_WINDOW,
	MET_DROP_CRITERIA,
	MET_DROP_COVERAGE,
	MET_DROP_PHASE,
	MET_ALTERNATIVE,
	MET_GAP,
	MET_SAFETY_NOW,
	MET_SAFETY_CONSULT,
	MET_QUESTION_CLASS,
	MET_QUESTION_ROUTE,
	MET_QUESTION_ONLY_CLASS,
	MET_QUESTION_SUBJECT,
	MET_QUESTION_DECLINED,
	MET_JUDGED,
	MET_VERDICT,
	MET_LAST = MET_VERDICT + VERDICTS
};

struct tally {
	int n[MET_LAST];
};

void tally_count(struct tally *t, const struct family *f, const struct outcome *o);

/* What has never been met, or null: then every kind of answer has been compared. */
const char *tally_missing(const struct tally *t);

void tally_print(FILE *to, const struct tally *t);

#endif
