/* SPDX-License-Identifier: EUPL-1.2 */
/* One pass over the book, for the caseload or the report, says of every family what reading it alone says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <string.h>

#include "ks/base/hash.h"
#include "ks/base/str.h"
#include "ks/store/cases.h"
#include "ks/store/erase.h"
#include "ks/store/handovers.h"
#include "ks/store/notes.h"
#include "ks/store/pass.h"
#include "ks/store/report.h"
#include "ks/store/routes.h"
#include "support/book.h"

#define FAMILIES 40
#define LAST "2026-11-21"

static const struct ks_affected all = { .everyone = true };

struct world {
	struct book *book;
	unsigned random;
	struct ks_coalition poorer;	/* without one factor and without instruments */
	const struct ks_coalition *c[2];
	const struct ks_affected *affected;	/* NULL: in order of their keys */
	size_t seen, passed, open, handovers;
	const char *before;
};

static unsigned draw(struct world *w, unsigned below)
{
	w->random = w->random * 1103515245U + 12345U;
	return (w->random >> 16) % below;
}

static ks_day some_day(struct world *w)
{
	return book_day(LAST) - 20 + (ks_day)draw(w, 30);
}

/* ---- a book of families that went through a lot ------------------------------- */

static void add_facts(struct world *w, const char *key)
{
	static const struct {
		enum ks_fact fact;
		const char *values[3];
	} some[] = {
		{ KS_FACT_PHASE, { "during", "after", "ended" } },
		{ KS_FACT_DUE, { "2027-02-01", NULL, "2027-03-01" } },
		{ KS_FACT_MUNICIPALITY, { "deventer", NULL, "zutphen" } },
		{ KS_FACT_NEIGHBOURHOOD, { "Borgele", NULL, "Zandweerd" } },
		{ KS_FACT_ENDED, { NULL, "2026-11-19", NULL } },
		{ KS_FACT_AGE, { "19", "35", NULL } },
		{ KS_FACT_CLOSED, { NULL, "2026-11-20", NULL } },
	};

	for (size_t i = 0; i < sizeof(some) / sizeof(some[0]); i++)
		if (draw(w, 2))
			ks_case_set(w->book->store, key, some[i].fact, some[i].values[draw(w, 3)]);
}

static void add_screening(struct world *w, const char *key)
{
	static const struct ks_factor gone = { .id = "verdwenen" };
	const struct ks_factor *factors[] = { w->book->roken, w->book->schulden, w->book->netwerk,
					      &gone };
	const struct ks_instrument lost = { .id = "kwijt" };
	static const char *already[] = { "schuldhulp@sociaal-team", "iets/anders" };
	struct ks_answer answers[6];
	struct ks_score scores[2];
	struct ks_screening_new new = { .date = some_day(w),
					.complete = draw(w, 2),
					.correct = draw(w, 3) == 0,
					.answers = answers,
					.n_answers = draw(w, 7),
					.scores = scores,
					.n_scores = draw(w, 3),
					.already = already,
					.n_already = draw(w, 3),
					.judgement = (enum ks_joint)draw(w, 3),
					.raised = draw(w, 4) ? KS_NO_CLASS : (int)draw(w, 5),
					.because = "x" };
	int number;

	for (size_t i = 0; i < new.n_answers; i++)
		answers[i] = (struct ks_answer){ factors[draw(w, 4)], (enum ks_subject)draw(w, 2),
						 (enum ks_reply)draw(w, 4), (enum ks_by)draw(w, 3),
						 some_day(w), 0 };
	for (size_t i = 0; i < new.n_scores; i++)
		scores[i] = (struct ks_score){ draw(w, 3) ? w->book->coalition->instruments[0] : &lost,
					       draw(w, 2) ? "item10" : NULL, (int)draw(w, 9), NULL,
					       some_day(w) };
	assert_int_equal(ks_screening_add(w->book->store, key, &new, &number), KS_OK);
}

static void add_talk(struct world *w, const char *key)
{
	const struct ks_answer answer = { w->book->roken, KS_MOTHER, KS_PRESENT, KS_BY_SELF,
					  some_day(w), 0 };
	const struct ks_screening_part part = { .date = some_day(w),
						.place = "somewhere",
						.answers = &answer,
						.n_answers = draw(w, 2),
						.judged = draw(w, 2),
						.judgement = (enum ks_joint)draw(w, 3),
						.finished = draw(w, 2) };

	assert_int_equal(ks_screening_extend(w->book->store, key, 1, &part), KS_OK);
}

static void add_route(struct world *w, const char *key)
{
	static const struct ks_role role = { .id = "sociaal-team" };
	static const struct ks_card card = { .id = "geldzorgen", .version = "2026.1" };
	struct ks_step first = { .card = &card, .name = "bellen" };
	struct ks_step second = { .card = &card, .name = "brief" };
	struct ks_reason reasons[] = {
		{ .step = &first, .since = some_day(w), .due = some_day(w) },
		{ .step = &second, .since = some_day(w), .due = some_day(w) },
	};
	struct ks_route_step step = { .number = 1, .id = "geldzorgen/bellen", .role = &role,
				      .due = some_day(w), .opens = KS_NO_DAY, .reasons = reasons,
				      .n_reasons = 1 + draw(w, 2) };
	const struct ks_route route = { .day = some_day(w), .phase = KS_DURING, .week = 90,
					.steps = &step, .n_steps = draw(w, 3) ? 1 : 0 };
	char sha256[KS_SHA256_HEX];
	const char *id;

	ks_coalition_sha256(w->book->coalition, sha256);
	assert_int_equal(ks_route_keep(w->book->store, key, w->book->coalition, sha256, &route,
				       "same", &id),
			 KS_OK);
}

static void add_note(struct world *w, const char *key)
{
	struct ks_note note = { .kind = (enum ks_note_kind)draw(w, 4),
				.date = some_day(w),
				.text = "x",
				.because = "y",
				.card = draw(w, 2) ? "geldzorgen" : NULL,
				.until = KS_NO_DAY };

	assert_int_equal(ks_note_add(w->book->store, key, &note), KS_OK);
}

static void move_on(struct world *w, const char *id)
{
	static const struct {
		enum ks_verb verb;
		enum ks_handover_status status;
	} made[] = {
		{ KS_VERB_SEND, KS_H_REQUESTED }, { KS_VERB_ACCEPT, KS_H_ACCEPTED },
		{ KS_VERB_MEET, KS_H_MET },	  { KS_VERB_DECLINE, KS_H_DECLINED },
		{ KS_VERB_WITHDRAW, KS_H_WITHDRAWN }, { KS_VERB_CORRECT, KS_H_DRAFT },
	};
	unsigned at = draw(w, 6);
	struct ks_handover_move move = { .verb = made[at].verb,
					 .status = made[at].status,
					 .date = some_day(w),
					 .reason = draw(w, 3) ? NULL : "parent-refused",
					 .present = draw(w, 2) ? "mother,sociaal-team" : NULL,
					 .until = draw(w, 2) ? some_day(w) : KS_NO_DAY };
	enum ks_status status = ks_handover_move(w->book->store, id, &move);

	assert_true(status == KS_OK || (status == KS_REFUSED && at == 5));
}

static void add_handover(struct world *w, const char *key)
{
	struct ks_handover_move first = { .verb = KS_VERB_NEW,
					  .status = draw(w, 3) ? KS_H_REQUESTED : KS_H_DRAFT,
					  .date = some_day(w),
					  .until = KS_NO_DAY };
	struct ks_handover handover = { .case_key = key,
					.step_id = draw(w, 2) ? "hulp@sociaal-team" : NULL,
					.card = draw(w, 2) ? "geldzorgen" : NULL,
					.from_role = "verloskundige",
					.from_organisation = draw(w, 2) ? "De Brug" : NULL,
					.to_role = "sociaal-team",
					.to_organisation = draw(w, 2) ? "Sociaal team" : NULL,
					.due = draw(w, 2) ? some_day(w) : KS_NO_DAY,
					.respond_within = { 1 + (int)draw(w, 5), KS_WORKING_DAYS },
					.contact_within = { 1, KS_WEEKS },
					.feedback_within = { 1, KS_MONTHS },
					.moves = &first,
					.n_moves = 1 };
	unsigned n = draw(w, 6);

	assert_int_equal(ks_handover_add(w->book->store, &handover), KS_OK);
	for (unsigned i = 0; i < n; i++)
		move_on(w, handover.id);
}

static void live(struct world *w, const char *key)
{
	unsigned n = 1 + draw(w, 5);

	for (unsigned i = 0; i < n; i++) {
		book_begin(w->book, key);
		add_facts(w, key);
		if (i == 0 || draw(w, 2))
			add_screening(w, key);
		if (draw(w, 3) == 0)
			add_talk(w, key);
		if (draw(w, 2))
			add_route(w, key);
		for (unsigned others = draw(w, 3); others > 0; others--) {
			add_note(w, key);
			add_handover(w, key);
		}
		book_commit(w->book);
	}
}

/* ---- the same ------------------------------------------------------------------ */

static void check_answers(const struct ks_case *a, const struct ks_case *b)
{
	assert_int_equal(a->n_answers, b->n_answers);
	for (size_t i = 0; i < a->n_answers; i++) {
		const struct ks_answer *x = &a->answers[i].answer, *y = &b->answers[i].answer;

		assert_string_equal(a->answers[i].factor_id, b->answers[i].factor_id);
		assert_int_equal(a->answers[i].superseded_by, b->answers[i].superseded_by);
		assert_int_equal(a->answers[i].seq, b->answers[i].seq);
		assert_ptr_equal(x->factor, y->factor);
		assert_true(x->subject == y->subject && x->reply == y->reply && x->by == y->by &&
			    x->date == y->date && x->screening == y->screening);
	}
	assert_int_equal(a->family.n_answers, b->family.n_answers);
	for (size_t i = 0; i < a->family.n_answers; i++)
		assert_ptr_equal(a->family.answers[i].factor, b->family.answers[i].factor);
}

static void check_scores(const struct ks_case *a, const struct ks_case *b)
{
	assert_int_equal(a->n_scores, b->n_scores);
	assert_int_equal(a->family.n_scores, b->family.n_scores);
	for (size_t i = 0; i < a->n_scores; i++) {
		assert_ptr_equal(a->scores[i].score.instrument, b->scores[i].score.instrument);
		assert_int_equal(a->scores[i].score.value, b->scores[i].score.value);
		assert_int_equal(a->scores[i].superseded_by, b->scores[i].superseded_by);
	}
	for (size_t i = 0; i < a->family.n_scores; i++)
		assert_int_equal(a->family.scores[i].date, b->family.scores[i].date);
}

static void check_screenings(const struct ks_case *a, const struct ks_case *b)
{
	assert_int_equal(a->n_screenings, b->n_screenings);
	for (size_t i = 0; i < a->n_screenings; i++) {
		assert_int_equal(a->screenings[i].number, b->screenings[i].number);
		assert_int_equal(a->screenings[i].complete, b->screenings[i].complete);
		assert_int_equal(a->screenings[i].judgement, b->screenings[i].judgement);
		assert_int_equal(a->screenings[i].n_talk, b->screenings[i].n_talk);
	}
	assert_int_equal(a->unfinished, b->unfinished);
	assert_int_equal(a->family.judgement, b->family.judgement);
	assert_int_equal(a->family.raised, b->family.raised);
}

static void check_family(const struct ks_family *a, const struct ks_family *b)
{
	assert_true(a->phase == b->phase && a->due == b->due && a->born == b->born &&
		    a->age == b->age && a->first_child == b->first_child);
	assert_true(ks_streq(a->municipality, b->municipality));
	assert_true(a->judgement == b->judgement && a->raised == b->raised);
	assert_int_equal(a->n_already, b->n_already);
	for (size_t i = 0; i < a->n_already; i++)
		assert_string_equal(a->already[i], b->already[i]);
	assert_int_equal(a->n_standing, b->n_standing);
	for (size_t i = 0; i < a->n_standing; i++) {
		assert_string_equal(a->standing[i].card, b->standing[i].card);
		assert_string_equal(a->standing[i].step, b->standing[i].step);
		assert_int_equal(a->standing[i].since, b->standing[i].since);
	}
}

static void check_picture(const struct ks_family *a, const struct ks_family *b)
{
	check_family(a, b);
	assert_int_equal(a->n_answers, b->n_answers);
	for (size_t i = 0; i < a->n_answers; i++) {
		const struct ks_answer *x = &a->answers[i], *y = &b->answers[i];

		assert_true(x->factor == y->factor && x->subject == y->subject &&
			    x->reply == y->reply && x->by == y->by && x->date == y->date &&
			    x->screening == y->screening);
	}
	assert_int_equal(a->n_scores, b->n_scores);
	for (size_t i = 0; i < a->n_scores; i++) {
		assert_ptr_equal(a->scores[i].instrument, b->scores[i].instrument);
		assert_int_equal(a->scores[i].value, b->scores[i].value);
		assert_int_equal(a->scores[i].date, b->scores[i].date);
	}
}

static void check_same(const struct ks_case *a, const struct ks_case *b)
{
	assert_string_equal(a->key, b->key);
	assert_int_equal(a->created, b->created);
	for (int i = 0; i < KS_FACTS; i++)
		assert_true(ks_streq(a->facts[i], b->facts[i]));
	assert_int_equal(a->n_unknown_factors, b->n_unknown_factors);
	for (size_t i = 0; i < a->n_unknown_factors; i++)
		assert_string_equal(a->unknown_factors[i], b->unknown_factors[i]);
	check_screenings(a, b);
	check_answers(a, b);
	check_scores(a, b);
	check_family(&a->family, &b->family);
}

static enum ks_status look(void *context, const struct ks_case *cases, struct ks_arena *scratch)
{
	struct world *w = context;

	(void)scratch;
	w->passed++;
	if (!cases)
		return KS_OK;
	assert_true(w->affected || !w->before || strcmp(w->before, cases[0].key) < 0);
	w->before = ks_strdup(&w->book->arena, cases[0].key);
	w->seen++;
	for (int i = 0; i < 2; i++) {
		struct ks_case alone;

		assert_int_equal(ks_case_read_on(w->book->store, w->c[i], cases[i].key,
						 book_day(LAST), &alone),
				 KS_OK);
		check_same(&alone, &cases[i]);
	}
	return KS_OK;
}

/* ---- the report ----------------------------------------------------------------- */

static void check_work(const struct ks_family_rows *a, const struct ks_family_rows *b)
{
	assert_int_equal(a->screened, b->screened);
	assert_int_equal(a->n_work, b->n_work);
	for (size_t i = 0; i < a->n_work; i++) {
		assert_int_equal(a->work[i].event, b->work[i].event);
		assert_int_equal(a->work[i].date, b->work[i].date);
		assert_true(ks_streq(a->work[i].card, b->work[i].card));
	}
	assert_int_equal(a->n_places, b->n_places);
	for (size_t i = 0; i < a->n_places; i++) {
		assert_int_equal(a->places[i].fact, b->places[i].fact);
		assert_true(ks_streq(a->places[i].value, b->places[i].value));
		assert_int_equal(a->places[i].date, b->places[i].date);
	}
}

static void check_moves(const struct ks_handover *a, const struct ks_handover *b)
{
	assert_int_equal(a->n_moves, b->n_moves);
	for (size_t i = 0; i < a->n_moves; i++) {
		const struct ks_handover_move *x = &a->moves[i], *y = &b->moves[i];

		assert_true(x->number == y->number && x->verb == y->verb && x->seq == y->seq &&
			    x->status == y->status && x->date == y->date && x->until == y->until &&
			    x->undone == y->undone);
		assert_true(ks_streq(x->reason, y->reason) && ks_streq(x->present, y->present));
	}
}

/* As far as a handover is counted. */
static void check_handover(const struct ks_handover *a, const struct ks_handover *b)
{
	assert_string_equal(a->id, b->id);
	assert_true(ks_streq(a->step_id, b->step_id) && ks_streq(a->card, b->card) &&
		    ks_streq(a->from_organisation, b->from_organisation) &&
		    ks_streq(a->to_role, b->to_role) &&
		    ks_streq(a->to_organisation, b->to_organisation));
	assert_int_equal(a->due, b->due);
	assert_memory_equal(&a->respond_within, &b->respond_within, sizeof(a->respond_within));
	assert_memory_equal(&a->contact_within, &b->contact_within, sizeof(a->contact_within));
	assert_memory_equal(&a->feedback_within, &b->feedback_within, sizeof(a->feedback_within));
	assert_int_equal(a->case_ended, b->case_ended);
	assert_int_equal(a->case_ended_on, b->case_ended_on);
	check_moves(a, b);
}

/* What a list says of the same handovers, in the same order. */
static void check_handovers(struct world *w, const struct ks_family_rows *a,
			    const struct ks_family_rows *b)
{
	const struct ks_handover_filter of_case = { .case_key = a->key };
	struct ks_handover *listed;
	size_t n;

	assert_int_equal(ks_handover_list(w->book->store, &of_case, &listed, &n), KS_OK);
	assert_int_equal(a->n_handovers, n);
	assert_int_equal(b->n_handovers, n);
	for (size_t i = 0; i < n; i++) {
		check_handover(&a->handovers[i], &b->handovers[i]);
		check_handover(&a->handovers[i], &listed[i]);
	}
	w->handovers += n;
}

/* Of a family together, or one by one: as a case on that day. */
static void check_pictures(struct world *w, const struct ks_family_rows *family,
			   const struct ks_family_rows *alone)
{
	const ks_day days[] = { book_day(LAST), book_day(LAST) - 8, book_day(LAST) - 15 };
	struct ks_family pictures[3], others[3];

	assert_int_equal(ks_family_pictures(family, w->book->store, w->c[0], days, 3, pictures),
			 KS_OK);
	assert_int_equal(ks_family_pictures(alone, w->book->store, w->c[0], days, 3, others), KS_OK);
	for (int i = 0; i < 3; i++) {
		struct ks_case then;

		assert_int_equal(ks_case_read_on(w->book->store, w->c[0], family->key, days[i],
						 &then),
				 KS_OK);
		check_picture(&pictures[i], &others[i]);
		check_picture(&pictures[i], &then.family);
	}
}

/* Of every other family the picture is asked for, as for a period in which few are counted. */
static enum ks_status count(void *context, const struct ks_family_rows *family,
			    struct ks_arena *scratch)
{
	struct world *w = context;
	struct ks_family_rows alone;

	(void)scratch;
	assert_true(!w->before || strcmp(w->before, family->key) < 0);
	w->before = ks_strdup(&w->book->arena, family->key);
	assert_int_equal(ks_family_read(w->book->store, family->key, KS_SEQ_NOW, &alone), KS_OK);
	assert_int_equal(family->seq, alone.seq);
	check_work(family, &alone);
	check_handovers(w, family, &alone);
	if (w->seen++ % 2 == w->passed)
		check_pictures(w, family, &alone);
	return KS_OK;
}

static void make_poorer(struct world *w)
{
	w->poorer = *w->book->coalition;
	w->poorer.factors = KS_NEW_N(&w->book->arena, w->poorer.n_factors, const struct ks_factor *);
	w->poorer.n_factors = w->poorer.n_instruments = 0;
	for (size_t i = 0; i < w->book->coalition->n_factors; i++)
		if (w->book->coalition->factors[i] != w->book->schulden)
			w->poorer.factors[w->poorer.n_factors++] = w->book->coalition->factors[i];
	w->c[0] = w->book->coalition;
	w->c[1] = &w->poorer;
}

static void make_book(struct world *w)
{
	make_poorer(w);
	for (int i = 0; i < FAMILIES; i++) {
		char key[KS_KEY_SIZE];

		assert_int_equal(ks_store_begin(w->book->store, KS_CREATE, "test", __func__),
				 KS_OK);
		assert_int_equal(ks_case_new(w->book->store, key), KS_OK);
		book_commit(w->book);
		live(w, key);
	}
}

static void go_through(struct world *w, const struct ks_affected *affected)
{
	w->seen = w->passed = 0;
	w->before = NULL;
	w->affected = affected->everyone ? NULL : affected;
	assert_int_equal(ks_store_begin(w->book->store, KS_READ, "test", __func__), KS_OK);
	w->open = ks_open_cases(w->book->store);
	assert_in_range(w->open, FAMILIES / 3, FAMILIES - 1);
	assert_int_equal(ks_caseload(w->book->store, w->c, affected, book_day(LAST), look, w), KS_OK);
	assert_int_equal(w->passed, w->open);
	book_commit(w->book);
}

static void a_pass_reads_what_reading_one_by_one_reads(void **state)
{
	struct world w = { .book = *state, .random = 7 };

	make_book(&w);
	for (int turn = 0; turn < 2; turn++) {
		go_through(&w, &all);
		assert_int_equal(w.seen, w.open);
	}
}

/* Some were erased, and one has nothing but its key. */
static void every_family_counts_in_a_pass_as_it_does_alone(void **state)
{
	struct world w = { .book = *state, .random = 23 };
	const char *key;

	make_book(&w);
	for (int i = 0; i < 3; i++) {
		key = book_text(w.book, ks_fmt(&w.book->arena, "SELECT case_key FROM cases "
					       "ORDER BY case_key LIMIT 1 OFFSET %d", 5 * i));
		book_begin(w.book, key);
		assert_int_equal(ks_case_erase(w.book->store, key), KS_OK);
		book_commit(w.book);
	}
	book_sql(w.book->path, "INSERT INTO cases (case_key, seq, salt, created) "
		 "VALUES ('ZZZZ-ZZZZ', 1, 'x', '2026-11-01')");
	for (w.passed = 0; w.passed < 2; w.passed++) {
		w.seen = w.handovers = 0;
		w.before = NULL;
		assert_int_equal(ks_store_begin(w.book->store, KS_READ, "test", __func__), KS_OK);
		assert_int_equal(ks_families(w.book->store, count, &w), KS_OK);
		book_commit(w.book);
		assert_int_equal(w.seen, FAMILIES + 1);
		assert_in_range(w.handovers, FAMILIES, 10 * FAMILIES);
	}
}

/* Whatever has to be sorted first is in memory as a whole. */
static void expect_unsorted(sqlite3 *db, const char *name, const char *sql)
{
	sqlite3_stmt *plan = NULL;
	char *explain = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", sql);

	assert_int_equal(sqlite3_prepare_v2(db, explain, -1, &plan, NULL), SQLITE_OK);
	while (sqlite3_step(plan) == SQLITE_ROW)
		if (strstr((const char *)sqlite3_column_text(plan, 3), "TEMP B-TREE"))
			fail_msg("%s sorts", name);
	sqlite3_finalize(plan);
	sqlite3_free(explain);
}

static void no_statement_of_a_pass_sorts(void **state)
{
	static const struct {
		const char *name, *sql;
	} statements[] = {
#define KS_SQL(id, text) { #id, text },
#include "ks/store/sql.def"
#undef KS_SQL
	};
	struct book *book = *state;
	size_t seen = 0;
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open_v2(book->path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]); i++)
		if (strncmp(statements[i].name, "all_", 4) == 0) {
			expect_unsorted(db, statements[i].name, statements[i].sql);
			seen++;
		}
	assert_int_equal(seen, KS_ROWS_KINDS);
	sqlite3_close(db);
}

static bool was_said(struct world *w, const char *key, const char *factor)
{
	struct ks_case c = { .key = "" };

	assert_int_equal(ks_case_read(w->book->store, w->c[0], key, &c), KS_OK);
	for (size_t i = 0; i < c.n_answers; i++)
		if (c.answers[i].answer.reply == KS_PRESENT && ks_streq(c.answers[i].factor_id, factor))
			return true;
	return false;
}

static bool was_taken(struct world *w, const char *key, const char *instrument)
{
	return book_number(w->book->path,
			   ks_fmt(&w->book->arena, "SELECT COUNT(*) FROM score WHERE case_key = '%s' "
				  "AND instrument = '%s'", key, instrument)) > 0;
}

/* One by one: who was said to have the factor, or had the instrument taken. */
static long long affected_open(struct world *w, const char *factor, const char *instrument)
{
	const struct ks_case_filter open = { .phase = -1 };
	struct ks_case_line *lines = NULL;
	long long affected = 0;
	size_t n = 0;

	book_begin(w->book, NULL);
	assert_int_equal(ks_case_list(w->book->store, &open, &lines, &n), KS_OK);
	for (size_t i = 0; i < n; i++)
		affected += was_said(w, lines[i].key, factor) ||
			    was_taken(w, lines[i].key, instrument);
	book_commit(w->book);
	return affected;
}

static void only_who_is_affected_is_read(void **state)
{
	struct world w = { .book = *state, .random = 11 };
	const char *ids[] = { "verdwenen", "kwijt" };
	const struct ks_affected none = { .everyone = false }, some = { false, ids, 2 };
	long long expected;

	make_book(&w);
	go_through(&w, &none);
	assert_int_equal(w.seen, 0);
	expected = affected_open(&w, ids[0], ids[1]);
	assert_in_range(expected, 3, w.open - 3);
	go_through(&w, &some);
	assert_int_equal(w.seen, expected);
}

static enum ks_status refuse(void *context, const struct ks_case *cases, struct ks_arena *scratch)
{
	(void)cases;
	(void)scratch;
	++*(size_t *)context;
	return KS_REFUSED;
}

static void a_status_ends_the_pass(void **state)
{
	struct book *book = *state;
	const struct ks_coalition *const c[] = { book->coalition, book->coalition };
	size_t seen = 0;

	book_case(book);
	book_case(book);
	assert_int_equal(ks_store_begin(book->store, KS_READ, "test", __func__), KS_OK);
	assert_int_equal(ks_caseload(book->store, c, &all, book_day(LAST), refuse, &seen), KS_REFUSED);
	assert_int_equal(seen, 1);
	book_commit(book);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, book_start, book_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_pass_reads_what_reading_one_by_one_reads),
		TEST(every_family_counts_in_a_pass_as_it_does_alone),
		TEST(no_statement_of_a_pass_sorts),
		TEST(only_who_is_affected_is_read),
		TEST(a_status_ends_the_pass),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
