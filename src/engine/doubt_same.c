/* SPDX-License-Identifier: EUPL-1.2 */
/* What is said twice, and combinations of which one was forgotten. */
#include <stdint.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/engine/doubt.h"
#include "ks/engine/thought.h"

struct same {
	struct ks_doubts *d;
	struct ks_subject_of about;
	const struct ks_cond *root;	/* of the condition gone through, with its context */
};

/* Is there a family for which a is true and b is not? */
static enum ks_sought without(struct ks_doubts *d, const struct ks_cond *a, const struct ks_cond *b,
			      struct ks_witness *witness)
{
	const struct ks_want wants[] = { { a, KS_TRUE }, { b, KS_NOT_TRUE } };

	return ks_doubt_ask(d, wants, 2, witness);
}

/* With the family, when there is one, for which the condition is true. */
static void report(struct same *s, enum ks_msg msg, struct ks_loc loc, const struct ks_arg *args,
		   const struct ks_cond *shown)
{
	struct ks_witness witness = { .day = KS_NO_DAY };
	bool found = ks_doubt_can(s->d, ks_thought_both(s->d->arena, s->root, shown), &witness) ==
		     KS_SOUGHT_FOUND;

	found = found || ks_doubt_can(s->d, shown, &witness) == KS_SOUGHT_FOUND;
	ks_doubt_add(s->d, msg, loc, s->about, args, found ? &witness : NULL);
}

/* ---- twice in one list ------------------------------------------------------- */

static bool repeats(struct same *s, const struct ks_cond *cond, size_t kid)
{
	for (size_t i = 0; i < kid; i++)
		if (ks_thought_same(cond->kids[i], cond->kids[kid])) {
			report(s, KS_MSG_duplicate_condition, cond->kids[kid]->loc,
			       KS_ARGS({ "line",
					 ks_doubt_number(s->d, cond->kids[i]->loc.line) }),
			       cond->kids[kid]);
			return true;
		}
	return false;
}

/* A choice that the other choices leave nothing for; one that is never true is told apart. */
static void check_swallowed(struct same *s, const struct ks_cond *cond, size_t kid,
			    const struct ks_cond **left)
{
	const struct ks_cond *rest;
	struct ks_witness witness = { .day = KS_NO_DAY };
	const struct ks_cond *own = left[kid];

	left[kid] = NULL;
	rest = ks_thought_join(s->d->arena, KS_COND_ANY, left, cond->n_kids);
	if (!rest->n_kids || without(s->d, own, rest, &witness) != KS_SOUGHT_NONE) {
		left[kid] = own;
		return;
	}
	if (ks_doubt_can(s->d, own, &witness) != KS_SOUGHT_NONE)
		report(s, KS_MSG_swallowed_condition, own->loc, NULL, own);
}

static void check_choices(struct same *s, const struct ks_cond *cond)
{
	const struct ks_cond **left = KS_NEW_N(s->d->arena, cond->n_kids + 1,
					       const struct ks_cond *);

	for (size_t i = 0; i < cond->n_kids; i++)
		left[i] = cond->kids[i];
	for (size_t i = cond->n_kids; i-- > 0;) {
		if (repeats(s, cond, i))
			left[i] = NULL;
		else if (cond->kind == KS_COND_ANY)
			check_swallowed(s, cond, i, left);
	}
}

/* ---- k of n, written out ----------------------------------------------------- */

#define MOST_OF 64	/* bits of a set */

/* Different combinations of one size, as sets of bits over the signals they name. */
struct combos {
	const struct ks_cond *leaves[MOST_OF];
	size_t n_leaves, size;
	uint64_t *sets;
	size_t n;
};

static int place_of(struct combos *c, const struct ks_cond *leaf)
{
	for (size_t i = 0; i < c->n_leaves; i++)
		if (c->leaves[i]->factor == leaf->factor && c->leaves[i]->subject == leaf->subject)
			return (int)i;
	if (c->n_leaves == MOST_OF)
		return -1;
	c->leaves[c->n_leaves] = leaf;
	return (int)c->n_leaves++;
}

static bool is_combo(const struct ks_cond *cond)
{
	for (size_t i = 0; i < cond->n_kids; i++)
		if (cond->kids[i]->kind != KS_COND_SIGNAL)
			return false;
	return cond->kind == KS_COND_ALL && cond->n_kids >= 2;
}

static bool has_set(const struct combos *c, uint64_t set)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->sets[i] == set)
			return true;
	return false;
}

/* False when this is no row of combinations of one size; too many signals: not decided. */
static bool add_combo(struct ks_doubts *d, struct combos *c, const struct ks_cond *cond)
{
	uint64_t set = 0;

	if (c->n && cond->n_kids != c->size)
		return false;
	c->size = cond->n_kids;
	for (size_t i = 0; i < cond->n_kids; i++) {
		int place = place_of(c, cond->kids[i]);

		if (place < 0)
			d->undecided++;
		if (place < 0 || set >> place & 1)
			return false;
		set |= (uint64_t)1 << place;
	}
	if (!has_set(c, set))
		c->sets[c->n++] = set;
	return true;
}

/* How many combinations of k out of n there are, or a number above most. */
static uint64_t n_choose(size_t n, size_t k, uint64_t most)
{
	uint64_t count = 1;

	k = k < n - k ? k : n - k;
	for (size_t i = 0; i < k && count <= most; i++)
		count = count * (n - i) / (i + 1);
	return count;
}

/*
 * The one combination of that size that is not there; 0 when there are none or
 * several. Where all are there every signal is in equally many: the signals of
 * the one that is missing are those that are in one less.
 */
static uint64_t missing_set(const struct combos *c)
{
	uint64_t missing = 0, most = 0;
	uint64_t in[MOST_OF] = { 0 };

	if (n_choose(c->n_leaves, c->size, c->n + 1) != c->n + 1)
		return 0;
	for (size_t i = 0; i < c->n_leaves; i++) {
		for (size_t j = 0; j < c->n; j++)
			in[i] += c->sets[j] >> i & 1;
		most = in[i] > most ? in[i] : most;
	}
	for (size_t i = 0; i < c->n_leaves; i++)
		if (in[i] < most)
			missing |= (uint64_t)1 << i;
	return missing;
}

static void report_missing(struct same *s, const struct ks_cond *cond, const struct combos *c,
			   uint64_t missing)
{
	const struct ks_cond *parts[MOST_OF];
	struct ks_witness witness = { .day = KS_NO_DAY };
	struct ks_buf text;
	size_t n = 0;

	ks_buf_init(&text, s->d->arena);
	for (size_t i = 0; i < c->n_leaves; i++)
		if (missing >> i & 1) {
			parts[n++] = c->leaves[i];
			ks_buf_addf(&text, "%s%s", text.len ? " + " : "", c->leaves[i]->factor->id);
		}
	if (without(s->d, ks_thought_join(s->d->arena, KS_COND_ALL, parts, n), cond, &witness) ==
	    KS_SOUGHT_FOUND)
		ks_doubt_add(s->d, KS_MSG_missing_combination, cond->loc, s->about,
			     KS_ARGS({ "count", ks_doubt_number(s->d, (long)c->size) },
				     { "of", ks_doubt_number(s->d, (long)c->n_leaves) },
				     { "missing", text.text }),
			     &witness);
}

/*
 * With one signal more than a combination has, what is left when one is
 * missing shares a signal: "debts, with smoking or without work". That is a
 * rule of its own and no row with a hole in it.
 */
static void check_combos(struct same *s, const struct ks_cond *cond)
{
	struct combos c = { .sets = KS_NEW_N(s->d->arena, cond->n_kids + 1, uint64_t) };
	uint64_t missing;

	for (size_t i = 0; i < cond->n_kids; i++)
		if (is_combo(cond->kids[i]) && !add_combo(s->d, &c, cond->kids[i]))
			return;
	if (c.n < 2 || c.n_leaves < c.size + 2)
		return;
	missing = missing_set(&c);
	if (missing)
		report_missing(s, cond, &c, missing);
}

static void check_cond(struct same *s, const struct ks_cond *cond)
{
	if (!cond)
		return;
	if (cond->kind == KS_COND_ALL || cond->kind == KS_COND_ANY ||
	    cond->kind == KS_COND_AT_LEAST)
		check_choices(s, cond);
	if (cond->kind == KS_COND_ANY)
		check_combos(s, cond);
	for (size_t i = 0; i < cond->n_kids; i++)
		check_cond(s, cond->kids[i]);
}

/* ---- steps that others give as well ------------------------------------------ */

/*
 * A step's term is in days, weeks or working days (cards/load.h). How many days
 * working days are depends on the day, so those are compared with their like.
 */
static bool is_no_later(struct ks_span a, struct ks_span b)
{
	if (a.unit == b.unit || a.n == 0)
		return a.n <= b.n;
	if (a.unit == KS_WORKING_DAYS || b.unit == KS_WORKING_DAYS)
		return false;
	return a.n * (a.unit == KS_WEEKS ? 7 : 1) <= b.n * (b.unit == KS_WEEKS ? 7 : 1);
}

static bool is_as_good(const struct ks_step *a, const struct ks_step *b)
{
	return a->urgency <= b->urgency && a->handover <= b->handover &&
	       is_no_later(a->within, b->within) &&
	       (!a->window || ks_thought_same(a->window, b->window));
}

static bool same_words(struct ks_text a, struct ks_text b)
{
	return ks_streq(a.nl, b.nl);
}

/* A `do` has an id of its own; it is the same when role and words are. */
static bool is_same_help(const struct ks_step *a, const struct ks_step *b)
{
	if (a->intervention || b->intervention)
		return strcmp(a->id, b->id) == 0;
	return a->refer_to == b->refer_to && same_words(a->do_what, b->do_what);
}

static bool always_with(struct ks_doubts *d, const struct ks_step *step,
			const struct ks_step *other)
{
	struct ks_witness witness = { .day = KS_NO_DAY };

	return is_as_good(other, step) &&
	       without(d, ks_thought_step(d->arena, step), ks_thought_step(d->arena, other),
		       &witness) == KS_SOUGHT_NONE;
}

static bool comes_first(const struct ks_step *a, const struct ks_step *b)
{
	return a->card == b->card ? a < b : a->card->index < b->card->index;
}

static void compare(struct ks_doubts *d, const struct ks_step *step, const struct ks_step *other)
{
	const struct ks_cond *asked = ks_thought_step(d->arena, step);
	struct same s = { d, ks_doubt_card(step->card), NULL };
	struct ks_witness witness = { .day = KS_NO_DAY };
	bool both_ways;

	if (step == other || !is_same_help(step, other) || !always_with(d, step, other) ||
	    ks_doubt_can(d, asked, &witness) == KS_SOUGHT_NONE)
		return;
	both_ways = always_with(d, other, step);
	if (both_ways && comes_first(step, other))
		return;
	report(&s, both_ways ? KS_MSG_same_step : KS_MSG_swallowed_step, step->loc,
	       KS_ARGS({ "card", other->card->id },
		       { "line", ks_doubt_number(d, other->loc.line) }),
	       asked);
}

static void compare_with_all(struct ks_doubts *d, const struct ks_step *step)
{
	for (size_t i = 0; i < d->c->n_cards; i++)
		for (size_t j = 0; j < d->c->cards[i]->n_steps; j++)
			compare(d, step, &d->c->cards[i]->steps[j]);
}

static void check_card(struct ks_doubts *d, const struct ks_card *card)
{
	struct same s = { d, ks_doubt_card(card), ks_thought_card(d->arena, card) };

	check_cond(&s, card->when);
	for (size_t i = 0; i < card->n_steps; i++) {
		s.root = ks_thought_step(d->arena, &card->steps[i]);
		check_cond(&s, card->steps[i].when);
		compare_with_all(d, &card->steps[i]);
	}
}

static void check_entry(struct ks_doubts *d, const struct ks_acceptances *accepted,
			const struct ks_cond *cond)
{
	struct same s = { d, ks_doubt_entry(accepted), NULL };

	check_cond(&s, cond);
}

void ks_doubt_same(struct ks_doubts *d)
{
	for (size_t i = 0; i < d->c->n_cards; i++)
		check_card(d, d->c->cards[i]);
	for (size_t i = 0; i < d->c->n_interventions; i++)
		check_entry(d, &d->c->interventions[i]->accepted, d->c->interventions[i]->criteria);
	for (size_t i = 0; i < d->c->n_factors; i++)
		check_entry(d, &d->c->factors[i]->accepted, d->c->factors[i]->derive);
}
