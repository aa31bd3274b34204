/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_EXCHANGE_SEAL_H
#define KS_EXCHANGE_SEAL_H
/*
 * A sealed file: encrypted and authenticated, so that who lacks the secret
 * reads nothing in it and no byte of it can change, move or go unseen. All
 * cryptography is libsodium's (secretstream XChaCha20-Poly1305, Argon2id);
 * this module only lays out the file:
 *
 *	at	bytes
 *	0	8	"ksBackup"
 *	8	1	format, 1
 *	9	1	kind of secret: 1 passphrase, 2 key file
 *	10	2	0
 *	12	4	Argon2id: passes, lowest byte first
 *	16	8	Argon2id: bytes of memory, lowest byte first
 *	24	16	Argon2id: salt
 *	40	24	start of the stream
 *	64	32	proof: keyed hash of the bytes before; fits only the right secret
 *	96	32	sum: plain hash of the bytes before
 *	128	1041	label, encrypted: what is in the file, 1024 bytes
 *	1169	...	content, encrypted in blocks of 65536 bytes, the last one marked
 *
 * Every block is authenticated together with the first 128 bytes. A sum that
 * does not fit is damage; a sum that fits and a proof that does not is another
 * secret (or somebody who changed the beginning on purpose).
 */
#include <stdbool.h>
#include <stddef.h>

#define KS_SEAL_LABEL 1024	/* bytes; a shorter text is filled up with newlines */
#define KS_SEAL_BLOCK 65536

enum ks_sealed {
	KS_SEALED_FINE,
	KS_SEALED_NOT_OURS,	/* not a sealed file at all */
	KS_SEALED_NEWER,	/* of a format that came later */
	KS_SEALED_OTHER_KEY,	/* sealed with another secret */
	KS_SEALED_DAMAGED,	/* something in it changed, or it stops halfway a block */
	KS_SEALED_CUT,		/* all that is there fits, and its end is missing */
	KS_SEALED_NO_MEMORY,	/* for Argon2id */
	KS_SEALED_FAILED	/* reading or writing failed; errno says why */
};

enum ks_secret_kind { KS_SECRET_PASSPHRASE = 1, KS_SECRET_FILE = 2 };

#define KS_SECRET_MOST 4096

struct ks_secret {
	enum ks_secret_kind kind;
	size_t n;
	char bytes[KS_SECRET_MOST];
};

/* Nothing of it stays in memory. */
void ks_secret_forget(struct ks_secret *secret);
void ks_secret_wipe(void *bytes, size_t n);

/* Hands over n bytes; false with errno set. */
typedef bool ks_seal_give(void *to, const unsigned char *bytes, size_t n);

/* Fills in n bytes, fewer only at the end; how many, or -1 with errno set. */
typedef long ks_seal_take(void *from, unsigned char *bytes, size_t n);

/* A file being sealed or opened; large, so in an arena. */
struct ks_seal;
struct ks_arena;

struct ks_seal *ks_seal_new(struct ks_arena *arena);

/* The keys and the last block are wiped; NULL is fine. */
void ks_seal_forget(struct ks_seal *seal);

/* What trying one passphrase costs. */
struct ks_seal_cost {
	unsigned passes;
	unsigned long long memory;	/* bytes */
};

/*
 * Writes the header and the label (at most KS_SEAL_LABEL bytes); Argon2id takes
 * its time. cost NULL: the usual, less is for tests.
 */
enum ks_sealed ks_seal_start(struct ks_seal *seal, const struct ks_secret *secret,
			     const struct ks_seal_cost *cost, const char *label,
			     ks_seal_give *give, void *to);

/* Adds content: any number of bytes. */
enum ks_sealed ks_seal_add(struct ks_seal *seal, const unsigned char *bytes, size_t n);

/* Writes what is left, marked as the end. */
enum ks_sealed ks_seal_end(struct ks_seal *seal);

/* Which kind of secret a file asks for, from its first bytes; 0 when it is no sealed file. */
int ks_seal_kind(const unsigned char *bytes, size_t n);

/*
 * Reads the header and the label; label gets KS_SEAL_LABEL bytes and a NUL.
 * Nothing of what is taken is believed before it was authenticated.
 */
enum ks_sealed ks_seal_open(struct ks_seal *seal, const struct ks_secret *secret,
			    ks_seal_take *take, void *from, char label[KS_SEAL_LABEL + 1]);

/* The next block of content, authenticated; *last: there is no more. */
enum ks_sealed ks_seal_next(struct ks_seal *seal, const unsigned char **bytes, size_t *n,
			    bool *last);

#endif
