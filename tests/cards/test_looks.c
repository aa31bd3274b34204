/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What others are told about the files is what the loader does: the patterns
 * of cards/looks.c take the texts that the readers take, and no other; and
 * every key says what it means.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <regex.h>
#include <string.h>

#include "ks/base/date.h"
#include "ks/base/str.h"
#include "ks/cards/shape.h"

/* ---- patterns -------------------------------------------------------------- */

static bool reads_words(const char *text)
{
	while (ks_is_space(*text))
		text++;
	return *text;
}

static bool reads_int(const char *text)
{
	int value;

	return ks_parse_int(text, KS_MAX_INT, &value);
}

static bool reads_span(const char *text)
{
	struct ks_span span;

	return ks_parse_span(text, &span);
}

static bool reads_term(const char *text)
{
	struct ks_span span;

	return ks_parse_span(text, &span) && span.unit != KS_MONTHS && span.unit != KS_YEARS;
}

static bool reads_child_age(const char *text)
{
	struct ks_span span;

	return ks_parse_span(text, &span) && span.unit != KS_WORKING_DAYS &&
	       strcmp(text, "same-day") != 0;
}

static bool reads_week(const char *text)
{
	int days;

	return ks_parse_week(text, &days);
}

static const struct {
	enum ks_type type;
	bool (*reads)(const char *text);
} readers[] = {
	{ KS_T_STRING, reads_words },	   { KS_T_ID, ks_is_id },
	{ KS_T_INT, reads_int },	   { KS_T_LIMIT_INT, reads_int },
	{ KS_T_SPAN, reads_span },	   { KS_T_TERM, reads_term },
	{ KS_T_LIMIT_AGE, reads_child_age }, { KS_T_LIMIT_WEEK, reads_week },
};
#define READERS (sizeof(readers) / sizeof(readers[0]))

static bool looks(const regex_t *pattern, const char *text)
{
	return regexec(pattern, text, 0, NULL, 0) == 0;
}

static regex_t compiled(enum ks_type type)
{
	regex_t pattern;

	assert_non_null(ks_looks[type].pattern);
	assert_int_equal(regcomp(&pattern, ks_looks[type].pattern, REG_EXTENDED | REG_NOSUB), 0);
	return pattern;
}

static void try_text(const regex_t *patterns, const char *text)
{
	for (size_t i = 0; i < READERS; i++)
		if (looks(&patterns[i], text) != readers[i].reads(text))
			fail_msg("'%s' as type %d", text, (int)readers[i].type);
}

/* Every text of up to `most` of these characters. */
static void try_all(const regex_t *patterns, char *text, size_t len, size_t most)
{
	static const char alphabet[] = "0169dwmy+-. aZ\t";

	text[len] = '\0';
	try_text(patterns, text);
	if (len == most)
		return;
	for (const char *c = alphabet; *c; c++) {
		text[len] = *c;
		try_all(patterns, text, len + 1, most);
	}
	text[len] = '\0';
}

static void patterns_take_what_the_readers_take(void **state)
{
	static const char *const more[] = {
		"same-day", "same-days", "9999d", "10000d", "99999w", "0000014d", "00014d",
		"1000000", "1000001", "999999", "0000001000000", "9999999", "12345wd", "1234wd",
		"28+0", "28+7", "128+0", "28+00", "-1", "+1", "1e3", "schulden", "a_b",
		"een-id-van-precies-vierenzestig-tekens-dat-nog-net-mag-in-een-id",
		"een-id-van-precies-vijfenzestig-tekens-dat-net-te-lang-is-als-id1",
	};
	regex_t patterns[READERS];
	char text[8];

	(void)state;
	for (size_t i = 0; i < READERS; i++)
		patterns[i] = compiled(readers[i].type);
	try_all(patterns, text, 0, 4);
	for (size_t i = 0; i < sizeof(more) / sizeof(more[0]); i++)
		try_text(patterns, more[i]);
	for (size_t i = 0; i < READERS; i++)
		regfree(&patterns[i]);
}

/* A pattern cannot count the days of a month, so it may take a few dates more. */
static void a_date_looks_like_one(void **state)
{
	static const char *const wrong[] = { "2026-13-01", "2026-00-01", "2026-01-32",
					     "2026-1-01",  "26-01-01",	 "2026-01-01 ",
					     "1899-12-31", "2200-01-01", "01-02-2026" };
	regex_t pattern = compiled(KS_T_DATE);
	char text[KS_DATE_TEXT];
	ks_day day, first, last;

	(void)state;
	assert_true(ks_parse_date("1900-01-01", &first));
	assert_true(ks_parse_date("2199-12-31", &last));
	for (day = first; day <= last; day++) {
		ks_format_date(day, text);
		assert_true(looks(&pattern, text));
	}
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_false(looks(&pattern, wrong[i]) || ks_parse_date(wrong[i], &day));
	regfree(&pattern);
}

static void examples_are_good_ones(void **state)
{
	(void)state;
	for (size_t i = 0; i < READERS; i++) {
		const char *const *text = ks_looks[readers[i].type].examples;

		for (; text && *text; text++)
			assert_true(readers[i].reads(*text));
	}
}

/* ---- what keys mean -------------------------------------------------------- */

static size_t walk(const struct ks_shape *shape, int depth)
{
	size_t n = 0;

	assert_true(depth < 9);
	for (size_t i = 0; i < shape->n; i++) {
		const struct ks_key *key = &shape->keys[i];

		if (!key->help || !*ks_msg_text(KS_NL, key->help))
			fail_msg("%s of %s says nothing", key->name, shape->name);
		n += 1 + (key->shape ? walk(key->shape, depth + 1) : 0);
	}
	return n;
}

static void every_key_says_what_it_means(void **state)
{
	static const struct ks_shape *const shapes[] = {
		&ks_shape_coalition, &ks_shape_source, &ks_shape_factor, &ks_shape_instrument,
		&ks_shape_role, &ks_shape_intervention, &ks_shape_card, &ks_shape_example,
		&ks_shape_cond, &ks_shape_text,
	};
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		assert_int_not_equal(shapes[i]->help, 0);
		n += walk(shapes[i], 0);
	}
	assert_true(n > 150);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(patterns_take_what_the_readers_take),
		cmocka_unit_test(a_date_looks_like_one),
		cmocka_unit_test(examples_are_good_ones),
		cmocka_unit_test(every_key_says_what_it_means),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
