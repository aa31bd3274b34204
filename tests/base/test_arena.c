/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ks/base/arena.h"
#include "ks/base/status.h"

static int start_arena(void **state)
{
	static struct ks_arena arena;

	ks_arena_init(&arena);
	*state = &arena;
	return 0;
}

static int end_arena(void **state)
{
	ks_arena_release(*state);
	return 0;
}

static bool all_zero(const unsigned char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (bytes[i])
			return false;
	return true;
}

static void memory_is_zeroed_and_aligned_whatever_the_size(void **state)
{
	static const size_t sizes[] = { 0, 1, 7, 8, 17, 4095, 4096, 4097, 16384, 100000, 1 << 20 };

	for (int round = 0; round < 20; round++) {
		for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
			unsigned char *p = ks_alloc(*state, sizes[i]);

			assert_int_equal((uintptr_t)p % _Alignof(long long), 0);
			assert_int_equal((uintptr_t)p % _Alignof(double), 0);
			assert_true(all_zero(p, sizes[i]));
			memset(p, 0xAA, sizes[i]);
		}
	}
}

static void allocations_do_not_overlap(void **state)
{
	unsigned char *parts[2000];

	for (size_t i = 0; i < 2000; i++) {
		parts[i] = ks_alloc(*state, i % 97 + 1);
		memset(parts[i], (int)(i % 251), i % 97 + 1);
	}
	for (size_t i = 0; i < 2000; i++)
		for (size_t j = 0; j < i % 97 + 1; j++)
			assert_int_equal(parts[i][j], i % 251);
}

static void an_arena_may_be_used_again_after_release(void **state)
{
	struct ks_arena *arena = *state;

	ks_strdup(arena, "first");
	ks_arena_release(arena);
	assert_null(arena->chunks);
	assert_string_equal(ks_strdup(arena, "second"), "second");
}

/* What leaves early has pages of its own size, and may be taken over or used again as any other. */
static void a_brief_arena_is_like_any_other(void **state)
{
	struct ks_arena brief;
	unsigned char *parts[500];
	char *text;

	ks_arena_init_brief(&brief);
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < 500; i++) {
			parts[i] = ks_alloc(&brief, i * 4);
			assert_true(all_zero(parts[i], i * 4));
			memset(parts[i], (int)(i % 251), i * 4);
		}
		for (size_t i = 0; i < 500; i++)
			for (size_t j = 0; j < i * 4; j++)
				assert_int_equal(parts[i][j], i % 251);
		text = ks_strdup(&brief, "taken over");
		if (round)
			ks_arena_adopt(*state, &brief);
		else
			ks_arena_release(&brief);
		assert_null(brief.chunks);
	}
	assert_string_equal(text, "taken over");
}

/* Texts come from one end of a chunk and the rest from the other; they meet and never cross. */
static void texts_and_numbers_share_chunks(void **state)
{
	enum { MANY = 5000 };
	static int *numbers[MANY];
	static char *texts[MANY];

	for (int i = 0; i < MANY; i++) {
		numbers[i] = ks_alloc(*state, sizeof(**numbers));
		assert_int_equal(*numbers[i], 0);
		*numbers[i] = i;
		texts[i] = ks_fmt(*state, "%0*d", i % 23 + 4, i);
	}
	for (int i = 0; i < MANY; i++) {
		assert_int_equal(*numbers[i], i);
		assert_int_equal(strlen(texts[i]), i % 23 + 4);
		assert_int_equal(strtol(texts[i], NULL, 10), i);
	}
}

static void strings_are_copied_up_to_n_bytes_or_their_end(void **state)
{
	assert_string_equal(ks_strdup(*state, ""), "");
	assert_string_equal(ks_strndup(*state, "kansrijk", 4), "kans");
	assert_string_equal(ks_strndup(*state, "kans", 40), "kans");
}

static void a_formatted_string_has_any_length(void **state)
{
	char *s = ks_fmt(*state, "%0*d|%s", 5000, 7, "end");

	assert_int_equal(strlen(s), 5004);
	assert_string_equal(s + 4999, "7|end");
}

static void a_list_keeps_its_items_while_it_grows(void **state)
{
	int *items = NULL;
	size_t n = 0;

	for (int i = 0; i < 1000; i++) {
		int *item = ks_grow(*state, &items, &n, sizeof(*items));

		assert_int_equal(*item, 0);
		*item = i * 3;
		assert_ptr_equal(item, &items[i]);
	}
	assert_int_equal(n, 1000);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(items[i], i * 3);
}

/* Runs the allocation in a child and returns its exit status. */
static int status_of_allocating(size_t n, size_t size)
{
	struct ks_arena arena;
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		close(STDERR_FILENO);
		ks_arena_init(&arena);
		ks_alloc_n(&arena, n, size);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void a_product_that_overflows_ends_with_status_4(void **state)
{
	(void)state;
	assert_int_equal(status_of_allocating(SIZE_MAX / 2, 3), KS_STORE);
	assert_int_equal(status_of_allocating(SIZE_MAX, 1), KS_STORE);
	assert_int_equal(status_of_allocating(10, 10), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start_arena, end_arena)

/* Both keep what they had, and the one that took over may still grow. */
static void an_arena_takes_over_what_another_has(void **state)
{
	struct ks_arena *mine = *state, other, empty;
	char *before, *taken, *after;

	ks_arena_init(&other);
	ks_arena_init(&empty);
	taken = ks_fmt(&other, "%s", "taken over");
	ks_arena_adopt(mine, &other);
	before = ks_fmt(mine, "%s", "before");
	ks_alloc(&other, 100000);
	taken[0] = 'T';
	ks_arena_adopt(mine, &other);
	ks_arena_adopt(mine, &empty);
	after = ks_fmt(mine, "%s", "after");
	assert_string_equal(before, "before");
	assert_string_equal(taken, "Taken over");
	assert_string_equal(after, "after");
	assert_null(other.chunks);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(memory_is_zeroed_and_aligned_whatever_the_size),
		TEST(allocations_do_not_overlap),
		TEST(an_arena_may_be_used_again_after_release),
		TEST(a_brief_arena_is_like_any_other),
		TEST(texts_and_numbers_share_chunks),
		TEST(strings_are_copied_up_to_n_bytes_or_their_end),
		TEST(a_formatted_string_has_any_length),
		TEST(a_list_keeps_its_items_while_it_grows),
		TEST(an_arena_takes_over_what_another_has),
		TEST(a_product_that_overflows_ends_with_status_4),
	};

	return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
