/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_BASE_ARENA_H
#define KS_BASE_ARENA_H
/*
 * Arenas: memory that lives together dies together.
 *
 * Two lifetimes cover the program: a coalition's cards (until exit) and one
 * run of one command. Every function that allocates takes the arena it
 * allocates from, so ownership shows in the signature and nothing has to be
 * freed one by one. Memory is always zeroed. Running out of memory is the one
 * failure no caller could handle sensibly: it is reported on standard error
 * and ends the process with status 4, with any open transaction rolled back.
 */
#include <stdbool.h>
#include <stddef.h>

struct ks_arena_chunk;

struct ks_arena {
	struct ks_arena_chunk *chunks;	/* newest first */
	size_t used, end;		/* bytes of the newest chunk between which it is free */
	bool brief;			/* see ks_arena_init_brief() */
};

/* Starts an empty arena; allocates nothing yet. */
void ks_arena_init(struct ks_arena *arena);

/* For much that is released long before the end: its chunks then leave the process. */
void ks_arena_init_brief(struct ks_arena *arena);

/* Gives back everything that came from the arena; it may be used again. */
void ks_arena_release(struct ks_arena *arena);

/* Everything that came from `from` is the arena's from now on; `from` is empty again. */
void ks_arena_adopt(struct ks_arena *arena, struct ks_arena *from);

/* The way out described above, for who asks a library for memory; never comes back. */
_Noreturn void ks_out_of_memory(void);

/* size zeroed bytes, aligned for pointers and numbers (not for long double). Never NULL. */
void *ks_alloc(struct ks_arena *arena, size_t size);

/* n zeroed elements of size bytes each; the product is checked. */
void *ks_alloc_n(struct ks_arena *arena, size_t n, size_t size);

/* A copy of s, or of its first n bytes, ended with a NUL. */
char *ks_strdup(struct ks_arena *arena, const char *s);
char *ks_strndup(struct ks_arena *arena, const char *s, size_t n);

/* A formatted string of its own. */
char *ks_fmt(struct ks_arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Typed helpers: KS_NEW(arena, struct x) and KS_NEW_N(arena, n, struct x). */
#define KS_NEW(arena, type) ((type *)ks_alloc((arena), sizeof(type)))
#define KS_NEW_N(arena, n, type) ((type *)ks_alloc_n((arena), (n), sizeof(type)))

/*
 * A list that grows: *items (of n elements of size bytes) gets one more,
 * zeroed; its address is returned. Capacity doubles at powers of two, so n
 * must only ever change through this function.
 */
void *ks_grow(struct ks_arena *arena, void *items_ptr, size_t *n, size_t size);

#endif
