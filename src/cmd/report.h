/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_REPORT_H
#define KS_CMD_REPORT_H
/*
 * Shared between the files of `ks report`. A measure is a tally. What is added
 * to it for a family is added to its parts at once (sums.h), so that the parts
 * add up to it by construction; the tallies are filled from the sums.
 */
#include "ks/cmd/cmd.h"
#include "ks/engine/grid.h"
#include "ks/output/progress.h"
#include "ks/output/report.h"
#include "ks/store/report.h"
#include "sums.h"

/* By what numbers are split, as in ks_report_by_words. */
enum report_by { REPORT_BY_MUNICIPALITY, REPORT_BY_NEIGHBOURHOOD, REPORT_BY_ORGANISATION,
		 REPORT_BY_ROLE, REPORT_BY_CARD, REPORT_BYS };
extern const char *const ks_report_by_words[];

/* By what else sums are told apart: no part of a split. */
#define BY_WHOLE "whole"
#define BY_MONTH "month"	/* at: of the trend, 0 the oldest */
#define LONGEST_DAYS 36525	/* at, of a median: a century is a slip of the pen */
#define BY_PAIR "pair"		/* of a handover: "from\nto" */
#define BY_RECEIVER "receiver"	/* of a handover: "organisation\nrole\ncard" */
#define OF_STAGE "stage:"		/* measures of the loop, by their number */

/* One thing that was counted of a family, and where there is one the receiver or card. */
struct hit {
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
	struct lengths lengths;		/* of a median */
	int trend[KS_TREND];		/* of work: by month, up to the end of the period */
	struct ks_cell cell;		/* of a median: twice it, -1 for none */
	struct ks_cell *parts[REPORT_BYS];	/* one a key, where it is split; NULL */
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

/* A period, counted. */
struct counting {
	struct ks_ctx *ctx;
	struct ks_period period;
	ks_day counted_on;		/* the last day that counts */
	bool split;			/* every way at once, so that all was counted on one day */
	struct sums sums;
	bool has_parts;			/* they do: to be split, or kept for who will */
	struct tally *tallies;		/* every one, in order; the others point into it */
	size_t n;
	struct tally *fixed, *classes, *signals, *gaps, *statuses, *declined, *cards, *not_asked;
	struct tally *gone;		/* fired, of cards that are no longer in the agreements */
	size_t n_gone;
	struct ks_cell stages[KS_STAGES];	/* for report_loop.c */
	/* A number that is opened: the families it counts, once for each time. */
	const struct tally *opened;	/* NULL: none */
	const char **families;
	size_t n_families;
	/* Of the family that is counted now: */
	const struct ks_family_rows *family;
	const char *municipality;	/* NULL where not known */
	const char *neighbourhood;	/* "municipality\nneighbourhood", each "" where not known */
	const char *receiver;		/* of the handover; see BY_RECEIVER */
	int sign;			/* 1: added, -1: taken off */
	/* Where it was split: */
	bool is_split[REPORT_BYS];
	const char **keys[REPORT_BYS];	/* sorted; "" where not known */
	size_t n_keys[REPORT_BYS];
	const char **places;		/* "municipality\nneighbourhood", sorted */
	size_t n_places;
	struct ks_grid pairs;		/* handovers by sender (rows) and receiver */
	const char **senders;		/* sorted */
	ks_day made;			/* printed first, and kept since then; KS_NO_DAY */
};

/* Periods that are counted together, in one walk through the casebook. */
struct counted {
	struct counting **items;
	size_t n;
};

/* What was asked for. */
struct asked {
	const char *text;		/* "2026-11", "2026-Q4", "2026" */
	struct ks_period period;
	bool is_month;
};

/* ---- report_numbers.c ------------------------------------------------------- */

/* So many more of so many days. */
void ks_lengths_add(struct ks_arena *arena, struct lengths *lengths, int days, size_t n);

/* The middle of some days, twice; -1 when there are none. */
int ks_lengths_median(const struct lengths *lengths);

/* A cell of a tally, its own or a part, as it may be printed. */
struct ks_number ks_report_number(struct ks_ctx *ctx, const struct tally *t,
				  const struct ks_cell *cell);

/* Where there is nothing to give a number of. */
struct ks_number ks_report_nothing(const struct ks_ctx *ctx);

/* ---- report_table.c --------------------------------------------------------- */

/*
 * The table of a period as it was printed first, else counted now; when the
 * period has ended it is kept, and a quarter or year is split every way.
 * twelve: the twelve months to the same day, counted when first needed.
 */
enum ks_status ks_report_table(struct ks_ctx *ctx, struct ks_period period,
			       struct counting *twelve, struct counting *out);

/* ---- report_join.c ------------------------------------------------------------ */

/*
 * Holds back in a new table what would tell small numbers of tables printed
 * before, or its own. First the months that has to be counted for, each one
 * added to all; when those were counted, the holding back. *join is NULL when
 * there is nothing to join.
 */
struct joining;
enum ks_status ks_report_join_plan(struct counting *c, struct counted *all, struct joining **join);
void ks_report_join(struct joining *join);

/* ---- report_cards.c --------------------------------------------------------- */

/* The yearly evaluation from a year that was counted, and split by card if it has ended. */
enum ks_status ks_report_cards(struct ks_ctx *ctx, const struct counting *c,
			       const struct ks_report_view *report);

/* ---- report_loop.c ------------------------------------------------------------ */

/* Marks the stages; and counts the pairs, where it is split by organisation. */
void ks_report_count_loop(struct counting *c);

/* Stages, and where it is split partners and pairs. */
void ks_report_loop_of(const struct counting *c, struct ks_report_loop *loop);

/* ---- report_open.c ----------------------------------------------------------- */

/* Shows the cases behind a measure; KS_REFUSED for a coordinator. */
enum ks_status ks_report_open(struct ks_ctx *ctx, const char *id, const struct asked *asked);

/* ---- report_measures.c: names, meanings, sources ----------------------------- */

/* All tallies of the coalition, empty. */
void ks_tallies_make(struct counting *c);

/* What a tally is a share of, so that the rest follows from both; NULL: of nothing that is counted. */
const struct tally *ks_tally_whole(const struct counting *c, const struct tally *t);

/* By id, also of a card that is gone, whose tally is made where it is not there yet; NULL. */
struct tally *ks_tally_find(struct counting *c, const char *id);

/* Of a card that fired. */
struct tally *ks_tally_of_card(struct counting *c, const char *card);

/* ---- report_count.c: from the casebook ---------------------------------------- */

/* A period to be counted up to today, all tallies empty; one of some. */
void ks_counting_start(struct ks_ctx *ctx, struct ks_period period, bool split,
		       struct counting *out);
void ks_counted_add(struct counted *all, struct counting *c);

/* Counts all of them, hides what is small, splits what is split; and keeps what was counted. */
enum ks_status ks_tallies_count(struct ks_ctx *ctx, const struct counted *all);

/* Counts every kept count again from nothing; *off: how many are not what was kept. */
enum ks_status ks_report_recount(struct ks_ctx *ctx, long long *off);

/* ---- report_add.c: one family ----------------------------------------------------- */

/* Is it followed from month to month? */
bool ks_tally_has_trend(const struct counting *c, const struct tally *t);

/* Adds a family to the sums of each period, or takes it off (see sign). */
enum ks_status ks_count_family(const struct counted *all, const struct ks_family_rows *family,
			       int sign, struct ks_arena *scratch);

/* ---- report_by.c ------------------------------------------------------------------ */

/* A quarter or a year of the calendar: those are split. */
bool ks_report_is_whole(struct ks_period period);

/* Splits every number that can be split, every way, and hides what is small in the parts. */
void ks_report_split(struct counting *c);

/* Once all is hidden that has to be: the medians of parts of which a number is hidden. */
void ks_report_hide_medians(struct counting *c);

/* Can a number be split so? A receiver has handovers only, a card has deviations too. */
bool ks_report_can_split(const struct counting *c, const struct tally *t, enum report_by by);

#endif
