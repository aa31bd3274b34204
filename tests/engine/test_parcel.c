/* SPDX-License-Identifier: EUPL-1.2 */
/* Two histories of one handover become one: engine/parcel.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ks/base/arena.h"
#include "ks/engine/parcel.h"

#define MOVE(v, s, d) \
	{ .verb = KS_VERB_##v, .status = KS_H_##s, .date = (d), .until = KS_NO_DAY, \
	  .at = "2026-11-21T10:00:00Z", .by = { "jgz-verpleegkundige", "jgz", "jgz-1" } }
#define N(list) (sizeof(list) / sizeof((list)[0]))

static struct ks_merge merge(const struct ks_parcel_move *ours, size_t n_ours,
			     const struct ks_parcel_move *theirs, size_t n_theirs)
{
	struct ks_arena arena;
	struct ks_merge result;

	ks_arena_init(&arena);
	result = ks_parcel_merge(&arena, ours, n_ours, theirs, n_theirs);
	ks_arena_release(&arena);
	return result;
}

static void a_new_history_is_judged_from_its_first_move(void **state)
{
	const struct ks_parcel_move good[] = { MOVE(NEW, DRAFT, 1), MOVE(SEND, REQUESTED, 2),
					       MOVE(ACCEPT, ACCEPTED, 2) };
	const struct ks_parcel_move headless[] = { MOVE(ACCEPT, ACCEPTED, 1) };
	const struct ks_parcel_move refused[] = { MOVE(NEW, STOPPED, 1) };

	(void)state;
	assert_int_equal(merge(NULL, 0, good, N(good)).result, KS_MERGE_OK);
	assert_int_equal(merge(NULL, 0, good, N(good)).first_new, 0);
	assert_int_equal(merge(NULL, 0, headless, 1).result, KS_MERGE_ILLEGAL);
	assert_int_equal(merge(NULL, 0, refused, 1).result, KS_MERGE_ILLEGAL);
}

static void what_both_have_is_not_added_again(void **state)
{
	const struct ks_parcel_move all[] = { MOVE(NEW, REQUESTED, 1), MOVE(ACCEPT, ACCEPTED, 2),
					      MOVE(MEET, MET, 3) };

	(void)state;
	assert_int_equal(merge(all, 3, all, 3).first_new, 3);
	assert_int_equal(merge(all, 3, all, 1).first_new, 1);
	assert_int_equal(merge(all, 1, all, 3).first_new, 1);
}

static void their_move_comes_after_one_that_only_we_made_when_that_is_legal(void **state)
{
	const struct ks_parcel_move ours[] = { MOVE(NEW, REQUESTED, 1), MOVE(RECEIVE, RECEIVED, 1) };
	const struct ks_parcel_move theirs[] = { MOVE(NEW, REQUESTED, 1), MOVE(ACCEPT, ACCEPTED, 2) };
	const struct ks_parcel_move both[] = { MOVE(NEW, REQUESTED, 1), MOVE(RECEIVE, RECEIVED, 1),
					       MOVE(ACCEPT, ACCEPTED, 2) };

	(void)state;
	assert_int_equal(merge(ours, 2, theirs, 2).result, KS_MERGE_OK);
	assert_int_equal(merge(ours, 2, theirs, 2).first_new, 1);
	assert_int_equal(merge(both, 3, theirs, 2).first_new, 2);
}

static void an_illegal_jump_is_named(void **state)
{
	const struct ks_parcel_move ours[] = { MOVE(NEW, REQUESTED, 1),
					       MOVE(WITHDRAW, WITHDRAWN, 2) };
	const struct ks_parcel_move theirs[] = { MOVE(NEW, REQUESTED, 1), MOVE(ACCEPT, ACCEPTED, 2) };
	const struct ks_parcel_move lies[] = { MOVE(NEW, REQUESTED, 1), MOVE(ACCEPT, MET, 2) };
	struct ks_merge result = merge(ours, 2, theirs, 2);

	(void)state;
	assert_int_equal(result.result, KS_MERGE_ILLEGAL);
	assert_int_equal(result.culprit, 1);
	assert_int_equal(result.before, KS_H_WITHDRAWN);
	assert_int_equal(merge(NULL, 0, lies, 2).result, KS_MERGE_ILLEGAL);
}

static void a_correction_goes_back_one_move_and_never_before_the_first(void **state)
{
	const struct ks_parcel_move good[] = { MOVE(NEW, REQUESTED, 1), MOVE(ACCEPT, ACCEPTED, 2),
					       MOVE(CORRECT, REQUESTED, 3),
					       MOVE(DECLINE, DECLINED, 3) };
	const struct ks_parcel_move too_far[] = { MOVE(NEW, REQUESTED, 1),
						  MOVE(CORRECT, DRAFT, 2) };
	const struct ks_parcel_move elsewhere[] = { MOVE(NEW, REQUESTED, 1),
						    MOVE(ACCEPT, ACCEPTED, 2),
						    MOVE(CORRECT, MET, 3) };

	(void)state;
	assert_int_equal(merge(NULL, 0, good, 4).result, KS_MERGE_OK);
	assert_int_equal(merge(NULL, 0, too_far, 2).result, KS_MERGE_ILLEGAL);
	assert_int_equal(merge(NULL, 0, elsewhere, 3).result, KS_MERGE_ILLEGAL);
}

static void a_move_before_the_last_one_is_refused(void **state)
{
	const struct ks_parcel_move moves[] = { MOVE(NEW, REQUESTED, 5), MOVE(ACCEPT, ACCEPTED, 4) };

	(void)state;
	assert_int_equal(merge(NULL, 0, moves, 2).result, KS_MERGE_DATE);
}

static void histories_that_begin_differently_stay_apart(void **state)
{
	const struct ks_parcel_move ours[] = { MOVE(NEW, REQUESTED, 1), MOVE(ACCEPT, ACCEPTED, 2) };
	const struct ks_parcel_move other[] = { MOVE(NEW, REQUESTED, 3) };
	const struct ks_parcel_move between[] = { MOVE(NEW, REQUESTED, 1), MOVE(RECEIVE, RECEIVED, 1),
						  MOVE(ACCEPT, ACCEPTED, 2) };

	(void)state;
	assert_int_equal(merge(ours, 2, other, 1).result, KS_MERGE_APART);
	assert_int_equal(merge(ours, 2, between, 3).result, KS_MERGE_APART);
}

/* A move of theirs that is ours but for one thing is another move. */
static void two_moves_are_one_only_when_everything_about_who_and_when_agrees(void **state)
{
	struct ks_parcel_move other[10];
	struct ks_parcel_move ours = MOVE(NEW, REQUESTED, 5);

	(void)state;
	ours.reason = "moved";
	ours.outcome = "helped";
	ours.present = "mother,receiver";
	assert_int_equal(merge(&ours, 1, &ours, 1).result, KS_MERGE_OK);
	for (size_t i = 0; i < N(other); i++)
		other[i] = ours;
	other[0].status = KS_H_DRAFT;
	other[1].date = 4;
	other[2].until = 9;
	other[3].at = "2026-11-21T10:00:01Z";
	other[4].by.role = "ggz";
	other[5].by.organisation = "ggz";
	other[6].by.user = "jgz-2";
	other[7].reason = NULL;
	other[8].outcome = "partly";
	other[9].present = "receiver";
	for (size_t i = 0; i < N(other); i++)
		assert_int_equal(merge(&ours, 1, &other[i], 1).result, KS_MERGE_APART);
}

static void what_was_said_with_a_move_may_have_stayed_behind(void **state)
{
	struct ks_parcel_move ours = MOVE(NEW, REQUESTED, 5), theirs = MOVE(NEW, REQUESTED, 5);

	(void)state;
	ours.note = "Alleen bij ons.";
	assert_int_equal(merge(&ours, 1, &theirs, 1).first_new, 1);
}

static void after_a_move_that_cannot_be_nothing_more_is_judged(void **state)
{
	const struct ks_parcel_move moves[] = { MOVE(NEW, REQUESTED, 1), MOVE(START, STARTED, 2),
						MOVE(ACCEPT, ACCEPTED, 3) };
	struct ks_merge result = merge(NULL, 0, moves, 3);

	(void)state;
	assert_int_equal(result.result, KS_MERGE_ILLEGAL);
	assert_int_equal(result.culprit, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_history_is_judged_from_its_first_move),
		cmocka_unit_test(what_both_have_is_not_added_again),
		cmocka_unit_test(their_move_comes_after_one_that_only_we_made_when_that_is_legal),
		cmocka_unit_test(an_illegal_jump_is_named),
		cmocka_unit_test(a_correction_goes_back_one_move_and_never_before_the_first),
		cmocka_unit_test(a_move_before_the_last_one_is_refused),
		cmocka_unit_test(histories_that_begin_differently_stay_apart),
		cmocka_unit_test(two_moves_are_one_only_when_everything_about_who_and_when_agrees),
		cmocka_unit_test(what_was_said_with_a_move_may_have_stayed_behind),
		cmocka_unit_test(after_a_move_that_cannot_be_nothing_more_is_judged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
