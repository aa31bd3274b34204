/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_CASES_H
#define KS_OUTPUT_CASES_H
/* The answers of `ks case`: the list, and one case as it went. */
#include "ks/output/notes.h"
#include "ks/output/route_change.h"
#include "ks/output/screen.h"

/* A line of the list. */
struct ks_case_row {
	const char *key;
	int class_now;			/* enum ks_class or KS_NO_CLASS */
	enum ks_phase phase;
	int week;			/* days, or -1 */
	const char *municipality, *ref;	/* NULL where not given */
	ks_day screened;
	int open_handovers, overdue;
	bool incomplete;
	bool nothing_asked;		/* the lowest class, but nobody asked a thing */
};

/* ended_too: those that were closed or have ended are among them. */
void ks_write_case_list(struct ks_out *out, const struct ks_case_row *rows, size_t n,
			bool ended_too);

/* Something that happened in a case, in the words of the book. */
struct ks_case_event {
	enum {
		KS_EVENT_FACT,		/* name, value */
		KS_EVENT_SCREENING,	/* number, word: judgement or "", value: raised to */
		KS_EVENT_ANSWER,	/* name: factor, word: reply, value: by, number, other */
		KS_EVENT_SCORE,		/* name: instrument or item, value, other */
		KS_EVENT_ROUTE,		/* name: id, word: class, number: steps */
		KS_EVENT_MOVE,		/* name: handover, word: status, value: to whom */
		KS_EVENT_NOTE		/* said */
	} kind;
	ks_day date;
	const char *user;		/* NULL where not known */
	const char *name, *value, *word;
	const char *subject;		/* ANSWER */
	const char *origin;		/* SCREENING: as stored; NULL: recorded here */
	int number;
	int other;			/* SCREENING: corrects; ANSWER, SCORE: superseded by; else 0 */
	const char *note;		/* NULL where not given */
	bool undone;			/* MOVE */
	const struct ks_note_view *said;	/* NOTE */
	const struct ks_route_change *change;	/* ROUTE: since the one before; NULL for the first */
};

struct ks_case_view {
	bool given_out;			/* for the family herself: no word that it is not for her, and as
					   text no class (JSON keeps all) */
	struct ks_screen_view screen;
	const struct ks_case_event *events;	/* in order of time */
	size_t n_events;
	const char *const *unknown_factors;	/* answered once, no longer in the vocabulary */
	size_t n_unknown_factors;
};

void ks_write_case(struct ks_out *out, const struct ks_case_view *view);

/* A change of a case: what is now recorded. */
struct ks_case_change {
	const char *key;
	enum { KS_CASE_SET, KS_CASE_BIRTH, KS_CASE_END, KS_CASE_CLOSE, KS_CASE_REOPEN,
	       KS_CASE_ERASE } kind;
	ks_day date;			/* all but SET */
	int changed;			/* SET: number of facts that differ */
	/* What still runs, to be asked about; SET: with who does not serve where they moved to. */
	const struct ks_handover_view *open;
	size_t n_open;
};

void ks_write_case_change(struct ks_out *out, const struct ks_case_change *change);

#endif
