/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The folders of tests/wrong: each is a coalition with one class of defect.
 * The head of its coalition.yaml says what must be found, all of it, and what
 * the route of the witnesses shows; a folder that says nothing is not done:
 *
 *   # expect: CODE		an error or finding, once for each line, or `nothing`
 *   # shows: STEP		a step of every witness's route
 *   # hides: STEP		no step of any witness's route
 *
 * A witness is read back as the example file it is, routed, and must give the
 * outcome it states. The shipped coalitions have nothing but what they accept.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/cards/check.h"
#include "ks/cards/load.h"
#include "ks/cards/yaml.h"
#include "ks/exchange/example.h"
#include "ks/exchange/witness.h"

#define WRONG "tests/wrong"
#define MOST 64

struct looked {
	struct ks_arena arena;
	struct ks_diag diag;
	const struct ks_coalition *c;
	size_t undecided;
};

static void look(struct looked *l, const char *dir)
{
	const struct ks_load_options options = { .examples = true };
	struct ks_findings findings;
	const ks_day today = ks_day_of(2026, 11, 21);

	*l = (struct looked){ .c = NULL };
	ks_arena_init(&l->arena);
	ks_diag_init(&l->diag, &l->arena);
	ks_load(&l->arena, dir, &options, &l->diag, &l->c);
	if (!l->c)
		return;
	ks_findings_start(&findings, &l->arena, l->c, &l->diag);
	ks_check(&findings, today);
	l->undecided = ks_find_doubts(&findings, today);
	ks_findings_end(&findings);
}

/* Values of "# key: VALUE" in the head of a coalition. */
static size_t head(struct looked *l, const char *dir, const char *key, const char **values)
{
	const char *path = ks_fmt(&l->arena, "%s/coalition.yaml", dir);
	const char *mark = ks_fmt(&l->arena, "# %s: ", key);
	struct ks_source_text *in = NULL;
	size_t n = 0;

	assert_int_equal(ks_read_file(&l->arena, path, path, &l->diag, &in), KS_OK);
	for (const char *at = strstr(in->text, mark); at; at = strstr(at, mark)) {
		at += strlen(mark);
		assert_true(n < MOST);
		values[n++] = ks_strndup(&l->arena, at, strcspn(at, "\n"));
	}
	return n;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void check_codes(struct looked *l, const char *dir)
{
	const char *expected[MOST], *got[MOST];
	size_t n_expected = head(l, dir, "expect", expected), n_got = 0;

	if (!n_expected)
		fail_msg("%s: nothing said of what must be found", dir);
	if (n_expected == 1 && strcmp(expected[0], "nothing") == 0)
		n_expected = 0;
	for (const struct ks_diag_item *item = l->diag.first; item; item = item->next) {
		assert_true(n_got < MOST);
		assert_non_null(item->loc.in);
		assert_true(item->loc.line > 0);
		got[n_got++] = ks_msg_code(&l->arena, item->msg);
	}
	qsort(expected, n_expected, sizeof *expected, by_text);
	qsort(got, n_got, sizeof *got, by_text);
	for (size_t i = 0; i < n_expected || i < n_got; i++) {
		if (i >= n_expected || i >= n_got)
			fail_msg("%s: %zu expected, %zu found", dir, n_expected, n_got);
		assert_string_equal(got[i], expected[i]);
	}
	assert_int_equal(l->undecided, 0);
}

/* The witness as the example file it is. */
static const struct ks_route *read_back(struct looked *l, const char *witness,
					struct ks_example *example)
{
	struct ks_source_text in = { .name = "witness", .text = witness, .len = strlen(witness) };
	struct ks_source_text *kept = KS_NEW(&l->arena, struct ks_source_text);
	struct ks_example_case *family = KS_NEW(&l->arena, struct ks_example_case);

	*kept = in;
	*example = (struct ks_example){ .node = ks_yaml_read(&l->arena, kept, &l->diag) };
	assert_non_null(example->node);
	ks_example_read(&l->arena, l->c, example, family);
	return ks_route_make(&l->arena, l->c, &family->family, family->today);
}

static void check_witness(struct looked *l, const char *dir, const char *witness)
{
	const char *shows[MOST], *hides[MOST];
	size_t n_shows = head(l, dir, "shows", shows), n_hides = head(l, dir, "hides", hides);
	struct ks_example example;
	const struct ks_route *route = read_back(l, witness, &example);
	struct ks_diff *diffs = NULL;
	size_t n = 0;

	ks_example_compare(&l->arena, &example, route, &diffs, &n);
	assert_int_equal(n, 0);
	for (size_t i = 0; i < n_shows; i++)
		if (!ks_route_find(route, shows[i]))
			fail_msg("%s: no %s in\n%s", dir, shows[i], witness);
	for (size_t i = 0; i < n_hides; i++)
		if (ks_route_find(route, hides[i]))
			fail_msg("%s: %s in\n%s", dir, hides[i], witness);
}

/* Every finding has a witness: none of these folders has one about files alone. */
static void check_folder(const char *dir)
{
	struct looked l;

	look(&l, dir);
	check_codes(&l, dir);
	for (const struct ks_diag_item *item = l.diag.first; l.c && item; item = item->next) {
		if (!item->witness)
			fail_msg("%s: no witness", dir);
		check_witness(&l, dir, item->witness);
	}
	ks_arena_release(&l.arena);
}

static void test_every_wrong_folder(void **state)
{
	DIR *dir = opendir(WRONG);
	size_t n = 0;

	(void)state;
	assert_non_null(dir);
	for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
		char path[512];

		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, WRONG "/%.200s", entry->d_name);
		check_folder(path);
		n++;
	}
	closedir(dir);
	assert_true(n > 0);
}

static void test_shipped_coalitions_have_nothing_but_what_they_accept(void **state)
{
	static const char *const dirs[] = { "routes/landelijk", "routes/utrecht",
					    "routes/deventer" };

	(void)state;
	for (size_t i = 0; i < sizeof dirs / sizeof dirs[0]; i++) {
		struct looked l;

		look(&l, dirs[i]);
		for (const struct ks_diag_item *item = l.diag.first; item; item = item->next)
			fail_msg("%s: %s", dirs[i], ks_msg_code(&l.arena, item->msg));
		assert_int_equal(l.undecided, 0);
		ks_arena_release(&l.arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_wrong_folder),
		cmocka_unit_test(test_shipped_coalitions_have_nothing_but_what_they_accept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
