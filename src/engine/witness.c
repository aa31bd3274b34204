/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Facts are gone through point by point (engine/atoms.h). At each point the
 * factors that conditions name are assigned by backtracking, cut off with the
 * truth sets of engine/cond.h; what is left only counts, for the class or the
 * domains, and is settled by numbers (engine/numbers.h).
 */
#include "ks/engine/witness.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/engine/atoms.h"
#include "ks/engine/numbers.h"
#include "ks/engine/sketch.h"

#define JOINTS 3

struct search {
	struct ks_arena *arena;		/* of this search alone */
	const struct ks_coalition *c;
	ks_day day;
	const struct ks_want *wants;
	size_t n_wants;
	bool relaxed;			/* raises only may; a professional may raise the class */
	struct ks_atoms atoms;
	struct ks_family family;
	struct ks_score *scores;
	struct ks_sketch sketch;
	bool *named, *fixed;		/* per pair: a condition asks; facts or scores decide */
	bool *denied;			/* per pair: stands under a `not`, so absent may matter */
	struct ks_domain_numbers *domains;
	struct ks_numbers numbers;
	bool seen[KS_CLASSES][KS_NUMBERS_MAX_DOMAINS + 1][JOINTS];
	enum ks_class class;		/* computed, of the outcome that was found */
	int n_domains;
	int nodes, weight;		/* a node of large conditions counts for more */
};

/* ---- what is named --------------------------------------------------------- */

static size_t first_pair(const struct ks_factor *factor)
{
	return factor->index * KS_SUBJECTS;
}

/*
 * A bare `signal: x` is about anybody: one subject that no condition asks for
 * by name stands for all of those. Where facts decide about one of them the
 * others are needed beside it.
 */
static void name_anybody(struct search *s, const struct ks_factor *factor)
{
	for (size_t i = 0; i < factor->n_subjects; i++) {
		bool *named = &s->named[first_pair(factor) + factor->subjects[i]];

		if (*named)
			continue;
		*named = true;
		if (!factor->derive && !s->atoms.n_scores)
			return;
	}
}

static size_t size_of(const struct ks_cond *cond)
{
	size_t n = 1;

	for (size_t i = 0; i < cond->n_kids; i++)
		n += size_of(cond->kids[i]);
	return n;
}

/* As many as the largest shipped cards together weigh one. */
#define PER_WEIGHT 1000

static int weight_of(const struct search *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n_wants; i++)
		n += size_of(s->wants[i].cond);
	return 1 + (n / PER_WEIGHT < KS_WITNESS_NODES ? (int)(n / PER_WEIGHT) : KS_WITNESS_NODES);
}

static void name(struct search *s, const struct ks_cond *cond, bool by_subject)
{
	if (cond->kind == KS_COND_SIGNAL && cond->subject != KS_ANY_SUBJECT && by_subject)
		s->named[first_pair(cond->factor) + (size_t)cond->subject] = true;
	if (cond->kind == KS_COND_SIGNAL && cond->subject == KS_ANY_SUBJECT && !by_subject)
		name_anybody(s, cond->factor);
	for (size_t i = 0; i < cond->n_kids; i++)
		name(s, cond->kids[i], by_subject);
}

/*
 * Without a `not` around it, a condition is true because of what is present:
 * then absent and unknown come to the same, as long as only true or not true
 * is wanted.
 */
static void deny(struct search *s, const struct ks_cond *cond, bool under)
{
	for (size_t i = 0; under && cond->kind == KS_COND_SIGNAL && i < KS_SUBJECTS; i++)
		if (cond->subject == KS_ANY_SUBJECT || cond->subject == (int)i)
			s->denied[first_pair(cond->factor) + i] = true;
	for (size_t i = 0; i < cond->n_kids; i++)
		deny(s, cond->kids[i], under || cond->kind == KS_COND_NOT);
}

static void name_all(struct search *s)
{
	for (size_t i = 0; i < s->n_wants; i++)
		deny(s, s->wants[i].cond,
		     s->wants[i].within != KS_TRUE && s->wants[i].within != KS_NOT_TRUE);
	for (size_t i = 0; i < s->n_wants; i++)
		name(s, s->wants[i].cond, true);
	for (size_t i = 0; i < s->n_wants; i++)
		name(s, s->wants[i].cond, false);
	/* Every other signal may count, as an answer about its own subject. */
	for (size_t i = 0; s->atoms.counted && i < s->c->n_factors; i++)
		if (!s->c->factors[i]->protective)
			s->named[i * KS_SUBJECTS + s->c->factors[i]->subjects[0]] = true;
}

/* ---- one point of facts ---------------------------------------------------- */

static void fix(struct search *s, size_t pair, ks_truth value)
{
	s->fixed[pair] = true;
	ks_sketch_say(&s->sketch, pair, value);
}

static void derive_all(struct search *s)
{
	for (size_t i = 0; i < s->c->n_factors; i++) {
		const struct ks_factor *factor = s->c->factors[i];
		ks_truth holds;

		if (!factor->derive)
			continue;
		holds = ks_cond_eval(factor->derive, &s->sketch.world);
		if (holds == KS_TRUE || holds == KS_FALSE)
			fix(s, first_pair(factor) + factor->subjects[0], holds);
	}
}

/* Judged at the day of the score, which is this one; with a history it need not be. */
static void raise_all(struct search *s)
{
	for (size_t i = 0; i < s->family.n_scores; i++) {
		const struct ks_score *score = &s->scores[i];

		for (size_t r = 0; r < score->instrument->n_raises; r++) {
			const struct ks_raise *raise = &score->instrument->raises[r];
			size_t pair = first_pair(raise->signal) + raise->subject;

			if (!ks_score_meets(score, raise))
				continue;
			if (s->relaxed)
				ks_sketch_say(&s->sketch, pair, KS_OPEN);
			else if (ks_cond_holds(raise->when, &s->sketch.world) == KS_TRUE)
				fix(s, pair, KS_TRUE);
		}
	}
}

static void open_world(struct search *s)
{
	s->sketch.world.family = &s->family;
	s->sketch.world.day = s->day;
	s->sketch.world.phase = ks_family_phase_on(&s->family, s->day);
	s->sketch.world.week = ks_family_week_on(&s->family, s->day);
	s->sketch.world.class_low = 0;
	s->sketch.world.class_high = KS_CLASSES - 1;
	s->sketch.world.domains_low = 0;
	s->sketch.world.domains_high = (int)s->c->n_domains;
}

static void start_point(struct search *s, long point)
{
	size_t n = s->c->n_factors * KS_SUBJECTS;

	ks_family_init(&s->family, KS_DURING);
	ks_atoms_point(&s->atoms, point, s->day, &s->family, s->scores);
	for (size_t i = 0; i < n; i++)
		s->sketch.pairs[i] = s->named[i] ? KS_OPEN : KS_UNKNOWN;
	for (size_t i = 0; i < s->c->n_factors; i++)
		s->sketch.factors[i] = ks_cond_factor_set(&s->sketch.pairs[i * KS_SUBJECTS]);
	ks_sketch_count(&s->sketch);
	memset(s->fixed, 0, n * sizeof *s->fixed);
	open_world(s);
	derive_all(s);
	raise_all(s);
}

/* ---- class and domains ----------------------------------------------------- */

/* The class after each joint judgement that could be made. */
static int judged(enum ks_class computed, int joint)
{
	struct ks_family family;

	ks_family_init(&family, KS_DURING);
	family.judgement = (enum ks_joint)joint;
	return (int)ks_class_judged(computed, &family);
}

static void weigh(struct search *s)
{
	struct ks_sketch *sketch = &s->sketch;
	struct ks_world *world = &sketch->world;

	world->class_low = judged(ks_class_of_counts(s->c, sketch->must), KS_IN_BALANCE);
	world->class_high = s->relaxed ? KS_SPOED
				       : judged(ks_class_of_counts(s->c, sketch->may),
						KS_OUT_OF_BALANCE);
	world->domains_low = ks_sketch_domains(sketch, sketch->domain_must);
	world->domains_high = ks_sketch_domains(sketch, sketch->domain_may);
}

/* ---- judging --------------------------------------------------------------- */

enum verdict { SURE, IMPOSSIBLE, UNSETTLED };

static enum verdict judge(const struct search *s)
{
	enum verdict verdict = SURE;

	for (size_t i = 0; i < s->n_wants; i++) {
		ks_truth can = ks_cond_eval(s->wants[i].cond, &s->sketch.world);

		if (!(can & s->wants[i].within))
			return IMPOSSIBLE;
		if (can & ~s->wants[i].within)
			verdict = UNSETTLED;
	}
	return verdict;
}

static size_t no_pair(const struct search *s)
{
	return s->c->n_factors * KS_SUBJECTS;
}

/* An open pair that an unsettled condition names; no_pair() when there is none. */
static size_t open_in(const struct search *s, const struct ks_cond *cond)
{
	size_t found = no_pair(s);

	if (ks_is_settled(ks_cond_eval(cond, &s->sketch.world)))
		return found;
	for (size_t i = 0; cond->kind == KS_COND_SIGNAL && i < KS_SUBJECTS; i++) {
		size_t pair = first_pair(cond->factor) + i;

		if (s->sketch.pairs[pair] == KS_OPEN &&
		    (cond->subject == KS_ANY_SUBJECT || cond->subject == (int)i))
			return pair;
	}
	for (size_t i = 0; i < cond->n_kids && found == no_pair(s); i++)
		found = open_in(s, cond->kids[i]);
	return found;
}

static size_t next_open(const struct search *s)
{
	size_t found = no_pair(s);

	for (size_t i = 0; i < s->n_wants && found == no_pair(s); i++)
		if (ks_cond_eval(s->wants[i].cond, &s->sketch.world) & ~s->wants[i].within)
			found = open_in(s, s->wants[i].cond);
	return found;
}

/* ---- what only counts ------------------------------------------------------ */

static void start_numbers(struct search *s)
{
	const struct ks_sketch *sketch = &s->sketch;

	for (size_t i = 0; i < s->c->n_domains; i++)
		s->domains[i] = (struct ks_domain_numbers){ .touched = sketch->domain_must[i] > 0 };
	for (size_t i = 0; i < s->c->n_factors; i++) {
		const struct ks_factor *factor = s->c->factors[i];
		ks_truth state = sketch->factors[i];

		if (!factor->protective && state & KS_TRUE && state != KS_TRUE)
			s->domains[factor->domain_index].open[factor->signal_class]++;
	}
	memcpy(s->numbers.now, sketch->must, sizeof sketch->must);
}

/* With class and domains given nothing else is unsettled. */
static bool holds_at(struct search *s, int class, int n_domains)
{
	s->sketch.world.class_low = s->sketch.world.class_high = class;
	s->sketch.world.domains_low = s->sketch.world.domains_high = n_domains;
	return judge(s) == SURE;
}

static bool try_outcome(void *context, const struct ks_outcome *outcome)
{
	struct search *s = context;
	enum ks_class computed = ks_class_of_counts(s->c, outcome->counts);

	for (int joint = 0; joint < JOINTS; joint++) {
		bool *seen = &s->seen[computed][outcome->n_domains][joint];
		int last = s->relaxed ? KS_SPOED : judged(computed, joint);

		for (int class = judged(computed, joint); !*seen && class <= last; class++) {
			if (!holds_at(s, class, outcome->n_domains))
				continue;
			s->class = computed;
			s->n_domains = outcome->n_domains;
			s->family.judgement = (enum ks_joint)joint;
			return true;
		}
		*seen = true;
	}
	return false;
}

static bool is_same_outcome(void *context, const struct ks_outcome *outcome)
{
	const struct search *s = context;

	return ks_class_of_counts(s->c, outcome->counts) == s->class &&
	       outcome->n_domains == s->n_domains;
}

static bool can_still(struct search *s)
{
	start_numbers(s);
	return ks_numbers_each(&s->numbers, is_same_outcome, s);
}

static void set_open(struct search *s, size_t factor, ks_truth value)
{
	for (size_t i = 0; i < KS_SUBJECTS; i++)
		if (s->sketch.pairs[factor * KS_SUBJECTS + i] == KS_OPEN) {
			ks_sketch_say(&s->sketch, factor * KS_SUBJECTS + i, value);
			return;
		}
}

/* Chooses signals that bring the numbers about: each that can be left out is. */
static void realise(struct search *s)
{
	for (size_t i = s->c->n_factors; i-- > 0;) {
		if (s->c->factors[i]->protective || s->sketch.factors[i] == KS_TRUE)
			continue;
		while (s->sketch.factors[i] & KS_TRUE && s->sketch.factors[i] != KS_TRUE) {
			size_t at = i * KS_SUBJECTS;
			ks_truth before[KS_SUBJECTS];

			memcpy(before, &s->sketch.pairs[at], sizeof before);
			set_open(s, i, KS_UNKNOWN);
			if (s->sketch.factors[i] & KS_TRUE || can_still(s))
				continue;
			memcpy(&s->sketch.pairs[at], before, sizeof before);
			set_open(s, i, KS_TRUE);
		}
	}
}

static bool try_numbers(struct search *s)
{
	if (!s->atoms.counted)
		return false;
	memset(s->seen, 0, sizeof s->seen);
	start_numbers(s);
	if (!ks_numbers_each(&s->numbers, try_outcome, s))
		return false;
	realise(s);
	return true;
}

/* ---- the search ------------------------------------------------------------ */

static bool explore(struct search *s)
{
	static const ks_truth values[] = { KS_TRUE, KS_UNKNOWN, KS_FALSE };
	enum verdict verdict;
	size_t pair;

	s->nodes += s->weight;
	if (s->nodes > KS_WITNESS_NODES)
		return false;
	if (s->atoms.counted)
		weigh(s);
	verdict = judge(s);
	if (verdict != UNSETTLED)
		return verdict == SURE;
	pair = next_open(s);
	if (pair == no_pair(s))
		return try_numbers(s);
	for (size_t i = 0; i < (s->denied[pair] ? 3 : 2); i++) {
		ks_sketch_say(&s->sketch, pair, values[i]);
		if (explore(s))
			return true;
	}
	ks_sketch_say(&s->sketch, pair, KS_OPEN);
	if (s->atoms.counted)
		weigh(s);
	return false;
}

static void prepare(struct search *s)
{
	size_t pairs = s->c->n_factors * KS_SUBJECTS;
	const struct ks_policy *policy = s->c->policy;

	ks_atoms_find(s->arena, s->c, s->day, s->wants, s->n_wants, &s->atoms);
	s->scores = KS_NEW_N(s->arena, s->atoms.n_scores + 1, struct ks_score);
	ks_sketch_blank(s->arena, s->c, &s->sketch);
	s->named = KS_NEW_N(s->arena, pairs + 1, bool);
	s->fixed = KS_NEW_N(s->arena, pairs + 1, bool);
	s->denied = KS_NEW_N(s->arena, pairs + 1, bool);
	s->domains = KS_NEW_N(s->arena, s->c->n_domains + 1, struct ks_domain_numbers);
	s->numbers.domains = s->domains;
	s->numbers.n_domains = s->c->n_domains;
	s->numbers.caps[KS_SAFETY] = 1;
	s->numbers.caps[KS_URGENT] = policy[KS_URGENT_AT].number + 1;
	s->numbers.caps[KS_ATTENTION] = policy[KS_STACKING_AT].number + 1;
	s->numbers.domain_cap = s->c->n_domains < KS_NUMBERS_MAX_DOMAINS
					? (int)s->c->n_domains
					: KS_NUMBERS_MAX_DOMAINS;
	s->numbers.room = KS_NEW_N(s->arena, ks_numbers_room(&s->numbers), uint64_t);
	s->weight = weight_of(s);
	name_all(s);
}

static enum ks_sought run(struct search *s)
{
	long points = ks_atoms_points(&s->atoms);

	for (long point = 0; point < points && s->nodes <= KS_WITNESS_NODES; point++) {
		start_point(s, point);
		if (explore(s))
			return KS_SOUGHT_FOUND;
	}
	return s->nodes > KS_WITNESS_NODES ? KS_SOUGHT_UNDECIDED : KS_SOUGHT_NONE;
}

/* ---- the family ------------------------------------------------------------ */

static void take_answers(const struct search *s, struct ks_arena *arena, struct ks_family *family)
{
	struct ks_answer *answers = NULL, *answer;

	family->n_answers = 0;
	for (size_t pair = 0; pair < no_pair(s); pair++) {
		ks_truth value = s->sketch.pairs[pair];

		if (s->fixed[pair] || (value != KS_TRUE && value != KS_FALSE))
			continue;
		answer = ks_grow(arena, &answers, &family->n_answers, sizeof *answer);
		*answer = (struct ks_answer){
			.factor = s->c->factors[pair / KS_SUBJECTS],
			.subject = (enum ks_subject)(pair % KS_SUBJECTS),
			.reply = value == KS_TRUE ? KS_PRESENT : KS_ABSENT,
			.by = KS_BY_PROFESSIONAL,
			.date = s->day,
			.screening = 1
		};
	}
	family->answers = answers;
}

static void take_family(const struct search *s, struct ks_arena *arena, struct ks_witness *out)
{
	struct ks_score *scores = KS_NEW_N(arena, s->family.n_scores + 1, struct ks_score);

	out->day = s->day;
	out->family = s->family;
	memcpy(scores, s->scores, s->family.n_scores * sizeof *scores);
	out->family.scores = scores;
	take_answers(s, arena, &out->family);
}

bool ks_witness_shows(struct ks_arena *arena, const struct ks_coalition *c,
		      const struct ks_witness *witness, const struct ks_want *wants, size_t n)
{
	struct ks_route route = { .day = witness->day };
	struct ks_world world;
	bool shows = true;

	route.phase = ks_family_phase_on(&witness->family, witness->day);
	route.week = ks_family_week_on(&witness->family, witness->day);
	ks_picture_make(arena, c, &witness->family, witness->day, &route.picture);
	ks_balance_make(arena, c, &witness->family, &route.picture, &route.balance);
	world = ks_route_world(&route, &witness->family);
	for (size_t i = 0; i < n && shows; i++)
		shows = ks_cond_eval(wants[i].cond, &world) & wants[i].within;
	return shows;
}

/* Facts that no condition asked for are filled in where that changes nothing. */
static void complete(const struct search *s, struct ks_witness *out)
{
	struct ks_witness fuller = *out;

	if (fuller.family.age == KS_NO_AGE) {
		fuller.family.age = 29;
		if (ks_witness_shows(s->arena, s->c, &fuller, s->wants, s->n_wants))
			*out = fuller;
	}
	fuller = *out;
	if (!fuller.family.municipality && s->c->n_municipalities) {
		fuller.family.municipality = s->c->municipalities[0];
		if (ks_witness_shows(s->arena, s->c, &fuller, s->wants, s->n_wants))
			*out = fuller;
	}
}

static enum ks_sought find(struct search *s, struct ks_arena *arena, struct ks_witness *out)
{
	enum ks_sought sought;

	prepare(s);
	sought = run(s);
	if (sought == KS_SOUGHT_FOUND) {
		take_family(s, arena, out);
		complete(s, out);
		return ks_witness_shows(s->arena, s->c, out, s->wants, s->n_wants)
			       ? KS_SOUGHT_FOUND
			       : KS_SOUGHT_UNDECIDED;
	}
	if (sought == KS_SOUGHT_NONE && (s->atoms.counted || s->atoms.n_scores)) {
		s->relaxed = true;
		sought = run(s);
		return sought == KS_SOUGHT_FOUND ? KS_SOUGHT_BEYOND : sought;
	}
	return sought;
}

enum ks_sought ks_witness_find(struct ks_arena *arena, const struct ks_coalition *c, ks_day today,
			       const struct ks_want *wants, size_t n, struct ks_witness *out)
{
	struct ks_arena own;
	struct search s = {
		.arena = &own, .c = c, .day = today, .wants = wants, .n_wants = n
	};
	enum ks_sought sought;

	ks_arena_init(&own);
	sought = find(&s, arena, out);
	ks_arena_release(&own);
	return sought;
}
