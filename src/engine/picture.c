/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The picture: answers of every source side by side, then what follows from
 * facts, then what scores raise. What is derived or raised is told apart.
 */
#include "ks/engine/picture.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"

/* Per pair and source: the latest word, and the latest yes or no. */
struct latest {
	const struct ks_answer *word, *firm;
};

/* What was said about a factor, and of whom. */
struct answered {
	bool of[KS_SUBJECTS];
	struct latest latest[KS_SUBJECTS][KS_BYS];
};

struct making {
	struct ks_arena *arena;
	const struct ks_coalition *c;
	const struct ks_family *family;
	ks_day day;
	struct ks_picture *out;
	struct answered **answered;	/* per factor; NULL: nobody said a word about it */
};

static bool is_left_out(const struct making *m, const struct ks_factor *factor)
{
	return m->family->leaves_out && m->family->leaves_out(factor);
}

static bool is_firm(const struct ks_answer *answer)
{
	return answer->reply == KS_PRESENT || answer->reply == KS_ABSENT;
}

/* Keeps the later of two; answers come in order of recording, so ties go to the newer. */
static void keep_later(const struct ks_answer **kept, const struct ks_answer *answer)
{
	if (!*kept || answer->date >= (*kept)->date)
		*kept = answer;
}

static void gather_answers(struct making *m)
{
	for (size_t i = 0; i < m->family->n_answers; i++) {
		const struct ks_answer *answer = &m->family->answers[i];
		struct answered **slot = &m->answered[answer->factor->index];
		struct latest *latest;

		if (answer->date > m->day || is_left_out(m, answer->factor))
			continue;
		if (!*slot)
			*slot = KS_NEW(m->arena, struct answered);
		(*slot)->of[answer->subject] = true;
		latest = &(*slot)->latest[answer->subject][answer->by];
		if (answer->reply != KS_NOT_ASKED)
			keep_later(&latest->word, answer);
		if (is_firm(answer))
			keep_later(&latest->firm, answer);
	}
}

static struct ks_basis *add_basis(struct making *m, size_t factor, enum ks_subject subject)
{
	struct ks_basis **end = &m->out->basis[factor];
	struct ks_basis *basis = KS_NEW(m->arena, struct ks_basis);

	while (*end)
		end = &(*end)->next;
	*end = basis;
	basis->subject = subject;
	return basis;
}

/* Present if any source says so, absent if none does and one says absent, else unknown. */
static void settle_pair(struct making *m, size_t factor, size_t subject)
{
	size_t pair = factor * KS_SUBJECTS + subject;
	ks_truth *state = &m->out->pairs[pair];
	bool declined = false;

	for (size_t by = 0; by < KS_BYS; by++) {
		const struct latest *latest = &m->answered[factor]->latest[subject][by];
		const struct ks_answer *shown = latest->firm ? latest->firm : latest->word;

		if (!shown)
			continue;
		add_basis(m, factor, (enum ks_subject)subject)->answer = shown;
		if (shown->reply == KS_PRESENT)
			*state = KS_TRUE;
		else if (shown->reply == KS_ABSENT && *state != KS_TRUE)
			*state = KS_FALSE;
		declined |= shown->reply == KS_DECLINED;
	}
	m->out->declined[pair] = declined && *state == KS_UNKNOWN;
}

/* What is known otherwise than by an answer; whether an answer was declined makes no difference. */
static void put(struct making *m, size_t factor, enum ks_subject subject, ks_truth value)
{
	size_t pair = factor * KS_SUBJECTS + subject;

	ks_cond_put(m->out->factors, m->out->pairs, pair, value);
	m->out->declined[pair] = false;
}

/*
 * The world on a day as far as answers tell. Class and number of domains are
 * not settled yet, so conditions on them stay open here.
 */
static struct ks_world world_on(struct making *m, ks_day day)
{
	return (struct ks_world){ .family = m->family,
				  .day = day,
				  .phase = ks_family_phase_on(m->family, day),
				  .week = ks_family_week_on(m->family, day),
				  .factors = m->out->factors,
				  .pairs = m->out->pairs,
				  .class_high = KS_CLASSES - 1,
				  .domains_high = (int)m->c->n_domains };
}

static void derive(struct making *m, const struct ks_factor *factor)
{
	struct ks_world world = world_on(m, m->day);
	ks_truth holds = ks_cond_eval(factor->derive, &world);
	struct ks_basis *basis;

	if ((holds != KS_TRUE && holds != KS_FALSE) || is_left_out(m, factor))
		return;
	put(m, factor->index, factor->subjects[0], holds);
	basis = add_basis(m, factor->index, factor->subjects[0]);
	basis->kind = KS_BASIS_DERIVED;
	basis->present = holds == KS_TRUE;
}

bool ks_score_meets(const struct ks_score *score, const struct ks_raise *raise)
{
	if (!ks_streq(raise->item, score->item))
		return false;
	if (raise->outcome || score->outcome)
		return ks_streq(raise->outcome, score->outcome);
	return !ks_range_failed(&raise->range, score->value);
}

static void reach(struct making *m, const struct ks_raise *raise, const struct ks_world *world)
{
	struct ks_reached *reached = ks_grow(m->arena, &m->out->reached, &m->out->n_reached,
					     sizeof *reached);

	*reached = (struct ks_reached){ raise, *world };
}

static void raise_signal(struct making *m, const struct ks_score *score,
			 const struct ks_raise *raise)
{
	size_t factor = raise->signal->index;
	struct ks_basis *basis = add_basis(m, factor, raise->subject);

	basis->kind = KS_BASIS_SCORE;
	basis->score = score;
	basis->raise = raise;
	put(m, factor, raise->subject, KS_TRUE);
}

/*
 * Each score is judged at its own date; an unknown `when` raises nothing. All
 * see the picture before any raise, so their order makes no difference.
 */
static void raise_signals(struct making *m)
{
	size_t n = m->c->n_factors;
	ks_truth *factors, *pairs;

	if (!m->family->n_scores)
		return;
	factors = KS_NEW_N(m->arena, n, ks_truth);
	pairs = KS_NEW_N(m->arena, n * KS_SUBJECTS, ks_truth);
	memcpy(factors, m->out->factors, n);
	memcpy(pairs, m->out->pairs, n * KS_SUBJECTS);
	for (size_t i = 0; i < m->family->n_scores; i++) {
		const struct ks_score *score = &m->family->scores[i];
		struct ks_world world = world_on(m, score->date);

		world.factors = factors;
		world.pairs = pairs;

		if (score->date > m->day)
			continue;
		for (size_t r = 0; r < score->instrument->n_raises; r++) {
			const struct ks_raise *raise = &score->instrument->raises[r];

			if (is_left_out(m, raise->signal) || !ks_score_meets(score, raise))
				continue;
			reach(m, raise, &world);
			if (ks_cond_holds(raise->when, &world) == KS_TRUE)
				raise_signal(m, score, raise);
		}
	}
}

static void start(struct making *m)
{
	size_t pairs = m->c->n_factors * KS_SUBJECTS;

	m->out->factors = KS_NEW_N(m->arena, m->c->n_factors, ks_truth);
	m->out->pairs = KS_NEW_N(m->arena, pairs, ks_truth);
	m->out->reached = NULL;
	m->out->n_reached = 0;
	m->out->basis = KS_NEW_N(m->arena, m->c->n_factors, struct ks_basis *);
	m->out->declined = KS_NEW_N(m->arena, pairs, bool);
	m->answered = KS_NEW_N(m->arena, m->c->n_factors, struct answered *);
	memset(m->out->factors, KS_UNKNOWN, m->c->n_factors);
	memset(m->out->pairs, KS_UNKNOWN, pairs);
}

void ks_picture_make(struct ks_arena *arena, const struct ks_coalition *c,
		     const struct ks_family *family, ks_day day, struct ks_picture *out)
{
	struct making m = { arena, c, family, day, out, NULL };

	start(&m);
	gather_answers(&m);
	for (size_t factor = 0; factor < c->n_factors; factor++) {
		if (!m.answered[factor])
			continue;
		for (size_t subject = 0; subject < KS_SUBJECTS; subject++)
			if (m.answered[factor]->of[subject])
				settle_pair(&m, factor, subject);
		out->factors[factor] = ks_cond_factor_set(&out->pairs[factor * KS_SUBJECTS]);
	}
	for (size_t factor = 0; factor < c->n_factors; factor++)
		if (c->factors[factor]->derive)
			derive(&m, c->factors[factor]);
	raise_signals(&m);
}
