/* SPDX-License-Identifier: EUPL-1.2 */
/* The whole caseload in one pass says of every family what reading it alone says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ks/base/hash.h"
#include "ks/base/str.h"
#include "ks/store/cases.h"
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
	size_t seen, passed, open;
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
		TEST(only_who_is_affected_is_read),
		TEST(a_status_ends_the_pass),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
