/* SPDX-License-Identifier: EUPL-1.2 */
#include "explain.h"

#include <stdlib.h>
#include <string.h>

#include "oracle.h"
#include "reading.h"
#include "route.h"

enum { MAX_CHANGES = 2 * MAX_FACTORS * MAX_SUBJECTS };

struct trying {
	const struct coalition *c;
	struct mind mind;               /* as it is */
	struct route route;
	int intervention;
	int n;
	struct other change[MAX_CHANGES];
	const struct sets *sets;
};

/* ---- another answer ---------------------------------------------------------------- */

static void answer(struct family *f, struct other other)
{
	int n = 0;

	for (int i = 0; i < f->n_answers; i++)
		if (f->answer[i].factor != other.factor || f->answer[i].subject != other.subject)
			f->answer[n++] = f->answer[i];
	if (n < MAX_ANSWERS)
		f->answer[n++] = (struct answer){.factor = other.factor, .subject = other.subject,
						 .reply = other.present ? PRESENT : ABSENT,
						 .by = BY_PROFESSIONAL, .date = f->today};
	f->n_answers = n;
}

static struct other any_pair(const struct coalition *c, struct rng *rng)
{
	struct other other = {0, 0, rng_chance(rng, 50)};

	do
		other.factor = rng_between(rng, 0, c->n_factors - 1);
	while (c->factor[other.factor].hidden);
	other.subject = rng_between(rng, 0, c->factor[other.factor].n_subjects - 1);
	return other;
}

static bool try_what_if(const struct subject *s, const struct coalition *c, const struct family *f,
			struct rng *rng, struct outcome *want, struct outcome *got, char *why,
			size_t why_size)
{
	struct other other = any_pair(c, rng);
	struct family then = *f;
	char *json = subject_what_if(s, c, f, other, why, why_size);
	bool same;

	if (json == NULL)
		return false;
	answer(&then, other);
	memset(got, 0, sizeof(*got));
	oracle_ask(c, &then, want);
	same = reading_of_json(json, got, why, why_size) &&
	       outcome_equal(want, got, PLACES_COMPARED, why, why_size);
	free(json);
	return same;
}

/* ---- sets ------------------------------------------------------------------------------ */

/* Is it on the route with these answers? */
static bool works(struct trying *t, const struct other *items, int n)
{
	struct mind then = t->mind;

	for (int i = 0; i < n; i++)
		then.said[items[i].factor][items[i].subject] = items[i].present ? T_YES : T_NO;
	mind_see(&then);
	route_make(&t->route, &then);
	for (int i = 0; i < t->route.n_steps; i++)
		if (t->route.step[i].intervention == t->intervention)
			return true;
	return false;
}

/* Whether an answer would be in the picture at all: facts and scores go before it. */
static bool can_answer(const struct trying *t, const struct family *f, struct other other)
{
	struct family then = *f;
	struct mind mind;
	enum tri wanted = other.present ? T_YES : T_NO;

	answer(&then, other);
	mind_make(&mind, t->c, &then);
	return t->mind.picture[other.factor][other.subject] != wanted &&
	       mind.picture[other.factor][other.subject] == wanted;
}

static bool is_open(const struct open_pair *open, int n, int factor, int subject)
{
	for (int i = 0; i < n; i++)
		if (open[i].factor == factor &&
		    (open[i].subject == subject || (open[i].subject == NONE && subject == 0)))
			return true;
	return false;
}

static void find_changes(struct trying *t, const struct family *f)
{
	struct open_pair open[MAX_QUESTIONS];
	int n = oracle_open(t->c, f, open);

	for (int i = 0; i < t->c->n_factors; i++) {
		if (t->c->factor[i].hidden)
			continue;
		for (int s = 0; s < t->c->factor[i].n_subjects; s++) {
			if (s > 0 && t->mind.picture[i][s] == T_UNKNOWN && !is_open(open, n, i, s))
				continue;
			for (int present = 0; present < 2; present++) {
				struct other other = {i, s, present};

				if (can_answer(t, f, other))
					t->change[t->n++] = other;
			}
		}
	}
}

static bool same_other(struct other a, struct other b)
{
	return a.factor == b.factor && a.subject == b.subject && a.present == b.present;
}

/* Each of these is in the set, in any order. */
static bool is_named(const struct sets *sets, const struct other *items, int n)
{
	for (int i = 0; i < sets->n; i++) {
		int shared = 0;

		for (int a = 0; a < n && sets->set[i].n == n; a++)
			for (int b = 0; b < n; b++)
				shared += same_other(items[a], sets->set[i].item[b]);
		if (sets->set[i].n == n && shared == n)
			return true;
	}
	return false;
}

/* The set works and none of its parts does: every choice of its answers is tried. */
static bool set_is_smallest(struct trying *t, int set)
{
	const struct other *all = t->sets->set[set].item;
	int n = t->sets->set[set].n;

	for (int bits = 0; bits < 1 << n; bits++) {
		struct other part[MAX_SET];
		int size = 0;

		for (int i = 0; i < n; i++)
			if (bits & 1 << i)
				part[size++] = all[i];
		if (works(t, part, size) != (size == n))
			return false;
	}
	return true;
}

/* Every set of one or two that works and holds no smaller one is named. */
static bool all_are_named(struct trying *t)
{
	bool alone[MAX_CHANGES];

	for (int i = 0; i < t->n; i++) {
		alone[i] = works(t, &t->change[i], 1);
		if (alone[i] && !is_named(t->sets, &t->change[i], 1))
			return false;
	}
	for (int i = 0; i < t->n; i++) {
		for (int j = i + 1; j < t->n; j++) {
			struct other two[2] = {t->change[i], t->change[j]};

			if (alone[i] || alone[j] ||
			    (two[0].factor == two[1].factor && two[0].subject == two[1].subject))
				continue;
			if (works(t, two, 2) && !is_named(t->sets, two, 2))
				return false;
		}
	}
	return true;
}

static bool try_sets(struct trying *t, const struct family *f, char *why, size_t why_size)
{
	const char *id = t->c->intervention[t->intervention].id;

	if (t->sets->stands != works(t, NULL, 0)) {
		snprintf(why, why_size, "why-not %s: whether it stands", id);
		return false;
	}
	for (int i = 0; i < t->sets->n; i++) {
		if (set_is_smallest(t, i))
			continue;
		snprintf(why, why_size, "why-not %s: set %d does not work, or a part of it does",
			 id, i + 1);
		return false;
	}
	if (t->sets->stands || !t->sets->decided || (t->sets->by_number && !t->sets->never))
		return true;
	find_changes(t, f);
	if (all_are_named(t))
		return true;
	snprintf(why, why_size, "why-not %s: a set is missing", id);
	return false;
}

static bool try_why_not(const struct subject *s, const struct coalition *c, const struct family *f,
			struct rng *rng, char *why, size_t why_size)
{
	struct trying *t = calloc(1, sizeof(*t));
	struct sets *sets = calloc(1, sizeof(*sets));
	bool good = true;

	if (t == NULL || sets == NULL)
		abort();
	t->c = c;
	t->sets = sets;
	mind_make(&t->mind, c, f);
	t->intervention = rng_between(rng, 0, c->n_interventions - 1);
	if (!c->intervention[t->intervention].hidden) {
		subject_why_not(s, c, f, t->intervention, sets);
		good = try_sets(t, f, why, why_size);
	}
	free(sets);
	free(t);
	return good;
}

bool explain_try(const struct subject *s, const struct coalition *c, const struct family *f,
		 struct rng *rng, struct outcome *want, struct outcome *got, char *why,
		 size_t why_size)
{
	return try_what_if(s, c, f, rng, want, got, why, why_size) &&
	       try_why_not(s, c, f, rng, why, why_size);
}
