/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_EXCHANGE_ANSWERS_H
#define KS_EXCHANGE_ANSWERS_H
/*
 * What somebody tells `ks screen`: by options, by an answers file in YAML or
 * JSON, or both. Either way it is first text with a place, and then judged by
 * the same rules, so that a file and a command line cannot mean two things.
 *
 *	due: 2027-05-19
 *	municipality: deventer
 *	present: [schulden, werkloos@partner]
 *	score: {epds: 14, epds.item10: 0}
 *
 * Keys are the options' names without the dashes before them; an underscore is
 * as good as a hyphen, `scores` as `score`, and a list may also be written with
 * commas. `format: 1` may stand with it.
 */
#include "ks/base/status.h"
#include "ks/engine/family.h"

struct ks_arena;

/* One thing said and where; text NULL: not said. */
struct ks_told {
	const char *text;
	struct ks_loc loc;
};

struct ks_told_list {
	struct ks_told *items;
	size_t n;
};

struct ks_answers {
	struct ks_told phase, born, due, lmp, scan, municipality, age, first_child, ref, follows,
		interpreter, by, judgement, with_parent, raise, because, correct, date;
	struct ks_told_list present, absent, declined, score, already;
};

/* A thing said with an option: its place is the option itself. */
struct ks_told ks_told_by(struct ks_arena *arena, const char *option, const char *text);
void ks_told_add(struct ks_arena *arena, struct ks_told_list *list, struct ks_told told);

/*
 * Adds what a file says to what was said already: lists grow, and a single
 * thing that was said already stays as it was. KS_INPUT after reporting every
 * unknown key, wrong shape and possible BSN with its place.
 */
enum ks_status ks_answers_read(struct ks_arena *arena, const struct ks_source_text *in,
			       struct ks_diag *diag, struct ks_answers *answers);

/* The same, understood. */
struct ks_intake {
	ks_day date;			/* of the screening */
	int phase;			/* enum ks_phase, or -1 when not said */
	ks_day born;			/* of a new case after birth; KS_NO_DAY when not said */
	ks_day due;			/* KS_NO_DAY when not said */
	const char *due_source;		/* "due", "lmp" or "scan" */
	const char *municipality, *ref, *follows, *interpreter;	/* NULL when not said */
	int age;			/* KS_NO_AGE when not said */
	int first_child;		/* 1, 0, -1 */
	enum ks_by by;			/* who says it; professional unless said */
	bool correct, with_parent;
	enum ks_joint judgement;
	int raised;			/* enum ks_class or KS_NO_CLASS */
	const char *because;
	struct ks_answer *answers;
	size_t n_answers;
	struct ks_score *scores;
	size_t n_scores;
	const char **already;
	size_t n_already;
};

/*
 * Understands what was said against a coalition's words; today is the day of
 * the screening unless another was said. KS_INPUT after reporting all that is
 * wrong: unknown ids with the nearest known one, impossible dates and values,
 * a factor that is both present and absent.
 */
enum ks_status ks_answers_settle(struct ks_arena *arena, const struct ks_coalition *c,
				 const struct ks_answers *answers, ks_day today,
				 struct ks_diag *diag, struct ks_intake *out);

/* True when something was asked, scored, judged or already arranged. */
bool ks_intake_has_answers(const struct ks_intake *intake);

/*
 * "Den Haag" as "den-haag", the form of ids in cards; NULL when it cannot be
 * one.
 */
const char *ks_municipality_id(struct ks_arena *arena, const char *typed);

/* Due date from DATE=W+D as read from a scan on that date. */
bool ks_parse_scan(struct ks_arena *arena, const char *text, ks_day *scanned, ks_day *due);

#endif
