/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_SUMS_H
#define KS_CMD_SUMS_H
/*
 * What a report sums over families, before anything is hidden: how often each
 * measure was counted, for the whole and for each part of a split. A sum is
 * named by its measure, by what it is split, which part, and a number: days of
 * a median, a month of a trend. Adding a family and taking one off is the same
 * thing, and as text sums can be kept.
 */
#include <stdbool.h>
#include <stddef.h>

struct ks_arena;

struct sum {
	const char *measure;		/* "signal:roken" */
	const char *by;			/* "whole", "month", a word of ks_report_by_words, ... */
	const char *part;		/* "" where not known, or of the whole */
	int at;
	long long n;
};

struct sums {
	struct ks_arena *arena;
	struct sum *items;
	size_t n;
	size_t *slots, n_slots;		/* by hash: index in items, from 1 */
	bool sorted;
};

void sums_init(struct sums *sums, struct ks_arena *arena);

/* Adds what->n to the sum of that name, which may be new. measure and by must outlive it. */
void sums_add(struct sums *sums, const struct sum *what);

/*
 * All of a measure by one thing, in order of part and number; *n how many. A sum
 * of 0 is among them. Adding another afterwards ends what was given before.
 */
const struct sum *sums_of(struct sums *sums, const char *measure, const char *by, size_t *n);

/* All of them in order of measure, by, part and number. */
void sums_sort(struct sums *sums);

/* As text, without those of 0: equal sums are equal texts. */
const char *sums_text(struct sums *sums);

/* Takes what stands in such a text, into sums that are still empty; false when it is none. */
bool sums_read(struct sums *sums, const char *text);

#endif
