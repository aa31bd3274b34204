/* SPDX-License-Identifier: EUPL-1.2 */
/* Which small changes there are, one kind at a time, and that the coalition itself keeps still. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "ks/base/str.h"
#include "ks/engine/mutant.h"
#include "support/coalition.h"

#define CARD(when, step)                                                                          \
	"card: een\ntitle: Een\nversion: 2026.1\nphase: [during]\nowner: toets\n"                 \
	"review_by: 2027-01-01\nagreed: Afspraak.\nsources: [proposal]\nwhen: " when "\nsteps:\n" \
	"  - {step: a, refer_to: team, source: proposal, " step "}\n"

#define DO "do: Iets., urgency: soon, within: 14d, handover: phone"
#define HELP "intervention: hulp, urgency: soon, within: 14d, handover: phone"

static struct made m;
static struct ks_twin twin;
static struct ks_mutants mutants;

static void make(const char *interventions, const char *card)
{
	const char *cards[] = { card, NULL };

	made_start(&m, interventions, cards);
	ks_twin_make(&m.arena, m.c, &twin);
	mutants = ks_mutants_of(&m.arena, &twin);
}

static int end(void **state)
{
	(void)state;
	made_end(&m);
	return 0;
}

static void put_side(struct ks_buf *buf, const struct ks_mutant *mutant, const void *side)
{
	char span[KS_DATE_TEXT];
	const struct ks_bound *bound = side;

	switch (mutant->kind) {
	case KS_MUTANT_LIMIT:
		ks_format_span(bound->span, span);
		if (mutant->cond && mutant->cond->kind == KS_COND_SINCE_BIRTH)
			ks_buf_add(buf, span);
		else
			ks_buf_addf(buf, "%d", bound->value);
		break;
	case KS_MUTANT_TERM:
		ks_format_span(*(const struct ks_span *)side, span);
		ks_buf_add(buf, span);
		break;
	case KS_MUTANT_KID:
		ks_buf_addf(buf, "%zu", ((const struct ks_cond *)side)->n_kids);
		break;
	case KS_MUTANT_VALUE:
		ks_buf_addf(buf, "%d", *(const bool *)side);
		break;
	default:	/* enums, a count and phases: all as wide as an int */
		assert_int_equal(mutant->size, sizeof(int));
		ks_buf_addf(buf, "%d", *(const int *)side);
	}
}

/* "14d>7d 14d>28d": every change of a kind in cards, interventions, instruments or factors. */
static const char *changes(enum ks_mutant_kind kind, char owner)
{
	struct ks_buf buf;

	ks_buf_init(&buf, &m.arena);
	for (size_t i = 0; i < mutants.n; i++) {
		const struct ks_mutant *mutant = &mutants.items[i];
		const struct ks_owner *o = &mutant->owner;
		char its = o->card ? 'c' : o->intervention ? 'i' : o->instrument ? 't' : 'f';

		if (mutant->kind != kind || its != owner)
			continue;
		ks_buf_add(&buf, buf.len ? " " : "");
		put_side(&buf, mutant, mutant->before);
		ks_buf_addc(&buf, '>');
		put_side(&buf, mutant, mutant->after);
	}
	return buf.text;
}

static void limits_move_by_one_of_their_unit(void **state)
{
	static const struct {
		const char *when, *changes;
	} cases[] = {
		{ "{week: {from: 16+0, before: 28+0}}",
		  "112>111 112>113 112>105 112>119 196>195 196>197 196>189 196>203" },
		{ "{week: {from: 0+3}}", "3>2 3>4 3>10" },
		{ "{age: {below: 20}}", "20>19 20>21" },
		{ "{score: {instrument: epds, at_least: 11}}", "11>10 11>12" },
		{ "{domains: {at_least: 2}}", "2>1 2>3" },
		{ "{class: {at_least: spoed}}", "4>3" },
		{ "{since_birth: {from: 0d, until: 12m}}", "same-day>1d 12m>11m 12m>13m" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char card[1000];

		snprintf(card, sizeof(card), CARD("%s", DO), cases[i].when);
		make("  []\n", card);
		assert_string_equal(changes(KS_MUTANT_LIMIT, 'c'), cases[i].changes);
		made_end(&m);
	}
	make("  []\n", CARD("{signal: roken}", DO));
}

static void conditions_change_shape(void **state)
{
	(void)state;
	make("  []\n", CARD("{all: [{not: {signal: roken}}, {any: [{signal: jong}]}, {at_least: "
			    "{count: 2, of: [{signal: stress}, {signal: somber}, {signal: jong}]}}, "
			    "{first_child: true}]}", DO));
	/* A connective of one kid is no connective, and its kid stays. */
	assert_string_equal(changes(KS_MUTANT_CONNECTIVE, 'c'),
			    ks_fmt(&m.arena, "%d>%d", KS_COND_ALL, KS_COND_ANY));
	assert_string_equal(changes(KS_MUTANT_NOT, 'c'),
			    ks_fmt(&m.arena, "%d>%d", KS_COND_NOT, KS_COND_ALL));
	assert_string_equal(changes(KS_MUTANT_COUNT, 'c'), "2>1 2>3");
	assert_string_equal(changes(KS_MUTANT_KID, 'c'), "4>3 4>3 4>3 4>3 3>2 3>2 3>2");
	assert_string_equal(changes(KS_MUTANT_VALUE, 'c'), "1>0");
}

static void steps_change_in_speed_term_and_form(void **state)
{
	(void)state;
	make("  []\n", CARD("{signal: roken}", DO));
	assert_string_equal(changes(KS_MUTANT_URGENCY, 'c'), "2>1 2>3");
	assert_string_equal(changes(KS_MUTANT_TERM, 'c'), "14d>7d 14d>28d");
	assert_string_equal(changes(KS_MUTANT_FORM, 'c'), "3>2 3>4");
	/* during: also before, also after, and never in no phase at all */
	assert_string_equal(changes(KS_MUTANT_PHASE, 'c'), "2>3 2>6");
}

static void the_ends_have_one_side(void **state)
{
	(void)state;
	make("  []\n", CARD("{signal: roken}",
			    "do: Iets., urgency: now, within: same-day, handover: written"));
	assert_string_equal(changes(KS_MUTANT_URGENCY, 'c'), "0>1");
	assert_string_equal(changes(KS_MUTANT_TERM, 'c'), "same-day>1d");
	assert_string_equal(changes(KS_MUTANT_FORM, 'c'), "4>3");
}

static void interventions_instruments_and_factors_change_too(void **state)
{
	(void)state;
	make("  - {id: hulp, title: Hulp, phase: [during, after], role: team, parents: Hulp.,\n"
	     "     criteria: {age: {at_least: 18}}, window: {week: {until: 20+0}},\n"
	     "     source: proposal}\n",
	     CARD("{signal: roken}", HELP));
	assert_string_equal(changes(KS_MUTANT_LIMIT, 'i'),
			    "18>17 18>19 140>139 140>141 140>133 140>147");
	/* The one card that leads to it is of one phase. */
	assert_string_equal(changes(KS_MUTANT_PHASE, 'i'), "6>4");
	assert_string_equal(changes(KS_MUTANT_LIMIT, 't'),
			    "3>2 3>4 98>97 98>99 98>91 98>105 98>97 98>99 98>91 98>105 "
			    "11>10 11>12 10>9 10>11 1>0 1>2 3>2 3>4");
	assert_string_equal(changes(KS_MUTANT_LIMIT, 'f'), "20>19 20>21");
}

static void a_mutant_is_set_in_the_twin_alone(void **state)
{
	const struct ks_step *own, *copy;
	size_t i = 0;

	(void)state;
	make("  - {id: hulp, title: Hulp, phase: [during], role: team, parents: Hulp.,\n"
	     "     alternative: ander, source: proposal}\n"
	     "  - {id: ander, title: Ander, phase: [during], role: team, parents: Hulp.,\n"
	     "     source: proposal}\n",
	     CARD("{signal: roken}", HELP));
	own = &m.c->cards[0]->steps[0];
	copy = &twin.c.cards[0]->steps[0];
	assert_ptr_equal(copy->card, twin.c.cards[0]);
	assert_ptr_equal(copy->intervention, twin.c.interventions[own->intervention->index]);
	assert_ptr_equal(copy->intervention->alternative, twin.c.interventions[0]);
	assert_ptr_equal(copy->card->when->factor, ks_find_factor(&twin.c, "roken"));
	assert_ptr_not_equal(copy->card->when->factor, ks_find_factor(m.c, "roken"));
	while (mutants.items[i].kind != KS_MUTANT_TERM)
		i++;
	ks_mutant_set(&mutants.items[i]);
	assert_int_equal(copy->within.n, 7);
	assert_int_equal(own->within.n, 14);
	ks_mutant_unset(&mutants.items[i]);
	assert_int_equal(copy->within.n, 14);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(limits_move_by_one_of_their_unit, end),
		cmocka_unit_test_teardown(conditions_change_shape, end),
		cmocka_unit_test_teardown(steps_change_in_speed_term_and_form, end),
		cmocka_unit_test_teardown(the_ends_have_one_side, end),
		cmocka_unit_test_teardown(interventions_instruments_and_factors_change_too, end),
		cmocka_unit_test_teardown(a_mutant_is_set_in_the_twin_alone, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
