/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Whether a text is strict JSON (RFC 8259). cJSON reads more than that (01,
 * raw control characters, bad UTF-8), so it cannot be asked.
 */
#include <string.h>

#include "ks/base/utf8.h"
#include "ks/output/out.h"

#define MAX_DEPTH 32

struct reader {
	const char *at, *end;
	int depth;
};

static bool take(struct reader *r, char c)
{
	if (r->at == r->end || *r->at != c)
		return false;
	r->at++;
	return true;
}

static bool take_word(struct reader *r, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(r->end - r->at) < n || memcmp(r->at, word, n) != 0)
		return false;
	r->at += n;
	return true;
}

static void skip_space(struct reader *r)
{
	while (r->at < r->end && ks_is_space(*r->at))
		r->at++;
}

static bool take_digits(struct reader *r)
{
	const char *start = r->at;

	while (r->at < r->end && ks_is_digit(*r->at))
		r->at++;
	return r->at > start;
}

static bool take_number(struct reader *r)
{
	take(r, '-');
	if (!take(r, '0') && !take_digits(r))
		return false;
	if (take(r, '.') && !take_digits(r))
		return false;
	if (take(r, 'e') || take(r, 'E')) {
		if (!take(r, '+'))
			take(r, '-');
		return take_digits(r);
	}
	return true;
}

static int hex_value(char c)
{
	if (ks_is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool take_hex(struct reader *r, unsigned *value)
{
	*value = 0;
	for (int i = 0; i < 4; i++, r->at++) {
		int digit = r->at < r->end ? hex_value(*r->at) : -1;

		if (digit < 0)
			return false;
		*value = *value * 16 + (unsigned)digit;
	}
	return true;
}

/* After "\u": a code point, as one escape or as a pair of surrogates. */
static bool take_unicode(struct reader *r)
{
	unsigned first, second;

	if (!take_hex(r, &first) || (first >= 0xDC00 && first <= 0xDFFF))
		return false;
	if (first < 0xD800 || first > 0xDFFF)
		return true;
	return take_word(r, "\\u") && take_hex(r, &second) && second >= 0xDC00 && second <= 0xDFFF;
}

static bool take_escape(struct reader *r)
{
	if (take(r, 'u'))
		return take_unicode(r);
	if (r->at == r->end || !*r->at || !strchr("\"\\/bfnrt", *r->at))
		return false;
	r->at++;
	return true;
}

static bool take_string(struct reader *r)
{
	uint32_t point;
	size_t n;

	if (!take(r, '"'))
		return false;
	while (r->at < r->end && *r->at != '"') {
		if (take(r, '\\')) {
			if (!take_escape(r))
				return false;
			continue;
		}
		n = ks_utf8_decode(r->at, (size_t)(r->end - r->at), &point);
		if (!n || point < 0x20)
			return false;
		r->at += n;
	}
	return take(r, '"');
}

static bool take_value(struct reader *r);

static bool take_member(struct reader *r)
{
	skip_space(r);
	if (!take_string(r))
		return false;
	skip_space(r);
	return take(r, ':') && take_value(r);
}

/* After the opening bracket. */
static bool take_items(struct reader *r, bool (*item)(struct reader *), char close)
{
	bool whole = false;

	if (++r->depth > MAX_DEPTH)
		return false;
	skip_space(r);
	if (take(r, close)) {
		whole = true;
	} else {
		while (item(r) && !(whole = take(r, close)) && take(r, ','))
			;
	}
	r->depth--;
	return whole;
}

static bool take_value(struct reader *r)
{
	bool whole;

	skip_space(r);
	if (take(r, '{'))
		whole = take_items(r, take_member, '}');
	else if (take(r, '['))
		whole = take_items(r, take_value, ']');
	else if (r->at < r->end && *r->at == '"')
		whole = take_string(r);
	else
		whole = take_word(r, "true") || take_word(r, "false") || take_word(r, "null") ||
			take_number(r);
	skip_space(r);
	return whole;
}

bool ks_json_is_valid(const char *text, size_t len)
{
	struct reader r = { text, text + len, 0 };

	return take_value(&r) && r.at == r.end;
}
