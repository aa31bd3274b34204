/* SPDX-License-Identifier: EUPL-1.2 */
/* Digests and random keys, on libsodium. */
#include "ks/base/hash.h"

#include <sodium.h>
#include <stdint.h>
#include <string.h>

/*
 * 23 characters that stay apart in handwriting and over the telephone. Their
 * number is prime, so that a weighted sum sees every single wrong letter.
 */
static const char alphabet[] = "234679ACEFHJKMNPQRTVWXY";
#define LETTERS ((uint32_t)(sizeof(alphabet) - 1))
_Static_assert(sizeof(alphabet) - 1 == 23, "the check character needs a prime alphabet");

static void to_hex(const unsigned char digest[crypto_hash_sha256_BYTES], char out[KS_SHA256_HEX])
{
	sodium_bin2hex(out, KS_SHA256_HEX, digest, crypto_hash_sha256_BYTES);
}

void ks_sha256(const void *data, size_t n, char out[KS_SHA256_HEX])
{
	unsigned char digest[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(digest, data, n);
	to_hex(digest, out);
}

/* The length as eight bytes, highest first: the same on every machine. */
static void add_length(crypto_hash_sha256_state *state, size_t n)
{
	unsigned char bytes[8];
	uint64_t left = n;

	for (int i = 7; i >= 0; i--, left >>= 8)
		bytes[i] = (unsigned char)(left & 0xff);
	crypto_hash_sha256_update(state, bytes, sizeof(bytes));
}

void ks_sha256_parts(const struct ks_bytes *parts, size_t n, char out[KS_SHA256_HEX])
{
	unsigned char digest[crypto_hash_sha256_BYTES];
	crypto_hash_sha256_state state;

	crypto_hash_sha256_init(&state);
	for (size_t i = 0; i < n; i++) {
		add_length(&state, parts[i].n);
		if (parts[i].n)
			crypto_hash_sha256_update(&state, parts[i].data, parts[i].n);
	}
	crypto_hash_sha256_final(&state, digest);
	to_hex(digest, out);
}

/*
 * Bytes are asked for many at a time, because each asking is a call of the
 * kernel; the few above the last whole alphabet would favour its first letters.
 */
void ks_random_letters(char *out, size_t n)
{
	const unsigned fair = 256 / LETTERS * LETTERS;
	unsigned char bytes[64];
	size_t at = sizeof(bytes), done = 0;

	while (done < n) {
		/* No sodium_init(): one thread, and randombytes opens its source at first use. */
		if (at == sizeof(bytes)) {
			randombytes_buf(bytes, sizeof(bytes));
			at = 0;
		}
		if (bytes[at] < fair)
			out[done++] = alphabet[bytes[at] % LETTERS];
		at++;
	}
	sodium_memzero(bytes, sizeof(bytes));
	out[n] = '\0';
}

#define FEWEST_IN_A_PART 100
#define MOST_IN_PARTS 7		/* letters: all their combinations fit in 32 bits */

void ks_random_letters_in(char *out, size_t n, unsigned part, unsigned of)
{
	uint64_t all = 1, from, room;

	for (size_t i = 0; i < n && i <= MOST_IN_PARTS; i++)
		all *= LETTERS;
	if (n > MOST_IN_PARTS || !of || part >= of || all / of < FEWEST_IN_A_PART) {
		ks_random_letters(out, n);
		return;
	}
	from = all * part / of;
	room = all * (part + 1ULL) / of - from;
	from += randombytes_uniform((uint32_t)room);
	out[n] = '\0';
	for (size_t i = n; i-- > 0; from /= LETTERS)
		out[i] = alphabet[from % LETTERS];
}

/*
 * Weights 2..22 in turn, the check character itself counting once: no weight
 * is a multiple of 23 and no two neighbours have the same.
 */
char ks_check_letter(const char *letters, size_t n)
{
	uint32_t sum = 0;

	for (size_t i = 0; i < n; i++) {
		const char *at = letters[i] ? strchr(alphabet, letters[i]) : NULL;

		if (!at)
			return '\0';
		sum = (sum + (uint32_t)(at - alphabet) * (uint32_t)(i % 21 + 2)) % LETTERS;
	}
	return alphabet[(LETTERS - sum) % LETTERS];
}
