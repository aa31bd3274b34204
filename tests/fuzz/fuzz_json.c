/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes as JSON: our checker and an independent one (a stack and no
 * recursion) agree; and any bytes as a text inside a document that we print.
 */
#include <stdint.h>

#include "ks/output/out.h"
#include "small.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define DEEPEST 32

/* What may come next. */
enum want { VALUE, VALUE_OR_END, KEY, KEY_OR_END, COLON, COMMA_OR_END, NOTHING };

struct machine {
	const char *text;
	size_t at, len;
	char open[DEEPEST];
	int depth;
	enum want want;
};

static bool is_hex(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!s[i] || !strchr("0123456789abcdefABCDEF", s[i]))
			return false;
	return true;
}

/* Length of the escape at s, 0 when it is none; a lone surrogate is none. */
static size_t escape_at(const char *s, size_t n)
{
	bool high, low;

	if (n < 2 || !s[1] || !strchr("\"\\/bfnrtu", s[1]))
		return 0;
	if (s[1] != 'u')
		return 2;
	if (n < 6 || !is_hex(s + 2, 4))
		return 0;
	high = strchr("dD", s[2]) && strchr("89abAB", s[3]);
	low = strchr("dD", s[2]) && strchr("cdefCDEF", s[3]);
	if (!high)
		return low ? 0 : 6;
	if (n < 12 || s[6] != '\\' || s[7] != 'u' || !is_hex(s + 8, 4))
		return 0;
	return strchr("dD", s[8]) && strchr("cdefCDEF", s[9]) ? 12 : 0;
}

/* Length of the string at s with both quotes, or 0. */
static size_t string_at(const char *s, size_t n)
{
	uint32_t point;
	size_t at = 1, step;

	while (at < n && s[at] != '"') {
		step = s[at] == '\\' ? escape_at(s + at, n - at)
				     : ks_utf8_decode(s + at, n - at, &point);
		if (!step || (unsigned char)s[at] < 0x20)
			return 0;
		at += step;
	}
	return at < n ? at + 1 : 0;
}

static size_t digits_at(const char *s, size_t n)
{
	size_t at = 0;

	while (at < n && s[at] >= '0' && s[at] <= '9')
		at++;
	return at;
}

/* Length of the number at s, or 0. */
static size_t number_at(const char *s, size_t n)
{
	size_t at = n && *s == '-', more = digits_at(s + at, n - at);

	if (!more || (s[at] == '0' && more > 1))
		return 0;
	at += more;
	if (at < n && s[at] == '.') {
		more = digits_at(s + at + 1, n - at - 1);
		if (!more)
			return 0;
		at += 1 + more;
	}
	if (at < n && (s[at] == 'e' || s[at] == 'E')) {
		at++;
		at += at < n && (s[at] == '+' || s[at] == '-');
		more = digits_at(s + at, n - at);
		return more ? at + more : 0;
	}
	return at;
}

static size_t scalar_at(const char *s, size_t n)
{
	static const char *const words[] = { "true", "false", "null" };

	if (*s == '"')
		return string_at(s, n);
	for (size_t i = 0; i < 3; i++)
		if (n >= strlen(words[i]) && memcmp(s, words[i], strlen(words[i])) == 0)
			return strlen(words[i]);
	return number_at(s, n);
}

static enum want after_value(const struct machine *m)
{
	return m->depth ? COMMA_OR_END : NOTHING;
}

static bool open_one(struct machine *m, char c)
{
	if (m->depth == DEEPEST)
		return false;
	m->open[m->depth++] = c;
	m->want = c == '{' ? KEY_OR_END : VALUE_OR_END;
	m->at++;
	return true;
}

static bool close_one(struct machine *m, char c)
{
	bool may = m->want == COMMA_OR_END || m->want == (c == '}' ? KEY_OR_END : VALUE_OR_END);

	if (!may || !m->depth || m->open[m->depth - 1] != (c == '}' ? '{' : '['))
		return false;
	m->depth--;
	m->want = after_value(m);
	m->at++;
	return true;
}

static bool take_scalar(struct machine *m)
{
	size_t n = scalar_at(m->text + m->at, m->len - m->at);
	bool is_key = m->want == KEY || m->want == KEY_OR_END;

	if (!n || (is_key && m->text[m->at] != '"'))
		return false;
	m->at += n;
	m->want = is_key ? COLON : after_value(m);
	return true;
}

static bool take_token(struct machine *m)
{
	char c = m->text[m->at];

	if (c == '}' || c == ']')
		return close_one(m, c);
	switch (m->want) {
	case COLON:
		m->want = VALUE;
		m->at++;
		return c == ':';
	case COMMA_OR_END:
		m->want = m->open[m->depth - 1] == '{' ? KEY : VALUE;
		m->at++;
		return c == ',';
	case NOTHING:
		return false;
	case VALUE:
	case VALUE_OR_END:
		return c == '{' || c == '[' ? open_one(m, c) : take_scalar(m);
	case KEY:
	case KEY_OR_END:
		return take_scalar(m);
	}
	return false;
}

static bool machine_says(const char *text, size_t len)
{
	struct machine m = { .text = text, .len = len, .want = VALUE };

	for (;;) {
		while (m.at < len && text[m.at] && strchr(" \t\r\n", text[m.at]))
			m.at++;
		if (m.at == len)
			return m.want == NOTHING;
		if (!take_token(&m))
			return false;
	}
}

/* ---- writing --------------------------------------------------------------- */

static void check_written(struct ks_arena *arena, const char *text)
{
	struct ks_json *document, *list;
	struct ks_out out;

	ks_out_init(&out, arena, NULL, NULL);
	document = ks_json_document(&out);
	ks_json_text(document, "text", text);
	list = ks_json_array(document, "list");
	ks_json_text(list, NULL, text);
	ks_json_end(&out, document);
	must(strncmp(out.text.text, "{\n\t\"format\":\t1,", 15) == 0);
	must(ks_json_is_valid(out.text.text, out.text.len));
	must_be_safe(&out.text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ks_arena arena;
	char *text;

	ks_arena_init(&arena);
	text = small_copy(&arena, data, size);
	must(ks_json_is_valid((const char *)data, size) == machine_says(text, size));
	check_written(&arena, text);
	ks_arena_release(&arena);
	return 0;
}
