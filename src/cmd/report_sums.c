/* SPDX-License-Identifier: EUPL-1.2 */
/* Sums by name: see the header. */
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "sums.h"

#define FIRST_SLOTS 1024
/* Of what is counted and how it is written: another one is not read. */
#define FORM "sums 3\n"

void sums_init(struct sums *sums, struct ks_arena *arena)
{
	*sums = (struct sums){ .arena = arena, .n_slots = FIRST_SLOTS };
	sums->slots = KS_NEW_N(arena, FIRST_SLOTS, size_t);
}

/* ---- finding ---------------------------------------------------------------------- */

/* FNV-1a. */
static uint32_t mix(uint32_t hash, const char *text)
{
	do
		hash = (hash ^ (unsigned char)*text) * 16777619U;
	while (*text++);
	return hash;
}

static uint32_t hash_of(const struct sum *sum)
{
	uint32_t hash = mix(mix(mix(2166136261U, sum->measure), sum->by), sum->part);

	return (hash ^ (uint32_t)sum->at) * 16777619U;
}

/* Names mostly are the same place in memory. */
static int compare_names(const char *a, const char *b)
{
	return a == b ? 0 : strcmp(a, b);
}

static int compare(const void *a, const void *b)
{
	const struct sum *x = a, *y = b;
	int order = compare_names(x->measure, y->measure);

	if (!order)
		order = compare_names(x->by, y->by);
	if (!order)
		order = strcmp(x->part, y->part);
	return order ? order : (x->at > y->at) - (x->at < y->at);
}

/* The slot of a sum, or the empty one where it would be. */
static size_t *slot_of(const struct sums *sums, const struct sum *sum)
{
	size_t at = hash_of(sum) & (sums->n_slots - 1);

	while (sums->slots[at] && compare(&sums->items[sums->slots[at] - 1], sum) != 0)
		at = (at + 1) & (sums->n_slots - 1);
	return &sums->slots[at];
}

static void lay_out(struct sums *sums)
{
	memset(sums->slots, 0, sums->n_slots * sizeof(*sums->slots));
	for (size_t i = 0; i < sums->n; i++)
		*slot_of(sums, &sums->items[i]) = i + 1;
}

static void widen(struct sums *sums)
{
	sums->n_slots *= 2;
	sums->slots = KS_NEW_N(sums->arena, sums->n_slots, size_t);
	lay_out(sums);
}

/* A new one in an empty slot. */
static void put(struct sums *sums, size_t *slot, const struct sum *what)
{
	*(struct sum *)ks_grow(sums->arena, &sums->items, &sums->n, sizeof(*what)) = *what;
	*slot = sums->n;
	sums->sorted = false;
	if (sums->n * 2 > sums->n_slots)
		widen(sums);
}

void sums_add(struct sums *sums, const struct sum *what)
{
	size_t *slot = slot_of(sums, what);
	struct sum new = *what;

	if (*slot) {
		sums->items[*slot - 1].n += what->n;
		return;
	}
	new.part = ks_strdup(sums->arena, what->part);
	put(sums, slot, &new);
}

/* ---- in order ------------------------------------------------------------------------ */

void sums_sort(struct sums *sums)
{
	if (sums->sorted)
		return;
	if (sums->n)
		qsort(sums->items, sums->n, sizeof(*sums->items), compare);
	lay_out(sums);
	sums->sorted = true;
}

static int by_name(const void *key, const void *item)
{
	const struct sum *x = key, *y = item;
	int order = strcmp(x->measure, y->measure);

	return order ? order : strcmp(x->by, y->by);
}

const struct sum *sums_of(struct sums *sums, const char *measure, const char *by, size_t *n)
{
	const struct sum key = { .measure = measure, .by = by };
	const struct sum *first, *end;

	*n = 0;
	sums_sort(sums);
	first = sums->n ? bsearch(&key, sums->items, sums->n, sizeof(key), by_name) : NULL;
	if (!first)
		return NULL;
	for (end = first; end < sums->items + sums->n && by_name(&key, end) == 0; end++)
		continue;
	while (first > sums->items && by_name(&key, first - 1) == 0)
		first--;
	*n = (size_t)(end - first);
	return first;
}

/* ---- as text --------------------------------------------------------------------------- */

const char *sums_text(struct sums *sums)
{
	struct ks_buf buf;

	sums_sort(sums);
	ks_buf_init(&buf, sums->arena);
	ks_buf_add(&buf, FORM);
	for (size_t i = 0; i < sums->n; i++) {
		const struct sum *sum = &sums->items[i];

		if (sum->n)
			ks_buf_addf(&buf, "%s %s %d %lld %zu:%s\n", sum->measure, sum->by, sum->at,
				    sum->n, strlen(sum->part), sum->part);
	}
	return buf.text;
}

/* The next word up to a mark, NULL at a text that is none; *text goes on behind the mark. */
static const char *word(char **text, char mark)
{
	char *start = *text, *end = start ? strchr(start, mark) : NULL;

	*text = end ? end + 1 : NULL;
	if (end)
		*end = '\0';
	return end ? start : NULL;
}

static bool number(char **text, char mark, long long *out)
{
	const char *said = word(text, mark);
	char *end = NULL;

	*out = said ? strtoll(said, &end, 10) : 0;
	return said && end != said && !*end;
}

static bool read_sum(struct sums *sums, char **text)
{
	long long at = 0, length = 0;
	struct sum sum = { .measure = word(text, ' ') };
	size_t *slot;

	sum.by = word(text, ' ');
	if (!sum.by || !number(text, ' ', &at) || !number(text, ' ', &sum.n) ||
	    !number(text, ':', &length) || length < 0 || at < 0 || at > INT_MAX ||
	    strnlen(*text, (size_t)length + 1) <= (size_t)length || (*text)[length] != '\n')
		return false;
	sum.at = (int)at;
	sum.part = *text;
	(*text)[length] = '\0';
	*text += length + 1;
	slot = slot_of(sums, &sum);
	if (!*slot)
		put(sums, slot, &sum);
	return true;
}

/* Words are not copied: the text is cut into them. */
bool sums_read(struct sums *sums, const char *text)
{
	char *rest;

	if (strncmp(text, FORM, strlen(FORM)) != 0)
		return false;
	rest = ks_strdup(sums->arena, text + strlen(FORM));
	while (*rest)
		if (!read_sum(sums, &rest))
			return false;
	return true;
}
