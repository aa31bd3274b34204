/* SPDX-License-Identifier: EUPL-1.2 */
/* Notes of a case and the agreements made at a case meeting. */
#include "ks/store/notes.h"

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/store/inside.h"

const char *const ks_note_words[] = { "lead", "meeting", "deviation", "note", NULL };

/* ---- writing ------------------------------------------------------------- */

static void add_agreements(struct ks_store *store, const char *case_key, const struct ks_note *note)
{
	for (size_t i = 0; i < note->n_agreements; i++) {
		const struct ks_agreement *agreement = &note->agreements[i];

		ks_db_run(store->db, KS_SQL_agreement_add,
			  KS_VALUES(KS_TEXT(case_key), KS_INT(note->number), KS_INT(i + 1),
				    KS_INT(store->tx.seq), KS_TEXT(agreement->role),
				    KS_TEXT(agreement->what), KS_DAY(agreement->until)));
	}
}

enum ks_status ks_note_add(struct ks_store *store, const char *case_key, struct ks_note *note)
{
	long long earlier = ks_db_number(store->db, KS_SQL_note_count, KS_VALUES(KS_TEXT(case_key)));

	note->number = (int)earlier + 1;
	ks_db_run(store->db, KS_SQL_note_add,
		  KS_VALUES(KS_TEXT(case_key), KS_INT(note->number), KS_INT(store->tx.seq),
			    KS_TEXT(ks_note_words[note->kind]), KS_DAY(note->date),
			    KS_TEXT(note->text), KS_TEXT(note->because), KS_TEXT(note->card),
			    KS_TEXT(note->step_id), KS_TEXT(note->present), KS_INT(note->named),
			    KS_TEXT(note->role), KS_TEXT(note->organisation), KS_DAY(note->until),
			    KS_TEXT(note->done)));
	add_agreements(store, case_key, note);
	return ks_db_status(store->db);
}

/* ---- reading ------------------------------------------------------------- */

static void read_note(struct ks_store *store, struct ks_note *out)
{
	const enum ks_sql sql = KS_SQL_note_rows;
	struct ks_db *db = store->db;

	*out = (struct ks_note){
		.number = (int)ks_db_int(db, sql, 0),
		.kind = (enum ks_note_kind)ks_stored_word(store, ks_note_words,
							  ks_db_text(db, sql, 1)),
		.date = ks_db_day(db, sql, 2),
		.text = ks_db_text(db, sql, 3),
		.because = ks_db_text(db, sql, 4),
		.card = ks_db_text(db, sql, 5),
		.step_id = ks_db_text(db, sql, 6),
		.present = ks_db_text(db, sql, 7),
		.named = ks_db_int(db, sql, 8) != 0,
		.role = ks_db_text(db, sql, 9),
		.organisation = ks_db_text(db, sql, 10),
		.until = ks_db_day(db, sql, 11),
		.done = ks_db_text(db, sql, 12),
		.user = ks_db_text(db, sql, 13),
		.by_role = ks_db_text(db, sql, 14),
		.by_organisation = ks_db_text(db, sql, 15),
		.seq = ks_db_int(db, sql, 16),
	};
}

static void read_agreements(struct ks_store *store, const char *case_key, struct ks_note *notes,
			    size_t n)
{
	const enum ks_sql sql = KS_SQL_agreement_rows;
	struct ks_db *db = store->db;

	ks_db_query(db, sql, KS_VALUES(KS_TEXT(case_key)));
	while (ks_db_next(db, sql)) {
		size_t number = (size_t)ks_db_int(db, sql, 0);
		struct ks_agreement *slot;

		if (number < 1 || number > n) {
			ks_store_damaged(store);
			break;
		}
		slot = ks_grow(store->arena, &notes[number - 1].agreements,
			       &notes[number - 1].n_agreements, sizeof(*slot));
		*slot = (struct ks_agreement){ .number = (int)ks_db_int(db, sql, 1),
					       .role = ks_db_text(db, sql, 2),
					       .what = ks_db_text(db, sql, 3),
					       .until = ks_db_day(db, sql, 4) };
	}
	ks_db_end(db, sql);
}

static void settle(struct ks_store *store, struct ks_note *notes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *id = ks_fmt(store->arena, "N%d", notes[i].number);

		notes[i].evaluated = ks_note_settled(notes, n, id, notes[i].date);
		for (size_t j = 0; j < notes[i].n_agreements; j++)
			notes[i].agreements[j].done = ks_note_settled(
				notes, n, ks_fmt(store->arena, "%s.%zu", id, j + 1), notes[i].date);
	}
}

enum ks_status ks_notes_of(struct ks_store *store, const char *case_key, struct ks_note **notes,
			   size_t *n)
{
	*notes = NULL;
	*n = 0;
	ks_db_query(store->db, KS_SQL_note_rows, KS_VALUES(KS_TEXT(case_key)));
	while (ks_db_next(store->db, KS_SQL_note_rows))
		read_note(store, ks_grow(store->arena, notes, n, sizeof(**notes)));
	read_agreements(store, case_key, *notes, *n);
	settle(store, *notes, *n);
	return ks_db_status(store->db);
}

/* ---- what follows -------------------------------------------------------- */

bool ks_note_settled(const struct ks_note *notes, size_t n, const char *what, ks_day since)
{
	for (size_t i = 0; i < n; i++)
		if (notes[i].done && ks_streq(notes[i].done, what) && notes[i].date >= since)
			return true;
	return false;
}
