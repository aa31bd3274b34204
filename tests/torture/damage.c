/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A damaged book: bits turned over, pages of noise, of nothing, exchanged,
 * the file cut off or longer. Nothing crashes or hangs, and when `ks doctor`
 * and `ks audit verify` find nothing, the answers are those of before.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "torture/attacks.h"

#define PAGE 4096
#define SLOW 2.0		/* seconds */
#define QUESTIONS 5

static const char *const questions[QUESTIONS][6] = {
	{ "case", "list", "--json" },	  { "case", "show", "", "--json" },
	{ "handover", "list", "--json" }, { "report", "--month", "2026-11", "--json" },
	{ "todo", "--all", "--json" },
};

struct answers {
	char *texts[QUESTIONS];
};

/* A head of the audit is of the moment. */
static void blank_hashes(char *text)
{
	size_t run = 0;

	for (char *c = text;; c++) {
		if (isxdigit((unsigned char)*c)) {
			run++;
			continue;
		}
		if (run == 64)
			memset(c - 64, '#', 64);
		run = 0;
		if (!*c)
			return;
	}
}

static const char *a_case(const struct world *w)
{
	for (size_t i = 0; i < w->n_commands; i++)
		if (strcmp(w->commands[i].name, "case show") == 0)
			return w->commands[i].words[2];
	return "";
}

static void ask(struct place *p, int question)
{
	const char *words[7] = { NULL };

	memcpy(words, questions[question], sizeof(questions[question]));
	for (int i = 0; words[i]; i++)
		if (!*words[i])
			words[i] = a_case(p->w);
	run_words(p, words);
	blank_hashes(p->end.out);
}

static const char *hurt(unsigned char *bytes, size_t *len, long i, unsigned long long *seed)
{
	size_t pages = *len / PAGE, a = draw(seed, (unsigned)pages), b = draw(seed, (unsigned)pages);
	unsigned char page[PAGE];

	switch (i % 8) {
	case 0:
		for (size_t j = 0; j < PAGE; j++)
			bytes[a * PAGE + j] = (unsigned char)draw(seed, 256);
		return "a page of noise";
	case 1:
		memset(bytes + a * PAGE, 0, PAGE);
		return "an empty page";
	case 2:
		memcpy(page, bytes + a * PAGE, PAGE);
		memcpy(bytes + a * PAGE, bytes + b * PAGE, PAGE);
		memcpy(bytes + b * PAGE, page, PAGE);
		return "two pages exchanged";
	case 3:
		*len = draw(seed, (unsigned)*len);
		return "cut off";
	default:
		a = draw(seed, (unsigned)*len);
		bytes[a] ^= (unsigned char)(1U << draw(seed, 8));
		return "a bit turned over";
	}
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static bool is_calm(struct place *p, double start)
{
	return p->end.status >= 0 && seconds() - start < SLOW * 4 &&
	       (p->end.status == 0 || p->end.n_err > 0 || p->end.n_out > 0);
}

static void damage(struct place *p, long i, void *arg)
{
	const char *const doctor[] = { "doctor", NULL }, *const verify[] = { "audit", "verify", NULL };
	const struct answers *right = arg;
	unsigned long long seed = (unsigned long long)i * 48271 + 3;
	bool fine = true, clean = true;
	const char *what;
	char path[400];
	size_t len = 0;
	char *bytes;

	place_reset(p);
	snprintf(path, sizeof(path), "%s/book.db", p->folder);
	bytes = slurp(path, &len);
	what = hurt((unsigned char *)bytes, &len, i, &seed);
	spill(path, bytes, len);
	free(bytes);
	for (int step = 0; fine && step < 2 + QUESTIONS; step++) {
		double start = seconds();

		if (step < 2)
			run_words(p, step ? verify : doctor);
		else
			ask(p, step - 2);
		fine = is_calm(p, start);
		if (step < 2)
			clean = clean && p->end.status == 0;
		else if (clean)
			fine = fine && strcmp(p->end.out, right->texts[step - 2]) == 0;
		if (!fine)
			tried(p->w, false, "round %ld (%s), step %d: status %d, %s: %.200s%.200s",
			      i, what, step, p->end.status, clean ? "clean" : "damage was seen",
			      p->end.err, p->end.out);
	}
	if (fine)
		tried(p->w, true, "%s", "");
}

void attack_damage(struct world *w)
{
	struct answers right;
	struct place p;

	place_open(&p, w, "w0");
	place_reset(&p);
	for (int i = 0; i < QUESTIONS; i++) {
		ask(&p, i);
		right.texts[i] = strdup(p.end.out);
		if (p.end.status != 0)
			tried(w, false, "question %d is not answered: %s", i, p.end.err);
	}
	place_close(&p);
	in_parallel(w, w->is_long ? 10000 : 64, damage, &right);
	for (int i = 0; i < QUESTIONS; i++)
		free(right.texts[i]);
}
