/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_BASE_STR_H
#define KS_BASE_STR_H
/*
 * Strings: a growing buffer, locale-free comparison and character classes.
 * Parsing must not depend on the user's locale, so nothing here calls ctype.h.
 */
#include <stdbool.h>
#include <stddef.h>

struct ks_arena;

/* Text under construction. text is never NULL and always ended with a NUL. */
struct ks_buf {
	struct ks_arena *arena;
	char *text;
	size_t len, cap;
};

void ks_buf_init(struct ks_buf *buf, struct ks_arena *arena);
void ks_buf_reserve(struct ks_buf *buf, size_t n);	/* room for n more bytes at once */
void ks_buf_add(struct ks_buf *buf, const char *s);
void ks_buf_addn(struct ks_buf *buf, const char *s, size_t n);
void ks_buf_addc(struct ks_buf *buf, char c);
void ks_buf_blanks(struct ks_buf *buf, int n);	/* none when n is negative */
void ks_buf_addf(struct ks_buf *buf, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Equality that also takes NULL (NULL equals only NULL). */
bool ks_streq(const char *a, const char *b);

/* Equality that takes upper and lower case of A to Z alike. */
bool ks_streq_any_case(const char *a, const char *b);

/* Is the word among words that each stand between blanks, " A B "? None is empty. */
bool ks_has_word(const char *words, const char *word);

bool ks_is_digit(char c);
bool ks_is_space(char c);	/* blank, tab, CR, LF */
bool ks_is_blank(const char *s);	/* nothing else in it: a text that says nothing */

/* An id as in every YAML file: [a-z0-9-]{1,64}. */
bool ks_is_id(const char *s);

/*
 * A whole decimal number without sign, nothing behind it, at most max.
 * False when s is anything else; *out is then untouched.
 */
bool ks_parse_int(const char *s, int max, int *out);

/*
 * Cuts s at each separator into a NULL-ended list of trimmed, non-empty
 * parts; *n gets their number. The parts are copies in the arena.
 */
char **ks_split(struct ks_arena *arena, const char *s, char separator, size_t *n);

/* The words of a NULL-ended list that are not empty, as "a, b, c"; in the arena. */
const char *ks_join_words(struct ks_arena *arena, const char *const *words);

#endif
