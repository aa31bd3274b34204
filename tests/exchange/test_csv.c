/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/exchange/csv.h"

struct table {
	struct ks_arena arena;
	struct ks_diag diag;
	struct ks_csv csv;
};

static struct table table;

static int start(void **state)
{
	ks_arena_init(&table.arena);
	*state = &table;
	return 0;
}

static int end(void **state)
{
	struct table *t = *state;

	ks_arena_release(&t->arena);
	return 0;
}

static enum ks_status read_bytes(struct table *t, const char *text, size_t len)
{
	struct ks_source_text *in = KS_NEW(&t->arena, struct ks_source_text);

	*in = (struct ks_source_text){ .name = "a.csv", .text = text, .len = len };
	ks_diag_init(&t->diag, &t->arena);
	return ks_csv_read(&t->arena, in, &t->diag, &t->csv);
}

/* "a|b/c" is two rows, the first of two cells. */
static void assert_reads(struct table *t, const char *text, const char *expected)
{
	struct ks_buf buf;

	assert_int_equal(read_bytes(t, text, strlen(text)), KS_OK);
	ks_buf_init(&buf, &t->arena);
	for (size_t i = 0; i < t->csv.n; i++) {
		ks_buf_add(&buf, i ? "/" : "");
		for (size_t j = 0; j < t->csv.rows[i].n; j++)
			ks_buf_addf(&buf, "%s%s", j ? "|" : "", t->csv.rows[i].cells[j].text);
	}
	assert_string_equal(buf.text, expected);
}

static void assert_refuses(struct table *t, const char *text, size_t len, enum ks_msg msg, int line,
			   int col)
{
	assert_int_equal(read_bytes(t, text, len), KS_INPUT);
	assert_int_equal(t->diag.errors, 1);
	assert_int_equal(t->diag.first->msg, msg);
	assert_int_equal(t->diag.first->loc.line, line);
	assert_int_equal(t->diag.first->loc.col, col);
}

#define REFUSES(t, text, msg, line, col)                                                           \
	assert_refuses(t, text, sizeof(text) - 1, KS_MSG_##msg, line, col)

static void the_separator_is_what_stands_most_in_the_first_line(void **state)
{
	assert_reads(*state, "a,b\n1,2\n", "a|b/1|2");
	assert_reads(*state, "a;b\n1,5;2\n", "a|b/1,5|2");
	assert_reads(*state, "a\tb\nx;y\tz\n", "a|b/x;y|z");
	assert_reads(*state, "\"a,b,c\";d;e\n1;2;3\n", "a,b,c|d|e/1|2|3");
	assert_reads(*state, "a\n1\n", "a/1");
	assert_reads(*state, "sep=,\na;b,c\n", "a;b|c");
}

static void ends_of_lines_and_a_mark_are_no_part_of_it(void **state)
{
	assert_reads(*state, "\xef\xbb\xbf" "a;b\r\n1;2\r\n", "a|b/1|2");
	assert_reads(*state, "a;b\n1;2", "a|b/1|2");
	assert_reads(*state, "\n\na;b\n;\n  \n1;2\n\n", "a|b/1|2");
	assert_reads(*state, "", "");
}

static void quotes_hold_anything(void **state)
{
	assert_reads(*state, "a;b\n\"x;y\";\"zij zei \"\"ja\"\"\"\n", "a|b/x;y|zij zei \"ja\"");
	assert_reads(*state, "a;b\n\"twee\nregels\" ; 2 \n", "a|b/twee\nregels|2");
	assert_reads(*state, "a;b\n\"\";2\n", "a|b/|2");
	assert_reads(*state, "a;b\nx\"y;2\n", "a|b/x\"y|2");
	assert_reads(*state, "a;b\n=1+1;@x\n", "a|b/=1+1|@x");
}

static void western_bytes_become_letters(void **state)
{
	assert_reads(*state, "a;b\nge\xefnteresseerd;\x80 5\n", "a|b/geïnteresseerd|€ 5");
	assert_reads(*state, "a;b\nge\xc3\xafnt;2\n", "a|b/geïnt|2");
	REFUSES(*state, "a;b\n\xef\x81;2\n", csv_character, 2, 2);
}

static void a_row_may_be_shorter_but_not_longer(void **state)
{
	assert_reads(*state, "a;b;c\n1\n", "a|b|c/1");
	assert_reads(*state, "a;b\n1;2;;\n", "a|b/1|2");
	REFUSES(*state, "a;b\n1;2;3\n", csv_beyond, 2, 5);
}

static void what_is_wrong_has_a_place(void **state)
{
	REFUSES(*state, "a;b\n1;\"twee\ndrie\n", csv_open_quote, 2, 3);
	REFUSES(*state, "a;b\n\"1\"x;2\n", csv_after_quote, 2, 4);
	REFUSES(*state, "a;b\n1;\x1b[2J\n", csv_character, 2, 3);
	REFUSES(*state, "a;b\n1;2\rx\n", csv_character, 2, 4);
	REFUSES(*state, "a;b\n\0;2\n", csv_character, 2, 1);
	REFUSES(*state, "a;b\né\xe2\x80\xae;2\n", csv_character, 2, 2);
	REFUSES(*state, "\xff\xfe" "a\0", csv_utf16, 1, 1);
}

static void it_is_only_so_large(void **state)
{
	struct table *t = *state;
	struct ks_buf buf;

	ks_buf_init(&buf, &t->arena);
	for (int i = 0; i < KS_CSV_MOST_ROWS; i++)
		ks_buf_add(&buf, "x\n");
	assert_int_equal(read_bytes(t, buf.text, buf.len), KS_OK);
	assert_int_equal(t->csv.n, KS_CSV_MOST_ROWS);
	ks_buf_add(&buf, "x\n");
	assert_refuses(t, buf.text, buf.len, KS_MSG_csv_too_many, KS_CSV_MOST_ROWS + 1, 1);

	ks_buf_init(&buf, &t->arena);
	for (int i = 0; i < KS_CSV_MOST_CELLS - 1; i++)
		ks_buf_add(&buf, "x;");
	ks_buf_add(&buf, "x");
	assert_int_equal(read_bytes(t, buf.text, buf.len), KS_OK);
	ks_buf_add(&buf, ";x");
	assert_refuses(t, buf.text, buf.len, KS_MSG_csv_too_wide, 1, 2 * KS_CSV_MOST_CELLS + 1);

	ks_buf_init(&buf, &t->arena);
	for (int i = 0; i < KS_CSV_MOST_TEXT; i++)
		ks_buf_add(&buf, "x");
	assert_int_equal(read_bytes(t, buf.text, buf.len), KS_OK);
	ks_buf_add(&buf, "x");
	assert_refuses(t, buf.text, buf.len, KS_MSG_csv_too_long, 1, 1);
}

static void a_place_counts_characters(void **state)
{
	struct table *t = *state;

	assert_reads(t, "a;b\nëé; x\n", "a|b/ëé|x");
	assert_int_equal(t->csv.rows[1].cells[1].loc.line, 2);
	assert_int_equal(t->csv.rows[1].cells[1].loc.col, 5);
	assert_reads(t, "sep=;\na;b\n", "a|b");
	assert_int_equal(t->csv.rows[0].cells[0].loc.line, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_separator_is_what_stands_most_in_the_first_line),
		cmocka_unit_test(ends_of_lines_and_a_mark_are_no_part_of_it),
		cmocka_unit_test(quotes_hold_anything),
		cmocka_unit_test(western_bytes_become_letters),
		cmocka_unit_test(a_row_may_be_shorter_but_not_longer),
		cmocka_unit_test(what_is_wrong_has_a_place),
		cmocka_unit_test(it_is_only_so_large),
		cmocka_unit_test(a_place_counts_characters),
	};

	return cmocka_run_group_tests(tests, start, end);
}
