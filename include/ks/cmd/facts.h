/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_FACTS_H
#define KS_CMD_FACTS_H
/*
 * Changing the facts of a case. Only what differs becomes a new dated row;
 * once something fails the rest is left alone, so a caller sets all it has and
 * asks once how it went.
 */
#include "ks/cmd/cmd.h"
#include "ks/exchange/answers.h"
#include "ks/store/cases.h"

struct ks_facts {
	struct ks_ctx *ctx;
	const char *key;
	const char *now[KS_FACTS];	/* as they stand; NULL where not set */
	enum ks_status status;
	int changed;
};

/* Of a new case: nothing stands yet. */
void ks_facts_init(struct ks_facts *facts, struct ks_ctx *ctx, const char *key);

/* Of an existing case; KS_REFUSED when it has ended or was closed. */
enum ks_status ks_facts_read(struct ks_facts *facts);

/* KS_REFUSED, saying how to open it again, when casework was closed. */
enum ks_status ks_check_not_closed(struct ks_ctx *ctx, const struct ks_case *data);

/* Each does nothing when there is nothing to say: NULL, KS_NO_DAY, negative. */
void ks_facts_text(struct ks_facts *facts, enum ks_fact fact, const char *value);
void ks_facts_number(struct ks_facts *facts, enum ks_fact fact, int value);
void ks_facts_yes_no(struct ks_facts *facts, enum ks_fact fact, int value);
void ks_facts_day(struct ks_facts *facts, enum ks_fact fact, ks_day day);
void ks_facts_phase(struct ks_facts *facts, enum ks_phase phase);

/*
 * What was said of the phase with an existing case; nothing when negative. A
 * child that was born stays born, and a due date is no wish for a child.
 */
void ks_facts_phase_said(struct ks_facts *facts, int phase);

/* The phase of a new case: during a pregnancy, unless something else was said. */
enum ks_phase ks_first_phase(const struct ks_intake *intake);

/* What a new case begins with: its phase, and the child that is there already. */
void ks_facts_begin(struct ks_facts *facts, const struct ks_intake *intake);

/*
 * Due date and where it comes from. A last period does not replace a scan
 * (noted); a due date ends the phase before a pregnancy.
 */
void ks_facts_due(struct ks_facts *facts, ks_day due, const char *source);

/* All that an intake says of the family, and the case it follows; not the phase. */
void ks_facts_intake(struct ks_facts *facts, const struct ks_intake *intake);

enum ks_status ks_facts_status(const struct ks_facts *facts);

#endif
