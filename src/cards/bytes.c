/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One pass over the bytes of a file. Plain ASCII is skipped as fast as it can
 * be read; lines are counted on the way, columns only where a problem is.
 */
#include "ks/cards/bytes.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "ks/base/utf8.h"

#define MAX_ERRORS 20 /* of one file: then it is another kind of file */

struct scan {
	const struct ks_source_text *in;
	struct ks_diag *diag;
	const char *p, *end;
	int line, errors;
	const char *counted;	/* the columns of this line were counted up to here */
	int col;		/* the one that begins there */
};

size_t ks_bytes_bom(const char *text, size_t len)
{
	return len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

/* Counts characters, as an editor does; a broken byte counts as one. */
static struct ks_loc place(struct scan *s)
{
	for (; s->counted < s->p; s->col++) {
		uint32_t point;
		size_t n = ks_utf8_decode(s->counted, (size_t)(s->p - s->counted), &point);

		s->counted += n ? n : 1;
	}
	return (struct ks_loc){ s->in, s->line, s->col };
}

static void report(struct scan *s, enum ks_msg msg, const struct ks_arg *args)
{
	s->errors++;
	if (s->errors <= MAX_ERRORS)
		ks_error(s->diag, place(s), msg, args, NULL);
}

static void report_point(struct scan *s, uint32_t point)
{
	char name[16];

	snprintf(name, sizeof(name), "U+%04lX", (unsigned long)point);
	report(s, KS_MSG_yaml_character, KS_ARGS({ "char", name }));
}

static bool starts_with(const struct scan *s, const char *word)
{
	size_t n = strlen(word);

	return (size_t)(s->end - s->p) >= n && memcmp(s->p, word, n) == 0;
}

/* %TAG in thousands costs libyaml seconds; no directive but %YAML says anything to us. */
static void begin_line(struct scan *s)
{
	s->counted = s->p;
	s->col = 1;
	if (s->p < s->end && *s->p == '%' && !starts_with(s, "%YAML ") &&
	    !starts_with(s, "%YAML\t"))
		report(s, KS_MSG_yaml_directive, NULL);
}

static void take_newline(struct scan *s)
{
	s->p++;
	s->line++;
	begin_line(s);
}

static void take_return(struct scan *s)
{
	if (!starts_with(s, "\r\n"))
		report(s, KS_MSG_yaml_lone_cr, NULL);
	s->p++;
}

/* Past a byte that is wrong and the ones that belong to it. */
static void skip_broken(struct scan *s)
{
	do
		s->p++;
	while (s->p < s->end && ((unsigned char)*s->p & 0xc0) == 0x80);
}

static void take_encoded(struct scan *s)
{
	uint32_t point = 0;
	size_t n = ks_utf8_decode(s->p, (size_t)(s->end - s->p), &point);

	if (!n) {
		report(s, KS_MSG_yaml_encoding, NULL);
		skip_broken(s);
		return;
	}
	if (ks_utf8_is_forbidden(point))
		report_point(s, point);
	s->p += n;
}

/* Anything that is not a visible ASCII character or a blank. */
static void take_special(struct scan *s)
{
	unsigned char c = (unsigned char)*s->p;

	if (c == '\n')
		take_newline(s);
	else if (c == '\r')
		take_return(s);
	else if (c == '\t')
		s->p++;
	else
		take_encoded(s);
}

/* A byte order mark of UTF-16, or a NUL in one of the first two bytes. */
static bool is_utf16(const char *text, size_t len)
{
	if (len < 2)
		return false;
	return memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0 ||
	       (!text[0]) != (!text[1]);
}

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* True when some byte of the eight is no visible ASCII character or blank. */
static bool has_special(uint64_t eight)
{
	uint64_t dels = eight ^ EACH(0x7f);
	uint64_t below_blank = (eight - EACH(0x20)) & ~eight;
	uint64_t is_del = (dels - EACH(0x01)) & ~dels;

	return ((eight | below_blank | is_del) & EACH(0x80)) != 0;
}

/* The next byte that needs a look, or the end. */
static const char *skip_plain(const char *p, const char *end)
{
	uint64_t eight;

	for (; end - p >= (ptrdiff_t)sizeof(eight); p += sizeof(eight)) {
		memcpy(&eight, p, sizeof(eight));
		if (has_special(eight))
			break;
	}
	while (p < end && (unsigned char)*p >= 0x20 && (unsigned char)*p < 0x7f)
		p++;
	return p;
}

bool ks_bytes_check(const struct ks_source_text *in, struct ks_diag *diag)
{
	struct scan s = { .in = in, .diag = diag, .line = 1, .col = 1 };

	s.p = s.counted = in->text;
	s.end = in->text + in->len;
	if (is_utf16(in->text, in->len)) {
		report(&s, KS_MSG_yaml_utf16, NULL);
		return false;
	}
	s.p += ks_bytes_bom(in->text, in->len);
	begin_line(&s);
	while (s.errors <= MAX_ERRORS) {
		s.p = skip_plain(s.p, s.end);
		if (s.p == s.end)
			break;
		take_special(&s);
	}
	if (s.errors > MAX_ERRORS)
		ks_error(diag, place(&s), KS_MSG_yaml_too_many, NULL, NULL);
	return !s.errors;
}
