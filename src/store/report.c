/* SPDX-License-Identifier: EUPL-1.2 */
/* What stands in the casebook of a family, to be counted. */
#include "ks/store/report.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/store/pass.h"

/* ---- a family --------------------------------------------------------------------- */

static void read_work(const struct ks_rows_of *of, enum ks_rows rows, struct ks_family_rows *out)
{
	const enum ks_sql sql = ks_rows_sql(of->pass, rows);
	struct ks_db *db = of->store->db;

	ks_rows_start(of, rows);
	while (ks_rows_next(of, rows)) {
		struct ks_work_row *row;

		if (ks_db_is_null(db, sql, 0))
			continue;
		row = ks_grow(of->store->arena, &out->work, &out->n_work, sizeof(*row));
		row->event = (enum ks_work)ks_db_int(db, sql, 0);
		row->date = ks_db_day(db, sql, 1);
		row->card = row->event == KS_WORK_FIRED ? ks_db_must(db, sql, 2) :
							  ks_db_text(db, sql, 2);
		if (row->event == KS_WORK_SCREENING &&
		    (out->screened == KS_NO_DAY || row->date < out->screened))
			out->screened = row->date;
	}
}

/* Places, and the day on which the pregnancy ended. */
static ks_day read_places(const struct ks_rows_of *of, struct ks_family_rows *out)
{
	const enum ks_sql sql = ks_rows_sql(of->pass, KS_ROWS_PLACES);
	struct ks_db *db = of->store->db;
	ks_day ended = KS_NO_DAY;

	ks_rows_start(of, KS_ROWS_PLACES);
	while (ks_rows_next(of, KS_ROWS_PLACES)) {
		int fact = ks_db_word_index(db, sql, 0, ks_fact_words);
		struct ks_place_row *row;

		if (fact == KS_FACT_ENDED) {
			ended = ks_db_day(db, sql, 1);
			continue;
		}
		row = ks_grow(of->store->arena, &out->places, &out->n_places, sizeof(*row));
		row->fact = (enum ks_fact)fact;
		row->value = ks_db_text(db, sql, 1);
		row->date = ks_db_day(db, sql, 2);
	}
	return ended;
}

static enum ks_status read_family(struct ks_store *store, struct ks_pass *pass, const char *key,
				  long long seq, struct ks_family_rows *out)
{
	const struct ks_rows_of of = { store, pass, key, seq, KS_NO_DAY };
	ks_day ended;

	*out = (struct ks_family_rows){ .key = key, .seq = seq, .screened = KS_NO_DAY,
					.pass = pass };
	for (enum ks_rows rows = KS_ROWS_SCREENED; rows <= KS_ROWS_FIRED; rows++)
		read_work(&of, rows, out);
	ended = read_places(&of, out);
	ks_handovers_counted(&of, &out->handovers, &out->n_handovers);
	for (size_t i = 0; i < out->n_handovers; i++) {
		out->handovers[i].case_ended_on = ended;
		out->handovers[i].case_ended = ended != KS_NO_DAY;
	}
	return ks_db_status(store->db);
}

enum ks_status ks_family_read(struct ks_store *store, const char *key, long long seq,
			      struct ks_family_rows *out)
{
	return read_family(store, NULL, key, seq, out);
}

/* ---- families --------------------------------------------------------------------- */

enum ks_status ks_families(struct ks_store *store, ks_each_family *each, void *context)
{
	const enum ks_sql sql = KS_SQL_report_families;
	enum ks_status status = KS_OK, ended;
	struct ks_pass pass = { .pictured = false };
	struct ks_turn turn;

	ks_db_roomy(store->db, true);
	ks_turn_start(&turn, store);
	ks_db_query(store->db, sql, NULL, 0);
	while (!status && ks_db_next(store->db, sql)) {
		struct ks_family_rows family;

		pass.pictured = false;
		status = read_family(store, &pass, ks_db_must(store->db, sql, 0), KS_SEQ_NOW,
				     &family);
		if (!status)
			status = each(context, &family, &turn.scratch);
		ks_turn_next(&turn);
	}
	ks_db_end(store->db, sql);
	ks_pass_end(&pass, store);
	ended = ks_turn_end(&turn);
	ks_db_roomy(store->db, false);
	return status ? status : ended;
}

size_t ks_families_count(struct ks_store *store)
{
	return (size_t)ks_db_number(store->db, KS_SQL_report_size, NULL, 0);
}

enum ks_status ks_families_since(struct ks_store *store, long long seq, const char ***keys,
				 size_t *n)
{
	const enum ks_sql sql = KS_SQL_report_since;

	*keys = NULL;
	*n = 0;
	ks_db_query(store->db, sql, KS_VALUES(KS_INT(seq)));
	while (ks_db_next(store->db, sql))
		*(const char **)ks_grow(store->arena, keys, n, sizeof(**keys)) =
			ks_db_text(store->db, sql, 0);
	return ks_db_status(store->db);
}

static enum ks_status read_one(struct ks_turn *turn, const char *key, long long seq,
			       ks_each_family *each, void *context)
{
	struct ks_family_rows family;
	enum ks_status status = ks_family_read(turn->store, key, seq, &family);

	if (!status)
		status = each(context, &family, &turn->scratch);
	ks_turn_next(turn);
	return status;
}

enum ks_status ks_families_then_now(struct ks_store *store, const char *const *keys, size_t n,
				    long long seq, ks_each_family *each, void *context)
{
	enum ks_status status = KS_OK, ended;
	struct ks_turn turn;

	ks_turn_start(&turn, store);
	for (size_t i = 0; !status && i < n; i++) {
		status = read_one(&turn, keys[i], seq, each, context);
		if (!status)
			status = read_one(&turn, keys[i], KS_SEQ_NOW, each, context);
	}
	ended = ks_turn_end(&turn);
	return status ? status : ended;
}

/* ---- what follows from it ------------------------------------------------------------ */

const char *ks_family_place(const struct ks_family_rows *family, enum ks_fact fact, ks_day day)
{
	const char *place = NULL;

	for (size_t i = 0; i < family->n_places; i++)
		if (family->places[i].fact == fact && family->places[i].date <= day)
			place = family->places[i].value;
	return place;
}

bool ks_handover_is_refused_in(const struct ks_handover *handover, struct ks_period period)
{
	for (size_t i = 0; i < handover->n_moves; i++) {
		const struct ks_handover_move *move = &handover->moves[i];

		if (!move->undone && ks_streq(move->reason, "parent-refused") &&
		    move->date >= period.from && move->date <= period.to)
			return true;
	}
	return false;
}

bool ks_family_asked_before(const struct ks_family_rows *family, const struct ks_handover *handover)
{
	for (size_t i = 0; handover->step_id && i < family->n_handovers; i++) {
		const struct ks_handover *earlier = &family->handovers[i];

		if (earlier == handover)
			return false;
		if (ks_streq(earlier->step_id, handover->step_id) &&
		    ks_handover_counts_on(earlier) != KS_NO_DAY)
			return true;
	}
	return false;
}
