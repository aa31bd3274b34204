/* SPDX-License-Identifier: EUPL-1.2 */
/* Handovers: recording, undoing, finding, listing, counting. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ks/base/str.h"
#include "ks/store/cases.h"
#include "ks/store/handovers.h"
#include "ks/store/report.h"
#include "support/book.h"

static struct ks_handover_move move_on(enum ks_verb verb, enum ks_handover_status status,
				       const char *iso)
{
	return (struct ks_handover_move){ .verb = verb,
					  .status = status,
					  .date = book_day(iso),
					  .until = KS_NO_DAY };
}

/* A handover requested on 21 November 2026; answer within 2 working days. */
static struct ks_handover requested(const char *key, struct ks_handover_move *first)
{
	*first = move_on(KS_VERB_NEW, KS_H_REQUESTED, "2026-11-21");
	return (struct ks_handover){
		.case_key = key,
		.from_role = "verloskundige",
		.from_organisation = "Praktijk De Brug",
		.to_role = "sociaal-team",
		.to_organisation = "Sociaal team",
		.form = KS_CALL_TOGETHER,
		.urgency = KS_SOON,
		.ask = "Wilt u samen bellen?",
		.due = book_day("2026-12-05"),
		.respond_within = { 2, KS_WORKING_DAYS },
		.contact_within = { 1, KS_WEEKS },
		.feedback_within = { 1, KS_MONTHS },
		.has_consent = true,
		.consent = { "mother", "spoken", book_day("2026-11-21"), KS_NO_DAY, KS_NO_DAY,
			     "schulden,roken" },
		.moves = first,
		.n_moves = 1,
	};
}

static const char *add(struct book *book, struct ks_handover *handover)
{
	book_begin(book, handover->case_key);
	assert_int_equal(ks_handover_add(book->store, handover), KS_OK);
	book_commit(book);
	return handover->id;
}

static const char *add_requested(struct book *book, const char *key)
{
	struct ks_handover_move first;
	struct ks_handover handover = requested(key, &first);

	return add(book, &handover);
}

static enum ks_status move(struct book *book, const char *id, struct ks_handover_move made)
{
	enum ks_status status;

	book_begin(book, NULL);
	status = ks_handover_move(book->store, id, &made);
	if (status)
		ks_store_rollback(book->store, status);
	else
		book_commit(book);
	return status;
}

static struct ks_handover read(struct book *book, const char *typed)
{
	struct ks_handover handover;

	assert_int_equal(ks_handover_read(book->store, typed, &handover), KS_OK);
	return handover;
}

static void everything_recorded_is_read_back(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	struct ks_handover_move first;
	struct ks_handover in = requested(key, &first), out;

	in.step_id = "schuldhulp@sociaal-team";
	in.card = "geldzorgen";
	in.card_version = "2026.1";
	in.intervention = "schuldhulp";
	in.from_user = "anna";
	in.own_words = "Ik wil rust.";
	in.works_well = "Haar moeder helpt.";
	in.agreements = "Wij bellen vrijdag.";
	in.safe_contact = "sms";
	in.keeps_contact = "verloskundige";
	in.if_refused = "opnieuw aanbieden";
	in.if_waiting = "verloskundige";
	first.note = "eerste keer";
	out = read(book, add(book, &in));
	assert_string_equal(out.id, in.id);
	assert_string_equal(out.case_key, key);
	assert_null(out.route);
	assert_string_equal(out.step_id, in.step_id);
	assert_string_equal(out.card, in.card);
	assert_string_equal(out.card_version, in.card_version);
	assert_string_equal(out.intervention, in.intervention);
	assert_string_equal(out.from_role, in.from_role);
	assert_string_equal(out.from_organisation, in.from_organisation);
	assert_string_equal(out.from_user, in.from_user);
	assert_string_equal(out.to_role, in.to_role);
	assert_string_equal(out.to_organisation, in.to_organisation);
	assert_int_equal(out.form, KS_CALL_TOGETHER);
	assert_int_equal(out.urgency, KS_SOON);
	assert_string_equal(out.ask, in.ask);
	assert_string_equal(out.own_words, in.own_words);
	assert_string_equal(out.works_well, in.works_well);
	assert_string_equal(out.agreements, in.agreements);
	assert_string_equal(out.safe_contact, in.safe_contact);
	assert_string_equal(out.keeps_contact, in.keeps_contact);
	assert_int_equal(out.due, in.due);
	assert_int_equal(out.respond_within.n, 2);
	assert_int_equal(out.respond_within.unit, KS_WORKING_DAYS);
	assert_int_equal(out.contact_within.unit, KS_WEEKS);
	assert_int_equal(out.feedback_within.unit, KS_MONTHS);
	assert_null(out.ground);
	assert_string_equal(out.if_refused, in.if_refused);
	assert_string_equal(out.if_waiting, in.if_waiting);
	assert_true(out.has_consent);
	assert_string_equal(out.consent.by, "mother");
	assert_string_equal(out.consent.how, "spoken");
	assert_string_equal(out.consent.share, "schulden,roken");
	assert_int_equal(out.consent.date, book_day("2026-11-21"));
	assert_int_equal(out.consent.until, KS_NO_DAY);
	assert_int_equal(out.consent.revoked, KS_NO_DAY);
	assert_int_equal(out.n_moves, 1);
	assert_string_equal(out.moves[0].note, "eerste keer");
	assert_string_equal(out.moves[0].user, "anna");
	assert_string_equal(out.moves[0].role, "verloskundige");
	assert_string_equal(out.moves[0].at, "2026-11-21T10:11:12Z");
}

static void an_id_is_found_by_its_beginning(void **state)
{
	struct book *book = *state;
	const char *id = add_requested(book, book_case(book));
	struct ks_handover out;
	char typed[16] = "";

	assert_string_equal(read(book, id).id, id);
	assert_string_equal(read(book, id + 2).id, id);
	memcpy(typed, id, 5);
	typed[0] = 'h';
	assert_string_equal(read(book, typed).id, id);
	assert_int_equal(ks_handover_read(book->store, "H-", &out), KS_INPUT);
	assert_int_equal(book_complaint(book), KS_MSG_handover_unknown);
	assert_int_equal(ks_handover_read(book->store, "", &out), KS_INPUT);
	assert_int_equal(book_complaint(book), KS_MSG_handover_unknown);
	assert_int_equal(ks_handover_read(book->store, "H-222222222", &out), KS_INPUT);
	assert_int_equal(book_complaint(book), KS_MSG_handover_unknown);
	assert_int_equal(ks_handover_read(book->store, "ZZZ", &out), KS_INPUT);
	assert_int_equal(book_complaint(book), KS_MSG_handover_unknown);
}

static void a_beginning_of_two_ids_names_neither(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	struct ks_handover out;

	add_requested(book, key);
	for (int i = 0; i < 2; i++)
		book_sql(book->path,
			 ks_fmt(&book->arena,
				"INSERT INTO handover (id, case_key, seq, from_role, to_role, form, "
				"urgency, respond_within, contact_within, feedback_within) VALUES "
				"('H-BBBBB%d', '%s', 1, 'a', 'b', 'phone', 'soon', '2d', '2d', "
				"'2d'); INSERT INTO move (handover, number, seq, verb, status, "
				"date, at) VALUES ('H-BBBBB%d', 1, 1, 'send', 'requested', "
				"'2026-11-21', '2026-11-21T10:11:12Z')",
				i, key, i));
	assert_int_equal(ks_handover_read(book->store, "bbb", &out), KS_INPUT);
	assert_int_equal(book_complaint(book), KS_MSG_handover_ambiguous);
	assert_string_equal(read(book, "bbbbb1").id, "H-BBBBB1");
}

static void moves_are_read_in_order_with_what_was_said(void **state)
{
	struct book *book = *state;
	const char *id = add_requested(book, book_case(book));
	struct ks_handover_move wait = move_on(KS_VERB_WAITLIST, KS_H_WAITING, "2026-11-22");
	struct ks_handover_move meet = move_on(KS_VERB_MEET, KS_H_MET, "2026-12-01");
	struct ks_handover_move complete = move_on(KS_VERB_COMPLETE, KS_H_COMPLETED, "2027-01-10");
	struct ks_handover out;

	wait.until = book_day("2026-12-20");
	meet.present = "mother,receiver";
	meet.user = "bart";
	meet.role = "jgz-verpleegkundige";
	meet.organisation = "JGZ";
	complete.outcome = "helped";
	assert_int_equal(move(book, id, wait), KS_OK);
	assert_int_equal(move(book, id, meet), KS_OK);
	assert_int_equal(move(book, id, complete), KS_OK);
	out = read(book, id);
	assert_int_equal(out.n_moves, 4);
	assert_int_equal(out.moves[1].until, book_day("2026-12-20"));
	assert_string_equal(out.moves[1].user, "anna");
	assert_string_equal(out.moves[2].present, "mother,receiver");
	assert_string_equal(out.moves[2].user, "bart");
	assert_string_equal(out.moves[2].organisation, "JGZ");
	assert_string_equal(out.moves[3].outcome, "helped");
	assert_int_equal(out.moves[3].status, KS_H_COMPLETED);
	for (size_t i = 0; i < out.n_moves; i++)
		assert_int_equal(out.moves[i].number, i + 1);
}

static void a_correction_undoes_the_last_move_and_stays_visible(void **state)
{
	struct book *book = *state;
	const char *id = add_requested(book, book_case(book));
	const struct ks_handover_move correct = move_on(KS_VERB_CORRECT, KS_H_DRAFT, "2026-11-23");
	struct ks_handover out;

	assert_int_equal(move(book, id, move_on(KS_VERB_ACCEPT, KS_H_ACCEPTED, "2026-11-22")),
			 KS_OK);
	assert_int_equal(move(book, id, move_on(KS_VERB_MEET, KS_H_MET, "2026-11-23")), KS_OK);
	assert_int_equal(move(book, id, correct), KS_OK);
	out = read(book, id);
	assert_int_equal(out.n_moves, 4);
	assert_true(out.moves[2].undone);
	assert_false(out.moves[1].undone);
	assert_int_equal(out.moves[3].status, KS_H_ACCEPTED);
	assert_int_equal(move(book, id, correct), KS_OK);
	out = read(book, id);
	assert_true(out.moves[1].undone);
	assert_true(out.moves[2].undone);
	assert_false(out.moves[3].undone);
	assert_int_equal(out.moves[4].status, KS_H_REQUESTED);
	assert_int_equal(move(book, id, correct), KS_REFUSED);
	assert_int_equal(book_complaint(book), KS_MSG_handover_nothing_to_undo);
	assert_int_equal(read(book, id).n_moves, 5);
	assert_int_equal(move(book, id, move_on(KS_VERB_DECLINE, KS_H_DECLINED, "2026-11-24")),
			 KS_OK);
	out = read(book, id);
	assert_false(out.moves[5].undone);
	assert_true(out.moves[2].undone);
}

static void a_move_of_an_unknown_handover_is_an_input_error(void **state)
{
	struct book *book = *state;

	assert_int_equal(move(book, "H-222222",
			      move_on(KS_VERB_ACCEPT, KS_H_ACCEPTED, "2026-11-22")),
			 KS_INPUT);
	assert_int_equal(book_complaint(book), KS_MSG_handover_unknown);
}

static size_t count_list(struct book *book, struct ks_handover_filter filter)
{
	struct ks_handover *items;
	size_t n;

	assert_int_equal(ks_handover_list(book->store, &filter, &items, &n), KS_OK);
	for (size_t i = 0; i < n; i++)
		assert_true(items[i].n_moves > 0);
	return n;
}

static void the_list_filters_by_case_role_organisation_and_open(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book), *other = book_case(book);
	const char *id = add_requested(book, key);

	add_requested(book, other);
	assert_int_equal(count_list(book, (struct ks_handover_filter){ 0 }), 2);
	assert_int_equal(count_list(book, (struct ks_handover_filter){ .case_key = key }), 1);
	assert_int_equal(count_list(book, (struct ks_handover_filter){ .role = "sociaal-team" }), 2);
	assert_int_equal(count_list(book, (struct ks_handover_filter){ .role = "verloskundige" }),
			 2);
	assert_int_equal(count_list(book, (struct ks_handover_filter){ .role = "huisarts" }), 0);
	assert_int_equal(count_list(book, (struct ks_handover_filter){
						  .role = "sociaal-team",
						  .organisation = "Praktijk De Brug" }),
			 0);
	assert_int_equal(move(book, id, move_on(KS_VERB_WITHDRAW, KS_H_WITHDRAWN, "2026-11-22")),
			 KS_OK);
	assert_int_equal(count_list(book, (struct ks_handover_filter){ .open_only = true }), 1);
	assert_int_equal(count_list(book, (struct ks_handover_filter){ 0 }), 2);
}

static struct ks_case_line line_of(struct book *book)
{
	const struct ks_case_filter all = { -1, NULL, true };
	struct ks_case_line *lines;
	size_t n;

	assert_int_equal(ks_case_list(book->store, &all, &lines, &n), KS_OK);
	assert_int_equal(n, 1);
	return lines[0];
}

/* Requested on Saturday 21 November: answered by Tuesday the 24th. */
static void the_case_list_counts_what_is_open_and_what_is_late(void **state)
{
	struct book *book = *state;
	const char *id = add_requested(book, book_case(book));

	assert_int_equal(book_reopen(book, "2026-11-24"), KS_OK);
	assert_int_equal(line_of(book).open_handovers, 1);
	assert_int_equal(line_of(book).overdue, 0);
	assert_int_equal(book_reopen(book, "2026-11-25"), KS_OK);
	assert_int_equal(line_of(book).overdue, 1);
	assert_int_equal(move(book, id, move_on(KS_VERB_ACCEPT, KS_H_ACCEPTED, "2026-11-25")),
			 KS_OK);
	assert_int_equal(line_of(book).overdue, 0);
	assert_int_equal(book_reopen(book, "2026-12-03"), KS_OK);
	assert_int_equal(line_of(book).overdue, 1);
	assert_int_equal(move(book, id, move_on(KS_VERB_WITHDRAW, KS_H_WITHDRAWN, "2026-12-03")),
			 KS_OK);
	assert_int_equal(line_of(book).open_handovers, 0);
	assert_int_equal(line_of(book).overdue, 0);
}

/* How many, and how many moves the last of them has. */
struct seen {
	size_t n, moves;
};

/* Handovers of a family that count in a period: asked for, or refused in it. */
static struct seen counted_in(struct book *book, const char *key, struct ks_period period,
			      bool refused)
{
	struct ks_family_rows family;
	struct seen seen = { .n = 0 };

	assert_int_equal(ks_family_read(book->store, key, KS_SEQ_NOW, &family), KS_OK);
	for (size_t i = 0; i < family.n_handovers; i++) {
		const struct ks_handover *item = &family.handovers[i];
		ks_day day = ks_handover_counts_on(item);

		if (refused ? !ks_handover_is_refused_in(item, period) :
			      day == KS_NO_DAY || day < period.from || day > period.to)
			continue;
		seen.n++;
		seen.moves = item->n_moves;
	}
	return seen;
}

static struct seen asked_in(struct book *book, const char *key, struct ks_period period)
{
	return counted_in(book, key, period, false);
}

static struct seen refused_in(struct book *book, const char *key, struct ks_period period)
{
	return counted_in(book, key, period, true);
}

static void a_refusal_counts_on_its_day_and_waits_for_nobody(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	const struct ks_period november = { book_day("2026-11-01"), book_day("2026-11-30") };
	struct ks_handover_move first;
	struct ks_handover handover = requested(key, &first);

	first = move_on(KS_VERB_NEW, KS_H_STOPPED, "2026-11-21");
	first.reason = "parent-refused";
	handover.has_consent = false;
	add(book, &handover);
	assert_int_equal(line_of(book).open_handovers, 0);
	assert_int_equal(count_list(book, (struct ks_handover_filter){ .open_only = true }), 0);
	assert_int_equal(refused_in(book, key, november).n, 1);
	assert_int_equal(asked_in(book, key, november).n, 1);
}

static void a_corrected_refusal_is_none(void **state)
{
	struct book *book = *state;
	const struct ks_period november = { book_day("2026-11-01"), book_day("2026-11-30") };
	const char *key = book_case(book), *id = add_requested(book, key);
	struct ks_handover_move stop = move_on(KS_VERB_DECLINE, KS_H_DECLINED, "2026-11-22");

	stop.reason = "parent-refused";
	assert_int_equal(move(book, id, stop), KS_OK);
	assert_int_equal(refused_in(book, key, november).n, 1);
	assert_int_equal(move(book, id, move_on(KS_VERB_CORRECT, KS_H_DRAFT, "2026-11-22")), KS_OK);
	assert_int_equal(refused_in(book, key, november).n, 0);
}

static void handovers_count_in_the_period_they_were_asked_in(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book);
	struct ks_handover_move first;
	struct ks_handover draft = requested(key, &first);
	const struct ks_period november = { book_day("2026-11-01"), book_day("2026-11-30") };
	const struct ks_period december = { book_day("2026-12-01"), book_day("2026-12-31") };

	first = move_on(KS_VERB_NEW, KS_H_DRAFT, "2026-11-21");
	add(book, &draft);
	assert_int_equal(asked_in(book, key, november).n, 0);
	assert_int_equal(move(book, draft.id, move_on(KS_VERB_SEND, KS_H_REQUESTED, "2026-12-02")),
			 KS_OK);
	assert_int_equal(asked_in(book, key, december).n, 1);
	assert_int_equal(asked_in(book, key, december).moves, 2);
	assert_int_equal(asked_in(book, key, november).n, 0);
}

/* How many were asked for a step for which this family was asked before. */
static size_t asked_again(struct book *book, const char *key)
{
	struct ks_family_rows family;
	size_t n = 0;

	assert_int_equal(ks_family_read(book->store, key, KS_SEQ_NOW, &family), KS_OK);
	for (size_t i = 0; i < family.n_handovers; i++)
		n += ks_family_asked_before(&family, &family.handovers[i]);
	return n;
}

static void ask(struct book *book, const char *key, const char *step, struct ks_handover_move first)
{
	struct ks_handover_move ignored;
	struct ks_handover handover = requested(key, &ignored);

	handover.step_id = step;
	handover.moves = &first;
	add(book, &handover);
}

/* Also after a refusal; not after a draft that was never sent, nor for another family. */
static void a_family_is_asked_again_for_the_same_step_only(void **state)
{
	struct book *book = *state;
	const char *key = book_case(book), *other = book_case(book);
	const struct ks_handover_move asked = move_on(KS_VERB_NEW, KS_H_REQUESTED, "2026-11-21"),
				      draft = move_on(KS_VERB_NEW, KS_H_DRAFT, "2026-11-21");
	struct ks_handover_move refused = move_on(KS_VERB_NEW, KS_H_STOPPED, "2026-11-21");

	refused.reason = "parent-refused";
	ask(book, key, NULL, asked);
	ask(book, key, NULL, asked);
	ask(book, key, "bellen@team", asked);
	ask(book, key, "praten@team", asked);
	ask(book, key, "zwijgen@team", draft);
	ask(book, key, "zwijgen@team", asked);
	ask(book, key, "weigeren@team", refused);
	ask(book, other, "bellen@team", asked);
	assert_int_equal(asked_again(book, key), 0);
	ask(book, key, "bellen@team", asked);
	assert_int_equal(asked_again(book, key), 1);
	ask(book, key, "weigeren@team", asked);
	assert_int_equal(asked_again(book, key), 2);
	ask(book, key, "zwijgen@team", asked);
	ask(book, key, "bellen@team", asked);
	assert_int_equal(asked_again(book, key), 4);
	assert_int_equal(asked_again(book, other), 0);
}

static void words_outside_the_closed_lists_are_refused(void **state)
{
	struct book *book = *state;
	const char *id = add_requested(book, book_case(book));
	struct ks_handover_move wrong = move_on(KS_VERB_DECLINE, KS_H_DECLINED, "2026-11-22");

	wrong.reason = "no-idea";
	book_begin(book, NULL);
	assert_int_equal(ks_handover_move(book->store, id, &wrong), KS_STORE);
	assert_int_equal(book_complaint(book), KS_MSG_store_value);
	assert_int_equal(ks_store_commit(book->store), KS_STORE);
	assert_int_equal(read(book, id).n_moves, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, book_start, book_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(everything_recorded_is_read_back),
		TEST(an_id_is_found_by_its_beginning),
		TEST(a_beginning_of_two_ids_names_neither),
		TEST(moves_are_read_in_order_with_what_was_said),
		TEST(a_correction_undoes_the_last_move_and_stays_visible),
		TEST(a_move_of_an_unknown_handover_is_an_input_error),
		TEST(the_list_filters_by_case_role_organisation_and_open),
		TEST(the_case_list_counts_what_is_open_and_what_is_late),
		TEST(a_refusal_counts_on_its_day_and_waits_for_nobody),
		TEST(a_corrected_refusal_is_none),
		TEST(handovers_count_in_the_period_they_were_asked_in),
		TEST(a_family_is_asked_again_for_the_same_step_only),
		TEST(words_outside_the_closed_lists_are_refused),
	};

	return cmocka_run_group_tests_name("handovers", tests, NULL, NULL);
}
