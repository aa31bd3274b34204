/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>
#include <string.h>

#include "ks/base/hash.h"

#define KEY 7

/* Test vectors of FIPS 180-4. */
static void sha256_gives_the_published_digests(void **state)
{
	char hex[KS_SHA256_HEX];

	(void)state;
	ks_sha256("abc", 3, hex);
	assert_string_equal(hex,
			    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	ks_sha256("", 0, hex);
	assert_string_equal(hex,
			    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void parts_are_hashed_with_their_lengths(void **state)
{
	static const char laid_out[] = "\0\0\0\0\0\0\0\2ab\0\0\0\0\0\0\0\1c";
	char together[KS_SHA256_HEX], shifted[KS_SHA256_HEX], whole[KS_SHA256_HEX];

	(void)state;
	ks_sha256_parts((const struct ks_bytes[]){ { "ab", 2 }, { "c", 1 } }, 2, together);
	ks_sha256_parts((const struct ks_bytes[]){ { "a", 1 }, { "bc", 2 } }, 2, shifted);
	ks_sha256(laid_out, sizeof(laid_out) - 1, whole);
	assert_string_equal(together, whole);
	assert_string_not_equal(together, shifted);
}

static void an_empty_part_counts(void **state)
{
	char with[KS_SHA256_HEX], without[KS_SHA256_HEX];

	(void)state;
	ks_sha256_parts((const struct ks_bytes[]){ { "a", 1 }, { NULL, 0 } }, 2, with);
	ks_sha256_parts((const struct ks_bytes[]){ { "a", 1 } }, 1, without);
	assert_string_not_equal(with, without);
}

static void random_letters_are_not_easily_confused(void **state)
{
	char key[201], other[201];

	(void)state;
	ks_random_letters(key, 200);
	ks_random_letters(other, 200);
	assert_int_equal(strlen(key), 200);
	assert_int_equal(strcspn(key, "0O1IL5S8BZ"), 200);
	assert_int_equal(strspn(key, "2346790ACDEFGHJKMNPQRTUVWXY"), 200);
	assert_string_not_equal(key, other);
	ks_random_letters(key, 0);
	assert_string_equal(key, "");
}

/* Every key of a part comes after every key of the part before it. */
static void letters_of_a_later_part_come_later(void **state)
{
	char before[8] = "", key[8];

	(void)state;
	for (unsigned part = 0; part < 1000; part++) {
		ks_random_letters_in(key, 7, part, 1000);
		assert_int_equal(strlen(key), 7);
		assert_true(strcmp(before, key) < 0);
		memcpy(before, key, sizeof(before));
	}
	ks_random_letters_in(key, 7, 0, 1000);
	assert_int_equal(key[0], '2');
	ks_random_letters_in(key, 7, 999, 1000);
	assert_int_equal(key[0], 'Y');
}

static bool differ(size_t n, unsigned part, unsigned of)
{
	char first[33], second[33];

	for (int again = 0; again < 50; again++) {
		ks_random_letters_in(first, n, part, of);
		ks_random_letters_in(second, n, part, of);
		if (strcmp(first, second) != 0)
			return true;
	}
	return false;
}

static void a_part_that_would_be_too_small_is_everything(void **state)
{
	(void)state;
	assert_true(differ(1, 7, 23));
	assert_true(differ(32, 0, 1000));
	assert_true(differ(7, 5, 5));
	assert_true(differ(7, 0, 0));
}

static bool fits(const char *letters, char check)
{
	return ks_check_letter(letters, KEY) == check;
}

static void every_single_wrong_letter_is_seen(void **state)
{
	static const char letters[] = "234679ACEFHJKMNPQRTVWXY";
	char key[KEY + 1];
	char check;

	(void)state;
	ks_random_letters(key, KEY);
	check = ks_check_letter(key, KEY);
	assert_non_null(strchr(letters, check));
	for (size_t i = 0; i < KEY; i++) {
		char right = key[i];

		for (const char *c = letters; *c; c++) {
			key[i] = *c;
			assert_int_equal(fits(key, check), *c == right);
		}
		key[i] = right;
	}
}

static void every_swap_within_a_key_is_seen(void **state)
{
	char key[KEY + 2];

	(void)state;
	for (int round = 0; round < 200; round++) {
		ks_random_letters(key, KEY);
		key[KEY] = ks_check_letter(key, KEY);
		for (size_t i = 0; i < KEY; i++) {
			char swapped[KEY + 1];

			memcpy(swapped, key, sizeof(swapped));
			swapped[i] = key[i + 1];
			swapped[i + 1] = key[i];
			assert_int_equal(fits(swapped, swapped[KEY]), key[i] == key[i + 1]);
		}
	}
}

static void letters_outside_the_alphabet_have_no_check(void **state)
{
	(void)state;
	assert_int_equal(ks_check_letter("K7QX3M0", KEY), 0);
	assert_int_equal(ks_check_letter("k7qx3mp", KEY), 0);
	assert_int_equal(ks_check_letter("K7\0X3MP", KEY), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sha256_gives_the_published_digests),
		cmocka_unit_test(parts_are_hashed_with_their_lengths),
		cmocka_unit_test(an_empty_part_counts),
		cmocka_unit_test(random_letters_are_not_easily_confused),
		cmocka_unit_test(letters_of_a_later_part_come_later),
		cmocka_unit_test(a_part_that_would_be_too_small_is_everything),
		cmocka_unit_test(every_single_wrong_letter_is_seen),
		cmocka_unit_test(every_swap_within_a_key_is_seen),
		cmocka_unit_test(letters_outside_the_alphabet_have_no_check),
	};

	return cmocka_run_group_tests_name("hash", tests, NULL, NULL);
}
