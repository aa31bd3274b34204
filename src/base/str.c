/* SPDX-License-Identifier: EUPL-1.2 */
/* Strings: see the header. ASCII only, whatever the locale says. */
#include "ks/base/str.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ks/base/arena.h"

#define FIRST_ROOM 64
#define LONGEST_ID 64

void ks_buf_init(struct ks_buf *buf, struct ks_arena *arena)
{
	buf->arena = arena;
	buf->cap = FIRST_ROOM;
	buf->len = 0;
	buf->text = ks_alloc(arena, buf->cap);
}

void ks_buf_reserve(struct ks_buf *buf, size_t n)
{
	size_t cap = buf->cap;
	char *wider;

	/* The NUL needs room too. */
	if (n < cap - buf->len)
		return;
	while (cap - buf->len <= n)
		cap *= 2;
	wider = ks_alloc(buf->arena, cap);
	memcpy(wider, buf->text, buf->len);
	buf->text = wider;
	buf->cap = cap;
}

void ks_buf_addn(struct ks_buf *buf, const char *s, size_t n)
{
	if (!n)
		return;
	ks_buf_reserve(buf, n);
	memcpy(buf->text + buf->len, s, n);
	buf->len += n;
	buf->text[buf->len] = '\0';
}

void ks_buf_add(struct ks_buf *buf, const char *s)
{
	ks_buf_addn(buf, s, strlen(s));
}

void ks_buf_addc(struct ks_buf *buf, char c)
{
	ks_buf_addn(buf, &c, 1);
}

void ks_buf_blanks(struct ks_buf *buf, int n)
{
	if (n <= 0)
		return;
	ks_buf_reserve(buf, (size_t)n);
	memset(buf->text + buf->len, ' ', (size_t)n);
	buf->len += (size_t)n;
	buf->text[buf->len] = '\0';
}

void ks_buf_addf(struct ks_buf *buf, const char *format, ...)
{
	size_t room = buf->cap - buf->len;
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(buf->text + buf->len, room, format, args);
	va_end(args);
	assert(len >= 0);
	if ((size_t)len >= room) {
		ks_buf_reserve(buf, (size_t)len);
		va_start(args, format);
		vsnprintf(buf->text + buf->len, (size_t)len + 1, format, args);
		va_end(args);
	}
	buf->len += (size_t)len;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool ks_streq_any_case(const char *a, const char *b)
{
	while (*a && lower(*a) == lower(*b)) {
		a++;
		b++;
	}
	return lower(*a) == lower(*b);
}

bool ks_streq(const char *a, const char *b)
{
	if (!a || !b)
		return a == b;
	return strcmp(a, b) == 0;
}

bool ks_has_word(const char *words, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = strstr(words, word); at && n; at = strstr(at + n, word))
		if (at > words && at[-1] == ' ' && at[n] == ' ')
			return true;
	return false;
}

bool ks_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool ks_is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool ks_is_blank(const char *s)
{
	while (ks_is_space(*s))
		s++;
	return *s == '\0';
}

static bool is_id_char(char c)
{
	return ks_is_digit(c) || (c >= 'a' && c <= 'z') || c == '-';
}

bool ks_is_id(const char *s)
{
	size_t n = 0;

	while (n <= LONGEST_ID && is_id_char(s[n]))
		n++;
	return n > 0 && n <= LONGEST_ID && s[n] == '\0';
}

bool ks_parse_int(const char *s, int max, int *out)
{
	int value = 0;

	if (!*s)
		return false;
	for (; *s; s++) {
		int digit = *s - '0';

		if (!ks_is_digit(*s) || digit > max || value > (max - digit) / 10)
			return false;
		value = value * 10 + digit;
	}
	*out = value;
	return true;
}

static void add_trimmed(struct ks_arena *arena, char ***parts, size_t *n, const char *s, size_t len)
{
	while (len && ks_is_space(*s)) {
		s++;
		len--;
	}
	while (len && ks_is_space(s[len - 1]))
		len--;
	if (len)
		*(char **)ks_grow(arena, parts, n, sizeof(**parts)) = ks_strndup(arena, s, len);
}

char **ks_split(struct ks_arena *arena, const char *s, char separator, size_t *n)
{
	size_t parts_n = 0, with_end;
	char **parts = NULL;
	const char *end;

	while ((end = strchr(s, separator)) != NULL && separator) {
		add_trimmed(arena, &parts, &parts_n, s, (size_t)(end - s));
		s = end + 1;
	}
	add_trimmed(arena, &parts, &parts_n, s, strlen(s));
	*n = with_end = parts_n;
	ks_grow(arena, &parts, &with_end, sizeof(*parts));
	return parts;
}

const char *ks_join_words(struct ks_arena *arena, const char *const *words)
{
	struct ks_buf buf;

	ks_buf_init(&buf, arena);
	for (; *words; words++)
		if (**words)
			ks_buf_addf(&buf, "%s%s", buf.len ? ", " : "", *words);
	return buf.text;
}
