/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Memory runs out at every way through a command that leads to an allocation,
 * the first and the last time it is gone: once, and from then on.
 *
 * A way is an allocation with its eight callers (shim.c). Cards of 300 KB are
 * 70 000 allocations by some hundred ways; the ten thousandth word of a card
 * runs out of memory as the first and the last one did.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "torture/attacks.h"

struct shortage {
	const struct command *c;
	long at;
	bool ever;
};

struct shortages {
	struct shortage *items;
	size_t n;
};

static void set_number(const char *name, long n)
{
	char text[24];

	snprintf(text, sizeof(text), "%ld", n);
	setenv(name, text, 1);
}

struct preload {
	const char *shim;
	long at;
	bool ever;
};

static void prepare(const void *arg)
{
	const struct preload *load = arg;

	setenv("LD_PRELOAD", load->shim, 1);
	if (load->at)
		set_number("TORTURE_ALLOC", load->at);
	else
		setenv("TORTURE_COUNT", "count", 1);
	setenv(load->ever ? "TORTURE_EVER" : "TORTURE_ALONE", "1", 1);
}

static void plan(struct shortages *s, const struct command *c, long at)
{
	for (int ever = 0; ever < 2; ever++) {
		s->items = realloc(s->items, (s->n + 1) * sizeof(*s->items));
		s->items[s->n++] = (struct shortage){ c, at, ever != 0 };
	}
}

/* A short run takes eight of the ways. */
static void plan_ways(struct place *p, const struct command *c, struct shortages *s)
{
	const struct preload load = { p->w->shim, 0, false };
	char path[400], *text, *at;
	size_t len = 0;
	long ways = 0, each = 1;

	place_reset(p);
	run_command(p, c, prepare, &load);
	snprintf(path, sizeof(path), "%s/count", p->folder);
	text = slurp(path, &len);
	for (at = text; at && (at = strchr(at, '\n')); at++)
		ways++;
	if (!p->w->is_long)
		each = ways / 8 + 1;
	at = text;
	for (long i = 0; i < ways; i++) {
		long allocation = strtol(at, &at, 10);

		if (i % each == 0)
			plan(s, c, allocation);
	}
	free(text);
}

static void starve(struct place *p, long i, void *arg)
{
	const struct shortage *s = &((const struct shortages *)arg)->items[i];
	const struct preload load = { p->w->shim, s->at, s->ever };
	char what[64];
	bool fine;

	snprintf(what, sizeof(what), "allocation %ld fails%s", s->at, s->ever ? " for ever" : "");
	place_reset(p);
	run_command(p, s->c, prepare, &load);
	fine = is_honest(p, s->c, what);
	fine = world_check(p, s->c, p->end.status == s->c->status && p->end.n_out > 0, what) && fine;
	tried(p->w, fine, "%s: %s", s->c->name, what);
}

void attack_memory(struct world *w)
{
	struct shortages shortages = { NULL, 0 };
	struct place p;

	place_open(&p, w, "plan");
	for (size_t i = 0; i < w->n_commands; i++)
		plan_ways(&p, &w->commands[i], &shortages);
	place_close(&p);
	in_parallel(w, (long)shortages.n, starve, &shortages);
	free(shortages.items);
}
