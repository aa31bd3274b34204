/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A crew of threads that take the next text until there is none. Each has
 * arenas of its own and each text its own diagnostics, so that they share
 * nothing but the number of the next text. The caller is one of the crew: when
 * no thread can be had it does all the work.
 */
#include "ks/cards/parse.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "ks/base/arena.h"
#include "ks/cards/yaml.h"

#define HELPERS 3
#define WORTH_HELP (32 * 1024)	/* bytes: what is less is read before a thread has begun */

/* A text with what was said of it. */
struct job {
	struct ks_parse *text;
	struct ks_diag *diag;
};

struct crew {
	struct job *jobs;	/* the longest first, so that none is left over at the end */
	size_t n;
	atomic_size_t next;
};

struct helper {
	struct crew *crew;
	struct ks_arena arena, nodes;
	pthread_t thread;
};

static void work(struct crew *crew, struct ks_arena *arena, struct ks_arena *nodes)
{
	size_t i;

	while ((i = atomic_fetch_add(&crew->next, 1)) < crew->n) {
		struct job *job = &crew->jobs[i];

		ks_diag_init(job->diag, arena);
		job->text->root = ks_yaml_read_apart(arena, nodes, job->text->in, job->diag);
	}
}

static void *help(void *data)
{
	struct helper *helper = data;

	work(helper->crew, &helper->arena, &helper->nodes);
	return NULL;
}

/* How many were started. Signals stay with the thread that knows what to do with them. */
static size_t start(struct helper *helpers, struct crew *crew)
{
	sigset_t all, before;
	size_t n = 0;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	for (; n < HELPERS; n++) {
		helpers[n].crew = crew;
		ks_arena_init(&helpers[n].arena);
		ks_arena_init_brief(&helpers[n].nodes);
		if (pthread_create(&helpers[n].thread, NULL, help, &helpers[n]) != 0)
			break;
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return n;
}

static int longest_first(const void *left, const void *right)
{
	const struct job *a = left, *b = right;
	size_t x = a->text->in->len, y = b->text->in->len;

	return x == y ? (a->text > b->text) - (a->text < b->text) : (x < y) - (x > y);
}

static size_t total(const struct ks_parse *texts, size_t n)
{
	size_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += texts[i].in->len;
	return sum;
}

static void work_together(struct crew *crew, struct ks_arena *arena, struct ks_arena *nodes)
{
	struct helper helpers[HELPERS];
	size_t n = start(helpers, crew);

	work(crew, arena, nodes);
	for (size_t i = 0; i < n; i++) {
		pthread_join(helpers[i].thread, NULL);
		ks_arena_adopt(arena, &helpers[i].arena);
		ks_arena_adopt(nodes, &helpers[i].nodes);
	}
}

static void tell(struct ks_diag *diag, const struct ks_diag *heard)
{
	for (const struct ks_diag_item *item = heard->first; item; item = item->next)
		ks_diag_add(diag, item->severity, item->loc, item->msg, item->args, item->near);
}

void ks_parse_all(struct ks_arena *arena, struct ks_arena *nodes, struct ks_parse *texts, size_t n,
		  struct ks_diag *diag)
{
	struct ks_diag *heard = KS_NEW_N(arena, n + 1, struct ks_diag);
	struct crew crew = { .jobs = KS_NEW_N(arena, n + 1, struct job), .n = n };

	for (size_t i = 0; i < n; i++)
		crew.jobs[i] = (struct job){ &texts[i], &heard[i] };
	qsort(crew.jobs, n, sizeof(*crew.jobs), longest_first);
	if (total(texts, n) < WORTH_HELP)
		work(&crew, arena, nodes);
	else
		work_together(&crew, arena, nodes);
	for (size_t i = 0; i < n; i++)
		tell(diag, &heard[i]);
}
