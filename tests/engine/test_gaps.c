/* SPDX-License-Identifier: EUPL-1.2 */
/* After which factors a family is asked: what no card of its phase looks at is another phase's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ks/engine/route.h"
#include "support/texts.h"

#define FACTORS "landelijk/factors.yaml"

/* "b d a": the phases in which it makes sense, with so many children before. */
static const char *phases(const struct texts *t, const char *id, int first_child)
{
	static const char *const words[] = { "", "a", "d", "d a", "b", "b a", "b d", "b d a" };
	const struct ks_factor *factor = ks_find_factor(t->c, id);
	struct ks_family family;
	size_t which = 0;

	assert_non_null(factor);
	ks_family_init(&family, KS_DURING);
	family.first_child = first_child;
	for (int phase = KS_BEFORE; phase <= KS_AFTER; phase++)
		which = which * 2 + ks_factor_makes_sense(t->c, factor, &family,
							  (enum ks_phase)phase);
	return words[which];
}

static void what_cards_look_at_is_asked_in_their_phases(void **state)
{
	const struct edit edits[] = {
		{ FACTORS, "  - id: netwerk\n",
		  "  - {id: los, kind: signal, class: attention, domain: geld, label: Los, "
		  "source: proposal}\n"
		  "  - {id: drukte, kind: signal, class: attention, domain: gezin, label: Drukte, "
		  "subject: child, source: proposal}\n"
		  "  - {id: eerder, kind: signal, class: attention, domain: gezin, label: Eerder, "
		  "no_route: {why: Anders geregeld., phase: [before, after]}, source: proposal}\n"
		  "  - {id: nooit, kind: signal, class: attention, domain: gezin, label: Nooit, "
		  "no_route: {why: Anders geregeld.}, source: proposal}\n"
		  "  - id: netwerk\n" },
		{ NULL, NULL, NULL }
	};
	struct texts t;

	(void)state;
	texts_start(&t, edits);
	texts_load(&t);
	if (t.status != KS_OK)
		fail_msg("%s", texts_said(&t));
	assert_string_equal(phases(&t, "schulden", -1), "d a");
	assert_string_equal(phases(&t, "geweld", -1), "d");
	assert_string_equal(phases(&t, "los", -1), "b d a");
	/* Without a card on purpose: in those phases not, or by another way in all of them. */
	assert_string_equal(phases(&t, "eerder", -1), "d");
	assert_string_equal(phases(&t, "nooit", -1), "b d a");
	/* A child is asked after when it is not the first that is still to be born. */
	assert_string_equal(phases(&t, "drukte", -1), "b d a");
	assert_string_equal(phases(&t, "drukte", 0), "b d a");
	assert_string_equal(phases(&t, "drukte", 1), "a");
	texts_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_cards_look_at_is_asked_in_their_phases),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
