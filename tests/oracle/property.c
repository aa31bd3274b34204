/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * property [--seed N] [--worlds N] [--families N] [--max-open N] [--reports N] [--dir DIR]
 *
 * Makes random coalitions and families and holds the program's route against the oracle's.
 * Each coalition is written twice, in two orders and styles, and each time loaded anew: both
 * routes must be the oracle's, and be each other's. World W of seed N is world 0 of seed N + W,
 * so a failing one is made again by its own number. What fails is made smaller before it is
 * reported. Before all that the oracle is tried itself, on worlds made by hand. Ends with a
 * plain "N passed, N failed".
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "because.h"
#include "emit.h"
#include "explain.h"
#include "generate.h"
#include "oracle.h"
#include "reading.h"
#include "report.h"
#include "selftest.h"
#include "shrink.h"
#include "subject.h"
#include "tally.h"
#include "witness.h"

enum { MAX_FAMILIES = 16, ORDERS = 2, WHY_SIZE = 4096, CHANGES = 12 };

struct settings {
	uint64_t seed;
	int worlds, families, max_open, reports;
	const char *dir;
};

/* All that one world needs; too large for the stack of every machine. */
struct bench {
	struct settings set;
	uint64_t seed;                  /* of this world */
	struct coalition coalition;
	struct family family[MAX_FAMILIES];
	struct outcome want, got, first[MAX_FAMILIES];
	bool failed[MAX_FAMILIES];
	struct emitted emitted;
	struct tally tally;
	int impact[MISSED + 1];
	int passed, broken, reported;
};

/* What has been asked last: files as emitted, family, both answers, first difference. */
static void report(const struct bench *b, const struct emitted *e, const struct family *f,
		   const char *why)
{
	printf("==== seed %llu: %s\n", (unsigned long long)b->seed, why);
	report_files(stdout, e);
	report_family(stdout, &b->coalition, f);
	printf("---- oracle\n");
	outcome_print(stdout, &b->want);
	printf("---- program\n");
	outcome_print(stdout, &b->got);
	printf("==== seed %llu: %s\n", (unsigned long long)b->seed, why);
}

static bool ask_program(struct bench *b, const struct subject *s, const struct family *f,
			char *why)
{
	char *json = subject_route(s, &b->coalition, f, why, WHY_SIZE);

	memset(&b->got, 0, sizeof(b->got));
	if (json == NULL)
		return false;
	bool read = reading_of_json(json, &b->got, why, WHY_SIZE);
	free(json);
	return read;
}

/* In the second order the answer must also be that of the first, wherever things stand. */
static bool same_as_first(struct bench *b, int family, int order, char *why)
{
	char difference[WHY_SIZE / 2];

	if (order == 0) {
		b->first[family] = b->got;
		return true;
	}
	if (outcome_equal(&b->first[family], &b->got, PLACES_IGNORED, difference,
			  sizeof(difference)))
		return true;
	snprintf(why, WHY_SIZE, "the order of files, keys and cards matters: %s", difference);
	return false;
}

/* Both answers, and whether they are the same. */
static bool agree(struct bench *b, const struct subject *s, const struct family *f, char *why)
{
	oracle_ask(&b->coalition, f, &b->want);
	return ask_program(b, s, f, why) &&
	       outcome_equal(&b->want, &b->got, PLACES_COMPARED, why, WHY_SIZE);
}

/* One family alone, written in a folder of its own and with its own order. */
struct trial {
	struct bench *b;
	struct family f;
	int open;                       /* leaving out answers may open no more than this */
	char dir[PATH_SIZE / 2 + 16];
	char why[WHY_SIZE];
	struct emitted emitted;
	bool report;
};

static bool trial_fails(void *context)
{
	struct trial *t = context;
	struct rng rng;
	bool same = true;

	if (oracle_open(&t->b->coalition, &t->f, NULL) > t->open)
		return false;
	rng_seed(&rng, t->b->seed);
	if (emit_coalition(&rng, &t->b->coalition, t->dir, &t->emitted)) {
		struct subject *s = subject_load(t->emitted.folder, t->why, WHY_SIZE);
		same = s == NULL || agree(t->b, s, &t->f, t->why);
		subject_free(s);
	}
	if (t->report)
		report(t->b, &t->emitted, &t->f, t->why);
	emit_remove(&t->emitted);
	return !same;
}

/* Shrinks, reports and puts the world back as it was. False: alone it does not fail. */
static bool report_small(struct bench *b, int family, const char *dir)
{
	struct coalition *whole = malloc(sizeof(*whole));
	struct trial *t = calloc(1, sizeof(*t));
	bool fails = false;

	if (whole == NULL || t == NULL)
		abort();
	*whole = b->coalition;
	t->b = b;
	t->f = b->family[family];
	t->open = oracle_open(&b->coalition, &t->f, NULL) + 1;
	if (t->open > MAX_OPEN)
		t->open = MAX_OPEN;
	snprintf(t->dir, sizeof(t->dir), "%s/small", dir);
	if (mkdir(t->dir, 0700) == 0) {
		fails = trial_fails(t);
		if (fails) {
			shrink(&b->coalition, &t->f, trial_fails, t);
			t->report = true;
			trial_fails(t);
		}
		rmdir(t->dir);
	}
	b->coalition = *whole;
	free(whole);
	free(t);
	return fails;
}

static void fail(struct bench *b, int family, const char *dir, const char *why)
{
	if (b->failed[family])
		return;
	b->failed[family] = true;
	if (b->reported++ >= b->set.reports)
		return;
	struct outcome *want = malloc(sizeof(*want)), *got = malloc(sizeof(*got));
	if (want == NULL || got == NULL)
		abort();
	*want = b->want;
	*got = b->got;
	if (dir == NULL || !report_small(b, family, dir)) {
		b->want = *want;
		b->got = *got;
		report(b, &b->emitted, &b->family[family], why);
	}
	free(want);
	free(got);
}

/* One family of each world: trying every pair of answers takes long. */
static bool explains(struct bench *b, const struct subject *s, char *why)
{
	struct rng rng;

	rng_seed(&rng, b->seed);
	return because_try(&b->coalition, &b->family[0], &b->got, why, WHY_SIZE) &&
	       witness_try(s, &b->coalition, &b->family[0], &rng, why, WHY_SIZE) &&
	       explain_try(s, &b->coalition, &b->family[0], &rng, &b->want, &b->got, why,
			   WHY_SIZE);
}

static void try_family(struct bench *b, const struct subject *s, int family, int order,
		       const char *dir)
{
	char why[WHY_SIZE] = "";
	bool same = agree(b, s, &b->family[family], why);

	if (order == 0)
		tally_count(&b->tally, &b->family[family], &b->want);
	if (!same || !same_as_first(b, family, order, why))
		fail(b, family, dir, why);
	else if (order == 0 && family == 0 && !explains(b, s, why))
		fail(b, family, dir, why);
}

static void refuse(struct bench *b, const char *why)
{
	memset(&b->want, 0, sizeof(b->want));
	memset(&b->got, 0, sizeof(b->got));
	if (b->reported++ < b->set.reports)
		report(b, &b->emitted, &b->family[0], why);
	for (int i = 0; i < b->set.families; i++)
		b->failed[i] = true;
}

/* Whoever `ks cards impact` leaves alone keeps the route, both ways round. */
static void try_changes(struct bench *b, const struct subject *s, struct rng *rng)
{
	for (int n = 0; n < CHANGES; n++) {
		struct subject *other = subject_change(s, rng);

		for (int i = 0; other != NULL && i < b->set.families; i++) {
			enum impact there = subject_impact(s, other, &b->coalition, &b->family[i]);
			enum impact back = subject_impact(other, s, &b->coalition, &b->family[i]);

			b->impact[there]++;
			if (there == MISSED || back != there)
				fail(b, i, NULL, "another route after a change that left it alone");
		}
		subject_free(other);
	}
}

static void try_order(struct bench *b, struct rng *rng, const char *dir, int order)
{
	char why[WHY_SIZE] = "";

	if (!emit_coalition(rng, &b->coalition, dir, &b->emitted)) {
		refuse(b, "the files could not be written");
		emit_remove(&b->emitted);
		return;
	}
	struct subject *s = subject_load(b->emitted.folder, why, sizeof(why));
	if (s == NULL)
		refuse(b, why);
	for (int i = 0; s != NULL && i < b->set.families; i++)
		try_family(b, s, i, order, dir);
	if (s != NULL && order == 0)
		try_changes(b, s, rng);
	subject_free(s);
	emit_remove(&b->emitted);
}

static int draw_open(struct rng *rng, int max_open)
{
	static const int weights[MAX_OPEN + 1] = {12, 12, 18, 20, 20, 12, 4, 1, 1};
	int n = rng_weighted(rng, weights, MAX_OPEN + 1);

	return n < max_open ? n : max_open;
}

static void try_world(struct bench *b, const char *dir)
{
	struct rng rng;

	rng_seed(&rng, b->seed);
	generate_coalition(&rng, &b->coalition);
	for (int i = 0; i < b->set.families; i++) {
		int open = draw_open(&rng, b->set.max_open);
		generate_family(&rng, &b->coalition, open, &b->family[i]);
		b->failed[i] = false;
	}
	for (int order = 0; order < ORDERS; order++)
		try_order(b, &rng, dir, order);
	for (int i = 0; i < b->set.families; i++) {
		b->passed += !b->failed[i];
		b->broken += b->failed[i];
	}
}

static bool read_option(struct settings *set, const char *name, const char *value)
{
	if (strcmp(name, "--seed") == 0)
		set->seed = strtoull(value, NULL, 10);
	else if (strcmp(name, "--worlds") == 0)
		set->worlds = atoi(value);
	else if (strcmp(name, "--families") == 0)
		set->families = atoi(value);
	else if (strcmp(name, "--max-open") == 0)
		set->max_open = atoi(value);
	else if (strcmp(name, "--reports") == 0)
		set->reports = atoi(value);
	else if (strcmp(name, "--dir") == 0)
		set->dir = value;
	else
		return false;
	return true;
}

/* Thousands of small files: in memory where the machine has such a folder. */
static const char *scratch(void)
{
	const char *set = getenv("TMPDIR");

	if (set != NULL)
		return set;
	return access("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm" : "/tmp";
}

static bool read_options(struct settings *set, int argc, char **argv)
{
	*set = (struct settings){1, 1000, 4, 6, 1, scratch()};
	for (int i = 1; i < argc; i += 2) {
		if (i + 1 == argc || !read_option(set, argv[i], argv[i + 1]))
			return false;
	}
	return set->families >= 1 && set->families <= MAX_FAMILIES && set->max_open >= 0 &&
	       set->max_open <= MAX_OPEN;
}

static void run(struct bench *b, const char *dir)
{
	for (int i = 0; i < b->set.worlds; i++) {
		b->seed = b->set.seed + (uint64_t)i;
		try_world(b, dir);
	}
}

int main(int argc, char **argv)
{
	struct bench *b = calloc(1, sizeof(*b));
	char dir[PATH_SIZE / 2];

	if (b == NULL || !read_options(&b->set, argc, argv)) {
		fprintf(stderr, "usage: property [--seed N] [--worlds N] [--families 1-%d] "
				"[--max-open 0-%d] [--reports N] [--dir DIR]\n",
			MAX_FAMILIES, MAX_OPEN);
		free(b);
		return 2;
	}
	snprintf(dir, sizeof(dir), "%s/ks-oracle-XXXXXX", b->set.dir);
	if (mkdtemp(dir) == NULL) {
		perror(dir);
		free(b);
		return 4;
	}
	selftest(&b->passed, &b->broken);
	run(b, dir);
	rmdir(dir);
	tally_print(stdout, &b->tally);
	printf("other files: left alone %d, read for nothing %d, read and changed %d, missed %d\n",
	       b->impact[LEFT_ALONE], b->impact[READ_FOR_NOTHING], b->impact[READ_AND_CHANGED],
	       b->impact[MISSED]);
	printf("%d passed, %d failed\n", b->passed, b->broken);
	int status = b->broken > 0 ? 1 : 0;
	free(b);
	return status;
}
