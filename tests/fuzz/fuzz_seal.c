/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes as a backup. The first byte chooses: as they are; as changes to a
 * sound backup (place in two bytes, then what is flipped there); the same with
 * the sum of the header made right again, as a forger would; or as a label.
 * Nothing but the sound backup itself is ever opened to the end.
 */
#include <sodium.h>
#include <stdint.h>

#include "ks/exchange/backup_label.h"
#include "ks/exchange/seal.h"
#include "small.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define HEADER 128
#define AT_SUM 96
#define AT_MEMORY 16
#define CONTENT 300

enum way { AS_IT_IS, CHANGED, FORGED, LABEL, WAYS };

struct file {
	unsigned char bytes[4096];
	size_t n, at;
};

static bool give(void *to, const unsigned char *bytes, size_t n)
{
	struct file *file = to;

	if (file->n + n > sizeof(file->bytes))
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

static const struct ks_secret secret = { KS_SECRET_FILE, 32, "0123456789abcdef0123456789abcdef" };

/* Made once: it is the same for every input. */
static const struct file *sound_backup(void)
{
	static const struct ks_seal_cost cheap = { 1, 8192 };
	static const unsigned char content[CONTENT];
	static struct file file;
	struct ks_arena arena;
	struct ks_seal *seal;

	if (file.n)
		return &file;
	ks_arena_init(&arena);
	seal = ks_seal_new(&arena);
	must(!ks_seal_start(seal, &secret, &cheap, "label", give, &file));
	must(!ks_seal_add(seal, content, CONTENT));
	must(!ks_seal_end(seal));
	ks_arena_release(&arena);
	return &file;
}

static void change(struct file *file, const uint8_t *data, size_t size)
{
	for (size_t i = 0; i + 2 < size; i += 3) {
		size_t at = (size_t)data[i] << 8 | data[i + 1];

		if (at < file->n)
			file->bytes[at] ^= data[i + 2];
		else
			file->n = file->n ? file->n - 1 : 0;
	}
}

/* Much memory is only slow: that it is refused is tested elsewhere. */
static bool is_quick(const struct file *file)
{
	for (size_t i = AT_MEMORY + 2; i < AT_MEMORY + 8; i++)
		if (file->bytes[i])
			return false;
	return true;
}

static enum ks_sealed open_all(struct ks_seal *seal, struct file *file, size_t *n)
{
	char label[KS_SEAL_LABEL + 1];
	bool last = false;
	enum ks_sealed sealed;

	*n = 0;
	ks_seal_kind(file->bytes, file->n);
	sealed = ks_seal_open(seal, &secret, take, file, label);
	while (!sealed && !last) {
		const unsigned char *bytes;
		size_t some;

		sealed = ks_seal_next(seal, &bytes, &some, &last);
		*n += sealed ? 0 : some;
		must(*n <= CONTENT);
	}
	return sealed;
}

static void try_file(struct ks_arena *arena, enum way way, const uint8_t *data, size_t size)
{
	const struct file *sound = sound_backup();
	struct ks_seal *seal = ks_seal_new(arena);
	struct file *file = KS_NEW(arena, struct file);
	bool same;
	size_t n;

	*file = *sound;
	if (way == AS_IT_IS) {
		file->n = size < sizeof(file->bytes) ? size : sizeof(file->bytes);
		memcpy(file->bytes, data, file->n);
	} else {
		change(file, data, size);
	}
	if (way == FORGED)
		crypto_generichash(file->bytes + AT_SUM, HEADER - AT_SUM, file->bytes, AT_SUM, NULL,
				   0);
	same = file->n == sound->n && memcmp(file->bytes, sound->bytes, file->n) == 0;
	if (way == FORGED && !is_quick(file))
		return;
	must((open_all(seal, file, &n) == KS_SEALED_FINE) == same);
	must(same || n == 0);
}

static void try_label(struct ks_arena *arena, const uint8_t *data, size_t size)
{
	struct ks_backup_label label, again;
	const char *text;

	if (!ks_backup_label_read(arena, small_copy(arena, data, size), &label))
		return;
	text = ks_backup_label_write(arena, &label);
	must(ks_utf8_find_bad(text, strlen(text), true) == strlen(text));
	must(ks_backup_label_read(arena, text, &again));
	must(ks_streq(text, ks_backup_label_write(arena, &again)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ks_arena arena;
	enum way way;

	if (!size)
		return 0;
	way = (enum way)(data[0] % WAYS);
	ks_arena_init(&arena);
	if (way == LABEL)
		try_label(&arena, data + 1, size - 1);
	else
		try_file(&arena, way, data + 1, size - 1);
	ks_arena_release(&arena);
	return 0;
}
