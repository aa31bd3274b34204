/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of roles, and the page that shows it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/cmd/commands.h"
#include "ks/cmd/roles.h"

static void test_a_coordinator_sees_totals_only(void **state)
{
	(void)state;
	for (int deed = KS_DEED_ANY; deed < KS_DEED_LAST; deed++) {
		bool may = deed == KS_DEED_ANY || deed == KS_DEED_TOTALS || deed == KS_DEED_CHECK;

		assert_int_equal(ks_role_may("coordinator", (enum ks_deed)deed, false), may);
		assert_int_equal(ks_role_may("coordinator", (enum ks_deed)deed, true), may);
	}
}

/* On a shared book; in a book of one's own everything is one's own. */
static void test_a_steward_does_no_casework(void **state)
{
	(void)state;
	for (int shared = 0; shared < 2; shared++) {
		assert_int_equal(ks_role_may("steward", KS_DEED_WORK, shared), !shared);
		assert_int_equal(ks_role_may("steward", KS_DEED_HANDOVER, shared), !shared);
		assert_int_equal(ks_role_may("steward", KS_DEED_LIST, shared), !shared);
		assert_true(ks_role_may("steward", KS_DEED_AUDIT, shared));
		assert_true(ks_role_may("steward", KS_DEED_GIVE, shared));
		assert_true(ks_role_may("steward", KS_DEED_ERASE, shared));
		assert_true(ks_role_may("steward", KS_DEED_COPY, shared));
	}
}

static void test_who_screens_works_with_the_whole_case(void **state)
{
	static const char *const roles[] = { "verloskundige", "jgz-verpleegkundige", "kraamzorg" };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		assert_true(ks_role_may(roles[i], KS_DEED_WORK, true));
		assert_true(ks_role_may(roles[i], KS_DEED_LIST, true));
		assert_true(ks_role_may(roles[i], KS_DEED_GIVE, true));
		assert_false(ks_role_may(roles[i], KS_DEED_COPY, true));
		assert_true(ks_role_may(roles[i], KS_DEED_COPY, false));
	}
}

static void test_who_takes_over_sees_what_was_handed_over(void **state)
{
	static const char *const roles[] = { "sociaal-team", "ggz", "informele-steun", NULL };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		assert_true(ks_role_may(roles[i], KS_DEED_HANDOVER, true));
		assert_false(ks_role_may(roles[i], KS_DEED_WORK, true));
		assert_false(ks_role_may(roles[i], KS_DEED_LIST, true));
		assert_false(ks_role_may(roles[i], KS_DEED_AUDIT, true));
		/* In a book of one's own everything is one's own. */
		assert_true(ks_role_may(roles[i], KS_DEED_WORK, false));
	}
}

/* A command that opens the casebook says what it does with it. */
static void check_command(const struct ks_cmd *cmd)
{
	for (size_t i = 0; cmd->subs && cmd->subs[i]; i++)
		check_command(cmd->subs[i]);
	if (cmd->needs & KS_NEED_STORE && !cmd->deed && !(cmd->needs & KS_NEED_FAMILY))
		fail_msg("ks %s opens the casebook and has no deed", cmd->name);
}

static void test_every_command_is_in_the_table(void **state)
{
	(void)state;
	for (size_t i = 0; ks_commands[i]; i++)
		check_command(ks_commands[i]);
}

static void test_the_page_shows_the_table(void **state)
{
	struct ks_arena arena;
	struct ks_buf table, page;
	FILE *file = fopen("docs/trust.md", "r");
	char line[1024];

	(void)state;
	assert_non_null(file);
	ks_arena_init(&arena);
	ks_buf_init(&table, &arena);
	ks_buf_init(&page, &arena);
	ks_roles_table(&table);
	while (fgets(line, sizeof(line), file))
		ks_buf_add(&page, line);
	fclose(file);
	if (!strstr(page.text, table.text))
		fail_msg("docs/trust.md has not this table:\n%s", table.text);
	ks_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_coordinator_sees_totals_only),
		cmocka_unit_test(test_a_steward_does_no_casework),
		cmocka_unit_test(test_who_screens_works_with_the_whole_case),
		cmocka_unit_test(test_who_takes_over_sees_what_was_handed_over),
		cmocka_unit_test(test_every_command_is_in_the_table),
		cmocka_unit_test(test_the_page_shows_the_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
