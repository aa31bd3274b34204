/* SPDX-License-Identifier: EUPL-1.2 */
/* When a family touches a part of the agreements: when that part decides. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "ks/base/str.h"
#include "ks/engine/touch.h"
#include "support/coalition.h"

static const char *const cards[] = {
	"card: een\ntitle: Een\nversion: 2026.1\nphase: [during]\nowner: toets\n"
	"review_by: 2027-01-01\nagreed: Afspraak.\nsources: [proposal]\n"
	"when: {any: [{signal: schulden}, {all: [{signal: stress}, {not: {signal: roken}}]}]}\n"
	"steps:\n"
	"  - {step: a, refer_to: team, intervention: hulp, urgency: soon, within: 14d,\n"
	"     handover: phone, source: proposal}\n"
	"  - {step: b, refer_to: team, do: Iets., urgency: soon, within: 14d, handover: phone,\n"
	"     source: proposal, when: {signal: somber}}\n",
	NULL,
};

static const char menu[] =
	"  - {id: hulp, title: Hulp, phase: [during], role: team, parents: Hulp.,\n"
	"     window: {week: {from: 10+0, before: 20+0}}, source: proposal}\n";

static struct made m;
static struct ks_twin twin;
static struct ks_parts parts;

static int start(void **state)
{
	(void)state;
	made_start(&m, menu, cards);
	ks_twin_make(&m.arena, m.c, &twin);
	parts = ks_parts_of(&m.arena, &twin);
	return 0;
}

static int end(void **state)
{
	(void)state;
	made_end(&m);
	return 0;
}

/* The family as it is now, in the words of the twin. */
static void touch(int week)
{
	const struct ks_route *route;
	struct ks_trial trial;
	struct ks_world world;

	for (size_t i = 0; i < m.family.n_answers; i++)
		m.answers[i].factor = ks_find_factor(&twin.c, m.answers[i].factor->id);
	m.family.due = TODAY + KS_TERM_OF_PREGNANCY - week * 7;
	route = ks_route_decide(&m.arena, &twin.c, &m.family, TODAY);
	world = ks_route_world(route, &m.family);
	ks_trial_make(&m.arena, &twin, &world, &trial);
	ks_parts_touch(&parts, &trial);
}

static const char *name_of(const struct ks_touch_part *part)
{
	static const char *const ops[] = { "from", "after", "until", "before" };

	if (part->kind == KS_PART_CARD)
		return part->owner.card->id;
	if (part->kind == KS_PART_STEP)
		return part->owner.step->name;
	if (part->kind == KS_PART_LIMIT)
		return ops[part->bound->op];
	if (part->cond->kind == KS_COND_SIGNAL)
		return part->cond->factor->id;
	return part->cond->kind == KS_COND_NOT ? "not" : "all";
}

static const char *touched(void)
{
	struct ks_buf buf;

	ks_buf_init(&buf, &m.arena);
	for (size_t i = 0; i < parts.n; i++)
		if (parts.items[i].touched)
			ks_buf_addf(&buf, "%s%s", buf.len ? " " : "", name_of(&parts.items[i]));
	return buf.text;
}

static void nothing_is_touched_by_nobody(void **state)
{
	(void)state;
	assert_int_equal(parts.n, 10);
	assert_string_equal(touched(), "");
}

/* One that alone makes it hold decides; what is not known decides nothing. */
static void what_alone_makes_it_hold_is_touched(void **state)
{
	(void)state;
	made_answer(&m, "schulden", KS_PRESENT);
	touch(15);
	assert_string_equal(touched(), "een a schulden somber");
}

/* With two reasons neither decides, and a family between the limits tries none. */
static void what_is_true_beside_another_is_not(void **state)
{
	(void)state;
	made_answer(&m, "schulden", KS_PRESENT);
	made_answer(&m, "stress", KS_PRESENT);
	made_answer(&m, "roken", KS_ABSENT);
	made_answer(&m, "somber", KS_PRESENT);
	touch(15);
	assert_string_equal(touched(), "een a b");
}

static void a_no_decides_as_well_as_a_yes(void **state)
{
	(void)state;
	made_answer(&m, "schulden", KS_ABSENT);
	made_answer(&m, "stress", KS_PRESENT);
	made_answer(&m, "roken", KS_PRESENT);
	touch(15);
	assert_string_equal(touched(), "schulden all not");
}

static void a_limit_is_touched_from_beyond(void **state)
{
	(void)state;
	made_answer(&m, "schulden", KS_PRESENT);
	touch(8);
	assert_string_equal(touched(), "een a schulden somber from");
	touch(21);
	assert_string_equal(touched(), "een a schulden somber from before");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nothing_is_touched_by_nobody, start, end),
		cmocka_unit_test_setup_teardown(what_alone_makes_it_hold_is_touched, start, end),
		cmocka_unit_test_setup_teardown(what_is_true_beside_another_is_not, start, end),
		cmocka_unit_test_setup_teardown(a_no_decides_as_well_as_a_yes, start, end),
		cmocka_unit_test_setup_teardown(a_limit_is_touched_from_beyond, start, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
