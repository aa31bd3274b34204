/* SPDX-License-Identifier: EUPL-1.2 */
/* Why a step stands, and what if she had answered otherwise: one sentence a test. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ks/engine/suppose.h"
#include "ks/engine/why.h"
#include "support/coalition.h"

#define HELP                                                                                     \
	"  - {id: cursus, title: Cursus, phase: [during], role: team, criteria: {first_child: true},\n" \
	"     alternative: schuldhulp, source: [proposal]}\n"                                         \
	"  - {id: schuldhulp, title: Schuldhulp, phase: [during, after], role: team,\n"               \
	"     source: [proposal]}\n"

#define CARD(id, when, what)                                                                     \
	"card: " id "\ntitle: " id "\nversion: 2026.1\nphase: [during, after]\nowner: toets\n"       \
	"review_by: 2027-01-01\nagreed: Afspraak.\nsources: [proposal]\nwhen: " when "\nsteps:\n"    \
	"  - {step: bel, refer_to: team, " what ", urgency: soon, within: 14d, handover: phone,\n"   \
	"     source: proposal}\n"

#define CARDS                                                                                    \
	((const char *const[]){                                                                      \
		CARD("geld", "{any: [{signal: schulden}, {not: {signal: stress}}]}",                  \
		     "intervention: cursus"),                                                          \
		CARD("rook", "{all: [{signal: roken@partner}, {week: {before: 20+0}}]}",              \
		     "do: Praat erover"),                                                              \
		CARD("stem", "{any: [{signal: somber}, {score: {instrument: epds, at_least: 20}}]}",  \
		     "do: Vraag door"),                                                                \
		NULL })

static struct made m;

static int start(void **state)
{
	(void)state;
	made_start(&m, HELP, CARDS);
	m.family.first_child = 0;
	return 0;
}

static int end(void **state)
{
	(void)state;
	made_end(&m);
	return 0;
}

static struct ks_why_reason why_of(const struct ks_route *route, const char *id)
{
	const struct ks_route_step *step = ks_route_find(route, id);

	assert_non_null(step);
	return ks_why_of_reason(&m.arena, route, &m.family, step, 0);
}

static void every_node_has_the_truth_the_decision_saw(void **state)
{
	struct ks_why_reason why;

	(void)state;
	made_answer(&m, "schulden", KS_PRESENT);
	why = why_of(made_route(&m), "schuldhulp@team");
	assert_int_equal(why.card->truth, KS_TRUE);
	assert_int_equal(why.card->n_kids, 2);
	assert_int_equal(why.card->kids[0].truth, KS_TRUE);
	assert_int_equal(why.card->kids[1].truth, KS_UNKNOWN);
	assert_int_equal(why.card->kids[1].kids[0].truth, KS_UNKNOWN);
	assert_null(why.own);
}

static void a_leaf_names_whose_answer_stands_behind_it_and_when(void **state)
{
	const struct ks_why_node *leaf;

	(void)state;
	made_answer_full(&m, "roken", KS_PARTNER, KS_PRESENT, KS_BY_FILE, TODAY - 3);
	made_answer_full(&m, "roken", KS_MOTHER, KS_ABSENT, KS_BY_SELF, TODAY);
	m.family.due = TODAY + 180;
	leaf = &why_of(made_route(&m), "rook/bel").card->kids[0];
	assert_int_equal(leaf->n_basis, 1);
	assert_int_equal(leaf->basis[0]->answer->by, KS_BY_FILE);
	assert_int_equal(leaf->basis[0]->answer->date, TODAY - 3);
}

static void a_signal_raised_by_a_score_names_the_score_and_its_rule(void **state)
{
	struct ks_why_reason why;

	(void)state;
	m.family.due = TODAY + 180;
	made_score(&m, "epds", NULL, 14, TODAY - 1);
	why = why_of(made_route(&m), "stem/bel");
	assert_int_equal(why.card->kids[0].basis[0]->kind, KS_BASIS_SCORE);
	assert_int_equal(why.card->kids[0].basis[0]->score->value, 14);
	assert_true(why.card->kids[0].basis[0]->raise->loc.line > 0);
	assert_int_equal(why.card->kids[1].truth, KS_FALSE);
	assert_int_equal(why.card->kids[1].score->value, 14);
}

static void an_alternative_names_what_it_took_the_place_of(void **state)
{
	struct ks_why_reason why;

	(void)state;
	made_answer(&m, "schulden", KS_PRESENT);
	why = why_of(made_route(&m), "schuldhulp@team");
	assert_string_equal(why.instead_of->id, "cursus");
	assert_null(why.criteria);
	m.family.first_child = 1;
	why = why_of(made_route(&m), "cursus@team");
	assert_null(why.instead_of);
	assert_int_equal(why.criteria->truth, KS_TRUE);
}

static void count_leaf(void *context, const struct ks_why_node *leaf)
{
	(void)leaf;
	++*(int *)context;
}

static void a_true_not_is_one_thing_that_counts(void **state)
{
	struct ks_why_reason why;
	int n = 0;

	(void)state;
	made_answer(&m, "stress", KS_ABSENT);
	why = why_of(made_route(&m), "schuldhulp@team");
	ks_why_each_true(why.card, count_leaf, &n);
	assert_int_equal(n, 1);
}

static void the_first_unmet_part_is_one_that_makes_it_so(void **state)
{
	const struct ks_route *route;
	struct ks_world world;
	const struct ks_why_node *tree, *first;

	(void)state;
	m.family.due = TODAY + 60;
	route = made_route(&m);
	world = ks_route_world(route, &m.family);
	tree = ks_why_cond(&m.arena, ks_find_card(m.c, "rook")->when, &world, &route->picture);
	first = ks_why_first_unmet(tree);
	assert_int_equal(tree->truth, KS_FALSE);
	assert_int_equal(first->cond->kind, KS_COND_WEEK);
}

/* ---- what if ---------------------------------------------------------------------- */

static struct ks_supposition suppose(const char *factor, enum ks_subject subject,
				     enum ks_reply reply)
{
	return (struct ks_supposition){ ks_find_factor(m.c, factor), subject, reply };
}

static const struct ks_route *route_if(struct ks_supposition item)
{
	struct ks_family family = ks_suppose(&m.arena, &m.family, TODAY, &item, 1);

	return ks_route_decide(&m.arena, m.c, &family, TODAY);
}

static void a_supposition_takes_the_place_of_every_source(void **state)
{
	(void)state;
	made_answer_full(&m, "schulden", KS_FAMILY, KS_PRESENT, KS_BY_SELF, TODAY);
	made_answer_full(&m, "schulden", KS_FAMILY, KS_PRESENT, KS_BY_FILE, TODAY);
	assert_string_equal(made_steps(&m, made_route(&m)), "schuldhulp@team");
	assert_string_equal(made_steps(&m, route_if(suppose("schulden", KS_FAMILY, KS_ABSENT))),
			    "");
	assert_string_equal(made_steps(&m, made_route(&m)), "schuldhulp@team");
}

static void declined_and_not_asked_leave_it_unknown(void **state)
{
	struct ks_supposition declined = suppose("schulden", KS_FAMILY, KS_DECLINED);
	struct ks_supposition silent = suppose("schulden", KS_FAMILY, KS_NOT_ASKED);
	size_t pair = ks_find_factor(m.c, "schulden")->index * KS_SUBJECTS + KS_FAMILY;
	const struct ks_route *route;

	(void)state;
	made_answer(&m, "schulden", KS_PRESENT);
	route = route_if(declined);
	assert_int_equal(route->picture.pairs[pair], KS_UNKNOWN);
	assert_true(route->picture.declined[pair]);
	route = route_if(silent);
	assert_int_equal(route->picture.pairs[pair], KS_UNKNOWN);
	assert_false(route->picture.declined[pair]);
}

static void what_a_score_raised_stays_raised_and_says_so(void **state)
{
	struct ks_supposition item = suppose("somber", KS_MOTHER, KS_ABSENT);

	(void)state;
	m.family.due = TODAY + 180;
	made_score(&m, "epds", NULL, 14, TODAY);
	assert_int_equal(ks_suppose_came_to(route_if(item), &item), KS_STILL_RAISED);
	assert_false(ks_suppose_is_fact(made_route(&m), &item));
}

static void another_subject_keeps_the_factor_present_and_says_so(void **state)
{
	struct ks_supposition item = suppose("roken", KS_MOTHER, KS_ABSENT);

	(void)state;
	made_answer_full(&m, "roken", KS_PARTNER, KS_PRESENT, KS_BY_SELF, TODAY);
	assert_int_equal(ks_suppose_came_to(route_if(item), &item), KS_STILL_OTHERS);
	item.subject = KS_PARTNER;
	assert_int_equal(ks_suppose_came_to(route_if(item), &item), KS_SUPPOSED);
}

static void what_follows_from_a_known_fact_is_no_answer(void **state)
{
	struct ks_supposition item = suppose("jong", KS_MOTHER, KS_PRESENT);

	(void)state;
	m.family.age = KS_NO_AGE;
	assert_false(ks_suppose_is_fact(made_route(&m), &item));
	m.family.age = 31;
	assert_true(ks_suppose_is_fact(made_route(&m), &item));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_node_has_the_truth_the_decision_saw),
		TEST(a_leaf_names_whose_answer_stands_behind_it_and_when),
		TEST(a_signal_raised_by_a_score_names_the_score_and_its_rule),
		TEST(an_alternative_names_what_it_took_the_place_of),
		TEST(a_true_not_is_one_thing_that_counts),
		TEST(the_first_unmet_part_is_one_that_makes_it_so),
		TEST(a_supposition_takes_the_place_of_every_source),
		TEST(declined_and_not_asked_leave_it_unknown),
		TEST(what_a_score_raised_stays_raised_and_says_so),
		TEST(another_subject_keeps_the_factor_present_and_says_so),
		TEST(what_follows_from_a_known_fact_is_no_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
