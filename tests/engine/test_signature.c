/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What makes two routes the same decision: all of it is in the text, of every
 * list more than the first, or a route that changed would not be kept anew.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "ks/base/str.h"
#include "ks/engine/route.h"
#include "support/coalition.h"

#define HELP                                                                                      \
	"  - {id: cursus, title: Cursus, phase: [during], role: team, coverage: [zwolle],\n"          \
	"     alternative: groep, source: [proposal]}\n"                                              \
	"  - {id: groep, title: Groep, phase: [during], role: jgz, coverage: [zwolle],\n"             \
	"     source: [proposal]}\n"                                                                  \
	"  - {id: praat, title: Praat, phase: [during], role: niemand, source: [proposal],\n"           \
	"     criteria: {all: [{first_child: true}, {not: {signal: stress}}]}}\n"
#define CARD(id, when, step)                                                                      \
	"card: " id "\ntitle: " id "\nversion: 2026.1\nphase: [during]\nowner: toets\n"               \
	"review_by: 2027-01-01\nagreed: Afspraak.\nsources: [proposal]\nwhen: " when "\n"             \
	"safety: {text: Bel.}\nsteps:\n  - {step: " step ", source: proposal}\n"

/* Days stand in it as numbers; -1000000 is none. */
static const char expected[] =
	"phase during class spoed\n"
	"safety d 1\n"
	"safety e 1\n"
	"step d/v now phone due %d opens -1000000 already 0 by JGZ Noord\n"
	" because d/v 2026.1 since %d: geweld\n"
	"step e/w now phone due %d opens -1000000 already 0 by JGZ Noord\n"
	" because e/w 2026.1 since %d: geweld\n"
	"step praat@niemand urgent together due %d opens -1000000 already 0 by -\n"
	" because b/y 2026.1 since %d: schulden somber\n"
	" because c/z 2026.1 since %d: schulden\n"
	" check first-child\n"
	" check stress\n"
	"dropped cursus@team coverage\n"
	"dropped groep@jgz coverage\n"
	"gap partnergeweld no-card\n"
	"gap roken no-card\n"
	"gap schulden role-not-filled\n"
	"gap somber role-not-filled\n";

static void everything_of_a_route_is_in_it(void **state)
{
	const struct ks_route *route;
	struct ks_buf text;
	struct made m;

	(void)state;
	made_start(&m, HELP, (const char *const[]){
		CARD("a", "{signal: schulden}", "x, refer_to: team, intervention: cursus, "
		     "urgency: soon, within: 14d, handover: phone"),
		CARD("b", "{all: [{signal: schulden}, {signal: somber}]}",
		     "y, refer_to: niemand, intervention: praat, urgency: urgent, within: 7d, "
		     "handover: together"),
		CARD("c", "{any: [{signal: schulden}, {signal: stress}]}",
		     "z, refer_to: niemand, intervention: praat, urgency: soon, within: 14d, "
		     "handover: phone"),
		CARD("d", "{signal: geweld}", "v, refer_to: jgz, do: Vraag, urgency: now, "
		     "within: same-day, handover: phone"),
		CARD("e", "{any: [{signal: geweld}, {signal: jong}]}", "w, refer_to: jgz, do: Bel, "
		     "urgency: now, within: same-day, handover: phone"), NULL });
	made_answer(&m, "schulden", KS_PRESENT);
	made_answer(&m, "somber", KS_PRESENT);
	made_answer(&m, "roken", KS_PRESENT);
	made_answer(&m, "geweld", KS_PRESENT);
	made_answer_full(&m, "partnergeweld", KS_MOTHER, KS_PRESENT, KS_BY_SELF, TODAY);
	route = made_route(&m);
	ks_buf_init(&text, &m.arena);
	ks_route_signature(route, &text);
	assert_string_equal(text.text, ks_fmt(&m.arena, expected, TODAY, TODAY, TODAY, TODAY,
					      TODAY + 7, TODAY, TODAY));
	made_end(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(everything_of_a_route_is_in_it) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
