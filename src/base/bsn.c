/* SPDX-License-Identifier: EUPL-1.2 */
/* The eleven test (elfproef) over every run of digit groups in a text. */
#include "ks/base/bsn.h"

#include <string.h>

#include "ks/base/str.h"

#define BSN_DIGITS 9
#define LONGEST_GAP 3	/* separators between two groups of one number */

static bool is_separator(char c)
{
	return ks_is_space(c) || c == '.' || c == '-' || c == '/' || c == '_';
}

/* Weights 9 8 7 6 5 4 3 2 and -1; the sum is a multiple of eleven. Nine zeros are nobody. */
static bool passes_test(const char *digits)
{
	bool zeros = true;
	int sum = 0;

	for (int i = 0; i < BSN_DIGITS; i++) {
		int weight = i < BSN_DIGITS - 1 ? BSN_DIGITS - i : -1;

		sum += (digits[i] - '0') * weight;
		zeros = zeros && digits[i] == '0';
	}
	return !zeros && sum % 11 == 0;
}

/* U+FF10 to U+FF19: 0 to 9 as wide as a Chinese character, in three bytes. */
static bool is_wide_digit(const char *s)
{
	return s[0] == '\xef' && s[1] == '\xbc' && s[2] >= '\x90' && s[2] <= '\x99';
}

/* The digit at s, or -1; *bytes gets its length. */
static int digit_at(const char *s, int *bytes)
{
	bool wide = is_wide_digit(s);

	*bytes = wide ? 3 : 1;
	if (wide)
		return s[2] - '\x90';
	return ks_is_digit(*s) ? *s - '0' : -1;
}

/* The start of the next group of digits of the same number, or NULL. */
static const char *next_group(const char *s)
{
	for (int gap = 0; gap <= LONGEST_GAP; gap++, s++) {
		if (ks_is_digit(*s) || is_wide_digit(s))
			return s;
		if (!is_separator(*s))
			return NULL;
	}
	return NULL;
}

/* Whether whole groups from here on make exactly nine digits that pass. */
static bool starts_bsn(const char *s)
{
	char digits[BSN_DIGITS];
	int n = 0, bytes, digit;

	while (s) {
		for (; (digit = digit_at(s, &bytes)) >= 0; s += bytes) {
			if (n == BSN_DIGITS)
				return false;
			digits[n++] = (char)('0' + digit);
		}
		if (n == BSN_DIGITS)
			return passes_test(digits);
		s = next_group(s);
	}
	return false;
}

bool ks_has_bsn(const char *text)
{
	bool in_group = false;
	int bytes;

	for (const char *s = text; *s; s += bytes) {
		bool is_digit = digit_at(s, &bytes) >= 0;

		if (is_digit && !in_group && starts_bsn(s))
			return true;
		in_group = is_digit;
	}
	return false;
}

bool ks_has_digit(const char *text)
{
	int bytes;

	for (const char *s = text; *s; s += bytes)
		if (digit_at(s, &bytes) >= 0)
			return true;
	return false;
}
