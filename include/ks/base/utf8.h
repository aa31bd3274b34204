/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_BASE_UTF8_H
#define KS_BASE_UTF8_H
/*
 * UTF-8: reading code points, telling which may enter and how wide they are.
 * Invisible and control characters are refused at every input and shown as
 * \u{...} at every output, because text may also come from a casebook that
 * others wrote (reliability threats 10, 14 and 16).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ks_arena;
struct ks_buf;

/*
 * Decodes one code point of the n bytes at s. Returns the number of bytes it
 * takes, or 0 when they are not strict UTF-8 (overlong forms, surrogates and
 * values above 10FFFF are not).
 */
size_t ks_utf8_decode(const char *s, size_t n, uint32_t *point);

/*
 * True for what no text may contain: C0 and C1 controls (newline and tab are
 * judged by the caller), DEL, U+0085, U+2028/9, bidirectional controls,
 * zero-width and other invisible characters, tag characters, U+FEFF,
 * noncharacters.
 */
bool ks_utf8_is_forbidden(uint32_t point);

/*
 * Offset of the first byte of s that is not strict UTF-8 or belongs to a
 * forbidden character; len when there is none. Tab and newline are allowed
 * when newlines is true.
 */
size_t ks_utf8_find_bad(const char *s, size_t len, bool newlines);

/* Columns the text takes on a terminal; never negative. */
int ks_utf8_width(const char *s);
int ks_utf8_width_n(const char *s, size_t len);

/* Adds s, with everything forbidden shown as \u{hex} and bad bytes as \x{hex}. */
void ks_utf8_add_safe(struct ks_buf *buf, const char *s);

/* The same as a string: s itself when it is safe, which nearly every text is. */
const char *ks_utf8_safe(struct ks_arena *arena, const char *s);

#endif
