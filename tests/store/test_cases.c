/* SPDX-License-Identifier: EUPL-1.2 */
/* Cases, facts, screenings: what is written, what is read back, as of which day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ks/base/str.h"
#include "ks/store/cases.h"
#include "ks/store/report.h"
#include "support/book.h"

static struct ks_case read_on(struct book *book, const char *key, const char *iso)
{
	struct ks_case out;

	assert_int_equal(ks_case_read_on(book->store, book->coalition, key, book_day(iso), &out),
			 KS_OK);
	return out;
}

static struct ks_case read_now(struct book *book, const char *key)
{
	struct ks_case out;

	assert_int_equal(ks_case_read(book->store, book->coalition, key, &out), KS_OK);
	return out;
}

static void set(struct book *book, const char *key, enum ks_fact fact, const char *value)
{
	book_begin(book, key);
	assert_int_equal(ks_case_set(book->store, key, fact, value), KS_OK);
	book_commit(book);
}

/* One screening with one answer. */
static int answer(struct book *book, const char *key, const struct ks_factor *factor,
		  enum ks_reply reply, const char *iso, bool correct)
{
	const struct ks_answer given = { factor, KS_MOTHER, reply, KS_BY_SELF, book_day(iso), 0 };
	const struct ks_screening_new new = { .date = book_day(iso),
					      .complete = true,
					      .correct = correct,
					      .answers = &given,
					      .n_answers = 1,
					      .raised = KS_NO_CLASS };
	int number = 0;

	book_begin(book, key);
	assert_int_equal(ks_screening_add(book->store, key, &new, &number), KS_OK);
	book_commit(book);
	return number;
}

static void a_key_is_found_however_it_is_typed(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	char typed[32], found[KS_KEY_SIZE];

	assert_int_equal(ks_case_find(book->store, key, found), KS_OK);
	assert_string_equal(found, key);
	memset(typed, 0, sizeof(typed));
	for (size_t i = 0; key[i]; i++)
		typed[i] = key[i] >= 'A' && key[i] <= 'Z' ? (char)(key[i] + 32) : key[i];
	assert_int_equal(ks_case_find(book->store, typed, found), KS_OK);
	assert_string_equal(found, key);
	for (size_t n = 4; n <= 9; n++) {
		memset(typed, 0, sizeof(typed));
		memcpy(typed, key, n);
		assert_int_equal(ks_case_find(book->store, typed, found), KS_OK);
		assert_string_equal(found, key);
	}
	memcpy(typed, key, 4);
	memcpy(typed + 4, key + 5, 5);
	assert_int_equal(ks_case_find(book->store, typed, found), KS_OK);
	assert_string_equal(found, key);
}

static void a_slip_in_a_key_is_told_from_an_unknown_key(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	char typed[KS_KEY_SIZE], found[KS_KEY_SIZE] = "";

	memcpy(typed, key, sizeof(typed));
	typed[2] = typed[2] == '7' ? '9' : '7';
	assert_int_equal(ks_case_find(book->store, typed, found), KS_INPUT);
	assert_int_equal(book_complaint(book), KS_MSG_case_mistyped);
	assert_int_equal(ks_case_find(book->store, "O0O0", found), KS_INPUT);
	assert_int_equal(book_complaint(book), KS_MSG_case_mistyped);
	assert_int_equal(ks_case_find(book->store, "A3C4-E6F7-H9", found), KS_INPUT);
	assert_int_equal(book_complaint(book), KS_MSG_case_mistyped);
	assert_int_equal(ks_case_find(book->store, "' OR 1=1 --", found), KS_INPUT);
	assert_int_equal(book_complaint(book), KS_MSG_case_mistyped);
	assert_int_equal(ks_case_find(book->store, "", found), KS_INPUT);
	book_complaint(book);
	memcpy(typed, key, 4);
	typed[3] = '\0';
	assert_int_equal(ks_case_find(book->store, typed, found), KS_INPUT);
	assert_int_equal(book_complaint(book), KS_MSG_case_too_short);
	memcpy(typed, key, 5);
	typed[4] = '\0';
	typed[0] = typed[0] == '2' ? '3' : '2';
	assert_int_equal(ks_case_find(book->store, typed, found), KS_INPUT);
	assert_int_equal(book_complaint(book), KS_MSG_case_unknown);
	assert_string_equal(found, "");
}

static void a_prefix_of_two_cases_names_neither(void **state)
{
	struct book *book = *state;
	char found[KS_KEY_SIZE];

	book_case(book);
	book_sql(book->path,
		 "INSERT INTO cases (case_key, seq, salt, created) VALUES "
		 "('AAAA-3333', 1, 's', '2026-01-01'), ('AAAA-4444', 1, 's', '2026-01-01')");
	assert_int_equal(ks_case_find(book->store, "aaaa", found), KS_INPUT);
	assert_int_equal(book_complaint(book), KS_MSG_case_ambiguous);
	assert_int_equal(ks_case_find(book->store, "aaaa3", found), KS_OK);
	assert_string_equal(found, "AAAA-3333");
}

static void keys_are_random_and_checked(void **state)
{
	struct book *book = *state;
	const char *first = book_case(book), *second = book_case(book);

	assert_string_not_equal(first, second);
	assert_int_equal(strlen(first), KS_KEY_SIZE - 1);
	assert_int_equal(first[4], '-');
}

static void every_fact_is_read_back_into_the_family(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	struct ks_case c;

	set(book, key, KS_FACT_PHASE, "during");
	set(book, key, KS_FACT_DUE, "2027-05-19");
	set(book, key, KS_FACT_AGE, "31");
	set(book, key, KS_FACT_FIRST_CHILD, "no");
	set(book, key, KS_FACT_MUNICIPALITY, "deventer");
	set(book, key, KS_FACT_WISH, "rust; en 'slaap'");
	c = read_now(book, key);
	assert_int_equal(c.family.phase, KS_DURING);
	assert_int_equal(c.family.due, book_day("2027-05-19"));
	assert_int_equal(c.family.born, KS_NO_DAY);
	assert_int_equal(c.family.age, 31);
	assert_int_equal(c.family.first_child, 0);
	assert_string_equal(c.family.municipality, "deventer");
	assert_string_equal(c.facts[KS_FACT_WISH], "rust; en 'slaap'");
	assert_null(c.facts[KS_FACT_REF]);
	assert_string_equal(c.key, key);
	assert_int_equal(c.created, book_day("2026-11-21"));
}

static void a_case_of_which_nothing_is_known_is_read(void **state)
{
	struct book *book = *state;
	char key[KS_KEY_SIZE];
	struct ks_case c;

	book_begin(book, NULL);
	assert_int_equal(ks_case_new(book->store, key), KS_OK);
	book_commit(book);
	c = read_now(book, key);
	assert_int_equal(c.family.phase, KS_DURING);
	assert_int_equal(c.family.age, KS_NO_AGE);
	assert_int_equal(c.family.first_child, -1);
	assert_null(c.family.municipality);
	assert_int_equal(c.family.raised, KS_NO_CLASS);
	assert_int_equal(c.n_screenings + c.n_answers + c.family.n_answers, 0);
}

static void a_later_fact_counts_and_the_earlier_one_stays_in_the_history(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	struct ks_fact_row *rows;
	size_t n;

	set(book, key, KS_FACT_DUE, "2027-05-19");
	assert_int_equal(book_reopen(book, "2026-12-01"), KS_OK);
	set(book, key, KS_FACT_DUE, "2027-05-25");
	set(book, key, KS_FACT_AGE, "31");
	set(book, key, KS_FACT_AGE, NULL);
	assert_string_equal(read_now(book, key).facts[KS_FACT_DUE], "2027-05-25");
	assert_null(read_now(book, key).facts[KS_FACT_AGE]);
	assert_int_equal(ks_case_facts(book->store, key, &rows, &n), KS_OK);
	assert_int_equal(n, 4);
	assert_string_equal(rows[0].value, "2027-05-19");
	assert_int_equal(rows[0].date, book_day("2026-11-21"));
	assert_string_equal(rows[0].user, "anna");
	assert_string_equal(rows[1].value, "2027-05-25");
	assert_true(rows[1].seq > rows[0].seq);
	assert_null(rows[3].value);
}

static void a_value_that_no_fact_can_have_is_refused_and_nothing_stored(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	static const struct {
		enum ks_fact fact;
		const char *value;
	} wrong[] = {
		{ KS_FACT_PHASE, "sometime" },
		{ KS_FACT_DUE, "19-05-2027" },
		{ KS_FACT_BORN, "soon" },
		{ KS_FACT_FIRST_CHILD, "maybe" },
	};

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		book_begin(book, key);
		assert_int_equal(ks_case_set(book->store, key, KS_FACT_AGE, "20"), KS_OK);
		assert_int_equal(ks_case_set(book->store, key, wrong[i].fact, wrong[i].value),
				 KS_STORE);
		assert_int_equal(book_complaint(book), KS_MSG_store_value);
		assert_int_equal(ks_store_commit(book->store), KS_STORE);
	}
	assert_int_equal(book_number(book->path, "SELECT COUNT(*) FROM fact"), 0);
}

static void a_fact_of_no_case_is_refused_at_the_latest_by_the_commit(void **state)
{
	struct book *book = *state;

	book_begin(book, NULL);
	ks_case_set(book->store, "AAAA-3333", KS_FACT_AGE, "20");
	assert_int_equal(ks_store_commit(book->store), KS_STORE);
	assert_int_equal(book_number(book->path, "SELECT COUNT(*) FROM fact"), 0);
}

/* One of every kind beside every other: each says its own, whatever the one before it said. */
static void many_answers_are_read_back_each_in_its_place(void **state)
{
	enum { MANY = 23 };
	struct book *book = *state;
	const struct ks_factor *const factors[] = { book->roken, book->schulden, book->netwerk };
	const char *key = book_case(book);
	struct ks_answer answers[MANY];
	const struct ks_screening_new new = { .date = book_day("2026-11-21"),
					      .answers = answers,
					      .n_answers = MANY,
					      .raised = KS_NO_CLASS };
	struct ks_case c;
	int number;

	for (int i = 0; i < MANY; i++)
		answers[i] = (struct ks_answer){ factors[i % 3], i % 2 ? KS_MOTHER : KS_PARTNER,
						 (enum ks_reply)(i % 4), (enum ks_by)(i % 3),
						 new.date, 0 };
	book_begin(book, key);
	assert_int_equal(ks_screening_add(book->store, key, &new, &number), KS_OK);
	book_commit(book);
	c = read_now(book, key);
	assert_int_equal(c.n_answers, MANY + 1);
	for (int i = 0; i < MANY; i++) {
		const struct ks_answer *read = &c.answers[i + 1].answer;

		assert_ptr_equal(read->factor, answers[i].factor);
		assert_int_equal(read->subject, answers[i].subject);
		assert_int_equal(read->reply, answers[i].reply);
		assert_int_equal(read->by, answers[i].by);
		assert_int_equal(read->date, answers[i].date);
	}
}

static void a_whole_screening_is_read_back(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	const struct ks_answer answers[] = {
		{ book->schulden, KS_MOTHER, KS_DECLINED, KS_BY_PROFESSIONAL,
		  book_day("2026-11-21"), 0 },
		{ book->roken, KS_PARTNER, KS_ABSENT, KS_BY_FILE, book_day("2026-11-21"), 0 },
	};
	const struct ks_score scores[] = {
		{ book->coalition->instruments[0], NULL, 14, NULL, book_day("2026-11-21") },
		{ book->coalition->instruments[0], "item10", 0, NULL, book_day("2026-11-21") },
		{ book->coalition->instruments[0], "band", 0, "hoog", book_day("2026-11-21") },
	};
	const char *already[] = { "schuldhulpverlening@sociaal-team" };
	const struct ks_screening_new new = { .date = book_day("2026-11-21"),
					      .answers = answers,
					      .n_answers = 2,
					      .scores = scores,
					      .n_scores = 3,
					      .already = already,
					      .n_already = 1,
					      .judgement = KS_IN_BALANCE,
					      .with_parent = true,
					      .raised = KS_ZEER,
					      .because = "haar eigen woorden" };
	struct ks_case c;
	int number;

	book_begin(book, key);
	assert_int_equal(ks_screening_add(book->store, key, &new, &number), KS_OK);
	book_commit(book);
	c = read_now(book, key);
	assert_int_equal(number, 2);
	assert_int_equal(c.n_screenings, 2);
	assert_false(c.screenings[1].complete);
	assert_true(c.screenings[1].with_parent);
	assert_string_equal(c.screenings[1].because, "haar eigen woorden");
	assert_string_equal(c.screenings[1].user, "anna");
	assert_string_equal(c.screenings[1].role, "verloskundige");
	assert_int_equal(c.family.judgement, KS_IN_BALANCE);
	assert_int_equal(c.family.raised, KS_ZEER);
	assert_int_equal(c.family.n_answers, 3);
	assert_ptr_equal(c.family.answers[1].factor, book->schulden);
	assert_int_equal(c.family.answers[1].reply, KS_DECLINED);
	assert_int_equal(c.family.answers[1].by, KS_BY_PROFESSIONAL);
	assert_int_equal(c.family.answers[1].date, new.date);
	assert_int_equal(c.family.answers[2].subject, KS_PARTNER);
	assert_int_equal(c.family.answers[2].screening, 2);
	assert_int_equal(c.family.n_scores, 3);
	assert_null(c.family.scores[0].item);
	assert_int_equal(c.family.scores[0].value, 14);
	assert_string_equal(c.family.scores[1].item, "item10");
	assert_string_equal(c.family.scores[2].outcome, "hoog");
	assert_int_equal(c.family.n_already, 1);
	assert_string_equal(c.family.already[0], already[0]);
}

static void score_epds(struct book *book, const char *key, int value, const char *iso, bool correct)
{
	const struct ks_score score = { .instrument = ks_find_instrument(book->coalition, "epds"),
					.value = value,
					.date = book_day(iso) };
	const struct ks_screening_new new = { .date = book_day(iso), .correct = correct,
					      .scores = &score, .n_scores = 1,
					      .raised = KS_NO_CLASS };
	int number;

	book_begin(book, key);
	assert_int_equal(ks_screening_add(book->store, key, &new, &number), KS_OK);
	book_commit(book);
}

static void a_corrected_score_stays_visible_and_does_not_count(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	struct ks_case c;

	score_epds(book, key, 9, "2026-11-20", false);
	score_epds(book, key, 20, "2026-11-21", false);
	answer(book, key, book->schulden, KS_PRESENT, "2026-11-22", false);
	score_epds(book, key, 2, "2026-11-23", true);
	c = read_now(book, key);
	assert_int_equal(c.n_scores, 3);
	assert_int_equal(c.scores[0].superseded_by, 0);
	assert_int_equal(c.scores[1].superseded_by, c.scores[2].screening);
	assert_int_equal(c.scores[2].superseded_by, 0);
	assert_int_equal(c.family.n_scores, 2);
	assert_int_equal(c.family.scores[0].value, 9);
	assert_int_equal(c.family.scores[1].value, 2);
	assert_int_equal(read_on(book, key, "2026-11-22").family.scores[1].value, 20);
}

static void a_judgement_holds_until_the_next_screening(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	const struct ks_screening_new judged = { .date = book_day("2026-11-22"),
						 .judgement = KS_OUT_OF_BALANCE,
						 .raised = KS_SPOED };
	int number;

	book_begin(book, key);
	ks_screening_add(book->store, key, &judged, &number);
	book_commit(book);
	assert_int_equal(read_now(book, key).family.raised, KS_SPOED);
	answer(book, key, book->schulden, KS_PRESENT, "2026-11-25", false);
	assert_int_equal(read_now(book, key).family.judgement, KS_NO_JUDGEMENT);
	assert_int_equal(read_on(book, key, "2026-11-24").family.judgement, KS_OUT_OF_BALANCE);
}

static void what_is_recorded_about_an_earlier_day_ends_no_later_judgement(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	const struct ks_screening_new judged = { .date = book_day("2026-11-22"),
						 .judgement = KS_OUT_OF_BALANCE,
						 .raised = KS_NO_CLASS };
	int number;

	book_begin(book, key);
	ks_screening_add(book->store, key, &judged, &number);
	book_commit(book);
	answer(book, key, book->schulden, KS_PRESENT, "2026-11-20", false);
	assert_int_equal(read_now(book, key).family.judgement, KS_OUT_OF_BALANCE);
}

static int raise_on(struct book *book, const char *key, const char *date, int class)
{
	const struct ks_screening_new raised = { .date = book_day(date), .raised = class };
	int number;

	book_begin(book, key);
	ks_screening_add(book->store, key, &raised, &number);
	book_commit(book);
	return number;
}

static void a_raise_holds_until_another_or_its_withdrawal(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	int number;

	raise_on(book, key, "2026-11-22", KS_SPOED);
	answer(book, key, book->schulden, KS_PRESENT, "2026-11-25", false);
	assert_int_equal(read_now(book, key).family.raised, KS_SPOED);
	raise_on(book, key, "2026-11-20", KS_KWETSBAAR);
	assert_int_equal(read_now(book, key).family.raised, KS_SPOED);
	raise_on(book, key, "2026-11-25", KS_ZEER);
	assert_int_equal(read_now(book, key).family.raised, KS_ZEER);
	raise_on(book, key, "2026-11-25", KS_SPOED);
	assert_int_equal(read_now(book, key).family.raised, KS_SPOED);
	number = raise_on(book, key, "2026-11-26", KS_KWETSBAAR);
	book_begin(book, key);
	ks_screening_withdraw_raise(book->store, key, number);
	book_commit(book);
	assert_int_equal(read_now(book, key).family.raised, KS_GEEN);
}

static void a_corrected_answer_stays_visible_and_does_not_count(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	struct ks_case c;

	assert_int_equal(answer(book, key, book->roken, KS_ABSENT, "2026-11-21", true), 2);
	c = read_now(book, key);
	assert_int_equal(c.screenings[1].corrects, 1);
	assert_int_equal(c.n_answers, 2);
	assert_int_equal(c.answers[0].superseded_by, 2);
	assert_int_equal(c.answers[1].superseded_by, 0);
	assert_string_equal(c.answers[0].factor_id, "roken");
	assert_int_equal(c.family.n_answers, 1);
	assert_int_equal(c.family.answers[0].reply, KS_ABSENT);
}

static void a_correction_touches_only_its_own_question_and_source(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	const struct ks_answer others[] = {
		{ book->roken, KS_PARTNER, KS_PRESENT, KS_BY_SELF, book_day("2026-11-21"), 0 },
		{ book->roken, KS_MOTHER, KS_PRESENT, KS_BY_FILE, book_day("2026-11-21"), 0 },
		{ book->schulden, KS_MOTHER, KS_PRESENT, KS_BY_SELF, book_day("2026-11-21"), 0 },
	};
	const struct ks_screening_new new = { .date = book_day("2026-11-21"),
					      .answers = others,
					      .n_answers = 3,
					      .raised = KS_NO_CLASS };
	struct ks_case c;
	int number;

	book_begin(book, key);
	ks_screening_add(book->store, key, &new, &number);
	book_commit(book);
	answer(book, key, book->roken, KS_DECLINED, "2026-11-22", true);
	c = read_now(book, key);
	assert_int_equal(c.answers[0].superseded_by, 3);
	for (size_t i = 1; i < c.n_answers; i++)
		assert_int_equal(c.answers[i].superseded_by, 0);
	assert_int_equal(c.family.n_answers, 4);
}

static void a_correction_takes_the_place_of_the_latest_wrong_answer_only(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	struct ks_case c;

	answer(book, key, book->roken, KS_ABSENT, "2026-11-22", false);
	answer(book, key, book->schulden, KS_PRESENT, "2026-11-23", false);
	answer(book, key, book->roken, KS_PRESENT, "2026-11-24", true);
	answer(book, key, book->roken, KS_DECLINED, "2026-11-25", true);
	c = read_now(book, key);
	assert_int_equal(c.answers[0].superseded_by, 0);
	assert_int_equal(c.answers[1].superseded_by, 4);
	assert_int_equal(c.answers[2].superseded_by, 0);
	assert_int_equal(c.answers[3].superseded_by, 5);
	assert_int_equal(c.answers[4].superseded_by, 0);
}

static void a_case_is_read_as_it_was_on_a_day(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	struct ks_case c;

	set(book, key, KS_FACT_PHASE, "during");
	answer(book, key, book->schulden, KS_PRESENT, "2026-12-10", false);
	answer(book, key, book->roken, KS_ABSENT, "2026-12-20", true);
	assert_int_equal(book_reopen(book, "2027-05-20"), KS_OK);
	set(book, key, KS_FACT_PHASE, "after");
	set(book, key, KS_FACT_BORN, "2027-05-19");
	c = read_on(book, key, "2026-11-30");
	assert_int_equal(c.family.n_answers, 1);
	assert_int_equal(c.family.phase, KS_DURING);
	assert_int_equal(c.family.born, KS_NO_DAY);
	assert_int_equal(read_on(book, key, "2026-12-10").family.n_answers, 2);
	assert_int_equal(read_on(book, key, "2026-12-19").answers[0].superseded_by, 0);
	assert_int_equal(read_on(book, key, "2026-12-20").answers[0].superseded_by, 3);
	assert_int_equal(read_on(book, key, "2026-11-20").n_screenings, 0);
	c = read_now(book, key);
	assert_int_equal(c.family.phase, KS_AFTER);
	assert_int_equal(c.family.born, book_day("2027-05-19"));
}

static void ids_the_coalition_does_not_know_any_more_are_named_not_lost(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	struct ks_factor gone = *book->roken;
	struct ks_instrument old = { .id = "aaa-score" };
	const struct ks_score score = { &old, NULL, 3, NULL, book_day("2026-11-21") };
	const struct ks_screening_new new = { .date = book_day("2026-11-21"),
					      .scores = &score,
					      .n_scores = 1,
					      .raised = KS_NO_CLASS };
	struct ks_case c;
	int number;

	gone.id = "verdwenen";
	answer(book, key, &gone, KS_PRESENT, "2026-11-21", false);
	answer(book, key, &gone, KS_ABSENT, "2026-11-22", false);
	book_begin(book, key);
	ks_screening_add(book->store, key, &new, &number);
	book_commit(book);
	c = read_now(book, key);
	assert_int_equal(c.n_unknown_factors, 2);
	assert_string_equal(c.unknown_factors[0], "aaa-score");
	assert_string_equal(c.unknown_factors[1], "verdwenen");
	assert_int_equal(c.n_answers, 3);
	assert_null(c.answers[1].answer.factor);
	assert_int_equal(c.family.n_answers, 1);
	assert_int_equal(c.family.n_scores, 0);
}

static void an_unknown_key_is_an_input_error(void **state)
{
	struct book *book = *state;
	struct ks_case c;

	assert_int_equal(ks_case_read(book->store, book->coalition, "AAAA-3333", &c), KS_INPUT);
	assert_int_equal(book_complaint(book), KS_MSG_case_unknown);
	assert_int_equal(ks_case_read(book->store, book->coalition, "AAAA-33333333", &c), KS_INPUT);
}

static size_t count_lines(struct book *book, int phase, const char *municipality, bool ended_too)
{
	const struct ks_case_filter filter = { phase, municipality, ended_too };
	struct ks_case_line *lines;
	size_t n;

	assert_int_equal(ks_case_list(book->store, &filter, &lines, &n), KS_OK);
	for (size_t i = 1; i < n; i++)
		assert_true(strcmp(lines[i - 1].key, lines[i].key) < 0);
	return n;
}

static void the_list_filters_and_leaves_ended_cases_out(void **state)
{
	struct book *book = *state;
	const char *a = book_case(book), *b = book_case(book), *c = book_case(book);

	set(book, a, KS_FACT_PHASE, "during");
	set(book, a, KS_FACT_MUNICIPALITY, "deventer");
	set(book, b, KS_FACT_PHASE, "ended");
	set(book, b, KS_FACT_MUNICIPALITY, "deventer");
	set(book, c, KS_FACT_MUNICIPALITY, "utrecht");
	assert_int_equal(count_lines(book, -1, NULL, false), 2);
	assert_int_equal(count_lines(book, -1, NULL, true), 3);
	assert_int_equal(count_lines(book, -1, "deventer", false), 1);
	assert_int_equal(count_lines(book, KS_DURING, NULL, false), 1);
	assert_int_equal(count_lines(book, KS_ENDED, NULL, false), 1);
	assert_int_equal(count_lines(book, -1, "zeist", true), 0);
}

static void a_line_of_the_list_tells_what_was_kept(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	const struct ks_case_filter all = { -1, NULL, true };
	struct ks_case_line *lines;
	size_t n;

	assert_int_equal(ks_case_list(book->store, &all, &lines, &n), KS_OK);
	assert_false(lines[0].has_class);
	set(book, key, KS_FACT_DUE, "2027-05-19");
	set(book, key, KS_FACT_REF, "P-12");
	book_begin(book, key);
	ks_case_summarise(book->store, key, KS_ZEER, book_day("2026-11-21"));
	book_commit(book);
	assert_int_equal(ks_case_list(book->store, &all, &lines, &n), KS_OK);
	assert_int_equal(n, 1);
	assert_string_equal(lines[0].key, key);
	assert_true(lines[0].has_class);
	assert_int_equal(lines[0].class_now, KS_ZEER);
	assert_int_equal(lines[0].due, book_day("2027-05-19"));
	assert_int_equal(lines[0].screened, book_day("2026-11-21"));
	assert_string_equal(lines[0].ref, "P-12");
	assert_int_equal(lines[0].open_handovers, 0);
	assert_false(lines[0].incomplete);
}

/* How often something was done in a period. */
static size_t done_in(const struct ks_family_rows *family, enum ks_work event,
		      struct ks_period period)
{
	size_t n = 0;

	for (size_t i = 0; i < family->n_work; i++)
		n += family->work[i].event == event && family->work[i].date >= period.from &&
		     family->work[i].date <= period.to;
	return n;
}

static void a_case_counts_in_the_period_of_its_first_screening(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	const struct ks_period december = { book_day("2026-12-01"), book_day("2026-12-31") };
	struct ks_family_rows family;
	struct ks_case item;

	answer(book, key, book->schulden, KS_PRESENT, "2026-12-10", false);
	assert_int_equal(ks_family_read(book->store, key, KS_SEQ_NOW, &family), KS_OK);
	assert_string_equal(family.key, key);
	assert_int_equal(family.screened, book_day("2026-11-21"));
	for (int event = 0; event < KS_WORKS; event++)
		assert_int_equal(done_in(&family, (enum ks_work)event, december),
				 event == KS_WORK_SCREENING);
	assert_int_equal(ks_case_read_on(book->store, book->coalition, key, book_day("2026-11-30"),
					 &item),
			 KS_OK);
	assert_int_equal(item.family.n_answers, 1);
}

static void a_family_is_read_as_it_was(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book), *other = book_case(book);
	const struct ks_period always = { book_day("2026-01-01"), book_day("2026-12-31") };
	long long then = book_number(book->path, "SELECT MAX(seq) FROM audit");
	struct ks_family_rows family;
	struct ks_family picture;
	const char **keys;
	size_t n;

	assert_int_equal(ks_families_since(book->store, then, &keys, &n), KS_OK);
	assert_int_equal(n, 0);
	answer(book, key, book->schulden, KS_PRESENT, "2026-10-10", false);
	set(book, key, KS_FACT_MUNICIPALITY, "oefenstad");
	assert_int_equal(ks_families_since(book->store, then, &keys, &n), KS_OK);
	assert_int_equal(n, 1);
	assert_string_equal(keys[0], key);
	assert_int_equal(ks_family_read(book->store, key, then, &family), KS_OK);
	assert_int_equal(done_in(&family, KS_WORK_SCREENING, always), 1);
	assert_int_equal(family.screened, book_day("2026-11-21"));
	assert_null(ks_family_place(&family, KS_FACT_MUNICIPALITY, always.to));
	assert_int_equal(ks_family_pictures(&family, book->store, book->coalition, &always.to, 1,
					    &picture),
			 KS_OK);
	assert_int_equal(picture.n_answers, 1);
	assert_int_equal(ks_family_read(book->store, key, KS_SEQ_NOW, &family), KS_OK);
	assert_int_equal(family.screened, book_day("2026-10-10"));
	assert_string_equal(ks_family_place(&family, KS_FACT_MUNICIPALITY, always.to), "oefenstad");
	assert_int_equal(ks_family_read(book->store, other, then, &family), KS_OK);
	assert_int_equal(done_in(&family, KS_WORK_SCREENING, always), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, book_start, book_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_key_is_found_however_it_is_typed),
		TEST(a_slip_in_a_key_is_told_from_an_unknown_key),
		TEST(a_prefix_of_two_cases_names_neither),
		TEST(keys_are_random_and_checked),
		TEST(every_fact_is_read_back_into_the_family),
		TEST(a_case_of_which_nothing_is_known_is_read),
		TEST(a_later_fact_counts_and_the_earlier_one_stays_in_the_history),
		TEST(a_value_that_no_fact_can_have_is_refused_and_nothing_stored),
		TEST(a_fact_of_no_case_is_refused_at_the_latest_by_the_commit),
		TEST(many_answers_are_read_back_each_in_its_place),
		TEST(a_whole_screening_is_read_back),
		TEST(a_judgement_holds_until_the_next_screening),
		TEST(what_is_recorded_about_an_earlier_day_ends_no_later_judgement),
		TEST(a_raise_holds_until_another_or_its_withdrawal),
		TEST(a_corrected_score_stays_visible_and_does_not_count),
		TEST(a_corrected_answer_stays_visible_and_does_not_count),
		TEST(a_correction_touches_only_its_own_question_and_source),
		TEST(a_correction_takes_the_place_of_the_latest_wrong_answer_only),
		TEST(a_case_is_read_as_it_was_on_a_day),
		TEST(ids_the_coalition_does_not_know_any_more_are_named_not_lost),
		TEST(an_unknown_key_is_an_input_error),
		TEST(the_list_filters_and_leaves_ended_cases_out),
		TEST(a_line_of_the_list_tells_what_was_kept),
		TEST(a_case_counts_in_the_period_of_its_first_screening),
		TEST(a_family_is_read_as_it_was),
	};

	return cmocka_run_group_tests_name("cases", tests, NULL, NULL);
}
