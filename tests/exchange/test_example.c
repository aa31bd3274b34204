/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/cards/yaml.h"
#include "ks/exchange/example.h"

/* ---- a small coalition --------------------------------------------------- */

static const struct ks_factor roken = { .id = "roken",
					.subjects = { KS_MOTHER, KS_PARTNER },
					.n_subjects = 2 };
static const struct ks_factor schulden = { .id = "schulden",
					   .index = 1,
					   .subjects = { KS_FAMILY },
					   .n_subjects = 1 };
static const struct ks_instrument epds = { .id = "epds", .has_range = true, .max = 30 };
static const struct ks_instrument lijst = { .id = "lijst" };
static const struct ks_factor *factors[] = { &roken, &schulden };
static const struct ks_instrument *instruments[] = { &epds, &lijst };
static const struct ks_coalition coalition = { .factors = factors,
					       .n_factors = 2,
					       .instruments = instruments,
					       .n_instruments = 2 };

struct world {
	struct ks_arena arena;
	struct ks_diag diag;
	struct ks_source_text text;
	struct ks_example example;
	struct ks_example_case family;
};

static int setup(void **state)
{
	static struct world world;

	ks_arena_init(&world.arena);
	ks_diag_init(&world.diag, &world.arena);
	*state = &world;
	return 0;
}

static int teardown(void **state)
{
	struct world *world = *state;

	ks_arena_release(&world->arena);
	return 0;
}

static void read_text(struct world *world, const char *text)
{
	world->text = (struct ks_source_text){ .name = "x.yaml", .text = text, .len = strlen(text) };
	world->example = (struct ks_example){ .id = "x" };
	world->example.node = ks_yaml_read(&world->arena, &world->text, &world->diag);
	assert_non_null(world->example.node);
	ks_example_read(&world->arena, &coalition, &world->example, &world->family);
}

/* ---- reading ------------------------------------------------------------- */

static void facts_are_read(void **state)
{
	struct world *world = *state;
	const struct ks_family *family = &world->family.family;

	read_text(world, "today: 2026-11-21\n"
			 "case: {due: 2027-05-19, municipality: deventer, age: 31, first_child: no,\n"
			 "       already: [a@b, c@d]}\n"
			 "judgement: out-of-balance\n");
	assert_int_equal(world->family.today, ks_day_of(2026, 11, 21));
	assert_int_equal(family->phase, KS_DURING);
	assert_int_equal(family->due, ks_day_of(2027, 5, 19));
	assert_string_equal(family->municipality, "deventer");
	assert_int_equal(family->age, 31);
	assert_int_equal(family->first_child, 0);
	assert_int_equal(family->n_already, 2);
	assert_string_equal(family->already[1], "c@d");
	assert_int_equal(family->judgement, KS_OUT_OF_BALANCE);
}

static void what_is_not_said_is_not_known(void **state)
{
	struct world *world = *state;
	const struct ks_family *family = &world->family.family;

	read_text(world, "today: 2026-11-21\ncase: {}\n");
	assert_int_equal(family->phase, KS_DURING);
	assert_int_equal(family->due, KS_NO_DAY);
	assert_int_equal(family->born, KS_NO_DAY);
	assert_int_equal(family->age, KS_NO_AGE);
	assert_int_equal(family->first_child, -1);
	assert_null(family->municipality);
	assert_int_equal(family->raised, KS_NO_CLASS);
	assert_int_equal(family->n_answers, 0);
}

static void the_phase_follows_from_a_birth_unless_it_is_given(void **state)
{
	struct world *world = *state;

	read_text(world, "today: 2026-11-21\ncase: {born: 2026-10-01}\n");
	assert_int_equal(world->family.family.phase, KS_AFTER);
	assert_int_equal(world->family.family.born, ks_day_of(2026, 10, 1));
	read_text(world, "today: 2026-11-21\ncase: {phase: before, first_child: ja}\n");
	assert_int_equal(world->family.family.phase, KS_BEFORE);
	assert_int_equal(world->family.family.first_child, 1);
}

static void answers_keep_their_subject(void **state)
{
	struct world *world = *state;
	const struct ks_family *family = &world->family.family;

	read_text(world, "today: 2026-11-21\ncase: {}\n"
			 "present: [roken@partner, schulden]\nabsent: [roken]\ndeclined: [schulden]\n");
	assert_int_equal(family->n_answers, 4);
	assert_ptr_equal(family->answers[0].factor, &roken);
	assert_int_equal(family->answers[0].subject, KS_PARTNER);
	assert_int_equal(family->answers[0].reply, KS_PRESENT);
	assert_int_equal(family->answers[0].by, KS_BY_PROFESSIONAL);
	assert_int_equal(family->answers[0].date, ks_day_of(2026, 11, 21));
	assert_int_equal(family->answers[1].subject, KS_FAMILY);
	assert_int_equal(family->answers[2].subject, KS_MOTHER);
	assert_int_equal(family->answers[2].reply, KS_ABSENT);
	assert_int_equal(family->answers[3].reply, KS_DECLINED);
}

static void scores_are_totals_items_or_outcomes(void **state)
{
	struct world *world = *state;
	const struct ks_family *family = &world->family.family;

	read_text(world, "today: 2026-11-21\ncase: {}\n"
			 "scores: {epds: 14, epds.item10: 1, lijst: hoog}\n");
	assert_int_equal(family->n_scores, 3);
	assert_ptr_equal(family->scores[0].instrument, &epds);
	assert_int_equal(family->scores[0].value, 14);
	assert_null(family->scores[0].item);
	assert_string_equal(family->scores[1].item, "item10");
	assert_int_equal(family->scores[1].value, 1);
	assert_ptr_equal(family->scores[2].instrument, &lijst);
	assert_string_equal(family->scores[2].outcome, "hoog");
}

/* ---- comparing ----------------------------------------------------------- */

static const struct ks_role role = { .id = "sociaal-team" };
static const struct ks_intervention voorzorg = { .id = "voorzorg" };
static const struct ks_step folder_step = { .id = "kaart/folder" };

/* A route with one step, two things that dropped and one gap. */
static void fill_route(struct ks_route *route)
{
	static const struct ks_route_step step = { .id = "schuldhulp@sociaal-team",
						   .urgency = KS_SOON,
						   .form = KS_PHONE };
	static const struct ks_dropped dropped[] = { { .intervention = &voorzorg, .role = &role },
						     { .step = &folder_step } };
	static const struct ks_gap gap = { .signal = &roken };
	static struct ks_route_step steps[1];
	static struct ks_dropped drops[2];
	static struct ks_gap gaps[1];

	steps[0] = step;
	steps[0].due = ks_day_of(2026, 12, 5);
	memcpy(drops, dropped, sizeof(drops));
	gaps[0] = gap;
	*route = (struct ks_route){ .steps = steps, .n_steps = 1, .dropped = drops, .n_dropped = 2,
				    .gaps = gaps, .n_gaps = 1 };
	route->balance.class = KS_KWETSBAAR;
}

/* "class kwetsbaar/spoed; step a/-": what differs, expected before the slash. */
static const char *differences(struct world *world, const char *expect)
{
	const char *const *words = ks_diff_words;
	struct ks_route route;
	struct ks_diff *diffs;
	struct ks_buf buf;
	size_t n;

	read_text(world, ks_fmt(&world->arena, "today: 2026-11-21\ncase: {}\nexpect: {%s}\n", expect));
	fill_route(&route);
	ks_example_compare(&world->arena, &world->example, &route, &diffs, &n);
	ks_buf_init(&buf, &world->arena);
	for (size_t i = 0; i < n; i++)
		ks_buf_addf(&buf, "%s%s%s%s %s/%s", i ? "; " : "", words[diffs[i].kind],
			    diffs[i].about ? " of " : "", diffs[i].about ? diffs[i].about : "",
			    diffs[i].expected ? diffs[i].expected : "-",
			    diffs[i].got ? diffs[i].got : "-");
	return buf.text;
}

static void a_route_is_compared_with_what_was_expected(void **state)
{
	static const struct {
		const char *expect, *differ;
	} cases[] = {
		{ "class: kwetsbaar, steps: [schuldhulp@sociaal-team]", "" },
		{ "class: kwetsbaar, steps: schuldhulp@sociaal-team", "" },
		{ "class: spoed, steps: [schuldhulp@sociaal-team]", "class spoed/kwetsbaar" },
		{ "class: kwetsbaar, steps: []", "step -/schuldhulp@sociaal-team" },
		{ "class: kwetsbaar, steps: [schuldhulp@sociaal-team, a@b]", "step a@b/-" },
		{ "class: kwetsbaar, steps: [schuldhulp]",
		  "step schuldhulp/-; step -/schuldhulp@sociaal-team" },
		{ "class: kwetsbaar, steps: [schuldhulp@sociaal-team], gaps: [roken]", "" },
		{ "class: kwetsbaar, steps: [schuldhulp@sociaal-team], gaps: []", "gap -/roken" },
		{ "class: kwetsbaar, steps: [schuldhulp@sociaal-team], gaps: [roken, schulden]",
		  "gap schulden/-" },
		{ "class: kwetsbaar, steps: [schuldhulp@sociaal-team], "
		  "dropped: [voorzorg, kaart/folder]", "" },
		{ "class: kwetsbaar, steps: [schuldhulp@sociaal-team], "
		  "dropped: [voorzorg@sociaal-team]", "dropped -/kaart/folder" },
		{ "class: kwetsbaar, steps: [schuldhulp@sociaal-team], "
		  "dropped: [voorzorg@ggz, kaart/folder]",
		  "dropped voorzorg@ggz/-; dropped -/voorzorg@sociaal-team" },
		{ "class: kwetsbaar, steps: [schuldhulp@sociaal-team], dropped: [voor]",
		  "dropped voor/-; dropped -/voorzorg@sociaal-team; dropped -/kaart/folder" },
		{ "class: kwetsbaar, steps: [schuldhulp@sociaal-team], "
		  "terms: {schuldhulp@sociaal-team: [soon, 2026-12-05, phone]}", "" },
		{ "class: kwetsbaar, steps: [schuldhulp@sociaal-team], "
		  "terms: {schuldhulp@sociaal-team: 14d}", "" },
		{ "class: kwetsbaar, steps: [schuldhulp@sociaal-team], "
		  "terms: {schuldhulp@sociaal-team: [written, 3w, now]}",
		  "form of schuldhulp@sociaal-team written/phone; "
		  "due of schuldhulp@sociaal-team 2026-12-12/2026-12-05; "
		  "urgency of schuldhulp@sociaal-team now/soon" },
		{ "class: kwetsbaar, steps: [schuldhulp@sociaal-team, a@b], terms: {a@b: now, c@d: 1d}",
		  "step a@b/-; step c@d/-" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(differences(*state, cases[i].expect), cases[i].differ);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(facts_are_read, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_not_said_is_not_known, setup, teardown),
		cmocka_unit_test_setup_teardown(the_phase_follows_from_a_birth_unless_it_is_given,
						setup, teardown),
		cmocka_unit_test_setup_teardown(answers_keep_their_subject, setup, teardown),
		cmocka_unit_test_setup_teardown(scores_are_totals_items_or_outcomes, setup, teardown),
		cmocka_unit_test_setup_teardown(a_route_is_compared_with_what_was_expected, setup,
						teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
