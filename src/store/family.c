/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading a case: from rows to the engine's input, as it was on a day. */
#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/store/answers.h"
#include "ks/store/cases.h"
#include "ks/store/pass.h"
#include "ks/store/report.h"
#include "ks/store/routes.h"

#define OLDEST 120

struct raw_score {
	const char *instrument;
	struct ks_score_row row;
};

/* The answers of a screening itself, or of a step of its conversation. */
struct telling {
	int screening;
	ks_day date;
	long long seq;
	const char *text;
};

/*
 * What is being read: rows dated later than until, and rows that were written
 * after seq, are left out. Of kept routes those before seq, because a route
 * was made before the transaction that keeps it wrote anything.
 */
struct reading {
	struct ks_store *store;
	const struct ks_coalition *c;
	ks_day until;			/* KS_NO_DAY: everything */
	ks_day routes_until;		/* of kept routes: the last one on or before this day */
	long long seq;			/* NOW: everything */
	struct ks_case *out;
	struct ks_pass *pass;		/* NULL: this one family is read */
	struct raw_score *scores;	/* that count, also of instruments c does not know */
	size_t n_scores;
	const char **already;		/* NULL where a help was taken back */
	size_t n_already;
	struct ks_standing *standing;
	size_t n_standing;
	struct telling *tellings;	/* first one of each screening, then of their steps */
	size_t n_tellings;
};

#define NOW LLONG_MAX

static enum ks_sql sql_of(const struct reading *r, enum ks_rows rows)
{
	return ks_rows_sql(r->pass, rows);
}

static bool counts(const struct reading *r, ks_day date, long long seq)
{
	return seq <= r->seq && (r->until == KS_NO_DAY || date <= r->until);
}

/* ---- facts --------------------------------------------------------------- */

static void take_fact(struct reading *r)
{
	const enum ks_sql sql = sql_of(r, KS_ROWS_FACTS);
	struct ks_db *db = r->store->db;
	int fact = ks_db_word_index(db, sql, 0, ks_fact_words);

	if (fact < 0)
		ks_store_damaged(r->store);
	else if (counts(r, ks_db_day(db, sql, 2), ks_db_int(db, sql, 3)))
		r->out->facts[fact] = ks_db_text(db, sql, 1);
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

static void add_telling(struct reading *r, struct telling telling)
{
	struct telling *slot = ks_grow(r->store->arena, &r->tellings, &r->n_tellings,
				       sizeof(*r->tellings));

	*slot = telling;
}

static void read_screening(struct reading *r, struct ks_screening *s)
{
	const enum ks_sql sql = sql_of(r, KS_ROWS_SCREENINGS);
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
	s->origin = ks_db_text(db, sql, 11);
	s->judged = s->seq;
	s->judged_on = s->date;
	add_telling(r, (struct telling){ s->number, s->date, s->seq, ks_db_must(db, sql, 12) });
}

static void take_screening(struct reading *r)
{
	const enum ks_sql sql = sql_of(r, KS_ROWS_SCREENINGS);
	struct ks_case *out = r->out;

	if (counts(r, ks_db_day(r->store->db, sql, 1), ks_db_int(r->store->db, sql, 10)))
		read_screening(r, ks_grow(r->store->arena, &out->screenings, &out->n_screenings,
					  sizeof(*out->screenings)));
}

static struct ks_screening *find_screening(struct ks_case *out, int number)
{
	for (size_t i = 0; i < out->n_screenings; i++)
		if (out->screenings[i].number == number)
			return &out->screenings[i];
	return NULL;
}

/* What was judged in conversation is judged with the parent, or taken back. */
static void read_talk_judgement(struct reading *r, struct ks_screening *s, const char *word)
{
	if (!word)
		return;
	s->with_parent = !ks_streq(word, KS_TALK_NONE);
	s->judgement = s->with_parent ?
			       (enum ks_joint)ks_stored_word(r->store, ks_joint_words, word) :
			       KS_NO_JUDGEMENT;
	s->judged = ks_db_int(r->store->db, sql_of(r, KS_ROWS_TALK), 6);
	s->judged_on = ks_db_day(r->store->db, sql_of(r, KS_ROWS_TALK), 5);
}

static void take_talk(struct reading *r)
{
	const enum ks_sql sql = sql_of(r, KS_ROWS_TALK);
	struct ks_db *db = r->store->db;
	struct ks_screening *s = find_screening(r->out, (int)ks_db_int(db, sql, 0));
	struct ks_said *said;

	if (!s || !counts(r, ks_db_day(db, sql, 5), ks_db_int(db, sql, 6)))
		return;
	add_telling(r, (struct telling){ s->number, ks_db_day(db, sql, 5), ks_db_int(db, sql, 6),
					 ks_db_must(db, sql, 7) });
	said = ks_grow(r->store->arena, &s->talk, &s->n_talk, sizeof(*s->talk));
	said->place = ks_db_text(db, sql, 1);
	said->said = ks_db_text(db, sql, 2);
	read_talk_judgement(r, s, ks_db_text(db, sql, 3));
	if (ks_db_int(db, sql, 4))
		s->complete = true;
}

/* What was recorded afterwards about an earlier day does not come later. */
static bool judged_later(const struct ks_screening *a, const struct ks_screening *b)
{
	if (a->judged_on != b->judged_on)
		return a->judged_on > b->judged_on;
	return a->judged > b->judged;
}

static bool raised_later(const struct ks_screening *a, const struct ks_screening *b)
{
	return a->date > b->date || (a->date == b->date && a->number > b->number);
}

/* A judgement holds until the next screening or judgement, a raise until the next raise. */
static void judge_family(struct ks_case *out)
{
	const struct ks_screening *last = NULL, *raise = NULL;

	for (size_t i = 0; i < out->n_screenings; i++) {
		const struct ks_screening *s = &out->screenings[i];

		if (!last || judged_later(s, last))
			last = s;
		if (s->raised != KS_NO_CLASS && (!raise || raised_later(s, raise)))
			raise = s;
		if (!s->complete)
			out->unfinished = s->number;
	}
	if (last)
		out->family.judgement = last->judgement;
	if (raise)
		out->family.raised = raise->raised;
	out->judged = last && last->judgement != KS_NO_JUDGEMENT ? last : NULL;
	out->raised = raise;
}

static bool is_correction(struct ks_case *out, int screening)
{
	const struct ks_screening *s = find_screening(out, screening);

	return s && s->corrects > 0;
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

static const struct ks_factor *find_factor(const struct ks_coalition *c, const char *id)
{
	return id ? ks_find_factor(c, id) : NULL;
}

static void read_telling(struct reading *r, const struct telling *telling)
{
	struct ks_answer_words words = { .rest = ks_strdup(r->store->arena, telling->text) };
	struct ks_case *out = r->out;

	while (ks_answers_next(&words)) {
		struct ks_answer_row *row = ks_grow(r->store->arena, &out->answers,
						    &out->n_answers, sizeof(*row));
		const struct ks_factor *factor = r->c ? find_factor(r->c, words.id) : NULL;

		row->answer = (struct ks_answer){ factor, words.subject, words.reply, words.by,
						  telling->date, telling->screening };
		row->factor_id = factor ? factor->id : words.id;
		row->seq = telling->seq;
		if (r->c && !factor)
			add_unknown(r, row->factor_id);
	}
	if (words.damaged)
		ks_store_damaged(r->store);
}

static bool same_question(const struct ks_answer_row *a, const struct ks_answer_row *b)
{
	if (a->answer.subject != b->answer.subject || a->answer.by != b->answer.by ||
	    a->answer.factor != b->answer.factor)
		return false;
	return a->answer.factor || ks_streq(a->factor_id, b->factor_id);
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

/* Within one screening the last answer counts: somebody went back in the conversation. */
static void supersede_within(struct ks_case *out, size_t at)
{
	struct ks_answer_row *new = &out->answers[at];

	for (size_t i = at; i-- > 0;) {
		struct ks_answer_row *old = &out->answers[i];

		if (old->answer.screening != new->answer.screening)
			return;
		if (!old->superseded_by && same_question(old, new))
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

/* False when no answer before it in its screening is about the same factor; latest: of each. */
static bool may_repeat(const struct reading *r, size_t *latest, size_t at)
{
	const struct ks_answer *answer = &r->out->answers[at].answer;
	size_t before;

	if (!answer->factor)
		return true;
	before = latest[answer->factor->index];
	latest[answer->factor->index] = at + 1;
	return before && r->out->answers[before - 1].answer.screening == answer->screening;
}

/* Those of the steps come in the order of their screenings. */
static void read_answers(struct reading *r)
{
	struct ks_case *out = r->out;
	size_t *latest = KS_NEW_N(r->store->arena, r->c ? r->c->n_factors : 1, size_t);
	size_t step = out->n_screenings;

	assert(r->tellings || !out->n_screenings);
	for (size_t i = 0; i < out->n_screenings; i++) {
		read_telling(r, &r->tellings[i]);
		while (step < r->n_tellings &&
		       r->tellings[step].screening == r->tellings[i].screening)
			read_telling(r, &r->tellings[step++]);
	}
	for (size_t i = 0; i < out->n_answers; i++) {
		if (may_repeat(r, latest, i))
			supersede_within(out, i);
		if (is_correction(out, out->answers[i].answer.screening))
			supersede(out, i);
	}
	answers_to_family(r);
}

/* ---- scores, help already there, standing reasons ------------------------ */

static bool same_measure(const struct ks_score_row *a, const struct ks_score_row *b)
{
	return a->score.instrument == b->score.instrument &&
	       ks_streq(a->score.item, b->score.item);
}

static void take_score(struct reading *r)
{
	const enum ks_sql sql = sql_of(r, KS_ROWS_SCORES);
	struct ks_db *db = r->store->db;
	struct raw_score *raw;
	struct ks_score_row *row;

	if (!counts(r, ks_db_day(db, sql, 4), ks_db_int(db, sql, 6)))
		return;
	raw = ks_grow(r->store->arena, &r->scores, &r->n_scores, sizeof(*raw));
	row = &raw->row;
	raw->instrument = ks_db_must(db, sql, 0);
	row->score.item = ks_db_text(db, sql, 1);
	row->score.value = (int)ks_db_int(db, sql, 2);
	row->score.outcome = ks_db_text(db, sql, 3);
	row->score.date = ks_db_day(db, sql, 4);
	row->screening = (int)ks_db_int(db, sql, 5);
	row->taken_back = !row->score.outcome && ks_db_is_null(db, sql, 2);
	row->seq = ks_db_int(db, sql, 6);
}

/*
 * As for answers: within a screening the last score of a measure counts, and
 * a correcting one takes the place of the last earlier one that still counted.
 */
static void supersede_score(struct ks_case *out, size_t at)
{
	const struct ks_score_row *new = &out->scores[at];
	bool corrects = is_correction(out, new->screening);

	for (size_t i = at; i-- > 0;) {
		struct ks_score_row *old = &out->scores[i];
		bool earlier = old->screening != new->screening;

		if (old->superseded_by || !same_measure(old, new) || (earlier && !corrects))
			continue;
		old->superseded_by = new->screening;
		if (earlier)
			return;
	}
}

static void scores_to_family(struct reading *r)
{
	struct ks_case *out = r->out;
	struct ks_score *scores = KS_NEW_N(r->store->arena, out->n_scores + 1, struct ks_score);

	for (size_t i = 0; i < out->n_scores; i++)
		if (!out->scores[i].superseded_by && !out->scores[i].taken_back)
			scores[out->family.n_scores++] = out->scores[i].score;
	out->family.scores = scores;
}

/* Of instruments that the coalition knows. */
static void known_scores(struct reading *r)
{
	struct ks_case *out = r->out;

	for (size_t i = 0; i < r->n_scores; i++) {
		const struct raw_score *raw = &r->scores[i];
		const struct ks_instrument *instrument =
			r->c ? ks_find_instrument(r->c, raw->instrument) : NULL;
		struct ks_score_row *row;

		if (r->c && !instrument)
			add_unknown(r, raw->instrument);
		if (!instrument)
			continue;
		row = ks_grow(r->store->arena, &out->scores, &out->n_scores, sizeof(*row));
		*row = raw->row;
		row->score.instrument = instrument;
	}
	for (size_t i = 0; i < out->n_scores; i++)
		supersede_score(out, i);
	scores_to_family(r);
}

/* The place of a help in the list; its length when it is not there. */
static size_t find_help(const struct reading *r, const char *id)
{
	size_t at = 0;

	while (at < r->n_already && !ks_streq(r->already[at], id))
		at++;
	return at;
}

static void set_help(struct reading *r, const char *id, bool there)
{
	size_t at = find_help(r, id);

	if (there && at == r->n_already) {
		const char **slot = ks_grow(r->store->arena, &r->already, &r->n_already,
					    sizeof(*r->already));

		*slot = id;
	}
	if (!there && at < r->n_already)
		r->already[at] = NULL;
}

static void take_already(struct reading *r)
{
	const enum ks_sql sql = sql_of(r, KS_ROWS_ALREADY);
	struct ks_db *db = r->store->db;

	if (counts(r, ks_db_day(db, sql, 1), ks_db_int(db, sql, 3)))
		set_help(r, ks_db_text(db, sql, 0), ks_db_int(db, sql, 2) != 0);
}

static void already_to_family(struct reading *r)
{
	struct ks_family *family = &r->out->family;

	family->already = r->already;
	for (size_t i = 0; i < r->n_already; i++)
		if (r->already[i])
			family->already[family->n_already++] = r->already[i];
}

/* The last kept route comes last: its first reason begins anew, and one without has none. */
static void take_standing(struct reading *r)
{
	const enum ks_sql sql = sql_of(r, KS_ROWS_STANDING);
	struct ks_db *db = r->store->db;
	struct ks_standing *reason;

	if (r->pass && ks_db_day(db, sql, 5) > r->routes_until)
		return;
	if (ks_db_int(db, sql, 3) <= 1) {
		r->standing = NULL;
		r->n_standing = 0;
	}
	if (ks_db_is_null(db, sql, 0))
		return;
	reason = ks_grow(r->store->arena, &r->standing, &r->n_standing, sizeof(*reason));
	reason->card = ks_db_must(db, sql, 0);
	reason->step = ks_db_must(db, sql, 1);
	reason->since = ks_db_day(db, sql, 2);
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

/* What follows from the rows together. */
static void conclude(struct reading *r)
{
	facts_to_family(r);
	judge_family(r->out);
	read_answers(r);
	known_scores(r);
	already_to_family(r);
	r->out->family.standing = r->standing;
	r->out->family.n_standing = r->n_standing;
	if (r->out->n_unknown_factors)
		qsort(r->out->unknown_factors, r->out->n_unknown_factors,
		      sizeof(*r->out->unknown_factors), compare_ids);
}

/* Some readings of the same family in a pass, or one of a family alone. */
static enum ks_status read_rows(struct reading *r, size_t n)
{
	static const struct {
		enum ks_rows rows;
		void (*take)(struct reading *r);
	} parts[] = {
		{ KS_ROWS_FACTS, take_fact },	  { KS_ROWS_SCREENINGS, take_screening },
		{ KS_ROWS_TALK, take_talk },	  { KS_ROWS_SCORES, take_score },
		{ KS_ROWS_ALREADY, take_already }, { KS_ROWS_STANDING, take_standing },
	};
	const struct ks_rows_of of = { r->store, r->pass, r->out->key, r->seq, r->routes_until };

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		ks_rows_start(&of, parts[i].rows);
		while (ks_rows_next(&of, parts[i].rows))
			for (size_t at = 0; at < n; at++)
				parts[i].take(&r[at]);
	}
	for (size_t at = 0; at < n; at++)
		conclude(&r[at]);
	return ks_db_status(r->store->db);
}

static enum ks_status read_case(struct reading *r, const char *key)
{
	enum ks_status status = read_case_row(r->store, key, r->out);

	return status ? status : read_rows(r, 1);
}

enum ks_status ks_case_read(struct ks_store *store, const struct ks_coalition *c, const char *key,
			    struct ks_case *out)
{
	struct reading r = { .store = store, .c = c, .until = KS_NO_DAY,
			     .routes_until = store->today, .seq = NOW, .out = out };

	return read_case(&r, key);
}

enum ks_status ks_case_read_on(struct ks_store *store, const struct ks_coalition *c,
			       const char *key, ks_day day, struct ks_case *out)
{
	struct reading r = { .store = store, .c = c, .until = day, .routes_until = day,
			     .seq = NOW, .out = out };

	return read_case(&r, key);
}

enum ks_status ks_case_read_then(struct ks_store *store, const struct ks_coalition *c,
				 const char *key, ks_day today, long long seq, struct ks_case *out)
{
	struct reading r = { .store = store, .c = c, .until = KS_NO_DAY, .routes_until = today,
			     .seq = seq, .out = out };

	return read_case(&r, key);
}

/* ---- pictures of a family ---------------------------------------------------- */

static bool set_key(struct ks_store *store, const char *key, struct ks_case *out)
{
	bool fits = key && strlen(key) < sizeof(out->key);

	if (fits)
		memcpy(out->key, key, strlen(key) + 1);
	else
		ks_store_damaged(store);
	return fits;
}

enum ks_status ks_family_pictures(const struct ks_family_rows *family, struct ks_store *store,
				  const struct ks_coalition *c, const ks_day *days, size_t n,
				  struct ks_family *out)
{
	struct reading *r = KS_NEW_N(store->arena, n, struct reading);
	struct ks_case *cases = KS_NEW_N(store->arena, n, struct ks_case);
	enum ks_status status = KS_OK;

	assert(!family->pass || !family->pass->pictured);
	for (size_t i = 0; i < n; i++) {
		r[i] = (struct reading){ .store = store, .c = c, .until = days[i],
					 .routes_until = days[i], .seq = family->seq,
					 .out = &cases[i], .pass = family->pass };
		if (!set_key(store, family->key, &cases[i]))
			return ks_db_status(store->db);
	}
	if (family->pass)
		family->pass->pictured = true;
	if (family->pass && n)
		status = read_rows(r, n);
	for (size_t i = 0; !family->pass && !status && i < n; i++)
		status = read_rows(&r[i], 1);
	for (size_t i = 0; i < n; i++)
		out[i] = cases[i].family;
	return status;
}

/* ---- the whole caseload ---------------------------------------------------- */

/* Per factor of one coalition that of the other; NULL where it has none. */
static const struct ks_factor **match_factors(struct ks_arena *arena,
					      const struct ks_coalition *const c[2])
{
	const struct ks_factor **others = KS_NEW_N(arena, c[0]->n_factors, const struct ks_factor *);

	for (size_t i = 0; i < c[0]->n_factors; i++)
		others[i] = ks_find_factor(c[1], c[0]->factors[i]->id);
	return others;
}

/* What was read once, as another coalition understands it: of its own are factors and scores. */
static void understand(struct reading *r, const struct ks_coalition *c,
		       const struct ks_factor *const *others, struct ks_case *out)
{
	struct ks_answer_row *answers = KS_NEW_N(r->store->arena, r->out->n_answers + 1,
						 struct ks_answer_row);

	*out = *r->out;
	r->out = out;
	r->c = c;
	if (out->n_answers)
		memcpy(answers, out->answers, out->n_answers * sizeof(*answers));
	out->answers = answers;
	out->unknown_factors = NULL;
	out->n_unknown_factors = 0;
	for (size_t i = 0; i < out->n_answers; i++) {
		const struct ks_factor *known = answers[i].answer.factor;

		answers[i].answer.factor = known ? others[known->index] :
						   find_factor(c, answers[i].factor_id);
		if (!answers[i].answer.factor)
			add_unknown(r, answers[i].factor_id);
	}
	answers_to_family(r);
	out->scores = NULL;
	out->n_scores = out->family.n_scores = 0;
	known_scores(r);
	if (out->n_unknown_factors)
		qsort(out->unknown_factors, out->n_unknown_factors, sizeof(*out->unknown_factors),
		      compare_ids);
}

struct looking {
	const struct ks_coalition *const *c;	/* two */
	const struct ks_factor **others;
	const struct ks_affected *affected;
	enum ks_sql sql;			/* gives their keys */
	ks_each_open *each;
	void *context;
};

static bool is_affected(const struct ks_store *store, const struct looking *l)
{
	const char *marks = l->affected->everyone ? NULL : ks_db_peek(store->db, l->sql, 2);

	return !marks || ks_affects(l->affected, marks);
}

/* start: what every reading begins with. */
static enum ks_status look_at(const struct reading *start, const struct looking *l)
{
	struct ks_case cases[2] = { { .key = "" }, { .key = "" } };
	struct reading r = *start;
	const enum ks_sql sql = l->sql;
	enum ks_status status;

	if (!is_affected(r.store, l))
		return l->each(l->context, NULL, r.store->arena);
	if (!set_key(r.store, ks_db_peek(r.store->db, sql, 0), &cases[0]))
		return ks_db_status(r.store->db);
	cases[0].created = ks_db_day(r.store->db, sql, 1);
	cases[0].erased = KS_NO_DAY;
	r.out = &cases[0];
	status = read_rows(&r, 1);
	if (status)
		return status;
	understand(&r, l->c[1], l->others, &cases[1]);
	return l->each(l->context, cases, r.store->arena);
}

size_t ks_open_cases(struct ks_store *store)
{
	return (size_t)ks_db_number(store->db, KS_SQL_case_open_count, NULL, 0);
}

/* All are read in one pass over the book, few are read one by one. */
enum ks_status ks_caseload(struct ks_store *store, const struct ks_coalition *const c[2],
			   const struct ks_affected *affected, ks_day day, ks_each_open *each,
			   void *context)
{
	struct ks_pass pass = { .pictured = false };
	const struct reading start = { .store = store,
				       .c = c[0],
				       .until = day,
				       .routes_until = day,
				       .seq = NOW,
				       .pass = affected->everyone ? &pass : NULL };
	const struct looking l = { c, match_factors(store->arena, c), affected,
				   start.pass ? KS_SQL_case_open : KS_SQL_case_open_marks, each,
				   context };
	enum ks_status status = KS_OK, ended;
	struct ks_turn turn;

	ks_turn_start(&turn, store);
	ks_db_query(store->db, l.sql, NULL, 0);
	while (!status && ks_db_next(store->db, l.sql)) {
		status = look_at(&start, &l);
		ks_turn_next(&turn);
	}
	ks_db_end(store->db, l.sql);
	ks_pass_end(&pass, store);
	ended = ks_turn_end(&turn);
	return status ? status : ended;
}
