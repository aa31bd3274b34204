/* SPDX-License-Identifier: EUPL-1.2 */
/* Sealed files on libsodium: see exchange/seal.h. */
#include "ks/exchange/seal.h"

#include <assert.h>
#include <sodium.h>
#include <stdint.h>
#include <string.h>

#include "ks/base/arena.h"

#define FORMAT 1
/*
 * RFC 9106 section 4, the second recommended choice: three passes over 64 MiB.
 * A file may ask for twice that and no more: what it asks is believed before
 * anything in it can be checked.
 */
#define PASSES 3
#define MEMORY ((uint64_t)64 << 20)
#define MOST_PASSES (2 * PASSES)
#define MOST_MEMORY (2 * MEMORY)

#define TAG_BYTES crypto_secretstream_xchacha20poly1305_ABYTES
#define STREAM_START crypto_secretstream_xchacha20poly1305_HEADERBYTES

static const unsigned char magic[8] = { 'k', 's', 'B', 'a', 'c', 'k', 'u', 'p' };

enum at { AT_FORMAT = 8, AT_KIND = 9, AT_ZERO = 10, AT_PASSES = 12, AT_MEMORY = 16, AT_SALT = 24,
	  AT_STREAM = 40, AT_PROOF = 64, AT_SUM = 96, HEADER = 128 };
enum { SALT = AT_STREAM - AT_SALT, HASH = 32 };
_Static_assert(SALT == crypto_pwhash_SALTBYTES, "the salt has its room");
_Static_assert(AT_PROOF - AT_STREAM == STREAM_START, "the start of the stream has its room");

struct ks_seal {
	crypto_secretstream_xchacha20poly1305_state stream;
	unsigned char header[HEADER];
	unsigned char proof_key[HASH], stream_key[HASH];
	unsigned char plain[KS_SEAL_BLOCK];
	unsigned char sealed[KS_SEAL_BLOCK + TAG_BYTES];
	size_t n_plain;			/* sealing: bytes that wait in plain */
	ks_seal_give *give;
	ks_seal_take *take;
	void *other;			/* what give or take gets */
};

void ks_secret_wipe(void *bytes, size_t n)
{
	sodium_memzero(bytes, n);
}

void ks_secret_forget(struct ks_secret *secret)
{
	sodium_memzero(secret, sizeof(*secret));
}

struct ks_seal *ks_seal_new(struct ks_arena *arena)
{
	return KS_NEW(arena, struct ks_seal);
}

void ks_seal_forget(struct ks_seal *seal)
{
	if (seal)
		sodium_memzero(seal, sizeof(*seal));
}

/* ---- the header ---------------------------------------------------------- */

static void put_number(unsigned char *at, size_t n, uint64_t value)
{
	for (size_t i = 0; i < n; i++, value >>= 8)
		at[i] = (unsigned char)(value & 0xff);
}

static uint64_t get_number(const unsigned char *at, size_t n)
{
	uint64_t value = 0;

	while (n-- > 0)
		value = value << 8 | at[n];
	return value;
}

static void hash(unsigned char out[HASH], const unsigned char *bytes, size_t n,
		 const unsigned char *key)
{
	crypto_generichash(out, HASH, bytes, n, key, key ? HASH : 0);
}

/* The keys of this file, from the secret and what the header says. */
static bool derive(struct ks_seal *seal, const struct ks_secret *secret)
{
	const unsigned char *header = seal->header;
	unsigned char master[crypto_kdf_KEYBYTES];
	bool fine = sodium_init() >= 0 &&
		    crypto_pwhash(master, sizeof(master), secret->bytes, secret->n, header + AT_SALT,
				  get_number(header + AT_PASSES, 4),
				  (size_t)get_number(header + AT_MEMORY, 8),
				  crypto_pwhash_ALG_ARGON2ID13) == 0;

	if (fine) {
		crypto_kdf_derive_from_key(seal->stream_key, HASH, 1, (const char *)magic, master);
		crypto_kdf_derive_from_key(seal->proof_key, HASH, 2, (const char *)magic, master);
	}
	sodium_memzero(master, sizeof(master));
	return fine;
}

static void prove(const struct ks_seal *seal, unsigned char proof[HASH])
{
	hash(proof, seal->header, AT_PROOF, seal->proof_key);
}

static void sum(const struct ks_seal *seal, unsigned char out[HASH])
{
	hash(out, seal->header, AT_SUM, NULL);
}

/* ---- sealing ------------------------------------------------------------- */

static enum ks_sealed put_block(struct ks_seal *seal, const unsigned char *bytes, size_t n,
				bool last)
{
	unsigned char tag = last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL :
				   crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;

	crypto_secretstream_xchacha20poly1305_push(&seal->stream, seal->sealed, NULL, bytes, n,
						   seal->header, HEADER, tag);
	return seal->give(seal->other, seal->sealed, n + TAG_BYTES) ? KS_SEALED_FINE :
								      KS_SEALED_FAILED;
}

static enum ks_sealed put_header(struct ks_seal *seal, const struct ks_secret *secret,
				 const struct ks_seal_cost *cost)
{
	unsigned char *header = seal->header;

	memset(header, 0, HEADER);
	memcpy(header, magic, sizeof(magic));
	header[AT_FORMAT] = FORMAT;
	header[AT_KIND] = (unsigned char)secret->kind;
	put_number(header + AT_PASSES, 4, cost ? cost->passes : PASSES);
	put_number(header + AT_MEMORY, 8, cost ? cost->memory : MEMORY);
	randombytes_buf(header + AT_SALT, SALT);
	if (!derive(seal, secret))
		return KS_SEALED_NO_MEMORY;
	crypto_secretstream_xchacha20poly1305_init_push(&seal->stream, header + AT_STREAM,
							seal->stream_key);
	prove(seal, header + AT_PROOF);
	sum(seal, header + AT_SUM);
	return seal->give(seal->other, header, HEADER) ? KS_SEALED_FINE : KS_SEALED_FAILED;
}

enum ks_sealed ks_seal_start(struct ks_seal *seal, const struct ks_secret *secret,
			     const struct ks_seal_cost *cost, const char *label,
			     ks_seal_give *give, void *to)
{
	unsigned char filled[KS_SEAL_LABEL];
	size_t n = strlen(label);
	enum ks_sealed sealed;

	assert(n <= KS_SEAL_LABEL);
	for (size_t i = 0; i < sizeof(filled); i++)
		filled[i] = i < n ? (unsigned char)label[i] : '\n';
	seal->give = give;
	seal->other = to;
	seal->n_plain = 0;
	sealed = put_header(seal, secret, cost);
	return sealed ? sealed : put_block(seal, filled, sizeof(filled), false);
}

enum ks_sealed ks_seal_add(struct ks_seal *seal, const unsigned char *bytes, size_t n)
{
	while (n) {
		size_t room = KS_SEAL_BLOCK - seal->n_plain, some = n < room ? n : room;

		/* A whole block leaves when there is more: the last one has to say so. */
		if (!room) {
			if (put_block(seal, seal->plain, KS_SEAL_BLOCK, false))
				return KS_SEALED_FAILED;
			seal->n_plain = 0;
			continue;
		}
		memcpy(seal->plain + seal->n_plain, bytes, some);
		seal->n_plain += some;
		bytes += some;
		n -= some;
	}
	return KS_SEALED_FINE;
}

enum ks_sealed ks_seal_end(struct ks_seal *seal)
{
	return put_block(seal, seal->plain, seal->n_plain, true);
}

/* ---- opening ------------------------------------------------------------- */

int ks_seal_kind(const unsigned char *bytes, size_t n)
{
	if (n <= AT_KIND || memcmp(bytes, magic, sizeof(magic)) != 0)
		return 0;
	return bytes[AT_KIND];
}

/* What the header asks for is within what this version ever wrote, with room to grow. */
static bool is_within_limits(const unsigned char *header)
{
	uint64_t passes = get_number(header + AT_PASSES, 4);
	uint64_t memory = get_number(header + AT_MEMORY, 8);

	return get_number(header + AT_ZERO, 2) == 0 &&
	       passes >= crypto_pwhash_OPSLIMIT_MIN && passes <= MOST_PASSES &&
	       memory >= crypto_pwhash_MEMLIMIT_MIN && memory <= MOST_MEMORY;
}

static enum ks_sealed check_header(const struct ks_seal *seal, size_t n)
{
	unsigned char expected[HASH];

	if (n < sizeof(magic) || memcmp(seal->header, magic, sizeof(magic)) != 0)
		return KS_SEALED_NOT_OURS;
	if (n < HEADER)
		return KS_SEALED_DAMAGED;
	sum(seal, expected);
	if (sodium_memcmp(expected, seal->header + AT_SUM, HASH) != 0)
		return seal->header[AT_FORMAT] > FORMAT ? KS_SEALED_NEWER : KS_SEALED_DAMAGED;
	if (seal->header[AT_FORMAT] != FORMAT)
		return KS_SEALED_NEWER;
	return is_within_limits(seal->header) ? KS_SEALED_FINE : KS_SEALED_DAMAGED;
}

static enum ks_sealed take_header(struct ks_seal *seal, const struct ks_secret *secret)
{
	unsigned char expected[HASH];
	long n = seal->take(seal->other, seal->header, HEADER);
	enum ks_sealed sealed = n < 0 ? KS_SEALED_FAILED : check_header(seal, (size_t)n);

	if (sealed)
		return sealed;
	if (!derive(seal, secret))
		return KS_SEALED_NO_MEMORY;
	prove(seal, expected);
	if (sodium_memcmp(expected, seal->header + AT_PROOF, HASH) != 0)
		return KS_SEALED_OTHER_KEY;
	crypto_secretstream_xchacha20poly1305_init_pull(&seal->stream, seal->header + AT_STREAM,
							seal->stream_key);
	return KS_SEALED_FINE;
}

/* One block of at most n bytes of content into plain; *n gets how many. */
static enum ks_sealed take_block(struct ks_seal *seal, size_t *n, bool *last)
{
	long got = seal->take(seal->other, seal->sealed, *n + TAG_BYTES);
	unsigned long long length = 0;
	unsigned char tag = 0;

	if (got < 0)
		return KS_SEALED_FAILED;
	if (got == 0)
		return KS_SEALED_CUT;
	if ((size_t)got < TAG_BYTES ||
	    crypto_secretstream_xchacha20poly1305_pull(&seal->stream, seal->plain, &length, &tag,
						       seal->sealed, (unsigned long long)got,
						       seal->header, HEADER) != 0)
		return KS_SEALED_DAMAGED;
	*last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
	*n = (size_t)length;
	return KS_SEALED_FINE;
}

enum ks_sealed ks_seal_open(struct ks_seal *seal, const struct ks_secret *secret,
			    ks_seal_take *take, void *from, char label[KS_SEAL_LABEL + 1])
{
	size_t n = KS_SEAL_LABEL;
	bool last = false;
	enum ks_sealed sealed;

	seal->take = take;
	seal->other = from;
	sealed = take_header(seal, secret);
	if (!sealed)
		sealed = take_block(seal, &n, &last);
	if (!sealed && (last || n != KS_SEAL_LABEL))
		sealed = KS_SEALED_DAMAGED;
	if (sealed)
		return sealed;
	memcpy(label, seal->plain, KS_SEAL_LABEL);
	label[KS_SEAL_LABEL] = '\0';
	return KS_SEALED_FINE;
}

/* Behind the last block there is nothing. */
static enum ks_sealed check_end(struct ks_seal *seal)
{
	unsigned char one;
	long got = seal->take(seal->other, &one, 1);

	if (got < 0)
		return KS_SEALED_FAILED;
	return got ? KS_SEALED_DAMAGED : KS_SEALED_FINE;
}

enum ks_sealed ks_seal_next(struct ks_seal *seal, const unsigned char **bytes, size_t *n,
			    bool *last)
{
	enum ks_sealed sealed;

	*n = KS_SEAL_BLOCK;
	*last = false;
	*bytes = seal->plain;
	sealed = take_block(seal, n, last);
	if (!sealed && !*last && *n != KS_SEAL_BLOCK)
		return KS_SEALED_DAMAGED;
	return !sealed && *last ? check_end(seal) : sealed;
}
