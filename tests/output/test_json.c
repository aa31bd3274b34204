/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cjson/cJSON.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ks/base/arena.h"
#include "ks/base/date.h"
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

static void a_document_starts_with_its_format(void **state)
{
	struct page *page = *state;
	struct ks_json *document = ks_json_document(&page->out), *list;

	ks_json_text(document, "case", "K7QX-3M2P");
	ks_json_text(document, "ref", NULL);
	ks_json_day(document, "due", ks_day_of(2027, 5, 19));
	ks_json_day(document, "born", KS_NO_DAY);
	ks_json_bool(document, "kept", true);
	list = ks_json_array(document, "list");
	ks_json_text(list, NULL, "a");
	ks_json_int(list, NULL, 9007199254740993LL);
	ks_json_int(ks_json_object(document, "object"), "n", -1);
	ks_json_end(&page->out, document);
	assert_string_equal(page->out.text.text,
			    "{\n\t\"format\":\t1,\n\t\"case\":\t\"K7QX-3M2P\",\n\t\"ref\":\tnull,\n"
			    "\t\"due\":\t\"2027-05-19\",\n\t\"born\":\tnull,\n\t\"kept\":\ttrue,\n"
			    "\t\"list\":\t[\"a\", 9007199254740993],\n"
			    "\t\"object\":\t{\n\t\t\"n\":\t-1\n\t}\n}\n");
}

static void what_is_written_is_json_and_hides_nothing(void **state)
{
	struct page *page = *state;
	struct ks_json *document = ks_json_document(&page->out);

	ks_json_text(document, "text", "\"\\\n\t\033 \xC2\x85 \xE2\x80\xAE \xF3\xA0\x81\xA1 \xFF é");
	ks_json_end(&page->out, document);
	assert_true(ks_json_is_valid(page->out.text.text, page->out.text.len));
	assert_non_null(strstr(page->out.text.text,
			       "\"\\\"\\\\\\n\\t\\u001b \\u0085 \\u202e \\udb40\\udc61 \xEF\xBF\xBD é\""));
}

static void strict_json_is_told_from_what_looks_like_it(void **state)
{
	static const char *const good[] = {
		"{}", " [ ] ", "0", "-0.5e+10", "\"\\u00e9\\ud83d\\ude00\"", "{\"a\":[1,{\"b\":null}]}",
		"true", "[1 , 2]", "\"\xC3\xA9\"", "1E5",
	};
	static const char *const bad[] = {
		"",	   "{",	     "{}x",	"[1,]",	       "[,1]",	   "{\"a\":1,}", "{a:1}",
		"01",	   "1.",     ".5",	"+1",	       "-",	   "1e",	 "NaN",
		"'a'",	   "\"\n\"", "\"\\x\"", "\"\\ud800\"", "\"\\udc00\"", "\"\xFF\"", "\"a",
		"[1 2]",   "tru",    "{\"a\"}", "{\"a\":}",    "[\"\\u12g4\"]", "nul",   "[1]]",
	};
	char deep[80];

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		if (!ks_json_is_valid(good[i], strlen(good[i])))
			fail_msg("refused: %s", good[i]);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (ks_json_is_valid(bad[i], strlen(bad[i])))
			fail_msg("accepted: %s", bad[i]);
	memset(deep, '[', 33);
	memset(deep + 33, ']', 33);
	assert_false(ks_json_is_valid(deep, 66));
	assert_true(ks_json_is_valid(deep + 1, 64));
	assert_false(ks_json_is_valid("\"a\0b\"", 5));
}

/* ---- memory that runs out: only ever in a child, which it ends ------------------ */

static long allocations_left;	/* until one that fails */

static void *allocate(size_t size)
{
	return allocations_left-- != 0 ? malloc(size) : NULL;
}

static const char *write_one(struct page *page)
{
	struct ks_json *document = ks_json_document(&page->out), *list;

	ks_json_text(document, "case", "K7QX-3M2P");
	list = ks_json_array(document, "list");
	ks_json_text(list, NULL, "a");
	ks_json_int(ks_json_object(document, "object"), "n", -1);
	ks_json_end(&page->out, document);
	return page->out.text.text;
}

/* 0: as it should be, 4: out of memory and says so, 1: something is missing. */
static int write_with(struct page *page, long allocations, const char *whole)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		cJSON_InitHooks(&(cJSON_Hooks){ allocate, free });
		allocations_left = allocations;
		close(STDERR_FILENO);	/* what it says there is no news */
		_exit(strcmp(write_one(page), whole) != 0);
	}
	assert_true(waitpid(child, &status, 0) == child && WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void without_memory_nothing_is_left_out(void **state)
{
	struct page *page = *state;
	const char *whole = ks_strdup(&page->arena, write_one(page));
	long allocations = 0;
	int status;

	page->out.text.len = 0;
	while ((status = write_with(page, allocations, whole)) == 4)
		allocations++;
	assert_int_equal(status, 0);
	assert_true(allocations > 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_document_starts_with_its_format, start, end),
		cmocka_unit_test_setup_teardown(what_is_written_is_json_and_hides_nothing, start, end),
		cmocka_unit_test(strict_json_is_told_from_what_looks_like_it),
		cmocka_unit_test_setup_teardown(without_memory_nothing_is_left_out, start, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
