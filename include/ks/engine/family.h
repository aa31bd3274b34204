/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_FAMILY_H
#define KS_ENGINE_FAMILY_H
/*
 * What is known of one family: the engine's whole input beside the coalition
 * and a day. Plain data; the store, an answers file or an example fills it.
 */
#include <stdbool.h>
#include <stddef.h>

#include "ks/cards/model.h"

enum ks_reply { KS_PRESENT, KS_ABSENT, KS_DECLINED, KS_NOT_ASKED };
extern const char *const ks_reply_words[];	/* present absent declined not-asked */

enum ks_by { KS_BY_SELF, KS_BY_PROFESSIONAL, KS_BY_FILE };
#define KS_BYS 3
extern const char *const ks_by_words[];		/* self professional file */

/* One answer that counts; superseded ones are left out before they get here. */
struct ks_answer {
	const struct ks_factor *factor;
	enum ks_subject subject;
	enum ks_reply reply;
	enum ks_by by;
	ks_day date;
	int screening;		/* number of the screening it belongs to; 0 unknown */
};

struct ks_score {
	const struct ks_instrument *instrument;
	const char *item;	/* NULL: the total */
	int value;		/* when the instrument has a range */
	const char *outcome;	/* else */
	ks_day date;
};

/* A reason of the last kept route: since when it has stood without a break. */
struct ks_standing {
	const char *card, *step;
	ks_day since;
};

enum ks_joint { KS_NO_JUDGEMENT, KS_IN_BALANCE, KS_OUT_OF_BALANCE };
extern const char *const ks_joint_words[];	/* "" in-balance out-of-balance */

#define KS_NO_AGE (-1)
#define KS_NO_CLASS (-1)

struct ks_family {
	enum ks_phase phase;
	ks_day due, born;		/* KS_NO_DAY when not known; born: the youngest child */
	int age;			/* of the pregnant woman in years, or KS_NO_AGE */
	int first_child;		/* 1 yes, 0 no, -1 not given */
	const char *municipality;	/* NULL when not given */
	const struct ks_answer *answers;	/* in the order they were recorded */
	size_t n_answers;
	const struct ks_score *scores;	/* idem */
	size_t n_scores;
	const char **already;		/* step ids "iv@role" of help already there */
	size_t n_already;
	enum ks_joint judgement;	/* made with the parent, at the last screening */
	int raised;			/* enum ks_class set by a professional, or KS_NO_CLASS */
	const struct ks_standing *standing;	/* of the last kept route */
	size_t n_standing;
	/*
	 * Factors that are left out of the picture, answered, derived or raised:
	 * to tell what would be there without them. NULL: none.
	 */
	bool (*leaves_out)(const struct ks_factor *factor);
};

/* A family about whom nothing is known yet, in a phase. */
void ks_family_init(struct ks_family *family, enum ks_phase phase);

/* True when the help of a step id "iv@role" is there already. */
bool ks_family_has_already(const struct ks_family *family, const char *id);

/*
 * Phase on a day: a case that is `after` now was `during` before the birth.
 */
enum ks_phase ks_family_phase_on(const struct ks_family *family, ks_day day);

/*
 * Gestational age in days on a day, or -1 when it cannot be told: no due
 * date, phase before or ended, outside 0+0..43+0, or after the birth.
 */
int ks_family_week_on(const struct ks_family *family, ks_day day);

/*
 * True when a pregnancy with this due date would be past 43+0 on a day: it has
 * ended one way or the other, and nobody recorded how.
 */
bool ks_is_past_term(ks_day due, ks_day day);

#endif
