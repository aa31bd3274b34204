/* SPDX-License-Identifier: EUPL-1.2 */
/* New files: never over what is there, whole or not at all, for the same readers. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ks/base/arena.h"
#include "ks/exchange/files.h"

static struct ks_arena arena;
static struct ks_diag diag;
static char room[32];

static int start(void **state)
{
	(void)state;
	ks_arena_init(&arena);
	ks_diag_init(&diag, &arena);
	strcpy(room, "/tmp/ks-files-XXXXXX");
	return mkdtemp(room) ? 0 : -1;
}

/* Also shows what is left: a folder that is not empty cannot be taken away. */
static int end(void **state)
{
	(void)state;
	ks_arena_release(&arena);
	return rmdir(room);
}

static const char *at(const char *name)
{
	return ks_fmt(&arena, "%s/%s", room, name);
}

static int bits(const char *name)
{
	struct stat st;

	return stat(at(name), &st) == 0 ? (int)(st.st_mode & 0777) : -1;
}

static const char *content(const char *name)
{
	char *text = ks_alloc(&arena, 100);
	FILE *file = fopen(at(name), "r");

	assert_non_null(file);
	text[fread(text, 1, 99, file)] = '\0';
	fclose(file);
	return text;
}

static void test_a_file_with_its_folder(void **state)
{
	(void)state;
	assert_int_equal(chmod(room, 0750), 0);
	assert_int_equal(ks_make_file(&arena, at("cards/a.yaml"), "een\n", &diag), KS_OK);
	assert_string_equal(content("cards/a.yaml"), "een\n");
	assert_int_equal(bits("cards"), 0750);
	assert_int_equal(bits("cards/a.yaml"), 0640);
	assert_int_equal(ks_make_file(&arena, at("cards/a.yaml"), "twee\n", &diag), KS_STORE);
	assert_string_equal(content("cards/a.yaml"), "een\n");
	assert_int_equal(unlink(at("cards/a.yaml")), 0);
	assert_int_equal(rmdir(at("cards")), 0);
}

static void test_no_link_is_followed(void **state)
{
	(void)state;
	assert_int_equal(symlink(at("elsewhere"), at("a.yaml")), 0);
	assert_int_equal(ks_make_file(&arena, at("a.yaml"), "een\n", &diag), KS_STORE);
	assert_int_equal(bits("elsewhere"), -1);
	assert_int_equal(unlink(at("a.yaml")), 0);
}

static void test_a_folder_whole(void **state)
{
	static const struct ks_new_file files[] = { { "cards", NULL },
						    { "cards/a.yaml", "een\n" } };

	(void)state;
	assert_int_equal(ks_make_folder(&arena, at("zwolle"), files, 2, &diag), KS_OK);
	assert_string_equal(content("zwolle/cards/a.yaml"), "een\n");
	assert_int_equal(ks_make_folder(&arena, at("zwolle"), files, 2, &diag), KS_STORE);
	assert_int_equal(unlink(at("zwolle/cards/a.yaml")), 0);
	assert_int_equal(rmdir(at("zwolle/cards")), 0);
	assert_int_equal(rmdir(at("zwolle")), 0);
}

/* The second file cannot be made: then the first is not there either. */
static void test_a_folder_not_at_all(void **state)
{
	static const struct ks_new_file files[] = { { "a.yaml", "een\n" },
						    { "a.yaml/b.yaml", "twee\n" } };

	(void)state;
	assert_int_equal(ks_make_folder(&arena, at("zwolle"), files, 2, &diag), KS_STORE);
	assert_int_equal(bits("zwolle"), -1);
	assert_int_equal(diag.errors, 1);
}

/* rename() would put a folder in the place of an empty one. */
static void test_an_empty_folder_stays(void **state)
{
	(void)state;
	assert_int_equal(mkdir(at("leeg"), 0700), 0);
	assert_int_equal(ks_make_folder(&arena, at("leeg"), NULL, 0, &diag), KS_STORE);
	assert_int_equal(rmdir(at("leeg")), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_a_file_with_its_folder, start, end),
		cmocka_unit_test_setup_teardown(test_no_link_is_followed, start, end),
		cmocka_unit_test_setup_teardown(test_a_folder_whole, start, end),
		cmocka_unit_test_setup_teardown(test_a_folder_not_at_all, start, end),
		cmocka_unit_test_setup_teardown(test_an_empty_folder_stays, start, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
