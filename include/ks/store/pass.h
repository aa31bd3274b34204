/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_STORE_PASS_H
#define KS_STORE_PASS_H
/*
 * Rows that are read family by family. Private to src/store.
 *
 * Of one family they are asked for by its key. Of very many, in order of
 * their keys, every table is gone through once: a pass, in which a family's
 * rows can be read once, and those of families that nobody asks for are gone
 * over. Whoever reads the rows need not know which: the columns are the same.
 */
#include "ks/store/inside.h"

struct ks_handover;

enum ks_rows {
	KS_ROWS_FACTS, KS_ROWS_SCREENINGS, KS_ROWS_TALK, KS_ROWS_SCORES, KS_ROWS_ALREADY,
	KS_ROWS_STANDING,
	/* What the report counts; first its work. */
	KS_ROWS_SCREENED, KS_ROWS_ROUTES, KS_ROWS_STEPS, KS_ROWS_NOTES, KS_ROWS_FIRED,
	KS_ROWS_PLACES, KS_ROWS_HANDOVERS,
	KS_ROWS_KINDS
};

struct ks_pass {
	struct {
		bool begun, ended;
		bool waits;		/* the row at hand is of a family that has yet to come */
	} of[KS_ROWS_KINDS];
	bool pictured;			/* the rows that make a picture of the family were read */
};

/*
 * A family, and what is asked of it: rows written up to seq, and the kept route
 * that was the last on a day. A pass gives all there is, as it is now.
 */
struct ks_rows_of {
	struct ks_store *store;
	struct ks_pass *pass;		/* NULL: this family alone */
	const char *key;
	long long seq;
	ks_day day;
};

/* The statement whose columns are to be read after ks_rows_next(). */
enum ks_sql ks_rows_sql(const struct ks_pass *pass, enum ks_rows rows);

void ks_rows_start(const struct ks_rows_of *of, enum ks_rows rows);
bool ks_rows_next(const struct ks_rows_of *of, enum ks_rows rows);

/* Ends what was begun. */
void ks_pass_end(struct ks_pass *pass, struct ks_store *store);

/* Handovers with their moves, as far as they are counted (see struct ks_family_rows); handovers.c. */
void ks_handovers_counted(const struct ks_rows_of *of, struct ks_handover **items, size_t *n);

#endif
