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

/* The start of the next group of digits of the same number, or NULL. */
static const char *next_group(const char *s)
{
	for (int gap = 0; gap <= LONGEST_GAP; gap++, s++) {
		if (ks_is_digit(*s))
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
	int n = 0;

	while (s) {
		for (; ks_is_digit(*s); s++) {
			if (n == BSN_DIGITS)
				return false;
			digits[n++] = *s;
		}
		if (n == BSN_DIGITS)
			return passes_test(digits);
		s = next_group(s);
	}
	return false;
}

bool ks_has_bsn(const char *text)
{
	for (const char *s = text; *s; s++) {
		bool group_starts = ks_is_digit(*s) && (s == text || !ks_is_digit(s[-1]));

		if (group_starts && starts_bsn(s))
			return true;
	}
	return false;
}
