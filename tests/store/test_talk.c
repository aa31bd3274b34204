/* SPDX-License-Identifier: EUPL-1.2 */
/* A screening that grows: what counts, what is taken back, when it is finished. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ks/base/str.h"
#include "ks/store/audit.h"
#include "ks/store/cases.h"
#include "ks/store/report.h"
#include "support/book.h"

static struct ks_case read_now(struct book *book, const char *key)
{
	struct ks_case out;

	assert_int_equal(ks_case_read(book->store, book->coalition, key, &out), KS_OK);
	return out;
}

static int open_talk(struct book *book, const char *key)
{
	int number = 0;

	book_begin(book, key);
	assert_int_equal(ks_screening_open(book->store, key, book_day("2026-11-21"), &number), KS_OK);
	book_commit(book);
	return number;
}

static void extend(struct book *book, const char *key, int number, struct ks_screening_part part)
{
	part.date = part.date ? part.date : book_day("2026-11-21");
	part.place = part.place ? part.place : "somewhere";
	book_begin(book, key);
	assert_int_equal(ks_screening_extend(book->store, key, number, &part), KS_OK);
	book_commit(book);
}

static void answer(struct book *book, const char *key, int number, enum ks_reply reply)
{
	const struct ks_answer given = { book->schulden, KS_MOTHER, reply, KS_BY_SELF,
					 book_day("2026-11-21"), 0 };

	extend(book, key, number, (struct ks_screening_part){ .answers = &given, .n_answers = 1 });
}

/* The reply that counts; -1 when none does. */
static int reply_of(struct book *book, const char *key)
{
	struct ks_case now = read_now(book, key);
	int reply = -1;

	for (size_t i = 0; i < now.family.n_answers; i++)
		if (now.family.answers[i].factor == book->schulden)
			reply = (int)now.family.answers[i].reply;
	return reply;
}

static void the_last_answer_in_a_conversation_counts(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	int number = open_talk(book, key);
	struct ks_case now;

	answer(book, key, number, KS_PRESENT);
	assert_int_equal(reply_of(book, key), KS_PRESENT);
	answer(book, key, number, KS_DECLINED);
	assert_int_equal(reply_of(book, key), KS_DECLINED);
	answer(book, key, number, KS_NOT_ASKED);
	assert_int_equal(reply_of(book, key), KS_NOT_ASKED);
	now = read_now(book, key);
	assert_int_equal(now.n_answers, 4);
	assert_int_equal(now.answers[1].superseded_by, number);
	assert_int_equal(now.answers[2].superseded_by, number);
	assert_int_equal(now.answers[3].superseded_by, 0);
}

/* Another screening's answer stands when this one's was taken back. */
static void taking_back_touches_only_this_conversation(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	int first = open_talk(book, key), second;
	struct ks_case now;

	answer(book, key, first, KS_PRESENT);
	second = open_talk(book, key);
	answer(book, key, second, KS_ABSENT);
	answer(book, key, second, KS_NOT_ASKED);
	now = read_now(book, key);
	assert_int_equal(now.answers[1].superseded_by, 0);
	assert_int_equal(now.answers[1].answer.reply, KS_PRESENT);
	assert_int_equal(now.answers[2].superseded_by, second);
}

static bool nothing_asked(struct book *book)
{
	const struct ks_case_filter all = { .phase = -1, .ended_too = true };
	struct ks_case_line *lines;
	size_t n;

	assert_int_equal(ks_case_list(book->store, &all, &lines, &n), KS_OK);
	return lines[0].nothing_asked;
}

static void what_was_taken_back_was_not_asked(void **state)
{
	struct book *book = *state;
	char key[KS_KEY_SIZE];
	int first, second;

	book_begin(book, NULL);
	assert_int_equal(ks_case_new(book->store, key), KS_OK);
	assert_int_equal(ks_screening_open(book->store, key, book_day("2026-11-21"), &first), KS_OK);
	assert_int_equal(ks_case_summarise(book->store, key, KS_GEEN, book_day("2026-11-21")),
			 KS_OK);
	book_commit(book);
	assert_true(nothing_asked(book));
	answer(book, key, first, KS_ABSENT);
	assert_false(nothing_asked(book));
	answer(book, key, first, KS_NOT_ASKED);
	assert_true(nothing_asked(book));
	answer(book, key, first, KS_ABSENT);
	second = open_talk(book, key);
	answer(book, key, second, KS_ABSENT);
	answer(book, key, second, KS_NOT_ASKED);
	assert_false(nothing_asked(book));
}

static void it_is_unfinished_until_somebody_finishes_it(void **state)
{
	struct book *book = *state;
	const struct ks_case_filter all = { .phase = -1, .ended_too = true };
	const char *key = book_case(book);
	int number = open_talk(book, key);
	struct ks_case_line *lines;
	size_t n;

	extend(book, key, number, (struct ks_screening_part){ .place = "begin", .said = "short" });
	assert_int_equal(read_now(book, key).unfinished, number);
	assert_int_equal(ks_case_list(book->store, &all, &lines, &n), KS_OK);
	assert_true(lines[0].incomplete);
	extend(book, key, number,
	       (struct ks_screening_part){ .place = "balance", .judged = true,
					   .judgement = KS_IN_BALANCE, .finished = true });
	assert_int_equal(read_now(book, key).unfinished, 0);
	assert_int_equal(read_now(book, key).family.judgement, KS_IN_BALANCE);
	assert_int_equal(ks_case_list(book->store, &all, &lines, &n), KS_OK);
	assert_false(lines[0].incomplete);
	assert_string_equal(read_now(book, key).screenings[1].talk[0].said, "short");
}

/* Answers by options in between do not finish the conversation, nor undo its judgement. */
static void another_screening_in_between_changes_nothing_of_it(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	int number = open_talk(book, key), other;
	const struct ks_screening_new whole = { .date = book_day("2026-11-21"), .complete = true,
						.raised = KS_NO_CLASS };

	book_begin(book, key);
	assert_int_equal(ks_screening_add(book->store, key, &whole, &other), KS_OK);
	book_commit(book);
	assert_int_equal(read_now(book, key).unfinished, number);
	extend(book, key, number,
	       (struct ks_screening_part){ .judged = true, .judgement = KS_OUT_OF_BALANCE,
					   .finished = true });
	assert_int_equal(read_now(book, key).family.judgement, KS_OUT_OF_BALANCE);
	extend(book, key, number, (struct ks_screening_part){ .judged = true, .finished = true });
	assert_int_equal(read_now(book, key).family.judgement, KS_NO_JUDGEMENT);
}

static void a_score_is_replaced_or_taken_back(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	int number = open_talk(book, key);
	struct ks_score score = { .instrument = book->coalition->instruments[0], .value = 24,
				  .date = book_day("2026-11-21") };

	extend(book, key, number, (struct ks_screening_part){ .score = &score });
	score.value = 14;
	extend(book, key, number, (struct ks_screening_part){ .score = &score });
	assert_int_equal(read_now(book, key).family.n_scores, 1);
	assert_int_equal(read_now(book, key).family.scores[0].value, 14);
	extend(book, key, number,
	       (struct ks_screening_part){ .score = &score, .score_taken_back = true });
	assert_int_equal(read_now(book, key).family.n_scores, 0);
}

static void help_is_there_or_is_not_after_all(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	const char *ids[] = { "a@x", "b@y" };
	const bool both[] = { true, true }, one[] = { false, true };
	int number = open_talk(book, key);

	extend(book, key, number,
	       (struct ks_screening_part){ .already = ids, .there = both, .n_already = 2 });
	assert_int_equal(read_now(book, key).family.n_already, 2);
	extend(book, key, number,
	       (struct ks_screening_part){ .already = ids, .there = one, .n_already = 2 });
	assert_int_equal(read_now(book, key).family.n_already, 1);
	assert_string_equal(read_now(book, key).family.already[0], "b@y");
	extend(book, key, number,
	       (struct ks_screening_part){ .already = ids, .there = both, .n_already = 2 });
	assert_int_equal(read_now(book, key).family.n_already, 2);
}

/* As it was on an earlier day: not finished yet. */
static void an_earlier_day_knows_nothing_of_later_lines(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	int number = open_talk(book, key);
	struct ks_case then;

	extend(book, key, number,
	       (struct ks_screening_part){ .date = book_day("2026-11-23"), .judged = true,
					   .judgement = KS_IN_BALANCE, .finished = true });
	assert_int_equal(ks_case_read_on(book->store, book->coalition, key, book_day("2026-11-22"),
					 &then),
			 KS_OK);
	assert_int_equal(then.unfinished, number);
	assert_int_equal(then.family.judgement, KS_NO_JUDGEMENT);
	assert_int_equal(read_now(book, key).unfinished, 0);
}

static void every_line_is_in_the_audit_and_covered_by_it(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	int number = open_talk(book, key);
	char head[KS_SHA256_HEX];
	long long broken;

	extend(book, key, number, (struct ks_screening_part){ .place = "alone", .said = "no" });
	assert_int_equal(ks_audit_verify(book->store, &broken, head), KS_OK);
	assert_int_equal(broken, 0);
	book_sql(book->path, "UPDATE talk SET said = 'yes'");
	assert_int_equal(ks_audit_verify(book->store, &broken, head), KS_OK);
	assert_true(broken > 0);
}

/* Such an answer was written after its screening: it is found at the line that came with it. */
static void an_answer_of_a_line_is_covered_by_the_audit(void **state)
{
	static const struct {
		const char *sql;
		long long broken;
	} changes[] = {
		{ "UPDATE talk SET answers = REPLACE(answers, 'present', 'absent')", 4 },
		{ "UPDATE talk SET answers = ''", 4 },
		{ "UPDATE screening SET answers = answers || ' roken' WHERE number = 2", 3 },
	};
	struct book *book = *state;
	const char *key = book_case(book);
	int number = open_talk(book, key);
	char head[KS_SHA256_HEX];
	long long broken;

	answer(book, key, number, KS_PRESENT);
	extend(book, key, number, (struct ks_screening_part){ .place = "alone", .said = "no" });
	assert_int_equal(ks_audit_verify(book->store, &broken, head), KS_OK);
	assert_int_equal(broken, 0);
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		book_sql(book->path, changes[i].sql);
		assert_int_equal(ks_audit_verify(book->store, &broken, head), KS_OK);
		assert_int_equal(broken, changes[i].broken);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, book_start, book_end)
		TEST(the_last_answer_in_a_conversation_counts),
		TEST(taking_back_touches_only_this_conversation),
		TEST(what_was_taken_back_was_not_asked),
		TEST(it_is_unfinished_until_somebody_finishes_it),
		TEST(another_screening_in_between_changes_nothing_of_it),
		TEST(a_score_is_replaced_or_taken_back),
		TEST(help_is_there_or_is_not_after_all),
		TEST(an_earlier_day_knows_nothing_of_later_lines),
		TEST(every_line_is_in_the_audit_and_covered_by_it),
		TEST(an_answer_of_a_line_is_covered_by_the_audit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
