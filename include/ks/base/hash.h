/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_BASE_HASH_H
#define KS_BASE_HASH_H
/* Digests and random keys, on libsodium; what encrypts is exchange/seal.h. */
#include <stddef.h>

#define KS_SHA256_HEX 65	/* 64 hex digits and the NUL */

/* SHA-256 of n bytes, in hex. */
void ks_sha256(const void *data, size_t n, char out[KS_SHA256_HEX]);

/* Several parts hashed as one; each part is preceded by its length. */
struct ks_bytes {
	const void *data;
	size_t n;
};
void ks_sha256_parts(const struct ks_bytes *parts, size_t n, char out[KS_SHA256_HEX]);

/*
 * n random letters and digits that are not easily confused (no 0 O 1 I L 5 S
 * 8 B and so on), ended with a NUL: out has room for n + 1.
 */
void ks_random_letters(char *out, size_t n);

/*
 * The same, at most seven, from one part of all there are, put in order and cut
 * in `of` equal parts: part 0 is the first. When a part would hold fewer than a
 * hundred of them, from anywhere.
 */
void ks_random_letters_in(char *out, size_t n, unsigned part, unsigned of);

/*
 * The check character of a key made of such letters: one wrong letter and
 * most swaps are seen. Letters outside the alphabet give 0.
 */
char ks_check_letter(const char *letters, size_t n);

#endif
