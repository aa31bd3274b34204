/* SPDX-License-Identifier: EUPL-1.2 */
#include "mind.h"

#include <stddef.h>
#include <string.h>

#include "cond.h"

struct facts facts_at(const struct family *f, int day)
{
	struct facts facts = {day,    f->phase,       f->due,         f->born,
			      f->age, f->first_child, f->municipality};

	if (f->phase == PHASE_AFTER && day < f->born)
		facts.phase = PHASE_DURING;
	return facts;
}

int facts_week(const struct facts *facts)
{
	if (facts->phase != PHASE_DURING || facts->due == NO_DAY)
		return NONE;
	int days = PREGNANCY_DAYS - (facts->due - facts->day);
	return days > LAST_KNOWN_DAY ? NONE : days;
}

/* An answer that may replace another of its source: later by date, then by entry. */
static bool counts(const struct mind *mind, const struct answer *a, int factor, int subject)
{
	return a->factor == factor && a->subject == subject && !a->superseded &&
	       a->date <= mind->f->today;
}

/* What one source says: its latest yes or no; the rest says nothing and replaces nothing. */
static enum tri word_of(const struct mind *mind, enum source by, int factor, int subject)
{
	enum tri word = T_UNKNOWN;
	int date = NO_DAY;

	for (int i = 0; i < mind->f->n_answers; i++) {
		const struct answer *a = &mind->f->answer[i];
		if (!counts(mind, a, factor, subject) || a->by != by || a->date < date)
			continue;
		if (a->reply != PRESENT && a->reply != ABSENT)
			continue;
		word = a->reply == PRESENT ? T_YES : T_NO;
		date = a->date;
	}
	return word;
}

static enum tri answered(const struct mind *mind, int factor, int subject)
{
	bool absent = false;

	for (int by = 0; by < SOURCES; by++) {
		enum tri word = word_of(mind, (enum source)by, factor, subject);
		if (word == T_YES)
			return T_YES;
		absent |= word == T_NO;
	}
	return absent ? T_NO : T_UNKNOWN;
}

bool mind_declined(const struct mind *mind, int factor, int subject)
{
	for (int i = 0; i < mind->f->n_answers; i++) {
		const struct answer *a = &mind->f->answer[i];
		if (counts(mind, a, factor, subject) && a->reply == DECLINED)
			return true;
	}
	return false;
}

static void derive(struct mind *mind, int factor)
{
	const struct cond *cond = mind->c->factor[factor].derive;

	if (cond == NULL)
		return;
	enum tri value = cond_judge_facts(&mind->facts, cond);
	if (value != T_UNKNOWN)
		mind->said[factor][0] = value;
}

const struct score *mind_score(const struct mind *mind, int instrument, int item)
{
	const struct score *latest = NULL;

	for (int i = 0; i < mind->f->n_scores; i++) {
		const struct score *s = &mind->f->score[i];
		if (s->instrument != instrument || s->item != item || s->date > mind->f->today)
			continue;
		if (latest == NULL || s->date >= latest->date)
			latest = s;
	}
	return latest;
}

bool mind_reaches(const struct mind *mind, const struct raise *raise, const struct score *score)
{
	if (score->item != raise->item || score->date > mind->f->today)
		return false;
	if (raise->outcome != NONE && score->value != raise->outcome)
		return false;
	return raise->outcome != NONE || range_holds(&raise->range, score->value);
}

/* Facts as of the day of the score, factors as they stand before any raise. */
static bool fires(const struct mind *before, const struct raise *raise, const struct score *score)
{
	struct facts then = facts_at(before->f, score->date);

	return mind_reaches(before, raise, score) &&
	       cond_judge_then(before, &then, raise->when) == T_YES;
}

/* Every score ever taken is judged: a later, lower one takes nothing back. */
static void raise_signals(struct mind *mind)
{
	struct mind before = *mind;

	for (int i = 0; i < mind->f->n_scores; i++) {
		const struct score *score = &mind->f->score[i];
		const struct instrument *in = &mind->c->instrument[score->instrument];
		for (int r = 0; r < in->n_raises; r++) {
			if (fires(&before, &in->raise[r], score))
				mind->picture[in->raise[r].factor][0] = T_YES;
		}
	}
}

enum tri mind_bare(const struct mind *mind, int factor)
{
	bool absent = false;

	for (int s = 0; s < mind->c->factor[factor].n_subjects; s++) {
		if (mind->picture[factor][s] == T_YES)
			return T_YES;
		absent |= mind->picture[factor][s] == T_NO;
	}
	return absent ? T_NO : T_UNKNOWN;
}

static int policy(const struct policy_value *value, int built_in)
{
	if (value->in_local)
		return value->local;
	return value->in_base ? value->base : built_in;
}

static enum verdict computed_verdict(const struct mind *mind)
{
	const int *n = mind->n_class;

	if (n[CLASS_SAFETY] > 0)
		return V_EMERGENCY;
	if (n[CLASS_URGENT] >= policy(&mind->c->urgent_at, 1))
		return V_HIGHLY;
	if (n[CLASS_ATTENTION] >= policy(&mind->c->stacking_at, 3))
		return V_VULNERABLE;
	return n[CLASS_URGENT] + n[CLASS_ATTENTION] > 0 ? V_POTENTIAL : V_NONE;
}

/* The joint judgement moves one class; the professional's word only ever raises. */
static enum verdict judged_verdict(const struct mind *mind)
{
	enum verdict verdict = mind->computed;
	int raised_to = mind->f->raised_to;

	if (verdict == V_VULNERABLE && mind->f->judgement == IN_BALANCE)
		verdict = V_POTENTIAL;
	else if (verdict == V_POTENTIAL && mind->f->judgement == OUT_OF_BALANCE)
		verdict = V_VULNERABLE;
	if (raised_to != NONE && raised_to > (int)verdict)
		verdict = (enum verdict)raised_to;
	return verdict;
}

static void weigh_factor(struct mind *mind, int factor)
{
	const struct factor *f = &mind->c->factor[factor];

	if (f->hidden || f->protective || mind_bare(mind, factor) != T_YES)
		return;
	mind->n_class[f->class]++;
	if (!mind->domain[f->domain])
		mind->n_domains++;
	mind->domain[f->domain] = true;
}

void mind_weigh(struct mind *mind)
{
	memset(mind->n_class, 0, sizeof(mind->n_class));
	memset(mind->domain, 0, sizeof(mind->domain));
	mind->n_domains = 0;
	for (int i = 0; i < mind->c->n_factors; i++)
		weigh_factor(mind, i);
	mind->computed = computed_verdict(mind);
	mind->verdict = judged_verdict(mind);
}

void mind_see(struct mind *mind)
{
	memcpy(mind->picture, mind->said, sizeof(mind->picture));
	raise_signals(mind);
	mind_weigh(mind);
}

void mind_make(struct mind *mind, const struct coalition *c, const struct family *f)
{
	mind->c = c;
	mind->f = f;
	mind->facts = facts_at(f, f->today);
	for (int i = 0; i < c->n_factors; i++) {
		for (int s = 0; s < MAX_SUBJECTS; s++)
			mind->said[i][s] = answered(mind, i, s);
		derive(mind, i);
	}
	mind_see(mind);
}
