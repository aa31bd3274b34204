/* SPDX-License-Identifier: EUPL-1.2 */
/* What differs between two routes, one sentence a test. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "ks/engine/compare.h"
#include "support/coalition.h"

#define HELP                                                                                      \
	"  - {id: schuldhulp, title: Schuldhulp, phase: [during, after], role: team,\n"               \
	"     source: [proposal]}\n"

#define CARD(id, signal, what, urgency, within)                                                   \
	"card: " id "\ntitle: " id "\nversion: 2026.1\nphase: [during, after]\nowner: toets\n"        \
	"review_by: 2027-01-01\nagreed: Afspraak.\nsources: [proposal]\nwhen: {signal: " signal       \
	"}\nsteps:\n  - {step: bel, refer_to: team, " what ", urgency: " urgency ", within: " within  \
	", handover: phone, source: proposal}\n"

#define CARDS                                                                                     \
	((const char *const[]){ CARD("geld", "schulden", "intervention: schuldhulp", "routine",       \
				     "14d"),                                                           \
				CARD("huis", "stress", "intervention: schuldhulp", "soon", "7d"),  \
				NULL })

static struct made m;

static int start(void **state)
{
	(void)state;
	made_start(&m, HELP, CARDS);
	return 0;
}

static int end(void **state)
{
	(void)state;
	made_end(&m);
	return 0;
}

static struct ks_comparison against_none(const struct ks_route *route, bool before)
{
	const struct ks_route *empty = KS_NEW(&m.arena, struct ks_route);

	return before ? ks_compare(&m.arena, empty, route) : ks_compare(&m.arena, route, empty);
}

static void the_same_route_does_not_differ(void **state)
{
	struct ks_comparison c;

	(void)state;
	made_answer(&m, "schulden", KS_PRESENT);
	c = ks_compare(&m.arena, made_route(&m), made_route(&m));
	assert_int_equal(c.n, 0);
	assert_false(ks_compare_differs(&c));
}

static void a_step_that_came_is_gained_and_one_that_went_is_lost(void **state)
{
	const struct ks_route *route;
	struct ks_comparison c;

	(void)state;
	made_answer(&m, "schulden", KS_PRESENT);
	route = made_route(&m);
	c = against_none(route, true);
	assert_int_equal(c.n, 1);
	assert_int_equal(c.items[0].shift, KS_GAINED);
	assert_null(c.items[0].before);
	c = against_none(route, false);
	assert_int_equal(c.items[0].shift, KS_LOST);
	assert_string_equal(c.items[0].step, "schuldhulp@team");
	assert_null(c.items[0].after);
}

static void a_step_that_becomes_more_urgent_has_moved_in_urgency_and_due(void **state)
{
	const struct ks_route *before;
	struct ks_comparison c;

	(void)state;
	made_answer(&m, "schulden", KS_PRESENT);
	before = made_route(&m);
	made_answer(&m, "stress", KS_PRESENT);
	c = ks_compare(&m.arena, before, made_route(&m));
	assert_int_equal(c.n, 1);
	assert_int_equal(c.items[0].shift, KS_MOVED);
	assert_int_equal(c.items[0].in, KS_IN_DUE | KS_IN_URGENCY);
	assert_true(ks_compare_differs(&c));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_same_route_does_not_differ, start, end),
		cmocka_unit_test_setup_teardown(
			a_step_that_came_is_gained_and_one_that_went_is_lost, start, end),
		cmocka_unit_test_setup_teardown(
			a_step_that_becomes_more_urgent_has_moved_in_urgency_and_due, start, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
