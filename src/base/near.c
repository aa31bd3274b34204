/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Nearest name. Works on bytes, upper and lower case alike; names are short,
 * so three rows of the distance table on the stack are enough.
 */
#include "ks/base/near.h"

#include <stdbool.h>
#include <string.h>

#define LONGEST 64
#define A_WORD	3

typedef int row[LONGEST + 1];

static char fold(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* How many slips we still take for a slip: fewer in a short word. */
static int slips_allowed(size_t len)
{
	return len <= 3 ? 1 : len <= 6 ? 2 : 3;
}

static bool is_swap(const char *a, size_t i, const char *b, size_t j)
{
	return i > 1 && j > 1 && fold(a[i - 1]) == fold(b[j - 2]) &&
	       fold(a[i - 2]) == fold(b[j - 1]);
}

/* One row of the table: the first i characters of a against all of b. */
static void fill_row(int *now, const int *before, const int *earlier, const char *a, size_t i,
		     const char *b, size_t b_len)
{
	now[0] = (int)i;
	for (size_t j = 1; j <= b_len; j++) {
		int other = fold(a[i - 1]) != fold(b[j - 1]);
		int best = least(before[j - 1] + other, least(before[j], now[j - 1]) + 1);

		if (is_swap(a, i, b, j))
			best = least(best, earlier[j - 2] + 1);
		now[j] = best;
	}
}

static int distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
	row rows[3];

	for (size_t j = 0; j <= b_len; j++)
		rows[0][j] = (int)j;
	memcpy(rows[2], rows[0], sizeof(rows[2]));
	for (size_t i = 1; i <= a_len; i++)
		fill_row(rows[i % 3], rows[(i + 2) % 3], rows[(i + 1) % 3], a, i, b, b_len);
	return rows[a_len % 3][b_len];
}

void ks_near_start(struct ks_near *near, const char *typed)
{
	near->typed = typed;
	near->best = NULL;
	near->distance = slips_allowed(strlen(typed)) + 1;
}

/* Is it a whole word of a name that consists of several: "stress" of "veel-stress"? */
static bool is_word_of(const char *typed, size_t typed_len, const char *candidate)
{
	const char *at = candidate;

	for (; typed_len >= A_WORD && (at = strstr(at, typed)) != NULL; at++)
		if ((at == candidate || at[-1] == '-') &&
		    (at[typed_len] == '-' || at[typed_len] == '\0') && strlen(candidate) > typed_len)
			return true;
	return false;
}

void ks_near_offer(struct ks_near *near, const char *candidate)
{
	size_t typed_len = strlen(near->typed), len = strlen(candidate);
	int d;

	if (!typed_len || typed_len > LONGEST || !len || len > LONGEST)
		return;
	/* Nearer than any slip, and the shortest of such names first. */
	if (is_word_of(near->typed, typed_len, candidate)) {
		d = (int)len - LONGEST - 1;
		if (d < near->distance) {
			near->distance = d;
			near->best = candidate;
		}
		return;
	}
	if (near->distance < 0)
		return;
	/* Every letter too many or too few is a slip. */
	if ((typed_len < len ? len - typed_len : typed_len - len) >= (size_t)near->distance)
		return;
	d = distance(near->typed, typed_len, candidate, len);
	/* A word of which no letter is left is no slip of the other. */
	if (d < near->distance && d < (int)typed_len) {
		near->distance = d;
		near->best = candidate;
	}
}

const char *ks_near_of(const char *typed, const char *const *words)
{
	struct ks_near near;

	ks_near_start(&near, typed);
	for (; *words; words++)
		ks_near_offer(&near, *words);
	return near.best;
}
