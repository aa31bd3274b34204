/* SPDX-License-Identifier: EUPL-1.2 */
/* When something agreed counts as done; how notes are kept, tests/cli/note*.test. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ks/store/notes.h"

/* What was done before a step stood on the route says nothing of the step as it stands now. */
static void a_step_is_settled_by_what_was_done_since_it_stands(void **state)
{
	const struct ks_note notes[] = { { .done = NULL, .date = 300 },
					 { .done = "bellen@team", .date = 100 },
					 { .done = "praten@team", .date = 200 } };

	(void)state;
	assert_true(ks_note_settled(notes, 3, "bellen@team", 99));
	assert_true(ks_note_settled(notes, 3, "bellen@team", 100));
	assert_false(ks_note_settled(notes, 3, "bellen@team", 101));
	assert_true(ks_note_settled(notes, 3, "praten@team", 101));
	assert_false(ks_note_settled(notes, 3, "zwijgen@team", 0));
	assert_false(ks_note_settled(notes, 0, "bellen@team", 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_step_is_settled_by_what_was_done_since_it_stands),
	};

	return cmocka_run_group_tests_name("notes", tests, NULL, NULL);
}
