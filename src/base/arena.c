/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Arenas as a list of chunks. A request that does not fit a page gets a chunk
 * of its own, so nothing is too large.
 *
 * Under AddressSanitizer every allocation is a chunk of its own: inside one
 * big chunk the sanitizer could not see one object run into the next.
 */
#include "ks/base/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ks/base/status.h"

/* gcc's analyzer loses a chunk from sight as soon as it hangs in the list. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wanalyzer-malloc-leak"
#endif

#if defined(__SANITIZE_ADDRESS__)
#define ONE_CHUNK_EACH 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ONE_CHUNK_EACH 1
#endif
#endif
#ifndef ONE_CHUNK_EACH
#define ONE_CHUNK_EACH 0
#endif

/* A test build may make pages small, so that every growth path runs. */
#ifndef KS_ARENA_PAGE
#define KS_ARENA_PAGE 16384
#endif

/* So large that malloc() asks the system for each by itself. What is not touched is not there. */
#define BRIEF_PAGE (256 * 1024)

#define FIRST_CAPACITY 4
#define USUAL_TEXT 200	/* bytes; a longer one is formatted twice */

/* Where one of these can be, every pointer and number of the program can. */
union aligned {
	void *pointer;
	long long integer;
	double number;
};

struct ks_arena_chunk {
	struct ks_arena_chunk *next;
	_Alignas(union aligned) unsigned char data[];
};

/* Nothing here may allocate, so no stdio. */
_Noreturn void ks_out_of_memory(void)
{
	static const char text[] = "ks: error: out of memory\n";
	ssize_t written = write(STDERR_FILENO, text, sizeof(text) - 1);

	(void)written;
	_exit(KS_STORE);
}

static void clear(struct ks_arena *arena)
{
	arena->chunks = NULL;
	arena->used = arena->end = 0;
}

void ks_arena_init(struct ks_arena *arena)
{
	clear(arena);
	arena->brief = false;
}

void ks_arena_init_brief(struct ks_arena *arena)
{
	clear(arena);
	arena->brief = true;
}

void ks_arena_release(struct ks_arena *arena)
{
	struct ks_arena_chunk *chunk = arena->chunks;

	while (chunk) {
		struct ks_arena_chunk *next = chunk->next;

		free(chunk);
		chunk = next;
	}
	clear(arena);
}

/* The arena's newest chunk stays the newest, because it still has room. */
void ks_arena_adopt(struct ks_arena *arena, struct ks_arena *from)
{
	struct ks_arena_chunk **link = &from->chunks;

	if (!arena->chunks) {
		*arena = *from;
		clear(from);
		return;
	}
	while (*link)
		link = &(*link)->next;
	*link = arena->chunks->next;
	arena->chunks->next = from->chunks;
	clear(from);
}

static size_t round_up(size_t size)
{
	size_t align = _Alignof(union aligned);

	if (size > SIZE_MAX / 2)
		ks_out_of_memory();
	return (size + align - 1) / align * align;
}

static void *zeroed(size_t size)
{
	void *p = calloc(1, size);

	if (!p)
		ks_out_of_memory();
	return p;
}

/* A new chunk in the list, at the place link points to. */
static struct ks_arena_chunk *chunk_add(struct ks_arena_chunk **link, size_t size)
{
	struct ks_arena_chunk *chunk = zeroed(sizeof(*chunk) + size);

	chunk->next = *link;
	*link = chunk;
	return chunk;
}

/* A large request goes behind the newest chunk, whose room stays in use. */
static void *alloc_large(struct ks_arena *arena, size_t size)
{
	if (arena->chunks)
		return chunk_add(&arena->chunks->next, size)->data;
	arena->used = arena->end = size;
	return chunk_add(&arena->chunks, size)->data;
}

/* Sees to it that the newest chunk has this much room. */
static void make_room(struct ks_arena *arena, size_t size)
{
	size_t page = arena->brief ? BRIEF_PAGE : KS_ARENA_PAGE;

	if (arena->end - arena->used >= size)
		return;
	chunk_add(&arena->chunks, page);
	arena->used = 0;
	arena->end = page;
}

void *ks_alloc(struct ks_arena *arena, size_t size)
{
	size_t room = round_up(size ? size : 1);

	if (ONE_CHUNK_EACH)
		return alloc_large(arena, size ? size : 1);
	if (room > KS_ARENA_PAGE / 4)
		return alloc_large(arena, room);
	make_room(arena, room);
	arena->used += room;
	return arena->chunks->data + arena->used - room;
}

/*
 * A text can stand anywhere, and most of what is kept is short texts: they fill
 * a chunk from its end, one against the other.
 */
static char *alloc_text(struct ks_arena *arena, size_t size)
{
	if (ONE_CHUNK_EACH || size > KS_ARENA_PAGE / 4)
		return ks_alloc(arena, size);
	make_room(arena, size);
	arena->end -= size;
	return (char *)arena->chunks->data + arena->end;
}

void *ks_alloc_n(struct ks_arena *arena, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		ks_out_of_memory();
	return ks_alloc(arena, n * size);
}

char *ks_strndup(struct ks_arena *arena, const char *s, size_t n)
{
	size_t len = strnlen(s, n);
	char *copy = alloc_text(arena, len + 1);

	memcpy(copy, s, len);
	return copy;
}

char *ks_strdup(struct ks_arena *arena, const char *s)
{
	return ks_strndup(arena, s, strlen(s));
}

char *ks_fmt(struct ks_arena *arena, const char *format, ...)
{
	char usual[USUAL_TEXT], *text;
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(usual, sizeof(usual), format, args);
	va_end(args);
	assert(len >= 0);
	text = alloc_text(arena, (size_t)len + 1);
	if ((size_t)len < sizeof(usual))
		return memcpy(text, usual, (size_t)len);
	va_start(args, format);
	vsnprintf(text, (size_t)len + 1, format, args);
	va_end(args);
	return text;
}

/* The list is full when its length is a capacity we once gave it. */
static int is_full(size_t n)
{
	return n == 0 || (n >= FIRST_CAPACITY && (n & (n - 1)) == 0);
}

void *ks_grow(struct ks_arena *arena, void *items_ptr, size_t *n, size_t size)
{
	unsigned char *items;

	/* items_ptr is a T **; going by memcpy keeps within the aliasing rules. */
	memcpy(&items, items_ptr, sizeof(items));
	if (is_full(*n)) {
		size_t capacity = *n ? *n * 2 : FIRST_CAPACITY;
		unsigned char *wider = ks_alloc_n(arena, capacity, size);

		if (*n)
			memcpy(wider, items, *n * size);
		items = wider;
		memcpy(items_ptr, &items, sizeof(items));
	}
	return items + (*n)++ * size;
}
