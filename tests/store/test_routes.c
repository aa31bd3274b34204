/* SPDX-License-Identifier: EUPL-1.2 */
/* Kept routes: the decision, its reasons, and the texts it was made under. */
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

#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const struct ks_role role = { .id = "sociaal-team" };
static const struct ks_filler filler = { .organisation = { "Sociaal team", NULL } };
static const struct ks_intervention intervention = { .id = "schuldhulp" };
static const struct ks_card card = { .id = "geldzorgen", .version = "2026.1" };

/* A route of two steps, made on a day; the reasons stand since the day given. */
static const struct ks_route *route_new(struct book *book, const char *iso, const char *since)
{
	struct ks_step *step = KS_NEW(&book->arena, struct ks_step);
	struct ks_reason *reason = KS_NEW(&book->arena, struct ks_reason);
	struct ks_route_step *steps = KS_NEW_N(&book->arena, 2, struct ks_route_step);
	struct ks_route *route = KS_NEW(&book->arena, struct ks_route);

	*step = (struct ks_step){ .card = &card, .name = "samen-bellen" };
	step->loc = (struct ks_loc){ book->coalition->files[1], 12, 5 };
	*reason = (struct ks_reason){ .step = step,
				      .since = book_day(since),
				      .due = book_day("2026-12-05"),
				      .opens = KS_NO_DAY };
	steps[0] = (struct ks_route_step){ .number = 1,
					   .id = "schuldhulp@sociaal-team",
					   .intervention = &intervention,
					   .role = &role,
					   .filler = &filler,
					   .urgency = KS_SOON,
					   .form = KS_CALL_TOGETHER,
					   .due = book_day("2026-12-05"),
					   .opens = KS_NO_DAY,
					   .reasons = reason,
					   .n_reasons = 1 };
	steps[1] = (struct ks_route_step){ .number = 2,
					   .id = "geldzorgen/brief",
					   .role = &role,
					   .urgency = KS_ROUTINE,
					   .form = KS_WRITTEN,
					   .due = KS_NO_DAY,
					   .opens = book_day("2026-12-24"),
					   .already = true };
	*route = (struct ks_route){ .day = book_day(iso),
				    .phase = KS_DURING,
				    .week = 101,
				    .steps = steps,
				    .n_steps = 2 };
	route->balance.class = KS_KWETSBAAR;
	return route;
}

static const char *keep(struct book *book, const char *key, const struct ks_route *route)
{
	const char *id = NULL;

	book_begin(book, key);
	assert_int_equal(ks_route_keep(book->store, key, book->coalition, SHA, route, "teken", &id),
			 KS_OK);
	book_commit(book);
	return id;
}

static struct ks_kept_route last(struct book *book, const char *key, ks_day on_or_before)
{
	struct ks_kept_route out;

	assert_int_equal(ks_route_last(book->store, key, on_or_before, &out), KS_OK);
	return out;
}

static void a_case_without_a_route_has_none(void **state)
{
	struct book *book = *state;
	struct ks_kept_route out = last(book, book_case(book), KS_NO_DAY);

	assert_null(out.id);
	assert_int_equal(out.n_steps + out.n_reasons, 0);
}

static void a_kept_route_is_read_back(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	const char *id = keep(book, key, route_new(book, "2026-11-21", "2026-11-21"));
	struct ks_kept_route out = last(book, key, KS_NO_DAY);

	assert_string_equal(out.id, id);
	assert_int_equal(strncmp(id, "R-", 2), 0);
	assert_int_equal(out.date, book_day("2026-11-21"));
	assert_int_equal(out.class_now, KS_KWETSBAAR);
	assert_string_equal(out.coalition, "proefstad");
	assert_string_equal(out.version, "2026.1");
	assert_string_equal(out.sha256, SHA);
	assert_string_equal(out.signature, "teken");
	assert_int_equal(out.n_steps, 2);
	assert_string_equal(out.steps[0].id, "schuldhulp@sociaal-team");
	assert_string_equal(out.steps[0].intervention, "schuldhulp");
	assert_string_equal(out.steps[0].role, "sociaal-team");
	assert_string_equal(out.steps[0].organisation, "Sociaal team");
	assert_string_equal(out.steps[0].urgency, "soon");
	assert_string_equal(out.steps[0].form, "call-together");
	assert_int_equal(out.steps[0].due, book_day("2026-12-05"));
	assert_int_equal(out.steps[0].opens, KS_NO_DAY);
	assert_null(out.steps[1].intervention);
	assert_null(out.steps[1].organisation);
	assert_true(out.steps[1].already);
	assert_int_equal(out.steps[1].opens, book_day("2026-12-24"));
	assert_int_equal(out.n_reasons, 1);
	assert_string_equal(out.reasons[0].card, "geldzorgen");
	assert_string_equal(out.reasons[0].step, "samen-bellen");
	assert_int_equal(out.reasons[0].since, book_day("2026-11-21"));
}

static void the_last_route_is_the_latest_by_day_then_by_recording(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	const char *first = keep(book, key, route_new(book, "2026-11-21", "2026-11-21"));
	const char *later = keep(book, key, route_new(book, "2026-12-01", "2026-11-21"));
	const char *again = keep(book, key, route_new(book, "2026-12-01", "2026-11-21"));
	const char *back = keep(book, key, route_new(book, "2026-11-25", "2026-11-21"));

	assert_string_equal(last(book, key, KS_NO_DAY).id, again);
	assert_string_equal(last(book, key, book_day("2026-12-01")).id, again);
	assert_string_equal(last(book, key, book_day("2026-11-30")).id, back);
	assert_string_equal(last(book, key, book_day("2026-11-24")).id, first);
	assert_null(last(book, key, book_day("2026-11-20")).id);
	assert_string_not_equal(later, again);
}

static void the_family_knows_since_when_its_reasons_stand(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	struct ks_case c;

	keep(book, key, route_new(book, "2026-11-21", "2026-11-20"));
	keep(book, key, route_new(book, "2026-12-01", "2026-11-19"));
	assert_int_equal(ks_case_read(book->store, book->coalition, key, &c), KS_OK);
	assert_int_equal(c.family.n_standing, 1);
	assert_int_equal(c.family.standing[0].since, book_day("2026-11-20"));
	assert_int_equal(ks_case_read_on(book->store, book->coalition, key,
					 book_day("2026-12-01"), &c),
			 KS_OK);
	assert_int_equal(c.family.standing[0].since, book_day("2026-11-19"));
}

static void the_texts_of_the_coalition_are_kept_once(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	char sha256[KS_SHA256_HEX];

	keep(book, key, route_new(book, "2026-11-21", "2026-11-21"));
	keep(book, key, route_new(book, "2026-11-22", "2026-11-21"));
	assert_int_equal(book_number(book->path, "SELECT COUNT(*) FROM coalition_file"), 2);
	assert_int_equal(book_number(book->path, "SELECT COUNT(*) FROM coalition_set"), 2);
	ks_sha256("factors: []\n", 12, sha256);
	assert_int_equal(book_number(book->path,
				     ks_fmt(&book->arena,
					    "SELECT COUNT(*) FROM coalition_set s JOIN "
					    "coalition_file f ON f.sha256 = s.file_sha256 WHERE "
					    "s.name = 'proefstad/factors.yaml' AND f.sha256 = '%s' "
					    "AND f.text = 'factors: []' || char(10)",
					    sha256)),
			 1);
}

static void a_file_of_the_largest_size_allowed_is_kept(void **state)
{
	struct book *book = *state;
	struct ks_coalition large = *book->coalition;
	struct ks_source_text file = { .name = "proefstad/cards/groot.yaml" };
	struct ks_source_text *files[] = { &file };
	const char *key = book_case(book), *id;
	char *text = ks_alloc(&book->arena, (1U << 20) + 1);

	memset(text, '#', 1U << 20);
	file.text = text;
	file.len = 1U << 20;
	large.files = files;
	large.n_files = 1;
	book_begin(book, key);
	assert_int_equal(ks_route_keep(book->store, key, &large, SHA,
				       route_new(book, "2026-11-21", "2026-11-21"), "s", &id),
			 KS_OK);
	book_commit(book);
	assert_int_equal(book_number(book->path, "SELECT LENGTH(text) FROM coalition_file"),
			 1U << 20);
}

static void routes_and_steps_are_counted_by_the_day_they_were_made(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	const struct ks_period november = { book_day("2026-11-01"), book_day("2026-11-30") };
	static const size_t expected[KS_WORKS] = { [KS_WORK_ROUTE] = 2, [KS_WORK_STEP] = 2,
						    [KS_WORK_ALREADY] = 2 };
	size_t n[KS_WORKS] = { 0 };
	struct ks_family_rows family;

	keep(book, key, route_new(book, "2026-11-21", "2026-11-21"));
	keep(book, key, route_new(book, "2026-11-30", "2026-11-21"));
	keep(book, key, route_new(book, "2026-12-01", "2026-11-21"));
	assert_int_equal(ks_family_read(book->store, key, KS_SEQ_NOW, &family), KS_OK);
	for (size_t i = 0; i < family.n_work; i++)
		n[family.work[i].event] += family.work[i].date >= november.from &&
					   family.work[i].date <= november.to;
	for (int event = KS_WORK_ROUTE; event <= KS_WORK_ALREADY; event++)
		assert_int_equal(n[event], expected[event]);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, book_start, book_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_case_without_a_route_has_none),
		TEST(a_kept_route_is_read_back),
		TEST(the_last_route_is_the_latest_by_day_then_by_recording),
		TEST(the_family_knows_since_when_its_reasons_stand),
		TEST(the_texts_of_the_coalition_are_kept_once),
		TEST(a_file_of_the_largest_size_allowed_is_kept),
		TEST(routes_and_steps_are_counted_by_the_day_they_were_made),
	};

	return cmocka_run_group_tests_name("routes", tests, NULL, NULL);
}
