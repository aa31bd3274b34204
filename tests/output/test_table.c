/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/output/out.h"

struct page {
	struct ks_arena arena;
	struct ks_out out;
};

static int start(void **state)
{
	static struct page page;

	ks_arena_init(&page.arena);
	ks_out_init(&page.out, &page.arena, stdout, stderr);
	*state = &page;
	return 0;
}

static int end(void **state)
{
	struct page *page = *state;

	ks_arena_release(&page->arena);
	return 0;
}

static const char *drawn(struct page *page, int width)
{
	static const char *const headings[] = { "Casus", "Fase", "Wat" };
	static const char *const first[] = { "K7QX-3M2P", "zwanger", "één twee drie vier" };
	static const char *const second[] = { "4W2X-AAAA", "", "a\nb\033" };
	struct ks_table *table;

	page->out.width = width;
	ks_buf_init(&page->out.text, &page->arena);
	table = ks_table_new(&page->out, headings, 3);
	ks_table_row(table, first);
	ks_table_row(table, second);
	ks_table_end(table);
	return page->out.text.text;
}

static void a_table_that_fits_is_one_line_a_row(void **state)
{
	assert_string_equal(drawn(*state, 80), "Casus      Fase     Wat\n"
					       "K7QX-3M2P  zwanger  één twee drie vier\n"
					       "4W2X-AAAA           a b\\u{1b}\n");
}

static void the_widest_column_gives_way_between_words(void **state)
{
	assert_string_equal(drawn(*state, 32), "Casus      Fase     Wat\n"
					       "K7QX-3M2P  zwanger  één twee\n"
					       "                    drie vier\n"
					       "4W2X-AAAA           a b\\u{1b}\n");
}

static void a_folded_column_takes_no_more_than_its_lines(void **state)
{
	static const char *const headings[] = { "Fase", "Wat" };
	static const char *const row[] = { "na  de\ngeboorte ", "b" };
	struct page *page = *state;
	struct ks_table *table;

	page->out.width = 15;
	table = ks_table_new(&page->out, headings, 2);
	ks_table_row(table, row);
	ks_table_end(table);
	assert_string_equal(page->out.text.text, "Fase      Wat\n"
						 "na de     b\n"
						 "geboorte\n");
}

static void without_room_rows_become_blocks(void **state)
{
	assert_string_equal(drawn(*state, 22), "Casus: K7QX-3M2P\n"
					       "  Fase: zwanger\n"
					       "  Wat: één twee drie\n"
					       "       vier\n"
					       "\n"
					       "Casus: 4W2X-AAAA\n"
					       "  Wat: a b\\u{1b}\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_table_that_fits_is_one_line_a_row, start, end),
		cmocka_unit_test_setup_teardown(the_widest_column_gives_way_between_words, start, end),
		cmocka_unit_test_setup_teardown(a_folded_column_takes_no_more_than_its_lines, start,
						end),
		cmocka_unit_test_setup_teardown(without_room_rows_become_blocks, start, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
