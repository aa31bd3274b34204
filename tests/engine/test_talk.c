/* SPDX-License-Identifier: EUPL-1.2 */
/* The pages of a conversation, and what a typed line means. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/cards/load.h"
#include "ks/engine/talk.h"

/* ---- lines --------------------------------------------------------------- */

/* Replies as letters: + so, - not so, w declined, n not asked, . untouched. */
static const char *replies(const char *line, size_t n)
{
	static const char letters[] = "+-wn";
	static char out[KS_POINTS_MOST + 1];
	struct ks_typed typed;

	ks_talk_parse(line, n, &typed);
	if (typed.kind != KS_TYPED_REPLIES)
		return typed.kind == KS_TYPED_NOTHING ? "nothing" : "other";
	for (size_t i = 0; i < n; i++)
		out[i] = typed.replies[i] == KS_UNTOUCHED ? '.' : letters[typed.replies[i]];
	out[n] = '\0';
	return out;
}

static void a_line_answers_points(void **state)
{
	(void)state;
	assert_string_equal(replies("", 4), "nothing");
	assert_string_equal(replies("  , ", 4), "nothing");
	assert_string_equal(replies("1 3", 4), "+.+.");
	assert_string_equal(replies("1,3;4", 4), "+.++");
	assert_string_equal(replies("1 3 g", 4), "+-+-");
	assert_string_equal(replies("g", 4), "----");
	assert_string_equal(replies("G", 4), "----");
	assert_string_equal(replies("g3", 4), "..-.");
	assert_string_equal(replies("w4 1 n2", 4), "+n.w");
	assert_string_equal(replies("1 w4 g", 4), "+--w");
	assert_string_equal(replies("w", 3), "www");
	assert_string_equal(replies("n", 3), "nnn");
	assert_string_equal(replies("9", 9), "........+");
}

static void check_wrong(const char *line, size_t n, enum ks_typo typo, const char *word)
{
	struct ks_typed typed;

	ks_talk_parse(line, n, &typed);
	assert_int_equal(typed.kind, KS_TYPED_WRONG);
	assert_int_equal(typed.typo, typo);
	assert_string_equal(typed.word, word);
}

static void a_line_with_anything_wrong_in_it_means_nothing(void **state)
{
	(void)state;
	check_wrong("5", 4, KS_TYPO_NUMBER, "5");
	check_wrong("0", 4, KS_TYPO_NUMBER, "0");
	check_wrong("1 99999999999999999999999999", 4, KS_TYPO_NUMBER, "99999999999999999999999");
	check_wrong("1 x", 4, KS_TYPO_UNKNOWN, "x");
	check_wrong("-1", 4, KS_TYPO_UNKNOWN, "-1");
	check_wrong("1-3", 4, KS_TYPO_NUMBER, "1-3");
	check_wrong("3 w3", 4, KS_TYPO_TWICE, "w3");
	check_wrong("1 1", 4, KS_TYPO_TWICE, "1");
	check_wrong("w 3", 4, KS_TYPO_APART, "3");
	check_wrong("g 3", 4, KS_TYPO_APART, "3");
	check_wrong("1 w", 4, KS_TYPO_APART, "w");
	check_wrong("1 n", 4, KS_TYPO_APART, "n");
	check_wrong("b 3", 4, KS_TYPO_ALONE, "3");
	check_wrong("1 b", 4, KS_TYPO_ALONE, "b");
	check_wrong("?1 2", 4, KS_TYPO_ALONE, "2");
	check_wrong("back", 4, KS_TYPO_UNKNOWN, "back");
	check_wrong("?9", 4, KS_TYPO_NUMBER, "?9");
	check_wrong("\xe2\x9d\xa4", 4, KS_TYPO_UNKNOWN, "\xe2\x9d\xa4");
}

static void back_and_explain_stand_alone(void **state)
{
	struct ks_typed typed;

	(void)state;
	ks_talk_parse(" b ", 4, &typed);
	assert_int_equal(typed.kind, KS_TYPED_BACK);
	ks_talk_parse("?3", 4, &typed);
	assert_int_equal(typed.kind, KS_TYPED_EXPLAIN);
	assert_int_equal(typed.explain, 3);
	ks_talk_parse("?", 4, &typed);
	assert_int_equal(typed.kind, KS_TYPED_EXPLAIN);
	assert_int_equal(typed.explain, 0);
}

/* ---- pages --------------------------------------------------------------- */

struct world {
	struct ks_arena arena;
	struct ks_diag diag;
	struct ks_family family;
	struct ks_answer answers[4];
	struct ks_said said[6];
	struct ks_talk talk;
	const struct ks_page *pages;
	size_t n;
};

static int start(void **state)
{
	static struct world w;
	const struct ks_load_options options = { .examples = false };

	memset(&w, 0, sizeof(w));
	ks_arena_init(&w.arena);
	ks_diag_init(&w.diag, &w.arena);
	if (ks_load(&w.arena, "routes/landelijk", &options, &w.diag, &w.talk.c) != KS_OK)
		return 1;
	ks_family_init(&w.family, KS_DURING);
	w.talk.family = &w.family;
	w.talk.day = ks_day_of(2026, 11, 21);
	w.talk.answers = w.answers;
	w.talk.said = w.said;
	w.talk.most = 7;
	*state = &w;
	return 0;
}

static int end(void **state)
{
	struct world *w = *state;

	ks_arena_release(&w->arena);
	return 0;
}

static void make(struct world *w)
{
	w->pages = ks_talk_pages(&w->arena, &w->talk, &w->n);
}

static void say(struct world *w, const char *place, const char *said)
{
	w->said[w->talk.n_said++] = (struct ks_said){ place, said };
}

static bool asks(const struct world *w, const char *factor, enum ks_subject subject)
{
	for (size_t i = 0; i < w->n; i++)
		for (size_t k = 0; w->pages[i].kind == KS_PAGE_POINTS && k < w->pages[i].n; k++)
			if (ks_streq(w->pages[i].points[k].factor->id, factor) &&
			    w->pages[i].points[k].subject == subject)
				return true;
	return false;
}

static int find(struct world *w, const char *place)
{
	return ks_talk_find(&w->arena, w->pages, w->n, place);
}

static void it_opens_with_strengths_and_ends_with_the_pans(void **state)
{
	struct world *w = *state;

	make(w);
	assert_int_equal(w->pages[0].kind, KS_PAGE_PROUD);
	assert_int_equal(w->pages[1].kind, KS_PAGE_WISH);
	assert_int_equal(w->pages[2].kind, KS_PAGE_ROOM);
	assert_int_equal(w->pages[w->n - 1].kind, KS_PAGE_BALANCE);
	for (size_t i = 0; i < w->n; i++)
		assert_true(w->pages[i].n <= 7 || w->pages[i].kind == KS_PAGE_TAKEN);
}

static void every_factor_is_asked_once(void **state)
{
	struct world *w = *state;

	say(w, "partner", KS_TALK_YES);
	say(w, "alone", KS_TALK_YES);
	make(w);
	for (size_t i = 0; i < w->talk.c->n_factors; i++) {
		const struct ks_factor *factor = w->talk.c->factors[i];
		int times = 0;

		for (size_t p = 0; p < w->n; p++)
			for (size_t k = 0; w->pages[p].kind == KS_PAGE_POINTS && k < w->pages[p].n; k++)
				times += w->pages[p].points[k].factor == factor &&
					 w->pages[p].points[k].subject == factor->subjects[0];
		assert_int_equal(times, 1);
		if (ks_factor_has_subject(factor, KS_PARTNER))
			assert_true(asks(w, factor->id, KS_PARTNER));
	}
}

static void nothing_private_is_asked_before_she_is_alone(void **state)
{
	struct world *w = *state;
	int alone;

	for (int yes = 0; yes < 2; yes++) {
		w->talk.n_said = 0;
		say(w, "partner", KS_TALK_YES);
		if (yes)
			say(w, "alone", KS_TALK_YES);
		say(w, "taken", "audit-c,epds");
		make(w);
		alone = find(w, "alone");
		assert_true(alone > 0);
		for (size_t i = 0; i < w->n; i++)
			for (size_t k = 0; w->pages[i].kind == KS_PAGE_POINTS && k < w->pages[i].n; k++)
				if (ks_talk_is_private(w->pages[i].points[k].factor))
					assert_true(yes && (int)i > alone);
		assert_int_equal(asks(w, "partnergeweld", KS_MOTHER), yes);
		assert_int_equal(find(w, "score:epds.item10") >= 0, yes);
		assert_true(find(w, "score:epds") >= 0);
		assert_true(find(w, "score:gad-2") < 0);
	}
}

static void a_short_intake_opens_only_what_comes_up(void **state)
{
	struct world *w = *state;
	const struct ks_factor *money = ks_find_factor(w->talk.c, "geldzorgen");

	w->talk.is_short = true;
	make(w);
	assert_true(asks(w, "geldzorgen", KS_FAMILY));
	assert_false(asks(w, "schulden", KS_FAMILY));
	assert_true(find(w, "score:epds") < 0);
	w->answers[0] = (struct ks_answer){ .factor = money, .subject = KS_FAMILY,
					    .reply = KS_PRESENT };
	w->talk.n_answers = 1;
	make(w);
	assert_true(asks(w, "schulden", KS_FAMILY));
	assert_false(asks(w, "woonproblemen", KS_MOTHER));
	w->answers[0].reply = KS_ABSENT;
	make(w);
	assert_false(asks(w, "schulden", KS_FAMILY));
}

static void what_is_known_is_not_asked_until_it_was_handled(void **state)
{
	struct world *w = *state;

	make(w);
	assert_true(find(w, "age") >= 0);
	assert_true(asks(w, "tienerouder", KS_MOTHER));
	w->family.age = 31;
	make(w);
	assert_true(find(w, "age") < 0);
	assert_false(asks(w, "tienerouder", KS_MOTHER));
	say(w, "room", "mother");
	say(w, "age", NULL);
	make(w);
	assert_true(find(w, "age") >= 0);
	w->family.phase = KS_BEFORE;
	make(w);
	assert_true(find(w, "due") < 0);
}

/* A place from a wide screen is found on a narrow one, on the page that holds it. */
static void a_place_survives_another_division(void **state)
{
	struct world *w = *state;
	size_t n;
	const struct ks_page *wide;

	make(w);
	wide = w->pages;
	n = w->n;
	w->talk.most = 4;
	make(w);
	assert_true(w->n > n);
	for (size_t i = 0; i < n; i++)
		assert_true(find(w, wide[i].place) >= 0);
	for (size_t i = 0; i < w->n; i++)
		assert_true(ks_talk_find(&w->arena, wide, n, w->pages[i].place) >= 0);
	assert_int_equal(find(w, "never"), -1);
}

static void what_waits_is_what_was_said_last(void **state)
{
	struct world *w = *state;

	assert_false(ks_talk_waits(w->said, w->talk.n_said));
	say(w, "alone", KS_TALK_NO);
	assert_true(ks_talk_waits(w->said, w->talk.n_said));
	say(w, "alone", KS_TALK_YES);
	assert_false(ks_talk_waits(w->said, w->talk.n_said));
}

/* Help against violence is no help to be named at the table. */
static void help_that_tells_what_it_is_for_is_private(void **state)
{
	struct world *w = *state;

	assert_true(ks_talk_is_private_help(w->talk.c,
					    ks_find_intervention(w->talk.c, "vrouwenopvang")));
	assert_false(ks_talk_is_private_help(w->talk.c,
					     ks_find_intervention(w->talk.c, "schuldhulpverlening")));
}

static void before_a_pregnancy_nobody_is_asked_about_a_child(void **state)
{
	struct world *w = *state;

	w->family.phase = KS_BEFORE;
	say(w, "partner", KS_TALK_YES);
	say(w, "alone", KS_TALK_YES);
	make(w);
	assert_true(asks(w, "chronische-ziekte", KS_MOTHER));
	assert_false(asks(w, "onbedoeld-zwanger", KS_MOTHER));
	assert_false(asks(w, "onbedoeld-zwanger", KS_PARTNER));
	assert_false(asks(w, "gewenste-zwangerschap", KS_MOTHER));
	assert_false(asks(w, "band-met-kind", KS_MOTHER));
	assert_false(asks(w, "ongewenst-negatief", KS_MOTHER));
	assert_false(asks(w, "verborgen-zwangerschap", KS_MOTHER));
	assert_true(find(w, "first-child") < 0);
}

static bool offers(const struct world *w, const char *help, enum ks_talk_part part)
{
	for (size_t i = 0; i < w->n; i++)
		for (size_t k = 0; w->pages[i].kind == KS_PAGE_HELP && k < w->pages[i].n; k++)
			if (ks_streq(w->pages[i].help[k]->id, help) && w->pages[i].part == part)
				return true;
	return false;
}

/* What no route here arranges is not asked after, nor what is for another town. */
static void help_is_offered_where_it_can_be_had(void **state)
{
	const struct ks_load_options options = { .examples = false };
	struct world *w = *state;

	assert_int_equal(ks_load(&w->arena, "routes/deventer", &options, &w->diag, &w->talk.c),
			 KS_OK);
	w->family.municipality = "deventer";
	say(w, "involved", KS_TALK_YES);
	say(w, "alone", KS_TALK_YES);
	make(w);
	assert_true(offers(w, "schuldhulpverlening", KS_PART_DOMAIN));
	assert_false(offers(w, "vrouwenopvang", KS_PART_DOMAIN));
	assert_true(offers(w, "vrouwenopvang", KS_PART_ALONE));
	assert_false(offers(w, "113", KS_PART_DOMAIN));
	assert_false(offers(w, "u-pas", KS_PART_DOMAIN));
	assert_false(offers(w, "buurtteam-utrecht", KS_PART_DOMAIN));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_answers_points),
		cmocka_unit_test(a_line_with_anything_wrong_in_it_means_nothing),
		cmocka_unit_test(back_and_explain_stand_alone),
		cmocka_unit_test_setup_teardown(it_opens_with_strengths_and_ends_with_the_pans, start,
						end),
		cmocka_unit_test_setup_teardown(every_factor_is_asked_once, start, end),
		cmocka_unit_test_setup_teardown(nothing_private_is_asked_before_she_is_alone, start,
						end),
		cmocka_unit_test_setup_teardown(a_short_intake_opens_only_what_comes_up, start, end),
		cmocka_unit_test_setup_teardown(what_is_known_is_not_asked_until_it_was_handled, start,
						end),
		cmocka_unit_test_setup_teardown(a_place_survives_another_division, start, end),
		cmocka_unit_test_setup_teardown(what_waits_is_what_was_said_last, start, end),
		cmocka_unit_test_setup_teardown(before_a_pregnancy_nobody_is_asked_about_a_child,
						start, end),
		cmocka_unit_test_setup_teardown(help_is_offered_where_it_can_be_had, start, end),
		cmocka_unit_test_setup_teardown(help_that_tells_what_it_is_for_is_private, start, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
