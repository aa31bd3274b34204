/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_REPORT_H
#define KS_CMD_REPORT_H
/*
 * Shared between the files of `ks report`. A measure is a tally: how much was
 * counted, and where numbers are opened (whose cases are these?) or split the
 * list of it too, so that the parts add up to it by construction.
 */
#include "ks/cmd/cmd.h"
#include "ks/engine/measure.h"
#include "ks/output/report.h"
#include "ks/store/report.h"

/* One thing that was counted: the family, and where there is one the receiver or card. */
struct hit {
	const char *case_key;
	const char *from_organisation, *to_role, *to_organisation;	/* of a handover; NULL */
	const char *card;			/* NULL */
	int days;				/* of a median */
	ks_day date;				/* of work; 0 where it has none */
};

/* How often each number of days, to find their middle; so memory is that of the longest. */
struct lengths {
	size_t *often;			/* by number of days */
	size_t n;			/* of those */
};

struct tally {
	const char *id;
	enum ks_measure_group group;
	const char *label, *definition, *source;
	bool is_protected;		/* what families are like: small counts are hidden */
	bool is_median;			/* of the days of its hits */
	const struct tally *of;		/* its denominator; NULL */
	size_t n_hits;
	struct hit *hits;		/* only where they are listed; see struct counting */
	struct lengths lengths;		/* of a median */
	int trend[KS_TREND];		/* of work: by month, up to the end of the period */
	unsigned last_family;		/* of a card that fired: number of the one counted last */
	struct ks_cell cell;
	struct ks_cell *parts;		/* one a key, when it is split; NULL */
};

/* The tallies that are there in every coalition. */
enum fixed_tally {
	T_CASES, T_DOMAINS, T_BY_SELF, T_BY_PROFESSIONAL, T_BY_FILE, T_BY_SCORE, T_BY_FACTS,
	T_OPEN_GAPS, T_SCREENINGS, T_ROUTES, T_STEPS, T_ALREADY, T_DEVIATIONS, T_MEETINGS,
	T_HANDOVERS, T_WARM, T_AGAIN, T_REFUSED, T_OVERDUE, T_WAITING, T_NO_SHOW,
	T_RESPONSE_DAYS, T_CONTACT_DAYS, T_RESPONSE_IN_TERM, T_RESPONSE_DUE, T_CONTACT_IN_TERM,
	T_CONTACT_DUE, T_FEEDBACK_IN_TERM, T_FEEDBACK_DUE,
	T_FIXED
};

#define N_REASONS 6	/* of ks_reason_words */

/* By what numbers are split, as in ks_report_by_words. */
enum report_by { REPORT_BY_MUNICIPALITY, REPORT_BY_NEIGHBOURHOOD, REPORT_BY_ORGANISATION,
		 REPORT_BY_ROLE, REPORT_BY_CARD };
extern const char *const ks_report_by_words[];

/* Whose hits tallies keep: what is split or opened needs them. */
enum listing { LIST_NOTHING, LIST_HANDOVERS, LIST_ALL };

/* A period, counted. */
struct counting {
	struct ks_ctx *ctx;
	struct ks_period period;
	ks_day counted_on;		/* the last day that counts */
	enum listing listed;
	const char **words;		/* of organisations, roles and cards: each kept once */
	size_t n_words;
	int stages[KS_STAGES];		/* of handovers and routes; for report_loop.c */
	struct tally *tallies;		/* every one, in order; the others point into it */
	size_t n;
	struct tally *fixed, *classes, *signals, *gaps, *statuses, *declined, *cards, *not_asked;
	struct tally *gone;		/* fired, of cards that are no longer in the agreements */
	size_t n_gone;
	/* When it is split: */
	bool is_split;
	enum report_by by;
	const struct ks_place_of *places;
	size_t n_places;
	const char **keys;		/* sorted; "" where not known */
	size_t n_keys;
};

/* What was asked for. */
struct asked {
	const char *text;		/* "2026-11", "2026-Q4", "2026" */
	struct ks_period period;
	bool is_month;
};

/* ---- report.c -------------------------------------------------------------- */

/* A period, counted up to today; small numbers hidden. Listed where it is to be opened or split. */
enum ks_status ks_tallies_of(struct ks_ctx *ctx, struct ks_period period, enum listing listed,
			     struct counting *out);

/* A cell as it may be printed; and the part of a tally that is of one key. */
struct ks_number ks_report_cell(struct ks_ctx *ctx, const struct ks_cell *cell);
struct ks_number ks_report_part(const struct counting *c, const struct tally *t, size_t key);

/* ---- report_cards.c --------------------------------------------------------- */

/* The yearly evaluation from a year that was counted, and split by card if it has ended. */
enum ks_status ks_report_cards(struct ks_ctx *ctx, const struct counting *c,
			       const struct ks_report_view *report);

/* ---- report_loop.c ------------------------------------------------------------ */

/* Stages, and where the period has ended (may_split) partners and pairs. */
enum ks_status ks_report_loop_of(const struct counting *c, bool may_split,
				 struct ks_report_loop *loop);

/* ---- report_open.c ----------------------------------------------------------- */

/* Shows the cases behind a measure; KS_REFUSED for a coordinator. */
enum ks_status ks_report_open(struct ks_ctx *ctx, const char *id, const struct asked *asked);

/* ---- report_measures.c: names, meanings, sources ----------------------------- */

/* All tallies of the coalition, empty. */
void ks_tallies_make(struct counting *c);

/* ---- report_count.c: from the casebook ---------------------------------------- */

/* Fills the tallies and hides what is small. */
enum ks_status ks_tallies_count(struct counting *c);

/* One more of so many days. */
void ks_lengths_add(struct ks_arena *arena, struct lengths *lengths, int days);

/* ---- report_by.c ------------------------------------------------------------------ */

/* Splits every number that can be split, and hides what is small in the parts. */
enum ks_status ks_report_split(struct counting *c, enum report_by by);

/* The days that a tally counted of one key; for a median. */
struct lengths ks_report_lengths_of(const struct counting *c, const struct tally *t, size_t key);

#endif
