/* SPDX-License-Identifier: EUPL-1.2 */
/* Sealed files: what goes in comes out, and nothing else ever does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/exchange/backup_label.h"
#include "ks/exchange/seal.h"

#define LABEL "wat erin zit"
#define WORD "zeepaardje"
#define MOST ((size_t)300000)

/* As little as Argon2id will do, so that thousands of openings are quick. */
static const struct ks_seal_cost cheap = { 1, 8192 };

/* A file in memory. */
struct file {
	unsigned char bytes[MOST];
	size_t n, at, room;
};

static bool give(void *to, const unsigned char *bytes, size_t n)
{
	struct file *file = to;

	if (file->n + n > file->room)
		return false;
	memcpy(file->bytes + file->n, bytes, n);
	file->n += n;
	return true;
}

static long take(void *from, unsigned char *bytes, size_t n)
{
	struct file *file = from;
	size_t left = file->n - file->at, some = n < left ? n : left;

	memcpy(bytes, file->bytes + file->at, some);
	file->at += some;
	return (long)some;
}

struct world {
	struct ks_arena arena;
	struct ks_seal *seal;
	struct ks_secret secret, other;
	struct file *file, *again;
	unsigned char *content, *read;
};

static struct ks_secret secret_of(const char *text, enum ks_secret_kind kind)
{
	struct ks_secret secret = { .kind = kind, .n = strlen(text) };

	memcpy(secret.bytes, text, secret.n);
	return secret;
}

static int start(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	assert_non_null(w);
	ks_arena_init(&w->arena);
	w->seal = ks_seal_new(&w->arena);
	w->secret = secret_of("vier gewone woorden hier", KS_SECRET_PASSPHRASE);
	w->other = secret_of("vier gewone woorden hiér", KS_SECRET_PASSPHRASE);
	w->file = ks_alloc(&w->arena, sizeof(*w->file));
	w->again = ks_alloc(&w->arena, sizeof(*w->again));
	w->content = ks_alloc(&w->arena, MOST);
	w->read = ks_alloc(&w->arena, MOST);
	for (size_t i = 0; i < MOST; i++)
		w->content[i] = (unsigned char)WORD[i % (sizeof(WORD) - 1)];
	*state = w;
	return 0;
}

static int end(void **state)
{
	struct world *w = *state;

	ks_arena_release(&w->arena);
	free(w);
	return 0;
}

/* Seals the first n bytes of the content, in pieces of that many. */
static void seal(struct world *w, struct file *to, size_t n, size_t piece)
{
	to->n = to->at = 0;
	to->room = MOST;
	assert_int_equal(ks_seal_start(w->seal, &w->secret, &cheap, LABEL, give, to),
			 KS_SEALED_FINE);
	for (size_t i = 0; i < n; i += piece)
		assert_int_equal(ks_seal_add(w->seal, w->content + i,
					     n - i < piece ? n - i : piece),
				 KS_SEALED_FINE);
	assert_int_equal(ks_seal_end(w->seal), KS_SEALED_FINE);
}

/* Opens all of it; *n gets how much came out before anything was wrong. */
static enum ks_sealed open_all(struct world *w, struct file *from, const struct ks_secret *secret,
			       size_t *n)
{
	char label[KS_SEAL_LABEL + 1];
	bool last = false;
	enum ks_sealed sealed;

	*n = 0;
	from->at = 0;
	sealed = ks_seal_open(w->seal, secret, take, from, label);
	if (!sealed)
		assert_memory_equal(label, LABEL "\n\n", sizeof(LABEL) + 1);
	while (!sealed && !last) {
		const unsigned char *bytes;
		size_t some;

		sealed = ks_seal_next(w->seal, &bytes, &some, &last);
		if (!sealed) {
			memcpy(w->read + *n, bytes, some);
			*n += some;
		}
	}
	return sealed;
}

static void test_what_goes_in_comes_out(void **state)
{
	static const size_t sizes[] = { 0, 1, 65535, 65536, 65537, 131072, 200001 };
	static const size_t pieces[] = { 1000, 4096, 65536, MOST };
	struct world *w = *state;
	size_t n;

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		for (size_t j = 0; j < sizeof(pieces) / sizeof(pieces[0]); j++) {
			seal(w, w->file, sizes[i], pieces[j]);
			assert_int_equal(open_all(w, w->file, &w->secret, &n), KS_SEALED_FINE);
			assert_int_equal(n, sizes[i]);
			assert_memory_equal(w->read, w->content, n);
		}
}

static void test_nothing_can_be_read_in_it(void **state)
{
	struct world *w = *state;

	seal(w, w->file, 200000, 4096);
	for (size_t i = 0; i + 6 < w->file->n; i++) {
		assert_memory_not_equal(w->file->bytes + i, WORD, 6);
		assert_memory_not_equal(w->file->bytes + i, LABEL, 6);
	}
	/* The same content twice is two different files. */
	seal(w, w->again, 200000, 4096);
	assert_memory_not_equal(w->file->bytes + 1169, w->again->bytes + 1169, 32);
}

static void test_every_flipped_bit_is_seen(void **state)
{
	struct world *w = *state;
	size_t n;

	seal(w, w->file, 300, 300);
	for (size_t i = 0; i < w->file->n * 8; i++) {
		enum ks_sealed sealed;

		w->file->bytes[i / 8] ^= (unsigned char)(1U << i % 8);
		sealed = open_all(w, w->file, &w->secret, &n);
		w->file->bytes[i / 8] ^= (unsigned char)(1U << i % 8);
		/* Damage is never taken for another secret, and never lets content through. */
		if (sealed != KS_SEALED_DAMAGED && sealed != KS_SEALED_NOT_OURS &&
		    sealed != KS_SEALED_NEWER)
			fail_msg("bit %zu: %d", i, (int)sealed);
		assert_int_equal(n, 0);
	}
	assert_int_equal(open_all(w, w->file, &w->secret, &n), KS_SEALED_FINE);
}

static void test_every_cut_is_seen(void **state)
{
	struct world *w = *state;
	size_t whole, n;

	seal(w, w->file, 300, 300);
	whole = w->file->n;
	for (w->file->n = 0; w->file->n < whole; w->file->n++) {
		enum ks_sealed sealed = open_all(w, w->file, &w->secret, &n);

		if (sealed != KS_SEALED_DAMAGED && sealed != KS_SEALED_CUT &&
		    sealed != KS_SEALED_NOT_OURS)
			fail_msg("%zu bytes: %d", w->file->n, (int)sealed);
	}
	/* Between two blocks what is there fits, and the end is missing all the same. */
	seal(w, w->file, 200000, 4096);
	w->file->n = 1169 + 2 * (65536 + 17);
	assert_int_equal(open_all(w, w->file, &w->secret, &n), KS_SEALED_CUT);
	assert_int_equal(n, 2 * 65536);
}

static void test_something_behind_it_is_seen(void **state)
{
	struct world *w = *state;
	size_t n;

	seal(w, w->file, 300, 300);
	w->file->bytes[w->file->n++] = 0;
	assert_int_equal(open_all(w, w->file, &w->secret, &n), KS_SEALED_DAMAGED);
}

static unsigned char *block(struct file *file, size_t i)
{
	return file->bytes + 1169 + i * (65536 + 17);
}

static void test_blocks_stay_where_they_are(void **state)
{
	struct world *w = *state;
	static unsigned char first[65536 + 17];
	size_t n;

	/* Changed places. */
	seal(w, w->file, 200000, 4096);
	memcpy(first, block(w->file, 0), sizeof(first));
	memcpy(block(w->file, 0), block(w->file, 1), sizeof(first));
	memcpy(block(w->file, 1), first, sizeof(first));
	assert_int_equal(open_all(w, w->file, &w->secret, &n), KS_SEALED_DAMAGED);
	assert_int_equal(n, 0);
	/* Left out. */
	seal(w, w->file, 200000, 4096);
	memmove(block(w->file, 1), block(w->file, 2),
		(size_t)(w->file->bytes + w->file->n - block(w->file, 2)));
	w->file->n -= sizeof(first);
	assert_int_equal(open_all(w, w->file, &w->secret, &n), KS_SEALED_DAMAGED);
	assert_int_equal(n, 65536);
	/* From another file with the same secret. */
	seal(w, w->file, 200000, 4096);
	seal(w, w->again, 200000, 4096);
	memcpy(block(w->file, 1), block(w->again, 1), sizeof(first));
	assert_int_equal(open_all(w, w->file, &w->secret, &n), KS_SEALED_DAMAGED);
	/* The whole body of another file behind this header. */
	seal(w, w->file, 200000, 4096);
	memcpy(w->file->bytes + 128, w->again->bytes + 128, w->again->n - 128);
	assert_int_equal(open_all(w, w->file, &w->secret, &n), KS_SEALED_DAMAGED);
}

static void test_another_secret_is_called_so(void **state)
{
	struct world *w = *state;
	struct ks_secret part = w->secret;
	size_t n;

	seal(w, w->file, 300, 300);
	assert_int_equal(open_all(w, w->file, &w->other, &n), KS_SEALED_OTHER_KEY);
	part.n--;
	assert_int_equal(open_all(w, w->file, &part, &n), KS_SEALED_OTHER_KEY);
	part.n = 0;
	assert_int_equal(open_all(w, w->file, &part, &n), KS_SEALED_OTHER_KEY);
}

static void test_what_is_no_backup_is_called_so(void **state)
{
	struct world *w = *state;
	size_t n;

	w->file->n = 0;
	assert_int_equal(open_all(w, w->file, &w->secret, &n), KS_SEALED_NOT_OURS);
	memcpy(w->file->bytes, "SQLite format 3", 16);
	w->file->n = 16;
	assert_int_equal(open_all(w, w->file, &w->secret, &n), KS_SEALED_NOT_OURS);
	assert_int_equal(ks_seal_kind(w->file->bytes, 16), 0);
	seal(w, w->file, 1, 1);
	assert_int_equal(ks_seal_kind(w->file->bytes, w->file->n), KS_SECRET_PASSPHRASE);
	assert_int_equal(ks_seal_kind(w->file->bytes, 9), 0);
}

/* A hostile header asks for more memory or time than ks ever used: refused before it is given. */
static void test_a_costly_header_is_refused(void **state)
{
	static const struct ks_seal_cost costly[] = { { 7, 8192 }, { 1, 129ULL << 20 } };
	struct world *w = *state;
	size_t n;

	for (size_t i = 0; i < 2; i++) {
		w->file->n = 0;
		w->file->room = MOST;
		assert_int_equal(ks_seal_start(w->seal, &w->secret, &costly[i], LABEL, give,
					       w->file),
				 KS_SEALED_FINE);
		assert_int_equal(ks_seal_end(w->seal), KS_SEALED_FINE);
		assert_int_equal(open_all(w, w->file, &w->secret, &n), KS_SEALED_DAMAGED);
	}
}

static void test_a_full_disk_is_seen(void **state)
{
	struct world *w = *state;

	for (size_t room = 0; room < 66000; room += 1000) {
		enum ks_sealed sealed;

		w->file->n = 0;
		w->file->room = room;
		sealed = ks_seal_start(w->seal, &w->secret, &cheap, LABEL, give, w->file);
		if (!sealed)
			sealed = ks_seal_add(w->seal, w->content, 70000);
		if (!sealed)
			sealed = ks_seal_end(w->seal);
		assert_int_equal(sealed, KS_SEALED_FAILED);
	}
}

static void test_secrets_are_forgotten(void **state)
{
	struct world *w = *state;
	static const struct ks_secret nothing;

	ks_secret_forget(&w->secret);
	assert_memory_equal(&w->secret, &nothing, sizeof(nothing));
}

/* ---- the label ----------------------------------------------------------- */

#define HEAD "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
static const struct ks_backup_label label = { "B-7K2MQX", "4J9TY4N9AX7K", HEAD,
					      "2026-11-21T10:11:12Z", "2026-11-21T10:11:11Z",
					      12, 3, 0, 282624 };

static void test_a_label_is_read_as_written(void **state)
{
	struct world *w = *state;
	struct ks_backup_label read;

	assert_true(ks_backup_label_read(&w->arena, ks_backup_label_write(&w->arena, &label),
					 &read));
	assert_string_equal(read.backup, label.backup);
	assert_string_equal(read.book, label.book);
	assert_string_equal(read.head, label.head);
	assert_string_equal(read.made, label.made);
	assert_string_equal(read.last, label.last);
	assert_int_equal(read.rows, 12);
	assert_int_equal(read.cases, 3);
	assert_int_equal(read.handovers, 0);
	assert_int_equal(read.bytes, 282624);
}

static void test_a_strange_label_is_refused(void **state)
{
	static const char *const wrong[][2] = {
		{ "rows 12", "rows -1" },	{ "rows 12", "rows" },
		{ "rows 12", "rows 12x" },	{ "rows 12", "rows 1234567890123456" },
		{ "rows 12\n", "" },		{ "rows 12", "rows 12\nrows 12" },
		{ "rows 12", "cases 3" },	{ "book 4J9TY4N9AX7K", "book \x1b[31m" },
		{ "book 4J9TY4N9AX7K", "book" },	{ "head 0", "head g00000" },
		{ "rows 12", "rijen 12" },
	};
	struct world *w = *state;
	struct ks_backup_label read;

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		const char *text = ks_backup_label_write(&w->arena, &label);
		const char *at = strstr(text, wrong[i][0]);

		assert_non_null(at);
		text = ks_fmt(&w->arena, "%.*s%s%s", (int)(at - text), text, wrong[i][1],
			      at + strlen(wrong[i][0]));
		if (ks_backup_label_read(&w->arena, text, &read))
			fail_msg("taken: %s", text);
	}
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, start, end)
	const struct CMUnitTest tests[] = {
		T(test_what_goes_in_comes_out),
		T(test_nothing_can_be_read_in_it),
		T(test_every_flipped_bit_is_seen),
		T(test_every_cut_is_seen),
		T(test_something_behind_it_is_seen),
		T(test_blocks_stay_where_they_are),
		T(test_another_secret_is_called_so),
		T(test_what_is_no_backup_is_called_so),
		T(test_a_costly_header_is_refused),
		T(test_a_full_disk_is_seen),
		T(test_secrets_are_forgotten),
		T(test_a_label_is_read_as_written),
		T(test_a_strange_label_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
