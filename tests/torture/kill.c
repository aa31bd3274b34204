/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * SIGKILL before every system call of every command. What is on the disk
 * changes only by some calls, so a short run kills after each of those (and
 * before the first): that is every state a kill can leave. A long run kills at
 * all of them, and at a thousand moments of the clock.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "torture/attacks.h"
#include "torture/trace.h"

struct shot {
	const struct command *c;
	long at;
};

struct shots {
	struct shot *items;
	size_t n;
};

static void add_shot(struct shots *s, const struct command *c, long at)
{
	s->items = realloc(s->items, (s->n + 1) * sizeof(*s->items));
	s->items[s->n++] = (struct shot){ c, at };
}

static void plan(struct place *p, const struct command *c, struct shots *s, bool all)
{
	struct tracing t = { .todo = COUNT };

	place_reset(p);
	trace_run(p, c, &t);
	add_shot(s, c, 0);
	for (size_t i = 1; i < t.n; i++)
		if (all || call_changes(&t.calls[i - 1]))
			add_shot(s, c, (long)i);
	trace_free(&t);
}

static void shoot(struct place *p, long i, void *arg)
{
	const struct shot *shot = &((const struct shots *)arg)->items[i];
	struct tracing t = { .todo = KILL, .at = shot->at };
	char what[64];
	bool fine;

	snprintf(what, sizeof(what), "killed at call %ld", shot->at);
	place_reset(p);
	trace_run(p, shot->c, &t);
	trace_free(&t);
	fine = world_check(p, shot->c, p->end.n_out > 0, what);
	tried(p->w, fine, "%s: %s", shot->c->name, what);
}

/* At a moment of the clock, without anybody looking over its shoulder. */
static void shoot_blind(struct place *p, long i, void *arg)
{
	const struct command *c = &p->w->commands[(size_t)i % p->w->n_commands];
	unsigned long long seed = (unsigned long long)i * 77 + 5;
	struct timespec moment = { 0, (long)draw(&seed, 12000) * 1000 };
	int pipes[2];
	pid_t child;

	(void)arg;
	place_reset(p);
	child = start_child(p, pipes, c->input);
	if (child == 0)
		exec_command(p, c);
	nanosleep(&moment, NULL);
	kill(child, SIGKILL);
	collect(p, pipes, child, 0);
	tried(p->w, world_check(p, c, p->end.n_out > 0, "killed at a moment"), "%s: %ld us",
	      c->name, moment.tv_nsec / 1000);
}

/* Of a long list every so many. */
static void thin_out(struct shots *s, size_t wanted)
{
	size_t n = 0;

	while (n < wanted && s->n > wanted) {
		s->items[n] = s->items[n * s->n / wanted];
		n++;
	}
	s->n = n ? n : s->n;
}

void attack_kill(struct world *w)
{
	struct shots shots = { NULL, 0 };
	struct place p;

	place_open(&p, w, "plan");
	for (size_t i = 0; i < w->n_commands; i++)
		plan(&p, &w->commands[i], &shots, w->is_long);
	place_close(&p);
	if (!w->is_long)
		thin_out(&shots, 240);
	in_parallel(w, (long)shots.n, shoot, &shots);
	in_parallel(w, w->is_long ? 1000 : 70, shoot_blind, NULL);
	free(shots.items);
}
