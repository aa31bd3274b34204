/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a report kept may have been written by anybody who can write the file,
 * hash and all: it is never more than a number that is wrong. Whole runs of the
 * program in one process.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ks/base/str.h"
#include "ks/cmd/run.h"
#include "ks/store/counts.h"
#include "support/book.h"

#define ROUNDS 150

static const char *report_of(struct book *book, const char *period)
{
	const char *const argv[] = { "report", "--json", period, period ? "2026-Q2" : NULL, NULL };
	char *printed = NULL, *copy;
	size_t len = 0;
	FILE *stream = open_memstream(&printed, &len), *err = fopen("/dev/null", "w");
	int status;

	ks_store_close(book->store);
	book->store = NULL;
	assert_true(stream && err);
	status = ks_run(&(struct ks_environment){ .db = book->path, .routes = "routes/deventer",
						  .today = "2026-11-21", .user = "co-1",
						  .role = "coordinator", .organisation = "ks",
						  .clock_day = book_day("2026-11-21"),
						  .now = "2026-11-21T10:11:12Z",
						  .out = stream, .err = err }, argv);
	fclose(stream);
	fclose(err);
	copy = ks_strdup(&book->arena, printed);
	free(printed);
	assert_int_equal(status, 0);
	assert_int_equal(book_reopen(book, "2026-11-21"), KS_OK);
	return copy;
}

static const char *report(struct book *book)
{
	return report_of(book, NULL);
}

static struct ks_kept_count kept(struct book *book)
{
	struct ks_kept_count *counts = NULL;
	size_t n = 0;

	assert_int_equal(ks_counts_all(book->store, &counts, &n), KS_OK);
	assert_true(n > 0);
	return counts[0];
}

static void put(struct book *book, struct ks_kept_count count, const char *sums)
{
	count.sums = sums;
	book_begin(book, NULL);
	assert_int_equal(ks_count_keep(book->store, &count), KS_OK);
	book_commit(book);
}

/* The first place of a text in another by something else. */
static const char *with(struct book *book, const char *text, const char *old, const char *new)
{
	const char *at = strstr(text, old);

	assert_non_null(at);
	return ks_fmt(&book->arena, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
}

static void a_kept_count_of_no_form_is_counted_again(void **state)
{
	static const char *const spoilt[][2] = {
		{ "screenings month 11 ", "screenings month 12 " },
		{ "screenings month 11 ", "screenings month 2147483647 " },
		{ "screenings month 11 ", "screenings month -1 " },
		{ "screenings whole 0 ", "response_days_median whole 36526 " },
		{ "screenings whole 0 ", "response_days_median whole 4294967296 " },
		{ "screenings whole 0 ", "stage:9 whole 0 5 0:\nscreenings whole 0 " },
		{ "screenings whole 0 1 0:", "screenings whole 0 1 99999999:" },
		{ "screenings whole 0 1 0:", "screenings whole 0 1 -1:" },
		{ "screenings whole 0 1 0:", "screenings whole 0 99999999999999999999 0:" },
		{ "screenings whole 0 1 0:", "screenings whole 0 -1 0:" },
		{ "screenings whole 0 1 0:", "screenings whole 0 2147483648 0:" },
		{ "sums ", "numbers " },
	};
	struct book *book = *state;
	struct ks_kept_count whole;
	const char *first;

	book_case(book);
	first = report(book);
	whole = kept(book);
	for (size_t i = 0; i < sizeof(spoilt) / sizeof(spoilt[0]); i++) {
		put(book, whole, with(book, whole.sums, spoilt[i][0], spoilt[i][1]));
		if (strcmp(report(book), first) != 0)
			fail_msg("believed: %s", spoilt[i][1]);
	}
}

/* Of a quarter that ended ks keeps the table, never the sums: pairs of nobody among them. */
static void a_kept_count_that_was_never_kept_is_not_read(void **state)
{
	struct book *book = *state;
	struct ks_kept_count quarter;

	book_case(book);
	report(book);
	quarter = kept(book);
	quarter.period = (struct ks_period){ book_day("2026-04-01"), book_day("2026-06-30") };
	quarter.counted_on = quarter.period.to;
	quarter.split = true;
	put(book, quarter, with(book, quarter.sums, "screenings whole 0 1 0:",
				"handovers pair 0 4242 7:nowhere\nhandovers whole 0 4242 0:\n"
				"screenings whole 0 4242 0:"));
	assert_null(strstr(report_of(book, "--quarter"), "4242"));
}

static unsigned roll(unsigned long long *dice, size_t sides)
{
	*dice = *dice * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned)((*dice >> 33) % sides);
}

/* Letters of what stands in such a text: what comes of it is mostly none, sometimes another. */
static void no_kept_count_stops_a_report(void **state)
{
	static const char letters[] = "0123456789 -:\nabmw";
	struct book *book = *state;
	struct ks_kept_count whole;
	unsigned long long dice = 7;

	book_case(book);
	report(book);
	whole = kept(book);
	for (int round = 0; round < ROUNDS; round++) {
		char *text = ks_strdup(&book->arena, whole.sums);

		for (unsigned i = 0; i <= roll(&dice, 4); i++)
			text[roll(&dice, strlen(text))] =
				letters[roll(&dice, sizeof(letters) - 1)];
		put(book, whole, text);
		assert_non_null(strstr(report(book), "\"format\""));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_kept_count_of_no_form_is_counted_again,
						book_start, book_end),
		cmocka_unit_test_setup_teardown(a_kept_count_that_was_never_kept_is_not_read,
						book_start, book_end),
		cmocka_unit_test_setup_teardown(no_kept_count_stops_a_report, book_start, book_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
