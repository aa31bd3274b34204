/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Texts read together come out as texts read one by one: the same trees, the
 * same complaints in the same order, however often it is tried. Run under
 * ThreadSanitizer by `make tsan`.
 */
#define _GNU_SOURCE	/* RTLD_NEXT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/cards/parse.h"
#include "ks/cards/yaml.h"

#define TEXTS 60
#define ROUNDS 20

static struct ks_source_text *text_named(struct ks_arena *arena, size_t i, size_t lines)
{
	struct ks_source_text *text = KS_NEW(arena, struct ks_source_text);
	struct ks_buf buf;

	ks_buf_init(&buf, arena);
	for (size_t line = 0; line < lines; line++)
		ks_buf_addf(&buf, "key-%zu: {nl: Tekst %zu, en: [a, \"b\", %zu]}\n", line, i, line);
	if (i % 3 == 1)
		ks_buf_add(&buf, "twice: 1\ntwice: 2\nthere: *nowhere\n");
	if (i % 7 == 2)
		ks_buf_add(&buf, "open: [1, 2\n");
	text->name = ks_fmt(arena, "%02zu.yaml", i);
	text->text = buf.text;
	text->len = buf.len;
	return text;
}

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static void assert_same_tree(const struct ks_node *a, const struct ks_node *b)
{
	for (; a && b; a = a->next, b = b->next) {
		assert_int_equal(a->kind, b->kind);
		assert_int_equal(a->loc.line, b->loc.line);
		assert_int_equal(a->loc.col, b->loc.col);
		assert_true(same(a->key, b->key));
		assert_true(same(a->text, b->text));
		assert_same_tree(a->kids, b->kids);
	}
	assert_true(a == b);
}

static const char *said(struct ks_arena *arena, const struct ks_diag *diag)
{
	struct ks_buf buf;

	ks_buf_init(&buf, arena);
	ks_buf_add(&buf, "");
	for (const struct ks_diag_item *item = diag->first; item; item = item->next)
		ks_diag_format(&buf, KS_NL, item);
	return buf.text;
}

static void compare_both_ways(size_t lines)
{
	struct ks_parse together[TEXTS];
	struct ks_diag one_by_one, at_once;
	struct ks_arena arena;

	ks_arena_init(&arena);
	ks_diag_init(&one_by_one, &arena);
	ks_diag_init(&at_once, &arena);
	for (size_t i = 0; i < TEXTS; i++)
		together[i] = (struct ks_parse){ text_named(&arena, i, lines * (i % 5 + 1)), NULL };
	ks_parse_all(&arena, &arena, together, TEXTS, &at_once);
	for (size_t i = 0; i < TEXTS; i++)
		assert_same_tree(together[i].root,
				 ks_yaml_read(&arena, together[i].in, &one_by_one));
	assert_true(at_once.errors > TEXTS / 3);
	assert_int_equal(at_once.errors, one_by_one.errors);
	assert_string_equal(said(&arena, &at_once), said(&arena, &one_by_one));
	ks_arena_release(&arena);
}

static void many_long_texts_come_out_as_one_by_one(void **state)
{
	(void)state;
	for (int round = 0; round < ROUNDS; round++)
		compare_both_ways(60);
}

/* So little that no thread is asked for help. */
static void short_texts_come_out_as_one_by_one(void **state)
{
	(void)state;
	compare_both_ways(1);
}

static bool no_threads;

int faulty_create(pthread_t *thread, const pthread_attr_t *how, void *(*work)(void *), void *arg)
	__asm__("pthread_create");

/* Stands before the C library's own: a system that has no thread to give. */
int faulty_create(pthread_t *thread, const pthread_attr_t *how, void *(*work)(void *), void *arg)
{
	static int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "pthread_create");
	return no_threads ? EAGAIN : real(thread, how, work, arg);
}

static void without_a_thread_to_help_one_does_it_all(void **state)
{
	(void)state;
	no_threads = true;
	compare_both_ways(60);
	no_threads = false;
}

static void nothing_to_read_is_fine(void **state)
{
	struct ks_diag diag;
	struct ks_arena arena;

	(void)state;
	ks_arena_init(&arena);
	ks_diag_init(&diag, &arena);
	ks_parse_all(&arena, &arena, NULL, 0, &diag);
	assert_null(diag.first);
	ks_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(many_long_texts_come_out_as_one_by_one),
		cmocka_unit_test(short_texts_come_out_as_one_by_one),
		cmocka_unit_test(without_a_thread_to_help_one_does_it_all),
		cmocka_unit_test(nothing_to_read_is_fine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
