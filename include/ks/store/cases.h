/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_STORE_CASES_H
#define KS_STORE_CASES_H
/*
 * Cases, their dated facts, screenings, answers and scores. Nothing is ever
 * overwritten: a new fact or answer is a new row, the latest counts, a
 * corrected answer stays visible in the history.
 */
#include "ks/engine/family.h"
#include "ks/engine/talk.h"
#include "ks/store/store.h"

/* Length of a case key such as K7QX-3M2P, with its NUL. */
#define KS_KEY_SIZE 10

/* Facts of a case, by name: the words of `fact.name` and of `ks case set`. */
enum ks_fact {
	KS_FACT_PHASE, KS_FACT_DUE, KS_FACT_DUE_SOURCE, KS_FACT_MUNICIPALITY,
	KS_FACT_NEIGHBOURHOOD, KS_FACT_AGE, KS_FACT_FIRST_CHILD, KS_FACT_INTERPRETER,
	KS_FACT_REF, KS_FACT_BORN, KS_FACT_CHILDREN, KS_FACT_ENDED, KS_FACT_SAFE_CONTACT,
	KS_FACT_PROUD, KS_FACT_WISH, KS_FACT_FOLLOWS, KS_FACT_CLOSED, KS_FACT_CLOSED_BECAUSE,
	KS_FACTS
};
extern const char *const ks_fact_words[];	/* phase due due-source ... closed-because */

/* A fact as it was set; value as text (dates ISO, yes/no). */
struct ks_fact_row {
	enum ks_fact fact;
	const char *value;
	ks_day date;			/* day it was set (--today) */
	long long seq;
	const char *user;
};

struct ks_screening {
	int number;			/* 1, 2, ... within the case */
	ks_day date;
	bool complete;			/* false: "intake niet af" */
	int corrects;			/* number of the screening it corrects, or 0 */
	enum ks_joint judgement;
	bool with_parent;
	int raised;			/* enum ks_class or KS_NO_CLASS; KS_GEEN: withdrawn */
	const char *because;		/* why raised; NULL */
	const char *origin;		/* where it came from: see struct ks_screening_new */
	const char *user, *role;
	struct ks_said *talk;		/* what was handled in conversation, in order */
	size_t n_talk;			/* 0: it was no conversation */
	long long seq;
	long long judged;		/* seq that set the judgement */
	ks_day judged_on;		/* and its day */
};

/*
 * An answer with its history: superseded_by is a screening number, or 0. It is
 * the answer's own screening where somebody went back in a conversation.
 */
struct ks_answer_row {
	struct ks_answer answer;
	const char *factor_id;		/* also when the coalition does not know it any more */
	int superseded_by;
	long long seq;
};

/* A score with its history, as an answer. */
struct ks_score_row {
	struct ks_score score;
	int screening;
	bool taken_back;		/* neither value nor outcome: it was a mistake */
	int superseded_by;
	long long seq;
};

/* A case as stored, with the engine's input made from it. */
struct ks_case {
	char key[KS_KEY_SIZE];
	const char *facts[KS_FACTS];	/* latest value of each, NULL when not set */
	ks_day created;
	ks_day erased;			/* KS_NO_DAY */
	struct ks_screening *screenings;
	size_t n_screenings;
	const struct ks_screening *judged, *raised;	/* that set the family's; NULL: none */
	int unfinished;			/* number of the last one not finished yet, or 0 */
	struct ks_answer_row *answers;	/* history, in order of recording */
	size_t n_answers;
	struct ks_score_row *scores;	/* history, of instruments the coalition knows */
	size_t n_scores;
	const char **unknown_factors;	/* answered once, unknown to this coalition; sorted */
	size_t n_unknown_factors;
	struct ks_family family;	/* what counts; ready for ks_route_make() */
};

/*
 * Finds a case by its key or a unique prefix of at least four characters
 * (case-insensitive, with or without the hyphen). KS_INPUT with a diagnostic
 * when there is none (wrong check character said so) or more than one.
 */
enum ks_status ks_case_find(struct ks_store *store, const char *typed, char key[KS_KEY_SIZE]);

/* The same, for what is still known of a case that was erased; ks_case_find() refuses that. */
enum ks_status ks_case_find_any(struct ks_store *store, const char *typed, char key[KS_KEY_SIZE]);

/* The running transaction is about the case that was typed, when that is one: for a refusal. */
void ks_case_about(struct ks_store *store, const char *typed);

/* Makes a new, empty case; key gets its new random key. */
enum ks_status ks_case_new(struct ks_store *store, char key[KS_KEY_SIZE]);

/* Sets a fact (a new dated row); NULL value clears it. */
enum ks_status ks_case_set(struct ks_store *store, const char *key, enum ks_fact fact,
			   const char *value);

/* A case other than `key` that already follows on `earlier`; NULL: none. */
const char *ks_case_following(struct ks_store *store, const char *earlier, const char *key);

/*
 * Reads a case with everything dated or set up to now. The family's standing
 * reasons are those of the last route kept on or before `today`.
 */
enum ks_status ks_case_read(struct ks_store *store, const struct ks_coalition *c, const char *key,
			    struct ks_case *out);

/*
 * Reads a case as ks_case_read() did when today was `today` and the last audit
 * row had seq: rows are only ever added, so what was written later is left out.
 * Kept routes are those before seq, the others up to and with it: together what
 * the transaction that kept a route saw.
 */
enum ks_status ks_case_read_then(struct ks_store *store, const struct ks_coalition *c,
				 const char *key, ks_day today, long long seq, struct ks_case *out);

/* Facts in order of recording: the history for `ks case show`. */
enum ks_status ks_case_facts(struct ks_store *store, const char *key, struct ks_fact_row **rows,
			     size_t *n);

/* ---- screening ----------------------------------------------------------- */

struct ks_screening_new {
	ks_day date;
	bool complete, correct;		/* correct: supersede earlier answers of the same source,
					   and earlier scores of the same instrument or item */
	const struct ks_answer *answers;	/* of that day: their own is not looked at */
	size_t n_answers;
	const struct ks_score *scores;
	size_t n_scores;
	const char **already;		/* "iv@role" */
	size_t n_already;
	enum ks_joint judgement;
	bool with_parent;
	int raised;
	const char *because;
	/* Answers that came in: "table", "questionnaire", or the handover they were shared with;
	   NULL: somebody recorded them here. */
	const char *origin;
};

/* Records a screening; number gets its number within the case. */
enum ks_status ks_screening_add(struct ks_store *store, const char *key,
				const struct ks_screening_new *screening, int *number);

/* ---- a conversation ------------------------------------------------------ */

/*
 * A screening that grows answer by answer. It counts from its first answer
 * and is not complete until it is finished. Within one screening the last
 * answer to a question counts; `not-asked` takes back what was answered in it.
 */
struct ks_screening_part {
	ks_day date;
	const char *place;		/* what was handled; engine/talk.h */
	const char *said;		/* the choice made there, or NULL */
	const struct ks_answer *answers;	/* of that day too */
	size_t n_answers;
	const struct ks_score *score;	/* NULL: none */
	bool score_taken_back;		/* that score was a mistake: it no longer counts */
	const char **already;		/* "iv@role" */
	const bool *there;		/* each: it is there, or it is not after all */
	size_t n_already;
	bool judged;			/* judgement was made together, or taken back */
	enum ks_joint judgement;
	bool finished;
};

/* Begins one; number gets its number within the case. */
enum ks_status ks_screening_open(struct ks_store *store, const char *key, ks_day date,
				 int *number);

/* Adds to it. */
enum ks_status ks_screening_extend(struct ks_store *store, const char *key, int number,
				   const struct ks_screening_part *part);

/*
 * A raise that raises nothing withdraws the one that stood: the screening is
 * kept as raising to the lowest class.
 */
enum ks_status ks_screening_withdraw_raise(struct ks_store *store, const char *key, int number);

/*
 * Keeps with the case what lists need without evaluating: class, and the day
 * of the latest screening or the day given when that is later. A cache.
 */
enum ks_status ks_case_summarise(struct ks_store *store, const char *key, enum ks_class class_now,
				 ks_day screened);

/* One line of `ks case list`. */
struct ks_case_line {
	const char *key;
	enum ks_class class_now;
	bool has_class;
	enum ks_phase phase;
	ks_day due, born, screened;	/* KS_NO_DAY when not known */
	const char *municipality, *ref;
	int open_handovers, overdue;
	bool incomplete;
	bool nothing_asked;		/* and so the lowest class */
};

struct ks_case_filter {
	int phase;			/* enum ks_phase or -1 */
	const char *municipality;	/* NULL: all */
	bool ended_too;
};

enum ks_status ks_case_list(struct ks_store *store, const struct ks_case_filter *filter,
			    struct ks_case_line **lines, size_t *n);

#endif
