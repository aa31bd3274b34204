/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading a case: from rows to the engine's input, as it was on a day. */
#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/store/cases.h"
#include "ks/store/inside.h"
#include "ks/store/report.h"
#include "ks/store/routes.h"

#define OLDEST 120

/* What is being read: rows dated later than until are left out. */
struct reading {
	struct ks_store *store;
	const struct ks_coalition *c;
	ks_day until;			/* KS_NO_DAY: everything */
	struct ks_case *out;
};

static bool counts(const struct reading *r, ks_day date)
{
	return r->until == KS_NO_DAY || date <= r->until;
}

/* ---- facts --------------------------------------------------------------- */

static void read_facts(struct reading *r)
{
	struct ks_fact_row *rows;
	size_t n;

	if (ks_case_facts(r->store, r->out->key, &rows, &n))
		return;
	for (size_t i = 0; i < n; i++)
		if (counts(r, rows[i].date))
			r->out->facts[rows[i].fact] = rows[i].value;
}

static ks_day fact_day(const struct reading *r, enum ks_fact fact)
{
	ks_day day = KS_NO_DAY;

	if (r->out->facts[fact] && !ks_parse_date(r->out->facts[fact], &day))
		ks_store_damaged(r->store);
	return day;
}

static enum ks_phase phase_of(const struct reading *r)
{
	if (r->out->facts[KS_FACT_PHASE])
		return (enum ks_phase)ks_stored_word(r->store, ks_phase_words,
						     r->out->facts[KS_FACT_PHASE]);
	return r->out->facts[KS_FACT_BORN] ? KS_AFTER : KS_DURING;
}

static void facts_to_family(const struct reading *r)
{
	const char *const *facts = r->out->facts;
	struct ks_family *family = &r->out->family;

	ks_family_init(family, phase_of(r));
	family->due = fact_day(r, KS_FACT_DUE);
	family->born = fact_day(r, KS_FACT_BORN);
	family->municipality = facts[KS_FACT_MUNICIPALITY];
	if (facts[KS_FACT_AGE])
		ks_parse_int(facts[KS_FACT_AGE], OLDEST, &family->age);
	if (facts[KS_FACT_FIRST_CHILD])
		family->first_child = ks_streq(facts[KS_FACT_FIRST_CHILD], "yes");
}

/* ---- screenings ---------------------------------------------------------- */

static void read_screening(struct reading *r, struct ks_screening *s)
{
	const enum ks_sql sql = KS_SQL_screening_rows;
	struct ks_db *db = r->store->db;
	const char *judgement = ks_db_text(db, sql, 4), *raised = ks_db_text(db, sql, 6);

	s->number = (int)ks_db_int(db, sql, 0);
	s->date = ks_db_day(db, sql, 1);
	s->complete = ks_db_int(db, sql, 2) != 0;
	s->corrects = (int)ks_db_int(db, sql, 3);
	s->judgement = judgement ? (enum ks_joint)ks_stored_word(r->store, ks_joint_words,
								 judgement) :
				   KS_NO_JUDGEMENT;
	s->with_parent = ks_db_int(db, sql, 5) != 0;
	s->raised = raised ? ks_stored_word(r->store, ks_class_words, raised) : KS_NO_CLASS;
	s->because = ks_db_text(db, sql, 7);
	s->user = ks_db_text(db, sql, 8);
	s->role = ks_db_text(db, sql, 9);
	s->seq = ks_db_int(db, sql, 10);
}

static void read_screenings(struct reading *r)
{
	const enum ks_sql sql = KS_SQL_screening_rows;
	struct ks_case *out = r->out;

	ks_db_query(r->store->db, sql, KS_VALUES(KS_TEXT(out->key)));
	while (ks_db_next(r->store->db, sql)) {
		if (!counts(r, ks_db_day(r->store->db, sql, 1)))
			continue;
		read_screening(r, ks_grow(r->store->arena, &out->screenings, &out->n_screenings,
					  sizeof(*out->screenings)));
	}
	/* A judgement and a raise hold until the next screening. */
	if (out->n_screenings) {
		out->family.judgement = out->screenings[out->n_screenings - 1].judgement;
		out->family.raised = out->screenings[out->n_screenings - 1].raised;
	}
}

static bool is_correction(const struct ks_case *out, int screening)
{
	for (size_t i = 0; i < out->n_screenings; i++)
		if (out->screenings[i].number == screening)
			return out->screenings[i].corrects > 0;
	return false;
}

/* ---- answers ------------------------------------------------------------- */

static int compare_ids(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return strcmp(*a, *b);
}

static void add_unknown(struct reading *r, const char *id)
{
	struct ks_case *out = r->out;
	const char **slot;

	for (size_t i = 0; i < out->n_unknown_factors; i++)
		if (ks_streq(out->unknown_factors[i], id))
			return;
	slot = ks_grow(r->store->arena, &out->unknown_factors, &out->n_unknown_factors,
		       sizeof(*out->unknown_factors));
	*slot = id;
}

static void read_answer(struct reading *r, struct ks_answer_row *row)
{
	const enum ks_sql sql = KS_SQL_answer_rows;
	struct ks_db *db = r->store->db;
	struct ks_answer *answer = &row->answer;

	answer->screening = (int)ks_db_int(db, sql, 0);
	row->factor_id = ks_db_text(db, sql, 1);
	answer->factor = r->c ? ks_find_factor(r->c, row->factor_id) : NULL;
	answer->subject = (enum ks_subject)ks_stored_word(r->store, ks_subject_words,
							  ks_db_text(db, sql, 2));
	answer->reply = (enum ks_reply)ks_stored_word(r->store, ks_reply_words,
						      ks_db_text(db, sql, 3));
	answer->by = (enum ks_by)ks_stored_word(r->store, ks_by_words, ks_db_text(db, sql, 4));
	answer->date = ks_db_day(db, sql, 5);
	row->seq = ks_db_int(db, sql, 6);
	if (r->c && !answer->factor)
		add_unknown(r, row->factor_id);
}

static bool same_question(const struct ks_answer_row *a, const struct ks_answer_row *b)
{
	return a->answer.subject == b->answer.subject && a->answer.by == b->answer.by &&
	       ks_streq(a->factor_id, b->factor_id);
}

/*
 * A correcting answer takes the place of the last earlier answer to the same
 * question from the same source that still counted.
 */
static void supersede(struct ks_case *out, size_t at)
{
	const struct ks_answer_row *new = &out->answers[at];
	int wrong = 0;

	for (size_t i = at; i-- > 0;) {
		struct ks_answer_row *old = &out->answers[i];

		if (old->superseded_by || old->answer.screening == new->answer.screening ||
		    !same_question(old, new))
			continue;
		if (wrong && old->answer.screening != wrong)
			return;
		wrong = old->answer.screening;
		old->superseded_by = new->answer.screening;
	}
}

static void answers_to_family(struct reading *r)
{
	struct ks_case *out = r->out;
	struct ks_answer *answers = KS_NEW_N(r->store->arena, out->n_answers, struct ks_answer);
	size_t n = 0;

	for (size_t i = 0; i < out->n_answers; i++)
		if (!out->answers[i].superseded_by && out->answers[i].answer.factor)
			answers[n++] = out->answers[i].answer;
	out->family.answers = answers;
	out->family.n_answers = n;
}

static void read_answers(struct reading *r)
{
	const enum ks_sql sql = KS_SQL_answer_rows;
	struct ks_case *out = r->out;

	ks_db_query(r->store->db, sql, KS_VALUES(KS_TEXT(out->key)));
	while (ks_db_next(r->store->db, sql)) {
		if (!counts(r, ks_db_day(r->store->db, sql, 5)))
			continue;
		read_answer(r, ks_grow(r->store->arena, &out->answers, &out->n_answers,
				       sizeof(*out->answers)));
	}
	for (size_t i = 0; i < out->n_answers; i++)
		if (is_correction(out, out->answers[i].answer.screening))
			supersede(out, i);
	answers_to_family(r);
}

/* ---- scores, help already there, standing reasons ------------------------ */

static void read_scores(struct reading *r)
{
	const enum ks_sql sql = KS_SQL_score_rows;
	struct ks_db *db = r->store->db;
	struct ks_score *scores = NULL;
	size_t n = 0;

	ks_db_query(db, sql, KS_VALUES(KS_TEXT(r->out->key)));
	while (ks_db_next(db, sql)) {
		const char *id = ks_db_text(db, sql, 0);
		const struct ks_instrument *instrument = r->c ? ks_find_instrument(r->c, id) : NULL;
		ks_day date = ks_db_day(db, sql, 4);
		struct ks_score *score;

		if (r->c && !instrument && counts(r, date))
			add_unknown(r, id);
		if (!instrument || !counts(r, date))
			continue;
		score = ks_grow(r->store->arena, &scores, &n, sizeof(*scores));
		score->instrument = instrument;
		score->item = ks_db_text(db, sql, 1);
		score->value = (int)ks_db_int(db, sql, 2);
		score->outcome = ks_db_text(db, sql, 3);
		score->date = date;
	}
	r->out->family.scores = scores;
	r->out->family.n_scores = n;
}

static bool is_listed(const char *const *ids, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (ks_streq(ids[i], id))
			return true;
	return false;
}

static void read_already(struct reading *r)
{
	const enum ks_sql sql = KS_SQL_already_rows;
	struct ks_family *family = &r->out->family;
	struct ks_db *db = r->store->db;

	ks_db_query(db, sql, KS_VALUES(KS_TEXT(r->out->key)));
	while (ks_db_next(db, sql)) {
		const char *id = ks_db_text(db, sql, 0);
		const char **slot;

		if (!counts(r, ks_db_day(db, sql, 1)) ||
		    is_listed(family->already, family->n_already, id))
			continue;
		slot = ks_grow(r->store->arena, &family->already, &family->n_already,
			       sizeof(*family->already));
		*slot = id;
	}
}

static void read_standing(struct reading *r, ks_day on_or_before)
{
	struct ks_kept_route route;

	if (ks_route_last(r->store, r->out->key, on_or_before, &route))
		return;
	r->out->family.standing = route.reasons;
	r->out->family.n_standing = route.n_reasons;
}

/* ---- the whole ----------------------------------------------------------- */

static enum ks_status read_case_row(struct ks_store *store, const char *key, struct ks_case *out)
{
	bool found;

	*out = (struct ks_case){ .created = KS_NO_DAY, .erased = KS_NO_DAY };
	ks_db_query(store->db, KS_SQL_case_get, KS_VALUES(KS_TEXT(key)));
	found = ks_db_next(store->db, KS_SQL_case_get) && strlen(key) < sizeof(out->key);
	if (found) {
		memcpy(out->key, key, strlen(key) + 1);
		out->created = ks_db_day(store->db, KS_SQL_case_get, 0);
		out->erased = ks_db_day(store->db, KS_SQL_case_get, 1);
	}
	ks_db_end(store->db, KS_SQL_case_get);
	if (found || ks_db_status(store->db))
		return ks_db_status(store->db);
	ks_error(store->diag, ks_nowhere(), KS_MSG_case_unknown, KS_ARGS({ "typed", key }), NULL);
	return KS_INPUT;
}

static enum ks_status read_case(struct reading *r, const char *key, ks_day routes_until)
{
	enum ks_status status = read_case_row(r->store, key, r->out);

	if (status)
		return status;
	read_facts(r);
	facts_to_family(r);
	read_screenings(r);
	read_answers(r);
	read_scores(r);
	read_already(r);
	read_standing(r, routes_until);
	if (r->out->n_unknown_factors)
		qsort(r->out->unknown_factors, r->out->n_unknown_factors,
		      sizeof(*r->out->unknown_factors), compare_ids);
	return ks_db_status(r->store->db);
}

enum ks_status ks_case_read(struct ks_store *store, const struct ks_coalition *c, const char *key,
			    struct ks_case *out)
{
	struct reading r = { store, c, KS_NO_DAY, out };

	return read_case(&r, key, store->today);
}

enum ks_status ks_case_read_on(struct ks_store *store, const struct ks_coalition *c,
			       const char *key, ks_day day, struct ks_case *out)
{
	struct reading r = { store, c, day, out };

	return read_case(&r, key, day);
}
