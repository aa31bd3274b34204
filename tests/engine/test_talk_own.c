/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The pages that a coalition's own factors, cards and help make; with those of
 * the country, tests/engine/test_talk.c. What may be said at the table counts most.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ks/base/str.h"
#include "ks/engine/talk.h"
#include "support/texts.h"

#define FACTORS "landelijk/factors.yaml"
#define OWN_FACTORS "toets/factors.yaml"
#define HELP "landelijk/interventions.yaml"
#define MONEY "landelijk/cards/geldzorgen.yaml"
#define FACTOR(id, domain, more)                                                                   \
	"  - {id: " id ", kind: signal, class: attention, domain: " domain ", label: " id          \
	", source: proposal" more "}\n"
#define NO_EDIT { NULL, NULL, NULL }

struct world {
	struct texts t;
	struct ks_family family;
	struct ks_answer answers[4];
	struct ks_said said[4];
	struct ks_talk talk;
	const struct ks_page *pages;
	size_t n;
};

static void start(struct world *w, const struct edit *edits)
{
	memset(w, 0, sizeof(*w));
	texts_start(&w->t, edits);
	texts_load(&w->t);
	if (w->t.status != KS_OK)
		fail_msg("%s", texts_said(&w->t));
	ks_family_init(&w->family, KS_DURING);
	w->family.municipality = "noord";
	w->talk = (struct ks_talk){ .c = w->t.c,
				    .family = &w->family,
				    .day = ks_day_of(2026, 11, 21),
				    .answers = w->answers,
				    .said = w->said,
				    .most = 7 };
}

static void say(struct world *w, const char *place, const char *said)
{
	w->said[w->talk.n_said++] = (struct ks_said){ place, said };
}

static void answer(struct world *w, const char *id, enum ks_reply reply)
{
	const struct ks_factor *factor = ks_find_factor(w->t.c, id);

	assert_non_null(factor);
	w->answers[w->talk.n_answers++] = (struct ks_answer){
		.factor = factor, .subject = factor->subjects[0], .reply = reply
	};
}

/* Every page as a word, points and help by their ids, in order. */
static const char *said_by(struct world *w)
{
	struct ks_buf buf;

	w->pages = ks_talk_pages(&w->t.arena, &w->talk, &w->n);
	ks_buf_init(&buf, &w->t.arena);
	for (size_t i = 0; i < w->n; i++) {
		const struct ks_page *page = &w->pages[i];

		if (page->kind == KS_PAGE_POINTS)
			for (size_t k = 0; k < page->n; k++)
				ks_buf_addf(&buf, "%s%s ", page->points[k].factor->id,
					    page->points[k].subject == KS_PARTNER ? "@partner" : "");
		else if (page->kind == KS_PAGE_HELP)
			for (size_t k = 0; k < page->n; k++)
				ks_buf_addf(&buf, "help:%s ", page->help[k]->id);
		else
			ks_buf_addf(&buf, "%s ", page->place);
	}
	return buf.text;
}

#define BEGIN "proud wish room interpreter due age first-child "

static void check(struct world *w, const char *expected)
{
	const char *got = said_by(w);

	assert_int_equal(strncmp(got, BEGIN, strlen(BEGIN)), 0);
	assert_string_equal(got + strlen(BEGIN), expected);
	texts_end(&w->t);
}

/* ---- order --------------------------------------------------------------- */

static void own_factors_are_asked_after_those_they_add_to(void **state)
{
	const struct edit few[] = { { OWN_FACTORS, NULL, "factors:\n" FACTOR("aard", "geld", "") },
				    NO_EDIT };
	const struct edit most[] = {
		{ OWN_FACTORS, NULL,
		  "factors:\n" FACTOR("f", "geld", "") FACTOR("e", "geld", "") FACTOR("d", "geld", "")
		  FACTOR("c", "geld", "") FACTOR("b", "geld", "") FACTOR("a", "geld", "") },
		NO_EDIT
	};
	struct world w;

	(void)state;
	start(&w, few);
	check(&w, "schulden aard roken netwerk tienerouder partner involved alone taken balance ");
	start(&w, most);
	check(&w, "f e d c b a schulden roken netwerk tienerouder partner involved alone taken "
		  "balance ");
}

/* Of two files as long as each other, that of the name that comes first. */
static void as_many_in_two_files_go_by_the_name_of_the_file(void **state)
{
	const struct edit edits[] = {
		{ OWN_FACTORS, NULL,
		  "factors:\n" FACTOR("e", "geld", "") FACTOR("d", "geld", "") FACTOR("c", "geld", "")
		  FACTOR("b", "geld", "") FACTOR("a", "geld", "") },
		NO_EDIT
	};
	struct world w;

	(void)state;
	start(&w, edits);
	check(&w, "schulden e d c b a roken netwerk tienerouder partner involved alone taken "
		  "balance ");
}

#define ON_LINE(id)                                                                                \
	"{id: " id ", kind: signal, class: attention, domain: geld, label: X, source: proposal}"

static void factors_on_one_line_keep_their_order(void **state)
{
	const struct edit edits[] = {
		{ OWN_FACTORS, NULL,
		  "factors: [" ON_LINE("b") ", " ON_LINE("c") ", " ON_LINE("a") ", " ON_LINE("d") "]\n" },
		NO_EDIT
	};
	struct world w;

	(void)state;
	start(&w, edits);
	check(&w, "schulden b c a d roken netwerk tienerouder partner involved alone taken balance ");
}

/* ---- division over pages --------------------------------------------------- */

/* "geld 1/4 first": part of life, number, whether it opens there; then what is on it. */
static const char *divided(struct world *w)
{
	static const char *const parts[] = { "domain", "partner", "alone" };
	struct ks_buf buf;

	w->pages = ks_talk_pages(&w->t.arena, &w->talk, &w->n);
	ks_buf_init(&buf, &w->t.arena);
	for (size_t i = 0; i < w->n; i++) {
		const struct ks_page *page = &w->pages[i];

		if (page->kind != KS_PAGE_POINTS && page->kind != KS_PAGE_HELP)
			continue;
		ks_buf_addf(&buf, "%s %s %d%s:", parts[page->part], page->domain ? page->domain : "-",
			    page->number, page->first ? " first" : "");
		for (size_t k = 0; k < page->n; k++)
			ks_buf_addf(&buf, " %s", page->kind == KS_PAGE_HELP
							 ? page->help[k]->id
							 : page->points[k].factor->id);
		ks_buf_addc(&buf, '\n');
	}
	return buf.text;
}

static void every_page_says_of_what_it_is(void **state)
{
	const struct edit edits[] = {
		{ OWN_FACTORS, NULL,
		  "factors:\n" FACTOR("b", "geld", "") FACTOR("a", "geld", ", subject: [mother, partner]")
		  "  - {id: kracht, kind: protective, domain: leefstijl, label: Kracht, subject: "
		  "[mother, partner], source: proposal}\n" FACTOR("c", "veiligheid", ", shielded: true") },
		{ HELP, "  - id: voorzorg\n",
		  "  - {id: a-hulp, title: Zorg, phase: during, role: team, source: [proposal]}\n"
		  "  - {id: z-hulp, title: Aandacht, phase: during, role: team, source: [proposal]}\n"
		  "  - id: voorzorg\n" },
		{ MONEY, "if_refused: {say: Later, refer_to: verloskundige}",
		  "if_refused: {say: Later, intervention: a-hulp}" },
		{ MONEY, "if_waiting: {refer_to: verloskundige,", "if_waiting: {intervention: z-hulp," },
		NO_EDIT
	};
	struct world w;

	(void)state;
	start(&w, edits);
	say(&w, "partner", KS_TALK_YES);
	say(&w, "involved", KS_TALK_YES);
	say(&w, "alone", KS_TALK_YES);
	w.talk.most = 2;
	assert_string_equal(divided(&w), "domain geld 1 first: schulden\n"
					 "domain geld 1: b a\n"
					 "domain leefstijl 2 first: kracht roken\n"
					 "domain gezin 3 first: netwerk tienerouder\n"
					 "partner - 0 first: kracht\n"
					 "partner - 0: roken a\n"
					 "domain - 0 first: z-hulp\n"
					 "domain - 0: schuldhulp a-hulp\n"
					 "alone - 0 first: geweld c\n"
					 "alone - 0 first: voorzorg\n");
	texts_end(&w.t);
}

/* ---- a short intake ------------------------------------------------------ */

/* More is asked of a part of life when something is the matter there that may be named. */
static void only_what_may_be_named_opens_a_part_of_life(void **state)
{
	const struct edit edits[] = {
		{ OWN_FACTORS, NULL, "factors:\n" FACTOR("ruzie", "veiligheid", ", core: true")
		  FACTOR("onrust", "veiligheid", "") FACTOR("druk", "gezin", ", core: true") },
		NO_EDIT
	};
	struct world w;

	(void)state;
	for (int turn = 0; turn < 4; turn++) {
		static const char *const ids[] = { NULL, "netwerk", "geweld", "ruzie" };

		start(&w, edits);
		w.talk.is_short = true;
		if (ids[turn])
			answer(&w, ids[turn], KS_PRESENT);
		check(&w, turn == 3 ? "schulden ruzie onrust druk involved alone balance "
				    : "schulden ruzie druk involved alone balance ");
	}
}

/* Of the partner too, what is core or in a part of life in which something came up. */
static void of_the_partner_a_short_intake_asks_as_little(void **state)
{
	const struct edit edits[] = {
		{ OWN_FACTORS, NULL,
		  "factors:\n" FACTOR("drank", "drank", ", core: true, subject: [mother, partner]")
		  FACTOR("pillen", "drank", ", subject: [mother, partner]") },
		NO_EDIT
	};
	struct world w;

	(void)state;
	start(&w, edits);
	w.talk.is_short = true;
	say(&w, "partner", KS_TALK_YES);
	check(&w, "schulden drank partner drank@partner involved alone balance ");
	start(&w, edits);
	w.talk.is_short = true;
	say(&w, "partner", KS_TALK_YES);
	answer(&w, "netwerk", KS_PRESENT);
	answer(&w, "drank", KS_PRESENT);
	check(&w, "schulden drank pillen partner drank@partner pillen@partner involved alone "
		  "balance ");
}

/* ---- what is left out ---------------------------------------------------- */

static void without_a_factor_about_the_partner_the_partner_is_no_page(void **state)
{
	const struct edit edits[] = {
		{ FACTORS, "subject: [mother, partner]", "subject: [mother]" },
		{ "landelijk/instruments.yaml", "roken@partner", "roken" },
		NO_EDIT
	};
	struct world w;

	(void)state;
	start(&w, edits);
	check(&w, "schulden roken netwerk tienerouder involved alone taken balance ");
}

static void where_nothing_is_asked_alone_nobody_is_sent_out(void **state)
{
	const struct edit edits[] = {
		{ FACTORS, "class: safety", "class: urgent" },
		{ FACTORS, "shielded: true", "shielded: false" },
		{ FACTORS, "consult_first: yes", "consult_first: no" },
		NO_EDIT
	};
	struct world w;

	(void)state;
	start(&w, edits);
	check(&w, "schulden roken geweld netwerk tienerouder partner involved taken balance ");
}

/* Safety is asked alone by itself; a strength never has a class. */
static void what_is_about_safety_is_asked_alone_also_when_it_is_not_shielded(void **state)
{
	const struct edit edits[] = { { FACTORS, "shielded: true", "shielded: false" },
				      { FACTORS, "consult_first: yes", "consult_first: no" },
				      NO_EDIT };
	struct world w;

	(void)state;
	start(&w, edits);
	w.talk.is_short = true;
	say(&w, "alone", KS_TALK_YES);
	check(&w, "schulden involved alone geweld contact balance ");
}

static void what_is_known_of_the_family_is_not_asked(void **state)
{
	struct world w;

	(void)state;
	start(&w, NULL);
	w.family.municipality = NULL;
	assert_non_null(strstr(said_by(&w), " due municipality age first-child "));
	w.family.municipality = "noord";
	w.family.first_child = 0;
	w.family.due = w.talk.day;
	assert_non_null(strstr(said_by(&w), " interpreter age schulden "));
	texts_end(&w.t);
}

static void without_help_for_them_nobody_is_asked_who_helps(void **state)
{
	const struct edit edits[] = { { HELP, "phase: [during, after]", "phase: [after]" },
				      { HELP, "coverage: [noord, zuid]", "coverage: [zuid]" },
				      { MONEY, "intervention: schuldhulp", "intervention: voorzorg" },
				      NO_EDIT };
	struct world w;

	(void)state;
	start(&w, edits);
	assert_null(strstr(said_by(&w), "involved"));
	w.family.municipality = "zuid";
	assert_non_null(strstr(said_by(&w), "involved"));
	texts_end(&w.t);
}

/* ---- help ---------------------------------------------------------------- */

/* A card that holds when it does, with one step; it alone leads to one more intervention. */
static void start_with_card(struct world *w, const char *when, const char *step)
{
	char card[1024];
	const struct edit edits[] = {
		{ HELP, "  - id: voorzorg\n",
		  "  - {id: opvang, title: Opvang, phase: during, role: team, source: [proposal]}\n"
		  "  - id: voorzorg\n" },
		{ "toets/cards/nieuw.yaml", NULL, card },
		NO_EDIT
	};

	snprintf(card, sizeof(card),
		 "card: nieuw\ntitle: Nieuw\nversion: 1\nphase: during\nowner: w\n"
		 "review_by: 2027-01-01\nagreed: Afspraak.\nsources: [proposal]\nwhen: %s\n"
		 "steps:\n  - {step: a, refer_to: team, urgency: soon, within: 14d,\n"
		 "     handover: phone, source: proposal, %s}\n", when, step);
	start(w, edits);
}

/* Where a step leads when it is refused or has to wait is a way to arrange it as well. */
static void help_is_arranged_by_what_a_step_falls_back_on_too(void **state)
{
	static const char *const steps[] = {
		"do: X", "intervention: opvang",
		"do: X, if_refused: {say: Later, intervention: opvang}",
		"do: X, if_waiting: {intervention: opvang, every: 2w}"
	};

	(void)state;
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		struct world w;

		start_with_card(&w, "{signal: schulden}", steps[i]);
		say(&w, "involved", KS_TALK_YES);
		check(&w, i ? "schulden roken netwerk tienerouder partner involved help:opvang "
			      "help:schuldhulp alone taken balance "
			    : "schulden roken netwerk tienerouder partner involved "
			      "help:schuldhulp alone taken balance ");
	}
}

#define LEADS "intervention: opvang"

static const struct {
	const char *when, *step;
	bool is_private;
} cards[] = {
	{ "{signal: geweld}", LEADS, true },
	{ "{signal: schulden}", LEADS, false },
	{ "{always: true}", LEADS, false },
	{ "{phase: during}", LEADS, false },
	{ "{not: {signal: geweld}}", LEADS, false },
	{ "{all: [{signal: schulden}, {signal: geweld}]}", LEADS, true },
	{ "{all: [{signal: schulden}, {phase: during}]}", LEADS, false },
	{ "{any: [{signal: schulden}, {signal: geweld}]}", LEADS, false },
	{ "{any: [{all: [{signal: geweld}, {phase: during}]}, {all: [{signal: geweld}, "
	  "{signal: schulden}]}]}", LEADS, true },
	{ "{at_least: {count: 1, of: [{signal: geweld}, {signal: schulden}]}}", LEADS, false },
	{ "{at_least: {count: 2, of: [{signal: geweld}, {signal: schulden}, {signal: roken}]}}",
	  LEADS, false },
	{ "{at_least: {count: 3, of: [{signal: geweld}, {signal: schulden}, {signal: roken}]}}",
	  LEADS, true },
	{ "{score: {instrument: epds, at_least: 11}}", LEADS, false },
	{ "{score: {instrument: epds, item: item1, at_least: 1}}", LEADS, false },
	{ "{score: {instrument: epds, item: item10, at_least: 1}}", LEADS, true },
	{ "{score: {instrument: hark, outcome: hoog}}", LEADS, true },
	{ "{phase: during}", LEADS ", when: {signal: geweld}", true },
	{ "{phase: during}", LEADS ", when: {signal: schulden}", false },
	{ "{signal: geweld}", LEADS ", when: {phase: during}", true },
	{ "{signal: schulden}\nsafety: {text: Bel.}", LEADS, true },
};

/* What it holds by is asked alone: then the name of the help would tell it. */
static void help_that_only_what_is_asked_alone_leads_to_is_private(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cards) / sizeof(cards[0]); i++) {
		struct world w;

		start_with_card(&w, cards[i].when, cards[i].step);
		if (ks_talk_is_private_help(w.t.c, ks_find_intervention(w.t.c, "opvang")) !=
		    cards[i].is_private)
			fail_msg("%s: %s", cards[i].when, cards[i].step);
		texts_end(&w.t);
	}
}

/* It is named where nobody else hears it, and one more way to it makes it no secret. */
static void private_help_is_asked_after_alone(void **state)
{
	struct world w;

	(void)state;
	start_with_card(&w, "{signal: geweld}", LEADS);
	say(&w, "involved", KS_TALK_YES);
	say(&w, "alone", KS_TALK_YES);
	check(&w, "schulden roken netwerk tienerouder partner involved help:schuldhulp alone geweld "
		  "help:opvang help:voorzorg contact taken balance ");
	start(&w, (const struct edit[]){ { MONEY, "intervention: schuldhulp", "intervention: voorzorg" },
					 NO_EDIT });
	assert_false(ks_talk_is_private_help(w.t.c, ks_find_intervention(w.t.c, "voorzorg")));
	assert_false(ks_talk_is_private_help(w.t.c, ks_find_intervention(w.t.c, "schuldhulp")));
	texts_end(&w.t);
}

/* ---- words --------------------------------------------------------------- */

static void company_is_who_could_hear_it(void **state)
{
	(void)state;
	assert_true(ks_talk_is_company("mother,partner"));
	assert_true(ks_talk_is_company("mother,others"));
	assert_false(ks_talk_is_company("mother,children,interpreter"));
}

static void an_interpreter_is_for_her_own_barrier(void **state)
{
	struct ks_factor barrier = { .id = "taalbarriere" }, other = { .id = "roken" };

	(void)state;
	assert_true(ks_talk_is_about_interpreter(
		&(struct ks_answer){ .factor = &barrier, .subject = KS_MOTHER }));
	assert_false(ks_talk_is_about_interpreter(
		&(struct ks_answer){ .factor = &barrier, .subject = KS_PARTNER }));
	assert_false(ks_talk_is_about_interpreter(
		&(struct ks_answer){ .factor = &other, .subject = KS_MOTHER }));
}

static void each_of_three_reasons_makes_a_factor_private(void **state)
{
	(void)state;
	assert_true(ks_talk_is_private(&(struct ks_factor){ .shielded = true,
							    .signal_class = KS_ATTENTION }));
	assert_true(ks_talk_is_private(&(struct ks_factor){ .consult_first = true,
							    .signal_class = KS_ATTENTION }));
	assert_true(ks_talk_is_private(&(struct ks_factor){ .signal_class = KS_SAFETY }));
	assert_false(ks_talk_is_private(&(struct ks_factor){ .signal_class = KS_URGENT }));
	assert_false(ks_talk_is_private(&(struct ks_factor){ .protective = true,
							     .signal_class = KS_SAFETY }));
}

static void the_last_answer_to_a_point_is_its_reply(void **state)
{
	const struct ks_factor a = { .id = "a" }, b = { .id = "b" };
	const struct ks_answer answers[] = {
		{ .factor = &a, .subject = KS_MOTHER, .reply = KS_ABSENT },
		{ .factor = &a, .subject = KS_PARTNER, .reply = KS_DECLINED },
		{ .factor = &a, .subject = KS_MOTHER, .reply = KS_PRESENT },
		{ .factor = &b, .subject = KS_MOTHER, .reply = KS_DECLINED },
	};

	(void)state;
	assert_int_equal(ks_talk_reply(answers, 1, (struct ks_point){ &a, KS_MOTHER }), KS_ABSENT);
	assert_int_equal(ks_talk_reply(answers, 4, (struct ks_point){ &a, KS_MOTHER }), KS_PRESENT);
	assert_int_equal(ks_talk_reply(answers, 4, (struct ks_point){ &a, KS_PARTNER }), KS_DECLINED);
	assert_int_equal(ks_talk_reply(answers, 4, (struct ks_point){ &b, KS_PARTNER }), KS_NOT_ASKED);
	assert_int_equal(ks_talk_reply(answers, 0, (struct ks_point){ &a, KS_MOTHER }), KS_NOT_ASKED);
}

static void what_was_chosen_is_a_whole_word(void **state)
{
	(void)state;
	assert_true(ks_talk_is_chosen("epds", "epds"));
	assert_true(ks_talk_is_chosen("audit-c,epds,gad-2", "epds"));
	assert_true(ks_talk_is_chosen("audit-c,epds", "epds"));
	assert_false(ks_talk_is_chosen("epds-3,gad-2", "epds"));
	assert_false(ks_talk_is_chosen("gad-2,epds-3", "epds"));
	assert_false(ks_talk_is_chosen("", "epds"));
	assert_false(ks_talk_is_chosen(NULL, "epds"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(own_factors_are_asked_after_those_they_add_to),
		cmocka_unit_test(as_many_in_two_files_go_by_the_name_of_the_file),
		cmocka_unit_test(factors_on_one_line_keep_their_order),
		cmocka_unit_test(every_page_says_of_what_it_is),
		cmocka_unit_test(only_what_may_be_named_opens_a_part_of_life),
		cmocka_unit_test(of_the_partner_a_short_intake_asks_as_little),
		cmocka_unit_test(what_is_known_of_the_family_is_not_asked),
		cmocka_unit_test(without_a_factor_about_the_partner_the_partner_is_no_page),
		cmocka_unit_test(where_nothing_is_asked_alone_nobody_is_sent_out),
		cmocka_unit_test(what_is_about_safety_is_asked_alone_also_when_it_is_not_shielded),
		cmocka_unit_test(without_help_for_them_nobody_is_asked_who_helps),
		cmocka_unit_test(help_is_arranged_by_what_a_step_falls_back_on_too),
		cmocka_unit_test(help_that_only_what_is_asked_alone_leads_to_is_private),
		cmocka_unit_test(private_help_is_asked_after_alone),
		cmocka_unit_test(company_is_who_could_hear_it),
		cmocka_unit_test(an_interpreter_is_for_her_own_barrier),
		cmocka_unit_test(each_of_three_reasons_makes_a_factor_private),
		cmocka_unit_test(the_last_answer_to_a_point_is_its_reply),
		cmocka_unit_test(what_was_chosen_is_a_whole_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
