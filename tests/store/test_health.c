/* SPDX-License-Identifier: EUPL-1.2 */
/* What looking a casebook over finds, after somebody wrote in it with another program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <sys/vfs.h>

#include "ks/base/str.h"
#include "ks/store/cases.h"
#include "ks/store/handovers.h"
#include "ks/store/health.h"
#include "support/book.h"

static void add_handover(struct book *book, const char *key)
{
	struct ks_handover_move move = { .verb = KS_VERB_NEW,
					 .status = KS_H_REQUESTED,
					 .date = book_day("2026-11-21"),
					 .until = KS_NO_DAY };
	struct ks_handover handover = { .case_key = key,
					.from_role = "a",
					.to_role = "b",
					.due = KS_NO_DAY,
					.respond_within = { 2, KS_DAYS },
					.has_consent = true,
					.consent = { "mother", "written", book_day("2026-11-21"),
						     KS_NO_DAY, KS_NO_DAY, NULL },
					.moves = &move,
					.n_moves = 1 };

	book_begin(book, key);
	ks_case_set(book->store, key, KS_FACT_MUNICIPALITY, "deventer");
	assert_int_equal(ks_handover_add(book->store, &handover), KS_OK);
	book_commit(book);
}

static struct ks_health look(struct book *book, bool mend)
{
	struct ks_health health = { .damage = NULL };

	book_begin(book, NULL);
	if (mend)
		assert_int_equal(ks_store_recount(book->store), KS_OK);
	assert_int_equal(ks_store_examine(book->store, &health), KS_OK);
	book_commit(book);
	return health;
}

static void an_honest_book_has_nothing_wrong(void **state)
{
	struct book *book = *state;
	struct ks_health health;

	add_handover(book, book_case(book));
	health = look(book, false);
	assert_null(health.damage);
	assert_int_equal(health.orphans + health.broken + health.off + health.overdue, 0);
}

/* Stands before the C library's own: the number of the file system, where one is said. */
static long file_system;

int said_statfs(const char *path, struct statfs *fs) __asm__("statfs");

int said_statfs(const char *path, struct statfs *fs)
{
	(void)path;
	memset(fs, 0, sizeof(*fs));
	fs->f_type = file_system;
	return file_system ? 0 : -1;
}

static void a_book_on_a_network_is_noted(void **state)
{
	static const struct {
		long number;
		const char *name;
	} systems[] = {
		{ 0x6969, "NFS" },	   { 0xff534d42L, "SMB/CIFS" }, { 0xfe534d42L, "SMB/CIFS" },
		{ (int)0xff534d42U, "SMB/CIFS" }, { 0x01021997, "9P" }, { 0x65735546, "FUSE" },
		{ 0xef53, NULL },	   { 0x01021994, NULL },	{ 0, "" },
	};
	struct book *book = *state;

	for (size_t i = 0; i < sizeof(systems) / sizeof(systems[0]); i++) {
		const char *said;

		file_system = systems[i].number;
		said = look(book, false).network;
		if (!ks_streq(said, systems[i].name))
			fail_msg("%lx: %s", systems[i].number, said ? said : "nothing");
	}
}

static void a_list_that_does_not_fit_is_found_and_mended(void **state)
{
	struct book *book = *state;

	add_handover(book, book_case(book));
	book_sql(book->path, "UPDATE cases SET municipality = 'elders'; "
			     "UPDATE handover SET status = 'closed', is_open = 0");
	assert_int_equal(look(book, false).off, 2);
	assert_int_equal(look(book, true).off, 0);
	assert_int_equal(book_number(book->path, "SELECT COUNT(*) FROM cases JOIN handover "
						 "WHERE municipality = 'deventer' "
						 "AND status = 'requested' AND is_open = 1"),
			 1);
}

/* Each thing that is kept for lists and reports, broken by itself. */
static void every_kept_column_is_counted_again(void **state)
{
	static const char *const breakings[] = {
		"UPDATE cases SET phase = 'after'",
		"UPDATE cases SET municipality = 'elders'",
		"UPDATE cases SET due = '2027-01-01'",
		"UPDATE cases SET born = '2027-01-01'",
		"UPDATE cases SET ref = 'x'",
		"UPDATE cases SET closed = '2026-11-22'",
		"UPDATE cases SET incomplete = 1 - incomplete",
		"UPDATE cases SET marks = ' verzonnen '",
		"UPDATE cases SET marks = ''",
		"UPDATE cases SET asked = 1 - asked",
		"UPDATE handover SET status = 'met'",
		"UPDATE handover SET is_open = 0",
		"UPDATE handover SET next_by = '2026-12-24'",
		"UPDATE handover SET next_by = NULL",
	};
	struct book *book = *state;

	add_handover(book, book_case(book));
	for (size_t i = 0; i < sizeof(breakings) / sizeof(breakings[0]); i++) {
		book_sql(book->path, breakings[i]);
		if (look(book, false).off != 1)
			fail_msg("not found: %s", breakings[i]);
		if (look(book, true).off != 0)
			fail_msg("not mended: %s", breakings[i]);
	}
}

static void a_row_that_points_nowhere_is_found(void **state)
{
	struct book *book = *state;

	book_case(book);
	book_sql(book->path, "PRAGMA foreign_keys = 0; UPDATE screening SET case_key = 'AAAA-AAAA'");
	assert_int_equal(look(book, false).orphans, 1);
	assert_int_equal(look(book, false).broken, 2);
}

static void what_is_past_its_term_is_counted(void **state)
{
	struct book *book = *state;

	add_handover(book, book_case(book));
	assert_int_equal(book_reopen(book, "2026-11-23"), KS_OK);
	assert_int_equal(look(book, false).overdue, 0);
	assert_int_equal(book_reopen(book, "2026-11-24"), KS_OK);
	assert_int_equal(look(book, false).overdue, 1);
}

static void a_closed_case_is_listed_until_it_is_opened_again(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	struct ks_closed_case *items = NULL;
	size_t n = 0;

	book_begin(book, key);
	ks_case_set(book->store, key, KS_FACT_CLOSED, "2026-11-21");
	assert_int_equal(ks_cases_closed(book->store, &items, &n), KS_OK);
	assert_int_equal(n, 1);
	assert_string_equal(items[0].key, key);
	assert_int_equal(items[0].closed, book_day("2026-11-21"));
	ks_case_set(book->store, key, KS_FACT_CLOSED, NULL);
	assert_int_equal(ks_cases_closed(book->store, &items, &n), KS_OK);
	assert_int_equal(n, 0);
	book_commit(book);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, book_start, book_end)

/* A refusal before anybody was asked waits for nobody, so lists leave it out. */
static void a_refusal_is_kept_as_not_open(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	struct ks_handover_move move = { .verb = KS_VERB_NEW,
					 .status = KS_H_STOPPED,
					 .reason = "parent-refused",
					 .date = book_day("2026-11-21"),
					 .until = KS_NO_DAY };
	struct ks_handover handover = { .case_key = key,
					.from_role = "a",
					.to_role = "b",
					.due = KS_NO_DAY,
					.moves = &move,
					.n_moves = 1 };

	book_begin(book, key);
	assert_int_equal(ks_handover_add(book->store, &handover), KS_OK);
	book_commit(book);
	assert_int_equal(look(book, false).off, 0);
	book_sql(book->path, "UPDATE handover SET is_open = 1");
	assert_int_equal(look(book, false).off, 1);
	assert_int_equal(look(book, true).off, 0);
	book_sql(book->path, "UPDATE handover SET status = 'requested'");
	assert_int_equal(look(book, false).off, 1);
}

/* Its terms ended with the pregnancy: of what was kept of them nothing is said any more. */
static void terms_of_a_pregnancy_that_ended_are_not_looked_at(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);

	add_handover(book, key);
	book_begin(book, key);
	ks_case_set(book->store, key, KS_FACT_ENDED, "2026-11-21");
	book_commit(book);
	assert_int_equal(look(book, false).off, 0);
	book_sql(book->path, "UPDATE handover SET next_by = '2026-12-24'");
	assert_int_equal(look(book, false).off, 0);
	book_sql(book->path, "UPDATE handover SET status = 'met'");
	assert_int_equal(look(book, false).off, 1);
	assert_int_equal(look(book, true).off, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_honest_book_has_nothing_wrong),
		TEST(a_book_on_a_network_is_noted),
		TEST(a_list_that_does_not_fit_is_found_and_mended),
		TEST(every_kept_column_is_counted_again),
		TEST(a_row_that_points_nowhere_is_found),
		TEST(what_is_past_its_term_is_counted),
		TEST(a_closed_case_is_listed_until_it_is_opened_again),
		TEST(a_refusal_is_kept_as_not_open),
		TEST(terms_of_a_pregnancy_that_ended_are_not_looked_at),
	};

	return cmocka_run_group_tests_name("health", tests, NULL, NULL);
}
