/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "ks/base/bsn.h"

static void nine_digits_that_pass_the_test_are_found(void **state)
{
	static const char *const found[] = {
		"123456782",	     "111222333",     "bsn 123456782.", "123 456 782",
		"1234.56.782",	     "123-456-782",   "x123456782y",    "tel 0570123456 of 123456782",
		"12 34 56 78 2",     "123456782\n",   "1234567 82",     "(123456782)",
		"\xef\xbc\x91\xef\xbc\x92\xef\xbc\x93\xef\xbc\x94\xef\xbc\x95\xef\xbc\x96\xef\xbc\x97"
		"\xef\xbc\x98\xef\xbc\x92",
		"12345\xef\xbc\x96" "782",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(found) / sizeof(found[0]); i++)
		if (!ks_has_bsn(found[i]))
			fail_msg("not found: %s", found[i]);
}

static void other_numbers_are_left_alone(void **state)
{
	static const char *const left[] = {
		"",	       "123456789",   "0570123456", "0570-123456",	"2026-11-21",
		"000000000",   "12345678",    "1234567822", "112",		"2026-11-02=11+5",
		"K7QX-3M2P",   "123456 a 782", "epds=14",   "06 12 34 56 78",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(left) / sizeof(left[0]); i++)
		if (ks_has_bsn(left[i]))
			fail_msg("found in: %s", left[i]);
}

/* The test written out again, over all nine digits of some thousand numbers. */
static void the_test_is_that_of_eleven(void **state)
{
	(void)state;
	for (long n = 100000000; n < 100003000; n++) {
		char text[24];
		long rest = n, sum = -(n % 10);

		for (int weight = 2; weight <= 9; weight++) {
			rest /= 10;
			sum += rest % 10 * weight;
		}
		snprintf(text, sizeof(text), "%ld", n);
		assert_int_equal(ks_has_bsn(text), sum % 11 == 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nine_digits_that_pass_the_test_are_found),
		cmocka_unit_test(other_numbers_are_left_alone),
		cmocka_unit_test(the_test_is_that_of_eleven),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
