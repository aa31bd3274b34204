/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/date.h"
#include "ks/cmd/opt.h"

struct opts {
	bool flag;
	const char *text, *name;
	struct ks_list list;
	ks_day day;
	int number, yes, word;
};

#define OPT(field) offsetof(struct opts, field)

static const char *const words[] = { "rood", "groen", NULL };

static const struct ks_opt table[] = {
	{ "flag", KS_OPT_FLAG, OPT(flag), NULL, NULL, KS_MSG_error },
	{ "text", KS_OPT_TEXT, OPT(text), NULL, "TEXT", KS_MSG_error },
	{ "name", KS_OPT_NAME, OPT(name), NULL, "NAME", KS_MSG_error },
	{ "list", KS_OPT_LIST, OPT(list), NULL, "IDS", KS_MSG_error },
	{ "day", KS_OPT_DATE, OPT(day), NULL, "DATE", KS_MSG_error },
	{ "number", KS_OPT_INT, OPT(number), NULL, "N", KS_MSG_error },
	{ "yes", KS_OPT_YES_NO, OPT(yes), NULL, NULL, KS_MSG_error },
	{ "word", KS_OPT_WORD, OPT(word), words, NULL, KS_MSG_error },
	{ .name = NULL },
};

static const struct ks_cmd go = { .name = "go", .opts = table, .opts_size = sizeof(struct opts),
				  .max_args = 2 };
static const struct ks_cmd sub = { .name = "sub", .max_args = 1 };
static const struct ks_cmd *const subs[] = { &sub, NULL };
static const struct ks_cmd group = { .name = "group", .subs = subs };
static const struct ks_cmd *const commands[] = { &go, &group, NULL };

struct reading {
	struct ks_arena arena;
	struct ks_diag diag;
	struct ks_line line;
	enum ks_status status;
};

static int start(void **state)
{
	static struct reading r;

	ks_arena_init(&r.arena);
	*state = &r;
	return 0;
}

static int end(void **state)
{
	struct reading *r = *state;

	ks_arena_release(&r->arena);
	return 0;
}

/* Reads a line that is cut at "|"; returns the command's options. */
static const struct opts *read_line(struct reading *r, const char *line)
{
	const char *argv[32];
	size_t n;
	char **parts = ks_split(&r->arena, line, '|', &n);

	assert_true(n < 32);
	for (size_t i = 0; i <= n; i++)
		argv[i] = parts[i];
	ks_diag_init(&r->diag, &r->arena);
	r->status = ks_opt_parse(&r->arena, &r->diag, commands, argv, &r->line);
	return r->line.opts;
}

static void every_kind_of_value_is_read(void **state)
{
	struct reading *r = *state;
	const struct opts *o = read_line(r, "go|--flag|--text|een twee|--name=-x|--list|a,b|--list=c"
					    "|--day|21-11-2026|--number|7|--yes|nee|--word|groen");

	assert_int_equal(r->status, KS_OK);
	assert_true(o->flag);
	assert_string_equal(o->text, "een twee");
	assert_string_equal(o->name, "-x");
	assert_int_equal(o->list.n, 3);
	assert_string_equal(o->list.items[2], "c");
	assert_int_equal(o->day, ks_day_of(2026, 11, 21));
	assert_int_equal(o->number, 7);
	assert_int_equal(o->yes, 0);
	assert_int_equal(o->word, 1);
}

static void what_is_not_given_can_be_told(void **state)
{
	const struct opts *o = read_line(*state, "go");

	assert_false(o->flag);
	assert_null(o->text);
	assert_int_equal(o->list.n, 0);
	assert_int_equal(o->day, KS_NO_DAY);
	assert_int_equal(o->number, -1);
	assert_int_equal(o->yes, -1);
	assert_int_equal(o->word, -1);
}

static void global_options_stand_anywhere(void **state)
{
	struct reading *r = *state;

	read_line(r, "--json|group|--db|x|sub|K7QX|--today|2026-11-21");
	assert_int_equal(r->status, KS_OK);
	assert_true(r->line.global.json);
	assert_string_equal(r->line.global.db, "x");
	assert_int_equal(r->line.global.today, ks_day_of(2026, 11, 21));
	assert_ptr_equal(r->line.cmd, &sub);
	assert_ptr_equal(r->line.group, &group);
	assert_int_equal(r->line.n_args, 1);
	assert_null(r->line.args[1]);
}

static void two_dashes_end_the_options_and_one_is_a_word(void **state)
{
	struct reading *r = *state;

	read_line(r, "go|-|--|--flag");
	assert_int_equal(r->status, KS_OK);
	assert_string_equal(r->line.args[0], "-");
	assert_string_equal(r->line.args[1], "--flag");
}

static void help_wins_wherever_it_stands(void **state)
{
	static const char *const lines[] = { "-h",	       "help|go",	  "go|--text|-h",
					     "go|--wrong|--help", "rood|blauw|-h", "group|help|sub" };
	struct reading *r = *state;

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		read_line(r, lines[i]);
		assert_true(r->line.help);
	}
	read_line(r, "go|--|-h");
	assert_false(r->line.help);
}

static void wrong_lines_have_their_status_and_their_sentence(void **state)
{
	static const struct {
		const char *line;
		enum ks_status status;
		enum ks_msg msg;
		const char *near;
	} cases[] = {
		{ "og", KS_USAGE, KS_MSG_unknown_command, "go" },
		{ "group|sbu", KS_USAGE, KS_MSG_unknown_subcommand, "sub" },
		{ "go|--falg", KS_USAGE, KS_MSG_unknown_option, "--flag" },
		{ "go|--fla", KS_USAGE, KS_MSG_unknown_option, "--flag" },
		{ "go|-x", KS_USAGE, KS_MSG_unknown_option, NULL },
		{ "go|--text", KS_USAGE, KS_MSG_option_needs_value, NULL },
		{ "go|--text|--flag", KS_USAGE, KS_MSG_option_needs_value, NULL },
		{ "go|--flag=1", KS_USAGE, KS_MSG_option_takes_no_value, NULL },
		{ "go|--name|a|--name|b", KS_USAGE, KS_MSG_option_twice, NULL },
		{ "go|--word|blauw", KS_USAGE, KS_MSG_bad_word_option, NULL },
		{ "go|--word|grone", KS_USAGE, KS_MSG_bad_word_option, "groen" },
		{ "go|a|b|c", KS_USAGE, KS_MSG_too_many_words, NULL },
		{ "go|--day|2026-02-30", KS_INPUT, KS_MSG_bad_date_option, NULL },
		{ "go|--number|zeven", KS_INPUT, KS_MSG_bad_number_option, NULL },
		{ "go|--yes|misschien", KS_INPUT, KS_MSG_bad_yes_no_option, NULL },
		{ "go|--name|a\033b", KS_INPUT, KS_MSG_bad_characters, NULL },
		{ "go|--list|123456782", KS_INPUT, KS_MSG_has_bsn, NULL },
		{ "go|123456782", KS_INPUT, KS_MSG_has_bsn_word, NULL },
		{ "go|a\xE2\x80\xAE", KS_INPUT, KS_MSG_bad_characters_word, NULL },
	};
	struct reading *r = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		read_line(r, cases[i].line);
		assert_int_equal(r->status, cases[i].status);
		assert_int_equal(r->diag.errors, 1);
		assert_int_equal(r->diag.first->msg, cases[i].msg);
		if (cases[i].near)
			assert_string_equal(r->diag.first->near, cases[i].near);
		else
			assert_null(r->diag.first->near);
	}
}

static void all_that_is_wrong_is_said_in_one_go(void **state)
{
	struct reading *r = *state;

	read_line(r, "go|--day|x|--number|y|--wrong");
	assert_int_equal(r->diag.errors, 3);
	assert_int_equal(r->status, KS_USAGE);
}

static void a_path_may_look_like_a_number_of_a_person(void **state)
{
	struct reading *r = *state;

	read_line(r, "go|--db|/tmp/123456782/book");
	assert_int_equal(r->status, KS_OK);
}

static void the_language_is_known_before_the_line_is_read(void **state)
{
	static const char *const words_after[] = { "rout", "--lang", "en", NULL };
	static const char *const with_sign[] = { "--lang=nl", NULL };
	static const char *const none[] = { "--", "--lang", "en", NULL };
	static const char *const cut[] = { "--lang", NULL };

	(void)state;
	assert_string_equal(ks_opt_peek_lang(words_after), "en");
	assert_string_equal(ks_opt_peek_lang(with_sign), "nl");
	assert_null(ks_opt_peek_lang(none));
	assert_null(ks_opt_peek_lang(cut));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_kind_of_value_is_read, start, end),
		cmocka_unit_test_setup_teardown(what_is_not_given_can_be_told, start, end),
		cmocka_unit_test_setup_teardown(global_options_stand_anywhere, start, end),
		cmocka_unit_test_setup_teardown(two_dashes_end_the_options_and_one_is_a_word, start, end),
		cmocka_unit_test_setup_teardown(help_wins_wherever_it_stands, start, end),
		cmocka_unit_test_setup_teardown(wrong_lines_have_their_status_and_their_sentence, start,
						end),
		cmocka_unit_test_setup_teardown(all_that_is_wrong_is_said_in_one_go, start, end),
		cmocka_unit_test_setup_teardown(a_path_may_look_like_a_number_of_a_person, start, end),
		cmocka_unit_test(the_language_is_known_before_the_line_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
