/* SPDX-License-Identifier: EUPL-1.2 */
/* UTF-8, with tables of what may not enter and of what is not one column wide. */
#include "ks/base/utf8.h"

#include <string.h>

#include "ks/base/str.h"

struct range {
	uint32_t from, to;
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* In order. Noncharacters at the end of a plane are judged by arithmetic. */
static const struct range forbidden[] = {
	{ 0x0000, 0x001F },	/* C0 */
	{ 0x007F, 0x009F },	/* DEL, C1 */
	{ 0x00AD, 0x00AD },	/* soft hyphen */
	{ 0x034F, 0x034F },	/* combining grapheme joiner */
	{ 0x061C, 0x061C },	/* Arabic letter mark */
	{ 0x115F, 0x1160 },	/* Hangul fillers */
	{ 0x17B4, 0x17B5 },	/* Khmer inherent vowels */
	{ 0x180B, 0x180F },	/* Mongolian selectors and vowel separator */
	{ 0x200B, 0x200F },	/* zero width, direction marks */
	{ 0x2028, 0x202E },	/* line and paragraph separator, embeddings */
	{ 0x2060, 0x206F },	/* word joiner, isolates, deprecated formats */
	{ 0x2800, 0x2800 },	/* blank braille pattern */
	{ 0x3164, 0x3164 },	/* Hangul filler */
	{ 0xD800, 0xDFFF },	/* surrogates */
	{ 0xFDD0, 0xFDEF },	/* noncharacters */
	{ 0xFE00, 0xFE0F },	/* variation selectors */
	{ 0xFEFF, 0xFEFF },	/* byte order mark */
	{ 0xFFA0, 0xFFA0 },	/* halfwidth Hangul filler */
	{ 0xFFF0, 0xFFFB },	/* interlinear annotation and unassigned */
	{ 0x1BCA0, 0x1BCA3 },	/* shorthand format controls */
	{ 0x1D173, 0x1D17A },	/* musical format controls */
	{ 0xE0000, 0xE0FFF },	/* tags, more variation selectors */
};

/* Marks that stand on the letter before them. */
static const struct range no_column[] = {
	{ 0x0300, 0x036F }, { 0x0483, 0x0489 }, { 0x0591, 0x05BD }, { 0x05BF, 0x05BF },
	{ 0x05C1, 0x05C2 }, { 0x05C4, 0x05C5 }, { 0x05C7, 0x05C7 }, { 0x0610, 0x061A },
	{ 0x064B, 0x065F }, { 0x0670, 0x0670 }, { 0x06D6, 0x06DC }, { 0x06DF, 0x06E4 },
	{ 0x06E7, 0x06E8 }, { 0x06EA, 0x06ED }, { 0x093C, 0x093C }, { 0x0941, 0x0948 },
	{ 0x094D, 0x094D }, { 0x0E31, 0x0E31 }, { 0x0E34, 0x0E3A }, { 0x0E47, 0x0E4E },
	{ 0x135D, 0x135F }, { 0x1AB0, 0x1AFF }, { 0x1DC0, 0x1DFF }, { 0x20D0, 0x20FF },
	{ 0xFE20, 0xFE2F },
};

/* East Asian wide and fullwidth characters, and pictures. */
static const struct range two_columns[] = {
	{ 0x1100, 0x115F }, { 0x231A, 0x231B }, { 0x2E80, 0x303E }, { 0x3041, 0x33FF },
	{ 0x3400, 0x4DBF }, { 0x4E00, 0x9FFF }, { 0xA000, 0xA4CF }, { 0xA960, 0xA97F },
	{ 0xAC00, 0xD7A3 }, { 0xF900, 0xFAFF }, { 0xFE30, 0xFE6F }, { 0xFF00, 0xFF60 },
	{ 0xFFE0, 0xFFE6 }, { 0x1F300, 0x1F64F }, { 0x1F680, 0x1F6FF }, { 0x1F900, 0x1FAFF },
	{ 0x20000, 0x3FFFD },
};

static bool in_table(const struct range *table, size_t n, uint32_t point)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (point > table[middle].to)
			low = middle + 1;
		else if (point < table[middle].from)
			high = middle;
		else
			return true;
	}
	return false;
}

/* The length a first byte promises, and its own bits; 0 when it cannot be first. */
static size_t lead(unsigned char c, uint32_t *bits)
{
	size_t len = c < 0x80 ? 1 : c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 0;

	*bits = len == 1 ? c : len ? c & (0x7FU >> len) : 0;
	return len;
}

size_t ks_utf8_decode(const char *s, size_t n, uint32_t *point)
{
	static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	uint32_t value;
	size_t len;

	if (!n)
		return 0;
	len = lead((unsigned char)s[0], &value);
	if (!len || len > n)
		return 0;
	for (size_t i = 1; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if ((c & 0xC0) != 0x80)
			return 0;
		value = value << 6 | (c & 0x3F);
	}
	if (value < smallest[len] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
		return 0;
	*point = value;
	return len;
}

/* Most text is plain: visible ASCII and blanks, one column each and never forbidden. */
static bool is_plain(char c)
{
	return c >= 0x20 && c < 0x7F;
}

static size_t plain_length(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && is_plain(s[n]))
		n++;
	return n;
}

bool ks_utf8_is_forbidden(uint32_t point)
{
	return point > 0x10FFFF || (point & 0xFFFE) == 0xFFFE ||
	       in_table(forbidden, COUNT(forbidden), point);
}

size_t ks_utf8_find_bad(const char *s, size_t len, bool newlines)
{
	size_t at;

	for (at = plain_length(s, len); at < len; at += plain_length(s + at, len - at)) {
		uint32_t point = 0;
		size_t n = ks_utf8_decode(s + at, len - at, &point);
		bool fine = newlines && (point == '\n' || point == '\t');

		if (!n || (!fine && ks_utf8_is_forbidden(point)))
			return at;
		at += n;
	}
	return len;
}

static int columns_of(uint32_t point)
{
	if (point >= 0x20 && point < 0x7F)
		return 1;
	if (ks_utf8_is_forbidden(point) || in_table(no_column, COUNT(no_column), point))
		return 0;
	return in_table(two_columns, COUNT(two_columns), point) ? 2 : 1;
}

int ks_utf8_width_n(const char *s, size_t len)
{
	size_t at = plain_length(s, len);
	int width = (int)at;

	while (at < len) {
		uint32_t point = 0;
		size_t n = ks_utf8_decode(s + at, len - at, &point);

		width += n ? columns_of(point) : 1;
		at += n ? n : 1;
	}
	return width;
}

int ks_utf8_width(const char *s)
{
	return ks_utf8_width_n(s, strlen(s));
}

/* What may not be shown as it is: one forbidden character, or one bad byte. Returns its bytes. */
static size_t add_named(struct ks_buf *buf, const char *s, size_t len)
{
	uint32_t point = 0;
	size_t n = ks_utf8_decode(s, len, &point);

	if (n)
		ks_buf_addf(buf, "\\u{%x}", (unsigned)point);
	else
		ks_buf_addf(buf, "\\x{%x}", (unsigned)(unsigned char)*s);
	return n ? n : 1;
}

void ks_utf8_add_safe(struct ks_buf *buf, const char *s)
{
	size_t len = strlen(s), at = 0;

	while (at < len) {
		size_t n = ks_utf8_find_bad(s + at, len - at, false);

		ks_buf_addn(buf, s + at, n);
		at += n;
		if (at < len)
			at += add_named(buf, s + at, len - at);
	}
}

const char *ks_utf8_safe(struct ks_arena *arena, const char *s)
{
	size_t len = strlen(s);
	struct ks_buf buf;

	if (ks_utf8_find_bad(s, len, false) == len)
		return s;
	ks_buf_init(&buf, arena);
	ks_utf8_add_safe(&buf, s);
	return buf.text;
}
